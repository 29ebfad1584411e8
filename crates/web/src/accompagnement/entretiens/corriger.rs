//! The page that corrects the facts of an interview.

use accompagnement::entretiens;
use askama::Template;
use jeunes::acces;
use kernel::{EntretienId, JeuneId, Section, dates};
use platform::Tx;

use super::{forms, listes::Listes};
use crate::{
    accompagnement::{commun, saisie::Saisie},
    http::{
        drafts::{self, BrouillonRepris},
        extract::Contexte,
        refus::Refus,
    },
    ui::{Cadre, Erreurs, Lien},
};

#[derive(Template)]
#[template(path = "accompagnement/entretiens/corriger.html")]
pub(super) struct CorrigerPage {
    cadre: Cadre,
    fil: Vec<Lien>,
    adresse: String,
    retour: String,
    nom: String,
    version: String,
    saisie: Saisie,
    l: Listes,
    aujourdhui: String,
    erreurs: Erreurs,
    conflit: Option<platform::Conflit>,
    brouillon: Option<BrouillonRepris>,
    aide_resume: String,
    mots_sante: String,
}

pub(super) async fn page(
    mut tx: Tx,
    contexte: &Contexte,
    jeune: JeuneId,
    id: EntretienId,
    refused: Option<(Saisie, Refus)>,
) -> platform::Result<CorrigerPage> {
    let dossier = acces::open_for_read(&mut tx, jeune, Section::Entretiens).await?;
    let entretien = entretiens::find(&mut tx, &dossier, id).await?;
    let (saisie, refus, brouillon) = match refused {
        Some((saisie, refus)) => (saisie, refus, None),
        None => match drafts::resume(&mut tx, &contexte.chemin).await? {
            Some((saisie, brouillon)) => (saisie, Refus::default(), Some(brouillon)),
            None => (forms::of(&entretien), Refus::default(), None),
        },
    };
    let base = format!("/jeunes/{jeune}");
    let page = CorrigerPage {
        cadre: Cadre::new(&tx, contexte),
        fil: vec![
            Lien::new(&base, dossier.nom_affiche()),
            Lien::new(format!("{base}/entretiens"), "Entretiens"),
            Lien::new(
                format!("{base}/entretiens/{id}"),
                dates::long(entretien.faits.realise_le),
            ),
        ],
        adresse: contexte.chemin.clone(),
        retour: format!("{base}/entretiens/{id}"),
        nom: dossier.nom_affiche(),
        version: refus.version(saisie.un("version")),
        l: Listes::new(&tx, &saisie),
        aujourdhui: commun::field(tx.today()),
        erreurs: refus.erreurs,
        conflit: refus.conflit,
        brouillon,
        aide_resume: format!(
            "{} peut le lire, l’équipe aussi.",
            dossier.identite.prenom_affiche()
        ),
        mots_sante: commun::mots_sante(&tx),
        saisie,
    };
    tx.commit().await?;
    Ok(page)
}
