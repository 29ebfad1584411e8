//! The letters: to the young person and who represents her; to the département. Neither holds the
//! words of a conseiller, nor anything of health.

use accompagnement::{
    imprimes::Lettre,
    obligations::{self, Etape, EtatObligation, NatureEtape, Obligation},
    rendez_vous::{self, EtatRdv, RendezVous},
};
use axum::extract::State;
use jeunes::{DossierForRead, acces, representation};
use kernel::{Access, Permission, Section, dates, phone, text};
use platform::{
    Error, Tx,
    ports::{Imprime, ModeleImprime},
};
use reseau::structures::{self, Site};

use super::page::Une;
use crate::{
    App,
    accompagnement::commun::home,
    accompagnement::rendez_vous::convocation::{lines, place, town},
    http::{extract::PathOf, gate::ReqTx, papier, render::PageResult},
};

pub(super) async fn convocation(
    State(app): State<App>,
    PathOf(une): PathOf<Une>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let dossier = acces::open_for_read(&mut tx, une.id, Section::Plan).await?;
    let o = obligations::find(&mut tx, &dossier, une.obligation).await?;
    let steps = obligations::steps(&mut tx, &dossier, o.id).await?;
    let step = steps.iter().find(|e| e.nature == NatureEtape::Convocation);
    let called = step.and_then(|e| e.rendez_vous).ok_or(Error::NotFound)?;
    let rdv = rendez_vous::find(&mut tx, &dossier, called).await?;
    // One is not called to what was cancelled or has taken place.
    if rdv.etat != EtatRdv::Planifie || !o.est_ouverte() {
        return Err(Error::NotFound.into());
    }
    let who = representatives(&mut tx, &dossier).await?;
    let ml = tx.ml()?;
    let sites = structures::list_sites(&mut tx, ml).await?;
    let letter = summons(&tx, &dossier, (&o, &rdv), &who, &sites);
    let model = (ModeleImprime::Lettre, "Convocation");
    let imprime = Imprime::new(&tx, model, &letter)?;
    tx.commit().await?;
    papier::pdf(&app, imprime, "convocation-obligation.pdf").await
}

pub(super) async fn departement(
    State(app): State<App>,
    PathOf(une): PathOf<Une>,
    ReqTx(mut tx): ReqTx,
) -> PageResult {
    let dossier = acces::open_for_read(&mut tx, une.id, Section::Plan).await?;
    let o = obligations::find(&mut tx, &dossier, une.obligation).await?;
    if o.etat != EtatObligation::Transmise {
        return Err(Error::NotFound.into());
    }
    let steps = obligations::steps(&mut tx, &dossier, o.id).await?;
    let who = representatives(&mut tx, &dossier).await?;
    let ml = tx.ml()?;
    let sites = structures::list_sites(&mut tx, ml).await?;
    let letter = information(&tx, &dossier, (&o, &steps), &who, &sites);
    let model = (ModeleImprime::Lettre, "Obligation de formation");
    let imprime = Imprime::new(&tx, model, &letter)?;
    tx.commit().await?;
    papier::pdf(&app, imprime, "information-departement.pdf").await
}

/// Who represents her today, by name, when the role may know it.
async fn representatives(tx: &mut Tx, dossier: &DossierForRead) -> platform::Result<Vec<String>> {
    if !tx.may(Permission::Dossier(Section::Famille, Access::Read)) {
        return Ok(Vec::new());
    }
    let today = tx.today();
    let all = representation::list(tx, dossier).await?;
    Ok(all
        .iter()
        .filter(|r| r.du <= today && r.au.is_none_or(|au| today <= au))
        .flat_map(|r| &r.titulaires)
        .map(|t| t.nom.clone())
        .filter(|nom| !nom.is_empty())
        .collect())
}

/// Who writes: the site of the rendez-vous, of the dossier, or the first one.
fn sender<'a>(dossier: &DossierForRead, sites: &'a [Site]) -> Option<&'a Site> {
    let own = dossier.site;
    sites.iter().find(|s| Some(s.id) == own).or(sites.first())
}

fn letterhead(site: Option<&Site>) -> (String, String) {
    let from = site.map_or_else(String::new, |s| lines(&[&s.nom, &s.adresse, &town(s)]));
    let telephone = site
        .map(|s| s.telephone.as_str())
        .filter(|number| !number.is_empty())
        .map(phone::display)
        .unwrap_or_default();
    (from, telephone)
}

fn summons(
    tx: &Tx,
    dossier: &DossierForRead,
    (o, rdv): (&Obligation, &RendezVous),
    who: &[String],
    sites: &[Site],
) -> Lettre {
    let site = rdv.site.and_then(|id| sites.iter().find(|s| s.id == id));
    let (expediteur, telephone) = letterhead(site.or_else(|| sender(dossier, sites)));
    let here = rdv.debut.with_timezone(&tx.fuseau());
    let parents = if who.is_empty() {
        "À l’attention aussi de ses représentants légaux".to_owned()
    } else {
        format!("À l’attention aussi de {}", who.join(" et "))
    };
    let tell = if telephone.is_empty() {
        "Si vous ne pouvez pas venir, prévenez-nous : nous trouverons un autre moment.".to_owned()
    } else {
        format!(
            "Si vous ne pouvez pas venir, prévenez-nous au {telephone} : nous trouverons un autre moment."
        )
    };
    let mut apres = vec![
        "Nous chercherons ensemble ce qui vous convient. Venez avec vos questions et vos idées.".to_owned(),
        "Vous êtes déjà en études, en formation, en emploi ou suivi ailleurs ? Dites-le nous : un justificatif suffit.".to_owned(),
        tell,
    ];
    if let Some(last) = o.horloge_fin {
        apres.push(format!(
            "Sans solution d’ici le {}, la mission locale peut en informer la présidente ou le président du conseil départemental.",
            dates::long(last)
        ));
    }
    Lettre {
        expediteur,
        telephone,
        destinataires: lines(&[&dossier.nom_affiche(), &home(tx, dossier), &parents]),
        titre: "Convocation".to_owned(),
        bonjour: format!("Bonjour {}, Madame, Monsieur,", dossier.identite.prenom_affiche()),
        avant: vec![
            "Jusqu’à 18 ans, la loi demande à chaque jeune d’être en études, en formation, en emploi, en service civique ou accompagné vers une solution (article L114-1 du code de l’éducation).".to_owned(),
            "Nous vous convoquons, avec les personnes qui vous représentent :".to_owned(),
        ],
        encadre: format!(
            "{} à {}",
            text::capitalised(&dates::with_weekday(here.date_naive())),
            dates::hour(here.time())
        ),
        faits: vec![
            ("Lieu".to_owned(), place(rdv, site)),
            ("Avec".to_owned(), rdv.agent_nom.clone()),
        ],
        apres,
        signature: rdv.agent_nom.clone(),
    }
}

fn information(
    tx: &Tx,
    dossier: &DossierForRead,
    (o, steps): (&Obligation, &[Etape]),
    who: &[String],
    sites: &[Site],
) -> Lettre {
    let (expediteur, telephone) = letterhead(sender(dossier, sites));
    let days = |nature: NatureEtape| {
        let mut all: Vec<_> = steps
            .iter()
            .filter(|e| e.nature == nature)
            .map(|e| e.le)
            .collect();
        all.sort_unstable();
        let all: Vec<String> = all.into_iter().map(dates::short).collect();
        all.join(", ")
    };
    // Where a protected person lives is written on no letter.
    let address = if dossier.protege {
        String::new()
    } else {
        home(tx, dossier)
    };
    let day = |le: Option<chrono::NaiveDate>| le.map(dates::short).unwrap_or_default();
    let faits = [
        ("Née le", day(dossier.naissance.date())),
        ("Adresse", address),
        ("Représentée par", who.join(", ")),
        ("Signalements", days(NatureEtape::Signalement)),
        ("Reçue le", days(NatureEtape::Reception)),
        ("Solutions proposées", days(NatureEtape::Proposition)),
        ("Convocations", days(NatureEtape::Convocation)),
        ("Délai passé depuis le", day(o.horloge_fin)),
        ("Décision du", day(o.decidee_le)),
    ];
    Lettre {
        expediteur,
        telephone,
        destinataires: "Conseil départemental\nÀ l’attention de la présidente ou du président".to_owned(),
        titre: "Obligation de formation".to_owned(),
        bonjour: "Madame la Présidente, Monsieur le Président,".to_owned(),
        avant: vec![
            "En application de l’article L114-1 du code de l’éducation et du décret n° 2020-978 du 5 août 2020, la mission locale vous informe que l’obligation de formation n’est pas satisfaite pour cette personne :".to_owned(),
        ],
        encadre: dossier.nom_affiche(),
        faits: faits
            .into_iter()
            .map(|(label, said)| (label.to_owned(), said))
            .collect(),
        apres: vec![
            "Elle reste attendue à la mission locale, qui cherchera une solution avec elle et avec vos services.".to_owned(),
        ],
        signature: o.decidee_par_nom.clone(),
    }
}
