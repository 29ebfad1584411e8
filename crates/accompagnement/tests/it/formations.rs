//! Formations: a prescription from its first step to its bilan, refusals, what counts, two missions
//! locales, and a catalogue imported whole or not at all.

use accompagnement::formations::{
    self, Bilan, Changement, EtatPrescription, FiltreFormations, FinFormation, FormationSaisie,
    Geste, NouvelleAbsence, NouvellePrescription, OrganismeSaisi, Prescription, Reponse,
    SessionSaisie,
};
use chrono::{Days, NaiveDate};
use jeunes::{
    acces::{open_for_read, open_for_write},
    situations,
};
use kernel::{
    FormationId, JeuneId, PrescriptionId, Role, Section, SessionFormationId, SituationId,
};
use platform::Result;
use testkit::ML_B;

use crate::outils::{Scene, conflict, days_ago, forbidden, not_found, refused, today};

impl Scene {
    fn organisme(&self) -> OrganismeSaisi {
        OrganismeSaisi {
            id: self.id(),
            nom: "Centre fictif des métiers".into(),
            siret: "00000000000018".into(),
            contact: "Accueil".into(),
            telephone: String::new(),
            courriel: String::new(),
            ferme_le: None,
        }
    }

    /// A session that began ten days ago, for a month.
    async fn formee(&self) -> SessionFormationId {
        let mut tx = self.tx().await;
        let organisme = self.organisme();
        formations::create_organisme(&mut tx, &organisme)
            .await
            .unwrap();
        let formation = FormationSaisie {
            id: self.id(),
            organisme: organisme.id,
            numero: String::new(),
            intitule: "Cuisine de collectivité".into(),
            genre: "qualifiante".into(),
            formacode: "42752".into(),
            rome: "G1602".into(),
            certification: "RNCP35650".into(),
            financeur: "region".into(),
            remuneree: Some(true),
            modalite: "presentiel".into(),
            lieu: "Commune fictive".into(),
            contenu: "Produire en collectivité".into(),
            fermee_le: None,
        };
        formations::create_formation(&mut tx, &formation)
            .await
            .unwrap();
        let session = self.dated(formation.id);
        for _ in 0..2 {
            formations::create_session(&mut tx, &session).await.unwrap();
        }
        tx.commit().await.unwrap();
        session.id
    }

    fn dated(&self, formation: FormationId) -> SessionSaisie {
        SessionSaisie {
            id: self.id(),
            formation,
            numero: String::new(),
            debut: days_ago(10),
            fin: today() + Days::new(20),
            heures: Some(150),
            places: Some(12),
            reunion_le: Some(days_ago(20)),
            limite_le: Some(days_ago(12)),
            annulee_le: None,
        }
    }

    fn prescription(&self, session: SessionFormationId) -> NouvellePrescription {
        NouvellePrescription {
            id: self.id(),
            session,
            prescrite_le: days_ago(25),
            motif: "acquerir_metier".into(),
            objectif: "Travailler en cantine".into(),
            frein: None,
            demande: None,
            proposition: None,
        }
    }

    async fn prescribe(&self, new: &NouvellePrescription) -> Result<()> {
        let mut tx = self.tx().await;
        let dossier = open_for_write(&mut tx, self.jeune, Section::Plan).await?;
        formations::prescrire(&mut tx, &dossier, new).await?;
        tx.commit().await
    }

    /// The first reception was long ago: backdating is normal.
    async fn long_known(&self) {
        sqlx::query("update jeune set premier_accueil_le = '2026-06-01'")
            .execute(&self.test.brut)
            .await
            .unwrap();
    }

    async fn prescribed(&self) -> PrescriptionId {
        self.long_known().await;
        let new = self.prescription(self.formee().await);
        self.prescribe(&new).await.unwrap();
        new.id
    }

    async fn one(&self, id: PrescriptionId) -> Prescription {
        let mut tx = self.tx().await;
        let dossier = open_for_read(&mut tx, self.jeune, Section::Plan)
            .await
            .unwrap();
        formations::find(&mut tx, &dossier, id).await.unwrap()
    }

    /// Does it on the version that stands.
    async fn step(&self, id: PrescriptionId, geste: Geste) -> Result<()> {
        let version = self.one(id).await.version;
        self.step_of(id, version, geste).await
    }

    async fn step_of(&self, id: PrescriptionId, version: i32, geste: Geste) -> Result<()> {
        let mut tx = self.tx().await;
        let dossier = open_for_write(&mut tx, self.jeune, Section::Plan).await?;
        let change = Changement { id, version, geste };
        formations::changer(&mut tx, &dossier, &change).await?;
        tx.commit().await
    }

    /// What is to do about formations.
    async fn awaited(&self) -> Vec<String> {
        let mut all = self.natures().await;
        all.retain(|nature| nature.ends_with("_formation"));
        all
    }

    async fn situation(&self, id: SituationId) -> situations::Situation {
        let mut tx = self.tx().await;
        let dossier = open_for_read(&mut tx, self.jeune, Section::Situation)
            .await
            .unwrap();
        let all = situations::list(&mut tx, &dossier).await.unwrap();
        all.into_iter().find(|s| s.id == id).unwrap()
    }
}

fn reunion(le: NaiveDate, present: bool) -> Geste {
    Geste::Reunion {
        le,
        present,
        minutes: present.then_some(90),
    }
}

fn tests(le: NaiveDate) -> Geste {
    Geste::Tests {
        le,
        resultat: "reussi".into(),
    }
}

fn answer(le: NaiveDate, reponse: Reponse, motif: &str) -> Geste {
    Geste::Reponse {
        le,
        reponse,
        motif: motif.into(),
        mots: String::new(),
    }
}

fn entree(situation: SituationId) -> Geste {
    Geste::Entree {
        le: days_ago(10),
        fin_prevue: today() + Days::new(20),
        situation,
    }
}

fn fin(le: NaiveDate, genre: FinFormation, motif: &str) -> Geste {
    Geste::Fin {
        le,
        genre,
        motif: motif.into(),
    }
}

#[tokio::test]
async fn a_prescription_goes_from_the_reunion_to_the_bilan() {
    let scene = Scene::new().await;
    let id = scene.prescribed().await;
    assert!(
        scene
            .awaited()
            .await
            .contains(&"inscription_formation".to_owned())
    );
    scene.step(id, reunion(days_ago(20), true)).await.unwrap();
    let minutes = scene
        .count("select sum(minutes) from heure where validee")
        .await;
    assert_eq!(minutes, 90, "the information collective counts in the week");
    scene.step(id, tests(days_ago(18))).await.unwrap();
    assert!(
        scene
            .awaited()
            .await
            .contains(&"reponse_formation".to_owned())
    );
    scene
        .step(id, answer(days_ago(15), Reponse::ListeAttente, ""))
        .await
        .unwrap();
    scene
        .step(id, answer(days_ago(14), Reponse::Accepte, ""))
        .await
        .unwrap();
    let natures = scene.awaited().await;
    assert!(
        natures.contains(&"entree_formation".to_owned()),
        "{natures:?}"
    );
    assert!(
        !natures.contains(&"reponse_formation".to_owned()),
        "{natures:?}"
    );

    // The entry creates the situation; a second post of the same form changes nothing.
    let situation: SituationId = scene.id();
    let version = scene.one(id).await.version;
    for _ in 0..2 {
        scene.step_of(id, version, entree(situation)).await.unwrap();
    }
    let made = scene.situation(situation).await;
    assert_eq!(
        (&made.categorie[..], &made.type_code[..]),
        ("formation", "formation_qualifiante")
    );
    assert_eq!(made.structure, "Centre fictif des métiers");
    assert_eq!(
        (made.debut, made.fin),
        (days_ago(10), Some(today() + Days::new(20)))
    );
    assert_eq!(scene.count("select count(*) from situation").await, 1);
    assert!(
        scene.awaited().await.is_empty(),
        "the bilan shows at the end"
    );

    // She leaves: the situation ends that day, and nothing else is opened.
    scene
        .step(id, fin(days_ago(3), FinFormation::Abandon, "orientation"))
        .await
        .unwrap();
    assert_eq!(scene.situation(situation).await.fin, Some(days_ago(3)));
    assert_eq!(scene.count("select count(*) from situation").await, 1);
    assert!(
        scene
            .awaited()
            .await
            .contains(&"bilan_formation".to_owned())
    );
    let bilan = Bilan {
        le: today(),
        obtenu: "partielle".into(),
        suite: "recherche".into(),
        mots: "Le métier est trop physique".into(),
    };
    scene.step(id, Geste::Bilan(bilan)).await.unwrap();
    assert!(
        !scene
            .awaited()
            .await
            .contains(&"bilan_formation".to_owned())
    );
    let titles: Vec<String> = scene.frise().await.into_iter().map(|e| e.titre).collect();
    for said in [
        "Formation prescrite",
        "Organisme d’accord",
        "Formation arrêtée",
        "Bilan",
    ] {
        assert!(
            titles.iter().any(|t| t.contains(said)),
            "{said}: {titles:?}"
        );
    }
    let once = titles
        .iter()
        .filter(|t| t.contains("Formation prescrite"))
        .count();
    assert_eq!(once, 1, "what was pushed is replaced, not added to");
}

#[tokio::test]
async fn a_refusal_says_why_and_may_be_taken_back() {
    let scene = Scene::new().await;
    let id = scene.prescribed().await;
    let no = |motif: &str| answer(days_ago(15), Reponse::Refuse, motif);
    refused(scene.step(id, no("")).await, "motif");
    refused(scene.step(id, no("emploi")).await, "motif");
    scene.step(id, no("complet")).await.unwrap();
    assert_eq!(scene.one(id).await.suivi.etat, EtatPrescription::RefusTiers);
    assert!(
        scene.awaited().await.is_empty(),
        "nothing is awaited any more"
    );
    refused(scene.step(id, entree(scene.id())).await, "le");
    scene.step(id, Geste::Rouvrir).await.unwrap();
    let later = Geste::RefusJeune {
        le: days_ago(2),
        motif: "emploi".into(),
        mots: String::new(),
    };
    scene.step(id, later).await.unwrap();
    assert_eq!(scene.one(id).await.suivi.etat, EtatPrescription::RefusJeune);
    assert_eq!(scene.count("select count(*) from situation").await, 0);
}

#[tokio::test]
async fn steps_follow_each_other_and_conflicts_show_both() {
    let scene = Scene::new().await;
    let id = scene.prescribed().await;
    refused(
        scene.step(id, reunion(today() + Days::new(1), true)).await,
        "le",
    );
    refused(scene.step(id, tests(days_ago(26))).await, "le");
    refused(scene.step(id, entree(scene.id())).await, "le");
    refused(
        scene.step(id, fin(today(), FinFormation::Terme, "")).await,
        "le",
    );
    let version = scene.one(id).await.version;
    scene
        .step_of(id, version, reunion(days_ago(20), true))
        .await
        .unwrap();
    scene
        .step_of(id, version, reunion(days_ago(20), true))
        .await
        .unwrap();
    let done = scene
        .step_of(id, version, reunion(days_ago(20), false))
        .await;
    conflict(done, "Présence", "Non", "Oui");
    // A presence put right takes its hours back.
    scene.step(id, reunion(days_ago(20), false)).await.unwrap();
    assert_eq!(scene.count("select count(*) from heure").await, 0);
}

#[tokio::test]
async fn a_session_is_prescribed_once_and_links_are_of_the_dossier() {
    let scene = Scene::new().await;
    scene.long_known().await;
    let session = scene.formee().await;
    let new = scene.prescription(session);
    for _ in 0..2 {
        scene.prescribe(&new).await.unwrap();
    }
    refused(
        scene.prescribe(&scene.prescription(session)).await,
        "session",
    );
    let mut late = scene.prescription(session);
    late.prescrite_le = today() + Days::new(1);
    refused(scene.prescribe(&late).await, "prescrite_le");
    let mut linked = scene.prescription(session);
    linked.frein = Some(scene.id());
    not_found(scene.prescribe(&linked).await);
    // Refused, it may be prescribed again.
    scene
        .step(new.id, answer(days_ago(15), Reponse::Refuse, "complet"))
        .await
        .unwrap();
    scene.prescribe(&scene.prescription(session)).await.unwrap();
    refused(scene.step(new.id, Geste::Rouvrir).await, "le");
}

#[tokio::test]
async fn absences_and_what_counts() {
    let scene = Scene::new().await;
    let id = scene.prescribed().await;
    scene
        .step(id, answer(days_ago(14), Reponse::Accepte, ""))
        .await
        .unwrap();
    let count = async || {
        let mut tx = scene.tx().await;
        let dossier = open_for_read(&mut tx, scene.jeune, Section::Plan)
            .await
            .unwrap();
        let p = formations::find(&mut tx, &dossier, id).await.unwrap();
        formations::comptes(&mut tx, &dossier, &p).await.unwrap()
    };
    assert!(!count().await.compte, "before the entry");
    scene.step(id, entree(scene.id())).await.unwrap();
    let counted = count().await;
    assert!(counted.compte, "{counted:?}");
    assert!(counted.lignes.iter().all(|l| l.condition.a_confirmer));
    let absence = |le: NaiveDate, minutes| NouvelleAbsence {
        id: scene.id(),
        prescription: id,
        le,
        minutes,
        justifiee: false,
    };
    let note = async |new: &NouvelleAbsence| {
        let mut tx = scene.tx().await;
        let dossier = open_for_write(&mut tx, scene.jeune, Section::Plan).await?;
        formations::noter_absence(&mut tx, &dossier, new).await?;
        tx.commit().await
    };
    let first = absence(days_ago(5), Some(90));
    for _ in 0..2 {
        note(&first).await.unwrap();
    }
    refused(note(&absence(days_ago(5), None)).await, "le");
    refused(note(&absence(days_ago(11), None)).await, "le");
    refused(note(&absence(days_ago(4), Some(2_000))).await, "minutes");
    let mut tx = scene.tx().await;
    let dossier = open_for_write(&mut tx, scene.jeune, Section::Plan)
        .await
        .unwrap();
    formations::retirer_absence(&mut tx, &dossier, id, first.id)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(
        scene.count("select count(*) from absence_formation").await,
        0
    );
}

#[tokio::test]
async fn the_walls_hold_between_missions_locales_and_roles() {
    let scene = Scene::new().await;
    let id = scene.prescribed().await;
    let p = scene.one(id).await;
    let other: JeuneId = Scene::person(&scene.test, ML_B).await;
    let mut tx = scene.test.tx(scene.test.reseau.conseiller(ML_B)).await;
    let dossier = open_for_write(&mut tx, other, Section::Plan).await.unwrap();
    not_found(formations::session(&mut tx, p.session).await);
    not_found(formations::formation(&mut tx, p.formation).await);
    not_found(formations::prescrits(&mut tx, p.formation).await);
    let new = scene.prescription(p.session);
    not_found(formations::prescrire(&mut tx, &dossier, &new).await);
    let change = Changement {
        id,
        version: p.version,
        geste: reunion(days_ago(20), true),
    };
    not_found(formations::changer(&mut tx, &dossier, &change).await);
    let none = formations::formations(&mut tx, &FiltreFormations::default(), None, 10).await;
    assert!(none.unwrap().is_empty());
    drop(tx);
    // The counter sees the catalogue, and nobody on it.
    let mut tx = scene.tx_of(Role::ChargeAccueil).await;
    formations::formation(&mut tx, p.formation).await.unwrap();
    forbidden(formations::prescrits(&mut tx, p.formation).await);
    forbidden(formations::create_organisme(&mut tx, &scene.organisme()).await);
    drop(tx);
    let mut tx = scene.tx().await;
    let seen = formations::prescrits(&mut tx, p.formation).await.unwrap();
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0].nom.as_deref(), Some("Inès FICTIVE"));
}

#[tokio::test]
async fn named_checks_hold_whatever_the_program_does() {
    let scene = Scene::new().await;
    scene.prescribed().await;
    for (change, name) in [
        ("etat = 'parti'", "prescription_formation_etat"),
        ("etat = 'realise'", "prescription_formation_entree"),
        ("etat = 'refus_jeune'", "prescription_formation_refus"),
        (
            "reunion_le = '2026-11-01'",
            "prescription_formation_reunion",
        ),
        ("tests_le = '2026-11-01'", "prescription_formation_tests"),
        ("reponse = 'accepte'", "prescription_formation_reponse"),
        (
            "reponse = 'accepte', reponse_le = '2026-01-01'",
            "prescription_formation_ordre",
        ),
        ("abandon_motif = 'emploi'", "prescription_formation_fin"),
        ("remuneration = true", "prescription_formation_remuneration"),
    ] {
        let sql = format!("update prescription_formation set {change}");
        let error = sqlx::query(sqlx::AssertSqlSafe(sql))
            .execute(&scene.test.brut)
            .await
            .unwrap_err();
        let broken = error.as_database_error().and_then(|e| e.constraint());
        assert_eq!(broken, Some(name), "{change}");
    }
}

const TITRES: &str = "numero_formation;intitule;type;organisme;siret;numero_session;debut;fin;\
                      date_limite;places;modalite;contenu";

fn file(lines: &[&str]) -> String {
    format!("{TITRES}\n{}\n", lines.join("\n"))
}

const GOOD: [&str; 3] = [
    "F-1;Cuisine;qualifiante;Centre fictif;00000000000018;S-1;11/01/2027;30/06/2027;04/01/2027;12;;Produire",
    "F-1;Cuisine;qualifiante;Centre fictif;00000000000018;S-2;01/09/2027;20/12/2027;;12;;Produire",
    "F-2;Français de base;fle;Autre centre fictif;;S-3;2027-01-04;2027-03-31;;8;À distance;",
];

#[tokio::test]
async fn a_catalogue_read_twice_changes_nothing() {
    let scene = Scene::new().await;
    let text = file(&GOOD);
    let mut tx = scene.tx().await;
    let seen = formations::previsualiser(&mut tx, text.as_bytes())
        .await
        .unwrap();
    assert_eq!(seen.ecarts, []);
    assert_eq!((seen.organismes, seen.formations, seen.sessions), (2, 2, 3));
    drop(tx);
    assert_eq!(
        scene.count("select count(*) from formation").await,
        0,
        "only looked at"
    );
    let import = async |text: &[u8]| {
        let mut tx = scene.tx().await;
        let done = formations::importer(&mut tx, text).await.unwrap();
        tx.commit().await.unwrap();
        done
    };
    import(text.as_bytes()).await;
    let again = import(text.as_bytes()).await;
    assert!(!again.change(), "{again:?}");
    assert_eq!(again.inchangees, 3);
    assert_eq!(
        scene.count("select count(*) from session_formation").await,
        3
    );
    // Another separator, Windows-1252, a session that moves.
    let moved = text.replace("30/06/2027", "15/07/2027").replace(';', ",");
    let bytes: Vec<u8> = moved
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
        .collect();
    assert!(std::str::from_utf8(&bytes).is_err(), "not UTF-8");
    let third = import(&bytes).await;
    assert_eq!(
        (third.sessions_changees, third.formations_changees),
        (1, 0),
        "{third}"
    );
    let changed = "select count(*) from session_formation where fin = '2027-07-15'";
    assert_eq!(scene.count(changed).await, 1);
}

#[tokio::test]
async fn a_bad_catalogue_leaves_nothing() {
    let scene = Scene::new().await;
    let import = async |text: &[u8]| {
        let mut tx = scene.tx().await;
        let done = formations::importer(&mut tx, text).await;
        if done.is_ok() {
            tx.commit().await.unwrap();
        }
        done
    };
    for (line, colonne) in [
        (
            "F-9;Cuisine;qualifiante;Centre;;S-9;31/02/2027;30/06/2027;;;;",
            "debut",
        ),
        (
            "F-9;Cuisine;qualifiante;Centre;;S-9;11/01/2027;10/01/2027;;;;",
            "fin",
        ),
        (
            "F-9;Cuisine;qualifiante;Centre;;S-1;11/01/2027;30/06/2027;;;;",
            "numero_session",
        ),
        (
            "F-1;Pâtisserie;qualifiante;Centre fictif;00000000000018;S-9;11/01/2027;30/06/2027;;;;",
            "numero_formation",
        ),
        (
            "F-9;=SOMME(A1);qualifiante;Centre;;S-9;11/01/2027;30/06/2027;;;;",
            "intitule",
        ),
        (
            "F-9;Cuisine;magique;Centre;;S-9;11/01/2027;30/06/2027;;;;",
            "type",
        ),
        (
            "F-9;Cuisine;qualifiante;Centre;123;S-9;11/01/2027;30/06/2027;;;;",
            "siret",
        ),
        (
            "F-9;;qualifiante;Centre;;S-9;11/01/2027;30/06/2027;;;;",
            "intitule",
        ),
        (
            "F-9;Cuisine;qualifiante;Centre;;S-9;11/01/2027;30/06/2027;12/01/2027;;;",
            "date_limite",
        ),
        (
            "F-9;Cuisine;qualifiante;Centre;;S-9;11/01/2027;30/06/2027;;douze;;",
            "places",
        ),
        (
            "F-9;Cuisine;qualifiante;Centre;;S-9;11/01/2027;30/06/2027;;0;;",
            "places",
        ),
        (
            "F-9;Cuisine;qualifiante;Un autre nom;00000000000018;S-9;11/01/2027;30/06/2027;;;;",
            "organisme",
        ),
        ("F-9;Cuisine", ""),
    ] {
        let text = file(&[GOOD[0], GOOD[1], GOOD[2], line]);
        let done = import(text.as_bytes()).await.unwrap();
        let wrong = done.ecarts.iter().find(|e| e.ligne == 5);
        let wrong = wrong.unwrap_or_else(|| panic!("{line}: {done:?}"));
        assert_eq!(wrong.colonne, colonne, "{line}: {wrong:?}");
        assert!(!wrong.raison.is_empty());
    }
    let long = format!("{TITRES}\n{}", format!("{}\n", GOOD[0]).repeat(2_001));
    for bad in [
        b"".as_slice(),
        b"  \n ",
        TITRES.as_bytes(),
        b"nom;prenom\nA;B",
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR",
        vec![b'a'; 3 * 1024 * 1024].as_slice(),
        long.as_bytes(),
    ] {
        refused(import(bad).await, "fichier");
    }
    for table in [
        "select count(*) from formation",
        "select count(*) from session_formation",
        "select count(*) from organisme_formation",
    ] {
        assert_eq!(scene.count(table).await, 0, "{table}");
    }
    let mut tx = scene.tx_of(Role::ChargeAccueil).await;
    forbidden(formations::importer(&mut tx, file(&GOOD).as_bytes()).await);
}

#[tokio::test]
async fn the_catalogue_is_searched_and_paged() {
    let scene = Scene::new().await;
    let mut tx = scene.tx().await;
    formations::importer(&mut tx, file(&GOOD).as_bytes())
        .await
        .unwrap();
    let all = FiltreFormations::default();
    let first = formations::formations(&mut tx, &all, None, 1)
        .await
        .unwrap();
    assert_eq!(first.rows[0].intitule, "Cuisine");
    let second = formations::formations(&mut tx, &all, first.next.as_deref(), 1)
        .await
        .unwrap();
    assert_eq!(second.rows[0].intitule, "Français de base");
    assert!(second.next.is_none());
    for (texte, genre, found) in [
        ("cuisi", "", 1),
        ("CENTRE FICTIF", "", 2),
        ("francais", "fle", 1),
        ("francais", "qualifiante", 0),
        ("%", "", 2),
    ] {
        let filtre = FiltreFormations {
            texte: texte.into(),
            genre: genre.into(),
            ..FiltreFormations::default()
        };
        let page = formations::formations(&mut tx, &filtre, None, 10)
            .await
            .unwrap();
        assert_eq!(page.rows.len(), found, "{texte} {genre}");
    }
    let open = formations::sessions_ouvertes(&mut tx, "cuisine", 10)
        .await
        .unwrap();
    assert_eq!(open.len(), 2);
}
