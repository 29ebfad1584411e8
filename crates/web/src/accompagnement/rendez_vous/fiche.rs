//! One rendez-vous: what it is, how it went, what was sent, what is tried after an absence.

use accompagnement::{
    envois::{self, Envoi, EtatEnvoi},
    relances::{self, Etape},
    rendez_vous::{self, EtatRdv, RendezVous, rules},
};
use askama::Template;
use jeunes::acces;
use kernel::{Access, JeuneId, Permission, RendezVousId, Section, dates};
use platform::Tx;

use super::{
    choisir::words,
    liste::{duration, excused, place},
};
use crate::{
    accompagnement::agenda::lignes::{icon, state},
    http::{extract::Contexte, refus::Refus},
    jeunes::tete::{OngletDossier, Pastille, Tete},
    ui::{Cadre, Choix},
};

#[derive(Template)]
#[template(path = "accompagnement/rendez_vous/fiche.html")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is shown or not, on its own"
)]
pub(super) struct FichePage {
    cadre: Cadre,
    tete: Tete,
    base: String,
    quand: String,
    duree: String,
    rdv: RendezVous,
    ou: String,
    icone: &'static str,
    etat: Pastille,
    excuse: &'static str,
    confirme: String,
    ecrire: bool,
    /// Planned, and its hour has come.
    commence: bool,
    planifie: bool,
    absent: bool,
    entretien: bool,
    version: String,
    messages: Vec<MessageVue>,
    a_prevenir: bool,
    etapes: Vec<EtapeVue>,
    resultats: Vec<Choix>,
    pub(super) refus: Refus,
}

struct MessageVue {
    nature: &'static str,
    quand: String,
    etat: Pastille,
    details: String,
}

struct EtapeVue {
    code: String,
    libelle: String,
    due: String,
    faite: String,
    prochaine: bool,
}

pub(super) async fn page(
    mut tx: Tx,
    contexte: &Contexte,
    (jeune, id): (JeuneId, RendezVousId),
    refus: Refus,
) -> platform::Result<FichePage> {
    let dossier = acces::open_for_read(&mut tx, jeune, Section::Agenda).await?;
    let rdv = rendez_vous::find(&mut tx, &dossier, id).await?;
    let sent = envois::sent_for(&mut tx, id.uuid()).await?;
    let absent = rdv.etat == EtatRdv::Absent;
    let steps = if absent {
        relances::chain(&mut tx, &dossier, &rdv).await?
    } else {
        Vec::new()
    };
    let now = tx.now();
    let page = FichePage {
        base: format!("/jeunes/{jeune}/rendez-vous/{id}"),
        quand: words(&tx, rdv.debut),
        duree: duration(i32::try_from((rdv.fin - rdv.debut).num_minutes()).unwrap_or_default()),
        ou: place(&rdv),
        icone: icon(Some(rdv.lieu)),
        etat: state(rdv.etat, rules::to_specify(rdv.etat, rdv.fin, now)),
        excuse: excused(&rdv),
        confirme: rdv
            .confirme_le
            .map_or_else(String::new, |at| words(&tx, at)),
        ecrire: tx.may(Permission::Dossier(Section::Agenda, Access::Write)),
        commence: rdv.debut <= now,
        planifie: rdv.etat == EtatRdv::Planifie,
        entretien: tx.may(Permission::Dossier(Section::Entretiens, Access::Write)),
        version: refus.version(&rdv.version.to_string()),
        messages: sent.iter().map(|e| message(&tx, e)).collect(),
        a_prevenir: sent.iter().any(|e| e.raison == "aucun_moyen"),
        etapes: steps.iter().map(|e| step(&tx, e)).collect(),
        resultats: Choix::of(tx.nomenclatures(), "contact_resultat", tx.today()),
        tete: Tete::new(&tx, &dossier, OngletDossier::RendezVous),
        cadre: Cadre::new(&tx, contexte),
        absent,
        rdv,
        refus,
    };
    tx.commit().await?;
    Ok(page)
}

fn message(tx: &Tx, envoi: &Envoi) -> MessageVue {
    let (ton, icone) = match envoi.etat {
        EtatEnvoi::Prevu | EtatEnvoi::EnCours => ("info", "clock"),
        EtatEnvoi::Parti => ("succes", "send"),
        EtatEnvoi::Recu => ("succes", "check-circle"),
        EtatEnvoi::Echec => ("bloque", "exclamation-triangle"),
        EtatEnvoi::Abandonne => ("neutre", "dash-circle"),
    };
    let canal = match envoi.canal.as_str() {
        "sms" => "par SMS",
        "courriel" => "par courriel",
        _ => "",
    };
    let details = [canal, envoi.pourquoi()];
    MessageVue {
        nature: envoi.nature.label(),
        quand: words(tx, envoi.parti_le.unwrap_or(envoi.a_partir_de)),
        etat: Pastille {
            ton,
            icone,
            mot: envoi.etat.label(),
        },
        details: details
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · "),
    }
}

fn step(tx: &Tx, etape: &Etape) -> EtapeVue {
    let lists = tx.nomenclatures();
    EtapeVue {
        code: etape.code.clone(),
        libelle: etape.libelle.clone(),
        due: dates::long(etape.due_le),
        faite: etape.faite.as_ref().map_or_else(String::new, |t| {
            let here = t.faite_le.with_timezone(&tx.fuseau()).date_naive();
            let result = lists.libelle("contact_resultat", &t.resultat);
            format!("{result}, le {} par {}", dates::long(here), t.agent_nom)
        }),
        prochaine: etape.prochaine,
    }
}
