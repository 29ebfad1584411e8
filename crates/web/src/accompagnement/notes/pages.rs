//! The page of the notes.

use accompagnement::notes::{self, NoteVue};
use askama::Template;
use jeunes::acces;
use kernel::{Access, JeuneId, NoteId, Permission, Section, dates};
use platform::Tx;

use crate::{
    accompagnement::{commun, saisie::Reprise},
    http::{drafts::BrouillonRepris, extract::Contexte},
    jeunes::tete::{OngletDossier, Tete},
    ui::{Cadre, Choix},
};

/// The form that writes a note.
pub(super) const ECRIRE: &str = "note";

#[derive(Template)]
#[template(path = "accompagnement/notes/liste.html")]
pub(super) struct NotesPage {
    cadre: Cadre,
    tete: Tete,
    base: String,
    pub(super) r: Reprise,
    brouillon: Option<BrouillonRepris>,
    ecrire: bool,
    id_note: String,
    notes: Vec<LigneNote>,
    motifs: Vec<Choix>,
    mots_sante: String,
}

/// A note, with its text or without.
struct LigneNote {
    id: String,
    cle: String,
    auteur: String,
    le: String,
    entretien: String,
    texte: Option<String>,
    ouverte: bool,
}

/// What the page shows besides the list.
#[derive(Default)]
pub(super) struct Vue {
    /// The form as it was typed.
    pub(super) r: Reprise,
    /// Since when.
    pub(super) brouillon: Option<BrouillonRepris>,
    /// A note opened for a reason, and the reason.
    pub(super) ouvre: Option<(NoteId, String)>,
}

pub(super) async fn page(
    mut tx: Tx,
    contexte: &Contexte,
    jeune: JeuneId,
    vue: Vue,
) -> platform::Result<NotesPage> {
    let dossier = acces::open_for_read(&mut tx, jeune, Section::Notes).await?;
    let mut all = notes::list(&mut tx, &dossier).await?;
    let opened = match vue.ouvre {
        Some((id, motif)) => Some(notes::open_with_reason(&mut tx, &dossier, id, &motif).await?),
        None => None,
    };
    for note in &mut all {
        if let Some(opened) = opened.as_ref().filter(|opened| opened.id == note.id) {
            note.texte.clone_from(&opened.texte);
        }
    }
    let base = format!("/jeunes/{jeune}");
    let opened = opened.map(|note| note.id);
    let page = NotesPage {
        cadre: Cadre::new(&tx, contexte),
        tete: Tete::new(&tx, &dossier, OngletDossier::Entretiens),
        ecrire: tx.may(Permission::Dossier(Section::Notes, Access::Write)),
        id_note: commun::fresh(&tx),
        notes: all
            .into_iter()
            .map(|note| line(&tx, &base, note, opened))
            .collect(),
        motifs: Choix::of(tx.nomenclatures(), "motif_acces_note", tx.today()),
        mots_sante: commun::mots_sante(&tx),
        brouillon: vue.brouillon,
        r: vue.r,
        base,
    };
    tx.commit().await?;
    Ok(page)
}

fn line(tx: &Tx, base: &str, note: NoteVue, opened: Option<NoteId>) -> LigneNote {
    let le = note.ecrite_le.with_timezone(&tx.fuseau());
    let entretien = note.entretien.map(|id| format!("{base}/entretiens/{id}"));
    LigneNote {
        id: note.id.to_string(),
        cle: format!("note-{}", note.id),
        auteur: note.auteur_nom,
        le: format!("{} à {}", dates::long(le.date_naive()), le.format("%H:%M")),
        entretien: entretien.unwrap_or_default(),
        ouverte: opened == Some(note.id),
        texte: note.texte,
    }
}
