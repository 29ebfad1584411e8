//! `GET` and `POST /jeunes/nouveau`.

use accompagnement::delegations;
use axum::extract::State;
use jeunes::{
    DossierForWrite,
    ailleurs::{self, NouveauSuivi, Reponse},
    contacts, dossiers,
    identite::{self, Doublon},
};
use kernel::{Permission, Role, new_uuid};
use platform::{Error, Tx};

use super::{
    forms::{CreationForm, Nouveau, in_order},
    pages::CreationPage,
};
use crate::{
    App,
    http::{
        drafts,
        extract::{Contexte, FormOf, QueryOf},
        gate::ReqTx,
        refus::{Refus, reopen},
        render::{self, PageResult},
        routes::{Besoin, Routes},
    },
    jeunes::lire,
    ui::Erreurs,
};

const CHEMIN: &str = "/jeunes/nouveau";

pub(crate) fn register(routes: &mut Routes) {
    let besoin = Besoin::Permission(Permission::CreerDossier);
    routes.get(CHEMIN, besoin, form);
    routes.post(CHEMIN, besoin, create);
}

async fn form(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    QueryOf(carried): QueryOf<CreationForm>,
) -> PageResult {
    // What the search carries is about someone else than the draft.
    let resumed = if carried.is_blank() {
        drafts::resume(&mut tx, CHEMIN).await?
    } else {
        None
    };
    let (form, brouillon) = match resumed {
        Some((form, notice)) => (form, Some(notice)),
        None => (blank(&tx, carried), None),
    };
    let mut page = CreationPage::new(&mut tx, &contexte, form, Erreurs::default()).await?;
    page.brouillon = brouillon;
    render::page(&app, &page)
}

/// A new form: the identifiers it will create, today, and the person signed in as référent.
fn blank(tx: &Tx, carried: CreationForm) -> CreationForm {
    let referent = match tx.agent() {
        Ok(agent) if agent.role.can_be_referent() && !Role::is_direction(agent.role) => {
            agent.agent.to_string()
        }
        _ => String::new(),
    };
    CreationForm {
        id: new_uuid(tx.clock(), tx.rng()).to_string(),
        contact_id: new_uuid(tx.clock(), tx.rng()).to_string(),
        premier_accueil_le: lire::field(tx.today()),
        referent,
        ..carried
    }
}

/// What came of the form.
enum Issue {
    /// The dossier is there.
    Ouvert(Box<DossierForWrite>),
    /// Someone decides first.
    Doublons(Vec<Doublon>),
}

async fn create(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    FormOf(mut form): FormOf<CreationForm>,
) -> PageResult {
    form.set_aside();
    match attempt(&mut tx, &form).await {
        Ok(Issue::Ouvert(dossier)) => {
            drafts::forget(&mut tx, CHEMIN).await?;
            tx.commit().await?;
            let (suite, message) = next(&form, &dossier);
            render::done(&app, &suite, &message)
        }
        Ok(Issue::Doublons(found)) => {
            let page = CreationPage::new(&mut tx, &contexte, form, Erreurs::default()).await?;
            tx.commit().await?;
            render::refused(&app, &page.with_duplicates(&found))
        }
        Err(error) => {
            let refus = Refus::of(error)?;
            drop(tx);
            let mut tx = reopen(&app, &contexte).await?;
            let page = CreationPage::new(&mut tx, &contexte, form, refus.erreurs).await?;
            render::refused(&app, &page)
        }
    }
}

async fn attempt(tx: &mut Tx, form: &CreationForm) -> Result<Issue, Error> {
    let commune = form.commune().read(tx).await?;
    let (today, site) = (tx.today(), tx.site());
    let mut errors = commune.errors;
    let nouveau = match form.parse(today, commune.code, site) {
        Ok(nouveau) => nouveau,
        Err(found) => {
            for (field, sentence) in found.iter() {
                errors.add(field, sentence);
            }
            return Err(in_order(&errors).into());
        }
    };
    errors.check(())?;
    let left = undecided(tx, form, &nouveau).await?;
    if !left.is_empty() {
        return Ok(Issue::Doublons(left));
    }
    let dossier = dossiers::create(tx, &nouveau.jeune).await?;
    if let Some(contact) = &nouveau.autre_contact {
        contacts::add(tx, &dossier, contact)
            .await
            .map_err(on_mail)?;
    }
    if let Some(reponse) = Reponse::from_code(&form.ailleurs).filter(|said| *said != Reponse::Oui) {
        let id = dossier.id.uuid();
        ailleurs::answer(tx, &dossier, &NouveauSuivi { id, reponse }).await?;
    }
    if let Ok(id) = form.delegation.parse() {
        let version = delegations::find(tx, id).await?.delegation.version;
        delegations::rapprocher(tx, &dossier, id, version).await?;
    }
    Ok(Issue::Ouvert(Box::new(dossier)))
}

/// Where to go once the dossier is there: a yes about another mission locale is followed up first.
fn next(form: &CreationForm, dossier: &DossierForWrite) -> (String, String) {
    let message = format!("Le dossier n° {} est créé.", dossier.numero);
    if Reponse::from_code(&form.ailleurs) == Some(Reponse::Oui) {
        return (format!("/jeunes/{}/ailleurs", dossier.id), message);
    }
    if !form.delegation.is_empty() {
        return (format!("/delegations/{}", form.delegation), message);
    }
    (format!("/jeunes/{}", dossier.id), message)
}

/// The likely duplicates that nobody has yet said to be someone else.
async fn undecided(
    tx: &mut Tx,
    form: &CreationForm,
    nouveau: &Nouveau,
) -> platform::Result<Vec<Doublon>> {
    let mut found = identite::likely_duplicates(tx, &nouveau.jeune).await?;
    found.retain(|doublon| match doublon {
        Doublon::Protege => !lire::ticked(&form.protege_ecarte),
        Doublon::Visible(visible) => !nouveau.jeune.doublons_ecartes.contains(&visible.id),
    });
    Ok(found)
}

/// The second contact of the form is a mail.
fn on_mail(error: Error) -> Error {
    match error {
        Error::Invalid(errors) => Error::invalid("courriel", errors.get("valeur")),
        other => other,
    }
}
