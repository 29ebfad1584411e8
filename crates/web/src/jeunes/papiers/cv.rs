//! `/jeunes/{id}/cv.pdf?modele=moderne`: a CV, from the facts of the dossier and nothing else.

use axum::extract::State;
use jeunes::{
    DossierForRead, acces,
    contacts::{MoyenAutorise, MoyenContact},
    faits::{self, Fait},
    imprimes::{Cv, FaitCv, MiseEnPage},
    parcours::{self, EtatFormation, Experience, Formation, NatureExperience},
};
use kernel::Section;
use platform::{
    Tx,
    nomenclatures::Nomenclatures,
    ports::{Imprime, ModeleImprime},
};
use serde::Deserialize;

use crate::{
    App,
    http::{
        extract::{PathOf, QueryOf},
        gate::ReqTx,
        papier,
        render::PageResult,
    },
    jeunes::{
        chemin::Chemin,
        parcours::{period, title},
    },
};

/// Answers of a fact that are no quality to tell an employer.
const TUS: [&str; 2] = ["aucun", "ne_dit_pas"];

/// Codes of the list `permis` that are a kind of permis, and not a step towards it.
const PERMIS: [&str; 4] = ["am", "a", "b", "c_d"];

/// What the address asks.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct CvQuery {
    modele: String,
}

pub(super) async fn paper(
    State(app): State<App>,
    PathOf(chemin): PathOf<Chemin>,
    QueryOf(query): QueryOf<CvQuery>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let dossier = acces::open_for_read(&mut tx, chemin.id, Section::Situation).await?;
    let page = MiseEnPage::from_code(&query.modele);
    let cv = read(&mut tx, &dossier, page).await?;
    let modele = match page {
        MiseEnPage::Classique => ModeleImprime::CvClassique,
        MiseEnPage::Moderne => ModeleImprime::CvModerne,
    };
    let imprime = Imprime::new(&tx, (modele, "CV"), &cv)?;
    tx.commit().await?;
    papier::pdf(&app, imprime, "cv.pdf").await
}

async fn read(tx: &mut Tx, dossier: &DossierForRead, modele: MiseEnPage) -> platform::Result<Cv> {
    let metiers = parcours::metiers(tx, dossier).await?;
    let experiences = parcours::experiences(tx, dossier).await?;
    let formations = parcours::formations(tx, dossier).await?;
    let moyens = super::own(tx, dossier).await?;
    let langues = fact(tx, dossier, "langues").await?;
    let mobilite = fact(tx, dossier, "mobilite").await?;
    let lists = tx.nomenclatures();
    let now = metiers.into_iter().filter(|m| m.vrai_au.is_none());
    let said = |fait: &Option<Fait>, champ, codes| {
        fait.as_ref()
            .map_or_else(Vec::new, |fait| choices(lists, fait, champ, codes))
    };
    Ok(Cv {
        modele,
        personne: dossier.nom_affiche(),
        metiers: now.map(|m| m.metier.libelle).collect(),
        contacts: reach(&moyens, &dossier.commune_nom),
        experiences: experiences.iter().map(|e| did(&e.dit)).collect(),
        formations: formations.iter().map(|f| studied(lists, &f.dit)).collect(),
        langues: said(&langues, "langues", "langue"),
        permis: [
            said(&mobilite, "permis", "permis"),
            said(&mobilite, "vehicule", "vehicule"),
        ]
        .concat(),
    })
}

async fn fact(tx: &mut Tx, dossier: &DossierForRead, code: &str) -> platform::Result<Option<Fait>> {
    match faits::declaration::genre(code) {
        Some(genre) => faits::find(tx, dossier, genre).await,
        None => Ok(None),
    }
}

/// What was chosen in a field, in the words of the list `codes`.
fn choices(lists: &Nomenclatures, fait: &Fait, champ: &str, codes: &str) -> Vec<String> {
    let chosen = fait.valeurs.get(champ).map_or("", String::as_str);
    let kept = chosen
        .split(',')
        .filter(|code| !code.is_empty() && !TUS.contains(code));
    kept.map(|code| match lists.libelle(codes, code) {
        words if PERMIS.contains(&code) => format!("Permis {words}"),
        words => words.to_owned(),
    })
    .collect()
}

fn reach(moyens: &[MoyenAutorise], commune: &str) -> Vec<String> {
    let written = moyens
        .iter()
        .filter(|m| m.contact.moyen != MoyenContact::Autre)
        .map(|m| m.contact.valeur_affichee());
    written
        .chain([commune.to_owned()])
        .filter(|words| !words.is_empty())
        .collect()
}

fn did(experience: &Experience) -> FaitCv {
    let titre = title(experience);
    let nature = experience.nature;
    let alone = experience.metier.is_none() && experience.libelle.is_empty();
    FaitCv {
        titre: match nature {
            NatureExperience::Emploi | NatureExperience::Autre => titre,
            _ => format!("{titre} ({})", nature.label().to_lowercase()),
        },
        // Without a métier nor words, where it was is already the title.
        ou: if alone {
            String::new()
        } else {
            experience.employeur.clone()
        },
        quand: period(experience.du, experience.au),
    }
}

fn studied(lists: &Nomenclatures, formation: &Formation) -> FaitCv {
    let titre = match formation.intitule.as_str() {
        "" => lists.libelle("niveau_formation", &formation.niveau),
        intitule => intitule,
    };
    FaitCv {
        titre: match formation.etat {
            EtatFormation::Obtenu => titre.to_owned(),
            EtatFormation::EnCours => format!("{titre} (en cours)"),
            EtatFormation::NonObtenu => format!("Niveau {titre}"),
        },
        ou: formation.etablissement.clone(),
        quand: period(formation.du, formation.au),
    }
}
