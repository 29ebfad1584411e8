//! Expecting and noting the follow-up.

use chrono::{Days, NaiveDate};
use jeunes::{
    DossierForRead, DossierForWrite, acces,
    echeances::{self, NouvelleEcheance},
};
use kernel::{Access, AdhesionId, FieldErrors, Permission, Section};
use platform::{Result, Tx};

use super::{
    model::{NouveauSuivi, Suivi},
    queries, rules,
};
use crate::{
    commun::{already_there, check_past},
    dispositifs,
};

const LIRE: Permission = Permission::Dossier(Section::Plan, Access::Read);
const ECRIRE: Permission = Permission::Dossier(Section::Plan, Access::Write);

/// Days left to note a step once its day has come.
const DELAI_JOURS: u64 = 15;

/// Pushes the four steps of someone who left on `sortie`.
pub(crate) async fn expect(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    adhesion: AdhesionId,
    sortie: NaiveDate,
) -> Result<()> {
    let all: Vec<NouvelleEcheance> = rules::ETAPES
        .iter()
        .map(|mois| {
            let day = rules::jour(sortie, *mois);
            NouvelleEcheance {
                nature: nature(*mois),
                libelle: format!("Prendre des nouvelles, {mois} mois après la sortie"),
                visible_le: day,
                echeance_le: day + Days::new(DELAI_JOURS),
                objet: "dispositif",
                objet_id: adhesion.uuid(),
            }
        })
        .collect();
    echeances::push(tx, dossier, &all).await
}

fn nature(mois: i32) -> String {
    format!("suivi_sortie_{mois}")
}

/// The steps noted of a course.
pub async fn list(
    tx: &mut Tx,
    dossier: &DossierForRead,
    adhesion: AdhesionId,
) -> Result<Vec<Suivi>> {
    tx.require(LIRE)?;
    queries::list(tx, dossier.id, adhesion).await
}

/// Notes a step, with the situation that the dossier tells that day.
///
/// # Errors
/// `Invalid` (`fait_le`): in the future, before its month has come, noted already.
pub async fn note(tx: &mut Tx, dossier: &DossierForWrite, new: &NouveauSuivi) -> Result<()> {
    tx.require(ECRIRE)?;
    let all = dispositifs::queries::list(tx, dossier.id).await?;
    let course = already_there(all.into_iter().find(|a| a.id == new.adhesion))?;
    let left = already_there(course.sortie_le)?;
    if !rules::ETAPES.contains(&new.mois) {
        return Err(platform::Error::NotFound);
    }
    let mut errors = FieldErrors::new();
    check_past(&mut errors, "fait_le", new.fait_le, tx.today());
    if new.fait_le < left {
        errors.add("fait_le", "Cette date est avant la sortie.");
    } else {
        let avance = tx.parametre("suivi_sortie_avance_jours")?;
        rules::check_not_early(&mut errors, (left, new.mois), new.fait_le, avance);
    }
    errors.check(())?;
    let situation = dispositifs::situation_on(tx, dossier, new.fait_le).await?;
    if !queries::insert(tx, dossier.id, new, &situation).await? {
        return Ok(());
    }
    let details = acces::details(tx, dossier)
        .coded("mois", new.mois)
        .coded("jointe", new.jointe)
        .coded("situation", &situation)
        .into_value();
    acces::record(tx, dossier, "creation", "suivi_sortie", new.id, details).await?;
    let id = [new.adhesion.uuid()];
    echeances::close(tx, dossier, "dispositif", &id, Some(&nature(new.mois))).await
}
