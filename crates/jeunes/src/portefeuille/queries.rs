//! The statement of a portefeuille.

use chrono::{Datelike as _, Duration, NaiveDate};
use kernel::{AgentId, JeuneId, MlId, SiteId};
use platform::{Result, Tx};
use sqlx::{Postgres, QueryBuilder};
use uuid::Uuid;

use super::model::{Comptes, Filtre, FiltreEcheance, Ligne, Prochaine, Tri};
use crate::{
    dossiers::{EtatDossier, Identite, queries::naissance},
    recherche::rules::escape_like,
    situations,
};

/// Where a page begins: after this row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cle {
    pub day: Option<NaiveDate>,
    pub id: JeuneId,
}

/// What the statement needs beside the filter.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cadre {
    pub ml: MlId,
    pub today: NaiveDate,
    pub referent: AgentId,
    /// Protected dossiers show.
    pub proteges: bool,
    /// Only the dossiers handed over to this agent, who replaces the référent today.
    pub confies: Option<AgentId>,
    pub after: Option<Cle>,
    pub limit: i64,
}

/// A row read, with its key.
#[derive(Debug)]
pub(super) struct Lue {
    pub ligne: Ligne,
    pub cle: Cle,
}

#[derive(Debug, sqlx::FromRow)]
struct Brut {
    toutes: i64,
    en_retard: i64,
    cette_semaine: i64,
    sans: i64,
    id: Option<Uuid>,
    numero: Option<String>,
    nom_naissance: Option<String>,
    nom_usage: Option<String>,
    prenom: Option<String>,
    prenom_usage: Option<String>,
    date_naissance: Option<NaiveDate>,
    age_declare: Option<i32>,
    age_declare_le: Option<NaiveDate>,
    etat: Option<String>,
    protege: Option<bool>,
    libelle: Option<String>,
    echeance_le: Option<NaiveDate>,
    dernier: Option<NaiveDate>,
    commune_nom: Option<String>,
    categorie: Option<String>,
    type_code: Option<String>,
}

/// The rows of a page, one more than asked when there are more, and the counts.
pub(super) async fn list(
    tx: &mut Tx,
    cadre: &Cadre,
    filtre: &Filtre,
) -> Result<(Vec<Lue>, Comptes)> {
    let mut builder = QueryBuilder::new("");
    push(&mut builder, cadre, filtre);
    let rows: Vec<Brut> = builder.build_query_as().fetch_all(tx.conn()).await?;
    let comptes = rows.first().map_or(Comptes::default(), |row| Comptes {
        toutes: row.toutes,
        en_retard: row.en_retard,
        cette_semaine: row.cette_semaine,
        sans: row.sans,
    });
    let lues = rows
        .into_iter()
        .filter_map(|row| read(tx, cadre.today, filtre.tri, row))
        .collect();
    Ok((lues, comptes))
}

fn read(tx: &Tx, today: NaiveDate, tri: Tri, row: Brut) -> Option<Lue> {
    let id = JeuneId::from(row.id?);
    let identite = Identite {
        nom_naissance: row.nom_naissance?,
        nom_usage: row.nom_usage?,
        prenom: row.prenom?,
        prenom_usage: row.prenom_usage?,
        sexe: None,
    };
    let born = naissance(
        row.date_naissance,
        row.age_declare,
        row.age_declare_le,
        today,
    );
    let situation = match (&row.categorie, &row.type_code) {
        (Some(categorie), Some(code)) => situations::libelle(tx.nomenclatures(), categorie, code),
        _ => situations::INCONNUE,
    };
    let day = match tri {
        Tri::Prochaine => row.echeance_le,
        Tri::Recent => row.dernier,
        Tri::Nom => None,
    };
    let ligne = Ligne {
        id,
        numero: row.numero?,
        nom: identite.nom_affiche(),
        age: born.age(today),
        commune: row.commune_nom.unwrap_or_default(),
        situation: situation.to_owned(),
        prochaine: row
            .libelle
            .zip(row.echeance_le)
            .map(|(libelle, le)| Prochaine {
                libelle,
                le,
                en_retard: le < today,
            }),
        dernier_evenement: row.dernier,
        etat: EtatDossier::from_code(&row.etat?)?,
        protege: row.protege?,
    };
    Some(Lue {
        ligne,
        cle: Cle { day, id },
    })
}

/// The last day of the week of `today`.
pub(super) fn week_end(today: NaiveDate) -> NaiveDate {
    today + Duration::days(6 - i64::from(today.weekday().num_days_from_monday()))
}

/// The whole statement.
pub(super) fn push(builder: &mut QueryBuilder<Postgres>, cadre: &Cadre, filtre: &Filtre) {
    push_base(builder, cadre, filtre);
    push_page(builder, cadre, filtre);
    let order = order(filtre.tri, "p");
    builder.push(format_args!(
        " select n.*, p.*, c.nom as commune_nom, s.categorie, s.type as type_code{}
          from comptes n
          left join page p on true
          left join commune c on c.code = p.commune",
        if filtre.tri == Tri::Recent {
            ""
        } else {
            ", v.dernier"
        },
    ));
    if filtre.tri != Tri::Recent {
        push_last(builder, cadre, "p");
    }
    builder.push(
        " left join lateral (
            select x.categorie, x.type from situation x
            left join nomenclature o on o.liste = 'situation_categorie' and o.code = x.categorie
            where x.ml_id = ",
    );
    builder.push_bind(cadre.ml.get());
    builder.push(" and x.jeune_id = p.id and x.debut <= ");
    builder.push_bind(cadre.today);
    builder.push(" and (x.fin is null or x.fin >= ");
    builder.push_bind(cadre.today);
    builder.push(format_args!(
        ") order by o.ordre, x.debut desc, x.id limit 1) s on true order by {order}"
    ));
}

/// Everyone of the list but for what is to do, with it, and the counts.
fn push_base(builder: &mut QueryBuilder<Postgres>, cadre: &Cadre, filtre: &Filtre) {
    builder.push(
        "with base as (
           select j.id, j.numero, j.nom_naissance, j.nom_usage, j.prenom, j.prenom_usage,
             j.date_naissance, j.age_declare, j.age_declare_le, j.etat, j.protege, j.commune,
             j.recherche, e.libelle, e.echeance_le",
    );
    // The last event is read for the rows that show, unless it orders them.
    let last = filtre.tri == Tri::Recent;
    builder.push(if last { ", v.dernier" } else { "" });
    builder.push(
        " from jeune j
          left join lateral (
            select x.libelle, x.echeance_le from echeance x where x.ml_id = ",
    );
    builder.push_bind(cadre.ml.get());
    builder.push(" and x.jeune_id = j.id and x.close_le is null and x.visible_le <= ");
    builder.push_bind(cadre.today);
    builder.push(" order by x.echeance_le, x.id limit 1) e on true");
    if last {
        push_last(builder, cadre, "j");
    }
    builder.push(" where j.ml_id = ");
    builder.push_bind(cadre.ml.get());
    builder.push(" and j.referent_id = ");
    builder.push_bind(cadre.referent.uuid());
    if !cadre.proteges {
        builder.push(" and not j.protege");
    }
    if let Some(agent) = cadre.confies {
        push_handed_over(builder, cadre, agent);
    }
    if let Some(etat) = filtre.etat {
        builder.push(" and j.etat = ");
        builder.push_bind(etat.code());
    }
    if let Some(site) = filtre.site {
        builder.push(" and j.site_id = ");
        builder.push_bind(SiteId::uuid(site));
    }
    for mot in kernel::text::fold(&filtre.texte).split(' ').take(4) {
        builder.push(" and j.recherche like ");
        builder.push_bind(format!("%{}%", escape_like(mot)));
    }
    builder.push("), comptes as (select count(*) as toutes, count(*) filter (where echeance_le < ");
    builder.push_bind(cadre.today);
    builder.push(") as en_retard, count(*) filter (where echeance_le between ");
    builder.push_bind(cadre.today);
    builder.push(" and ");
    builder.push_bind(week_end(cadre.today));
    builder
        .push(") as cette_semaine, count(*) filter (where echeance_le is null) as sans from base)");
}

/// The day of the last event of each row of `alias`, as `v.dernier`.
fn push_last(builder: &mut QueryBuilder<Postgres>, cadre: &Cadre, alias: &str) {
    builder.push(
        " left join lateral (
            select x.survenu_le as dernier from evenement x where x.ml_id = ",
    );
    builder.push_bind(cadre.ml.get());
    builder.push(format_args!(
        " and x.jeune_id = {alias}.id and x.survenu_le <= "
    ));
    builder.push_bind(cadre.today);
    builder.push(" order by x.survenu_le desc, x.id desc limit 1) v on true");
}

/// Only what `agent` was given for the absence of the référent.
fn push_handed_over(builder: &mut QueryBuilder<Postgres>, cadre: &Cadre, agent: AgentId) {
    builder.push(
        " and exists (select from remplacement_dossier d
            join remplacement r on r.ml_id = d.ml_id and r.id = d.remplacement_id
            where d.jeune_id = j.id and r.agent_id = j.referent_id and d.ml_id = ",
    );
    builder.push_bind(cadre.ml.get());
    builder.push(" and r.remplacant_id = ");
    builder.push_bind(agent.uuid());
    builder.push(" and ");
    builder.push_bind(cadre.today);
    builder.push(" between r.du and r.au)");
}

/// The rows of the page.
fn push_page(builder: &mut QueryBuilder<Postgres>, cadre: &Cadre, filtre: &Filtre) {
    builder.push(", page as (select b.* from base b where true");
    match filtre.echeance {
        FiltreEcheance::Toutes => {}
        FiltreEcheance::EnRetard => {
            builder.push(" and b.echeance_le < ");
            builder.push_bind(cadre.today);
        }
        FiltreEcheance::CetteSemaine => {
            builder.push(" and b.echeance_le between ");
            builder.push_bind(cadre.today);
            builder.push(" and ");
            builder.push_bind(week_end(cadre.today));
        }
        FiltreEcheance::Sans => {
            builder.push(" and b.echeance_le is null");
        }
    }
    if let Some(after) = cadre.after {
        push_after(builder, cadre, filtre.tri, after);
    }
    let order = order(filtre.tri, "b");
    builder.push(format_args!(" order by {order} limit "));
    builder.push_bind(cadre.limit);
    builder.push(")");
}

fn push_after(builder: &mut QueryBuilder<Postgres>, cadre: &Cadre, tri: Tri, after: Cle) {
    match tri {
        Tri::Prochaine => {
            builder.push(" and (coalesce(b.echeance_le, 'infinity'), b.id) > (coalesce(");
            builder.push_bind(after.day);
            builder.push("::date, 'infinity'), ");
        }
        Tri::Recent => {
            builder.push(" and (coalesce(b.dernier, '-infinity'), b.id) < (coalesce(");
            builder.push_bind(after.day);
            builder.push("::date, '-infinity'), ");
        }
        // The name itself stays out of the address bar: the key is the row.
        Tri::Nom => {
            builder.push(" and (b.recherche, b.id) > ((select k.recherche from jeune k");
            builder.push(" where k.ml_id = ");
            builder.push_bind(cadre.ml.get());
            builder.push(" and k.id = ");
            builder.push_bind(after.id.uuid());
            builder.push("), ");
        }
    }
    builder.push_bind(after.id.uuid());
    builder.push(")");
}

fn order(tri: Tri, alias: &str) -> String {
    match tri {
        Tri::Prochaine => format!("coalesce({alias}.echeance_le, 'infinity'), {alias}.id"),
        Tri::Recent => format!("coalesce({alias}.dernier, '-infinity') desc, {alias}.id desc"),
        Tri::Nom => format!("{alias}.recherche, {alias}.id"),
    }
}
