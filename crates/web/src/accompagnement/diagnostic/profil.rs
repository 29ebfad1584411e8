//! The picture of the profile: one row a domain, the level before and the level now, in numbers for
//! the SVG and in words for the table beside.

use accompagnement::diagnostic::{Diagnostic, LigneProfil, Niveau, rules};
use kernel::dates;
use platform::Tx;

/// Where the first level is drawn.
const GAUCHE: i32 = 24;
/// From one level to the next.
const PAS: i32 = 130;
/// From one row to the next.
const RANG: i32 = 46;
/// Where the first row is drawn.
const HAUT: i32 = 54;

/// The whole picture.
pub(super) struct Profil {
    pub(super) hauteur: i32,
    pub(super) repere: i32,
    pub(super) lignes: Vec<Ligne>,
}

/// One domain.
pub(super) struct Ligne {
    pub(super) libelle: String,
    pub(super) y: i32,
    pub(super) x_avant: Option<i32>,
    pub(super) x_actuel: Option<i32>,
    pub(super) niveau: &'static str,
    pub(super) avant: &'static str,
    pub(super) avant_le: String,
    pub(super) actuel: String,
    pub(super) evolution: &'static str,
    pub(super) symbole: &'static str,
    pub(super) evolue: bool,
}

/// The profile on the day of the latest of `history`, which is in any order.
pub(super) fn profil(tx: &Tx, history: &[Diagnostic]) -> Profil {
    let domaines: Vec<(String, String)> = tx
        .nomenclatures()
        .liste("domaine")
        .iter()
        .map(|domaine| (domaine.code.clone(), domaine.libelle.clone()))
        .collect();
    let profil = rules::profil(&domaines, history);
    let lignes: Vec<Ligne> = (0..)
        .zip(&profil.lignes)
        .map(|(rang, l)| line(rang, l))
        .collect();
    let hauteur = lignes.last().map_or(HAUT, |l| l.y) + 34;
    Profil {
        hauteur,
        repere: hauteur - 12,
        lignes,
    }
}

fn line(rang: i32, ligne: &LigneProfil) -> Ligne {
    use accompagnement::diagnostic::Evolution::{Mieux, MoinsBien, Nouveau, Pareil};
    let niveau = ligne.actuel.map(|(_, niveau)| niveau);
    let avant = ligne.precedent.map(|(_, niveau)| niveau);
    Ligne {
        libelle: ligne.libelle.clone(),
        y: HAUT + rang * RANG,
        x_avant: avant.map(abscissa),
        x_actuel: niveau.map(abscissa),
        niveau: niveau.map_or("", Niveau::code),
        avant: avant.map_or("", Niveau::label),
        avant_le: said(ligne.precedent),
        actuel: said(ligne.actuel),
        evolution: ligne
            .evolution
            .map_or("", accompagnement::diagnostic::Evolution::label),
        symbole: match ligne.evolution {
            Some(Mieux) => "arrow-left",
            Some(MoinsBien) => "arrow-right",
            Some(Pareil | Nouveau) | None => "circle",
        },
        evolue: matches!(ligne.evolution, Some(Mieux | MoinsBien)),
    }
}

/// `le 03/12/2026`.
fn said(point: Option<(chrono::NaiveDate, Niveau)>) -> String {
    point.map_or_else(String::new, |(day, _)| format!("le {}", dates::short(day)))
}

fn abscissa(niveau: Niveau) -> i32 {
    let rang = (0..)
        .zip(Niveau::ALL)
        .find(|(_, n)| **n == niveau)
        .map_or(0, |(rang, _)| rang);
    GAUCHE + rang * PAS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heavier_level_is_drawn_further_right() {
        let drawn: Vec<i32> = Niveau::ALL.iter().map(|n| abscissa(*n)).collect();
        assert_eq!(drawn, [24, 154, 284, 414]);
    }

    #[test]
    fn a_domain_never_spoken_of_has_no_point() {
        let ligne = LigneProfil {
            domaine: "emploi".into(),
            libelle: "Emploi".into(),
            points: vec![None],
            actuel: None,
            precedent: None,
            evolution: None,
        };
        let drawn = line(2, &ligne);
        assert_eq!(
            (drawn.x_avant, drawn.x_actuel, drawn.evolution),
            (None, None, "")
        );
        assert_eq!(drawn.y, HAUT + 2 * RANG);
    }
}
