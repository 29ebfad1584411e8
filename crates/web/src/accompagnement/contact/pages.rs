//! The pages of the contact in twenty seconds.

use askama::Template;
use jeunes::{acces, contacts, contacts::MoyenContact, echeances, recherche, recherche::Trouve};
use kernel::{JeuneId, Section, dates};
use platform::Tx;

use crate::{
    accompagnement::{commun, saisie::Saisie},
    http::{
        drafts::{self, BrouillonRepris},
        extract::Contexte,
        refus::Refus,
    },
    jeunes::tete::birth_words,
    ui::{Cadre, Choix, Erreurs},
};

/// How many people the search shows.
const TROUVES: usize = 8;

#[derive(Template)]
#[template(path = "accompagnement/contact/recherche.html")]
pub(super) struct RecherchePage {
    cadre: Cadre,
    q: String,
    retour: String,
    trouves: Vec<Personne>,
}

/// Someone to choose.
struct Personne {
    lien: String,
    nom: String,
    naissance: String,
    commune: String,
    numero: String,
}

/// Whom the contact was with; a single person found is at once the one.
pub(super) enum Qui {
    Page(Box<RecherchePage>),
    Seul(JeuneId),
}

pub(super) async fn search(
    mut tx: Tx,
    contexte: &Contexte,
    q: &str,
    retour: String,
) -> platform::Result<Qui> {
    let found = if q.trim().is_empty() {
        Vec::new()
    } else {
        recherche::search(&mut tx, q, TROUVES).await?
    };
    let cadre = Cadre::new(&tx, contexte);
    tx.commit().await?;
    if let [only] = found.as_slice() {
        return Ok(Qui::Seul(only.id));
    }
    let suite = serde_html_form::to_string([("retour", &retour)]).unwrap_or_default();
    let person = |found: &Trouve| Personne {
        lien: format!("/jeunes/{}/contact?{suite}", found.id),
        nom: found.nom_affiche(),
        naissance: birth_words(found.naissance, found.identite.sexe.as_deref(), found.age),
        commune: found.commune.clone(),
        numero: found.numero.clone(),
    };
    Ok(Qui::Page(Box::new(RecherchePage {
        cadre,
        q: q.trim().to_owned(),
        trouves: found.iter().map(person).collect(),
        retour,
    })))
}

#[derive(Template)]
#[template(path = "accompagnement/contact/contact.html")]
pub(super) struct ContactPage {
    cadre: Cadre,
    base: String,
    nom: String,
    naissance: String,
    numero: String,
    saisie: Saisie,
    retour: String,
    moyens: Vec<Choix>,
    resultats: Vec<Choix>,
    telephones: Vec<Joindre>,
    /// The person died: nobody is to be called.
    deces: bool,
    prochain: String,
    aujourdhui: String,
    precise: bool,
    pub(super) erreurs: Erreurs,
    brouillon: Option<BrouillonRepris>,
    mots_sante: String,
}

/// A means of reaching the person, to click on.
struct Joindre {
    lien: String,
    texte: String,
    /// Whose it is, when it is not hers.
    a_qui: String,
    /// What to mind, or an empty string.
    consigne: &'static str,
    icone: &'static str,
}

/// The form, as it was typed or the first time.
pub(super) async fn form(
    mut tx: Tx,
    contexte: &Contexte,
    jeune: JeuneId,
    retour: String,
    refused: Option<(Saisie, &Refus)>,
) -> platform::Result<ContactPage> {
    let dossier = acces::open_for_read(&mut tx, jeune, Section::Contacts).await?;
    let (saisie, erreurs, brouillon) = match refused {
        Some((saisie, refus)) => (saisie, refus.erreurs.clone(), None),
        None => match drafts::resume(&mut tx, &contexte.chemin).await? {
            Some((saisie, brouillon)) => (saisie, Erreurs::default(), Some(brouillon)),
            None => (first(&tx), Erreurs::default(), None),
        },
    };
    let deces = dossier.deces.is_some();
    let telephones = means(&mut tx, &dossier).await?;
    let open = echeances::list_open(&mut tx, &dossier, 50).await?;
    let next = open.iter().find(|e| e.nature == "prochain_contact");
    let today = tx.today();
    let page = ContactPage {
        cadre: Cadre::new(&tx, contexte),
        base: format!("/jeunes/{jeune}"),
        nom: dossier.nom_affiche(),
        naissance: birth_words(
            dossier.naissance,
            dossier.identite.sexe.as_deref(),
            dossier.age(today),
        ),
        numero: dossier.numero.clone(),
        retour,
        moyens: Choix::of(tx.nomenclatures(), "contact_moyen", today),
        resultats: Choix::of(tx.nomenclatures(), "contact_resultat", today),
        telephones,
        deces,
        prochain: next
            .map(|e| dates::short(e.echeance_le))
            .unwrap_or_default(),
        aujourdhui: commun::field(today),
        precise: saisie.un("le") != commun::field(today) || !erreurs.de("le").is_empty(),
        saisie,
        erreurs,
        brouillon,
        mots_sante: commun::mots_sante(&tx),
    };
    tx.commit().await?;
    Ok(page)
}

fn first(tx: &Tx) -> Saisie {
    Saisie::default()
        .avec("id", commun::fresh(tx))
        .avec("moyen", "telephone")
        .avec("resultat", "abouti")
        .avec("le", commun::field(tx.today()))
        .avec("clore_prochain_contact", "oui")
}

/// The means of reaching the person that may be used today, each with what to mind.
async fn means(tx: &mut Tx, dossier: &jeunes::DossierForRead) -> platform::Result<Vec<Joindre>> {
    let all = contacts::moyens_autorises(tx, dossier).await?;
    let whose = |titulaire: &str| match titulaire {
        "jeune" => String::new(),
        other => tx
            .nomenclatures()
            .libelle("lien_personne", other)
            .to_owned(),
    };
    Ok(all
        .iter()
        .filter_map(|m| {
            let (lien, icone) = match m.contact.moyen {
                MoyenContact::Telephone => (format!("tel:{}", m.contact.valeur), "telephone"),
                MoyenContact::Courriel => (format!("mailto:{}", m.contact.valeur), "envelope"),
                MoyenContact::Autre => return None,
            };
            Some(Joindre {
                lien,
                texte: m.contact.valeur_affichee(),
                a_qui: whose(&m.contact.titulaire),
                consigne: m.consigne(),
                icone,
            })
        })
        .collect())
}
