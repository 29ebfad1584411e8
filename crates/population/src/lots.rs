//! A lot of dossiers: one buffer per table, in the order of foreign keys. A lot of some hundreds of
//! people takes a few megabytes, whatever the size of the nation.

use crate::{
    agenda::{Heure, MotifRdv, Occupation, Plage, Rendez, RendezVous, Venue},
    contrats::{Adhesion, Contrat, Demarche},
    copie::Tampon,
    formations::{Catalogue, Formation, Organisme, Prescription, Session},
    lignes::{
        Accord, Action, Audit, CompteurDossier, Contact, Demande, DepotIdentite, Diagnostic,
        DiagnosticDomaine, Echeance, Entretien, Evenement, Frein, Jeune, Note, Objectif,
        Proposition, Referent, Remplacement, Situation,
    },
    obligations::{Etape, Obligation, Signalee},
    parcours::Parcours,
};

macro_rules! lot {
    ($($field:ident: $row:ty,)*) => {
        /// What waits, table by table.
        #[derive(Debug)]
        pub(crate) struct Lot {
            $(pub(crate) $field: Tampon,)*
        }

        impl Lot {
            /// How many tables are filled.
            pub(crate) const TABLES: u32 = 0 $(+ {
                let _ = stringify!($field);
                1
            })*;

            /// Nothing yet.
            pub(crate) fn new() -> Self {
                Self { $($field: Tampon::new::<$row>(),)* }
            }

            /// Every buffer, in the order to send them.
            pub(crate) fn tampons(&self) -> Vec<&Tampon> {
                vec![$(&self.$field,)*]
            }

            /// The same, given away.
            pub(crate) fn into_tampons(self) -> Vec<Tampon> {
                vec![$(self.$field,)*]
            }
        }
    };
}

lot! {
    compteurs: CompteurDossier,
    remplacements: Remplacement,
    motifs: MotifRdv,
    plages: Plage,
    organismes: Organisme,
    formations: Formation,
    sessions: Session,
    jeunes: Jeune,
    contacts: Contact,
    depots: DepotIdentite,
    referents: Referent,
    situations: Situation,
    demandes: Demande,
    propositions: Proposition,
    diagnostics: Diagnostic,
    domaines: DiagnosticDomaine,
    freins: Frein,
    objectifs: Objectif,
    actions: Action,
    accords: Accord,
    entretiens: Entretien,
    notes: Note,
    evenements: Evenement,
    echeances: Echeance,
    rendez_vous: RendezVous,
    occupations: Occupation,
    adhesions: Adhesion,
    obligations: Obligation,
    etapes_obligation: Etape,
    demarches: Demarche,
    prescriptions: Prescription,
    heures: Heure,
    venues: Venue,
    audits: Audit,
}

impl Lot {
    /// Adds the rendez-vous of one dossier.
    pub(crate) fn ajouter_rendez_vous(&mut self, one: &Rendez) {
        self.rendez_vous.ajouter(std::slice::from_ref(&one.rdv));
        self.occupations
            .ajouter(std::slice::from_ref(&one.occupation));
        self.heures.ajouter(one.heure.as_slice());
        self.venues.ajouter(one.venue.as_slice());
    }

    /// Adds the catalogue of training.
    pub(crate) fn ajouter_catalogue(&mut self, one: &Catalogue) {
        self.organismes.ajouter(&one.organismes);
        self.formations.ajouter(&one.formations);
        self.sessions.ajouter(&one.sessions);
    }

    /// Adds the contract of one dossier.
    pub(crate) fn ajouter_contrat(&mut self, one: &Contrat) {
        self.adhesions.ajouter(std::slice::from_ref(&one.adhesion));
        self.demarches.ajouter(&one.demarches);
        self.heures.ajouter(&one.heures);
    }

    /// Adds the obligation de formation of one dossier.
    pub(crate) fn ajouter_obligation(&mut self, one: &Signalee) {
        self.adhesions.ajouter(std::slice::from_ref(&one.adhesion));
        self.obligations
            .ajouter(std::slice::from_ref(&one.obligation));
        self.etapes_obligation.ajouter(&one.etapes);
    }

    /// Adds one dossier.
    pub(crate) fn ajouter(&mut self, one: &Parcours) {
        self.jeunes.ajouter(std::slice::from_ref(&one.jeune));
        self.contacts.ajouter(&one.contacts);
        self.depots.ajouter(&one.depots);
        self.referents.ajouter(&one.referents);
        self.situations.ajouter(&one.situations);
        self.demandes.ajouter(&one.demandes);
        self.propositions.ajouter(&one.propositions);
        self.diagnostics.ajouter(&one.diagnostics);
        self.domaines.ajouter(&one.domaines);
        self.freins.ajouter(&one.freins);
        self.objectifs.ajouter(&one.objectifs);
        self.actions.ajouter(&one.actions);
        self.accords.ajouter(&one.accords);
        self.entretiens.ajouter(&one.entretiens);
        self.notes.ajouter(&one.notes);
        self.evenements.ajouter(&one.evenements);
        self.echeances.ajouter(&one.echeances);
        self.audits.ajouter(&one.audits);
    }
}
