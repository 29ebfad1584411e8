//! The page where a diagnostic is said: twelve domains, two are enough.

use accompagnement::{
    diagnostic::{self, Diagnostic},
    freins,
};
use askama::Template;
use jeunes::{DossierForRead, acces};
use kernel::{DiagnosticId, JeuneId, Section, dates};
use platform::{Error, Tx};

use super::forms::{self, TEXTES};
use crate::{
    accompagnement::{commun, saisie::Saisie},
    http::{
        drafts::{self, BrouillonRepris},
        extract::Contexte,
        refus::Refus,
    },
    jeunes::tete::{OngletDossier, Tete},
    ui::{Cadre, Choix, Erreurs, LigneErreur},
};

#[derive(Template)]
#[template(path = "accompagnement/diagnostic/saisie.html")]
pub(super) struct SaisiePage {
    cadre: Cadre,
    tete: Tete,
    adresse: String,
    retour: String,
    titre: &'static str,
    id: String,
    version: String,
    realise_le: String,
    aujourdhui: String,
    domaines: Vec<DomaineASaisir>,
    erreurs: Erreurs,
    resume: Vec<LigneErreur>,
    conflit: Option<platform::Conflit>,
    brouillon: Option<BrouillonRepris>,
    mots_sante: String,
}

/// One domain of the form.
struct DomaineASaisir {
    code: String,
    libelle: String,
    niveau: String,
    avant: String,
    raison: String,
    points_forts: String,
    mots_du_jeune: String,
    erreur_niveau: String,
    erreur_raison: String,
    erreur_points_forts: String,
    erreur_mots_du_jeune: String,
    ouvert: bool,
    freins: Vec<FreinACocher>,
}

/// A frein of a domain: to tick, or known already.
struct FreinACocher {
    choix: Choix,
    depuis: String,
}

/// The page, with what was typed and why it was refused, or the first time.
pub(super) async fn page(
    mut tx: Tx,
    contexte: &Contexte,
    jeune: JeuneId,
    corrige: Option<DiagnosticId>,
    refused: Option<(Saisie, Refus)>,
) -> platform::Result<(SaisiePage, Refus)> {
    let dossier = acces::open_for_read(&mut tx, jeune, Section::Diagnostic).await?;
    let history = diagnostic::history(&mut tx, &dossier).await?;
    let (saisie, refus, brouillon) = match refused {
        Some((saisie, refus)) => (saisie, refus, None),
        None => match drafts::resume(&mut tx, &contexte.chemin).await? {
            Some((saisie, brouillon)) => (saisie, Refus::default(), Some(brouillon)),
            None => (first(&tx, &history, corrige)?, Refus::default(), None),
        },
    };
    let mut page = assemble(&tx, contexte, &dossier, &saisie, &refus);
    page.domaines = domains(
        &mut tx,
        &dossier,
        &saisie,
        &refus,
        &before(&history, corrige),
    )
    .await?;
    page.brouillon = brouillon;
    page.titre = if corrige.is_some() {
        "Corriger le diagnostic"
    } else {
        "Nouveau diagnostic"
    };
    tx.commit().await?;
    Ok((page, refus))
}

/// The form the first time.
fn first(
    tx: &Tx,
    history: &[Diagnostic],
    corrige: Option<DiagnosticId>,
) -> platform::Result<Saisie> {
    match corrige {
        Some(id) => history
            .iter()
            .find(|d| d.id == id)
            .map(forms::of)
            .ok_or(Error::NotFound),
        None => Ok(Saisie::default()
            .avec("id", commun::fresh(tx))
            .avec("realise_le", commun::field(tx.today()))),
    }
}

/// The diagnostics before the one that is said, latest first.
fn before(history: &[Diagnostic], corrige: Option<DiagnosticId>) -> Vec<Diagnostic> {
    history
        .iter()
        .filter(|d| Some(d.id) != corrige)
        .cloned()
        .collect()
}

fn assemble(
    tx: &Tx,
    contexte: &Contexte,
    dossier: &DossierForRead,
    saisie: &Saisie,
    refus: &Refus,
) -> SaisiePage {
    let today = tx.today();
    SaisiePage {
        cadre: Cadre::new(tx, contexte),
        tete: Tete::new(tx, dossier, OngletDossier::Diagnostic),
        adresse: contexte.chemin.clone(),
        retour: format!("/jeunes/{}/diagnostic", dossier.id),
        titre: "",
        id: saisie.un("id").to_owned(),
        version: refus.version(saisie.un("version")),
        realise_le: saisie.un("realise_le").to_owned(),
        aujourdhui: commun::field(today),
        domaines: Vec::new(),
        erreurs: refus.erreurs.clone(),
        resume: refus.erreurs.lignes(),
        conflit: refus.conflit.clone(),
        brouillon: None,
        mots_sante: commun::mots_sante(tx),
    }
}

async fn domains(
    tx: &mut Tx,
    dossier: &DossierForRead,
    saisie: &Saisie,
    refus: &Refus,
    before: &[Diagnostic],
) -> platform::Result<Vec<DomaineASaisir>> {
    let open = freins::list_open(tx, dossier).await?;
    let today = tx.today();
    let groupes = commun::by_domain(tx, "frein", today);
    let domaines: Vec<Choix> = Choix::of(tx.nomenclatures(), "domaine", today);
    let one = |domaine: Choix| {
        let [raison, points_forts, mots_du_jeune] =
            TEXTES.map(|nom| saisie.un(&format!("{nom}_{}", domaine.code)).to_owned());
        let options = groupes.iter().find(|g| g.code == domaine.code);
        let freins: Vec<FreinACocher> = options
            .into_iter()
            .flat_map(|groupe| groupe.options.iter().cloned())
            .map(|choix| tickable(choix, saisie, &open))
            .collect();
        let wrong = |nom: &str| {
            refus
                .erreurs
                .de(&format!("{nom}_{}", domaine.code))
                .to_owned()
        };
        DomaineASaisir {
            niveau: saisie.un(&format!("niveau_{}", domaine.code)).to_owned(),
            avant: last_said(before, &domaine.code),
            ouvert: TEXTES.iter().any(|nom| !wrong(nom).is_empty())
                || freins.iter().any(|f| f.choix.coche)
                || [&raison, &points_forts, &mots_du_jeune]
                    .iter()
                    .any(|t| !t.is_empty()),
            erreur_niveau: wrong("niveau"),
            erreur_raison: wrong("raison"),
            erreur_points_forts: wrong("points_forts"),
            erreur_mots_du_jeune: wrong("mots_du_jeune"),
            raison,
            points_forts,
            mots_du_jeune,
            freins,
            code: domaine.code,
            libelle: domaine.libelle,
        }
    };
    Ok(domaines.into_iter().map(one).collect())
}

fn tickable(mut choix: Choix, saisie: &Saisie, open: &[freins::Frein]) -> FreinACocher {
    choix.coche = saisie.contient("freins_trouves", &choix.code);
    let depuis = open.iter().find(|f| f.code == choix.code);
    FreinACocher {
        depuis: depuis.map_or_else(String::new, |f| dates::short(f.ouvert_le)),
        choix,
    }
}

/// `Le 18 novembre 2025 : à surveiller`.
fn last_said(before: &[Diagnostic], domaine: &str) -> String {
    let last = before
        .iter()
        .find_map(|d| Some((d.realise_le, d.domaine(domaine)?.niveau)));
    last.map_or_else(String::new, |(day, niveau)| {
        format!(
            "Le {}\u{a0}: {}",
            dates::short(day),
            niveau.label().to_lowercase()
        )
    })
}
