//! One parameter: its history, its correction, what the correction would change.

use accompagnement::allocations;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::NaiveDate;
use kernel::{FieldErrors, Permission, dates};
use platform::{
    Tx,
    parametres::{self, Correction, Fiche, Periode},
};

use crate::{
    App,
    accompagnement::saisie::{Lecteur, Reprise, Saisie},
    http::{
        drafts,
        extract::{Contexte, FormOf, PathOf},
        gate::ReqTx,
        refus::{self, Refus},
        render::{self, PageResult},
    },
    ui::{Cadre, Choix},
};

/// The one form of the page.
const CLE: &str = "correction";

#[derive(Template)]
#[template(path = "reseau/parametres/fiche.html")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is shown or not, on its own"
)]
struct FichePage {
    cadre: Cadre,
    r: Reprise,
    adresse: String,
    libelle: String,
    sujet: String,
    maintenant: String,
    depuis: String,
    reference: String,
    a_confirmer: bool,
    local: bool,
    /// The actor may correct, and the parameter is not the same for the whole network.
    corriger: bool,
    commun: bool,
    /// What the form will create; `id` would be that of the card around it.
    nouveau: String,
    aide: String,
    oui_non: bool,
    reponses: Vec<Choix>,
    argent: bool,
    aujourdhui: String,
    apercu: Vec<String>,
    periodes: Vec<PeriodeVue>,
}

struct PeriodeVue {
    quand: String,
    valeur: String,
    reference: String,
    a_confirmer: bool,
    ecrit: String,
    motif: String,
}

impl PeriodeVue {
    fn new(tx: &Tx, fiche: &Fiche, p: &Periode) -> Self {
        let quand = match p.valide_au {
            Some(au) => format!("Du {} au {}", dates::short(p.valide_du), dates::short(au)),
            None => format!("Depuis le {}", dates::short(p.valide_du)),
        };
        Self {
            quand,
            valeur: fiche.regle.mots(p.valeur),
            reference: p.reference.clone(),
            a_confirmer: p.a_confirmer,
            ecrit: p.saisi_le.map_or_else(String::new, |le| {
                let le = dates::short(le.with_timezone(&tx.fuseau()).date_naive());
                format!("Corrigé ici le {le} par {}", p.par)
            }),
            motif: p.motif.clone().unwrap_or_default(),
        }
    }
}

/// The correction typed.
fn correction(fiche: &Fiche, saisie: &Saisie) -> Result<Correction, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let mut new = Correction {
        id: lecteur.id("id"),
        code: fiche.code.clone(),
        valide_du: lecteur.date("valide_du"),
        valide_au: lecteur.date_libre("valide_au"),
        valeur: 0,
        reference: lecteur.ligne("reference"),
        a_confirmer: saisie.un("a_confirmer") == "oui",
        motif: lecteur.texte("motif"),
    };
    match parametres::lire(&fiche.regle, saisie.un("valeur")) {
        Ok(valeur) => new.valeur = valeur,
        Err(sentence) => lecteur.errors.add("valeur", sentence),
    }
    lecteur.fin(new)
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(code): PathOf<String>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let draft = drafts::resume::<Saisie>(&mut tx, &contexte.chemin).await?;
    let r = draft.map_or_else(Reprise::default, |(saisie, _)| {
        Reprise::new(&saisie, Refus::default())
    });
    let page = page(&mut tx, &contexte, &code, r).await?;
    tx.commit().await?;
    render::page(&app, &page)
}

pub(super) async fn correct(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(code): PathOf<String>,
    ReqTx(mut tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let fiche = parametres::fiche(&mut tx, &code).await?;
    match save(tx, &contexte, &fiche, &saisie).await {
        Ok(None) => {
            let to = format!("/reglages/parametres/{code}");
            render::done(&app, &to, "La correction est notée.")
        }
        Ok(Some(new)) => {
            let shown = (StatusCode::OK, Refus::default());
            again((&app, &contexte), &fiche, &saisie, shown, Some(new)).await
        }
        Err(error) => {
            let refus = Refus::of(error)?;
            let shown = (refus.status(), refus);
            again((&app, &contexte), &fiche, &saisie, shown, None).await
        }
    }
}

/// Corrects, or tries to: of a preview nothing is kept, its transaction is dropped.
async fn save(
    mut tx: Tx,
    contexte: &Contexte,
    fiche: &Fiche,
    saisie: &Saisie,
) -> platform::Result<Option<Correction>> {
    let new = correction(fiche, &saisie.du_formulaire())?;
    parametres::corriger(&mut tx, &new).await?;
    if saisie.un("geste") == "apercu" {
        return Ok(Some(new));
    }
    drafts::forget(&mut tx, &contexte.chemin).await?;
    tx.commit().await?;
    Ok(None)
}

/// The page again, with what was typed, and what is wrong or what would change.
async fn again(
    (app, contexte): (&App, &Contexte),
    fiche: &Fiche,
    saisie: &Saisie,
    (status, refus): (StatusCode, Refus),
    apercu: Option<Correction>,
) -> PageResult {
    let mut tx = refus::reopen(app, contexte).await?;
    let reprise = Reprise::new(saisie, refus);
    let mut page = page(&mut tx, contexte, &fiche.code, reprise).await?;
    if let Some(new) = apercu {
        page.apercu = preview(&mut tx, fiche, &new).await?;
    }
    tx.commit().await?;
    render::with_status(app, status, &page)
}

/// What the correction would change, in sentences.
async fn preview(tx: &mut Tx, fiche: &Fiche, new: &Correction) -> platform::Result<Vec<String>> {
    let before = tx.parametres().get(&fiche.code, new.valide_du);
    let before = before.map_or_else(|| "rien".to_owned(), |p| fiche.regle.mots(p.valeur));
    let after = fiche.regle.mots(new.valeur);
    let du = dates::long(new.valide_du);
    let until = match new.valide_au {
        Some(au) => format!(", jusqu’au {}", dates::long(au)),
        None => String::new(),
    };
    let mut said = vec![format!(
        "À partir du {du}{until} : {after}, au lieu de {before}."
    )];
    if fiche.sujet == "allocations" {
        let mois = allocations::declared_since(tx, new.valide_du).await?;
        said.push(match mois {
            0 => "Aucun mois déjà déclaré n’est concerné.".to_owned(),
            n => format!(
                "Mois déjà déclarés depuis cette date : {n}. Ils gardent leur montant. Un mois qui n’est pas figé est recalculé quand sa déclaration est corrigée."
            ),
        });
    }
    said.push(words_of(tx.today(), new.valide_du).to_owned());
    Ok(said)
}

fn words_of(today: NaiveDate, du: NaiveDate) -> &'static str {
    if du > today {
        "D’ici là, rien ne change."
    } else {
        "Ce qui a été calculé ou décidé avant aujourd’hui ne change pas."
    }
}

async fn page(
    tx: &mut Tx,
    contexte: &Contexte,
    code: &str,
    r: Reprise,
) -> platform::Result<FichePage> {
    let fiche = parametres::fiche(tx, code).await?;
    let now = tx.parametres().get(code, tx.today()).cloned();
    let (min, max) = fiche.regle.bornes();
    let (least, most) = (fiche.regle.champ(min), fiche.regle.mots(max));
    let sujet = tx.nomenclatures().libelle("parametre_sujet", &fiche.sujet);
    Ok(FichePage {
        adresse: format!("/reglages/parametres/{code}"),
        sujet: sujet.to_owned(),
        maintenant: now
            .as_ref()
            .map_or_else(|| "Sans valeur".to_owned(), |p| fiche.regle.mots(p.valeur)),
        depuis: now.as_ref().map_or_else(String::new, |p| {
            format!("Depuis le {}", dates::long(p.valide_du))
        }),
        reference: now
            .as_ref()
            .map_or_else(String::new, |p| p.reference.clone()),
        a_confirmer: now.as_ref().is_some_and(|p| p.a_confirmer),
        local: now.is_some_and(|p| p.local),
        corriger: fiche.corrigeable && tx.may(Permission::CorrigerParametres),
        commun: !fiche.corrigeable,
        nouveau: kernel::new_uuid(tx.clock(), tx.rng()).to_string(),
        aide: format!("Entre {least} et {most}."),
        oui_non: fiche.regle.unite == "oui ou non",
        reponses: vec![Choix::new("1", "Oui"), Choix::new("0", "Non")],
        argent: fiche.regle.argent(),
        aujourdhui: tx.today().format("%Y-%m-%d").to_string(),
        apercu: Vec::new(),
        periodes: fiche
            .periodes
            .iter()
            .map(|p| PeriodeVue::new(tx, &fiche, p))
            .collect(),
        cadre: Cadre::new(tx, contexte),
        libelle: fiche.libelle,
        r,
    })
}
