//! What is done in a commission.

use accompagnement::commissions::{
    self, DecisionCommission, Deport, NouveauMembre, NouvelleCommission,
};
use axum::extract::State;
use jeunes::acces;
use kernel::{AgentId, CommissionId, FieldErrors, Section};
use platform::{Error, Tx};
use uuid::Uuid;

use super::{commission, forms};
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
};

fn read_new(saisie: &Saisie) -> Result<NouvelleCommission, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let fonds = saisie.tous("fonds");
    let new = NouvelleCommission {
        id: lecteur.id("id").into(),
        tenue_le: lecteur.date("tenue_le"),
        fonds: fonds
            .iter()
            .filter_map(|f| f.parse::<Uuid>().ok())
            .map(Into::into)
            .collect(),
    };
    lecteur.fin(new)
}

fn read_member(id: CommissionId, saisie: &Saisie) -> Result<NouveauMembre, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let new = NouveauMembre {
        id: lecteur.id("id").into(),
        commission: id,
        agent: saisie.un("agent").parse::<Uuid>().ok().map(AgentId::from),
        nom: lecteur.ligne("nom"),
    };
    lecteur.fin(new)
}

pub(super) async fn create(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let typed = saisie.du_formulaire();
    let save = async {
        let new = read_new(&typed)?;
        commissions::create(&mut tx, &new).await?;
        drafts::forget(&mut tx, &contexte.chemin).await?;
        tx.commit().await?;
        Ok(new.id)
    };
    let error = match save.await {
        Ok(id) => {
            let to = format!("/aides/commissions/{id}");
            return render::done(&app, &to, "La commission est ouverte.");
        }
        Err(error) => error,
    };
    let refus = Refus::of(error)?;
    let status = refus.status();
    let mut tx = refus::reopen(&app, &contexte).await?;
    let reprise = Reprise::new(&saisie, refus);
    let page = commission::new_page(&mut tx, &contexte, reprise, &typed).await?;
    tx.commit().await?;
    render::with_status(&app, status, &page)
}

/// Who sits, who is there, who sits out.
pub(super) async fn act(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(id): PathOf<CommissionId>,
    ReqTx(mut tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let done = members(&mut tx, id, &saisie).await;
    let done = commit(tx, done).await;
    answer(&app, &contexte, id, &saisie, (done, "C’est noté.")).await
}

async fn members(tx: &mut Tx, id: CommissionId, saisie: &Saisie) -> platform::Result<()> {
    // What is not of here does not exist, whatever was typed.
    commissions::commission(tx, id).await?;
    let which = |nom: &str| -> platform::Result<Uuid> {
        saisie.un(nom).parse().map_err(|_| Error::NotFound)
    };
    match saisie.un("geste") {
        "present" | "absent" => {
            let membre = (id, which("membre")?.into());
            commissions::marquer(tx, membre, saisie.un("geste") == "present").await
        }
        "deport" | "retour" => {
            let deport = Deport {
                demande: which("demande")?.into(),
                membre: which("membre")?.into(),
            };
            commissions::deporter(tx, id, deport, saisie.un("geste") == "deport").await
        }
        _ => {
            let new = read_member(id, &saisie.du_formulaire())?;
            commissions::ajouter_membre(tx, &new).await
        }
    }
}

async fn commit(tx: Tx, done: platform::Result<()>) -> platform::Result<()> {
    done?;
    tx.commit().await
}

/// Decides on one request.
pub(super) async fn decide(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(id): PathOf<CommissionId>,
    ReqTx(mut tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let done = decision(&mut tx, id, &saisie).await;
    let done = commit(tx, done).await;
    answer(
        &app,
        &contexte,
        id,
        &saisie,
        (done, "La décision est notée."),
    )
    .await
}

async fn decision(tx: &mut Tx, id: CommissionId, saisie: &Saisie) -> platform::Result<()> {
    let seance = commissions::commission(tx, id).await?;
    let mut passages = seance.passages.iter();
    let named = |p: &&commissions::Passage| saisie.un("demande") == p.demande.to_string();
    let passage = passages.find(named).ok_or(Error::NotFound)?;
    let day = seance.commission.tenue_le.to_string();
    let typed = saisie.du_formulaire().remplace("le", day);
    let decision = DecisionCommission {
        commission: id,
        decision: forms::decision(passage.demande, &typed)?,
    };
    let dossier = acces::open_for_write(tx, passage.jeune, Section::Plan).await?;
    commissions::decider(tx, &dossier, &decision).await
}

/// Closes, once for all.
pub(super) async fn close(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(id): PathOf<CommissionId>,
    ReqTx(mut tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let done = commissions::clore(&mut tx, id).await;
    let done = commit(tx, done).await;
    let said = "La commission est close, son procès-verbal est prêt.";
    answer(&app, &contexte, id, &saisie, (done, said)).await
}

async fn answer(
    app: &App,
    contexte: &Contexte,
    id: CommissionId,
    saisie: &Saisie,
    (done, message): (platform::Result<()>, &str),
) -> PageResult {
    let Err(error) = done else {
        return render::done(app, &format!("/aides/commissions/{id}"), message);
    };
    let refus = Refus::of(error)?;
    let mut tx = refus::reopen(app, contexte).await?;
    let page = commission::page(&mut tx, contexte, id, Reprise::new(saisie, refus)).await?;
    tx.commit().await?;
    render::with_status(app, page.r.refus.status(), &page)
}
