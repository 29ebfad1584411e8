//! The statements of interviews.

use chrono::{NaiveDate, NaiveTime};
use kernel::{EntretienId, JeuneId};
use platform::{Error, Result, Tx};

use super::model::{
    Entretien, EntretienResume, EvenementSaisi, FaitsEntretien, ModificationEntretien,
    ProchainContact,
};

/// Adds the interview and says whether it is the latest of the dossier; `None` when its identifier
/// is taken.
pub(super) async fn insert(
    tx: &mut Tx,
    jeune: JeuneId,
    id: EntretienId,
    faits: &FaitsEntretien,
) -> Result<Option<bool>> {
    let (ml, now) = (tx.ml()?, tx.now());
    let agent = tx.agent_id().ok_or(Error::Forbidden)?;
    let next = faits.prochain_contact.as_ref();
    Ok(sqlx::query_scalar!(
        r#"insert into entretien (ml_id, id, jeune_id, agent_id, realise_le, heure, modalite, theme,
             duree_minutes, presents, resume, prochain_contact_le, prochain_contact_moyen, saisi_le)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
           on conflict (ml_id, id) do nothing
           returning not exists (select from entretien e
             where e.ml_id = $1 and e.jeune_id = $3 and e.realise_le > $5) as "latest!""#,
        ml.get(),
        id.uuid(),
        jeune.uuid(),
        agent.uuid(),
        faits.realise_le,
        faits.heure,
        faits.modalite,
        faits.theme,
        faits.duree_minutes,
        &faits.presents,
        faits.resume,
        next.map(|n| n.le),
        next.map(|n| n.moyen.as_str()),
        now,
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Changes the facts if the version is still the one in the database, and says whether the interview
/// is the latest of the dossier; `None` when it is not.
pub(super) async fn update(
    tx: &mut Tx,
    jeune: JeuneId,
    change: &ModificationEntretien,
) -> Result<Option<bool>> {
    let ml = tx.ml()?;
    let faits = &change.faits;
    let next = faits.prochain_contact.as_ref();
    Ok(sqlx::query_scalar!(
        r#"update entretien set realise_le = $5, heure = $6, modalite = $7, theme = $8,
             duree_minutes = $9, presents = $10, resume = $11, prochain_contact_le = $12,
             prochain_contact_moyen = $13, version = version + 1
           where ml_id = $1 and jeune_id = $2 and id = $3 and version = $4
           returning not exists (select from entretien e
             where e.ml_id = $1 and e.jeune_id = $2 and e.id <> $3
               and e.realise_le > $5) as "latest!""#,
        ml.get(),
        jeune.uuid(),
        change.id.uuid(),
        change.version,
        faits.realise_le,
        faits.heure,
        faits.modalite,
        faits.theme,
        faits.duree_minutes,
        &faits.presents,
        faits.resume,
        next.map(|n| n.le),
        next.map(|n| n.moyen.as_str()),
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// One interview of the dossier, with all its événements in no order.
pub(super) async fn find(
    tx: &mut Tx,
    jeune: JeuneId,
    id: EntretienId,
) -> Result<Option<Entretien>> {
    let ml = tx.ml()?;
    let row = sqlx::query!(
        r#"select e.agent_id, a.prenom || ' ' || a.nom as "agent_nom!", e.realise_le, e.heure,
             e.modalite, e.theme, e.duree_minutes, e.presents, e.resume, e.prochain_contact_le,
             e.prochain_contact_moyen, e.version,
             exists (select from note n where n.ml_id = $1 and n.jeune_id = $2
               and n.entretien_id = $3) as "a_une_note!",
             array(select v.nature from evenement v where v.ml_id = $1 and v.jeune_id = $2
               and v.objet = 'entretien' and v.objet_id = $3 order by v.id) as "natures!",
             array(select v.theme from evenement v where v.ml_id = $1 and v.jeune_id = $2
               and v.objet = 'entretien' and v.objet_id = $3 order by v.id) as "themes!"
           from entretien e join agent a on a.id = e.agent_id
           where e.ml_id = $1 and e.jeune_id = $2 and e.id = $3"#,
        ml.get(),
        jeune.uuid(),
        id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let evenements = row.natures.into_iter().zip(row.themes);
    let faits = FaitsEntretien {
        realise_le: row.realise_le,
        heure: row.heure,
        modalite: row.modalite,
        duree_minutes: row.duree_minutes,
        presents: row.presents,
        theme: row.theme,
        evenements: evenements
            .map(|(nature, theme)| EvenementSaisi { nature, theme })
            .collect(),
        resume: row.resume,
        prochain_contact: next_contact(row.prochain_contact_le, row.prochain_contact_moyen),
    };
    Ok(Some(Entretien {
        id,
        agent: row.agent_id.into(),
        agent_nom: row.agent_nom,
        faits,
        a_une_note: row.a_une_note,
        version: row.version,
    }))
}

fn next_contact(le: Option<NaiveDate>, moyen: Option<String>) -> Option<ProchainContact> {
    Some(ProchainContact {
        le: le?,
        moyen: moyen.unwrap_or_default(),
    })
}

/// The interviews of the dossier, latest first.
pub(super) async fn list(tx: &mut Tx, jeune: JeuneId, limit: i64) -> Result<Vec<EntretienResume>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        EntretienResume,
        r#"select e.id, e.realise_le, e.heure as "heure: NaiveTime", e.modalite, e.theme,
             e.duree_minutes, a.prenom || ' ' || a.nom as "agent_nom!", e.resume
           from entretien e join agent a on a.id = e.agent_id
           where e.ml_id = $1 and e.jeune_id = $2
           order by e.realise_le desc, e.id desc limit $3"#,
        ml.get(),
        jeune.uuid(),
        limit,
    )
    .fetch_all(tx.conn())
    .await?)
}
