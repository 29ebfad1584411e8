//! The statements of the dispositifs of a mission locale.

use chrono::NaiveDate;
use kernel::AgentId;
use platform::{Result, Tx, error::OnConstraint as _};
use uuid::Uuid;

use crate::dispositifs::model::{DispositifLocal, LocalSaisi};

/// Every row, of one dispositif or of all: by name, the latest first, those replaced last.
pub(in crate::dispositifs) async fn list(
    tx: &mut Tx,
    code: Option<Uuid>,
) -> Result<Vec<DispositifLocal>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        DispositifLocal,
        r#"select d.id, d.code::uuid as "code!", d.valide_du, d.valide_au,
             d.remplace_le is not null as "remplace!", d.libelle, d.nom_court, d.resume, d.groupe,
             d.age_min, d.age_max, d.age_max_rqth, d.age_sortie, d.duree_mois, d.duree_max_mois,
             d.signature, d.signature_mois, d.minutes_semaine, d.phases, d.documents, d.conditions,
             d.questions, d.sorties, d.prescripteur, d.reference, d.motif,
             coalesce(a.prenom || ' ' || a.nom, '') as "par!"
           from dispositif_local d left join agent a on a.id = d.saisi_par
           where d.ml_id = $1 and ($2::text is null or d.code = $2)
           order by d.remplace_le is not null, d.valide_du desc, d.saisi_le desc, d.id"#,
        ml.get(),
        code.map(|code| code.to_string()),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Nobody else corrects it until the end of the transaction.
pub(in crate::dispositifs) async fn lock(tx: &mut Tx, code: Uuid) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query!(
        "select id from dispositif_local where ml_id = $1 and code = $2 order by id for update",
        ml.get(),
        code.to_string(),
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(())
}

/// Adds a row; false when its identifier is taken.
pub(in crate::dispositifs) async fn insert(tx: &mut Tx, new: &LocalSaisi) -> Result<bool> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let code = new.code.to_string();
    let groupe = if new.groupe.is_empty() {
        &code
    } else {
        &new.groupe
    };
    let done = sqlx::query!(
        "insert into dispositif_local (ml_id, id, code, valide_du, valide_au, libelle, nom_court,
           resume, groupe, age_min, age_max, age_max_rqth, age_sortie, duree_mois, duree_max_mois,
           signature, signature_mois, minutes_semaine, phases, documents, conditions, questions,
           sorties, prescripteur, reference, motif, saisi_le, saisi_par)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,
           $20, $21, $22, $23, $24, $25, $26, $27, $28)
         on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id,
        code,
        new.valide_du,
        new.valide_au,
        new.libelle,
        new.nom_court,
        new.resume,
        groupe,
        new.age_min,
        new.age_max,
        new.age_max_rqth,
        new.age_sortie,
        new.duree_mois,
        new.duree_max_mois,
        new.signature,
        new.signature.then_some(1),
        new.minutes_semaine,
        new.phases,
        &new.documents,
        &new.conditions,
        &new.questions,
        &new.sorties,
        new.prescripteur,
        new.reference,
        new.motif,
        now,
        par,
    )
    .execute(tx.conn())
    .await
    .on_constraint(
        "dispositif_local_un",
        "valide_du",
        "Une règle commence déjà ce jour-là : rechargez la page.",
    )?;
    Ok(done.rows_affected() == 1)
}

/// A row that another one of the same day replaces.
pub(in crate::dispositifs) async fn replace(tx: &mut Tx, id: Uuid) -> Result<()> {
    let (ml, now) = (tx.ml()?, tx.now());
    sqlx::query!(
        "update dispositif_local set remplace_le = $3 where ml_id = $1 and id = $2",
        ml.get(),
        id,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Sets the last day of a row.
pub(in crate::dispositifs) async fn end(
    tx: &mut Tx,
    id: Uuid,
    le: Option<NaiveDate>,
) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query!(
        "update dispositif_local set valide_au = $3 where ml_id = $1 and id = $2",
        ml.get(),
        id,
        le,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
