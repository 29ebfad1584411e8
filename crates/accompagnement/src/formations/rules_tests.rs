//! The rules of formations: the order of the steps, the numbers, what counts.

use chrono::{Days, NaiveDate};
use kernel::JeuneId;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::formations::model::{
    Bilan, Compte, Condition, EtatLigne, EtatPrescription, FinFormation, Formation, Geste,
    Organisme, Reponse, Suivi,
};

fn day(offset: i64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap() + chrono::Duration::days(offset)
}

fn id<T: From<Uuid>>(n: u128) -> T {
    Uuid::from_u128(n).into()
}

/// Prescribed fifty days ago, on a session from thirty days ago to sixty days on.
fn prescription() -> Prescription {
    Prescription {
        id: id(1),
        jeune: id::<JeuneId>(2),
        session: id(3),
        formation: id(4),
        intitule: "CAP d’essai".into(),
        organisme_nom: "Organisme fictif".into(),
        session_debut: day(-30),
        session_fin: day(60),
        session_reunion: None,
        session_limite: None,
        prescripteur: id(5),
        prescripteur_nom: String::new(),
        motif: "acquerir_metier".into(),
        objectif: String::new(),
        frein: None,
        demande: None,
        proposition: None,
        suivi: Suivi::nouveau(day(-50)),
        version: 1,
    }
}

fn done(p: &mut Prescription, geste: &Geste) {
    p.suivi = apply(p, geste, day(0)).unwrap();
}

fn refused(p: &Prescription, geste: &Geste, field: &str) -> String {
    let errors = apply(p, geste, day(0)).unwrap_err();
    assert!(!errors.get(field).is_empty(), "{field}: {errors:?}");
    errors.get(field).to_owned()
}

fn reunion(le: i64) -> Geste {
    Geste::Reunion {
        le: day(le),
        present: true,
        minutes: None,
    }
}

fn tests(le: i64) -> Geste {
    Geste::Tests {
        le: day(le),
        resultat: "reussi".into(),
    }
}

fn reponse(le: i64, reponse: Reponse) -> Geste {
    Geste::Reponse {
        le: day(le),
        reponse,
        motif: "complet".into(),
        mots: String::new(),
    }
}

fn entree(le: i64) -> Geste {
    Geste::Entree {
        le: day(le),
        fin_prevue: day(60),
        situation: id(9),
    }
}

fn fin(le: i64, genre: FinFormation) -> Geste {
    Geste::Fin {
        le: day(le),
        genre,
        motif: "orientation".into(),
    }
}

fn bilan(le: i64) -> Geste {
    Geste::Bilan(Bilan {
        le: day(le),
        obtenu: "totale".into(),
        suite: "emploi".into(),
        mots: String::new(),
    })
}

#[test]
fn a_prescription_goes_to_its_bilan() {
    let mut p = prescription();
    assert_eq!(next(&p, day(0)), "Obtenir la réponse de l’organisme");
    done(&mut p, &reunion(-45));
    done(&mut p, &tests(-40));
    done(&mut p, &reponse(-38, Reponse::ListeAttente));
    assert_eq!(p.suivi.etat, EtatPrescription::Prescrit);
    done(&mut p, &reponse(-35, Reponse::Accepte));
    assert_eq!(next(&p, day(0)), "Confirmer l’entrée");
    done(&mut p, &entree(-30));
    assert_eq!(p.suivi.etat, EtatPrescription::Realise);
    done(&mut p, &fin(-10, FinFormation::Abandon));
    assert_eq!(p.suivi.abandon_motif.as_deref(), Some("orientation"));
    done(&mut p, &fin(-9, FinFormation::Terme));
    assert_eq!(p.suivi.abandon_motif, None, "a correction");
    done(&mut p, &bilan(-2));
    assert_eq!(next(&p, day(0)), "");
}

#[test]
fn each_step_waits_for_what_comes_first() {
    let mut p = prescription();
    refused(&p, &entree(-20), "le");
    refused(&p, &fin(-20, FinFormation::Terme), "le");
    refused(&p, &bilan(-1), "le");
    refused(&p, &Geste::Rouvrir, "le");
    let why = refused(&p, &tests(-51), "le");
    assert!(why.contains("prescription"), "{why}");
    refused(&p, &reunion(1), "le");
    done(&mut p, &tests(-40));
    let why = refused(&p, &reunion(-39), "le");
    assert!(why.contains("positionnement"), "{why}");
    done(&mut p, &reunion(-40));
    done(&mut p, &reponse(-35, Reponse::Accepte));
    refused(&p, &entree(-31), "le");
    let long = Geste::Entree {
        le: day(-30),
        fin_prevue: day(-31),
        situation: id(9),
    };
    refused(&p, &long, "fin_prevue");
    done(&mut p, &entree(-30));
    refused(&p, &reponse(-35, Reponse::Refuse), "le");
    refused(&p, &fin(-31, FinFormation::Abandon), "le");
}

#[test]
fn a_refusal_may_be_taken_back() {
    let mut p = prescription();
    done(&mut p, &reponse(-35, Reponse::Refuse));
    assert_eq!(p.suivi.etat, EtatPrescription::RefusTiers);
    refused(&p, &tests(-36), "le");
    done(&mut p, &Geste::Rouvrir);
    assert_eq!(p.suivi, prescription().suivi);
    done(&mut p, &reponse(-35, Reponse::Accepte));
    let no = |le| Geste::RefusJeune {
        le: day(le),
        motif: "emploi".into(),
        mots: String::new(),
    };
    refused(&p, &no(-36), "le");
    done(&mut p, &no(-34));
    assert_eq!(p.suivi.etat, EtatPrescription::RefusJeune);
    done(&mut p, &Geste::Rouvrir);
    assert_eq!(p.suivi.reponse, Some(Reponse::Accepte));
}

#[test]
fn numbers_are_checked() {
    assert_eq!(wrong_siret(""), None);
    assert_eq!(wrong_siret("00000000000018"), None);
    assert!(wrong_siret("00000000000019").is_some());
    assert!(wrong_siret("0000000000001").is_some());
    assert_eq!(wrong_siret("35600000000048"), None, "La Poste");
    for (code, good) in [
        ("RNCP35506", true),
        ("RS5", true),
        ("RNCP", false),
        ("35506", false),
    ] {
        assert_eq!(is_certification(code), good, "{code}");
    }
}

fn condition(code: &str, bloque: bool) -> Condition {
    Condition {
        code: code.into(),
        libelle: code.into(),
        bloque,
        reference: "essai".into(),
        a_confirmer: true,
    }
}

#[test]
fn what_counts_is_told_line_by_line() {
    let codes = [
        "prescription",
        "entree",
        "organisme",
        "dates",
        "contenu",
        "hors_prestation",
    ];
    let mut all: Vec<Condition> = codes.iter().map(|c| condition(c, true)).collect();
    all.push(condition("pacea", false));
    let mut p = prescription();
    let mut formation = Formation {
        id: id(4),
        organisme: id(6),
        organisme_nom: String::new(),
        numero: String::new(),
        intitule: "CAP d’essai".into(),
        genre: "qualifiante".into(),
        formacode: String::new(),
        rome: String::new(),
        certification: String::new(),
        financeur: String::new(),
        remuneree: None,
        modalite: "presentiel".into(),
        lieu: String::new(),
        contenu: "Les gestes du métier".into(),
        fermee_le: None,
        prochaine: None,
        version: 1,
    };
    let organisme = Organisme {
        id: id(6),
        nom: "Organisme fictif".into(),
        siret: "00000000000018".into(),
        contact: String::new(),
        telephone: String::new(),
        courriel: String::new(),
        ferme_le: None,
        formations: 1,
        version: 1,
    };
    let read = |p: &Prescription, formation: &Formation, pacea| {
        compte(
            &all,
            Lecture {
                prescription: p,
                formation,
                organisme: &organisme,
                pacea,
            },
        )
    };
    let missing = |c: &Compte| -> Vec<String> {
        let lines = c.lignes.iter().filter(|l| l.etat == EtatLigne::Manquante);
        lines.map(|l| l.condition.code.clone()).collect()
    };
    let first = read(&p, &formation, None);
    assert!(!first.compte);
    assert_eq!(missing(&first), ["entree", "dates"]);
    done(&mut p, &reponse(-35, Reponse::Accepte));
    done(&mut p, &entree(-30));
    let entered = read(&p, &formation, None);
    assert!(entered.compte, "a PACEA is looked at and does not block");
    assert_eq!(entered.lignes[6].etat, EtatLigne::AVerifier);
    let within = read(&p, &formation, Some((day(-40), None)));
    assert_eq!(within.lignes[6].etat, EtatLigne::Remplie);
    let after = read(&p, &formation, Some((day(-40), Some(day(-31)))));
    assert_eq!(after.lignes[6].etat, EtatLigne::AVerifier);
    formation.genre = "prestation_france_travail".into();
    formation.contenu = " ".into();
    assert_eq!(
        missing(&read(&p, &formation, None)),
        ["contenu", "hors_prestation"]
    );
}

fn any_gesture() -> impl Strategy<Value = Geste> {
    (0_u8..9, -60_i64..20, 0_usize..3).prop_map(|(kind, le, answer)| match kind {
        0 => reunion(le),
        1 => tests(le),
        2 | 3 => reponse(le, Reponse::ALL[answer]),
        4 => Geste::RefusJeune {
            le: day(le),
            motif: "emploi".into(),
            mots: String::new(),
        },
        5 => Geste::Rouvrir,
        6 => entree(le),
        7 => fin(le, FinFormation::ALL[answer % 2]),
        _ => bilan(le),
    })
}

proptest! {
    /// Whatever is done, the days of the steps follow each other, none is in the future, and the
    /// state says what the steps say: what the named checks of the table hold.
    #[test]
    fn the_steps_follow_each_other(gestes in prop::collection::vec(any_gesture(), 0..40)) {
        let mut p = prescription();
        for geste in &gestes {
            if let Ok(after) = apply(&p, geste, day(0)) {
                p.suivi = after;
            }
            let s = &p.suivi;
            let days: Vec<NaiveDate> = etapes(s).iter().filter_map(|(_, day)| *day).collect();
            prop_assert!(days.is_sorted(), "{days:?}");
            prop_assert!(days.iter().all(|d| *d <= day(0)));
            prop_assert_eq!(s.etat == EtatPrescription::Realise, s.entree_le.is_some());
            prop_assert_eq!(s.etat.est_refus(), s.refus_le.is_some());
            let refused = s.reponse == Some(Reponse::Refuse);
            prop_assert_eq!(s.etat == EtatPrescription::RefusTiers, refused);
            prop_assert!(s.entree_le.is_none() || s.reponse == Some(Reponse::Accepte));
            prop_assert!(s.bilan_le.is_none() || s.fin_le.is_some());
            prop_assert_eq!(s.fin_genre == Some(FinFormation::Abandon), s.abandon_motif.is_some());
        }
    }

    /// Backdating is normal: a good path is accepted whatever the days, if they follow each other.
    #[test]
    fn any_good_order_of_days_is_accepted(mut offsets in prop::collection::vec(0_i64..30, 3)) {
        offsets.sort_unstable();
        let mut p = prescription();
        done(&mut p, &reunion(-50 + offsets[0] / 2));
        done(&mut p, &tests(-50 + offsets[1] / 2));
        done(&mut p, &reponse(-50 + offsets[2] / 2, Reponse::Accepte));
        done(&mut p, &entree(-30 + offsets[0]));
        prop_assert_eq!(p.suivi.etat, EtatPrescription::Realise);
    }

    #[test]
    fn a_session_that_is_accepted_has_its_days_in_order(
        debut in -400_i64..400, fin in -400_i64..400, limite in prop::option::of(-400_i64..400)
    ) {
        let new = SessionSaisie {
            id: id(1), formation: id(2), numero: String::new(), debut: day(debut), fin: day(fin),
            heures: None, places: None, reunion_le: None, limite_le: limite.map(day), annulee_le: None,
        };
        if check_session(&new).check(()).is_ok() {
            prop_assert!(new.debut <= new.fin && new.limite_le.is_none_or(|l| l <= new.debut));
        }
    }
}

#[test]
fn an_absence_is_within_the_formation() {
    let mut p = prescription();
    let absence = |le: NaiveDate| NouvelleAbsence {
        id: Uuid::nil(),
        prescription: id(1),
        le,
        minutes: None,
        justifiee: false,
    };
    assert!(
        check_absence(&p, &absence(day(-5)), day(0))
            .check(())
            .is_err()
    );
    done(&mut p, &reponse(-35, Reponse::Accepte));
    done(&mut p, &entree(-30));
    assert!(
        check_absence(&p, &absence(day(-5)), day(0))
            .check(())
            .is_ok()
    );
    assert!(
        check_absence(&p, &absence(day(1)), day(0))
            .check(())
            .is_err()
    );
    let before = day(-30) - Days::new(1);
    assert!(
        check_absence(&p, &absence(before), day(0))
            .check(())
            .is_err()
    );
}
