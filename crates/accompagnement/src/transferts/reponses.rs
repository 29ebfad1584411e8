//! Answering: the dossier goes, or stays.

use jeunes::{
    DossierForWrite, acces,
    echeances::{self, NouvelleEcheance},
    transferts as departs,
};
use kernel::{JeuneId, MlId, Permission, Section, TransfertId, dates};
use platform::{
    Error, Result, Tx,
    audit::{self, Entry},
    ports::CleBlob,
    rattachement::Tables,
};
use serde_json::json;

use super::{
    model::{Accepte, EtatTransfert, MissionLocaleOuDemander, OBJET, Reponse, TransfertRecu},
    queries::{self, Fin, Tenue},
};
use crate::{
    ateliers,
    commun::conflict,
    pieces,
    rendez_vous::{self, RendezVous},
};

/// What comes next and comes from these stays behind: it was with the means of the former side.
const RESTENT: &[&str] = &[
    "rendez_vous",
    "inscription",
    "demande_aide",
    "bon",
    "pret_materiel",
    "prescription_formation",
    "venue",
    "message",
    OBJET,
];

/// The missions locales that may be asked, those of `indices` first.
pub async fn destinations(tx: &mut Tx, indices: &[i32]) -> Result<Vec<MissionLocaleOuDemander>> {
    queries::destinations(tx, indices).await
}

/// The requests received: those that wait, soonest due first, then those of the last three months.
/// Traced as a list.
///
/// # Errors
/// `Forbidden` without the permission.
pub async fn recus(tx: &mut Tx) -> Result<Vec<TransfertRecu>> {
    tx.require(Permission::RepondreTransfert)?;
    let since = tx.now() - chrono::Duration::days(92);
    let all = queries::received(tx, None, since).await?;
    let entry = Entry {
        action: "liste",
        objet: OBJET,
        objet_id: None,
        jeune: None,
        details: json!({ "nombre": all.len() }),
    };
    audit::record(tx, entry).await?;
    Ok(all)
}

/// A request received.
///
/// # Errors
/// `Forbidden` without the permission; `NotFound`.
pub async fn recu(tx: &mut Tx, id: TransfertId) -> Result<TransfertRecu> {
    tx.require(Permission::RepondreTransfert)?;
    let found = queries::received(tx, Some(id), chrono::DateTime::UNIX_EPOCH).await?;
    let found = found.into_iter().next().ok_or(Error::NotFound)?;
    let entry = Entry {
        action: "lecture",
        objet: OBJET,
        objet_id: Some(id.uuid()),
        jeune: found.jeune,
        details: json!({ "de": found.autre.get() }),
    };
    audit::record(tx, entry).await?;
    Ok(found)
}

/// Refuses. A second post of the same answer changes nothing.
///
/// # Errors
/// `Invalid` (`motif`); `Conflict` when it was answered or taken back meanwhile.
pub async fn refuser(tx: &mut Tx, reponse: &Reponse, motif: &str) -> Result<()> {
    tx.require(Permission::RepondreTransfert)?;
    if !tx
        .nomenclatures()
        .accepte("refus_transfert", motif, tx.today())
    {
        return Err(Error::invalid(
            "motif",
            "Choisissez une réponse de la liste.",
        ));
    }
    let held = hold(tx, reponse.id).await?;
    if held.etat == EtatTransfert::Refuse {
        return Ok(());
    }
    still_open(&held, reponse, EtatTransfert::Refuse)?;
    let fin = Fin {
        etat: EtatTransfert::Refuse,
        par: tx.agent_id(),
        refus: Some(motif),
        jeune: None,
    };
    queries::end(tx, reponse.id, fin).await?;
    if let Some(jeune) = held.jeune {
        let known = acces::open_for_write(tx, jeune, Section::Identite).await?;
        echeances::close(tx, &known, OBJET, &[reponse.id.uuid()], None).await?;
    }
    let entry = Entry {
        action: "refus",
        objet: OBJET,
        objet_id: Some(reponse.id.uuid()),
        jeune: held.jeune,
        details: json!({ "motif": motif }),
    };
    audit::record(tx, entry).await?;
    answered(tx, &held, reponse.id, fin, &[]).await.map(drop)
}

/// Lets the dossier go. What was planned with agents of this mission locale is cancelled, the person
/// is told by a means she allows, and it is left to the other side to take it up. A second post of
/// the same answer changes nothing.
///
/// # Errors
/// `Invalid` (`numero`, `dossier`); `Conflict` when it was answered or taken back meanwhile.
pub async fn accepter(tx: &mut Tx, tables: &Tables, reponse: &Reponse) -> Result<Accepte> {
    tx.require(Permission::RepondreTransfert)?;
    let held = hold(tx, reponse.id).await?;
    if held.etat == EtatTransfert::Fait {
        return Ok(Accepte::default());
    }
    still_open(&held, reponse, EtatTransfert::Fait)?;
    let jeune = which(tx, &held, reponse).await?;
    let dossier = acces::open_for_write(tx, jeune, Section::Identite).await?;
    let planned = rendez_vous::to_come(tx, &dossier).await?;
    rendez_vous::cancel(tx, &dossier, &planned, true).await?;
    ateliers::retirer(tx, &dossier).await?;
    let fin = Fin {
        etat: EtatTransfert::Fait,
        par: tx.agent_id(),
        refus: None,
        jeune: None,
    };
    let here = Fin {
        jeune: Some(jeune),
        ..fin
    };
    queries::end(tx, reponse.id, here).await?;
    let garde = answered(tx, &held, reponse.id, fin, &planned).await?;
    let depart = departs::Depart {
        demande: reponse.id.uuid(),
        vers: held.autre,
        garde,
        notes: held.notes,
        restent: RESTENT,
    };
    let details = acces::details(tx, &dossier)
        .coded("vers", held.autre)
        .coded("notes", held.notes)
        .into_value();
    let id = reponse.id.uuid();
    acces::record(tx, &dossier, "transfert", OBJET, id, details).await?;
    let fichiers = files(tx, &dossier, held.autre).await?;
    let bilan = departs::partir(tx, tables, &dossier, &depart).await?;
    Ok(Accepte { bilan, fichiers })
}

/// The files of her pieces, from here to there.
async fn files(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    vers: MlId,
) -> Result<Vec<(CleBlob, CleBlob)>> {
    let ml = tx.ml()?;
    let all = pieces::leaving(tx, dossier).await?;
    let pair = |id| (CleBlob { ml, id }, CleBlob { ml: vers, id });
    Ok(all.into_iter().map(pair).collect())
}

async fn hold(tx: &mut Tx, id: TransfertId) -> Result<Tenue> {
    queries::hold(tx, id, "sortant")
        .await?
        .ok_or(Error::NotFound)
}

fn still_open(held: &Tenue, reponse: &Reponse, answer: EtatTransfert) -> Result<()> {
    if held.etat == EtatTransfert::Demande && held.version == reponse.version {
        return Ok(());
    }
    let fields = vec![("Demande", answer.label().into(), held.etat.label().into())];
    conflict(fields, held.version)
}

/// The dossier found when it was asked, or the one that someone found since.
async fn which(tx: &mut Tx, held: &Tenue, reponse: &Reponse) -> Result<JeuneId> {
    if reponse.numero.trim().is_empty() {
        return held.jeune.ok_or_else(|| {
            Error::invalid(
                "numero",
                "Écrivez le numéro du dossier, par exemple 17-204-K.",
            )
        });
    }
    let found = departs::numbered(tx, &reponse.numero).await?;
    found.ok_or_else(|| {
        Error::invalid(
            "numero",
            "Aucun dossier de votre mission locale ne porte ce numéro.",
        )
    })
}

/// On the side that asked: the request has its answer, and what was planned is to be taken up.
/// Returns the dossier of the person there.
async fn answered(
    tx: &mut Tx,
    held: &Tenue,
    id: TransfertId,
    fin: Fin<'_>,
    planned: &[RendezVous],
) -> Result<JeuneId> {
    let passage = tx.passer(held.autre).await?;
    let own = queries::hold(tx, id, "entrant").await?.ok_or_else(gone)?;
    queries::end(tx, id, fin).await?;
    let jeune = own.jeune.ok_or_else(gone)?;
    let jeune = JeuneId::from(queries::today_in(tx, jeune).await?);
    let dossier = acces::open_for_write(tx, jeune, Section::Identite)
        .await
        .map_err(|_| gone())?;
    echeances::close(tx, &dossier, OBJET, &[id.uuid()], None).await?;
    take_up(tx, &dossier, planned).await?;
    if fin.etat == EtatTransfert::Refuse {
        refused(tx, &dossier, id).await?;
    }
    tx.revenir(passage).await?;
    Ok(jeune)
}

fn gone() -> Error {
    Error::invalid(
        "dossier",
        "Le dossier n’existe plus dans l’autre mission locale : appelez-la.",
    )
}

async fn take_up(tx: &mut Tx, dossier: &DossierForWrite, planned: &[RendezVous]) -> Result<()> {
    let today = tx.today();
    let fuseau = tx.fuseau();
    let next: Vec<NouvelleEcheance> = planned
        .iter()
        .map(|rdv| {
            let local = rdv.debut.with_timezone(&fuseau);
            NouvelleEcheance {
                nature: "rendez_vous_a_reprendre".to_owned(),
                libelle: format!(
                    "Redonner le rendez-vous du {} à {}",
                    dates::long(local.date_naive()),
                    dates::hour(local.time())
                ),
                visible_le: today,
                echeance_le: local.date_naive().max(today),
                objet: "rendez_vous_ailleurs",
                objet_id: rdv.id.uuid(),
            }
        })
        .collect();
    echeances::push(tx, dossier, &next).await
}

async fn refused(tx: &mut Tx, dossier: &DossierForWrite, id: TransfertId) -> Result<()> {
    let today = tx.today();
    let next = NouvelleEcheance {
        nature: "transfert_refuse".to_owned(),
        libelle: "Lire la réponse à la demande de transfert".to_owned(),
        visible_le: today,
        echeance_le: today,
        objet: OBJET,
        objet_id: id.uuid(),
    };
    echeances::push(tx, dossier, &[next]).await
}
