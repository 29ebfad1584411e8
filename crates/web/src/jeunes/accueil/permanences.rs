//! `GET` and `POST /accueil/permanences`: the duty of a week, by half-day.

use askama::Template;
use axum::extract::State;
use chrono::{Datelike as _, Days, NaiveDate};
use jeunes::accueil::{self, DemiJournee, Planning};
use kernel::{Permission, dates};
use platform::{Error, Result, Tx};

use super::{forms::AccueilQuery, pages};
use crate::{
    App,
    accompagnement::saisie::Saisie,
    http::{
        extract::{Contexte, FormOf, QueryOf},
        gate::ReqTx,
        refus::{self, Refus},
        render::{self, PageResult},
    },
    jeunes::listes,
    ui::{Cadre, Choix, Erreurs},
};

#[derive(Template)]
#[template(path = "jeunes/accueil/permanences.html")]
struct PermanencesPage {
    cadre: Cadre,
    sites: Vec<Choix>,
    site: String,
    semaine: String,
    titre: String,
    avant: String,
    apres: String,
    agents: Vec<Choix>,
    jours: Vec<JourVue>,
    modifiable: bool,
    erreurs: Erreurs,
}

struct JourVue {
    mots: String,
    demis: Vec<DemiVue>,
}

struct DemiVue {
    nom: String,
    mots: &'static str,
    agent: String,
    agent_nom: String,
}

/// The six days of the week of `day` when duty may be held.
fn week(day: NaiveDate) -> Vec<NaiveDate> {
    let back = u64::from(day.weekday().num_days_from_monday());
    let monday = day.checked_sub_days(Days::new(back)).unwrap_or(day);
    (0..6)
        .filter_map(|n| monday.checked_add_days(Days::new(n)))
        .collect()
}

fn field(day: NaiveDate, half: DemiJournee) -> String {
    format!("{day}_{}", half.code())
}

async fn page(
    tx: &mut Tx,
    contexte: &Contexte,
    (asked, semaine): (&str, &str),
    typed: Option<(&Saisie, Refus)>,
) -> Result<PermanencesPage> {
    let day = dates::parse(semaine).unwrap_or_else(|| tx.today());
    let days = week(day);
    let first = days.first().copied().unwrap_or(day);
    let last = days.last().copied().unwrap_or(day);
    let sites = pages::sites(tx).await?;
    let site = pages::chosen(tx, &sites, asked).ok_or(Error::NotFound)?;
    let known = accueil::permanences(tx, site, first, last).await?;
    let one = |day: NaiveDate, half: DemiJournee| {
        let known = known
            .iter()
            .find(|p| p.jour == day && p.demi_journee == half);
        let nom = field(day, half);
        let agent = match &typed {
            Some((saisie, _)) => saisie.un(&nom).to_owned(),
            None => known.map(|p| p.agent.to_string()).unwrap_or_default(),
        };
        DemiVue {
            mots: half.label(),
            agent,
            agent_nom: known.map(|p| p.agent_nom.clone()).unwrap_or_default(),
            nom,
        }
    };
    let jours = days
        .iter()
        .map(|day| JourVue {
            mots: dates::with_weekday(*day),
            demis: DemiJournee::ALL
                .iter()
                .map(|half| one(*day, *half))
                .collect(),
        })
        .collect();
    let link = |day: Option<NaiveDate>| {
        let day = day.unwrap_or(first);
        format!("/accueil/permanences?site={site}&semaine={day}")
    };
    Ok(PermanencesPage {
        titre: format!("Semaine du {}", dates::long(first)),
        avant: link(first.checked_sub_days(Days::new(7))),
        apres: link(first.checked_add_days(Days::new(7))),
        agents: listes::referents(tx).await?,
        jours,
        modifiable: tx.may(Permission::VoirEquipe),
        erreurs: typed.map(|(_, refus)| refus.erreurs).unwrap_or_default(),
        cadre: Cadre::new(tx, contexte),
        site: site.to_string(),
        semaine: first.to_string(),
        sites,
    })
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    QueryOf(query): QueryOf<AccueilQuery>,
    QueryOf(week): QueryOf<Semaine>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let asked = (query.site.as_str(), week.semaine.as_str());
    let page = page(&mut tx, &contexte, asked, None).await?;
    render::page(&app, &page)
}

/// Which week.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct Semaine {
    semaine: String,
}

fn parse(saisie: &Saisie, today: NaiveDate) -> Result<Planning> {
    let site: uuid::Uuid = saisie
        .un("site")
        .parse()
        .map_err(|_| Error::invalid("site", "Choisissez le site."))?;
    let days = week(dates::parse(saisie.un("semaine")).unwrap_or(today));
    let lignes = days
        .iter()
        .flat_map(|day| DemiJournee::ALL.iter().map(|half| (*day, *half)))
        .map(|(day, half)| (day, half, saisie.un(&field(day, half)).parse().ok()))
        .collect();
    Ok(Planning {
        site: site.into(),
        lignes,
    })
}

pub(super) async fn save(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let done = match parse(&saisie, tx.today()) {
        Ok(planning) => accueil::plan_permanences(&mut tx, &planning).await,
        Err(error) => Err(error),
    };
    let asked = (saisie.un("site"), saisie.un("semaine"));
    if let Err(error) = done {
        let refus = Refus::of(error)?;
        drop(tx);
        let mut tx = refus::reopen(&app, &contexte).await?;
        let page = page(&mut tx, &contexte, asked, Some((&saisie, refus))).await?;
        return render::refused(&app, &page);
    }
    tx.commit().await?;
    let to = format!("/accueil/permanences?site={}&semaine={}", asked.0, asked.1);
    render::done(&app, &to, "Les permanences sont enregistrées.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_goes_from_monday_to_saturday() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
        let days = week(day);
        assert_eq!(days.len(), 6);
        assert_eq!(days[0], NaiveDate::from_ymd_opt(2026, 11, 23).unwrap());
        assert_eq!(field(days[0], DemiJournee::Matin), "2026-11-23_matin");
    }
}
