//! Aides: three people, ceilings, emergencies, and a fund that two decisions never overspend.

use accompagnement::aides::{
    self, Annulation, Decideur, Decision, Envoi, EtatAide, FondsSaisi, Notification, NouvelleAide,
    NouvelleDotation, Paiement, Regularisation,
};
use chrono::Days;
use jeunes::acces::{open_for_read, open_for_write};
use kernel::{Centimes, DemandeAideId, FondsId, JeuneId, Role, Section};
use platform::{Error, Result, Tx};
use testkit::{ML_A, ML_B};

use crate::outils::{Scene, conflict, days_ago, forbidden, not_found, refused, today};

impl Scene {
    pub(crate) fn fonds_saisi(&self, decideur: Decideur) -> FondsSaisi {
        let id: FondsId = self.id();
        FondsSaisi {
            id,
            nom: format!("Fonds {id}"),
            decideur,
            envoi: "Par courriel, le lundi".into(),
            pieces: vec!["Devis".into(), "RIB".into()],
            plafond_demande: Some(Centimes(30_000)),
            plafond_personne: Some(Centimes(40_000)),
            periode_mois: 12,
            urgence: true,
            ferme_le: None,
        }
    }

    /// A fund that holds 500 euros.
    pub(crate) async fn fonds(&self, decideur: Decideur) -> FondsId {
        let mut tx = self.tx_of(Role::Gestionnaire).await;
        let new = self.fonds_saisi(decideur);
        aides::create_fonds(&mut tx, &new).await.unwrap();
        aides::doter(&mut tx, &self.dotation(new.id, 50_000, false))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        new.id
    }

    fn dotation(&self, fonds: FondsId, montant: i64, reprise: bool) -> NouvelleDotation {
        NouvelleDotation {
            id: self.id(),
            fonds,
            recue_le: days_ago(20),
            montant: Centimes(montant),
            reprise,
            origine: "Dotation d’essai".into(),
        }
    }

    fn aide(&self, fonds: FondsId, montant: i64) -> NouvelleAide {
        NouvelleAide {
            id: self.id(),
            fonds,
            frein: None,
            motif: "mobilite".into(),
            precisions: "Un vélo d’occasion".into(),
            pieces: vec!["Devis".into()],
            montant: Centimes(montant),
            demandee_le: today(),
        }
    }

    /// Asked by the conseiller.
    pub(crate) async fn asked(
        &self,
        jeune: JeuneId,
        fonds: FondsId,
        montant: i64,
    ) -> DemandeAideId {
        let new = self.aide(fonds, montant);
        let mut tx = self.tx().await;
        let dossier = open_for_write(&mut tx, jeune, Section::Plan).await.unwrap();
        aides::create(&mut tx, &dossier, &new).await.unwrap();
        tx.commit().await.unwrap();
        new.id
    }

    async fn decide(&self, role: Role, jeune: JeuneId, decision: &Decision) -> Result<()> {
        let mut tx = self.tx_of(role).await;
        decide(&mut tx, jeune, decision).await?;
        tx.commit().await
    }

    async fn pay(&self, role: Role, id: DemandeAideId, version: i32) -> Result<()> {
        let mut tx = self.tx_of(role).await;
        aides::payer(&mut tx, &payment(id, version)).await?;
        tx.commit().await
    }

    pub(crate) async fn balance(&self, fonds: FondsId) -> i64 {
        let mut tx = self.tx().await;
        aides::fonds(&mut tx, fonds).await.unwrap().solde().0
    }

    pub(crate) async fn state(&self, jeune: JeuneId, id: DemandeAideId) -> EtatAide {
        let mut tx = self.tx().await;
        let dossier = open_for_read(&mut tx, jeune, Section::Plan).await.unwrap();
        aides::find(&mut tx, &dossier, id).await.unwrap().etat
    }
}

async fn decide(tx: &mut Tx, jeune: JeuneId, decision: &Decision) -> Result<()> {
    let dossier = open_for_write(tx, jeune, Section::Plan).await?;
    aides::decider(tx, &dossier, decision).await
}

pub(crate) fn grant(id: DemandeAideId, version: i32, montant: i64) -> Decision {
    Decision {
        id,
        version,
        accorde: Some(Centimes(montant)),
        le: today(),
        motif: "Aucune autre aide".into(),
        derogation: String::new(),
        urgence: false,
    }
}

fn payment(id: DemandeAideId, version: i32) -> Paiement {
    Paiement {
        id,
        version,
        le: today(),
        moyen: "virement".into(),
    }
}

#[tokio::test]
async fn an_aide_is_asked_decided_told_and_paid_by_three_people() {
    let scene = Scene::new().await;
    let fonds = scene.fonds(Decideur::MissionLocale).await;
    let id = scene.asked(scene.jeune, fonds, 12_000).await;
    assert!(scene.natures().await.contains(&"decision_aide".to_owned()));
    assert_eq!(scene.balance(fonds).await, 50_000, "asking takes nothing");

    // A conseiller does not decide, nor the secteur what she asked herself.
    forbidden(
        scene
            .decide(Role::Conseiller, scene.jeune, &grant(id, 1, 12_000))
            .await,
    );
    scene
        .decide(Role::ResponsableSecteur, scene.jeune, &grant(id, 1, 10_000))
        .await
        .unwrap();
    assert_eq!(scene.balance(fonds).await, 40_000);
    assert!(!scene.natures().await.contains(&"decision_aide".to_owned()));

    // Told, then paid by someone else.
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Plan).await;
    let told = Notification {
        id,
        version: 2,
        le: today(),
        moyen: "main_propre".into(),
    };
    aides::notifier(&mut tx, &dossier, &told).await.unwrap();
    aides::notifier(&mut tx, &dossier, &told).await.unwrap();
    tx.commit().await.unwrap();
    forbidden(scene.pay(Role::ResponsableSecteur, id, 3).await);
    scene.pay(Role::Gestionnaire, id, 3).await.unwrap();
    scene.pay(Role::Gestionnaire, id, 3).await.unwrap();
    assert_eq!(scene.state(scene.jeune, id).await, EtatAide::Payee);
    let titles: Vec<String> = scene.frise().await.into_iter().map(|e| e.titre).collect();
    for word in [
        "Aide demandée",
        "Aide accordée (100,00",
        "Aide payée (100,00",
    ] {
        let said = titles.iter().filter(|t| t.starts_with(word)).count();
        assert_eq!(said, 1, "{word}: {titles:?}");
    }
    let clear = scene
        .count("select count(*) from audit where details::text like '%vélo%'")
        .await;
    assert_eq!(clear, 0, "free text enters the audit hashed");
}

#[tokio::test]
async fn who_asks_who_decides_and_who_pays_are_three_people() {
    let scene = Scene::new().await;
    let fonds = scene.fonds(Decideur::MissionLocale).await;
    // The director asks: she neither decides nor pays.
    let new = scene.aide(fonds, 10_000);
    let mut tx = scene.tx_of(Role::Directeur).await;
    let dossier = scene.write(&mut tx, Section::Plan).await;
    aides::create(&mut tx, &dossier, &new).await.unwrap();
    aides::create(&mut tx, &dossier, &new).await.unwrap();
    tx.commit().await.unwrap();
    let id = new.id;
    let own = scene
        .decide(Role::Directeur, scene.jeune, &grant(id, 1, 10_000))
        .await;
    assert!(refused(own, "issue").contains("une autre personne la décide"));
    scene
        .decide(Role::DirecteurAdjoint, scene.jeune, &grant(id, 1, 10_000))
        .await
        .unwrap();
    assert!(refused(scene.pay(Role::Directeur, id, 2).await, "moyen").contains("demandé"));
    let decided = scene.pay(Role::DirecteurAdjoint, id, 2).await;
    assert!(refused(decided, "moyen").contains("décidé"));
    // The database says so too.
    for (column, constraint) in [
        ("decideur_id = demandeur_id", "demande_aide_decideur_autre"),
        (
            "etat = 'payee', payee_le = current_date, payeur_id = decideur_id",
            "demande_aide_payeur_autre",
        ),
        (
            "regularisee_le = current_date",
            "demande_aide_regularisation",
        ),
        ("montant_accorde_centimes = 10001", "demande_aide_accorde"),
    ] {
        let sql = format!("update demande_aide set {column}");
        let error = sqlx::query(sqlx::AssertSqlSafe(sql))
            .execute(&scene.test.brut)
            .await
            .unwrap_err();
        let named = error.as_database_error().and_then(|e| e.constraint());
        assert_eq!(named, Some(constraint), "{column}");
    }
    scene.pay(Role::Gestionnaire, id, 2).await.unwrap();
}

#[tokio::test]
async fn two_decisions_at_once_never_give_more_than_the_fund_has() {
    let scene = Scene::new().await;
    let fonds = scene.fonds(Decideur::MissionLocale).await;
    let mut asked = Vec::new();
    for _ in 0..4 {
        let jeune = Scene::person(&scene.test, ML_A).await;
        asked.push((jeune, scene.asked(jeune, fonds, 20_000).await));
    }
    let decide = |n: usize, role: Role| {
        let (jeune, id) = asked[n];
        let scene = &scene;
        async move { scene.decide(role, jeune, &grant(id, 1, 20_000)).await }
    };
    let (a, b, c, d) = tokio::join!(
        decide(0, Role::Directeur),
        decide(1, Role::ResponsableSecteur),
        decide(2, Role::DirecteurAdjoint),
        decide(3, Role::Directeur),
    );
    let all = [a, b, c, d];
    let granted = all.iter().filter(|done| done.is_ok()).count();
    assert_eq!(granted, 2, "500 euros hold two times 200: {all:?}");
    for done in all.into_iter().filter(Result::is_err) {
        assert!(refused(done, "derogation").contains("Il reste 100,00"));
    }
    assert_eq!(scene.balance(fonds).await, 10_000);
    // Only a derogation goes past it.
    let mut left = None;
    for (jeune, id) in asked {
        if scene.state(jeune, id).await == EtatAide::ADecider {
            left = Some((jeune, id));
        }
    }
    let (jeune, id) = left.expect("one is not granted");
    let mut beyond = grant(id, 1, 20_000);
    beyond.derogation = "Une dotation arrive en décembre".into();
    scene.decide(Role::Directeur, jeune, &beyond).await.unwrap();
    assert_eq!(scene.balance(fonds).await, -10_000);
}

#[tokio::test]
async fn ceilings_hold_for_a_request_and_for_a_person() {
    let scene = Scene::new().await;
    let fonds = scene.fonds(Decideur::MissionLocale).await;
    let one = scene.asked(scene.jeune, fonds, 35_000).await;
    let much = scene
        .decide(Role::Directeur, scene.jeune, &grant(one, 1, 35_000))
        .await;
    assert!(refused(much, "derogation").contains("plafond d’une demande"));
    let more = scene
        .decide(Role::Directeur, scene.jeune, &grant(one, 1, 36_000))
        .await;
    assert!(refused(more, "montant").contains("ont été demandés"));
    scene
        .decide(Role::Directeur, scene.jeune, &grant(one, 1, 30_000))
        .await
        .unwrap();
    let two = scene.asked(scene.jeune, fonds, 15_000).await;
    let again = scene
        .decide(Role::Directeur, scene.jeune, &grant(two, 1, 15_000))
        .await;
    assert!(refused(again, "derogation").contains("a déjà eu 300,00"));
    // The first one is given up: the person and the fund have it back.
    let mut tx = scene.tx_of(Role::Directeur).await;
    let dossier = scene.write(&mut tx, Section::Plan).await;
    let give_up = Annulation {
        id: one,
        version: 2,
        motif: "Le vélo est donné par ailleurs".into(),
    };
    aides::annuler(&mut tx, &dossier, &give_up).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(scene.balance(fonds).await, 50_000);
    scene
        .decide(Role::Directeur, scene.jeune, &grant(two, 1, 15_000))
        .await
        .unwrap();
    // What a conseiller may give up is not yet granted.
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Plan).await;
    let late = Annulation { id: two, ..give_up };
    forbidden(aides::annuler(&mut tx, &dossier, &late).await);
}

#[tokio::test]
async fn the_answer_of_someone_else_comes_after_the_file_is_sent() {
    let scene = Scene::new().await;
    let fonds = scene.fonds(Decideur::Departement).await;
    let id = scene.asked(scene.jeune, fonds, 10_000).await;
    let early = scene
        .decide(Role::Directeur, scene.jeune, &grant(id, 1, 10_000))
        .await;
    assert!(refused(early, "issue").contains("le département qui décide"));
    let mut tx = scene.tx().await;
    let dossier = scene.write(&mut tx, Section::Plan).await;
    let sent = Envoi {
        id,
        version: 1,
        le: today(),
    };
    aides::envoyer(&mut tx, &dossier, &sent).await.unwrap();
    aides::envoyer(&mut tx, &dossier, &sent).await.unwrap();
    tx.commit().await.unwrap();
    let mut refus = grant(id, 2, 0);
    refus.accorde = None;
    refus.motif = String::new();
    let dumb = scene.decide(Role::Directeur, scene.jeune, &refus).await;
    assert!(refused(dumb, "motif").contains("Écrivez pourquoi"));
    refus.motif = "Le département a déjà aidé".into();
    scene
        .decide(Role::Directeur, scene.jeune, &refus)
        .await
        .unwrap();
    let again = scene
        .decide(Role::Directeur, scene.jeune, &grant(id, 2, 10_000))
        .await;
    conflict(again, "État de l’aide", "Accordée", "Refusée");
    assert_eq!(scene.balance(fonds).await, 50_000);
    assert!(refused(scene.pay(Role::Gestionnaire, id, 3).await, "moyen").contains("pas à payer"));
}

#[tokio::test]
async fn an_emergency_is_decided_the_same_day_and_put_in_order_later() {
    let scene = Scene::new().await;
    let fonds = scene.fonds(Decideur::Departement).await;
    let id = scene.asked(scene.jeune, fonds, 10_000).await;
    let mut urgent = grant(id, 1, 10_000);
    urgent.urgence = true;
    scene
        .decide(Role::ResponsableSecteur, scene.jeune, &urgent)
        .await
        .unwrap();
    scene.pay(Role::Gestionnaire, id, 2).await.unwrap();
    let due = scene.to_do().await;
    let due = due
        .iter()
        .find(|e| e.nature == "regularisation_aide")
        .unwrap();
    assert_eq!(due.echeance_le, today() + Days::new(30));
    let mut tx = scene.tx_of(Role::Directeur).await;
    let waiting = aides::a_decider(&mut tx).await.unwrap();
    assert_eq!(waiting.len(), 1);
    assert!(waiting[0].aide.a_regulariser() && waiting[0].nom.is_some());
    let dossier = scene.write(&mut tx, Section::Plan).await;
    let change = Regularisation {
        id,
        version: 3,
        le: today(),
    };
    aides::regulariser(&mut tx, &dossier, &change)
        .await
        .unwrap();
    aides::regulariser(&mut tx, &dossier, &change)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert!(
        !scene
            .natures()
            .await
            .contains(&"regularisation_aide".to_owned())
    );
}

#[tokio::test]
async fn a_fund_is_changed_once_and_gives_back_no_more_than_it_has() {
    let scene = Scene::new().await;
    let fonds = scene.fonds(Decideur::MissionLocale).await;
    let mut tx = scene.tx_of(Role::Gestionnaire).await;
    let back = scene.dotation(fonds, 60_000, true);
    assert!(refused(aides::doter(&mut tx, &back).await, "montant").contains("Il reste 500,00"));
    let back = scene.dotation(fonds, 20_000, true);
    aides::doter(&mut tx, &back).await.unwrap();
    aides::doter(&mut tx, &back).await.unwrap();
    assert_eq!(
        aides::fonds(&mut tx, fonds).await.unwrap().solde(),
        Centimes(30_000)
    );
    let mut change = scene.fonds_saisi(Decideur::Ccas);
    change.id = fonds;
    aides::change_fonds(&mut tx, &change, 1).await.unwrap();
    let mut other = change.clone();
    other.periode_mois = 6;
    let late = aides::change_fonds(&mut tx, &other, 1).await;
    conflict(late, "Période, en mois", "6", "12");
    other.ferme_le = Some(today());
    aides::change_fonds(&mut tx, &other, 2).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = scene.tx().await;
    forbidden(aides::create_fonds(&mut tx, &other).await);
    let dossier = scene.write(&mut tx, Section::Plan).await;
    let shut = aides::create(&mut tx, &dossier, &scene.aide(fonds, 100)).await;
    assert!(refused(shut, "fonds").contains("fermé"));
}

#[tokio::test]
async fn a_stranger_finds_no_aide_and_no_fund() {
    let scene = Scene::new().await;
    let fonds = scene.fonds(Decideur::MissionLocale).await;
    let id = scene.asked(scene.jeune, fonds, 10_000).await;
    let stranger = scene.test.reseau.agent(ML_B, Role::Directeur).clone();
    let theirs = Scene::person(&scene.test, ML_B).await;
    let mut tx = scene.test.tx(&stranger).await;
    assert!(aides::tous(&mut tx).await.unwrap().is_empty());
    not_found(aides::fonds(&mut tx, fonds).await);
    not_found(aides::doter(&mut tx, &scene.dotation(fonds, 1, false)).await);
    not_found(aides::payer(&mut tx, &payment(id, 1)).await);
    not_found(decide(&mut tx, scene.jeune, &grant(id, 1, 1)).await);
    not_found(decide(&mut tx, theirs, &grant(id, 1, 1)).await);
    let dossier = open_for_write(&mut tx, theirs, Section::Plan)
        .await
        .unwrap();
    not_found(aides::create(&mut tx, &dossier, &scene.aide(fonds, 1)).await);
    assert!(aides::a_decider(&mut tx).await.unwrap().is_empty());
    drop(tx);
    // Nor someone of here through another dossier.
    let other = Scene::person(&scene.test, ML_A).await;
    let mut tx = scene.tx_of(Role::Directeur).await;
    not_found(decide(&mut tx, other, &grant(id, 1, 1)).await);
}

#[tokio::test]
async fn a_protected_dossier_has_no_name_on_the_list_of_payments() {
    let scene = Scene::new().await;
    let fonds = scene.fonds(Decideur::MissionLocale).await;
    let id = scene.asked(scene.jeune, fonds, 10_000).await;
    scene
        .decide(Role::ResponsableSecteur, scene.jeune, &grant(id, 1, 10_000))
        .await
        .unwrap();
    sqlx::query("update jeune set protege = true, protege_motif = 'menace'")
        .execute(&scene.test.brut)
        .await
        .unwrap();
    let mut tx = scene.tx_of(Role::Gestionnaire).await;
    let list = aides::a_payer(&mut tx).await.unwrap();
    assert!(list.len() == 1 && list[0].nom.is_none() && list[0].numero.is_empty());
    let blind = aides::payer(&mut tx, &payment(id, 2)).await;
    assert!(matches!(blind, Err(Error::NotFound)), "{blind:?}");
    drop(tx);
    scene.pay(Role::Directeur, id, 2).await.unwrap();
}
