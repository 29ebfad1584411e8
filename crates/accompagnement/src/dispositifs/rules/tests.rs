use chrono::NaiveDate;
use kernel::AdhesionId;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;

fn day(y: i32, m: u32, d: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(y, m, d).unwrap()
}

pub(crate) fn cej() -> Dispositif {
    Dispositif {
        code: "cej".into(),
        libelle: "Contrat d’engagement jeune".into(),
        nom_court: "CEJ".into(),
        resume: String::new(),
        groupe: "engagement".into(),
        age_min: 16,
        age_max: 25,
        age_max_rqth: Some(29),
        age_sortie: None,
        duree_mois: Some(12),
        duree_max_mois: Some(18),
        suite_autre_parcours: true,
        signature: true,
        signature_mois: Some(1),
        minutes_semaine: Some(900),
        avec: String::new(),
        documents: Vec::new(),
        allocation: "cej".into(),
        sorties: Vec::new(),
        prescripteur: String::new(),
        local: false,
        reference: String::new(),
        a_confirmer: false,
    }
}

fn pacea() -> Dispositif {
    Dispositif {
        code: "pacea".into(),
        nom_court: "PACEA".into(),
        age_max_rqth: None,
        age_sortie: Some(26),
        duree_mois: Some(24),
        duree_max_mois: Some(24),
        suite_autre_parcours: false,
        minutes_semaine: None,
        ..cej()
    }
}

fn adhesion(entree: NaiveDate, fin: Option<NaiveDate>) -> Adhesion {
    Adhesion {
        id: AdhesionId::from(Uuid::nil()),
        dispositif: "cej".into(),
        nom: String::new(),
        groupe: "engagement".into(),
        prescripteur_nom: String::new(),
        referent_nom: String::new(),
        avec: String::new(),
        entree_le: entree,
        signature: None,
        fin_prevue: fin,
        prolongation: None,
        prolongee_au: None,
        prolongation_mots: String::new(),
        derogation: String::new(),
        conditions: Vec::new(),
        sortie_le: None,
        sortie_motif: String::new(),
        sortie_mots: String::new(),
        situation_sortie: String::new(),
        version: 1,
    }
}

fn demande(motif: Prolongation, jusqu_au: NaiveDate) -> ProlongationDemandee {
    ProlongationDemandee {
        id: AdhesionId::from(Uuid::nil()),
        version: 1,
        motif,
        jusqu_au,
        mots: "Permis bientôt passé".into(),
    }
}

#[test]
fn months_end_the_day_before() {
    assert_eq!(apres_mois(day(2026, 11, 23), 12), Some(day(2027, 11, 22)));
    assert_eq!(apres_mois(day(2026, 1, 31), 1), Some(day(2026, 2, 27)));
    assert_eq!(apres_mois(day(2024, 2, 29), 12), Some(day(2025, 2, 27)));
}

#[test]
fn the_second_month_that_follows_is_whole() {
    for (end, last) in [
        (day(2026, 11, 3), day(2027, 1, 31)),
        (day(2026, 12, 31), day(2027, 2, 28)),
        (day(2023, 12, 1), day(2024, 2, 29)),
    ] {
        assert_eq!(fin_du_deuxieme_mois_suivant(end), Some(last));
    }
}

#[test]
fn an_end_explains_itself() {
    let usual = fin(&cej(), day(2026, 11, 23), Some(day(2006, 2, 14)), None);
    assert_eq!(usual.le, Some(day(2027, 11, 22)));
    assert_eq!(
        usual.raisons,
        ["CEJ : 12 mois depuis l’entrée le 23/11/2026, soit jusqu’au 22/11/2027."]
    );
    let old = fin(&pacea(), day(2026, 11, 23), Some(day(2001, 3, 10)), None);
    assert_eq!(old.le, Some(day(2027, 3, 9)));
    assert_eq!(old.raisons[0], "Veille de ses 26 ans, le 09/03/2027.");
    assert_eq!(old.raisons.len(), 2);
    let unknown = fin(&pacea(), day(2026, 11, 23), None, None);
    assert_eq!(unknown.le, Some(day(2028, 11, 22)));
    assert!(unknown.raisons[1].contains("date de naissance manque"));
}

#[test]
fn nothing_set_is_said() {
    let open = Dispositif {
        duree_mois: None,
        duree_max_mois: None,
        ..cej()
    };
    let none = fin(&open, day(2026, 11, 23), Some(day(2006, 2, 14)), None);
    assert_eq!(none.le, None);
    assert_eq!(none.raisons.len(), 1);
}

#[test]
fn an_exception_goes_to_eighteen_months_and_no_further() {
    let entree = day(2026, 1, 5);
    let one = adhesion(entree, Some(day(2027, 1, 4)));
    let ask = |au| prolongation(&cej(), &one, &demande(Prolongation::Exceptionnelle, au));
    assert_eq!(ask(day(2027, 7, 4)).unwrap(), day(2027, 7, 4));
    let errors = ask(day(2027, 7, 5)).unwrap_err();
    assert!(errors.get("jusqu_au").contains("18 mois"));
    assert!(!ask(day(2027, 1, 4)).unwrap_err().is_empty());
    let refused = prolongation(
        &pacea(),
        &one,
        &demande(Prolongation::Exceptionnelle, entree),
    );
    assert!(!refused.unwrap_err().get("motif").is_empty());
}

#[test]
fn another_course_gives_two_more_months() {
    let one = adhesion(day(2026, 1, 5), Some(day(2027, 1, 4)));
    let typed = demande(Prolongation::AutreParcours, day(2027, 3, 12));
    assert_eq!(
        prolongation(&cej(), &one, &typed).unwrap(),
        day(2027, 5, 31)
    );
    let refused = prolongation(&pacea(), &one, &typed).unwrap_err();
    assert!(!refused.get("motif").is_empty());
}

#[test]
fn an_exit_is_within_the_course_and_other_needs_words() {
    let one = adhesion(day(2026, 1, 5), Some(day(2026, 10, 4)));
    let sortie = |le, motif: &str, mots: &str| Sortie {
        id: AdhesionId::from(Uuid::nil()),
        version: 1,
        le,
        motif: motif.into(),
        mots: mots.into(),
    };
    let today = day(2026, 11, 23);
    let wrong = |le| !check_sortie(&one, &sortie(le, "emploi", ""), today).is_empty();
    assert!(wrong(day(2026, 1, 4)));
    assert!(wrong(day(2026, 10, 5)));
    assert!(!wrong(day(2026, 10, 4)));
    let alone = check_sortie(&one, &sortie(day(2026, 3, 1), "autre", " "), today);
    assert!(!alone.get("mots").is_empty());
}

proptest! {
    #[test]
    fn a_second_month_is_after_the_end_and_at_most_three_months(offset in 0_u64..40_000) {
        let end = day(2000, 1, 1) + Days::new(offset);
        let last = fin_du_deuxieme_mois_suivant(end).unwrap();
        let gap = (last - end).num_days();
        prop_assert!((58..=93).contains(&gap), "{gap}");
        prop_assert_eq!((last + Days::new(1)).day(), 1);
    }

    #[test]
    fn a_prolongation_never_shortens(
        offset in 0_u64..800, exception in any::<bool>(),
    ) {
        let one = adhesion(day(2026, 1, 5), Some(day(2027, 1, 4)));
        let motif = if exception {
            Prolongation::Exceptionnelle
        } else {
            Prolongation::AutreParcours
        };
        let typed = demande(motif, day(2026, 1, 5) + Days::new(offset));
        if let Ok(au) = prolongation(&cej(), &one, &typed) {
            prop_assert!(au > day(2027, 1, 4));
            prop_assert!(!exception || au <= day(2027, 7, 4));
        }
    }
}
