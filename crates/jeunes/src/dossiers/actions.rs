//! What people do with a dossier.

use kernel::{ContactId, JeuneId, Permission};
use platform::{
    Error, Result, Tx,
    audit::{self, Details, Entry},
    new_id,
};
use serde_json::json;

use super::{
    model::{Identite, Moyen, Naissance, NouveauJeune, Public},
    queries, rules, sortie,
};
use crate::{
    DossierForWrite, acces, ailleurs,
    conflit::Differences,
    contacts::{self, MoyenContact, NouveauContact},
    doublons,
    echeances::{self, NouvelleEcheance},
    frise::{self, NouvelEvenement},
    information, referents, representation,
};

/// Opens a dossier for someone who comes for the first time. A second post of the same form finds
/// the dossier already made, and changes nothing.
///
/// # Errors
/// `Invalid` when something needed is missing, or when the person is not of the public; the field
/// `public` then carries the code of the age range, so that the page says who can help.
pub async fn create(tx: &mut Tx, new: &NouveauJeune) -> Result<DossierForWrite> {
    tx.require(Permission::CreerDossier)?;
    if queries::find(tx, new.id).await?.is_some() {
        return acces::of_new(tx, new.id).await;
    }
    check(tx, new).await?;
    let numero = next_number(tx).await?;
    if !queries::insert(tx, new, &numero).await? {
        // The same form, posted twice at once: the other one has made the dossier.
        return acces::of_new(tx, new.id).await;
    }
    record_creation(tx, new).await?;
    doublons::noter(tx, new.id, &new.doublons_ecartes).await?;
    let dossier = acces::of_new(tx, new.id).await?;
    push_first_steps(tx, &dossier, new).await?;
    let Some(referent) = new.referent else {
        return Ok(dossier);
    };
    referents::first(tx, &dossier, referent, new.premier_accueil_le).await?;
    acces::of_new(tx, new.id).await
}

async fn check(tx: &mut Tx, new: &NouveauJeune) -> Result<()> {
    let today = tx.today();
    let mut errors = rules::check_new(new, today);
    let (min, max) = (
        tx.parametre("age_public_min")?,
        tx.parametre("age_public_max")?,
    );
    let max_rqth = tx.parametre("age_public_max_rqth")?;
    let age = new.naissance.age(new.premier_accueil_le);
    match rules::public(age, min, max, max_rqth) {
        Public::Oui => {}
        Public::SelonRqth if new.derogation_rqth => {}
        Public::TropJeune => errors.add("public", "moins_de_16"),
        Public::SelonRqth | Public::TropAge => errors.add("public", "plus_de_25"),
    }
    let orienteur = &new.orienteur;
    if !orienteur.is_empty()
        && !tx
            .nomenclatures()
            .accepte("orienteur", orienteur, new.premier_accueil_le)
    {
        errors.add("orienteur", "Choisissez une réponse de la liste.");
    }
    if let Some(agent) = new.referent
        && !referents::is_possible(tx, agent).await?
    {
        errors.add("referent", "Choisissez une personne de la liste.");
    }
    errors.check(()).map_err(Error::Invalid)
}

/// The next number of the mission locale in sight.
pub(crate) async fn next_number(tx: &mut Tx) -> Result<String> {
    let counter = queries::next_counter(tx).await?;
    Ok(rules::numero(tx.ml()?.get(), counter))
}

async fn record_creation(tx: &mut Tx, new: &NouveauJeune) -> Result<()> {
    let mut details = Details::new(tx.empreintes(), false)
        .secret("nom", &new.identite.recherche())
        .coded("premier_accueil_le", new.premier_accueil_le);
    if new.derogation_rqth {
        details = details.coded("derogation", "rqth");
    }
    let mut details = details.into_value();
    let ids: Vec<String> = new
        .doublons_ecartes
        .iter()
        .map(ToString::to_string)
        .collect();
    details["doublons_ecartes"] = json!(ids);
    let entry = Entry {
        action: "creation",
        objet: "dossier",
        objet_id: Some(new.id.uuid()),
        jeune: Some(new.id),
        details,
    };
    audit::record(tx, entry).await
}

/// The means of contact, the first reception on the frise, the first interview to hold, and the
/// notice on her data, given or to give.
async fn push_first_steps(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    new: &NouveauJeune,
) -> Result<()> {
    if let Some(contact) = first_contact(tx, new) {
        contacts::queries::insert(tx, new.id, &contact).await?;
    }
    ailleurs::deposer(tx, new.id).await?;
    let le = new.premier_accueil_le;
    let evenement = NouvelEvenement {
        survenu_le: le,
        nature: "passage".to_owned(),
        theme: "accueil".to_owned(),
        titre: "Premier accueil".to_owned(),
        ..NouvelEvenement::of("dossier", new.id.uuid())
    };
    frise::push(tx, dossier, &[evenement]).await?;
    let delay = tx.parametre("delai_premier_entretien_jours")?;
    let echeance = NouvelleEcheance {
        nature: "premier_entretien".to_owned(),
        libelle: "Faire le premier entretien".to_owned(),
        visible_le: le,
        echeance_le: le + chrono::Duration::days(delay),
        objet: "dossier",
        objet_id: new.id.uuid(),
    };
    let mut to_do = vec![echeance];
    if new.informe {
        information::at_reception(tx, dossier, le).await?;
    } else {
        to_do.push(information::owe(tx, dossier)?);
    }
    echeances::push(tx, dossier, &to_do).await?;
    sortie::follow(tx, dossier).await?;
    representation::follow(tx, dossier).await
}

fn first_contact(tx: &Tx, new: &NouveauJeune) -> Option<NouveauContact> {
    let (moyen, typed) = match &new.moyen {
        Moyen::Telephone(number) => (MoyenContact::Telephone, number),
        Moyen::Courriel(address) => (MoyenContact::Courriel, address),
        Moyen::SurPlace => return None,
    };
    Some(NouveauContact {
        id: new_id!(tx, ContactId),
        moyen,
        valeur: contacts::rules::normalize(moyen, typed).ok()?,
        titulaire: "jeune".to_owned(),
        precisions: String::new(),
        consignes: contacts::Consignes::default(),
        vrai_du: new.premier_accueil_le,
    })
}

/// Changes names, birth and the day a proof of identity was seen.
///
/// # Errors
/// `Conflict` when someone else changed the dossier since `version`: both values are in it.
pub async fn update_identity(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    version: i32,
    identite: &Identite,
    naissance: Naissance,
    identite_vue_le: Option<chrono::NaiveDate>,
) -> Result<()> {
    let today = tx.today();
    let mut errors = rules::check_identity(identite);
    if naissance.date().is_some_and(|day| day > today) {
        errors.add("date_naissance", "La date de naissance est dans l’avenir.");
    }
    if identite_vue_le.is_some_and(|day| day > today) {
        errors.add("identite_vue_le", "Cette date est dans l’avenir.");
    }
    errors.check(()).map_err(Error::Invalid)?;
    let done = queries::update_identity(
        tx,
        dossier.id,
        version,
        identite,
        naissance,
        identite_vue_le,
    )
    .await?;
    if !done {
        return Err(conflict(tx, dossier.id, identite, naissance).await?);
    }
    let details = changes(tx, dossier, identite, naissance, identite_vue_le);
    let id = dossier.id.uuid();
    acces::record(tx, dossier, "modification", "identite", id, details).await?;
    ailleurs::deposer(tx, dossier.id).await?;
    // Born on another day, a minor or not any more.
    let dossier = acces::of_new(tx, dossier.id).await?;
    sortie::follow(tx, &dossier).await?;
    representation::follow(tx, &dossier).await
}

/// What the audit keeps of a change of identity.
fn changes(
    tx: &Tx,
    dossier: &DossierForWrite,
    identite: &Identite,
    naissance: Naissance,
    identite_vue_le: Option<chrono::NaiveDate>,
) -> serde_json::Value {
    let before = &dossier.identite;
    let vue = |day: Option<chrono::NaiveDate>| day.map(|d| d.to_string()).unwrap_or_default();
    let sexe = |identite: &Identite| identite.sexe.clone().unwrap_or_default();
    let born = |naissance: Naissance| format!("{naissance:?}");
    acces::details(tx, dossier)
        .changed_secret(
            "nom_naissance",
            &before.nom_naissance,
            &identite.nom_naissance,
        )
        .changed_secret("nom_usage", &before.nom_usage, &identite.nom_usage)
        .changed_secret("prenom", &before.prenom, &identite.prenom)
        .changed_secret("prenom_usage", &before.prenom_usage, &identite.prenom_usage)
        .changed_secret("sexe", &sexe(before), &sexe(identite))
        .changed_secret("naissance", &born(dossier.naissance), &born(naissance))
        .changed(
            "identite_vue_le",
            vue(dossier.identite_vue_le),
            vue(identite_vue_le),
        )
        .into_value()
}

async fn conflict(
    tx: &mut Tx,
    jeune: JeuneId,
    typed: &Identite,
    naissance: Naissance,
) -> Result<Error> {
    let now = queries::find(tx, jeune).await?.ok_or(Error::NotFound)?;
    let was = &now.identite;
    Ok(Differences::new()
        .field("Nom de naissance", &typed.nom_naissance, &was.nom_naissance)
        .field("Nom d’usage", &typed.nom_usage, &was.nom_usage)
        .field("Prénom", &typed.prenom, &was.prenom)
        .field("Prénom d’usage", &typed.prenom_usage, &was.prenom_usage)
        .field(
            "Sexe",
            typed.sexe.clone().unwrap_or_default(),
            was.sexe.clone().unwrap_or_default(),
        )
        .field(
            "Naissance",
            birth_in_words(naissance),
            birth_in_words(now.naissance),
        )
        .into_error(now.version))
}

pub(crate) fn birth_in_words(naissance: Naissance) -> String {
    match naissance {
        Naissance::Date(day) => kernel::dates::short(day),
        Naissance::Declaree { age, .. } => format!("{age} ans déclarés"),
    }
}

/// Puts the dossier under protection, for a coded reason (list `motif_protection`).
pub async fn protect(tx: &mut Tx, dossier: &DossierForWrite, motif: &str) -> Result<()> {
    tx.require(Permission::ProtegerDossier)?;
    if !tx
        .nomenclatures()
        .accepte("motif_protection", motif, tx.today())
    {
        return Err(Error::invalid(
            "motif",
            "Choisissez un motif dans la liste.",
        ));
    }
    queries::set_protection(tx, dossier.id, Some(motif)).await?;
    record_protection(tx, dossier, "protection").await
}

/// Ends the protection: the direction alone.
pub async fn unprotect(tx: &mut Tx, dossier: &DossierForWrite) -> Result<()> {
    tx.require(Permission::LeverProtection)?;
    queries::set_protection(tx, dossier.id, None).await?;
    record_protection(tx, dossier, "fin_protection").await
}

async fn record_protection(tx: &mut Tx, dossier: &DossierForWrite, action: &str) -> Result<()> {
    ailleurs::deposer(tx, dossier.id).await?;
    acces::record(tx, dossier, action, "dossier", dossier.id.uuid(), json!({})).await
}
