//! `/accueil`, `/arrivees`, and what is done there.

use accompagnement::rendez_vous;
use axum::extract::State;
use jeunes::{acces, accueil, recherche};
use kernel::{Access, JeuneId, Permission, Section, SiteId, dates, new_uuid};
use platform::{Error, Tx};
use uuid::Uuid;

use super::{
    arrivee,
    forms::{AccueilQuery, FinForm, PassageForm},
    pages::{self, ArriveesPage, AttenduVue, JourPage, TrouveVue, VenueVue},
    permanences,
};
use crate::{
    App,
    http::{
        extract::{Contexte, FormOf, PathOf, QueryOf},
        gate::ReqTx,
        refus::{self, Refus},
        render::{self, PageResult},
        routes::{Besoin, Routes},
    },
    jeunes::tete,
    ui::{Cadre, Choix},
};

/// People shown by the search of the counter.
const TROUVES: usize = 8;

pub(crate) fn register(routes: &mut Routes) {
    let tenir = Besoin::Permission(Permission::TenirAccueil);
    let equipe = Besoin::Permission(Permission::VoirEquipe);
    routes.get("/accueil", tenir, show);
    routes.post("/accueil/passages", tenir, passage);
    routes.get("/accueil/permanences", tenir, permanences::show);
    routes.post("/accueil/permanences", equipe, permanences::save);
    routes.get("/arrivees", tenir, mine);
    routes.get("/jeunes/{id}/arrivee", tenir, arrivee::show);
    routes.post("/jeunes/{id}/arrivee", tenir, arrivee::save);
    routes.post("/jeunes/{id}/venues/{venue}", tenir, finish);
}

async fn show(
    State(app): State<App>,
    contexte: Contexte,
    QueryOf(query): QueryOf<AccueilQuery>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let page = day(&mut tx, &contexte, query, Refus::default()).await?;
    tx.commit().await?;
    render::page(&app, &page)
}

async fn day(
    tx: &mut Tx,
    contexte: &Contexte,
    query: AccueilQuery,
    refus: Refus,
) -> platform::Result<JourPage> {
    let sites = pages::sites(tx).await?;
    let site = pages::chosen(tx, &sites, &query.site).ok_or(Error::NotFound)?;
    let today = tx.today();
    let fresh = || new_uuid(tx.clock(), tx.rng()).to_string();
    let cle = fresh();
    let attendus = expected(tx, site).await?;
    let venues = accueil::jour(tx, site).await?;
    let (attente, finies): (Vec<_>, Vec<_>) = venues.iter().partition(|v| v.attend());
    let on_duty = accueil::on_duty(tx, Some(site)).await?;
    let on_duty: Vec<String> = on_duty.into_iter().map(|p| p.agent_nom).collect();
    Ok(JourPage {
        jour: dates::with_weekday(today),
        permanence: on_duty.join(", "),
        attente: attente.into_iter().map(|v| VenueVue::new(tx, v)).collect(),
        finies: finies.into_iter().map(|v| VenueVue::new(tx, v)).collect(),
        attendus,
        passages: accueil::passages(tx, site).await?,
        sujets: Choix::of(tx.nomenclatures(), "sujet_passage", today),
        cle,
        trouves: search(tx, &query.q).await?,
        q: query.q,
        creer: tx.may(Permission::CreerDossier),
        planifier: tx.may(Permission::VoirEquipe),
        erreurs: refus.erreurs,
        cadre: Cadre::new(tx, contexte),
        site: site.to_string(),
        sites,
    })
}

async fn expected(tx: &mut Tx, site: SiteId) -> platform::Result<Vec<AttenduVue>> {
    let all = accueil::attendus(tx, site).await?;
    Ok(all
        .into_iter()
        .map(|a| AttenduVue {
            cle: new_uuid(tx.clock(), tx.rng()).to_string(),
            base: format!("/jeunes/{}", a.jeune),
            nom: a.nom,
            libelle: a.libelle,
            heure: a
                .heure
                .map(|heure| heure.format("%-H h %M").to_string())
                .unwrap_or_default(),
            agent: a.agent_nom,
            protege: a.protege,
        })
        .collect())
}

async fn search(tx: &mut Tx, q: &str) -> platform::Result<Vec<TrouveVue>> {
    if q.trim().is_empty() {
        return Ok(Vec::new());
    }
    let found = recherche::search(tx, q, TROUVES).await?;
    Ok(found
        .iter()
        .map(|f| TrouveVue {
            base: format!("/jeunes/{}", f.id),
            nom: f.nom_affiche(),
            sous: tete::birth_words(f.naissance, f.identite.sexe.as_deref(), f.age),
            referent: f.referent.clone(),
        })
        .collect())
}

async fn passage(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    FormOf(form): FormOf<PassageForm>,
) -> PageResult {
    let done = match (form.id.parse::<Uuid>(), form.site.parse::<SiteId>()) {
        (Ok(id), Ok(site)) => accueil::count_passage(&mut tx, id, site, &form.sujet).await,
        _ => Err(Error::invalid(
            "sujet",
            "Choisissez un sujet dans la liste.",
        )),
    };
    if let Err(error) = done {
        let refus = Refus::of(error)?;
        drop(tx);
        let mut tx = refus::reopen(&app, &contexte).await?;
        let query = AccueilQuery {
            site: form.site,
            ..AccueilQuery::default()
        };
        let page = day(&mut tx, &contexte, query, refus).await?;
        tx.commit().await?;
        return render::refused(&app, &page);
    }
    tx.commit().await?;
    let to = format!("/accueil?site={}", form.site);
    render::done(&app, &to, "Le passage est compté.")
}

async fn mine(State(app): State<App>, contexte: Contexte, ReqTx(mut tx): ReqTx) -> PageResult {
    let venues = accueil::mes_arrivees(&mut tx).await?;
    let (attente, finies): (Vec<_>, Vec<_>) = venues.iter().partition(|v| v.attend());
    let page = ArriveesPage {
        attente: attente.into_iter().map(|v| VenueVue::new(&tx, v)).collect(),
        finies: finies.into_iter().map(|v| VenueVue::new(&tx, v)).collect(),
        entretien: tx.may(Permission::Dossier(Section::Entretiens, Access::Write)),
        cadre: Cadre::new(&tx, &contexte),
    };
    tx.commit().await?;
    render::page(&app, &page)
}

/// Received, or gone. Whoever clicked second is told the present state.
async fn finish(
    State(app): State<App>,
    PathOf((jeune, venue)): PathOf<(JeuneId, Uuid)>,
    ReqTx(mut tx): ReqTx,
    FormOf(form): FormOf<FinForm>,
) -> PageResult {
    let dossier = acces::open_for_write(&mut tx, jeune, Section::Agenda).await?;
    let fin = form.fin();
    let now = accueil::finish(&mut tx, &dossier, venue, fin).await?;
    let received = now.etat == accueil::EtatVenue::Recu;
    if received {
        rendez_vous::received(&mut tx, &dossier).await?;
    }
    tx.commit().await?;
    let to = match form.suite.as_str() {
        "entretien" if received => format!("/jeunes/{jeune}/entretiens/nouveau"),
        "arrivees" | "entretien" => "/arrivees".to_owned(),
        _ => format!("/accueil?site={}", now.site),
    };
    let message = format!("{} : {}.", now.nom, now.etat.label().to_lowercase());
    render::done(&app, &to, &message)
}
