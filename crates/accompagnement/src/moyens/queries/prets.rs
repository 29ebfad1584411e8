//! The statements of equipment and loans.

use chrono::NaiveDate;
use kernel::{AgentId, JeuneId, MaterielId, PretId};
use platform::{Result, Tx, error::OnConstraint as _};

use crate::moyens::model::{NouveauMateriel, NouveauPret, PretMateriel, RetourPret, Retrait};

/// A thing with its loan, as the stock lists it.
#[derive(Debug, Clone)]
pub(in crate::moyens) struct Ligne {
    pub id: MaterielId,
    pub genre: String,
    pub libelle: String,
    pub inventaire: String,
    pub retire_le: Option<NaiveDate>,
    pub version: i32,
    pub jeune: Option<JeuneId>,
    pub retour_le: Option<NaiveDate>,
}

/// Adds the thing; false when its identifier is taken.
pub(in crate::moyens) async fn insert_materiel(tx: &mut Tx, new: &NouveauMateriel) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "insert into materiel (ml_id, id, genre, libelle, inventaire)
         values ($1, $2, $3, $4, $5) on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id.uuid(),
        new.genre,
        new.libelle,
        new.inventaire,
    )
    .execute(tx.conn())
    .await
    .on_constraint(
        "materiel_inventaire_unique",
        "inventaire",
        "Un autre matériel porte déjà ce numéro.",
    )?;
    Ok(done.rows_affected() == 1)
}

/// The stock, or one thing of it, those that left it last.
pub(in crate::moyens) async fn stock(tx: &mut Tx, only: Option<MaterielId>) -> Result<Vec<Ligne>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Ligne,
        r#"select m.id as "id: MaterielId", m.genre, m.libelle, m.inventaire, m.retire_le,
             m.version, p.jeune_id as "jeune?: JeuneId", p.retour_le as "retour_le?"
           from materiel m
           left join pret_materiel p
             on p.ml_id = m.ml_id and p.materiel_id = m.id and p.rendu_le is null
           where m.ml_id = $1 and ($2::uuid is null or m.id = $2)
           order by m.retire_le is not null, m.genre, m.libelle, m.inventaire, m.id"#,
        ml.get(),
        only.map(MaterielId::uuid),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Holds the thing until the end of the transaction; false: there is no such thing.
pub(in crate::moyens) async fn lock(tx: &mut Tx, id: MaterielId) -> Result<bool> {
    let ml = tx.ml()?;
    let found = sqlx::query_scalar!(
        "select id from materiel where ml_id = $1 and id = $2 for update",
        ml.get(),
        id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(found.is_some())
}

/// Takes the thing off the stock, if the version is still the one in the database.
pub(in crate::moyens) async fn withdraw(tx: &mut Tx, change: &Retrait) -> Result<bool> {
    let (ml, today) = (tx.ml()?, tx.today());
    let done = sqlx::query!(
        "update materiel set retire_le = $4, version = version + 1
         where ml_id = $1 and id = $2 and version = $3 and retire_le is null",
        ml.get(),
        change.id.uuid(),
        change.version,
        today,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes the loan.
pub(in crate::moyens) async fn insert(
    tx: &mut Tx,
    jeune: JeuneId,
    new: &NouveauPret,
) -> Result<()> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    sqlx::query!(
        "insert into pret_materiel (ml_id, id, jeune_id, materiel_id, remis_le, retour_le,
           etat_remis, saisi_le, saisi_par)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        ml.get(),
        new.id.uuid(),
        jeune.uuid(),
        new.materiel.uuid(),
        new.remis_le,
        new.retour_le,
        new.etat,
        now,
        par,
    )
    .execute(tx.conn())
    .await
    .on_constraint(
        "pret_materiel_ouvert_unique",
        "materiel",
        "Ce matériel est déjà prêté.",
    )?;
    Ok(())
}

/// One loan.
pub(in crate::moyens) async fn find(tx: &mut Tx, id: PretId) -> Result<Option<PretMateriel>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        PretMateriel,
        r#"select p.id as "id: PretId", p.jeune_id as "jeune: JeuneId",
             p.materiel_id as "materiel: MaterielId", m.libelle, m.inventaire, p.remis_le,
             p.retour_le, p.etat_remis, p.rendu_le, p.etat_rendu, p.version
           from pret_materiel p join materiel m on m.ml_id = p.ml_id and m.id = p.materiel_id
           where p.ml_id = $1 and p.id = $2"#,
        ml.get(),
        id.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Every loan of the dossier, those still open first.
pub(in crate::moyens) async fn of_jeune(tx: &mut Tx, jeune: JeuneId) -> Result<Vec<PretMateriel>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        PretMateriel,
        r#"select p.id as "id: PretId", p.jeune_id as "jeune: JeuneId",
             p.materiel_id as "materiel: MaterielId", m.libelle, m.inventaire, p.remis_le,
             p.retour_le, p.etat_remis, p.rendu_le, p.etat_rendu, p.version
           from pret_materiel p join materiel m on m.ml_id = p.ml_id and m.id = p.materiel_id
           where p.ml_id = $1 and p.jeune_id = $2
           order by p.rendu_le desc nulls first, p.retour_le, p.id"#,
        ml.get(),
        jeune.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Notes the return, if the version is still the one in the database.
pub(in crate::moyens) async fn give_back(tx: &mut Tx, retour: &RetourPret) -> Result<bool> {
    let ml = tx.ml()?;
    let done = sqlx::query!(
        "update pret_materiel set rendu_le = $4, etat_rendu = $5, version = version + 1
         where ml_id = $1 and id = $2 and version = $3 and rendu_le is null",
        ml.get(),
        retour.id.uuid(),
        retour.version,
        retour.le,
        retour.etat,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
