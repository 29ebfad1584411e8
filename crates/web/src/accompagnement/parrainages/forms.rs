//! The forms of parrainages.

use accompagnement::parrainages::{
    FinParrainage, Issue, NouveauParrainage, NouvelleRencontre, ParrainSaisi,
};
use chrono::NaiveDate;
use kernel::{AdhesionId, FieldErrors, ParrainId, ParrainageId};
use uuid::Uuid;

use crate::accompagnement::saisie::{Lecteur, Saisie};

/// A parrain or a marraine; `id` is that of the path when they are there already.
pub(super) fn parrain(saisie: &Saisie, id: Option<ParrainId>) -> Result<ParrainSaisi, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let filleuls_max = saisie.un("filleuls_max").trim().parse().unwrap_or(0);
    let new = ParrainSaisi {
        id: id.unwrap_or_else(|| lecteur.id("id").into()),
        nom: lecteur.ligne("nom"),
        prenom: lecteur.ligne("prenom"),
        metier: lecteur.ligne("metier"),
        reseau: lecteur.ligne("reseau"),
        telephone: lecteur.ligne("telephone"),
        courriel: lecteur.ligne("courriel"),
        charte_le: lecteur.date_libre("charte_le"),
        filleuls_max,
        depuis: lecteur.date("depuis"),
        parti_le: lecteur.date_libre("parti_le"),
    };
    lecteur.fin(new)
}

/// The version that the page wrote.
pub(super) fn version(saisie: &Saisie) -> Result<i32, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let version = lecteur.version();
    lecteur.fin(version)
}

fn chosen(lecteur: &mut Lecteur<'_>, saisie: &Saisie) -> ParrainId {
    let read = saisie.un("parrain").parse::<Uuid>();
    read.unwrap_or_else(|_| {
        lecteur
            .errors
            .add("parrain", "Choisissez quelqu’un de la liste.");
        Uuid::nil()
    })
    .into()
}

/// Who is chosen on the form of an entry, and the day of the charter.
pub(in crate::accompagnement) fn entree(
    saisie: &Saisie,
) -> Result<((ParrainageId, ParrainId), Option<NaiveDate>), FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let id = lecteur.id("parrainage").into();
    let read = (
        (id, chosen(&mut lecteur, saisie)),
        lecteur.date_libre("charte_le"),
    );
    lecteur.fin(read)
}

/// Someone who goes with her.
pub(super) fn parrainage(
    adhesion: AdhesionId,
    saisie: &Saisie,
) -> Result<NouveauParrainage, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let new = NouveauParrainage {
        id: lecteur.id("id").into(),
        adhesion,
        parrain: chosen(&mut lecteur, saisie),
        debut: lecteur.date("debut"),
        charte_le: lecteur.date_libre("charte_le"),
    };
    lecteur.fin(new)
}

/// The version that was shown, and the day she signed the charter.
pub(super) fn charte(saisie: &Saisie) -> Result<(i32, NaiveDate), FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let read = (lecteur.version(), lecteur.date("charte_le"));
    lecteur.fin(read)
}

/// An end.
pub(super) fn fin(id: ParrainageId, saisie: &Saisie) -> Result<FinParrainage, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let fin = FinParrainage {
        id,
        version: lecteur.version(),
        le: lecteur.date("le"),
        motif: lecteur.code("motif"),
        mots: lecteur.texte("mots"),
    };
    lecteur.fin(fin)
}

/// A meeting.
pub(super) fn rencontre(
    parrainage: ParrainageId,
    saisie: &Saisie,
) -> Result<NouvelleRencontre, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let typed = saisie.un("minutes").trim();
    let minutes = (!typed.is_empty()).then(|| typed.parse().unwrap_or(0));
    let new = NouvelleRencontre {
        id: lecteur.id("id").into(),
        parrainage,
        le: lecteur.date("le"),
        moyen: lecteur.code("moyen"),
        sujet: lecteur.code("sujet"),
        issue: lecteur.choix("issue", Issue::from_code, Issue::Tenue),
        minutes,
    };
    lecteur.fin(new)
}
