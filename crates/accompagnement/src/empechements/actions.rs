//! Seeing and rearranging a day.

use chrono::{DateTime, Utc};
use jeunes::{acces, echeances};
use kernel::{AgentId, JeuneId, Permission, RendezVousId, Section};
use platform::{
    Error, Result, Tx,
    audit::{self, Entry},
};
use serde_json::json;
use uuid::Uuid;

use super::{
    model::{Empechement, Fait, Geste},
    queries, seances,
};
use crate::{
    disponibilites,
    rendez_vous::{self, Cible, EtatRdv, Issue, LigneAgenda, Ou, RendezVous, Report},
};

/// The rendez-vous of `agent` on a day, those already moved or cancelled included.
pub async fn day(
    tx: &mut Tx,
    agent: AgentId,
    period: (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<LigneAgenda>> {
    tx.require(Permission::VoirAgenda)?;
    rendez_vous::whole_day(tx, agent, period).await
}

/// Those of `agents` whom nothing takes at that time.
pub async fn free(
    tx: &mut Tx,
    agents: &[AgentId],
    (debut, fin): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Vec<AgentId>> {
    queries::free(tx, agents, debut, fin).await
}

/// Does all that was decided, and notes the absence.
///
/// # Errors
/// `Invalid` on `geste-<rendez_vous>`, `seance-<session>` or `echeance-<échéance>` when a moment was
/// taken meanwhile or the choice is not possible; `Conflict` when one of them changed; `NotFound`
/// for a dossier that one may not see.
pub async fn apply(tx: &mut Tx, new: &Empechement) -> Result<Fait> {
    tx.require(Permission::VoirAgenda)?;
    for (jeune, id, version, geste) in &new.gestes {
        let field = format!("geste-{id}");
        one(tx, new.id, (*jeune, *id, *version), *geste)
            .await
            .map_err(|error| on_field(error, &field))?;
    }
    for (id, version, geste) in &new.seances {
        seances::one(tx, new.agent, (*id, *version), *geste)
            .await
            .map_err(|error| on_field(error, &format!("seance-{id}")))?;
    }
    for (jeune, report) in &new.reports {
        let dossier = acces::open_for_write(tx, *jeune, Section::Agenda).await?;
        let field = format!("echeance-{}", report.id);
        echeances::put_off(tx, &dossier, report)
            .await
            .map_err(|error| on_field(error, &field))?;
    }
    disponibilites::note_absence(tx, new.id, new.agent, (new.jour, new.au)).await?;
    let entry = Entry {
        action: "empechement",
        objet: "agenda",
        objet_id: Some(new.id),
        jeune: None,
        details: json!({
            "agent": new.agent.to_string(), "jour": new.jour, "au": new.au,
            "rendez_vous": new.gestes.len(), "seances": new.seances.len(),
            "echeances": new.reports.len(),
        }),
    };
    audit::record(tx, entry).await?;
    Ok(Fait {
        rendez_vous: new.gestes.len(),
        seances: new.seances.iter().map(|(id, ..)| *id).collect(),
        echeances: new.reports.len(),
    })
}

/// What is wrong is said beside the choice it is about.
fn on_field(error: Error, field: &str) -> Error {
    match error {
        Error::Invalid(errors) => {
            let said: Vec<&str> = errors.iter().map(|(_, sentence)| sentence).collect();
            Error::invalid(field, said.join(" "))
        }
        other => other,
    }
}

async fn one(
    tx: &mut Tx,
    form: Uuid,
    (jeune, id, version): (JeuneId, RendezVousId, i32),
    geste: Geste,
) -> Result<()> {
    let dossier = acces::open_for_write(tx, jeune, Section::Agenda).await?;
    let read = acces::open_for_read(tx, jeune, Section::Agenda).await?;
    let rdv = rendez_vous::find(tx, &read, id).await?;
    if rdv.etat != EtatRdv::Planifie {
        return Err(Error::invalid("geste", "Ce rendez-vous a déjà changé."));
    }
    match geste {
        Geste::Annuler => {
            let issue = Issue::Annule {
                par_jeune: false,
                prevenir: true,
            };
            rendez_vous::mark(tx, &dossier, (id, version), issue).await
        }
        Geste::Confier(agent) => {
            let vers = target(form, &rdv, agent, rdv.debut);
            let report = moved(&rdv, version, vers);
            rendez_vous::move_to(tx, &dossier, &report).await
        }
        Geste::Deplacer(creneau) => {
            let mut vers = target(form, &rdv, creneau.agent, creneau.debut);
            vers.ou.site = Some(creneau.site);
            let report = moved(&rdv, version, vers);
            rendez_vous::move_to(tx, &dossier, &report).await
        }
    }
}

/// The room stays with the hour, not with another one.
fn target(form: Uuid, rdv: &RendezVous, agent: AgentId, debut: DateTime<Utc>) -> Cible {
    let id = Uuid::from_u128(form.as_u128() ^ rdv.id.uuid().as_u128());
    Cible {
        id: id.into(),
        agent,
        ou: Ou {
            lieu: rdv.lieu,
            site: rdv.site,
            salle: rdv.salle.filter(|_| debut == rdv.debut),
        },
        debut,
    }
}

fn moved(rdv: &RendezVous, version: i32, vers: Cible) -> Report {
    Report {
        id: rdv.id,
        version,
        vers,
        derogation: String::new(),
        prevenir: true,
    }
}
