//! `/aides`: the funds, what waits for a decision, what is to pay.

use accompagnement::{
    aides::{self, AideNommee, Fonds},
    commissions::{self, Commission},
};
use askama::Template;
use axum::extract::State;
use kernel::{DemandeAideId, Permission, dates};
use platform::Tx;

use super::{forms, mots::AideVue};
use crate::{
    App,
    accompagnement::{
        commun,
        saisie::{Reprise, Saisie},
    },
    http::{
        extract::{Contexte, FormOf, PathOf},
        gate::ReqTx,
        refus::{self, Refus},
        render::{self, PageResult},
    },
    ui::{Cadre, Choix},
};

#[derive(Template)]
#[template(path = "accompagnement/aides/liste.html")]
struct AidesPage {
    cadre: Cadre,
    gerer: bool,
    fonds: Vec<FondsLigne>,
    /// `None`: the actor does not decide.
    a_decider: Option<Vec<Ligne>>,
    /// `None`: the actor does not pay.
    a_payer: Option<Vec<Ligne>>,
    commissions: Vec<CommissionLigne>,
    moyens: Vec<Choix>,
    aujourdhui: String,
    r: Reprise,
}

struct FondsLigne {
    lien: String,
    nom: String,
    decideur: &'static str,
    solde: String,
    negatif: bool,
    ferme: String,
}

impl FondsLigne {
    fn new(fonds: &Fonds) -> Self {
        Self {
            lien: format!("/aides/fonds/{}", fonds.id),
            nom: fonds.nom.clone(),
            decideur: fonds.decideur.label(),
            solde: fonds.solde().to_string(),
            negatif: fonds.solde().0 < 0,
            ferme: fonds.ferme_le.map(dates::short).unwrap_or_default(),
        }
    }
}

struct CommissionLigne {
    lien: String,
    le: String,
    demandes: i64,
    close: bool,
}

impl CommissionLigne {
    fn new(commission: &Commission) -> Self {
        Self {
            lien: format!("/aides/commissions/{}", commission.id),
            le: dates::long(commission.tenue_le),
            demandes: commission.passages,
            close: commission.close_le.is_some(),
        }
    }
}

/// An aide with whose it is.
struct Ligne {
    v: AideVue,
    cle: String,
    /// An empty string: the dossier is protected from the actor.
    nom: String,
    numero: String,
    /// The actor asked for it or decided it.
    mienne: bool,
}

impl Ligne {
    fn all(tx: &Tx, all: &[AideNommee]) -> Vec<Self> {
        let me = tx.agent_id();
        let line = |one: &AideNommee| Self {
            v: AideVue::new(tx, &one.aide),
            cle: format!("paiement-{}", one.aide.id),
            nom: one.nom.clone().unwrap_or_default(),
            numero: one.numero.clone(),
            mienne: me == Some(one.aide.demandeur) || (me.is_some() && me == one.aide.decideur),
        };
        all.iter().map(line).collect()
    }
}

async fn page(tx: &mut Tx, contexte: &Contexte, r: Reprise) -> platform::Result<AidesPage> {
    let all = aides::tous(tx).await?;
    let a_decider = if tx.may(Permission::DeciderAide) {
        let found = aides::a_decider(tx).await?;
        Some(Ligne::all(tx, &found))
    } else {
        None
    };
    let a_payer = if tx.may(Permission::PayerAide) {
        let found = aides::a_payer(tx).await?;
        Some(Ligne::all(tx, &found))
    } else {
        None
    };
    let met = commissions::toutes(tx).await?;
    let today = tx.today();
    Ok(AidesPage {
        gerer: tx.may(Permission::GererFonds),
        fonds: all.iter().map(FondsLigne::new).collect(),
        a_decider,
        a_payer,
        commissions: met.iter().map(CommissionLigne::new).collect(),
        moyens: Choix::of(tx.nomenclatures(), "paiement_moyen", today),
        aujourdhui: commun::field(today),
        r,
        cadre: Cadre::new(tx, contexte),
    })
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let page = page(&mut tx, &contexte, Reprise::default()).await?;
    tx.commit().await?;
    render::page(&app, &page)
}

pub(super) async fn pay(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(id): PathOf<DemandeAideId>,
    ReqTx(mut tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let save = async {
        // What is not of here does not exist, whatever was typed.
        aides::payable(&mut tx, id).await?;
        let paiement = forms::paiement(id, &saisie.du_formulaire())?;
        aides::payer(&mut tx, &paiement).await?;
        tx.commit().await
    };
    let Err(error) = save.await else {
        return render::done(&app, "/aides", "Le paiement est noté.");
    };
    let refus = Refus::of(error)?;
    let status = refus.status();
    let mut tx = refus::reopen(&app, &contexte).await?;
    let page = page(&mut tx, &contexte, Reprise::new(&saisie, refus)).await?;
    tx.commit().await?;
    render::with_status(&app, status, &page)
}
