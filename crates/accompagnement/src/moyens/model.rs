//! The shapes of vouchers and loans.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{BonId, CarnetId, Centimes, FondsId, JeuneId, MaterielId, PretId};

use crate::commun::coded;

coded! {
    /// How the young person signed for a voucher.
    Signature {
        Papier = "papier", "Sur papier";
        Ecran = "ecran", "Sur écran";
    }
}

coded! {
    /// Where a voucher stands.
    EtatBon {
        Remis = "remis", "Remis";
        Rendu = "rendu", "Rendu";
        Annule = "annule", "Annulé";
    }
}

/// A book of vouchers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carnet {
    /// Its identifier.
    pub id: CarnetId,
    /// Of which fund.
    pub fonds: FondsId,
    /// The name of the fund.
    pub fonds_nom: String,
    /// Its first number.
    pub premier: i32,
    /// Its last number.
    pub dernier: i32,
    /// What each one is worth.
    pub valeur: Centimes,
    /// The day it was received.
    pub recu_le: NaiveDate,
    /// How many were given, those that came back included.
    pub donnes: i64,
    /// The first number that was not given.
    pub prochain: Option<i32>,
}

impl Carnet {
    /// How many are left.
    pub fn restants(&self) -> i64 {
        i64::from(self.dernier) - i64::from(self.premier) + 1 - self.donnes
    }
}

/// A book of vouchers as a form enters it.
#[derive(Debug, Clone)]
pub struct NouveauCarnet {
    /// Chosen by the form: a second post finds it.
    pub id: CarnetId,
    /// Of which fund.
    pub fonds: FondsId,
    /// Its first number.
    pub premier: i32,
    /// Its last number.
    pub dernier: i32,
    /// What each one is worth.
    pub valeur: Centimes,
    /// The day it was received.
    pub recu_le: NaiveDate,
}

/// A voucher that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bon {
    /// Its identifier.
    pub id: BonId,
    /// To whom.
    pub jeune: JeuneId,
    /// Of which book.
    pub carnet: CarnetId,
    /// The name of the fund.
    pub fonds_nom: String,
    /// Its number.
    pub numero: i32,
    /// What it is worth.
    pub valeur: Centimes,
    /// The day.
    pub remis_le: NaiveDate,
    /// By whom, or an empty string.
    pub remis_par: String,
    /// How she signed.
    pub signature: Signature,
    /// What she signed on screen.
    pub recu: Option<RecuSigne>,
    /// Where it stands.
    pub etat: EtatBon,
    /// The day it came back or was cancelled.
    pub etat_le: Option<NaiveDate>,
    /// Why, or an empty string.
    pub etat_motif: String,
    /// Posted back to change it.
    pub version: i32,
}

/// A voucher as a form gives it.
#[derive(Debug, Clone)]
pub struct NouveauBon {
    /// Chosen by the form: a second post finds it.
    pub id: BonId,
    /// Of which book.
    pub carnet: CarnetId,
    /// Its number.
    pub numero: i32,
    /// The day: today or earlier.
    pub remis_le: NaiveDate,
    /// How she signed.
    pub signature: Signature,
    /// What she typed on screen; nothing counts of it on paper.
    pub ecran: SignatureEcran,
}

/// A signature on screen as a form posts it.
#[derive(Debug, Clone, Default)]
pub struct SignatureEcran {
    /// Given name and name, typed by who signs.
    pub nom: String,
    /// She says that she read the words.
    pub lu: bool,
    /// The hash of the words that were shown; an empty string: nothing was shown yet.
    pub empreinte: String,
}

/// The words to sign when a voucher is handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recu {
    /// The words.
    pub texte: String,
    /// Their SHA-256.
    pub empreinte: String,
}

/// What was signed on screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecuSigne {
    /// The words.
    pub texte: String,
    /// Their SHA-256.
    pub empreinte: String,
    /// Given name and name, as typed.
    pub nom: String,
    /// When.
    pub le: DateTime<Utc>,
}

/// A voucher that comes back, or is cancelled.
#[derive(Debug, Clone)]
pub struct RepriseBon {
    /// Which.
    pub id: BonId,
    /// The version that was shown.
    pub version: i32,
    /// [`EtatBon::Rendu`] or [`EtatBon::Annule`].
    pub etat: EtatBon,
    /// Why.
    pub motif: String,
}

/// Something that is lent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Materiel {
    /// Its identifier.
    pub id: MaterielId,
    /// What it is (list `materiel_genre`).
    pub genre: String,
    /// In a few words.
    pub libelle: String,
    /// Its inventory number.
    pub inventaire: String,
    /// The day it left the stock.
    pub retire_le: Option<NaiveDate>,
    /// Posted back to change it.
    pub version: i32,
    /// Who has it.
    pub pret: Option<PretEnCours>,
}

/// Who has it, and until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PretEnCours {
    /// The dossier.
    pub jeune: JeuneId,
    /// `Prénom NOM`; `None`: the dossier is protected from the actor.
    pub nom: Option<String>,
    /// The day it comes back.
    pub retour_le: NaiveDate,
}

/// Something that is lent, as a form adds it.
#[derive(Debug, Clone)]
pub struct NouveauMateriel {
    /// Chosen by the form: a second post finds it.
    pub id: MaterielId,
    /// What it is (list `materiel_genre`).
    pub genre: String,
    /// In a few words.
    pub libelle: String,
    /// Its inventory number.
    pub inventaire: String,
}

/// A thing taken off the stock.
#[derive(Debug, Clone)]
pub struct Retrait {
    /// Which.
    pub id: MaterielId,
    /// The version that was shown.
    pub version: i32,
}

/// A loan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PretMateriel {
    /// Its identifier.
    pub id: PretId,
    /// To whom.
    pub jeune: JeuneId,
    /// Of what.
    pub materiel: MaterielId,
    /// What it is, in a few words.
    pub libelle: String,
    /// Its inventory number.
    pub inventaire: String,
    /// From this day.
    pub remis_le: NaiveDate,
    /// Until this day.
    pub retour_le: NaiveDate,
    /// In which state it left, or an empty string.
    pub etat_remis: String,
    /// The day it came back.
    pub rendu_le: Option<NaiveDate>,
    /// In which state, or an empty string.
    pub etat_rendu: String,
    /// Posted back to change it.
    pub version: i32,
}

/// A loan as a form notes it.
#[derive(Debug, Clone)]
pub struct NouveauPret {
    /// Chosen by the form: a second post finds it.
    pub id: PretId,
    /// Of what.
    pub materiel: MaterielId,
    /// From this day: today or earlier.
    pub remis_le: NaiveDate,
    /// Until this day.
    pub retour_le: NaiveDate,
    /// In which state it leaves, or an empty string.
    pub etat: String,
}

/// A thing that comes back.
#[derive(Debug, Clone)]
pub struct RetourPret {
    /// Which loan.
    pub id: PretId,
    /// The version that was shown.
    pub version: i32,
    /// The day: today or earlier.
    pub le: NaiveDate,
    /// In which state, or an empty string.
    pub etat: String,
}
