//! `/parrains`: the parrains and marraines, and one of them with their filleuls.

use accompagnement::parrainages::{self, Filleul, Parrain};
use askama::Template;
use axum::extract::State;
use kernel::{ParrainId, Permission, dates};
use platform::Tx;

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
    ui::Cadre,
};

const ADRESSE: &str = "/parrains";

#[derive(Template)]
#[template(path = "accompagnement/parrainages/liste.html")]
struct ParrainsPage {
    cadre: Cadre,
    adresse: String,
    gerer: bool,
    aujourdhui: String,
    parrains: Vec<Ligne>,
    /// The one that is shown; none: the list.
    parrain: Option<Vue>,
    f: Saisie,
    r: Reprise,
}

struct Ligne {
    lien: String,
    nom: String,
    precisions: String,
    filleuls: String,
    sans_charte: bool,
    libre: bool,
    parti: bool,
}

impl Ligne {
    fn new(tx: &Tx, p: &Parrain) -> Self {
        let today = tx.today();
        let said: Vec<&str> = [p.metier.as_str(), p.reseau.as_str()]
            .into_iter()
            .filter(|s| !s.is_empty())
            .collect();
        Self {
            lien: format!("{ADRESSE}/{}", p.id),
            nom: p.nom_affiche(),
            precisions: said.join(" · "),
            filleuls: format!("{} sur {}", p.filleuls, p.filleuls_max),
            sans_charte: p.charte_le.is_none(),
            libre: p.disponible(today),
            parti: p.parti_le.is_some_and(|day| day <= today),
        }
    }
}

struct Vue {
    nom: String,
    lignes: Vec<(&'static str, String)>,
    filleuls: Vec<LigneFilleul>,
}

struct LigneFilleul {
    lien: String,
    /// An empty string: the dossier is protected from the actor.
    nom: String,
    periode: String,
    rencontres: String,
    ouvert: bool,
}

impl LigneFilleul {
    fn new(f: &Filleul) -> Self {
        let debut = dates::short(f.debut);
        let last = f.derniere_le.map(dates::short);
        Self {
            lien: format!("/jeunes/{}/adhesions/{}", f.jeune, f.adhesion),
            nom: f.nom.clone().unwrap_or_default(),
            periode: f.fin_le.map_or_else(
                || format!("Depuis le {debut}"),
                |fin| format!("Du {debut} au {}", dates::short(fin)),
            ),
            rencontres: match (f.rencontres, last) {
                (0, _) | (_, None) => "aucune rencontre".to_owned(),
                (1, Some(day)) => format!("une rencontre, le {day}"),
                (n, Some(day)) => format!("{n} rencontres, la dernière le {day}"),
            },
            ouvert: f.fin_le.is_none(),
        }
    }
}

async fn view(tx: &mut Tx, p: &Parrain) -> platform::Result<Vue> {
    let filleuls = parrainages::filleuls(tx, p.id).await?;
    let charter = p
        .charte_le
        .map_or_else(|| "Pas encore".to_owned(), dates::short);
    let all = [
        ("Métier", p.metier.clone()),
        ("Réseau", p.reseau.clone()),
        ("Téléphone", p.telephone.clone()),
        ("Courriel", p.courriel.clone()),
        ("Charte signée le", charter),
        ("Filleuls acceptés", p.filleuls_max.to_string()),
        ("Depuis le", dates::short(p.depuis)),
        ("Jusqu’au", p.parti_le.map(dates::short).unwrap_or_default()),
    ];
    Ok(Vue {
        nom: p.nom_affiche(),
        lignes: all
            .into_iter()
            .filter(|(_, said)| !said.is_empty())
            .collect(),
        filleuls: filleuls.iter().map(LigneFilleul::new).collect(),
    })
}

fn filled(p: &Parrain) -> Saisie {
    let day = |day: Option<chrono::NaiveDate>| day.map(commun::field).unwrap_or_default();
    Saisie::default()
        .avec("version", p.version.to_string())
        .avec("nom", &p.nom)
        .avec("prenom", &p.prenom)
        .avec("metier", &p.metier)
        .avec("reseau", &p.reseau)
        .avec("telephone", &p.telephone)
        .avec("courriel", &p.courriel)
        .avec("charte_le", day(p.charte_le))
        .avec("filleuls_max", p.filleuls_max.to_string())
        .avec("depuis", commun::field(p.depuis))
        .avec("parti_le", day(p.parti_le))
}

impl Registre for ParrainsPage {
    type Id = ParrainId;

    async fn lire(
        tx: &mut Tx,
        contexte: &Contexte,
        id: Option<ParrainId>,
        r: Reprise,
    ) -> platform::Result<Self> {
        let (parrain, f, parrains) = if let Some(id) = id {
            let known = parrainages::parrain(tx, id).await?;
            (Some(view(tx, &known).await?), filled(&known), Vec::new())
        } else {
            let all = parrainages::parrains(tx).await?;
            let blank = Saisie::default()
                .avec("id", commun::fresh(tx))
                .avec("filleuls_max", "1")
                .avec("depuis", commun::field(tx.today()));
            (None, blank, all)
        };
        Ok(Self {
            adresse: id.map_or_else(|| ADRESSE.to_owned(), |id| format!("{ADRESSE}/{id}")),
            gerer: tx.may(Permission::TenirParrains),
            aujourdhui: commun::field(tx.today()),
            parrains: parrains.iter().map(|p| Ligne::new(tx, p)).collect(),
            parrain,
            f,
            r,
            cadre: Cadre::new(tx, contexte),
        })
    }
}

pub(super) async fn list(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(tx): ReqTx,
) -> PageResult {
    registre::answer::<ParrainsPage>(&app, &contexte, tx, None).await
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(id): PathOf<ParrainId>,
    ReqTx(tx): ReqTx,
) -> PageResult {
    registre::answer::<ParrainsPage>(&app, &contexte, tx, Some(id)).await
}

pub(super) async fn create(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let save = async {
        let new = forms::parrain(&saisie.du_formulaire(), None)?;
        parrainages::create_parrain(&mut tx, &new).await?;
        drafts::forget(&mut tx, &contexte.chemin).await?;
        tx.commit().await?;
        Ok(new.id)
    };
    match save.await {
        Ok(id) => {
            let said = "La personne est ajoutée à la liste.";
            render::done(&app, &format!("{ADRESSE}/{id}"), said)
        }
        Err(error) => registre::again::<ParrainsPage>(&app, &contexte, None, &saisie, error).await,
    }
}

pub(super) async fn change(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(id): PathOf<ParrainId>,
    ReqTx(mut tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let save = async {
        // What is not of here does not exist, whatever was typed.
        parrainages::parrain(&mut tx, id).await?;
        let typed = saisie.du_formulaire();
        let version = forms::version(&typed)?;
        let new = forms::parrain(&typed, Some(id))?;
        parrainages::change_parrain(&mut tx, &new, version).await?;
        drafts::forget(&mut tx, &contexte.chemin).await?;
        tx.commit().await
    };
    match save.await {
        Ok(()) => render::done(&app, &format!("{ADRESSE}/{id}"), "La fiche est à jour."),
        Err(error) => {
            registre::again::<ParrainsPage>(&app, &contexte, Some(id), &saisie, error).await
        }
    }
}
