//! The statements of states.

use kernel::{AgentId, EvenementId, JeuneId};
use platform::{Result, Tx, new_id};

use super::model::{Changement, EtatDate};
use crate::dossiers::EtatDossier;

/// The states of the dossier, the present one first.
pub(super) async fn history(tx: &mut Tx, jeune: JeuneId) -> Result<Vec<EtatDate>> {
    let ml = tx.ml()?;
    let rows = sqlx::query!(
        r#"select etat as "etat!", etat_motif as "motif!", etat_depuis as "du!", null::date as au
           from jeune where ml_id = $1 and id = $2
           union all
           (select etat, motif, du, au from etat_passe where ml_id = $1 and jeune_id = $2
            order by au desc, saisi_le desc)"#,
        ml.get(),
        jeune.uuid(),
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(EtatDate {
                etat: EtatDossier::from_code(&row.etat)?,
                motif: row.motif,
                du: row.du,
                au: row.au,
            })
        })
        .collect())
}

/// Changes the state if it is still the one the form showed, and keeps the one that ends; says
/// whether it was.
pub(super) async fn change(tx: &mut Tx, jeune: JeuneId, change: &Changement) -> Result<bool> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let id = new_id!(tx, EvenementId).uuid();
    let done = sqlx::query!(
        "with avant as (
           select etat, etat_motif, etat_depuis from jeune
           where ml_id = $1 and id = $2 and etat = $3 for update),
         passe as (
           insert into etat_passe (ml_id, id, jeune_id, etat, motif, du, au, saisi_le, saisi_par)
           select $1, $7, $2, etat, etat_motif, etat_depuis, greatest(etat_depuis, $5), $8, $9
           from avant)
         update jeune j set etat = $4, etat_depuis = $5, etat_motif = $6
         from avant where j.ml_id = $1 and j.id = $2",
        ml.get(),
        jeune.uuid(),
        change.avant.code(),
        change.apres.code(),
        change.depuis,
        change.motif,
        id,
        now,
        par,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
