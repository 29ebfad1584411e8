//! Drafts of long forms: kept while typing (`data-brouillon`), or when the session ended as the form
//! was sent; offered on the page of the form; gone with the save.

use axum::extract::State;
use platform::{Tx, brouillons};
use serde::{Deserialize, de::DeserializeOwned};

use super::{
    extract::FormOf,
    gate::ReqTx,
    render::{self, PageResult},
    routes::{Besoin, Routes},
};
use crate::{App, compte::safe_path};

/// What `templates/ui/brouillon.html` says above a form filled from a draft; a page has it in a
/// field named `brouillon`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BrouillonRepris {
    /// `03/12/2026 à 14:05`.
    pub(crate) le: String,
    /// The page of the form.
    pub(crate) adresse: String,
}

/// The form of the page at `adresse` as it was being typed.
pub(crate) async fn resume<F: DeserializeOwned>(
    tx: &mut Tx,
    adresse: &str,
) -> platform::Result<Option<(F, BrouillonRepris)>> {
    let mut found = None;
    for cle in keys(adresse) {
        let draft = brouillons::find(tx, &cle).await?;
        found = found
            .into_iter()
            .chain(draft)
            .max_by_key(|draft| draft.modifie_le);
    }
    let Some(draft) = found else {
        return Ok(None);
    };
    let le = draft.modifie_le.with_timezone(&tx.fuseau());
    let notice = BrouillonRepris {
        le: le.format("%d/%m/%Y à %H:%M").to_string(),
        adresse: adresse.to_owned(),
    };
    let form = serde_html_form::from_str(&draft.contenu).ok();
    Ok(form.map(|form| (form, notice)))
}

/// Forgets the draft of the page at `adresse`, in the transaction that saves its form.
pub(crate) async fn forget(tx: &mut Tx, adresse: &str) -> platform::Result<()> {
    for cle in keys(adresse) {
        brouillons::delete(tx, &cle).await?;
    }
    Ok(())
}

/// Kept while typing, then kept on an ended session (`platform::brouillons::save_for`).
fn keys(adresse: &str) -> [String; 2] {
    [adresse.to_owned(), format!("reprise{adresse}")]
}

pub(crate) fn register(routes: &mut Routes) {
    routes.post("/brouillon/abandon", Besoin::Affectation, discard);
}

#[derive(Debug, Default, Deserialize)]
struct Abandon {
    #[serde(default)]
    adresse: String,
}

/// Back to the empty form, without what was kept.
async fn discard(
    State(app): State<App>,
    ReqTx(mut tx): ReqTx,
    FormOf(form): FormOf<Abandon>,
) -> PageResult {
    if tx.ml().is_ok() {
        forget(&mut tx, &form.adresse).await?;
        tx.commit().await?;
    }
    render::done(&app, safe_path(&form.adresse), "Le brouillon est effacé.")
}
