//! The cards of the fiche: what is known, how fresh it is, and what is not known yet.

use jeunes::{
    DossierForRead,
    faits::{self, Fait, GENRES, Genre, rules},
    sejour,
};
use kernel::{Access, Permission, dates};
use platform::Tx;

/// A theme that is known.
#[derive(Debug)]
pub(in crate::jeunes) struct Carte {
    pub(in crate::jeunes) code: &'static str,
    pub(in crate::jeunes) titre: &'static str,
    /// The page that changes it, or an empty string.
    pub(in crate::jeunes) lien: String,
    pub(in crate::jeunes) id: String,
    /// Label and words.
    pub(in crate::jeunes) lignes: Vec<(&'static str, String)>,
    pub(in crate::jeunes) depuis: String,
    pub(in crate::jeunes) fraicheur: String,
    pub(in crate::jeunes) a_verifier: bool,
}

/// A link to a form.
#[derive(Debug)]
pub(in crate::jeunes) struct ARemplir {
    pub(in crate::jeunes) lien: String,
    pub(in crate::jeunes) titre: &'static str,
}

/// The cards, in two columns, and the themes still to ask.
#[derive(Debug)]
pub(in crate::jeunes) struct Cartes {
    pub(in crate::jeunes) gauche: Vec<Carte>,
    pub(in crate::jeunes) droite: Vec<Carte>,
    pub(in crate::jeunes) vides: Vec<ARemplir>,
    /// The page of the right to stay, or an empty string.
    pub(in crate::jeunes) sejour: String,
}

impl Cartes {
    /// What the role may see: one statement.
    pub(in crate::jeunes) async fn read(
        tx: &mut Tx,
        dossier: &DossierForRead,
        base: &str,
    ) -> platform::Result<Self> {
        let known = faits::list(tx, dossier).await?;
        let mut all = Self {
            gauche: Vec::new(),
            droite: Vec::new(),
            vides: Vec::new(),
            sejour: if sejour::may_see(tx, dossier) {
                format!("{base}/sejour")
            } else {
                String::new()
            },
        };
        for genre in &GENRES {
            let writes = tx.may(Permission::Dossier(genre.section, Access::Write));
            let lien = format!("{base}/faits/{}", genre.code);
            match known.iter().find(|fait| fait.genre == genre.code) {
                Some(fait) => {
                    let lien = if writes { lien } else { String::new() };
                    let card = card(tx, genre, fait, lien)?;
                    if all.droite.len() < all.gauche.len() {
                        all.droite.push(card);
                    } else {
                        all.gauche.push(card);
                    }
                }
                None if writes => all.vides.push(ARemplir {
                    lien,
                    titre: genre.titre,
                }),
                None => {}
            }
        }
        Ok(all)
    }
}

fn card(tx: &Tx, genre: &Genre, fait: &Fait, lien: String) -> platform::Result<Carte> {
    let (max, today) = (tx.parametre(genre.fraicheur)?, tx.today());
    let lignes = genre.champs.iter().filter_map(|champ| {
        let value = fait.valeurs.get(champ.nom)?;
        let words = faits::words(tx.nomenclatures(), champ, value);
        Some((champ.libelle, words))
    });
    Ok(Carte {
        code: genre.code,
        titre: genre.titre,
        lien,
        id: fait.id.to_string(),
        lignes: lignes.collect(),
        depuis: format!("Depuis le {}", dates::short(fait.vrai_du)),
        fraicheur: rules::freshness(fait.confirme_le, today, max),
        a_verifier: rules::to_check(fait.confirme_le, today, max),
    })
}
