//! `/delegations/{delegation}`: someone handed over: her dossier to find, the answer to give.

use accompagnement::delegations::{
    self, Confiee, Delegation, EtatDelegation, LigneDelegation, Vue,
};
use askama::Template;
use axum::extract::State;
use jeunes::{
    acces,
    identite::{Doublon, DoublonVisible},
    recherche,
};
use kernel::{DelegationId, JeuneId, Permission, Section, dates};
use platform::{Error, Tx};

use super::forms;
use crate::{
    App,
    accompagnement::{
        commun,
        saisie::{Reprise, Saisie},
    },
    http::{
        drafts,
        extract::{Contexte, FormOf, PathOf},
        gate::ReqTx,
        refus::{self, Refus},
        render::{self, PageResult},
    },
    ui::{Cadre, Choix},
};

#[derive(Template)]
#[template(path = "accompagnement/delegations/une.html")]
struct UnePage {
    cadre: Cadre,
    r: Reprise,
    adresse: String,
    nom: String,
    d: Delegation,
    retard: bool,
    gerer: bool,
    faits: Vec<(&'static str, String)>,
    /// Her dossier, when the actor may open it.
    dossier: String,
    ressemblances: Vec<Ressemblance>,
    protege: bool,
    creer: String,
    motifs: Vec<Choix>,
    aujourdhui: String,
    mots_sante: String,
}

impl UnePage {
    fn a_traiter(&self) -> bool {
        self.d.vue() == Vue::ATraiter
    }

    fn accepter(&self) -> String {
        format!("{}/dispositifs/delegation", self.dossier)
    }

    fn adhesion(&self) -> String {
        let id = self.d.adhesion.map(|a| a.to_string());
        format!("{}/adhesions/{}", self.dossier, id.unwrap_or_default())
    }

    fn version(&self, cle: &str) -> i32 {
        self.r.version(cle, self.d.version)
    }
}

/// A dossier that may be hers.
struct Ressemblance {
    id: String,
    nom: String,
    numero: String,
    referent: String,
    etat: &'static str,
    champs: Vec<(&'static str, String, String)>,
}

impl Ressemblance {
    fn new(d: &DoublonVisible) -> Self {
        Self {
            id: d.id.to_string(),
            nom: d.nom.clone(),
            numero: d.numero.clone(),
            referent: d.referent.clone(),
            etat: d.etat.label(),
            champs: d
                .champs
                .iter()
                .filter(|c| !c.nouveau.is_empty() || !c.existant.is_empty())
                .map(|c| (c.libelle, c.nouveau.clone(), c.existant.clone()))
                .collect(),
        }
    }
}

/// The form that opens a dossier, with what France Travail wrote.
fn creating(id: DelegationId, c: &Confiee) -> String {
    let query = serde_html_form::to_string([
        ("nom_naissance", c.nom.clone()),
        ("prenom", c.prenom.clone()),
        ("date_naissance", commun::field(c.naissance)),
        ("telephone", c.telephone.clone()),
        ("courriel", c.courriel.clone()),
        ("commune", c.commune.clone()),
        ("orienteur", "france_travail".to_owned()),
        ("delegation", id.to_string()),
    ]);
    format!("/jeunes/nouveau?{}", query.unwrap_or_default())
}

fn facts(tx: &Tx, d: &Delegation) -> Vec<(&'static str, String)> {
    let c = d.identite.clone().unwrap_or_default();
    let born = d.identite.as_ref().map(|c| dates::short(c.naissance));
    let answered = d.repondue_le.map(|day| {
        let par = &d.repondue_par;
        format!("{}, par {par}", dates::short(day))
    });
    let all = [
        ("Née le", born.unwrap_or_default()),
        ("Identifiant France Travail", c.identifiant),
        ("Téléphone", c.telephone),
        ("Courriel", c.courriel),
        ("Commune", c.commune),
        ("Agence", d.agence.clone()),
        ("Reçue le", dates::short(d.recue_le)),
        ("Réponse avant le", dates::short(d.reponse_avant)),
        ("Réponse donnée le", answered.unwrap_or_default()),
        (
            "Sortie le",
            d.sortie_le.map(dates::short).unwrap_or_default(),
        ),
        (
            "Raison du retour",
            commun::label(tx, "delegation_retour", &d.motif),
        ),
        ("Précisions", d.mots.clone()),
    ];
    all.into_iter().filter(|(_, v)| !v.is_empty()).collect()
}

/// The dossiers that may be hers, while nobody said.
async fn alike(
    tx: &mut Tx,
    d: &Delegation,
    gerer: bool,
) -> platform::Result<(Vec<Ressemblance>, bool)> {
    let waiting = d.etat == EtatDelegation::Recue && d.jeune.is_none() && gerer;
    let (true, Some(confiee)) = (waiting, &d.identite) else {
        return Ok((Vec::new(), false));
    };
    let found = delegations::ressemblances(tx, confiee).await?;
    let protege = found.iter().any(|d| matches!(d, Doublon::Protege));
    let visible = found.iter().filter_map(|d| match d {
        Doublon::Visible(d) => Some(Ressemblance::new(d)),
        Doublon::Protege => None,
    });
    Ok((visible.collect(), protege))
}

async fn page(
    mut tx: Tx,
    contexte: &Contexte,
    id: DelegationId,
    r: Reprise,
) -> platform::Result<UnePage> {
    let LigneDelegation { delegation: d, nom } = delegations::find(&mut tx, id).await?;
    if d.jeune.is_some() && nom.is_none() {
        // A protected dossier: nothing of it is shown.
        return Err(Error::NotFound);
    }
    let gerer = tx.may(Permission::TenirDelegations);
    let (ressemblances, protege) = alike(&mut tx, &d, gerer).await?;
    let today = tx.today();
    let page = UnePage {
        cadre: Cadre::new(&tx, contexte),
        adresse: format!("/delegations/{id}"),
        nom: nom.unwrap_or_else(|| "Identité effacée".to_owned()),
        retard: d.en_retard(today),
        gerer,
        faits: facts(&tx, &d),
        dossier: d.jeune.map(|j| format!("/jeunes/{j}")).unwrap_or_default(),
        ressemblances,
        protege,
        creer: d
            .identite
            .as_ref()
            .map(|c| creating(id, c))
            .unwrap_or_default(),
        motifs: Choix::of(tx.nomenclatures(), "delegation_retour", today),
        aujourdhui: commun::field(today),
        mots_sante: commun::mots_sante(&tx),
        d,
        r,
    };
    tx.commit().await?;
    Ok(page)
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(id): PathOf<DelegationId>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let reprise = commun::resumed(&mut tx, &contexte).await?;
    render::page(&app, &page(tx, &contexte, id, reprise).await?)
}

/// « C’est cette personne », or a dossier by its number.
pub(super) async fn attach(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(id): PathOf<DelegationId>,
    ReqTx(mut tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let save = async {
        delegations::find(&mut tx, id).await?;
        let mut typed = saisie.du_formulaire();
        let numero = typed.un("numero").trim().to_owned();
        if !numero.is_empty() {
            let jeune = by_number(&mut tx, &numero).await?;
            typed = typed.remplace("dossier", jeune.to_string());
        }
        let (version, jeune) = forms::rapprochement(&typed)?;
        let dossier = acces::open_for_write(&mut tx, jeune, Section::Plan).await?;
        delegations::rapprocher(&mut tx, &dossier, id, version).await?;
        drafts::forget(&mut tx, &contexte.chemin).await?;
        tx.commit().await
    };
    let done = save.await;
    let said = "Le dossier est trouvé : il reste à accepter, ou à retourner.";
    answer(&app, &contexte, id, &saisie, done, said).await
}

async fn by_number(tx: &mut Tx, numero: &str) -> platform::Result<JeuneId> {
    let found = recherche::search(tx, numero, 2).await?;
    match found.as_slice() {
        [one] => Ok(one.id),
        _ => Err(Error::invalid(
            "numero",
            "Aucun dossier n’a ce numéro : vérifiez-le, par exemple 013-000042-K.",
        )),
    }
}

pub(super) async fn give_back(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(id): PathOf<DelegationId>,
    ReqTx(mut tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let save = async {
        delegations::find(&mut tx, id).await?;
        let retour = forms::retour(&saisie.du_formulaire())?;
        delegations::retourner(&mut tx, id, &retour).await?;
        drafts::forget(&mut tx, &contexte.chemin).await?;
        tx.commit().await
    };
    let done = save.await;
    let said = "Le retour à France Travail est noté.";
    answer(&app, &contexte, id, &saisie, done, said).await
}

async fn answer(
    app: &App,
    contexte: &Contexte,
    id: DelegationId,
    saisie: &Saisie,
    done: platform::Result<()>,
    message: &str,
) -> PageResult {
    let Err(error) = done else {
        return render::done(app, &format!("/delegations/{id}"), message);
    };
    let refus = Refus::of(error)?;
    let tx = refus::reopen(app, contexte).await?;
    let page = page(tx, contexte, id, Reprise::new(saisie, refus)).await?;
    render::with_status(app, page.r.refus.status(), &page)
}
