//! The page of the bank account.

use accompagnement::iban::{self, Compte, EtatCompte, Titulaire};
use askama::Template;
use axum::extract::State;
use jeunes::{DossierForWrite, acces};
use kernel::{Permission, Section, dates};
use platform::Tx;

use super::forms;
use crate::{
    App,
    accompagnement::{
        commun::{self, Chemin},
        saisie::{Reprise, Saisie},
    },
    http::{
        extract::{Contexte, FormOf, PathOf},
        gate::ReqTx,
        refus::{self, Refus},
        render::{self, PageResult},
    },
    jeunes::tete::{OngletDossier, Tete},
    ui::{Cadre, Choix},
};

#[derive(Template)]
#[template(path = "accompagnement/iban/page.html")]
struct IbanPage {
    cadre: Cadre,
    tete: Tete,
    base: String,
    r: Reprise,
    confirme: Option<CompteVue>,
    attente: Option<CompteVue>,
    anciens: Vec<CompteVue>,
    /// The actor may confirm what someone else entered, and so sees it whole.
    confirmer: bool,
    /// The actor entered what waits.
    mien: bool,
    /// What the form will create; `id` would be that of the card around it.
    nouveau: String,
    titulaires: Vec<Choix>,
    aujourdhui: String,
}

struct CompteVue {
    id: String,
    numero: String,
    bic: String,
    titulaire: String,
    saisie: String,
    confirmee: String,
    fin: String,
}

impl CompteVue {
    fn new(c: &Compte, clair: bool) -> Self {
        let titulaire = match (c.titulaire, c.accord_le) {
            (Titulaire::Tiers, Some(le)) => {
                let le = dates::short(le);
                format!("{}, avec son accord du {le}", c.titulaire_nom)
            }
            _ => "La personne elle-même".to_owned(),
        };
        let what = match c.etat() {
            EtatCompte::Ecarte => "Écarté",
            _ => "Remplacé",
        };
        Self {
            id: c.id.to_string(),
            numero: if clair {
                c.iban.lisible()
            } else {
                c.iban.masque()
            },
            bic: c.bic.clone(),
            titulaire,
            saisie: format!(
                "Saisi le {} par {}",
                dates::short(c.saisie_le),
                c.saisie_par_nom
            ),
            confirmee: c.confirmee_le.map_or_else(String::new, |le| {
                format!(
                    "Confirmé le {} par {}",
                    dates::short(le),
                    c.confirmee_par_nom
                )
            }),
            fin: c
                .remplacee_le
                .map_or_else(String::new, |le| format!("{what} le {}", dates::short(le))),
        }
    }
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(tx): ReqTx,
) -> PageResult {
    // A draft would keep the number: this form keeps none.
    render::page(
        &app,
        &page(tx, &contexte, chemin, Reprise::default()).await?,
    )
}

pub(super) async fn propose(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let new = forms::compte(&saisie.du_formulaire())?;
        iban::propose(tx, dossier, &new).await
    };
    let done = commun::act(tx, &contexte, chemin.id, Section::Contacts, act).await;
    let said = "L’IBAN est noté. Il servira une fois confirmé par une autre personne.";
    answer((&app, &contexte), chemin, &saisie, done, said).await
}

pub(super) async fn confirm(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let id = forms::chosen(&saisie.du_formulaire())?;
        iban::confirm(tx, dossier, id).await
    };
    let done = commun::act(tx, &contexte, chemin.id, Section::Contacts, act).await;
    answer(
        (&app, &contexte),
        chemin,
        &saisie,
        done,
        "L’IBAN est confirmé.",
    )
    .await
}

pub(super) async fn discard(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let id = forms::chosen(&saisie.du_formulaire())?;
        iban::discard(tx, dossier, id).await
    };
    let done = commun::act(tx, &contexte, chemin.id, Section::Contacts, act).await;
    answer(
        (&app, &contexte),
        chemin,
        &saisie,
        done,
        "L’IBAN est écarté.",
    )
    .await
}

async fn answer(
    (app, contexte): (&App, &Contexte),
    chemin: Chemin,
    saisie: &Saisie,
    done: platform::Result<()>,
    message: &str,
) -> PageResult {
    let Err(error) = done else {
        return render::done(app, &format!("/jeunes/{}/iban", chemin.id), message);
    };
    let refus = Refus::of(error)?;
    let tx = refus::reopen(app, contexte).await?;
    let page = page(tx, contexte, chemin, Reprise::new(saisie, refus)).await?;
    render::with_status(app, page.r.refus.status(), &page)
}

async fn page(
    mut tx: Tx,
    contexte: &Contexte,
    chemin: Chemin,
    r: Reprise,
) -> platform::Result<IbanPage> {
    let dossier = acces::open_for_read(&mut tx, chemin.id, Section::Ressources).await?;
    let all = iban::list(&mut tx, &dossier).await?;
    let confirmer = tx.may(Permission::ControlerAllocations);
    let of = |etat: EtatCompte| all.iter().find(move |c| c.etat() == etat);
    let view = |c: &Compte| CompteVue::new(c, confirmer);
    let tete = Tete::new(&tx, &dossier, OngletDossier::Dispositifs);
    let waiting = of(EtatCompte::AConfirmer);
    let page = IbanPage {
        cadre: Cadre::new(&tx, contexte),
        base: tete.lien("/iban"),
        confirme: of(EtatCompte::Confirme).map(view),
        attente: waiting.map(view),
        anciens: all
            .iter()
            .filter(|c| c.remplacee_le.is_some())
            .map(|c| CompteVue::new(c, false))
            .collect(),
        confirmer,
        mien: waiting.is_some_and(|c| Some(c.saisie_par) == tx.agent_id()),
        nouveau: commun::fresh(&tx),
        titulaires: Titulaire::ALL
            .iter()
            .map(|t| Choix::new(t.code(), t.label()))
            .collect(),
        aujourdhui: commun::field(tx.today()),
        tete,
        r,
    };
    tx.commit().await?;
    Ok(page)
}
