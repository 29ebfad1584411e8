//! Recording, correcting and reading interviews.

use chrono::NaiveDate;
use jeunes::{
    DossierForRead, DossierForWrite, acces,
    echeances::{self, NouvelleEcheance},
    frise::{self, NouvelEvenement},
};
use kernel::{Access, EntretienId, FieldErrors, Permission, Section};
use platform::{Error, Result, Tx, brouillons};

use super::{
    descriptions::{described, differences, in_words},
    model::{
        Entretien, EntretienDraft, EntretienResume, EvenementSaisi, FaitsEntretien,
        ModificationEntretien, ProchainContact,
    },
    queries, rules, suites,
};
use crate::{
    commun::{already_there, check_choice, conflict},
    notes, plan, rendez_vous,
};

const LIRE: Permission = Permission::Dossier(Section::Entretiens, Access::Read);
const ECRIRE: Permission = Permission::Dossier(Section::Entretiens, Access::Write);
const INDIVIDUEL: &str = "entretien_individuel";

/// Records an interview and all that it changed, at once; forgets its draft. A second post finds it
/// and changes nothing.
///
/// # Errors
/// `Invalid` with the field, `Conflict` when an action to mark as done was changed by someone else,
/// `NotFound` when a frein or an action is not of this dossier.
pub async fn record(tx: &mut Tx, dossier: &DossierForWrite, draft: &EntretienDraft) -> Result<()> {
    tx.require(ECRIRE)?;
    check(tx, draft)?;
    let Some(latest) = queries::insert(tx, dossier.id, draft.id, &draft.faits).await? else {
        return already_there(queries::find(tx, dossier.id, draft.id).await?).map(drop);
    };
    let mut suites = suites::apply(tx, dossier, draft).await?;
    let mut events = events(tx, draft.id, &draft.faits);
    events.append(&mut suites.evenements);
    frise::push(tx, dossier, &events).await?;
    let next = draft.faits.prochain_contact.as_ref();
    if latest {
        suites
            .echeances
            .extend(next.map(|next| reminder(tx, dossier, next)));
    }
    echeances::push(tx, dossier, &suites.echeances).await?;
    let me = [dossier.id.uuid()];
    echeances::close(tx, dossier, "dossier", &me, Some("premier_entretien")).await?;
    if latest && next.is_none() {
        echeances::close(tx, dossier, "dossier", &me, Some("prochain_contact")).await?;
    }
    let details = described(acces::details(tx, dossier), draft, &suites).into_value();
    acces::record(
        tx,
        dossier,
        "creation",
        "entretien",
        draft.id.uuid(),
        details,
    )
    .await?;
    let me = tx.agent_id();
    rendez_vous::held(tx, dossier, me, draft.faits.realise_le).await?;
    forget_draft(tx, dossier).await
}

fn check(tx: &Tx, draft: &EntretienDraft) -> Result<()> {
    let le = draft.faits.realise_le;
    let mut errors = check_facts(tx, &draft.faits);
    let mut merge = |field: Option<&str>, found: &FieldErrors| {
        for (name, sentence) in found.iter() {
            errors.add(field.unwrap_or(name), sentence);
        }
    };
    merge(None, &rules::check_draft(draft));
    if let Some(note) = &draft.note_confidentielle {
        merge(
            None,
            &notes::rules::check("note_confidentielle", &note.texte),
        );
    }
    for objectif in &draft.objectifs_ajoutes {
        merge(
            Some("objectifs_ajoutes"),
            &plan::check_new_objectif(tx, objectif, le),
        );
    }
    for action in &draft.actions_ajoutees {
        merge(Some("actions_ajoutees"), &plan::check_new_action(action));
    }
    for code in &draft.freins_trouves {
        check_choice(tx, &mut errors, "freins_trouves", "frein", code, le);
    }
    for leve in &draft.freins_leves {
        check_choice(
            tx,
            &mut errors,
            "freins_leves",
            "motif_levee_frein",
            &leve.motif,
            le,
        );
    }
    Ok(errors.check(())?)
}

fn check_facts(tx: &Tx, faits: &FaitsEntretien) -> FieldErrors {
    let le = faits.realise_le;
    let mut errors = rules::check_facts(faits, tx.today());
    check_choice(
        tx,
        &mut errors,
        "modalite",
        "modalite_entretien",
        &faits.modalite,
        le,
    );
    check_choice(
        tx,
        &mut errors,
        "theme",
        "evenement_theme",
        &faits.theme,
        le,
    );
    for code in &faits.presents {
        check_choice(tx, &mut errors, "presents", "present_entretien", code, le);
    }
    for event in &faits.evenements {
        check_choice(
            tx,
            &mut errors,
            "evenements",
            "evenement_type",
            &event.nature,
            le,
        );
        check_choice(
            tx,
            &mut errors,
            "evenements",
            "evenement_theme",
            &event.theme,
            le,
        );
    }
    if let Some(next) = &faits.prochain_contact {
        let field = "prochain_contact_moyen";
        check_choice(
            tx,
            &mut errors,
            field,
            "contact_moyen",
            &next.moyen,
            next.le,
        );
    }
    errors
}

/// The interview itself, then what else happened.
fn events(tx: &Tx, id: EntretienId, faits: &FaitsEntretien) -> Vec<NouvelEvenement> {
    let modalite = tx
        .nomenclatures()
        .libelle("modalite_entretien", &faits.modalite);
    let own = EvenementSaisi {
        nature: INDIVIDUEL.to_owned(),
        theme: faits.theme.clone(),
    };
    let mut events: Vec<NouvelEvenement> = std::iter::once(&own)
        .chain(&faits.evenements)
        .map(|event| NouvelEvenement {
            survenu_le: faits.realise_le,
            heure: faits.heure,
            nature: event.nature.clone(),
            theme: event.theme.clone(),
            ..NouvelEvenement::of("entretien", id.uuid())
        })
        .collect();
    if let Some(first) = events.first_mut() {
        first.titre = format!("{modalite}, {} min", faits.duree_minutes);
    }
    events
}

fn reminder(tx: &Tx, dossier: &DossierForWrite, next: &ProchainContact) -> NouvelleEcheance {
    let moyen = tx.nomenclatures().libelle("contact_moyen", &next.moyen);
    NouvelleEcheance {
        nature: "prochain_contact".to_owned(),
        libelle: format!("Reprendre contact ({moyen})"),
        visible_le: next
            .le
            .checked_sub_days(rules::VISIBLE_AVANT)
            .unwrap_or(next.le),
        echeance_le: next.le,
        objet: "dossier",
        objet_id: dossier.id.uuid(),
    }
}

/// A job or a command has no draft.
async fn forget_draft(tx: &mut Tx, dossier: &DossierForWrite) -> Result<()> {
    match brouillons::delete(tx, &format!("entretien/{}", dossier.id)).await {
        Err(Error::Forbidden) => Ok(()),
        done => done,
    }
}

/// Puts the facts of an interview right; what it changed elsewhere stays.
///
/// # Errors
/// `Conflict` when someone else changed it since: both values are in it.
pub async fn update(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    change: &ModificationEntretien,
) -> Result<()> {
    tx.require(ECRIRE)?;
    check_facts(tx, &change.faits).check(())?;
    let before = load(tx, dossier, change.id).await?;
    let Some(latest) = queries::update(tx, dossier.id, change).await? else {
        let now = load(tx, dossier, change.id).await?;
        let typed = in_words(tx, &change.faits)
            .into_iter()
            .zip(in_words(tx, &now.faits));
        let fields = typed.map(|(typed, now)| (typed.libelle, typed.texte, now.texte));
        return conflict(fields.collect(), now.version);
    };
    let details = differences(
        tx,
        acces::details(tx, dossier),
        &before.faits,
        &change.faits,
    );
    let details = details.into_value();
    let id = change.id.uuid();
    acces::record(tx, dossier, "modification", "entretien", id, details).await?;
    let events = events(tx, change.id, &change.faits);
    frise::replace(tx, dossier, "entretien", id, &events).await?;
    if !latest || before.faits.prochain_contact == change.faits.prochain_contact {
        return Ok(());
    }
    if let Some(next) = &change.faits.prochain_contact {
        let reminder = reminder(tx, dossier, next);
        echeances::push(tx, dossier, &[reminder]).await
    } else {
        let me = [dossier.id.uuid()];
        echeances::close(tx, dossier, "dossier", &me, Some("prochain_contact")).await
    }
}

async fn load(tx: &mut Tx, dossier: &DossierForWrite, id: EntretienId) -> Result<Entretien> {
    let found = queries::find(tx, dossier.id, id)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(arranged(tx, found))
}

/// One interview, with its événements.
pub async fn find(tx: &mut Tx, dossier: &DossierForRead, id: EntretienId) -> Result<Entretien> {
    tx.require(LIRE)?;
    let found = queries::find(tx, dossier.id, id)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(arranged(tx, found))
}

/// Takes the interview's own événement out, and puts the others in the order of the lists.
fn arranged(tx: &Tx, mut entretien: Entretien) -> Entretien {
    let faits = &mut entretien.faits;
    let own = |e: &EvenementSaisi| e.nature == INDIVIDUEL && e.theme == faits.theme;
    if let Some(index) = faits.evenements.iter().position(own) {
        faits.evenements.remove(index);
    }
    let rank = |liste: &str, code: &str| {
        tx.nomenclatures()
            .liste(liste)
            .iter()
            .position(|entry| entry.code == code)
    };
    faits.evenements.sort_by_key(|event| {
        (
            rank("evenement_type", &event.nature),
            rank("evenement_theme", &event.theme),
        )
    });
    entretien
}

/// The latest interviews, latest first.
pub async fn list(
    tx: &mut Tx,
    dossier: &DossierForRead,
    limit: i64,
) -> Result<Vec<EntretienResume>> {
    tx.require(LIRE)?;
    queries::list(tx, dossier.id, limit).await
}

/// The day the form proposes for the next contact, from `delai_rappel_contact_jours`.
pub fn default_next_contact(tx: &Tx, realise_le: NaiveDate) -> Result<NaiveDate> {
    let delay = tx
        .parametres()
        .entier("delai_rappel_contact_jours", realise_le)?;
    Ok(rules::next_contact(realise_le, delay))
}
