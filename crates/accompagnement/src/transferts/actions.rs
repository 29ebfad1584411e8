//! Asking, and reading what is needed to go on.

use chrono::Days;
use jeunes::{
    DossierForRead, DossierForWrite, acces,
    copie::{self, Copie, Forme, TableCopiee},
    echeances::{self, NouvelleEcheance},
    transferts as departs,
};
use kernel::{Access, FieldErrors, JeuneId, MlId, Permission, Section};
use platform::{
    Error, Result, Tx,
    rattachement::{Depart, Tables},
};

use super::{
    model::{EtatTransfert, NouveauTransfert, OBJET, Transfert},
    queries::{self, Cote, Fin},
};
use crate::{
    commun::{check_choice, check_past},
    creneaux,
};

/// Who asks: those who accompany, on a dossier they may change.
const ECRIRE: Permission = Permission::Dossier(Section::Plan, Access::Write);

/// The requests made for the dossier, the latest first.
pub async fn of_dossier(tx: &mut Tx, dossier: &DossierForRead) -> Result<Vec<Transfert>> {
    queries::of_dossier(tx, dossier.id).await
}

/// Asks the other mission locale for the dossier of the person. A second post of the same form asks
/// nothing more.
///
/// # Errors
/// `Invalid`: `autre`, `motif`, `accord_le`, `naissance` when the birth date is not known.
pub async fn demander(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    new: &NouveauTransfert,
) -> Result<()> {
    tx.require(ECRIRE)?;
    let here = tx.ml()?;
    let par = tx.agent()?.agent;
    let who = check(tx, dossier, new)?;
    let delay = u32::try_from(tx.parametre("transfert_delai_jours_ouvres")?).unwrap_or(0);
    let today = tx.today();
    let reponse_avant = creneaux::calendrier(tx)
        .await?
        .working_days_after(today, delay);
    let mut cote = Cote {
        sens: "entrant",
        autre: new.autre,
        jeune: Some(dossier.id),
        identite: None,
        par,
        reponse_avant,
        new,
    };
    if !queries::insert(tx, &cote).await? {
        return Ok(());
    }
    let next = NouvelleEcheance {
        nature: "transfert_sans_reponse".to_owned(),
        libelle: "Rappeler la mission locale qui suivait la personne".to_owned(),
        visible_le: reponse_avant + Days::new(1),
        echeance_le: reponse_avant + Days::new(1),
        objet: OBJET,
        objet_id: new.id.uuid(),
    };
    echeances::push(tx, dossier, &[next]).await?;
    let passage = tx.passer(new.autre).await?;
    cote.sens = "sortant";
    cote.autre = here;
    cote.jeune = departs::find(tx, &who).await?;
    cote.identite = serde_json::to_value(&who).ok();
    queries::insert(tx, &cote).await?;
    if let Some(known) = cote.jeune {
        tell(tx, known, &cote).await?;
    }
    tx.revenir(passage).await?;
    let details = acces::details(tx, dossier)
        .coded("vers", new.autre)
        .coded("motif", &new.motif)
        .coded("notes", new.notes)
        .into_value();
    acces::record(tx, dossier, "creation", OBJET, new.id.uuid(), details).await
}

/// In the mission locale that is asked: something to do in her dossier.
async fn tell(tx: &mut Tx, jeune: JeuneId, cote: &Cote<'_>) -> Result<()> {
    let dossier = acces::open_for_write(tx, jeune, Section::Identite).await?;
    let next = NouvelleEcheance {
        nature: "transfert_a_repondre".to_owned(),
        libelle: "Répondre à une demande de transfert".to_owned(),
        visible_le: tx.today(),
        echeance_le: cote.reponse_avant,
        objet: OBJET,
        objet_id: cote.new.id.uuid(),
    };
    echeances::push(tx, &dossier, &[next]).await?;
    let details = acces::details(tx, &dossier)
        .coded("de", cote.autre)
        .into_value();
    let id = cote.new.id.uuid();
    acces::record(tx, &dossier, "demande_recue", OBJET, id, details).await
}

fn check(
    tx: &Tx,
    dossier: &DossierForWrite,
    new: &NouveauTransfert,
) -> Result<departs::Signalement> {
    let today = tx.today();
    let mut errors = FieldErrors::new();
    check_choice(
        tx,
        &mut errors,
        "motif",
        "motif_transfert",
        &new.motif,
        today,
    );
    check_past(&mut errors, "accord_le", new.accord_le, today);
    if tx.ml().is_ok_and(|ml| ml == new.autre) {
        errors.add("autre", "C’est votre mission locale.");
    }
    if dossier.protege {
        errors.add(
            "autre",
            "Ce dossier est protégé : rien n’en est dit hors de la mission locale. Appelez votre \
             collègue.",
        );
    }
    let who = departs::identity(dossier);
    if who.is_none() {
        errors.add(
            "autre",
            "Il faut la date de naissance pour que l’autre mission locale retrouve le dossier : \
             complétez d’abord l’identité.",
        );
    }
    errors.check(()).map_err(Error::Invalid)?;
    who.ok_or(Error::NotFound)
}

/// Takes back a request that waits, on both sides. One that was answered meanwhile stays.
///
/// # Errors
/// `NotFound` when it is not of this dossier; `Invalid` (`etat`) once answered.
pub async fn annuler(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    id: kernel::TransfertId,
) -> Result<()> {
    tx.require(ECRIRE)?;
    let (autre, par) = (asked(tx, dossier, id).await?, tx.agent_id());
    let fin = Fin {
        etat: EtatTransfert::Annule,
        par,
        refus: None,
        jeune: None,
    };
    // Both sides are held in the same order everywhere: the one that is asked first.
    let passage = tx.passer(autre).await?;
    let held = queries::hold(tx, id, "sortant").await?;
    let open = held
        .as_ref()
        .is_none_or(|h| h.etat == EtatTransfert::Demande);
    if open && let Some(held) = &held {
        queries::end(tx, id, fin).await?;
        if let Some(jeune) = held.jeune {
            let known = acces::open_for_write(tx, jeune, Section::Identite).await?;
            echeances::close(tx, &known, OBJET, &[id.uuid()], None).await?;
        }
    }
    tx.revenir(passage).await?;
    let own = queries::hold(tx, id, "entrant").await?;
    let own = own.ok_or(Error::NotFound)?;
    if own.etat == EtatTransfert::Annule {
        return Ok(());
    }
    if !open || own.etat != EtatTransfert::Demande {
        return Err(Error::invalid(
            "etat",
            "L’autre mission locale vient de répondre.",
        ));
    }
    queries::end(tx, id, fin).await?;
    echeances::close(tx, dossier, OBJET, &[id.uuid()], None).await?;
    let details = acces::details(tx, dossier).into_value();
    acces::record(tx, dossier, "annulation", OBJET, id.uuid(), details).await
}

async fn asked(tx: &mut Tx, dossier: &DossierForWrite, id: kernel::TransfertId) -> Result<MlId> {
    let all = queries::of_dossier(tx, dossier.id).await?;
    let found = all.into_iter().find(|transfert| transfert.id == id);
    Ok(found.ok_or(Error::NotFound)?.autre)
}

/// What is needed to go on, once the delay has passed without an answer: what would travel, without
/// the confidential notes, read in the other mission locale. Both sides keep the trace.
///
/// # Errors
/// `Forbidden` or `NotFound` for someone who does not follow the person; `Invalid` (`etat`) before
/// the delay, once answered, or when the other side knows nobody so called.
pub async fn continuite(
    tx: &mut Tx,
    (tables, copies): (&Tables, &[&[TableCopiee]]),
    jeune: JeuneId,
    id: kernel::TransfertId,
) -> Result<(DossierForRead, Transfert, Copie)> {
    let dossier = copie::announce(tx, jeune).await?;
    let all = queries::of_dossier(tx, dossier.id).await?;
    let found = all.into_iter().find(|transfert| transfert.id == id);
    let transfert = found.ok_or(Error::NotFound)?;
    if !transfert.sans_reponse(tx.today()) {
        return Err(Error::invalid(
            "etat",
            "L’accès de continuité s’ouvre quand le délai de réponse est passé.",
        ));
    }
    let here = tx.ml()?;
    let passage = tx.passer(transfert.autre).await?;
    let held = queries::hold(tx, id, "sortant").await?;
    let known = held.and_then(|held| held.jeune).ok_or_else(|| {
        Error::invalid(
            "etat",
            "Aucun dossier n’a été retrouvé sous ce nom dans l’autre mission locale : appelez-la.",
        )
    })?;
    let (there, mut copie) = copie::prepare(tx, (tables, copies), known, Forme::Lisible).await?;
    copie.structure.clone_from(&transfert.autre_nom);
    copie.parties.retain(|partie| travels(tables, partie.nom));
    let write = acces::open_for_write(tx, there.id, Section::Identite).await?;
    let details = acces::details(tx, &write).coded("par", here).into_value();
    acces::record(tx, &write, "acces_continuite", OBJET, id.uuid(), details).await?;
    tx.revenir(passage).await?;
    let own = acces::open_for_write(tx, jeune, Section::Identite).await?;
    let details = acces::details(tx, &own)
        .coded("aupres_de", transfert.autre)
        .into_value();
    acces::record(tx, &own, "acces_continuite", OBJET, id.uuid(), details).await?;
    Ok((dossier, transfert, copie))
}

/// The dossier itself, and the tables whose rows would travel whatever the person says of the notes.
fn travels(tables: &Tables, nom: &str) -> bool {
    tables
        .find(nom)
        .is_none_or(|table| matches!(table.depart, Depart::Part | Depart::Suit { .. }))
}
