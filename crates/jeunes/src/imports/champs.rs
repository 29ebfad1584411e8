//! What a line may say of a person, and under which headings people usually find it.

/// A piece of a dossier that a column may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Champ {
    /// The number of the dossier in the other program: the key of the line.
    Numero,
    /// Name at birth.
    NomNaissance,
    /// Name used.
    NomUsage,
    /// Given name.
    Prenom,
    /// Given name used.
    PrenomUsage,
    /// As statistics need it.
    Sexe,
    /// Birth date.
    DateNaissance,
    /// Number and street.
    Adresse,
    /// Postal code.
    CodePostal,
    /// Commune, by its INSEE code or its name.
    Commune,
    /// Phone.
    Telephone,
    /// Mail.
    Courriel,
    /// Day of the first reception.
    PremierAccueil,
    /// The référent, by professional mail or name.
    Referent,
    /// State of the dossier.
    Etat,
    /// Since when it is in that state.
    EtatDepuis,
    /// Category or type of the situation.
    Situation,
    /// Its first day.
    SituationDebut,
    /// Its last day.
    SituationFin,
    /// Employer, school, organisation.
    SituationStructure,
}

/// Code, French label, usual headings (folded).
type Description = (Champ, &'static str, &'static str, &'static [&'static str]);

const DESCRIPTIONS: [Description; 20] = [
    (
        Champ::Numero,
        "numero",
        "Numéro de dossier",
        &[
            "numero de dossier",
            "numero dossier",
            "n dossier",
            "no dossier",
            "id dossier",
            "iddossier",
            "identifiant",
            "identifiant dossier",
        ],
    ),
    (
        Champ::NomNaissance,
        "nom_naissance",
        "Nom de naissance",
        &["nom de naissance", "nom naissance", "nom de famille", "nom"],
    ),
    (
        Champ::NomUsage,
        "nom_usage",
        "Nom d’usage",
        &["nom d usage", "nom usage", "nom usuel", "nom marital"],
    ),
    (
        Champ::Prenom,
        "prenom",
        "Prénom",
        &["prenom", "prenoms", "premier prenom"],
    ),
    (
        Champ::PrenomUsage,
        "prenom_usage",
        "Prénom d’usage",
        &["prenom d usage", "prenom usage", "prenom usuel"],
    ),
    (Champ::Sexe, "sexe", "Sexe", &["sexe", "genre", "civilite"]),
    (
        Champ::DateNaissance,
        "date_naissance",
        "Date de naissance",
        &[
            "date de naissance",
            "date naissance",
            "ne le",
            "ne e le",
            "naissance",
        ],
    ),
    (
        Champ::Adresse,
        "adresse",
        "Adresse",
        &["adresse", "adresse postale", "rue", "numero et rue"],
    ),
    (
        Champ::CodePostal,
        "code_postal",
        "Code postal",
        &["code postal", "cp"],
    ),
    (
        Champ::Commune,
        "commune",
        "Commune",
        &[
            "commune",
            "ville",
            "code insee",
            "code commune",
            "commune de residence",
        ],
    ),
    (
        Champ::Telephone,
        "telephone",
        "Téléphone",
        &[
            "telephone",
            "tel",
            "telephone portable",
            "portable",
            "mobile",
            "telephone mobile",
            "telephone 1",
        ],
    ),
    (
        Champ::Courriel,
        "courriel",
        "Courriel",
        &[
            "courriel",
            "mail",
            "email",
            "e mail",
            "adresse mail",
            "adresse e mail",
            "adresse electronique",
        ],
    ),
    (
        Champ::PremierAccueil,
        "premier_accueil",
        "Premier accueil",
        &[
            "premier accueil",
            "date premier accueil",
            "date de premier accueil",
            "date du premier accueil",
            "date 1er accueil",
            "date d inscription",
        ],
    ),
    (
        Champ::Referent,
        "referent",
        "Référent",
        &[
            "referent",
            "conseiller referent",
            "conseiller",
            "mail du conseiller",
            "courriel du referent",
        ],
    ),
    (
        Champ::Etat,
        "etat",
        "État du dossier",
        &[
            "etat",
            "etat du dossier",
            "statut",
            "statut du dossier",
            "etat dossier",
        ],
    ),
    (
        Champ::EtatDepuis,
        "etat_depuis",
        "État depuis le",
        &[
            "etat depuis",
            "etat depuis le",
            "date etat",
            "date de l etat",
            "date du statut",
        ],
    ),
    (
        Champ::Situation,
        "situation",
        "Situation",
        &[
            "situation",
            "categorie de situation",
            "situation actuelle",
            "categorie situation",
            "type de situation",
        ],
    ),
    (
        Champ::SituationDebut,
        "situation_debut",
        "Début de la situation",
        &[
            "debut situation",
            "debut de la situation",
            "date debut situation",
            "date de debut de situation",
        ],
    ),
    (
        Champ::SituationFin,
        "situation_fin",
        "Fin de la situation",
        &[
            "fin situation",
            "fin de la situation",
            "date fin situation",
            "date de fin de situation",
        ],
    ),
    (
        Champ::SituationStructure,
        "situation_structure",
        "Structure de la situation",
        &[
            "structure",
            "employeur",
            "organisme",
            "etablissement",
            "structure de la situation",
        ],
    ),
];

impl Champ {
    /// Every piece, in the order people see.
    pub fn all() -> impl Iterator<Item = Self> {
        DESCRIPTIONS.iter().map(|description| description.0)
    }

    /// The stable code, as the command line and the saved correspondence write it.
    pub fn code(self) -> &'static str {
        self.description().1
    }

    /// What people read.
    pub fn label(self) -> &'static str {
        self.description().2
    }

    /// The piece of this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::all().find(|champ| champ.code() == code)
    }

    /// The usual headings, folded, the most likely first.
    pub(super) fn headings(self) -> &'static [&'static str] {
        self.description().3
    }

    /// A dossier cannot be opened without it.
    pub const fn needed(self) -> bool {
        matches!(
            self,
            Self::NomNaissance | Self::Prenom | Self::DateNaissance
        )
    }

    fn description(self) -> &'static Description {
        let found = DESCRIPTIONS.iter().find(|d| d.0 == self);
        found.unwrap_or(&DESCRIPTIONS[0])
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use kernel::text::fold;

    use super::*;

    #[test]
    fn every_piece_has_its_own_code_and_headings() {
        let mut codes = HashSet::new();
        let mut headings = HashSet::new();
        for champ in Champ::all() {
            assert!(codes.insert(champ.code()));
            assert_eq!(Champ::from_code(champ.code()), Some(champ));
            assert_eq!(champ.description().0, champ);
            for heading in champ.headings() {
                assert_eq!(&fold(heading), heading);
                assert!(headings.insert(*heading), "{heading}");
            }
        }
    }
}
