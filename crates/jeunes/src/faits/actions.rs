//! What people do with facts.

use chrono::Days;
use kernel::{Access, Permission, dates};
use platform::{Error, Result, Tx, nomenclatures::Nomenclatures};
use uuid::Uuid;

use super::{
    declaration::{Champ, GENRES, Genre, Sorte},
    model::{Fait, NouveauFait, Valeurs},
    queries, rules,
};
use crate::{
    DossierForRead, DossierForWrite, acces,
    conflit::Differences,
    dossiers::{Dossier, sortie},
    echeances::{self, NouvelleEcheance},
};

/// The current facts of the themes that the role reads: one statement.
pub async fn list(tx: &mut Tx, dossier: &DossierForRead) -> Result<Vec<Fait>> {
    let seen: Vec<String> = GENRES
        .iter()
        .filter(|genre| tx.may(Permission::Dossier(genre.section, Access::Read)))
        .map(|genre| genre.code.to_owned())
        .collect();
    queries::list(tx, dossier.id, &seen, true).await
}

/// The current fact of a theme.
pub async fn find(tx: &mut Tx, dossier: &Dossier, genre: &Genre) -> Result<Option<Fait>> {
    tx.require(Permission::Dossier(genre.section, Access::Read))?;
    let one = [genre.code.to_owned()];
    Ok(queries::list(tx, dossier.id, &one, true).await?.pop())
}

/// What the dossier itself needs to know of a theme, whoever acts: it is shown to nobody.
pub(crate) async fn known(tx: &mut Tx, dossier: &Dossier, genre: &str) -> Result<Option<Fait>> {
    let one = [genre.to_owned()];
    Ok(queries::list(tx, dossier.id, &one, true).await?.pop())
}

/// What was said before: ended and corrected rows, newest first.
pub async fn history(tx: &mut Tx, dossier: &DossierForRead, genre: &Genre) -> Result<Vec<Fait>> {
    tx.require(Permission::Dossier(genre.section, Access::Read))?;
    let one = [genre.code.to_owned()];
    let mut all = queries::list(tx, dossier.id, &one, false).await?;
    all.retain(|fait| fait.corrige || fait.vrai_au.is_some());
    Ok(all)
}

/// Says a fact anew: a later first day ends the former row, the same or an earlier one corrects it.
/// A second post of the same form adds nothing.
///
/// # Errors
/// `Invalid` (the fields of the theme, `vrai_du`); `Conflict` when someone else changed it since
/// `version` (0 when there was none).
pub async fn save(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    genre: &Genre,
    version: i32,
    typed: &NouveauFait,
) -> Result<()> {
    tx.require(Permission::Dossier(genre.section, Access::Write))?;
    let new = NouveauFait {
        valeurs: rules::keep(genre.champs, &typed.valeurs),
        ..typed.clone()
    };
    let (lists, today) = (tx.nomenclatures(), tx.today());
    rules::check(genre.champs, &new, today, |liste, code| {
        lists.accepte(liste, code, today)
    })
    .check(())
    .map_err(Error::Invalid)?;
    if queries::exists(tx, dossier.id, new.id).await? {
        return Ok(());
    }
    let former = find(tx, dossier, genre).await?;
    if former.as_ref().map_or(0, |f| f.version) != version {
        return Err(conflict_of(tx, genre.champs, former.as_ref(), &new));
    }
    if let Some(former) = &former {
        let au = rules::last_day(former.vrai_du, new.vrai_du);
        if !queries::end(tx, former.id, au).await? {
            return Err(conflict_of(tx, genre.champs, Some(former), &new));
        }
        echeances::close(tx, dossier, "fait", &[former.id], None).await?;
    }
    if !queries::insert(tx, dossier.id, genre.code, version + 1, &new).await? {
        let now = find(tx, dossier, genre).await?;
        return Err(conflict_of(tx, genre.champs, now.as_ref(), &new));
    }
    let all = ends(tx, genre.champs, "fait", &new)?;
    echeances::push(tx, dossier, &all).await?;
    if genre.code == "handicap" {
        sortie::follow(tx, dossier).await?;
    }
    let before = former.map(|f| f.valeurs).unwrap_or_default();
    let mut details = acces::details(tx, dossier)
        .coded("genre", genre.code)
        .coded("vrai_du", new.vrai_du);
    for champ in genre.champs {
        // What was answered is personal: that it changed is enough.
        details = details.changed_secret(
            champ.nom,
            value(&before, champ.nom),
            value(&new.valeurs, champ.nom),
        );
    }
    let details = details.into_value();
    acces::record(tx, dossier, "modification", "fait", new.id, details).await
}

/// One click: the current fact of the theme still holds today.
///
/// # Errors
/// `NotFound` when `id` is not the current fact any more.
pub async fn confirm(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    genre: &Genre,
    id: Uuid,
) -> Result<()> {
    tx.require(Permission::Dossier(genre.section, Access::Write))?;
    if !queries::confirm(tx, dossier.id, genre.code, id).await? {
        return Err(Error::NotFound);
    }
    let details = acces::details(tx, dossier)
        .coded("genre", genre.code)
        .into_value();
    acces::record(tx, dossier, "confirmation", "fait", id, details).await
}

/// What to look at before it ends, in words that reveal nothing.
pub(crate) fn ends(
    tx: &Tx,
    champs: &[Champ],
    objet: &'static str,
    new: &NouveauFait,
) -> Result<Vec<NouvelleEcheance>> {
    let before = u64::try_from(tx.parametre("alerte_fin_document_jours")?).unwrap_or(0);
    Ok(champs
        .iter()
        .filter(|champ| champ.sorte == Sorte::Fin)
        .filter_map(|champ| dates::parse(value(&new.valeurs, champ.nom)))
        .map(|fin| NouvelleEcheance {
            nature: "verifier_document".to_owned(),
            libelle: "Vérifier un document".to_owned(),
            visible_le: fin.checked_sub_days(Days::new(before)).unwrap_or(fin),
            echeance_le: fin,
            objet,
            objet_id: new.id,
        })
        .collect())
}

fn conflict_of(tx: &Tx, champs: &[Champ], now: Option<&Fait>, new: &NouveauFait) -> Error {
    let empty = Valeurs::new();
    let (valeurs, version) = now.map_or((&empty, 0), |f| (&f.valeurs, f.version));
    conflict(tx.nomenclatures(), champs, &new.valeurs, valeurs, version)
}

/// Both values of each field.
pub(crate) fn conflict(
    lists: &Nomenclatures,
    champs: &[Champ],
    typed: &Valeurs,
    now: &Valeurs,
    version: i32,
) -> Error {
    champs
        .iter()
        .fold(Differences::new(), |all, champ| {
            let words = |v: &Valeurs| super::words(lists, champ, value(v, champ.nom));
            all.field(champ.libelle, words(typed), words(now))
        })
        .into_error(version)
}

fn value<'a>(valeurs: &'a Valeurs, nom: &str) -> &'a str {
    valeurs.get(nom).map_or("", String::as_str)
}
