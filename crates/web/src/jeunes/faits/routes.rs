//! `/jeunes/{id}/faits/{theme}`, `/jeunes/{id}/faits/{theme}/confirmer`, `/jeunes/{id}/sejour`.

use axum::extract::State;
use jeunes::{
    DossierForRead, DossierForWrite, acces,
    faits::{self, GENRES},
};
use kernel::{EvenementId, FieldErrors, Section};
use platform::{Error, Tx, new_id};

use super::{
    forms::{ConfirmationForm, FaitForm, Saisie},
    pages::{self, FaitPage},
    sejour,
};
use crate::{
    App,
    http::{
        extract::{Contexte, FormOf, PathOf},
        gate::ReqTx,
        render::{self, PageResult},
        routes::{Besoin, Routes},
    },
    jeunes::{
        chemin::{self, Chemin},
        formulaire::{self, Formulaire, Vue},
        lire,
    },
};

/// Declares the routes of each theme: its rank in `GENRES`, its code.
macro_rules! themes {
    ($($rank:literal $code:literal),* $(,)?) => {
        fn register_themes(routes: &mut Routes) {
            $(
                let write = Besoin::ecrire(GENRES[$rank].section);
                let form = concat!("/jeunes/{id}/faits/", $code);
                routes.get(form, write, show::<$rank>);
                routes.post(form, write, save::<$rank>);
                let one_click = concat!("/jeunes/{id}/faits/", $code, "/confirmer");
                routes.post(one_click, write, confirm::<$rank>);
            )*
        }

        #[cfg(test)]
        const ROUTES: &[&str] = &[$($code),*];
    };
}

themes! {
    0 "logement", 1 "famille", 2 "mobilite", 3 "langues", 4 "savoirs", 5 "citoyennete",
    6 "handicap", 7 "france_travail", 8 "ressources",
}

pub(crate) fn register(routes: &mut Routes) {
    register_themes(routes);
    sejour::register(routes);
}

async fn show<const G: usize>(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(tx): ReqTx,
) -> PageResult {
    formulaire::show::<FaitForm<G>>(&app, &contexte, chemin, tx).await
}

async fn save<const G: usize>(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(tx): ReqTx,
    FormOf(form): FormOf<FaitForm<G>>,
) -> PageResult {
    formulaire::post(&app, &contexte, chemin, tx, form).await
}

async fn confirm<const G: usize>(
    State(app): State<App>,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(mut tx): ReqTx,
    FormOf(form): FormOf<ConfirmationForm>,
) -> PageResult {
    let genre = &GENRES[G];
    let dossier = acces::open_for_write(&mut tx, chemin.id, genre.section).await?;
    let mut errors = FieldErrors::new();
    let id = lire::hidden(&mut errors, "id", &form.id).unwrap_or_default();
    errors.check(()).map_err(Error::Invalid)?;
    faits::confirm(&mut tx, &dossier, genre, id).await?;
    tx.commit().await?;
    render::done(&app, &chemin::fiche(chemin.id), "C’est confirmé.")
}

impl<const G: usize> Formulaire for FaitForm<G> {
    const SECTION: Section = GENRES[G].section;
    type Chemin = Chemin;
    type Page = FaitPage;

    async fn initial(tx: &mut Tx, _: Chemin, dossier: &DossierForRead) -> platform::Result<Self> {
        let known = faits::find(tx, dossier, &GENRES[G]).await?;
        let id = new_id!(tx, EvenementId).uuid();
        let (version, valeurs) = known.map(|f| (f.version, f.valeurs)).unwrap_or_default();
        Ok(Self(Saisie::of(id, version, &valeurs, tx.today())))
    }

    async fn page(self, tx: &mut Tx, _: Chemin, vue: Vue) -> platform::Result<FaitPage> {
        let genre = &GENRES[G];
        let former = faits::history(tx, &vue.dossier, genre).await?;
        let chemin = format!("/faits/{}", genre.code);
        let mut page = FaitPage::new(tx, vue, &self.0, (genre.titre, &chemin), genre.champs);
        page.anciens = former
            .iter()
            .map(|fait| pages::former(tx, genre.champs, fait))
            .collect();
        Ok(page)
    }

    async fn save(
        &self,
        tx: &mut Tx,
        _: Chemin,
        dossier: &DossierForWrite,
    ) -> platform::Result<&'static str> {
        let genre = &GENRES[G];
        let (version, fait) = self.0.parse(genre.champs)?;
        faits::save(tx, dossier, genre, version, &fait).await?;
        Ok("C’est enregistré.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_theme_has_its_routes() {
        let codes: Vec<&str> = GENRES.iter().map(|genre| genre.code).collect();
        assert_eq!(ROUTES, codes);
    }
}
