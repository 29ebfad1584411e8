use proptest::prelude::*;
use uuid::Uuid;

use super::*;

fn day(n: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + Days::new(n)
}

fn agent(n: u128) -> AgentId {
    Uuid::from_u128(n).into()
}

fn fonds() -> Fonds {
    Fonds {
        id: Uuid::nil().into(),
        nom: "Fonds d’essai".into(),
        decideur: Decideur::MissionLocale,
        envoi: String::new(),
        pieces: vec!["Devis".into()],
        plafond_demande: Some(Centimes(20_000)),
        plafond_personne: Some(Centimes(30_000)),
        periode_mois: 12,
        urgence: true,
        ferme_le: None,
        version: 1,
        dote: Centimes(100_000),
        engage: Centimes::ZERO,
    }
}

/// Asked by agent 1 on day 10.
fn aide() -> DemandeAide {
    DemandeAide {
        id: Uuid::nil().into(),
        jeune: Uuid::nil().into(),
        fonds: Uuid::nil().into(),
        fonds_nom: "Fonds d’essai".into(),
        fonds_decideur: Decideur::MissionLocale,
        frein: None,
        motif: "mobilite".into(),
        precisions: String::new(),
        pieces: Vec::new(),
        demande: Centimes(50_000),
        demandee_le: day(10),
        demandeur: agent(1),
        demandeur_nom: String::new(),
        etat: EtatAide::ADecider,
        envoyee_le: None,
        accorde: None,
        decision_motif: String::new(),
        derogation: String::new(),
        decidee_le: None,
        decideur: None,
        decideur_nom: String::new(),
        urgence: false,
        regularisee_le: None,
        payee_le: None,
        payeur_nom: String::new(),
        paiement_moyen: String::new(),
        notifiee_le: None,
        notifiee_par: String::new(),
        annulee_le: None,
        annulee_motif: String::new(),
        version: 1,
    }
}

fn decision(accorde: Option<i64>) -> Decision {
    Decision {
        id: Uuid::nil().into(),
        version: 1,
        accorde: accorde.map(Centimes),
        le: day(12),
        motif: String::new(),
        derogation: String::new(),
        urgence: false,
    }
}

const RESTE: Reste = Reste {
    solde: Centimes(100_000),
    deja: Centimes::ZERO,
};

fn decide(aide: &DemandeAide, fonds: &Fonds, decision: &Decision, reste: Reste) -> Vec<String> {
    let errors = check_decision((aide, fonds), decision, reste, (agent(2), day(12)));
    errors.iter().map(|(field, _)| field.to_owned()).collect()
}

#[test]
fn an_ordinary_decision_is_accepted() {
    assert!(decide(&aide(), &fonds(), &decision(Some(15_000)), RESTE).is_empty());
    let mut refus = decision(None);
    assert_eq!(decide(&aide(), &fonds(), &refus, RESTE), ["motif"]);
    refus.motif = "Une autre aide existe".into();
    assert!(decide(&aide(), &fonds(), &refus, RESTE).is_empty());
}

#[test]
fn who_asks_does_not_decide_and_neither_pays() {
    let asked = aide();
    let yes = decision(Some(15_000));
    let errors = check_decision((&asked, &fonds()), &yes, RESTE, (agent(1), day(12)));
    assert!(!errors.get("issue").is_empty());
    let granted = DemandeAide {
        etat: EtatAide::Accordee,
        decidee_le: Some(day(12)),
        decideur: Some(agent(2)),
        ..aide()
    };
    let paiement = Paiement {
        id: granted.id,
        version: 1,
        le: day(13),
        moyen: "virement".into(),
    };
    for (acteur, refused) in [(1, true), (2, true), (3, false)] {
        let errors = check_paiement(&granted, &paiement, (agent(acteur), day(13)));
        assert_eq!(!errors.is_empty(), refused, "{acteur}");
    }
}

#[test]
fn a_file_is_sent_before_the_answer_of_someone_else() {
    let other = Fonds {
        decideur: Decideur::Departement,
        ..fonds()
    };
    let mut asked = DemandeAide {
        fonds_decideur: Decideur::Departement,
        ..aide()
    };
    assert_eq!(decide(&asked, &other, &decision(Some(1)), RESTE), ["issue"]);
    let mut urgent = decision(Some(1));
    urgent.urgence = true;
    assert!(decide(&asked, &other, &urgent, RESTE).is_empty());
    (asked.etat, asked.envoyee_le) = (EtatAide::Envoyee, Some(day(11)));
    assert!(decide(&asked, &other, &decision(Some(1)), RESTE).is_empty());
    assert!(!check_envoi(&aide(), day(11), day(12)).is_empty());
}

#[test]
fn an_emergency_is_decided_the_same_day_and_put_in_order_once() {
    let mut urgent = decision(Some(1));
    urgent.urgence = true;
    let shut = Fonds {
        urgence: false,
        ..fonds()
    };
    assert_eq!(decide(&aide(), &shut, &urgent, RESTE), ["urgence"]);
    urgent.le = day(11);
    assert_eq!(decide(&aide(), &fonds(), &urgent, RESTE), ["urgence"]);
    let mut given = DemandeAide {
        etat: EtatAide::Payee,
        urgence: true,
        decidee_le: Some(day(12)),
        decideur: Some(agent(2)),
        ..aide()
    };
    let change = Regularisation {
        id: given.id,
        version: 1,
        le: day(20),
    };
    assert!(check_regularisation(&given, &change, (agent(2), day(20))).is_empty());
    assert!(!check_regularisation(&given, &change, (agent(1), day(20))).is_empty());
    given.regularisee_le = Some(day(20));
    assert!(!check_regularisation(&given, &change, (agent(2), day(20))).is_empty());
}

#[test]
fn what_is_decided_is_not_decided_again() {
    for etat in EtatAide::ALL.iter().filter(|etat| !etat.attend()) {
        let done = DemandeAide {
            etat: *etat,
            ..aide()
        };
        assert!(!decide(&done, &fonds(), &decision(Some(1)), RESTE).is_empty());
    }
}

proptest! {
    #[test]
    fn no_ceiling_is_passed_without_a_derogation(
        montant in 1_i64..60_000, deja in 0_i64..40_000, solde in -1_000_i64..60_000,
    ) {
        let reste = Reste { solde: Centimes(solde), deja: Centimes(deja) };
        let mut given = decision(Some(montant));
        let errors = decide(&aide(), &fonds(), &given, reste);
        let within = montant <= 20_000 && deja + montant <= 30_000 && montant <= solde;
        if montant > 50_000 {
            prop_assert_eq!(errors, ["montant"]);
        } else {
            prop_assert_eq!(errors.is_empty(), within);
            given.derogation = "Dernier recours".into();
            prop_assert!(decide(&aide(), &fonds(), &given, reste).is_empty());
        }
    }

    #[test]
    fn a_decision_is_between_the_request_and_today(le in 0_u64..30, today in 0_u64..30) {
        let mut given = decision(Some(100));
        given.le = day(le);
        let errors = check_decision((&aide(), &fonds()), &given, RESTE, (agent(2), day(today)));
        prop_assert_eq!(errors.get("le").is_empty(), (10..=today).contains(&le));
    }

    #[test]
    fn the_period_of_a_ceiling_is_before_the_decision(n in 0_u64..1_000, mois in 1_i32..=60) {
        prop_assert!(period_start(day(n), mois) < day(n));
    }

    #[test]
    fn a_request_is_of_an_open_fund(le in 0_u64..20, close in 0_u64..20) {
        let shut = Fonds { ferme_le: Some(day(close)), ..fonds() };
        let new = NouvelleAide {
            id: Uuid::nil().into(),
            fonds: shut.id,
            frein: None,
            motif: "mobilite".into(),
            precisions: String::new(),
            pieces: vec!["Devis".into()],
            montant: Centimes(1),
            demandee_le: day(le),
        };
        prop_assert_eq!(check_demande(&new, &shut, day(20)).is_empty(), le < close);
    }
}
