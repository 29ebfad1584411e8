//! Writing the catalogue.

use kernel::text::fold;
use platform::{Result, Tx, error::OnConstraint as _};

use crate::formations::model::{FormationSaisie, OrganismeSaisi, SessionSaisie};

const SIRET_PRIS: &str = "Un organisme de la liste a déjà ce SIRET.";
const NOM_PRIS: &str = "Un organisme de la liste a déjà ce nom, sans SIRET.";
const NUMERO_PRIS: &str = "Ce numéro est déjà celui d’une autre ligne du catalogue.";

/// Adds the organisme; false when its identifier is taken.
pub(in crate::formations) async fn insert_organisme(
    tx: &mut Tx,
    new: &OrganismeSaisi,
) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "insert into organisme_formation (ml_id, id, nom, siret, contact, telephone, courriel,
           ferme_le, recherche)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id.uuid(),
        new.nom,
        new.siret,
        new.contact,
        new.telephone,
        new.courriel,
        new.ferme_le,
        fold(&new.nom),
    )
    .execute(tx.conn())
    .await
    .on_constraint("organisme_formation_siret_unique", "siret", SIRET_PRIS)?;
    Ok(done.rows_affected() == 1)
}

/// Another organisme has this name and no SIRET either.
pub(in crate::formations) async fn nom_pris(tx: &mut Tx, new: &OrganismeSaisi) -> Result<bool> {
    let ml = tx.ml()?;
    Ok(sqlx::query_scalar!(
        r#"select exists (select from organisme_formation
             where ml_id = $1 and id <> $2 and nom = $3 and siret = '' and $4 = '') as "known!""#,
        ml.get(),
        new.id.uuid(),
        new.nom,
        new.siret,
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Changes the organisme, if the version is still the one in the database.
pub(in crate::formations) async fn update_organisme(
    tx: &mut Tx,
    new: &OrganismeSaisi,
    version: i32,
) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update organisme_formation set nom = $4, siret = $5, contact = $6, telephone = $7,
           courriel = $8, ferme_le = $9, recherche = $10, version = version + 1
         where ml_id = $1 and id = $2 and version = $3",
        ml.get(),
        new.id.uuid(),
        version,
        new.nom,
        new.siret,
        new.contact,
        new.telephone,
        new.courriel,
        new.ferme_le,
        fold(&new.nom),
    )
    .execute(tx.conn())
    .await
    .on_constraint("organisme_formation_siret_unique", "siret", SIRET_PRIS)?;
    Ok(done.rows_affected() == 1)
}

/// What a formation is found by.
fn searched(new: &FormationSaisie) -> String {
    fold(&format!("{} {} {}", new.intitule, new.lieu, new.numero))
}

/// Adds the formation; false when its identifier is taken.
pub(in crate::formations) async fn insert_formation(
    tx: &mut Tx,
    new: &FormationSaisie,
) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "insert into formation (ml_id, id, organisme_id, numero, intitule, genre, formacode, rome,
           certification, financeur, remuneree, modalite, lieu, contenu, fermee_le, recherche)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
         on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id.uuid(),
        new.organisme.uuid(),
        new.numero,
        new.intitule,
        new.genre,
        new.formacode,
        new.rome,
        new.certification,
        new.financeur,
        new.remuneree,
        new.modalite,
        new.lieu,
        new.contenu,
        new.fermee_le,
        searched(new),
    )
    .execute(tx.conn())
    .await
    .on_constraint("formation_numero_unique", "numero", NUMERO_PRIS)?;
    Ok(done.rows_affected() == 1)
}

/// Changes the formation, if the version is still the one in the database.
pub(in crate::formations) async fn update_formation(
    tx: &mut Tx,
    new: &FormationSaisie,
    version: i32,
) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update formation set organisme_id = $4, numero = $5, intitule = $6, genre = $7,
           formacode = $8, rome = $9, certification = $10, financeur = $11, remuneree = $12,
           modalite = $13, lieu = $14, contenu = $15, fermee_le = $16, recherche = $17,
           version = version + 1
         where ml_id = $1 and id = $2 and version = $3",
        ml.get(),
        new.id.uuid(),
        version,
        new.organisme.uuid(),
        new.numero,
        new.intitule,
        new.genre,
        new.formacode,
        new.rome,
        new.certification,
        new.financeur,
        new.remuneree,
        new.modalite,
        new.lieu,
        new.contenu,
        new.fermee_le,
        searched(new),
    )
    .execute(tx.conn())
    .await
    .on_constraint("formation_numero_unique", "numero", NUMERO_PRIS)?;
    Ok(done.rows_affected() == 1)
}

/// Adds the session; false when its identifier is taken.
pub(in crate::formations) async fn insert_session(
    tx: &mut Tx,
    new: &SessionSaisie,
) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "insert into session_formation (ml_id, id, formation_id, numero, debut, fin, heures, places,
           reunion_le, limite_le, annulee_le)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id.uuid(),
        new.formation.uuid(),
        new.numero,
        new.debut,
        new.fin,
        new.heures,
        new.places,
        new.reunion_le,
        new.limite_le,
        new.annulee_le,
    )
    .execute(tx.conn())
    .await
    .on_constraint("session_formation_numero_unique", "numero", NUMERO_PRIS)?;
    Ok(done.rows_affected() == 1)
}

/// Changes the session, if the version is still the one in the database.
pub(in crate::formations) async fn update_session(
    tx: &mut Tx,
    new: &SessionSaisie,
    version: i32,
) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update session_formation set formation_id = $4, numero = $5, debut = $6, fin = $7,
           heures = $8, places = $9, reunion_le = $10, limite_le = $11, annulee_le = $12,
           version = version + 1
         where ml_id = $1 and id = $2 and version = $3",
        ml.get(),
        new.id.uuid(),
        version,
        new.formation.uuid(),
        new.numero,
        new.debut,
        new.fin,
        new.heures,
        new.places,
        new.reunion_le,
        new.limite_le,
        new.annulee_le,
    )
    .execute(tx.conn())
    .await
    .on_constraint("session_formation_numero_unique", "numero", NUMERO_PRIS)?;
    Ok(done.rows_affected() == 1)
}

/// The refusal of a name that is taken.
pub(in crate::formations) fn nom_deja_pris() -> platform::Error {
    platform::Error::invalid("nom", NOM_PRIS)
}
