//! What the pages of the accompaniment repeat: the path of a dossier, lists by domain, the words
//! that the guard looks for, the transaction of a page that is shown again.

use accompagnement::garde;
use chrono::NaiveDate;
use jeunes::{DossierForRead, DossierForWrite, acces};
use kernel::{Access, JeuneId, Permission, Section, new_uuid};
use platform::Tx;
use serde::Deserialize;

use super::saisie::{Reprise, Saisie};
use crate::{
    http::{drafts, extract::Contexte, refus::Refus},
    ui::Choix,
};

/// The dossier in the path; what follows it is read by the route that needs it.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct Chemin {
    pub(super) id: JeuneId,
}

/// Opens a section of the dossier, acts, forgets the draft, commits: all or nothing.
pub(super) async fn act(
    mut tx: Tx,
    contexte: &Contexte,
    jeune: JeuneId,
    section: Section,
    act: impl AsyncFnOnce(&mut Tx, &DossierForWrite) -> platform::Result<()>,
) -> platform::Result<()> {
    let dossier = acces::open_for_write(&mut tx, jeune, section).await?;
    act(&mut tx, &dossier).await?;
    drafts::forget(&mut tx, &contexte.chemin).await?;
    tx.commit().await
}

/// The identifier that a form will create.
pub(super) fn fresh(tx: &Tx) -> String {
    new_uuid(tx.clock(), tx.rng()).to_string()
}

/// The small form of this address that was being typed when the session ended, or none.
pub(super) async fn resumed(tx: &mut Tx, contexte: &Contexte) -> platform::Result<Reprise> {
    let draft = drafts::resume::<Saisie>(tx, &contexte.chemin).await?;
    Ok(draft.map_or_else(Reprise::default, |(saisie, _)| {
        Reprise::new(&saisie, Refus::default())
    }))
}

/// A day as a field of a form holds it.
pub(super) fn field(day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

/// The stems of health words, one a line, for the guard of the page.
pub(super) fn mots_sante(tx: &Tx) -> String {
    garde::stems(tx.nomenclatures()).join("\n")
}

/// The entries of a list under one domain.
#[derive(Debug, Clone)]
pub(super) struct Groupe {
    pub(super) code: String,
    pub(super) libelle: String,
    pub(super) options: Vec<Choix>,
}

/// The entries of `liste` that may be chosen on `day`, by domain; domains without any are left out.
pub(super) fn by_domain(tx: &Tx, liste: &str, day: NaiveDate) -> Vec<Groupe> {
    let nomenclatures = tx.nomenclatures();
    nomenclatures
        .offertes("domaine", day)
        .map(|domaine| Groupe {
            code: domaine.code.clone(),
            libelle: domaine.libelle.clone(),
            options: nomenclatures
                .offertes(liste, day)
                .filter(|entry| entry.parent == domaine.code)
                .map(|entry| Choix::new(&entry.code, &entry.libelle))
                .collect(),
        })
        .filter(|groupe| !groupe.options.is_empty())
        .collect()
}

/// Where she receives letters, in lines, when the role may know it and she has a home.
pub(super) fn home(tx: &Tx, dossier: &DossierForRead) -> String {
    let sees = tx.may(Permission::Dossier(Section::Contacts, Access::Read));
    let lieu = &dossier.lieu;
    if !sees || lieu.sans_domicile_stable || lieu.adresse.is_empty() {
        return String::new();
    }
    let town = format!("{} {}", lieu.code_postal, dossier.commune_nom);
    format!("{}\n{}", lieu.adresse, town.trim())
        .trim()
        .to_owned()
}

/// The label of `code` in `liste`.
pub(super) fn label(tx: &Tx, liste: &str, code: &str) -> String {
    tx.nomenclatures().libelle(liste, code).to_owned()
}

/// Plural mark.
pub(super) const fn s(count: usize) -> &'static str {
    if count > 1 { "s" } else { "" }
}
