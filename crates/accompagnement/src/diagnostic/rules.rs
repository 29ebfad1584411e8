//! Rules of the diagnostic, pure.

use chrono::NaiveDate;
use kernel::FieldErrors;

use super::model::{Diagnostic, DiagnosticDraft, Evolution, LigneProfil, Niveau, Profil};
use crate::commun::{check_past, check_text};

/// The longest reason, strengths or words of one domain.
pub const TEXTE_MAX: usize = 1_000;

/// What is wrong with a diagnostic, apart from the coded lists; `min` is the parameter
/// `diagnostic_domaines_min`.
pub fn check(draft: &DiagnosticDraft, min: i64, today: NaiveDate) -> FieldErrors {
    let mut errors = FieldErrors::new();
    check_past(&mut errors, "realise_le", draft.realise_le, today);
    let count = i64::try_from(draft.domaines.len()).unwrap_or(i64::MAX);
    if count < min {
        let text = format!("Choisissez un niveau pour au moins {min} domaines, il y en a {count}.");
        errors.add("domaines", text);
    }
    for (index, domaine) in draft.domaines.iter().enumerate() {
        if draft.domaines[..index]
            .iter()
            .any(|d| d.domaine == domaine.domaine)
        {
            errors.add("domaines", "Un domaine est donné deux fois.");
        }
        for (name, text) in [
            ("raison", &domaine.raison),
            ("points_forts", &domaine.points_forts),
            ("mots_du_jeune", &domaine.mots_du_jeune),
        ] {
            check_text(
                &mut errors,
                &format!("{name}_{}", domaine.domaine),
                text,
                TEXTE_MAX,
            );
        }
    }
    errors
}

/// What the frise says: how many domains, and nothing of what was said.
pub fn title(count: usize) -> String {
    let s = if count > 1 { "s" } else { "" };
    format!("Diagnostic : {count} domaine{s} abordé{s}")
}

/// The domains over time; `domaines` are codes and labels in the order of the list, `history` is in
/// any order.
pub fn profil(domaines: &[(String, String)], history: &[Diagnostic]) -> Profil {
    let mut history: Vec<&Diagnostic> = history.iter().collect();
    history.sort_by_key(|d| (d.realise_le, d.id));
    let lignes = domaines
        .iter()
        .map(|(code, label)| line(code, label, &history))
        .collect();
    Profil {
        dates: history.iter().map(|d| d.realise_le).collect(),
        lignes,
    }
}

fn line(code: &str, label: &str, history: &[&Diagnostic]) -> LigneProfil {
    let points: Vec<Option<Niveau>> = history
        .iter()
        .map(|d| d.domaine(code).map(|said| said.niveau))
        .collect();
    let mut said = history
        .iter()
        .zip(&points)
        .rev()
        .filter_map(|(d, niveau)| Some((d.realise_le, (*niveau)?)));
    let (actuel, precedent) = (said.next(), said.next());
    LigneProfil {
        domaine: code.to_owned(),
        libelle: label.to_owned(),
        evolution: actuel.map(|(_, now)| evolution(precedent.map(|(_, before)| before), now)),
        points,
        actuel,
        precedent,
    }
}

/// From one level to the other.
pub fn evolution(before: Option<Niveau>, now: Niveau) -> Evolution {
    match before {
        None => Evolution::Nouveau,
        Some(before) => match now.cmp(&before) {
            std::cmp::Ordering::Less => Evolution::Mieux,
            std::cmp::Ordering::Equal => Evolution::Pareil,
            std::cmp::Ordering::Greater => Evolution::MoinsBien,
        },
    }
}

#[cfg(test)]
mod tests {
    use chrono::Days;
    use kernel::{AgentId, DiagnosticId};
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::diagnostic::DomaineAborde;

    fn day(n: u64) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 1).unwrap() + Days::new(n)
    }

    fn said(domaine: &str, niveau: Niveau) -> DomaineAborde {
        DomaineAborde {
            domaine: domaine.into(),
            niveau,
            raison: String::new(),
            points_forts: String::new(),
            mots_du_jeune: String::new(),
        }
    }

    fn diagnostic(n: u64, domaines: Vec<DomaineAborde>) -> Diagnostic {
        Diagnostic {
            id: DiagnosticId::from(Uuid::from_u128(u128::from(n))),
            realise_le: day(n),
            agent: AgentId::from(Uuid::nil()),
            agent_nom: String::new(),
            corrigeable: false,
            domaines,
            version: 1,
        }
    }

    fn domaines() -> Vec<(String, String)> {
        [
            ("emploi", "Emploi"),
            ("logement", "Logement"),
            ("mobilite", "Mobilité"),
        ]
        .map(|(code, label)| (code.to_owned(), label.to_owned()))
        .to_vec()
    }

    #[test]
    fn the_profile_compares_the_last_two_times_a_domain_was_spoken_of() {
        let history = [
            diagnostic(30, vec![said("emploi", Niveau::ASurveiller)]),
            diagnostic(
                0,
                vec![
                    said("emploi", Niveau::CaBloque),
                    said("logement", Niveau::CaVa),
                ],
            ),
            diagnostic(10, vec![said("mobilite", Niveau::Urgent)]),
        ];
        let profil = profil(&domaines(), &history);
        assert_eq!(profil.dates, [day(0), day(10), day(30)]);
        let emploi = &profil.lignes[0];
        assert_eq!(
            emploi.points,
            [Some(Niveau::CaBloque), None, Some(Niveau::ASurveiller)]
        );
        assert_eq!(emploi.actuel, Some((day(30), Niveau::ASurveiller)));
        assert_eq!(emploi.precedent, Some((day(0), Niveau::CaBloque)));
        assert_eq!(emploi.evolution, Some(Evolution::Mieux));
        assert_eq!(profil.lignes[1].evolution, Some(Evolution::Nouveau));
        assert_eq!(profil.lignes[2].libelle, "Mobilité");
    }

    #[test]
    fn nothing_said_is_an_empty_profile() {
        let profil = profil(&domaines(), &[]);
        assert!(profil.dates.is_empty());
        assert!(
            profil
                .lignes
                .iter()
                .all(|l| l.evolution.is_none() && l.actuel.is_none())
        );
    }

    #[test]
    fn two_domains_are_enough_and_one_is_not() {
        let draft = |domaines| DiagnosticDraft {
            id: DiagnosticId::from(Uuid::nil()),
            realise_le: day(0),
            domaines,
            freins_trouves: Vec::new(),
        };
        let one = draft(vec![said("emploi", Niveau::CaVa)]);
        assert!(!check(&one, 2, day(0)).get("domaines").is_empty());
        let twice = draft(vec![
            said("emploi", Niveau::CaVa),
            said("emploi", Niveau::Urgent),
        ]);
        assert!(!check(&twice, 2, day(0)).get("domaines").is_empty());
        let two = draft(vec![
            said("emploi", Niveau::CaVa),
            said("logement", Niveau::Urgent),
        ]);
        assert!(check(&two, 2, day(0)).is_empty());
    }

    proptest! {
        #[test]
        fn every_line_has_a_point_for_every_date(
            levels in proptest::collection::vec(proptest::option::of(0_usize..4), 0..8)
        ) {
            let history: Vec<Diagnostic> = levels
                .iter()
                .zip(0..)
                .map(|(level, n)| {
                    let said = level.map(|l| said("emploi", Niveau::ALL[l]));
                    diagnostic(n, said.into_iter().collect())
                })
                .collect();
            let profil = profil(&domaines(), &history);
            prop_assert!(profil.lignes.iter().all(|l| l.points.len() == profil.dates.len()));
            let last = levels.iter().flatten().next_back().map(|l| Niveau::ALL[*l]);
            prop_assert_eq!(profil.lignes[0].actuel.map(|(_, n)| n), last);
        }
    }
}
