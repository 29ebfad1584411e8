//! The statements of the obligation de formation.

use chrono::NaiveDate;
use kernel::{AdhesionId, AgentId, JeuneId, ObligationId, RendezVousId};
use platform::{Result, Tx, error::OnConstraint as _};
use uuid::Uuid;

use super::{
    model::{Etape, EtatObligation, FinObligation, NatureEtape, Obligation, Signalement, Voie},
    rules::{MEME_PERSONNE, Marche},
};

/// Every obligation of a dossier, the open one first.
pub(super) async fn list(tx: &mut Tx, jeune: JeuneId) -> Result<Vec<Obligation>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Obligation,
        r#"select o.id as "id: ObligationId", o.jeune_id as "jeune: JeuneId",
             o.adhesion_id as "adhesion: AdhesionId", o.etat as "etat: EtatObligation", o.source,
             o.signalee_le, o.recue_le, o.convoquee_le, o.horloge_fin, o.transmission_proposee_le,
             o.proposee_par as "proposee_par: AgentId",
             coalesce(p.prenom || ' ' || p.nom, '') as "proposee_par_nom!", o.avis, o.decidee_le,
             o.decidee_par as "decidee_par: AgentId",
             coalesce(d.prenom || ' ' || d.nom, '') as "decidee_par_nom!", o.motivation,
             o.fin as "fin: FinObligation", o.fin_le, coalesce(o.voie, '') as "voie!",
             coalesce(v.prenom || ' ' || v.nom, '') as "justificatif_vu_par!", o.version
           from obligation o
           left join agent p on p.id = o.proposee_par
           left join agent d on d.id = o.decidee_par
           left join agent v on v.id = o.justificatif_vu_par
           where o.ml_id = $1 and o.jeune_id = $2
           order by o.fin_le desc nulls first, o.recue_le desc, o.id desc"#,
        ml.get(),
        jeune.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// What was done for an obligation, latest first.
pub(super) async fn steps(tx: &mut Tx, jeune: JeuneId, id: ObligationId) -> Result<Vec<Etape>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Etape,
        r#"select e.id, e.nature as "nature: NatureEtape", e.le, e.code, e.representants, e.mots,
             e.rendez_vous_id as "rendez_vous: RendezVousId",
             coalesce(a.prenom || ' ' || a.nom, '') as "par!"
           from etape_obligation e left join agent a on a.id = e.saisi_par
           where e.ml_id = $1 and e.jeune_id = $2 and e.obligation_id = $3
           order by e.le desc, e.saisi_le desc, e.id desc"#,
        ml.get(),
        jeune.uuid(),
        id.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Whether this step is noted already, and of which obligation of the dossier.
pub(super) async fn noted(
    tx: &mut Tx,
    jeune: JeuneId,
    etape: Uuid,
) -> Result<Option<ObligationId>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_scalar!(
        r#"select obligation_id as "id: ObligationId" from etape_obligation
           where ml_id = $1 and jeune_id = $2 and id = $3"#,
        ml.get(),
        jeune.uuid(),
        etape,
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// The same report, whoever brings it again.
pub(super) async fn reported(
    tx: &mut Tx,
    jeune: JeuneId,
    report: &Signalement,
) -> Result<Option<ObligationId>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_scalar!(
        r#"select obligation_id as "id: ObligationId" from etape_obligation
           where ml_id = $1 and jeune_id = $2 and nature = 'signalement' and code = $3 and le = $4
           order by saisi_le limit 1"#,
        ml.get(),
        jeune.uuid(),
        report.source,
        report.le,
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Begins an obligation.
pub(super) async fn insert(
    tx: &mut Tx,
    jeune: JeuneId,
    (id, adhesion): (ObligationId, AdhesionId),
    report: &Signalement,
) -> Result<()> {
    let (ml, today, now) = (tx.ml()?, tx.today(), tx.now());
    let par = tx.agent_id().map(AgentId::uuid);
    sqlx::query!(
        "insert into obligation (ml_id, id, jeune_id, adhesion_id, source, signalee_le, recue_le,
           saisi_le, saisi_par)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        ml.get(),
        id.uuid(),
        jeune.uuid(),
        adhesion.uuid(),
        report.source,
        report.le,
        today,
        now,
        par,
    )
    .execute(tx.conn())
    .await
    .on_constraint(
        "obligation_une_ouverte",
        "source",
        "Cette personne vient d’être signalée par quelqu’un d’autre : rechargez la page.",
    )?;
    Ok(())
}

/// Notes something that was done.
pub(super) async fn note(
    tx: &mut Tx,
    (jeune, obligation): (JeuneId, ObligationId),
    etape: &Etape,
    horloge: Option<NaiveDate>,
) -> Result<()> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    sqlx::query!(
        "insert into etape_obligation (ml_id, id, jeune_id, obligation_id, nature, le, code,
           representants, mots, rendez_vous_id, horloge_fin, saisi_le, saisi_par)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        ml.get(),
        etape.id,
        jeune.uuid(),
        obligation.uuid(),
        etape.nature.code(),
        etape.le,
        etape.code,
        etape.representants,
        etape.mots,
        etape.rendez_vous.map(RendezVousId::uuid),
        horloge,
        now,
        par,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What a step writes beside where it stands.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Ecrit<'a> {
    /// The conseiller's own view.
    pub(super) avis: &'a str,
    /// Why it was decided.
    pub(super) motivation: &'a str,
    /// The legal way that satisfies it.
    pub(super) voie: &'a str,
}

/// Moves an obligation if the version is still the one in the database.
pub(super) async fn advance(
    tx: &mut Tx,
    before: &Obligation,
    version: i32,
    marche: &Marche,
    ecrit: Ecrit<'_>,
) -> Result<bool> {
    let (ml, par) = (tx.ml()?, tx.agent_id().map(AgentId::uuid));
    let seen = marche
        .fin
        .filter(|(fin, _)| *fin == FinObligation::Dispensee)
        .map(|(_, le)| le);
    let done = sqlx::query!(
        "update obligation set etat = $5, convoquee_le = $6, horloge_fin = $7,
           transmission_proposee_le = $8, proposee_par = $9, avis = $10, decidee_le = $11,
           decidee_par = $12, motivation = $13, fin = $14, fin_le = $15, voie = $16,
           justificatif_vu_le = $17, justificatif_vu_par = $18, version = version + 1
         where ml_id = $1 and jeune_id = $2 and id = $3 and version = $4 and fin is null",
        ml.get(),
        before.jeune.uuid(),
        before.id.uuid(),
        version,
        marche.etat.code(),
        marche.convoquee_le,
        marche.horloge_fin,
        marche.proposee.map(|(le, _)| le),
        marche.proposee.map(|(_, par)| par.uuid()),
        ecrit.avis,
        marche.decidee.map(|(le, _)| le),
        marche.decidee.map(|(_, par)| par.uuid()),
        ecrit.motivation,
        marche.fin.map(|(fin, _)| fin.code()),
        marche.fin.map(|(_, le)| le),
        (!ecrit.voie.is_empty()).then_some(ecrit.voie),
        seen,
        par.filter(|_| seen.is_some()),
    )
    .execute(tx.conn())
    .await
    .on_constraint("obligation_deux_agents", "motivation", MEME_PERSONNE)?;
    Ok(done.rows_affected() == 1)
}

/// What satisfies the obligation on `le`, in the order of the list.
pub(super) async fn voies(tx: &mut Tx, le: NaiveDate) -> Result<Vec<Voie>> {
    Ok(sqlx::query_as!(
        Voie,
        "select v.voie, v.situation, v.types, v.groupe
         from voie_obligation v
         join nomenclature n on n.liste = 'obligation_voie' and n.code = v.voie
         where v.valide_du <= $1 and (v.valide_au is null or v.valide_au >= $1)
         order by n.ordre, v.situation",
        le,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// An open obligation, as the list shows it.
#[derive(Debug)]
pub(super) struct Ligne {
    pub(super) id: ObligationId,
    pub(super) jeune: JeuneId,
    pub(super) etat: EtatObligation,
    pub(super) source: String,
    pub(super) signalee_le: NaiveDate,
    pub(super) horloge_fin: Option<NaiveDate>,
    pub(super) naissance: Option<NaiveDate>,
    pub(super) referent_id: Option<AgentId>,
    pub(super) referent: String,
    pub(super) satisfaite: bool,
}

/// The open obligations of the mission locale, the shortest clock first.
pub(super) async fn open(tx: &mut Tx) -> Result<Vec<Ligne>> {
    let (ml, today) = (tx.ml()?, tx.today());
    Ok(sqlx::query_as!(
        Ligne,
        r#"select o.id as "id: ObligationId", o.jeune_id as "jeune: JeuneId",
             o.etat as "etat: EtatObligation", o.source, o.signalee_le, o.horloge_fin,
             j.date_naissance as naissance, j.referent_id as "referent_id: AgentId",
             coalesce(r.prenom || ' ' || r.nom, '') as "referent!",
             (exists (
                select from situation s
                join voie_obligation v on v.situation = s.categorie and v.valide_du <= $2
                  and (v.valide_au is null or v.valide_au >= $2)
                  and (v.types = '{}' or s.type = any(v.types))
                where s.ml_id = $1 and s.jeune_id = o.jeune_id and s.debut <= $2
                  and (s.fin is null or s.fin >= $2))
              or exists (
                select from adhesion a
                join voie_obligation v on v.groupe = a.groupe and v.valide_du <= $2
                  and (v.valide_au is null or v.valide_au >= $2)
                where a.ml_id = $1 and a.jeune_id = o.jeune_id and a.sortie_le is null
                  and a.entree_le <= $2)) as "satisfaite!"
           from obligation o
           join jeune j on j.ml_id = o.ml_id and j.id = o.jeune_id
           left join agent r on r.id = j.referent_id
           where o.ml_id = $1 and o.fin is null
           order by o.horloge_fin nulls last, o.signalee_le, o.id"#,
        ml.get(),
        today,
    )
    .fetch_all(tx.conn())
    .await?)
}
