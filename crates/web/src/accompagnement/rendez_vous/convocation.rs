//! `/jeunes/{id}/rendez-vous/{rdv}/convocation.pdf`: the letter that says when and where one meets.

use accompagnement::{
    imprimes::Convocation,
    rendez_vous::{self, EtatRdv, Lieu, RendezVous},
};
use axum::extract::State;
use jeunes::{DossierForRead, acces};
use kernel::{JeuneId, RendezVousId, Section, dates, phone, text};
use platform::{
    Error, Tx,
    ports::{Imprime, ModeleImprime},
};
use reseau::structures::{self, Site};

use super::liste::duration;
use crate::{
    App,
    accompagnement::commun,
    http::{extract::PathOf, gate::ReqTx, papier, render::PageResult},
};

pub(super) async fn letter(
    State(app): State<App>,
    PathOf((jeune, id)): PathOf<(JeuneId, RendezVousId)>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let dossier = acces::open_for_read(&mut tx, jeune, Section::Agenda).await?;
    let rdv = rendez_vous::find(&mut tx, &dossier, id).await?;
    // One is not called to what was cancelled or has taken place.
    if rdv.etat != EtatRdv::Planifie {
        return Err(Error::NotFound.into());
    }
    let ml = tx.ml()?;
    let sites = structures::list_sites(&mut tx, ml).await?;
    let lettre = words(&tx, &dossier, &rdv, &sites);
    let model = (ModeleImprime::Convocation, "Votre rendez-vous");
    let imprime = Imprime::new(&tx, model, &lettre)?;
    tx.commit().await?;
    papier::pdf(&app, imprime, "convocation.pdf").await
}

fn words(tx: &Tx, dossier: &DossierForRead, rdv: &RendezVous, sites: &[Site]) -> Convocation {
    let site = rdv.site.and_then(|id| sites.iter().find(|s| s.id == id));
    let from = site.or(sites.first());
    let phones = site.into_iter().chain(sites).map(|s| &s.telephone);
    let here = rdv.debut.with_timezone(&tx.fuseau());
    let minutes = (rdv.fin - rdv.debut).num_minutes();
    Convocation {
        expediteur: from.map_or_else(String::new, |s| lines(&[&s.nom, &s.adresse, &town(s)])),
        telephone: phones
            .filter(|number| !number.is_empty())
            .map(|number| phone::display(number))
            .next()
            .unwrap_or_default(),
        personne: dossier.nom_affiche(),
        prenom: dossier.identite.prenom_affiche().to_owned(),
        adresse: commun::home(tx, dossier),
        jour: text::capitalised(&dates::with_weekday(here.date_naive())),
        heure: dates::hour(here.time()),
        duree: duration(i32::try_from(minutes).unwrap_or_default()),
        lieu: place(rdv, site),
        avec: rdv.agent_nom.clone(),
        consignes: rdv.consignes.clone(),
    }
}

/// Where it is, in words.
pub(in crate::accompagnement) fn place(rdv: &RendezVous, site: Option<&Site>) -> String {
    match (rdv.lieu, site) {
        (Lieu::Site, Some(site)) => {
            let parts = [&rdv.site_nom, &rdv.salle_nom, &site.adresse, &town(site)];
            let said: Vec<&str> = parts
                .into_iter()
                .map(String::as_str)
                .filter(|p| !p.is_empty())
                .collect();
            said.join(", ")
        }
        (Lieu::Site, None) => rdv.site_nom.clone(),
        (Lieu::Telephone, _) => "Par téléphone\u{a0}: nous vous appelons".to_owned(),
        (Lieu::Visio, _) => "En visio".to_owned(),
        (Lieu::Domicile, _) => "Chez vous".to_owned(),
        (Lieu::Exterieur, _) => "À l’endroit convenu".to_owned(),
    }
}

pub(in crate::accompagnement) fn town(site: &Site) -> String {
    format!("{} {}", site.code_postal, site.ville)
        .trim()
        .to_owned()
}

pub(in crate::accompagnement) fn lines(all: &[&str]) -> String {
    let said: Vec<&str> = all.iter().copied().filter(|l| !l.is_empty()).collect();
    said.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_takes_no_line() {
        assert_eq!(lines(&["a", "", "b"]), "a\nb");
    }
}
