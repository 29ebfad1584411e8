//! Many people at once, loaded as `jalon_chargement`, with statistics.

use chrono::NaiveDate;
use kernel::{AgentId, text};
use sqlx::{Connection as _, Executor as _, PgConnection};
use testkit::TestDb;
use uuid::Uuid;

const DEBUTS: &[&str] = &[
    "Mar", "Du", "Le", "Bou", "Gar", "Ro", "Ber", "Cha", "Del", "Fon", "Gui", "Hen", "Jac", "Lam",
    "Mo", "Per", "Ri", "Sau", "Tho", "Val", "Dia", "Tra", "Ben", "El",
];
const MILIEUX: &[&str] = &[
    "", "ti", "ra", "ne", "be", "lo", "va", "mi", "cha", "dou", "re", "fa",
];
const FINS: &[&str] = &[
    "n", "net", "rd", "reau", "lier", "ssi", "llo", "man", "ville", "court",
];
const PRENOMS: &[&str] = &[
    "Léa",
    "Manon",
    "Inès",
    "Chloé",
    "Fatou",
    "Aïcha",
    "Yasmine",
    "Sarah",
    "Lucie",
    "Océane",
    "Hugo",
    "Enzo",
    "Lucas",
    "Nathan",
    "Mohamed",
    "Ibrahim",
    "Yanis",
    "Rayan",
    "Théo",
    "Maxime",
    "Jean-Baptiste",
    "Anne-Sophie",
    "Kevin",
    "Dylan",
    "Mathis",
    "Louane",
    "Camille",
    "Emma",
];

/// The name of the person of this rank.
pub(crate) fn nom(rank: usize) -> String {
    let a = DEBUTS[rank % DEBUTS.len()];
    let b = MILIEUX[(rank / 7) % MILIEUX.len()];
    let c = FINS[(rank / 3) % FINS.len()];
    format!("{a}{b}{c}")
}

/// Her given name.
pub(crate) fn prenom(rank: usize) -> String {
    PRENOMS[(rank / 5 + rank) % PRENOMS.len()].to_owned()
}

/// Her birth date.
pub(crate) fn naissance(rank: usize) -> NaiveDate {
    let days = i64::try_from(rank * 37 % 3500).expect("a small number");
    NaiveDate::from_ymd_opt(2001, 1, 1).expect("a date") + chrono::Duration::days(days)
}

/// Her identifier.
pub(crate) fn id(ml: i32, rank: usize) -> Uuid {
    let rank = u64::try_from(rank).expect("a rank");
    let ml = u16::try_from(ml).expect("a small number");
    Uuid::from_fields(0x0193_6000, ml, 0x7000, &rank.to_be_bytes())
}

/// `count` people in `ml`: one in two hundred follows `referent`, the others a hundred others; each
/// with a phone, a situation, an échéance and five événements.
pub(crate) async fn charge(test: &TestDb, ml: i32, count: usize, referent: AgentId) {
    let mut agents = vec![referent.uuid()];
    for rank in 0..199_u64 {
        let agent = Uuid::from_fields(0x0193_6001, 1, 0x7000, &rank.to_be_bytes());
        sqlx::query(
            "insert into agent (id, prenom, nom, courriel) values ($1, 'Agent', $2, $2)
             on conflict do nothing",
        )
        .bind(agent)
        .bind(format!("agent{rank}@essai.invalid"))
        .execute(&test.brut)
        .await
        .expect("an agent");
        agents.push(agent);
    }
    let ranks: Vec<usize> = (0..count).collect();
    let ids: Vec<Uuid> = ranks.iter().map(|r| id(ml, *r)).collect();
    let noms: Vec<String> = ranks.iter().map(|r| nom(*r)).collect();
    let prenoms: Vec<String> = ranks.iter().map(|r| prenom(*r)).collect();
    let births: Vec<NaiveDate> = ranks.iter().map(|r| naissance(*r)).collect();
    let folded: Vec<String> = ranks
        .iter()
        .map(|r| text::fold(&format!("{} {}", nom(*r), prenom(*r))))
        .collect();
    let followed: Vec<Uuid> = ranks.iter().map(|r| agents[r % agents.len()]).collect();
    sqlx::query(
        "insert into jeune (ml_id, id, numero, etat_depuis, nom_naissance, prenom, date_naissance,
           premier_accueil_le, referent_id, recherche, cree_le, commune)
         select $1, t.id, t.id::text, '2026-01-01', t.nom, t.prenom, t.birth, '2026-01-01', t.agent,
           t.folded, '2026-01-01', '00001'
         from unnest($2::uuid[], $3::text[], $4::text[], $5::date[], $6::uuid[], $7::text[])
           as t(id, nom, prenom, birth, agent, folded)",
    )
    .bind(ml)
    .bind(&ids)
    .bind(&noms)
    .bind(&prenoms)
    .bind(&births)
    .bind(&followed)
    .bind(&folded)
    .execute(&test.brut)
    .await
    .expect("people");
    for sql in [
        "insert into contact (ml_id, id, jeune_id, moyen, valeur, vrai_du, saisi_le)
         select ml_id, id, id, 'telephone',
           '+336' || lpad((row_number() over (order by id) * 4999 % 100000000)::text, 8, '0'),
           '2026-01-01', '2026-01-01' from jeune where ml_id = $1",
        "insert into situation (ml_id, id, jeune_id, categorie, etat, debut, saisi_le)
         select ml_id, id, id, 'formation', 'en_cours', '2026-02-01', '2026-01-01'
         from jeune where ml_id = $1",
        "insert into echeance (ml_id, id, jeune_id, nature, libelle, visible_le, echeance_le, objet,
           objet_id)
         select ml_id, id, id, 'rappel', 'Rappeler', '2026-01-01',
           date '2026-11-01' + ('x' || right(id::text, 4))::bit(16)::int % 60, 'essai', id
         from jeune where ml_id = $1",
        "insert into evenement (ml_id, id, jeune_id, survenu_le, nature, objet, objet_id, saisi_le)
         select ml_id, gen_random_uuid(), id,
           date '2026-01-01' + n * 40 + ('x' || right(id::text, 4))::bit(16)::int % 30,
           'telephone', 'essai', id, '2026-01-01'
         from jeune, generate_series(1, 5) n where ml_id = $1",
    ] {
        sqlx::query(sql)
            .bind(ml)
            .execute(&test.brut)
            .await
            .expect("their facts");
    }
    let mut admin = admin(test).await;
    admin.execute("vacuum analyze").await.expect("statistics");
}

/// A connection of the server's administrator to the database of the test.
pub(crate) async fn admin(test: &TestDb) -> PgConnection {
    PgConnection::connect(&test.url("postgres"))
        .await
        .expect("the administrator's connection")
}
