//! What the address of an agenda says.

use chrono::{Days, NaiveDate};
use jeunes::heures::monday;
use kernel::{AgentId, SessionAtelierId, SiteId, dates};
use serde::Deserialize;

/// Whose agenda, and how it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Vue {
    /// The week of one agent.
    Semaine,
    /// The day of the whole team, agent by agent.
    Equipe,
    /// The day of a site, hour by hour.
    Site,
}

impl Vue {
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Semaine => "semaine",
            Self::Equipe => "equipe",
            Self::Site => "site",
        }
    }
}

/// The query as typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct AgendaQuery {
    pub(super) vue: String,
    pub(super) le: String,
    pub(super) agent: String,
    pub(super) site: String,
    /// The last day, of someone who cannot come.
    pub(super) au: String,
    /// The sessions that have just changed.
    pub(super) seances: Vec<SessionAtelierId>,
}

impl AgendaQuery {
    pub(super) fn vue(&self) -> Vue {
        match self.vue.as_str() {
            "equipe" => Vue::Equipe,
            "site" => Vue::Site,
            _ => Vue::Semaine,
        }
    }

    /// The day asked for, else `today`.
    pub(super) fn le(&self, today: NaiveDate) -> NaiveDate {
        dates::parse(&self.le).unwrap_or(today)
    }

    /// The last day asked for, at most two weeks after `le`; else `le`.
    pub(super) fn au(&self, le: NaiveDate) -> NaiveDate {
        let most = le.checked_add_days(Days::new(13)).unwrap_or(le);
        dates::parse(&self.au).unwrap_or(le).clamp(le, most)
    }

    pub(super) fn agent(&self) -> Option<AgentId> {
        self.agent.parse().ok()
    }

    pub(super) fn site(&self) -> Option<SiteId> {
        self.site.parse().ok()
    }

    /// The same agenda on another day.
    pub(super) fn link(&self, vue: Vue, le: NaiveDate) -> String {
        let fields = [
            ("vue", vue.code().to_owned()),
            ("le", le.to_string()),
            ("agent", self.agent.clone()),
            ("site", self.site.clone()),
        ];
        let kept = fields.into_iter().filter(|(_, value)| !value.is_empty());
        let query = serde_html_form::to_string(kept.collect::<Vec<_>>()).unwrap_or_default();
        format!("/agenda?{query}")
    }
}

/// The days shown: a week, or one day.
pub(super) fn days(vue: Vue, le: NaiveDate) -> (NaiveDate, NaiveDate) {
    match vue {
        Vue::Semaine => {
            let lundi = monday(le);
            (lundi, lundi.checked_add_days(Days::new(6)).unwrap_or(lundi))
        }
        Vue::Equipe | Vue::Site => (le, le),
    }
}

/// The same view, before and after.
pub(super) fn around(vue: Vue, le: NaiveDate) -> (NaiveDate, NaiveDate) {
    let step = Days::new(if vue == Vue::Semaine { 7 } else { 1 });
    (
        le.checked_sub_days(step).unwrap_or(le),
        le.checked_add_days(step).unwrap_or(le),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_what_it_was_asked() {
        let query = AgendaQuery {
            agent: "x".into(),
            ..AgendaQuery::default()
        };
        let day = NaiveDate::from_ymd_opt(2026, 11, 26).unwrap();
        assert_eq!(
            query.link(query.vue(), day),
            "/agenda?vue=semaine&le=2026-11-26&agent=x"
        );
        let (du, au) = days(Vue::Semaine, day);
        assert_eq!(
            (du.to_string(), au.to_string()),
            ("2026-11-23".into(), "2026-11-29".into())
        );
        assert_eq!(days(Vue::Site, day), (day, day));
    }
}
