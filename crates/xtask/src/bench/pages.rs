//! What is asked of each page: representative people, words and interviews.

use anyhow::{Result, ensure};

use super::{client::Request, seances::Seances, tailles};
use crate::cluster::Cluster;

/// Every line of the bench.
pub(super) const NAMES: [&str; 11] = [
    "portefeuille",
    "dossier",
    "recherche",
    "doublons",
    "entretien",
    "rome",
    "creneaux",
    "journee",
    "heures_portefeuille",
    CLOTURE,
    PAPIERS,
];

/// The line of two hundred contracts as PDF: it has its own figures.
pub(super) const PAPIERS: &str = "pdf_200";

/// The line of a séance of thirty people that is closed: each request closes another.
pub(super) const CLOTURE: &str = "cloture_session";

/// The base that `jalon population` fills.
pub(super) const BASE: &str = "jalon_demo";

/// The start of the identifiers that our forms bring.
pub(super) const FORM_ID: &str = "0193b000-";

/// The mission locale of the account signed in.
pub(super) const HERS: &str = "select f.ml_id from affectation f join agent a on a.id = f.agent_id
                    where a.courriel = 'conseiller@demo.invalid' and f.ml_id is not null";

/// Requests without end, each on the next person.
#[derive(Debug, Clone)]
pub(super) struct Pages {
    cookie: String,
    today: String,
    jeunes: Vec<String>,
    words: Vec<String>,
    /// Given name, name and birth date, ready for a form.
    people: Vec<String>,
    /// The motif whose moments are looked for.
    motif: String,
    /// `person/course`, of courses that are signed.
    contrats: Vec<String>,
    /// To close; none until its line is asked for.
    seances: Seances,
    turn: u64,
}

impl Pages {
    /// Chooses people all over the mission locale of the conseiller.
    pub(super) fn of(cluster: &Cluster, cookie: String) -> Result<Self> {
        let column = |sql: &str| -> Result<Vec<String>> {
            let lines = cluster.psql(BASE, sql)?;
            ensure!(!lines.is_empty(), "la base de démonstration est vide");
            Ok(lines.lines().map(str::to_owned).collect())
        };
        let from = format!(
            "from jeune where ml_id = ({HERS}) and not protege and etat = 'actif'
             order by md5(id::text) limit 64"
        );
        Ok(Self {
            cookie,
            today: cluster.psql(BASE, "select current_date")?,
            jeunes: column(&format!("select id {from}"))?,
            words: column(&format!("select nom_naissance {from}"))?,
            people: column(&format!(
                "select prenom || '/' || nom_naissance || '/' || date_naissance {from}"
            ))?,
            motif: cluster.psql(
                BASE,
                &format!("select min(id::text) from motif_rdv where ml_id = ({HERS}) and duree_minutes = 45"),
            )?,
            contrats: column(&format!(
                "select a.jeune_id || '/' || a.id from adhesion a join jeune j
                   on j.ml_id = a.ml_id and j.id = a.jeune_id
                 where a.ml_id = ({HERS}) and a.groupe = 'engagement' and not j.protege
                 order by md5(a.id::text) limit 200"
            ))?,
            seances: Seances::default(),
            turn: 0,
        })
    }

    /// Makes what `name` needs and no other line does; returns what is to be known of it.
    pub(super) fn ready(&mut self, cluster: &Cluster, name: &str) -> Result<Option<String>> {
        Ok(match name {
            "creneaux" => Some(format!("{} agents", tailles::agents(cluster)?)),
            "heures_portefeuille" => Some(format!("{} personnes", tailles::people(cluster)?)),
            CLOTURE => {
                self.seances = Seances::of(cluster)?;
                Some("séances de 30 personnes".to_owned())
            }
            _ => None,
        })
    }

    /// The same people from another starting point, for another connection.
    pub(super) fn shifted(&self, by: u64) -> Self {
        Self {
            turn: self.turn + by * 1_000_000,
            ..self.clone()
        }
    }

    /// The next request of a page.
    pub(super) fn next(&mut self, name: &str) -> Request {
        self.turn += 1;
        let turn = usize::try_from(self.turn).unwrap_or_default();
        let pick = |all: &[String]| {
            all.get(turn % all.len().max(1))
                .cloned()
                .unwrap_or_default()
        };
        let jeune = pick(&self.jeunes);
        match name {
            "portefeuille" => Request::get("/portefeuille", &self.cookie),
            "dossier" => Request::get(&format!("/jeunes/{jeune}"), &self.cookie),
            "recherche" => {
                let typed = misspelt(&pick(&self.words));
                Request::get(&format!("/recherche?q={typed}"), &self.cookie)
            }
            "doublons" => {
                let form = self.newcomer(&pick(&self.people));
                Request::post("/jeunes/nouveau", &self.cookie, &form)
            }
            // With anyone who receives: the whole mission locale.
            "creneaux" => {
                let path = format!(
                    "/jeunes/{jeune}/rendez-vous/nouveau?motif={}&lieu=telephone&agent=",
                    self.motif
                );
                Request::get(&path, &self.cookie)
            }
            "journee" => Request::get("/agenda/journee", &self.cookie),
            "heures_portefeuille" => Request::get("/semaines", &self.cookie),
            CLOTURE => {
                let path = format!("/ateliers/sessions/{}/cloture", self.seances.next());
                Request::post(&path, &self.cookie, "version=1")
            }
            PAPIERS => {
                let (jeune, course) = self.contract(turn);
                let path = format!("/jeunes/{jeune}/adhesions/{course}/contrat.pdf");
                Request::get(&path, &self.cookie)
            }
            "rome" => {
                let typed = METIERS.get(turn % METIERS.len()).copied();
                let path = format!("/metiers?q={}", typed.unwrap_or_default());
                Request::get(&path, &self.cookie)
            }
            _ => {
                let path = format!("/jeunes/{jeune}/entretiens/nouveau");
                Request::post(&path, &self.cookie, &self.interview())
            }
        }
    }

    /// A person in a course that is signed, and the course.
    fn contract(&self, turn: usize) -> (&str, &str) {
        let found = self.contrats.get(turn % self.contrats.len().max(1));
        found
            .and_then(|both| both.split_once('/'))
            .unwrap_or_default()
    }

    /// An identifier that a form brings.
    fn id(&self, kind: u64) -> String {
        let process = u64::from(std::process::id());
        format!(
            "{FORM_ID}{kind:04x}-7000-8{:03x}-{:012x}",
            process & 0xfff,
            self.turn
        )
    }

    /// Someone who has a dossier already, as if she came for the first time: the form comes back
    /// with her, and nothing is opened.
    fn newcomer(&self, person: &str) -> String {
        let mut parts = person.split('/');
        let mut next = || parts.next().unwrap_or_default();
        let (prenom, nom, born) = (next(), next(), next());
        format!(
            "id={}&contact_id={}&prenom={}&nom_naissance={}&date_naissance={born}&age_declare=\
             &sans_domicile_stable=oui&a_voir_sur_place=oui&premier_accueil_le={}",
            self.id(3),
            self.id(4),
            encoded(prenom),
            misspelt(nom),
            self.today
        )
    }

    /// An interview as people close it: three events, two new actions, a summary, the next contact.
    fn interview(&self) -> String {
        let id = |kind: u64| self.id(kind);
        format!(
            "id={}&note_id={}&realise_le={}&modalite=sur_place&duree_minutes=45&duree_autre=\
             &presents=jeune&theme=emploi&evenement_0_nature=entretien_individuel\
             &evenement_0_theme=emploi&evenement_1_nature=telephone&evenement_1_theme=mobilite\
             &evenement_2_nature=administratif&evenement_2_theme=formation\
             &action_0_libelle=Appeler+l%E2%80%99auto-%C3%A9cole&action_0_pour=envie%3Amobilite\
             &action_0_qui=jeune&action_1_libelle=Relire+le+CV&action_1_pour=envie%3Amobilite\
             &action_1_qui=conseiller&resume=Point+sur+les+candidatures+envoy%C3%A9es+et+la+suite.\
             &prochain_contact_le={}&prochain_contact_moyen=telephone",
            id(1),
            id(2),
            self.today,
            self.today
        )
    }
}

/// What people begin to type.
const METIERS: [&str; 8] = [
    "boul",
    "aide+soig",
    "vend",
    "serv",
    "cuisin",
    "couvr",
    "secret",
    "mecanicien+auto",
];

/// A text ready for a form.
fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}

/// A name as it is typed: without capitals, with one letter lost, ready for an address.
fn misspelt(name: &str) -> String {
    let letters = name.to_lowercase();
    let kept = letters
        .chars()
        .enumerate()
        .filter(|(at, _)| *at != 3)
        .map(|(_, letter)| letter);
    encoded(&kept.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::misspelt;

    #[test]
    fn a_name_is_typed_with_a_slip() {
        assert_eq!(misspelt("MARTIN"), "marin");
        assert_eq!(misspelt("Né d"), "n%C3%A9%20");
    }
}
