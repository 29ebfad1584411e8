//! The statements of the purge.

use chrono::NaiveDate;
use kernel::{JeuneId, MlId};
use platform::{Result, Tx};

use super::model::{MissionLocale, Retenue};
use crate::dossiers::{EtatDossier, Naissance, queries::naissance};

/// Every mission locale, closed ones too.
pub(super) async fn missions_locales(tx: &mut Tx) -> Result<Vec<MissionLocale>> {
    Ok(sqlx::query_as!(
        MissionLocale,
        r#"select ml_id as "ml: MlId", code, nom_usuel as nom from mission_locale order by ml_id"#
    )
    .fetch_all(tx.conn())
    .await?)
}

/// What decides of a dossier.
#[derive(Debug)]
pub(super) struct Candidat {
    pub(super) jeune: JeuneId,
    pub(super) naissance: Naissance,
    pub(super) etat: (EtatDossier, NaiveDate),
}

/// The dossiers after `apres` of people born by `nes_avant` or of declared age, by identifier.
pub(super) async fn candidates(
    tx: &mut Tx,
    apres: Option<JeuneId>,
    nes_avant: NaiveDate,
    limit: i64,
) -> Result<Vec<Candidat>> {
    let (ml, today) = (tx.ml()?, tx.today());
    let rows = sqlx::query!(
        r#"select id as "id: JeuneId", etat, etat_depuis, date_naissance, age_declare,
             age_declare_le
           from jeune
           where ml_id = $1 and absorbe_par is null and ($2::uuid is null or id > $2)
             and (date_naissance is null or date_naissance <= $3)
           order by id limit $4"#,
        ml.get(),
        apres.map(JeuneId::uuid),
        nes_avant,
        limit,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Candidat {
            jeune: row.id,
            naissance: naissance(
                row.date_naissance,
                row.age_declare,
                row.age_declare_le,
                today,
            ),
            etat: (state(&row.etat), row.etat_depuis),
        })
        .collect())
}

/// One dossier, kept for this transaction: nobody holds it, changes it or erases it meanwhile.
pub(super) async fn lock(tx: &mut Tx, jeune: JeuneId) -> Result<Option<Candidat>> {
    let (ml, today) = (tx.ml()?, tx.today());
    let row = sqlx::query!(
        "select etat, etat_depuis, date_naissance, age_declare, age_declare_le
         from jeune where ml_id = $1 and id = $2 and absorbe_par is null for update",
        ml.get(),
        jeune.uuid(),
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| Candidat {
        jeune,
        naissance: naissance(
            row.date_naissance,
            row.age_declare,
            row.age_declare_le,
            today,
        ),
        etat: (state(&row.etat), row.etat_depuis),
    }))
}

fn state(code: &str) -> EtatDossier {
    EtatDossier::from_code(code).unwrap_or(EtatDossier::Actif)
}

/// What holds each of `jeunes` today, those nothing holds left out: a hold before a request, the
/// longest hold first.
pub(super) async fn held(tx: &mut Tx, jeunes: &[JeuneId]) -> Result<Vec<(JeuneId, Retenue)>> {
    let (ml, today) = (tx.ml()?, tx.today());
    let ids: Vec<uuid::Uuid> = jeunes.iter().map(|jeune| jeune.uuid()).collect();
    let rows = sqlx::query!(
        r#"select distinct on (h.jeune_id) h.jeune_id as "jeune!: JeuneId", h.motif, h.jusqu_au
           from (
             select g.jeune_id, g.motif, g.jusqu_au, 1 as rang from gel g
             where g.ml_id = $1 and g.jeune_id = any($2) and g.leve_le is null
               and (g.jusqu_au is null or g.jusqu_au >= $3)
             union all
             select e.jeune_id, null, null, 2 from exercice e
             where e.ml_id = $1 and e.jeune_id = any($2) and e.repondu_le is null) h
           order by h.jeune_id, h.rang, h.jusqu_au desc nulls first"#,
        ml.get(),
        &ids,
        today,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let held = match row.motif {
                Some(motif) => Retenue::Gel {
                    motif,
                    jusqu_au: row.jusqu_au,
                },
                None => Retenue::Demande,
            };
            (row.jeune, held)
        })
        .collect())
}

/// The dossier whose number is `numero`.
pub(super) async fn by_numero(tx: &mut Tx, numero: &str) -> Result<Option<JeuneId>> {
    let ml = tx.ml()?;
    Ok(sqlx::query_scalar!(
        r#"select id as "id: JeuneId" from jeune where ml_id = $1 and numero = $2"#,
        ml.get(),
        numero,
    )
    .fetch_optional(tx.conn())
    .await?)
}

/// Counts the dossier among the erased ones, by month, year of first reception and category of the
/// last situation known.
pub(super) async fn remember(tx: &mut Tx, jeune: JeuneId) -> Result<()> {
    let (ml, today) = (tx.ml()?, tx.today());
    sqlx::query!(
        "insert into dossier_efface as d (ml_id, mois, annee_accueil, situation, nombre)
         select $1, date_trunc('month', $3::date)::date,
           extract(year from j.premier_accueil_le)::integer,
           coalesce((select s.categorie from situation s
                     where s.ml_id = $1 and s.jeune_id = $2 and s.etat <> 'prevu'
                     order by s.etat = 'en_cours' desc, s.debut desc, s.id desc limit 1), ''), 1
         from jeune j where j.ml_id = $1 and j.id = $2
         on conflict (ml_id, mois, annee_accueil, situation) do update
         set nombre = d.nombre + 1",
        ml.get(),
        jeune.uuid(),
        today,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Erases the deposits of keys that no longer count, of the whole nation: replaced or withdrawn.
/// For the owner of the database: the application adds deposits and nothing else.
pub(super) async fn sweep_keys(tx: &mut Tx) -> Result<u64> {
    let done = sqlx::query!(
        "delete from depot_identite d where d.identite is null or exists (
           select from depot_identite s where s.dossier = d.dossier and s.ordre > d.ordre)"
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected())
}

/// Empties of names the requests about the dossier, and about those it absorbed.
pub(super) async fn empty_requests(tx: &mut Tx, jeune: JeuneId) -> Result<()> {
    let ml = tx.ml()?;
    sqlx::query!(
        "update exercice set nom = '', precisions = '', reponse_precisions = ''
         where ml_id = $1 and jeune_id = $2",
        ml.get(),
        jeune.uuid(),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
