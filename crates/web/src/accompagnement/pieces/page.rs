//! The page of the pieces, and handing one over.

use accompagnement::pieces::{self, Nature, Piece};
use askama::Template;
use axum::extract::State;
use chrono::NaiveDate;
use jeunes::acces;
use kernel::{Access, JeuneId, Permission, PieceId, Section, dates};
use platform::{Tx, ports::CleBlob};
use serde::Deserialize;

use crate::{
    App,
    accompagnement::{
        commun::{self, Chemin},
        saisie::Reprise,
    },
    http::{
        extract::{Contexte, PathOf, QueryOf},
        gate::ReqTx,
        render::{self, PageResult},
    },
    jeunes::tete::{OngletDossier, Pastille, Tete},
    ui::{Cadre, Choix},
};

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct PiecesQuery {
    /// The piece to replace.
    remplace: String,
}

#[derive(Template)]
#[template(path = "accompagnement/pieces/page.html")]
pub(super) struct PiecesPage {
    cadre: Cadre,
    tete: Tete,
    base: String,
    pub(super) r: Reprise,
    ecrire: bool,
    courantes: Vec<Ligne>,
    anciennes: Vec<Ligne>,
    natures: Vec<Choix>,
    refusees: Vec<Choix>,
    remplacables: Vec<Choix>,
    remplace: String,
    nature: String,
    id_piece: String,
    aujourdhui: String,
    mots_sante: String,
}

/// A piece, in words.
struct Ligne {
    id: PieceId,
    cle: String,
    nature: String,
    details: String,
    suite: String,
    telecharger: bool,
    retirable: bool,
    pastille: Option<Pastille>,
    version: i32,
}

impl Ligne {
    fn new(tx: &Tx, r: &Reprise, natures: &[Nature], p: &Piece) -> Self {
        let cle = format!("retrait-{}", p.id);
        Self {
            nature: commun::label(tx, "piece_nature", &p.nature),
            details: details(tx, p),
            suite: after(p),
            telecharger: p.blob.is_some(),
            retirable: p.retiree_le.is_none(),
            pastille: mark(natures, p, tx.today()),
            version: r.version(&cle, p.version),
            id: p.id,
            cle,
        }
    }
}

/// What is known of the file, or who saw the paper.
fn details(tx: &Tx, p: &Piece) -> String {
    let day = dates::short(p.saisi_le.with_timezone(&tx.fuseau()).date_naive());
    let by = match p.saisi_par_nom.as_str() {
        "" => String::new(),
        name => format!(" par {name}"),
    };
    match (p.format, p.taille, p.vue_le) {
        (Some(format), Some(size), _) => {
            format!(
                "{} · {}, {} · reçue le {day}{by}",
                p.nom,
                format.label(),
                weight(size)
            )
        }
        (_, _, Some(seen)) => format!("Papier vu le {}{by}, sans copie", dates::short(seen)),
        _ => String::new(),
    }
}

fn weight(bytes: i32) -> String {
    match bytes {
        ..1_024 => format!("{bytes} octets"),
        1_024..1_048_576 => format!("{} Ko", bytes / 1024),
        _ => format!(
            "{},{} Mo",
            bytes / 1_048_576,
            bytes % 1_048_576 * 10 / 1_048_576
        ),
    }
}

/// What became of it.
fn after(p: &Piece) -> String {
    match (p.retiree_le, p.remplacee_le) {
        (Some(day), _) => format!("Retirée le {} : {}", dates::short(day), p.retiree_motif),
        (None, Some(day)) => format!("Remplacée le {}", dates::short(day)),
        (None, None) => p
            .valable_au
            .map(|end| format!("Valable jusqu’au {}", dates::long(end)))
            .unwrap_or_default(),
    }
}

fn mark(natures: &[Nature], p: &Piece, today: NaiveDate) -> Option<Pastille> {
    let end = p.valable_au.filter(|_| p.est_courante())?;
    let nature = natures.iter().find(|n| n.code == p.nature)?;
    let (ton, icone, mot) = if end < today {
        ("danger", "exclamation-triangle-fill", "Plus valable")
    } else if pieces::rules::visible(nature, end) <= today {
        ("attention", "clock", "Finit bientôt")
    } else {
        ("succes", "check-circle", "Valable")
    };
    Some(Pastille { ton, icone, mot })
}

pub(super) async fn show(
    State(app): State<App>,
    contexte: Contexte,
    PathOf(chemin): PathOf<Chemin>,
    QueryOf(query): QueryOf<PiecesQuery>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let reprise = commun::resumed(&mut tx, &contexte).await?;
    let page = page(tx, &contexte, chemin.id, reprise, &query.remplace).await?;
    render::page(&app, &page)
}

/// The page, with the form `r` as it was typed, or ready to replace `remplace`.
pub(super) async fn page(
    mut tx: Tx,
    contexte: &Contexte,
    jeune: JeuneId,
    r: Reprise,
    remplace: &str,
) -> platform::Result<PiecesPage> {
    let dossier = acces::open_for_read(&mut tx, jeune, Section::Plan).await?;
    let all = pieces::list(&mut tx, &dossier).await?;
    let natures = pieces::kinds(&mut tx).await?;
    let (now, before): (Vec<_>, Vec<_>) = all.iter().partition(|p| p.est_courante());
    let replaced = now.iter().find(|p| p.id.to_string() == remplace);
    let refused = |code: &str| {
        natures
            .iter()
            .any(|n| n.code == code && !n.refus.is_empty())
    };
    let offered = Choix::of(tx.nomenclatures(), "piece_nature", tx.today());
    let (refusees, kept): (Vec<_>, Vec<_>) = offered.into_iter().partition(|c| refused(&c.code));
    let line = |p: &&Piece| Ligne::new(&tx, &r, &natures, p);
    let page = PiecesPage {
        cadre: Cadre::new(&tx, contexte),
        tete: Tete::new(&tx, &dossier, OngletDossier::Pieces),
        base: format!("/jeunes/{jeune}/pieces"),
        ecrire: dossier.deces.is_none()
            && tx.may(Permission::Dossier(Section::Plan, Access::Write)),
        courantes: now.iter().map(line).collect(),
        anciennes: before.iter().map(line).collect(),
        natures: kept,
        refusees,
        remplacables: now.iter().map(|p| replaceable(&tx, p)).collect(),
        remplace: replaced.map_or_else(String::new, |p| p.id.to_string()),
        nature: replaced.map_or_else(String::new, |p| p.nature.clone()),
        id_piece: commun::fresh(&tx),
        aujourdhui: commun::field(tx.today()),
        mots_sante: commun::mots_sante(&tx),
        r,
    };
    tx.commit().await?;
    Ok(page)
}

fn replaceable(tx: &Tx, p: &Piece) -> Choix {
    let kind = commun::label(tx, "piece_nature", &p.nature);
    let day = dates::short(p.saisi_le.with_timezone(&tx.fuseau()).date_naive());
    Choix::new(p.id.to_string(), format!("{kind}, du {day}"))
}

/// Hands a file over: always to keep, never shown in the page, under a name that names nobody.
pub(super) async fn download(
    State(app): State<App>,
    PathOf((jeune, id)): PathOf<(JeuneId, PieceId)>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let dossier = acces::open_for_read(&mut tx, jeune, Section::Plan).await?;
    let (piece, format, blob) = pieces::file(&mut tx, &dossier, id).await?;
    let cle = CleBlob {
        ml: tx.ml()?,
        id: blob,
    };
    tx.commit().await?;
    let bytes = app.blobs.lire(cle).await?;
    let bytes = bytes.ok_or_else(|| anyhow::anyhow!("the store has no file for a piece"))?;
    Ok(render::file(bytes, format.mime(), &piece.nom_remis(format)))
}
