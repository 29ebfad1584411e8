//! The creating page: the form, and above it what to decide first.

use askama::Template;
use jeunes::{
    ailleurs::Reponse,
    dossiers::{Public, rules},
    identite::{Champ, Doublon, DoublonVisible, rules as rapprochement},
};
use kernel::{Role, text};
use platform::Tx;

use super::forms::CreationForm;
use crate::{
    http::{drafts::BrouillonRepris, errors::PageError, extract::Contexte},
    jeunes::{
        lire, listes,
        tete::{self, Pastille},
    },
    ui::{Cadre, Choix, Erreurs},
};

#[derive(Template)]
#[template(path = "jeunes/creation/page.html")]
pub(super) struct CreationPage {
    pub(super) cadre: Cadre,
    pub(super) brouillon: Option<BrouillonRepris>,
    pub(super) form: CreationForm,
    pub(super) erreurs: Erreurs,
    pub(super) communes: Vec<Choix>,
    pub(super) doublons: Vec<DoublonVu>,
    pub(super) protege: bool,
    pub(super) hors_public: Option<HorsPublic>,
    pub(super) rqth: bool,
    /// Who accompanies sees what each likeness weighs.
    pub(super) accompagne: bool,
    pub(super) sexes: Vec<Choix>,
    /// Answers about another mission locale.
    pub(super) ailleurs: Vec<Choix>,
    pub(super) orienteurs: Vec<Choix>,
    pub(super) referents: Vec<Choix>,
    pub(super) aujourdhui: String,
}

/// A likely duplicate, side by side with what was typed.
#[derive(Debug)]
pub(super) struct DoublonVu {
    pub(super) id: String,
    pub(super) numero: String,
    pub(super) nom: String,
    pub(super) referent: String,
    pub(super) etat: Pastille,
    pub(super) champs: Vec<Rang>,
    pub(super) concorde: Vec<String>,
    pub(super) differe: Vec<String>,
    pub(super) poids: Vec<Pese>,
    pub(super) total: String,
}

/// What one likeness weighs.
#[derive(Debug)]
pub(super) struct Pese {
    pub(super) libelle: &'static str,
    pub(super) mots: &'static str,
    pub(super) bits: String,
}

/// One line of the side by side.
#[derive(Debug)]
pub(super) struct Rang {
    pub(super) libelle: &'static str,
    pub(super) nouveau: String,
    pub(super) existant: String,
    pub(super) pareil: bool,
}

/// Someone the mission locale cannot accompany, and who can help.
#[derive(Debug)]
pub(super) struct HorsPublic {
    pub(super) titre: String,
    pub(super) texte: String,
    pub(super) conseils: Vec<String>,
    pub(super) rqth: bool,
}

impl CreationPage {
    /// The page of `form`; `erreurs` say what is wrong with it.
    pub(super) async fn new(
        tx: &mut Tx,
        contexte: &Contexte,
        form: CreationForm,
        erreurs: Erreurs,
    ) -> Result<Self, PageError> {
        let today = tx.today();
        let communes = if erreurs.de("commune_code").is_empty() {
            Vec::new()
        } else {
            form.commune().read(tx).await?.choix
        };
        let hors_public = outside(tx, &form, erreurs.de("public"))?;
        let rqth = hors_public.as_ref().is_some_and(|h| h.rqth);
        Ok(Self {
            cadre: Cadre::new(tx, contexte),
            brouillon: None,
            erreurs: erreurs.without("public"),
            communes,
            doublons: Vec::new(),
            protege: false,
            hors_public,
            rqth: rqth || lire::ticked(&form.derogation_rqth),
            accompagne: tx.actor().role().is_some_and(Role::can_be_referent),
            sexes: listes::sexes(),
            ailleurs: Reponse::ALL
                .iter()
                .map(|said| Choix::new(said.code(), said.label()))
                .collect(),
            orienteurs: Choix::of(tx.nomenclatures(), "orienteur", today),
            referents: listes::referents(tx).await?,
            aujourdhui: lire::field(today),
            form,
        })
    }

    /// The same page, with likely duplicates to decide upon first.
    pub(super) fn with_duplicates(mut self, found: &[Doublon]) -> Self {
        for doublon in found {
            match doublon {
                Doublon::Protege => self.protege = true,
                Doublon::Visible(visible) => {
                    let seen = DoublonVu::new(visible, &self.form);
                    self.doublons.push(seen);
                }
            }
        }
        self
    }
}

impl DoublonVu {
    fn new(doublon: &DoublonVisible, form: &CreationForm) -> Self {
        Self {
            id: doublon.id.to_string(),
            numero: doublon.numero.clone(),
            nom: doublon.nom.clone(),
            referent: doublon.referent.clone(),
            etat: tete::state(doublon.etat),
            champs: doublon
                .champs
                .iter()
                .map(|champ| Rang::new(champ, form))
                .collect(),
            concorde: doublon.comparaison.concorde.clone(),
            differe: doublon.comparaison.differe.clone(),
            poids: rapprochement::by_weight(&doublon.comparaison)
                .into_iter()
                .map(|poids| Pese {
                    libelle: poids.libelle,
                    mots: poids.mots,
                    bits: signed(poids.bits),
                })
                .collect(),
            total: signed(doublon.comparaison.score),
        }
    }
}

/// `+9,4` or `−5,3`.
fn signed(bits: f64) -> String {
    let sign = if bits < 0.0 { '−' } else { '+' };
    format!("{sign}{:.1}", bits.abs()).replace('.', ",")
}

impl Rang {
    fn new(champ: &Champ, form: &CreationForm) -> Self {
        let nouveau = match champ.libelle {
            // What was typed, without the postal code that the field adds.
            "Commune" if champ.nouveau.is_empty() => {
                let typed = form.commune.split('(').next().unwrap_or_default();
                typed.trim().to_owned()
            }
            _ => champ.nouveau.clone(),
        };
        let (new, known) = (text::fold(&nouveau), text::fold(&champ.existant));
        Self {
            libelle: champ.libelle,
            nouveau,
            existant: champ.existant.clone(),
            pareil: !new.is_empty() && new == known,
        }
    }
}

fn outside(tx: &Tx, form: &CreationForm, code: &str) -> Result<Option<HorsPublic>, PageError> {
    if code.is_empty() {
        return Ok(None);
    }
    let (min, max) = (
        tx.parametre("age_public_min")?,
        tx.parametre("age_public_max")?,
    );
    let max_rqth = tx.parametre("age_public_max_rqth")?;
    let age = form.age(tx.today()).unwrap_or(0);
    let rqth = rules::public(age, min, max, max_rqth) == Public::SelonRqth;
    let (titre, texte) = if code == "moins_de_16" {
        (
            format!("Avant {min} ans, d’autres peuvent aider"),
            format!(
                "La mission locale accompagne à partir de {min} ans. Personne ne doit repartir \
                 sans réponse : voici qui peut aider dès maintenant."
            ),
        )
    } else {
        (
            format!("Après {max} ans, d’autres prennent le relais"),
            format!(
                "La mission locale accompagne jusqu’à {max} ans révolus. Personne ne doit \
                 repartir sans réponse : voici qui peut aider dès maintenant."
            ),
        )
    };
    let conseils = tx
        .nomenclatures()
        .offertes("conseil_hors_public", tx.today())
        .filter(|entry| entry.parent == code)
        .map(|entry| entry.libelle.clone())
        .collect();
    Ok(Some(HorsPublic {
        titre,
        texte,
        conseils,
        rqth,
    }))
}
