//! The national keys of an identity, pure: what two missions locales may find they share without
//! either reading the other. Each text is hashed with a secret that the database does not hold
//! before it leaves (ADR 9); one typo in any single field leaves keys that still agree.

use chrono::NaiveDate;
use kernel::text;
use platform::audit::Empreintes;

use super::phonetique;

/// What the keys are made of.
#[derive(Debug, Clone, Copy, Default)]
pub struct Parties<'a> {
    /// Name of birth.
    pub nom: &'a str,
    /// First given name, or all of them.
    pub prenom: &'a str,
    /// The birth date; an age that was only said makes no key.
    pub naissance: Option<NaiveDate>,
    /// E.164, or an empty string.
    pub telephone: &'a str,
    /// Lower case, or an empty string.
    pub courriel: &'a str,
}

/// Hashes of one identity; all absent: a withdrawal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cles {
    /// The name as it sounds, with the birth date.
    pub nom_naissance: Option<i64>,
    /// The first given name as it sounds, with the birth date.
    pub prenom_naissance: Option<i64>,
    /// Name and given name as written, in any order, with the year of birth.
    pub identite: Option<i64>,
    /// The phone.
    pub telephone: Option<i64>,
    /// The mail.
    pub courriel: Option<i64>,
}

/// The keys of `parties`. Without a birth date, a name or a given name there is none: a contact
/// alone would name a household.
pub fn cles(empreintes: &Empreintes, parties: &Parties<'_>) -> Cles {
    let (nom, prenom) = (text::fold(parties.nom), first(parties.prenom));
    let Some(birth) = parties.naissance else {
        return Cles::default();
    };
    if nom.is_empty() || prenom.is_empty() {
        return Cles::default();
    }
    let sound = |name: &str| -> String { name.split(' ').map(phonetique::key).collect() };
    let hash = |sorte: &str, value: &str| Some(empreintes.entier(sorte, value));
    let contact =
        |sorte: &str, value: &str| (!value.is_empty()).then(|| hash(sorte, value)).flatten();
    let (low, high) = if nom <= prenom {
        (&nom, &prenom)
    } else {
        (&prenom, &nom)
    };
    Cles {
        nom_naissance: hash("nom_naissance", &format!("{} {birth}", sound(&nom))),
        prenom_naissance: hash("prenom_naissance", &format!("{} {birth}", sound(&prenom))),
        identite: hash("identite", &format!("{low}|{high}|{}", birth.format("%Y"))),
        telephone: contact("telephone", parties.telephone),
        courriel: contact("courriel", parties.courriel),
    }
}

impl Cles {
    /// Whether two identities agree enough for a hint: `indice_ailleurs` says the same in SQL.
    pub fn agree(&self, other: &Self) -> bool {
        let same = |a: Option<i64>, b: Option<i64>| a.is_some() && a == b;
        let nom = same(self.nom_naissance, other.nom_naissance);
        let prenom = same(self.prenom_naissance, other.prenom_naissance);
        let identite = same(self.identite, other.identite);
        let contact = same(self.telephone, other.telephone) || same(self.courriel, other.courriel);
        (nom && prenom) || (contact && (prenom || identite))
    }
}

fn first(prenoms: &str) -> String {
    let folded = text::fold(prenoms);
    folded.split(' ').next().unwrap_or_default().to_owned()
}
