//! The statements of doubtful pairs and fusions.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{AgentId, JeuneId};
use platform::{Result, Tx};
use uuid::Uuid;

use super::model::{Cote, Fusionnee, Origine, Paire};
use crate::{
    dossiers::{EtatDossier, Identite, queries::naissance},
    identite::Portrait,
};

/// The actor, and those she replaces today: whose protected dossiers she sees.
pub(super) async fn moi(tx: &mut Tx) -> Result<Vec<Uuid>> {
    let (ml, today) = (tx.ml()?, tx.today());
    let Some(me) = tx.agent_id().map(AgentId::uuid) else {
        return Ok(Vec::new());
    };
    Ok(sqlx::query_scalar!(
        r#"select $2::uuid as "id!"
           union select agent_id from remplacement
           where ml_id = $1 and remplacant_id = $2 and $3 between du and au"#,
        ml.get(),
        me,
        today,
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Whose protected dossiers show.
#[derive(Debug, Clone)]
pub(super) struct Vues {
    pub tous: bool,
    pub moi: Vec<Uuid>,
}

/// Pairs to look at after the key, most alike first.
pub(super) async fn list(
    tx: &mut Tx,
    vues: &Vues,
    after: Option<(f64, Uuid)>,
    limit: i64,
) -> Result<Vec<Paire>> {
    let (ml, today) = (tx.ml()?, tx.today());
    let (score, id) = after.unzip();
    let rows = sqlx::query!(
        r#"select p.id, p.score, p.origine, p.version, p.premier_id as "premier: JeuneId",
             p.second_id as "second: JeuneId"
           from paire_douteuse p
           join jeune a on a.ml_id = p.ml_id and a.id = p.premier_id
           join jeune b on b.ml_id = p.ml_id and b.id = p.second_id
           where p.ml_id = $1 and p.etat = 'a_voir' and (p.revoir_le is null or p.revoir_le <= $2)
             and a.absorbe_par is null and b.absorbe_par is null
             and a.transfere_le is null and b.transfere_le is null
             and ($3 or not a.protege or a.referent_id = any($4))
             and ($3 or not b.protege or b.referent_id = any($4))
             and ($5::float8 is null or p.score < $5 or (p.score = $5 and p.id > $6::uuid))
           order by p.score desc, p.id limit $7"#,
        ml.get(),
        today,
        vues.tous,
        &vues.moi,
        score,
        id,
        limit,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Paire {
            id: row.id,
            score: row.score,
            origine: Origine::from_code(&row.origine),
            a_voir: true,
            version: row.version,
            premier: row.premier,
            second: row.second,
        })
        .collect())
}

/// The pair `id`; kept for this transaction.
pub(super) async fn find(tx: &mut Tx, id: Uuid) -> Result<Option<Paire>> {
    let ml = tx.ml()?;
    let row = sqlx::query!(
        r#"select score, origine, etat, version, premier_id as "premier: JeuneId",
             second_id as "second: JeuneId"
           from paire_douteuse where ml_id = $1 and id = $2 for update"#,
        ml.get(),
        id,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| Paire {
        id,
        score: row.score,
        origine: Origine::from_code(&row.origine),
        a_voir: row.etat == "a_voir",
        version: row.version,
        premier: row.premier,
        second: row.second,
    }))
}

/// The dossiers `ids` that are their own, in any order.
pub(super) async fn cotes(tx: &mut Tx, ids: &[Uuid]) -> Result<Vec<Cote>> {
    let (ml, today) = (tx.ml()?, tx.today());
    let rows = sqlx::query!(
        r#"select j.id as "id: JeuneId", j.numero, j.version, j.etat, j.protege, j.nom_naissance,
             j.nom_usage, j.prenom, j.prenom_usage, j.sexe, j.date_naissance, j.age_declare,
             j.age_declare_le, j.commune, coalesce(c.nom, '') as "commune_nom!",
             j.referent_id as "referent?: AgentId",
             coalesce(a.prenom || ' ' || a.nom, '') as "referent_nom!",
             array(select k.valeur from contact k
               where k.ml_id = j.ml_id and k.jeune_id = j.id order by k.valeur) as "contacts!"
           from jeune j
           left join commune c on c.code = j.commune
           left join agent a on a.id = j.referent_id
           where j.ml_id = $1 and j.id = any($2) and j.absorbe_par is null
             and j.transfere_le is null"#,
        ml.get(),
        ids,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Cote {
            id: row.id,
            numero: row.numero,
            version: row.version,
            etat: EtatDossier::from_code(&row.etat).unwrap_or(EtatDossier::Actif),
            protege: row.protege,
            referent: row.referent,
            referent_nom: row.referent_nom,
            portrait: Portrait {
                identite: Identite {
                    nom_naissance: row.nom_naissance,
                    nom_usage: row.nom_usage,
                    prenom: row.prenom,
                    prenom_usage: row.prenom_usage,
                    sexe: row.sexe,
                },
                naissance: naissance(
                    row.date_naissance,
                    row.age_declare,
                    row.age_declare_le,
                    today,
                ),
                commune: row.commune,
                commune_nom: row.commune_nom,
                contacts: row.contacts,
            },
        })
        .collect())
}

/// Pairs that share a birth date and some letters, or a contact, and that nobody has seen yet.
pub(super) async fn candidates(tx: &mut Tx, limit: i64) -> Result<Vec<(Uuid, Uuid)>> {
    let ml = tx.ml()?;
    let rows = sqlx::query!(
        r#"select t.a as "a!", t.b as "b!" from (
             select a.id as a, b.id as b from jeune a
             join jeune b on b.ml_id = a.ml_id and b.date_naissance = a.date_naissance
               and b.id > a.id
             where a.ml_id = $1 and similarity(a.recherche, b.recherche) > 0.2
             union
             select k.jeune_id, l.jeune_id from contact k
             join contact l on l.ml_id = k.ml_id and l.valeur = k.valeur and l.jeune_id > k.jeune_id
             where k.ml_id = $1 and k.moyen <> 'autre') t
           where not exists (select from paire_douteuse p
             where p.ml_id = $1 and p.premier_id = t.a and p.second_id = t.b)
           limit $2"#,
        ml.get(),
        limit,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.a, row.b)).collect())
}

/// What the engine compares of a dossier.
pub(super) struct Fiche {
    pub(super) id: Uuid,
    pub(super) nom: String,
    pub(super) prenom: String,
    pub(super) naissance: Option<NaiveDate>,
    pub(super) commune: String,
    pub(super) telephone: String,
    pub(super) courriel: String,
}

/// Every dossier that is its own, with its last phone and mail.
pub(super) async fn fiches(tx: &mut Tx) -> Result<Vec<Fiche>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_as!(
        Fiche,
        r#"select j.id, j.nom_naissance as nom, j.prenom, j.date_naissance as naissance,
             coalesce(j.commune, '') as "commune!", coalesce(t.telephone, '') as "telephone!",
             coalesce(t.courriel, '') as "courriel!"
           from jeune j
           left join (select jeune_id,
               max(valeur) filter (where moyen = 'telephone') as telephone,
               max(valeur) filter (where moyen = 'courriel') as courriel
             from contact where ml_id = $1 and vrai_au is null and titulaire = 'jeune'
             group by jeune_id) t on t.jeune_id = j.id
           where j.ml_id = $1 and j.absorbe_par is null and j.transfere_le is null order by j.id"#,
        ml.get(),
    )
    .fetch_all(tx.conn())
    .await?)
}

/// Every pair seen or decided already.
pub(super) async fn known(tx: &mut Tx) -> Result<Vec<(Uuid, Uuid)>> {
    let ml = tx.ml()?;
    let rows = sqlx::query!(
        "select premier_id, second_id from paire_douteuse where ml_id = $1",
        ml.get()
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| (r.premier_id, r.second_id))
        .collect())
}

/// Adds the pair, or brings it back when `encore`; returns its identifier.
pub(super) async fn propose(
    tx: &mut Tx,
    new_id: Uuid,
    (one, other): (Uuid, Uuid),
    score: f64,
    origine: Origine,
    encore: bool,
) -> Result<Uuid> {
    let (ml, now) = (tx.ml()?, tx.now());
    let (premier, second) = (one.min(other), one.max(other));
    Ok(sqlx::query_scalar!(
        "insert into paire_douteuse (ml_id, id, premier_id, second_id, score, origine, proposee_le)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (ml_id, premier_id, second_id) do update set
           score = excluded.score,
           etat = case when $8 then 'a_voir' else paire_douteuse.etat end,
           revoir_le = case when $8 then null else paire_douteuse.revoir_le end,
           version = paire_douteuse.version + $8::boolean::integer
         returning id",
        ml.get(),
        new_id,
        premier,
        second,
        score,
        origine.code(),
        now,
        encore,
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Writes the decision, or the day the pair comes back.
pub(super) async fn decide(
    tx: &mut Tx,
    id: Uuid,
    etat: &str,
    revoir_le: Option<NaiveDate>,
) -> Result<()> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    sqlx::query!(
        "update paire_douteuse set etat = $3, revoir_le = $4, decidee_le = $5, decidee_par = $6,
           version = version + 1 where ml_id = $1 and id = $2",
        ml.get(),
        id,
        etat,
        revoir_le,
        now,
        par,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Says that the two dossiers are of two people, whether the pair was there or not.
pub(super) async fn remember_different(
    tx: &mut Tx,
    new_id: Uuid,
    (one, other): (Uuid, Uuid),
) -> Result<()> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    sqlx::query!(
        "insert into paire_douteuse (ml_id, id, premier_id, second_id, score, origine, etat,
           proposee_le, decidee_le, decidee_par)
         values ($1, $2, $3, $4, 0, 'signalement', 'differents', $5, $5, $6)
         on conflict (ml_id, premier_id, second_id) do update set etat = 'differents',
           revoir_le = null, decidee_le = excluded.decidee_le, decidee_par = excluded.decidee_par,
           version = paire_douteuse.version + 1",
        ml.get(),
        new_id,
        one.min(other),
        one.max(other),
        now,
        par,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Fusions before the key, latest first; `seule`: that one.
pub(super) async fn fusions(
    tx: &mut Tx,
    vues: &Vues,
    seule: Option<Uuid>,
    before: Option<(DateTime<Utc>, Uuid)>,
    limit: i64,
) -> Result<Vec<Fusionnee>> {
    let ml = tx.ml()?;
    let (instant, id) = before.unzip();
    let rows = sqlx::query!(
        r#"select f.id, f.faite_le, f.motif, f.defaite_le, g.id as "garde: JeuneId",
             coalesce(a.prenom || ' ' || a.nom, '') as "faite_par!",
             g.numero as garde_numero, b.numero as absorbe_numero,
             coalesce(nullif(g.prenom_usage, ''), g.prenom) || ' '
               || upper(coalesce(nullif(g.nom_usage, ''), g.nom_naissance)) as "garde_nom!",
             coalesce(nullif(b.prenom_usage, ''), b.prenom) || ' '
               || upper(coalesce(nullif(b.nom_usage, ''), b.nom_naissance)) as "absorbe_nom!"
           from fusion f
           join jeune g on g.ml_id = f.ml_id and g.id = f.garde_id
           join jeune b on b.ml_id = f.ml_id and b.id = f.absorbe_id
           left join agent a on a.id = f.faite_par
           where f.ml_id = $1 and ($2::uuid is null or f.id = $2)
             and ($3 or not g.protege or g.referent_id = any($4))
             and ($3 or not b.protege or b.referent_id = any($4) or f.defaite_le is null)
             and ($5::timestamptz is null or (f.faite_le, f.id) < ($5, $6::uuid))
           order by f.faite_le desc, f.id desc limit $7"#,
        ml.get(),
        seule,
        vues.tous,
        &vues.moi,
        instant,
        id,
        limit,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Fusionnee {
            id: row.id,
            faite_le: row.faite_le,
            faite_par: row.faite_par,
            motif: row.motif,
            defaite_le: row.defaite_le,
            garde: row.garde,
            garde_numero: row.garde_numero,
            garde_nom: row.garde_nom,
            absorbe_numero: row.absorbe_numero,
            absorbe_nom: row.absorbe_nom,
        })
        .collect())
}

/// Writes on the dossiers `ids` the référent of their open designation.
pub(super) async fn sync_referents(tx: &mut Tx, ids: &[Uuid]) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query!(
        "update jeune j set referent_id = (select r.agent_id from referent r
           where r.ml_id = j.ml_id and r.jeune_id = j.id and r.au is null)
         where j.ml_id = $1 and j.id = any($2)",
        ml.get(),
        ids,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Dossiers opened in the mission locale until now.
pub(super) async fn effectif(tx: &mut Tx) -> Result<i64> {
    let ml = tx.ml()?;
    let count = sqlx::query_scalar!(
        r#"select dernier::bigint as "dernier!" from compteur_dossier where ml_id = $1"#,
        ml.get(),
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(count.unwrap_or(0))
}
