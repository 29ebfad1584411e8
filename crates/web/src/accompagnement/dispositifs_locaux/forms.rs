//! The form of a dispositif of the mission locale.

use accompagnement::dispositifs::{DispositifLocal, LocalSaisi};
use kernel::FieldErrors;
use uuid::Uuid;

use crate::accompagnement::{
    commun,
    saisie::{Lecteur, Saisie},
};

fn number(lecteur: &mut Lecteur<'_>, saisie: &Saisie, nom: &str) -> Option<i32> {
    let typed = saisie.un(nom).trim();
    if typed.is_empty() {
        return None;
    }
    let read = typed.parse().ok();
    if read.is_none() {
        lecteur
            .errors
            .add(nom, "Écrivez un nombre entier, par exemple 12.");
    }
    read
}

fn lines(saisie: &Saisie, nom: &str) -> Vec<String> {
    saisie
        .un(nom)
        .lines()
        .map(kernel::text::tidy_line)
        .filter(|line| !line.is_empty())
        .collect()
}

/// A dispositif; `code` is that of the path when it is there already.
pub(super) fn local(saisie: &Saisie, code: Option<Uuid>) -> Result<LocalSaisi, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let id = lecteur.id("id");
    let age = |lecteur: &mut Lecteur<'_>, nom: &str| number(lecteur, saisie, nom).unwrap_or(0);
    let new = LocalSaisi {
        id,
        code: code.unwrap_or_else(|| lecteur.id("code")),
        valide_du: lecteur.date("valide_du"),
        valide_au: lecteur.date_libre("valide_au"),
        libelle: lecteur.ligne("libelle"),
        nom_court: lecteur.ligne("nom_court"),
        resume: lecteur.ligne("resume"),
        groupe: lecteur.code("groupe"),
        age_min: age(&mut lecteur, "age_min"),
        age_max: age(&mut lecteur, "age_max"),
        age_max_rqth: number(&mut lecteur, saisie, "age_max_rqth"),
        age_sortie: number(&mut lecteur, saisie, "age_sortie"),
        duree_mois: number(&mut lecteur, saisie, "duree_mois"),
        duree_max_mois: number(&mut lecteur, saisie, "duree_max_mois"),
        signature: saisie.un("signature") == "oui",
        minutes_semaine: number(&mut lecteur, saisie, "heures_semaine")
            .map(|hours| hours.saturating_mul(60)),
        phases: saisie.un("phases") == "oui",
        documents: lines(saisie, "documents"),
        conditions: saisie.tous("conditions"),
        questions: lines(saisie, "questions"),
        sorties: saisie.tous("sorties"),
        prescripteur: lecteur.ligne("prescripteur"),
        reference: lecteur.ligne("reference"),
        motif: lecteur.ligne("motif"),
    };
    lecteur.fin(new)
}

/// The row that is corrected.
pub(super) fn avant(saisie: &Saisie) -> Result<Uuid, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let read = lecteur.id("avant");
    lecteur.fin(read)
}

/// A row as the form of its correction shows it.
pub(super) fn filled(d: &DispositifLocal) -> Saisie {
    let number = |value: Option<i32>| value.map(|n| n.to_string()).unwrap_or_default();
    let yes = |value: bool| if value { "oui" } else { "" };
    let mut saisie = Saisie::default()
        .avec("avant", d.id.to_string())
        .avec(
            "valide_au",
            d.valide_au.map(commun::field).unwrap_or_default(),
        )
        .avec("libelle", &d.libelle)
        .avec("nom_court", &d.nom_court)
        .avec("resume", &d.resume)
        .avec("groupe", &d.groupe)
        .avec("age_min", d.age_min.to_string())
        .avec("age_max", d.age_max.to_string())
        .avec("age_max_rqth", number(d.age_max_rqth))
        .avec("age_sortie", number(d.age_sortie))
        .avec("duree_mois", number(d.duree_mois))
        .avec("duree_max_mois", number(d.duree_max_mois))
        .avec("signature", yes(d.signature))
        .avec("heures_semaine", number(d.minutes_semaine.map(|m| m / 60)))
        .avec("phases", yes(d.phases))
        .avec("documents", d.documents.join("\n"))
        .avec("questions", d.questions.join("\n"))
        .avec("prescripteur", &d.prescripteur)
        .avec("reference", &d.reference);
    for (nom, codes) in [("conditions", &d.conditions), ("sorties", &d.sorties)] {
        for code in codes {
            saisie = saisie.avec(nom, code);
        }
    }
    saisie
}

/// The last day to enter, or none: it opens again.
pub(super) fn fermeture(saisie: &Saisie) -> Result<Option<chrono::NaiveDate>, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let read = lecteur.date_libre("valide_au");
    lecteur.fin(read)
}
