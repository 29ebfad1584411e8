//! The queue and a pair, in words.

use askama::Template;
use jeunes::{
    doublons::{Cote, PaireVue},
    identite::rules,
};
use kernel::{new_uuid, text};
use platform::{Tx, rattachement};

use super::forms::ReunirForm;
use crate::{
    TABLES,
    http::{extract::Contexte, refus::Refus},
    jeunes::tete::{self, Pastille},
    ui::{Cadre, Choix},
};

/// A pair of the queue.
#[derive(Debug)]
pub(super) struct LignePaire {
    pub(super) lien: String,
    pub(super) premier: CoteVu,
    pub(super) second: CoteVu,
    pub(super) concorde: String,
    pub(super) differe: String,
    pub(super) origine: &'static str,
}

impl LignePaire {
    pub(super) fn new(vue: &PaireVue, today: chrono::NaiveDate) -> Self {
        Self {
            lien: format!("/doublons/{}", vue.paire.id),
            premier: CoteVu::new(&vue.premier, today),
            second: CoteVu::new(&vue.second, today),
            concorde: vue.comparaison.concorde.join("\u{a0}; "),
            differe: vue.comparaison.differe.join("\u{a0}; "),
            origine: vue.paire.origine.label(),
        }
    }
}

/// One dossier of a pair.
#[derive(Debug)]
pub(super) struct CoteVu {
    pub(super) id: String,
    pub(super) numero: String,
    pub(super) nom: String,
    pub(super) naissance: String,
    pub(super) referent: String,
    pub(super) etat: Pastille,
    pub(super) version: i32,
}

impl CoteVu {
    fn new(cote: &Cote, today: chrono::NaiveDate) -> Self {
        let portrait = &cote.portrait;
        let sexe = portrait.identite.sexe.as_deref();
        Self {
            id: cote.id.to_string(),
            numero: cote.numero.clone(),
            nom: cote.nom(),
            naissance: tete::birth_words(portrait.naissance, sexe, portrait.naissance.age(today)),
            referent: cote.referent_nom.clone(),
            etat: tete::state(cote.etat),
            version: cote.version,
        }
    }
}

#[derive(Template)]
#[template(path = "jeunes/doublons/liste.html")]
pub(super) struct ListePage {
    pub(super) cadre: Cadre,
    pub(super) lignes: Vec<LignePaire>,
    pub(super) suite: String,
}

/// One line of the side by side.
#[derive(Debug)]
pub(super) struct Rang {
    pub(super) libelle: &'static str,
    pub(super) premier: String,
    pub(super) second: String,
    pub(super) pareil: bool,
}

/// How many rows of a kind each dossier holds.
#[derive(Debug)]
pub(super) struct Compte {
    pub(super) libelle: &'static str,
    pub(super) premier: i64,
    pub(super) second: i64,
}

#[derive(Template)]
#[template(path = "jeunes/doublons/paire.html")]
pub(super) struct PairePage {
    pub(super) cadre: Cadre,
    pub(super) refus: Refus,
    pub(super) base: String,
    pub(super) a_voir: bool,
    pub(super) version: i32,
    pub(super) premier: CoteVu,
    pub(super) second: CoteVu,
    pub(super) rangs: Vec<Rang>,
    pub(super) comptes: Vec<Compte>,
    pub(super) concorde: Vec<String>,
    pub(super) differe: Vec<String>,
    pub(super) poids: Vec<(String, String)>,
    pub(super) score: String,
    pub(super) gardes: Vec<Choix>,
    pub(super) motifs: Vec<Choix>,
    pub(super) form: ReunirForm,
}

impl PairePage {
    pub(super) async fn new(
        tx: &mut Tx,
        contexte: &Contexte,
        vue: &PaireVue,
        form: Option<ReunirForm>,
        refus: Refus,
    ) -> platform::Result<Self> {
        let today = tx.today();
        let comptes = counts(tx, vue).await?;
        let total = |side: fn(&Compte) -> i64| comptes.iter().map(side).sum::<i64>();
        // The dossier that holds more is proposed to be kept.
        let garde = if total(|c| c.second) > total(|c| c.premier) {
            vue.second.id
        } else {
            vue.premier.id
        };
        let mut form = form.unwrap_or_else(|| ReunirForm {
            id: new_uuid(tx.clock(), tx.rng()).to_string(),
            garde: garde.to_string(),
            ..ReunirForm::default()
        });
        form.version = vue.paire.version.to_string();
        let choix = |cote: &Cote| {
            let libelle = format!("Dossier n° {}, {}", cote.numero, cote.nom());
            Choix::new(cote.id.to_string(), libelle)
        };
        Ok(Self {
            cadre: Cadre::new(tx, contexte),
            refus,
            base: format!("/doublons/{}", vue.paire.id),
            a_voir: vue.paire.a_voir,
            version: vue.paire.version,
            rangs: vue.champs.iter().map(Rang::new).collect(),
            comptes,
            concorde: vue.comparaison.concorde.clone(),
            differe: vue.comparaison.differe.clone(),
            poids: rules::by_weight(&vue.comparaison)
                .into_iter()
                .map(|p| (format!("{} : {}", p.libelle, p.mots), bits(p.bits)))
                .collect(),
            score: bits(vue.comparaison.score),
            gardes: vec![choix(&vue.premier), choix(&vue.second)],
            motifs: Choix::of(tx.nomenclatures(), "motif_fusion", today),
            premier: CoteVu::new(&vue.premier, today),
            second: CoteVu::new(&vue.second, today),
            form,
        })
    }
}

/// `+4,2`, `−1,0`: for the same person, or against.
fn bits(bits: f64) -> String {
    format!("{bits:+.1}").replace('.', ",").replace('-', "−")
}

impl Rang {
    fn new(champ: &jeunes::identite::Champ) -> Self {
        let (one, other) = (text::fold(&champ.nouveau), text::fold(&champ.existant));
        Self {
            libelle: champ.libelle,
            premier: champ.nouveau.clone(),
            second: champ.existant.clone(),
            pareil: !one.is_empty() && one == other,
        }
    }
}

/// What each dossier holds, by kind, in the order of the tables.
async fn counts(tx: &mut Tx, vue: &PaireVue) -> platform::Result<Vec<Compte>> {
    let one = rattachement::compter(tx, &TABLES, vue.premier.id).await?;
    let other = rattachement::compter(tx, &TABLES, vue.second.id).await?;
    let of = |all: &[(&'static rattachement::TableDuDossier, i64)], name: &str| {
        let mut found = all.iter().filter(|(table, _)| table.name == name);
        found.next().map_or(0, |(_, count)| *count)
    };
    Ok(TABLES
        .iter()
        .map(|table| Compte {
            libelle: table.libelle,
            premier: of(&one, table.name),
            second: of(&other, table.name),
        })
        .filter(|compte| compte.premier + compte.second > 0)
        .collect())
}
