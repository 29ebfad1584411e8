//! `/jeunes/{id}/formations/{prescription}`: one prescription, its steps, what may be done.

use accompagnement::{
    dispositifs,
    formations::{
        self, Absence, Compte, EtatLigne, EtatPrescription, FinFormation, Prescription, Reponse,
        Suivi,
        rules::{self, Etape},
    },
};
use askama::Template;
use axum::extract::State;
use jeunes::{DossierForRead, acces};
use kernel::{Access, JeuneId, Permission, PrescriptionId, Section, dates};
use platform::Tx;

use super::mots;
use crate::{
    App,
    accompagnement::{commun, saisie::Reprise},
    http::{
        extract::{Contexte, PathOf},
        gate::ReqTx,
        render::{self, PageResult},
    },
    jeunes::tete::{OngletDossier, Pastille, Tete},
    ui::{Cadre, Choix},
};

#[derive(Template)]
#[template(path = "accompagnement/formations/prescription.html")]
pub(super) struct FichePage {
    cadre: Cadre,
    tete: Tete,
    base: String,
    recopier: String,
    titre: String,
    formation_lien: String,
    etat: Pastille,
    ensuite: &'static str,
    lignes: Vec<(&'static str, String)>,
    etapes: Vec<EtapeVue>,
    compte: CompteVue,
    absences: Vec<AbsenceVue>,
    gestes: Gestes,
    c: Choices,
    v: Valeurs,
    version: i32,
    aujourdhui: String,
    mots_sante: String,
    pub(super) r: Reprise,
}

/// A step, done or not.
struct EtapeVue {
    nom: &'static str,
    quand: String,
    precisions: String,
    pastille: Pastille,
}

/// Whether it counts.
struct CompteVue {
    verdict: Pastille,
    lignes: Vec<LigneVue>,
}

struct LigneVue {
    libelle: String,
    pourquoi: String,
    reference: String,
    pastille: Pastille,
}

struct AbsenceVue {
    id: String,
    quand: String,
    justifiee: bool,
}

/// What may be done now.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is shown or not, on its own"
)]
struct Gestes {
    ecrire: bool,
    etapes: bool,
    entrer: bool,
    rouvrir: bool,
    finir: bool,
    bilan: bool,
    absences: bool,
    remuneration: bool,
    /// A CEJ goes on: it is for who follows no formation.
    cej: bool,
}

/// The lists of the forms.
struct Choices {
    presence: Vec<Choix>,
    oui_non: Vec<Choix>,
    tests: Vec<Choix>,
    reponses: Vec<Choix>,
    refus_tiers: Vec<Choix>,
    refus_jeune: Vec<Choix>,
    fins: Vec<Choix>,
    abandons: Vec<Choix>,
    payeurs: Vec<Choix>,
    obtenus: Vec<Choix>,
    suites: Vec<Choix>,
}

/// What the forms hold the first time.
struct Valeurs {
    reunion_le: String,
    entree_le: String,
    fin_prevue: String,
    fin_le: String,
    situation: String,
    absence: String,
    bilan: BilanVue,
}

/// What is noted of the end, to correct; empty before.
struct BilanVue {
    note: bool,
    obtenu: String,
    suite: String,
    le: String,
    mots: String,
}

impl Choices {
    fn new(tx: &Tx) -> Self {
        let today = tx.today();
        let of = |liste: &str| Choix::of(tx.nomenclatures(), liste, today);
        Self {
            presence: vec![
                Choix::new("oui", "Présente ou présent"),
                Choix::new("non", "Absente ou absent"),
            ],
            oui_non: vec![Choix::new("oui", "Oui"), Choix::new("non", "Non")],
            tests: of("tests_resultat"),
            reponses: Reponse::ALL
                .iter()
                .map(|r| Choix::new(r.code(), r.label()))
                .collect(),
            refus_tiers: of("refus_tiers_formation"),
            refus_jeune: of("refus_jeune_formation"),
            fins: FinFormation::ALL
                .iter()
                .map(|f| Choix::new(f.code(), f.label()))
                .collect(),
            abandons: of("abandon_formation"),
            payeurs: of("remuneration_payeur"),
            obtenus: of("bilan_obtenu"),
            suites: of("bilan_suite"),
        }
    }
}

impl Valeurs {
    fn new(tx: &Tx, p: &Prescription) -> Self {
        let today = tx.today();
        let past = |day: chrono::NaiveDate| commun::field(day.min(today));
        Self {
            reunion_le: past(p.session_reunion.unwrap_or(today)),
            entree_le: past(p.session_debut),
            fin_prevue: commun::field(p.session_fin),
            fin_le: past(p.suivi.fin_prevue.unwrap_or(today)),
            situation: commun::fresh(tx),
            absence: commun::fresh(tx),
            bilan: BilanVue {
                note: p.suivi.bilan_le.is_some(),
                obtenu: p.suivi.bilan_obtenu.clone().unwrap_or_default(),
                suite: p.suivi.bilan_suite.clone().unwrap_or_default(),
                le: commun::field(p.suivi.bilan_le.unwrap_or(today)),
                mots: p.suivi.bilan_mots.clone(),
            },
        }
    }
}

impl Gestes {
    fn new(tx: &Tx, s: &Suivi, alive: bool, cej: bool) -> Self {
        let ecrire = alive && tx.may(Permission::Dossier(Section::Plan, Access::Write));
        let prescrit = s.etat == EtatPrescription::Prescrit;
        let entered = s.entree_le.is_some();
        Self {
            ecrire,
            etapes: ecrire && prescrit,
            entrer: ecrire && prescrit && s.reponse == Some(Reponse::Accepte),
            rouvrir: ecrire && s.etat.est_refus(),
            finir: ecrire && entered && s.bilan_le.is_none(),
            bilan: ecrire && s.fin_le.is_some(),
            absences: entered,
            remuneration: ecrire && !s.etat.est_refus(),
            cej,
        }
    }
}

/// The page, with the form `r` as it was typed.
pub(super) async fn page(
    tx: &mut Tx,
    contexte: &Contexte,
    (jeune, id): (JeuneId, PrescriptionId),
    r: Reprise,
) -> platform::Result<FichePage> {
    let dossier = acces::open_for_read(tx, jeune, Section::Plan).await?;
    let p = formations::find(tx, &dossier, id).await?;
    let compte = formations::comptes(tx, &dossier, &p).await?;
    let absences = formations::absences(tx, &dossier, id).await?;
    let cej = in_cej(tx, &dossier).await?;
    Ok(FichePage {
        tete: Tete::new(tx, &dossier, OngletDossier::Formations),
        base: format!("/jeunes/{jeune}/formations/{id}"),
        recopier: format!("/jeunes/{jeune}/formations/{id}/recopier"),
        titre: p.intitule.clone(),
        formation_lien: format!("/formations/{}", p.formation),
        etat: mots::state(p.suivi.etat, p.suivi.reponse),
        ensuite: rules::next(&p, tx.today()),
        lignes: facts(tx, &p),
        etapes: steps(tx, &p.suivi),
        compte: counted(compte),
        absences: absences.iter().map(missed).collect(),
        gestes: Gestes::new(tx, &p.suivi, dossier.deces.is_none(), cej),
        c: Choices::new(tx),
        v: Valeurs::new(tx, &p),
        version: p.version,
        aujourdhui: commun::field(tx.today()),
        mots_sante: commun::mots_sante(tx),
        r,
        cadre: Cadre::new(tx, contexte),
    })
}

async fn in_cej(tx: &mut Tx, dossier: &DossierForRead) -> platform::Result<bool> {
    let all = dispositifs::list(tx, dossier).await?;
    let mut open = all.iter().filter(|a| a.est_ouverte());
    Ok(open.any(|a| a.dispositif.starts_with("cej")))
}

/// What is known besides the steps; what is not is left out.
fn facts(tx: &Tx, p: &Prescription) -> Vec<(&'static str, String)> {
    let s = &p.suivi;
    let code = |code: &Option<String>| code.clone().unwrap_or_default();
    let paid = match (s.remuneration, s.remuneration_le) {
        (Some(true), Some(day)) => {
            let payeur = commun::label(tx, "remuneration_payeur", &code(&s.remuneration_payeur));
            format!("Demandée le {}\u{a0}: {payeur}", dates::short(day))
        }
        (Some(false), _) => "Pas de demande".to_owned(),
        _ => String::new(),
    };
    let refus = match s.etat {
        EtatPrescription::RefusTiers => "refus_tiers_formation",
        _ => "refus_jeune_formation",
    };
    let all = [
        ("Organisme", p.organisme_nom.clone()),
        ("Session", mots::period(p.session_debut, p.session_fin)),
        ("Pour", commun::label(tx, "prescription_motif", &p.motif)),
        ("Objectif", p.objectif.clone()),
        (
            "Prescrite",
            format!(
                "Le {}, par {}",
                dates::short(s.prescrite_le),
                p.prescripteur_nom
            ),
        ),
        ("À proposer avant le", mots::day(p.session_limite)),
        (
            "Raison du refus",
            commun::label(tx, refus, &code(&s.refus_motif)),
        ),
        ("Précisions", s.refus_mots.clone()),
        ("Rémunération", paid),
    ];
    all.into_iter()
        .filter(|(_, said)| !said.is_empty())
        .collect()
}

/// Every step, what it said, done or not.
fn steps(tx: &Tx, s: &Suivi) -> Vec<EtapeVue> {
    let code = |code: &Option<String>| code.clone().unwrap_or_default();
    let words = |etape| match etape {
        Etape::Reunion => match s.reunion_present {
            Some(true) => "Présence".to_owned(),
            Some(false) => "Absence".to_owned(),
            None => String::new(),
        },
        Etape::Tests => commun::label(tx, "tests_resultat", &code(&s.tests_resultat)),
        Etape::Reponse => s.reponse.map_or("", Reponse::label).to_owned(),
        Etape::Entree => s.fin_prevue.map_or_else(String::new, |fin| {
            format!("Fin prévue le {}", dates::short(fin))
        }),
        Etape::Fin => {
            let how = s.fin_genre.map_or("", FinFormation::label).to_owned();
            match &s.abandon_motif {
                Some(why) => format!(
                    "{how}\u{a0}: {}",
                    commun::label(tx, "abandon_formation", why)
                ),
                None => how,
            }
        }
        Etape::Bilan if s.bilan_le.is_some() => [
            commun::label(tx, "bilan_obtenu", &code(&s.bilan_obtenu)),
            commun::label(tx, "bilan_suite", &code(&s.bilan_suite)),
            s.bilan_mots.clone(),
        ]
        .into_iter()
        .filter(|said| !said.is_empty())
        .collect::<Vec<_>>()
        .join(" · "),
        _ => String::new(),
    };
    rules::etapes(s)
        .into_iter()
        .map(|(etape, le)| EtapeVue {
            nom: etape.label(),
            quand: mots::day(le),
            precisions: words(etape),
            pastille: if le.is_some() {
                pastille("succes", "check-circle", "Notée")
            } else {
                pastille("neutre", "dash-circle", "Pas notée")
            },
        })
        .collect()
}

const fn pastille(ton: &'static str, icone: &'static str, mot: &'static str) -> Pastille {
    Pastille { ton, icone, mot }
}

fn counted(compte: Compte) -> CompteVue {
    CompteVue {
        verdict: if compte.compte {
            pastille("succes", "check-circle", "Cette formation compte")
        } else {
            pastille("attention", "exclamation-triangle", "Ne compte pas encore")
        },
        lignes: compte
            .lignes
            .into_iter()
            .map(|l| {
                let unsure = if l.condition.a_confirmer {
                    " (à confirmer)"
                } else {
                    ""
                };
                LigneVue {
                    libelle: l.condition.libelle,
                    pourquoi: l.pourquoi,
                    reference: format!("{}{unsure}", l.condition.reference),
                    pastille: match l.etat {
                        EtatLigne::Remplie => pastille("succes", "check-circle", "Oui"),
                        EtatLigne::Manquante => pastille("bloque", "slash-circle", "Non"),
                        EtatLigne::AVerifier => pastille("attention", "eye", "À vérifier"),
                    },
                }
            })
            .collect(),
    }
}

fn missed(a: &Absence) -> AbsenceVue {
    let day = dates::with_weekday(a.le);
    AbsenceVue {
        id: a.id.to_string(),
        quand: match a.minutes {
            Some(minutes) => format!("{day}, {minutes} minutes"),
            None => format!("{day}, la journée"),
        },
        justifiee: a.justifiee,
    }
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(ids): PathOf<(JeuneId, PrescriptionId)>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let reprise = commun::resumed(&mut tx, &contexte).await?;
    let page = page(&mut tx, &contexte, ids, reprise).await?;
    tx.commit().await?;
    render::page(&app, &page)
}
