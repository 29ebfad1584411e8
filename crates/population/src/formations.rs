//! A small catalogue of training in each mission locale, and a session prescribed to some people.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::text::fold;
use uuid::Uuid;

use crate::{
    calendrier::{instant, plus},
    copie::ligne,
    hasard::{Flux, Hasard},
    lignes::{Echeance, Evenement, Situation},
    parcours::{Contexte, Parcours},
};

ligne! {
    /// Who gives training.
    Organisme = "organisme_formation" {
        ml_id "ml_id": i32,
        id "id": Uuid,
        nom "nom": &'static str,
        siret "siret": &'static str,
        recherche "recherche": String,
    }
}

ligne! {
    /// What is taught.
    Formation = "formation" {
        ml_id "ml_id": i32,
        id "id": Uuid,
        organisme_id "organisme_id": Uuid,
        numero "numero": String,
        intitule "intitule": &'static str,
        genre "genre": &'static str,
        certification "certification": &'static str,
        financeur "financeur": &'static str,
        modalite "modalite": &'static str,
        lieu "lieu": &'static str,
        contenu "contenu": &'static str,
        recherche "recherche": String,
    }
}

ligne! {
    /// When it takes place.
    Session = "session_formation" {
        ml_id "ml_id": i32,
        id "id": Uuid,
        formation_id "formation_id": Uuid,
        numero "numero": String,
        debut "debut": NaiveDate,
        fin "fin": NaiveDate,
        places "places": i32,
        reunion_le "reunion_le": NaiveDate,
        limite_le "limite_le": NaiveDate,
    }
}

ligne! {
    /// A session prescribed to someone.
    Prescription = "prescription_formation" {
        ml_id "ml_id": i32,
        id "id": Uuid,
        jeune_id "jeune_id": Uuid,
        session_id "session_id": Uuid,
        prescripteur_id "prescripteur_id": Uuid,
        prescrite_le "prescrite_le": NaiveDate,
        motif "motif": &'static str,
        etat "etat": &'static str,
        reponse "reponse": Option<&'static str>,
        reponse_le "reponse_le": Option<NaiveDate>,
        refus_le "refus_le": Option<NaiveDate>,
        refus_motif "refus_motif": Option<&'static str>,
        entree_le "entree_le": Option<NaiveDate>,
        fin_prevue "fin_prevue": Option<NaiveDate>,
        situation_id "situation_id": Option<Uuid>,
        saisi_le "saisi_le": DateTime<Utc>,
        saisi_par "saisi_par": Option<Uuid>,
    }
}

/// Who gives training: names and numbers that do not exist.
const ORGANISMES: [(&str, &str); 3] = [
    ("Centre de formation des Hauts-Fictifs", "00000000000018"),
    ("Institut des métiers de l’Orvel", "00000000000026"),
    ("Atelier des savoirs de Brumeville", "00000000000034"),
];

/// What is taught: by which organisme, title, kind, kind of situation, certification, content.
const FORMATIONS: [(usize, &str, &str, &str, &str, &str); 6] = [
    (
        0,
        "Agent de restauration collective",
        "qualifiante",
        "formation_qualifiante",
        "",
        "Préparer et servir des repas, respecter l’hygiène.",
    ),
    (
        0,
        "Préparer son projet dans les métiers du bâtiment",
        "preparatoire",
        "formation_preparatoire",
        "",
        "Découvrir six métiers, choisir, préparer son entrée.",
    ),
    (
        1,
        "Employé de commerce",
        "certifiante",
        "formation_certifiante",
        "",
        "Tenir un rayon, accueillir, encaisser.",
    ),
    (
        1,
        "Maintenance des vélos",
        "qualifiante",
        "formation_qualifiante",
        "",
        "Réparer, régler, conseiller.",
    ),
    (
        2,
        "Français langue étrangère, niveau A2",
        "fle",
        "fle",
        "",
        "Parler et écrire dans la vie de tous les jours.",
    ),
    (
        2,
        "Savoirs de base et numérique",
        "remise_niveau",
        "savoirs_base",
        "",
        "Lire, compter, se servir d’un ordinateur.",
    ),
];

/// Days of the sessions of each formation from today: one goes on, one is to come.
const SESSIONS: [(i64, i64); 2] = [(-24, 70), (28, 150)];

/// The catalogue of a mission locale.
#[derive(Debug)]
pub(crate) struct Catalogue {
    pub(crate) organismes: Vec<Organisme>,
    pub(crate) formations: Vec<Formation>,
    pub(crate) sessions: Vec<Session>,
}

/// The identifier of thing `rang` of the catalogue: the same whoever asks.
fn identifier(ctx: Contexte<'_>, rang: usize) -> Uuid {
    let offset = u32::try_from(rang).unwrap_or_default();
    let mut h = Hasard::new(ctx.seed, Flux::Formations, ctx.maison.ml, u32::MAX - offset);
    h.id(instant(plus(ctx.aujourd_hui, -400), 8, 0))
}

const fn session_rank(formation: usize, session: usize) -> usize {
    100 + formation * 10 + session
}

/// What the mission locale may prescribe.
pub(crate) fn catalogue(ctx: Contexte<'_>) -> Catalogue {
    let ml_id = ctx.maison.ml;
    let lieu = ctx.maison.communes.first().map_or("", |c| c.nom);
    let organismes = ORGANISMES.iter().enumerate();
    let formations = FORMATIONS.iter().enumerate();
    let mut sessions = Vec::new();
    for formation in 0..FORMATIONS.len() {
        for (rang, (debut, fin)) in SESSIONS.iter().enumerate() {
            let debut = plus(ctx.aujourd_hui, *debut);
            sessions.push(Session {
                ml_id,
                id: identifier(ctx, session_rank(formation, rang)),
                formation_id: identifier(ctx, 10 + formation),
                numero: format!("S-{ml_id}-{formation}-{rang}"),
                debut,
                fin: plus(ctx.aujourd_hui, *fin),
                places: 12,
                reunion_le: plus(debut, -20),
                limite_le: plus(debut, -7),
            });
        }
    }
    Catalogue {
        organismes: organismes
            .map(|(rang, (nom, siret))| Organisme {
                ml_id,
                id: identifier(ctx, rang),
                nom,
                siret,
                recherche: fold(nom),
            })
            .collect(),
        formations: formations
            .map(
                |(rang, (by, intitule, genre, _, certification, contenu))| Formation {
                    ml_id,
                    id: identifier(ctx, 10 + rang),
                    organisme_id: identifier(ctx, *by),
                    numero: format!("F-{ml_id}-{rang}"),
                    intitule,
                    genre,
                    certification,
                    financeur: "region",
                    modalite: "presentiel",
                    lieu,
                    contenu,
                    recherche: fold(&format!("{intitule} {lieu}")),
                },
            )
            .collect(),
        sessions,
    }
}

/// The session prescribed to the dossier of rank `index`, if one is, and what it pushes.
pub(crate) fn prescription(
    ctx: Contexte<'_>,
    index: u32,
    out: &mut Parcours,
) -> Option<Prescription> {
    let mut h = Hasard::new(ctx.seed, Flux::Formations, ctx.maison.ml, index);
    if !h.chance(60) {
        return None;
    }
    let agent = out
        .jeune
        .referent_id
        .filter(|_| out.jeune.etat == "actif")?;
    let trains = |s: &Situation| {
        matches!(
            s.categorie,
            "formation" | "alternance" | "scolarite" | "emploi"
        ) && s.fin.is_none_or(|fin| fin >= ctx.aujourd_hui)
    };
    if out.situations.iter().any(trains) {
        return None;
    }
    let formation = h.rang(FORMATIONS.len());
    let entered = h.chance(350);
    let (debut, fin) = SESSIONS[usize::from(!entered)];
    let (debut, fin) = (plus(ctx.aujourd_hui, debut), plus(ctx.aujourd_hui, fin));
    let prescrite_le = plus(
        if entered { debut } else { ctx.aujourd_hui },
        -h.entre(4, 16),
    );
    if prescrite_le < out.jeune.premier_accueil_le {
        return None;
    }
    let mut one = drawn(ctx, &mut h, (out.jeune.id, agent), prescrite_le, entered);
    one.session_id = identifier(ctx, session_rank(formation, usize::from(!entered)));
    if entered {
        enter(&mut h, &mut one, (formation, debut, fin), out);
    }
    pushed(&mut h, &one, (FORMATIONS[formation].1, debut), out);
    Some(one)
}

/// A prescription of that day, answered or not.
fn drawn(
    ctx: Contexte<'_>,
    h: &mut Hasard,
    (jeune_id, agent): (Uuid, Uuid),
    prescrite_le: NaiveDate,
    entered: bool,
) -> Prescription {
    let answered = plus(prescrite_le, 3);
    let (etat, reponse, refus) = if entered {
        ("realise", Some("accepte"), None)
    } else {
        h.pese(&[
            (("prescrit", None, None), 5),
            (("prescrit", Some("accepte"), None), 3),
            (("prescrit", Some("liste_attente"), None), 1),
            (("refus_tiers", Some("refuse"), Some("complet")), 2),
            (("refus_jeune", None, Some("autre_projet")), 1),
        ])
    };
    let saisi_le = instant(prescrite_le, 15, 30);
    Prescription {
        ml_id: ctx.maison.ml,
        id: h.id(saisi_le),
        jeune_id,
        session_id: Uuid::nil(),
        prescripteur_id: agent,
        prescrite_le,
        motif: "acquerir_metier",
        etat,
        reponse,
        reponse_le: reponse.map(|_| answered),
        refus_le: refus.map(|_| answered),
        refus_motif: refus,
        entree_le: None,
        fin_prevue: None,
        situation_id: None,
        saisi_le,
        saisi_par: Some(agent),
    }
}

/// The situation of an entry.
fn enter(
    h: &mut Hasard,
    one: &mut Prescription,
    (formation, debut, fin): (usize, NaiveDate, NaiveDate),
    out: &mut Parcours,
) {
    let (by, _, _, nature, _, _) = FORMATIONS[formation];
    let situation = Situation {
        ml_id: one.ml_id,
        id: h.id(one.saisi_le),
        jeune_id: one.jeune_id,
        categorie: "formation",
        nature,
        etat: "en_cours",
        debut,
        fin: Some(fin),
        structure: ORGANISMES[by].0,
        saisi_le: instant(debut, 9, 0),
        saisi_par: one.saisi_par,
    };
    (one.entree_le, one.fin_prevue) = (Some(debut), Some(fin));
    one.situation_id = Some(situation.id);
    let title = FORMATIONS[formation].1;
    for (le, word) in [(debut, "Début"), (fin, "Fin")] {
        out.evenements.push(Evenement {
            ml_id: one.ml_id,
            id: h.id(situation.saisi_le),
            jeune_id: one.jeune_id,
            survenu_le: le,
            heure: None,
            nature: "situation",
            theme: "",
            resultat: "",
            agent_id: one.saisi_par,
            titre: format!("{word}\u{a0}: {title}"),
            objet: "situation",
            objet_id: situation.id,
            saisi_le: situation.saisi_le,
        });
    }
    out.situations.push(situation);
}

/// What a prescription pushes, as `accompagnement::formations` does.
fn pushed(
    h: &mut Hasard,
    one: &Prescription,
    (intitule, debut): (&str, NaiveDate),
    out: &mut Parcours,
) {
    out.evenements.push(Evenement {
        ml_id: one.ml_id,
        id: h.id(one.saisi_le),
        jeune_id: one.jeune_id,
        survenu_le: one.prescrite_le,
        heure: None,
        nature: "formation",
        theme: "",
        resultat: "",
        agent_id: Some(one.prescripteur_id),
        titre: format!("Formation prescrite\u{a0}: {intitule}"),
        objet: "prescription_formation",
        objet_id: one.id,
        saisi_le: one.saisi_le,
    });
    let (nature, words, visible_le, le) = match (one.etat, one.reponse) {
        ("prescrit", Some("accepte")) => (
            "entree_formation",
            "Confirmer l’entrée en formation",
            debut,
            plus(debut, 3),
        ),
        ("prescrit", _) => {
            let last = one.reponse_le.unwrap_or(one.prescrite_le);
            let words = "Réponse de l’organisme de formation attendue";
            ("reponse_formation", words, last, plus(last, 15))
        }
        ("realise", _) => {
            let (end, words) = (one.fin_prevue.unwrap_or(debut), "Bilan de la formation");
            ("bilan_formation", words, end, plus(end, 15))
        }
        _ => return,
    };
    out.echeances.push(Echeance {
        ml_id: one.ml_id,
        id: h.id(one.saisi_le),
        jeune_id: one.jeune_id,
        nature: nature.to_owned(),
        libelle: format!("{words}\u{a0}: {intitule}"),
        visible_le,
        le,
        objet: "prescription_formation",
        objet_id: one.id,
        close_le: None,
    });
}
