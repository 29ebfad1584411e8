//! The statements of bank accounts.

use kernel::{AgentId, JeuneId};
use platform::{Error, Result, Tx, error::OnConstraint as _};
use uuid::Uuid;

use super::model::{Compte, Iban, NouveauCompte, Titulaire};

/// Every account of the dossier, latest first.
pub(super) async fn list(tx: &mut Tx, jeune: JeuneId) -> Result<Vec<Compte>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Compte,
        r#"select c.id, c.iban as "iban: Iban", c.bic, c.titulaire as "titulaire: Titulaire",
             c.titulaire_nom, c.accord_le, c.saisie_le, c.saisie_par as "saisie_par: AgentId",
             s.prenom || ' ' || s.nom as "saisie_par_nom!", c.confirmee_le,
             coalesce(k.prenom || ' ' || k.nom, '') as "confirmee_par_nom!", c.remplacee_le
           from coordonnees_bancaires c
           join agent s on s.id = c.saisie_par
           left join agent k on k.id = c.confirmee_par
           where c.ml_id = $1 and c.jeune_id = $2
           order by c.remplacee_le is not null, c.saisie_le desc, c.id desc"#,
        ml.get(),
        jeune.uuid(),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Enters an account; false when its identifier is taken.
pub(super) async fn insert(
    tx: &mut Tx,
    jeune: JeuneId,
    new: &NouveauCompte,
    iban: &Iban,
    bic: &str,
) -> Result<bool> {
    let (ml, today) = (tx.ml()?, tx.today());
    let par = tx.agent_id().ok_or(Error::Forbidden)?;
    let done = sqlx::query!(
        "insert into coordonnees_bancaires (ml_id, id, jeune_id, iban, bic, titulaire,
           titulaire_nom, accord_le, saisie_le, saisie_par)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id,
        jeune.uuid(),
        iban.clair(),
        bic,
        new.titulaire.code(),
        new.titulaire_nom,
        new.accord_le,
        today,
        par.uuid(),
    )
    .execute(tx.conn())
    .await
    .on_constraint(
        "coordonnees_bancaires_en_attente",
        "iban",
        "Un IBAN vient d’être saisi par quelqu’un d’autre : rechargez la page.",
    )?;
    Ok(done.rows_affected() == 1)
}

/// Ends the account that waits, or the one in force.
pub(super) async fn end(tx: &mut Tx, jeune: JeuneId, confirmee: bool) -> Result<()> {
    let (ml, today) = (tx.ml()?, tx.today());
    sqlx::query!(
        "update coordonnees_bancaires set remplacee_le = $3
         where ml_id = $1 and jeune_id = $2 and remplacee_le is null
           and (confirmee_le is not null) = $4",
        ml.get(),
        jeune.uuid(),
        today,
        confirmee,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Confirms the account that waits; false when it does not wait any more.
///
/// # Errors
/// `Invalid` on `iban` when the actor entered it.
pub(super) async fn confirm(tx: &mut Tx, jeune: JeuneId, id: Uuid) -> Result<bool> {
    let (ml, today) = (tx.ml()?, tx.today());
    let par = tx.agent_id().ok_or(Error::Forbidden)?;
    let done = sqlx::query!(
        "update coordonnees_bancaires set confirmee_le = $4, confirmee_par = $5
         where ml_id = $1 and jeune_id = $2 and id = $3 and confirmee_le is null
           and remplacee_le is null",
        ml.get(),
        jeune.uuid(),
        id,
        today,
        par.uuid(),
    )
    .execute(tx.conn())
    .await
    .on_constraint(
        "coordonnees_bancaires_deux_agents",
        "iban",
        "Vous avez saisi cet IBAN : une autre personne doit le confirmer.",
    )?;
    Ok(done.rows_affected() == 1)
}
