//! Proposing, hearing, deciding, notifying.

use chrono::{Days, Duration, NaiveDate};
use jeunes::{
    DossierForRead, DossierForWrite, acces,
    echeances::{self, NouvelleEcheance},
    frise::{self, NouvelEvenement},
};
use kernel::{Access, AdhesionId, FieldErrors, Permission, SanctionId, Section, dates};
use platform::{Error, Result, Tx};

use super::{
    model::{Decision, Fait, Notification, NouvelleSanction, Observations, Palier, Sanction},
    queries, rules,
};
use crate::{
    commun::{already_there, check_label, check_past, check_text, conflict, short},
    dispositifs,
};

const LIRE: Permission = Permission::Dossier(Section::Plan, Access::Read);
const ECRIRE: Permission = Permission::Dossier(Section::Plan, Access::Write);
const OBJET: &str = "sanction";

/// The scale that holds on `le`, lightest first: dated parameters, that the direction corrects
/// (C. trav. R5131-17, to confirm after the décret n° 2025-478).
///
/// # Errors
/// Internal when a step has no value on that day.
pub fn scale(tx: &Tx, le: NaiveDate) -> Result<Vec<Palier>> {
    let steps = whole(tx, "sanction_paliers", le)?;
    (1..=steps).map(|rang| step(tx, rang, le)).collect()
}

fn step(tx: &Tx, rang: i32, le: NaiveDate) -> Result<Palier> {
    let code = |of: &str| format!("sanction_{rang}_{of}");
    let codes = [code("pourcent"), code("mois"), code("fin_contrat")];
    let rows = codes.each_ref().map(|code| tx.parametres().get(code, le));
    let first = rows.iter().flatten().next();
    Ok(Palier {
        rang,
        pourcent: whole(tx, &codes[0], le)?,
        mois: whole(tx, &codes[1], le)?,
        fin_contrat: whole(tx, &codes[2], le)? == 1,
        reference: first.map_or_else(String::new, |p| p.reference.clone()),
        a_confirmer: rows.iter().flatten().any(|p| p.a_confirmer),
    })
}

fn whole(tx: &Tx, code: &str, le: NaiveDate) -> Result<i32> {
    let value = tx.parametres().entier(code, le)?;
    i32::try_from(value).map_err(|error| anyhow::anyhow!("{code}: {error}").into())
}

/// Her absences that are recent enough, sound or not.
pub async fn facts(tx: &mut Tx, dossier: &DossierForRead) -> Result<Vec<Fait>> {
    tx.require(LIRE)?;
    recent(tx, dossier.id).await
}

async fn recent(tx: &mut Tx, jeune: kernel::JeuneId) -> Result<Vec<Fait>> {
    let days = tx.parametre("sanction_absences_jours")?;
    let since = tx.now() - Duration::days(days);
    queries::absences(tx, jeune, since).await
}

/// The sanctions of a course, latest first.
pub async fn list(
    tx: &mut Tx,
    dossier: &DossierForRead,
    adhesion: AdhesionId,
) -> Result<Vec<Sanction>> {
    tx.require(LIRE)?;
    queries::list(tx, dossier.id, adhesion).await
}

async fn found(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    adhesion: AdhesionId,
    id: SanctionId,
) -> Result<Sanction> {
    let all = queries::list(tx, dossier.id, adhesion).await?;
    already_there(all.into_iter().find(|s| s.id == id))
}

/// Proposes: the person may answer until a dated day.
///
/// # Errors
/// `Invalid` (`faits`, `avis`).
pub async fn propose(tx: &mut Tx, dossier: &DossierForWrite, new: &NouvelleSanction) -> Result<()> {
    tx.require(ECRIRE)?;
    let course = dispositifs::queries::list(tx, dossier.id).await?;
    let course = already_there(course.into_iter().find(|a| a.id == new.adhesion))?;
    let before = queries::list(tx, dossier.id, new.adhesion).await?;
    if before.iter().any(|s| s.id == new.id) {
        return Ok(());
    }
    let known = recent(tx, dossier.id).await?;
    let mut errors = rules::check_proposal(&known, &new.faits, &new.avis);
    if !course.est_ouverte() {
        errors.add("faits", "Ce parcours est fini.");
    }
    errors.check(())?;
    let kept: Vec<Fait> = known
        .into_iter()
        .filter(|f| new.faits.contains(&f.rendez_vous))
        .collect();
    let today = tx.today();
    let situation = dispositifs::situation_on(tx, dossier, today).await?;
    let days = tx.parametre("sanction_observations_jours")?;
    let last = today + Days::new(u64::try_from(days).unwrap_or(15));
    if !queries::insert(tx, dossier.id, new, &kept, &situation, last).await? {
        return Err(Error::NotFound);
    }
    let details = acces::details(tx, dossier)
        .coded("faits", kept.len())
        .coded("observations_avant", last)
        .secret("avis", &new.avis)
        .into_value();
    acces::record(tx, dossier, "proposition", OBJET, new.id.uuid(), details).await?;
    let todo = NouvelleEcheance {
        nature: "entendre_la_personne".to_owned(),
        libelle: "Entendre la personne avant toute décision".to_owned(),
        visible_le: today,
        echeance_le: last,
        objet: OBJET,
        objet_id: new.id.uuid(),
    };
    echeances::push(tx, dossier, &[todo]).await
}

/// Notes what she answers.
///
/// # Errors
/// `Invalid` (`le`, `texte`, `accompagnee_par`); `Conflict`.
pub async fn hear(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    adhesion: AdhesionId,
    o: &Observations,
) -> Result<()> {
    tx.require(ECRIRE)?;
    let sanction = found(tx, dossier, adhesion, o.id).await?;
    let mut errors = FieldErrors::new();
    check_past(&mut errors, "le", o.le, tx.today());
    if o.le < sanction.proposee_le {
        errors.add("le", "Cette date est avant la proposition.");
    }
    check_label(&mut errors, "texte", &o.texte, rules::MOTS_MAX);
    check_text(&mut errors, "accompagnee_par", &o.accompagnee_par, 120);
    errors.check(())?;
    if !queries::hear(tx, dossier.id, o).await? {
        return differs(tx, dossier, adhesion, o.id, "Observations").await;
    }
    let details = acces::details(tx, dossier)
        .coded("le", o.le)
        .secret("observations", &o.texte)
        .into_value();
    acces::record(tx, dossier, "observations", OBJET, o.id.uuid(), details).await?;
    echeances::close(tx, dossier, OBJET, &[o.id.uuid()], None).await
}

/// Drops a proposal: anyone who accompanies may, with a reason.
///
/// # Errors
/// `Invalid` (`motivation`); `Conflict`.
pub async fn drop_it(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    adhesion: AdhesionId,
    d: &Decision,
) -> Result<()> {
    tx.require(ECRIRE)?;
    settle(tx, dossier, adhesion, d, None).await
}

/// Decides a step of the scale.
///
/// # Errors
/// `Forbidden` to others than the direction; `Invalid` (`rang`, `motivation`); `Conflict`.
pub async fn decide(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    adhesion: AdhesionId,
    d: &Decision,
) -> Result<()> {
    tx.require(Permission::DeciderSanction)?;
    let sanction = found(tx, dossier, adhesion, d.id).await?;
    rules::may_decide(&sanction, tx.today())?;
    let all = scale(tx, tx.today())?;
    let palier = all
        .into_iter()
        .find(|p| Some(p.rang) == d.rang)
        .ok_or_else(|| Error::invalid("rang", "Choisissez une réponse de la liste."))?;
    settle(tx, dossier, adhesion, d, Some(&palier)).await
}

async fn settle(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    adhesion: AdhesionId,
    d: &Decision,
    palier: Option<&Palier>,
) -> Result<()> {
    found(tx, dossier, adhesion, d.id).await?;
    let mut errors = FieldErrors::new();
    check_label(&mut errors, "motivation", &d.motivation, rules::MOTS_MAX);
    errors.check(())?;
    let par = tx.agent_id().filter(|_| palier.is_some());
    let which = (d.id, d.version);
    if !queries::decide(tx, dossier.id, which, palier, &d.motivation, par).await? {
        return differs(tx, dossier, adhesion, d.id, "Décision").await;
    }
    let action = if palier.is_some() {
        "decision"
    } else {
        "abandon"
    };
    let details = acces::details(tx, dossier)
        .coded("rang", palier.map_or(0, |p| p.rang))
        .secret("motivation", &d.motivation)
        .into_value();
    acces::record(tx, dossier, action, OBJET, d.id.uuid(), details).await?;
    echeances::close(tx, dossier, OBJET, &[d.id.uuid()], None).await
}

/// Notes the notification: the effect is on the first of the next month.
///
/// # Errors
/// `Forbidden`; `Invalid` (`le`); `Conflict`.
pub async fn notify(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    adhesion: AdhesionId,
    n: &Notification,
) -> Result<()> {
    tx.require(Permission::DeciderSanction)?;
    let sanction = found(tx, dossier, adhesion, n.id).await?;
    let mut errors = FieldErrors::new();
    check_past(&mut errors, "le", n.le, tx.today());
    if sanction.decidee_le.is_some_and(|decided| n.le < decided) {
        errors.add("le", "Cette date est avant la décision.");
    }
    errors.check(())?;
    let effet = rules::effet(n.le);
    if !queries::notify(tx, dossier.id, n, effet).await? {
        return differs(tx, dossier, adhesion, n.id, "Notification").await;
    }
    let details = acces::details(tx, dossier)
        .coded("notifiee_le", n.le)
        .coded("voie", n.voie)
        .coded("effet_le", effet)
        .into_value();
    acces::record(tx, dossier, "notification", OBJET, n.id.uuid(), details).await?;
    let event = NouvelEvenement {
        survenu_le: n.le,
        nature: OBJET.to_owned(),
        titre: "Décision notifiée sur le contrat".to_owned(),
        ..NouvelEvenement::of(OBJET, n.id.uuid())
    };
    frise::push(tx, dossier, &[event]).await
}

async fn differs(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    adhesion: AdhesionId,
    id: SanctionId,
    what: &str,
) -> Result<()> {
    let now = found(tx, dossier, adhesion, id).await?;
    let stands = match (now.decidee_le, now.observations_le) {
        (Some(le), _) => format!("{} le {}", now.etat.label(), dates::short(le)),
        (None, le) => format!("{} {}", now.etat.label(), short(le)),
    };
    conflict(vec![(what, String::new(), stands)], now.version)
}
