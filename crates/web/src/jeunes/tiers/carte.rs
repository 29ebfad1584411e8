//! The card of the fiche: what may be told, to whom.

use jeunes::{
    DossierForRead,
    tiers::{self, Tiers, rules},
};
use kernel::{Access, Permission, Section, dates, text};
use platform::Tx;

/// A third party, in words.
#[derive(Debug)]
pub(in crate::jeunes) struct Ligne {
    pub(in crate::jeunes) lien: String,
    pub(in crate::jeunes) nom: String,
    pub(in crate::jeunes) qui: String,
    pub(in crate::jeunes) joindre: String,
    /// « Peut savoir : … » or « Ne doit rien savoir ».
    pub(in crate::jeunes) phrase: String,
    pub(in crate::jeunes) accord: String,
    /// Something may be told today.
    pub(in crate::jeunes) ouvert: bool,
}

/// The card.
#[derive(Debug)]
pub(in crate::jeunes) struct Carte {
    pub(in crate::jeunes) lignes: Vec<Ligne>,
    pub(in crate::jeunes) modifiable: bool,
}

impl Carte {
    /// `None` for a role that does not see it.
    pub(in crate::jeunes) async fn read(
        tx: &mut Tx,
        dossier: &DossierForRead,
        base: &str,
    ) -> platform::Result<Option<Self>> {
        if !tx.may(Permission::Dossier(Section::Contacts, Access::Read)) {
            return Ok(None);
        }
        let all = tiers::list(tx, dossier).await?;
        Ok(Some(Self {
            lignes: all.iter().map(|t| line(tx, base, t)).collect(),
            modifiable: tx.may(Permission::Dossier(Section::Contacts, Access::Write)),
        }))
    }
}

fn line(tx: &Tx, base: &str, tiers: &Tiers) -> Ligne {
    let (lists, today) = (tx.nomenclatures(), tx.today());
    let told: Vec<String> = tiers
        .peut_savoir
        .iter()
        .filter(|code| rules::peut_savoir(tiers, code, today))
        .map(|code| lower_first(lists.libelle("peut_savoir", code)))
        .collect();
    let qui = [
        lists.libelle("lien_personne", &tiers.lien),
        tiers.organisme.as_str(),
    ];
    let qui: Vec<&str> = qui.into_iter().filter(|part| !part.is_empty()).collect();
    Ligne {
        lien: format!("{base}/tiers/{}", tiers.id),
        nom: text::tidy_line(&tiers.nom),
        qui: qui.join(", "),
        joindre: tiers.joindre.clone(),
        phrase: if told.is_empty() {
            "Ne rien lui dire".to_owned()
        } else {
            format!("Peut savoir : {}", told.join(", "))
        },
        accord: agreement(tiers),
        ouvert: !told.is_empty(),
    }
}

fn agreement(tiers: &Tiers) -> String {
    let words = match (tiers.retire_le, tiers.accord_le) {
        (Some(le), _) => format!("Accord retiré le {}", dates::short(le)),
        (None, Some(le)) => format!("Accord donné le {}", dates::short(le)),
        (None, None) => format!("Noté depuis le {}", dates::short(tiers.du)),
    };
    match tiers.au {
        Some(au) => format!("{words}, jusqu’au {}", dates::short(au)),
        None => words,
    }
}

fn lower_first(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}
