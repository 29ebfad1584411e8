//! Reading the first page of a dossier.

use kernel::{Access, Permission, Section};
use platform::{Result, Tx};

use super::{
    model::{ContactBref, Etendue, SituationBreve, Synthese},
    queries,
};
use crate::{
    DossierForRead,
    contacts::{
        self, Consignes, Reponse,
        rules::{Usage, Voie},
    },
    dossiers::{Dossier, rules},
    situations,
};

/// How complete the dossier is, and what is missing.
pub async fn completude(tx: &mut Tx, dossier: &DossierForRead) -> Result<Etendue> {
    let (contacts, situation) = queries::inputs(tx, dossier.id).await?;
    Ok(etendue(dossier, contacts, situation))
}

/// The first page at once; what the role may not see is left out.
pub async fn synthese(tx: &mut Tx, dossier: &DossierForRead) -> Result<Synthese> {
    let row = queries::read(tx, dossier.id).await?;
    let etendue = etendue(dossier, !row.contacts.is_empty(), row.categorie.is_some());
    let sees = |section| tx.may(Permission::Dossier(section, Access::Read));
    let situation_visible = sees(Section::Situation);
    let situation = match (row.categorie, row.debut) {
        (Some(categorie), Some(debut)) if situation_visible => {
            let code = row.type_code.unwrap_or_default();
            let libelle = situations::libelle(tx.nomenclatures(), &categorie, &code).to_owned();
            Some(SituationBreve {
                libelle,
                debut,
                fin: row.fin,
                structure: row.structure.unwrap_or_default(),
            })
        }
        _ => None,
    };
    let contacts = if sees(Section::Contacts) {
        usable(tx, row.contacts.0, dossier)
    } else {
        Vec::new()
    };
    Ok(Synthese {
        situation,
        situation_visible,
        contacts,
        etendue,
        a_faire: row.a_faire,
        en_retard: row.en_retard,
        dernier_evenement: row.dernier,
    })
}

/// The contacts that may be used, each with whose it is and what to mind.
fn usable(tx: &Tx, all: Vec<ContactBref>, dossier: &Dossier) -> Vec<ContactBref> {
    let (lists, today) = (tx.nomenclatures(), tx.today());
    all.into_iter()
        .filter_map(|mut contact| {
            let consignes = Consignes {
                message: Reponse::from_code(&contact.message),
                dire_ml: Reponse::from_code(&contact.dire_ml),
                ..Consignes::default()
            };
            let voie = Voie {
                titulaire: &contact.titulaire,
                vrai_au: None,
                consignes: &consignes,
            };
            match contacts::rules::usage(voie, dossier.deces, today) {
                Usage::Appeler { dire_ml, message } => {
                    contacts::rules::consigne(dire_ml, message).clone_into(&mut contact.consigne);
                    if contact.titulaire != "jeune" {
                        lists
                            .libelle("lien_personne", &contact.titulaire)
                            .clone_into(&mut contact.a_qui);
                    }
                    Some(contact)
                }
                Usage::Jamais(_) => None,
            }
        })
        .collect()
}

fn etendue(dossier: &Dossier, contacts: bool, situation: bool) -> Etendue {
    let manques = rules::manques(dossier, contacts, situation);
    Etendue {
        completude: rules::completude(&manques, dossier.identite_vue_le.is_some()),
        manques,
    }
}
