//! Typed identifiers. Every row people can name is a UUID version 7; a mission locale is a small
//! integer given once at import and never reused.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Clock, Rng};

/// Declares identifiers that cannot be mistaken for one another.
macro_rules! id {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
            sqlx::Type,
        )]
        #[sqlx(transparent)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// A new identifier: milliseconds of the clock, then chance.
            pub fn new(clock: &Clock, rng: &Rng) -> Self {
                Self(new_uuid(clock, rng))
            }

            /// The bare UUID, to bind it to a statement.
            pub const fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text.trim()).map(Self)
            }
        }
    )*};
}

id! {
    /// A person followed by a mission locale: one dossier.
    JeuneId;
    /// A professional, declared once in the nation.
    AgentId;
    /// The means of signing in of an agent.
    CompteId;
    /// A dated role of an agent in a mission locale or a body of the network.
    AffectationId;
    /// A place where young people are received.
    SiteId;
    /// A national, regional or State body without dossiers.
    OrganismeId;
    /// A dated mandate of a president or administrator.
    MandatId;
    /// A means of reaching a young person.
    ContactId;
    /// A dated situation of a young person.
    SituationId;
    /// What the young person asks.
    DemandeId;
    /// What is offered, with its result.
    PropositionId;
    /// A dated diagnosis by domain.
    DiagnosticId;
    /// A coded obstacle of a young person.
    FreinId;
    /// An objective of the plan.
    ObjectifId;
    /// An action of the plan.
    ActionId;
    /// An interview.
    EntretienId;
    /// A fact on the time line.
    EvenementId;
    /// A confidential note.
    NoteId;
    /// An agreement of the young person on the plan.
    AccordId;
    /// A deadline.
    EcheanceId;
    /// A dated designation of a référent.
    ReferentId;
    /// A meeting of a young person and an agent.
    RendezVousId;
    /// Why one meets.
    MotifRdvId;
    /// An atelier or an information collective, as it is offered.
    AtelierId;
    /// A dated session of an atelier.
    SessionAtelierId;
    /// Someone registered in a session.
    InscriptionId;
    /// Someone in a dispositif.
    AdhesionId;
    /// What a young person did alone.
    DemarcheId;
    /// A month of allowance.
    AllocationId;
    /// A sanction proposed.
    SanctionId;
    /// A request that a dossier go to another mission locale.
    TransfertId;
    /// An obligation de formation followed up to 18.
    ObligationId;
    /// A fund that pays aides.
    FondsId;
    /// Money put in a fund.
    DotationId;
    /// An aide asked for a young person.
    DemandeAideId;
    /// A book of vouchers.
    CarnetId;
    /// A voucher given to a young person.
    BonId;
    /// Something that is lent.
    MaterielId;
    /// A loan.
    PretId;
    /// A commission that decides on aides.
    CommissionId;
    /// Someone who sits in a commission.
    MembreId;
    /// Who gives training.
    OrganismeFormationId;
    /// What is taught.
    FormationId;
    /// A dated session of a formation.
    SessionFormationId;
    /// A session of a formation offered to a young person.
    PrescriptionId;
    /// Someone whom France Travail hands over.
    DelegationId;
    /// Places of a convention with France Travail.
    ConventionId;
    /// A parrain or a marraine.
    ParrainId;
    /// A parrain or a marraine who goes with a young person.
    ParrainageId;
    /// A meeting of the two.
    RencontreId;
    /// A piece of a dossier.
    PieceId;
    /// A row of the audit.
    AuditId;
}

/// A mission locale.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type,
)]
#[sqlx(transparent)]
#[serde(transparent)]
pub struct MlId(i32);

impl MlId {
    /// The bare integer, to bind it to a statement.
    pub const fn get(self) -> i32 {
        self.0
    }
}

impl From<i32> for MlId {
    fn from(value: i32) -> Self {
        Self(value)
    }
}

impl std::fmt::Display for MlId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// A UUID version 7 made of the clock and of chance, both injected.
pub fn new_uuid(clock: &Clock, rng: &Rng) -> Uuid {
    let millis = u64::try_from(clock.now().timestamp_millis()).unwrap_or(0);
    let mut random = [0_u8; 10];
    rng.fill(&mut random);
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}
