//! Who is in a contract of the law, since when, and what she did alone these last weeks.

use chrono::{DateTime, Datelike as _, Months, NaiveDate, Utc};
use kernel::dates;
use uuid::Uuid;

use crate::{
    agenda::Heure,
    calendrier::{instant, plus},
    copie::ligne,
    hasard::{Flux, Hasard},
    lignes::{Echeance, Evenement},
    parcours::{Contexte, Parcours},
};

ligne! {
    /// Someone in a dispositif.
    Adhesion = "adhesion" {
        ml_id "ml_id": i32,
        id "id": Uuid,
        jeune_id "jeune_id": Uuid,
        dispositif "dispositif": &'static str,
        groupe "groupe": &'static str,
        prescripteur_id "prescripteur_id": Uuid,
        referent_id "referent_id": Uuid,
        entree_le "entree_le": NaiveDate,
        signee_le "signee_le": Option<NaiveDate>,
        signature_moyen "signature_moyen": Option<&'static str>,
        fin_prevue "fin_prevue": Option<NaiveDate>,
        conditions "conditions": String,
        saisi_le "saisi_le": DateTime<Utc>,
        saisi_par "saisi_par": Option<Uuid>,
    }
}

ligne! {
    /// What a young person did alone.
    Demarche = "demarche" {
        ml_id "ml_id": i32,
        id "id": Uuid,
        jeune_id "jeune_id": Uuid,
        faite_le "faite_le": NaiveDate,
        categorie "categorie": &'static str,
        libelle "libelle": &'static str,
        minutes "minutes": i32,
        etat "etat": &'static str,
        minutes_retenues "minutes_retenues": Option<i32>,
        vue_le "vue_le": Option<NaiveDate>,
        vue_par "vue_par": Option<Uuid>,
        saisi_le "saisi_le": DateTime<Utc>,
        saisi_par "saisi_par": Option<Uuid>,
    }
}

/// Situations that go with neither a CEJ nor a PACEA here.
const EXCLUENT: [&str; 4] = ["scolarite", "formation", "alternance", "volontariat"];

/// What a young person does alone: category, words, minutes.
const DEMARCHES: [(&str, &str, i32); 6] = [
    ("emploi", "Trois candidatures envoyées", 90),
    ("emploi", "Passage en agence d’intérim", 120),
    (
        "projet_professionnel",
        "Visite d’un centre de formation",
        150,
    ),
    ("logement", "Dossier de logement complété", 60),
    (
        "citoyennete",
        "Rendez-vous pris pour la journée défense et citoyenneté",
        45,
    ),
    (
        "loisir_sport_culture",
        "Inscription au club de sport du quartier",
        60,
    ),
];

/// Every row of one contract.
#[derive(Debug)]
pub(crate) struct Contrat {
    pub(crate) adhesion: Adhesion,
    pub(crate) demarches: Vec<Demarche>,
    pub(crate) heures: Vec<Heure>,
}

/// The contract of the dossier of rank `index`, if she has one, and what it pushes.
pub(crate) fn contrat(ctx: Contexte<'_>, index: u32, out: &mut Parcours) -> Option<Contrat> {
    let mut h = Hasard::new(ctx.seed, Flux::Contrats, ctx.maison.ml, index);
    let (dispositif, nom, mois) = h.pese(&[
        (Some(("cej", "CEJ", 12)), 16),
        (Some(("pacea", "PACEA", 24)), 18),
        (None, 66),
    ])?;
    let jeune = &out.jeune;
    let agent = jeune.referent_id.filter(|_| jeune.etat == "actif")?;
    let naissance = jeune.date_naissance?;
    let entree_le = plus(ctx.aujourd_hui, -h.entre(20, 300)).max(jeune.premier_accueil_le);
    let excluded = |s: &crate::lignes::Situation| {
        EXCLUENT.contains(&s.categorie) && s.fin.is_none_or(|fin| fin >= entree_le)
    };
    if out.situations.iter().any(excluded) || !(16..=24).contains(&dates::age(naissance, entree_le))
    {
        return None;
    }
    let fin = entree_le
        .checked_add_months(Months::new(mois))?
        .pred_opt()?;
    let saisi_le = instant(entree_le, 15, 0);
    let signed = h.chance(900);
    let adhesion = Adhesion {
        ml_id: ctx.maison.ml,
        id: h.id(saisi_le),
        jeune_id: jeune.id,
        dispositif,
        groupe: "engagement",
        prescripteur_id: agent,
        referent_id: agent,
        entree_le,
        signee_le: signed.then_some(entree_le),
        signature_moyen: signed.then_some("papier"),
        fin_prevue: Some(fin),
        conditions: "[]".to_owned(),
        saisi_le,
        saisi_par: Some(agent),
    };
    let (demarches, heures) = alone(ctx, &mut h, &adhesion);
    pushed(&mut h, &adhesion, nom, out);
    Some(Contrat {
        adhesion,
        demarches,
        heures,
    })
}

/// What she did alone these last three weeks, for a contract that counts hours.
fn alone(ctx: Contexte<'_>, h: &mut Hasard, a: &Adhesion) -> (Vec<Demarche>, Vec<Heure>) {
    if a.dispositif != "cej" {
        return (Vec::new(), Vec::new());
    }
    let (mut demarches, mut heures) = (Vec::new(), Vec::new());
    for _ in 0..h.entre(1, 6) {
        let faite_le = plus(ctx.aujourd_hui, -h.entre(0, 20)).max(a.entree_le);
        let (categorie, libelle, minutes) = h.choix(&DEMARCHES);
        let seen = faite_le < plus(ctx.aujourd_hui, -3);
        let saisi_le = instant(faite_le, 18, 0);
        let id = h.id(saisi_le);
        demarches.push(Demarche {
            ml_id: a.ml_id,
            id,
            jeune_id: a.jeune_id,
            faite_le,
            categorie,
            libelle,
            minutes,
            etat: if seen { "validee" } else { "declaree" },
            minutes_retenues: seen.then_some(minutes),
            vue_le: seen.then_some(plus(faite_le, 2)),
            vue_par: seen.then_some(a.referent_id),
            saisi_le,
            saisi_par: Some(a.referent_id),
        });
        heures.push(Heure {
            ml_id: a.ml_id,
            id: h.id(saisi_le),
            jeune_id: a.jeune_id,
            jour: faite_le,
            minutes,
            nature: "demarche",
            validee: seen,
            objet: "demarche",
            objet_id: id,
        });
    }
    (demarches, heures)
}

/// What an entry pushes, as `accompagnement::dispositifs` does.
fn pushed(h: &mut Hasard, a: &Adhesion, nom: &str, out: &mut Parcours) {
    out.evenements.push(Evenement {
        ml_id: a.ml_id,
        id: h.id(a.saisi_le),
        jeune_id: a.jeune_id,
        survenu_le: a.entree_le,
        heure: None,
        nature: "dispositif",
        theme: "",
        resultat: "",
        agent_id: Some(a.referent_id),
        titre: format!("Entrée : {nom}"),
        objet: "dispositif",
        objet_id: a.id,
        saisi_le: a.saisi_le,
    });
    let mut echeance = |nature: &str, libelle: String, visible_le: NaiveDate, le: NaiveDate| {
        out.echeances.push(Echeance {
            ml_id: a.ml_id,
            id: h.id(a.saisi_le),
            jeune_id: a.jeune_id,
            nature: nature.to_owned(),
            libelle,
            visible_le,
            le,
            objet: "dispositif",
            objet_id: a.id,
            close_le: None,
        });
    };
    if let Some(fin) = a.fin_prevue {
        let words = format!("Fin du parcours : {nom}");
        echeance("fin_dispositif", words, plus(fin, -60), fin);
    }
    if a.signee_le.is_none() {
        let words = format!("Faire signer le contrat : {nom}");
        let due = a.entree_le.with_day(1).unwrap_or(a.entree_le);
        let due = due.checked_add_months(Months::new(1)).unwrap_or(due);
        echeance("signer_contrat", words, a.entree_le, due.max(a.entree_le));
    }
}
