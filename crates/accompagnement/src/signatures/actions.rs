//! Signing on screen, and reading what was signed.

use jeunes::{DossierForRead, DossierForWrite, acces};
use kernel::{Access, AdhesionId, FieldErrors, Permission, Section, text};
use platform::{Error, Result, Tx};

use super::{
    model::{DocumentSigne, NouvelleSignature, Qualite},
    queries,
    texte::{self, Contrat},
};
use crate::{
    commun::{already_there, check_label},
    dispositifs::{self, Moyen, Signature},
};

const LIRE: Permission = Permission::Dossier(Section::Plan, Access::Read);
const ECRIRE: Permission = Permission::Dossier(Section::Plan, Access::Write);
const OBJET: &str = "contrat";

/// The texts of a contract that were signed on screen, latest first.
pub async fn of_adhesion(
    tx: &mut Tx,
    dossier: &DossierForRead,
    adhesion: AdhesionId,
) -> Result<Vec<DocumentSigne>> {
    tx.require(LIRE)?;
    let signed = queries::signatures(tx, dossier.id, adhesion).await?;
    let kept = queries::documents(tx, dossier.id, adhesion).await?;
    let mut all = Vec::with_capacity(kept.len());
    for row in kept {
        all.push(DocumentSigne {
            texte: serde_json::from_str(&row.texte).map_err(anyhow::Error::from)?,
            signatures: signed
                .iter()
                .filter(|s| s.document == row.id)
                .cloned()
                .collect(),
            id: row.id,
            empreinte: row.empreinte,
            fige_le: row.fige_le,
        });
    }
    Ok(all)
}

/// Signs the text that was shown. Once everyone expected signed it, the contract of the course is
/// signed, today and on screen, unless its signature was noted before. True when everyone did.
///
/// # Errors
/// `Invalid` (`nom`, `lu`); `NotFound` when the course is not of this dossier.
pub async fn sign(
    tx: &mut Tx,
    (read, dossier): (&DossierForRead, &DossierForWrite),
    new: &NouvelleSignature,
) -> Result<bool> {
    tx.require(ECRIRE)?;
    already_there((read.id == dossier.id).then_some(()))?;
    let contrat = texte::read(tx, read, new.adhesion).await?;
    let nom = signer(tx, new);
    check(&contrat, new, &nom, &dossier.nom_affiche()).check(())?;
    let devant = tx.agent_id().ok_or(Error::Forbidden)?;
    let id = kernel::new_uuid(tx.clock(), tx.rng());
    let kept = (id, contrat.fige.as_str(), contrat.empreinte.as_str());
    queries::freeze(tx, dossier.id, new.adhesion, kept).await?;
    let document = current(tx, read, &contrat).await?;
    if document.signature(new.qualite).is_none() {
        queries::insert(tx, dossier.id, document.id, new, (&nom, devant)).await?;
        let details = acces::details(tx, dossier)
            .coded("qualite", new.qualite)
            .coded("empreinte", &contrat.empreinte)
            .secret("nom", &nom)
            .into_value();
        acces::record(tx, dossier, "signature", OBJET, document.id, details).await?;
    }
    let document = current(tx, read, &contrat).await?;
    let whole = document.est_complet(&contrat.attendues);
    if whole && contrat.adhesion.signature.is_none() {
        let signature = Signature {
            le: tx.today(),
            moyen: Moyen::Ecran,
        };
        let version = contrat.adhesion.version;
        dispositifs::sign(tx, dossier, new.adhesion, version, signature).await?;
    }
    Ok(whole)
}

/// The name of who signs: an agent's is that of her account.
fn signer(tx: &Tx, new: &NouvelleSignature) -> String {
    match new.qualite {
        Qualite::Conseiller => tx.entete().agent.clone(),
        Qualite::Jeune | Qualite::Representant => new.nom.clone(),
    }
}

fn check(contrat: &Contrat, new: &NouvelleSignature, nom: &str, personne: &str) -> FieldErrors {
    let mut errors = FieldErrors::new();
    if !contrat.signature {
        errors.add("lu", "Ce dispositif ne se signe pas.");
    }
    if !contrat.adhesion.est_ouverte() {
        errors.add("lu", "Ce parcours est fini : son contrat ne se signe plus.");
    }
    if !contrat.attendues.contains(&new.qualite) {
        errors.add("lu", "Cette signature n’est pas demandée.");
    }
    check_label(&mut errors, "nom", nom, 120);
    if new.qualite == Qualite::Jeune && !nom.trim().is_empty() && !same_person(nom, personne) {
        errors.add(
            "nom",
            "Ce nom n’est pas celui du dossier : la personne écrit son prénom et son nom.",
        );
    }
    if !new.lu {
        errors.add("lu", "Cochez la case après avoir lu le contrat.");
    }
    if new.empreinte != contrat.empreinte {
        errors.add(
            "lu",
            "Le contrat a changé depuis qu’il est affiché : relisez-le, puis signez.",
        );
    }
    errors
}

/// One word at least in common, without accents or case.
pub(crate) fn same_person(typed: &str, known: &str) -> bool {
    let (typed, known) = (text::fold(typed), text::fold(known));
    typed
        .split_whitespace()
        .any(|word| known.split_whitespace().any(|k| k == word))
}

async fn current(
    tx: &mut Tx,
    dossier: &DossierForRead,
    contrat: &Contrat,
) -> Result<DocumentSigne> {
    let all = of_adhesion(tx, dossier, contrat.adhesion.id).await?;
    already_there(all.into_iter().find(|d| d.empreinte == contrat.empreinte))
}

#[cfg(test)]
mod tests {
    use super::same_person;

    #[test]
    fn who_signs_is_the_person_of_the_dossier() {
        assert!(same_person("zephyrine tintoret", "Zéphyrine TINTORET"));
        assert!(same_person("Tintoret", "Zéphyrine TINTORET"));
        assert!(!same_person("Odile Presle", "Zéphyrine TINTORET"));
        assert!(!same_person("", "Zéphyrine TINTORET"));
    }
}
