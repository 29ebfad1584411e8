//! The statements of messages.

use chrono::{DateTime, Utc};
use kernel::{AgentId, JeuneId};
use platform::{Error, Result, Tx};
use uuid::Uuid;

use super::model::{Boite, Message, NouveauMessage};
use crate::accueil::queries::{Regard, shown};

/// Adds the message; false when its identifier is taken.
pub(super) async fn insert(
    tx: &mut Tx,
    jeune: Option<JeuneId>,
    new: &NouveauMessage,
) -> Result<bool> {
    let (ml, now) = (tx.ml()?, tx.now());
    let me = tx.agent_id().ok_or(Error::Forbidden)?;
    let done = sqlx::query!(
        "insert into message (ml_id, id, destinataire_id, jeune_id, de_la_part_de, sujet, texte,
           rappel, pris_le, pris_par)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id,
        new.destinataire.uuid(),
        jeune.map(JeuneId::uuid),
        new.de_la_part_de,
        new.sujet,
        new.texte,
        new.rappel,
        now,
        me.uuid(),
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

struct Ligne {
    id: Uuid,
    destinataire: String,
    jeune: Option<Uuid>,
    nom_naissance: Option<String>,
    nom_usage: Option<String>,
    prenom: Option<String>,
    prenom_usage: Option<String>,
    de_la_part_de: String,
    sujet: String,
    texte: String,
    rappel: String,
    pris_le: DateTime<Utc>,
    pris_par: String,
    lu_le: Option<DateTime<Utc>>,
    traite_le: Option<DateTime<Utc>>,
}

/// The messages for `me`, or those she took, only `id` when it is given. A dossier that she may not
/// see is not named.
pub(super) async fn list(
    tx: &mut Tx,
    me: AgentId,
    boite: Boite,
    id: Option<Uuid>,
) -> Result<Vec<Message>> {
    let (ml, today, regard) = (tx.ml()?, tx.today(), Regard::of(tx));
    let rows = sqlx::query_as!(
        Ligne,
        r#"select m.id, d.prenom || ' ' || d.nom as "destinataire!", j.id as "jeune?",
             j.nom_naissance as "nom_naissance?", j.nom_usage as "nom_usage?",
             j.prenom as "prenom?", j.prenom_usage as "prenom_usage?", m.de_la_part_de, m.sujet,
             m.texte, m.rappel, m.pris_le, p.prenom || ' ' || p.nom as "pris_par!", m.lu_le,
             m.traite_le
           from message m
           join agent d on d.id = m.destinataire_id
           join agent p on p.id = m.pris_par
           left join jeune j on j.ml_id = m.ml_id and j.id = m.jeune_id
             and (not j.protege or $5 or j.referent_id = $2
               or remplacant_du_dossier(j.ml_id, j.referent_id, j.id, $6) = $2)
           where m.ml_id = $1 and ($3 and m.destinataire_id = $2 or not $3 and m.pris_par = $2)
             and ($4::uuid is null or m.id = $4)
           order by (m.traite_le is not null), m.pris_le desc, m.id desc limit 100"#,
        ml.get(),
        me.uuid(),
        boite == Boite::Recus,
        id,
        regard.tous,
        today,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(read).collect())
}

fn read(row: Ligne) -> Message {
    let nom = shown(
        row.nom_naissance.unwrap_or_default(),
        row.nom_usage.unwrap_or_default(),
        row.prenom.unwrap_or_default(),
        row.prenom_usage.unwrap_or_default(),
    );
    Message {
        id: row.id,
        destinataire: row.destinataire,
        jeune: row.jeune.map(|id| (id.into(), nom)),
        de_la_part_de: row.de_la_part_de,
        sujet: row.sujet,
        texte: row.texte,
        rappel: row.rappel,
        pris_le: row.pris_le,
        pris_par: row.pris_par,
        lu_le: row.lu_le,
        traite_le: row.traite_le,
    }
}

/// Read, and handled when `traite`.
pub(super) async fn mark(tx: &mut Tx, id: Uuid, traite: bool) -> Result<()> {
    let (ml, now) = (tx.ml()?, tx.now());
    sqlx::query!(
        "update message set lu_le = coalesce(lu_le, $3),
           traite_le = case when $4 then $3 else traite_le end
         where ml_id = $1 and id = $2",
        ml.get(),
        id,
        now,
        traite,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
