//! Handing over, and giving back.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use kernel::{AgentId, FieldErrors, JeuneId, Permission, Section};
use platform::{
    Error, Result, Tx,
    audit::{self, Entry},
    brouillons,
};
use serde_json::json;
use uuid::Uuid;

use super::{
    model::{DossierAConfier, Duree, Part, Passation, Remplace},
    queries,
};
use crate::{
    acces,
    accueil::queries::Regard,
    referents::{self, Designation, NouveauRemplacement},
};

/// Days after an absence when a draft can still be given back.
const RETOUR_JOURS: u64 = 8;

/// The dossiers that `agent` may hand over, or that may be handed over for her.
///
/// # Errors
/// `Forbidden` for a colleague's without the right to see every portefeuille.
pub async fn dossiers_de(tx: &mut Tx, agent: AgentId) -> Result<Vec<DossierAConfier>> {
    may(tx, agent)?;
    let regard = Regard::of(tx);
    let all = queries::dossiers(tx, agent, regard).await?;
    record(tx, "liste", agent.uuid(), json!({ "nombre": all.len() })).await?;
    Ok(all)
}

/// Whom the person signed in replaces today.
pub async fn mes_remplacements(tx: &mut Tx) -> Result<Vec<Remplace>> {
    let me = tx.agent_id().ok_or(Error::Forbidden)?;
    queries::remplaces(tx, me).await
}

/// Hands over. Returns how many dossiers changed hands.
///
/// # Errors
/// `Forbidden`; `Invalid` (`de`, `receveur`, `du`, `au`, `motif`, `jeunes`).
pub async fn hand_over(tx: &mut Tx, new: &Passation) -> Result<usize> {
    may(tx, new.de)?;
    check(tx, new).await?;
    let regard = Regard::of(tx);
    let all = queries::dossiers(tx, new.de, regard).await?;
    let mut count = 0;
    for part in &new.parts {
        let whole = part.jeunes.is_none();
        let chosen: Vec<JeuneId> = all
            .iter()
            .map(|d| d.id)
            .filter(|id| part.jeunes.as_ref().is_none_or(|some| some.contains(id)))
            .collect();
        count += match new.duree {
            Duree::Definitif => for_good(tx, new, part, &chosen).await?,
            Duree::Absence { du, au } => {
                absence(tx, new.de, part, (du, au), (&chosen, whole)).await?
            }
        };
    }
    Ok(count)
}

/// For good: each dossier has a new référent, with its history and its audit.
async fn for_good(tx: &mut Tx, new: &Passation, part: &Part, chosen: &[JeuneId]) -> Result<usize> {
    tx.require(Permission::VoirEquipe)?;
    let today = tx.today();
    for id in chosen {
        let dossier = acces::open_for_write(tx, *id, Section::Identite).await?;
        let designation = Designation {
            agent: part.receveur,
            motif: new.motif.clone(),
            du: today.max(dossier.premier_accueil_le),
        };
        referents::designate(tx, &dossier, &designation).await?;
    }
    let ids: Vec<Uuid> = chosen.iter().map(|id| id.uuid()).collect();
    let drafts = brouillons::hand_over(tx, (new.de, part.receveur), &ids, None).await?;
    let details = json!({
        "receveur": part.receveur.to_string(), "dossiers": chosen.len(), "brouillons": drafts,
    });
    record(tx, "definitive", new.de.uuid(), details).await?;
    Ok(chosen.len())
}

/// For an absence: the replacement sees the dossiers meanwhile.
async fn absence(
    tx: &mut Tx,
    de: AgentId,
    part: &Part,
    (du, au): (NaiveDate, NaiveDate),
    (chosen, whole): (&[JeuneId], bool),
) -> Result<usize> {
    if queries::known(tx, part.id).await? {
        return Ok(0);
    }
    let new = NouveauRemplacement {
        id: part.id,
        agent: de,
        remplacant: part.receveur,
        du,
        au,
    };
    let ids: Vec<Uuid> = chosen.iter().map(|id| id.uuid()).collect();
    if whole {
        referents::create_remplacement(tx, &new).await?;
    } else {
        if !queries::insert_part(tx, &new, &ids).await? {
            let sentence = "Un de ces dossiers est déjà confié à quelqu’un sur ces dates.";
            return Err(Error::invalid("jeunes", sentence));
        }
        for id in &ids {
            let entry = Entry {
                action: "confie",
                objet: "remplacement",
                objet_id: Some(part.id),
                jeune: Some((*id).into()),
                details: json!({ "remplacant": part.receveur.to_string(), "du": du, "au": au }),
            };
            audit::record(tx, entry).await?;
        }
    }
    let until = end_of(tx, au);
    let drafts =
        brouillons::hand_over(tx, (de, part.receveur), &ids, Some((part.id, until))).await?;
    let details = json!({ "dossiers": ids.len(), "brouillons": drafts, "tout": whole });
    record(tx, "absence", part.id, details).await?;
    Ok(ids.len())
}

/// Ends an absence now: yesterday is its last day, and the drafts come back.
///
/// # Errors
/// As [`referents::end_remplacement`].
pub async fn give_back(tx: &mut Tx, id: Uuid) -> Result<()> {
    let absent = queries::absent(tx, id).await?;
    let last = tx.today().pred_opt().unwrap_or(tx.today());
    let drafts = brouillons::give_back(tx, id).await?;
    referents::end_remplacement(tx, id, last).await?;
    let details = json!({ "brouillons": drafts });
    record(tx, "retour", absent.uuid(), details).await
}

/// The drafts of absences that ended by themselves come back to the person signed in.
pub async fn give_back_due(tx: &mut Tx) -> Result<()> {
    let me = tx.agent_id().ok_or(Error::Forbidden)?;
    for id in queries::due(tx, me).await? {
        let drafts = brouillons::give_back(tx, id).await?;
        record(tx, "retour", id, json!({ "brouillons": drafts })).await?;
    }
    Ok(())
}

fn may(tx: &Tx, agent: AgentId) -> Result<()> {
    if tx.agent_id() == Some(agent) {
        tx.require(Permission::VoirPortefeuille)
    } else {
        tx.require(Permission::VoirPortefeuilles)
    }
}

async fn check(tx: &mut Tx, new: &Passation) -> Result<()> {
    let today = tx.today();
    let mut errors = FieldErrors::new();
    match new.duree {
        Duree::Absence { du, au } => {
            if au < du {
                errors.add("au", "La fin est avant le début.");
            }
            if au < today {
                errors.add("au", "Cette date est déjà passée.");
            }
        }
        Duree::Definitif => {
            if !tx
                .nomenclatures()
                .accepte("motif_referent", &new.motif, today)
            {
                errors.add("motif", "Choisissez un motif dans la liste.");
            }
        }
    }
    let possible = referents::possible(tx).await?;
    for part in &new.parts {
        if part.receveur == new.de {
            errors.add("receveur", "Choisissez une autre personne.");
        } else if !possible.iter().any(|p| p.id == part.receveur) {
            errors.add("receveur", "Choisissez une personne de la liste.");
        }
        if part.jeunes.as_ref().is_some_and(Vec::is_empty) {
            errors.add(
                "jeunes",
                "Choisissez au moins un dossier pour chaque personne.",
            );
        }
    }
    if new.parts.is_empty() {
        errors.add("receveur", "Choisissez qui reçoit.");
    }
    errors.check(()).map_err(Error::Invalid)
}

/// The instant when drafts handed over expire, after an absence until `au`.
fn end_of(tx: &Tx, au: NaiveDate) -> DateTime<Utc> {
    let day = au.checked_add_days(Days::new(RETOUR_JOURS)).unwrap_or(au);
    day.and_time(NaiveTime::MIN)
        .and_local_timezone(tx.fuseau())
        .earliest()
        .map_or_else(|| tx.now(), |instant| instant.with_timezone(&Utc))
}

async fn record(tx: &mut Tx, action: &str, id: Uuid, details: serde_json::Value) -> Result<()> {
    let entry = Entry {
        action,
        objet: "passation",
        objet_id: Some(id),
        jeune: None,
        details,
    };
    audit::record(tx, entry).await
}
