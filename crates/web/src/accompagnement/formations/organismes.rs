//! `/formations/organismes`: who gives training.

use accompagnement::formations::{self, FiltreFormations, Organisme};
use askama::Template;
use axum::extract::State;
use kernel::{OrganismeFormationId, Permission};
use platform::Tx;

use super::{forms, mots};
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
    ui::{Cadre, Lien},
};

const ADRESSE: &str = "/formations/organismes";

#[derive(Template)]
#[template(path = "accompagnement/formations/organismes.html")]
struct OrganismesPage {
    cadre: Cadre,
    adresse: String,
    gerer: bool,
    organismes: Vec<Ligne>,
    /// The one that is shown; none: the list.
    organisme: Option<Vue>,
    f: Saisie,
    r: Reprise,
}

struct Ligne {
    lien: String,
    nom: String,
    siret: String,
    formations: i64,
    ferme: bool,
}

struct Vue {
    nom: String,
    lignes: Vec<(&'static str, String)>,
    formations: Vec<Lien>,
}

async fn view(tx: &mut Tx, o: &Organisme) -> platform::Result<Vue> {
    let filtre = FiltreFormations {
        organisme: Some(o.id),
        ..FiltreFormations::default()
    };
    let given = formations::formations(tx, &filtre, None, 50).await?;
    let all = [
        ("SIRET", o.siret.clone()),
        ("Contact", o.contact.clone()),
        ("Téléphone", o.telephone.clone()),
        ("Courriel", o.courriel.clone()),
        ("Fermé à partir du", mots::day(o.ferme_le)),
    ];
    Ok(Vue {
        nom: o.nom.clone(),
        lignes: all
            .into_iter()
            .filter(|(_, said)| !said.is_empty())
            .collect(),
        formations: given
            .rows
            .into_iter()
            .map(|f| Lien::new(format!("/formations/{}", f.id), f.intitule))
            .collect(),
    })
}

impl Registre for OrganismesPage {
    type Id = OrganismeFormationId;

    async fn lire(
        tx: &mut Tx,
        contexte: &Contexte,
        id: Option<OrganismeFormationId>,
        r: Reprise,
    ) -> platform::Result<Self> {
        let (organisme, f, organismes) = if let Some(id) = id {
            let known = formations::organisme(tx, id).await?;
            (Some(view(tx, &known).await?), form(&known), Vec::new())
        } else {
            let all = formations::organismes(tx).await?;
            let blank = Saisie::default().avec("id", commun::fresh(tx));
            (None, blank, all)
        };
        let today = tx.today();
        Ok(Self {
            adresse: id.map_or_else(|| ADRESSE.to_owned(), |id| format!("{ADRESSE}/{id}")),
            gerer: tx.may(Permission::GererFormations),
            organismes: organismes
                .into_iter()
                .map(|o| Ligne {
                    lien: format!("{ADRESSE}/{}", o.id),
                    nom: o.nom,
                    siret: o.siret,
                    formations: o.formations,
                    ferme: o.ferme_le.is_some_and(|day| day <= today),
                })
                .collect(),
            organisme,
            f,
            r,
            cadre: Cadre::new(tx, contexte),
        })
    }
}

fn form(o: &Organisme) -> Saisie {
    Saisie::default()
        .avec("version", o.version.to_string())
        .avec("nom", &o.nom)
        .avec("siret", &o.siret)
        .avec("contact", &o.contact)
        .avec("telephone", &o.telephone)
        .avec("courriel", &o.courriel)
        .avec(
            "ferme_le",
            o.ferme_le.map(commun::field).unwrap_or_default(),
        )
}

pub(super) async fn list(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(tx): ReqTx,
) -> PageResult {
    registre::answer::<OrganismesPage>(&app, &contexte, tx, None).await
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(id): PathOf<OrganismeFormationId>,
    ReqTx(tx): ReqTx,
) -> PageResult {
    registre::answer::<OrganismesPage>(&app, &contexte, tx, Some(id)).await
}

pub(super) async fn create(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let save = async {
        let new = forms::organisme(&saisie.du_formulaire(), None)?;
        formations::create_organisme(&mut tx, &new).await?;
        drafts::forget(&mut tx, &contexte.chemin).await?;
        tx.commit().await?;
        Ok(new.id)
    };
    match save.await {
        Ok(id) => render::done(&app, &format!("{ADRESSE}/{id}"), "L’organisme est ajouté."),
        Err(error) => {
            registre::again::<OrganismesPage>(&app, &contexte, None, &saisie, error).await
        }
    }
}

pub(super) async fn change(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(id): PathOf<OrganismeFormationId>,
    ReqTx(mut tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let save = async {
        // What is not of here does not exist, whatever was typed.
        formations::organisme(&mut tx, id).await?;
        let typed = saisie.du_formulaire();
        let version = forms::version(&typed)?;
        let new = forms::organisme(&typed, Some(id))?;
        formations::change_organisme(&mut tx, &new, version).await?;
        drafts::forget(&mut tx, &contexte.chemin).await?;
        tx.commit().await
    };
    match save.await {
        Ok(()) => render::done(&app, &format!("{ADRESSE}/{id}"), "L’organisme est à jour."),
        Err(error) => {
            registre::again::<OrganismesPage>(&app, &contexte, Some(id), &saisie, error).await
        }
    }
}
