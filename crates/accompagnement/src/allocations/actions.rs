//! The months of one person: read, declared, put right.

use chrono::{Months, NaiveDate};
use jeunes::{DossierForRead, DossierForWrite, acces, dossiers::Dossier, echeances};
use kernel::{Access, AdhesionId, Centimes, FieldErrors, Permission, Section, dates};
use platform::{Error, Result, Tx};

use super::{
    model::{
        AllocationMois, Bareme, Calcul, Declaration, Entrees, EtatAllocation, LigneCalcul,
        MoisDuDossier, Parcours, Regularisation,
    },
    queries,
    rules::{self, Plafonds},
};
use crate::{
    commun::{already_there, check_label, conflict},
    dispositifs::{Adhesion, Dispositif, queries as dispositifs},
    sanctions,
};

pub(super) const LIRE: Permission = Permission::Dossier(Section::Ressources, Access::Read);
pub(super) const ECRIRE: Permission = Permission::Dossier(Section::Ressources, Access::Write);
pub(super) const OBJET: &str = "allocation";

/// Months shown of a course, at most: two years and the present one.
const MOIS_MAX: u32 = 25;

/// The dispositif of a course, as it held on the day of entry.
async fn of(tx: &mut Tx, adhesion: &Adhesion) -> Result<Dispositif> {
    crate::dispositifs::of(tx, adhesion).await
}

async fn course(tx: &mut Tx, dossier: &Dossier, id: AdhesionId) -> Result<Adhesion> {
    let all = dispositifs::list(tx, dossier.id).await?;
    already_there(all.into_iter().find(|a| a.id == id))
}

/// A course and its months up to today, latest first.
///
/// # Errors
/// `NotFound` when the course is not of the dossier, or opens no allowance.
pub async fn months(tx: &mut Tx, dossier: &DossierForRead, id: AdhesionId) -> Result<Parcours> {
    tx.require(LIRE)?;
    let adhesion = course(tx, dossier, id).await?;
    let dispositif = of(tx, &adhesion).await?;
    if dispositif.allocation.is_empty() {
        return Err(Error::NotFound);
    }
    let declared = queries::of_adhesion(tx, dossier.id, adhesion.id).await?;
    let first = rules::premier(adhesion.entree_le);
    let closed = queries::clos_depuis(tx, first).await?;
    let last = rules::premier(adhesion.sortie_le.unwrap_or(tx.today()).min(tx.today()));
    let month = |mois: NaiveDate| MoisDuDossier {
        mois,
        clos: closed.contains(&mois),
        allocation: declared.iter().find(|a| a.mois == mois).cloned(),
    };
    let mois = (0..MOIS_MAX)
        .map_while(|n| last.checked_sub_months(Months::new(n)))
        .take_while(|mois| *mois >= first)
        .map(month)
        .collect();
    Ok(Parcours {
        id,
        nom: dispositif.nom_court,
        genre: dispositif.allocation,
        mois,
    })
}

/// What a month would come to, without writing anything.
///
/// # Errors
/// `Invalid` (`mois`, `demandee`, `partielles`).
pub async fn examine(tx: &mut Tx, dossier: &Dossier, d: &Declaration) -> Result<Calcul> {
    tx.require(LIRE)?;
    let adhesion = course(tx, dossier, d.adhesion).await?;
    compute(tx, dossier, &adhesion, d).await
}

async fn compute(
    tx: &mut Tx,
    dossier: &Dossier,
    adhesion: &Adhesion,
    d: &Declaration,
) -> Result<Calcul> {
    let fin = rules::dernier(d.mois);
    let inside = adhesion.entree_le <= fin && adhesion.sortie_le.is_none_or(|le| le >= d.mois);
    if d.mois != rules::premier(d.mois) || !inside || d.mois > tx.today() {
        return Err(Error::invalid(
            "mois",
            "Ce mois n’est pas un mois de ce parcours.",
        ));
    }
    match of(tx, adhesion).await?.allocation.as_str() {
        "cej" => monthly(tx, dossier, adhesion, d).await,
        "pacea" => occasional(tx, dossier, d).await,
        _ => Err(Error::invalid(
            "mois",
            "Ce parcours n’ouvre pas d’allocation.",
        )),
    }
}

async fn monthly(
    tx: &mut Tx,
    dossier: &Dossier,
    adhesion: &Adhesion,
    d: &Declaration,
) -> Result<Calcul> {
    let bareme = Bareme::read(tx.parametres(), d.mois, tx.fuseau())?;
    let mut declared = queries::ressources(tx, dossier.id).await?;
    declared.retain(|(mois, _, _)| *mois != d.mois);
    declared.push((d.mois, d.deduites, d.partielles));
    let (deduites, partielles) = rules::moyenne(&declared, d.mois);
    let in_force = sanctions::queries::in_force(tx, dossier.id, adhesion.id).await?;
    let (jours, jours_du_mois) = rules::jours(d.mois, adhesion.entree_le, adhesion.sortie_le);
    let entrees = Entrees {
        age: dossier.age(d.mois),
        foyer: d.foyer,
        autonome: d.autonome,
        deduites,
        partielles,
        jours,
        jours_du_mois,
        reduction_pourcent: sanctions::rules::reduction(&in_force, d.mois),
    };
    Ok(rules::cej(&bareme, entrees))
}

async fn occasional(tx: &mut Tx, dossier: &Dossier, d: &Declaration) -> Result<Calcul> {
    let amount = |code: &str| tx.parametres().entier(code, d.mois).map(Centimes);
    let mois = amount("pacea_montant_mois_max")?;
    let times = tx.parametres().entier("pacea_mois_par_an_max", d.mois)?;
    let plafonds = Plafonds {
        ressources: amount("pacea_ressources_max")?,
        mois,
        an: Centimes(mois.0.saturating_mul(times)),
    };
    let before = queries::ponctuelles(tx, dossier.id, d.mois).await?;
    let montant = rules::pacea(d.demandee, d.deduites.plus(d.partielles), before, plafonds)?;
    Ok(Calcul {
        montant,
        lignes: vec![LigneCalcul {
            texte: "Allocation ponctuelle, pour soutenir une étape du parcours.".to_owned(),
            montant: Some(montant),
        }],
        entrees: None,
        regle_du: d.mois,
        reference: "C. trav. L5131-5".to_owned(),
        a_confirmer: true,
    })
}

/// Declares a month, for the first time or again; what was checked is to be checked again.
///
/// # Errors
/// `Invalid` (`mois`, `foyer`, `deduites`, `partielles`, `demandee`); `Conflict`.
pub async fn declare(tx: &mut Tx, dossier: &DossierForWrite, d: &Declaration) -> Result<()> {
    declare_as(tx, dossier, (d, false)).await
}

/// The same, by her conseiller or by herself, behind a link.
pub(super) async fn declare_as(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    (d, par_lien): (&Declaration, bool),
) -> Result<()> {
    tx.require(ECRIRE)?;
    let adhesion = course(tx, dossier, d.adhesion).await?;
    check(d)?;
    queries::hold(tx, d.mois).await?;
    if queries::cloture(tx, d.mois).await?.is_some() {
        let sentence = "Ce mois est clos : notez une régularisation.";
        return Err(Error::invalid("mois", sentence));
    }
    let calcul = compute(tx, dossier, &adhesion, d).await?;
    if d.version == 0 {
        if !queries::insert(tx, dossier.id, (d, par_lien), &calcul).await? {
            return found(tx, dossier, d).await.map(drop);
        }
    } else if !queries::update(tx, dossier.id, (d, par_lien), &calcul).await? {
        let now = found(tx, dossier, d).await?;
        return differs(d, &now);
    }
    let details = acces::details(tx, dossier)
        .coded("mois", d.mois)
        .coded("foyer", d.foyer)
        .coded("autonome", d.autonome)
        .coded("montant", calcul.montant.0)
        .coded("par_lien", par_lien)
        .into_value();
    acces::record(tx, dossier, "declaration", OBJET, d.id.uuid(), details).await?;
    redo(tx, dossier, &adhesion, rules::dernier(d.mois).succ_opt()).await?;
    echeances::close(
        tx,
        dossier,
        "dispositif",
        &[adhesion.id.uuid()],
        Some("declaration_ressources"),
    )
    .await
}

/// Computes again the months of a course from `du` on that are not frozen: what is declared earlier
/// changes the averages, an exit changes the days. Those after the exit are withdrawn; those whose
/// sum changes are to be checked again.
pub(crate) async fn redo(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    adhesion: &Adhesion,
    du: Option<NaiveDate>,
) -> Result<()> {
    let first = du.map(rules::premier).unwrap_or_default();
    let all = queries::of_adhesion(tx, dossier.id, adhesion.id).await?;
    let kept = |m: &AllocationMois| m.mois >= first && m.etat != EtatAllocation::Figee;
    for month in all.into_iter().filter(kept) {
        if adhesion.sortie_le.is_some_and(|le| le < month.mois) {
            queries::withdraw(tx, dossier.id, month.id).await?;
            traced(tx, dossier, &month, Centimes::ZERO).await?;
            continue;
        }
        // An occasional allowance is what was asked: nothing to compute.
        if month.demandee.is_some() {
            continue;
        }
        let d = Declaration::again(&month, adhesion.id);
        let calcul = monthly(tx, dossier, adhesion, &d).await?;
        let kept = (&d, month.par_lien);
        if calcul != month.calcul && queries::update(tx, dossier.id, kept, &calcul).await? {
            traced(tx, dossier, &month, calcul.montant).await?;
        }
    }
    Ok(())
}

async fn traced(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    before: &AllocationMois,
    montant: Centimes,
) -> Result<()> {
    let details = acces::details(tx, dossier)
        .coded("mois", before.mois)
        .changed("montant", before.calcul.montant.0, montant.0)
        .into_value();
    acces::record(tx, dossier, "recalcul", OBJET, before.id.uuid(), details).await
}

fn check(d: &Declaration) -> Result<()> {
    let mut errors = FieldErrors::new();
    for (field, amount) in [
        ("deduites", d.deduites),
        ("partielles", d.partielles),
        ("demandee", d.demandee.unwrap_or_default()),
    ] {
        if amount > Centimes(1_000_000) {
            errors.add(field, "Ce montant est trop grand pour un mois.");
        }
    }
    Ok(errors.check(())?)
}

async fn found(tx: &mut Tx, dossier: &Dossier, d: &Declaration) -> Result<AllocationMois> {
    let all = queries::of_adhesion(tx, dossier.id, d.adhesion).await?;
    already_there(all.into_iter().find(|a| a.id == d.id))
}

fn differs(d: &Declaration, now: &AllocationMois) -> Result<()> {
    let fields = vec![
        (
            "Foyer fiscal",
            d.foyer.label().to_owned(),
            now.foyer.label().to_owned(),
        ),
        (
            "Revenus retirés en entier",
            d.deduites.to_string(),
            now.deduites.to_string(),
        ),
        (
            "Revenus du travail",
            d.partielles.to_string(),
            now.partielles.to_string(),
        ),
        (
            "État",
            EtatAllocation::Declaree.label().to_owned(),
            now.etat.label().to_owned(),
        ),
    ];
    conflict(fields, now.version)
}

/// Puts a frozen month right.
///
/// # Errors
/// `Invalid` (`montant`, `motif`): nothing, more than was paid, or a month that is not frozen.
pub async fn regularise(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    adhesion: AdhesionId,
    new: &Regularisation,
) -> Result<()> {
    tx.require(ECRIRE)?;
    let all = queries::of_adhesion(tx, dossier.id, adhesion).await?;
    let month = already_there(all.into_iter().find(|a| a.id == new.allocation))?;
    if month.regularisations.iter().any(|r| r.id == new.id) {
        return Ok(());
    }
    let mut errors = FieldErrors::new();
    check_label(&mut errors, "motif", &new.motif, rules::MOTIF_MAX);
    if month.etat != EtatAllocation::Figee {
        errors.add("montant", "Ce mois n’est pas figé : corrigez-le plutôt.");
    }
    if queries::frozen_elsewhere(tx, new.allocation).await? {
        errors.add(
            "montant",
            "Ce mois a été payé par la mission locale qui suivait la personne : voyez avec elle.",
        );
    }
    if new.montant == Centimes::ZERO {
        errors.add("montant", "Donnez un montant.");
    }
    let after = month.net().plus(new.montant);
    if after < Centimes::ZERO {
        let sentence = format!("Au plus {} peuvent être repris.", month.net());
        errors.add("montant", sentence);
    }
    if after > rules::MONTANT_MAX {
        errors.add("montant", "Ce montant est trop grand pour un mois.");
    }
    errors.check(())?;
    if !queries::regularise(tx, dossier.id, new).await? {
        return Err(Error::NotFound);
    }
    let details = acces::details(tx, dossier)
        .coded("mois", dates::short(month.mois))
        .coded("montant", new.montant.0)
        .secret("motif", &new.motif)
        .into_value();
    acces::record(tx, dossier, "regularisation", OBJET, new.id, details).await
}
