//! The one screen that closes an interview.

use accompagnement::{entretiens, freins, plan};
use askama::Template;
use jeunes::{DossierForRead, acces};
use kernel::{JeuneId, Section, dates};
use platform::Tx;

use super::listes::{Listes, with_spare};
use crate::{
    accompagnement::{
        commun::{self, Groupe},
        saisie::Saisie,
    },
    http::{
        drafts::{self, BrouillonRepris},
        extract::Contexte,
        refus::Refus,
    },
    ui::{Cadre, Choix, Erreurs, Lien},
};

#[derive(Template)]
#[template(path = "accompagnement/entretiens/nouveau.html")]
pub(super) struct NouveauPage {
    cadre: Cadre,
    fil: Vec<Lien>,
    adresse: String,
    retour: String,
    nom: String,
    age: String,
    saisie: Saisie,
    l: Listes,
    aujourdhui: String,
    freins_ouverts: Vec<FreinALever>,
    freins_trouves: Vec<RangFrein>,
    groupes_freins: Vec<Groupe>,
    motifs_levee: Vec<Choix>,
    actions_ouvertes: Vec<ActionACocher>,
    actions: Vec<RangAction>,
    qui: Vec<Choix>,
    pour: Vec<Groupe>,
    suggestions: Vec<String>,
    note_ouverte: bool,
    erreurs: Erreurs,
    conflit: Option<platform::Conflit>,
    brouillon: Option<BrouillonRepris>,
    aide_resume: String,
    mots_sante: String,
}

/// A frein that may be lifted.
struct FreinALever {
    id: String,
    libelle: String,
    motif: String,
}

/// A frein that was found.
struct RangFrein {
    rang: usize,
    code: String,
}

/// An action of the plan that may be done.
struct ActionACocher {
    id: String,
    version: i32,
    libelle: String,
    precision: String,
    en_retard: bool,
    coche: bool,
}

/// An action to add.
struct RangAction {
    rang: usize,
    libelle: String,
    qui: String,
    pour: String,
    echeance_le: String,
    erreur_pour: String,
    erreur_echeance: String,
}

/// The page, with what was typed and why it was refused, or the first time.
pub(super) async fn page(
    mut tx: Tx,
    contexte: &Contexte,
    jeune: JeuneId,
    refused: Option<(Saisie, Refus)>,
) -> platform::Result<NouveauPage> {
    let dossier = acces::open_for_read(&mut tx, jeune, Section::Entretiens).await?;
    let open = freins::list_open(&mut tx, &dossier).await?;
    let plan = plan::read(&mut tx, &dossier).await?;
    let (saisie, refus, brouillon) = match refused {
        Some((saisie, refus)) => (saisie, refus, None),
        None => match drafts::resume(&mut tx, &contexte.chemin).await? {
            Some((saisie, brouillon)) => (saisie, Refus::default(), Some(brouillon)),
            None => (first(&tx)?, Refus::default(), None),
        },
    };
    let page = assemble(&tx, contexte, &dossier, (&open, &plan), saisie, refus);
    tx.commit().await?;
    Ok(NouveauPage { brouillon, ..page })
}

/// What is most often so is already there.
fn first(tx: &Tx) -> platform::Result<Saisie> {
    let today = tx.today();
    let next = entretiens::default_next_contact(tx, today)?;
    Ok(Saisie::default()
        .avec("id", commun::fresh(tx))
        .avec("note_id", commun::fresh(tx))
        .avec("realise_le", commun::field(today))
        .avec("modalite", "sur_place")
        .avec("duree_minutes", "45")
        .avec("presents", "jeune")
        .avec("prochain_contact_le", commun::field(next))
        .avec("prochain_contact_moyen", "telephone"))
}

fn assemble(
    tx: &Tx,
    contexte: &Contexte,
    dossier: &DossierForRead,
    (open, plan): (&[freins::Frein], &plan::Plan),
    saisie: Saisie,
    refus: Refus,
) -> NouveauPage {
    let today = tx.today();
    let base = format!("/jeunes/{}", dossier.id);
    let pour = aims(tx, open, plan);
    NouveauPage {
        cadre: Cadre::new(tx, contexte),
        fil: vec![
            Lien::new(&base, dossier.nom_affiche()),
            Lien::new(format!("{base}/entretiens"), "Entretiens"),
        ],
        adresse: contexte.chemin.clone(),
        retour: base,
        nom: dossier.nom_affiche(),
        age: format!("{} ans", dossier.age(today)),
        l: Listes::new(tx, &saisie),
        aujourdhui: commun::field(today),
        freins_ouverts: open.iter().map(|f| liftable(tx, &saisie, f)).collect(),
        freins_trouves: found(&saisie),
        groupes_freins: commun::by_domain(tx, "frein", today),
        motifs_levee: Choix::of(tx.nomenclatures(), "motif_levee_frein", today),
        actions_ouvertes: open_actions(tx, &saisie, plan),
        actions: new_actions(&saisie, &refus, &pour),
        qui: vec![
            Choix::new("jeune", dossier.identite.prenom_affiche()),
            Choix::new("conseiller", plan::Qui::Conseiller.label()),
        ],
        pour,
        suggestions: tx
            .nomenclatures()
            .offertes("action_type", today)
            .map(|entry| entry.libelle.clone())
            .collect(),
        note_ouverte: !saisie.un("note_confidentielle").is_empty(),
        erreurs: refus.erreurs,
        conflit: refus.conflit,
        brouillon: None,
        aide_resume: format!(
            "{} peut le lire, l’équipe aussi.",
            dossier.identite.prenom_affiche()
        ),
        mots_sante: commun::mots_sante(tx),
        saisie,
    }
}

fn liftable(tx: &Tx, saisie: &Saisie, frein: &freins::Frein) -> FreinALever {
    FreinALever {
        id: frein.id.to_string(),
        libelle: commun::label(tx, "frein", &frein.code),
        motif: saisie.un(&format!("levee_{}", frein.id)).to_owned(),
    }
}

fn found(saisie: &Saisie) -> Vec<RangFrein> {
    let mut codes = saisie.tous("freins_trouves");
    codes.resize(with_spare(codes.len()), String::new());
    codes
        .into_iter()
        .enumerate()
        .map(|(rang, code)| RangFrein { rang, code })
        .collect()
}

fn open_actions(tx: &Tx, saisie: &Saisie, plan: &plan::Plan) -> Vec<ActionACocher> {
    plan.objectifs()
        .flat_map(|objectif| &objectif.actions)
        .filter(|action| action.est_ouverte())
        .map(|action| {
            let id = action.id.to_string();
            let due = action
                .echeance_le
                .map(|day| format!("pour le {}", dates::short(day)));
            ActionACocher {
                coche: saisie.contient("actions_faites", &id),
                version: action.version,
                libelle: action.libelle.clone(),
                precision: due.unwrap_or_default(),
                en_retard: action.en_retard(tx.today()),
                id,
            }
        })
        .collect()
}

fn new_actions(saisie: &Saisie, refus: &Refus, pour: &[Groupe]) -> Vec<RangAction> {
    let likely = pour
        .iter()
        .find(|g| g.code != "envie")
        .and_then(|g| g.options.first());
    let likely = likely.map_or_else(String::new, |option| option.code.clone());
    let row = |rang: usize| {
        let champ = |nom: &str| format!("action_{rang}_{nom}");
        let typed = |nom: &str| saisie.un(&champ(nom)).to_owned();
        let posted = rang < saisie.rangs("action");
        RangAction {
            rang,
            libelle: typed("libelle"),
            qui: typed("qui"),
            pour: if posted {
                typed("pour")
            } else {
                likely.clone()
            },
            echeance_le: typed("echeance_le"),
            erreur_pour: refus.erreurs.de(&champ("pour")).to_owned(),
            erreur_echeance: refus.erreurs.de(&champ("echeance_le")).to_owned(),
        }
    };
    (0..with_spare(saisie.rangs("action"))).map(row).collect()
}

/// What a new action may be for.
fn aims(tx: &Tx, open: &[freins::Frein], plan: &plan::Plan) -> Vec<Groupe> {
    let running = plan
        .objectifs()
        .filter(|o| o.objectif.etat == plan::EtatObjectif::EnCours);
    let objectifs = running
        .map(|o| Choix::new(format!("objectif:{}", o.objectif.id), &o.objectif.libelle))
        .collect();
    let blocks = open.iter().map(|f| {
        Choix::new(
            format!("frein:{}", f.code),
            commun::label(tx, "frein", &f.code),
        )
    });
    let domaines = Choix::of(tx.nomenclatures(), "domaine", tx.today());
    let wishes = domaines
        .into_iter()
        .map(|d| Choix::new(format!("envie:{}", d.code), d.libelle));
    let groupe = |code: &str, libelle: &str, options: Vec<Choix>| Groupe {
        code: code.to_owned(),
        libelle: libelle.to_owned(),
        options,
    };
    [
        groupe("objectif", "Objectifs du plan", objectifs),
        groupe("frein", "Ce qui bloque", blocks.collect()),
        groupe("envie", "Une envie", wishes.collect()),
    ]
    .into_iter()
    .filter(|groupe| !groupe.options.is_empty())
    .collect()
}
