//! What is loaded ready-made, computed again from the facts with the wings' own rules.

use accompagnement::plan::rules::due;
use chrono::{DateTime, NaiveDate, Utc};
use jeunes::{
    dossiers::Identite,
    identite::cles::{Cles, Parties, cles},
};
use sqlx::Row as _;
use uuid::Uuid;

use crate::base::{nombre, options, peuplee};

const JEUNES: u32 = 300;

#[tokio::test]
async fn keys_and_search_are_those_of_the_identity() {
    let (base, _) = peuplee(JEUNES).await;
    let empreintes = options(1).empreintes;
    let rows = sqlx::query(
        "select j.nom_naissance, j.nom_usage, j.prenom, j.prenom_usage, j.date_naissance, j.protege,
           j.recherche, d.id, d.nom_naissance, d.prenom_naissance, d.identite, d.telephone, d.courriel,
           coalesce((select c.valeur from contact c where c.ml_id = j.ml_id and c.jeune_id = j.id
             and c.moyen = 'telephone' and c.titulaire = 'jeune' and c.vrai_au is null
             order by c.saisi_le desc, c.id desc limit 1), ''),
           coalesce((select c.valeur from contact c where c.ml_id = j.ml_id and c.jeune_id = j.id
             and c.moyen = 'courriel' and c.titulaire = 'jeune' and c.vrai_au is null
             order by c.saisi_le desc, c.id desc limit 1), '')
         from jeune j left join depot_identite d on d.dossier = j.id",
    )
    .fetch_all(&base.brut)
    .await
    .unwrap();
    assert_eq!(rows.len(), JEUNES as usize);
    for row in rows {
        let text = |at: usize| row.get::<String, _>(at);
        let identite = Identite {
            nom_naissance: text(0),
            nom_usage: text(1),
            prenom: text(2),
            prenom_usage: text(3),
            sexe: None,
        };
        assert_eq!(identite.recherche(), text(6));
        if row.get::<bool, _>(5) {
            assert_eq!(row.get::<Option<Uuid>, _>(7), None, "protected");
            continue;
        }
        let (telephone, courriel) = (text(13), text(14));
        let parties = Parties {
            nom: &identite.nom_naissance,
            prenom: &identite.prenom,
            naissance: row.get(4),
            telephone: &telephone,
            courriel: &courriel,
        };
        let deposited = Cles {
            nom_naissance: row.get(8),
            prenom_naissance: row.get(9),
            identite: row.get(10),
            telephone: row.get(11),
            courriel: row.get(12),
        };
        assert_eq!(cles(&empreintes, &parties), deposited, "{}", text(6));
    }
}

#[tokio::test]
async fn deadlines_are_those_of_the_rules() {
    let (base, _) = peuplee(JEUNES).await;
    let delay: i64 = sqlx::query_scalar(
        "select valeur_entiere::bigint from parametre where code = 'delai_rappel_contact_jours'",
    )
    .fetch_one(&base.brut)
    .await
    .unwrap();
    let rows = sqlx::query(
        "select a.echeance_le, a.saisi_le, e.visible_le, e.echeance_le, e.close_le is null,
           a.etat in ('planifiee', 'en_cours') and j.etat = 'actif'
         from action a join jeune j on j.ml_id = a.ml_id and j.id = a.jeune_id
         left join echeance e on e.ml_id = a.ml_id and e.objet = 'action' and e.objet_id = a.id",
    )
    .fetch_all(&base.brut)
    .await
    .unwrap();
    assert!(rows.len() > 100, "{}", rows.len());
    for row in rows {
        let decided = row.get::<DateTime<Utc>, _>(1).date_naive();
        let days: (NaiveDate, NaiveDate) = (row.get(2), row.get(3));
        assert_eq!(due(row.get(0), decided, delay), days);
        assert_eq!(row.get::<bool, _>(4), row.get::<bool, _>(5));
    }
    for sql in [
        // The first interview is to do until it is held.
        "select count(*) from jeune j join parametre p on p.code = 'delai_premier_entretien_jours'
         where not exists (select from echeance e where e.ml_id = j.ml_id and e.jeune_id = j.id
           and e.nature = 'premier_entretien' and e.visible_le = j.premier_accueil_le
           and e.echeance_le = j.premier_accueil_le + p.valeur_entiere::integer
           and (e.close_le is null) = (j.etat = 'actif' and not exists (select from entretien t
             where t.ml_id = j.ml_id and t.jeune_id = j.id)))",
        // One at most of each thing to do.
        "select count(*) from (select 1 from echeance where close_le is null
         group by ml_id, jeune_id, nature, objet_id having count(*) > 1) d",
    ] {
        assert_eq!(nombre(&base, sql).await, 0, "{sql}");
    }
}

#[tokio::test]
async fn the_frise_tells_every_fact_once() {
    let (base, _) = peuplee(JEUNES).await;
    // Expected from the facts, against what is there: nothing is missing, nothing is of no fact.
    let expected = "
        select ml_id, jeune_id, 'referent' as objet, id as objet_id, du as le from referent
        union all select ml_id, id, 'dossier', id, premier_accueil_le from jeune
        union all select ml_id, jeune_id, 'situation', id, debut from situation
        union all select ml_id, jeune_id, 'situation', id, fin from situation where fin is not null
        union all select ml_id, jeune_id, 'demande', id, exprimee_le from demande
        union all select ml_id, jeune_id, 'diagnostic', id, realise_le from diagnostic";
    let kinds = "('referent', 'dossier', 'situation', 'demande', 'diagnostic')";
    let told = format!(
        "select ml_id, jeune_id, objet, objet_id, survenu_le as le from evenement
         where objet in {kinds} and nature <> 'contact'"
    );
    for (one, other, word) in [
        (expected, told.as_str(), "missing"),
        (told.as_str(), expected, "of no fact"),
    ] {
        let sql = format!(
            "select coalesce(string_agg(distinct objet, ', '), '')
             from (select * from ({one}) a except select * from ({other}) b) d"
        );
        let kinds: String = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
            .fetch_one(&base.brut)
            .await
            .unwrap();
        assert_eq!(kinds, "", "{word}");
    }
    let interviews = "select count(*) from entretien e where not exists (select from evenement v
        where v.ml_id = e.ml_id and v.objet = 'entretien' and v.objet_id = e.id
          and v.survenu_le = e.realise_le)";
    assert_eq!(nombre(&base, interviews).await, 0);
}
