//! The statements of contacts and address.

use chrono::NaiveDate;
use kernel::{Access, AgentId, ContactId, EvenementId, JeuneId, Permission, Section};
use platform::{Result, Tx, error::OnConstraint as _, new_id};

use super::model::{
    AdressePassee, Consignes, Contact, MoyenContact, NouveauContact, Reponse, SANS_PRECISION,
};
use crate::dossiers::Lieu;

/// Every contact of the dossier, those in force first.
pub(super) async fn list(tx: &mut Tx, jeune: JeuneId) -> Result<Vec<Contact>> {
    let ml = tx.ml()?;
    let rows = sqlx::query!(
        r#"select id as "id: ContactId", moyen, valeur, titulaire, precisions, message, dire_ml,
             jamais_motif, preference, vrai_du, vrai_au, version
           from contact where ml_id = $1 and jeune_id = $2
           order by (vrai_au is not null), (jamais_motif <> ''),
             case when preference > 0 then preference * 2 - 1 when titulaire = 'jeune' then 2 else 12 end,
             array_position(array['telephone', 'courriel', 'autre'], moyen), vrai_du desc, id"#,
        ml.get(),
        jeune.uuid(),
    )
    .fetch_all(tx.conn())
    .await?;
    // The reason of a « never » is for those who accompany.
    let tells = tx.may(Permission::Dossier(Section::Famille, Access::Read));
    let jamais = |motif: String| match (tells, motif.is_empty()) {
        (false, false) => SANS_PRECISION.to_owned(),
        _ => motif,
    };
    Ok(rows
        .into_iter()
        .map(|row| Contact {
            id: row.id,
            moyen: MoyenContact::from_code(&row.moyen).unwrap_or(MoyenContact::Autre),
            valeur: row.valeur,
            titulaire: row.titulaire,
            precisions: row.precisions,
            consignes: Consignes {
                message: Reponse::from_code(&row.message),
                dire_ml: Reponse::from_code(&row.dire_ml),
                jamais: jamais(row.jamais_motif),
                preference: row.preference,
            },
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
           saisi_le, saisi_par, message, dire_ml, jamais_motif, preference)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict (ml_id, id) do nothing",
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
        new.consignes.message.code(),
        new.consignes.dire_ml.code(),
        new.consignes.jamais,
        new.consignes.preference,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Why the contact is never used, whoever asks; an empty string when it may be.
pub(super) async fn never(tx: &mut Tx, jeune: JeuneId, contact: ContactId) -> Result<String> {
    let ml = tx.ml()?;
    Ok(sqlx::query_scalar!(
        "select jamais_motif from contact where ml_id = $1 and jeune_id = $2 and id = $3",
        ml.get(),
        jeune.uuid(),
        contact.uuid(),
    )
    .fetch_one(tx.conn())
    .await?)
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

/// Where the person lived before, latest first.
pub(super) async fn former_addresses(tx: &mut Tx, jeune: JeuneId) -> Result<Vec<AdressePassee>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        AdressePassee,
        r#"select p.sans_domicile_stable, p.adresse, p.code_postal,
             coalesce(c.nom, '') as "commune!", p.du, p.au
           from adresse_passee p left join commune c on c.code = p.commune
           where p.ml_id = $1 and p.jeune_id = $2 order by p.au desc, p.id desc"#,
        ml.get(),
        jeune.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Keeps the address she leaves.
pub(super) async fn keep_address(
    tx: &mut Tx,
    jeune: JeuneId,
    lieu: &Lieu,
    du: Option<NaiveDate>,
    au: NaiveDate,
) -> Result<()> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let id = new_id!(tx, EvenementId).uuid();
    sqlx::query!(
        "insert into adresse_passee (ml_id, id, jeune_id, sans_domicile_stable, commune, adresse,
           code_postal, du, au, saisi_le, saisi_par)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        ml.get(),
        id,
        jeune.uuid(),
        lieu.sans_domicile_stable,
        lieu.commune,
        lieu.adresse,
        lieu.code_postal,
        du,
        au,
        now,
        par,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
