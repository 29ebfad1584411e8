//! The texts of mails: plain, short, without personal data in the subject.

/// A mail to write: subject and text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lettre {
    /// The subject.
    pub objet: String,
    /// The text.
    pub texte: String,
}

/// The mail with which an agent chooses a password.
pub fn invitation(prenom: &str, lien: &str, heures: i64) -> Lettre {
    let duree = if heures % 24 == 0 && heures > 24 {
        format!("{} jours", heures / 24)
    } else if heures > 1 {
        format!("{heures} heures")
    } else {
        "une heure".to_owned()
    };
    Lettre {
        objet: "Votre accès à Jalon".to_owned(),
        texte: format!(
            "Bonjour {prenom},\n\n\
             Un compte vous est ouvert dans Jalon. Choisissez votre mot de passe à cette adresse, \
             valable {duree} :\n\n{lien}\n\n\
             Elle ne sert qu’une fois et n’est que pour vous. Passé ce délai, demandez-en une autre \
             à la personne qui administre les comptes de votre structure.\n\n\
             Si vous n’attendiez pas ce message, ne faites rien.\n"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_invitation_says_where_and_how_long() {
        let lettre = invitation("Inès", "https://jalon.example/lien/mot-de-passe/ab", 72);
        assert!(lettre.texte.starts_with("Bonjour Inès,\n\n"));
        assert!(
            lettre
                .texte
                .contains("valable 3 jours :\n\nhttps://jalon.example/")
        );
        assert!(!lettre.objet.contains("Inès"));
        assert!(invitation("I", "l", 1).texte.contains("valable une heure"));
        assert!(invitation("I", "l", 24).texte.contains("valable 24 heures"));
    }
}
