//! The statements of what is asked of the funds.

use chrono::NaiveDate;
use kernel::{AgentId, Centimes, DemandeAideId, FondsId, FreinId, JeuneId};
use platform::{Result, Tx, error::OnConstraint as _};
use uuid::Uuid;

use crate::aides::model::{
    Annulation, Decideur, Decision, DemandeAide, Envoi, EtatAide, Notification, NouvelleAide,
    Paiement, Regularisation,
};

/// The most rows of a list.
const LIGNES: i64 = 300;

/// Which requests: one, those of a person, or those in some states.
#[derive(Debug, Clone, Copy, Default)]
struct Filtre<'a> {
    id: Option<Uuid>,
    jeune: Option<Uuid>,
    etats: Option<&'a [String]>,
    regulariser: bool,
}

/// Adds the request; false when its identifier is taken, or when the frein is not of this dossier.
pub(in crate::aides) async fn insert(
    tx: &mut Tx,
    jeune: JeuneId,
    new: &NouvelleAide,
    demandeur: AgentId,
) -> Result<bool> {
    let (ml, now) = (tx.ml()?, tx.now());
    let done = sqlx::query!(
        "insert into demande_aide (ml_id, id, jeune_id, fonds_id, frein_id, motif, precisions,
           pieces, montant_demande_centimes, demandee_le, demandeur_id, saisi_le, saisi_par)
         select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $11
         where $5::uuid is null or exists (
           select from frein where ml_id = $1 and jeune_id = $3 and id = $5)
         on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id.uuid(),
        jeune.uuid(),
        new.fonds.uuid(),
        new.frein.map(FreinId::uuid),
        new.motif,
        new.precisions,
        &new.pieces,
        new.montant.0,
        new.demandee_le,
        demandeur.uuid(),
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

async fn select(tx: &mut Tx, filtre: Filtre<'_>) -> Result<Vec<DemandeAide>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        DemandeAide,
        r#"select a.id as "id: DemandeAideId", a.jeune_id as "jeune: JeuneId",
             a.fonds_id as "fonds: FondsId", f.nom as fonds_nom,
             f.decideur as "fonds_decideur: Decideur", a.frein_id as "frein: FreinId", a.motif,
             a.precisions, a.pieces, a.montant_demande_centimes as "demande: Centimes",
             a.demandee_le, a.demandeur_id as "demandeur: AgentId",
             q.prenom || ' ' || q.nom as "demandeur_nom!", a.etat as "etat: EtatAide",
             a.envoyee_le, a.montant_accorde_centimes as "accorde: Centimes", a.decision_motif,
             a.derogation, a.decidee_le, a.decideur_id as "decideur: AgentId",
             coalesce(d.prenom || ' ' || d.nom, '') as "decideur_nom!", a.urgence,
             a.regularisee_le, a.payee_le,
             coalesce(p.prenom || ' ' || p.nom, '') as "payeur_nom!",
             coalesce(a.paiement_moyen, '') as "paiement_moyen!", a.notifiee_le,
             coalesce(a.notifiee_par, '') as "notifiee_par!", a.annulee_le, a.annulee_motif,
             a.version
           from demande_aide a
           join fonds_aide f on f.ml_id = a.ml_id and f.id = a.fonds_id
           join agent q on q.id = a.demandeur_id
           left join agent d on d.id = a.decideur_id
           left join agent p on p.id = a.payeur_id
           where a.ml_id = $1 and ($2::uuid is null or a.id = $2)
             and ($3::uuid is null or a.jeune_id = $3)
             and ($4::text[] is null or a.etat = any($4) or ($5 and a.urgence
               and a.regularisee_le is null and a.etat in ('accordee', 'payee')))
           order by a.demandee_le desc, a.id desc limit $6"#,
        ml.get(),
        filtre.id,
        filtre.jeune,
        filtre.etats,
        filtre.regulariser,
        LIGNES,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// One request.
pub(in crate::aides) async fn find(tx: &mut Tx, id: DemandeAideId) -> Result<Option<DemandeAide>> {
    let filtre = Filtre {
        id: Some(id.uuid()),
        ..Filtre::default()
    };
    Ok(select(tx, filtre).await?.pop())
}

/// Every request of the dossier, latest first.
pub(in crate::aides) async fn of_jeune(tx: &mut Tx, jeune: JeuneId) -> Result<Vec<DemandeAide>> {
    let filtre = Filtre {
        jeune: Some(jeune.uuid()),
        ..Filtre::default()
    };
    select(tx, filtre).await
}

/// The requests in these states, and the emergencies to put in order when `regulariser`.
pub(in crate::aides) async fn in_states(
    tx: &mut Tx,
    etats: &[EtatAide],
    regulariser: bool,
) -> Result<Vec<DemandeAide>> {
    let codes: Vec<String> = etats.iter().map(|etat| etat.code().to_owned()).collect();
    let filtre = Filtre {
        etats: Some(&codes),
        regulariser,
        ..Filtre::default()
    };
    select(tx, filtre).await
}

/// What the person had from the fund since `since`.
pub(in crate::aides) async fn had(
    tx: &mut Tx,
    (jeune, fonds): (JeuneId, FondsId),
    since: NaiveDate,
) -> Result<Centimes> {
    let ml = tx.ml()?;
    Ok(sqlx::query_scalar!(
        r#"select (coalesce((select sum(montant_accorde_centimes) from demande_aide
               where ml_id = $1 and jeune_id = $2 and fonds_id = $3
                 and etat in ('accordee', 'payee') and decidee_le > $4), 0)
             + coalesce((select sum(b.valeur_centimes) from bon b
                 join carnet_bons c on c.ml_id = b.ml_id and c.id = b.carnet_id
                 where b.ml_id = $1 and b.jeune_id = $2 and c.fonds_id = $3
                   and b.etat = 'remis' and b.remis_le > $4), 0))::bigint as "had!: Centimes""#,
        ml.get(),
        jeune.uuid(),
        fonds.uuid(),
        since,
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Writes down that the file left, if the version is still the one in the database.
pub(in crate::aides) async fn send(tx: &mut Tx, envoi: &Envoi) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update demande_aide set etat = 'envoyee', envoyee_le = $4, version = version + 1
         where ml_id = $1 and id = $2 and version = $3 and etat = 'a_decider'",
        ml.get(),
        envoi.id.uuid(),
        envoi.version,
        envoi.le,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Writes the decision, if the version is still the one in the database.
pub(in crate::aides) async fn decide(
    tx: &mut Tx,
    decision: &Decision,
    par: AgentId,
) -> Result<bool> {
    let ml = tx.ml()?;
    let etat = match decision.accorde {
        Some(_) => EtatAide::Accordee,
        None => EtatAide::Refusee,
    };
    let done = sqlx::query!(
        "update demande_aide set etat = $4, montant_accorde_centimes = $5, decision_motif = $6,
           derogation = $7, decidee_le = $8, decideur_id = $9, urgence = $10,
           version = version + 1
         where ml_id = $1 and id = $2 and version = $3 and etat in ('a_decider', 'envoyee')",
        ml.get(),
        decision.id.uuid(),
        decision.version,
        etat.code(),
        decision.accorde.map(|c| c.0),
        decision.motif,
        decision.derogation,
        decision.le,
        par.uuid(),
        decision.urgence,
    )
    .execute(tx.conn())
    .await
    .on_constraint(
        "demande_aide_decideur_autre",
        "issue",
        "Qui demande une aide ne la décide pas.",
    )?;
    Ok(done.rows_affected() == 1)
}

/// Puts the emergency in order, if the version is still the one in the database.
pub(in crate::aides) async fn regularise(
    tx: &mut Tx,
    change: &Regularisation,
    par: AgentId,
) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update demande_aide set regularisee_le = $4, regularisee_par = $5, version = version + 1
         where ml_id = $1 and id = $2 and version = $3 and urgence and regularisee_le is null",
        ml.get(),
        change.id.uuid(),
        change.version,
        change.le,
        par.uuid(),
    )
    .execute(tx.conn())
    .await
    .on_constraint(
        "demande_aide_regularisee_autre",
        "le",
        "Qui demande une aide ne la régularise pas.",
    )?;
    Ok(done.rows_affected() == 1)
}

/// Writes the payment, if the version is still the one in the database.
pub(in crate::aides) async fn pay(tx: &mut Tx, paiement: &Paiement, par: AgentId) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update demande_aide set etat = 'payee', payee_le = $4, paiement_moyen = $5,
           payeur_id = $6, version = version + 1
         where ml_id = $1 and id = $2 and version = $3 and etat = 'accordee'",
        ml.get(),
        paiement.id.uuid(),
        paiement.version,
        paiement.le,
        paiement.moyen,
        par.uuid(),
    )
    .execute(tx.conn())
    .await
    .on_constraint(
        "demande_aide_payeur_autre",
        "moyen",
        "Qui demande ou décide une aide ne la paie pas.",
    )?;
    Ok(done.rows_affected() == 1)
}

/// Writes down that the decision was told, if the version is still the one in the database.
pub(in crate::aides) async fn notify(tx: &mut Tx, change: &Notification) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update demande_aide set notifiee_le = $4, notifiee_par = $5, version = version + 1
         where ml_id = $1 and id = $2 and version = $3 and decidee_le is not null",
        ml.get(),
        change.id.uuid(),
        change.version,
        change.le,
        change.moyen,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Gives the request up, if the version is still the one in the database.
pub(in crate::aides) async fn cancel(tx: &mut Tx, change: &Annulation) -> Result<bool> {
    let (ml, today) = (tx.ml()?, tx.today());
    let done = sqlx::query!(
        "update demande_aide set etat = 'annulee', annulee_le = $4, annulee_motif = $5,
           version = version + 1
         where ml_id = $1 and id = $2 and version = $3
           and etat in ('a_decider', 'envoyee', 'accordee')",
        ml.get(),
        change.id.uuid(),
        change.version,
        today,
        change.motif,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
