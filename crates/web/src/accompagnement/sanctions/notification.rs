//! The letter that notifies a decision, with how to contest it.

use accompagnement::{
    clauses, dispositifs,
    imprimes::NotificationImprimee,
    sanctions::{self, EtatSanction, Sanction, rules},
};
use axum::extract::State;
use jeunes::{DossierForRead, acces, representation};
use kernel::{AdhesionId, JeuneId, SanctionId, Section, dates, text};
use platform::{
    Error, Tx,
    ports::{Imprime, ModeleImprime},
};

use crate::{
    App,
    accompagnement::commun,
    http::{extract::PathOf, gate::ReqTx, papier, render::PageResult},
};

pub(super) async fn letter(
    State(app): State<App>,
    PathOf((jeune, adhesion, id)): PathOf<(JeuneId, AdhesionId, SanctionId)>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let dossier = acces::open_for_read(&mut tx, jeune, Section::Plan).await?;
    let all = sanctions::list(&mut tx, &dossier, adhesion).await?;
    let decided = |s: &Sanction| matches!(s.etat, EtatSanction::Decidee | EtatSanction::Notifiee);
    let sanction = all.into_iter().find(|s| s.id == id && decided(s));
    let sanction = sanction.ok_or(Error::NotFound)?;
    let letter = words(&mut tx, &dossier, &sanction).await?;
    let model = (ModeleImprime::Notification, "Décision sur votre contrat");
    let imprime = Imprime::new(&tx, model, &letter)?;
    tx.commit().await?;
    papier::pdf(&app, imprime, "notification.pdf").await
}

async fn words(
    tx: &mut Tx,
    dossier: &DossierForRead,
    s: &Sanction,
) -> platform::Result<NotificationImprimee> {
    let course = dispositifs::find(tx, dossier, s.adhesion).await?;
    let catalogue = dispositifs::catalogue(tx, course.entree_le).await?;
    let which = catalogue.iter().find(|d| d.code == course.dispositif);
    let le = s.decidee_le.unwrap_or(tx.today());
    let appeals = clauses::of(tx, "sanction", le).await?;
    let need = representation::requis(tx, dossier, "sanction").await?;
    let scale = sanctions::scale(tx, le)?;
    let step = scale.iter().find(|p| Some(p.rang) == s.rang);
    Ok(NotificationImprimee {
        personne: dossier.nom_affiche(),
        adresse: commun::home(tx, dossier),
        contrat: format!(
            "{}, depuis le {}",
            which.map_or("", |d| d.libelle.as_str()),
            dates::long(course.entree_le)
        ),
        faits: s.faits.iter().map(|f| absence(tx, f.debut)).collect(),
        procedure: format!(
            "Cette décision a été proposée le {}. Vous pouviez présenter vos observations \
             jusqu’au {}, avec une personne de votre choix.",
            dates::long(s.proposee_le),
            dates::long(s.observations_avant)
        ),
        observations: s.observations.clone(),
        observations_quand: heard(s),
        decision: decision(s),
        motif: s.motivation.clone(),
        effet: s.effet_le.map_or_else(
            || "Le premier jour du mois qui suit la remise de cette lettre".to_owned(),
            dates::long,
        ),
        decideur: format!("Le {}, par {}", dates::long(le), s.decidee_par),
        representant: informed(need),
        recours: appeals.iter().map(|c| c.texte.clone()).collect(),
        references: step
            .map(|p| p.reference.clone())
            .into_iter()
            .chain(appeals.iter().map(|c| c.reference.clone()))
            .collect(),
    })
}

fn absence(tx: &Tx, debut: chrono::DateTime<chrono::Utc>) -> String {
    let local = debut.with_timezone(&tx.fuseau());
    format!(
        "Absence non excusée au rendez-vous du {}, à {}",
        dates::long(local.date_naive()),
        dates::hour(local.time())
    )
}

fn heard(s: &Sanction) -> String {
    let day = s
        .observations_le
        .map_or_else(String::new, |le| format!("Le {}", dates::long(le)));
    match s.accompagnee_par.as_str() {
        "" => day,
        with => format!("{day}, avec {with}"),
    }
}

pub(super) fn decision(s: &Sanction) -> String {
    match (s.pourcent, s.mois) {
        (Some(pourcent), Some(mois)) => {
            let said = rules::mots(pourcent, mois, s.fin_contrat == Some(true));
            text::capitalised(&said)
        }
        _ => String::new(),
    }
}

/// Who represents her receives a copy, when the law asks.
fn informed(need: representation::rules::Requis) -> String {
    use representation::rules::Requis;
    match need {
        Requis::Non => String::new(),
        Requis::Oui(qui) => format!(
            "Cette décision est aussi notifiée à\u{a0}: {}.",
            qui.label()
        ),
        Requis::AVerifier(_) => {
            "Cette décision est aussi notifiée à la personne qui vous représente.".to_owned()
        }
    }
}
