//! An obligation in words.

use accompagnement::obligations::{
    Etape, EtatObligation, FinObligation, NatureEtape, Obligation, rules,
};
use kernel::dates;
use platform::Tx;

use crate::accompagnement::commun;

/// Tone, icon, words.
pub(super) type Pastille = (&'static str, &'static str, &'static str);

/// Where an obligation stands.
pub(super) const fn pastille(etat: EtatObligation) -> Pastille {
    let (ton, icone) = match etat {
        EtatObligation::Signalee => ("attention", "bell"),
        EtatObligation::Recue => ("info", "person-check"),
        EtatObligation::Proposee => ("info", "signpost-split"),
        EtatObligation::Convoquee => ("attention", "envelope"),
        EtatObligation::ATransmettre => ("attention", "question-circle"),
        EtatObligation::Transmise => ("neutre", "send"),
    };
    (ton, icone, etat.label())
}

/// How the clock stands, in a sentence; empty without a convocation or once the direction decides.
pub(super) fn horloge(tx: &Tx, o: &Obligation) -> String {
    let Some((called, last)) = o.convoquee_le.zip(o.horloge_fin) else {
        return String::new();
    };
    if matches!(
        o.etat,
        EtatObligation::ATransmettre | EtatObligation::Transmise
    ) {
        return String::new();
    }
    let (called, said) = (dates::short(called), dates::long(last));
    match rules::reste(last, tx.today()) {
        0 if tx.today() > last => {
            format!("La convocation du {called} laissait jusqu’au {said} : ce délai est passé.")
        }
        0 => format!("La convocation du {called} laisse jusqu’à aujourd’hui."),
        1 => format!("La convocation du {called} laisse jusqu’au {said} : il reste un jour."),
        n => format!("La convocation du {called} laisse jusqu’au {said} : il reste {n} jours."),
    }
}

/// What is known of it, labels and values.
pub(super) fn facts(tx: &Tx, o: &Obligation) -> Vec<(&'static str, String)> {
    let day = |le: Option<chrono::NaiveDate>| le.map(dates::short).unwrap_or_default();
    let way = match o.voie.as_str() {
        "" => String::new(),
        code => commun::label(tx, "obligation_voie", code),
    };
    let all = [
        (
            "Signalé par",
            commun::label(tx, "obligation_source", &o.source),
        ),
        ("Signalé le", dates::short(o.signalee_le)),
        ("Convoqué le", day(o.convoquee_le)),
        ("Proposé à la direction le", day(o.transmission_proposee_le)),
        ("Par", o.proposee_par_nom.clone()),
        ("Avis du conseiller", o.avis.clone()),
        ("Département informé le", day(o.decidee_le)),
        ("Décidé par", o.decidee_par_nom.clone()),
        ("Raison", o.motivation.clone()),
        (
            "Fin",
            o.fin
                .map_or(String::new(), |fin| ended(fin, &day(o.fin_le))),
        ),
        ("Par quelle voie", way),
        ("Justificatif vu par", o.justificatif_vu_par.clone()),
    ];
    all.into_iter()
        .filter(|(_, said)| !said.is_empty())
        .collect()
}

fn ended(fin: FinObligation, le: &str) -> String {
    match fin {
        FinObligation::Dispensee => format!("Dispense, justificatif vu le {le}"),
        _ => format!("{}, le {le}", fin.label()),
    }
}

/// Something that was done, as a line.
pub(super) struct LigneEtape {
    pub(super) titre: String,
    pub(super) quand: String,
    pub(super) mots: String,
}

impl LigneEtape {
    pub(super) fn new(tx: &Tx, e: &Etape) -> Self {
        let of = |liste: &str| commun::label(tx, liste, &e.code);
        let detail = match e.nature {
            NatureEtape::Signalement => of("obligation_source"),
            NatureEtape::Proposition => of("obligation_voie"),
            NatureEtape::Convocation => of("obligation_motif"),
            NatureEtape::Fin => of("obligation_fin"),
            NatureEtape::Reception if e.representants => "avec ses représentants".to_owned(),
            _ => String::new(),
        };
        let titre = if detail.is_empty() {
            e.nature.label().to_owned()
        } else {
            format!("{} : {detail}", e.nature.label())
        };
        let day = dates::short(e.le);
        Self {
            titre,
            quand: if e.par.is_empty() {
                day
            } else {
                format!("{day} · {}", e.par)
            },
            mots: e.mots.clone(),
        }
    }
}
