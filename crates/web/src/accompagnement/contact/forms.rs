//! The form of a contact, and where to go back to.

use accompagnement::contacts_rapides::ContactRapide;
use axum::http::{HeaderMap, header};
use kernel::FieldErrors;

use crate::{
    accompagnement::saisie::{Lecteur, Saisie},
    compte::safe_path,
};

/// Reads the form.
pub(super) fn parse(saisie: &Saisie) -> Result<ContactRapide, FieldErrors> {
    let mut lecteur = Lecteur::new(saisie);
    let contact = ContactRapide {
        id: lecteur.id("id").into(),
        moyen: lecteur.code("moyen"),
        resultat: lecteur.code("resultat"),
        ligne: lecteur.ligne("ligne"),
        le: lecteur.date_libre("le"),
        clore_prochain_contact: saisie.contient("clore_prochain_contact", "oui"),
    };
    lecteur.fin(contact)
}

/// The page of ours that was open before: as the form carries it, else as the browser says it.
pub(super) fn back(retour: &str, headers: &HeaderMap) -> String {
    let told = if retour.is_empty() {
        referer(headers)
    } else {
        Some(retour)
    };
    let path = safe_path(told.unwrap_or("/"));
    let page = path.split('?').next().unwrap_or_default();
    if page == "/contact" || page.ends_with("/contact") {
        "/".to_owned()
    } else {
        path.to_owned()
    }
}

/// The path of the page before, when it is one of this site.
fn referer(headers: &HeaderMap) -> Option<&str> {
    let from = headers.get(header::REFERER)?.to_str().ok()?;
    let host = headers.get(header::HOST)?.to_str().ok()?;
    let (_, after) = from.split_once("://")?;
    let path = after.strip_prefix(host)?;
    path.starts_with('/').then_some(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(referer: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, "jalon.example".parse().unwrap());
        headers.insert(header::REFERER, referer.parse().unwrap());
        headers
    }

    #[test]
    fn goes_back_to_the_page_before_and_never_elsewhere() {
        let from = headers("https://jalon.example/portefeuille?tri=nom");
        assert_eq!(back("", &from), "/portefeuille?tri=nom");
        assert_eq!(back("/jeunes/1", &from), "/jeunes/1");
        assert_eq!(
            back("", &headers("https://jalon.example.ailleurs.example/x")),
            "/"
        );
        assert_eq!(back("//ailleurs.example", &from), "/");
        assert_eq!(
            back("", &headers("https://jalon.example/contact?q=lena")),
            "/"
        );
        assert_eq!(back("", &HeaderMap::new()), "/");
    }

    #[test]
    fn the_day_may_be_left_out() {
        let id = "0193a5c0-0000-7000-8000-000000000001";
        let body = format!("id={id}&moyen=telephone&resultat=abouti&ligne=++Rappelle++demain+&le=");
        let read = parse(&Saisie::from_draft(&body)).unwrap();
        assert_eq!((read.ligne.as_str(), read.le), ("Rappelle demain", None));
        assert!(!read.clore_prochain_contact);
        assert!(parse(&Saisie::from_draft(&format!("{body}hier"))).is_err());
    }
}
