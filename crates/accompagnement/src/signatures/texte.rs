//! The text of a contract, composed from what the dossier says today.

use jeunes::{DossierForRead, dossiers::Naissance, representation};
use kernel::{AdhesionId, dates};
use platform::{Result, Tx};

use super::model::Qualite;
use crate::{
    clauses::{self, Clause},
    dispositifs::{self, Adhesion, Dispositif, rules as parcours},
    imprimes::{ObjectifDuContrat, PartieContrat, TexteContrat},
    pieces::rules::hash,
    plan::{self, Action, EtatAction, EtatObjectif, ObjectifDuPlan, Qui},
};

/// The version of the shape: another one makes other hashes.
const VERSION: u32 = 1;

const PARTIES: [(&str, &str); 4] = [
    ("jeune", "La personne s’engage à"),
    ("structure", "La mission locale s’engage à"),
    ("allocation", "L’allocation"),
    ("droits", "Les droits de la personne"),
];

/// A contract as the dossier says it today.
#[derive(Debug, Clone)]
pub struct Contrat {
    /// What is signed.
    pub texte: TexteContrat,
    /// The same, serialised: what is hashed and kept.
    pub fige: String,
    /// Its SHA-256.
    pub empreinte: String,
    /// Who must sign.
    pub attendues: Vec<Qualite>,
    /// Who represents her, in words: `un parent`, or why it must be looked at.
    pub representant: &'static str,
    /// Some of its sentences are not confirmed by a public source.
    pub a_confirmer: bool,
    /// The course.
    pub adhesion: Adhesion,
    /// Its dispositif asks for a signature.
    pub signature: bool,
}

/// The contract of a course.
///
/// # Errors
/// `NotFound` when the course is not of this dossier.
pub async fn read(tx: &mut Tx, dossier: &DossierForRead, id: AdhesionId) -> Result<Contrat> {
    let adhesion = dispositifs::find(tx, dossier, id).await?;
    let which = dispositifs::dispositif_of(tx, &adhesion).await?;
    let said = clauses::of(tx, &which.code, adhesion.entree_le).await?;
    let plan = plan::read(tx, dossier).await?;
    let need = representation::requis(tx, dossier, "contrat_engagement").await?;
    let objectifs = plan
        .objectifs()
        .filter(|o| o.objectif.etat == EtatObjectif::EnCours)
        .map(|o| objectif(dossier.identite.prenom_affiche(), o))
        .collect();
    let texte = TexteContrat {
        version: VERSION,
        titre: which.libelle.clone(),
        structure: tx.entete().structure.clone(),
        personne: dossier.nom_affiche(),
        naissance: birth(dossier.naissance, dossier.identite.sexe.as_deref()),
        numero: dossier.numero.clone(),
        faits: facts(dossier, &which, &adhesion),
        objectifs,
        parties: parts(&said),
        references: references(&which, &said),
    };
    let fige = serde_json::to_string(&texte).map_err(anyhow::Error::from)?;
    let mut attendues = vec![Qualite::Jeune, Qualite::Conseiller];
    if need != representation::rules::Requis::Non {
        attendues.push(Qualite::Representant);
    }
    Ok(Contrat {
        empreinte: hash(fige.as_bytes()),
        representant: need.label(),
        a_confirmer: which.a_confirmer || said.iter().any(|c| c.a_confirmer),
        signature: which.signature,
        attendues,
        adhesion,
        texte,
        fige,
    })
}

fn birth(naissance: Naissance, sexe: Option<&str>) -> String {
    let Some(day) = naissance.date() else {
        return String::new();
    };
    let born = match sexe {
        Some("femme") => "née le",
        Some("homme") => "né le",
        _ => "naissance le",
    };
    format!("{born} {}", dates::long(day))
}

fn facts(
    dossier: &DossierForRead,
    which: &Dispositif,
    adhesion: &Adhesion,
) -> Vec<(String, String)> {
    let prolongation = adhesion.prolongation.zip(adhesion.prolongee_au);
    let fin = parcours::fin(
        which,
        adhesion.entree_le,
        dossier.naissance.date(),
        prolongation,
    );
    let length = which.duree_mois.map(|months| format!("{months} mois"));
    let hours = which
        .minutes_semaine
        .map(|m| format!("{} h par semaine, à adapter ensemble", m / 60));
    let all = [
        ("Entrée", Some(dates::long(adhesion.entree_le))),
        ("Durée", length),
        ("Fin, au plus tard", fin.le.map(dates::long)),
        ("Heures", hours),
        ("Référent", Some(adhesion.referent_nom.clone())),
        ("Proposé par", Some(adhesion.prescripteur_nom.clone())),
        ("Avec", Some(adhesion.avec.clone())),
    ];
    all.into_iter()
        .filter_map(|(label, said)| Some((label.to_owned(), said.filter(|s| !s.is_empty())?)))
        .collect()
}

fn objectif(prenom: &str, vu: &ObjectifDuPlan) -> ObjectifDuContrat {
    let open = vu
        .actions
        .iter()
        .filter(|a| a.etat != EtatAction::Abandonnee);
    ObjectifDuContrat {
        libelle: vu.objectif.libelle.clone(),
        actions: open.map(|a| action(prenom, a)).collect(),
    }
}

fn action(prenom: &str, action: &Action) -> String {
    let who = match action.qui {
        Qui::Jeune => prenom,
        Qui::Partenaire if !action.partenaire.is_empty() => &action.partenaire,
        other => other.label(),
    };
    let due = action
        .echeance_le
        .map(|day| format!(", pour le {}", dates::long(day)))
        .unwrap_or_default();
    format!("{who}\u{a0}: {}{due}", action.libelle)
}

fn parts(said: &[Clause]) -> Vec<PartieContrat> {
    PARTIES
        .iter()
        .map(|(code, titre)| PartieContrat {
            titre: (*titre).to_owned(),
            lignes: said
                .iter()
                .filter(|c| c.partie == *code)
                .map(|c| c.texte.clone())
                .collect(),
        })
        .filter(|part| !part.lignes.is_empty())
        .collect()
}

fn references(which: &Dispositif, said: &[Clause]) -> Vec<String> {
    let mut all = vec![which.reference.clone()];
    for clause in said {
        if !all.contains(&clause.reference) {
            all.push(clause.reference.clone());
        }
    }
    all
}
