//! A young person of the first mission locale, and short ways to write drafts.

use accompagnement::{
    contacts_rapides::ContactRapide,
    demandes::NouvelleDemande,
    diagnostic::{DiagnosticDraft, DomaineAborde, Niveau},
    entretiens::{EntretienDraft, FaitsEntretien},
    freins::NouveauFrein,
    plan::{NouvelObjectif, NouvelleAction, Origine, Qui},
};
use chrono::{Days, NaiveDate};
use jeunes::{
    DossierForRead, DossierForWrite,
    acces::{open_for_read, open_for_write},
    dossiers::{self, Identite, Lieu, Moyen, Naissance, NouveauJeune},
    echeances::{self, Echeance},
    frise::{self, Evenement},
};
use kernel::{FreinId, JeuneId, ObjectifId, Role, Section};
use platform::{Conflit, Error, Tx};
use testkit::{COMMUNE_A, COMMUNE_B, ML_A, TestDb};
use uuid::Uuid;

/// The day of every test: Monday 23 November 2026.
pub(crate) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

pub(crate) fn days_ago(n: u64) -> NaiveDate {
    today() - Days::new(n)
}

pub(crate) struct Scene {
    pub(crate) test: TestDb,
    pub(crate) jeune: JeuneId,
}

impl Scene {
    /// A database with one young person, whose référent is the conseiller.
    pub(crate) async fn new() -> Self {
        let test = TestDb::new().await;
        let jeune = Self::person(&test, ML_A).await;
        Self { test, jeune }
    }

    /// Another young person.
    pub(crate) async fn person(test: &TestDb, ml: i32) -> JeuneId {
        let conseiller = test.reseau.conseiller(ml);
        let mut tx = test.tx(conseiller).await;
        let new = nouveau(JeuneId::new(test.db.clock(), test.db.rng()), ml);
        dossiers::create(&mut tx, &new).await.unwrap();
        tx.commit().await.unwrap();
        sqlx::query("update jeune set referent_id = $2 where id = $1")
            .bind(new.id.uuid())
            .bind(conseiller.id.uuid())
            .execute(&test.brut)
            .await
            .unwrap();
        new.id
    }

    /// A transaction of the conseiller.
    pub(crate) async fn tx(&self) -> Tx {
        self.tx_of(Role::Conseiller).await
    }

    pub(crate) async fn tx_of(&self, role: Role) -> Tx {
        self.test.tx(self.test.reseau.agent(ML_A, role)).await
    }

    pub(crate) async fn read(&self, tx: &mut Tx, section: Section) -> DossierForRead {
        open_for_read(tx, self.jeune, section).await.unwrap()
    }

    pub(crate) async fn write(&self, tx: &mut Tx, section: Section) -> DossierForWrite {
        open_for_write(tx, self.jeune, section).await.unwrap()
    }

    pub(crate) fn id<T: From<Uuid>>(&self) -> T {
        kernel::new_uuid(self.test.db.clock(), self.test.db.rng()).into()
    }

    pub(crate) async fn count(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql)
            .fetch_one(&self.test.brut)
            .await
            .unwrap()
    }

    /// What is to do, as `nature libelle`, soonest first.
    pub(crate) async fn to_do(&self) -> Vec<Echeance> {
        let mut tx = self.tx().await;
        let dossier = self.read(&mut tx, Section::Agenda).await;
        echeances::list_open(&mut tx, &dossier, 50).await.unwrap()
    }

    pub(crate) async fn natures(&self) -> Vec<String> {
        self.to_do().await.into_iter().map(|e| e.nature).collect()
    }

    /// The frise, latest first.
    pub(crate) async fn frise(&self) -> Vec<Evenement> {
        let mut tx = self.tx().await;
        let dossier = self.read(&mut tx, Section::Frise).await;
        frise::list(&mut tx, &dossier, None, 100)
            .await
            .unwrap()
            .rows
    }

    pub(crate) fn demande(&self) -> NouvelleDemande {
        NouvelleDemande {
            id: self.id(),
            theme: "trouver_emploi".into(),
            precisions: "Dans la vente".into(),
            exprimee_le: today(),
        }
    }

    pub(crate) fn diagnostic(&self, said: &[(&str, Niveau)]) -> DiagnosticDraft {
        DiagnosticDraft {
            id: self.id(),
            realise_le: today(),
            domaines: said.iter().map(|(d, n)| domaine(d, *n)).collect(),
            freins_trouves: Vec::new(),
        }
    }

    pub(crate) fn frein(&self, code: &str) -> NouveauFrein {
        NouveauFrein {
            id: self.id(),
            code: code.into(),
            ouvert_le: days_ago(3),
        }
    }

    pub(crate) fn objectif(&self, frein: FreinId) -> NouvelObjectif {
        NouvelObjectif {
            id: self.id(),
            origine: Origine::Frein(frein),
            libelle: "Obtenir le code de la route".into(),
        }
    }

    pub(crate) fn action(&self, objectif: ObjectifId) -> NouvelleAction {
        NouvelleAction {
            id: self.id(),
            objectif,
            libelle: "S’inscrire à l’auto-école".into(),
            qui: Qui::Jeune,
            partenaire: String::new(),
            echeance_le: Some(today() + Days::new(10)),
        }
    }

    pub(crate) fn entretien(&self) -> EntretienDraft {
        EntretienDraft {
            id: self.id(),
            faits: faits(),
            note_confidentielle: None,
            freins_trouves: Vec::new(),
            freins_leves: Vec::new(),
            actions_faites: Vec::new(),
            objectifs_ajoutes: Vec::new(),
            actions_ajoutees: Vec::new(),
        }
    }

    pub(crate) fn contact(&self) -> ContactRapide {
        ContactRapide {
            id: self.id(),
            moyen: "telephone".into(),
            resultat: "abouti".into(),
            ligne: "Vient jeudi".into(),
            le: None,
            clore_prochain_contact: true,
        }
    }
}

pub(crate) fn faits() -> FaitsEntretien {
    FaitsEntretien {
        realise_le: today(),
        heure: None,
        modalite: "sur_place".into(),
        duree_minutes: 45,
        presents: vec!["jeune".into()],
        theme: "emploi".into(),
        evenements: Vec::new(),
        resume: "Nous avons parlé de la vente.".into(),
        prochain_contact: None,
    }
}

pub(crate) fn domaine(code: &str, niveau: Niveau) -> DomaineAborde {
    DomaineAborde {
        domaine: code.into(),
        niveau,
        raison: String::new(),
        points_forts: String::new(),
        mots_du_jeune: String::new(),
    }
}

fn nouveau(id: JeuneId, ml: i32) -> NouveauJeune {
    let commune = if ml == ML_A { COMMUNE_A } else { COMMUNE_B };
    NouveauJeune {
        id,
        identite: Identite {
            nom_naissance: "Fictive".into(),
            prenom: "Inès".into(),
            ..Identite::default()
        },
        naissance: Naissance::Date(NaiveDate::from_ymd_opt(2006, 5, 4).unwrap()),
        lieu: Lieu {
            commune: Some(commune.into()),
            ..Lieu::default()
        },
        moyen: Moyen::SurPlace,
        orienteur: String::new(),
        referent: None,
        site: None,
        premier_accueil_le: days_ago(10),
        derogation_rqth: false,
        informe: true,
        doublons_ecartes: Vec::new(),
    }
}

/// The field that is refused, and why.
pub(crate) fn refused<T: std::fmt::Debug>(done: platform::Result<T>, field: &str) -> String {
    match done {
        Err(Error::Invalid(errors)) if !errors.get(field).is_empty() => errors.get(field).into(),
        other => panic!("the field {field} should be refused: {other:?}"),
    }
}

pub(crate) fn not_found<T: std::fmt::Debug>(done: platform::Result<T>) {
    match done {
        Err(Error::NotFound) => {}
        other => panic!("not found: {other:?}"),
    }
}

pub(crate) fn forbidden<T: std::fmt::Debug>(done: platform::Result<T>) {
    match done {
        Err(Error::Forbidden) => {}
        other => panic!("forbidden: {other:?}"),
    }
}

/// The conflict, whose field `label` shows what was typed and what stands.
pub(crate) fn conflict(done: platform::Result<()>, label: &str, typed: &str, now: &str) -> Conflit {
    let Err(Error::Conflict(conflit)) = done else {
        panic!("a conflict: {done:?}");
    };
    let field = conflit.champs.iter().find(|c| c.libelle == label);
    let field = field.unwrap_or_else(|| panic!("no field {label}: {conflit:?}"));
    assert_eq!((field.saisi.as_str(), field.actuel.as_str()), (typed, now));
    *conflit
}
