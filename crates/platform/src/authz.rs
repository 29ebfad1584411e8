//! Who may do what: one table. The golden file `docs/droits.txt` shows it whole.

use kernel::{Access, Permission, Role, Section};

use Access::{Read, Write};

/// Whether `role` holds `permission`.
pub fn allows(role: Role, permission: Permission) -> bool {
    match permission {
        Permission::Dossier(section, access) => {
            section_access(role, section).is_some_and(|held| held >= access)
        }
        Permission::VoirAnnuaire => role != Role::IntervenantExterieur,
        Permission::VoirComptages => role.is_direction() || !role.is_local(),
        Permission::AdministrerComptes => role.is_direction() || role == Role::AdministrateurLocal,
        Permission::RechercherJeunes => section_access(role, Section::Identite).is_some(),
        Permission::CreerDossier
        | Permission::DesignerReferent
        | Permission::TenirAccueil
        | Permission::NoterExercice => {
            accompanies(role) || matches!(role, Role::ChargeAccueil | Role::Gestionnaire)
        }
        Permission::VoirPortefeuille
        | Permission::ProtegerDossier
        | Permission::FusionnerDossiers
        | Permission::ExporterDossier
        | Permission::TenirParrains
        | Permission::NoterDeces => accompanies(role),
        Permission::VoirPortefeuilles | Permission::ExporterListe | Permission::VoirEquipe => {
            leads(role) || (permission == Permission::ExporterListe && role == Role::Conseiller)
        }
        Permission::LeverProtection
        | Permission::CorrigerDeces
        | Permission::GelerDossier
        | Permission::TenirRegistre
        | Permission::ValiderAllocations
        | Permission::CorrigerParametres
        | Permission::TenirDispositifs
        | Permission::DeciderSanction
        | Permission::DeciderObligation => role.is_direction(),
        Permission::VoirAgenda => section_access(role, Section::Agenda).is_some(),
        Permission::ReglerAgenda => {
            role.is_direction()
                || matches!(role, Role::ResponsableSecteur | Role::AdministrateurLocal)
        }
        Permission::ControlerAllocations => role.is_direction() || role == Role::Gestionnaire,
        Permission::AnimerAteliers => accompanies(role) || role == Role::AnimateurAtelier,
        Permission::VoirAides | Permission::VoirParametres | Permission::TenirIban => {
            accompanies(role) || role == Role::Gestionnaire
        }
        Permission::GererFonds | Permission::PayerAide => {
            role.is_direction() || role == Role::Gestionnaire
        }
        Permission::RepondreTransfert | Permission::DeciderAide | Permission::TenirDelegations => {
            role.is_direction() || role == Role::ResponsableSecteur
        }
        Permission::VoirFormations => {
            section_access(role, Section::Agenda).is_some() && role != Role::AnimateurAtelier
        }
        Permission::GererFormations => accompanies(role) || role == Role::Gestionnaire,
        Permission::SaisirContact => {
            section_access(role, Section::Contacts) == Some(Write)
                || role == Role::RelationEntreprises
        }
    }
}

/// The roles that accompany young people, and so see the whole dossier.
pub const fn accompanies(role: Role) -> bool {
    matches!(role, Role::Conseiller | Role::ResponsableSecteur) || role.is_direction()
}

/// The roles that answer for a sector or for the whole mission locale.
const fn leads(role: Role) -> bool {
    matches!(role, Role::ResponsableSecteur) || role.is_direction()
}

/// What `role` may do in `section` of a dossier; `None`: it does not see it.
pub fn section_access(role: Role, section: Section) -> Option<Access> {
    if accompanies(role) {
        return match section {
            Section::Consultations => role.is_direction().then_some(Read),
            _ => Some(Write),
        };
    }
    match (role, section) {
        (
            Role::ChargeAccueil | Role::Gestionnaire,
            Section::Identite | Section::Contacts | Section::Agenda,
        ) => Some(Write),
        (Role::Gestionnaire, Section::Situation | Section::Ressources)
        | (
            Role::RelationEntreprises,
            Section::Identite | Section::Contacts | Section::Agenda | Section::Situation,
        )
        | (Role::AnimateurAtelier, Section::Identite | Section::Agenda) => Some(Read),
        _ => None,
    }
}
