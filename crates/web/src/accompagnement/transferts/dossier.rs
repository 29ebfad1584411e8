//! `/jeunes/{id}/transferts`: asking another mission locale for the dossier of someone who is here.

use accompagnement::transferts::{self, EtatTransfert, Transfert};
use askama::Template;
use axum::extract::State;
use jeunes::{DossierForWrite, acces, ailleurs};
use kernel::{Access, JeuneId, Permission, Section, TransfertId, dates};
use platform::Tx;
use serde::Deserialize;

use super::forms;
use crate::{
    App,
    accompagnement::{
        commun::{self, Chemin, field, fresh, label},
        saisie::{Reprise, Saisie},
    },
    http::{
        extract::{Contexte, FormOf, PathOf},
        gate::ReqTx,
        refus::{self, Refus},
        render::{self, PageResult},
        routes::{Besoin, Routes},
    },
    jeunes::tete::{OngletDossier, Tete},
    ui::{Cadre, Choix},
};

/// One request of a dossier.
#[derive(Debug, Clone, Copy, Deserialize)]
struct Une {
    id: JeuneId,
    transfert: TransfertId,
}

#[derive(Template)]
#[template(path = "accompagnement/transferts/dossier.html")]
struct TransfertsPage {
    cadre: Cadre,
    tete: Tete,
    r: Reprise,
    demandes: Vec<Ligne>,
    /// A request may be made: none waits, and the dossier is not protected.
    demander: bool,
    autres: Vec<Choix>,
    motifs: Vec<Choix>,
    oui_non: [Choix; 2],
    delai: i64,
    aujourdhui: String,
    id: String,
}

/// A request.
struct Ligne {
    autre: String,
    pastille: (&'static str, &'static str, &'static str),
    faits: Vec<(&'static str, String)>,
    /// Where it is taken back; `None` once answered.
    annuler: Option<String>,
    /// Where what is needed to go on is read; `None` before the delay.
    continuite: Option<String>,
}

pub(super) fn register(routes: &mut Routes) {
    let ecrire = Besoin::ecrire(Section::Plan);
    routes.get("/jeunes/{id}/transferts", Besoin::lire(Section::Plan), show);
    routes.post("/jeunes/{id}/transferts", ecrire, ask);
    let cancelled = "/jeunes/{id}/transferts/{transfert}/annulation";
    routes.post(cancelled, ecrire, cancel);
}

fn chemin(jeune: JeuneId) -> String {
    format!("/jeunes/{jeune}/transferts")
}

async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(Chemin { id }): PathOf<Chemin>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let reprise = commun::resumed(&mut tx, &contexte).await?;
    render::page(&app, &page(tx, &contexte, id, reprise).await?)
}

async fn ask(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(Chemin { id }): PathOf<Chemin>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let new = forms::demande(&saisie.du_formulaire())?;
        transferts::demander(tx, dossier, &new).await
    };
    let done = commun::act(tx, &contexte, id, Section::Plan, act).await;
    answer(
        (&app, &contexte),
        id,
        &saisie,
        done,
        "La demande est envoyée.",
    )
    .await
}

async fn cancel(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(une): PathOf<Une>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        transferts::annuler(tx, dossier, une.transfert).await
    };
    let done = commun::act(tx, &contexte, une.id, Section::Plan, act).await;
    answer(
        (&app, &contexte),
        une.id,
        &saisie,
        done,
        "La demande est annulée.",
    )
    .await
}

async fn answer(
    (app, contexte): (&App, &Contexte),
    jeune: JeuneId,
    saisie: &Saisie,
    done: platform::Result<()>,
    message: &str,
) -> PageResult {
    let Err(error) = done else {
        return render::done(app, &chemin(jeune), message);
    };
    let refus = Refus::of(error)?;
    let tx = refus::reopen(app, contexte).await?;
    let page = page(tx, contexte, jeune, Reprise::new(saisie, refus)).await?;
    render::with_status(app, page.r.refus.status(), &page)
}

async fn page(
    mut tx: Tx,
    contexte: &Contexte,
    jeune: JeuneId,
    r: Reprise,
) -> platform::Result<TransfertsPage> {
    let dossier = acces::open_for_read(&mut tx, jeune, Section::Identite).await?;
    let all = transferts::of_dossier(&mut tx, &dossier).await?;
    let hints = ailleurs::last(&mut tx, &dossier).await?;
    let hints: Vec<i32> = hints
        .map(|last| last.indices.iter().map(|i| i.ml.get()).collect())
        .unwrap_or_default();
    let others = transferts::destinations(&mut tx, &hints).await?;
    let today = tx.today();
    let write = tx.may(Permission::Dossier(Section::Plan, Access::Write));
    let waits = all.iter().any(|t| t.etat == EtatTransfert::Demande);
    let page = TransfertsPage {
        cadre: Cadre::new(&tx, contexte),
        tete: Tete::new(&tx, &dossier, OngletDossier::Identite),
        r,
        demandes: all.iter().map(|t| line(&tx, jeune, t, write)).collect(),
        demander: write && !waits && !dossier.protege,
        autres: others
            .into_iter()
            .map(|o| Choix::new(o.ml.to_string(), named(&o, &hints)))
            .collect(),
        motifs: Choix::of(tx.nomenclatures(), "motif_transfert", today),
        oui_non: [Choix::new("oui", "Oui"), Choix::new("non", "Non")],
        delai: tx.parametre("transfert_delai_jours_ouvres")?,
        aujourdhui: field(today),
        id: fresh(&tx),
    };
    tx.commit().await?;
    Ok(page)
}

fn named(other: &transferts::MissionLocaleOuDemander, hints: &[i32]) -> String {
    let known = if hints.contains(&other.ml.get()) {
        " (la connaît peut-être)"
    } else {
        ""
    };
    if other.departement.is_empty() {
        format!("{}{known}", other.nom)
    } else {
        format!("{} – {}{known}", other.nom, other.departement)
    }
}

fn line(tx: &Tx, jeune: JeuneId, t: &Transfert, write: bool) -> Ligne {
    let base = format!("{}/{}", chemin(jeune), t.id);
    let late = t.sans_reponse(tx.today());
    let asked = t.demande_le.with_timezone(&tx.fuseau()).date_naive();
    let mut faits = vec![
        ("Pourquoi", label(tx, "motif_transfert", &t.motif)),
        ("Son accord", dates::long(t.accord_le)),
        (
            "Notes confidentielles",
            if t.notes {
                "Elle veut qu’elles suivent"
            } else {
                "Elles ne suivent pas"
            }
            .to_owned(),
        ),
        ("Demandé le", dates::long(asked)),
    ];
    if t.etat == EtatTransfert::Demande {
        faits.push(("Réponse avant le", dates::long(t.reponse_avant)));
    }
    if !t.refus_motif.is_empty() {
        faits.push((
            "Raison du refus",
            label(tx, "refus_transfert", &t.refus_motif),
        ));
    }
    Ligne {
        autre: t.autre_nom.clone(),
        pastille: badge(t.etat, late),
        faits,
        annuler: (write && t.etat == EtatTransfert::Demande).then(|| format!("{base}/annulation")),
        continuite: (late && tx.may(Permission::ExporterDossier))
            .then(|| format!("{base}/continuite")),
    }
}

/// Tone, icon and word of a state.
pub(super) const fn badge(
    etat: EtatTransfert,
    late: bool,
) -> (&'static str, &'static str, &'static str) {
    match etat {
        EtatTransfert::Demande if late => ("attention", "exclamation-triangle", "Sans réponse"),
        EtatTransfert::Demande => ("info", "hourglass-split", "En attente"),
        EtatTransfert::Fait => ("succes", "check-circle", "Dossier transféré"),
        EtatTransfert::Refuse => ("neutre", "x-circle", "Refusé"),
        EtatTransfert::Annule => ("neutre", "dash-circle", "Annulé"),
    }
}
