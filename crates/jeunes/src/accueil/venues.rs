//! Expected, arrived, received.

use kernel::{AgentId, Permission, SiteId};
use platform::{
    Error, Result, Tx,
    audit::{self, Entry},
    avis,
};
use serde_json::json;
use uuid::Uuid;

use super::{
    model::{Arrivee, Attendu, EtatVenue, Venue},
    permanences, queries,
};
use crate::{
    DossierForWrite, acces,
    frise::{self, NouvelEvenement},
    referents,
};

/// How the waiting ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fin {
    /// Received.
    Recu,
    /// Left without being received.
    Parti,
}

/// Who is expected today at `site` and has not come.
pub async fn attendus(tx: &mut Tx, site: SiteId) -> Result<Vec<Attendu>> {
    tx.require(Permission::TenirAccueil)?;
    let all = queries::attendus(tx, site).await?;
    trace(tx, "attendus", all.len()).await?;
    Ok(all)
}

/// Who came today to `site`, in the order of arrival.
pub async fn jour(tx: &mut Tx, site: SiteId) -> Result<Vec<Venue>> {
    tx.require(Permission::TenirAccueil)?;
    let all = queries::venues(tx, (Some(site), None, None)).await?;
    trace(tx, "venues", all.len()).await?;
    Ok(all)
}

/// Who came today for the person signed in.
pub async fn mes_arrivees(tx: &mut Tx) -> Result<Vec<Venue>> {
    let me = tx.agent_id().ok_or(Error::Forbidden)?;
    tx.require(Permission::TenirAccueil)?;
    let all = queries::venues(tx, (None, Some(me), None)).await?;
    trace(tx, "mes_arrivees", all.len()).await?;
    Ok(all)
}

/// She is here: who accompanies her is told. The same form again, or someone who already waits,
/// changes nothing.
///
/// # Errors
/// `Invalid` (`motif`, `souhait`, `accompagne_par`, `agent`, `site`).
pub async fn arrive(tx: &mut Tx, dossier: &DossierForWrite, new: &Arrivee) -> Result<()> {
    tx.require(Permission::TenirAccueil)?;
    check(tx, new).await?;
    let agent = match new.agent.or(dossier.remplacant).or(dossier.referent) {
        Some(agent) => Some(agent),
        None => permanences::agent_on_duty(tx, new.site).await?,
    };
    let source = match (new.urgence, new.prevue) {
        (true, _) => "urgence",
        (false, true) => "prevu",
        (false, false) => "sans_rendez_vous",
    };
    let Some(id) = queries::arrive(tx, dossier.id, new, source, agent).await? else {
        return Ok(());
    };
    if let Some(agent) = agent {
        notify(tx, agent, id).await?;
    }
    let details = acces::details(tx, dossier)
        .coded("source", source)
        .coded("motif", &new.motif)
        .coded("souhait", &new.souhait)
        .coded("accompagne_par", &new.accompagne_par)
        .into_value();
    acces::record(tx, dossier, "arrivee", "venue", id, details).await
}

/// Tells `agent` that someone waits, until the end of the day.
async fn notify(tx: &mut Tx, agent: AgentId, venue: Uuid) -> Result<()> {
    let period = (tx.now(), queries::day_end(tx));
    avis::push(tx, agent, avis::Objet::Venue, venue, period).await
}

/// Received, or gone; returns the arrival as it now is. Of two clicks at once one wins, and both see
/// the same state.
///
/// # Errors
/// `NotFound` when no such arrival is of this dossier today.
pub async fn finish(tx: &mut Tx, dossier: &DossierForWrite, id: Uuid, fin: Fin) -> Result<Venue> {
    tx.require(Permission::TenirAccueil)?;
    let venue = find(tx, dossier, id).await?;
    let etat = match fin {
        Fin::Recu => "recu",
        Fin::Parti => "parti",
    };
    if queries::finish(tx, id, etat).await? {
        avis::close(tx, avis::Objet::Venue, id).await?;
        if fin == Fin::Recu {
            push_event(tx, dossier, &venue).await?;
        }
        let details = acces::details(tx, dossier).coded("etat", etat).into_value();
        acces::record(tx, dossier, "fin_arrivee", "venue", id, details).await?;
    }
    find(tx, dossier, id).await
}

async fn find(tx: &mut Tx, dossier: &DossierForWrite, id: Uuid) -> Result<Venue> {
    let found = queries::venues(tx, (None, None, Some(id))).await?;
    let mut found = found.into_iter().filter(|v| v.jeune == dossier.id);
    found.next().ok_or(Error::NotFound)
}

async fn push_event(tx: &mut Tx, dossier: &DossierForWrite, venue: &Venue) -> Result<()> {
    let here = venue.arrivee_le.with_timezone(&tx.fuseau());
    let event = NouvelEvenement {
        survenu_le: tx.today(),
        heure: Some(here.time()),
        nature: "passage".to_owned(),
        agent: tx.agent_id(),
        ..NouvelEvenement::of("venue", venue.id)
    };
    frise::push(tx, dossier, &[event]).await
}

async fn check(tx: &mut Tx, new: &Arrivee) -> Result<()> {
    let today = tx.today();
    let mut errors = kernel::FieldErrors::new();
    let lists = tx.nomenclatures();
    let listed = |liste: &str, code: &str| lists.accepte(liste, code, today);
    if new.motif.is_empty() && !new.prevue && !new.urgence {
        errors.add("motif", "Choisissez le motif de la venue.");
    }
    for (field, liste, code) in [
        ("motif", "motif_venue", &new.motif),
        ("souhait", "souhait_venue", &new.souhait),
        ("accompagne_par", "lien_personne", &new.accompagne_par),
    ] {
        if !code.is_empty() && !listed(liste, code) {
            errors.add(field, "Choisissez dans la liste.");
        }
    }
    if let Some(agent) = new.agent
        && !referents::is_possible(tx, agent).await?
    {
        errors.add("agent", "Choisissez une personne de la liste.");
    }
    if !permanences::is_site(tx, new.site).await? {
        errors.add("site", "Choisissez un site de la liste.");
    }
    errors.check(()).map_err(Error::Invalid)
}

async fn trace(tx: &mut Tx, liste: &str, nombre: usize) -> Result<()> {
    let entry = Entry {
        action: "liste",
        objet: "accueil",
        objet_id: None,
        jeune: None,
        details: json!({ "liste": liste, "nombre": nombre }),
    };
    audit::record(tx, entry).await
}

impl Venue {
    /// Whole minutes of waiting until `now`, or until the end.
    pub fn minutes(&self, now: chrono::DateTime<chrono::Utc>) -> i64 {
        (self.fin_le.unwrap_or(now) - self.arrivee_le)
            .num_minutes()
            .max(0)
    }

    /// She waits.
    pub fn attend(&self) -> bool {
        self.etat == EtatVenue::Attend
    }
}
