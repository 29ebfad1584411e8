//! The month of the mission locale: checked by the gestionnaire, validated by the direction, closed.

use chrono::{Days, NaiveDate};
use jeunes::{
    acces,
    echeances::{self, NouvelleEcheance},
};
use kernel::{AllocationId, JeuneId, Permission};
use platform::{
    Error, Result, Tx,
    audit::{self, Details, Entry},
};

use super::{
    actions::OBJET,
    lien,
    model::{Choisie, LigneMois, Mois},
    queries, rules,
};
use crate::envois;

/// Days left to answer once a declaration is asked for.
const RELANCE_JOURS: u64 = 5;

/// The month of `day`.
///
/// # Errors
/// `Forbidden`.
pub async fn month(tx: &mut Tx, day: NaiveDate) -> Result<Mois> {
    tx.require(Permission::ControlerAllocations)?;
    let mois = rules::premier(day);
    let rows = queries::month(tx, mois, rules::dernier(mois)).await?;
    let mut ids: Vec<JeuneId> = rows.iter().map(|row| row.jeune).collect();
    ids.sort_unstable();
    ids.dedup();
    let all = acces::open_together(tx, Permission::ControlerAllocations, &ids).await?;
    let lignes = rows
        .into_iter()
        .map(|row| {
            let who = all.membre(row.jeune);
            LigneMois {
                jeune: row.jeune,
                adhesion: row.adhesion,
                nom: who.and_then(|m| m.nom.clone()),
                numero: who.map(|m| m.numero.clone()).unwrap_or_default(),
                dispositif: row.dispositif,
                allocation: row.allocation,
                etat: row.etat,
                montant: row.montant,
                regularisations: row.regularisations,
                justifiee: row.justifiee,
                par_lien: row.par_lien,
                iban: row.iban,
                iban_en_attente: row.iban_en_attente,
                version: row.version,
            }
        })
        .collect();
    let cloture = queries::cloture(tx, mois).await?;
    Ok(Mois {
        mois,
        cloture,
        lignes,
    })
}

/// Puts a declaration to ask for in the dossier of everyone who declared nothing that month, and sends
/// each the link on which she declares it, by a means she allows; asking again moves what is there,
/// and sends one link a day at most. Returns how many.
///
/// # Errors
/// `Forbidden`.
pub async fn chase(tx: &mut Tx, day: NaiveDate) -> Result<usize> {
    tx.require(Permission::ControlerAllocations)?;
    let mois = rules::premier(day);
    let rows = queries::month(tx, mois, rules::dernier(mois)).await?;
    let missing: Vec<_> = rows.iter().filter(|row| row.etat.is_none()).collect();
    let mut ids: Vec<JeuneId> = missing.iter().map(|row| row.jeune).collect();
    ids.sort_unstable();
    ids.dedup();
    let all = acces::open_together(tx, Permission::ControlerAllocations, &ids).await?;
    let today = tx.today();
    let todo: Vec<_> = missing
        .iter()
        .map(|row| {
            let libelle = format!("Faire déclarer les ressources de {}", mois.format("%m/%Y"));
            let echeance = NouvelleEcheance {
                nature: "declaration_ressources".to_owned(),
                libelle,
                visible_le: today,
                echeance_le: today + Days::new(RELANCE_JOURS),
                objet: "dispositif",
                objet_id: row.adhesion.uuid(),
            };
            (row.jeune, echeance)
        })
        .collect();
    echeances::push_many(tx, &all, &todo).await?;
    let living = |jeune: JeuneId| all.membre(jeune).is_some_and(|m| !m.deces);
    let messages: Vec<_> = missing
        .iter()
        .filter(|row| living(row.jeune))
        .map(|row| (row.jeune, lien::message(tx, row.adhesion, mois)))
        .collect();
    envois::plan_many(tx, &all, &messages).await?;
    Ok(todo.len())
}

/// Marks those chosen as checked, all or none.
///
/// # Errors
/// `Invalid` (`choix`): nothing chosen, or one changed since.
pub async fn check(tx: &mut Tx, mois: NaiveDate, chosen: &[Choisie]) -> Result<()> {
    tx.require(Permission::ControlerAllocations)?;
    ready(tx, mois, chosen).await?;
    let done = queries::check(tx, mois, chosen).await?;
    finished(tx, "controle", chosen, &done).await
}

/// Marks those chosen as validated, all or none, by someone else than who checked them.
///
/// # Errors
/// `Invalid` (`choix`).
pub async fn validate(tx: &mut Tx, mois: NaiveDate, chosen: &[Choisie]) -> Result<()> {
    tx.require(Permission::ValiderAllocations)?;
    ready(tx, mois, chosen).await?;
    let done = queries::validate(tx, mois, chosen).await?;
    finished(tx, "validation", chosen, &done).await
}

async fn ready(tx: &mut Tx, mois: NaiveDate, chosen: &[Choisie]) -> Result<()> {
    if chosen.is_empty() {
        return Err(Error::invalid("choix", "Cochez au moins une ligne."));
    }
    queries::hold(tx, mois).await?;
    if queries::cloture(tx, mois).await?.is_some() {
        return Err(Error::invalid("choix", "Ce mois est clos."));
    }
    Ok(())
}

async fn finished(
    tx: &mut Tx,
    action: &str,
    chosen: &[Choisie],
    done: &[(AllocationId, JeuneId)],
) -> Result<()> {
    if done.len() != chosen.len() {
        return Err(Error::invalid(
            "choix",
            "Une de ces lignes vient d’être changée : rien n’est noté, relisez la liste.",
        ));
    }
    for (id, jeune) in done {
        let details = Details::new(tx.empreintes(), false).into_value();
        let entry = Entry {
            action,
            objet: OBJET,
            objet_id: Some(id.uuid()),
            jeune: Some(*jeune),
            details,
        };
        audit::record(tx, entry).await?;
    }
    Ok(())
}

/// How many months are declared since the month of `day`: what a change of amounts does not touch.
///
/// # Errors
/// `Forbidden`.
pub async fn declared_since(tx: &mut Tx, day: NaiveDate) -> Result<i64> {
    tx.require(Permission::ControlerAllocations)?;
    queries::declared_since(tx, rules::premier(day)).await
}

/// Closes a month that is over: what is validated is frozen, the rest stays out.
///
/// # Errors
/// `Invalid` (`mois`): not over, closed already.
pub async fn close(tx: &mut Tx, day: NaiveDate) -> Result<()> {
    tx.require(Permission::ValiderAllocations)?;
    let mois = rules::premier(day);
    if rules::dernier(mois) > tx.today() {
        return Err(Error::invalid("mois", "Ce mois n’est pas fini."));
    }
    queries::hold_alone(tx, mois).await?;
    let (nombre, total) = queries::freeze(tx, mois).await?;
    let count = i32::try_from(nombre).unwrap_or(i32::MAX);
    if !queries::close(tx, mois, count, total).await? {
        return Err(Error::invalid("mois", "Ce mois est déjà clos."));
    }
    let details = Details::new(tx.empreintes(), false)
        .coded("mois", mois)
        .coded("nombre", nombre)
        .coded("total", total.0)
        .into_value();
    let entry = Entry {
        action: "cloture",
        objet: OBJET,
        objet_id: None,
        jeune: None,
        details,
    };
    audit::record(tx, entry).await
}
