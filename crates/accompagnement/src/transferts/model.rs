//! The shapes of a transfer.

use chrono::{DateTime, NaiveDate, Utc};
use jeunes::transferts::Signalement;
use kernel::{JeuneId, MlId, TransfertId};
use platform::{ports::CleBlob, rattachement::BilanDepart};

use crate::commun::coded;

/// The kind of object, in the audit and in what comes next.
pub(crate) const OBJET: &str = "transfert";

coded! {
    /// Where a request stands.
    EtatTransfert {
        Demande = "demande", "En attente d’une réponse";
        Fait = "fait", "Dossier transféré";
        Refuse = "refuse", "Refusé";
        Annule = "annule", "Demande annulée";
    }
}

/// A request, as the mission locale that asked sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transfert {
    /// Its identifier, the same on both sides.
    pub id: TransfertId,
    /// The mission locale that is asked.
    pub autre: MlId,
    /// What it is called.
    pub autre_nom: String,
    /// Why (list `motif_transfert`).
    pub motif: String,
    /// The day the person agreed.
    pub accord_le: NaiveDate,
    /// She agrees that the confidential notes follow.
    pub notes: bool,
    /// Where it stands.
    pub etat: EtatTransfert,
    /// When it was asked (UTC).
    pub demande_le: DateTime<Utc>,
    /// The last day to answer.
    pub reponse_avant: NaiveDate,
    /// Why it was refused (list `refus_transfert`), or an empty string.
    pub refus_motif: String,
    /// Its version, posted back.
    pub version: i32,
}

impl Transfert {
    /// Nobody answered in time: what is needed to go on may be read.
    pub fn sans_reponse(&self, today: NaiveDate) -> bool {
        self.etat == EtatTransfert::Demande && today > self.reponse_avant
    }
}

/// A request, as the mission locale that is asked sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransfertRecu {
    /// Its identifier, the same on both sides.
    pub id: TransfertId,
    /// The mission locale that asks.
    pub autre: MlId,
    /// What it is called.
    pub autre_nom: String,
    /// Who asks there.
    pub demande_par: String,
    /// Who the person is; `None` once answered.
    pub identite: Option<Signalement>,
    /// Her dossier, when only one answers to it, or once it is gone.
    pub jeune: Option<JeuneId>,
    /// Why (list `motif_transfert`).
    pub motif: String,
    /// The day the person agreed.
    pub accord_le: NaiveDate,
    /// She agrees that the confidential notes follow.
    pub notes: bool,
    /// Where it stands.
    pub etat: EtatTransfert,
    /// When it was asked (UTC).
    pub demande_le: DateTime<Utc>,
    /// The last day to answer.
    pub reponse_avant: NaiveDate,
    /// Its version, posted back.
    pub version: i32,
}

/// What a request says.
#[derive(Debug, Clone)]
pub struct NouveauTransfert {
    /// Chosen by the form: a second post finds it.
    pub id: TransfertId,
    /// The mission locale to ask.
    pub autre: MlId,
    /// Why (list `motif_transfert`).
    pub motif: String,
    /// The day the person agreed: today or before.
    pub accord_le: NaiveDate,
    /// She agrees that the confidential notes follow.
    pub notes: bool,
}

/// The answer to a request, with the version read.
#[derive(Debug, Clone)]
pub struct Reponse {
    /// Which request.
    pub id: TransfertId,
    /// As it was read.
    pub version: i32,
    /// The number of the dossier, when it was not found by itself; an empty string otherwise.
    pub numero: String,
}

/// A dossier that went, until the transaction is committed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Accepte {
    /// What went, what stayed.
    pub bilan: BilanDepart,
    /// The files of its pieces: from where, to where. They are copied before the commit.
    pub fichiers: Vec<(CleBlob, CleBlob)>,
}

/// A mission locale that can be asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MissionLocaleOuDemander {
    /// Which one.
    pub ml: MlId,
    /// What it is called.
    pub nom: String,
    /// Its département, or an empty string.
    pub departement: String,
}
