//! The forms of dispositifs and hours.

use std::collections::BTreeMap;

use accompagnement::{
    dispositifs::{Entree, Moyen, Prolongation, ProlongationDemandee, Reponse, Signature, Sortie},
    semaine::{Decision, NouvelleCible, NouvelleDemarche},
    suivis::NouveauSuivi,
};
use kernel::{AdhesionId, DemarcheId, FieldErrors};

use crate::accompagnement::saisie::{Lecteur, Saisie};

/// Before the code of a condition, in the name of its answer.
pub(super) const REPONSE: &str = "reponse_";

/// Answers as posted; what is not answered is left out.
pub(super) fn reponses(saisie: &Saisie) -> BTreeMap<String, Reponse> {
    saisie
        .champs()
        .filter_map(|(nom, valeur)| {
            let code = nom.strip_prefix(REPONSE)?;
            Some((code.to_owned(), Reponse::from_code(valeur)?))
        })
        .collect()
}

/// An entry in `dispositif`.
pub(super) fn entree(dispositif: &str, saisie: &Saisie) -> Result<Entree, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let signee_le = lecteur.date_libre("signee_le");
    let new = Entree {
        id: lecteur.id("id").into(),
        dispositif: dispositif.to_owned(),
        entree_le: lecteur.date("entree_le"),
        prescripteur: agent(&mut lecteur, saisie, "prescripteur").into(),
        referent: agent(&mut lecteur, saisie, "referent").into(),
        avec: lecteur.ligne("avec"),
        signature: signee_le.map(|le| Signature {
            le,
            moyen: lecteur.choix("moyen", Moyen::from_code, Moyen::Papier),
        }),
        reponses: reponses(saisie),
        derogation: lecteur.texte("derogation"),
    };
    lecteur.fin(new)
}

fn agent(lecteur: &mut Lecteur<'_>, saisie: &Saisie, nom: &str) -> uuid::Uuid {
    if saisie.un(nom).is_empty() {
        lecteur.errors.add(nom, "Choisissez quelqu’un.");
        return uuid::Uuid::nil();
    }
    lecteur.id(nom)
}

/// A signature, and the version it was typed on.
pub(super) fn signature(saisie: &Saisie) -> Result<(i32, Signature), FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let read = (
        lecteur.version(),
        Signature {
            le: lecteur.date("le"),
            moyen: lecteur.choix("moyen", Moyen::from_code, Moyen::Papier),
        },
    );
    lecteur.fin(read)
}

/// A prolongation.
pub(super) fn prolongation(
    id: AdhesionId,
    saisie: &Saisie,
) -> Result<ProlongationDemandee, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let typed = ProlongationDemandee {
        id,
        version: lecteur.version(),
        motif: lecteur.choix(
            "motif",
            Prolongation::from_code,
            Prolongation::Exceptionnelle,
        ),
        jusqu_au: lecteur.date("jusqu_au"),
        mots: lecteur.texte("mots"),
    };
    lecteur.fin(typed)
}

/// An exit.
pub(super) fn sortie(id: AdhesionId, saisie: &Saisie) -> Result<Sortie, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let typed = Sortie {
        id,
        version: lecteur.version(),
        le: lecteur.date("le"),
        motif: lecteur.code("motif"),
        mots: lecteur.texte("mots"),
    };
    lecteur.fin(typed)
}

/// A step of the follow-up: `mois` is the button.
pub(super) fn suivi(adhesion: AdhesionId, saisie: &Saisie) -> Result<NouveauSuivi, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let new = NouveauSuivi {
        id: lecteur.id("id"),
        adhesion,
        mois: lecteur.choix("mois", |code| code.parse().ok(), 0),
        fait_le: lecteur.date("fait_le"),
        jointe: saisie.un("jointe") == "oui",
    };
    lecteur.fin(new)
}

/// What a young person did alone.
pub(super) fn demarche(saisie: &Saisie) -> Result<NouvelleDemarche, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let new = NouvelleDemarche {
        id: lecteur.id("id").into(),
        faite_le: lecteur.date("faite_le"),
        categorie: lecteur.code("categorie"),
        libelle: lecteur.ligne("libelle"),
        minutes: minutes(&mut lecteur, saisie, "minutes"),
    };
    lecteur.fin(new)
}

/// What is decided of one: `decision` is the button.
pub(super) fn decision(id: DemarcheId, saisie: &Saisie) -> Result<Decision, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let kept = saisie.un("decision") != "ecarter";
    let decision = Decision {
        id,
        version: lecteur.version(),
        retenues: kept.then(|| minutes(&mut lecteur, saisie, "minutes")),
    };
    lecteur.fin(decision)
}

/// Other hours wanted of a week.
pub(super) fn cible(saisie: &Saisie) -> Result<NouvelleCible, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let new = NouvelleCible {
        id: lecteur.id("id"),
        du: lecteur.date("du"),
        minutes: minutes(&mut lecteur, saisie, "minutes"),
        motif: lecteur.code("motif"),
    };
    lecteur.fin(new)
}

fn minutes(lecteur: &mut Lecteur<'_>, saisie: &Saisie, nom: &str) -> i32 {
    length(saisie.un(nom)).unwrap_or_else(|| {
        lecteur
            .errors
            .add(nom, "Donnez une durée, par exemple 2 h 30 ou 45 min.");
        0
    })
}

/// Minutes of a length typed by hand: `2 h 30`, `2h`, `1,5 h`, `45 min`; a number alone is hours up
/// to 24, minutes beyond.
fn length(text: &str) -> Option<i32> {
    let text = text
        .trim()
        .to_lowercase()
        .replace(['\u{a0}', '\u{202f}', ' '], "");
    let text = text.trim_end_matches("inutes").trim_end_matches("in");
    let whole = |t: &str| t.parse::<i32>().ok().filter(|n| (0..=3000).contains(n));
    if let Some((hours, rest)) = text.split_once('h') {
        let rest = rest.trim_start_matches("eures").trim_start_matches("eure");
        let more = match rest.trim_end_matches('m') {
            "" => 0,
            rest => whole(rest).filter(|n| *n < 60)?,
        };
        return Some(decimal(hours)? + more);
    }
    if let Some(minutes) = text.strip_suffix('m').or_else(|| text.strip_suffix("mn")) {
        return whole(minutes);
    }
    match whole(text) {
        Some(n) if n > 24 => Some(n),
        _ => decimal(text),
    }
}

/// Minutes of hours typed with a comma or a point, to the minute.
fn decimal(hours: &str) -> Option<i32> {
    let (whole, part) = hours
        .split_once([',', '.'])
        .map_or((hours, ""), |(whole, part)| (whole, part));
    let whole: i32 = whole.parse().ok().filter(|n| (0..=100).contains(n))?;
    if part.is_empty() {
        return Some(whole * 60);
    }
    if part.len() > 2 || !part.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let scale = if part.len() == 1 { 10 } else { 100 };
    let part: i32 = part.parse().ok()?;
    Some(whole * 60 + part * 60 / scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_read_as_people_type_it() {
        for (typed, minutes) in [
            ("2 h 30", Some(150)),
            ("2h", Some(120)),
            ("1,5 h", Some(90)),
            ("1.25", Some(75)),
            ("45 min", Some(45)),
            ("45mn", Some(45)),
            ("90 minutes", Some(90)),
            ("2", Some(120)),
            ("45", Some(45)),
            ("15", Some(900)),
            ("0", Some(0)),
            ("25 h", Some(1500)),
            ("-2", None),
            ("deux heures", None),
            ("2 h 75", None),
            ("", None),
            ("99999999999", None),
        ] {
            assert_eq!(length(typed), minutes, "{typed}");
        }
    }

    #[test]
    fn only_known_answers_are_kept() {
        let saisie = Saisie::from_draft("reponse_volonte=oui&reponse_difficulte=peut-etre&x=oui");
        let read = reponses(&saisie);
        assert_eq!(read.len(), 1);
        assert_eq!(read.get("volonte"), Some(&Reponse::Oui));
    }
}
