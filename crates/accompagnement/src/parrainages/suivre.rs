//! Going with someone: the entry, the charter, the end.

use chrono::{Days, NaiveDate};
use jeunes::{
    DossierForWrite, acces,
    echeances::{self, NouvelleEcheance},
    frise::{self, NouvelEvenement},
};
use kernel::{Access, AdhesionId, FieldErrors, ParrainId, ParrainageId, Permission, Section};
use platform::{Error, Result, Tx};

use super::{
    listes,
    model::{FinParrainage, NouveauParrainage, PARRAINAGE, Parrainage},
    queries, rules,
};
use crate::{
    commun::{already_there, check_choice, conflict, short},
    dispositifs::{self, Adhesion, Entree},
};

pub(super) const ECRIRE: Permission = Permission::Dossier(Section::Plan, Access::Write);

/// The kind of object in the audit. On the frise and in the échéances, it is the course: what is to
/// do ends with it.
pub(super) const OBJET: &str = "parrainage";
const COURS: &str = "dispositif";

/// What there is to do while the charter is not signed, and while no meeting is noted.
const CHARTE: &str = "charte_parrainage";
const NOUVELLES: &str = "nouvelles_parrainage";

/// Enters the dispositif with `parrain`: one form, nothing typed twice.
///
/// # Errors
/// Those of [`dispositifs::enter`], and `Invalid` on `parrain`.
pub async fn entrer(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    entree: &Entree,
    (id, parrain): (ParrainageId, ParrainId),
    charte_le: Option<NaiveDate>,
) -> Result<()> {
    let who = listes::parrain(tx, parrain)
        .await
        .map_err(|_| Error::invalid("parrain", "Choisissez quelqu’un de la liste."))?;
    let with = Entree {
        dispositif: PARRAINAGE.to_owned(),
        avec: who.nom_affiche(),
        ..entree.clone()
    };
    dispositifs::enter(tx, dossier, &with).await?;
    let new = NouveauParrainage {
        id,
        adhesion: entree.id,
        parrain,
        debut: entree.entree_le,
        charte_le,
    };
    designer(tx, dossier, &new).await
}

async fn course(tx: &mut Tx, dossier: &DossierForWrite, id: AdhesionId) -> Result<Adhesion> {
    let all = dispositifs::queries::list(tx, dossier.id).await?;
    let found = all.into_iter().find(|a| a.id == id);
    already_there(found.filter(|a| a.dispositif == PARRAINAGE))
}

pub(super) async fn found(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    id: ParrainageId,
) -> Result<Parrainage> {
    let all = queries::list(tx, dossier.id, None).await?;
    already_there(all.into_iter().find(|p| p.id == id))
}

/// The parrainage is of that course, which is hers.
///
/// # Errors
/// `NotFound`.
pub async fn exists(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    adhesion: AdhesionId,
    id: ParrainageId,
) -> Result<()> {
    let p = found(tx, dossier, id).await?;
    already_there((p.adhesion == adhesion).then_some(()))
}

/// Someone goes with her from now on.
///
/// # Errors
/// `NotFound` when the course is no parrainage of hers; `Invalid` (`parrain`, `debut`, `charte_le`).
pub async fn designer(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    new: &NouveauParrainage,
) -> Result<()> {
    tx.require(ECRIRE)?;
    let course = course(tx, dossier, new.adhesion).await?;
    let known = queries::list(tx, dossier.id, Some(new.adhesion)).await?;
    if known.iter().any(|p| p.id == new.id) {
        return Ok(());
    }
    queries::lock(tx, new.parrain).await?;
    let parrain = queries::parrains(tx, Some(new.parrain)).await?;
    let parrain = parrain
        .into_iter()
        .next()
        .ok_or_else(|| Error::invalid("parrain", "Choisissez quelqu’un de la liste."))?;
    let mut errors = rules::check_designation(new, &course, &parrain, tx.today());
    if let Some(before) = known.iter().filter_map(|p| p.fin_le).max()
        && new.debut < before
    {
        let day = short(Some(before));
        errors.add("debut", format!("Le précédent a pris fin le {day}."));
    }
    errors.check(())?;
    if !queries::insert(tx, dossier.id, new).await? {
        return Err(Error::NotFound);
    }
    let details = acces::details(tx, dossier)
        .coded("parrain", new.parrain)
        .coded("debut", new.debut)
        .coded("charte_le", short(new.charte_le))
        .into_value();
    acces::record(tx, dossier, "debut", OBJET, new.id.uuid(), details).await?;
    happened(tx, dossier, new.adhesion, new.debut, "Parrainage : début").await?;
    let p = found(tx, dossier, new.id).await?;
    follow(tx, dossier, &p).await
}

/// What is left to do for a parrainage: the charter, then news when no meeting was noted for long.
pub(super) async fn follow(tx: &mut Tx, dossier: &DossierForWrite, p: &Parrainage) -> Result<()> {
    let course = p.adhesion.uuid();
    for nature in [CHARTE, NOUVELLES] {
        echeances::close(tx, dossier, COURS, &[course], Some(nature)).await?;
    }
    if !p.est_ouvert() {
        return Ok(());
    }
    let held = queries::meetings(tx, dossier.id, Some(p.adhesion)).await?;
    let last = held.iter().map(|r| r.le).max();
    let mut todo = Vec::new();
    let mut push = |nature: &str, libelle: &str, visible: NaiveDate, due: NaiveDate| {
        todo.push(NouvelleEcheance {
            nature: nature.to_owned(),
            libelle: libelle.to_owned(),
            visible_le: visible,
            echeance_le: due,
            objet: COURS,
            objet_id: course,
        });
    };
    if !rules::charte_signee(p) {
        let due = after(p.debut, tx.parametre("parrainage_charte_jours")?);
        push(CHARTE, "Faire signer la charte du parrainage", p.debut, due);
    }
    let since = last.unwrap_or(p.debut).max(p.debut);
    let due = after(since, tx.parametre("parrainage_rencontre_jours")?);
    push(NOUVELLES, "Prendre des nouvelles du parrainage", due, due);
    echeances::push(tx, dossier, &todo).await
}

fn after(day: NaiveDate, jours: i64) -> NaiveDate {
    let days = Days::new(u64::try_from(jours).unwrap_or(0));
    day.checked_add_days(days).unwrap_or(day)
}

pub(super) async fn happened(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    adhesion: AdhesionId,
    le: NaiveDate,
    titre: &str,
) -> Result<()> {
    let event = NouvelEvenement {
        survenu_le: le,
        nature: COURS.to_owned(),
        titre: titre.to_owned(),
        ..NouvelEvenement::of(COURS, adhesion.uuid())
    };
    frise::push(tx, dossier, &[event]).await
}

/// She signed the charter, on paper kept at the mission locale.
///
/// # Errors
/// `NotFound`; `Invalid` on `charte_le`; `Conflict`.
pub async fn signer_charte(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    id: ParrainageId,
    (version, le): (i32, NaiveDate),
) -> Result<()> {
    tx.require(ECRIRE)?;
    let p = found(tx, dossier, id).await?;
    let mut errors = FieldErrors::new();
    rules::check_charte(&mut errors, le, tx.today());
    errors.check(())?;
    if !queries::sign(tx, (dossier.id, id), version, le).await? {
        let now = found(tx, dossier, id).await?;
        let fields = vec![("Charte signée le", short(Some(le)), short(now.charte_le))];
        return conflict(fields, now.version);
    }
    let details = acces::details(tx, dossier)
        .changed("charte_le", short(p.charte_le), short(Some(le)))
        .into_value();
    acces::record(tx, dossier, "charte", OBJET, id.uuid(), details).await?;
    happened(tx, dossier, p.adhesion, le, "Charte du parrainage signée").await?;
    let p = found(tx, dossier, id).await?;
    follow(tx, dossier, &p).await
}

/// The parrain or the marraine no longer goes with her; the course goes on until its own exit.
///
/// # Errors
/// `NotFound`; `Invalid` (`le`, `motif`, `mots`); `Conflict`.
pub async fn terminer(tx: &mut Tx, dossier: &DossierForWrite, fin: &FinParrainage) -> Result<()> {
    tx.require(ECRIRE)?;
    let p = found(tx, dossier, fin.id).await?;
    let held = queries::meetings(tx, dossier.id, Some(p.adhesion)).await?;
    let last = held
        .iter()
        .filter(|r| r.parrainage == p.id)
        .map(|r| r.le)
        .max();
    let mut errors = rules::check_fin(fin, &p, last, tx.today());
    let motif = &fin.motif;
    check_choice(tx, &mut errors, "motif", "parrainage_fin", motif, fin.le);
    errors.check(())?;
    if !queries::end(tx, dossier.id, fin).await? {
        let now = found(tx, dossier, fin.id).await?;
        let words = |code: &str| {
            tx.nomenclatures()
                .libelle("parrainage_fin", code)
                .to_owned()
        };
        let fields = vec![
            ("Fin le", short(Some(fin.le)), short(now.fin_le)),
            ("Motif", words(&fin.motif), words(&now.fin_motif)),
        ];
        return conflict(fields, now.version);
    }
    let details = acces::details(tx, dossier)
        .coded("le", fin.le)
        .coded("motif", &fin.motif)
        .secret("mots", &fin.mots)
        .into_value();
    acces::record(tx, dossier, "fin", OBJET, fin.id.uuid(), details).await?;
    happened(tx, dossier, p.adhesion, fin.le, "Parrainage : fin").await?;
    let p = found(tx, dossier, fin.id).await?;
    follow(tx, dossier, &p).await
}
