//! Two missions locales become one: everything of the first goes to the second, in one transaction.
//!
//! Tables and keys come from PostgreSQL's own catalogue, so that a new table follows without a line
//! here. What both may hold under one name is renamed or added up by [`RENCONTRES`]; whatever else
//! meets a key stops everything, and nothing has changed. Row-level security is forced on its owner
//! too: rows pass from one side to the other through temporary tables.

mod national;
mod queries;

use chrono::{DateTime, NaiveDate, Utc};
use kernel::MlId;
use sqlx::{Connection as _, PgConnection};
use uuid::Uuid;

use crate::{Error, Result};

/// Which one goes in which, and the day.
#[derive(Debug, Clone, Copy)]
pub struct ReunionMl {
    /// The one that ends.
    pub de: MlId,
    /// The one that takes all.
    pub vers: MlId,
    /// The last day of the first one.
    pub le: NaiveDate,
    /// The present instant (UTC).
    pub maintenant: DateTime<Utc>,
    /// The identifier of the trace.
    pub trace: Uuid,
}

/// What became of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LigneReunion {
    /// The table.
    pub table: String,
    /// Rows of the first mission locale, before.
    pub de: i64,
    /// Rows of the second one, before.
    pub vers: i64,
    /// Rows of the first one that the second one had already: the same key, the same thing, or added
    /// up.
    pub communes: i64,
    /// Rows of the second one, after.
    pub apres: i64,
}

/// What is done with a row that both have under one key.
#[derive(Debug, Clone, Copy)]
enum Rencontre {
    /// The name takes the code of its mission locale after it.
    Renomme(&'static str),
    /// It is the same thing: the row of the one that stays is kept, and what refers to the other
    /// refers to it. The expression says by what, `{}` being the row.
    Confond(&'static str),
    /// Numbers are added.
    Cumule(&'static [&'static str]),
    /// What the one that ends did is done by the other, in this column.
    Reprend(&'static str),
    /// The hours of someone who works in both overlap: they stand, as if a reason had been given.
    Heures,
}

const RENCONTRES: &[(&str, Rencontre)] = &[
    ("motif_rdv", Rencontre::Renomme("libelle")),
    ("offre_atelier", Rencontre::Renomme("nom")),
    ("fonds_aide", Rencontre::Renomme("nom")),
    ("materiel", Rencontre::Renomme("inventaire")),
    ("ligne_importee", Rencontre::Renomme("source")),
    (
        "organisme_formation",
        Rencontre::Confond("coalesce(nullif({}.siret, ''), {}.nom)"),
    ),
    ("formation", Rencontre::Confond("nullif({}.numero, '')")),
    (
        "session_formation",
        Rencontre::Confond("nullif({}.numero, '')"),
    ),
    ("dossier_efface", Rencontre::Cumule(&["nombre"])),
    (
        "cloture_mois",
        Rencontre::Cumule(&["nombre", "total_centimes"]),
    ),
    ("occupation", Rencontre::Heures),
    ("allocation_mois", Rencontre::Reprend("fige_ml")),
];

/// Puts everything of `de` in `vers`, closes `de`, and counts. The connection is the owner's, in a
/// transaction that the caller commits, or rolls back to try.
///
/// # Errors
/// `NotFound` for an unknown mission locale; `Invalid` (`de`, `vers`) for one with itself or one
/// that is closed; `Invalid` (the table) when a key is met that nothing foresees, or when the counts
/// do not add up.
pub async fn reunir_missions_locales(
    conn: &mut PgConnection,
    reunion: &ReunionMl,
) -> Result<Vec<LigneReunion>> {
    let code = check(conn, reunion).await?;
    close_requests(conn, reunion).await?;
    let tables = queries::tables(conn).await?;
    let mut lines = Vec::new();
    for table in &tables {
        let known = RENCONTRES.iter().find(|(known, _)| *known == table.name);
        let met = known.map(|(_, met)| *met);
        lines.push(queries::carry(conn, table, reunion, (met, &code)).await?);
    }
    for table in tables.iter().rev() {
        queries::remove(conn, table, reunion.de).await?;
    }
    national::follow(conn, reunion, &code).await?;
    for line in &mut lines {
        queries::see(conn, reunion.de).await?;
        let left = queries::count(conn, &line.table, reunion.de).await?;
        queries::see(conn, reunion.vers).await?;
        line.apres = queries::count(conn, &line.table, reunion.vers).await?;
        if left != 0 || line.apres != line.de + line.vers - line.communes {
            let sentence =
                format!("Les comptes ne tombent pas juste : {line:?}, il en reste {left}.");
            return Err(Error::invalid(&line.table, &sentence));
        }
    }
    Ok(lines)
}

/// Both exist and are open; their rows wait for nobody else until the end. Returns the code of the
/// one that ends.
async fn check(conn: &mut PgConnection, reunion: &ReunionMl) -> Result<String> {
    if reunion.de == reunion.vers {
        return Err(Error::invalid(
            "vers",
            "C’est deux fois la même mission locale.",
        ));
    }
    let found: Vec<(i32, String, bool)> = sqlx::query_as(
        "select ml_id, code, absorbee_par is not null or coalesce(ouverte_au < $2, false)
         from mission_locale where ml_id = any($1) order by ml_id for update",
    )
    .bind(vec![reunion.de.get(), reunion.vers.get()])
    .bind(reunion.le)
    .fetch_all(&mut *conn)
    .await?;
    let [first, second] = found.as_slice() else {
        return Err(Error::NotFound);
    };
    for (ml, code, closed) in [first, second] {
        if *closed {
            let field = if *ml == reunion.de.get() {
                "de"
            } else {
                "vers"
            };
            let sentence = format!("La mission locale {code} est déjà fermée.");
            return Err(Error::invalid(field, &sentence));
        }
    }
    let ends = if first.0 == reunion.de.get() {
        first
    } else {
        second
    };
    Ok(ends.1.clone())
}

/// A request between the two has no object any more; one that comes from elsewhere follows.
async fn close_requests(conn: &mut PgConnection, reunion: &ReunionMl) -> Result<()> {
    for (own, other) in [(reunion.de, reunion.vers), (reunion.vers, reunion.de)] {
        queries::see(conn, own).await?;
        sqlx::query(
            "update transfert set etat = 'annule', repondu_le = $3, identite = null,
               version = version + 1
             where ml_id = $1 and autre_ml = $2 and etat = 'demande'",
        )
        .bind(own.get())
        .bind(other.get())
        .bind(reunion.maintenant)
        .execute(&mut *conn)
        .await?;
    }
    queries::see(conn, reunion.de).await?;
    let open: Vec<(Uuid, i32)> = sqlx::query_as(
        "select id, autre_ml from transfert
         where ml_id = $1 and etat = 'demande' and sens = 'sortant'",
    )
    .bind(reunion.de.get())
    .fetch_all(&mut *conn)
    .await?;
    for (id, asker) in open {
        queries::see(conn, MlId::from(asker)).await?;
        sqlx::query("update transfert set autre_ml = $3 where ml_id = $1 and id = $2")
            .bind(asker)
            .bind(id)
            .bind(reunion.vers.get())
            .execute(&mut *conn)
            .await?;
    }
    Ok(())
}

/// Opens a transaction for [`reunir_missions_locales`], commits it, or rolls it back with `essai`.
pub async fn reunir_ou_essayer(
    conn: &mut PgConnection,
    reunion: &ReunionMl,
    essai: bool,
) -> Result<Vec<LigneReunion>> {
    let mut tx = conn.begin().await?;
    let lines = reunir_missions_locales(&mut tx, reunion).await?;
    if essai {
        tx.rollback().await?;
    } else {
        tx.commit().await?;
    }
    Ok(lines)
}
