//! The statements of the first page.

use chrono::NaiveDate;
use kernel::JeuneId;
use platform::{Result, Tx};

use super::model::ContactBref;

/// What the first page reads.
#[derive(Debug)]
pub(super) struct Ligne {
    pub categorie: Option<String>,
    pub type_code: Option<String>,
    pub debut: Option<NaiveDate>,
    pub fin: Option<NaiveDate>,
    pub structure: Option<String>,
    pub contacts: sqlx::types::Json<Vec<ContactBref>>,
    pub a_faire: i64,
    pub en_retard: i64,
    pub dernier: Option<NaiveDate>,
}

/// Everything at once.
pub(super) async fn read(tx: &mut Tx, jeune: JeuneId) -> Result<Ligne> {
    let (ml, today) = (tx.ml()?, tx.today());
    Ok(sqlx::query_as!(
        Ligne,
        r#"select s.categorie as "categorie?", s.type as "type_code?", s.debut as "debut?", s.fin,
             s.structure as "structure?",
             (select coalesce(json_agg(json_build_object('moyen', c.moyen, 'valeur', c.valeur,
                  'titulaire', c.titulaire, 'precisions', c.precisions, 'message', c.message,
                  'dire_ml', c.dire_ml)
                order by case when c.preference > 0 then c.preference * 2 - 1 when c.titulaire = 'jeune' then 2 else 12 end,
                  c.moyen desc, c.vrai_du desc, c.id), '[]')
              from contact c
              where c.ml_id = $1 and c.jeune_id = $2 and c.vrai_au is null
                and c.jamais_motif = '')
               as "contacts!: sqlx::types::Json<Vec<ContactBref>>",
             e.a_faire as "a_faire!", e.en_retard as "en_retard!",
             (select v.survenu_le from evenement v
              where v.ml_id = $1 and v.jeune_id = $2 and v.survenu_le <= $3
              order by v.survenu_le desc, v.id desc limit 1) as dernier
           from (select count(*) as a_faire, count(*) filter (where echeance_le < $3) as en_retard
                 from echeance
                 where ml_id = $1 and jeune_id = $2 and close_le is null and visible_le <= $3) e
           left join lateral (
             select x.categorie, x.type, x.debut, x.fin, x.structure
             from situation x
             left join nomenclature n on n.liste = 'situation_categorie' and n.code = x.categorie
             where x.ml_id = $1 and x.jeune_id = $2 and x.debut <= $3
               and (x.fin is null or x.fin >= $3)
             order by n.ordre, x.debut desc, x.id limit 1) s on true"#,
        ml.get(),
        jeune.uuid(),
        today,
    )
    .fetch_one(tx.conn())
    .await?)
}

/// Whether there is a contact in force, and a situation in progress.
pub(super) async fn inputs(tx: &mut Tx, jeune: JeuneId) -> Result<(bool, bool)> {
    let (ml, today) = (tx.ml()?, tx.today());
    let row = sqlx::query!(
        r#"select
             exists (select from contact c
               where c.ml_id = $1 and c.jeune_id = $2 and c.vrai_au is null
                 and c.jamais_motif = '') as "contacts!",
             exists (select from situation s
               where s.ml_id = $1 and s.jeune_id = $2 and s.debut <= $3
                 and (s.fin is null or s.fin >= $3)) as "situation!""#,
        ml.get(),
        jeune.uuid(),
        today,
    )
    .fetch_one(tx.conn())
    .await?;
    Ok((row.contacts, row.situation))
}
