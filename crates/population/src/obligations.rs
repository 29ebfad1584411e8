//! A few young people of 16–17 reported for the obligation de formation, and how far each is.

use chrono::{DateTime, Months, NaiveDate, Utc};
use kernel::dates;
use uuid::Uuid;

use crate::{
    calendrier::{instant, plus},
    contrats::Adhesion,
    copie::ligne,
    hasard::{Flux, Hasard},
    lignes::{Echeance, Evenement},
    parcours::{Contexte, Parcours},
};

ligne! {
    /// Someone under the obligation.
    Obligation = "obligation" {
        ml_id "ml_id": i32,
        id "id": Uuid,
        jeune_id "jeune_id": Uuid,
        adhesion_id "adhesion_id": Uuid,
        etat "etat": &'static str,
        source "source": &'static str,
        signalee_le "signalee_le": NaiveDate,
        recue_le "recue_le": NaiveDate,
        saisi_le "saisi_le": DateTime<Utc>,
        saisi_par "saisi_par": Option<Uuid>,
    }
}

ligne! {
    /// Something that was done.
    Etape = "etape_obligation" {
        ml_id "ml_id": i32,
        id "id": Uuid,
        jeune_id "jeune_id": Uuid,
        obligation_id "obligation_id": Uuid,
        nature "nature": &'static str,
        le "le": NaiveDate,
        code "code": &'static str,
        representants "representants": bool,
        saisi_le "saisi_le": DateTime<Utc>,
        saisi_par "saisi_par": Option<Uuid>,
    }
}

/// Every row of one obligation.
#[derive(Debug)]
pub(crate) struct Signalee {
    pub(crate) adhesion: Adhesion,
    pub(crate) obligation: Obligation,
    pub(crate) etapes: Vec<Etape>,
}

/// The obligation of the dossier of rank `index`, if someone reported her, and what it pushes.
pub(crate) fn obligation(ctx: Contexte<'_>, index: u32, out: &mut Parcours) -> Option<Signalee> {
    let mut h = Hasard::new(ctx.seed, Flux::Obligations, ctx.maison.ml, index);
    let (etat, source) = h.pese(&[
        (("signalee", "siei"), 3),
        (("signalee", "cfa"), 2),
        (("recue", "etablissement"), 3),
        (("proposee", "famille"), 2),
    ]);
    let jeune = &out.jeune;
    let agent = jeune.referent_id.filter(|_| jeune.etat == "actif")?;
    let naissance = jeune.date_naissance?;
    let le = plus(ctx.aujourd_hui, -h.entre(3, 40)).max(jeune.premier_accueil_le);
    let age = |day| dates::age(naissance, day);
    if !h.chance(600) || age(le) < 16 || age(ctx.aujourd_hui) > 17 {
        return None;
    }
    let saisi_le = instant(le, 16, 0);
    let adhesion = Adhesion {
        ml_id: ctx.maison.ml,
        id: h.id(saisi_le),
        jeune_id: jeune.id,
        dispositif: "obligation_formation",
        groupe: "obligation",
        prescripteur_id: agent,
        referent_id: agent,
        entree_le: le,
        signee_le: None,
        signature_moyen: None,
        fin_prevue: naissance
            .checked_add_months(Months::new(18 * 12))?
            .pred_opt(),
        conditions: "[]".to_owned(),
        saisi_le,
        saisi_par: Some(agent),
    };
    let obligation = Obligation {
        ml_id: adhesion.ml_id,
        id: h.id(saisi_le),
        jeune_id: adhesion.jeune_id,
        adhesion_id: adhesion.id,
        etat,
        source,
        signalee_le: le,
        recue_le: le,
        saisi_le,
        saisi_par: Some(agent),
    };
    let etapes = steps(ctx, &mut h, &obligation);
    pushed(&mut h, &adhesion, &obligation, out);
    Some(Signalee {
        adhesion,
        obligation,
        etapes,
    })
}

/// What was done, up to where it stands.
fn steps(ctx: Contexte<'_>, h: &mut Hasard, o: &Obligation) -> Vec<Etape> {
    let done: &[(&'static str, &'static str)] = match o.etat {
        "recue" => &[("signalement", ""), ("reception", "")],
        "proposee" => &[
            ("signalement", ""),
            ("reception", ""),
            ("proposition", "apprentissage"),
        ],
        _ => &[("signalement", "")],
    };
    let mut le = o.signalee_le;
    let mut all = Vec::new();
    for &(nature, code) in done {
        let code = if nature == "signalement" {
            o.source
        } else {
            code
        };
        all.push(Etape {
            ml_id: o.ml_id,
            id: h.id(o.saisi_le),
            jeune_id: o.jeune_id,
            obligation_id: o.id,
            nature,
            le,
            code,
            representants: nature == "reception",
            saisi_le: instant(le, 16, 30),
            saisi_par: o.saisi_par,
        });
        le = plus(le, 1).min(ctx.aujourd_hui);
    }
    all
}

/// What a report pushes, as `accompagnement::obligations` does.
fn pushed(h: &mut Hasard, a: &Adhesion, o: &Obligation, out: &mut Parcours) {
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
        titre: "Entrée : Obligation de formation".to_owned(),
        objet: "dispositif",
        objet_id: a.id,
        saisi_le: a.saisi_le,
    });
    let (nature, libelle, jours) = match o.etat {
        "recue" => (
            "obligation_proposer",
            "Obligation de formation : proposer une solution",
            15,
        ),
        "proposee" => (
            "obligation_verifier",
            "Obligation de formation : vérifier que la solution tient",
            30,
        ),
        _ => (
            "obligation_recevoir",
            "Obligation de formation : recevoir le jeune et ses représentants",
            15,
        ),
    };
    out.echeances.push(Echeance {
        ml_id: a.ml_id,
        id: h.id(a.saisi_le),
        jeune_id: a.jeune_id,
        nature: nature.to_owned(),
        libelle: libelle.to_owned(),
        visible_le: o.signalee_le,
        le: plus(o.signalee_le, jours),
        objet: "obligation",
        objet_id: o.id,
        close_le: None,
    });
}
