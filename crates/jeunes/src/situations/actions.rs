//! What people do with situations.

use chrono::NaiveDate;
use kernel::{Access, Permission, Section, SituationId};
use platform::{Error, Result, Tx, nomenclatures::Nomenclatures};

use super::{
    model::{NouvelleSituation, Precisions, Situation},
    queries, rules,
};
use crate::{
    DossierForRead, DossierForWrite, acces,
    conflit::Differences,
    frise::{self, NouvelEvenement},
};

const READ: Permission = Permission::Dossier(Section::Situation, Access::Read);
const WRITE: Permission = Permission::Dossier(Section::Situation, Access::Write);

/// Every situation of the dossier, the latest begun first.
pub async fn list(tx: &mut Tx, dossier: &DossierForRead) -> Result<Vec<Situation>> {
    tx.require(READ)?;
    queries::list(tx, dossier.id).await
}

/// The same, once the dossier was changed.
pub async fn list_after_write(tx: &mut Tx, dossier: &DossierForWrite) -> Result<Vec<Situation>> {
    tx.require(READ)?;
    queries::list(tx, dossier.id).await
}

/// The current one of `all`, by the order of the list; `None`: « Situation inconnue ».
pub fn current<'a>(all: &'a [Situation], lists: &Nomenclatures) -> Option<&'a Situation> {
    rules::current(all, &ordre(lists))
}

/// The codes of `situation_categorie` in the order that decides of the current situation, for
/// `rules::current`.
pub fn ordre(lists: &Nomenclatures) -> Vec<&str> {
    lists
        .liste("situation_categorie")
        .iter()
        .map(|e| e.code.as_str())
        .collect()
}

impl Situation {
    /// What people read: the type, else the category.
    pub fn libelle<'a>(&'a self, lists: &'a Nomenclatures) -> &'a str {
        libelle(lists, &self.categorie, &self.type_code)
    }
}

/// The type in words, else the category.
pub(crate) fn libelle<'a>(lists: &'a Nomenclatures, categorie: &'a str, code: &'a str) -> &'a str {
    if code.is_empty() {
        lists.libelle("situation_categorie", categorie)
    } else {
        lists.libelle("situation_type", code)
    }
}

/// Adds a situation, past, present or to come. A second post of the same form adds nothing.
///
/// # Errors
/// `Invalid` (`categorie`, `type`, `debut`, `fin`, `structure`).
pub async fn add(tx: &mut Tx, dossier: &DossierForWrite, new: &NouvelleSituation) -> Result<()> {
    tx.require(WRITE)?;
    check(tx, new)?;
    if !queries::insert(tx, dossier.id, new).await? {
        return Ok(());
    }
    push(tx, dossier, new).await?;
    let details = acces::details(tx, dossier)
        .coded("categorie", &new.categorie)
        .coded("type", &new.type_code)
        .coded("debut", new.debut)
        .coded("fin", said(new.fin))
        .secret("structure", &new.structure)
        .into_value();
    let id = new.id.uuid();
    acces::record(tx, dossier, "ajout", "situation", id, details).await
}

/// Corrects a situation: `new` carries its identifier.
///
/// # Errors
/// `Conflict` when someone else changed it since `version`; `Invalid` as [`add`].
pub async fn correct(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    version: i32,
    new: &NouvelleSituation,
) -> Result<()> {
    tx.require(WRITE)?;
    check(tx, new)?;
    let old = find(tx, dossier, new.id).await?;
    write(tx, dossier, "correction", version, &old, new).await
}

/// Ends a situation on `fin`, its last day.
///
/// # Errors
/// `Conflict` when someone else changed it since `version`; `Invalid` (`fin`).
pub async fn end(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    situation: SituationId,
    version: i32,
    fin: NaiveDate,
) -> Result<()> {
    tx.require(WRITE)?;
    let old = find(tx, dossier, situation).await?;
    let new = NouvelleSituation {
        id: old.id,
        categorie: old.categorie.clone(),
        type_code: old.type_code.clone(),
        debut: old.debut,
        fin: Some(fin),
        structure: old.structure.clone(),
        precisions: old.precisions.clone(),
    };
    rules::check(&new, tx.today()).check(())?;
    write(tx, dossier, "fin", version, &old, &new).await
}

async fn find(tx: &mut Tx, dossier: &DossierForWrite, id: SituationId) -> Result<Situation> {
    let all = queries::list(tx, dossier.id).await?;
    all.into_iter().find(|s| s.id == id).ok_or(Error::NotFound)
}

async fn write(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    action: &str,
    version: i32,
    old: &Situation,
    new: &NouvelleSituation,
) -> Result<()> {
    if !queries::update(tx, dossier.id, version, new).await? {
        let now = find(tx, dossier, new.id).await?;
        return Err(conflict(tx.nomenclatures(), &now, new));
    }
    push(tx, dossier, new).await?;
    let details = acces::details(tx, dossier)
        .changed("categorie", &old.categorie, &new.categorie)
        .changed("type", &old.type_code, &new.type_code)
        .changed("debut", old.debut, new.debut)
        .changed("fin", said(old.fin), said(new.fin))
        .changed_secret("structure", &old.structure, &new.structure)
        .changed("rome", &old.precisions.rome, &new.precisions.rome)
        .changed(
            "minutes_semaine",
            minutes(&old.precisions),
            minutes(&new.precisions),
        )
        .changed(
            "contrat_fin",
            said(old.precisions.contrat_fin),
            said(new.precisions.contrat_fin),
        )
        .into_value();
    let id = new.id.uuid();
    acces::record(tx, dossier, action, "situation", id, details).await
}

fn conflict(lists: &Nomenclatures, now: &Situation, typed: &NouvelleSituation) -> Error {
    let day = |day: Option<NaiveDate>| day.map(kernel::dates::short).unwrap_or_default();
    Differences::new()
        .field(
            "Situation",
            libelle(lists, &typed.categorie, &typed.type_code),
            now.libelle(lists),
        )
        .field("Début", day(Some(typed.debut)), day(Some(now.debut)))
        .field("Fin", day(typed.fin), day(now.fin))
        .field("Structure", &typed.structure, &now.structure)
        .field("Code ROME", &typed.precisions.rome, &now.precisions.rome)
        .field(
            "Minutes par semaine",
            minutes(&typed.precisions),
            minutes(&now.precisions),
        )
        .field(
            "Fin du contrat",
            day(typed.precisions.contrat_fin),
            day(now.precisions.contrat_fin),
        )
        .into_error(now.version)
}

fn minutes(precisions: &Precisions) -> String {
    let week = precisions.minutes_semaine;
    week.map(|m| m.to_string()).unwrap_or_default()
}

fn said(day: Option<NaiveDate>) -> String {
    day.map(|d| d.to_string()).unwrap_or_default()
}

fn check(tx: &Tx, new: &NouvelleSituation) -> Result<()> {
    let mut errors = rules::check(new, tx.today());
    let lists = tx.nomenclatures();
    if new.categorie == "inconnue" {
        let sentence =
            "« Situation inconnue » ne se saisit pas : elle se lit là où rien n’est dit.";
        errors.add("categorie", sentence);
    } else if !lists.accepte("situation_categorie", &new.categorie, new.debut) {
        errors.add("categorie", "Choisissez une catégorie de la liste.");
    }
    let of_category = lists
        .entree("situation_type", &new.type_code)
        .is_some_and(|e| e.parent == new.categorie)
        && lists.accepte("situation_type", &new.type_code, new.debut);
    if !new.type_code.is_empty() && !of_category {
        errors.add("type", "Choisissez un type de cette catégorie.");
    }
    errors.check(()).map_err(Error::Invalid)
}

/// Its start and its end on the frise; one that is to come shows on its day.
async fn push(tx: &mut Tx, dossier: &DossierForWrite, s: &NouvelleSituation) -> Result<()> {
    let title = libelle(tx.nomenclatures(), &s.categorie, &s.type_code).to_owned();
    let event = |le: NaiveDate, titre: String| NouvelEvenement {
        survenu_le: le,
        nature: "situation".to_owned(),
        titre,
        ..NouvelEvenement::of("situation", s.id.uuid())
    };
    let mut events = vec![event(s.debut, format!("Début : {title}"))];
    if let Some(fin) = s.fin {
        events.push(event(fin, format!("Fin : {title}")));
    }
    frise::replace(tx, dossier, "situation", s.id.uuid(), &events).await
}
