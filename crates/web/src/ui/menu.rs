//! The main menu: what each role may open, by group.

use kernel::Permission;
use platform::Tx;

/// An entry of the main menu.
#[derive(Debug, Clone)]
pub(crate) struct EntreeMenu {
    pub(crate) lien: &'static str,
    pub(crate) libelle: &'static str,
    pub(crate) icone: &'static str,
    pub(crate) actif: bool,
}

/// Where an entry of the menu stands. The daily ones stand alone on the line, the others are
/// under the name of their group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GroupeDuMenu {
    Accueil,
    Quotidien,
    Accompagnement,
    Pilotage,
    Reseau,
    Administration,
}

impl GroupeDuMenu {
    /// In the order of the line: what it is called, its icon. No name: its entries stand alone.
    const ORDRE: [(Self, &str, &str); 6] = [
        (Self::Accueil, "Accueil", "door-open"),
        (Self::Quotidien, "", ""),
        (Self::Accompagnement, "Accompagnement", "signpost-split"),
        (Self::Pilotage, "Pilotage", "diagram-3"),
        (Self::Reseau, "Réseau", "building"),
        (Self::Administration, "Administration", "sliders"),
    ];
}

/// A group of the menu with what the role may open in it.
#[derive(Debug, Clone)]
pub(crate) struct PartieDuMenu {
    /// Empty when the only entry, or each of them, stands alone.
    pub(crate) libelle: &'static str,
    pub(crate) icone: &'static str,
    pub(crate) actif: bool,
    pub(crate) entrees: Vec<EntreeMenu>,
}

/// The main menu: path, words, icon, permission, group.
const MENU: &[(&str, &str, &str, Permission, GroupeDuMenu)] = &[
    (
        "/accueil",
        "Accueil du jour",
        "door-open",
        Permission::TenirAccueil,
        GroupeDuMenu::Accueil,
    ),
    (
        "/jeunes/nouveau",
        "Nouvel accueil",
        "person-plus",
        Permission::CreerDossier,
        GroupeDuMenu::Accueil,
    ),
    (
        "/portefeuille",
        "Mon portefeuille",
        "people",
        Permission::VoirPortefeuille,
        GroupeDuMenu::Quotidien,
    ),
    (
        "/agenda",
        "Agenda",
        "calendar3",
        Permission::VoirAgenda,
        GroupeDuMenu::Quotidien,
    ),
    (
        "/ateliers",
        "Ateliers",
        "easel",
        Permission::VoirAgenda,
        GroupeDuMenu::Accompagnement,
    ),
    (
        "/formations",
        "Formations",
        "mortarboard",
        Permission::VoirFormations,
        GroupeDuMenu::Accompagnement,
    ),
    (
        "/obligations",
        "Obligation de formation",
        "bullseye",
        Permission::VoirPortefeuille,
        GroupeDuMenu::Accompagnement,
    ),
    (
        "/delegations",
        "Délégations France Travail",
        "arrow-left-right",
        Permission::VoirPortefeuille,
        GroupeDuMenu::Accompagnement,
    ),
    (
        "/parrains",
        "Parrains et marraines",
        "person-badge",
        Permission::VoirPortefeuille,
        GroupeDuMenu::Accompagnement,
    ),
    (
        "/aides",
        "Aides",
        "cash-coin",
        Permission::VoirAides,
        GroupeDuMenu::Accompagnement,
    ),
    (
        "/equipe",
        "Équipe",
        "diagram-3",
        Permission::VoirEquipe,
        GroupeDuMenu::Pilotage,
    ),
    (
        "/allocations",
        "Allocations",
        "wallet2",
        Permission::ControlerAllocations,
        GroupeDuMenu::Pilotage,
    ),
    (
        "/annuaire",
        "Annuaire du réseau",
        "building",
        Permission::VoirAnnuaire,
        GroupeDuMenu::Reseau,
    ),
    (
        "/comptages",
        "Chiffres du réseau",
        "bar-chart",
        Permission::VoirComptages,
        GroupeDuMenu::Reseau,
    ),
    (
        "/doublons",
        "Doublons possibles",
        "link-45deg",
        Permission::FusionnerDossiers,
        GroupeDuMenu::Administration,
    ),
    (
        "/transferts",
        "Transferts",
        "arrow-left-right",
        Permission::RepondreTransfert,
        GroupeDuMenu::Administration,
    ),
    (
        "/droits",
        "Demandes sur ses données",
        "shield-check",
        Permission::TenirRegistre,
        GroupeDuMenu::Administration,
    ),
    (
        "/dispositifs",
        "Dispositifs",
        "signpost-split",
        Permission::VoirPortefeuille,
        GroupeDuMenu::Administration,
    ),
    (
        "/reglages/parametres",
        "Règles et montants",
        "sliders",
        Permission::VoirParametres,
        GroupeDuMenu::Administration,
    ),
    (
        "/agents",
        "Agents et comptes",
        "person-gear",
        Permission::AdministrerComptes,
        GroupeDuMenu::Administration,
    ),
];

/// What the role may open, by group; a group of one entry is that entry.
pub(super) fn of(tx: &Tx, chemin: &str) -> Vec<PartieDuMenu> {
    let part = |(groupe, libelle, icone): (GroupeDuMenu, &'static str, &'static str)| {
        let entrees: Vec<EntreeMenu> = MENU
            .iter()
            .filter(|(_, _, _, permission, of)| *of == groupe && tx.may(*permission))
            .map(|(lien, libelle, icone, _, _)| EntreeMenu {
                lien,
                libelle,
                icone,
                actif: chemin.starts_with(lien),
            })
            .collect();
        PartieDuMenu {
            libelle: if entrees.len() > 1 { libelle } else { "" },
            icone,
            actif: entrees.iter().any(|e| e.actif),
            entrees,
        }
    };
    GroupeDuMenu::ORDRE
        .into_iter()
        .map(part)
        .filter(|part| !part.entrees.is_empty())
        .collect()
}
