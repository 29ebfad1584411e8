//! Reading and saying the right to stay.

use kernel::{Access, Permission, Section};
use platform::{Error, Result, Tx};

use super::{model::Sejour, queries};
use crate::{
    DossierForWrite, acces,
    dossiers::Dossier,
    echeances,
    faits::{self, Champ, NouveauFait, Sorte, Valeurs, rules},
};

/// The fields, as the facts declare theirs.
pub const CHAMPS: &[Champ] = &[
    Champ {
        nom: "titre",
        libelle: "Document",
        aide: "Ce que la personne a en main ; aucune copie n’est gardée",
        sorte: Sorte::Choix("titre_sejour"),
    },
    Champ {
        nom: "travail",
        libelle: "Permet de travailler",
        aide: "",
        sorte: Sorte::Choix("reponse_fait"),
    },
    Champ {
        nom: "fin",
        libelle: "Valable jusqu’au",
        aide: "Un rappel est posé avant, sans dire de quel document il s’agit",
        sorte: Sorte::Fin,
    },
];

/// Whether the actor is one of those who may: by role, and by relation to this dossier.
pub fn may_see(tx: &Tx, dossier: &Dossier) -> bool {
    tx.may(Permission::Dossier(Section::Sejour, Access::Read)) && acces::suit(tx.actor(), dossier)
}

/// What is known today.
///
/// # Errors
/// `Forbidden` for a role that never may; `NotFound` for an agent who does not follow the dossier.
pub async fn find(tx: &mut Tx, dossier: &Dossier) -> Result<Option<Sejour>> {
    tx.require(Permission::Dossier(Section::Sejour, Access::Read))?;
    follows(tx, dossier)?;
    queries::current(tx, dossier.id).await
}

/// Says it anew; the former row is kept. A second post of the same form adds nothing.
///
/// # Errors
/// As [`find`]; `Invalid` (the fields, `vrai_du`); `Conflict` when someone else changed it since
/// `version` (0 when nothing was known).
pub async fn save(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    version: i32,
    typed: &NouveauFait,
) -> Result<()> {
    tx.require(Permission::Dossier(Section::Sejour, Access::Write))?;
    follows(tx, dossier)?;
    let new = NouveauFait {
        valeurs: rules::keep(CHAMPS, &typed.valeurs),
        ..typed.clone()
    };
    let (lists, today) = (tx.nomenclatures(), tx.today());
    rules::check(CHAMPS, &new, today, |liste, code| {
        lists.accepte(liste, code, today)
    })
    .check(())
    .map_err(Error::Invalid)?;
    if queries::exists(tx, dossier.id, new.id).await? {
        return Ok(());
    }
    let former = queries::current(tx, dossier.id).await?;
    if former.as_ref().map_or(0, |f| f.version) != version {
        return Err(conflict(tx, former.as_ref(), &new));
    }
    if let Some(former) = &former {
        let au = rules::last_day(former.vrai_du, new.vrai_du);
        if !queries::end(tx, former.id, au).await? {
            return Err(conflict(tx, Some(former), &new));
        }
        echeances::close(tx, dossier, "fait", &[former.id], None).await?;
    }
    if !queries::insert(tx, dossier.id, version + 1, &new).await? {
        let now = queries::current(tx, dossier.id).await?;
        return Err(conflict(tx, now.as_ref(), &new));
    }
    // The object is named as any fact: other roles read échéances.
    let ends = faits::ends(tx, CHAMPS, "fait", &new)?;
    echeances::push(tx, dossier, &ends).await?;
    let answers = format!("{:?}", new.valeurs);
    let details = acces::details(tx, dossier)
        .secret("valeurs", &answers)
        .into_value();
    acces::record(tx, dossier, "modification", "fait", new.id, details).await
}

fn follows(tx: &Tx, dossier: &Dossier) -> Result<()> {
    if acces::suit(tx.actor(), dossier) {
        Ok(())
    } else {
        Err(Error::NotFound)
    }
}

fn conflict(tx: &Tx, now: Option<&Sejour>, new: &NouveauFait) -> Error {
    let empty = Valeurs::new();
    let (valeurs, version) = now.map_or((&empty, 0), |s| (&s.valeurs, s.version));
    faits::conflict(tx.nomenclatures(), CHAMPS, &new.valeurs, valeurs, version)
}
