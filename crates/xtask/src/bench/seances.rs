//! Séances of an atelier to close, each with its people already marked: a line that closes one a
//! request needs as many as it will ask for.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use anyhow::Result;

use super::pages::{BASE, HERS};
use crate::cluster::Cluster;

/// How many are made: the requests of the line, and those of sixteen connections that insist.
const NOMBRE: usize = 1_500;
/// People of each.
const INSCRITS: usize = 30;

/// Those that are still open, shared by every connection.
#[derive(Debug, Clone, Default)]
pub(super) struct Seances {
    ids: Arc<Vec<String>>,
    turn: Arc<AtomicUsize>,
}

impl Seances {
    /// Makes them, all over the mission locale of the conseiller.
    pub(super) fn of(cluster: &Cluster) -> Result<Self> {
        let made = cluster.psql(BASE, &sql())?;
        let ids: Vec<String> = made.lines().map(str::to_owned).collect();
        Ok(Self {
            ids: Arc::new(ids),
            turn: Arc::default(),
        })
    }

    /// The next one; none is given twice.
    pub(super) fn next(&self) -> &str {
        let turn = self.turn.fetch_add(1, Ordering::Relaxed);
        self.ids.get(turn).map_or("", String::as_str)
    }
}

/// Yesterday, at ten, with people taken in turn; the rows of a former measure are left as they are.
fn sql() -> String {
    format!(
        "set enable_nestloop = off;
         with offre as (
           insert into offre_atelier (ml_id, id, genre, theme, nom)
           select ({HERS}), gen_random_uuid(), 'atelier', 'emploi', 'Mesures ' || clock_timestamp()
           returning ml_id, id
         ), faites as (
           insert into session_atelier (ml_id, id, offre_id, debut, fin, animateur_id, site_id,
             places, cree_le)
           select o.ml_id, gen_random_uuid(), o.id, current_date - interval '14 hours',
             current_date - interval '11 hours',
             (select f.agent_id from affectation f join agent a on a.id = f.agent_id
              where a.courriel = 'conseiller@demo.invalid' limit 1),
             (select id from site where ml_id = o.ml_id order by id limit 1), {INSCRITS}, now()
           from offre o, generate_series(1, {NOMBRE})
           returning ml_id, id
         ), rangees as (
           select ml_id, id, row_number() over (order by id) as rang from faites
         ), gens as (
           select id, row_number() over (order by md5(id::text)) - 1 as rang, count(*) over () as tous
           from jeune where ml_id = ({HERS}) and etat = 'actif' and not protege
         ), inscrits as (
           insert into inscription (ml_id, id, jeune_id, session_id, etat_le, present, saisi_le)
           select s.ml_id, gen_random_uuid(), g.id, s.id, current_date - 7, n % 5 <> 0, now()
           from rangees s cross join generate_series(0, {INSCRITS} - 1) n
           join gens g on g.rang = (s.rang * {INSCRITS} + n) % g.tous
         )
         select id from rangees order by rang"
    )
}
