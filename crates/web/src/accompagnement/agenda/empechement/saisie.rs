//! What was decided, row by row.

use accompagnement::empechements::{Empechement, Geste, GesteSeance};
use chrono::{DateTime, NaiveDate, Utc};
use jeunes::{echeances::ReportEcheance, passations::Part};
use kernel::{AgentId, FieldErrors, JeuneId, SessionAtelierId, dates, text};
use uuid::Uuid;

use crate::accompagnement::{
    rendez_vous::Moment,
    saisie::{Lecteur, Saisie},
};

/// All that was decided.
#[derive(Debug)]
pub(super) struct Decide {
    pub(super) empechement: Empechement,
    /// Deadlines handed to a colleague, with their dossiers for these days.
    pub(super) parts: Vec<Part>,
}

/// What becomes of one deadline.
enum GesteEcheance {
    Confier(AgentId),
    Reporter(NaiveDate),
}

pub(super) fn parse(
    saisie: &Saisie,
    agent: AgentId,
    (jour, au): (NaiveDate, NaiveDate),
) -> Result<Decide, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let id = lecteur.id("id");
    let motif = text::tidy_line(saisie.un("motif_report"));
    let mut errors = lecteur.errors;
    let mut empechement = Empechement {
        id,
        agent,
        jour,
        au,
        gestes: Vec::new(),
        seances: Vec::new(),
        reports: Vec::new(),
    };
    let mut parts: Vec<Part> = Vec::new();
    for (nom, valeur) in saisie.champs().filter(|(_, valeur)| *valeur != "garder") {
        if let Some(rdv) = nom.strip_prefix("geste-") {
            match rendez_vous(saisie, rdv, valeur) {
                Some(one) => empechement.gestes.push(one),
                None => errors.add(nom, "Choisissez ce que devient ce rendez-vous."),
            }
        } else if let Some(session) = nom.strip_prefix("seance-") {
            match seance(saisie, session, valeur) {
                Some(one) => empechement.seances.push(one),
                None => errors.add(nom, "Choisissez ce que devient cette séance."),
            }
        } else if let Some(id) = nom.strip_prefix("echeance-") {
            let jeune = saisie.un(&format!("jeune-echeance-{id}")).parse().ok();
            match (jeune, id.parse().ok(), echeance(valeur)) {
                (Some(jeune), Some(_), Some(GesteEcheance::Confier(to))) => {
                    hand(&mut parts, empechement.id, to, jeune);
                }
                (Some(jeune), Some(id), Some(GesteEcheance::Reporter(le))) => {
                    let motif = motif.clone();
                    let report = ReportEcheance { id, le, motif };
                    empechement.reports.push((jeune, report));
                }
                _ => errors.add(nom, "Choisissez ce que devient cette échéance."),
            }
        }
    }
    if !empechement.reports.is_empty() && motif.is_empty() {
        errors.add("motif_report", "Dites pourquoi, en quelques mots.");
    }
    if !parts.is_empty() && !saisie.un("remplacant").is_empty() {
        errors.add(
            "remplacant",
            "Des échéances sont déjà confiées une à une\u{a0}: choisissez «\u{a0}Personne\u{a0}» ici, ou gardez-les telles quelles.",
        );
    }
    errors.check(Decide { empechement, parts })
}

fn rendez_vous(
    saisie: &Saisie,
    rdv: &str,
    valeur: &str,
) -> Option<(JeuneId, kernel::RendezVousId, i32, Geste)> {
    let geste = match valeur.split_once(':') {
        Some(("confier", agent)) => Geste::Confier(agent.parse().ok()?),
        Some(("creneau", moment)) => Geste::Deplacer(Moment::read(moment)?.creneau()),
        None if valeur == "annuler" => Geste::Annuler,
        _ => return None,
    };
    let jeune = saisie.un(&format!("jeune-{rdv}")).parse().ok()?;
    let version = saisie.un(&format!("version-{rdv}")).parse().ok()?;
    Some((jeune, rdv.parse().ok()?, version, geste))
}

fn seance(
    saisie: &Saisie,
    session: &str,
    valeur: &str,
) -> Option<(SessionAtelierId, i32, GesteSeance)> {
    let geste = match valeur.split_once(':') {
        Some(("confier", agent)) => GesteSeance::Confier(agent.parse().ok()?),
        Some(("deplacer", at)) => {
            let at = DateTime::parse_from_rfc3339(at).ok()?;
            GesteSeance::Deplacer(at.with_timezone(&Utc))
        }
        None if valeur == "annuler" => GesteSeance::Annuler,
        _ => return None,
    };
    let version = saisie
        .un(&format!("version-seance-{session}"))
        .parse()
        .ok()?;
    Some((session.parse().ok()?, version, geste))
}

fn echeance(valeur: &str) -> Option<GesteEcheance> {
    match valeur.split_once(':')? {
        ("confier", agent) => agent.parse().ok().map(GesteEcheance::Confier),
        ("reporter", le) => dates::parse(le).map(GesteEcheance::Reporter),
        _ => None,
    }
}

/// One more dossier for this colleague; the identifier of her part is made of that of the form.
fn hand(parts: &mut Vec<Part>, form: Uuid, receveur: AgentId, jeune: JeuneId) {
    if let Some(part) = parts.iter_mut().find(|part| part.receveur == receveur) {
        let jeunes = part.jeunes.get_or_insert_default();
        if !jeunes.contains(&jeune) {
            jeunes.push(jeune);
        }
        return;
    }
    parts.push(Part {
        id: Uuid::from_u128(form.as_u128() ^ receveur.uuid().as_u128()),
        receveur,
        jeunes: Some(vec![jeune]),
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0193a5c0-0000-7000-8000-000000000001";
    const AUTRE: &str = "0193a5c0-0000-7000-8000-000000000002";

    fn read(body: &str) -> Result<Decide, FieldErrors> {
        let jour = NaiveDate::from_ymd_opt(2026, 11, 26).unwrap();
        let saisie = Saisie::from_draft(&format!("id={ID}&{body}"));
        parse(&saisie, ID.parse().unwrap(), (jour, jour))
    }

    #[test]
    fn each_row_says_what_becomes_of_it() {
        let decided = read(&format!(
            "seance-{ID}=deplacer:2026-11-30T08:00:00%2B00:00&version-seance-{ID}=3\
             &seance-{AUTRE}=garder&echeance-{ID}=confier:{AUTRE}&jeune-echeance-{ID}={ID}\
             &echeance-{AUTRE}=reporter:2026-12-01&jeune-echeance-{AUTRE}={ID}\
             &motif_report=Absence"
        ))
        .unwrap();
        let all = decided.empechement;
        assert_eq!(all.seances.len(), 1);
        assert!(matches!(all.seances[0].2, GesteSeance::Deplacer(_)));
        assert_eq!(all.reports[0].1.motif, "Absence");
        assert_eq!(decided.parts.len(), 1);
    }

    #[test]
    fn what_cannot_be_done_is_said_beside_its_row() {
        for (body, field) in [
            (
                format!("seance-{ID}=deplacer:demain&version-seance-{ID}=1"),
                format!("seance-{ID}"),
            ),
            (format!("seance-{ID}=annuler"), format!("seance-{ID}")),
            (format!("geste-{ID}=x"), format!("geste-{ID}")),
            (
                format!("echeance-{ID}=reporter:2026-12-01&jeune-echeance-{ID}={ID}"),
                "motif_report".to_owned(),
            ),
            (
                format!(
                    "echeance-{ID}=confier:{AUTRE}&jeune-echeance-{ID}={ID}&remplacant={AUTRE}"
                ),
                "remplacant".to_owned(),
            ),
        ] {
            let errors = read(&body).unwrap_err();
            assert!(!errors.get(&field).is_empty(), "{body}");
        }
    }
}
