//! What « Identité et contacts » shows, section by section, each only to those who read it.

use chrono::NaiveDate;
use jeunes::{
    DossierForRead,
    contacts::{
        self, AdressePassee, Contact, SANS_PRECISION,
        rules::{Refus, Usage, Voie},
    },
    deces,
    dossiers::Manque,
    etats, referents, synthese,
};
use kernel::{Access, Permission, Section, dates};
use platform::Tx;

use super::situations::Situations;
use crate::jeunes::{conservation, faits, parcours, representation, tiers};

/// A fact: its name, what is known.
#[derive(Debug)]
pub(super) struct Fait {
    pub(super) libelle: &'static str,
    pub(super) valeur: String,
}

impl Fait {
    fn new(libelle: &'static str, valeur: impl Into<String>) -> Self {
        Self {
            libelle,
            valeur: valeur.into(),
        }
    }
}

/// A contact, in words.
#[derive(Debug)]
pub(super) struct ContactVu {
    pub(super) lien: String,
    pub(super) moyen: &'static str,
    pub(super) valeur: String,
    pub(super) appel: String,
    pub(super) precisions: String,
    /// What to mind, or an empty string.
    pub(super) consigne: String,
    /// Never to be used; the reason is in `consigne` for those who may read it.
    pub(super) jamais: bool,
    pub(super) rang: String,
    pub(super) periode: String,
}

/// Something missing, and where to fill it in; an empty link for those who may not.
#[derive(Debug)]
pub(super) struct ManqueVu {
    pub(super) libelle: &'static str,
    pub(super) lien: String,
}

/// A former address, in words.
#[derive(Debug)]
pub(super) struct AdresseVue {
    pub(super) valeur: String,
    pub(super) periode: String,
}

impl AdresseVue {
    fn of(passee: &AdressePassee) -> Self {
        let commune = format!("{} {}", passee.code_postal, passee.commune);
        let logement = if passee.sans_domicile_stable {
            "Sans domicile stable"
        } else {
            ""
        };
        let parts: Vec<&str> = [logement, &passee.adresse, commune.trim()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        let au = dates::short(passee.au);
        Self {
            valeur: parts.join(", "),
            periode: match passee.du {
                Some(du) => format!("du {} au {au}", dates::short(du)),
                None => format!("jusqu’au {au}"),
            },
        }
    }
}

/// Contacts and address.
#[derive(Debug)]
pub(super) struct Joindre {
    pub(super) actuels: Vec<ContactVu>,
    pub(super) passes: Vec<ContactVu>,
    pub(super) adresse: Vec<Fait>,
    pub(super) adresses_passees: Vec<AdresseVue>,
    pub(super) modifiable: bool,
}

/// A référent, present or past.
#[derive(Debug)]
pub(super) struct ReferentVu {
    pub(super) nom: String,
    pub(super) periode: String,
    pub(super) motif: String,
    pub(super) actuel: bool,
}

/// A state of the dossier, in words.
#[derive(Debug)]
pub(super) struct EtatVu {
    pub(super) libelle: &'static str,
    pub(super) periode: String,
    pub(super) motif: String,
    pub(super) actuel: bool,
}

/// The whole page.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says whether one form of the page is offered"
)]
pub(super) struct Fiche {
    pub(super) identite: Vec<Fait>,
    pub(super) identite_modifiable: bool,
    pub(super) completude: &'static str,
    pub(super) manques: Vec<ManqueVu>,
    pub(super) joindre: Option<Joindre>,
    pub(super) referents: Vec<ReferentVu>,
    pub(super) referent_modifiable: bool,
    pub(super) situations: Option<Situations>,
    pub(super) parcours: Option<parcours::carte::Carte>,
    pub(super) representation: Option<representation::carte::Carte>,
    pub(super) tiers: Option<tiers::carte::Carte>,
    pub(super) faits: faits::carte::Cartes,
    pub(super) etats: Vec<EtatVu>,
    pub(super) etat_modifiable: bool,
    /// What the link to the page of a death says, or an empty string.
    pub(super) deces: &'static str,
    pub(super) conservation: conservation::carte::Carte,
    pub(super) protection: bool,
    pub(super) doublon: bool,
}

impl Fiche {
    pub(super) async fn read(tx: &mut Tx, dossier: &DossierForRead) -> platform::Result<Self> {
        let etendue = synthese::completude(tx, dossier).await?;
        let base = format!("/jeunes/{}", dossier.id);
        let writes = |tx: &Tx, section| tx.may(Permission::Dossier(section, Access::Write));
        let reads = |tx: &Tx, section| tx.may(Permission::Dossier(section, Access::Read));
        let joindre = if reads(tx, Section::Contacts) {
            Some(joindre(tx, dossier, &base).await?)
        } else {
            None
        };
        let situations = if reads(tx, Section::Situation) {
            Some(Situations::read(tx, dossier, &base).await?)
        } else {
            None
        };
        Ok(Self {
            identite: identity(tx, dossier),
            identite_modifiable: writes(tx, Section::Identite),
            completude: etendue.completude.label(),
            manques: missing(tx, &etendue.manques, &base),
            joindre,
            referents: all_referents(tx, dossier).await?,
            referent_modifiable: tx.may(Permission::DesignerReferent)
                && writes(tx, Section::Identite),
            situations,
            parcours: parcours::carte::Carte::read(tx, dossier, &base).await?,
            conservation: conservation::carte::Carte::read(tx, dossier).await?,
            representation: representation::carte::Carte::read(tx, dossier, &base).await?,
            tiers: tiers::carte::Carte::read(tx, dossier, &base).await?,
            faits: faits::carte::Cartes::read(tx, dossier, &base).await?,
            etats: all_states(tx, dossier).await?,
            etat_modifiable: writes(tx, Section::Situation) && dossier.deces.is_none(),
            deces: match (
                tx.may(Permission::NoterDeces),
                dossier.deces,
                deces::may_note(tx, dossier),
            ) {
                (true, Some(_), _) => "Voir ce qui est noté",
                (true, None, true) => "Noter un décès",
                _ => "",
            },
            protection: tx.may(Permission::ProtegerDossier),
            doublon: tx.may(Permission::FusionnerDossiers),
        })
    }
}

fn identity(tx: &Tx, dossier: &DossierForRead) -> Vec<Fait> {
    let identite = &dossier.identite;
    let naissance = match dossier.naissance.date() {
        Some(day) => dates::long(day),
        None => format!("{} ans environ (âge déclaré)", dossier.age(tx.today())),
    };
    let sexe = match identite.sexe.as_deref() {
        Some("femme") => "Femme",
        Some("homme") => "Homme",
        _ => "Sans réponse",
    };
    let vue = dossier.identite_vue_le.map_or_else(
        || "Pas encore".to_owned(),
        |day| format!("Le {}", dates::long(day)),
    );
    let orienteur = tx.nomenclatures().libelle("orienteur", &dossier.orienteur);
    let mut all = vec![
        Fait::new("Prénom", &identite.prenom),
        Fait::new("Prénom d’usage", &identite.prenom_usage),
        Fait::new("Nom de naissance", &identite.nom_naissance),
        Fait::new("Nom d’usage", &identite.nom_usage),
        Fait::new("Naissance", naissance),
        Fait::new("Sexe", sexe),
        Fait::new("Justificatif vu", vue),
        Fait::new("Premier accueil", dates::long(dossier.premier_accueil_le)),
        Fait::new("Site", &dossier.site_nom),
        Fait::new("Orientation", orienteur),
    ];
    all.retain(|fait| !fait.valeur.is_empty());
    all
}

fn missing(tx: &Tx, manques: &[Manque], base: &str) -> Vec<ManqueVu> {
    let seen = |manque: &Manque| {
        let (page, section) = match manque {
            Manque::Naissance => ("identite/modifier", Section::Identite),
            Manque::Commune => ("adresse", Section::Contacts),
            Manque::Contact => ("contacts/nouveau", Section::Contacts),
            Manque::Situation => ("situations/nouvelle", Section::Situation),
            Manque::Referent => ("referent", Section::Identite),
        };
        let mut may = tx.may(Permission::Dossier(section, Access::Write));
        may &= *manque != Manque::Referent || tx.may(Permission::DesignerReferent);
        ManqueVu {
            libelle: manque.label(),
            lien: if may {
                format!("{base}/{page}")
            } else {
                String::new()
            },
        }
    };
    manques.iter().map(seen).collect()
}

async fn joindre(tx: &mut Tx, dossier: &DossierForRead, base: &str) -> platform::Result<Joindre> {
    let all = contacts::list(tx, dossier).await?;
    let today = tx.today();
    let over = |contact: &Contact| contact.vrai_au.is_some_and(|au| au < today);
    let (past, present): (Vec<Contact>, Vec<Contact>) = all.into_iter().partition(over);
    let lieu = &dossier.lieu;
    let sans_domicile = if lieu.sans_domicile_stable {
        "Sans domicile stable"
    } else {
        ""
    };
    let commune = format!("{} {}", lieu.code_postal, dossier.commune_nom);
    let mut adresse = vec![
        Fait::new("Logement", sans_domicile),
        Fait::new("Adresse", &lieu.adresse),
        Fait::new("Commune", commune.trim()),
    ];
    adresse.retain(|fait| !fait.valeur.is_empty());
    let former = contacts::former_addresses(tx, dossier).await?;
    Ok(Joindre {
        adresses_passees: former.iter().map(AdresseVue::of).collect(),
        actuels: present
            .iter()
            .map(|c| contact(tx, base, c, dossier.deces))
            .collect(),
        passes: past
            .iter()
            .map(|c| contact(tx, base, c, dossier.deces))
            .collect(),
        adresse,
        modifiable: tx.may(Permission::Dossier(Section::Contacts, Access::Write)),
    })
}

fn contact(tx: &Tx, base: &str, contact: &Contact, deces: Option<NaiveDate>) -> ContactVu {
    let (consigne, usable) = usage(tx, contact, deces);
    let whose = match contact.titulaire.as_str() {
        "jeune" => "",
        other => tx.nomenclatures().libelle("lien_personne", other),
    };
    let precisions: Vec<&str> = [whose, &contact.precisions]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    let du = dates::short(contact.vrai_du);
    let periode = match contact.vrai_au {
        Some(au) => format!("du {du} au {}", dates::short(au)),
        None => format!("depuis le {du}"),
    };
    ContactVu {
        lien: format!("{base}/contacts/{}", contact.id),
        moyen: contact.moyen.label(),
        valeur: contact.valeur_affichee(),
        appel: match contact.moyen {
            _ if !usable => String::new(),
            contacts::MoyenContact::Telephone => format!("tel:{}", contact.valeur),
            contacts::MoyenContact::Courriel => format!("mailto:{}", contact.valeur),
            contacts::MoyenContact::Autre => String::new(),
        },
        precisions: precisions.join(", "),
        consigne,
        jamais: !contact.consignes.jamais.is_empty(),
        rang: match contact.consignes.preference {
            0 => String::new(),
            1 => "à essayer en premier".to_owned(),
            rank => format!("à essayer en n° {rank}"),
        },
        periode,
    }
}

/// What to mind with the contact, in words, and whether it may be used at all.
fn usage(tx: &Tx, contact: &Contact, deces: Option<NaiveDate>) -> (String, bool) {
    match contacts::rules::usage(Voie::of(contact), deces, tx.today()) {
        Usage::Appeler { dire_ml, message } => {
            let words = contacts::rules::consigne(dire_ml, message);
            (words.to_owned(), true)
        }
        Usage::Jamais(Refus::Consigne) if contact.consignes.jamais != SANS_PRECISION => {
            let lists = tx.nomenclatures();
            let why = lists.libelle("motif_jamais", &contact.consignes.jamais);
            (why.to_owned(), false)
        }
        Usage::Jamais(_) => (String::new(), false),
    }
}

async fn all_referents(tx: &mut Tx, dossier: &DossierForRead) -> platform::Result<Vec<ReferentVu>> {
    let all = referents::history(tx, dossier).await?;
    Ok(all
        .into_iter()
        .map(|suivi| ReferentVu {
            nom: suivi.agent_nom,
            periode: match suivi.au {
                Some(au) => format!("du {} au {}", dates::short(suivi.du), dates::short(au)),
                None => format!("depuis le {}", dates::long(suivi.du)),
            },
            motif: tx
                .nomenclatures()
                .libelle("motif_referent", &suivi.motif)
                .to_owned(),
            actuel: suivi.au.is_none(),
        })
        .collect())
}

async fn all_states(tx: &mut Tx, dossier: &DossierForRead) -> platform::Result<Vec<EtatVu>> {
    let all = etats::history(tx, dossier).await?;
    let tells = tx.may(Permission::Dossier(Section::Situation, Access::Read));
    let lists = tx.nomenclatures();
    Ok(all
        .into_iter()
        .map(|state| EtatVu {
            libelle: state.etat.label(),
            periode: match state.au {
                Some(au) => format!("du {} au {}", dates::short(state.du), dates::short(au)),
                None => format!("depuis le {}", dates::long(state.du)),
            },
            // Why is for those who read the situation, as everywhere.
            motif: if tells && !state.motif.is_empty() {
                let list = etats::rules::reasons(state.etat);
                lists.libelle(list, &state.motif).to_owned()
            } else {
                String::new()
            },
            actuel: state.au.is_none(),
        })
        .collect())
}
