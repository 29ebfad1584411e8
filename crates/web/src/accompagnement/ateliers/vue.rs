//! The page of a session: who is registered, who waits, who came, and what may be done.

use accompagnement::{
    ateliers::{self, EtatSession, Inscrit, SessionAtelier, Visible, rules},
    envois::Envoi,
};
use askama::Template;
use jeunes::{
    acces,
    portefeuille::{self, Filtre},
    recherche,
};
use kernel::{Access, InscriptionId, JeuneId, Permission, Section, SessionAtelierId, dates};
use platform::Tx;
use serde::Deserialize;

use super::{
    messages,
    mots::{self, SeanceVue},
    planifier,
};
use crate::{
    accompagnement::{commun, saisie::Saisie},
    http::{extract::Contexte, refus::Refus},
    jeunes::tete::{Pastille, birth_words},
    ui::{Cadre, Choix, Lien},
};

/// People shown by the search.
const TROUVES: usize = 8;
/// People of one's own portefeuille to choose from.
const PORTEFEUILLE: usize = 200;
/// What stands in the place of a name that the person signed in may not know.
pub(super) const SANS_NOM: &str = "Dossier protégé";

/// What the address asks.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct SeanceQuery {
    /// Whom to register: words of the search.
    pub(super) q: String,
    /// Choose among one's own portefeuille.
    pub(super) portefeuille: String,
    /// Who has a place since the act before.
    pub(super) promus: Vec<InscriptionId>,
    /// The session has just moved.
    pub(super) deplacee: String,
}

/// A form of the page that is shown again.
#[derive(Debug, Default)]
pub(super) struct Repris {
    pub(super) saisie: Saisie,
    pub(super) refus: Refus,
    /// The person whose registration was refused.
    pub(super) jeune: Option<JeuneId>,
}

#[derive(Template)]
#[template(path = "accompagnement/ateliers/seance.html")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a part shown or not, on its own"
)]
pub(super) struct SeancePage {
    cadre: Cadre,
    fil: Vec<Lien>,
    base: String,
    feuille: String,
    v: SeanceVue,
    partenaire: String,
    visible: &'static str,
    auto: bool,
    limite: String,
    serie: bool,
    version: i32,
    inscrits: Vec<Personne>,
    attente: Vec<Personne>,
    retires: Vec<Personne>,
    prevenir: Vec<Prevenue>,
    /// The tone of that list: someone of it may have to be called.
    ton_prevenir: &'static str,
    annulee: bool,
    deplacee: bool,
    /// It has not begun: it may move.
    deplacable: bool,
    derogation: String,
    vivante: bool,
    animer: bool,
    emarger: bool,
    cloturable: bool,
    inscrire: bool,
    notes: String,
    query: SeanceQuery,
    a_choisir: Option<Vec<Trouvee>>,
    mon_portefeuille: bool,
    quand_meme: Option<QuandMeme>,
    s: Saisie,
    visibles: Vec<Choix>,
    pub(super) refus: Refus,
}

/// Someone of the list.
struct Personne {
    id: String,
    nom: String,
    numero: String,
    /// Her dossier, or an empty string.
    lien: String,
    /// Where to post her withdrawal, or an empty string.
    retirer: String,
    etat: Pastille,
    presence: &'static str,
    version: i32,
    protege: bool,
    /// Registered by herself.
    seule: bool,
}

/// Someone who is told, and what became of it.
struct Prevenue {
    nom: String,
    /// Her dossier, or an empty string.
    lien: String,
    etat: Pastille,
    mots: String,
    a_appeler: bool,
}

/// Someone who may be registered.
struct Trouvee {
    jeune: String,
    cle: String,
    nom: String,
    sous: String,
    deja: bool,
}

/// Someone registered with a reason, or not at all.
struct QuandMeme {
    jeune: String,
    nom: String,
    cle: String,
    derogation: String,
}

/// The page.
pub(super) async fn page(
    tx: &mut Tx,
    contexte: &Contexte,
    id: SessionAtelierId,
    query: SeanceQuery,
    repris: Repris,
) -> platform::Result<SeancePage> {
    let session = ateliers::session(tx, id).await?;
    let list = ateliers::inscrits(tx, id).await?;
    let envois = messages::latest(tx, &list).await?;
    let prevenir = told(tx, &session, (&list, &envois), &query);
    let etat = rules::state(&session, tx.now());
    let vivante = alive(etat);
    let inscrire = vivante && tx.may(Permission::Dossier(Section::Agenda, Access::Write));
    let a_choisir = choices(tx, inscrire, &query, &list).await?;
    let animer = tx.may(Permission::AnimerAteliers);
    let day = rules::day(session.debut, tx.fuseau());
    let part = |keep: fn(&Inscrit) -> bool| -> Vec<Personne> {
        let kept = list.iter().filter(|one| keep(one));
        kept.map(|one| person(one, &session, inscrire)).collect()
    };
    Ok(SeancePage {
        fil: vec![Lien::new("/ateliers", "Ateliers")],
        base: format!("/ateliers/sessions/{id}"),
        feuille: format!("/ateliers/sessions/{id}/emargement"),
        v: SeanceVue::new(tx, &session),
        partenaire: session.partenaire.clone(),
        visible: session.visible.label(),
        auto: session.auto_inscription,
        limite: limit(&session),
        serie: session.serie.is_some(),
        version: session.version,
        inscrits: part(|i| i.inscription.retiree_le.is_none() && i.inscription.rang.is_none()),
        attente: part(|i| i.inscription.retiree_le.is_none() && i.inscription.rang.is_some()),
        retires: part(|i| i.inscription.retiree_le.is_some()),
        ton_prevenir: tone(&prevenir),
        prevenir,
        annulee: etat == EtatSession::Annulee,
        deplacee: !query.deplacee.is_empty(),
        deplacable: session.debut > tx.now(),
        derogation: session.derogation.clone(),
        vivante,
        emarger: animer && vivante && tx.today() >= day,
        cloturable: animer && etat == EtatSession::Emargee,
        notes: format!("{} sur {}", session.marques, session.inscrits),
        mon_portefeuille: inscrire && tx.may(Permission::VoirPortefeuille),
        quand_meme: all_the_same(tx, &repris).await?,
        s: settings(&session, &repris),
        visibles: planifier::visibles(),
        cadre: Cadre::new(tx, contexte),
        animer,
        inscrire,
        query,
        a_choisir,
        refus: repris.refus,
    })
}

const fn alive(etat: EtatSession) -> bool {
    !matches!(etat, EtatSession::Annulee | EtatSession::Cloturee)
}

fn limit(session: &SessionAtelier) -> String {
    let last = session.inscriptions_jusqu_au;
    last.map(dates::long).unwrap_or_default()
}

fn tone(prevenir: &[Prevenue]) -> &'static str {
    if prevenir.iter().any(|p| p.a_appeler) {
        "attention"
    } else {
        "info"
    }
}

/// Who is told: everyone of a session that was cancelled or has just moved, who was promoted by the act before; and
/// those whom no message reached.
fn told(
    tx: &Tx,
    session: &SessionAtelier,
    (list, envois): (&[Inscrit], &[Envoi]),
    query: &SeanceQuery,
) -> Vec<Prevenue> {
    let all = session.annulee_le.is_some() || !query.deplacee.is_empty();
    let coming = session.debut > tx.now();
    let shown = |one: &&Inscrit| {
        let i = &one.inscription;
        let envoi = messages::of(envois, i.id.uuid());
        let promoted = i.rang.is_none() && query.promus.contains(&i.id);
        let call = coming && messages::to_call(envoi);
        (i.retiree_le.is_none() && (all || promoted)) || call
    };
    let words = |one: &Inscrit| {
        let i = &one.inscription;
        let envoi = messages::of(envois, i.id.uuid());
        let known = one.nom.is_some();
        Prevenue {
            nom: one.nom.clone().unwrap_or_else(|| SANS_NOM.to_owned()),
            lien: if known {
                format!("/jeunes/{}", i.jeune)
            } else {
                String::new()
            },
            etat: messages::drawn(envoi),
            mots: messages::words(tx, envoi),
            a_appeler: envoi.is_none() || messages::to_call(envoi),
        }
    };
    list.iter().filter(shown).map(words).collect()
}

fn person(one: &Inscrit, session: &SessionAtelier, write: bool) -> Personne {
    let i = &one.inscription;
    let known = one.nom.is_some();
    let base = format!("/jeunes/{}", i.jeune);
    let may_leave = known && write && i.retiree_le.is_none();
    Personne {
        id: i.id.to_string(),
        nom: one.nom.clone().unwrap_or_else(|| SANS_NOM.to_owned()),
        numero: one.numero.clone(),
        retirer: if may_leave {
            format!("{base}/ateliers/{}", i.id)
        } else {
            String::new()
        },
        lien: if known { base } else { String::new() },
        etat: mots::registration(i, session),
        presence: i.presence().map_or("", ateliers::Presence::code),
        version: i.version,
        protege: one.protege,
        seule: i.par_elle_meme,
    }
}

/// Whom to register: who the search finds, or one's own portefeuille. `None`: nothing was asked.
async fn choices(
    tx: &mut Tx,
    may: bool,
    query: &SeanceQuery,
    list: &[Inscrit],
) -> platform::Result<Option<Vec<Trouvee>>> {
    if !may {
        return Ok(None);
    }
    let there = |jeune: JeuneId| {
        let mut all = list.iter().map(|one| &one.inscription);
        all.any(|i| i.jeune == jeune && i.retiree_le.is_none())
    };
    if !query.q.trim().is_empty() {
        let found = recherche::search(tx, &query.q, TROUVES).await?;
        let words = found.into_iter().filter(|f| !f.deces).map(|f| Trouvee {
            jeune: f.id.to_string(),
            cle: commun::fresh(tx),
            nom: f.nom_affiche(),
            sous: format!(
                "{} · N° {}",
                birth_words(f.naissance, f.identite.sexe.as_deref(), f.age),
                f.numero
            ),
            deja: there(f.id),
        });
        return Ok(Some(words.collect()));
    }
    if query.portefeuille.is_empty() || !tx.may(Permission::VoirPortefeuille) {
        return Ok(None);
    }
    let filtre = Filtre {
        tri: portefeuille::Tri::Nom,
        ..Filtre::default()
    };
    let mine = portefeuille::list(tx, &filtre, None, PORTEFEUILLE).await?;
    let words = mine.page.rows.into_iter().map(|row| Trouvee {
        jeune: row.id.to_string(),
        cle: commun::fresh(tx),
        nom: row.nom,
        sous: format!("{} ans · N° {}", row.age, row.numero),
        deja: there(row.id),
    });
    Ok(Some(words.collect()))
}

/// The form that asks why, for a person whose registration was refused.
async fn all_the_same(tx: &mut Tx, repris: &Repris) -> platform::Result<Option<QuandMeme>> {
    let Some(jeune) = repris.jeune else {
        return Ok(None);
    };
    if repris.refus.erreurs.de("derogation").is_empty() {
        return Ok(None);
    }
    let dossier = acces::open_for_read(tx, jeune, Section::Agenda).await?;
    Ok(Some(QuandMeme {
        jeune: jeune.to_string(),
        nom: dossier.nom_affiche(),
        cle: repris.saisie.un("id").to_owned(),
        derogation: repris.saisie.un("derogation").to_owned(),
    }))
}

/// What may be changed, as it stands or as it was typed.
fn settings(session: &SessionAtelier, repris: &Repris) -> Saisie {
    if repris.saisie.formulaire() == "reglages" {
        let version = repris.refus.version(repris.saisie.un("version"));
        return repris.saisie.clone().remplace("version", version);
    }
    let limite = session.inscriptions_jusqu_au.map(commun::field);
    Saisie::default()
        .avec("version", session.version.to_string())
        .avec("places", session.places.to_string())
        .avec("inscriptions_jusqu_au", limite.unwrap_or_default())
        .avec("visible", session.visible.code())
        .avec(
            "auto_inscription",
            if session.auto_inscription && session.visible == Visible::Tous {
                "oui"
            } else {
                ""
            },
        )
}
