//! Reading a week, wanting hours, declaring and deciding.

use chrono::{Days, NaiveDate};
use jeunes::{
    DossierForRead, DossierForWrite, acces,
    heures::{self, NouvelleHeure},
    situations,
};
use kernel::{Access, Permission, Section};
use platform::{Error, Result, Tx};
use uuid::Uuid;

use super::{
    model::{
        Decision, Demarche, EtatDemarche, LigneSemaine, NouvelleCible, NouvelleDemarche,
        SemaineComptee,
    },
    queries,
    rules::{self, Regle},
};
use crate::commun::{already_there, check_choice, conflict};

const LIRE: Permission = Permission::Dossier(Section::Plan, Access::Read);
const ECRIRE: Permission = Permission::Dossier(Section::Plan, Access::Write);
const OBJET: &str = "demarche";

/// What counts on each day of the week that begins on `lundi`, and for how long.
fn regles(tx: &Tx, lundi: NaiveDate) -> Result<Vec<Regle>> {
    let all = tx.parametres();
    let flat = all.entier("heures_au_forfait", lundi)? == 1;
    let mut regles = Vec::new();
    for nature in all.suffixes("heures_compte_") {
        for jour in lundi.iter_days().take(7) {
            let code = |of: &str| format!("heures_{of}_{nature}");
            if all.get(&code("compte"), jour).is_none_or(|p| p.valeur != 1) {
                continue;
            }
            let length = flat
                .then(|| all.entier(&code("forfait"), jour))
                .transpose()?;
            regles.push(Regle {
                nature: nature.to_owned(),
                jour,
                forfait: length.map(|n| i32::try_from(n).unwrap_or(i32::MAX)),
            });
        }
    }
    Ok(regles)
}

fn sunday(lundi: NaiveDate) -> NaiveDate {
    lundi.checked_add_days(Days::new(6)).unwrap_or(lundi)
}

/// The week of `day`, counted.
pub async fn week(tx: &mut Tx, dossier: &DossierForRead, day: NaiveDate) -> Result<SemaineComptee> {
    tx.require(LIRE)?;
    let semaine = heures::week(tx, dossier, day).await?;
    let dimanche = sunday(semaine.lundi);
    let regles = regles(tx, semaine.lundi)?;
    let cible = queries::cible(tx, dossier.id, semaine.lundi, dimanche).await?;
    let lived = situations::list(tx, dossier).await?;
    let apart = tx.nomenclatures().liste("situation_non_comptee");
    let hors_compte = lived
        .iter()
        .filter(|s| s.debut <= dimanche && s.fin.is_none_or(|fin| fin >= semaine.lundi))
        .filter(|s| apart.iter().any(|e| e.code == s.categorie))
        .map(|s| s.categorie.clone())
        .collect();
    let lignes: Vec<_> = semaine
        .heures
        .into_iter()
        .map(|h| {
            let minutes = rules::comptees(&h, &regles);
            (h, minutes)
        })
        .collect();
    let sum = |done: bool| {
        let kept = lignes.iter().filter(|(h, _)| h.validee == done);
        kept.map(|(_, minutes)| minutes).sum()
    };
    Ok(SemaineComptee {
        lundi: semaine.lundi,
        cible,
        validees: sum(true),
        prevues: sum(false),
        hors_compte,
        lignes,
    })
}

/// The week of `day` of each person the actor accompanies in a dispositif that wants hours, furthest
/// from her target first.
///
/// # Errors
/// `Forbidden` without a portefeuille.
pub async fn of_mine(tx: &mut Tx, day: NaiveDate) -> Result<Vec<LigneSemaine>> {
    tx.require(Permission::VoirPortefeuille)?;
    let Some(agent) = tx.agent_id() else {
        return Err(Error::Forbidden);
    };
    let lundi = heures::monday(day);
    let regles = regles(tx, lundi)?;
    let mut rows = queries::of_referent(tx, agent, lundi, sunday(lundi), &regles).await?;
    rows.sort_by(|a, b| {
        let left = |l: &LigneSemaine| l.cible - l.validees - l.prevues;
        left(b).cmp(&left(a)).then_with(|| a.nom.cmp(&b.nom))
    });
    Ok(rows)
}

/// The démarches of the week of `day`, and those that wait.
pub async fn demarches(
    tx: &mut Tx,
    dossier: &DossierForRead,
    day: NaiveDate,
) -> Result<Vec<Demarche>> {
    tx.require(LIRE)?;
    let lundi = heures::monday(day);
    queries::demarches(tx, dossier.id, lundi, sunday(lundi)).await
}

/// Wants other hours from a day on; the former target ends the day before.
///
/// # Errors
/// `Invalid` (`du`, `minutes`, `motif`).
pub async fn set_target(tx: &mut Tx, dossier: &DossierForWrite, new: &NouvelleCible) -> Result<()> {
    tx.require(ECRIRE)?;
    if queries::has_target(tx, dossier.id, new.id).await? {
        return Ok(());
    }
    let mut errors = rules::check_cible(new, dossier.premier_accueil_le, tx.today());
    check_choice(tx, &mut errors, "motif", "cible_motif", &new.motif, new.du);
    errors.check(())?;
    queries::end_target(tx, dossier.id, new.du).await?;
    if !queries::insert_target(tx, dossier.id, new).await? {
        return Err(Error::NotFound);
    }
    let details = acces::details(tx, dossier)
        .coded("du", new.du)
        .coded("minutes", new.minutes)
        .coded("motif", &new.motif)
        .into_value();
    acces::record(tx, dossier, "creation", "cible_heures", new.id, details).await
}

/// Declares what the young person did alone: hours to look at.
///
/// # Errors
/// `Invalid` (`faite_le`, `categorie`, `libelle`, `minutes`).
pub async fn declare(tx: &mut Tx, dossier: &DossierForWrite, new: &NouvelleDemarche) -> Result<()> {
    tx.require(ECRIRE)?;
    let mut errors = rules::check_demarche(new, tx.today(), dossier.premier_accueil_le);
    check_choice(
        tx,
        &mut errors,
        "categorie",
        "demarche_categorie",
        &new.categorie,
        new.faite_le,
    );
    errors.check(())?;
    if !queries::insert(tx, dossier.id, new).await? {
        return already_there(queries::demarche(tx, dossier.id, new.id).await?).map(drop);
    }
    let hour = fact(new.id.uuid(), new.faite_le, new.minutes, false);
    heures::push(tx, dossier, &hour).await?;
    let details = acces::details(tx, dossier)
        .coded("faite_le", new.faite_le)
        .coded("categorie", &new.categorie)
        .coded("minutes", new.minutes)
        .secret("libelle", &new.libelle)
        .into_value();
    acces::record(tx, dossier, "creation", OBJET, new.id.uuid(), details).await
}

const fn fact(id: Uuid, jour: NaiveDate, minutes: i32, validee: bool) -> NouvelleHeure {
    NouvelleHeure {
        jour,
        minutes,
        nature: "demarche",
        validee,
        objet: OBJET,
        objet_id: id,
    }
}

/// Validates a démarche with the minutes that count, or sets it aside.
///
/// # Errors
/// `Invalid` (`minutes`); `Conflict`.
pub async fn decide(tx: &mut Tx, dossier: &DossierForWrite, decision: &Decision) -> Result<()> {
    tx.require(ECRIRE)?;
    let demarche = already_there(queries::demarche(tx, dossier.id, decision.id).await?)?;
    if let Some(minutes) = decision.retenues {
        let mut errors = kernel::FieldErrors::new();
        rules::check_minutes(&mut errors, minutes);
        errors.check(())?;
    }
    let etat = match decision.retenues {
        Some(_) => EtatDemarche::Validee,
        None => EtatDemarche::Ecartee,
    };
    if !queries::decide(tx, dossier.id, decision, etat).await? {
        let now = already_there(queries::demarche(tx, dossier.id, decision.id).await?)?;
        let said = |minutes: Option<i32>| minutes.map(rules::duree).unwrap_or_default();
        let fields = vec![
            ("État", etat.label().to_owned(), now.etat.label().to_owned()),
            (
                "Durée retenue",
                said(decision.retenues),
                said(now.minutes_retenues),
            ),
        ];
        return conflict(fields, now.version);
    }
    let id = decision.id.uuid();
    match decision.retenues {
        Some(minutes) => {
            let hour = fact(id, demarche.faite_le, minutes, true);
            heures::push(tx, dossier, &hour).await?;
        }
        None => heures::clear(tx, dossier, OBJET, id).await?,
    }
    let details = acces::details(tx, dossier)
        .changed("etat", demarche.etat, etat)
        .coded("minutes", decision.retenues.unwrap_or(0))
        .into_value();
    acces::record(tx, dossier, "decision", OBJET, id, details).await
}
