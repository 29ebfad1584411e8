//! Opening the chain, and each attempt.

use chrono::NaiveDate;
use jeunes::{
    DossierForRead, DossierForWrite, acces,
    echeances::{self, NouvelleEcheance},
    frise::{self, NouvelEvenement},
};
use kernel::{Access, Permission, RendezVousId, Section};
use platform::{Error, Result, Tx};

use super::{
    model::{Etape, Tentative},
    queries, rules,
};
use crate::{
    envois::{self, Nature, NouvelEnvoi, Sujet},
    rendez_vous::{EtatRdv, RendezVous},
};

const LISTE: &str = "relance_absence";
const NATURE: &str = "relance_absence";

/// Someone did not come on `jour`: the first step is due.
pub(crate) async fn open(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    rdv: RendezVousId,
    jour: NaiveDate,
) -> Result<()> {
    let tried = queries::list(tx, rdv).await?;
    push_next(tx, dossier, rdv, &steps(tx, jour, &tried)?).await
}

fn steps(tx: &Tx, jour: NaiveDate, tried: &[Tentative]) -> Result<Vec<Etape>> {
    let lists = tx.nomenclatures();
    let mut all = Vec::new();
    for entry in lists.offertes(LISTE, jour) {
        let code = format!("relance_{}_jours", entry.code);
        let days = tx.parametres().entier(&code, jour)?;
        all.push((entry.code.clone(), entry.libelle.clone(), days));
    }
    Ok(rules::chain(jour, all, tried))
}

async fn push_next(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    rdv: RendezVousId,
    chain: &[Etape],
) -> Result<()> {
    let Some(next) = chain.iter().find(|e| e.prochaine) else {
        let id = [rdv.uuid()];
        return echeances::close(tx, dossier, "rendez_vous", &id, Some(NATURE)).await;
    };
    let today = tx.today();
    let due = next.due_le.max(today);
    let echeance = NouvelleEcheance {
        nature: NATURE.to_owned(),
        libelle: format!("Après une absence : {}", next.libelle.to_lowercase()),
        visible_le: today,
        echeance_le: due,
        objet: "rendez_vous",
        objet_id: rdv.uuid(),
    };
    echeances::push(tx, dossier, &[echeance]).await
}

/// The chain after this absence.
pub async fn chain(tx: &mut Tx, _dossier: &DossierForRead, rdv: &RendezVous) -> Result<Vec<Etape>> {
    let tried = queries::list(tx, rdv.id).await?;
    steps(tx, day(tx, rdv), &tried)
}

fn day(tx: &Tx, rdv: &RendezVous) -> NaiveDate {
    rdv.debut.with_timezone(&tx.fuseau()).date_naive()
}

/// Notes one attempt; someone reached ends the chain. The step « message » sends it, by a means the
/// person allows. The same step again changes nothing.
///
/// # Errors
/// `Invalid` (`etape`, `resultat`); `NotFound` when the person was not absent.
pub async fn attempt(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    rdv: &RendezVous,
    (etape, resultat): (&str, &str),
) -> Result<()> {
    tx.require(Permission::Dossier(Section::Agenda, Access::Write))?;
    if rdv.etat != EtatRdv::Absent {
        return Err(Error::NotFound);
    }
    let (jour, today) = (day(tx, rdv), tx.today());
    let lists = tx.nomenclatures();
    if !lists.accepte(LISTE, etape, jour) {
        return Err(Error::invalid("etape", "Choisissez une étape de la liste."));
    }
    let resultat = if etape == "message" {
        "envoye"
    } else {
        resultat
    };
    if !lists.accepte("contact_resultat", resultat, today) {
        return Err(Error::invalid(
            "resultat",
            "Dites comment cela s’est passé.",
        ));
    }
    if !queries::insert(tx, dossier.id, rdv.id, (etape, resultat)).await? {
        return Ok(());
    }
    follow(tx, dossier, rdv, (etape, resultat)).await?;
    let details = acces::details(tx, dossier)
        .coded("etape", etape)
        .coded("resultat", resultat)
        .into_value();
    acces::record(
        tx,
        dossier,
        "tentative",
        "rendez_vous",
        rdv.id.uuid(),
        details,
    )
    .await
}

async fn follow(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    rdv: &RendezVous,
    (etape, resultat): (&str, &str),
) -> Result<()> {
    if etape == "message" {
        let message = NouvelEnvoi {
            sujet: Sujet::RendezVous,
            objet_id: rdv.id.uuid(),
            nature: Nature::Absence,
            pour_le: rdv.debut,
            a_partir_de: tx.now(),
            tour: 0,
        };
        envois::plan(tx, dossier, &[message]).await?;
    }
    let here = tx.now().with_timezone(&tx.fuseau());
    let event = NouvelEvenement {
        survenu_le: here.date_naive(),
        heure: Some(here.time()),
        nature: kind(etape).to_owned(),
        resultat: resultat.to_owned(),
        titre: "Après une absence".to_owned(),
        ..NouvelEvenement::of("tentative", kernel::new_uuid(tx.clock(), tx.rng()))
    };
    frise::push(tx, dossier, &[event]).await?;
    let tried = queries::list(tx, rdv.id).await?;
    let chain = steps(tx, day(tx, rdv), &tried)?;
    push_next(tx, dossier, rdv.id, &chain).await
}

/// The kind of événement of a step (list `evenement_type`).
fn kind(etape: &str) -> &'static str {
    match etape {
        "message" => "messagerie",
        "appel" | "second_rendez_vous" => "telephone",
        "courrier" => "courrier",
        "visite" => "visite",
        _ => "administratif",
    }
}
