//! What the demonstration must be.

use accompagnement::{garde, plan::Instantane};
use kernel::Role;
use population::{COMPTES_DEMO, demo, est_deja_peuplee};

use crate::base::{nombre, nue, options, peuplee};

/// Every column that carries a code, and its list.
const CODES: &[(&str, &str, &str)] = &[
    ("jeune", "orienteur", "orienteur"),
    ("jeune", "etat", "etat_dossier"),
    ("jeune", "protege_motif", "motif_protection"),
    ("contact", "titulaire", "lien_personne"),
    ("referent", "motif", "motif_referent"),
    ("situation", "categorie", "situation_categorie"),
    ("situation", "type", "situation_type"),
    ("situation", "etat", "situation_etat"),
    ("demande", "theme", "demande_theme"),
    ("proposition", "type", "proposition_type"),
    ("proposition", "etat", "proposition_etat"),
    ("diagnostic_domaine", "domaine", "domaine"),
    ("diagnostic_domaine", "niveau", "niveau"),
    ("frein", "code", "frein"),
    ("frein", "domaine", "domaine"),
    ("frein", "leve_motif", "motif_levee_frein"),
    ("objectif", "domaine", "domaine"),
    ("action", "motif_abandon", "motif_abandon_action"),
    ("entretien", "modalite", "modalite_entretien"),
    ("entretien", "prochain_contact_moyen", "contact_moyen"),
    ("evenement", "theme", "evenement_theme"),
    ("evenement", "resultat", "contact_resultat"),
];

#[tokio::test]
async fn every_code_is_in_its_list() {
    let (base, _) = peuplee(400).await;
    for (table, column, liste) in CODES {
        let sql = format!(
            "select count(*) from {table} t where t.{column} is not null and t.{column} <> ''
             and not exists (select from nomenclature n
               where n.liste = '{liste}' and n.code = t.{column})"
        );
        let strangers: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
            .fetch_one(&base.brut)
            .await
            .unwrap();
        assert_eq!(strangers, 0, "{table}.{column}");
    }
    for sql in [
        "select count(*) from situation s join nomenclature n
           on n.liste = 'situation_type' and n.code = s.type where n.parent <> s.categorie",
        "select count(*) from frein f join nomenclature n
           on n.liste = 'frein' and n.code = f.code where n.parent <> f.domaine",
        "select count(*) from jeune where etat_motif <> '' and not exists (select from nomenclature
           where liste in ('motif_veille', 'motif_fin') and code = etat_motif)",
        "select count(*) from jeune
         where (etat in ('en_veille', 'fin_accompagnement')) <> (etat_motif <> '')",
        "select count(*) from entretien e, unnest(e.presents) p where not exists
           (select from nomenclature where liste = 'present_entretien' and code = p)",
        // A label that its list does not have stays a code: no label has an underscore.
        "select count(*) from objectif where libelle like '%\\_%'",
        "select count(*) from action where libelle like '%\\_%'",
        "select count(*) from evenement where titre like '%\\_%'",
        "select count(*) from echeance where libelle like '%\\_%'",
        "select count(*) from diagnostic_domaine where points_forts like '%\\_%'",
    ] {
        assert_eq!(nombre(&base, sql).await, 0, "{sql}");
    }
}

#[tokio::test]
async fn dossiers_hold_together() {
    let (base, _) = peuplee(400).await;
    for sql in [
        // Someone can always be reached.
        "select count(*) from jeune j where not a_voir_sur_place and not exists
           (select from contact c where c.ml_id = j.ml_id and c.jeune_id = j.id
              and c.vrai_au is null)",
        "select count(*) from jeune where commune is null and not sans_domicile_stable",
        "select count(*) from jeune j join zone z using (commune) where j.ml_id <> z.ml_id",
        // The référent of the dossier is the present one of its history.
        "select count(*) from jeune j left join referent r
           on r.ml_id = j.ml_id and r.jeune_id = j.id and r.au is null
         where j.referent_id is distinct from r.agent_id",
        // A référent works there.
        "select count(*) from referent r where not exists
           (select from affectation a where a.ml_id = r.ml_id and a.agent_id = r.agent_id
              and a.role in ('conseiller', 'responsable_secteur'))",
        // Nothing before the first reception nor after today, but what is planned.
        "select count(*) from entretien e join jeune j on j.ml_id = e.ml_id and j.id = e.jeune_id
         where e.realise_le < j.premier_accueil_le or e.realise_le > '2026-11-23'",
        "select count(*) from evenement where survenu_le > '2026-11-23' and nature <> 'situation'",
        "select count(*) from audit where survenu_le >= '2026-11-24'",
        "select count(*) from jeune where cree_le > '2026-11-23 09:00+00'",
        "select count(*) from accord where donne_le > '2026-11-23'",
        "select count(*) from action where etat_le > '2026-11-23'",
        "select count(*) from frein where ouvert_le > '2026-11-23' or leve_le > '2026-11-23'",
        // Nothing is open in a goal that is closed; what is done has no open échéance.
        "select count(*) from action a join objectif o on o.ml_id = a.ml_id and o.id = a.objectif_id
         where o.etat <> 'en_cours' and a.etat in ('planifiee', 'en_cours')",
        "select count(*) from echeance e join action a on a.ml_id = e.ml_id and a.id = e.objet_id
         where e.objet = 'action' and e.close_le is null and a.etat in ('faite', 'abandonnee')",
        "select count(*) from echeance e join jeune j on j.ml_id = e.ml_id and j.id = e.jeune_id
         where e.close_le is null and j.etat <> 'actif'",
        // Numbers end where the counter stands.
        "select count(*) from compteur_dossier c where dernier <>
           (select count(*) from jeune j where j.ml_id = c.ml_id)",
    ] {
        assert_eq!(nombre(&base, sql).await, 0, "{sql}");
    }
    let numeros: Vec<String> = sqlx::query_scalar("select numero from jeune")
        .fetch_all(&base.brut)
        .await
        .unwrap();
    for numero in numeros {
        assert_eq!(jeunes::dossiers::rules::parse_numero(&numero), Some(numero));
    }
}

#[tokio::test]
async fn nobody_is_real() {
    let (base, _) = peuplee(400).await;
    for sql in [
        "select count(*) from contact where moyen = 'telephone'
           and valeur !~ '^\\+33(63998|19900)[0-9]{4}$'",
        "select count(*) from contact where moyen = 'courriel' and valeur !~ '@exemple\\.invalid$'",
        "select count(*) from agent where courriel !~ '\\.invalid$' or telephone !~ '^\\+3319900'",
        "select count(*) from commune where code !~ '^00'",
    ] {
        assert_eq!(nombre(&base, sql).await, 0, "{sql}");
    }
    let texts: Vec<String> = sqlx::query_scalar(
        "select resume from entretien union select texte from note union
         select raison || ' ' || mots_du_jeune from diagnostic_domaine union
         select precisions from demande union select libelle || ' ' || resultat from proposition
         union select souhait from objectif union select titre from evenement",
    )
    .fetch_all(&base.brut)
    .await
    .unwrap();
    let stems = garde::stems(base.db.nomenclatures());
    assert!(texts.len() > 500 && !stems.is_empty());
    for text in texts {
        assert!(garde::mots_de_sante(&text, &stems).is_empty(), "{text}");
    }
}

#[tokio::test]
async fn the_wings_read_the_snapshots() {
    let (base, _) = peuplee(400).await;
    let all: Vec<serde_json::Value> = sqlx::query_scalar("select instantane from accord")
        .fetch_all(&base.brut)
        .await
        .unwrap();
    assert!(all.len() > 100);
    for json in all {
        let read: Instantane = serde_json::from_value(json).unwrap();
        assert!(read.objectifs.iter().any(|o| o.repondu_ce_jour));
        assert!(!read.agent.is_empty() && !read.jeune.is_empty());
    }
}

#[tokio::test]
async fn the_same_seed_and_day_make_the_same_rows() {
    let (_first, a) = peuplee(120).await;
    let (_second, b) = peuplee(120).await;
    assert_eq!(a, b);
    let third = nue().await;
    let other = population::Options {
        seed: 43,
        ..options(120)
    };
    assert_ne!(
        demo(&third.brut, &other).await.unwrap().empreinte,
        a.empreinte
    );
}

#[tokio::test]
async fn a_base_is_peopled_once() {
    let base = nue().await;
    let mut conn = base.brut.acquire().await.unwrap();
    assert!(!est_deja_peuplee(&mut conn).await.unwrap());
    demo(&base.brut, &options(12)).await.unwrap();
    assert!(est_deja_peuplee(&mut conn).await.unwrap());
    assert!(demo(&base.brut, &options(12)).await.is_err());
    assert_eq!(nombre(&base, "select count(*) from jeune").await, 12);
}

#[tokio::test]
async fn the_department_is_whole() {
    let (base, resume) = peuplee(4000).await;
    for (sql, expected) in [
        ("select count(*) from commune", 40),
        ("select count(*) from mission_locale", 3),
        ("select count(*) from site", 12),
        ("select count(*) from agent", 40),
        (
            "select count(*) from compte where mot_de_passe is not null",
            40,
        ),
        ("select count(*) from affectation", 41),
        ("select count(*) from zone", 40),
        ("select count(*) from jeune where ml_id = 1", 2100),
        ("select count(*) from jeune where ml_id = 2", 1200),
        ("select count(*) from jeune where ml_id = 3", 700),
    ] {
        assert_eq!(nombre(&base, sql).await, expected, "{sql}");
    }
    assert_eq!(resume.lignes["jeune"], 4000);
    for role in Role::ALL {
        let sql = "select count(*) from affectation a join agent g on g.id = a.agent_id
                   where a.role = $1 and g.courriel = any($2) and coalesce(a.ml_id, 1) in (1, 2)";
        let known: Vec<&str> = COMPTES_DEMO.iter().map(|(_, courriel)| *courriel).collect();
        let count: i64 = sqlx::query_scalar(sql)
            .bind(role.code())
            .bind(&known)
            .fetch_one(&base.brut)
            .await
            .unwrap();
        assert!(count >= 1, "{role}");
    }
    let portfolios: Vec<(String, i64)> = sqlx::query_as(
        "select g.courriel, count(*) from jeune j join agent g on g.id = j.referent_id
         join affectation a on a.agent_id = g.id and a.ml_id = j.ml_id and a.role = 'conseiller'
         where j.etat = 'actif' group by 1 order by 2",
    )
    .fetch_all(&base.brut)
    .await
    .unwrap();
    assert_eq!(portfolios.len(), 18);
    for (courriel, count) in portfolios {
        assert!((80..=120).contains(&count), "{courriel} : {count}");
    }
}

#[tokio::test]
async fn shares_are_those_of_a_mission_locale() {
    let (base, _) = peuplee(2000).await;
    for (sql, low, high) in [
        (
            "select 100 * count(*) filter (where etat = 'actif') / count(*) from jeune",
            38,
            55,
        ),
        (
            "select 100 * count(*) filter (where etat = 'en_veille') / count(*) from jeune",
            20,
            45,
        ),
        (
            "select 100 * count(*) filter (where sexe = 'femme') / count(*) from jeune",
            44,
            53,
        ),
        (
            "select 100 * count(*) filter (where date_naissance > premier_accueil_le
            - interval '18 years') / count(*) from jeune",
            9,
            20,
        ),
        (
            "select max(extract(year from age('2026-11-23', date_naissance)))::bigint from jeune
            where etat = 'actif'",
            25,
            25,
        ),
        (
            "select 10 * count(*) / nullif(count(distinct jeune_id), 0) from entretien",
            25,
            70,
        ),
        ("select count(*) from jeune where protege", 4, 25),
        (
            "select count(*) from (select from jeune where date_naissance is not null
            group by ml_id, date_naissance, prenom having count(*) > 1) d",
            5,
            60,
        ),
        (
            "select count(*) from jeune where recherche ~ '[^a-z0-9 ]'",
            8,
            60,
        ),
        (
            "select count(distinct jeune_id) from echeance where close_le is null
            and echeance_le < '2026-11-23'",
            60,
            600,
        ),
        (
            "select count(distinct jeune_id) from echeance where close_le is null
            and echeance_le between '2026-11-23' and '2026-11-29'",
            40,
            400,
        ),
        (
            "select 100 * count(*) filter (where leve_le is not null) / count(*) from frein",
            25,
            60,
        ),
    ] {
        let found = nombre(&base, sql).await;
        assert!((low..=high).contains(&found), "{found} : {sql}");
    }
}
