//! The statements of situations.

use kernel::{AgentId, JeuneId, SituationId};
use platform::{Result, Tx};

use super::{
    model::{NouvelleSituation, Precisions, Situation},
    rules,
};

/// Every situation of the dossier, the latest begun first.
pub(super) async fn list(tx: &mut Tx, jeune: JeuneId) -> Result<Vec<Situation>> {
    let (ml, today) = (tx.ml()?, tx.today());
    let rows = sqlx::query!(
        r#"select id as "id: SituationId", categorie, type as type_code, debut, fin, structure,
             rome, minutes_semaine, contrat_fin, version
           from situation where ml_id = $1 and jeune_id = $2 order by debut desc, id"#,
        ml.get(),
        jeune.uuid(),
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Situation {
            id: row.id,
            categorie: row.categorie,
            type_code: row.type_code,
            etat: rules::etat(row.debut, row.fin, today),
            debut: row.debut,
            fin: row.fin,
            structure: row.structure,
            precisions: Precisions {
                rome: row.rome,
                minutes_semaine: row.minutes_semaine,
                contrat_fin: row.contrat_fin,
            },
            version: row.version,
        })
        .collect())
}

/// Adds the situation; says whether it was not there yet.
pub(super) async fn insert(tx: &mut Tx, jeune: JeuneId, new: &NouvelleSituation) -> Result<bool> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let etat = rules::etat(new.debut, new.fin, tx.today()).code();
    let done = sqlx::query!(
        "insert into situation (ml_id, id, jeune_id, categorie, type, etat, debut, fin, structure,
           saisi_le, saisi_par, rome, minutes_semaine, contrat_fin)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id.uuid(),
        jeune.uuid(),
        new.categorie,
        new.type_code,
        etat,
        new.debut,
        new.fin,
        new.structure,
        now,
        par,
        new.precisions.rome,
        new.precisions.minutes_semaine,
        new.precisions.contrat_fin,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Changes the situation if `version` is still the one in the database; says whether it was.
pub(super) async fn update(
    tx: &mut Tx,
    jeune: JeuneId,
    version: i32,
    new: &NouvelleSituation,
) -> Result<bool> {
    let ml = tx.ml()?;
    let etat = rules::etat(new.debut, new.fin, tx.today()).code();
    let done = sqlx::query!(
        "update situation set categorie = $5, type = $6, etat = $7, debut = $8, fin = $9,
           structure = $10, rome = $11, minutes_semaine = $12, contrat_fin = $13,
           version = version + 1
         where ml_id = $1 and jeune_id = $2 and id = $3 and version = $4",
        ml.get(),
        jeune.uuid(),
        new.id.uuid(),
        version,
        new.categorie,
        new.type_code,
        etat,
        new.debut,
        new.fin,
        new.structure,
        new.precisions.rome,
        new.precisions.minutes_semaine,
        new.precisions.contrat_fin,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
