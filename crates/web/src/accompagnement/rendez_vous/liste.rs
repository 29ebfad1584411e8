//! The rendez-vous of a dossier, and its hours of the week.

use accompagnement::rendez_vous::{self, EtatRdv, RendezVous, rules};
use askama::Template;
use jeunes::{acces, heures};
use kernel::{Access, JeuneId, Permission, Section, dates};
use platform::Tx;

use super::choisir::words;
use crate::{
    accompagnement::agenda::lignes::{icon, state},
    http::extract::Contexte,
    jeunes::tete::{OngletDossier, Pastille, Tete},
    ui::Cadre,
};

#[derive(Template)]
#[template(path = "accompagnement/rendez_vous/liste.html")]
pub(super) struct ListePage {
    cadre: Cadre,
    tete: Tete,
    ecrire: bool,
    nouveau: String,
    prevus: Vec<LigneRdv>,
    passes: Vec<LigneRdv>,
    semaine: SemaineVue,
}

pub(super) struct LigneRdv {
    lien: String,
    quand: String,
    motif: String,
    avec: String,
    ou: String,
    icone: &'static str,
    etat: Pastille,
    excuse: &'static str,
    confirme: bool,
}

/// The week of hours, in words and in a gauge.
struct SemaineVue {
    titre: String,
    validees: String,
    prevues: String,
    aucune: bool,
}

pub(super) async fn page(
    mut tx: Tx,
    contexte: &Contexte,
    jeune: JeuneId,
) -> platform::Result<ListePage> {
    let dossier = acces::open_for_read(&mut tx, jeune, Section::Agenda).await?;
    let all = rendez_vous::list(&mut tx, &dossier).await?;
    let today = tx.today();
    let week = heures::week(&mut tx, &dossier, today).await?;
    let now = tx.now();
    let (mut prevus, passes): (Vec<&RendezVous>, Vec<&RendezVous>) = all
        .iter()
        .partition(|r| r.etat == EtatRdv::Planifie && r.fin > now);
    prevus.reverse();
    let lines = |rows: Vec<&RendezVous>| rows.into_iter().map(|r| line(&tx, r)).collect();
    let page = ListePage {
        prevus: lines(prevus),
        passes: lines(passes),
        ecrire: dossier.deces.is_none()
            && tx.may(Permission::Dossier(Section::Agenda, Access::Write)),
        semaine: SemaineVue {
            titre: format!("Semaine du {}", dates::long(week.lundi)),
            validees: duration(week.validees),
            prevues: duration(week.prevues),
            aucune: week.heures.is_empty(),
        },
        nouveau: format!("/jeunes/{jeune}/rendez-vous/nouveau"),
        tete: Tete::new(&tx, &dossier, OngletDossier::RendezVous),
        cadre: Cadre::new(&tx, contexte),
    };
    tx.commit().await?;
    Ok(page)
}

/// `1 h 30`.
pub(super) fn duration(minutes: i32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, m) => format!("{m}\u{a0}min"),
        (h, 0) => format!("{h}\u{a0}h"),
        (h, m) => format!("{h}\u{a0}h\u{a0}{m:02}"),
    }
}

fn line(tx: &Tx, rdv: &RendezVous) -> LigneRdv {
    let late = rules::to_specify(rdv.etat, rdv.fin, tx.now());
    LigneRdv {
        lien: format!("/jeunes/{}/rendez-vous/{}", rdv.jeune, rdv.id),
        quand: words(tx, rdv.debut),
        motif: rdv.motif_nom.clone(),
        avec: rdv.agent_nom.clone(),
        ou: place(rdv),
        icone: icon(Some(rdv.lieu)),
        etat: state(rdv.etat, late),
        excuse: excused(rdv),
        confirme: rdv.confirme_le.is_some(),
    }
}

/// Where, in words.
pub(crate) fn place(rdv: &RendezVous) -> String {
    match (rdv.lieu, rdv.salle_nom.is_empty()) {
        (rendez_vous::Lieu::Site, true) => rdv.site_nom.clone(),
        (rendez_vous::Lieu::Site, false) => format!("{}, {}", rdv.site_nom, rdv.salle_nom),
        (other, _) => other.label().to_owned(),
    }
}

/// Excused or not, when it is a matter.
pub(super) const fn excused(rdv: &RendezVous) -> &'static str {
    match (rdv.etat, rdv.excuse) {
        (EtatRdv::Absent, Some(true)) => "excusé",
        (EtatRdv::Absent, Some(false)) => "non excusé",
        (EtatRdv::Absent, None) => "excuse à demander",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_as_people_say_them() {
        assert_eq!(duration(45), "45\u{a0}min");
        assert_eq!(duration(90), "1\u{a0}h\u{a0}30");
        assert_eq!(duration(120), "2\u{a0}h");
    }
}
