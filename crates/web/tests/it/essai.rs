//! A test of the pages: a database of its own, the router, and people who browse it.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{HeaderName, Method, Request, header},
};
use http_body_util::BodyExt as _;
use kernel::{AffectationId, Role};
use platform::{
    Tx,
    ports::{Blobs, Documents, EvenementCalendrier, FormatTableau, Imprime, Tableau},
};
use testkit::{AgentDeTest, TestDb, blobs::Memoire};
use tower::ServiceExt as _;
use tracing::{Event, Level, Metadata, Subscriber, field::Visit, subscriber::DefaultGuard};
use tracing_subscriber::{
    Layer, Registry,
    filter::filter_fn,
    layer::{Context, SubscriberExt as _},
};
use web::{App, CompteurSql};

use crate::reponse::Reponse;

/// The application of one test.
pub(crate) struct Essai {
    pub(crate) base: TestDb,
    pub(crate) journal: Journal,
    pub(crate) blobs: Arc<Memoire>,
    router: Router,
    _subscriber: DefaultGuard,
}

impl Essai {
    pub(crate) async fn new() -> Self {
        Self::with(false).await
    }

    /// Cookies over TLS only, as in production.
    pub(crate) async fn surs() -> Self {
        Self::with(true).await
    }

    async fn with(cookies_surs: bool) -> Self {
        let journal = Journal::default();
        let subscriber = Registry::default()
            .with(CompteurSql.with_filter(filter_fn(is_sql)))
            .with(journal.clone().with_filter(filter_fn(is_shown)));
        let guard = tracing::subscriber::set_default(subscriber);
        let base = TestDb::new().await;
        let blobs = Arc::new(Memoire::default());
        let app = App {
            db: base.db.clone(),
            documents: Arc::new(Classeur),
            blobs: Arc::clone(&blobs) as Arc<dyn Blobs>,
            secret_sms: Some("secret de la passerelle".into()),
            cookies_surs,
        };
        Self {
            base,
            journal,
            router: web::router(app),
            blobs,
            _subscriber: guard,
        }
    }

    /// The agent of `role` in mission locale `ml`; of a role without one, `ml` does not count.
    pub(crate) fn agent(&self, role: Role, ml: i32) -> &AgentDeTest {
        if role.is_local() {
            self.base.reseau.agent(ml, role)
        } else {
            self.base.reseau.hors_ml(role)
        }
    }

    /// Someone signed in.
    pub(crate) async fn client(&self, role: Role, ml: i32) -> Client {
        let jeton = self.base.jeton(self.agent(role, ml)).await;
        let mut client = self.anonyme();
        client
            .cookies
            .insert("jalon_session".to_owned(), jeton.secret());
        client
    }

    /// Someone signed in who works with one of her other affectations.
    pub(crate) async fn client_affecte(
        &self,
        agent: &AgentDeTest,
        affectation: AffectationId,
    ) -> Client {
        let mut tx = Tx::public(&self.base.db).await.expect("a transaction");
        let jeton = platform::sessions::create(&mut tx, agent.compte, Some(affectation))
            .await
            .expect("a session");
        tx.commit().await.expect("a commit");
        let mut client = self.anonyme();
        client
            .cookies
            .insert("jalon_session".to_owned(), jeton.secret());
        client
    }

    /// Someone who has not signed in.
    pub(crate) fn anonyme(&self) -> Client {
        Client {
            router: self.router.clone(),
            cookies: BTreeMap::new(),
        }
    }
}

fn is_sql(metadata: &Metadata<'_>) -> bool {
    metadata.target() == "sqlx::query"
}

/// What a production log may show.
fn is_shown(metadata: &Metadata<'_>) -> bool {
    *metadata.level() <= Level::INFO
}

/// A browser: it keeps cookies, and says that its forms come from the site itself.
pub(crate) struct Client {
    router: Router,
    pub(crate) cookies: BTreeMap<String, String>,
}

impl Client {
    pub(crate) async fn get(&mut self, path: &str) -> Reponse {
        self.send(Method::GET, path, &[], String::new()).await
    }

    pub(crate) async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Reponse {
        let form = serde_html_form::to_string(fields).expect("a form");
        self.send(Method::POST, path, &[], form).await
    }

    /// A request with headers of its own; they take the place of the usual ones.
    pub(crate) async fn send(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&'static str, &'static str)],
        body: String,
    ) -> Reponse {
        self.send_bytes(method, path, headers, body.into_bytes())
            .await
    }

    /// The same, with bytes.
    pub(crate) async fn send_bytes(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&'static str, &'static str)],
        body: Vec<u8>,
    ) -> Reponse {
        let mut request = Request::new(Body::from(body));
        *request.uri_mut() = path.parse().expect("an address");
        let all = request.headers_mut();
        if method == Method::POST {
            let form = "application/x-www-form-urlencoded";
            all.insert(header::CONTENT_TYPE, form.parse().expect("a type"));
            all.insert("sec-fetch-site", "same-origin".parse().expect("a value"));
        }
        for (name, value) in headers {
            all.insert(
                HeaderName::from_static(name),
                value.parse().expect("a value"),
            );
        }
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(k, v)| format!("{k}={v}"))
            .collect();
        if !cookies.is_empty() {
            all.insert(header::COOKIE, cookies.join("; ").parse().expect("cookies"));
        }
        *request.method_mut() = method;
        let machine = ConnectInfo(SocketAddr::from(([192, 0, 2, 7], 4242)));
        request.extensions_mut().insert(machine);
        let (parts, body) = self
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("an answer")
            .into_parts();
        let bytes = body.collect().await.expect("a body").to_bytes();
        let reponse = Reponse::new(parts, bytes.to_vec());
        for (name, value) in reponse.cookies() {
            if value.is_empty() {
                self.cookies.remove(&name);
            } else {
                self.cookies.insert(name, value);
            }
        }
        reponse
    }

    /// Goes where an answer sends.
    pub(crate) async fn follow(&mut self, reponse: &Reponse) -> Reponse {
        self.get(&reponse.location()).await
    }
}

/// What was logged, as production would.
#[derive(Debug, Clone, Default)]
pub(crate) struct Journal(Arc<Mutex<Vec<Evenement>>>);

/// One logged event: its target, and its fields as text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Evenement {
    pub(crate) target: String,
    pub(crate) level: String,
    pub(crate) fields: BTreeMap<String, String>,
}

impl Journal {
    /// Everything logged since the last call.
    pub(crate) fn take(&self) -> Vec<Evenement> {
        std::mem::take(&mut *self.0.lock().expect("the journal"))
    }
}

impl<S: Subscriber> Layer<S> for Journal {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut seen = Evenement {
            target: event.metadata().target().to_owned(),
            level: event.metadata().level().to_string(),
            ..Evenement::default()
        };
        event.record(&mut seen);
        self.0.lock().expect("the journal").push(seen);
    }
}

impl Visit for Evenement {
    fn record_str(&mut self, field: &tracing::field::Field, value: &str) {
        self.fields
            .insert(field.name().to_owned(), value.to_owned());
    }

    fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn std::fmt::Debug) {
        self.fields
            .insert(field.name().to_owned(), format!("{value:?}"));
    }
}

/// Writes a table as plain text: what is in it matters here, not its format.
#[derive(Debug)]
struct Classeur;

impl Documents for Classeur {
    fn tableau(&self, tableau: &Tableau, _: FormatTableau) -> anyhow::Result<Vec<u8>> {
        let mut lines = vec![tableau.colonnes.join(";")];
        lines.extend(tableau.lignes.iter().map(|cells| cells.join(";")));
        Ok(lines.join("\n").into_bytes())
    }

    fn calendrier(&self, nom: &str, evenements: &[EvenementCalendrier]) -> anyhow::Result<String> {
        let lines = evenements
            .iter()
            .map(|e| format!("{} {} {}", e.debut, e.resume, e.lieu));
        Ok(std::iter::once(nom.to_owned())
            .chain(lines)
            .collect::<Vec<_>>()
            .join("\n"))
    }

    fn pdf(&self, imprime: &Imprime) -> anyhow::Result<Vec<u8>> {
        Ok(format!("{imprime:?}").into_bytes())
    }
}
