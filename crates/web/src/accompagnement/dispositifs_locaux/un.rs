//! A dispositif of the mission locale: added, corrected from a day on, closed.

use accompagnement::dispositifs::{self, DispositifLocal};
use askama::Template;
use axum::extract::State;
use kernel::{Permission, dates};
use platform::Tx;
use uuid::Uuid;

use super::forms;
use crate::{
    App,
    accompagnement::{
        commun,
        registre::{self, Registre},
        saisie::{Reprise, Saisie},
    },
    http::{
        drafts,
        extract::{Contexte, FormOf, PathOf},
        gate::ReqTx,
        render::{self, PageResult},
    },
    ui::{Cadre, Choix},
};

/// The form of the page.
const CLE: &str = "local";

#[derive(Template)]
#[template(path = "accompagnement/dispositifs_locaux/un.html")]
struct UnPage {
    cadre: Cadre,
    r: Reprise,
    f: Saisie,
    adresse: String,
    gerer: bool,
    titre: String,
    titre_saisie: &'static str,
    /// It is there already.
    connu: bool,
    ferme_le: String,
    lignes: Vec<(&'static str, String)>,
    histoire: Vec<String>,
    groupes: Vec<Choix>,
    conditions: Vec<Choix>,
    sorties: Vec<Choix>,
}

impl UnPage {
    /// What stands in a field.
    fn v<'a>(&'a self, nom: &'a str) -> &'a str {
        self.r.valeur(CLE, nom, self.f.un(nom))
    }

    fn e(&self, nom: &str) -> &str {
        self.r.erreur(CLE, nom)
    }
}

fn facts(tx: &Tx, d: &DispositifLocal) -> Vec<(&'static str, String)> {
    let months = |value: Option<i32>| value.map(|m| format!("{m} mois")).unwrap_or_default();
    let rqth = d
        .age_max_rqth
        .map(|age| format!(", {age} avec une RQTH"))
        .unwrap_or_default();
    let conditions: Vec<&str> = dispositifs::CONDITIONS
        .iter()
        .filter(|(code, _)| d.conditions.iter().any(|c| c == code))
        .map(|(_, words)| *words)
        .chain(d.questions.iter().map(String::as_str))
        .collect();
    let sorties: Vec<String> = d
        .sorties
        .iter()
        .map(|code| commun::label(tx, "dispositif_sortie", code))
        .collect();
    let all = [
        (
            "Public",
            format!("De {} à {} ans{rqth}", d.age_min, d.age_max),
        ),
        ("Durée", months(d.duree_mois)),
        ("Au plus", months(d.duree_max_mois)),
        (
            "Anniversaire qui y met fin",
            d.age_sortie.map(|a| format!("{a} ans")).unwrap_or_default(),
        ),
        ("Conditions", conditions.join(" ; ")),
        ("Documents", d.documents.join(" ; ")),
        ("Motifs de sortie", sorties.join(" ; ")),
        ("Prescrit par", d.prescripteur.clone()),
        ("Référence", d.reference.clone()),
        ("En vigueur depuis le", dates::short(d.valide_du)),
        (
            "Fermé après le",
            d.valide_au.map(dates::short).unwrap_or_default(),
        ),
    ];
    all.into_iter().filter(|(_, v)| !v.is_empty()).collect()
}

fn past(d: &DispositifLocal) -> String {
    let du = dates::short(d.valide_du);
    let when = match (d.remplace, d.valide_au) {
        (true, _) => format!("Le {du}, corrigé le même jour"),
        (false, Some(au)) => format!("Du {du} au {}", dates::short(au)),
        (false, None) => format!("Depuis le {du}"),
    };
    let why = if d.motif.is_empty() {
        String::new()
    } else {
        format!(" : {}", d.motif)
    };
    let par = if d.par.is_empty() {
        String::new()
    } else {
        format!(", par {}", d.par)
    };
    format!("{when}{par}{why}")
}

/// What is read of one that is there already; the first row is the latest.
async fn known(tx: &mut Tx, code: Option<Uuid>) -> platform::Result<Vec<DispositifLocal>> {
    match code {
        Some(code) => dispositifs::local(tx, code).await,
        None => Ok(Vec::new()),
    }
}

async fn groups(tx: &mut Tx, own: &str) -> platform::Result<Vec<Choix>> {
    let all = dispositifs::groupes(tx).await?;
    let others = all.into_iter().filter(|(groupe, _)| groupe != own);
    Ok(others
        .map(|(groupe, noms)| Choix::new(groupe, format!("Jamais en même temps que : {noms}")))
        .collect())
}

impl Registre for UnPage {
    type Id = Uuid;

    async fn lire(
        tx: &mut Tx,
        contexte: &Contexte,
        code: Option<Uuid>,
        r: Reprise,
    ) -> platform::Result<Self> {
        let rows = known(tx, code).await?;
        let today = commun::field(tx.today());
        let current = rows.iter().find(|row| !row.remplace);
        let blank = || {
            Saisie::default()
                .avec("code", commun::fresh(tx))
                .avec("age_min", "16")
                .avec("age_max", "25")
        };
        let f = current
            .map_or_else(blank, forms::filled)
            .avec("id", commun::fresh(tx))
            .avec("valide_du", &today);
        let (conditions, sorties) = (r.tous(CLE, "conditions", &f), r.tous(CLE, "sorties", &f));
        let offered = dispositifs::CONDITIONS
            .iter()
            .map(|(code, words)| Choix::new(*code, *words))
            .collect();
        let mut exits = Choix::of(tx.nomenclatures(), "dispositif_sortie", tx.today());
        exits.retain(|c| {
            !matches!(
                c.code.as_str(),
                "double" | "deces" | "renvoi_france_travail"
            )
        });
        let own = code.map(|code| code.to_string()).unwrap_or_default();
        Ok(Self {
            groupes: groups(tx, &own).await?,
            conditions: Choix::ticked(offered, &conditions),
            sorties: Choix::ticked(exits, &sorties),
            titre: current
                .map_or_else(|| "Ajouter un dispositif".to_owned(), |d| d.libelle.clone()),
            titre_saisie: if code.is_some() {
                "Corriger à partir d’un jour"
            } else {
                "Ses règles"
            },
            connu: code.is_some(),
            ferme_le: current
                .and_then(|d| d.valide_au)
                .map(commun::field)
                .unwrap_or_default(),
            lignes: current.map(|d| facts(tx, d)).unwrap_or_default(),
            histoire: rows.iter().map(past).collect(),
            adresse: match code {
                Some(code) => format!("/dispositifs/{code}"),
                None => "/dispositifs/nouveau".to_owned(),
            },
            gerer: tx.may(Permission::TenirDispositifs),
            cadre: Cadre::new(tx, contexte),
            f,
            r,
        })
    }
}

pub(super) async fn blank(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(tx): ReqTx,
) -> PageResult {
    registre::answer::<UnPage>(&app, &contexte, tx, None).await
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(code): PathOf<Uuid>,
    ReqTx(tx): ReqTx,
) -> PageResult {
    registre::answer::<UnPage>(&app, &contexte, tx, Some(code)).await
}

pub(super) async fn create(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let save = async {
        let new = forms::local(&saisie.du_formulaire(), None)?;
        dispositifs::add(&mut tx, &new).await?;
        drafts::forget(&mut tx, &contexte.chemin).await?;
        tx.commit().await?;
        Ok(new.code)
    };
    match save.await {
        Ok(code) => {
            let said = "Le dispositif est ajouté : il peut être proposé.";
            render::done(&app, &format!("/dispositifs/{code}"), said)
        }
        Err(error) => registre::again::<UnPage>(&app, &contexte, None, &saisie, error).await,
    }
}

pub(super) async fn correct(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(code): PathOf<Uuid>,
    ReqTx(mut tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let save = async {
        // What is not of here does not exist, whatever was typed.
        dispositifs::local(&mut tx, code).await?;
        let typed = saisie.du_formulaire();
        let avant = forms::avant(&typed)?;
        let new = forms::local(&typed, Some(code))?;
        dispositifs::correct(&mut tx, &new, avant).await?;
        drafts::forget(&mut tx, &contexte.chemin).await?;
        tx.commit().await
    };
    match save.await {
        Ok(()) => {
            let said = "La correction est enregistrée. Qui est déjà entré garde ses règles.";
            render::done(&app, &format!("/dispositifs/{code}"), said)
        }
        Err(error) => registre::again::<UnPage>(&app, &contexte, Some(code), &saisie, error).await,
    }
}

pub(super) async fn close(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(code): PathOf<Uuid>,
    ReqTx(mut tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let save = async {
        dispositifs::local(&mut tx, code).await?;
        let le = forms::fermeture(&saisie.du_formulaire())?;
        dispositifs::close(&mut tx, code, le).await?;
        drafts::forget(&mut tx, &contexte.chemin).await?;
        tx.commit().await
    };
    match save.await {
        Ok(()) => {
            let said = "C’est noté. Qui est dans ce dispositif y reste.";
            render::done(&app, &format!("/dispositifs/{code}"), said)
        }
        Err(error) => registre::again::<UnPage>(&app, &contexte, Some(code), &saisie, error).await,
    }
}
