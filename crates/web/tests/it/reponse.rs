//! An answer, as the person reads it.

use axum::http::{HeaderMap, StatusCode, header, response::Parts};
use axum_extra::extract::cookie::Cookie;
use scraper::{ElementRef, Html, Selector};

/// One answer of the application.
#[derive(Debug, Clone)]
pub(crate) struct Reponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Reponse {
    pub(crate) fn new(parts: Parts, body: Vec<u8>) -> Self {
        Self {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }

    /// A header, or an empty string.
    pub(crate) fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value.and_then(|v| v.to_str().ok()).unwrap_or_default()
    }

    /// Where it sends, or an empty string.
    pub(crate) fn location(&self) -> String {
        self.header(header::LOCATION.as_str()).to_owned()
    }

    /// The cookies it sets, whole.
    pub(crate) fn raw_cookies(&self) -> Vec<String> {
        let all = self.headers.get_all(header::SET_COOKIE).iter();
        all.map(|v| v.to_str().expect("a cookie").to_owned())
            .collect()
    }

    /// The cookies it sets: name and value, empty when removed.
    pub(crate) fn cookies(&self) -> Vec<(String, String)> {
        let all = self.raw_cookies().into_iter();
        all.filter_map(|raw| Cookie::parse(raw).ok())
            .map(|c| (c.name().to_owned(), c.value().to_owned()))
            .collect()
    }

    pub(crate) fn html(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn all(&self, selector: &str) -> Vec<String> {
        let page = Html::parse_document(&self.html());
        let selector = Selector::parse(selector).expect("a selector");
        page.select(&selector).map(visible).collect()
    }

    /// The visible text of the page.
    pub(crate) fn texte(&self) -> String {
        self.all("body").join(" ")
    }

    /// The value of the field `name`: what is typed, ticked or chosen in it. `None`: no such field.
    pub(crate) fn champ(&self, name: &str) -> Option<String> {
        let page = Html::parse_document(&self.html());
        let selector = format!("[name=\"{name}\"]");
        let selector = Selector::parse(&selector).expect("a selector");
        let fields: Vec<ElementRef<'_>> = page.select(&selector).collect();
        let first = *fields.first()?;
        let value = |e: ElementRef<'_>| e.attr("value").unwrap_or_default().to_owned();
        Some(match (first.value().name(), first.attr("type")) {
            ("textarea", _) => first.text().collect(),
            ("select", _) => {
                let chosen = Selector::parse("option[selected]").expect("a selector");
                first.select(&chosen).next().map(value).unwrap_or_default()
            }
            (_, Some("radio" | "checkbox")) => {
                let ticked = fields.into_iter().filter(|e| e.attr("checked").is_some());
                ticked.map(value).collect::<Vec<_>>().join(",")
            }
            _ => value(first),
        })
    }

    /// What the page means: its status, headings and refusals.
    pub(crate) fn sens(&self) -> String {
        let mut lines = vec![self.status.as_u16().to_string()];
        if !self.location().is_empty() {
            lines.push(format!("→ {}", self.location()));
        }
        lines.extend(self.all("h1, h2").iter().map(|t| format!("# {t}")));
        lines.extend(
            self.all("[data-erreurs] li")
                .iter()
                .map(|t| format!("! {t}")),
        );
        lines.join("\n")
    }

    /// The page's own statements, those of the base apart.
    pub(crate) fn sql(&self) -> u32 {
        self.count("sql=")
    }

    /// The statements of the base: session, reading trace, BEGIN, COMMIT.
    pub(crate) fn socle(&self) -> u32 {
        self.count("socle=")
    }

    fn count(&self, name: &str) -> u32 {
        let counts = self.header("x-sql").split(' ');
        let mut found = counts.filter_map(|word| word.strip_prefix(name));
        found
            .next()
            .and_then(|n| n.parse().ok())
            .expect("a count of statements")
    }
}

/// The words of an element as they are read: no script, spaces folded.
fn visible(element: ElementRef<'_>) -> String {
    let mut words = Vec::new();
    for node in element.descendants() {
        let Some(text) = node.value().as_text() else {
            continue;
        };
        let hidden = node.ancestors().any(|ancestor| {
            let name = ancestor
                .value()
                .as_element()
                .map(scraper::node::Element::name);
            matches!(name, Some("script" | "style" | "template"))
        });
        if !hidden {
            words.extend(text.split_whitespace().map(ToOwned::to_owned));
        }
    }
    words.join(" ")
}
