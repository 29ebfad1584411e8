//! What the first page of a dossier shows.

use accompagnement::{
    diagnostic::{self, Diagnostic},
    plan::Plan,
};
use askama::Template;
use chrono::NaiveDate;
use jeunes::{echeances::Echeance, frise::Evenement, synthese::Synthese};
use kernel::{Access, JeuneId, Permission, Section, dates};
use platform::{Tx, nomenclatures::Nomenclatures};

use crate::{
    jeunes::tete::Tete,
    ui::{Cadre, Lien},
};

#[derive(Template)]
#[template(path = "jeunes/dossier/synthese.html")]
pub(super) struct DossierPage {
    pub(super) cadre: Cadre,
    pub(super) tete: Tete,
    pub(super) synthese: Synthese,
    pub(super) ensuite: Option<Ensuite>,
    pub(super) rendez_vous: Option<Lien>,
    pub(super) accompagnement: Option<Accompagnement>,
    pub(super) evenements: Option<Evenements>,
}

/// The *prochaine chose à faire*, and where to do it.
#[derive(Debug)]
pub(super) struct Ensuite {
    pub(super) libelle: String,
    pub(super) quand: String,
    pub(super) en_retard: bool,
    pub(super) geste: Option<Lien>,
}

impl Ensuite {
    pub(super) fn new(echeance: &Echeance, jeune: JeuneId, tx: &Tx) -> Self {
        let today = tx.today();
        let late = echeance.echeance_le < today;
        let day = dates::long(echeance.echeance_le);
        let relative = dates::relative(echeance.echeance_le, today);
        let quand = if late {
            format!("En retard : prévu le {day} ({relative})")
        } else {
            format!("Pour le {day} ({relative})")
        };
        let may = |section| tx.may(Permission::Dossier(section, Access::Write));
        let geste = gesture(&echeance.nature)
            .filter(|(section, _, _)| section.is_none_or(may))
            .map(|(_, suite, words)| {
                let suite = suite.replace("{objet}", &echeance.objet_id.to_string());
                Lien::new(format!("/jeunes/{jeune}{suite}"), words)
            });
        Self {
            libelle: echeance.libelle.clone(),
            quand,
            en_retard: late,
            geste,
        }
    }
}

/// Where something to do is done: the section to change (`None`: any reader), what follows the
/// address of the dossier, the words of the link.
fn gesture(nature: &str) -> Option<(Option<Section>, &'static str, &'static str)> {
    let (section, suite, words) = match nature {
        "premier_entretien" | "prochain_contact" => (
            Section::Entretiens,
            "/entretiens/nouveau",
            "Faire l’entretien",
        ),
        "rendez_vous" | "relance_absence" => (
            Section::Agenda,
            "/rendez-vous/{objet}",
            "Voir le rendez-vous",
        ),
        "declaration_ressources" => (
            Section::Ressources,
            "/adhesions/{objet}/allocations",
            "Déclarer le mois",
        ),
        "iban_a_confirmer" => (Section::Ressources, "/iban", "Voir l’IBAN"),
        "representation" => (
            Section::Famille,
            "/representation/nouvelle",
            "Noter qui représente",
        ),
        "information" => (
            Section::Identite,
            "/information",
            "Noter qu’elle est donnée",
        ),
        "urgence" => (Section::Diagnostic, "/diagnostic", "Voir le diagnostic"),
        "rendez_vous_a_reprendre" => (
            Section::Agenda,
            "/rendez-vous/nouveau",
            "Donner un rendez-vous",
        ),
        "verifier_document" => return Some((None, "/identite", "Voir la fiche")),
        _ => {
            let (suite, words) = in_the_plan(nature)?;
            (Section::Plan, suite, words)
        }
    };
    Some((Some(section), suite, words))
}

/// What is done in the plan: the rest of the address, the words of the link.
fn in_the_plan(nature: &str) -> Option<(&'static str, &'static str)> {
    Some(match nature {
        "action" => ("/plan", "Voir l’action"),
        "fin_dispositif"
        | "fin_phase"
        | "signer_contrat"
        | "verifier_condition"
        | "charte_parrainage"
        | "nouvelles_parrainage" => ("/adhesions/{objet}", "Voir le parcours"),
        "delegation_repondre" => ("/dispositifs/delegation", "Accepter ou retourner"),
        "fin_piece" => ("/pieces", "Voir les pièces"),
        "entendre_la_personne" => ("/dispositifs", "Voir les dispositifs"),
        "preparer_sortie" => ("/dispositifs", "Voir ses parcours"),
        "retour_materiel" => ("/moyens", "Voir le prêt"),
        "decision_aide" | "regularisation_aide" => ("/aides/{objet}", "Voir l’aide"),
        "inscription_formation" | "reponse_formation" | "entree_formation" | "bilan_formation" => {
            ("/formations/{objet}", "Voir la formation")
        }
        "transfert_sans_reponse" | "transfert_refuse" => ("/transferts", "Voir la demande"),
        n if n.starts_with("obligation_") => ("/obligation", "Voir l’obligation"),
        n if n.starts_with("suivi_sortie_") => ("/adhesions/{objet}", "Noter les nouvelles"),
        _ => return None,
    })
}

/// What blocks, and how the plan moves.
#[derive(Debug)]
pub(super) struct Accompagnement {
    pub(super) blocages: Vec<Blocage>,
    pub(super) dernier_diagnostic: Option<String>,
    pub(super) vont_bien: usize,
    pub(super) faites: usize,
    pub(super) total: usize,
    pub(super) pourcent: usize,
    pub(super) en_retard: Vec<String>,
}

/// A domain that is not going well, or where something blocks.
#[derive(Debug)]
pub(super) struct Blocage {
    pub(super) domaine: String,
    pub(super) niveau: &'static str,
    pub(super) freins: Vec<String>,
    poids: usize,
}

impl Accompagnement {
    pub(super) fn new(tx: &Tx, history: &[Diagnostic], plan: &Plan) -> Self {
        let words = tx.nomenclatures();
        let (blocages, vont_bien) = blocages(words, history, plan);
        let late = plan
            .objectifs()
            .flat_map(|objectif| &objectif.actions)
            .filter(|action| action.en_retard(tx.today()))
            .map(|action| action.libelle.clone())
            .collect();
        Self {
            blocages,
            dernier_diagnostic: history.first().map(|d| dates::long(d.realise_le)),
            vont_bien,
            faites: plan.faites,
            total: plan.total,
            pourcent: (plan.faites * 100).checked_div(plan.total).unwrap_or(0),
            en_retard: late,
        }
    }
}

/// The domains to look at, heaviest first, and how many go well.
fn blocages(words: &Nomenclatures, history: &[Diagnostic], plan: &Plan) -> (Vec<Blocage>, usize) {
    let domaines: Vec<(String, String)> = words
        .liste("domaine")
        .iter()
        .map(|d| (d.code.clone(), d.libelle.clone()))
        .collect();
    let profil = diagnostic::rules::profil(&domaines, history);
    let mut going_well = 0;
    let mut all = Vec::new();
    for ligne in &profil.lignes {
        let niveau = ligne.actuel.map_or("", |(_, niveau)| niveau.code());
        let freins: Vec<String> = plan
            .freins
            .iter()
            .filter(|f| f.frein.est_ouvert() && f.frein.domaine == ligne.domaine)
            .map(|f| words.libelle("frein", &f.frein.code).to_owned())
            .collect();
        let poids = ["", "ca_va", "a_surveiller", "ca_bloque", "urgent"]
            .iter()
            .position(|code| *code == niveau)
            .unwrap_or(0);
        if poids >= 2 || !freins.is_empty() {
            let domaine = ligne.libelle.clone();
            all.push(Blocage {
                domaine,
                niveau,
                freins,
                poids,
            });
        } else if poids == 1 {
            going_well += 1;
        }
    }
    all.sort_by_key(|blocage| std::cmp::Reverse(blocage.poids));
    (all, going_well)
}

/// The last things that happened.
#[derive(Debug)]
pub(super) struct Evenements {
    pub(super) lignes: Vec<LigneEvenement>,
}

#[derive(Debug)]
pub(super) struct LigneEvenement {
    pub(super) icone: &'static str,
    pub(super) titre: String,
    pub(super) jour: NaiveDate,
}

impl Evenements {
    pub(super) fn new(words: &Nomenclatures, rows: Vec<Evenement>) -> Self {
        let lignes = rows
            .into_iter()
            .map(|e| LigneEvenement {
                icone: icone(&e.nature),
                titre: titre(words, &e),
                jour: e.survenu_le,
            })
            .collect();
        Self { lignes }
    }
}

fn titre(words: &Nomenclatures, evenement: &Evenement) -> String {
    let kind = words.libelle("evenement_type", &evenement.nature);
    let known = words.entree("evenement_type", &evenement.nature).is_some();
    match (known, evenement.titre.is_empty()) {
        (_, true) => kind.to_owned(),
        (true, false) => format!("{kind} : {}", evenement.titre),
        (false, false) => evenement.titre.clone(),
    }
}

fn icone(nature: &str) -> &'static str {
    match nature {
        "telephone" => "telephone-outbound",
        "sms" | "messagerie" | "courriel" | "courrier" => "envelope",
        "entretien_individuel" | "entretien_partenaire" => "journal-text",
        "atelier" | "information_collective" => "people",
        "passage" | "visite" => "door-open",
        "diagnostic" => "bar-chart",
        "frein" => "slash-circle",
        "objectif" | "accord" => "check-circle",
        "action" => "check-lg",
        "demande" => "chat-dots",
        "proposition" => "send",
        "dispositif" => "signpost-split",
        _ => "briefcase",
    }
}
