//! The form of an interview.

use accompagnement::{
    entretiens::{
        ActionFaite, Entretien, EntretienDraft, EvenementSaisi, FaitsEntretien, FreinLeve,
        ModificationEntretien, NoteSaisie, ProchainContact,
    },
    plan::{NouvelObjectif, NouvelleAction, Origine, Qui},
};
use chrono::NaiveTime;
use kernel::{EntretienId, FieldErrors, FreinId, ObjectifId};
use uuid::Uuid;

use crate::accompagnement::{
    commun,
    saisie::{Lecteur, Saisie},
};

/// What the form needs that it does not carry: identifiers of rows, labels of freins.
pub(super) struct Sources<'a> {
    pub(super) fresh: &'a dyn Fn() -> Uuid,
    pub(super) frein: &'a dyn Fn(&str) -> String,
}

/// Reads the whole screen.
pub(super) fn parse(saisie: &Saisie, sources: &Sources<'_>) -> Result<EntretienDraft, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let note = lecteur.texte("note_confidentielle");
    let freins_trouves: Vec<String> = saisie
        .tous("freins_trouves")
        .into_iter()
        .filter(|code| !code.is_empty())
        .collect();
    let (objectifs_ajoutes, actions_ajoutees) =
        added(saisie, &mut lecteur, sources, freins_trouves.first());
    let draft = EntretienDraft {
        id: lecteur.id("id").into(),
        faits: facts(saisie, &mut lecteur),
        note_confidentielle: (!note.is_empty()).then(|| NoteSaisie {
            id: lecteur.id("note_id").into(),
            texte: note,
        }),
        freins_trouves,
        freins_leves: lifted(saisie),
        actions_faites: done(saisie),
        objectifs_ajoutes,
        actions_ajoutees,
    };
    lecteur.fin(draft)
}

/// Reads a correction.
pub(super) fn parse_change(
    id: EntretienId,
    saisie: &Saisie,
) -> Result<ModificationEntretien, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let version = lecteur.version();
    let faits = facts(saisie, &mut lecteur);
    lecteur.fin(ModificationEntretien { id, version, faits })
}

fn facts(saisie: &Saisie, lecteur: &mut Lecteur<'_>) -> FaitsEntretien {
    let heure = saisie.un("heure");
    let read = NaiveTime::parse_from_str(heure, "%H:%M").ok();
    if read.is_none() && !heure.is_empty() {
        lecteur
            .errors
            .add("heure", "Donnez une heure, par exemple 14:30.");
    }
    if saisie.un("theme").is_empty() {
        lecteur
            .errors
            .add("theme", "Choisissez le thème principal.");
    }
    FaitsEntretien {
        realise_le: lecteur.date("realise_le"),
        heure: read,
        modalite: lecteur.code("modalite"),
        duree_minutes: duration(saisie, lecteur),
        presents: saisie.tous("presents"),
        theme: lecteur.code("theme"),
        evenements: events(saisie),
        resume: lecteur.texte("resume"),
        prochain_contact: lecteur
            .date_libre("prochain_contact_le")
            .map(|le| ProchainContact {
                le,
                moyen: lecteur.code("prochain_contact_moyen"),
            }),
    }
}

/// One of the usual durations, or the one typed beside them.
fn duration(saisie: &Saisie, lecteur: &mut Lecteur<'_>) -> i32 {
    let typed = saisie.un("duree_autre").trim();
    let chosen = if typed.is_empty() {
        saisie.un("duree_minutes")
    } else {
        typed
    };
    chosen.parse().unwrap_or_else(|_| {
        lecteur.errors.add(
            "duree_minutes",
            "Indiquez une durée en minutes, par exemple 45.",
        );
        0
    })
}

/// The rows of événements that say something.
fn events(saisie: &Saisie) -> Vec<EvenementSaisi> {
    (0..saisie.rangs("evenement"))
        .map(|rang| EvenementSaisi {
            nature: saisie.un(&format!("evenement_{rang}_nature")).to_owned(),
            theme: saisie.un(&format!("evenement_{rang}_theme")).to_owned(),
        })
        .filter(|event| !event.nature.is_empty())
        .map(|event| {
            let theme = if event.theme.is_empty() {
                saisie.un("theme")
            } else {
                &event.theme
            };
            EvenementSaisi {
                theme: theme.to_owned(),
                nature: event.nature,
            }
        })
        .collect()
}

fn lifted(saisie: &Saisie) -> Vec<FreinLeve> {
    let motif = |frein: &FreinId| saisie.un(&format!("levee_{frein}")).to_owned();
    saisie
        .tous("frein_ouvert")
        .iter()
        .filter_map(|id| id.parse::<FreinId>().ok())
        .map(|frein| FreinLeve {
            motif: motif(&frein),
            frein,
        })
        .filter(|leve| !leve.motif.is_empty())
        .collect()
}

fn done(saisie: &Saisie) -> Vec<ActionFaite> {
    saisie
        .tous("actions_faites")
        .iter()
        .filter_map(|id| {
            Some(ActionFaite {
                action: id.parse().ok()?,
                version: saisie.un(&format!("version_{id}")).parse().ok(),
            })
        })
        .collect()
}

/// The new actions, and the objectifs that they need: one for each frein or wish they name.
fn added(
    saisie: &Saisie,
    lecteur: &mut Lecteur<'_>,
    sources: &Sources<'_>,
    found: Option<&String>,
) -> (Vec<NouvelObjectif>, Vec<NouvelleAction>) {
    let (mut objectifs, mut actions) = (Vec::<NouvelObjectif>::new(), Vec::new());
    for rang in 0..saisie.rangs("action") {
        let champ = |nom: &str| format!("action_{rang}_{nom}");
        let libelle = lecteur.ligne(&champ("libelle"));
        if libelle.is_empty() {
            continue;
        }
        let mut pour = saisie.un(&champ("pour")).to_owned();
        if let (true, Some(code)) = (pour.is_empty(), found) {
            pour = format!("frein:{code}");
        }
        let Some(objectif) = aim(&mut objectifs, &pour, &libelle, sources) else {
            lecteur
                .errors
                .add(champ("pour"), "Choisissez à quoi sert cette action.");
            continue;
        };
        actions.push(NouvelleAction {
            id: (sources.fresh)().into(),
            objectif,
            libelle,
            qui: lecteur.choix(&champ("qui"), Qui::from_code, Qui::Jeune),
            partenaire: String::new(),
            echeance_le: lecteur.date_libre(&champ("echeance_le")),
        });
    }
    (objectifs, actions)
}

/// The objectif that an action is for: `objectif:<id>`, `frein:<code>` or `envie:<domaine>`.
fn aim(
    objectifs: &mut Vec<NouvelObjectif>,
    pour: &str,
    libelle: &str,
    sources: &Sources<'_>,
) -> Option<ObjectifId> {
    let (genre, code) = pour.split_once(':')?;
    let (origine, words) = match genre {
        "objectif" => return code.parse().ok(),
        "frein" => (Origine::FreinOuvert(code.to_owned()), (sources.frein)(code)),
        "envie" => {
            let texte = libelle.to_owned();
            (
                Origine::Souhait {
                    texte,
                    domaine: code.to_owned(),
                },
                libelle.to_owned(),
            )
        }
        _ => return None,
    };
    if let Some(known) = objectifs.iter().find(|o| o.origine == origine) {
        return Some(known.id);
    }
    let id = ObjectifId::from((sources.fresh)());
    objectifs.push(NouvelObjectif {
        id,
        origine,
        libelle: words,
    });
    Some(id)
}

/// The form of an interview to correct.
pub(super) fn of(entretien: &Entretien) -> Saisie {
    let faits = &entretien.faits;
    let mut saisie = Saisie::default()
        .avec("version", entretien.version.to_string())
        .avec("realise_le", commun::field(faits.realise_le))
        .avec(
            "heure",
            faits
                .heure
                .map(|h| h.format("%H:%M").to_string())
                .unwrap_or_default(),
        )
        .avec("modalite", faits.modalite.as_str())
        .avec("duree_minutes", faits.duree_minutes.to_string())
        .avec("theme", faits.theme.as_str())
        .avec("resume", faits.resume.as_str());
    for present in &faits.presents {
        saisie = saisie.avec("presents", present.as_str());
    }
    for (rang, event) in faits.evenements.iter().enumerate() {
        saisie = saisie
            .avec(&format!("evenement_{rang}_nature"), event.nature.as_str())
            .avec(&format!("evenement_{rang}_theme"), event.theme.as_str());
    }
    match &faits.prochain_contact {
        Some(next) => saisie
            .avec("prochain_contact_le", commun::field(next.le))
            .avec("prochain_contact_moyen", next.moyen.as_str()),
        None => saisie,
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    const ID: &str = "0193a5c0-0000-7000-8000-000000000001";
    const AUTRE: &str = "0193a5c0-0000-7000-8000-000000000002";

    fn base() -> String {
        format!(
            "id={ID}&note_id={AUTRE}&realise_le=2026-12-03&modalite=sur_place&duree_minutes=45\
             &duree_autre=&presents=jeune&presents=parent&theme=emploi&resume=Fait+le+point"
        )
    }

    fn read(more: &str) -> Result<EntretienDraft, FieldErrors> {
        let count = Cell::new(0_u128);
        let fresh = || {
            count.set(count.get() + 1);
            Uuid::from_u128(count.get())
        };
        let frein = |code: &str| format!("Label de {code}");
        let sources = Sources {
            fresh: &fresh,
            frein: &frein,
        };
        parse(&Saisie::from_draft(&format!("{}{more}", base())), &sources)
    }

    #[test]
    fn the_shortest_interview_is_a_theme_and_a_summary() {
        let draft = read("&prochain_contact_le=&prochain_contact_moyen=telephone").unwrap();
        assert_eq!(draft.faits.presents, ["jeune", "parent"]);
        assert_eq!(draft.faits.prochain_contact, None);
        assert!(draft.note_confidentielle.is_none() && draft.actions_ajoutees.is_empty());
    }

    #[test]
    fn a_duration_typed_wins_over_the_usual_ones() {
        assert_eq!(read("").unwrap().faits.duree_minutes, 45);
        let saisie = Saisie::from_draft(&base()).remplace("duree_autre", "75");
        let mut lecteur = Lecteur::new(&saisie);
        assert_eq!(duration(&saisie, &mut lecteur), 75);
        let saisie = saisie.remplace("duree_autre", "une heure");
        let mut lecteur = Lecteur::new(&saisie);
        duration(&saisie, &mut lecteur);
        assert!(!lecteur.errors.get("duree_minutes").is_empty());
    }

    #[test]
    fn spare_rows_are_left_out_and_an_event_takes_the_theme() {
        let draft = read(
            "&evenement_0_nature=atelier&evenement_0_theme=&evenement_1_nature=&freins_trouves=\
             &action_0_libelle=&action_0_pour=",
        )
        .unwrap();
        assert_eq!(draft.faits.evenements.len(), 1);
        assert_eq!(draft.faits.evenements[0].theme, "emploi");
        assert!(draft.freins_trouves.is_empty() && draft.actions_ajoutees.is_empty());
    }

    #[test]
    fn two_actions_for_one_frein_share_its_objectif() {
        let draft = read(
            "&action_0_libelle=Appeler&action_0_pour=frein:permis&action_0_qui=jeune\
             &action_1_libelle=Lire&action_1_pour=frein:permis&action_1_qui=conseiller",
        )
        .unwrap();
        assert_eq!(draft.objectifs_ajoutes.len(), 1);
        assert_eq!(draft.objectifs_ajoutes[0].libelle, "Label de permis");
        assert_eq!(
            draft.actions_ajoutees[0].objectif,
            draft.actions_ajoutees[1].objectif
        );
    }

    #[test]
    fn an_action_serves_the_frein_just_found_or_must_say_what_it_serves() {
        let action = "&action_0_libelle=Appeler&action_0_pour=&action_0_qui=jeune";
        let draft = read(&format!("{action}&freins_trouves=permis")).unwrap();
        let origine = &draft.objectifs_ajoutes[0].origine;
        assert_eq!(*origine, Origine::FreinOuvert("permis".into()));
        assert!(!read(action).unwrap_err().get("action_0_pour").is_empty());
    }

    #[test]
    fn what_is_done_and_lifted_is_read_with_its_version() {
        let draft = read(&format!(
            "&actions_faites={ID}&version_{ID}=3&frein_ouvert={ID}&levee_{ID}=aide_obtenue\
             &frein_ouvert={AUTRE}&levee_{AUTRE}="
        ))
        .unwrap();
        assert_eq!(draft.actions_faites[0].version, Some(3));
        assert_eq!(draft.freins_leves.len(), 1);
        assert_eq!(draft.freins_leves[0].motif, "aide_obtenue");
    }
}
