//! The golden matrix: `docs/droits.txt` says who may do what, for people who do not read code.

use std::{fmt::Write as _, path::Path};

use kernel::{Access, Permission, Role, Section};
use platform::authz;
use web::http::routes::Besoin;

const HEAD: &str = "\
Jalon : qui peut faire quoi
===========================

Ce fichier est comparé à chaque essai avec ce que fait le programme : s’il change, c’est que des
droits ont changé. Pour l’écrire de nouveau après un changement voulu :
JALON_ECRIRE_DROITS=1 cargo nextest run -p web droits

Les fonctions

";

/// Three letters for each role, for the columns.
const fn short(role: Role) -> &'static str {
    match role {
        Role::ChargeAccueil => "ACC",
        Role::Conseiller => "CON",
        Role::ResponsableSecteur => "SEC",
        Role::RelationEntreprises => "ENT",
        Role::Gestionnaire => "GES",
        Role::AnimateurAtelier => "ATE",
        Role::IntervenantExterieur => "EXT",
        Role::Directeur => "DIR",
        Role::DirecteurAdjoint => "ADJ",
        Role::AdministrateurLocal => "ADM",
        Role::AnimateurRegional => "REG",
        Role::ChargeMissionEtat => "ÉTA",
        Role::National => "NAT",
    }
}

/// What a permission lets someone do.
fn words(permission: Permission) -> String {
    let words = match permission {
        Permission::RechercherJeunes => "Rechercher une personne",
        Permission::CreerDossier => "Ouvrir un dossier au premier accueil",
        Permission::DesignerReferent => "Désigner un référent",
        Permission::VoirPortefeuille => "Voir son portefeuille",
        Permission::VoirFormations => "Voir le catalogue des formations",
        Permission::GererFormations => "Tenir le catalogue des formations",
        Permission::TenirDelegations => {
            "Tenir la liste et les places des délégations France Travail"
        }
        Permission::TenirParrains => "Tenir la liste des parrains et marraines",
        Permission::TenirDispositifs => "Ajouter un dispositif de la mission locale",
        Permission::VoirPortefeuilles => "Voir le portefeuille d’un collègue",
        Permission::ExporterListe => "Exporter une liste",
        Permission::SaisirContact => "Noter un contact en 20 secondes",
        Permission::ProtegerDossier => "Protéger un dossier",
        Permission::LeverProtection => "Lever la protection d’un dossier",
        Permission::FusionnerDossiers => "Réunir et séparer deux dossiers",
        Permission::NoterDeces => "Noter un décès",
        Permission::CorrigerDeces => "Corriger un décès noté par erreur",
        Permission::GelerDossier => "Geler l’effacement d’un dossier, lever un gel",
        Permission::NoterExercice => "Noter une demande d’une personne sur ses données",
        Permission::ExporterDossier => "Préparer la copie d’un dossier pour la personne elle-même",
        Permission::TenirRegistre => "Tenir le registre de ces demandes, y répondre",
        Permission::AdministrerComptes => "Gérer les agents et leurs comptes",
        Permission::VoirAnnuaire => "Voir l’annuaire du réseau",
        Permission::VoirComptages => "Voir les chiffres du réseau",
        Permission::ControlerAllocations => "Voir et contrôler les allocations du mois",
        Permission::RepondreTransfert => "Répondre à une demande de transfert",
        Permission::DeciderSanction => "Décider une sanction sur un contrat, la notifier",
        Permission::DeciderObligation => {
            "Décider d’informer le département, pour l’obligation de formation"
        }
        Permission::ValiderAllocations => "Valider les allocations, clore le mois",
        Permission::AnimerAteliers => "Proposer, planifier et clôturer les ateliers",
        Permission::VoirAides => "Voir les fonds d’aide et leur solde",
        Permission::GererFonds => "Tenir les fonds d’aide et leurs dotations",
        Permission::DeciderAide => "Accorder ou refuser une aide",
        Permission::PayerAide => "Payer une aide accordée",
        Permission::TenirIban => "Saisir un IBAN, le voir masqué",
        Permission::VoirParametres => "Voir les règles et montants",
        Permission::CorrigerParametres => "Corriger une règle ou un montant",
        Permission::TenirAccueil => "Tenir l’accueil",
        Permission::VoirEquipe => "Voir l’équipe",
        Permission::VoirAgenda => "Voir les agendas, tenir le sien",
        Permission::ReglerAgenda => "Régler les motifs et les salles, tenir l’agenda des collègues",
        Permission::Dossier(section, Access::Read) => {
            return format!("Voir : {}", section.label());
        }
        Permission::Dossier(section, Access::Write) => {
            return format!("Modifier : {}", section.label());
        }
    };
    words.to_owned()
}

fn need(besoin: Besoin) -> String {
    match besoin {
        Besoin::Public => "Ouvert à tous, sans compte".to_owned(),
        Besoin::Session => "Toute personne connectée".to_owned(),
        Besoin::Affectation => "Toute personne affectée quelque part".to_owned(),
        Besoin::Permission(permission) => words(permission),
    }
}

fn line(out: &mut String, label: &str, width: usize, cell: impl Fn(Role) -> &'static str) {
    let cells: Vec<String> = Role::ALL
        .iter()
        .map(|role| format!("{:<3}", cell(*role)))
        .collect();
    let row = format!("{label:<width$}  {}", cells.join(" "));
    let _ = writeln!(out, "{}", row.trim_end());
}

fn title(out: &mut String, text: &str) {
    let _ = write!(out, "\n\n{text}\n{}\n\n", "-".repeat(text.chars().count()));
}

/// The whole matrix, from the tables of the program itself.
fn matrix() -> String {
    let mut out = HEAD.to_owned();
    for role in Role::ALL {
        let _ = writeln!(out, "  {}  {}", short(*role), role.label());
    }

    title(&mut out, "1. Ce que chaque fonction peut faire");
    line(&mut out, "oui = ●", 42, short);
    for permission in Permission::all() {
        if !matches!(permission, Permission::Dossier(..)) {
            let yes = |role| {
                if authz::allows(role, permission) {
                    "●"
                } else {
                    "·"
                }
            };
            line(&mut out, &words(permission), 42, yes);
        }
    }

    title(
        &mut out,
        "2. Ce que chaque fonction voit d’un dossier de sa mission locale",
    );
    line(&mut out, "voit et modifie = ●, voit = ○", 42, short);
    for section in Section::ALL {
        line(
            &mut out,
            section.label(),
            42,
            |role| match authz::section_access(role, *section) {
                Some(Access::Write) => "●",
                Some(Access::Read) => "○",
                None => "·",
            },
        );
    }
    out.push_str(
        "\nUn dossier protégé ne se montre qu’à son référent, à qui le remplace et à la direction.\n\
         Une mission locale ne voit jamais les dossiers d’une autre.\n",
    );

    title(&mut out, "3. Les pages et les actes");
    let mut lignes = web::routes().lignes().to_vec();
    lignes.sort_by_key(|ligne| (ligne.chemin, ligne.methode));
    let name = |methode: &str, chemin: &str| {
        let verb = if methode == "GET" { "voir" } else { "faire" };
        format!("{verb:<5} {chemin}")
    };
    let names = lignes
        .iter()
        .map(|l| name(l.methode, l.chemin).chars().count());
    let width = names.max().unwrap_or(0);
    line(&mut out, "entre = ●", width, short);
    for ligne in &lignes {
        let enters = |role| {
            if ligne.besoin.admits(role) {
                "●"
            } else {
                "·"
            }
        };
        line(&mut out, &name(ligne.methode, ligne.chemin), width, enters);
    }

    title(&mut out, "4. Le droit que demande chaque page");
    for ligne in &lignes {
        let name = name(ligne.methode, ligne.chemin);
        let _ = writeln!(out, "{name:<width$}  {}", need(ligne.besoin));
    }
    out
}

#[test]
fn the_matrix_is_the_one_people_agreed_on() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/droits.txt");
    let now = matrix();
    if std::env::var_os("JALON_ECRIRE_DROITS").is_some() {
        std::fs::write(&path, &now).unwrap();
    }
    let agreed = std::fs::read_to_string(&path).unwrap_or_default();
    let differing: Vec<String> = similar_lines(&agreed, &now);
    assert!(
        agreed == now,
        "docs/droits.txt no longer says what the program does:\n{}\nIf the change is wanted: \
         JALON_ECRIRE_DROITS=1 cargo nextest run -p web droits",
        differing.join("\n")
    );
}

/// The lines of one text that are not in the other.
fn similar_lines(agreed: &str, now: &str) -> Vec<String> {
    let (old, new): (Vec<&str>, Vec<&str>) = (agreed.lines().collect(), now.lines().collect());
    let gone = old
        .iter()
        .filter(|l| !new.contains(l))
        .map(|l| format!("- {l}"));
    let added = new
        .iter()
        .filter(|l| !old.contains(l))
        .map(|l| format!("+ {l}"));
    gone.chain(added).collect()
}
