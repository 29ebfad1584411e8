//! The contract as a PDF: that of today, or a text as it was signed.

use accompagnement::{
    imprimes::{ContratImprime, SignataireImprime, TexteContrat},
    signatures::{self, DocumentSigne, Qualite},
};
use axum::extract::State;
use jeunes::acces;
use kernel::Section;
use platform::{
    Error, Tx,
    ports::{Imprime, ModeleImprime},
};
use serde::Deserialize;

use super::page::{Adresse, when};
use crate::{
    App,
    http::{
        extract::{PathOf, QueryOf},
        gate::ReqTx,
        papier,
        render::PageResult,
    },
};

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ContratQuery {
    /// A text that was signed; that of today without it.
    document: String,
}

pub(super) async fn paper(
    State(app): State<App>,
    PathOf(adresse): PathOf<Adresse>,
    QueryOf(query): QueryOf<ContratQuery>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let dossier = acces::open_for_read(&mut tx, adresse.id, Section::Plan).await?;
    let contrat = signatures::read(&mut tx, &dossier, adresse.adhesion).await?;
    let all = signatures::of_adhesion(&mut tx, &dossier, adresse.adhesion).await?;
    let signed = if query.document.is_empty() {
        all.iter().find(|d| d.empreinte == contrat.empreinte)
    } else {
        let wanted = all.iter().find(|d| d.id.to_string() == query.document);
        Some(wanted.ok_or(Error::NotFound)?)
    };
    let texte = signed.map_or(contrat.texte, |d| d.texte.clone());
    let shown = ContratImprime {
        signataires: signers(&tx, &texte, signed, &contrat.attendues),
        empreinte: signed.map_or_else(String::new, |d| d.empreinte.clone()),
        texte,
    };
    let imprime = Imprime::new(&tx, (ModeleImprime::Contrat, "Contrat"), &shown)?;
    tx.commit().await?;
    papier::pdf(&app, imprime, "contrat.pdf").await
}

fn signers(
    tx: &Tx,
    texte: &TexteContrat,
    signed: Option<&DocumentSigne>,
    expected: &[Qualite],
) -> Vec<SignataireImprime> {
    let of = |qualite: Qualite| signed.and_then(|d| d.signature(qualite));
    let shown = |q: &&Qualite| expected.contains(*q) || of(**q).is_some();
    Qualite::ALL
        .iter()
        .filter(shown)
        .map(|qualite| SignataireImprime {
            qui: match qualite {
                Qualite::Jeune => texte.personne.clone(),
                other => other.label().to_owned(),
            },
            mention: of(*qualite).map_or_else(String::new, |s| {
                let le = when(tx, s.signee_le);
                format!("{}\nSigné à l’écran le {le}", s.nom)
            }),
        })
        .collect()
}
