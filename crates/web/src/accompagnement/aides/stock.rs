//! `/aides/bons` and `/aides/materiel`: what is in stock.

use accompagnement::{aides, moyens};
use askama::Template;
use axum::extract::State;
use kernel::{MaterielId, Permission, dates};
use platform::Tx;

use super::forms_moyens as forms;
use crate::{
    App,
    accompagnement::{
        commun,
        saisie::{Reprise, Saisie},
    },
    http::{
        drafts,
        extract::{Contexte, FormOf, PathOf},
        gate::ReqTx,
        refus::{self, Refus},
        render::{self, PageResult},
    },
    ui::{Cadre, Choix},
};

const BONS: &str = "/aides/bons";
const MATERIEL: &str = "/aides/materiel";

#[derive(Template)]
#[template(path = "accompagnement/aides/bons.html")]
struct BonsPage {
    cadre: Cadre,
    gerer: bool,
    carnets: Vec<CarnetVue>,
    fonds: Vec<Choix>,
    id_carnet: String,
    aujourdhui: String,
    r: Reprise,
}

struct CarnetVue {
    fonds: String,
    numeros: String,
    valeur: String,
    restants: i64,
    recu: String,
}

#[derive(Template)]
#[template(path = "accompagnement/aides/materiel.html")]
struct MaterielPage {
    cadre: Cadre,
    gerer: bool,
    stock: Vec<MaterielVue>,
    genres: Vec<Choix>,
    id_materiel: String,
    r: Reprise,
}

struct MaterielVue {
    id: String,
    cle: String,
    libelle: String,
    sorte: String,
    retire: String,
    /// Who has it, until when, or an empty string.
    chez: String,
    /// The dossier of who has it, or an empty string.
    lien: String,
    en_retard: bool,
    version: i32,
}

async fn bons_page(tx: &mut Tx, contexte: &Contexte, r: Reprise) -> platform::Result<BonsPage> {
    let today = tx.today();
    let books = moyens::carnets(tx).await?;
    let funds = aides::tous(tx).await?;
    Ok(BonsPage {
        gerer: tx.may(Permission::GererFonds),
        carnets: books
            .into_iter()
            .map(|c| CarnetVue {
                numeros: format!("n°\u{a0}{} à {}", c.premier, c.dernier),
                valeur: c.valeur.to_string(),
                restants: c.restants(),
                recu: dates::short(c.recu_le),
                fonds: c.fonds_nom,
            })
            .collect(),
        fonds: funds
            .iter()
            .filter(|f| f.est_ouvert(today))
            .map(|f| Choix::new(f.id.to_string(), &f.nom))
            .collect(),
        id_carnet: commun::fresh(tx),
        aujourdhui: commun::field(today),
        r,
        cadre: Cadre::new(tx, contexte),
    })
}

async fn stock_page(
    tx: &mut Tx,
    contexte: &Contexte,
    r: Reprise,
) -> platform::Result<MaterielPage> {
    let today = tx.today();
    let all = moyens::materiels(tx).await?;
    Ok(MaterielPage {
        gerer: tx.may(Permission::GererFonds),
        stock: all.into_iter().map(|one| thing(tx, one)).collect(),
        genres: Choix::of(tx.nomenclatures(), "materiel_genre", today),
        id_materiel: commun::fresh(tx),
        r,
        cadre: Cadre::new(tx, contexte),
    })
}

fn thing(tx: &Tx, one: moyens::Materiel) -> MaterielVue {
    let opens = tx.may(Permission::Dossier(
        kernel::Section::Plan,
        kernel::Access::Read,
    ));
    let genre = commun::label(tx, "materiel_genre", &one.genre);
    let lent = one.pret.as_ref();
    let who = lent.map(|p| {
        let name = p.nom.as_deref().unwrap_or("un dossier protégé");
        format!("Chez {name}, jusqu’au {}", dates::short(p.retour_le))
    });
    let link = lent.filter(|p| opens && p.nom.is_some());
    MaterielVue {
        chez: who.unwrap_or_default(),
        lien: link.map_or_else(String::new, |p| format!("/jeunes/{}/aides", p.jeune)),
        en_retard: lent.is_some_and(|p| p.retour_le < tx.today()),
        cle: format!("retrait-{}", one.id),
        id: one.id.to_string(),
        sorte: format!("{genre} · n° {}", one.inventaire),
        retire: one.retire_le.map(dates::short).unwrap_or_default(),
        libelle: one.libelle,
        version: one.version,
    }
}

pub(super) async fn bons(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let reprise = commun::resumed(&mut tx, &contexte).await?;
    let page = bons_page(&mut tx, &contexte, reprise).await?;
    tx.commit().await?;
    render::page(&app, &page)
}

pub(super) async fn enter(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let save = async {
        moyens::entrer(&mut tx, &forms::carnet(&saisie.du_formulaire())?).await?;
        drafts::forget(&mut tx, &contexte.chemin).await?;
        tx.commit().await
    };
    let Err(error) = save.await else {
        return render::done(&app, BONS, "Le carnet est en stock.");
    };
    let refus = Refus::of(error)?;
    let status = refus.status();
    let mut tx = refus::reopen(&app, &contexte).await?;
    let page = bons_page(&mut tx, &contexte, Reprise::new(&saisie, refus)).await?;
    tx.commit().await?;
    render::with_status(&app, status, &page)
}

pub(super) async fn materiel(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let reprise = commun::resumed(&mut tx, &contexte).await?;
    let page = stock_page(&mut tx, &contexte, reprise).await?;
    tx.commit().await?;
    render::page(&app, &page)
}

pub(super) async fn add(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let save = async {
        moyens::ajouter(&mut tx, &forms::materiel(&saisie.du_formulaire())?).await?;
        drafts::forget(&mut tx, &contexte.chemin).await?;
        tx.commit().await
    };
    let done = save.await;
    stocked(
        &app,
        &contexte,
        &saisie,
        (done, "Le matériel est en stock."),
    )
    .await
}

pub(super) async fn withdraw(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(id): PathOf<MaterielId>,
    ReqTx(mut tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let save = async {
        let change = forms::retrait(id, &saisie.du_formulaire());
        moyens::retirer(&mut tx, &change).await?;
        tx.commit().await
    };
    let done = save.await;
    stocked(
        &app,
        &contexte,
        &saisie,
        (done, "Le matériel est retiré du stock."),
    )
    .await
}

async fn stocked(
    app: &App,
    contexte: &Contexte,
    saisie: &Saisie,
    (done, message): (platform::Result<()>, &str),
) -> PageResult {
    let Err(error) = done else {
        return render::done(app, MATERIEL, message);
    };
    let refus = Refus::of(error)?;
    let status = refus.status();
    let mut tx = refus::reopen(app, contexte).await?;
    let page = stock_page(&mut tx, contexte, Reprise::new(saisie, refus)).await?;
    tx.commit().await?;
    render::with_status(app, status, &page)
}
