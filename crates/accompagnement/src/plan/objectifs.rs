//! Setting objectifs, wording them, and closing them.

use chrono::NaiveDate;
use jeunes::{
    DossierForWrite, acces, echeances,
    frise::{self, NouvelEvenement},
};
use kernel::{FieldErrors, ObjectifId, dates};
use platform::{Result, Tx};

use super::{
    actions::ECRIRE,
    model::{
        ChangementObjectif, EtatObjectif, ModificationObjectif, NouvelObjectif, Objectif, Origine,
    },
    queries, rules,
};
use crate::commun::{already_there, check_choice, check_past, conflict, truncated};

/// Sets an objectif.
///
/// # Errors
/// `NotFound` when the frein it comes from is not of this dossier.
pub async fn add_objectif(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    new: &NouvelObjectif,
) -> Result<()> {
    tx.require(ECRIRE)?;
    let today = tx.today();
    check_new_objectif(tx, new, today).check(())?;
    let added = queries::insert_objectifs(tx, dossier.id, std::slice::from_ref(new), today).await?;
    if added.is_empty() {
        return find_objectif(tx, dossier, new.id).await.map(drop);
    }
    let origine = match &new.origine {
        Origine::Frein(_) | Origine::FreinOuvert(_) => "frein",
        Origine::Souhait { .. } => "souhait",
    };
    let details = acces::details(tx, dossier)
        .coded("origine", origine)
        .secret("libelle", &new.libelle)
        .into_value();
    acces::record(tx, dossier, "creation", "objectif", new.id.uuid(), details).await
}

/// What is wrong with an objectif set on `day`.
pub(crate) fn check_new_objectif(tx: &Tx, new: &NouvelObjectif, day: NaiveDate) -> FieldErrors {
    let mut errors = rules::check_objectif(&new.libelle, Some(&new.origine));
    if let Origine::Souhait { domaine, .. } = &new.origine {
        check_choice(tx, &mut errors, "domaine", "domaine", domaine, day);
    }
    errors
}

/// One objectif of the dossier.
pub(super) async fn find_objectif(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    id: ObjectifId,
) -> Result<Objectif> {
    already_there(queries::objectifs(tx, dossier.id, Some(id)).await?.pop())
}

/// Words an objectif anew: the agreement is asked again.
///
/// # Errors
/// `Conflict` when someone else changed it since: both values are in it.
pub async fn update_objectif(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    change: &ModificationObjectif,
) -> Result<()> {
    tx.require(ECRIRE)?;
    rules::check_objectif(&change.libelle, None).check(())?;
    let before = find_objectif(tx, dossier, change.id).await?;
    let (id, version) = (change.id, change.version);
    if !queries::update_objectif(tx, dossier.id, id, version, &change.libelle).await? {
        let now = find_objectif(tx, dossier, id).await?;
        let fields = vec![("Objectif", change.libelle.clone(), now.libelle)];
        return conflict(fields, now.version);
    }
    let details = acces::details(tx, dossier)
        .changed_secret("libelle", &before.libelle, &change.libelle)
        .into_value();
    acces::record(tx, dossier, "modification", "objectif", id.uuid(), details).await
}

/// Says that an objectif is reached, given up, or taken up again. Reached or given up, its open
/// actions are given up with the reason `plus_utile` and their échéances close; taken up again, they
/// stay as they are.
///
/// # Errors
/// `Conflict` when someone else changed it since: both values are in it.
pub async fn change_objectif_state(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    change: &ChangementObjectif,
) -> Result<()> {
    tx.require(ECRIRE)?;
    let mut errors = FieldErrors::new();
    check_past(&mut errors, "le", change.le, tx.today());
    errors.check(())?;
    let before = find_objectif(tx, dossier, change.id).await?;
    if !queries::set_objectif_state(tx, dossier.id, change).await? {
        let now = find_objectif(tx, dossier, change.id).await?;
        let fields = vec![
            (
                "État de l’objectif",
                change.etat.label().into(),
                now.etat.label().into(),
            ),
            (
                "Depuis le",
                dates::short(change.le),
                dates::short(now.etat_le),
            ),
        ];
        return conflict(fields, now.version);
    }
    let mut given_up = Vec::new();
    if change.etat != EtatObjectif::EnCours {
        given_up = queries::give_up_open_actions(tx, dossier.id, change.id, change.le).await?;
        echeances::close(tx, dossier, "action", &given_up, Some("action")).await?;
    }
    let details = acces::details(tx, dossier)
        .changed("etat", before.etat, change.etat)
        .coded("le", change.le)
        .coded("actions_abandonnees", given_up.len())
        .into_value();
    acces::record(
        tx,
        dossier,
        "modification",
        "objectif",
        change.id.uuid(),
        details,
    )
    .await?;
    push_closing(tx, dossier, &before.libelle, change).await
}

/// The frise says that an objectif is closed, and forgets it when it is taken up again.
async fn push_closing(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    libelle: &str,
    change: &ChangementObjectif,
) -> Result<()> {
    let titre = format!(
        "Objectif {} : {libelle}",
        change.etat.label().to_lowercase()
    );
    let event = NouvelEvenement {
        survenu_le: change.le,
        nature: "objectif".to_owned(),
        titre: truncated(&titre, 120),
        ..NouvelEvenement::of("objectif", change.id.uuid())
    };
    let closed = change.etat != EtatObjectif::EnCours;
    let events: Vec<NouvelEvenement> = closed.then_some(event).into_iter().collect();
    frise::replace(tx, dossier, "objectif", change.id.uuid(), &events).await
}
