//! `GET /portefeuille`, `GET /portefeuille/export`.

use axum::extract::State;
use jeunes::{
    dossiers::EtatDossier,
    passations::{self, Remplace},
    portefeuille::{self, Liste, Suivi},
};
use kernel::Permission;
use platform::Tx;
use reseau::structures;

use super::{
    forms::PortefeuilleQuery,
    pages::{CHEMIN, Exports, Filtres, LigneVue, PortefeuillePage, Tris, summary, tabs},
};
use crate::{
    App,
    http::{
        extract::{Contexte, QueryOf},
        gate::ReqTx,
        render::{self, PageResult},
        routes::{Besoin, Routes},
    },
    jeunes::{lire, listes},
    ui::{Cadre, Choix},
};

/// Rows of one page.
const LIGNES: usize = 50;

pub(crate) fn register(routes: &mut Routes) {
    let see = Besoin::Permission(Permission::VoirPortefeuille);
    let export = Besoin::Permission(Permission::ExporterListe);
    routes.get(CHEMIN, see, show);
    routes.get("/portefeuille/export", export, self::export);
}

async fn show(
    State(app): State<App>,
    contexte: Contexte,
    ReqTx(mut tx): ReqTx,
    QueryOf(query): QueryOf<PortefeuilleQuery>,
) -> PageResult {
    let filtre = query.filtre();
    let after = (!query.apres.is_empty()).then_some(query.apres.as_str());
    let liste = portefeuille::list(&mut tx, &filtre, after, LIGNES).await?;
    let page = build(&mut tx, &contexte, query, &liste).await?;
    tx.commit().await?;
    render::page(&app, &page)
}

async fn build(
    tx: &mut Tx,
    contexte: &Contexte,
    query: PortefeuilleQuery,
    liste: &Liste,
) -> platform::Result<PortefeuillePage> {
    let filtres = filters(tx).await?;
    let today = tx.today();
    let may_export = tx.may(Permission::ExporterListe);
    let exports = may_export.then(|| Exports {
        csv: query.address("/portefeuille/export", &[("format", "csv")]),
        xlsx: query.address("/portefeuille/export", &[("format", "xlsx")]),
    });
    let remplaces = passations::mes_remplacements(tx).await?;
    let suite = liste.page.next.as_deref().unwrap_or_default();
    Ok(PortefeuillePage {
        cadre: Cadre::new(tx, contexte),
        titre: title(tx, &query, &filtres.collegues, &remplaces),
        remplaces,
        precision: summary(liste),
        filtres,
        onglets: tabs(&query, &liste.comptes),
        tris: Tris::new(&query),
        lignes: liste
            .page
            .rows
            .iter()
            .map(|ligne| LigneVue::new(ligne, today))
            .collect(),
        montre: shown(liste.page.rows.len(), !query.apres.is_empty()),
        suite: if suite.is_empty() {
            String::new()
        } else {
            query.address(CHEMIN, &[("apres", suite)])
        },
        exports,
        vide: liste.page.is_empty() && query.is_plain(),
        query,
    })
}

async fn filters(tx: &mut Tx) -> platform::Result<Filtres> {
    let collegues = if tx.may(Permission::VoirPortefeuilles) {
        listes::referents(tx).await?
    } else {
        Vec::new()
    };
    let ml = tx.ml()?;
    let mut sites = structures::list_sites(tx, ml).await?;
    sites.retain(|site| site.ferme_le.is_none());
    let mut etats = vec![Choix::new("", EtatDossier::Actif.label())];
    let others = EtatDossier::ALL
        .iter()
        .filter(|e| **e != EtatDossier::Actif);
    etats.extend(others.map(|etat| Choix::new(etat.code(), etat.label())));
    etats.push(Choix::new("tous", "Tous les états"));
    Ok(Filtres {
        collegues,
        etats,
        sites: sites
            .into_iter()
            .map(|site| Choix::new(site.id.to_string(), site.nom))
            .collect(),
    })
}

/// Mine, or whose.
fn title(
    tx: &Tx,
    query: &PortefeuilleQuery,
    collegues: &[Choix],
    remplaces: &[Remplace],
) -> String {
    match query.filtre().suivi {
        Suivi::Agent(agent) if tx.agent_id() != Some(agent) => {
            if let Some(absent) = remplaces.iter().find(|r| r.agent == agent) {
                return format!("En remplacement de {}", absent.agent_nom);
            }
            let code = agent.to_string();
            let name = collegues.iter().find(|choix| choix.code == code);
            let name = name.map_or("un collègue", |choix| choix.libelle.as_str());
            let name = name.split(" (").next().unwrap_or(name);
            format!("Portefeuille : {name}")
        }
        _ => "Mon portefeuille".to_owned(),
    }
}

fn shown(count: usize, continued: bool) -> String {
    let people = if count > 1 { "personnes" } else { "personne" };
    if continued {
        format!("{count} {people} de plus")
    } else {
        format!("{count} {people} sur cette page")
    }
}

async fn export(
    State(app): State<App>,
    ReqTx(mut tx): ReqTx,
    QueryOf(query): QueryOf<PortefeuilleQuery>,
) -> PageResult {
    let tableau = portefeuille::export(&mut tx, &query.filtre()).await?;
    let day = lire::field(tx.today());
    tx.commit().await?;
    let name = format!("portefeuille-{day}");
    render::tableau(&app, &tableau, query.format(), &name)
}
