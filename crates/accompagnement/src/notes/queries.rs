//! The statements of notes.

use kernel::{AgentId, EntretienId, JeuneId, NoteId};
use platform::{Error, Result, Tx};

use super::model::{NoteVue, NouvelleNote};

/// Adds the note; false when its identifier is taken, or its interview is not of this dossier.
pub(crate) async fn insert(tx: &mut Tx, jeune: JeuneId, new: &NouvelleNote) -> Result<bool> {
    let (ml, now) = (tx.ml()?, tx.now());
    let auteur = tx.agent_id().ok_or(Error::Forbidden)?;
    let done = sqlx::query!(
        "insert into note (ml_id, id, jeune_id, entretien_id, auteur_id, texte, ecrite_le)
         select $1, $2, $3, $4, $5, $6, $7
         where $4::uuid is null or exists (
           select from entretien where ml_id = $1 and jeune_id = $3 and id = $4)
         on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id.uuid(),
        jeune.uuid(),
        new.entretien.map(EntretienId::uuid),
        auteur.uuid(),
        new.texte,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The notes of the dossier, latest first, only `id` when it is given; the texts of `me`, or `all`.
pub(super) async fn list(
    tx: &mut Tx,
    jeune: JeuneId,
    id: Option<NoteId>,
    me: Option<AgentId>,
    all: bool,
) -> Result<Vec<NoteVue>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        NoteVue,
        r#"select n.id, n.auteur_id as auteur, a.prenom || ' ' || a.nom as "auteur_nom!",
             n.ecrite_le, n.entretien_id as "entretien: EntretienId",
             case when $5 or n.auteur_id = $4 then n.texte end as texte
           from note n join agent a on a.id = n.auteur_id
           where n.ml_id = $1 and n.jeune_id = $2 and ($3::uuid is null or n.id = $3)
           order by n.ecrite_le desc, n.id desc"#,
        ml.get(),
        jeune.uuid(),
        id.map(NoteId::uuid),
        me.map(AgentId::uuid),
        all,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// How many notes each of these dossiers holds; those without any are left out.
pub(super) async fn count(tx: &mut Tx, jeunes: &[uuid::Uuid]) -> Result<Vec<(JeuneId, i64)>> {
    let ml = tx.ml()?;
    let rows = sqlx::query!(
        r#"select jeune_id as "jeune: JeuneId", count(*) as "nombre!" from note
           where ml_id = $1 and jeune_id = any($2) group by jeune_id"#,
        ml.get(),
        jeunes,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.jeune, row.nombre))
        .collect())
}
