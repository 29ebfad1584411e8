//! Lines whose size is part of what they measure: the base is brought to it once, and it is said.

use anyhow::Result;

use super::pages::{BASE, HERS};
use crate::cluster::Cluster;

/// Agents whose free moments are looked for.
const AGENTS: usize = 50;
/// People whose hours are counted.
const PERSONNES: usize = 100;

/// The agents of her mission locale who open hours.
fn opened() -> String {
    format!("select distinct agent_id from plage where ml_id = ({HERS}) and au is null")
}

/// Colleagues with the same hours, until there are fifty; returns how many there are.
pub(super) fn agents(cluster: &Cluster) -> Result<String> {
    let missing = format!(
        "with voulus as (
           select gen_random_uuid() as id, n from generate_series(1, {AGENTS}
             - (select count(*) from ({opened}) o)::int) n
         ), nes as (
           insert into agent (id, prenom, nom, courriel)
           select id, 'Mesure', 'Fictive ' || n, id || '@mesures.invalid' from voulus returning id
         ), places as (
           insert into affectation (id, agent_id, ml_id, role, du)
           select gen_random_uuid(), id, ({HERS}), 'conseiller', current_date - 300 from nes
         )
         insert into plage (ml_id, id, agent_id, site_id, du, jours, debut, fin)
         select p.ml_id, gen_random_uuid(), nes.id, p.site_id, p.du, p.jours, p.debut, p.fin
         from nes cross join (
           select * from plage where ml_id = ({HERS}) and agent_id = ({opened} limit 1)
         ) p",
        opened = opened()
    );
    cluster.psql(BASE, &missing)?;
    cluster.psql(BASE, &format!("select count(*) from ({}) o", opened()))
}

/// People of a CEJ given to the conseiller, until she has a hundred; returns how many there are.
pub(super) fn people(cluster: &Cluster) -> Result<String> {
    let agent = "(select id from agent where courriel = 'conseiller@demo.invalid')";
    let followed = format!(
        "from jeune j join adhesion a on a.ml_id = j.ml_id and a.jeune_id = j.id
           and a.sortie_le is null
         join dispositif d on d.code = a.dispositif and d.minutes_semaine is not null
           and d.valide_du <= a.entree_le and (d.valide_au is null or d.valide_au >= a.entree_le)
         where j.ml_id = ({HERS}) and j.etat = 'actif' and not j.protege"
    );
    let mine = format!("select count(distinct j.id) {followed} and j.referent_id = {agent}");
    cluster.psql(
        BASE,
        &format!(
            "update jeune set referent_id = {agent} where ml_id = ({HERS}) and id in (
               select distinct j.id {followed} and j.referent_id is distinct from {agent}
               order by j.id limit greatest(0, {PERSONNES} - ({mine})))"
        ),
    )?;
    cluster.psql(BASE, &mine)
}
