//! `/jeunes/{id}/droits` and `/droits/nouvelle`: noting a request.

use axum::extract::State;
use jeunes::{DossierForRead, DossierForWrite, acces, exercices};
use kernel::{EvenementId, Permission, Section};
use platform::{Tx, new_id};

use super::{
    forms::DemandeForm,
    pages::{LigneVue, Listes, NoterPage, SansDossierPage},
};
use crate::{
    App,
    http::{
        extract::{Contexte, FormOf},
        gate::ReqTx,
        refus::{Refus, reopen},
        render::{self, PageResult},
        routes::{Besoin, Routes},
    },
    jeunes::{
        chemin::Chemin,
        formulaire::{self, Formulaire, Vue},
        lire,
    },
    ui::Cadre,
};

pub(super) fn register(routes: &mut Routes) {
    let note = Besoin::Permission(Permission::NoterExercice);
    routes.get("/jeunes/{id}/droits", note, form);
    routes.post("/jeunes/{id}/droits", note, save);
    routes.get("/droits/nouvelle", note, blank);
    routes.post("/droits/nouvelle", note, note_without);
}

formulaire::handlers!(DemandeForm, form, save);

fn fresh(tx: &Tx) -> DemandeForm {
    DemandeForm {
        id: new_id!(tx, EvenementId).to_string(),
        recu_le: lire::field(tx.today()),
        ..DemandeForm::default()
    }
}

impl Formulaire for DemandeForm {
    const SECTION: Section = Section::Identite;
    type Chemin = Chemin;
    type Page = NoterPage;

    async fn initial(tx: &mut Tx, _: Chemin, _: &DossierForRead) -> platform::Result<Self> {
        Ok(fresh(tx))
    }

    async fn page(self, tx: &mut Tx, _: Chemin, vue: Vue) -> platform::Result<NoterPage> {
        let known = exercices::of_dossier(tx, &vue.dossier).await?;
        let (words, today) = (tx.nomenclatures(), tx.today());
        Ok(NoterPage {
            connues: known
                .iter()
                .map(|e| LigneVue::new(words, e, today))
                .collect(),
            listes: Listes::new(tx),
            cadre: vue.cadre,
            tete: vue.tete,
            brouillon: vue.brouillon,
            form: self,
            erreurs: vue.refus.erreurs,
        })
    }

    async fn save(
        &self,
        tx: &mut Tx,
        chemin: Chemin,
        _: &DossierForWrite,
    ) -> platform::Result<&'static str> {
        let dossier = acces::open_for_read(tx, chemin.id, Section::Identite).await?;
        exercices::note(tx, Some(&dossier), &self.parse()?).await?;
        Ok("La demande est notée. La direction la voit, et le délai court.")
    }
}

async fn blank(State(app): State<App>, contexte: Contexte, ReqTx(tx): ReqTx) -> PageResult {
    let page = SansDossierPage {
        cadre: Cadre::new(&tx, &contexte),
        form: fresh(&tx),
        erreurs: crate::ui::Erreurs::default(),
        listes: Listes::new(&tx),
    };
    render::page(&app, &page)
}

async fn note_without(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    FormOf(form): FormOf<DemandeForm>,
) -> PageResult {
    let done = match form.parse() {
        Ok(new) => exercices::note(&mut tx, None, &new).await,
        Err(errors) => Err(errors.into()),
    };
    let Err(error) = done else {
        let suite = if tx.may(Permission::TenirRegistre) {
            "/droits"
        } else {
            "/"
        };
        tx.commit().await?;
        return render::done(&app, suite, "La demande est notée. Le délai court.");
    };
    let refus = Refus::of(error)?;
    drop(tx);
    let tx = reopen(&app, &contexte).await?;
    let page = SansDossierPage {
        cadre: Cadre::new(&tx, &contexte),
        form,
        listes: Listes::new(&tx),
        erreurs: refus.erreurs,
    };
    render::refused(&app, &page)
}
