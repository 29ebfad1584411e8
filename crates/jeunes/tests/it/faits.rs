//! Facts of the person, and the right to stay.

use std::path::Path;

use jeunes::{
    acces, echeances,
    faits::{self, GENRES, Genre, NouveauFait, Valeurs, declaration::genre},
    sejour,
};
use kernel::{EvenementId, JeuneId, Role, Section};
use platform::{Error, Tx, new_id};
use testkit::{AgentDeTest, ML_A, TestDb};

use crate::commun::{audit_text, champs, conflit, count, cree, d, ecrit, lit, today};

fn fait(tx: &Tx, all: &[(&str, &str)], vrai_du: chrono::NaiveDate) -> NouveauFait {
    NouveauFait {
        id: new_id!(tx, EvenementId).uuid(),
        valeurs: all
            .iter()
            .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()))
            .collect(),
        vrai_du,
    }
}

fn theme(code: &str) -> &'static Genre {
    genre(code).expect("a theme")
}

async fn dossier(test: &TestDb) -> (&AgentDeTest, JeuneId) {
    let conseiller = test.reseau.conseiller(ML_A);
    let id = cree(test, conseiller, "Faure", "Lina", Some(conseiller.id)).await;
    (conseiller, id)
}

#[tokio::test]
async fn a_change_ends_the_former_fact_and_a_correction_replaces_it() {
    let test = TestDb::new().await;
    let (conseiller, id) = dossier(&test).await;
    let mut tx = test.tx(conseiller).await;
    let mobilite = theme("mobilite");
    let write = ecrit(&mut tx, id, mobilite.section).await;
    let first = fait(&tx, &[("permis", "code"), ("rayon", "10")], d(2026, 3, 2));
    for _ in 0..2 {
        faits::save(&mut tx, &write, mobilite, 0, &first)
            .await
            .expect("saved");
    }
    let corrected = fait(&tx, &[("permis", "code"), ("rayon", "15")], d(2026, 3, 2));
    faits::save(&mut tx, &write, mobilite, 1, &corrected)
        .await
        .expect("corrected");
    let changed = fait(&tx, &[("permis", "b"), ("nir", "1")], d(2026, 11, 1));
    faits::save(&mut tx, &write, mobilite, 2, &changed)
        .await
        .expect("changed");

    let read = lit(&mut tx, id, mobilite.section).await;
    let now = faits::find(&mut tx, &read, mobilite)
        .await
        .expect("a find")
        .expect("a fact");
    let kept: Valeurs = [("permis".to_owned(), "b".to_owned())].into();
    assert_eq!(
        (now.valeurs, now.vrai_du, now.version),
        (kept, d(2026, 11, 1), 3)
    );
    let former = faits::history(&mut tx, &read, mobilite)
        .await
        .expect("a history");
    let periods: Vec<_> = former.iter().map(|f| (f.corrige, f.vrai_au)).collect();
    assert_eq!(periods, [(false, Some(d(2026, 10, 31))), (true, None)]);

    let stale = fait(&tx, &[("permis", "a")], today());
    let both = conflit(faits::save(&mut tx, &write, mobilite, 2, &stale).await);
    assert_eq!(both[0].0, "Permis de conduire");
    let wrong = fait(&tx, &[("permis", "b,aucun")], d(2027, 1, 1));
    let fields = champs(faits::save(&mut tx, &write, mobilite, 3, &wrong).await);
    assert_eq!(fields, ["permis", "vrai_du"]);
    tx.commit().await.expect("a commit");
    assert!(!audit_text(&test).await.contains("\"b\""));
}

#[tokio::test]
async fn one_click_confirms_without_changing_anything() {
    let test = TestDb::new().await;
    let (conseiller, id) = dossier(&test).await;
    let mut tx = test.tx(conseiller).await;
    let famille = theme("famille");
    let write = ecrit(&mut tx, id, famille.section).await;
    let new = fait(
        &tx,
        &[("enfants", "1"), ("garde", "difficulte")],
        d(2025, 1, 6),
    );
    faits::save(&mut tx, &write, famille, 0, &new)
        .await
        .expect("saved");
    tx.commit().await.expect("a commit");
    sqlx::query("update fait set confirme_le = '2025-01-06', confirme_par = null")
        .execute(&test.brut)
        .await
        .expect("an old fact");
    let mut tx = test.tx(conseiller).await;
    let write = ecrit(&mut tx, id, famille.section).await;
    let before = faits::find(&mut tx, &write, famille)
        .await
        .expect("a find")
        .expect("a fact");
    assert_eq!(before.confirme_le, d(2025, 1, 6));
    faits::confirm(&mut tx, &write, famille, before.id)
        .await
        .expect("confirmed");
    let after = faits::find(&mut tx, &write, famille)
        .await
        .expect("a find")
        .expect("a fact");
    assert_eq!(after.confirme_le, today());
    assert_eq!(
        (after.valeurs, after.version),
        (before.valeurs, before.version)
    );
    let other = faits::confirm(&mut tx, &write, theme("mobilite"), before.id).await;
    assert!(matches!(other, Err(Error::NotFound)));
}

#[tokio::test]
async fn each_role_reads_the_themes_of_its_sections_in_one_statement() {
    let test = TestDb::new().await;
    let (conseiller, id) = dossier(&test).await;
    let mut tx = test.tx(conseiller).await;
    for genre in &GENRES {
        let write = ecrit(&mut tx, id, genre.section).await;
        let champ = genre.champs.last().expect("a field");
        let value = match champ.sorte {
            faits::Sorte::Choix(liste) | faits::Sorte::Cases(liste) => {
                tx.nomenclatures().liste(liste)[0].code.clone()
            }
            faits::Sorte::Date | faits::Sorte::Fin => "2027-02-01".to_owned(),
            faits::Sorte::Nombre(_) => "2".to_owned(),
            faits::Sorte::Texte => "Mots".to_owned(),
        };
        let new = fait(&tx, &[(champ.nom, &value)], today());
        faits::save(&mut tx, &write, genre, 0, &new)
            .await
            .expect("saved");
    }
    tx.commit().await.expect("a commit");
    for (role, expected) in [
        (Role::Conseiller, 9),
        (Role::ChargeAccueil, 1),
        (Role::RelationEntreprises, 4),
        (Role::AnimateurAtelier, 0),
    ] {
        let mut tx = test.tx(test.reseau.agent(ML_A, role)).await;
        let read = lit(&mut tx, id, Section::Identite).await;
        let seen = faits::list(&mut tx, &read).await.expect("a list");
        assert_eq!(seen.len(), expected, "{role}");
    }
}

#[tokio::test]
async fn what_ends_is_recalled_without_saying_what_it_is() {
    let test = TestDb::new().await;
    let (conseiller, id) = dossier(&test).await;
    let mut tx = test.tx(conseiller).await;
    let write = ecrit(&mut tx, id, Section::Sejour).await;
    let until = |fin: &str, tx: &Tx| fait(tx, &[("titre", "recepisse"), ("fin", fin)], today());
    let new = until("2026-12-20", &tx);
    sejour::save(&mut tx, &write, 0, &new).await.expect("saved");
    let handicap = theme("handicap");
    let rqth = fait(&tx, &[("rqth", "oui"), ("rqth_fin", "2026-12-24")], today());
    let dossier = ecrit(&mut tx, id, handicap.section).await;
    faits::save(&mut tx, &dossier, handicap, 0, &rqth)
        .await
        .expect("saved");
    let renewed = until("2026-12-28", &tx);
    sejour::save(&mut tx, &write, 1, &renewed)
        .await
        .expect("renewed");
    let read = lit(&mut tx, id, Section::Agenda).await;
    let mut open = echeances::list_open(&mut tx, &read, 20)
        .await
        .expect("a list");
    open.retain(|e| e.nature == "verifier_document");
    let words: Vec<_> = open
        .iter()
        .map(|e| (e.libelle.as_str(), e.objet.as_str(), e.echeance_le))
        .collect();
    assert_eq!(
        words,
        [
            ("Vérifier un document", "fait", d(2026, 12, 24)),
            ("Vérifier un document", "fait", d(2026, 12, 28)),
        ]
    );
}

#[tokio::test]
async fn the_right_to_stay_is_for_the_referent_and_the_direction() {
    let test = TestDb::new().await;
    let conseiller = test.reseau.conseiller(ML_A);
    let secteur = test.reseau.agent(ML_A, Role::ResponsableSecteur);
    let id = cree(&test, conseiller, "Faure", "Lina", Some(secteur.id)).await;
    let mut tx = test.tx(secteur).await;
    let write = ecrit(&mut tx, id, Section::Sejour).await;
    let new = fait(&tx, &[("titre", "titre"), ("travail", "oui")], today());
    for _ in 0..2 {
        sejour::save(&mut tx, &write, 0, &new).await.expect("saved");
    }
    tx.commit().await.expect("a commit");
    let rows = "select count(*) from sejour where jeune_id = $1";
    assert_eq!(count(&test, rows, id).await, 1);
    assert!(!audit_text(&test).await.contains("titre\\\""));

    let mut tx = test.tx(conseiller).await;
    let opened = acces::open_for_read(&mut tx, id, Section::Sejour).await;
    assert!(matches!(opened, Err(Error::NotFound)));
    // Whatever opened the dossier, the relation is checked again.
    let read = lit(&mut tx, id, Section::Identite).await;
    assert!(!sejour::may_see(&tx, &read));
    let found = sejour::find(&mut tx, &read).await;
    assert!(matches!(found, Err(Error::NotFound)));
    let write = ecrit(&mut tx, id, Section::Identite).await;
    let saved = sejour::save(&mut tx, &write, 1, &new).await;
    assert!(matches!(saved, Err(Error::NotFound)));
    for (role, seen) in [(Role::Directeur, true), (Role::ChargeAccueil, false)] {
        let mut tx = test.tx(test.reseau.agent(ML_A, role)).await;
        let read = lit(&mut tx, id, Section::Identite).await;
        assert_eq!(sejour::may_see(&tx, &read), seen, "{role}");
        assert_eq!(sejour::find(&mut tx, &read).await.is_ok(), seen, "{role}");
    }
}

/// Every Rust file under `dir`.
fn sources(dir: &Path, all: &mut Vec<std::path::PathBuf>) {
    for entry in std::fs::read_dir(dir).expect("a directory").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, all);
        } else if path.extension().is_some_and(|e| e == "rs") {
            all.push(path);
        }
    }
}

#[test]
fn the_right_to_stay_is_read_in_one_place_and_cannot_be_written_out() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let home = Path::new("jeunes/src/sejour");
    let mut all = Vec::new();
    for entry in std::fs::read_dir(&crates).expect("the crates").flatten() {
        let src = entry.path().join("src");
        if src.is_dir() {
            sources(&src, &mut all);
        }
    }
    let mut at_home = 0;
    for path in all {
        let text = std::fs::read_to_string(&path).expect("a source");
        let reads = ["from sejour", "join sejour"]
            .iter()
            .any(|sql| text.contains(sql));
        let relative = path.strip_prefix(&crates).expect("a crate");
        if relative.starts_with(home) {
            at_home += usize::from(reads);
            assert!(!text.contains("derive(Serialize") && !text.contains(", Serialize"));
            assert!(!text.contains("pub async fn list"), "{}", path.display());
        } else {
            assert!(!reads, "{} reads the right to stay", path.display());
        }
    }
    assert_eq!(at_home, 1);
}
