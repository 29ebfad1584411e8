//! What typst sees of the world: the models, the fonts, and the words of one paper.

use std::{
    collections::{BTreeMap, HashMap},
    sync::LazyLock,
};

use serde_json::Value;
use typst::{
    Library, LibraryExt as _, World,
    diag::{FileError, FileResult},
    foundations::{Bytes, Datetime, Duration},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};

use super::{Modele, polices::POLICES};
use crate::Erreur;

/// Where a model finds the words of its paper.
const DONNEES: &str = "/donnees.json";

/// Every model by its path, and what they share.
const MODELES: [(&str, &str); 10] = [
    ("/commun.typ", include_str!("../../modeles/commun.typ")),
    (
        EMARGEMENT,
        include_str!("../../modeles/accompagnement/emargement.typ"),
    ),
    (
        CONVOCATION,
        include_str!("../../modeles/accompagnement/convocation.typ"),
    ),
    (
        LETTRE,
        include_str!("../../modeles/accompagnement/lettre.typ"),
    ),
    (PLAN, include_str!("../../modeles/accompagnement/plan.typ")),
    (
        SYNTHESE,
        include_str!("../../modeles/accompagnement/synthese.typ"),
    ),
    (
        CONTRAT,
        include_str!("../../modeles/accompagnement/contrat.typ"),
    ),
    (
        NOTIFICATION,
        include_str!("../../modeles/accompagnement/notification.typ"),
    ),
    (
        ATTESTATION,
        include_str!("../../modeles/accompagnement/attestation.typ"),
    ),
    (CV, include_str!("../../modeles/jeunes/cv.typ")),
];

const EMARGEMENT: &str = "/accompagnement/emargement.typ";
const CONVOCATION: &str = "/accompagnement/convocation.typ";
const LETTRE: &str = "/accompagnement/lettre.typ";
const PLAN: &str = "/accompagnement/plan.typ";
const SYNTHESE: &str = "/accompagnement/synthese.typ";
const CONTRAT: &str = "/accompagnement/contrat.typ";
const NOTIFICATION: &str = "/accompagnement/notification.typ";
const ATTESTATION: &str = "/accompagnement/attestation.typ";
const CV: &str = "/jeunes/cv.typ";

const fn path(modele: Modele) -> &'static str {
    match modele {
        Modele::Emargement => EMARGEMENT,
        Modele::Convocation => CONVOCATION,
        Modele::Lettre => LETTRE,
        Modele::Plan => PLAN,
        Modele::Synthese => SYNTHESE,
        Modele::Contrat => CONTRAT,
        Modele::Notification => NOTIFICATION,
        Modele::Attestation => ATTESTATION,
        Modele::CvClassique | Modele::CvModerne => CV,
    }
}

/// What all papers share, made once.
struct Fonds {
    bibliotheque: LazyHash<Library>,
    sources: HashMap<FileId, Source>,
    ids: BTreeMap<&'static str, FileId>,
    donnees: FileId,
}

static FONDS: LazyLock<Result<Fonds, String>> = LazyLock::new(|| {
    let mut ids = BTreeMap::new();
    let mut sources = HashMap::new();
    for (path, text) in MODELES {
        let id = id(path)?;
        ids.insert(path, id);
        sources.insert(id, Source::new(id, text.to_owned()));
    }
    Ok(Fonds {
        bibliotheque: LazyHash::new(Library::default()),
        sources,
        ids,
        donnees: id(DONNEES)?,
    })
});

fn id(path: &str) -> Result<FileId, String> {
    let path = VirtualPath::new(path).map_err(|error| error.to_string())?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// The world of one paper.
pub(super) struct Monde {
    fonds: &'static Fonds,
    modele: FileId,
    donnees: Bytes,
}

impl Monde {
    pub(super) fn new(modele: Modele, donnees: &Value) -> Result<Self, Erreur> {
        let fonds = FONDS.as_ref().map_err(|error| Erreur::Pdf(error.clone()))?;
        let path = path(modele);
        let missing = || Erreur::Pdf(format!("no model at {path}"));
        Ok(Self {
            fonds,
            modele: *fonds.ids.get(path).ok_or_else(missing)?,
            donnees: Bytes::from_string(donnees.to_string()),
        })
    }
}

impl World for Monde {
    fn library(&self) -> &LazyHash<Library> {
        &self.fonds.bibliotheque
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &POLICES.livre
    }

    fn main(&self) -> FileId {
        self.modele
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.fonds
            .sources
            .get(&id)
            .cloned()
            .ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.fonds.donnees {
            return Ok(self.donnees.clone());
        }
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        POLICES.toutes.get(index).cloned()
    }

    /// A paper is dated by who asks for it.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn there_is_nothing_else_in_this_world() {
        let monde = Monde::new(Modele::Plan, &json!({ "d": 1 })).unwrap();
        assert!(monde.source(monde.main()).is_ok());
        assert!(monde.file(id(DONNEES).unwrap()).is_ok());
        for path in ["/etc/passwd", "/autre.typ", "/accompagnement/x.json"] {
            let id = id(path).unwrap();
            assert_eq!(monde.file(id).unwrap_err(), FileError::AccessDenied);
            assert_eq!(monde.source(id).unwrap_err(), FileError::AccessDenied);
        }
        assert!(id("/../secret").is_err(), "no path leaves it");
        assert_eq!(monde.today(None), None, "no clock");
        for index in [0, 1000] {
            assert_eq!(monde.font(index).is_some(), index == 0);
        }
    }
}
