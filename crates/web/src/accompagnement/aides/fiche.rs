//! `/jeunes/{id}/aides/{demande_aide}`: one aide, and what may be done with it.

use accompagnement::{
    aides::{self, Decideur, DemandeAide, EtatAide, Fonds},
    commissions::{self, Commission},
    freins,
};
use askama::Template;
use axum::extract::State;
use jeunes::{DossierForRead, acces};
use kernel::{Access, DemandeAideId, JeuneId, Permission, Section, dates};
use platform::Tx;

use super::mots;
use crate::{
    App,
    accompagnement::{commun, saisie::Reprise},
    http::{
        extract::{Contexte, PathOf},
        gate::ReqTx,
        render::{self, PageResult},
    },
    jeunes::tete::{OngletDossier, Pastille, Tete},
    ui::{Cadre, Choix, Lien},
};

#[derive(Template)]
#[template(path = "accompagnement/aides/fiche.html")]
pub(super) struct FichePage {
    cadre: Cadre,
    tete: Tete,
    base: String,
    lettre: String,
    titre: String,
    etat: Pastille,
    lignes: Vec<(&'static str, String)>,
    gestes: Gestes,
    demande: String,
    decideur: String,
    version: i32,
    issues: Vec<Choix>,
    moyens: Vec<Choix>,
    /// The commissions that may look at it.
    commissions: Vec<Choix>,
    /// That on whose ordre du jour it is.
    inscrite: Option<Lien>,
    aujourdhui: String,
    mots_sante: String,
    pub(super) r: Reprise,
}

/// What may be done with it, and by whom.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is shown or not, on its own"
)]
struct Gestes {
    envoyer: bool,
    decider: bool,
    /// The actor asked for it: someone else decides.
    sienne: bool,
    urgence: bool,
    /// The mission locale decides only in an emergency, the file is not sent.
    urgence_seule: bool,
    regulariser: bool,
    notifier: bool,
    lettre: bool,
    annuler: bool,
}

impl Gestes {
    fn new(tx: &Tx, aide: &DemandeAide, fonds: &Fonds, alive: bool) -> Self {
        let may = tx.may(Permission::DeciderAide);
        let write = alive && tx.may(Permission::Dossier(Section::Plan, Access::Write));
        let sienne = tx.agent_id() == Some(aide.demandeur);
        let elsewhere = fonds.decideur != Decideur::MissionLocale;
        let unsent = elsewhere && aide.etat == EtatAide::ADecider;
        Self {
            envoyer: write && unsent,
            decider: may && aide.etat.attend() && !sienne && (!unsent || fonds.urgence),
            sienne: sienne && aide.etat.attend(),
            urgence: fonds.urgence,
            urgence_seule: unsent && fonds.urgence,
            regulariser: may && aide.a_regulariser() && !sienne,
            notifier: write
                && aide.decidee_le.is_some()
                && aide.notifiee_le.is_none()
                && aide.etat != EtatAide::Annulee,
            lettre: aide.decidee_le.is_some() && aide.etat != EtatAide::Annulee,
            annuler: write && (aide.etat.attend() || (may && aide.etat == EtatAide::Accordee)),
        }
    }
}

/// The page, with the form `r` as it was typed.
pub(super) async fn page(
    tx: &mut Tx,
    contexte: &Contexte,
    (jeune, id): (JeuneId, DemandeAideId),
    r: Reprise,
) -> platform::Result<FichePage> {
    let dossier = acces::open_for_read(tx, jeune, Section::Plan).await?;
    let aide = aides::find(tx, &dossier, id).await?;
    let fonds = aides::fonds(tx, aide.fonds).await?;
    let lignes = facts(tx, &dossier, &aide).await?;
    let (commissions, inscrite) = meetings(tx, &aide, dossier.deces.is_none()).await?;
    let today = tx.today();
    Ok(FichePage {
        tete: Tete::new(tx, &dossier, OngletDossier::Aides),
        base: format!("/jeunes/{jeune}/aides/{id}"),
        lettre: format!("/jeunes/{jeune}/aides/{id}/notification"),
        titre: format!("{}, {}", aide.demande, aide.fonds_nom),
        etat: mots::state(aide.etat),
        lignes,
        gestes: Gestes::new(tx, &aide, &fonds, dossier.deces.is_none()),
        demande: aide.demande.field(),
        decideur: aide.fonds_decideur.nomme(),
        version: aide.version,
        issues: vec![
            Choix::new("accordee", "Accordée"),
            Choix::new("refusee", "Refusée"),
        ],
        moyens: Choix::of(tx.nomenclatures(), "notification_moyen", today),
        commissions,
        inscrite,
        aujourdhui: commun::field(today),
        mots_sante: commun::mots_sante(tx),
        r,
        cadre: Cadre::new(tx, contexte),
    })
}

/// The commissions it may join, and the one it joined.
async fn meetings(
    tx: &mut Tx,
    aide: &DemandeAide,
    alive: bool,
) -> platform::Result<(Vec<Choix>, Option<Lien>)> {
    let write = alive && tx.may(Permission::Dossier(Section::Plan, Access::Write));
    if !aide.etat.attend() || !tx.may(Permission::VoirAides) {
        return Ok((Vec::new(), None));
    }
    let (open, joined) = commissions::ouvertes(tx, aide.fonds, aide.id).await?;
    let name = |c: &Commission| format!("Commission du {}", dates::long(c.tenue_le));
    let here = open.iter().find(|c| Some(c.id) == joined);
    let link = here.map(|c| Lien::new(format!("/aides/commissions/{}", c.id), name(c)));
    let choices = open.iter().map(|c| Choix::new(c.id.to_string(), name(c)));
    let choices = if write && joined.is_none() {
        choices.collect()
    } else {
        Vec::new()
    };
    Ok((choices, link))
}

/// What is known, line by line; what is not is left out.
async fn facts(
    tx: &mut Tx,
    dossier: &DossierForRead,
    aide: &DemandeAide,
) -> platform::Result<Vec<(&'static str, String)>> {
    let frein = match aide.frein {
        Some(id) if tx.may(Permission::Dossier(Section::Diagnostic, Access::Read)) => {
            let all = freins::list(tx, dossier).await?;
            let found = all.iter().find(|f| f.id == id);
            found.map(|f| commun::label(tx, "frein", &f.code))
        }
        _ => None,
    };
    let day = |day: Option<chrono::NaiveDate>| day.map(dates::short).unwrap_or_default();
    let by = |day: String, who: &str| match (day.is_empty(), who.is_empty()) {
        (true, _) => String::new(),
        (false, true) => format!("Le {day}"),
        (false, false) => format!("Le {day}, par {who}"),
    };
    let urgence = match (aide.urgence, aide.regularisee_le) {
        (false, _) => String::new(),
        (true, None) => "Oui, à régulariser".to_owned(),
        (true, Some(on)) => format!("Oui, régularisée le {}", dates::short(on)),
    };
    let all = [
        ("Fonds", aide.fonds_nom.clone()),
        ("Pour", commun::label(tx, "motif_aide", &aide.motif)),
        ("Ce qui bloque", frein.unwrap_or_default()),
        ("Précisions", aide.precisions.clone()),
        ("Montant demandé", aide.demande.to_string()),
        ("Pièces reçues", aide.pieces.join(", ")),
        (
            "Demandée",
            by(dates::short(aide.demandee_le), &aide.demandeur_nom),
        ),
        ("Dossier envoyé", by(day(aide.envoyee_le), "")),
        ("Décidée", by(day(aide.decidee_le), &decided_by(aide))),
        ("Montant accordé", mots::amount(aide.accorde)),
        ("Raison", aide.decision_motif.clone()),
        ("Plafond dépassé parce que", aide.derogation.clone()),
        ("En urgence", urgence),
        ("Annoncée", by(day(aide.notifiee_le), "")),
        (
            "Annoncée par",
            commun::label(tx, "notification_moyen", &aide.notifiee_par),
        ),
        ("Payée", by(day(aide.payee_le), &aide.payeur_nom)),
        (
            "Payée par",
            commun::label(tx, "paiement_moyen", &aide.paiement_moyen),
        ),
        ("Annulée", by(day(aide.annulee_le), "")),
        ("Annulée parce que", aide.annulee_motif.clone()),
    ];
    Ok(all
        .into_iter()
        .filter(|(_, said)| !said.is_empty())
        .collect())
}

/// Who decided: for a fund of someone else, who entered the answer too.
fn decided_by(aide: &DemandeAide) -> String {
    let agent = &aide.decideur_nom;
    if aide.fonds_decideur == Decideur::MissionLocale || aide.urgence || agent.is_empty() {
        return agent.clone();
    }
    let who = aide.fonds_decideur.nomme();
    format!("{who}\u{a0}: réponse notée par {agent}")
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(ids): PathOf<(JeuneId, DemandeAideId)>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let reprise = commun::resumed(&mut tx, &contexte).await?;
    let page = page(&mut tx, &contexte, ids, reprise).await?;
    tx.commit().await?;
    render::page(&app, &page)
}
