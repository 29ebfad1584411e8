//! The dispositifs of a dossier: where she is, what may be offered, what was before.

use accompagnement::{
    dispositifs::{self, Adhesion, Dispositif},
    semaine::{self, rules::duree},
};
use askama::Template;
use axum::extract::State;
use jeunes::acces;
use kernel::{Access, Permission, Section, dates};
use platform::Tx;

use crate::{
    App,
    accompagnement::commun::{self, Chemin},
    http::{
        extract::{Contexte, PathOf},
        gate::ReqTx,
        render::{self, PageResult},
    },
    jeunes::tete::{OngletDossier, Tete},
    ui::Cadre,
};

#[derive(Template)]
#[template(path = "accompagnement/dispositifs/liste.html")]
struct ListePage {
    cadre: Cadre,
    tete: Tete,
    ecrire: bool,
    ouvertes: Vec<LigneAdhesion>,
    finies: Vec<LigneAdhesion>,
    offerts: Vec<Dispositif>,
    semaine: Option<Semaine>,
}

/// Someone in a dispositif, as a line.
struct LigneAdhesion {
    lien: String,
    nom: String,
    periode: String,
    precisions: String,
    echue: bool,
    a_signer: bool,
}

/// This week in a line.
struct Semaine {
    fait: String,
    voulu: String,
    pourcent: i32,
}

/// The name of a dispositif that is no longer offered, or of another mission locale.
fn named(a: &Adhesion) -> String {
    if a.nom.is_empty() {
        a.dispositif.clone()
    } else {
        a.nom.clone()
    }
}

impl LigneAdhesion {
    fn new(tx: &Tx, base: &str, catalogue: &[Dispositif], a: &Adhesion) -> Self {
        let found = catalogue.iter().find(|d| d.code == a.dispositif);
        let entree = dates::short(a.entree_le);
        let periode = match (a.sortie_le, a.fin_prevue) {
            (Some(sortie), _) => format!("du {entree} au {}", dates::short(sortie)),
            (None, Some(fin)) => format!("depuis le {entree}, jusqu’au {}", dates::short(fin)),
            (None, None) => format!("depuis le {entree}"),
        };
        let motif = commun::label(tx, "dispositif_sortie", &a.sortie_motif);
        Self {
            lien: format!("{base}/adhesions/{}", a.id),
            nom: found.map_or_else(|| named(a), |d| d.libelle.clone()),
            periode,
            precisions: if a.est_ouverte() {
                format!("Avec {}", a.referent_nom)
            } else {
                motif
            },
            echue: a.est_echue(tx.today()),
            a_signer: a.est_ouverte()
                && a.signature.is_none()
                && found.is_some_and(|d| d.signature),
        }
    }
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let dossier = acces::open_for_read(&mut tx, chemin.id, Section::Plan).await?;
    let all = dispositifs::list(&mut tx, &dossier).await?;
    let today = tx.today();
    let catalogue = dispositifs::catalogue(&mut tx, today).await?;
    let week = semaine::week(&mut tx, &dossier, today).await?;
    let tete = Tete::new(&tx, &dossier, OngletDossier::Dispositifs);
    let line = |a: &Adhesion| LigneAdhesion::new(&tx, &tete.base, &catalogue, a);
    let (ouvertes, finies): (Vec<_>, Vec<_>) = all.iter().partition(|a| a.est_ouverte());
    let page = ListePage {
        cadre: Cadre::new(&tx, &contexte),
        ecrire: dossier.deces.is_none()
            && tx.may(Permission::Dossier(Section::Plan, Access::Write)),
        ouvertes: ouvertes.iter().map(|a| line(a)).collect(),
        finies: finies.iter().map(|a| line(a)).collect(),
        offerts: catalogue
            .iter()
            .filter(|d| !ouvertes.iter().any(|a| a.dispositif == d.code))
            .filter(|d| d.code != dispositifs::OBLIGATION || d.concerne(dossier.age(today)))
            .cloned()
            .collect(),
        semaine: week.cible.map(|cible| Semaine {
            fait: duree(week.validees),
            voulu: duree(cible.minutes),
            pourcent: percent(week.validees, cible.minutes),
        }),
        tete,
    };
    tx.commit().await?;
    render::page(&app, &page)
}

/// How much of `cible` is done, from 0 to 100.
pub(super) fn percent(validees: i32, cible: i32) -> i32 {
    if cible <= 0 {
        return 100;
    }
    (validees * 100 / cible).clamp(0, 100)
}
