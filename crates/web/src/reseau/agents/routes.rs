//! `/agents`: declare, affect, open and close accounts.

use axum::{extract::State, response::Response};
use kernel::{AffectationId, AgentId, FieldErrors, Permission, new_uuid};
use platform::{Conflit, Error, Tx, jobs};
use reseau::agents::{self, Declaration};
use serde::Deserialize;

use super::{
    forms::{AgentForm, CompteForm, FinForm},
    pages::{ChoixAgent, FichePage, ListePage, NouveauPage},
};
use crate::{
    App,
    http::{
        extract::{Contexte, FormOf, PathOf},
        gate::ReqTx,
        render::{self, PageResult},
        routes::{Besoin, Routes},
    },
    ui::Cadre,
};

pub(crate) fn register(routes: &mut Routes) {
    let administrer = Besoin::Permission(Permission::AdministrerComptes);
    routes.get("/agents", administrer, list);
    routes.get("/agents/nouveau", administrer, new_page);
    routes.post("/agents/nouveau", administrer, declare);
    routes.get("/agents/{agent}", administrer, show);
    routes.post("/agents/{agent}", administrer, update);
    routes.post("/agents/{agent}/affectations", administrer, affect);
    routes.post(
        "/agents/{agent}/affectations/{affectation}/fin",
        administrer,
        end,
    );
    routes.post("/agents/{agent}/compte", administrer, account);
}

async fn list(State(app): State<App>, contexte: Contexte, ReqTx(mut tx): ReqTx) -> PageResult {
    let agents = agents::list_agents(&mut tx).await?;
    let (cadre, today) = (Cadre::new(&tx, &contexte), tx.today());
    render::page(
        &app,
        &ListePage {
            cadre,
            agents,
            today,
        },
    )
}

/// A form with the identifiers it will create.
fn fresh(tx: &Tx) -> AgentForm {
    AgentForm {
        id: new_uuid(tx.clock(), tx.rng()).to_string(),
        affectation: new_uuid(tx.clock(), tx.rng()).to_string(),
        du: tx.today().to_string(),
        ..AgentForm::default()
    }
}

async fn new_page(State(app): State<App>, contexte: Contexte, ReqTx(mut tx): ReqTx) -> PageResult {
    let form = fresh(&tx);
    let page = declaration(&mut tx, &contexte, form, FieldErrors::new(), None).await?;
    render::page(&app, &page)
}

async fn declaration(
    tx: &mut Tx,
    contexte: &Contexte,
    form: AgentForm,
    errors: FieldErrors,
    connue: Option<String>,
) -> platform::Result<NouveauPage> {
    let choix = ChoixAgent::load(tx).await?;
    let cadre = Cadre::new(tx, contexte);
    Ok(NouveauPage {
        cadre,
        form,
        choix,
        erreurs: errors.into(),
        connue,
    })
}

async fn declare(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    FormOf(form): FormOf<AgentForm>,
) -> PageResult {
    let (errors, connue) = match declare_or_attach(&mut tx, &form).await {
        Ok(Declaration::Nouvelle(agent)) => {
            tx.commit().await?;
            let message = "L’agent est déclaré. Il reste à lui ouvrir un compte.";
            return render::done(&app, &format!("/agents/{agent}"), message);
        }
        Ok(Declaration::DejaDeclaree {
            agent, ici: true, ..
        }) => {
            let message = "Cette personne est déjà déclarée ici : voici sa fiche.";
            return render::done(&app, &format!("/agents/{agent}"), message);
        }
        Ok(Declaration::DejaDeclaree { prenom, nom, .. }) => {
            (FieldErrors::new(), Some(format!("{prenom} {nom}")))
        }
        Err(Error::Invalid(errors)) => (errors, None),
        Err(error) => return Err(error.into()),
    };
    let page = declaration(&mut tx, &contexte, form, errors, connue).await?;
    render::refused(&app, &page)
}

async fn declare_or_attach(tx: &mut Tx, form: &AgentForm) -> platform::Result<Declaration> {
    let affectation = form.affectation()?;
    if form.rattacher == "oui" {
        let agent = agents::attach_agent(tx, &form.courriel, &affectation).await?;
        return Ok(Declaration::Nouvelle(agent));
    }
    agents::declare_agent(tx, form.agent_id()?, &form.agent(), &affectation).await
}

async fn show(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    PathOf(id): PathOf<AgentId>,
) -> PageResult {
    let page = record(&mut tx, &contexte, id).await?;
    render::page(&app, &page)
}

/// The page of one agent, its form filled from what is stored.
async fn record(tx: &mut Tx, contexte: &Contexte, id: AgentId) -> platform::Result<FichePage> {
    let agent = agents::agent(tx, id).await?;
    let form = AgentForm {
        prenom: agent.prenom.clone(),
        nom: agent.nom.clone(),
        courriel: agent.courriel.clone(),
        telephone: kernel::phone::display(&agent.telephone),
        version: agent.version.to_string(),
        ..fresh(tx)
    };
    Ok(FichePage {
        choix: ChoixAgent::load(tx).await?,
        cadre: Cadre::new(tx, contexte),
        today: tx.today(),
        agent,
        form,
        erreurs: FieldErrors::new().into(),
        conflit: None,
        lien: None,
    })
}

/// After an act on an agent: her page again, with a message or with what is wrong.
async fn after(
    app: &App,
    contexte: &Contexte,
    tx: Tx,
    id: AgentId,
    done: platform::Result<&str>,
    typed: Option<AgentForm>,
) -> PageResult {
    match done {
        Ok(message) => {
            tx.commit().await?;
            render::done(app, &format!("/agents/{id}"), message)
        }
        Err(Error::Invalid(errors)) => refuse(app, contexte, tx, id, errors, None, typed).await,
        Err(Error::Conflict(conflit)) => {
            refuse(
                app,
                contexte,
                tx,
                id,
                FieldErrors::new(),
                Some(*conflit),
                typed,
            )
            .await
        }
        Err(error) => Err(error.into()),
    }
}

async fn refuse(
    app: &App,
    contexte: &Contexte,
    mut tx: Tx,
    id: AgentId,
    errors: FieldErrors,
    conflit: Option<Conflit>,
    typed: Option<AgentForm>,
) -> Result<Response, crate::http::errors::PageError> {
    let mut page = record(&mut tx, contexte, id).await?;
    page.erreurs = errors.into();
    if let Some(typed) = typed {
        let version = page.form.version.clone();
        page.form = AgentForm { version, ..typed };
    }
    match conflit {
        Some(conflit) => {
            page.conflit = Some(conflit);
            render::conflict(app, &page)
        }
        None => render::refused(app, &page),
    }
}

async fn update(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    PathOf(id): PathOf<AgentId>,
    FormOf(form): FormOf<AgentForm>,
) -> PageResult {
    let done = agents::update_agent(&mut tx, id, form.version(), &form.agent()).await;
    after(
        &app,
        &contexte,
        tx,
        id,
        done.map(|()| "La fiche est enregistrée."),
        Some(form),
    )
    .await
}

async fn affect(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    PathOf(id): PathOf<AgentId>,
    FormOf(form): FormOf<AgentForm>,
) -> PageResult {
    let done = match form.affectation() {
        Ok(saisie) => agents::add_affectation(&mut tx, id, &saisie).await,
        Err(errors) => Err(errors.into()),
    };
    after(
        &app,
        &contexte,
        tx,
        id,
        done.map(|()| "L’affectation est ajoutée."),
        None,
    )
    .await
}

#[derive(Debug, Clone, Copy, Deserialize)]
struct Affectation {
    agent: AgentId,
    affectation: AffectationId,
}

async fn end(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    PathOf(path): PathOf<Affectation>,
    FormOf(form): FormOf<FinForm>,
) -> PageResult {
    agents::agent(&mut tx, path.agent).await?;
    let done = match form.parse() {
        Ok((au, version)) => agents::end_affectation(&mut tx, path.affectation, version, au).await,
        Err(errors) => Err(errors.into()),
    };
    let done = done.map(|()| "La fin de l’affectation est enregistrée.");
    after(&app, &contexte, tx, path.agent, done, None).await
}

async fn account(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    PathOf(id): PathOf<AgentId>,
    FormOf(form): FormOf<CompteForm>,
) -> PageResult {
    let version = form.version.parse().unwrap_or(0);
    let done = match form.geste.as_str() {
        "lien" => return hand_over(&app, &contexte, tx, id).await,
        "courriel" => send(&mut tx, id)
            .await
            .map(|()| "Le lien part par courriel."),
        "fermer" => agents::close_account(&mut tx, id, version)
            .await
            .map(|()| "Le compte est fermé."),
        "rouvrir" => agents::reopen_account(&mut tx, id, version)
            .await
            .map(|()| "Le compte est rouvert."),
        "deconnecter" => agents::sign_out_everywhere(&mut tx, id)
            .await
            .map(|_| "Ses sessions sont fermées."),
        _ => Err(Error::NotFound),
    };
    after(&app, &contexte, tx, id, done, None).await
}

/// Opens the account if needed, and makes a link.
async fn invite(tx: &mut Tx, id: AgentId) -> platform::Result<agents::Invitation> {
    if agents::agent(tx, id).await?.compte.is_some() {
        agents::renew_link(tx, id).await
    } else {
        agents::create_account(tx, id).await
    }
}

/// The mail makes its own link when it leaves: the one made here is withdrawn then.
async fn send(tx: &mut Tx, id: AgentId) -> platform::Result<()> {
    let invitation = invite(tx, id).await?;
    let job = jobs::InviterCompte {
        compte: invitation.compte,
    };
    jobs::enqueue(tx, &job, &invitation.compte.to_string()).await
}

async fn hand_over(app: &App, contexte: &Contexte, mut tx: Tx, id: AgentId) -> PageResult {
    match invite(&mut tx, id).await {
        Ok(invitation) => {
            let mut page = record(&mut tx, contexte, id).await?;
            page.lien = Some(format!("/lien/mot-de-passe/{}", invitation.token));
            tx.commit().await?;
            render::page(app, &page)
        }
        Err(error) => after(app, contexte, tx, id, Err(error), None).await,
    }
}
