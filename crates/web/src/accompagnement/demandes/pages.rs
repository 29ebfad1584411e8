//! The page of demandes and propositions.

use accompagnement::demandes::{
    self, Demande, Demandes, EtatDemande, EtatProposition, Proposition, rules,
};
use askama::Template;
use jeunes::acces;
use kernel::{Access, JeuneId, Permission, Section, dates};
use platform::Tx;

use crate::{
    accompagnement::{
        commun::{self, Groupe},
        saisie::Reprise,
    },
    http::extract::Contexte,
    jeunes::tete::{OngletDossier, Tete},
    ui::{Cadre, Choix},
};

#[derive(Template)]
#[template(path = "accompagnement/demandes/liste.html")]
pub(super) struct DemandesPage {
    cadre: Cadre,
    tete: Tete,
    base: String,
    pub(super) r: Reprise,
    ecrire: bool,
    aujourdhui: String,
    demandes: Vec<LigneDemande>,
    spontanees: Vec<LigneProposition>,
    choix_demandes: Vec<Choix>,
    themes: Vec<Groupe>,
    natures: Vec<Choix>,
    id_demande: String,
    id_proposition: String,
    mots_sante: String,
}

/// A demande and what answers it.
struct LigneDemande {
    cle: String,
    id: String,
    theme: String,
    precisions: String,
    exprimee: String,
    ouverte: bool,
    etat: EtatDemande,
    close: String,
    par: String,
    version: i32,
    reponses: Vec<LigneProposition>,
}

/// A proposition.
struct LigneProposition {
    cle: String,
    id: String,
    libelle: String,
    nature: String,
    proposee: String,
    etat: EtatProposition,
    depuis: String,
    resultat: String,
    par: String,
    version: i32,
    etats: Vec<Choix>,
}

impl LigneProposition {
    fn new(tx: &Tx, r: &Reprise, p: &Proposition) -> Self {
        let cle = format!("proposition-{}", p.id);
        let depuis = if p.etat_le == p.proposee_le {
            String::new()
        } else {
            dates::short(p.etat_le)
        };
        Self {
            version: r.version(&cle, p.version),
            id: p.id.to_string(),
            libelle: p.libelle.clone(),
            nature: commun::label(tx, "proposition_type", &p.nature),
            proposee: dates::short(p.proposee_le),
            etat: p.etat,
            depuis,
            resultat: p.resultat.clone(),
            par: p.saisi_par.clone(),
            etats: EtatProposition::ALL
                .iter()
                .filter(|to| rules::may_become(p.etat, **to))
                .map(|to| Choix::new(to.code(), to.label()))
                .collect(),
            cle,
        }
    }

    fn ton(&self) -> &'static str {
        match self.etat {
            EtatProposition::Realisee => "succes",
            EtatProposition::EnCours => "info",
            EtatProposition::Prescrite => "accent",
            _ => "neutre",
        }
    }

    fn symbole(&self) -> &'static str {
        match self.etat {
            EtatProposition::Realisee => "check-circle",
            EtatProposition::EnCours => "play-circle",
            EtatProposition::Prescrite => "send",
            _ => "dash-circle",
        }
    }
}

impl LigneDemande {
    fn new(tx: &Tx, r: &Reprise, all: &Demandes, d: &Demande) -> Self {
        let cle = format!("demande-{}", d.id);
        Self {
            version: r.version(&cle, d.version),
            id: d.id.to_string(),
            theme: commun::label(tx, "demande_theme", &d.theme),
            precisions: d.precisions.clone(),
            exprimee: dates::short(d.exprimee_le),
            ouverte: d.etat == EtatDemande::Ouverte,
            etat: d.etat,
            close: d.close_le.map(dates::short).unwrap_or_default(),
            par: d.saisi_par.clone(),
            reponses: all
                .reponses(d.id)
                .map(|p| LigneProposition::new(tx, r, p))
                .collect(),
            cle,
        }
    }
}

/// The page, with the form `r` as it was typed.
pub(super) async fn page(
    mut tx: Tx,
    contexte: &Contexte,
    jeune: JeuneId,
    r: Reprise,
) -> platform::Result<DemandesPage> {
    let dossier = acces::open_for_read(&mut tx, jeune, Section::Demandes).await?;
    let all = demandes::list(&mut tx, &dossier).await?;
    let tete = Tete::new(&tx, &dossier, OngletDossier::Demandes);
    let today = tx.today();
    let page = DemandesPage {
        cadre: Cadre::new(&tx, contexte),
        tete,
        base: format!("/jeunes/{jeune}"),
        ecrire: tx.may(Permission::Dossier(Section::Demandes, Access::Write)),
        aujourdhui: commun::field(today),
        demandes: all
            .demandes
            .iter()
            .map(|d| LigneDemande::new(&tx, &r, &all, d))
            .collect(),
        spontanees: all
            .spontanees()
            .map(|p| LigneProposition::new(&tx, &r, p))
            .collect(),
        choix_demandes: all
            .demandes
            .iter()
            .map(|d| {
                Choix::new(
                    d.id.to_string(),
                    commun::label(&tx, "demande_theme", &d.theme),
                )
            })
            .collect(),
        themes: commun::by_domain(&tx, "demande_theme", today),
        natures: Choix::of(tx.nomenclatures(), "proposition_type", today),
        id_demande: commun::fresh(&tx),
        id_proposition: commun::fresh(&tx),
        mots_sante: commun::mots_sante(&tx),
        r,
    };
    tx.commit().await?;
    Ok(page)
}
