//! The page of a contract.

use accompagnement::{
    imprimes::TexteContrat,
    signatures::{self, Contrat, DocumentSigne, Qualite, SignatureEcran},
};
use askama::Template;
use jeunes::acces;
use kernel::{Access, AdhesionId, JeuneId, Permission, Section, dates};
use platform::Tx;
use serde::Deserialize;

use crate::{
    accompagnement::{commun, saisie::Reprise},
    http::extract::Contexte,
    jeunes::tete::{OngletDossier, Tete},
    ui::Cadre,
};

/// The course in the path.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct Adresse {
    pub(super) id: JeuneId,
    pub(super) adhesion: AdhesionId,
}

impl Adresse {
    pub(super) fn chemin(self) -> String {
        format!("/jeunes/{}/adhesions/{}/contrat", self.id, self.adhesion)
    }
}

#[derive(Template)]
#[template(path = "accompagnement/contrats/page.html")]
pub(super) struct ContratPage {
    cadre: Cadre,
    tete: Tete,
    base: String,
    parcours: String,
    pub(super) r: Reprise,
    texte: TexteContrat,
    empreinte: String,
    a_confirmer: bool,
    /// How the contract stands, in a sentence, with its tone.
    etat: (&'static str, String),
    signees: Vec<String>,
    formulaires: Vec<Formulaire>,
    anciens: Vec<Ancien>,
}

/// A place to sign.
struct Formulaire {
    cle: String,
    qualite: &'static str,
    titre: &'static str,
    aide: String,
    /// Of the conseiller, the account says the name.
    nomme: bool,
    id: String,
}

/// A text that was signed, and is not that of today.
struct Ancien {
    quand: String,
    qui: String,
    lien: String,
}

/// The page, with the form `r` as it was typed.
pub(super) async fn page(
    mut tx: Tx,
    contexte: &Contexte,
    adresse: Adresse,
    r: Reprise,
) -> platform::Result<ContratPage> {
    let dossier = acces::open_for_read(&mut tx, adresse.id, Section::Plan).await?;
    let contrat = signatures::read(&mut tx, &dossier, adresse.adhesion).await?;
    let all = signatures::of_adhesion(&mut tx, &dossier, adresse.adhesion).await?;
    let base = adresse.chemin();
    let same = |d: &&DocumentSigne| d.empreinte == contrat.empreinte;
    let now = all.iter().find(same);
    let may = dossier.deces.is_none() && tx.may(Permission::Dossier(Section::Plan, Access::Write));
    let page = ContratPage {
        cadre: Cadre::new(&tx, contexte),
        tete: Tete::new(&tx, &dossier, OngletDossier::Dispositifs),
        parcours: format!("/jeunes/{}/adhesions/{}", adresse.id, adresse.adhesion),
        etat: stands(&tx, &contrat, now, &all),
        signees: now
            .map(|d| d.signatures.iter().map(|s| said(&tx, s)).collect())
            .unwrap_or_default(),
        formulaires: if may {
            forms(&tx, &contrat, now, &all)
        } else {
            Vec::new()
        },
        anciens: all
            .iter()
            .filter(|d| !same(d))
            .map(|d| Ancien::new(&tx, &base, d))
            .collect(),
        empreinte: contrat.empreinte,
        a_confirmer: contrat.a_confirmer,
        texte: contrat.texte,
        base,
        r,
    };
    tx.commit().await?;
    Ok(page)
}

impl Ancien {
    fn new(tx: &Tx, base: &str, document: &DocumentSigne) -> Self {
        let who: Vec<&str> = document.signatures.iter().map(|s| s.nom.as_str()).collect();
        Self {
            quand: when(tx, document.fige_le),
            qui: who.join(", "),
            lien: format!("{base}.pdf?document={}", document.id),
        }
    }
}

/// `3 mars 2026 à 10 h 05`, by the clocks of the mission locale.
pub(super) fn when(tx: &Tx, instant: chrono::DateTime<chrono::Utc>) -> String {
    let local = instant.with_timezone(&tx.fuseau());
    format!(
        "{} à {}",
        dates::long(local.date_naive()),
        dates::hour(local.time())
    )
}

/// `Zéphyrine Tintoret, le 3 mars 2026 à 10 h 05, à l’écran, devant Aline Marquet`.
pub(super) fn said(tx: &Tx, s: &SignatureEcran) -> String {
    let le = when(tx, s.signee_le);
    match s.qualite {
        Qualite::Conseiller => format!("{}, pour la mission locale, le {le}, à l’écran", s.nom),
        Qualite::Representant => format!(
            "{}, qui représente la personne, le {le}, à l’écran, devant {}",
            s.nom, s.devant
        ),
        Qualite::Jeune => format!("{}, le {le}, à l’écran, devant {}", s.nom, s.devant),
    }
}

fn stands(
    tx: &Tx,
    contrat: &Contrat,
    now: Option<&DocumentSigne>,
    all: &[DocumentSigne],
) -> (&'static str, String) {
    let whole = |d: &&DocumentSigne| d.est_complet(&contrat.attendues);
    if now.as_ref().is_some_and(whole) {
        return (
            "succes",
            "Ce texte est signé par toutes les personnes attendues.".to_owned(),
        );
    }
    if let Some(before) = all.iter().find(whole) {
        let le = when(tx, before.fige_le);
        return (
            "attention",
            format!(
                "Le contrat a changé depuis\u{a0}: la signature du {le} porte sur une version \
                 antérieure, gardée telle quelle. La nouvelle version peut être signée."
            ),
        );
    }
    match contrat.adhesion.signature {
        Some(s) => {
            let how = s.moyen.label().to_lowercase();
            (
                "succes",
                format!("Contrat signé le {}, {how}.", dates::long(s.le)),
            )
        }
        None if now.is_some() => ("info", "Il manque encore une signature.".to_owned()),
        None => (
            "info",
            "Ce contrat n’est pas encore signé. Lisez-le ensemble.".to_owned(),
        ),
    }
}

/// The places to sign that are left; none when paper was signed, or the course is over.
fn forms(
    tx: &Tx,
    contrat: &Contrat,
    now: Option<&DocumentSigne>,
    all: &[DocumentSigne],
) -> Vec<Formulaire> {
    let on_paper = contrat.adhesion.signature.is_some() && all.is_empty();
    if !contrat.signature || !contrat.adhesion.est_ouverte() || on_paper {
        return Vec::new();
    }
    contrat
        .attendues
        .iter()
        .filter(|q| now.is_none_or(|d| d.signature(**q).is_none()))
        .map(|q| Formulaire::new(tx, contrat, *q))
        .collect()
}

impl Formulaire {
    fn new(tx: &Tx, contrat: &Contrat, qualite: Qualite) -> Self {
        Self {
            cle: format!("signer-{}", qualite.code()),
            qualite: qualite.code(),
            titre: qualite.label(),
            aide: match qualite {
                Qualite::Jeune => "La personne écrit elle-même son prénom et son nom".to_owned(),
                Qualite::Conseiller => format!("Vous signez\u{a0}: {}", tx.entete().agent),
                Qualite::Representant => {
                    format!("Prénom et nom. Qui signe\u{a0}: {}", contrat.representant)
                }
            },
            nomme: qualite == Qualite::Conseiller,
            id: commun::fresh(tx),
        }
    }
}
