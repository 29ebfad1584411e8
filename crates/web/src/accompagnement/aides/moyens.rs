//! Vouchers and loans of one person, on `/jeunes/{id}/moyens`.

use accompagnement::moyens::{self, Bon, EtatBon, PretMateriel, Recu, Signature};
use askama::Template;
use axum::extract::State;
use jeunes::{DossierForWrite, acces};
use kernel::{Access, BonId, JeuneId, Permission, PretId, Section, dates};
use platform::Tx;

use super::forms_moyens as forms;
use crate::{
    App,
    accompagnement::{
        commun::{self, Chemin},
        saisie::{Reprise, Saisie},
    },
    http::{
        extract::{Contexte, FormOf, PathOf},
        gate::ReqTx,
        refus::{self, Refus},
        render::{self, PageResult},
    },
    jeunes::tete::{OngletDossier, Pastille, Tete},
    ui::{Cadre, Choix},
};

#[derive(Template)]
#[template(path = "accompagnement/aides/moyens.html")]
struct MoyensPage {
    cadre: Cadre,
    tete: Tete,
    base: String,
    ecrire: bool,
    bons: Vec<BonVue>,
    prets: Vec<PretVue>,
    carnets: Vec<Choix>,
    /// The next number of the first book.
    numero: String,
    stock: Vec<Choix>,
    signatures: Vec<Choix>,
    issues: Vec<Choix>,
    id_bon: String,
    id_pret: String,
    aujourdhui: String,
    mots_sante: String,
    /// The words to sign on screen, once a voucher is chosen.
    recu: Option<Recu>,
    r: Reprise,
}

struct BonVue {
    id: String,
    cle: String,
    titre: String,
    quand: String,
    motif: String,
    /// What was signed on screen, and its hash.
    recu: Option<(String, String)>,
    etat: Pastille,
    remis: bool,
    version: i32,
}

impl BonVue {
    fn new(bon: &Bon) -> Self {
        let (ton, icone) = match bon.etat {
            EtatBon::Remis => ("succes", "check-circle"),
            EtatBon::Rendu => ("neutre", "arrow-counterclockwise"),
            EtatBon::Annule => ("neutre", "x-circle"),
        };
        let by = if bon.remis_par.is_empty() {
            String::new()
        } else {
            format!(" par {}", bon.remis_par)
        };
        let signed = match &bon.recu {
            Some(recu) => format!("sur écran par {}", recu.nom),
            None => bon.signature.label().to_lowercase(),
        };
        Self {
            cle: format!("bon-{}", bon.id),
            id: bon.id.to_string(),
            titre: format!(
                "{}, bon n°\u{a0}{} de {}",
                bon.fonds_nom, bon.numero, bon.valeur
            ),
            quand: format!(
                "Remis le {}{by}, signature {signed}",
                dates::short(bon.remis_le)
            ),
            motif: bon.etat_motif.clone(),
            recu: bon
                .recu
                .as_ref()
                .map(|r| (r.texte.clone(), r.empreinte.clone())),
            etat: Pastille {
                ton,
                icone,
                mot: bon.etat.label(),
            },
            remis: bon.etat == EtatBon::Remis,
            version: bon.version,
        }
    }
}

struct PretVue {
    id: String,
    cle: String,
    titre: String,
    quand: String,
    etats: String,
    etat: Pastille,
    ouvert: bool,
    version: i32,
}

impl PretVue {
    fn new(tx: &Tx, pret: &PretMateriel) -> Self {
        let late = pret.retour_le < tx.today();
        let (ton, icone, mot) = match pret.rendu_le {
            Some(_) => ("succes", "check-circle", "Rendu"),
            None if late => ("attention", "exclamation-triangle", "En retard"),
            None => ("info", "hourglass-split", "En cours"),
        };
        let until = match pret.rendu_le {
            Some(day) => format!("rendu le {}", dates::short(day)),
            None => format!("à rendre le {}", dates::short(pret.retour_le)),
        };
        let states = [
            ("En partant", &pret.etat_remis),
            ("Au retour", &pret.etat_rendu),
        ];
        let said = states.iter().filter(|(_, words)| !words.is_empty());
        Self {
            cle: format!("pret-{}", pret.id),
            id: pret.id.to_string(),
            titre: format!("{} (n° {})", pret.libelle, pret.inventaire),
            quand: format!("Prêté le {}, {until}", dates::short(pret.remis_le)),
            etats: said
                .map(|(when, words)| format!("{when}\u{a0}: {words}"))
                .collect::<Vec<_>>()
                .join(" · "),
            etat: Pastille { ton, icone, mot },
            ouvert: pret.rendu_le.is_none(),
            version: pret.version,
        }
    }
}

async fn page(
    tx: &mut Tx,
    contexte: &Contexte,
    jeune: JeuneId,
    (r, recu): (Reprise, Option<Recu>),
) -> platform::Result<MoyensPage> {
    let dossier = acces::open_for_read(tx, jeune, Section::Plan).await?;
    let bons = moyens::bons_of(tx, &dossier).await?;
    let prets = moyens::prets_of(tx, &dossier).await?;
    let ecrire =
        dossier.deces.is_none() && tx.may(Permission::Dossier(Section::Plan, Access::Write));
    let (books, things) = if ecrire {
        (moyens::carnets(tx).await?, moyens::disponibles(tx).await?)
    } else {
        (Vec::new(), Vec::new())
    };
    let books: Vec<_> = books.iter().filter(|c| c.prochain.is_some()).collect();
    Ok(MoyensPage {
        tete: Tete::new(tx, &dossier, OngletDossier::Aides),
        base: format!("/jeunes/{jeune}/moyens"),
        ecrire,
        bons: bons.iter().map(BonVue::new).collect(),
        prets: prets.iter().map(|p| PretVue::new(tx, p)).collect(),
        numero: books
            .first()
            .and_then(|c| c.prochain)
            .map(|n| n.to_string())
            .unwrap_or_default(),
        carnets: books.iter().map(|c| book(c)).collect(),
        stock: things
            .iter()
            .map(|m| {
                Choix::new(
                    m.id.to_string(),
                    format!("{} (n° {})", m.libelle, m.inventaire),
                )
            })
            .collect(),
        signatures: Signature::ALL
            .iter()
            .map(|s| Choix::new(s.code(), s.label()))
            .collect(),
        issues: [EtatBon::Rendu, EtatBon::Annule]
            .iter()
            .map(|e| Choix::new(e.code(), e.label()))
            .collect(),
        id_bon: commun::fresh(tx),
        id_pret: commun::fresh(tx),
        aujourdhui: commun::field(tx.today()),
        mots_sante: commun::mots_sante(tx),
        recu,
        r,
        cadre: Cadre::new(tx, contexte),
    })
}

fn book(carnet: &moyens::Carnet) -> Choix {
    let next = carnet.prochain.unwrap_or(carnet.premier);
    let words = format!(
        "{}, bons de {}, à partir du n° {next}",
        carnet.fonds_nom, carnet.valeur
    );
    Choix::new(carnet.id.to_string(), words)
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let reprise = commun::resumed(&mut tx, &contexte).await?;
    let page = page(&mut tx, &contexte, chemin.id, (reprise, None)).await?;
    tx.commit().await?;
    render::page(&app, &page)
}

/// Gives a voucher, or lends a thing.
pub(super) async fn give(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let typed = saisie.du_formulaire();
    let lend = saisie.formulaire() == "pret";
    if !lend && typed.un("signature") == "ecran" && typed.un("empreinte").is_empty() {
        return to_sign(&app, &contexte, chemin.id, tx, &saisie).await;
    }
    let save = async |tx: &mut Tx, dossier: &DossierForWrite| {
        if lend {
            moyens::preter(tx, dossier, &forms::pret(&typed)?).await
        } else {
            moyens::donner(tx, dossier, &forms::bon(&typed)?).await
        }
    };
    let done = commun::act(tx, &contexte, chemin.id, Section::Plan, save).await;
    let message = if lend {
        "Le prêt est noté."
    } else {
        "Le bon est remis."
    };
    answer(&app, &contexte, chemin.id, &saisie, (done, message)).await
}

/// The words to sign, for the voucher that is chosen; nothing is given yet.
async fn to_sign(
    app: &App,
    contexte: &Contexte,
    jeune: JeuneId,
    mut tx: Tx,
    saisie: &Saisie,
) -> PageResult {
    match receipt(&mut tx, jeune, saisie).await {
        Ok(recu) => {
            let reprise = Reprise::new(saisie, Refus::default());
            let page = page(&mut tx, contexte, jeune, (reprise, Some(recu))).await?;
            tx.commit().await?;
            render::page(app, &page)
        }
        Err(error) => {
            drop(tx);
            answer(app, contexte, jeune, saisie, (Err(error), "")).await
        }
    }
}

async fn receipt(tx: &mut Tx, jeune: JeuneId, saisie: &Saisie) -> platform::Result<Recu> {
    let dossier = acces::open_for_write(tx, jeune, Section::Plan).await?;
    let new = forms::bon(&saisie.du_formulaire())?;
    moyens::recu(tx, &dossier, &new).await
}

pub(super) async fn take_back(
    State(app): State<App>,
    contexte: Contexte,
    PathOf((jeune, bon)): PathOf<(JeuneId, BonId)>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let save = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let change = forms::reprise(bon, &saisie.du_formulaire())?;
        moyens::reprendre(tx, dossier, &change).await
    };
    let done = commun::act(tx, &contexte, jeune, Section::Plan, save).await;
    answer(
        &app,
        &contexte,
        jeune,
        &saisie,
        (done, "Le bon est à jour."),
    )
    .await
}

pub(super) async fn give_back(
    State(app): State<App>,
    contexte: Contexte,
    PathOf((jeune, pret)): PathOf<(JeuneId, PretId)>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let save = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let retour = forms::retour(pret, &saisie.du_formulaire())?;
        moyens::rendre(tx, dossier, &retour).await
    };
    let done = commun::act(tx, &contexte, jeune, Section::Plan, save).await;
    answer(
        &app,
        &contexte,
        jeune,
        &saisie,
        (done, "Le retour est noté."),
    )
    .await
}

async fn answer(
    app: &App,
    contexte: &Contexte,
    jeune: JeuneId,
    saisie: &Saisie,
    (done, message): (platform::Result<()>, &str),
) -> PageResult {
    let Err(error) = done else {
        return render::done(app, &format!("/jeunes/{jeune}/moyens"), message);
    };
    let refus = Refus::of(error)?;
    let status = refus.status();
    let mut tx = refus::reopen(app, contexte).await?;
    // A signature that is refused shows the words again.
    let signing = saisie.formulaire() == "bon" && !saisie.un("bon-empreinte").is_empty();
    let recu = if signing {
        receipt(&mut tx, jeune, saisie).await.ok()
    } else {
        None
    };
    let reprise = Reprise::new(saisie, refus);
    let page = page(&mut tx, contexte, jeune, (reprise, recu)).await?;
    tx.commit().await?;
    render::with_status(app, status, &page)
}
