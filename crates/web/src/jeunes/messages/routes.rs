//! `/messages`.

use askama::Template;
use axum::extract::State;
use jeunes::{
    acces, accueil,
    messages::{self, Boite, Etape, Message, NouveauMessage},
};
use kernel::{FieldErrors, JeuneId, Permission, Section, new_uuid, text};
use platform::Tx;
use serde::Deserialize;
use uuid::Uuid;

use crate::{
    App,
    http::{
        extract::{Contexte, FormOf, PathOf, QueryOf},
        gate::ReqTx,
        refus::{self, Refus},
        render::{self, PageResult},
        routes::{Besoin, Routes},
    },
    jeunes::lire,
    ui::{Cadre, Choix},
};

pub(crate) fn register(routes: &mut Routes) {
    let lire = Besoin::Permission(Permission::RechercherJeunes);
    let tenir = Besoin::Permission(Permission::TenirAccueil);
    routes.get("/messages", lire, list);
    routes.get("/messages/nouveau", tenir, form);
    routes.post("/messages/nouveau", tenir, take);
    routes.post("/messages/{message}", lire, mark);
}

#[derive(Template)]
#[template(path = "jeunes/messages/liste.html")]
struct MessagesPage {
    cadre: Cadre,
    recus: Vec<MessageVue>,
    pris: Vec<MessageVue>,
    prendre: bool,
}

struct MessageVue {
    id: String,
    destinataire: String,
    jeune: Option<(JeuneId, String)>,
    de_la_part_de: String,
    sujet: String,
    texte: String,
    rappel: String,
    quand: String,
    pris_par: String,
    lu: bool,
    traite: bool,
}

impl MessageVue {
    fn new(tx: &Tx, message: Message) -> Self {
        let local = message.pris_le.with_timezone(&tx.fuseau());
        Self {
            id: message.id.to_string(),
            destinataire: message.destinataire,
            jeune: message.jeune,
            de_la_part_de: message.de_la_part_de,
            sujet: tx
                .nomenclatures()
                .libelle("sujet_message", &message.sujet)
                .to_owned(),
            texte: message.texte,
            rappel: message.rappel,
            quand: local.format("%d/%m/%Y à %-H h %M").to_string(),
            pris_par: message.pris_par,
            lu: message.lu_le.is_some(),
            traite: message.traite_le.is_some(),
        }
    }
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct MessageForm {
    id: String,
    jeune: String,
    destinataire: String,
    de_la_part_de: String,
    sujet: String,
    texte: String,
    rappel: String,
}

impl MessageForm {
    fn parse(&self) -> Result<NouveauMessage, FieldErrors> {
        let mut errors = FieldErrors::new();
        let id = lire::hidden(&mut errors, "id", &self.id);
        let destinataire: Option<Uuid> = self.destinataire.parse().ok();
        if destinataire.is_none() {
            errors.add("destinataire", "Choisissez pour qui est le message.");
        }
        match (id, destinataire) {
            (Some(id), Some(destinataire)) => errors.check(NouveauMessage {
                id,
                destinataire: destinataire.into(),
                de_la_part_de: text::tidy_line(&self.de_la_part_de),
                sujet: self.sujet.clone(),
                texte: text::tidy_text(&self.texte),
                rappel: text::tidy_line(&self.rappel),
            }),
            _ => Err(errors),
        }
    }
}

#[derive(Template)]
#[template(path = "jeunes/messages/nouveau.html")]
struct NouveauPage {
    cadre: Cadre,
    form: MessageForm,
    refus: Refus,
    collegues: Vec<Choix>,
    sujets: Vec<Choix>,
    /// About whom, or an empty string.
    nom: String,
}

async fn list(State(app): State<App>, contexte: Contexte, ReqTx(mut tx): ReqTx) -> PageResult {
    let recus = messages::list(&mut tx, Boite::Recus).await?;
    let pris = messages::list(&mut tx, Boite::Pris).await?;
    let words = |all: Vec<Message>| all.into_iter().map(|m| MessageVue::new(&tx, m)).collect();
    let page = MessagesPage {
        recus: words(recus),
        pris: words(pris),
        prendre: tx.may(Permission::TenirAccueil),
        cadre: Cadre::new(&tx, &contexte),
    };
    render::page(&app, &page)
}

async fn page(
    tx: &mut Tx,
    contexte: &Contexte,
    form: MessageForm,
    refus: Refus,
) -> platform::Result<NouveauPage> {
    let me = tx.agent_id();
    let today = tx.today();
    let nom = match form.jeune.parse::<JeuneId>() {
        Ok(jeune) => acces::open_for_read(tx, jeune, Section::Identite)
            .await?
            .nom_affiche(),
        Err(_) => String::new(),
    };
    let collegues = accueil::collegues(tx).await?;
    Ok(NouveauPage {
        collegues: collegues
            .into_iter()
            .filter(|c| Some(c.id) != me)
            .map(|c| Choix::new(c.id.to_string(), format!("{} ({})", c.nom, c.role)))
            .collect(),
        sujets: Choix::of(tx.nomenclatures(), "sujet_message", today),
        cadre: Cadre::new(tx, contexte),
        form,
        refus,
        nom,
    })
}

async fn form(
    State(app): State<App>,
    contexte: Contexte,
    QueryOf(query): QueryOf<MessageForm>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let form = MessageForm {
        id: new_uuid(tx.clock(), tx.rng()).to_string(),
        jeune: query.jeune,
        destinataire: query.destinataire,
        ..MessageForm::default()
    };
    let page = page(&mut tx, &contexte, form, Refus::default()).await?;
    tx.commit().await?;
    render::page(&app, &page)
}

async fn save(tx: &mut Tx, form: &MessageForm) -> platform::Result<()> {
    let dossier = match form.jeune.parse::<JeuneId>() {
        Ok(jeune) => Some(acces::open_for_read(tx, jeune, Section::Identite).await?),
        Err(_) => None,
    };
    messages::take(tx, dossier.as_ref(), &form.parse()?).await
}

async fn take(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    FormOf(form): FormOf<MessageForm>,
) -> PageResult {
    if let Err(error) = save(&mut tx, &form).await {
        let refus = Refus::of(error)?;
        drop(tx);
        let mut tx = refus::reopen(&app, &contexte).await?;
        let page = page(&mut tx, &contexte, form, refus).await?;
        tx.commit().await?;
        return render::refused(&app, &page);
    }
    tx.commit().await?;
    render::done(&app, "/accueil", "Le message est transmis.")
}

/// How far.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct EtapeForm {
    etape: String,
}

async fn mark(
    State(app): State<App>,
    PathOf(id): PathOf<Uuid>,
    ReqTx(mut tx): ReqTx,
    FormOf(form): FormOf<EtapeForm>,
) -> PageResult {
    let etape = if form.etape == "traite" {
        Etape::Traite
    } else {
        Etape::Lu
    };
    messages::mark(&mut tx, id, etape).await?;
    tx.commit().await?;
    render::done(&app, "/messages", "C’est noté.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_for_someone() {
        let errors = MessageForm::default().parse().unwrap_err();
        assert!(!errors.get("destinataire").is_empty());
    }
}
