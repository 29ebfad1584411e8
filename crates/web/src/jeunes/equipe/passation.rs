//! `/equipe/passation`: a portefeuille handed over in one screen.

use std::collections::HashMap;

use accompagnement::notes;
use askama::Template;
use axum::extract::State;
use jeunes::passations::{self, DossierAConfier, Duree, Part, Passation};
use kernel::{AgentId, FieldErrors, JeuneId, Permission, new_uuid};
use platform::{Error, Tx, brouillons};
use serde::Deserialize;
use uuid::Uuid;

use crate::{
    App,
    accompagnement::saisie::Saisie,
    http::{
        extract::{Contexte, FormOf, PathOf, QueryOf},
        gate::ReqTx,
        refus::{self, Refus},
        render::{self, PageResult},
    },
    jeunes::{
        lire, listes,
        tete::{self, Pastille},
    },
    ui::{Cadre, Choix, Erreurs},
};

/// Whose portefeuille, and which dossiers are listed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct PassationQuery {
    de: String,
    site: String,
    etat: String,
}

#[derive(Template)]
#[template(path = "jeunes/equipe/passation.html")]
struct PassationPage {
    cadre: Cadre,
    agents: Vec<Choix>,
    query: PassationQuery,
    de_nom: String,
    /// May hand over for a colleague, and for good.
    equipe: bool,
    sites: Vec<Choix>,
    etats: Vec<Choix>,
    motifs: Vec<Choix>,
    saisie: Saisie,
    lignes: Vec<LigneVue>,
    total: Total,
    erreurs: Erreurs,
}

/// What will be received.
#[derive(Default)]
struct Total {
    dossiers: usize,
    echeances: i64,
    en_retard: i64,
    brouillons: i64,
    notes: i64,
}

struct LigneVue {
    champ: String,
    lien: String,
    nom: String,
    sous: String,
    etat: Pastille,
    protege: bool,
    echeances: i64,
    en_retard: i64,
    brouillons: i64,
    notes: i64,
    part: String,
}

fn field(id: JeuneId) -> String {
    format!("d_{id}")
}

async fn page(
    tx: &mut Tx,
    contexte: &Contexte,
    mut query: PassationQuery,
    typed: Option<(Saisie, Refus)>,
) -> platform::Result<PassationPage> {
    let me = tx.agent_id().ok_or(Error::Forbidden)?;
    let de: AgentId = query.de.parse().unwrap_or(me);
    query.de = de.to_string();
    let all = passations::dossiers_de(tx, de).await?;
    let mut sites: Vec<String> = all.iter().map(|d| d.site.clone()).collect();
    sites.retain(|site| !site.is_empty());
    sites.sort();
    sites.dedup();
    let filtered = !query.site.is_empty() || !query.etat.is_empty();
    let shown: Vec<DossierAConfier> = all
        .into_iter()
        .filter(|d| query.site.is_empty() || d.site == query.site)
        .filter(|d| query.etat.is_empty() || d.etat.code() == query.etat)
        .collect();
    let today = lire::field(tx.today());
    let (saisie, refus) = match typed {
        Some((saisie, refus)) => (saisie, refus),
        None => (fresh(tx, filtered, today), Refus::default()),
    };
    let (lignes, total) = lines(tx, de, shown, &saisie).await?;
    let agents = listes::referents(tx).await?;
    let named = agents.iter().find(|a| a.code == query.de);
    let etats = [
        jeunes::dossiers::EtatDossier::Actif,
        jeunes::dossiers::EtatDossier::EnVeille,
    ];
    Ok(PassationPage {
        de_nom: named.map_or_else(String::new, |a| a.libelle.clone()),
        equipe: tx.may(Permission::VoirEquipe),
        sites: sites.iter().map(|site| Choix::new(site, site)).collect(),
        etats: etats
            .iter()
            .map(|etat| Choix::new(etat.code(), etat.label()))
            .collect(),
        motifs: Choix::of(tx.nomenclatures(), "motif_referent", tx.today()),
        erreurs: refus.erreurs,
        cadre: Cadre::new(tx, contexte),
        agents,
        query,
        saisie,
        lignes,
        total,
    })
}

/// The form the first time: an absence, the whole portefeuille unless it is filtered.
fn fresh(tx: &Tx, filtered: bool, today: String) -> Saisie {
    Saisie::default()
        .avec("id", new_uuid(tx.clock(), tx.rng()).to_string())
        .avec("duree", "absence")
        .avec("du", today)
        .avec("portee", if filtered { "choisis" } else { "tout" })
}

async fn lines(
    tx: &mut Tx,
    de: AgentId,
    shown: Vec<DossierAConfier>,
    saisie: &Saisie,
) -> platform::Result<(Vec<LigneVue>, Total)> {
    let ids: Vec<JeuneId> = shown.iter().map(|d| d.id).collect();
    let uuids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
    let notes: HashMap<JeuneId, i64> = notes::count(tx, &ids).await?.into_iter().collect();
    let drafts = brouillons::count_about(tx, de, &uuids).await?;
    let drafts: HashMap<Uuid, i64> = drafts.into_iter().collect();
    let mut total = Total::default();
    let posted = !saisie.un("receveur").is_empty();
    let chosen = saisie.un("portee") == "choisis";
    let lignes = shown
        .into_iter()
        .map(|d| {
            let champ = field(d.id);
            let ligne = LigneVue {
                lien: format!("/jeunes/{}", d.id),
                sous: [format!("N° {}", d.numero), d.site]
                    .into_iter()
                    .filter(|part| !part.is_empty())
                    .collect::<Vec<_>>()
                    .join(" · "),
                etat: tete::state(d.etat),
                protege: d.protege,
                echeances: d.echeances,
                en_retard: d.en_retard,
                brouillons: drafts.get(&d.id.uuid()).copied().unwrap_or(0),
                notes: notes.get(&d.id).copied().unwrap_or(0),
                part: match (posted, chosen) {
                    (true, _) => saisie.un(&champ).to_owned(),
                    (false, true) => "1".to_owned(),
                    (false, false) => String::new(),
                },
                nom: d.nom,
                champ,
            };
            total.dossiers += 1;
            total.echeances += ligne.echeances;
            total.en_retard += ligne.en_retard;
            total.brouillons += ligne.brouillons;
            total.notes += ligne.notes;
            ligne
        })
        .collect();
    Ok((lignes, total))
}

/// Reads the one screen.
fn parse(saisie: &Saisie, me: Option<AgentId>) -> Result<Passation, FieldErrors> {
    let mut errors = FieldErrors::new();
    let id: Option<Uuid> = lire::hidden(&mut errors, "id", saisie.un("id"));
    let de: Option<AgentId> = saisie.un("de").parse().ok().or(me);
    let first: Option<AgentId> = saisie.un("receveur").parse().ok();
    let second: Option<AgentId> = saisie.un("receveur2").parse().ok();
    if first.is_none() {
        errors.add("receveur", "Choisissez qui reçoit.");
    }
    let duree = if saisie.un("duree") == "definitif" {
        Duree::Definitif
    } else {
        let du = lire::date(
            &mut errors,
            "du",
            saisie.un("du"),
            "Indiquez le premier jour.",
        );
        let au = lire::date(
            &mut errors,
            "au",
            saisie.un("au"),
            "Indiquez le dernier jour.",
        );
        Duree::Absence { du, au }
    };
    let whole = saisie.un("portee") == "tout";
    if whole && second.is_some() {
        let sentence = "À deux, choisissez les dossiers de chaque personne.";
        errors.add("receveur2", sentence);
    }
    let (Some(id), Some(de), Some(first), true) = (id, de, first, errors.is_empty()) else {
        return Err(errors);
    };
    let part = |receveur: AgentId, rank: u128, code: &str| Part {
        id: Uuid::from_u128(id.as_u128() ^ rank),
        receveur,
        jeunes: (!whole).then(|| chosen(saisie, code)),
    };
    let mut parts = vec![part(first, 0, "1")];
    parts.extend(second.map(|receveur| part(receveur, 1, "2")));
    Ok(Passation {
        de,
        duree,
        motif: saisie.un("motif").to_owned(),
        parts,
    })
}

/// The dossiers whose row says `code`.
fn chosen(saisie: &Saisie, code: &str) -> Vec<JeuneId> {
    let rows = saisie.champs();
    rows.filter(|(_, value)| *value == code)
        .filter_map(|(name, _)| name.strip_prefix("d_")?.parse().ok())
        .collect()
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    QueryOf(query): QueryOf<PassationQuery>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let page = page(&mut tx, &contexte, query, None).await?;
    tx.commit().await?;
    render::page(&app, &page)
}

pub(super) async fn save(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    FormOf(saisie): FormOf<Saisie>,
) -> PageResult {
    let done = match parse(&saisie, tx.agent_id()) {
        Ok(new) => passations::hand_over(&mut tx, &new).await,
        Err(errors) => Err(errors.into()),
    };
    match done {
        Ok(count) => {
            let message = match count {
                0 => "C’est déjà fait.".to_owned(),
                1 => "1 dossier est confié.".to_owned(),
                n => format!("{n} dossiers sont confiés."),
            };
            tx.commit().await?;
            render::done(&app, "/remplacements", &message)
        }
        Err(error) => {
            let refus = Refus::of(error)?;
            drop(tx);
            let mut tx = refus::reopen(&app, &contexte).await?;
            let query = PassationQuery {
                de: saisie.un("de").to_owned(),
                site: saisie.un("filtre_site").to_owned(),
                etat: saisie.un("filtre_etat").to_owned(),
            };
            let page = page(&mut tx, &contexte, query, Some((saisie, refus))).await?;
            tx.commit().await?;
            render::refused(&app, &page)
        }
    }
}

/// The absence ends now.
pub(super) async fn give_back(
    State(app): State<App>,
    PathOf(id): PathOf<Uuid>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    passations::give_back(&mut tx, id).await?;
    tx.commit().await?;
    let message = "C’est rendu : dossiers, brouillons et notes reviennent.";
    render::done(&app, "/remplacements", message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(more: &[(&str, &str)]) -> Saisie {
        let nil = Uuid::nil().to_string();
        more.iter().fold(
            Saisie::default()
                .avec("id", &nil)
                .avec("de", &nil)
                .avec("receveur", &nil),
            |saisie, (name, value)| saisie.avec(name, *value),
        )
    }

    #[test]
    fn an_absence_has_two_days_and_two_receivers_choose() {
        let errors = parse(&typed(&[]), None).unwrap_err();
        assert!(!errors.get("du").is_empty() && !errors.get("au").is_empty());
        let nil = Uuid::nil().to_string();
        let both = typed(&[
            ("duree", "definitif"),
            ("receveur2", &nil),
            ("portee", "tout"),
        ]);
        assert!(!parse(&both, None).unwrap_err().get("receveur2").is_empty());
        let row = field(Uuid::nil().into());
        let split = typed(&[("duree", "definitif"), ("receveur2", &nil), (&row, "2")]);
        let passation = parse(&split, None).unwrap();
        assert_eq!(passation.parts[0].jeunes, Some(Vec::new()));
        assert_eq!(passation.parts[1].jeunes.as_ref().map(Vec::len), Some(1));
        assert_ne!(passation.parts[0].id, passation.parts[1].id);
    }
}
