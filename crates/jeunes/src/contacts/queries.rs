//! The statements of contacts and address.

use chrono::NaiveDate;
use kernel::{AgentId, ContactId, JeuneId};
use platform::{Result, Tx, error::OnConstraint as _};

use super::model::{Contact, MoyenContact, NouveauContact};
use crate::dossiers::Lieu;

/// Every contact of the dossier, those in force first.
pub(super) async fn list(tx: &mut Tx, jeune: JeuneId) -> Result<Vec<Contact>> {
    let ml = tx.ml()?;
    let rows = sqlx::query!(
        r#"select id as "id: ContactId", moyen, valeur, titulaire, precisions, vrai_du, vrai_au,
             version
           from contact where ml_id = $1 and jeune_id = $2
           order by (vrai_au is not null), titulaire <> 'jeune',
             array_position(array['telephone', 'courriel', 'autre'], moyen), vrai_du desc, id"#,
        ml.get(),
        jeune.uuid(),
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Contact {
            id: row.id,
            moyen: MoyenContact::from_code(&row.moyen).unwrap_or(MoyenContact::Autre),
            valeur: row.valeur,
            titulaire: row.titulaire,
            precisions: row.precisions,
            vrai_du: row.vrai_du,
            vrai_au: row.vrai_au,
            version: row.version,
        })
        .collect())
}

/// Adds the contact, whose value is normalised; says whether it was not there yet.
pub(crate) async fn insert(tx: &mut Tx, jeune: JeuneId, new: &NouveauContact) -> Result<bool> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let done = sqlx::query!(
        "insert into contact (ml_id, id, jeune_id, moyen, valeur, titulaire, precisions, vrai_du,
           saisi_le, saisi_par)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id.uuid(),
        jeune.uuid(),
        new.moyen.code(),
        new.valeur,
        new.titulaire,
        new.precisions,
        new.vrai_du,
        now,
        par,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends a contact in force, if `version` is still the one in the database; says whether it was.
pub(super) async fn end(
    tx: &mut Tx,
    jeune: JeuneId,
    contact: ContactId,
    version: i32,
    vrai_au: NaiveDate,
) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update contact set vrai_au = $5, version = version + 1
         where ml_id = $1 and jeune_id = $2 and id = $3 and version = $4 and vrai_au is null",
        ml.get(),
        jeune.uuid(),
        contact.uuid(),
        version,
        vrai_au,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Changes where the person lives if `version` is still the dossier's; says whether it was.
pub(super) async fn update_lieu(
    tx: &mut Tx,
    jeune: JeuneId,
    version: i32,
    lieu: &Lieu,
    a_voir_sur_place: bool,
) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update jeune set sans_domicile_stable = $4, commune = $5, adresse = $6, code_postal = $7,
           a_voir_sur_place = $8, version = version + 1
         where ml_id = $1 and id = $2 and version = $3",
        ml.get(),
        jeune.uuid(),
        version,
        lieu.sans_domicile_stable,
        lieu.commune,
        lieu.adresse,
        lieu.code_postal,
        a_voir_sur_place,
    )
    .execute(tx.conn())
    .await
    .on_constraint(
        "jeune_commune_fkey",
        "commune",
        "Choisissez une commune de la liste.",
    )?;
    Ok(done.rows_affected() == 1)
}
