//! What the page of a course shows of its parrainage: who goes with her, the charter, the meetings,
//! the end.

use accompagnement::{
    dispositifs::Adhesion,
    parrainages::{self, Issue, PARRAINAGE, Parrainage, Rencontre},
    semaine::rules::duree,
};
use axum::extract::State;
use jeunes::{DossierForRead, DossierForWrite};
use kernel::{AdhesionId, JeuneId, ParrainageId, RencontreId, Section, dates};
use platform::Tx;
use serde::Deserialize;

use super::forms;
use crate::{
    App,
    accompagnement::{
        commun,
        dispositifs::fiche::{self, Adresse},
        saisie::Saisie,
    },
    http::{
        extract::{Contexte, FormOf, PathOf},
        gate::ReqTx,
        render::PageResult,
    },
    ui::Choix,
};

#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct UnParrainage {
    id: JeuneId,
    adhesion: AdhesionId,
    parrainage: ParrainageId,
}

#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct UneRencontre {
    id: JeuneId,
    adhesion: AdhesionId,
    parrainage: ParrainageId,
    rencontre: RencontreId,
}

/// The parrainage of a course.
pub(in crate::accompagnement) struct ParrainageVue {
    /// Who goes with her now.
    pub(in crate::accompagnement) ouvert: Option<Ouvert>,
    pub(in crate::accompagnement) finis: Vec<String>,
    pub(in crate::accompagnement) rencontres: Vec<LigneRencontre>,
    pub(in crate::accompagnement) parrains: Vec<Choix>,
    pub(in crate::accompagnement) moyens: Vec<Choix>,
    pub(in crate::accompagnement) sujets: Vec<Choix>,
    pub(in crate::accompagnement) issues: Vec<Choix>,
    pub(in crate::accompagnement) motifs: Vec<Choix>,
    pub(in crate::accompagnement) debut: String,
    pub(in crate::accompagnement) id: String,
    pub(in crate::accompagnement) id_rencontre: String,
}

/// Who goes with her now.
pub(in crate::accompagnement) struct Ouvert {
    pub(in crate::accompagnement) id: String,
    pub(in crate::accompagnement) lien: String,
    pub(in crate::accompagnement) nom: String,
    pub(in crate::accompagnement) faits: Vec<(&'static str, String)>,
    pub(in crate::accompagnement) signee: bool,
    pub(in crate::accompagnement) parrain_a_signe: bool,
    pub(in crate::accompagnement) version: i32,
}

impl Ouvert {
    fn new(p: &Parrainage) -> Self {
        let signed = |day: Option<chrono::NaiveDate>| {
            day.map_or_else(|| "Pas encore signée".to_owned(), dates::short)
        };
        let all = [
            ("Métier", p.parrain_metier.clone()),
            ("Depuis le", dates::short(p.debut)),
            ("Charte du jeune", signed(p.charte_le)),
            ("Charte du bénévole", signed(p.parrain_charte_le)),
        ];
        Self {
            id: p.id.to_string(),
            lien: format!("/parrains/{}", p.parrain),
            nom: p.parrain_nom.clone(),
            faits: all.into_iter().filter(|(_, v)| !v.is_empty()).collect(),
            signee: p.charte_le.is_some(),
            parrain_a_signe: p.parrain_charte_le.is_some(),
            version: p.version,
        }
    }
}

/// A meeting, in a line.
pub(in crate::accompagnement) struct LigneRencontre {
    pub(in crate::accompagnement) retrait: String,
    pub(in crate::accompagnement) titre: String,
    pub(in crate::accompagnement) precisions: String,
    pub(in crate::accompagnement) tenue: bool,
}

impl LigneRencontre {
    fn new(tx: &Tx, r: &Rencontre) -> Self {
        let day = dates::with_weekday(r.le);
        let sujet = commun::label(tx, "parrainage_sujet", &r.sujet);
        let moyen = commun::label(tx, "parrainage_moyen", &r.moyen).to_lowercase();
        let issue = match (r.issue, r.minutes) {
            (Issue::Tenue, Some(minutes)) => duree(minutes),
            (issue, _) => issue.label().to_lowercase(),
        };
        Self {
            retrait: format!("parrainages/{}/rencontres/{}", r.parrainage, r.id),
            titre: format!("{day} : {sujet}"),
            precisions: format!("{moyen} · {issue}"),
            tenue: r.issue == Issue::Tenue,
        }
    }
}

/// What the page of the course shows; nothing for another dispositif.
pub(in crate::accompagnement) async fn view(
    tx: &mut Tx,
    dossier: &DossierForRead,
    a: &Adhesion,
) -> platform::Result<Option<ParrainageVue>> {
    if a.dispositif != PARRAINAGE {
        return Ok(None);
    }
    let all = parrainages::of_adhesion(tx, dossier, a.id).await?;
    let rencontres = parrainages::rencontres(tx, dossier, a.id).await?;
    let today = tx.today();
    let ouvert = all.iter().find(|p| p.est_ouvert());
    let parrains = if ouvert.is_none() && a.est_ouverte() {
        parrainages::choix(tx, today).await?
    } else {
        Vec::new()
    };
    let list = |liste: &str| Choix::of(tx.nomenclatures(), liste, today);
    Ok(Some(ParrainageVue {
        finis: all
            .iter()
            .filter_map(|p| Some((p, p.fin_le?)))
            .map(|(p, fin)| {
                let motif = commun::label(tx, "parrainage_fin", &p.fin_motif).to_lowercase();
                let why = if motif.is_empty() {
                    String::new()
                } else {
                    format!(" ({motif})")
                };
                let (debut, fin) = (dates::short(p.debut), dates::short(fin));
                format!("{}, du {debut} au {fin}{why}", p.parrain_nom)
            })
            .collect(),
        ouvert: ouvert.map(Ouvert::new),
        rencontres: rencontres
            .iter()
            .map(|r| LigneRencontre::new(tx, r))
            .collect(),
        parrains: names(&parrains),
        moyens: list("parrainage_moyen"),
        sujets: list("parrainage_sujet"),
        motifs: list("parrainage_fin"),
        issues: Issue::ALL
            .iter()
            .map(|i| Choix::new(i.code(), i.label()))
            .collect(),
        debut: commun::field(today),
        id: commun::fresh(tx),
        id_rencontre: commun::fresh(tx),
    }))
}

/// Parrains to choose among, with what they do.
pub(in crate::accompagnement) fn names(parrains: &[parrainages::Parrain]) -> Vec<Choix> {
    parrains
        .iter()
        .map(|p| {
            let nom = p.nom_affiche();
            let said = match p.metier.as_str() {
                "" => nom,
                metier => format!("{nom} ({metier})"),
            };
            Choix::new(p.id.to_string(), said)
        })
        .collect()
}

pub(super) async fn choose(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(adresse): PathOf<Adresse>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        let new = forms::parrainage(adresse.adhesion, &saisie.du_formulaire())?;
        parrainages::designer(tx, dossier, &new).await
    };
    let done = commun::act(tx, &contexte, adresse.id, Section::Plan, act).await;
    let said = "Le parrainage commence.";
    fiche::answer(&app, &contexte, adresse, &saisie, done, said).await
}

pub(super) async fn sign(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(un): PathOf<UnParrainage>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        of_course(tx, dossier, un).await?;
        let charter = forms::charte(&saisie.du_formulaire())?;
        parrainages::signer_charte(tx, dossier, un.parrainage, charter).await
    };
    let done = commun::act(tx, &contexte, un.id, Section::Plan, act).await;
    let said = "La signature de la charte est notée.";
    fiche::answer(&app, &contexte, un.adresse(), &saisie, done, said).await
}

pub(super) async fn end(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(un): PathOf<UnParrainage>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        of_course(tx, dossier, un).await?;
        let fin = forms::fin(un.parrainage, &saisie.du_formulaire())?;
        parrainages::terminer(tx, dossier, &fin).await
    };
    let done = commun::act(tx, &contexte, un.id, Section::Plan, act).await;
    let said = "La fin du parrainage est notée.";
    fiche::answer(&app, &contexte, un.adresse(), &saisie, done, said).await
}

pub(super) async fn meet(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(un): PathOf<UnParrainage>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        of_course(tx, dossier, un).await?;
        let new = forms::rencontre(un.parrainage, &saisie.du_formulaire())?;
        parrainages::noter_rencontre(tx, dossier, &new).await
    };
    let done = commun::act(tx, &contexte, un.id, Section::Plan, act).await;
    let said = "La rencontre est notée.";
    fiche::answer(&app, &contexte, un.adresse(), &saisie, done, said).await
}

pub(super) async fn take_back(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(une): PathOf<UneRencontre>,
    ReqTx(tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let un = une.parrainage();
    let act = async |tx: &mut Tx, dossier: &DossierForWrite| {
        of_course(tx, dossier, un).await?;
        parrainages::retirer_rencontre(tx, dossier, une.parrainage, une.rencontre).await
    };
    let done = commun::act(tx, &contexte, une.id, Section::Plan, act).await;
    let said = "La rencontre est retirée.";
    fiche::answer(&app, &contexte, un.adresse(), &saisie, done, said).await
}

/// The parrainage is of the course in the path.
async fn of_course(
    tx: &mut Tx,
    dossier: &DossierForWrite,
    un: UnParrainage,
) -> platform::Result<()> {
    parrainages::exists(tx, dossier, un.adhesion, un.parrainage).await
}

impl UnParrainage {
    const fn adresse(self) -> Adresse {
        Adresse {
            id: self.id,
            adhesion: self.adhesion,
        }
    }
}

impl UneRencontre {
    const fn parrainage(self) -> UnParrainage {
        UnParrainage {
            id: self.id,
            adhesion: self.adhesion,
            parrainage: self.parrainage,
        }
    }
}

/// The same page, at the address of what is done with a parrainage.
pub(super) async fn show(
    state: State<App>,
    contexte: Contexte,
    adresse: PathOf<Adresse>,
    tx: ReqTx,
) -> PageResult {
    fiche::show(state, contexte, adresse, tx).await
}

/// The same page, at the address of what is done with one parrainage.
pub(super) async fn show_one(
    state: State<App>,
    contexte: Contexte,
    PathOf(un): PathOf<UnParrainage>,
    tx: ReqTx,
) -> PageResult {
    fiche::show(state, contexte, PathOf(un.adresse()), tx).await
}

/// The same page, at the address of one meeting.
pub(super) async fn show_meeting(
    state: State<App>,
    contexte: Contexte,
    PathOf(une): PathOf<UneRencontre>,
    tx: ReqTx,
) -> PageResult {
    let adresse = une.parrainage().adresse();
    fiche::show(state, contexte, PathOf(adresse), tx).await
}
