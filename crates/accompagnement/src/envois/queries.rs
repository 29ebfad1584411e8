//! The statements of messages.

use chrono::{DateTime, Utc};
use kernel::{ContactId, JeuneId, SiteId};
use platform::{Result, Tx};
use uuid::Uuid;

use super::model::{AEnvoyer, Envoi, EtatEnvoi, Nature, NouvelEnvoi, Sujet};

/// A message with its identifier and the hour at which it may leave.
#[derive(Debug)]
pub(super) struct Prevu<'a> {
    pub(super) id: Uuid,
    pub(super) jeune: JeuneId,
    pub(super) new: &'a NouvelEnvoi,
    pub(super) at: DateTime<Utc>,
}

/// Plans the messages in one statement, and returns those that were not there already.
pub(super) async fn insert(tx: &mut Tx, all: &[Prevu<'_>]) -> Result<Vec<Uuid>> {
    let (ml, now) = (tx.ml()?, tx.now());
    let ids: Vec<Uuid> = all.iter().map(|p| p.id).collect();
    let jeunes: Vec<Uuid> = all.iter().map(|p| p.jeune.uuid()).collect();
    let sujets: Vec<String> = all.iter().map(|p| p.new.sujet.to_string()).collect();
    let objets: Vec<Uuid> = all.iter().map(|p| p.new.objet_id).collect();
    let natures: Vec<String> = all.iter().map(|p| p.new.nature.to_string()).collect();
    let pour: Vec<DateTime<Utc>> = all.iter().map(|p| p.new.pour_le).collect();
    let at: Vec<DateTime<Utc>> = all.iter().map(|p| p.at).collect();
    let tours: Vec<i32> = all.iter().map(|p| p.new.tour).collect();
    Ok(sqlx::query_scalar!(
        "insert into envoi (ml_id, id, jeune_id, objet, objet_id, nature, pour_le, a_partir_de, tour,
           cree_le)
         select $1, n.id, n.jeune_id, n.objet, n.objet_id, n.nature, n.pour_le, n.a_partir_de,
           n.tour, $9
         from unnest($2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::text[],
           $7::timestamptz[], $8::timestamptz[], $10::integer[])
           as n (id, jeune_id, objet, objet_id, nature, pour_le, a_partir_de, tour)
         on conflict (ml_id, objet_id, nature, pour_le, tour) do nothing returning id",
        ml.get(),
        &ids,
        &jeunes,
        &sujets,
        &objets,
        &natures,
        &pour,
        &at,
        now,
        &tours,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// What has not left about these objects is given up.
pub(super) async fn drop_pending(tx: &mut Tx, objet_ids: &[Uuid]) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query!(
        "update envoi set etat = 'abandonne', raison = 'sans_objet'
         where ml_id = $1 and objet_id = any($2) and etat = 'prevu'",
        ml.get(),
        objet_ids,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The messages about these objects.
pub(super) async fn list(tx: &mut Tx, objet_ids: &[Uuid]) -> Result<Vec<Envoi>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Envoi,
        r#"select id, objet_id, nature as "nature: Nature", canal, a_partir_de, etat as "etat: EtatEnvoi",
             raison, parti_le
           from envoi where ml_id = $1 and objet_id = any($2) order by a_partir_de, id"#,
        ml.get(),
        objet_ids,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// The message, held for this transaction.
pub(super) async fn lock(tx: &mut Tx, id: Uuid) -> Result<Option<AEnvoyer>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        AEnvoyer,
        r#"select id, jeune_id as "jeune: JeuneId", objet as "sujet: Sujet", objet_id, nature as "nature: Nature",
             pour_le, etat as "etat: EtatEnvoi", essais
           from envoi where ml_id = $1 and id = $2 for update"#,
        ml.get(),
        id,
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// The message as a link knows it, when it is about `sujet`.
pub(super) async fn find(
    tx: &mut Tx,
    id: Uuid,
    sujet: Sujet,
) -> Result<Option<(JeuneId, Uuid, ContactId, DateTime<Utc>)>> {
    let ml = tx.ml()?;
    let row = sqlx::query!(
        r#"select jeune_id as "jeune: JeuneId", objet_id, contact_id as "contact!: ContactId",
             pour_le
           from envoi where ml_id = $1 and id = $2 and contact_id is not null
             and objet = $3"#,
        ml.get(),
        id,
        sujet.code(),
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|r| (r.jeune, r.objet_id, r.contact, r.pour_le)))
}

/// It is about to leave, by this means.
pub(super) async fn leave(tx: &mut Tx, id: Uuid, contact: ContactId, canal: &str) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query!(
        "update envoi set etat = 'en_cours', essais = essais + 1, contact_id = $3, canal = $4,
           raison = ''
         where ml_id = $1 and id = $2",
        ml.get(),
        id,
        contact.uuid(),
        canal,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// It left.
pub(super) async fn left(tx: &mut Tx, id: Uuid, reference: &str) -> Result<()> {
    let (ml, now) = (tx.ml()?, tx.now());
    sqlx::query!(
        "update envoi set etat = 'parti', parti_le = $3, reference = $4
         where ml_id = $1 and id = $2",
        ml.get(),
        id,
        now,
        reference,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// It did not leave: it waits again, or is given up.
pub(super) async fn set_state(tx: &mut Tx, id: Uuid, etat: EtatEnvoi, raison: &str) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query!(
        "update envoi set etat = $3, raison = $4 where ml_id = $1 and id = $2",
        ml.get(),
        id,
        etat.code(),
        raison,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// It waits until `at`.
pub(super) async fn postpone(tx: &mut Tx, id: Uuid, at: DateTime<Utc>) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query!(
        "update envoi set a_partir_de = $3 where ml_id = $1 and id = $2",
        ml.get(),
        id,
        at,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// It arrived.
pub(super) async fn receive(tx: &mut Tx, id: Uuid) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query!(
        "update envoi set etat = 'recu' where ml_id = $1 and id = $2 and etat = 'parti'",
        ml.get(),
        id,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Where a rendez-vous takes place, and who to call.
#[derive(Debug, Clone)]
pub(super) struct Endroit {
    pub(super) structure: String,
    pub(super) site: String,
    pub(super) adresse: String,
    pub(super) telephone: String,
}

/// The mission locale and the site; its head office when the site is not said.
pub(super) async fn address(tx: &mut Tx, site: Option<SiteId>) -> Result<Endroit> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Endroit,
        r#"select m.nom_usuel as structure, coalesce(s.nom, '') as "site!",
             coalesce(concat_ws(', ', nullif(s.adresse, ''),
               nullif(concat_ws(' ', nullif(s.code_postal, ''), nullif(s.ville, '')), '')), '')
               as "adresse!",
             coalesce(nullif(s.telephone, ''), (select max(x.telephone) from site x
               where x.ml_id = $1 and x.nature = 'siege'), '') as "telephone!"
           from mission_locale m
           left join site s on s.ml_id = m.ml_id and s.id = $2
           where m.ml_id = $1"#,
        ml.get(),
        site.map(SiteId::uuid),
    )
    .fetch_one(tx.conn())
    .await?)
}
