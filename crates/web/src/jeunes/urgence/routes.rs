//! `/urgence` and `/jeunes/{id}/urgence`.

use askama::Template;
use axum::extract::State;
use jeunes::{
    DossierForRead, DossierForWrite,
    accueil::{self, Collegue, Permanence},
    urgences::{self, NouvelleUrgence},
};
use kernel::{FieldErrors, Permission, Section, new_uuid, phone};
use platform::Tx;
use serde::Deserialize;
use uuid::Uuid;

use crate::{
    App,
    http::{
        extract::Contexte,
        gate::ReqTx,
        render::{self, PageResult},
        routes::{Besoin, Routes},
    },
    jeunes::{
        accueil::sites,
        chemin::Chemin,
        formulaire::{self, Formulaire, Vue},
        lire, listes,
        tete::Tete,
    },
    ui::{Cadre, Choix, Erreurs},
};

pub(crate) fn register(routes: &mut Routes) {
    let voir = Besoin::Permission(Permission::RechercherJeunes);
    let tenir = Besoin::Permission(Permission::TenirAccueil);
    routes.get("/urgence", voir, numbers);
    routes.get("/jeunes/{id}/urgence", tenir, form);
    routes.post("/jeunes/{id}/urgence", tenir, open);
}

/// Who to call: the numbers, and who is here.
struct Appels {
    numeros: Vec<Choix>,
    presents: Vec<Present>,
}

struct Present {
    nom: String,
    precision: String,
    telephone: String,
    affiche: String,
}

impl Present {
    fn new(nom: String, precision: &str, telephone: String) -> Self {
        Self {
            affiche: phone::display(&telephone),
            precision: precision.to_owned(),
            nom,
            telephone,
        }
    }

    fn on_duty(p: Permanence) -> Self {
        Self::new(p.agent_nom, "de permanence", p.telephone)
    }

    fn direction(c: Collegue) -> Self {
        Self::new(c.nom, &c.role.to_lowercase(), c.telephone)
    }
}

async fn calls(tx: &mut Tx) -> platform::Result<Appels> {
    let today = tx.today();
    let site = tx.site();
    let here = accueil::on_duty(tx, site).await?;
    let direction = accueil::direction(tx).await?;
    let here = here.into_iter().map(Present::on_duty);
    Ok(Appels {
        numeros: Choix::of(tx.nomenclatures(), "numero_urgence", today),
        presents: here
            .chain(direction.into_iter().map(Present::direction))
            .collect(),
    })
}

#[derive(Template)]
#[template(path = "jeunes/urgence/numeros.html")]
struct NumerosPage {
    cadre: Cadre,
    appels: Appels,
}

async fn numbers(State(app): State<App>, contexte: Contexte, ReqTx(mut tx): ReqTx) -> PageResult {
    let page = NumerosPage {
        appels: calls(&mut tx).await?,
        cadre: Cadre::new(&tx, &contexte),
    };
    render::page(&app, &page)
}

#[derive(Template)]
#[template(path = "jeunes/urgence/dossier.html")]
struct UrgencePage {
    cadre: Cadre,
    tete: Tete,
    form: UrgenceForm,
    erreurs: Erreurs,
    appels: Appels,
    motifs: Vec<Choix>,
    agents: Vec<Choix>,
    sites: Vec<Choix>,
    protections: Vec<Choix>,
}

/// An urgent moment as posted.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct UrgenceForm {
    id: String,
    motif: String,
    agent: String,
    site: String,
}

impl UrgenceForm {
    fn parse(&self) -> Result<NouvelleUrgence, FieldErrors> {
        let mut errors = FieldErrors::new();
        let id = lire::hidden(&mut errors, "id", &self.id);
        let agent: Option<Uuid> = self.agent.parse().ok();
        let site: Option<Uuid> = self.site.parse().ok();
        if agent.is_some() && site.is_none() {
            errors.add("site", "Choisissez où elle est attendue.");
        }
        match (id, errors.is_empty()) {
            (Some(id), true) => Ok(NouvelleUrgence {
                id,
                motif: self.motif.clone(),
                moment: agent.zip(site).map(|(a, s)| (a.into(), s.into())),
            }),
            _ => Err(errors),
        }
    }
}

formulaire::handlers!(UrgenceForm, form, open);

impl Formulaire for UrgenceForm {
    const SECTION: Section = Section::Agenda;
    type Chemin = Chemin;
    type Page = UrgencePage;

    async fn initial(tx: &mut Tx, _: Chemin, _: &DossierForRead) -> platform::Result<Self> {
        Ok(Self {
            id: new_uuid(tx.clock(), tx.rng()).to_string(),
            site: tx.site().map(|site| site.to_string()).unwrap_or_default(),
            ..Self::default()
        })
    }

    async fn page(self, tx: &mut Tx, _: Chemin, vue: Vue) -> platform::Result<UrgencePage> {
        let today = tx.today();
        let protect = tx.may(Permission::ProtegerDossier) && !vue.dossier.protege;
        let protections = if protect {
            Choix::of(tx.nomenclatures(), "motif_protection", today)
        } else {
            Vec::new()
        };
        Ok(UrgencePage {
            appels: calls(tx).await?,
            motifs: Choix::of(tx.nomenclatures(), "motif_urgence", today),
            agents: listes::referents(tx).await?,
            sites: sites(tx).await?,
            protections,
            cadre: vue.cadre,
            tete: vue.tete,
            form: self,
            erreurs: vue.refus.erreurs,
        })
    }

    async fn save(
        &self,
        tx: &mut Tx,
        _: Chemin,
        dossier: &DossierForWrite,
    ) -> platform::Result<&'static str> {
        let new = self.parse()?;
        let met = new.moment.is_some();
        urgences::open(tx, dossier, &new).await?;
        Ok(if met {
            "C’est noté : la personne choisie est prévenue."
        } else {
            "C’est noté."
        })
    }

    fn suite(&self, _: &Tx, dossier: &DossierForWrite) -> String {
        format!("/jeunes/{}", dossier.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn someone_to_meet_is_met_somewhere() {
        let form = UrgenceForm {
            id: Uuid::nil().to_string(),
            agent: Uuid::nil().to_string(),
            ..UrgenceForm::default()
        };
        assert!(!form.parse().unwrap_err().get("site").is_empty());
    }
}
