//! One line of the file, as the dossier it asks to open.

use chrono::NaiveDate;
use kernel::{AgentId, JeuneId, SituationId, text::tidy_line};
use platform::{Tx, new_id};

use super::{
    champs::Champ,
    lieux::Communes,
    model::{Correspondance, Rejet},
    rules,
};
use crate::{
    contacts::{MoyenContact, rules::normalize},
    dossiers::{EtatDossier, Identite, Lieu, Moyen, Naissance, NouveauJeune},
    situations::{NouvelleSituation, Precisions},
};

/// What a line is read with.
#[derive(Debug)]
pub(super) struct Contexte {
    pub communes: Communes,
    /// Professional mail in lower case, and folded name, of who can be référent.
    pub referents: Vec<(String, String, AgentId)>,
}

/// What a line asks for.
#[derive(Debug)]
pub(super) struct Demande {
    /// The key of the line: its number there, else what names the person.
    pub cle: Cle,
    pub jeune: NouveauJeune,
    /// A mail beside the phone.
    pub courriel: Option<String>,
    pub etat: EtatDossier,
    pub etat_depuis: NaiveDate,
    pub situation: Option<NouvelleSituation>,
    pub avis: Vec<Rejet>,
}

/// The key of a line.
#[derive(Debug)]
pub(super) enum Cle {
    Numero(String),
    /// To be hashed: names a person.
    Personne(String),
}

/// Reads a line, by the heading of its columns.
pub(super) struct Lecteur<'a> {
    pub numero: u64,
    pub correspondance: &'a Correspondance,
    pub cell: &'a dyn Fn(&str) -> String,
    pub avis: Vec<Rejet>,
}

impl Lecteur<'_> {
    fn get(&self, champ: Champ) -> String {
        let column = self.correspondance.column(champ);
        column.map_or_else(String::new, |column| tidy_line(&(self.cell)(column)))
    }

    fn reject(&self, champ: Champ, raison: &str) -> Rejet {
        Rejet {
            ligne: self.numero,
            colonne: self
                .correspondance
                .column(champ)
                .unwrap_or_default()
                .to_owned(),
            raison: raison.to_owned(),
        }
    }

    fn remark(&mut self, champ: Champ, raison: &str) {
        let remark = self.reject(champ, raison);
        self.avis.push(remark);
    }

    /// An optional day: a wrong one is a remark, and is left out.
    fn day(&mut self, champ: Champ, today: NaiveDate) -> Option<NaiveDate> {
        let cell = self.get(champ);
        if cell.is_empty() {
            return None;
        }
        let day = rules::day(&cell, today);
        if day.is_none() {
            self.remark(champ, "Date non comprise, laissée de côté.");
        }
        day
    }

    /// What the line asks for, or why it cannot be.
    pub(super) fn read(mut self, tx: &Tx, contexte: &Contexte) -> Result<Demande, Rejet> {
        let today = tx.today();
        let identite = Identite {
            nom_naissance: self.get(Champ::NomNaissance),
            nom_usage: self.get(Champ::NomUsage),
            prenom: self.get(Champ::Prenom),
            prenom_usage: self.get(Champ::PrenomUsage),
            sexe: rules::sexe(&self.get(Champ::Sexe)),
        };
        let born = rules::day(&self.get(Champ::DateNaissance), today);
        let born = born.ok_or_else(|| {
            self.reject(
                Champ::DateNaissance,
                "Date de naissance absente ou non comprise.",
            )
        })?;
        let numero = self.get(Champ::Numero);
        let cle = if numero.is_empty() {
            Cle::Personne(format!("{}|{born}", identite.recherche()))
        } else {
            Cle::Numero(numero)
        };
        let premier_accueil_le = self.day(Champ::PremierAccueil, today).unwrap_or(today);
        let (moyen, courriel) = self.moyens();
        let jeune = NouveauJeune {
            id: new_id!(tx, JeuneId),
            identite,
            naissance: Naissance::Date(born),
            lieu: self.lieu(&contexte.communes)?,
            moyen,
            orienteur: String::new(),
            referent: self.referent(contexte),
            site: None,
            premier_accueil_le,
            derogation_rqth: false,
            informe: false,
            doublons_ecartes: Vec::new(),
        };
        let (etat, etat_depuis) = self.etat(premier_accueil_le, today);
        let situation = self.situation(tx);
        Ok(Demande {
            cle,
            jeune,
            courriel,
            etat,
            etat_depuis,
            situation,
            avis: self.avis,
        })
    }

    /// The first means of contact, and a mail beside a phone.
    fn moyens(&mut self) -> (Moyen, Option<String>) {
        let good = |lecteur: &mut Self, champ: Champ, moyen: MoyenContact| {
            let cell = lecteur.get(champ);
            if cell.is_empty() {
                return None;
            }
            let normal = normalize(moyen, &cell).ok();
            if normal.is_none() {
                lecteur.remark(champ, "Non compris, laissé de côté.");
            }
            normal
        };
        let phone = good(self, Champ::Telephone, MoyenContact::Telephone);
        let mail = good(self, Champ::Courriel, MoyenContact::Courriel);
        match (phone, mail) {
            (Some(phone), mail) => (Moyen::Telephone(phone), mail),
            (None, Some(mail)) => (Moyen::Courriel(mail), None),
            (None, None) => (Moyen::SurPlace, None),
        }
    }

    fn lieu(&mut self, communes: &Communes) -> Result<Lieu, Rejet> {
        let (said, postal) = (self.get(Champ::Commune), self.get(Champ::CodePostal));
        let adresse = self.get(Champ::Adresse);
        if said.is_empty() && postal.is_empty() && adresse.is_empty() {
            self.remark(
                Champ::Commune,
                "Pas d’adresse : repris sans domicile stable, à confirmer.",
            );
            return Ok(Lieu {
                sans_domicile_stable: true,
                ..Lieu::default()
            });
        }
        let commune = communes.find(&said, &postal).ok_or_else(|| {
            self.reject(
                Champ::Commune,
                "Commune inconnue : indiquez son code INSEE, ou son nom et son code postal.",
            )
        })?;
        Ok(Lieu {
            sans_domicile_stable: false,
            commune: Some(commune.to_owned()),
            adresse,
            code_postal: postal,
        })
    }

    fn referent(&mut self, contexte: &Contexte) -> Option<AgentId> {
        let said = self.get(Champ::Referent);
        if said.is_empty() {
            return None;
        }
        let (mail, name) = (said.to_lowercase(), kernel::text::fold(&said));
        let words = |name: &str| {
            let mut words: Vec<String> = name.split(' ').map(str::to_owned).collect();
            words.sort();
            words
        };
        let same = |r: &&(String, String, AgentId)| r.0 == mail || words(&r.1) == words(&name);
        let mut found = contexte.referents.iter().filter(same);
        let first = found.next().map(|r| r.2);
        if first.is_none() || found.next().is_some() {
            self.remark(
                Champ::Referent,
                "Référent non reconnu : le dossier est repris sans référent.",
            );
            return None;
        }
        first
    }

    fn etat(&mut self, accueil: NaiveDate, today: NaiveDate) -> (EtatDossier, NaiveDate) {
        let since = self.day(Champ::EtatDepuis, today).unwrap_or(today);
        let etat = rules::etat(&self.get(Champ::Etat)).unwrap_or_else(|| {
            self.remark(
                Champ::Etat,
                "État non compris : le dossier est repris actif.",
            );
            EtatDossier::Actif
        });
        (etat, since.clamp(accueil.min(today), today))
    }

    fn situation(&mut self, tx: &Tx) -> Option<NouvelleSituation> {
        let said = self.get(Champ::Situation);
        if said.is_empty() || kernel::text::fold(&said) == "situation inconnue" {
            return None;
        }
        let Some((categorie, type_code)) = rules::situation(&said, tx.nomenclatures()) else {
            self.remark(Champ::Situation, "Situation non comprise, laissée de côté.");
            return None;
        };
        let Some(debut) = self.day(Champ::SituationDebut, tx.today()) else {
            self.remark(
                Champ::Situation,
                "Situation sans date de début, laissée de côté.",
            );
            return None;
        };
        Some(NouvelleSituation {
            id: new_id!(tx, SituationId),
            categorie,
            type_code,
            debut,
            fin: self.day(Champ::SituationFin, tx.today()),
            structure: self.get(Champ::SituationStructure),
            precisions: Precisions::default(),
        })
    }
}
