//! `/droits`, `/droits/{exercice}`, `/droits/export`: the register, for the direction.

use axum::extract::State;
use jeunes::exercices::{self, Exercice};
use kernel::{Permission, dates};
use platform::{
    Tx,
    ports::{FormatTableau, Tableau},
};
use uuid::Uuid;

use super::{
    forms::ReponseForm,
    pages::{DemandePage, LigneVue, RegistrePage},
};
use crate::{
    App,
    http::{
        extract::{Contexte, FormOf, PathOf},
        gate::ReqTx,
        refus::{Refus, reopen},
        render::{self, PageResult},
        routes::{Besoin, Routes},
    },
    jeunes::lire,
    ui::{Cadre, Choix},
};

/// Requests shown, and exported.
const LIGNES: i64 = 200;
const EXPORT: i64 = 10_000;

pub(super) fn register(routes: &mut Routes) {
    let keep = Besoin::Permission(Permission::TenirRegistre);
    routes.get("/droits", keep, list);
    routes.get("/droits/export", keep, export);
    routes.get("/droits/{exercice}", keep, show);
    routes.post("/droits/{exercice}", keep, save);
}

async fn list(State(app): State<App>, contexte: Contexte, ReqTx(mut tx): ReqTx) -> PageResult {
    let all = exercices::register(&mut tx, LIGNES).await?;
    let today = tx.today();
    let seen = |open: bool| -> Vec<LigneVue> {
        let words = tx.nomenclatures();
        let mut kept: Vec<&Exercice> = all
            .iter()
            .filter(|e| e.repondu_le.is_none() == open)
            .collect();
        if open {
            kept.sort_by_key(|e| e.echeance_le);
        }
        kept.into_iter()
            .map(|e| LigneVue::new(words, e, today))
            .collect()
    };
    let page = RegistrePage {
        attente: seen(true),
        repondues: seen(false),
        en_retard: all
            .iter()
            .filter(|e| e.repondu_le.is_none() && e.echeance_le < today)
            .count(),
        cadre: Cadre::new(&tx, &contexte),
    };
    render::page(&app, &page)
}

async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(id): PathOf<Uuid>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let exercice = exercices::find(&mut tx, id).await?;
    let form = ReponseForm::of(&exercice, tx.today());
    let page = page(&tx, &contexte, &exercice, form, Refus::default());
    render::page(&app, &page)
}

fn page(
    tx: &Tx,
    contexte: &Contexte,
    exercice: &Exercice,
    mut form: ReponseForm,
    refus: Refus,
) -> DemandePage {
    let (words, today) = (tx.nomenclatures(), tx.today());
    form.version = refus.version(&form.version);
    let ouverte = exercice.repondu_le.is_none();
    DemandePage {
        cadre: Cadre::new(tx, contexte),
        ligne: LigneVue::new(words, exercice, today),
        form,
        erreurs: refus.erreurs,
        conflit: refus.conflit,
        ouverte,
        prolongeable: ouverte && exercice.prolonge_le.is_none() && exercice.echeance_le >= today,
        motifs: Choix::of(words, "exercice_prolongation", today),
        reponses: Choix::of(words, "exercice_reponse", today),
        identites: Choix::of(words, "exercice_identite", today),
        aujourdhui: lire::field(today),
    }
}

async fn save(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(id): PathOf<Uuid>,
    ReqTx(mut tx): ReqTx,
    FormOf(form): FormOf<ReponseForm>,
) -> PageResult {
    match act(&mut tx, id, &form).await {
        Ok(message) => {
            tx.commit().await?;
            render::done(&app, "/droits", message)
        }
        Err(error) => {
            let refus = Refus::of(error)?;
            let status = refus.status();
            drop(tx);
            let mut tx = reopen(&app, &contexte).await?;
            let exercice = exercices::find(&mut tx, id).await?;
            let page = page(&tx, &contexte, &exercice, form, refus);
            render::with_status(&app, status, &page)
        }
    }
}

async fn act(tx: &mut Tx, id: Uuid, form: &ReponseForm) -> platform::Result<&'static str> {
    let version = form.version()?;
    if form.prolongs() {
        exercices::prolong(tx, id, version, &form.motif).await?;
        return Ok("Le délai est prolongé. La personne doit le savoir, avec la raison.");
    }
    exercices::answer(tx, id, version, &form.parse()?).await?;
    Ok("La réponse est notée.")
}

/// The register as a table: numbers of dossiers, no name, no free text.
async fn export(State(app): State<App>, ReqTx(mut tx): ReqTx) -> PageResult {
    let all = exercices::register(&mut tx, EXPORT).await?;
    let words = tx.nomenclatures();
    let day = |day: Option<chrono::NaiveDate>| day.map(dates::short).unwrap_or_default();
    let said = |list: &str, code: &str| {
        if code.is_empty() {
            String::new()
        } else {
            words.libelle(list, code).to_owned()
        }
    };
    let tableau = Tableau {
        titre: "Demandes sur ses données".to_owned(),
        colonnes: COLONNES.map(str::to_owned).to_vec(),
        lignes: all
            .iter()
            .map(|e| {
                vec![
                    e.numero.clone(),
                    said("exercice_genre", e.genre.code()),
                    dates::short(e.recu_le),
                    said("exercice_canal", &e.canal),
                    said("exercice_demandeur", &e.demandeur),
                    said("exercice_identite", &e.identite),
                    day(e.prolonge_le),
                    said("exercice_prolongation", &e.prolonge_motif),
                    dates::short(e.echeance_le),
                    day(e.repondu_le),
                    said("exercice_reponse", &e.reponse),
                ]
            })
            .collect(),
    };
    let name = format!("demandes-{}.csv", lire::field(tx.today()));
    let bytes = app.documents.tableau(&tableau, FormatTableau::Csv)?;
    Ok(render::file(bytes, "text/csv; charset=utf-8", &name))
}

const COLONNES: [&str; 11] = [
    "Dossier",
    "Demande",
    "Reçue le",
    "Par",
    "De la part de",
    "Identité",
    "Prolongée le",
    "Raison",
    "À répondre avant le",
    "Répondue le",
    "Réponse",
];
