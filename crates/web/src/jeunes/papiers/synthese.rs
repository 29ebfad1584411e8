//! `/jeunes/{id}/synthese.pdf`: what her dossier says, for the young person. Neither notes, nor
//! diagnostic, nor what was written of an interview; of other people, nothing.

use accompagnement::{
    demandes::{self, Demandes},
    imprimes::{LigneImprimee, PartieImprimee, SyntheseImprimee},
    plan::{self, EtatObjectif, ObjectifDuPlan, Plan},
    rendez_vous::{self, EtatRdv, RendezVous},
};
use axum::extract::State;
use jeunes::{
    DossierForRead, acces,
    contacts::MoyenAutorise,
    parcours::{self, MetierVise},
    situations::{self, INCONNUE, Situation},
};
use kernel::{Section, dates};
use platform::{
    Tx,
    ports::{Imprime, ModeleImprime},
};

use crate::{
    App,
    accompagnement::{place, words},
    http::{extract::PathOf, gate::ReqTx, papier, render::PageResult},
    jeunes::{chemin::Chemin, tete::birth_words},
};

pub(super) async fn paper(
    State(app): State<App>,
    PathOf(chemin): PathOf<Chemin>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let dossier = acces::open_for_read(&mut tx, chemin.id, Section::Plan).await?;
    let synthese = SyntheseImprimee {
        personne: dossier.nom_affiche(),
        numero: dossier.numero.clone(),
        referent: dossier.referent_nom.clone(),
        parties: parts(&mut tx, &dossier).await?,
    };
    let model = (ModeleImprime::Synthese, "Ma situation et mon parcours");
    let imprime = Imprime::new(&tx, model, &synthese)?;
    tx.commit().await?;
    papier::pdf(&app, imprime, "synthese.pdf").await
}

/// One part a wing's slice, each read with its own right.
async fn parts(tx: &mut Tx, dossier: &DossierForRead) -> platform::Result<Vec<PartieImprimee>> {
    let moyens = super::own(tx, dossier).await?;
    let all = situations::list(tx, dossier).await?;
    let metiers = parcours::metiers(tx, dossier).await?;
    let demandes = demandes::list(tx, dossier).await?;
    let plan = plan::read(tx, dossier).await?;
    let rdv = rendez_vous::list(tx, dossier).await?;
    Ok(vec![
        identity(tx, dossier),
        reach(dossier, &moyens),
        situation(tx, &all, &metiers),
        asked(tx, &demandes),
        offered(tx, &demandes),
        planned(&plan),
        meetings(tx, &rdv),
    ])
}

fn part(titre: &str) -> PartieImprimee {
    PartieImprimee {
        titre: titre.to_owned(),
        ..PartieImprimee::default()
    }
}

fn fact(label: &str, words: impl Into<String>) -> (String, String) {
    (label.to_owned(), words.into())
}

fn identity(tx: &Tx, dossier: &DossierForRead) -> PartieImprimee {
    let sexe = dossier.identite.sexe.as_deref();
    let born = birth_words(dossier.naissance, sexe, dossier.age(tx.today()));
    PartieImprimee {
        faits: vec![
            fact("Nom", dossier.nom_affiche()),
            fact("Âge", born),
            fact("Suivi depuis le", dates::long(dossier.premier_accueil_le)),
        ],
        ..part("Qui je suis")
    }
}

fn reach(dossier: &DossierForRead, moyens: &[MoyenAutorise]) -> PartieImprimee {
    let means = moyens
        .iter()
        .map(|m| fact(m.contact.moyen.label(), m.contact.valeur_affichee()));
    let lieu = &dossier.lieu;
    let town = format!("{} {}", lieu.code_postal, dossier.commune_nom);
    let home = format!("{}\n{}", lieu.adresse, town.trim());
    let (label, home) = if lieu.sans_domicile_stable {
        ("Commune", dossier.commune_nom.clone())
    } else {
        ("Adresse", home.trim().to_owned())
    };
    PartieImprimee {
        faits: means
            .chain([fact(label, home)])
            .filter(|(_, words)| !words.is_empty())
            .collect(),
        ..part("Me joindre")
    }
}

fn situation(tx: &Tx, all: &[Situation], metiers: &[MetierVise]) -> PartieImprimee {
    let lists = tx.nomenclatures();
    let mut faits = match situations::current(all, lists) {
        Some(now) => vec![
            fact("En ce moment", now.libelle(lists)),
            fact("Depuis le", dates::long(now.debut)),
            fact("Où", now.structure.as_str()),
        ],
        None => vec![fact("En ce moment", INCONNUE)],
    };
    let aimed: Vec<&str> = metiers
        .iter()
        .filter(|m| m.vrai_au.is_none())
        .map(|m| m.metier.libelle.as_str())
        .collect();
    faits.push(fact("Métiers visés", aimed.join("\n")));
    PartieImprimee {
        faits,
        ..part("Ma situation")
    }
}

fn asked(tx: &Tx, all: &Demandes) -> PartieImprimee {
    let line = |demande: &demandes::Demande| {
        let theme = tx.nomenclatures().libelle("demande_theme", &demande.theme);
        let said = [theme, demande.precisions.as_str()];
        let said: Vec<&str> = said.into_iter().filter(|w| !w.is_empty()).collect();
        let le = dates::long(demande.exprimee_le);
        LigneImprimee {
            texte: said.join("\u{a0}: "),
            detail: format!("Demandé le {le} · {}", demande.etat.label()),
        }
    };
    PartieImprimee {
        lignes: all.demandes.iter().map(line).collect(),
        ..part("Ce que j’ai demandé")
    }
}

fn offered(tx: &Tx, all: &Demandes) -> PartieImprimee {
    let line = |one: &demandes::Proposition| {
        let nature = tx.nomenclatures().libelle("proposition_type", &one.nature);
        let le = dates::long(one.proposee_le);
        LigneImprimee {
            texte: one.libelle.clone(),
            detail: format!("{nature}, le {le} · {}", one.etat.label()),
        }
    };
    PartieImprimee {
        lignes: all.propositions.iter().map(line).collect(),
        ..part("Ce qui m’a été proposé")
    }
}

fn planned(plan: &Plan) -> PartieImprimee {
    let kept = |o: &&ObjectifDuPlan| o.objectif.etat != EtatObjectif::Abandonne;
    PartieImprimee {
        lignes: plan.objectifs().filter(kept).map(objectif).collect(),
        ..part("Mon plan d’action")
    }
}

fn objectif(vu: &ObjectifDuPlan) -> LigneImprimee {
    let open = vu.actions.iter().filter(|a| a.est_ouverte());
    let to_do: Vec<String> = open
        .map(|a| match a.echeance_le {
            Some(due) => format!("{}, pour le {}", a.libelle, dates::short(due)),
            None => a.libelle.clone(),
        })
        .collect();
    let state = vu.objectif.etat.label();
    LigneImprimee {
        texte: vu.objectif.libelle.clone(),
        detail: if to_do.is_empty() {
            state.to_owned()
        } else {
            format!("{state} · À faire\u{a0}: {}", to_do.join(" ; "))
        },
    }
}

fn meetings(tx: &Tx, all: &[RendezVous]) -> PartieImprimee {
    let coming = all
        .iter()
        .rev()
        .filter(|r| r.etat == EtatRdv::Planifie && r.fin > tx.now());
    PartieImprimee {
        lignes: coming
            .map(|rdv| LigneImprimee {
                texte: words(tx, rdv.debut),
                detail: format!("{} · avec {}", place(rdv), rdv.agent_nom),
            })
            .collect(),
        ..part("Mes prochains rendez-vous")
    }
}
