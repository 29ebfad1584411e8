//! The page of a fact, whatever its theme.

use askama::Template;
use jeunes::faits::{self, Champ, Fait, Sorte};
use kernel::dates;
use platform::{Conflit, Tx};

use super::forms::Saisie;
use crate::{
    http::drafts::BrouillonRepris,
    jeunes::{formulaire::Vue, lire, tete::Tete},
    ui::{Cadre, Choix, Erreurs},
};

/// A field to fill.
#[derive(Debug)]
pub(super) struct ChampVu {
    pub(super) nom: &'static str,
    pub(super) libelle: &'static str,
    pub(super) aide: &'static str,
    pub(super) sorte: &'static str,
    pub(super) valeur: String,
    pub(super) options: Vec<Choix>,
    pub(super) erreur: String,
}

/// What was said before.
#[derive(Debug)]
pub(super) struct Ancien {
    pub(super) periode: String,
    pub(super) phrase: String,
}

#[derive(Template)]
#[template(path = "jeunes/faits/page.html")]
pub(super) struct FaitPage {
    pub(super) cadre: Cadre,
    pub(super) tete: Tete,
    pub(super) brouillon: Option<BrouillonRepris>,
    pub(super) erreurs: Erreurs,
    pub(super) conflit: Option<Conflit>,
    pub(super) titre: &'static str,
    pub(super) note: &'static str,
    pub(super) adresse: String,
    pub(super) id: String,
    pub(super) version: String,
    pub(super) vrai_du: String,
    pub(super) champs: Vec<ChampVu>,
    pub(super) anciens: Vec<Ancien>,
    pub(super) aujourdhui: String,
}

impl FaitPage {
    pub(super) fn new(
        tx: &Tx,
        vue: Vue,
        form: &Saisie,
        (titre, chemin): (&'static str, &str),
        champs: &[Champ],
    ) -> Self {
        Self {
            titre,
            note: "",
            adresse: vue.tete.lien(chemin),
            id: form.get("id").to_owned(),
            version: vue.refus.version(form.get("version")),
            vrai_du: form.get("vrai_du").to_owned(),
            champs: champs
                .iter()
                .map(|c| field(tx, c, form, &vue.refus.erreurs))
                .collect(),
            anciens: Vec::new(),
            aujourdhui: lire::field(tx.today()),
            cadre: vue.cadre,
            tete: vue.tete,
            brouillon: vue.brouillon,
            erreurs: vue.refus.erreurs,
            conflit: vue.refus.conflit,
        }
    }
}

fn field(tx: &Tx, champ: &Champ, form: &Saisie, erreurs: &Erreurs) -> ChampVu {
    let (sorte, options) = match champ.sorte {
        Sorte::Choix(liste) => ("choix", Choix::of(tx.nomenclatures(), liste, tx.today())),
        Sorte::Cases(liste) => {
            let all = Choix::of(tx.nomenclatures(), liste, tx.today());
            ("cases", Choix::ticked(all, &form.all(champ.nom)))
        }
        Sorte::Date | Sorte::Fin => ("date", Vec::new()),
        Sorte::Nombre(_) => ("nombre", Vec::new()),
        Sorte::Texte => ("texte", Vec::new()),
    };
    ChampVu {
        nom: champ.nom,
        libelle: champ.libelle,
        aide: champ.aide,
        sorte,
        valeur: form.get(champ.nom).to_owned(),
        options,
        erreur: erreurs.de(champ.nom).to_owned(),
    }
}

/// A former row in one sentence.
pub(super) fn former(tx: &Tx, champs: &[Champ], fait: &Fait) -> Ancien {
    let du = dates::short(fait.vrai_du);
    Ancien {
        periode: match fait.vrai_au {
            Some(au) => format!("Du {du} au {}", dates::short(au)),
            None => format!("Corrigé depuis, noté au {du}"),
        },
        phrase: champs
            .iter()
            .filter_map(|champ| {
                let value = fait.valeurs.get(champ.nom)?;
                let words = faits::words(tx.nomenclatures(), champ, value);
                Some(format!("{} : {words}", champ.libelle))
            })
            .collect::<Vec<_>>()
            .join(" ; "),
    }
}
