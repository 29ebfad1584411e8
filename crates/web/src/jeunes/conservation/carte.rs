//! The card of the fiche that says until when the dossier is kept, and why.

use jeunes::{
    DossierForRead,
    conservation::{self, Raison},
    copie, gels, information,
};
use kernel::{Permission, dates};
use platform::Tx;

/// What the card says.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each one shows a line of the card, independent of the others"
)]
pub(in crate::jeunes) struct Carte {
    pub(in crate::jeunes) jusque: String,
    pub(in crate::jeunes) raison: String,
    /// The age of the rule is not confirmed by a text in force.
    pub(in crate::jeunes) a_confirmer: bool,
    /// A legal hold is in force, whatever its reason: that is for the direction alone.
    pub(in crate::jeunes) gele: bool,
    /// When the notice on her data was given.
    pub(in crate::jeunes) information: String,
    /// The actor may note a request that the person makes of her data.
    pub(in crate::jeunes) demande: bool,
    /// The actor may prepare the copy that the person receives.
    pub(in crate::jeunes) copie: bool,
    /// The actor may put and lift holds.
    pub(in crate::jeunes) modifiable: bool,
}

impl Carte {
    pub(in crate::jeunes) async fn read(
        tx: &mut Tx,
        dossier: &DossierForRead,
    ) -> platform::Result<Self> {
        let (jusque, raison) = words(tx, dossier)?;
        Ok(Self {
            jusque,
            raison,
            a_confirmer: tx
                .parametres()
                .get(AGE, tx.today())
                .is_some_and(|p| p.a_confirmer),
            gele: !gels::in_force(tx, dossier).await?.is_empty(),
            information: given(tx, dossier).await?,
            demande: tx.may(Permission::NoterExercice),
            copie: copie::may(tx, dossier),
            modifiable: tx.may(Permission::GelerDossier),
        })
    }
}

async fn given(tx: &mut Tx, dossier: &DossierForRead) -> platform::Result<String> {
    let last = information::list(tx, dossier).await?.into_iter().next();
    Ok(last.map_or_else(
        || "Information sur ses données\u{a0}: à donner".to_owned(),
        |one| {
            format!(
                "Information sur ses données donnée le {}",
                dates::long(one.donnee_le)
            )
        },
    ))
}

const AGE: &str = "conservation_age_ans";

/// Until when, and why, in two sentences.
pub(in crate::jeunes) fn words(
    tx: &Tx,
    dossier: &DossierForRead,
) -> platform::Result<(String, String)> {
    let ans = tx.parametre(AGE)?;
    let found = conservation::of(tx, dossier)?;
    let raison = match found.raison {
        Raison::Anniversaire => format!("C’est le jour de ses {ans}\u{a0}ans."),
        Raison::AgeDeclare => {
            format!("Ses {ans}\u{a0}ans au plus tard, d’après l’âge déclaré.")
        }
        Raison::FinAccompagnement => {
            format!("L’accompagnement a pris fin ce jour-là, après ses {ans}\u{a0}ans.")
        }
        Raison::EnCours => format!("Les {ans}\u{a0}ans sont passés, le dossier est actif."),
    };
    let jusque = match found.fin {
        Some(day) => format!("Jusqu’au {}", dates::long(day)),
        None => "Tant que dure l’accompagnement".to_owned(),
    };
    Ok((jusque, raison))
}
