//! Reading the catalogue.

use chrono::NaiveDate;
use kernel::{FormationId, OrganismeFormationId, SessionFormationId, text::fold};
use platform::{Result, Tx};
use uuid::Uuid;

use crate::formations::model::{
    Condition, FiltreFormations, Formation, Organisme, SessionFormation,
};

/// The most rows of a list that is not paged.
const LIGNES: i64 = 500;

async fn select_organismes(tx: &mut Tx, id: Option<Uuid>) -> Result<Vec<Organisme>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Organisme,
        r#"select o.id as "id: OrganismeFormationId", o.nom, o.siret, o.contact, o.telephone,
             o.courriel, o.ferme_le, (select count(*) from formation f
               where f.ml_id = o.ml_id and f.organisme_id = o.id) as "formations!", o.version
           from organisme_formation o
           where o.ml_id = $1 and ($2::uuid is null or o.id = $2)
           order by o.ferme_le is not null, o.nom, o.id limit $3"#,
        ml.get(),
        id,
        LIGNES,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Every organisme, those still open first, by name.
pub(in crate::formations) async fn organismes(tx: &mut Tx) -> Result<Vec<Organisme>> {
    select_organismes(tx, None).await
}

/// One organisme.
pub(in crate::formations) async fn organisme(
    tx: &mut Tx,
    id: OrganismeFormationId,
) -> Result<Option<Organisme>> {
    Ok(select_organismes(tx, Some(id.uuid())).await?.pop())
}

/// Formations by title, after the one of `apres`, `taille` at most.
pub(in crate::formations) async fn formations(
    tx: &mut Tx,
    filtre: &FiltreFormations,
    apres: Option<FormationId>,
    taille: i64,
) -> Result<Vec<Formation>> {
    select_formations(tx, filtre, (None, apres.map(FormationId::uuid)), taille).await
}

async fn select_formations(
    tx: &mut Tx,
    filtre: &FiltreFormations,
    (id, apres): (Option<Uuid>, Option<Uuid>),
    taille: i64,
) -> Result<Vec<Formation>> {
    let (ml, today) = (tx.ml()?, tx.today());
    let words = fold(&filtre.texte);
    Ok(sqlx::query_as!(
        Formation,
        r#"select f.id as "id: FormationId", f.organisme_id as "organisme: OrganismeFormationId",
             o.nom as organisme_nom, f.numero, f.intitule, f.genre, f.formacode, f.rome,
             f.certification, f.financeur, f.remuneree, f.modalite, f.lieu, f.contenu, f.fermee_le,
             n.debut as "prochaine?", f.version
           from formation f
           join organisme_formation o on o.ml_id = f.ml_id and o.id = f.organisme_id
           left join lateral (select min(s.debut) as debut from session_formation s
             where s.ml_id = f.ml_id and s.formation_id = f.id and s.annulee_le is null
               and s.debut >= $2) n on true
           where f.ml_id = $1 and ($3::uuid is null or f.id = $3)
             and ($4 = '' or strpos(f.recherche, $4) > 0 or strpos(o.recherche, $4) > 0)
             and ($5 = '' or f.genre = $5)
             and ($6::uuid is null or f.organisme_id = $6)
             and (not $7 or n.debut is not null)
             and ($8::uuid is null or (f.intitule, f.id) >
               (select p.intitule, p.id from formation p where p.ml_id = $1 and p.id = $8))
           order by f.intitule, f.id limit $9"#,
        ml.get(),
        today,
        id,
        words,
        filtre.genre,
        filtre.organisme.map(OrganismeFormationId::uuid),
        filtre.a_venir,
        apres,
        taille,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// One formation.
pub(in crate::formations) async fn formation(
    tx: &mut Tx,
    id: FormationId,
) -> Result<Option<Formation>> {
    let all = FiltreFormations::default();
    let found = select_formations(tx, &all, (Some(id.uuid()), None), 1).await?;
    Ok(found.into_iter().next())
}

/// Which sessions: one, those of a formation, or those one may still prescribe, those
/// whose limit has passed last.
#[derive(Debug, Clone, Default)]
struct Filtre<'a> {
    id: Option<Uuid>,
    formation: Option<Uuid>,
    ouvertes_le: Option<NaiveDate>,
    texte: &'a str,
}

async fn select_sessions(
    tx: &mut Tx,
    filtre: Filtre<'_>,
    taille: i64,
) -> Result<Vec<SessionFormation>> {
    let ml = tx.ml()?;
    let words = fold(filtre.texte);
    Ok(sqlx::query_as!(
        SessionFormation,
        r#"select s.id as "id: SessionFormationId", s.formation_id as "formation: FormationId",
             f.intitule, o.nom as organisme_nom, f.lieu, s.numero, s.debut, s.fin, s.heures,
             s.places, s.reunion_le, s.limite_le, s.annulee_le,
             (select count(*) from prescription_formation p
               where p.ml_id = s.ml_id and p.session_id = s.id
                 and p.etat in ('prescrit', 'realise')) as "prescrits!", s.version
           from session_formation s
           join formation f on f.ml_id = s.ml_id and f.id = s.formation_id
           join organisme_formation o on o.ml_id = f.ml_id and o.id = f.organisme_id
           where s.ml_id = $1 and ($2::uuid is null or s.id = $2)
             and ($3::uuid is null or s.formation_id = $3)
             and ($4::date is null or (s.annulee_le is null and s.fin >= $4
               and (f.fermee_le is null or f.fermee_le > $4)
               and (o.ferme_le is null or o.ferme_le > $4)))
             and ($5 = '' or strpos(f.recherche, $5) > 0 or strpos(o.recherche, $5) > 0)
           order by coalesce(coalesce(s.limite_le, s.debut) < $4, false), s.debut, s.id
           limit $6"#,
        ml.get(),
        filtre.id,
        filtre.formation,
        filtre.ouvertes_le,
        words,
        taille,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// One session.
pub(in crate::formations) async fn session(
    tx: &mut Tx,
    id: SessionFormationId,
) -> Result<Option<SessionFormation>> {
    let filtre = Filtre {
        id: Some(id.uuid()),
        ..Filtre::default()
    };
    Ok(select_sessions(tx, filtre, 1).await?.pop())
}

/// Every session of a formation, the first begun first.
pub(in crate::formations) async fn sessions(
    tx: &mut Tx,
    formation: FormationId,
) -> Result<Vec<SessionFormation>> {
    let filtre = Filtre {
        formation: Some(formation.uuid()),
        ..Filtre::default()
    };
    select_sessions(tx, filtre, LIGNES).await
}

/// The sessions that one may still prescribe, soonest first.
pub(in crate::formations) async fn ouvertes(
    tx: &mut Tx,
    texte: &str,
    taille: i64,
) -> Result<Vec<SessionFormation>> {
    let filtre = Filtre {
        ouvertes_le: Some(tx.today()),
        texte,
        ..Filtre::default()
    };
    select_sessions(tx, filtre, taille).await
}

/// What makes that a formation counts, on a day.
pub(in crate::formations) async fn conditions(
    tx: &mut Tx,
    day: NaiveDate,
) -> Result<Vec<Condition>> {
    Ok(sqlx::query_as!(
        Condition,
        "select code, libelle, bloque, reference, a_confirmer from condition_formation
         where valide_du <= $1 and (valide_au is null or valide_au >= $1) order by ordre",
        day,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// What an import already finds: every organisme, and the formations and sessions with a number.
pub(in crate::formations) async fn numerotees(
    tx: &mut Tx,
) -> Result<(Vec<Formation>, Vec<SessionFormation>)> {
    let all = FiltreFormations::default();
    let mut formations = select_formations(tx, &all, (None, None), i64::from(u16::MAX)).await?;
    formations.retain(|f| !f.numero.is_empty());
    let mut sessions = select_sessions(tx, Filtre::default(), i64::from(u16::MAX)).await?;
    sessions.retain(|s| !s.numero.is_empty());
    Ok((formations, sessions))
}
