//! Forms of hours, absences, motifs and rooms.

use accompagnement::{
    disponibilites::{AbsenceSaisie, MotifSaisi, Plage, PlageSaisie, SalleSaisie},
    rendez_vous::Lieu,
};
use chrono::NaiveTime;
use kernel::{AgentId, FieldErrors, dates};

use crate::accompagnement::saisie::{Lecteur, Saisie};

const HEURE: &str = "Donnez une heure, par exemple 9:00.";

fn time(lecteur: &mut Lecteur<'_>, saisie: &Saisie, name: &str) -> NaiveTime {
    let read = dates::parse_time(saisie.un(name));
    if read.is_none() {
        lecteur.errors.add(name, HEURE);
    }
    read.unwrap_or_default()
}

/// Hours of an agent; `existe`: they are changed.
pub(super) fn plage(
    saisie: &Saisie,
    agent: AgentId,
    existe: bool,
) -> Result<PlageSaisie, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let id = lecteur.id("id");
    let version = if existe { lecteur.version() } else { 1 };
    let site = lecteur.choix("site", |code| code.parse().ok(), uuid::Uuid::nil());
    let du = lecteur.date("du");
    let au = lecteur.date_libre("au");
    let debut = time(&mut lecteur, saisie, "debut");
    let fin = time(&mut lecteur, saisie, "fin");
    let jours = saisie
        .tous("jours")
        .iter()
        .filter_map(|day| day.parse().ok())
        .collect();
    let intervalle_semaines = saisie.un("intervalle").parse().unwrap_or(1);
    let motifs = saisie
        .tous("motifs")
        .iter()
        .filter_map(|m| m.parse().ok())
        .collect();
    lecteur.fin(PlageSaisie {
        plage: Plage {
            id,
            agent,
            site: site.into(),
            du,
            au,
            jours,
            intervalle_semaines,
            debut,
            fin,
            motifs,
            version,
        },
        existe,
    })
}

/// An absence of an agent; `existe`: it is corrected.
pub(super) fn absence(
    saisie: &Saisie,
    agent: AgentId,
    existe: bool,
) -> Result<AbsenceSaisie, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let id = lecteur.id("absence_id");
    let version = existe.then(|| lecteur.version());
    let du = lecteur.date("absence_du");
    let au = lecteur.date_libre("absence_au").unwrap_or(du);
    let typed = |name: &str| !saisie.un(name).trim().is_empty();
    let heures = (typed("absence_debut") || typed("absence_fin")).then(|| {
        (
            time(&mut lecteur, saisie, "absence_debut"),
            time(&mut lecteur, saisie, "absence_fin"),
        )
    });
    let motif = lecteur.code("absence_motif");
    lecteur.fin(AbsenceSaisie {
        id,
        version,
        agent,
        du,
        au,
        heures,
        motif,
    })
}

/// A whole number, or what to say.
fn number(lecteur: &mut Lecteur<'_>, saisie: &Saisie, name: &str, sentence: &str) -> i32 {
    let read = saisie.un(name).trim().parse();
    if read.is_err() {
        lecteur.errors.add(name, sentence);
    }
    read.unwrap_or_default()
}

fn version(lecteur: &mut Lecteur<'_>, saisie: &Saisie) -> Option<i32> {
    (!saisie.un("version").is_empty()).then(|| lecteur.version())
}

/// A motif.
pub(super) fn motif(saisie: &Saisie) -> Result<MotifSaisi, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let id = lecteur.id("id").into();
    let version = version(&mut lecteur, saisie);
    let duree_minutes = number(
        &mut lecteur,
        saisie,
        "duree",
        "Donnez une durée en minutes.",
    );
    let lieux = saisie.tous("lieux");
    let motif = MotifSaisi {
        id,
        version,
        libelle: lecteur.ligne("libelle"),
        duree_minutes,
        lieux: lieux
            .iter()
            .filter_map(|code| Lieu::from_code(code))
            .collect(),
        theme: lecteur.code("theme"),
        par_personne: saisie.un("par_personne") == "oui",
        referent_seul: saisie.un("referent_seul") == "oui",
        consignes: lecteur.ligne("consignes"),
    };
    lecteur.fin(motif)
}

/// A room.
pub(super) fn salle(saisie: &Saisie) -> Result<SalleSaisie, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let id = lecteur.id("id");
    let version = version(&mut lecteur, saisie);
    let site = lecteur.choix("site", |code| code.parse().ok(), uuid::Uuid::nil());
    let places = number(
        &mut lecteur,
        saisie,
        "places",
        "Donnez un nombre de places.",
    );
    let nom = lecteur.ligne("nom");
    lecteur.fin(SalleSaisie {
        id,
        version,
        site: site.into(),
        nom,
        places,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(more: &[(&str, &str)]) -> Saisie {
        let nil = uuid::Uuid::nil().to_string();
        more.iter().fold(
            Saisie::default().avec("id", &nil).avec("absence_id", &nil),
            |saisie, (name, value)| saisie.avec(name, *value),
        )
    }

    #[test]
    fn a_day_of_twenty_five_hours_is_not_one() {
        let form = typed(&[("debut", "9:00"), ("fin", "25:00"), ("du", "2026-11-23")]);
        let errors = plage(&form, uuid::Uuid::nil().into(), false).unwrap_err();
        assert_eq!(errors.get("fin"), HEURE);
        assert!(errors.get("debut").is_empty() && !errors.get("site").is_empty());
    }

    #[test]
    fn an_absence_is_whole_days_unless_hours_are_typed() {
        let agent = uuid::Uuid::nil().into();
        let day = typed(&[("absence_du", "2026-11-23")]);
        let read = absence(&day, agent, false).unwrap();
        assert_eq!((read.du, read.heures), (read.au, None));
        let half = absence(&day.avec("absence_debut", "9h"), agent, false).unwrap_err();
        assert_eq!(half.get("absence_fin"), HEURE);
    }
}
