//! Entering a dispositif: what is read and answered, what it closes, what it leaves to do.

use chrono::{Days, NaiveDate};
use jeunes::{
    DossierForWrite, acces,
    echeances::{self, NouvelleEcheance},
    frise::{self, NouvelEvenement},
    referents, situations,
};
use kernel::FieldErrors;
use platform::{Error, Result, Tx};

use super::{
    actions::{ECRIRE, OBJET, end_echeance, sign_echeance, situation_on},
    eligibilite,
    model::{
        Adhesion, ConditionLue, Dispositif, ENGAGEMENT, Entree, EtatCondition, Fin, OBLIGATION,
        Sortie,
    },
    queries, rules,
};
use crate::{
    commun::{check_label, check_past, check_text},
    delegations::{self, DELEGATION},
};

/// Enters a dispositif: what is open in the same group is closed the day before, a diagnostic
/// approfondi on the day. A second post of the same form changes nothing.
///
/// # Errors
/// `Invalid`: `entree_le`, `dispositif`, `signee_le`, `avec`, `derogation`, `conditions`,
/// `prescripteur`, `referent`.
pub async fn enter(tx: &mut Tx, dossier: &DossierForWrite, new: &Entree) -> Result<()> {
    if new.dispositif == OBLIGATION {
        return Err(Error::invalid(
            "dispositif",
            "L’obligation de formation commence par un signalement, sur sa propre page.",
        ));
    }
    enter_any(tx, dossier, new).await
}

/// The entry itself, once it is known who leads it.
pub(crate) async fn enter_any(tx: &mut Tx, dossier: &DossierForWrite, new: &Entree) -> Result<()> {
    tx.require(ECRIRE)?;
    let adhesions = queries::list(tx, dossier.id).await?;
    if adhesions.iter().any(|a| a.id == new.id) {
        return Ok(());
    }
    let dispositif = queries::catalogue(tx, new.entree_le)
        .await?
        .into_iter()
        .find(|d| d.code == new.dispositif)
        .ok_or_else(|| Error::invalid("entree_le", "Ce dispositif n’existe pas à cette date."))?;
    if dispositif.code == DELEGATION {
        // A place is taken once: whoever comes next counts this one.
        delegations::hold_places(tx).await?;
    }
    let lived = situations::list_after_write(tx, dossier).await?;
    let lues = eligibilite::examine(
        tx,
        dossier,
        &lived,
        &dispositif,
        new.entree_le,
        &new.reponses,
    )
    .await?;
    check(tx, dossier, &dispositif, new, &lues)?;
    check_agents(tx, new).await?;
    close_others(tx, dossier, &adhesions, &dispositif, new).await?;
    let fin = rules::fin(&dispositif, new.entree_le, dossier.naissance.date(), None);
    if !queries::insert(tx, dossier.id, new, &dispositif, &fin, &lues).await? {
        return Err(Error::NotFound);
    }
    record(tx, dossier, new, &lues).await?;
    push(tx, dossier, &dispositif, new, &lues, &fin, &adhesions).await?;
    if dispositif.code == DELEGATION {
        delegations::entered(tx, dossier, new.id, new.entree_le).await?;
    }
    Ok(())
}

fn check(
    tx: &Tx,
    dossier: &DossierForWrite,
    dispositif: &Dispositif,
    new: &Entree,
    lues: &[ConditionLue],
) -> Result<()> {
    let mut errors = FieldErrors::new();
    check_past(&mut errors, "entree_le", new.entree_le, tx.today());
    if new.entree_le < dossier.premier_accueil_le {
        errors.add("entree_le", "Cette date est avant le premier accueil.");
    }
    if dossier.deces.is_some() {
        errors.add("dispositif", "Un décès est noté : personne n’entre plus.");
    }
    if let Some(signature) = new.signature {
        check_past(&mut errors, "signee_le", signature.le, tx.today());
    }
    check_text(&mut errors, "derogation", &new.derogation, rules::MOTS_MAX);
    if dispositif.avec.is_empty() {
        check_text(&mut errors, "avec", &new.avec, 120);
    } else {
        check_label(&mut errors, "avec", &new.avec, 120);
    }
    if lues.iter().any(|c| c.etat == EtatCondition::NonRemplie) {
        errors.add(
            "conditions",
            "Une condition n’est pas remplie : l’entrée n’est pas possible à cette date.",
        );
    }
    let unknown = lues.iter().any(|c| c.etat == EtatCondition::Inconnue);
    if unknown && new.derogation.trim().is_empty() {
        errors.add(
            "derogation",
            "Une condition reste inconnue : répondez-y, ou dites pourquoi l’entrée n’attend pas.",
        );
    }
    Ok(errors.check(())?)
}

/// Who prescribes and who follows are of this mission locale.
async fn check_agents(tx: &mut Tx, new: &Entree) -> Result<()> {
    let possible = referents::possible(tx).await?;
    let mut errors = FieldErrors::new();
    for (field, agent) in [
        ("prescripteur", new.prescripteur),
        ("referent", new.referent),
    ] {
        if !possible.iter().any(|p| p.id == agent) {
            errors.add(field, "Choisissez quelqu’un de la liste.");
        }
    }
    Ok(errors.check(())?)
}

/// What this entry closes: a contract of the same group the day before, a diagnostic approfondi that
/// led to it the same day.
async fn close_others(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    adhesions: &[Adhesion],
    dispositif: &Dispositif,
    new: &Entree,
) -> Result<()> {
    let eve = new.entree_le - Days::new(1);
    for open in adhesions.iter().filter(|a| a.est_ouverte()) {
        let le = if open.groupe == dispositif.groupe {
            eve
        } else if open.groupe == "diagnostic" && dispositif.groupe == ENGAGEMENT {
            new.entree_le
        } else {
            continue;
        };
        if le < open.entree_le {
            return Err(Error::invalid(
                "entree_le",
                "Un contrat du même genre est ouvert depuis ce jour ou plus tard.",
            ));
        }
        let sortie = Sortie {
            id: open.id,
            version: open.version,
            le: open.fin_prevue.map_or(le, |fin| fin.min(le)),
            motif: "autre_accompagnement".to_owned(),
            mots: String::new(),
        };
        let situation = situation_on(tx, dossier, sortie.le).await?;
        if !queries::end(tx, dossier.id, &sortie, &situation).await? {
            return Err(Error::invalid(
                "dispositif",
                "Ce dossier vient d’être changé par quelqu’un d’autre : rechargez la page.",
            ));
        }
        super::actions::ended(tx, dossier, open, &sortie, &situation).await?;
    }
    Ok(())
}

async fn record(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    new: &Entree,
    lues: &[ConditionLue],
) -> Result<()> {
    let unknown: Vec<&str> = lues
        .iter()
        .filter(|c| c.etat == EtatCondition::Inconnue)
        .map(|c| c.code.as_str())
        .collect();
    let details = acces::details(tx, dossier)
        .coded("dispositif", &new.dispositif)
        .coded("entree_le", new.entree_le)
        .coded("inconnues", unknown.join(","))
        .secret("derogation", &new.derogation)
        .secret("avec", &new.avec)
        .into_value();
    acces::record(tx, dossier, "entree", OBJET, new.id.uuid(), details).await
}

async fn push(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    dispositif: &Dispositif,
    new: &Entree,
    lues: &[ConditionLue],
    fin: &Fin,
    adhesions: &[Adhesion],
) -> Result<()> {
    let event = NouvelEvenement {
        survenu_le: new.entree_le,
        nature: OBJET.to_owned(),
        titre: format!("Entrée : {}", dispositif.nom_court),
        ..NouvelEvenement::of(OBJET, new.id.uuid())
    };
    frise::push(tx, dossier, &[event]).await?;
    let mut todo = verifications(tx, dispositif, new, lues)?;
    todo.extend(end_echeance(tx, dispositif, new.id, fin.le)?);
    if new.signature.is_none() {
        let depart = signature_depart(dispositif, adhesions, new.entree_le);
        todo.extend(sign_echeance(dispositif, new.id, new.entree_le, depart));
    }
    echeances::push(tx, dossier, &todo).await
}

/// A PACEA is signed within a month of its diagnostic; the others, of their entry.
fn signature_depart(
    dispositif: &Dispositif,
    adhesions: &[Adhesion],
    entree: NaiveDate,
) -> NaiveDate {
    if dispositif.code != "pacea" {
        return entree;
    }
    adhesions
        .iter()
        .filter(|a| a.dispositif == "diagnostic_approfondi")
        .map(|a| a.sortie_le.unwrap_or(entree))
        .max()
        .unwrap_or(entree)
}

fn verifications(
    tx: &Tx,
    dispositif: &Dispositif,
    new: &Entree,
    lues: &[ConditionLue],
) -> Result<Vec<NouvelleEcheance>> {
    let unknown: Vec<String> = lues
        .iter()
        .filter(|c| c.etat == EtatCondition::Inconnue)
        .map(|c| c.libelle.to_lowercase())
        .collect();
    if unknown.is_empty() {
        return Ok(Vec::new());
    }
    let days = tx.parametre("dispositif_verifier_jours")?;
    let due = tx.today() + Days::new(u64::try_from(days).unwrap_or(15));
    let libelle = format!("{} : vérifier {}", dispositif.nom_court, unknown.join(", "));
    Ok(vec![NouvelleEcheance {
        nature: "verifier_condition".to_owned(),
        libelle: crate::commun::truncated(&libelle, 160),
        visible_le: tx.today(),
        echeance_le: due,
        objet: OBJET,
        objet_id: new.id.uuid(),
    }])
}
