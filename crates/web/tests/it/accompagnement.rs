//! What the tests of the accompaniment share: a form of a page, filled as a browser would.

use kernel::Role;
use scraper::{ElementRef, Html, Selector};
use testkit::ML_A;

use crate::{
    essai::{Client, Essai},
    jeunes_creation::ouvrir,
    reponse::Reponse,
};

/// A dossier just opened, and a conseiller.
pub(crate) async fn dossier(essai: &Essai) -> (Client, String) {
    let mut accueil = essai.client(Role::ChargeAccueil, ML_A).await;
    let base = ouvrir(&mut accueil, &[]).await;
    (essai.client(Role::Conseiller, ML_A).await, base)
}

/// The fields of a form, as the browser would post them.
#[derive(Debug, Clone)]
pub(crate) struct Formulaire {
    action: String,
    champs: Vec<(String, String)>,
}

fn select(selector: &str) -> Selector {
    Selector::parse(selector).expect("a selector")
}

impl Formulaire {
    /// The last form of `page` that posts to `action`: the longest one, when there are two.
    pub(crate) fn of(page: &Reponse, action: &str) -> Self {
        let html = Html::parse_document(&page.html());
        let posting = select("form[method=post]");
        let forms = html.select(&posting);
        let champs = forms
            .filter(|form| form.attr("action") == Some(action))
            .map(fields)
            .next_back()
            .unwrap_or_else(|| panic!("no form posts to {action}: {}", page.sens()));
        Self {
            action: action.to_owned(),
            champs,
        }
    }

    /// The form of a page that posts to the page itself.
    pub(crate) fn any(page: &Reponse, action: &str) -> Self {
        let html = Html::parse_document(&page.html());
        let posting = select("form[method=post]");
        let champs = html.select(&posting).map(fields).next_back();
        Self {
            action: action.to_owned(),
            champs: champs.unwrap_or_else(|| panic!("no form: {}", page.sens())),
        }
    }

    /// The form of the page that posts to `action` under the key `cle`.
    pub(crate) fn named(page: &Reponse, action: &str, cle: &str) -> Self {
        let html = Html::parse_document(&page.html());
        let posting = select("form[method=post]");
        let key = ("formulaire".to_owned(), cle.to_owned());
        let champs = html
            .select(&posting)
            .map(fields)
            .find(|champs| champs.contains(&key))
            .unwrap_or_else(|| panic!("no form {cle}: {}", page.sens()));
        Self {
            action: action.to_owned(),
            champs,
        }
    }

    /// The same, `nom` typed.
    #[must_use]
    pub(crate) fn avec(mut self, nom: &str, valeur: &str) -> Self {
        self.champs.retain(|(n, _)| n != nom);
        self.et(nom, valeur)
    }

    /// The same, one more value of `nom`.
    #[must_use]
    pub(crate) fn et(mut self, nom: &str, valeur: &str) -> Self {
        self.champs.push((nom.to_owned(), valeur.to_owned()));
        self
    }

    /// What stands in `nom`.
    pub(crate) fn champ(&self, nom: &str) -> &str {
        let found = self.champs.iter().find(|(n, _)| n == nom);
        found.map_or("", |(_, valeur)| valeur)
    }

    /// The key of the form among those of the page, then `-nom`.
    pub(crate) fn cle(&self, nom: &str) -> String {
        format!("{}-{nom}", self.champ("formulaire"))
    }

    pub(crate) async fn post(&self, client: &mut Client) -> Reponse {
        let fields: Vec<(&str, &str)> = self
            .champs
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()))
            .collect();
        client.post(&self.action, &fields).await
    }
}

/// What a form sends when nothing is touched, buttons apart.
fn fields(form: ElementRef<'_>) -> Vec<(String, String)> {
    let controls = select("input[name], textarea[name], select[name]");
    let option = select("option");
    let chosen = select("option[selected]");
    form.select(&controls)
        .filter_map(|control| {
            let name = control.attr("name")?.to_owned();
            let own = control.attr("value").unwrap_or_default().to_owned();
            let value = match (control.value().name(), control.attr("type")) {
                ("textarea", _) => control.text().collect::<String>().trim().to_owned(),
                ("select", _) => control
                    .select(&chosen)
                    .next()
                    .or_else(|| control.select(&option).next())
                    .and_then(|o| o.attr("value"))
                    .unwrap_or_default()
                    .to_owned(),
                (_, Some("radio" | "checkbox")) if control.attr("checked").is_none() => None?,
                _ => own,
            };
            Some((name, value))
        })
        .collect()
}

/// How many rows `table` holds.
pub(crate) async fn count(essai: &Essai, table: &str) -> i64 {
    let sql = format!("select count(*) from {table}");
    sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
        .fetch_one(&essai.base.brut)
        .await
        .expect("a count")
}
