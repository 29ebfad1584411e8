//! What an agent and an affectation must be, and who may give what. Pure.

use chrono::NaiveDate;
use kernel::{AgentId, FieldErrors, Role, phone, text::tidy_line};

use super::model::{AffectationLigne, AffectationSaisie, AgentFiche, AgentSaisi, EtatCompte};

/// The agent, tidied: mail in lower case, phone as E.164.
///
/// # Errors
/// One sentence for each field that is not right.
pub fn agent(saisi: &AgentSaisi) -> Result<AgentSaisi, FieldErrors> {
    let mut errors = FieldErrors::new();
    let (prenom, nom) = (tidy_line(&saisi.prenom), tidy_line(&saisi.nom));
    for (field, value, sentence) in [
        (
            "prenom",
            &prenom,
            "Saisissez le prénom, en 100 caractères au plus.",
        ),
        ("nom", &nom, "Saisissez le nom, en 100 caractères au plus."),
    ] {
        if value.is_empty() || value.chars().count() > 100 {
            errors.add(field, sentence);
        }
    }
    let courriel = courriel(&saisi.courriel).unwrap_or_else(|| {
        errors.add(
            "courriel",
            "Saisissez une adresse comme prenom.nom@exemple.fr.",
        );
        String::new()
    });
    let telephone = match saisi.telephone.trim() {
        "" => String::new(),
        text => phone::normalize(text).unwrap_or_else(|| {
            errors.add("telephone", "Saisissez un numéro comme 01 23 45 67 89.");
            String::new()
        }),
    };
    errors.check(AgentSaisi {
        prenom,
        nom,
        courriel,
        telephone,
    })
}

/// A plausible address of mail, in lower case.
pub fn courriel(text: &str) -> Option<String> {
    let text = text.trim().to_lowercase();
    let (local, domain) = text.split_once('@')?;
    let plain = |part: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| !c.is_whitespace() && !c.is_control() && c != '@')
    };
    let labels_ok = domain.contains('.') && domain.split('.').all(|label| !label.is_empty());
    (plain(local) && plain(domain) && labels_ok && text.len() <= 254).then_some(text)
}

/// Who gives the role, and what she is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Donneur {
    /// The person, unless it is a command.
    pub agent: Option<AgentId>,
    /// Her role, unless it is a command.
    pub role: Option<Role>,
}

impl Donneur {
    /// A command of whoever runs the server, or someone of the direction.
    pub const fn is_direction(self) -> bool {
        match self.role {
            None => self.agent.is_none(),
            Some(role) => role.is_direction(),
        }
    }
}

/// Whether `saisie` may be added to what `beneficiaire` already has in the mission locale.
///
/// # Errors
/// One sentence for each field that is not right.
pub fn affectation(
    saisie: &AffectationSaisie,
    donneur: Donneur,
    beneficiaire: AgentId,
    deja: &[AffectationLigne],
) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::new();
    if !saisie.role.is_local() {
        errors.add("role", "Ce rôle n’est pas celui d’une mission locale.");
    } else if saisie.role.is_direction() && !donneur.is_direction() {
        errors.add("role", "Seule la direction donne un rôle de direction.");
    } else if donneur.agent == Some(beneficiaire) && !donneur.is_direction() {
        errors.add(
            "role",
            "Demandez à la direction : on ne se donne pas un rôle soi-même.",
        );
    }
    if saisie.au.is_some_and(|au| au < saisie.du) {
        errors.add("au", "La fin ne peut pas précéder le début.");
    }
    let overlaps = |a: &AffectationLigne| {
        a.role == saisie.role
            && a.site == saisie.site
            && a.au.is_none_or(|au| saisie.du <= au)
            && saisie.au.is_none_or(|au| a.du <= au)
    };
    if deja.iter().any(overlaps) {
        errors.add(
            "du",
            "Cette personne a déjà ce rôle, à cet endroit, sur cette période.",
        );
    }
    errors.check(())
}

/// Whether the role of the affectation administers the mission locale.
pub fn administers(a: &AffectationLigne) -> bool {
    a.role.is_direction() || a.role == Role::AdministrateurLocal
}

/// Whether someone can still administer the mission locale after `parti` (an affectation, or all
/// those of an agent) is gone from the day after `dernier` on.
pub fn still_administered(
    agents: &[AgentFiche],
    parti: impl Fn(&AffectationLigne) -> bool,
    today: NaiveDate,
    dernier: NaiveDate,
) -> bool {
    let horizon = dernier.max(today);
    agents
        .iter()
        .filter(|a| {
            a.compte
                .as_ref()
                .is_some_and(|c| c.etat != EtatCompte::Ferme)
        })
        .flat_map(|a| &a.affectations)
        .any(|a| {
            administers(a) && a.in_force(today) && a.au.is_none_or(|au| au > horizon) && !parti(a)
        })
}

#[cfg(test)]
mod tests {
    use kernel::{AffectationId, CompteId};
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::agents::CompteLigne;

    fn day(n: u32) -> NaiveDate {
        NaiveDate::from_num_days_from_ce_opt(740_000 + i32::try_from(n).expect("small"))
            .expect("a day")
    }

    fn ligne(n: u128, role: Role, du: u32, au: Option<u32>) -> AffectationLigne {
        AffectationLigne {
            id: AffectationId::from(Uuid::from_u128(n)),
            agent: Uuid::from_u128(n).into(),
            role,
            site: None,
            site_nom: String::new(),
            du: day(du),
            au: au.map(day),
            version: 1,
        }
    }

    fn saisie(role: Role, du: u32, au: Option<u32>) -> AffectationSaisie {
        AffectationSaisie {
            id: Uuid::nil().into(),
            role,
            site: None,
            du: day(du),
            au: au.map(day),
        }
    }

    #[test]
    fn tidies_what_is_typed() {
        let saisi = AgentSaisi {
            prenom: "  Maëlle ".to_owned(),
            nom: "D’Arc".to_owned(),
            courriel: " Maelle@Exemple.FR".to_owned(),
            telephone: "01 99 00 12 34".to_owned(),
        };
        let agent = agent(&saisi).expect("an agent");
        assert_eq!(agent.courriel, "maelle@exemple.fr");
        assert_eq!(agent.telephone, "+33199001234");
        for wrong in ["", "a", "a@b", "a b@c.fr", "a@@c.fr", "a@c..fr", "@c.fr"] {
            assert_eq!(courriel(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn only_the_direction_gives_its_roles_and_nobody_serves_herself() {
        let me = AgentId::from(Uuid::from_u128(7));
        let other = AgentId::from(Uuid::from_u128(8));
        let admin = Donneur {
            agent: Some(me),
            role: Some(Role::AdministrateurLocal),
        };
        let direction = Donneur {
            agent: Some(me),
            role: Some(Role::DirecteurAdjoint),
        };
        let check = |role, who, to| affectation(&saisie(role, 1, None), who, to, &[]).is_ok();
        assert!(!check(Role::Directeur, admin, other));
        assert!(check(Role::Directeur, direction, other));
        assert!(check(Role::Conseiller, admin, other));
        assert!(!check(Role::Conseiller, admin, me));
        assert!(!check(Role::National, direction, other));
    }

    #[test]
    fn someone_remains_to_administer() {
        let fiche = |n, role, au, etat| AgentFiche {
            id: Uuid::from_u128(n).into(),
            prenom: String::new(),
            nom: String::new(),
            courriel: String::new(),
            telephone: String::new(),
            version: 1,
            ailleurs: false,
            affectations: vec![ligne(n, role, 0, au)],
            compte: Some(CompteLigne {
                id: CompteId::from(Uuid::from_u128(n)),
                etat,
                sessions: 0,
                vu_le: None,
                version: 1,
            }),
        };
        let ouvert = EtatCompte::Ouvert;
        let first = fiche(1, Role::Directeur, None, ouvert);
        let gone = |a: &AffectationLigne| a.id == AffectationId::from(Uuid::from_u128(1));
        let remains = |other: AgentFiche, dernier| {
            still_administered(&[first.clone(), other], gone, day(10), day(dernier))
        };
        assert!(remains(
            fiche(2, Role::AdministrateurLocal, None, ouvert),
            10
        ));
        assert!(!remains(fiche(2, Role::Conseiller, None, ouvert), 10));
        assert!(!remains(
            fiche(2, Role::Directeur, None, EtatCompte::Ferme),
            10
        ));
        assert!(remains(fiche(2, Role::Directeur, Some(12), ouvert), 11));
        assert!(!remains(fiche(2, Role::Directeur, Some(12), ouvert), 12));
        assert!(!remains(fiche(2, Role::Directeur, Some(12), ouvert), 20));
    }

    proptest! {
        #[test]
        fn same_role_and_place_never_overlap(a in 0_u32..30, la in 0_u32..10,
                                             b in 0_u32..30, lb in 0_u32..10) {
            let deja = [ligne(1, Role::Conseiller, a, Some(a + la))];
            let saisie = saisie(Role::Conseiller, b, Some(b + lb));
            let who = Donneur { agent: None, role: None };
            let free = affectation(&saisie, who, Uuid::nil().into(), &deja).is_ok();
            let common = (a..=a + la).any(|d| (b..=b + lb).contains(&d));
            prop_assert_eq!(free, !common);
        }
    }
}
