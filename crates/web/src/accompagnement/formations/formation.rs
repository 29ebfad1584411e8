//! `/formations/…`: one formation, its sessions, who is prescribed on them, and its form.

use accompagnement::formations::{self, Formation, PrescritNomme, SessionFormation};
use askama::Template;
use axum::extract::State;
use kernel::{Access, FormationId, Permission, Section, SessionFormationId};
use platform::Tx;

use super::{
    forms,
    mots::{self, SessionVue},
};
use crate::{
    App,
    accompagnement::{
        commun,
        registre::{self, Registre},
        saisie::{Reprise, Saisie},
    },
    http::{
        drafts,
        extract::{Contexte, FormOf, PathOf},
        gate::ReqTx,
        render::{self, PageResult},
    },
    jeunes::tete::Pastille,
    ui::{Cadre, Choix},
};

const NOUVELLE: &str = "/formations/nouvelle";

#[derive(Template)]
#[template(path = "accompagnement/formations/formation.html")]
struct FormationPage {
    cadre: Cadre,
    adresse: String,
    titre: String,
    gerer: bool,
    formation: Option<Vue>,
    f: Saisie,
    r: Reprise,
    genres: Vec<Choix>,
    modalites: Vec<Choix>,
    financeurs: Vec<Choix>,
    organismes: Vec<Choix>,
    remuneree: Vec<Choix>,
    id_session: String,
}

struct Vue {
    organisme_lien: String,
    organisme: String,
    lignes: Vec<(&'static str, String)>,
    sessions: Vec<SessionLigne>,
}

/// A session, its form, and those it was prescribed to.
struct SessionLigne {
    v: SessionVue,
    cle: String,
    f: Saisie,
    version: i32,
    /// `None`: the actor does not read them.
    prescrits: Option<Vec<PrescritLigne>>,
}

struct PrescritLigne {
    lien: String,
    /// An empty string: the dossier is protected from the actor.
    nom: String,
    etat: Pastille,
}

impl PrescritLigne {
    fn new(p: &PrescritNomme) -> Self {
        Self {
            lien: format!("/jeunes/{}/formations/{}", p.jeune, p.id),
            nom: p.nom.clone().unwrap_or_default(),
            etat: mots::state(p.etat, p.reponse),
        }
    }
}

async fn view(tx: &mut Tx, f: &Formation) -> platform::Result<Vue> {
    let sessions = formations::sessions(tx, f.id).await?;
    let prescrits = if tx.may(Permission::Dossier(Section::Plan, Access::Read)) {
        Some(formations::prescrits(tx, f.id).await?)
    } else {
        None
    };
    let all = [
        ("Type", commun::label(tx, "formation_genre", &f.genre)),
        ("Certification", f.certification.clone()),
        (
            "Modalité",
            commun::label(tx, "formation_modalite", &f.modalite),
        ),
        ("Lieu", f.lieu.clone()),
        (
            "Financée par",
            commun::label(tx, "formation_financeur", &f.financeur),
        ),
        ("Rémunérée", mots::yes(f.remuneree).to_owned()),
        ("Formacode", f.formacode.clone()),
        ("Code ROME", f.rome.clone()),
        ("N° au catalogue", f.numero.clone()),
        ("Contenu", f.contenu.clone()),
        ("Fermée à partir du", mots::day(f.fermee_le)),
    ];
    Ok(Vue {
        organisme_lien: format!("/formations/organismes/{}", f.organisme),
        organisme: f.organisme_nom.clone(),
        lignes: all
            .into_iter()
            .filter(|(_, said)| !said.is_empty())
            .collect(),
        sessions: sessions
            .iter()
            .rev()
            .map(|s| session_line(tx, s, prescrits.as_deref()))
            .collect(),
    })
}

fn session_line(
    tx: &Tx,
    s: &SessionFormation,
    prescrits: Option<&[PrescritNomme]>,
) -> SessionLigne {
    let day = |day: Option<chrono::NaiveDate>| day.map(commun::field).unwrap_or_default();
    let number = |n: Option<i32>| n.map(|n| n.to_string()).unwrap_or_default();
    SessionLigne {
        v: SessionVue::new(tx, s),
        cle: format!("session-{}", s.id),
        f: Saisie::default()
            .avec("numero", &s.numero)
            .avec("debut", commun::field(s.debut))
            .avec("fin", commun::field(s.fin))
            .avec("heures", number(s.heures))
            .avec("places", number(s.places))
            .avec("reunion_le", day(s.reunion_le))
            .avec("limite_le", day(s.limite_le))
            .avec("annulee_le", day(s.annulee_le)),
        version: s.version,
        prescrits: prescrits.map(|all| {
            let here = all.iter().filter(|p| p.session == s.id);
            here.map(PrescritLigne::new).collect()
        }),
    }
}

impl Registre for FormationPage {
    type Id = FormationId;

    async fn lire(
        tx: &mut Tx,
        contexte: &Contexte,
        id: Option<FormationId>,
        r: Reprise,
    ) -> platform::Result<Self> {
        let known = match id {
            Some(id) => Some(formations::formation(tx, id).await?),
            None => None,
        };
        let formation = match &known {
            Some(f) => Some(view(tx, f).await?),
            None => None,
        };
        let today = tx.today();
        let organismes = formations::organismes(tx).await?;
        let kept = known.as_ref().map(|f| f.organisme);
        let open = organismes
            .iter()
            .filter(|o| o.ferme_le.is_none_or(|day| day > today) || Some(o.id) == kept);
        let lists = tx.nomenclatures();
        Ok(Self {
            adresse: id.map_or_else(|| NOUVELLE.to_owned(), |id| format!("/formations/{id}")),
            titre: known.as_ref().map_or_else(
                || "Ajouter une formation".to_owned(),
                |f| f.intitule.clone(),
            ),
            gerer: tx.may(Permission::GererFormations),
            formation,
            f: known.as_ref().map_or_else(|| blank_form(tx), form),
            r,
            genres: Choix::of(lists, "formation_genre", today),
            modalites: Choix::of(lists, "formation_modalite", today),
            financeurs: Choix::of(lists, "formation_financeur", today),
            organismes: open.map(|o| Choix::new(o.id.to_string(), &o.nom)).collect(),
            remuneree: vec![Choix::new("oui", "Oui"), Choix::new("non", "Non")],
            id_session: commun::fresh(tx),
            cadre: Cadre::new(tx, contexte),
        })
    }
}

fn blank_form(tx: &Tx) -> Saisie {
    Saisie::default()
        .avec("id", commun::fresh(tx))
        .avec("modalite", "presentiel")
}

fn form(f: &Formation) -> Saisie {
    Saisie::default()
        .avec("version", f.version.to_string())
        .avec("organisme", f.organisme.to_string())
        .avec("numero", &f.numero)
        .avec("intitule", &f.intitule)
        .avec("genre", &f.genre)
        .avec("formacode", &f.formacode)
        .avec("rome", &f.rome)
        .avec("certification", &f.certification)
        .avec("financeur", &f.financeur)
        .avec("remuneree", mots::yes(f.remuneree))
        .avec("modalite", &f.modalite)
        .avec("lieu", &f.lieu)
        .avec("contenu", &f.contenu)
        .avec(
            "fermee_le",
            f.fermee_le.map(commun::field).unwrap_or_default(),
        )
}

pub(super) async fn blank(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(tx): ReqTx,
) -> PageResult {
    registre::answer::<FormationPage>(&app, &contexte, tx, None).await
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(id): PathOf<FormationId>,
    ReqTx(tx): ReqTx,
) -> PageResult {
    registre::answer::<FormationPage>(&app, &contexte, tx, Some(id)).await
}

pub(super) async fn create(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let save = async {
        let new = forms::formation(&saisie.du_formulaire(), None)?;
        formations::create_formation(&mut tx, &new).await?;
        drafts::forget(&mut tx, &contexte.chemin).await?;
        tx.commit().await?;
        Ok(new.id)
    };
    match save.await {
        Ok(id) => {
            let words = "La formation est au catalogue. Ajoutez ses sessions.";
            render::done(&app, &format!("/formations/{id}"), words)
        }
        Err(error) => registre::again::<FormationPage>(&app, &contexte, None, &saisie, error).await,
    }
}

pub(super) async fn change(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(id): PathOf<FormationId>,
    ReqTx(mut tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let save = async {
        // What is not of here does not exist, whatever was typed.
        formations::formation(&mut tx, id).await?;
        let typed = saisie.du_formulaire();
        let version = forms::version(&typed)?;
        let new = forms::formation(&typed, Some(id))?;
        formations::change_formation(&mut tx, &new, version).await?;
        drafts::forget(&mut tx, &contexte.chemin).await?;
        tx.commit().await
    };
    done(
        &app,
        &contexte,
        (id, "La formation est à jour."),
        &saisie,
        save.await,
    )
    .await
}

pub(super) async fn add(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(id): PathOf<FormationId>,
    ReqTx(mut tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let save = async {
        formations::formation(&mut tx, id).await?;
        let new = forms::session(&saisie.du_formulaire(), id, None)?;
        formations::create_session(&mut tx, &new).await?;
        drafts::forget(&mut tx, &contexte.chemin).await?;
        tx.commit().await
    };
    done(
        &app,
        &contexte,
        (id, "La session est ajoutée."),
        &saisie,
        save.await,
    )
    .await
}

pub(super) async fn move_session(
    State(app): State<App>,
    contexte: Contexte,
    PathOf((id, session)): PathOf<(FormationId, SessionFormationId)>,
    ReqTx(mut tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let save = async {
        let known = formations::session(&mut tx, session).await?;
        if known.formation != id {
            return Err(platform::Error::NotFound);
        }
        let typed = saisie.du_formulaire();
        let version = forms::version(&typed)?;
        let new = forms::session(&typed, id, Some(session))?;
        formations::change_session(&mut tx, &new, version).await?;
        drafts::forget(&mut tx, &contexte.chemin).await?;
        tx.commit().await
    };
    done(
        &app,
        &contexte,
        (id, "La session est à jour."),
        &saisie,
        save.await,
    )
    .await
}

async fn done(
    app: &App,
    contexte: &Contexte,
    (id, words): (FormationId, &str),
    saisie: &Saisie,
    saved: platform::Result<()>,
) -> PageResult {
    match saved {
        Ok(()) => render::done(app, &format!("/formations/{id}"), words),
        Err(error) => {
            registre::again::<FormationPage>(app, contexte, Some(id), saisie, error).await
        }
    }
}
