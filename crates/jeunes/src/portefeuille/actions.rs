//! Listing a portefeuille.

use kernel::{AgentId, FieldErrors, JeuneId, Page, Permission, SiteId};
use platform::{
    Error, Result, Tx,
    audit::{self, Entry},
};
use serde_json::{Value, json};

use super::{
    model::{Filtre, Liste, Suivi, Tri},
    queries::{self, Cadre, Cle},
};
use crate::{dossiers::EtatDossier, passations};

/// One page of the list and its counts; `after` is the key the previous page gave.
///
/// # Errors
/// `Forbidden` for a colleague's list without the right to see every portefeuille, unless she is
/// replaced by the actor, who then sees what was handed over; `Invalid`
/// (`apres`) for a key that is none.
pub async fn list(tx: &mut Tx, filtre: &Filtre, after: Option<&str>, size: usize) -> Result<Liste> {
    let mut cadre = cadre(tx, filtre).await?;
    cadre.after = after.map(|text| parse_key(filtre.tri, text)).transpose()?;
    cadre.limit = i64::try_from(size).unwrap_or(100) + 1;
    let (lues, comptes) = queries::list(tx, &cadre, filtre).await?;
    let tri = filtre.tri;
    let page = Page::cut(lues, size, |lue| key(tri, lue.cle));
    let page = Page {
        rows: page.rows.into_iter().map(|lue| lue.ligne).collect(),
        next: page.next,
    };
    let mut details = filters(tx, filtre, cadre.referent);
    details["nombre"] = json!(page.rows.len());
    record(tx, "liste", details).await?;
    Ok(Liste { page, comptes })
}

/// Whose list, checked, and what the statement needs.
pub(super) async fn cadre(tx: &mut Tx, filtre: &Filtre) -> Result<Cadre> {
    let me = tx.agent_id().ok_or(Error::Forbidden)?;
    let referent = match filtre.suivi {
        Suivi::Moi => me,
        Suivi::Agent(agent) => agent,
    };
    tx.require(Permission::VoirPortefeuille)?;
    let remplace = if referent == me {
        None
    } else {
        let all = passations::mes_remplacements(tx).await?;
        let found = all.into_iter().find(|r| r.agent == referent);
        if found.is_none() {
            tx.require(Permission::VoirPortefeuilles)?;
        }
        found
    };
    Ok(Cadre {
        ml: tx.ml()?,
        today: tx.today(),
        referent,
        proteges: referent == me || remplace.is_some(),
        confies: remplace.filter(|r| r.partiel).map(|_| me),
        after: None,
        limit: i64::MAX,
    })
}

/// The filters as the audit keeps them: codes in clear, the text as a keyed hash.
pub(super) fn filters(tx: &Tx, filtre: &Filtre, referent: AgentId) -> Value {
    let texte = kernel::text::fold(&filtre.texte);
    json!({
        "referent": referent.to_string(),
        "etat": filtre.etat.map(EtatDossier::code),
        "site": filtre.site.map(|site: SiteId| site.to_string()),
        "echeance": filtre.echeance.code(),
        "tri": filtre.tri.code(),
        "texte": (!texte.is_empty()).then(|| tx.empreintes().hash(&texte)),
    })
}

pub(super) async fn record(tx: &mut Tx, action: &str, details: Value) -> Result<()> {
    let entry = Entry {
        action,
        objet: "portefeuille",
        objet_id: None,
        jeune: None,
        details,
    };
    audit::record(tx, entry).await
}

/// The key of the page after this row: its day when the order is by day, and its identifier.
fn key(tri: Tri, cle: Cle) -> String {
    match (tri, cle.day) {
        (Tri::Nom, _) | (_, None) => format!("_{}", cle.id),
        (_, Some(day)) => format!("{day}_{}", cle.id),
    }
}

fn parse_key(tri: Tri, text: &str) -> Result<Cle> {
    let read = || -> Option<Cle> {
        let (day, id) = text.split_once('_')?;
        let id: JeuneId = id.parse().ok()?;
        let day = match (tri, day) {
            (Tri::Nom, _) | (_, "") => None,
            (_, day) => Some(day.parse().ok()?),
        };
        Some(Cle { day, id })
    };
    read().ok_or_else(|| {
        let sentence = "Cette suite de liste n’existe plus : revenez à la première page.";
        Error::Invalid(FieldErrors::one("apres", sentence))
    })
}
