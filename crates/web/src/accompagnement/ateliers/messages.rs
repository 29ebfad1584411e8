//! Who was told of a session, how, and who could not be.

use accompagnement::{
    ateliers::Inscrit,
    envois::{self, Envoi, EtatEnvoi, Nature},
};
use platform::Tx;
use uuid::Uuid;

use super::mots::moment;
use crate::jeunes::tete::Pastille;

/// The last message of each registration that says something of her place, reminders apart.
pub(super) async fn latest(tx: &mut Tx, list: &[Inscrit]) -> platform::Result<Vec<Envoi>> {
    let ids: Vec<Uuid> = list.iter().map(|one| one.inscription.id.uuid()).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut all = envois::sent_for_each(tx, &ids).await?;
    all.retain(|e| !matches!(e.nature, Nature::Rappel7 | Nature::Rappel1));
    all.retain(|e| e.raison != "sans_objet");
    Ok(all)
}

/// The message of this registration, if any.
pub(super) fn of(all: &[Envoi], id: Uuid) -> Option<&Envoi> {
    all.iter().rev().find(|e| e.objet_id == id)
}

/// She could not be told: someone calls her.
pub(super) fn to_call(envoi: Option<&Envoi>) -> bool {
    envoi.is_some_and(|e| matches!(e.etat, EtatEnvoi::Echec | EtatEnvoi::Abandonne))
}

/// What became of it, in words.
pub(super) fn drawn(envoi: Option<&Envoi>) -> Pastille {
    let (ton, icone, mot) = match envoi.map(|e| e.etat) {
        Some(EtatEnvoi::Prevu | EtatEnvoi::EnCours) => ("info", "clock", "Message à partir"),
        Some(EtatEnvoi::Parti | EtatEnvoi::Recu) => ("succes", "send", "Prévenu"),
        Some(EtatEnvoi::Echec | EtatEnvoi::Abandonne) => ("bloque", "telephone", "À appeler"),
        None => ("neutre", "dash-circle", "Pas de message"),
    };
    Pastille { ton, icone, mot }
}

/// `Place libérée, par SMS, le 3/12/2026 à 9 h`, or why not; an empty string without a message.
pub(in crate::accompagnement) fn words(tx: &Tx, envoi: Option<&Envoi>) -> String {
    let Some(envoi) = envoi else {
        return String::new();
    };
    let nature = envoi.nature.label();
    let canal = match envoi.canal.as_str() {
        "sms" => ", par SMS",
        "courriel" => ", par courriel",
        _ => "",
    };
    match (envoi.etat, envoi.parti_le) {
        (EtatEnvoi::Parti | EtatEnvoi::Recu, Some(at)) => {
            format!("{nature}{canal}, {}", moment(tx, at))
        }
        (EtatEnvoi::Echec | EtatEnvoi::Abandonne, _) => {
            format!("{nature}\u{a0}: {}", envoi.pourquoi())
        }
        _ => format!("{nature}, {}", moment(tx, envoi.a_partir_de)),
    }
}
