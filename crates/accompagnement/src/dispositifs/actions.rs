//! Reading the catalogue and who is in what; signing, prolonging, leaving.

use chrono::{Days, NaiveDate};
use jeunes::{
    DossierForRead, DossierForWrite, acces,
    echeances::{self, NouvelleEcheance},
    frise::{self, NouvelEvenement},
    situations,
};
use kernel::{Access, AdhesionId, FieldErrors, Permission, Section, dates};
use platform::{Error, Result, Tx};

use super::{
    model::{
        Adhesion, Dispositif, ENGAGEMENT, OBLIGATION, ProlongationDemandee, Signature, Sortie,
    },
    queries, rules,
};
use crate::{
    allocations,
    commun::{already_there, check_choice, check_past, conflict, short},
    suivis,
};

pub(super) const LIRE: Permission = Permission::Dossier(Section::Plan, Access::Read);
pub(super) const ECRIRE: Permission = Permission::Dossier(Section::Plan, Access::Write);

/// The kind of object on the frise, in the échéances and in the audit.
pub(super) const OBJET: &str = "dispositif";

/// The dispositifs that may be entered on `le`.
///
/// # Errors
/// `Forbidden` without the right to read a plan.
pub async fn catalogue(tx: &mut Tx, le: NaiveDate) -> Result<Vec<Dispositif>> {
    tx.require(LIRE)?;
    queries::catalogue(tx, le).await
}

/// Every dispositif of the dossier, open ones first.
pub async fn list(tx: &mut Tx, dossier: &DossierForRead) -> Result<Vec<Adhesion>> {
    tx.require(LIRE)?;
    queries::list(tx, dossier.id).await
}

/// One of them.
///
/// # Errors
/// `NotFound`.
pub async fn find(tx: &mut Tx, dossier: &DossierForRead, id: AdhesionId) -> Result<Adhesion> {
    let all = list(tx, dossier).await?;
    already_there(all.into_iter().find(|a| a.id == id))
}

async fn found(tx: &mut Tx, dossier: &DossierForWrite, id: AdhesionId) -> Result<Adhesion> {
    let all = queries::list(tx, dossier.id).await?;
    already_there(all.into_iter().find(|a| a.id == id))
}

/// The dispositif of `adhesion`, as it held on the day of entry.
pub(crate) async fn of(tx: &mut Tx, adhesion: &Adhesion) -> Result<Dispositif> {
    let all = queries::catalogue(tx, adhesion.entree_le).await?;
    let found = all.into_iter().find(|d| d.code == adhesion.dispositif);
    Ok(found.unwrap_or_else(|| Dispositif::ailleurs(adhesion)))
}

/// The dispositif of `adhesion`, as it held on the day of entry; that of another mission locale is
/// known by its name only.
///
/// # Errors
/// `Forbidden` without the right to read a plan.
pub async fn dispositif_of(tx: &mut Tx, adhesion: &Adhesion) -> Result<Dispositif> {
    tx.require(LIRE)?;
    of(tx, adhesion).await
}

/// Notes the signature of the contract.
///
/// # Errors
/// `Invalid` (`le`); `Conflict` when it is signed already.
pub async fn sign(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    id: AdhesionId,
    version: i32,
    signature: Signature,
) -> Result<()> {
    tx.require(ECRIRE)?;
    let adhesion = found(tx, dossier, id).await?;
    let mut errors = FieldErrors::new();
    check_past(&mut errors, "le", signature.le, tx.today());
    if signature.le + Days::new(92) < adhesion.entree_le {
        errors.add("le", "Cette date est trop loin avant l’entrée.");
    }
    errors.check(())?;
    if !queries::sign(tx, dossier.id, id, version, signature).await? {
        let now = found(tx, dossier, id).await?;
        let fields = vec![(
            "Contrat signé le",
            dates::short(signature.le),
            short(now.signature.map(|s| s.le)),
        )];
        return conflict(fields, now.version);
    }
    let details = acces::details(tx, dossier)
        .coded("signee_le", signature.le)
        .coded("moyen", signature.moyen)
        .into_value();
    acces::record(tx, dossier, "signature", OBJET, id.uuid(), details).await?;
    echeances::close(tx, dossier, OBJET, &[id.uuid()], Some("signer_contrat")).await?;
    let dispositif = of(tx, &adhesion).await?;
    let event = NouvelEvenement {
        survenu_le: signature.le,
        nature: OBJET.to_owned(),
        titre: format!("Contrat signé : {}", dispositif.nom_court),
        ..NouvelEvenement::of(OBJET, id.uuid())
    };
    frise::push(tx, dossier, &[event]).await
}

/// Prolongs it, within the law.
///
/// # Errors
/// `Invalid` (`motif`, `jusqu_au`, `mots`); `Conflict`.
pub async fn prolong(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    typed: &ProlongationDemandee,
) -> Result<()> {
    tx.require(ECRIRE)?;
    let adhesion = found(tx, dossier, typed.id).await?;
    let dispositif = of(tx, &adhesion).await?;
    let au = rules::prolongation(&dispositif, &adhesion, typed)?;
    let birth = dossier.naissance.date();
    let fin = rules::fin(
        &dispositif,
        adhesion.entree_le,
        birth,
        Some((typed.motif, au)),
    );
    if !queries::prolong(tx, dossier.id, typed, au, fin.le).await? {
        let now = found(tx, dossier, typed.id).await?;
        let fields = vec![("Fin prévue", short(fin.le), short(now.fin_prevue))];
        return conflict(fields, now.version);
    }
    let details = acces::details(tx, dossier)
        .changed("fin_prevue", short(adhesion.fin_prevue), short(fin.le))
        .coded("prolongation", typed.motif)
        .secret("mots", &typed.mots)
        .into_value();
    let id = typed.id;
    acces::record(tx, dossier, "prolongation", OBJET, id.uuid(), details).await?;
    echeances::close(tx, dossier, OBJET, &[id.uuid()], Some("fin_dispositif")).await?;
    let todo = end_echeance(tx, &dispositif, id, fin.le)?;
    echeances::push(tx, dossier, &todo).await
}

/// Leaves a dispositif, with the situation that the dossier tells on that day.
///
/// # Errors
/// `Invalid` (`le`, `motif`, `mots`); `Conflict`.
pub async fn end(tx: &mut Tx, dossier: &DossierForWrite, sortie: &Sortie) -> Result<()> {
    tx.require(ECRIRE)?;
    let adhesion = found(tx, dossier, sortie.id).await?;
    if adhesion.dispositif == OBLIGATION {
        return Err(Error::invalid(
            "motif",
            "L’obligation de formation se termine sur sa propre page.",
        ));
    }
    end_any(tx, dossier, &adhesion, sortie).await
}

/// The exit itself, once it is known who leads it.
pub(crate) async fn end_any(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    adhesion: &Adhesion,
    sortie: &Sortie,
) -> Result<()> {
    let mut errors = rules::check_sortie(adhesion, sortie, tx.today());
    check_choice(
        tx,
        &mut errors,
        "motif",
        "dispositif_sortie",
        &sortie.motif,
        sortie.le,
    );
    let offered = of(tx, adhesion).await?.sorties;
    if !offered.is_empty() && !offered.contains(&sortie.motif) && errors.get("motif").is_empty() {
        errors.add("motif", "Ce dispositif ne propose pas ce motif de sortie.");
    }
    errors.check(())?;
    let situation = situation_on(tx, dossier, sortie.le).await?;
    if !queries::end(tx, dossier.id, sortie, &situation).await? {
        let now = found(tx, dossier, sortie.id).await?;
        let motif = |code: &str| {
            let words = tx.nomenclatures().libelle("dispositif_sortie", code);
            words.to_owned()
        };
        let fields = vec![
            ("Sortie le", dates::short(sortie.le), short(now.sortie_le)),
            ("Motif", motif(&sortie.motif), motif(&now.sortie_motif)),
            ("Précisions", sortie.mots.clone(), now.sortie_mots.clone()),
        ];
        return conflict(fields, now.version);
    }
    ended(tx, dossier, adhesion, sortie, &situation).await?;
    if adhesion.groupe == ENGAGEMENT && suivis::rules::suit(&sortie.motif) {
        suivis::expect(tx, dossier, adhesion.id, sortie.le).await?;
    }
    Ok(())
}

/// What an exit leaves: the audit, the frise, nothing more to do.
pub(super) async fn ended(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    adhesion: &Adhesion,
    sortie: &Sortie,
    situation: &str,
) -> Result<()> {
    let details = acces::details(tx, dossier)
        .coded("dispositif", &adhesion.dispositif)
        .coded("sortie_le", sortie.le)
        .coded("motif", &sortie.motif)
        .coded("situation", situation)
        .secret("mots", &sortie.mots)
        .into_value();
    let id = adhesion.id.uuid();
    acces::record(tx, dossier, "sortie", OBJET, id, details).await?;
    echeances::close(tx, dossier, OBJET, &[id], None).await?;
    let dispositif = of(tx, adhesion).await?;
    let event = NouvelEvenement {
        survenu_le: sortie.le,
        nature: OBJET.to_owned(),
        titre: format!("Sortie : {}", dispositif.nom_court),
        ..NouvelEvenement::of(OBJET, id)
    };
    frise::push(tx, dossier, &[event]).await?;
    let left = Adhesion {
        sortie_le: Some(sortie.le),
        ..adhesion.clone()
    };
    allocations::redo(tx, dossier, &left, Some(sortie.le)).await
}

/// The category of the situation lived on `le`, the first in the order of the list; empty when none
/// is told.
pub(crate) async fn situation_on(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    le: NaiveDate,
) -> Result<String> {
    let all = situations::list_after_write(tx, dossier).await?;
    let order = situations::ordre(tx.nomenclatures());
    let rank = |code: &str| order.iter().position(|c| *c == code);
    Ok(all
        .iter()
        .filter(|s| s.debut <= le && s.fin.is_none_or(|fin| le <= fin))
        .min_by_key(|s| rank(&s.categorie))
        .map(|s| s.categorie.clone())
        .unwrap_or_default())
}

/// The end to come, shown in time.
pub(super) fn end_echeance(
    tx: &Tx,
    dispositif: &Dispositif,
    id: AdhesionId,
    fin: Option<NaiveDate>,
) -> Result<Vec<NouvelleEcheance>> {
    let Some(fin) = fin else {
        return Ok(Vec::new());
    };
    let days = tx.parametre("dispositif_fin_visible_jours")?;
    let days =
        u64::try_from(days).map_err(|_| Error::Internal(anyhow::anyhow!("a negative delay")))?;
    Ok(vec![NouvelleEcheance {
        nature: "fin_dispositif".to_owned(),
        libelle: format!("Fin du parcours : {}", dispositif.nom_court),
        visible_le: fin - Days::new(days),
        echeance_le: fin,
        objet: OBJET,
        objet_id: id.uuid(),
    }])
}

/// The contract to sign, when there is one.
pub(super) fn sign_echeance(
    dispositif: &Dispositif,
    id: AdhesionId,
    entree: NaiveDate,
    depart: NaiveDate,
) -> Option<NouvelleEcheance> {
    if !dispositif.signature {
        return None;
    }
    let due = rules::signature_avant(dispositif, depart).unwrap_or(entree);
    Some(NouvelleEcheance {
        nature: "signer_contrat".to_owned(),
        libelle: format!("Faire signer le contrat : {}", dispositif.nom_court),
        visible_le: entree,
        echeance_le: due,
        objet: OBJET,
        objet_id: id.uuid(),
    })
}
