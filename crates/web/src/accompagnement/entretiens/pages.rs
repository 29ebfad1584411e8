//! The list of the interviews, and one of them.

use accompagnement::entretiens::{self, Entretien};
use askama::Template;
use jeunes::acces;
use kernel::{Access, EntretienId, JeuneId, Permission, Section, dates};
use platform::Tx;

use crate::{
    accompagnement::commun,
    http::extract::Contexte,
    jeunes::tete::{OngletDossier, Tete},
    ui::Cadre,
};

/// The list shows at most this many.
const LISTE: i64 = 100;

#[derive(Template)]
#[template(path = "accompagnement/entretiens/liste.html")]
pub(super) struct ListePage {
    cadre: Cadre,
    tete: Tete,
    base: String,
    ecrire: bool,
    notes: bool,
    entretiens: Vec<LigneEntretien>,
}

/// One interview of the list.
struct LigneEntretien {
    lien: String,
    le: String,
    modalite: String,
    theme: String,
    duree: i32,
    agent: String,
    resume: String,
}

pub(super) async fn list(
    mut tx: Tx,
    contexte: &Contexte,
    jeune: JeuneId,
) -> platform::Result<ListePage> {
    let dossier = acces::open_for_read(&mut tx, jeune, Section::Entretiens).await?;
    let all = entretiens::list(&mut tx, &dossier, LISTE).await?;
    let base = format!("/jeunes/{jeune}");
    let line = |e: entretiens::EntretienResume| LigneEntretien {
        lien: format!("{base}/entretiens/{}", e.id),
        le: dates::long(e.realise_le),
        modalite: commun::label(&tx, "modalite_entretien", &e.modalite),
        theme: commun::label(&tx, "evenement_theme", &e.theme),
        duree: e.duree_minutes,
        agent: e.agent_nom,
        resume: e.resume,
    };
    let page = ListePage {
        cadre: Cadre::new(&tx, contexte),
        tete: Tete::new(&tx, &dossier, OngletDossier::Entretiens),
        ecrire: tx.may(Permission::Dossier(Section::Entretiens, Access::Write)),
        notes: tx.may(Permission::Dossier(Section::Notes, Access::Read)),
        entretiens: all.into_iter().map(line).collect(),
        base,
    };
    tx.commit().await?;
    Ok(page)
}

#[derive(Template)]
#[template(path = "accompagnement/entretiens/entretien.html")]
pub(super) struct EntretienPage {
    cadre: Cadre,
    tete: Tete,
    base: String,
    ecrire: bool,
    id: EntretienId,
    le: String,
    heure: String,
    duree: i32,
    agent: String,
    modalite: String,
    theme: String,
    presents: String,
    evenements: Vec<String>,
    resume: String,
    prochain: String,
    note: bool,
    a_copier: String,
}

pub(super) async fn one(
    mut tx: Tx,
    contexte: &Contexte,
    jeune: JeuneId,
    id: EntretienId,
) -> platform::Result<EntretienPage> {
    let dossier = acces::open_for_read(&mut tx, jeune, Section::Entretiens).await?;
    let entretien = entretiens::find(&mut tx, &dossier, id).await?;
    let tete = Tete::new(&tx, &dossier, OngletDossier::Entretiens);
    let page = read(&tx, contexte, tete, jeune, entretien);
    tx.commit().await?;
    Ok(page)
}

fn read(
    tx: &Tx,
    contexte: &Contexte,
    tete: Tete,
    jeune: JeuneId,
    entretien: Entretien,
) -> EntretienPage {
    let faits = entretien.faits;
    let label = |liste: &str, code: &str| commun::label(tx, liste, code);
    let presents: Vec<String> = faits
        .presents
        .iter()
        .map(|code| label("present_entretien", code))
        .collect();
    let event = |event: &entretiens::EvenementSaisi| {
        let nature = label("evenement_type", &event.nature);
        format!("{nature} · {}", label("evenement_theme", &event.theme))
    };
    let next = faits.prochain_contact.as_ref().map(|next| {
        let moyen = label("contact_moyen", &next.moyen);
        format!("{}, {}", dates::with_weekday(next.le), moyen.to_lowercase())
    });
    EntretienPage {
        a_copier: to_copy(tx, &faits),
        cadre: Cadre::new(tx, contexte),
        tete,
        base: format!("/jeunes/{jeune}"),
        ecrire: tx.may(Permission::Dossier(Section::Entretiens, Access::Write)),
        id: entretien.id,
        le: dates::long(faits.realise_le),
        heure: faits
            .heure
            .map(|h| h.format("%H:%M").to_string())
            .unwrap_or_default(),
        duree: faits.duree_minutes,
        agent: entretien.agent_nom,
        modalite: label("modalite_entretien", &faits.modalite),
        theme: label("evenement_theme", &faits.theme),
        presents: presents.join(", "),
        evenements: faits.evenements.iter().map(event).collect(),
        prochain: next.unwrap_or_default(),
        note: entretien.a_une_note && tx.may(Permission::Dossier(Section::Notes, Access::Read)),
        resume: faits.resume,
    }
}

/// What is typed again in the incumbent program, one fact a line. Its kinds of event are the list
/// `evenement_type`; an interview written on this screen is an individual one.
fn to_copy(tx: &Tx, faits: &entretiens::FaitsEntretien) -> String {
    let label = |liste: &str, code: &str| commun::label(tx, liste, code);
    let day = dates::short(faits.realise_le);
    let when = faits.heure.map_or_else(
        || day.clone(),
        |heure| format!("{day} à {}", heure.format("%H:%M")),
    );
    let theme = label("evenement_theme", &faits.theme);
    let told = [
        ("Type", label("evenement_type", "entretien_individuel")),
        ("Thème", theme),
        ("Date", when),
        ("Durée", format!("{} min", faits.duree_minutes)),
        ("Modalité", label("modalite_entretien", &faits.modalite)),
    ];
    let lines = told
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}\u{a0}: {value}"));
    lines.collect::<Vec<String>>().join("\n")
}
