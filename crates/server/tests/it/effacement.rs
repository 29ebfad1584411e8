//! The purge of dossiers: what comes due goes whole, what is held stays whole, killed half-way or
//! not, one mission locale or all.

use std::{
    thread,
    time::{Duration, Instant},
};

use localpg::Grappe;
use nix::sys::signal::Signal;

use crate::{
    jalon::{LIMIT, Running, refusal},
    service::{owner, pieces, printed, server},
};

pub(crate) const MISSIONS: &str = "
    insert into region values ('00', 'R'); insert into departement values ('00', 'D', '00');
    insert into mission_locale (ml_id, code, nom, nom_usuel, fuseau)
    values (1, '00001S00', 'Brume', 'Brume', 'Europe/Paris'),
           (2, '00002S00', 'Fictif', 'Fictif', 'Indian/Reunion');";

/// Dossiers of mission locale 1 that come due (1, and 9 that it absorbed), are held (2: a hold, 3: a
/// request), have no day (4: still accompanied), are young (5); and one of mission locale 2.
pub(crate) const DOSSIERS: &str = "
    create temporary table d (ml integer, n integer, numero text, ne date, etat text, nom text);
    insert into d values
      (1, 1, '001-000001-N', '1990-02-03', 'archive', 'Échu'),
      (1, 2, '001-000002-T', '1990-02-03', 'archive', 'Gelé'),
      (1, 3, '001-000003-Z', '1990-02-03', 'archive', 'Demandeur'),
      (1, 4, '001-000004-E', '1990-02-03', 'actif', 'Suivi'),
      (1, 5, '001-000005-K', current_date - 8000, 'archive', 'Jeune'),
      (2, 1, '002-000001-W', '1990-02-03', 'archive', 'Ailleurs');
    insert into jeune (ml_id, id, numero, etat, etat_depuis, nom_naissance, prenom, date_naissance,
      premier_accueil_le, recherche, cree_le)
    select ml, md5(numero)::uuid, numero, etat, '2010-01-01', nom, 'Prénom', ne, '2009-05-06',
      lower(nom), '2009-05-06' from d;
    insert into jeune (ml_id, id, numero, etat, etat_depuis, nom_naissance, prenom, age_declare,
      age_declare_le, premier_accueil_le, recherche, cree_le, absorbe_par)
    select 1, md5('9')::uuid, '001-000009-X', 'archive', '2010-01-01', 'Échu', 'Double', 0,
      '2010-01-01', '2009-05-06', '', '2009-05-06', md5('001-000001-N')::uuid;
    insert into contact (ml_id, id, jeune_id, moyen, valeur, vrai_du, saisi_le)
    select ml_id, gen_random_uuid(), id, 'telephone', '+33600000001', '2009-05-06', '2009-05-06'
    from jeune, generate_series(1, 3);
    insert into situation (ml_id, id, jeune_id, categorie, etat, debut, saisi_le)
    select ml_id, gen_random_uuid(), id, 'emploi', 'en_cours', '2009-06-01', '2009-06-01' from jeune;
    insert into agent (id, prenom, nom, courriel) values (md5('a')::uuid, 'A', 'A', 'a@a.invalid');
    insert into compte (id, agent_id, cree_le) values (md5('a')::uuid, md5('a')::uuid, now());
    insert into accord (ml_id, id, jeune_id, donne_le, agent_id, instantane, saisi_le)
    select ml_id, gen_random_uuid(), id, '2009-05-06', md5('a')::uuid, '{}', now() from jeune;
    insert into brouillon (ml_id, compte_id, cle, adresse, contenu, modifie_le, expire_le)
    select ml_id, md5('a')::uuid, '/jeunes/' || id, '/jeunes/' || id || '/identite', 'nom=x', now(),
      now() + interval '9 days' from jeune;
    insert into audit (ml_id, id, survenu_le, action, objet, jeune_id)
    select ml_id, gen_random_uuid(), now(), 'lecture', 'dossier', id from jeune;
    insert into depot_identite (id, ml_id, dossier, prenom_naissance, identite)
    select gen_random_uuid(), ml_id, id, 1, passage from jeune, generate_series(1, 2) passage;
    insert into gel (ml_id, id, jeune_id, motif, du, jusqu_au, pose_le)
    values (1, gen_random_uuid(), md5('001-000002-T')::uuid, 'contentieux', '2020-01-01',
        '2045-03-03', now()),
      (1, gen_random_uuid(), md5('001-000001-N')::uuid, 'contentieux', '2012-01-01', '2013-01-01',
        now());
    insert into gel (ml_id, id, jeune_id, motif, du, pose_le, leve_le)
    values (1, gen_random_uuid(), md5('001-000001-N')::uuid, 'contentieux', '2020-01-01', now(),
      now());
    insert into exercice (ml_id, id, jeune_id, genre, recu_le, canal, demandeur, nom, identite,
      precisions, repondu_le, reponse, saisi_le)
    select 1, gen_random_uuid(), md5(numero)::uuid, 'acces', current_date - 9, 'courriel',
      'personne', 'Nom écrit', 'connue', 'Texte', answered,
      case when answered is null then '' else 'acceptee' end, now()
    from (values ('001-000003-Z', null::date), ('001-000001-N', current_date)) as e(numero, answered);";

/// Everything in every tenant table, but what a reading of the audit adds.
const PHOTO: &str = "
    select string_agg(t, ' ' order by t) from (
      select 'jeune ' || md5(string_agg(x::text, ',' order by id)) as t from jeune x
      union all select 'contact ' || md5(string_agg(x::text, ',' order by id)) from contact x
      union all select 'situation ' || md5(string_agg(x::text, ',' order by id)) from situation x
      union all select 'accord ' || md5(string_agg(x::text, ',' order by id)) from accord x
      union all select 'gel ' || md5(string_agg(x::text, ',' order by id)) from gel x
      union all select 'exercice ' || md5(string_agg(x::text, ',' order by id)) from exercice x
      union all select 'brouillon ' || md5(string_agg(x::text, ',' order by cle)) from brouillon x
      union all select 'efface ' || md5(string_agg(x::text, ',' order by mois)) from dossier_efface x
      union all select 'audit ' || md5(string_agg(x::text, ',' order by id)) from audit x) all_of_it";

pub(crate) fn ask(grappe: &Grappe, sql: &str) -> String {
    grappe.psql("jalon", sql).unwrap().trim().to_owned()
}

/// How many rows of each kind one dossier has: contacts, situations, agreements, drafts.
fn held(grappe: &Grappe, numero: &str) -> String {
    let sql = format!(
        "select (select count(*) from contact where jeune_id = md5('{numero}')::uuid),
           (select count(*) from situation where jeune_id = md5('{numero}')::uuid),
           (select count(*) from accord where jeune_id = md5('{numero}')::uuid),
           (select count(*) from brouillon where adresse like '/jeunes/' || md5('{numero}')::uuid || '%'),
           (select count(*) from jeune where numero = '{numero}')"
    );
    ask(grappe, &sql)
}

#[test]
fn what_comes_due_goes_whole_and_what_is_held_stays_whole() {
    let (grappe, _folder) = server();
    printed(&mut owner(&grappe, &["migrate"]));
    grappe.psql("jalon", MISSIONS).unwrap();
    grappe.psql("jalon", DOSSIERS).unwrap();
    let before = ask(&grappe, PHOTO);

    let trial = printed(&mut owner(&grappe, &["purger", "--essai"]));
    for line in [
        "Brume (00001S00)\n  Dossiers à effacer : 1\n",
        "    Contacts : 6\n",
        "  Dossiers gelés : 2\n    Contentieux ou recours en cours : 1\n    \
         Demande sur ses données en attente de réponse : 1\n",
        "  Dossiers actifs au-delà de l’âge, sans date de fin : 1\n",
        "Fictif (00002S00)\n  Dossiers à effacer : 1\n",
        "Dossiers à effacer : 2 ; gelés : 2\n",
        "Essai : rien n’est effacé.",
    ] {
        assert!(trial.contains(line), "{line} not in\n{trial}");
    }
    for name in ["Échu", "Gelé", "Demandeur", "001-00"] {
        assert!(!trial.contains(name), "{name}: numbers only:\n{trial}");
    }
    assert_eq!(ask(&grappe, PHOTO), before, "a trial changes nothing");

    let refusals = [
        (
            "001-000002-T",
            "Ce dossier est gelé jusqu’au 3 mars 2045 : contentieux ou recours en cours. Rien \
             n’est effacé.",
        ),
        ("001-000003-Z", "attend sa réponse. Rien n’est effacé."),
        ("001-000004-E", "encore accompagnée"),
        ("001-000005-K", "Ce dossier est à garder jusqu’au"),
        (
            "001-000002-V",
            "Aucun dossier n’a le numéro « 001-000002-V ».",
        ),
        ("777-000002-T", "Aucun dossier"),
        ("rien", "Aucun dossier"),
    ];
    for (numero, sentence) in refusals {
        for words in [
            vec!["purger", "--dossier", numero],
            vec!["purger", "--essai", "--dossier", numero],
        ] {
            let said = refusal(&mut owner(&grappe, &words));
            assert!(said.contains(sentence), "{numero}: {said}");
        }
    }
    let said = refusal(&mut owner(&grappe, &["purger", "--ml", "13201S00"]));
    assert!(said.contains("Aucune mission locale"), "{said}");
    assert_eq!(ask(&grappe, PHOTO), before, "a refusal changes nothing");

    let elsewhere = held(&grappe, "002-000001-W");
    let done = printed(&mut owner(&grappe, &["purger", "--ml", "00001s00"]));
    assert!(done.contains("  Dossiers effacés : 1\n    "), "{done}");
    assert!(done.contains("    Contacts : 6\n"), "{done}");
    assert!(done.contains("rien n’en est effacé"), "{done}");
    assert_eq!(held(&grappe, "001-000001-N"), "0|0|0|0|0");
    let keys = "select string_agg(distinct identite::text, ','), count(*),
                  count(*) filter (where dossier = md5('001-000001-N')::uuid) from depot_identite";
    assert_eq!(
        ask(&grappe, keys),
        "2|6|0",
        "the last deposit of those that are left"
    );
    for numero in [
        "001-000002-T",
        "001-000003-Z",
        "001-000004-E",
        "001-000005-K",
    ] {
        assert_eq!(held(&grappe, numero), "3|1|1|1|1", "{numero}");
    }
    assert_eq!(
        held(&grappe, "002-000001-W"),
        elsewhere,
        "another mission locale"
    );
    assert_eq!(
        ask(
            &grappe,
            "select count(*) from jeune where nom_naissance = 'Échu'"
        ),
        "0"
    );
    let counts = "select ml_id, annee_accueil, situation, nombre from dossier_efface";
    assert_eq!(ask(&grappe, counts), "1|2009|emploi|1");
    // Two dossiers: six contacts, two situations, two agreements, two holds.
    let traces = "select count(*) from audit where action = 'effacement'
                    and jeune_id = md5('001-000001-N')::uuid and details = '{\"lignes\": 14}'";
    assert_eq!(ask(&grappe, traces), "1", "{done}");
    let requests = "select nom || precisions || reponse from exercice
                      where jeune_id = md5('001-000001-N')::uuid";
    assert_eq!(
        ask(&grappe, requests),
        "acceptee",
        "an answered request loses its words"
    );
    let kept = "select nom || precisions from exercice where repondu_le is null";
    assert_eq!(ask(&grappe, kept), "Nom écritTexte");

    let after = ask(&grappe, PHOTO);
    let again = printed(&mut owner(&grappe, &["purger", "--ml", "00001S00"]));
    assert!(
        again.contains("Dossiers effacés : 0 ; gelés : 2\n"),
        "{again}"
    );
    assert_eq!(ask(&grappe, PHOTO), after, "a second run changes nothing");
    let rest = printed(&mut owner(
        &grappe,
        &["purger", "--dossier", "002-000001-W"],
    ));
    assert!(rest.contains("Dossier effacé : 6 lignes"), "{rest}");
    assert_eq!(held(&grappe, "002-000001-W"), "0|0|0|0|0");
}

/// The files of mission locale 1: of someone who comes due, of someone who stays, of nobody for
/// long, of nobody since now.
const FICHIERS: &str = "
    insert into piece (ml_id, id, jeune_id, nature, nom, format, taille, empreinte, blob, saisi_le)
    select 1, gen_random_uuid(), md5(numero)::uuid, 'cv', 'cv.pdf', 'pdf', 10, repeat('0', 64),
      md5('fichier ' || numero)::uuid, now()
    from (values ('001-000001-N'), ('001-000005-K')) as d(numero);";

#[test]
fn files_go_with_their_person_and_so_do_those_of_nobody() {
    let (grappe, _folder) = server();
    printed(&mut owner(&grappe, &["migrate"]));
    grappe.psql("jalon", MISSIONS).unwrap();
    grappe.psql("jalon", DOSSIERS).unwrap();
    grappe.psql("jalon", FICHIERS).unwrap();
    let folder = pieces(&grappe).join("pieces/1");
    std::fs::create_dir_all(&folder).unwrap();
    let id = |of: &str| ask(&grappe, &format!("select md5('{of}')::uuid"));
    let now = std::time::SystemTime::from(kernel::Clock::System.now());
    let long_ago = now - Duration::from_hours(72);
    let files = [
        ("fichier 001-000001-N", true),
        ("fichier 001-000005-K", true),
        ("perdu", true),
        ("en cours", false),
    ]
    .map(|(of, old)| {
        let path = folder.join(id(of));
        let file = std::fs::File::create(&path).unwrap();
        if old {
            file.set_modified(long_ago).unwrap();
        }
        path
    });
    let there = || files.each_ref().map(|path| path.exists());
    let trial = printed(&mut owner(&grappe, &["purger", "--essai"]));
    assert!(
        trial.contains("Fichiers sans pièce, de plus d’un jour : 1\n"),
        "{trial}"
    );
    assert_eq!(there(), [true; 4], "a trial changes nothing");
    let done = printed(&mut owner(&grappe, &["purger"]));
    assert!(done.contains("    Pièces : 1\n"), "{done}");
    assert_eq!(there(), [false, true, false, true]);
}

#[test]
fn killed_half_way_a_purge_loses_and_doubles_nothing() {
    const ALL: usize = 400;
    let (grappe, _folder) = server();
    printed(&mut owner(&grappe, &["migrate"]));
    grappe.psql("jalon", MISSIONS).unwrap();
    let seed = format!(
        "insert into jeune (ml_id, id, numero, etat, etat_depuis, nom_naissance, prenom,
           date_naissance, premier_accueil_le, recherche, cree_le)
         select 1, md5(n::text)::uuid, n::text, 'archive', '2010-01-01', 'Nom', 'Prénom',
           '1990-02-03', '2009-05-06', '', '2009-05-06' from generate_series(1, {ALL}) n;
         insert into contact (ml_id, id, jeune_id, moyen, valeur, vrai_du, saisi_le)
         select 1, gen_random_uuid(), id, 'telephone', '+33600000001', '2009-05-06', '2009-05-06'
         from jeune, generate_series(1, 3);
         insert into gel (ml_id, id, jeune_id, motif, du, pose_le)
         select 1, gen_random_uuid(), md5(n::text)::uuid, 'contentieux', '2012-01-01', now()
         from generate_series(1, 5) n;"
    );
    grappe.psql("jalon", &seed).unwrap();
    let left = || -> usize { ask(&grappe, "select count(*) from jeune").parse().unwrap() };
    let mut running = Running::start(&mut owner(&grappe, &["purger", "--ml", "00001S00"]));
    let limit = Instant::now() + LIMIT;
    while left() > ALL - 20 {
        assert!(Instant::now() < limit, "nothing goes");
        thread::park_timeout(Duration::from_millis(5));
    }
    running.signal(Signal::SIGKILL);
    assert_eq!(running.end(), None, "it was over before it was killed");
    let wait = Instant::now() + LIMIT;
    while ask(
        &grappe,
        "select count(*) from pg_stat_activity where usename = 'jalon_owner'",
    ) != "0"
    {
        assert!(Instant::now() < wait, "its connection stays");
        thread::park_timeout(Duration::from_millis(5));
    }
    let whole = |left: usize| {
        let counted = "select coalesce(sum(nombre), 0) from dossier_efface";
        let traces = "select count(*) from audit where action = 'effacement'";
        let gone = (ALL - left).to_string();
        assert_eq!(ask(&grappe, counted), gone, "counted once each");
        assert_eq!(ask(&grappe, traces), gone, "traced once each");
        let contacts = (left * 3).to_string();
        assert_eq!(ask(&grappe, "select count(*) from contact"), contacts);
    };
    let half = left();
    assert!(half > 5, "killed half-way");
    whole(half);
    let rest = printed(&mut owner(&grappe, &["purger", "--ml", "00001S00"]));
    let sentence = format!("Dossiers effacés : {} ; gelés : 5\n", half - 5);
    assert!(rest.contains(&sentence), "{rest}");
    assert_eq!(left(), 5);
    whole(5);
}
