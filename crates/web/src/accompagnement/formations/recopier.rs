//! `/jeunes/{id}/formations/{prescription}/recopier`: the facts that an entry elsewhere (Ouiform)
//! asks, each one to copy.

use accompagnement::formations::{self, Prescription};
use askama::Template;
use axum::extract::State;
use jeunes::{
    DossierForRead, acces,
    contacts::{self, MoyenContact},
    faits, parcours,
};
use kernel::{Access, JeuneId, Permission, PrescriptionId, Section, dates};
use platform::Tx;

use super::mots;
use crate::{
    App,
    accompagnement::commun,
    http::{
        extract::{Contexte, PathOf},
        gate::ReqTx,
        render::{self, PageResult},
    },
    jeunes::tete::{OngletDossier, Tete},
    ui::Cadre,
};

#[derive(Template)]
#[template(path = "accompagnement/formations/recopier.html")]
struct RecopierPage {
    cadre: Cadre,
    tete: Tete,
    base: String,
    titre: String,
    groupes: Vec<Groupe>,
    manque: Vec<&'static str>,
}

struct Groupe {
    titre: &'static str,
    lignes: Vec<Ligne>,
}

/// A fact to copy.
struct Ligne {
    cle: String,
    libelle: &'static str,
    valeur: String,
}

/// Facts under one title; those that nobody said are listed apart.
fn group(
    titre: &'static str,
    facts: Vec<(&'static str, String)>,
    manque: &mut Vec<&'static str>,
) -> Groupe {
    let mut lignes = Vec::new();
    for (libelle, valeur) in facts {
        if valeur.is_empty() {
            manque.push(libelle);
        } else {
            let cle = kernel::text::fold(&format!("{titre} {libelle}")).replace(' ', "-");
            lignes.push(Ligne {
                cle,
                libelle,
                valeur,
            });
        }
    }
    Groupe { titre, lignes }
}

/// Who she is, by the names of her papers.
async fn person(
    tx: &mut Tx,
    dossier: &DossierForRead,
) -> platform::Result<Vec<(&'static str, String)>> {
    let moyens = contacts::moyens_autorises(tx, dossier).await?;
    let own = |kind: MoyenContact| {
        let mut hers = moyens.iter().map(|m| &m.contact);
        let found = hers.find(|c| c.titulaire == "jeune" && c.moyen == kind);
        found
            .map(contacts::Contact::valeur_affichee)
            .unwrap_or_default()
    };
    let identite = &dossier.identite;
    let mut all = vec![
        ("Nom de naissance", identite.nom_naissance.to_uppercase()),
        ("Prénom", identite.prenom.clone()),
        ("Date de naissance", mots::day(dossier.naissance.date())),
        ("Commune", dossier.commune_nom.clone()),
        ("Téléphone", own(MoyenContact::Telephone)),
        ("Courriel", own(MoyenContact::Courriel)),
    ];
    if !identite.nom_usage.is_empty() {
        all.insert(1, ("Nom d’usage", identite.nom_usage.to_uppercase()));
    }
    if tx.may(Permission::Dossier(Section::Situation, Access::Read)) {
        let level = parcours::resume(tx, dossier).await?.niveau;
        all.push(("Niveau de formation", level.unwrap_or_default()));
        all.push(("Identifiant France Travail", job_seeker(tx, dossier).await?));
    }
    Ok(all)
}

async fn job_seeker(tx: &mut Tx, dossier: &DossierForRead) -> platform::Result<String> {
    let Some(genre) = faits::declaration::genre("france_travail") else {
        return Ok(String::new());
    };
    let fact = faits::find(tx, dossier, genre).await?;
    let said = fact.and_then(|f| f.valeurs.get("identifiant").cloned());
    Ok(said.unwrap_or_default())
}

/// What is prescribed, where and when.
async fn training(tx: &mut Tx, p: &Prescription) -> platform::Result<Vec<(&'static str, String)>> {
    let formation = formations::formation(tx, p.formation).await?;
    let organisme = formations::organisme(tx, formation.organisme).await?;
    let session = formations::session(tx, p.session).await?;
    Ok(vec![
        ("Intitulé", formation.intitule),
        ("Numéro de formation", formation.numero),
        ("Numéro de session", session.numero),
        ("Organisme", organisme.nom),
        ("SIRET", organisme.siret),
        ("Lieu", formation.lieu),
        ("Certification", formation.certification),
        (
            "Début",
            dates::short(p.suivi.entree_le.unwrap_or(session.debut)),
        ),
        (
            "Fin",
            dates::short(p.suivi.fin_prevue.unwrap_or(session.fin)),
        ),
        (
            "Information collective",
            mots::day(p.suivi.reunion_le.or(session.reunion_le)),
        ),
    ])
}

async fn page(
    tx: &mut Tx,
    contexte: &Contexte,
    (jeune, id): (JeuneId, PrescriptionId),
) -> platform::Result<RecopierPage> {
    let dossier = acces::open_for_read(tx, jeune, Section::Plan).await?;
    let p = formations::find(tx, &dossier, id).await?;
    let person = person(tx, &dossier).await?;
    let training = training(tx, &p).await?;
    let cadre = Cadre::new(tx, contexte);
    let prescribed = vec![
        ("Prescrite le", dates::short(p.suivi.prescrite_le)),
        ("Prescripteur", p.prescripteur_nom.clone()),
        ("Structure", cadre.titre_ml.clone()),
        ("Référent", dossier.referent_nom.clone()),
        ("Motif", commun::label(tx, "prescription_motif", &p.motif)),
        ("Objectif", p.objectif.clone()),
    ];
    let mut manque = Vec::new();
    let groupes = vec![
        group("La personne", person, &mut manque),
        group("La formation", training, &mut manque),
        group("La prescription", prescribed, &mut manque),
    ];
    Ok(RecopierPage {
        tete: Tete::new(tx, &dossier, OngletDossier::Formations),
        base: format!("/jeunes/{jeune}/formations/{id}"),
        titre: p.intitule,
        groupes,
        manque,
        cadre,
    })
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(ids): PathOf<(JeuneId, PrescriptionId)>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let page = page(&mut tx, &contexte, ids).await?;
    tx.commit().await?;
    render::page(&app, &page)
}
