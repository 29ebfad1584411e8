//! An interview in words: for the audit, and for the conflict that shows both values.

use kernel::dates;
use platform::{Tx, audit::Details};

use super::{
    model::{EntretienDraft, EvenementSaisi, FaitsEntretien},
    suites::Suites,
};

/// A fact as people read it.
pub(super) struct Fait {
    /// Its name in the audit.
    pub(super) champ: &'static str,
    /// Its label.
    pub(super) libelle: &'static str,
    /// Its value.
    pub(super) texte: String,
}

/// What the audit keeps of a new interview.
pub(super) fn described<'a>(
    details: Details<'a>,
    draft: &EntretienDraft,
    suites: &Suites,
) -> Details<'a> {
    let list = |items: Vec<String>| items.join(",");
    let leves = draft
        .freins_leves
        .iter()
        .map(|f| format!("{}:{}", f.frein, f.motif))
        .collect();
    let faites = draft
        .actions_faites
        .iter()
        .map(|a| a.action.to_string())
        .collect();
    let ajoutees = draft
        .actions_ajoutees
        .iter()
        .map(|a| a.id.to_string())
        .collect();
    let objectifs = draft
        .objectifs_ajoutes
        .iter()
        .map(|o| o.id.to_string())
        .collect();
    let mut details = details
        .coded("realise_le", draft.faits.realise_le)
        .coded("modalite", &draft.faits.modalite)
        .coded("theme", &draft.faits.theme)
        .coded("duree_minutes", draft.faits.duree_minutes)
        .coded("presents", draft.faits.presents.join(","))
        .coded("evenements", in_codes(&draft.faits.evenements))
        .secret("resume", &draft.faits.resume);
    for (name, value) in [
        ("freins_trouves", suites.freins_trouves.join(",")),
        ("freins_leves", list(leves)),
        ("actions_faites", list(faites)),
        ("actions_ajoutees", list(ajoutees)),
        ("objectifs_ajoutes", list(objectifs)),
    ] {
        if !value.is_empty() {
            details = details.coded(name, value);
        }
    }
    if let Some(note) = &draft.note_confidentielle {
        details = details.secret("note_confidentielle", &note.texte);
    }
    details
}

fn in_codes(events: &[EvenementSaisi]) -> String {
    let codes: Vec<String> = events
        .iter()
        .map(|e| format!("{}/{}", e.nature, e.theme))
        .collect();
    codes.join(",")
}

/// What the audit keeps of a correction: only the summary is free text.
pub(super) fn differences<'a>(
    tx: &Tx,
    mut details: Details<'a>,
    before: &FaitsEntretien,
    after: &FaitsEntretien,
) -> Details<'a> {
    for (old, new) in in_words(tx, before).into_iter().zip(in_words(tx, after)) {
        details = if new.champ == "resume" {
            details.changed_secret(new.champ, &old.texte, &new.texte)
        } else {
            details.changed(new.champ, old.texte, new.texte)
        };
    }
    details
}

/// Each fact with its label, as people read it.
pub(super) fn in_words(tx: &Tx, faits: &FaitsEntretien) -> Vec<Fait> {
    let label = |liste: &str, code: &str| tx.nomenclatures().libelle(liste, code).to_owned();
    let presents: Vec<String> = faits
        .presents
        .iter()
        .map(|code| label("present_entretien", code))
        .collect();
    let events: Vec<String> = faits
        .evenements
        .iter()
        .map(|event| {
            let nature = label("evenement_type", &event.nature);
            format!("{nature} ({})", label("evenement_theme", &event.theme))
        })
        .collect();
    let next = faits.prochain_contact.as_ref().map(|next| {
        format!(
            "{} ({})",
            dates::short(next.le),
            label("contact_moyen", &next.moyen)
        )
    });
    let hour = faits.heure.map(|h| h.format("%H:%M").to_string());
    let all = [
        ("realise_le", "Date", dates::short(faits.realise_le)),
        ("heure", "Heure", hour.unwrap_or_default()),
        (
            "modalite",
            "Modalité",
            label("modalite_entretien", &faits.modalite),
        ),
        ("theme", "Thème", label("evenement_theme", &faits.theme)),
        (
            "duree_minutes",
            "Durée",
            format!("{} min", faits.duree_minutes),
        ),
        ("presents", "Présents", presents.join(", ")),
        ("evenements", "Événements", events.join(", ")),
        (
            "prochain_contact",
            "Prochain contact",
            next.unwrap_or_default(),
        ),
        ("resume", "Résumé", faits.resume.clone()),
    ];
    all.map(|(champ, libelle, texte)| Fait {
        champ,
        libelle,
        texte,
    })
    .into()
}
