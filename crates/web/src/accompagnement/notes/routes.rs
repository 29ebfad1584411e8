//! Routes of the confidential notes.

use accompagnement::notes::{self, NouvelleNote};
use axum::extract::State;
use jeunes::DossierForWrite;
use kernel::{FieldErrors, JeuneId, NoteId, Section};
use platform::Tx;

use super::pages::{self, ECRIRE, Vue};
use crate::{
    App,
    accompagnement::{
        commun::{self, Chemin},
        saisie::{Lecteur, Reprise, Saisie},
    },
    http::{
        drafts,
        extract::{Contexte, FormOf, PathOf},
        gate::ReqTx,
        refus::{self, Refus},
        render::{self, PageResult},
        routes::{Besoin, Routes},
    },
};

pub(crate) fn register(routes: &mut Routes) {
    let lire = Besoin::lire(Section::Notes);
    routes.get("/jeunes/{id}/notes", lire, show);
    routes.post("/jeunes/{id}/notes", Besoin::ecrire(Section::Notes), write);
    routes.get("/jeunes/{id}/notes/{note}/ouvrir", lire, show);
    routes.post("/jeunes/{id}/notes/{note}/ouvrir", lire, open);
}

/// The list, with the jotting that is not a note yet.
async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let adresse = format!("/jeunes/{}/notes", chemin.id);
    let mut vue = Vue::default();
    if let Some((saisie, brouillon)) = drafts::resume::<Saisie>(&mut tx, &adresse).await? {
        let saisie = saisie.remplace("formulaire", ECRIRE);
        vue = Vue {
            r: Reprise::new(&saisie, Refus::default()),
            brouillon: Some(brouillon),
            ouvre: None,
        };
    }
    render::page(&app, &pages::page(tx, &contexte, chemin.id, vue).await?)
}

async fn write(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        notes::write(tx, dossier, &parse(&saisie.du_formulaire())?).await
    };
    match commun::act(tx, &contexte, chemin.id, Section::Notes, act).await {
        Ok(()) => render::done(
            &app,
            &format!("/jeunes/{}/notes", chemin.id),
            "La note est gardée.",
        ),
        Err(error) => again(&app, &contexte, chemin.id, &saisie, error).await,
    }
}

/// Shows one note for a reason, on this page only.
async fn open(
    State(app): State<App>,
    contexte: Contexte,
    PathOf((jeune, note)): PathOf<(JeuneId, NoteId)>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let motif = saisie.du_formulaire().un("motif").to_owned();
    let vue = Vue {
        ouvre: Some((note, motif)),
        ..Vue::default()
    };
    match pages::page(tx, &contexte, jeune, vue).await {
        Ok(page) => render::page(&app, &page),
        Err(error) => again(&app, &contexte, jeune, &saisie, error).await,
    }
}

fn parse(saisie: &Saisie) -> Result<NouvelleNote, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let note = NouvelleNote {
        id: lecteur.id("id").into(),
        texte: lecteur.texte("texte"),
        entretien: None,
    };
    lecteur.fin(note)
}

async fn again(
    app: &App,
    contexte: &Contexte,
    jeune: JeuneId,
    saisie: &Saisie,
    error: platform::Error,
) -> PageResult {
    let refus = Refus::of(error)?;
    let status = refus.status();
    let tx = refus::reopen(app, contexte).await?;
    let vue = Vue {
        r: Reprise::new(saisie, refus),
        ..Vue::default()
    };
    render::with_status(app, status, &pages::page(tx, contexte, jeune, vue).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_keeps_its_lines() {
        let body = "formulaire=note&note-id=0193a5c0-0000-7000-8000-000000000001\
                    &note-texte=Un%0D%0Adeux+";
        let read = parse(&Saisie::from_draft(body).du_formulaire()).unwrap();
        assert_eq!(read.texte, "Un\ndeux");
    }
}
