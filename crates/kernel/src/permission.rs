//! Roles, permissions and sections of the dossier. Which role holds which permission is one table,
//! `platform::authz`.

use serde::{Deserialize, Serialize};

/// Declares a closed set with its code (database, URL) and its French label.
macro_rules! coded {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $code:literal, $label:literal;)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $(#[doc = $label] $variant,)*
        }

        impl $name {
            /// Every value, in the order of the lists people see.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The stable code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)* }
            }

            /// The French label.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)* }
            }

            /// The value whose code is `code`.
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.code() == code)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }
    };
}

coded! {
    /// What an agent does, for the time of an affectation.
    Role {
        ChargeAccueil = "charge_accueil", "Chargé d’accueil";
        Conseiller = "conseiller", "Conseiller";
        ResponsableSecteur = "responsable_secteur", "Responsable de secteur";
        RelationEntreprises = "relation_entreprises", "Chargé de relation entreprises";
        Gestionnaire = "gestionnaire", "Gestionnaire administratif";
        AnimateurAtelier = "animateur_atelier", "Animateur d’atelier";
        IntervenantExterieur = "intervenant_exterieur", "Intervenant extérieur";
        Directeur = "directeur", "Directeur";
        DirecteurAdjoint = "directeur_adjoint", "Directeur adjoint";
        AdministrateurLocal = "administrateur_local", "Administrateur local";
        AnimateurRegional = "animateur_regional", "Animateur régional";
        ChargeMissionEtat = "charge_mission_etat", "Chargé de mission DDETS/DREETS";
        National = "national", "National";
    }
}

impl Role {
    /// The role belongs to a mission locale (and not to a regional, State or national body).
    pub const fn is_local(self) -> bool {
        !matches!(
            self,
            Self::AnimateurRegional | Self::ChargeMissionEtat | Self::National
        )
    }

    /// Directeur or directeur adjoint.
    pub const fn is_direction(self) -> bool {
        matches!(self, Self::Directeur | Self::DirecteurAdjoint)
    }

    /// Can be the référent of a young person.
    pub const fn can_be_referent(self) -> bool {
        matches!(self, Self::Conseiller | Self::ResponsableSecteur) || self.is_direction()
    }
}

coded! {
    /// A part of the dossier with rights of its own.
    Section {
        Identite = "identite", "Identité";
        Contacts = "contacts", "Contacts et adresse";
        Agenda = "agenda", "Agenda et échéances";
        Situation = "situation", "Situation et profil professionnel";
        Famille = "famille", "Famille";
        Ressources = "ressources", "Ressources";
        Logement = "logement", "Logement";
        Droits = "droits", "Droits et citoyenneté";
        Sejour = "sejour", "Titre de séjour (référent et direction)";
        Demandes = "demandes", "Demandes et propositions";
        Diagnostic = "diagnostic", "Diagnostic";
        Plan = "plan", "Plan d’action";
        Entretiens = "entretiens", "Entretiens";
        Notes = "notes", "Notes confidentielles";
        Frise = "frise", "Frise";
        Consultations = "consultations", "Qui a consulté";
    }
}

/// Reading, or reading and changing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Access {
    /// See.
    Read,
    /// See and change.
    Write,
}

/// What a route or an action requires.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Permission {
    /// Search young people of the mission locale, and list them while typing.
    RechercherJeunes,
    /// Open a dossier for someone who comes for the first time.
    CreerDossier,
    /// Designate or change a référent.
    DesignerReferent,
    /// See one's own portefeuille.
    VoirPortefeuille,
    /// See the portefeuille of a colleague.
    VoirPortefeuilles,
    /// Export the list seen.
    ExporterListe,
    /// Record a contact in twenty seconds.
    SaisirContact,
    /// Put a dossier under protection.
    ProtegerDossier,
    /// End a protection.
    LeverProtection,
    /// Decide whether two dossiers are one person: merge them, separate them again.
    FusionnerDossiers,
    /// Note the death of a young person one follows.
    NoterDeces,
    /// Put right a death noted by mistake.
    CorrigerDeces,
    /// Keep a dossier from being erased at its day, and let it go again.
    GelerDossier,
    /// Note a request that someone makes of her own data.
    NoterExercice,
    /// Read the register of these requests, prolong and answer them.
    TenirRegistre,
    /// Prepare the copy of her dossier that a person one follows receives.
    ExporterDossier,
    /// Declare agents, their affectations and their accounts in the mission locale.
    AdministrerComptes,
    /// See the directory of the network.
    VoirAnnuaire,
    /// See counts of the network, small cells grouped.
    VoirComptages,
    /// Work at the counter: arrivals, messages for a colleague, passages, urgent moments.
    TenirAccueil,
    /// See the whole team: its load, what is late, its absences.
    VoirEquipe,
    /// See the agenda of the mission locale, and keep one's own.
    VoirAgenda,
    /// Decide what is booked and where, and keep the agenda of colleagues.
    ReglerAgenda,
    /// Offer ateliers, plan their sessions, mark who is there, close them.
    AnimerAteliers,
    /// See the allowances of the mission locale month by month, check them.
    ControlerAllocations,
    /// Validate the allowances that someone else checked, close the month.
    ValiderAllocations,
    /// Decide a sanction on a contract, note its notification.
    DeciderSanction,
    /// Answer another mission locale that asks for a dossier.
    RepondreTransfert,
    /// Decide to tell the département that the obligation de formation is not met.
    DeciderObligation,
    /// See the funds that pay aides, and what is left of them.
    VoirAides,
    /// Open and change the funds, write down what is put in them.
    GererFonds,
    /// Grant or refuse an aide.
    DeciderAide,
    /// Pay an aide that is granted.
    PayerAide,
    /// See the catalogue of formations and their sessions.
    VoirFormations,
    /// Change the catalogue of formations, import one.
    GererFormations,
    /// Enter who is handed over by France Travail, answer, note the places of the conventions.
    TenirDelegations,
    /// Keep the list of parrains and marraines.
    TenirParrains,
    /// Add a dispositif of the mission locale, correct it, close it.
    TenirDispositifs,
    /// Enter the bank account of a person; it shows masked but to who controls allowances.
    TenirIban,
    /// See the dated rules and amounts.
    VoirParametres,
    /// Correct them for the mission locale.
    CorrigerParametres,
    /// A section of the dossier.
    Dossier(Section, Access),
}

impl Permission {
    /// Every permission, in the order of the golden matrix.
    pub fn all() -> Vec<Self> {
        let mut all = vec![
            Self::RechercherJeunes,
            Self::CreerDossier,
            Self::DesignerReferent,
            Self::VoirPortefeuille,
            Self::VoirPortefeuilles,
            Self::ExporterListe,
            Self::SaisirContact,
            Self::ProtegerDossier,
            Self::LeverProtection,
            Self::FusionnerDossiers,
            Self::NoterDeces,
            Self::CorrigerDeces,
            Self::GelerDossier,
            Self::NoterExercice,
            Self::TenirRegistre,
            Self::ExporterDossier,
            Self::AdministrerComptes,
            Self::VoirAnnuaire,
            Self::VoirComptages,
            Self::TenirAccueil,
            Self::VoirEquipe,
            Self::VoirAgenda,
            Self::ReglerAgenda,
            Self::AnimerAteliers,
            Self::ControlerAllocations,
            Self::ValiderAllocations,
            Self::DeciderSanction,
            Self::RepondreTransfert,
            Self::DeciderObligation,
            Self::VoirAides,
            Self::GererFonds,
            Self::DeciderAide,
            Self::PayerAide,
            Self::VoirFormations,
            Self::GererFormations,
            Self::TenirDelegations,
            Self::TenirParrains,
            Self::TenirDispositifs,
            Self::TenirIban,
            Self::VoirParametres,
            Self::CorrigerParametres,
        ];
        for section in Section::ALL {
            all.push(Self::Dossier(*section, Access::Read));
            all.push(Self::Dossier(*section, Access::Write));
        }
        all
    }

    /// The name in the golden matrix.
    pub fn code(self) -> String {
        let code = match self {
            Self::RechercherJeunes => "rechercher_jeunes",
            Self::CreerDossier => "creer_dossier",
            Self::DesignerReferent => "designer_referent",
            Self::VoirPortefeuille => "voir_portefeuille",
            Self::VoirPortefeuilles => "voir_portefeuilles",
            Self::ExporterListe => "exporter_liste",
            Self::SaisirContact => "saisir_contact",
            Self::ProtegerDossier => "proteger_dossier",
            Self::LeverProtection => "lever_protection",
            Self::FusionnerDossiers => "fusionner_dossiers",
            Self::NoterDeces => "noter_deces",
            Self::CorrigerDeces => "corriger_deces",
            Self::GelerDossier => "geler_dossier",
            Self::NoterExercice => "noter_exercice",
            Self::TenirRegistre => "tenir_registre",
            Self::ExporterDossier => "exporter_dossier",
            Self::AdministrerComptes => "administrer_comptes",
            Self::VoirAnnuaire => "voir_annuaire",
            Self::VoirComptages => "voir_comptages",
            Self::TenirAccueil => "tenir_accueil",
            Self::VoirEquipe => "voir_equipe",
            Self::VoirAgenda => "voir_agenda",
            Self::ReglerAgenda => "regler_agenda",
            Self::AnimerAteliers => "animer_ateliers",
            Self::ControlerAllocations => "controler_allocations",
            Self::ValiderAllocations => "valider_allocations",
            Self::DeciderSanction => "decider_sanction",
            Self::RepondreTransfert => "repondre_transfert",
            Self::DeciderObligation => "decider_obligation",
            Self::VoirAides => "voir_aides",
            Self::GererFonds => "gerer_fonds",
            Self::DeciderAide => "decider_aide",
            Self::PayerAide => "payer_aide",
            Self::VoirFormations => "voir_formations",
            Self::GererFormations => "gerer_formations",
            Self::TenirDelegations => "tenir_delegations",
            Self::TenirParrains => "tenir_parrains",
            Self::TenirDispositifs => "tenir_dispositifs",
            Self::TenirIban => "tenir_iban",
            Self::VoirParametres => "voir_parametres",
            Self::CorrigerParametres => "corriger_parametres",
            Self::Dossier(section, Access::Read) => return format!("lire:{}", section.code()),
            Self::Dossier(section, Access::Write) => return format!("ecrire:{}", section.code()),
        };
        code.to_owned()
    }
}
