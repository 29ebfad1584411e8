//! The parameters on screen: their list, the history of one, a correction by the direction.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{AgentId, FieldErrors, Permission};
use uuid::Uuid;

use super::rules::Regle;
use crate::{
    Error, Result, Tx,
    audit::{self, Details, Entry},
};

/// The longest reference or reason.
const TEXTE_MAX: usize = 300;

/// A parameter, with all its values.
#[derive(Debug, Clone)]
pub struct Fiche {
    /// Its code.
    pub code: String,
    /// What it fixes.
    pub libelle: String,
    /// Code of the list `parametre_sujet`.
    pub sujet: String,
    /// A mission locale may correct it.
    pub corrigeable: bool,
    /// What a value may be.
    pub regle: Regle,
    /// National rows and corrections; those that began last, then those typed last, first.
    pub periodes: Vec<Periode>,
}

/// A value over a period, with where it comes from.
#[derive(Debug, Clone)]
pub struct Periode {
    /// First day.
    pub valide_du: NaiveDate,
    /// Last day.
    pub valide_au: Option<NaiveDate>,
    /// The value.
    pub valeur: i64,
    /// The legal reference, or « règle de la maison ».
    pub reference: String,
    /// Not confirmed by a public source yet.
    pub a_confirmer: bool,
    /// A correction of the mission locale, and why.
    pub motif: Option<String>,
    /// Who wrote the correction.
    pub par: String,
    /// When.
    pub saisi_le: Option<DateTime<Utc>>,
}

/// A correction, as a form posts it.
#[derive(Debug, Clone)]
pub struct Correction {
    /// Chosen by the form: a second post finds it.
    pub id: Uuid,
    /// Which parameter.
    pub code: String,
    /// First day.
    pub valide_du: NaiveDate,
    /// Last day, when one is known.
    pub valide_au: Option<NaiveDate>,
    /// The value.
    pub valeur: i64,
    /// The text that says so.
    pub reference: String,
    /// The text is still to be read by someone else.
    pub a_confirmer: bool,
    /// Why.
    pub motif: String,
}

struct Ligne {
    code: String,
    libelle: String,
    sujet: String,
    corrigeable: bool,
    unite: String,
    minimum: Option<i64>,
    maximum: Option<i64>,
    valide_du: NaiveDate,
    valide_au: Option<NaiveDate>,
    valeur: i64,
    reference: String,
    a_confirmer: bool,
    motif: Option<String>,
    par: String,
    saisi_le: Option<DateTime<Utc>>,
}

/// Every parameter, or one of them, in one statement.
async fn read(tx: &mut Tx, code: Option<&str>) -> Result<Vec<Fiche>> {
    tx.require(Permission::VoirParametres)?;
    let ml = tx.ml()?;
    let rows = sqlx::query_as!(
        Ligne,
        r#"with toutes as (
             select code, valide_du, valide_au, valeur_entiere as valeur, reference, a_confirmer,
               null::text as motif, null::timestamptz as saisi_le, null::uuid as saisi_par
             from parametre where valeur_entiere is not null
             union all
             select code, valide_du, valide_au, valeur, reference, a_confirmer, motif, saisi_le,
               saisi_par
             from parametre_local where ml_id = $1
           ), dernier as (
             select distinct on (code) code, libelle, unite from parametre
             where valeur_entiere is not null order by code, valide_du desc
           )
           select t.code as "code!", d.libelle, coalesce(s.sujet, 'autres') as "sujet!",
             coalesce(s.local, true) as "corrigeable!", d.unite, s.minimum as "minimum?",
             s.maximum as "maximum?", t.valide_du as "valide_du!", t.valide_au,
             t.valeur as "valeur!", t.reference as "reference!", t.a_confirmer as "a_confirmer!",
             t.motif, coalesce(a.prenom || ' ' || a.nom, '') as "par!", t.saisi_le
           from toutes t
           join dernier d on d.code = t.code
           left join parametre_sujet s on s.code = t.code
           left join agent a on a.id = t.saisi_par
           where $2::text is null or t.code = $2
           order by t.code, t.valide_du desc, t.saisi_le desc nulls last"#,
        ml.get(),
        code,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(grouped(rows))
}

fn grouped(rows: Vec<Ligne>) -> Vec<Fiche> {
    let mut all: Vec<Fiche> = Vec::new();
    for row in rows {
        if all.last().is_none_or(|f| f.code != row.code) {
            all.push(Fiche {
                code: row.code,
                libelle: row.libelle,
                sujet: row.sujet,
                corrigeable: row.corrigeable,
                regle: Regle {
                    unite: row.unite,
                    minimum: row.minimum,
                    maximum: row.maximum,
                },
                periodes: Vec::new(),
            });
        }
        if let Some(fiche) = all.last_mut() {
            fiche.periodes.push(Periode {
                valide_du: row.valide_du,
                valide_au: row.valide_au,
                valeur: row.valeur,
                reference: row.reference,
                a_confirmer: row.a_confirmer,
                motif: row.motif,
                par: row.par,
                saisi_le: row.saisi_le,
            });
        }
    }
    all
}

/// Every parameter, by code.
///
/// # Errors
/// `Forbidden`.
pub async fn liste(tx: &mut Tx) -> Result<Vec<Fiche>> {
    read(tx, None).await
}

/// One parameter.
///
/// # Errors
/// `NotFound`; `Forbidden`.
pub async fn fiche(tx: &mut Tx, code: &str) -> Result<Fiche> {
    let all = read(tx, Some(code)).await?;
    all.into_iter().next().ok_or(Error::NotFound)
}

/// Corrects a parameter for the mission locale, from a day on. Nothing that was written before is
/// changed, and what was computed keeps what it was computed with.
///
/// # Errors
/// `Forbidden`; `NotFound`; `Invalid` (`valeur`, `valide_du`, `valide_au`, `reference`, `motif`).
pub async fn corriger(tx: &mut Tx, new: &Correction) -> Result<()> {
    tx.require(Permission::CorrigerParametres)?;
    let fiche = fiche(tx, &new.code).await?;
    if !fiche.corrigeable {
        return Err(Error::Forbidden);
    }
    check(tx, &fiche, new)?;
    let before = tx.parametres().get(&new.code, new.valide_du);
    let before = before.map_or_else(String::new, |p| p.valeur.to_string());
    if !insert(tx, new).await? {
        return Ok(());
    }
    let details = Details::new(tx.empreintes(), false)
        .coded("code", &new.code)
        .coded("du", new.valide_du)
        .changed("valeur", before, new.valeur)
        .secret("motif", &new.motif)
        .into_value();
    let entry = Entry {
        action: "correction",
        objet: "parametre",
        objet_id: Some(new.id),
        jeune: None,
        details,
    };
    audit::record(tx, entry).await
}

fn check(tx: &Tx, fiche: &Fiche, new: &Correction) -> Result<()> {
    let mut errors = FieldErrors::new();
    let (min, max) = fiche.regle.bornes();
    if new.valeur < min || new.valeur > max {
        let (min, max) = (fiche.regle.champ(min), fiche.regle.mots(max));
        errors.add("valeur", format!("Donnez une valeur entre {min} et {max}."));
    }
    let first = fiche.periodes.iter().map(|p| p.valide_du).min();
    if first.is_some_and(|first| new.valide_du < first) {
        let first = first.map(kernel::dates::short).unwrap_or_default();
        errors.add("valide_du", format!("Cette règle commence le {first}."));
    }
    if new.valide_au.is_some_and(|au| au < new.valide_du) {
        errors.add("valide_au", "La fin vient avant le début.");
    }
    for (field, text) in [("reference", &new.reference), ("motif", &new.motif)] {
        if text.trim().is_empty() {
            errors.add(field, "Écrivez quelques mots.");
        } else if text.chars().count() > TEXTE_MAX || text.contains('\0') {
            errors.add(field, "Ce texte est trop long : 300 caractères au plus.");
        }
    }
    // The hours in which messages may leave are one period.
    let other = |code: &str| {
        tx.parametres()
            .entier(code, new.valide_du)
            .unwrap_or(new.valeur)
    };
    let crossed = match new.code.as_str() {
        "message_heure_debut" => new.valeur >= other("message_heure_fin"),
        "message_heure_fin" => new.valeur <= other("message_heure_debut"),
        _ => false,
    };
    if crossed {
        errors.add("valeur", "Le début des envois doit venir avant leur fin.");
    }
    Ok(errors.check(())?)
}

async fn insert(tx: &mut Tx, new: &Correction) -> Result<bool> {
    let (ml, now, par) = (tx.ml()?, tx.now(), tx.agent_id().map(AgentId::uuid));
    let done = sqlx::query!(
        "insert into parametre_local (ml_id, id, code, valide_du, valide_au, valeur, reference,
           a_confirmer, motif, saisi_le, saisi_par)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (ml_id, id) do nothing",
        ml.get(),
        new.id,
        new.code,
        new.valide_du,
        new.valide_au,
        new.valeur,
        new.reference,
        new.a_confirmer,
        new.motif,
        now,
        par,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
