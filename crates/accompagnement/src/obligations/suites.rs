//! What a step leaves: the audit, the frise, what is to do next.

use chrono::{Days, NaiveDate};
use jeunes::{
    DossierForWrite, acces,
    echeances::{self, NouvelleEcheance},
    frise::{self, NouvelEvenement},
};
use kernel::ObligationId;
use platform::{Error, Result, Tx};

use super::{
    model::{Etape, EtatObligation, Obligation},
    queries::Ecrit,
    rules::Marche,
};

/// The kind of object in the échéances, on the frise and in the audit.
pub(super) const OBJET: &str = "obligation";

/// What a step leaves: the audit, the frise, what is to do next.
pub(super) async fn trace(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    before: &Obligation,
    after: &Marche,
    etape: &Etape,
    ecrit: Ecrit<'_>,
) -> Result<()> {
    let id = before.id;
    let details = acces::details(tx, dossier)
        .changed("etat", before.etat, after.etat)
        .coded("le", etape.le)
        .coded("code", &etape.code)
        .secret("mots", &etape.mots)
        .secret("avis", ecrit.avis)
        .secret("motivation", ecrit.motivation)
        .into_value();
    let action = etape.nature.code();
    acces::record(tx, dossier, action, OBJET, id.uuid(), details).await?;
    let words = match after.fin {
        Some((fin, _)) => fin.label(),
        None => etape.nature.label(),
    };
    happened(tx, dossier, etape, &words.to_lowercase()).await?;
    echeances::close(tx, dossier, OBJET, &[id.uuid()], None).await?;
    let all = todo(tx, id, after, etape.le)?;
    echeances::push(tx, dossier, &all).await
}

/// A line of the frise.
pub(super) async fn happened(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    etape: &Etape,
    words: &str,
) -> Result<()> {
    let event = NouvelEvenement {
        survenu_le: etape.le,
        nature: OBJET.to_owned(),
        titre: format!("Obligation de formation : {words}"),
        ..NouvelEvenement::of(OBJET, etape.id)
    };
    frise::push(tx, dossier, &[event]).await
}

/// What is to do next, and the clock while it runs.
pub(super) fn todo(
    tx: &Tx,
    id: ObligationId,
    marche: &Marche,
    le: NaiveDate,
) -> Result<Vec<NouvelleEcheance>> {
    if marche.fin.is_some() {
        return Ok(Vec::new());
    }
    let of = |nature: &str, words: &str, visible_le, echeance_le| NouvelleEcheance {
        nature: nature.to_owned(),
        libelle: format!("Obligation de formation : {words}"),
        visible_le,
        echeance_le,
        objet: OBJET,
        objet_id: id.uuid(),
    };
    let mut all = Vec::new();
    if let Some((nature, words, delay)) = next(marche.etat) {
        all.push(of(nature, words, le, le + days(tx, delay)?));
    }
    let waits = matches!(
        marche.etat,
        EtatObligation::ATransmettre | EtatObligation::Transmise
    );
    if let Some(last) = marche.horloge_fin.filter(|_| !waits) {
        let visible = last - days(tx, "obligation_horloge_visible_jours")?;
        let words = "fin du délai de la convocation";
        all.push(of("obligation_horloge", words, visible, last));
    }
    Ok(all)
}

fn days(tx: &Tx, code: &str) -> Result<Days> {
    let days = u64::try_from(tx.parametre(code)?);
    days.map(Days::new)
        .map_err(|_| Error::Internal(anyhow::anyhow!("a negative delay")))
}

/// The kind of what is to do, its words, its delay.
const fn next(etat: EtatObligation) -> Option<(&'static str, &'static str, &'static str)> {
    match etat {
        EtatObligation::Signalee => Some((
            "obligation_recevoir",
            "recevoir le jeune et ses représentants",
            "obligation_reception_jours",
        )),
        EtatObligation::Recue => Some((
            "obligation_proposer",
            "proposer une solution",
            "obligation_proposition_jours",
        )),
        EtatObligation::Proposee => Some((
            "obligation_verifier",
            "vérifier que la solution tient",
            "obligation_suivi_jours",
        )),
        EtatObligation::Convoquee => None,
        EtatObligation::ATransmettre => Some((
            "obligation_decider",
            "décision de la direction",
            "obligation_decision_jours",
        )),
        EtatObligation::Transmise => Some((
            "obligation_reprendre",
            "reprendre contact",
            "obligation_suivi_jours",
        )),
    }
}
