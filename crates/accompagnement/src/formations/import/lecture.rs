//! Reading the lines of a catalogue, cell by cell; what is wrong is said line by line.

use chrono::NaiveDate;
use kernel::{FieldErrors, dates, text};
use platform::nomenclatures::Nomenclatures;
use reseau::imports::lecture::{Ligne, Table};
use uuid::Uuid;

use super::{COLONNES, Ecart};
use crate::{
    commun::cell_refused,
    formations::{
        model::{FormationSaisie, SessionSaisie},
        rules,
    },
};

/// One line that reads well; identifiers are given later.
#[derive(Debug, Clone)]
pub(super) struct LigneLue {
    pub(super) numero: u64,
    pub(super) organisme: String,
    pub(super) siret: String,
    pub(super) formation: FormationSaisie,
    pub(super) session: SessionSaisie,
}

/// What was read.
#[derive(Debug, Default)]
pub(super) struct Lu {
    pub(super) total: usize,
    pub(super) lignes: Vec<LigneLue>,
    pub(super) ecarts: Vec<Ecart>,
}

/// Every line of the table.
pub(super) fn lignes(table: &Table, lists: &Nomenclatures, today: NaiveDate) -> Lu {
    let mut lu = Lu::default();
    for ligne in table.lignes() {
        lu.total += 1;
        match ligne {
            Err((numero, raison)) => lu.ecarts.push(Ecart {
                ligne: numero,
                colonne: String::new(),
                raison: format!("Cette ligne ne se lit pas\u{a0}: {raison}."),
            }),
            Ok(ligne) => match read(ligne, lists, today) {
                Ok(read) => lu.lignes.push(read),
                Err(errors) => lu
                    .ecarts
                    .extend(errors.iter().map(|(colonne, raison)| Ecart {
                        ligne: ligne.numero,
                        colonne: colonne.to_owned(),
                        raison: raison.to_owned(),
                    })),
            },
        }
    }
    lu
}

/// Reads a line, remembering what is wrong.
struct Cellules<'a> {
    ligne: Ligne<'a>,
    errors: FieldErrors,
}

fn read(
    ligne: Ligne<'_>,
    lists: &Nomenclatures,
    today: NaiveDate,
) -> Result<LigneLue, FieldErrors> {
    let mut c = Cellules {
        ligne,
        errors: FieldErrors::new(),
    };
    c.safe();
    let formation = FormationSaisie {
        id: Uuid::nil().into(),
        organisme: Uuid::nil().into(),
        numero: c.text("numero_formation"),
        intitule: c.text("intitule"),
        genre: c.code("type", (lists, "formation_genre", today)),
        formacode: c.text("formacode"),
        rome: c.text("rome").to_uppercase(),
        certification: c.text("certification").to_uppercase().replace(' ', ""),
        financeur: c.code("financeur", (lists, "formation_financeur", today)),
        remuneree: c.yes_no("remuneree"),
        modalite: c.modalite((lists, "formation_modalite", today)),
        lieu: c.text("lieu"),
        contenu: c.text("contenu"),
        fermee_le: None,
    };
    let session = SessionSaisie {
        id: Uuid::nil().into(),
        formation: Uuid::nil().into(),
        numero: c.text("numero_session"),
        debut: c.date("debut").unwrap_or_default(),
        fin: c.date("fin").unwrap_or_default(),
        heures: c.number("heures"),
        places: c.number("places"),
        reunion_le: c.date("information_collective"),
        limite_le: c.date("date_limite"),
        annulee_le: None,
    };
    let organisme = c.text("organisme");
    let siret = c.text("siret").replace([' ', '\u{a0}'], "");
    if let Some(why) = rules::wrong_siret(&siret) {
        c.errors.add("siret", why);
    }
    c.rules(&formation, &session);
    c.errors.check(LigneLue {
        numero: ligne.numero,
        organisme,
        siret,
        formation,
        session,
    })
}

/// A list, and the day it is read.
type Liste<'a> = (&'a Nomenclatures, &'a str, NaiveDate);

impl Cellules<'_> {
    /// No cell is a formula, or holds what no text holds; those that must be filled are.
    fn safe(&mut self) {
        for colonne in COLONNES {
            let cell = self.ligne.get(colonne.nom);
            if let Some(why) = cell_refused(cell) {
                self.errors.add(colonne.nom, why);
            } else if colonne.obligatoire && cell.is_empty() {
                self.errors.add(colonne.nom, "Cette cellule est vide.");
            }
        }
    }

    fn text(&self, colonne: &str) -> String {
        text::tidy_line(self.ligne.get(colonne))
    }

    fn date(&mut self, colonne: &str) -> Option<NaiveDate> {
        let cell = self.ligne.get(colonne);
        let read = dates::parse(cell);
        if read.is_none() && !cell.is_empty() {
            let why = format!("«\u{a0}{cell}\u{a0}» n’est pas une date\u{a0}: 11/01/2027.");
            self.errors.add(colonne, why);
        }
        read
    }

    fn number(&mut self, colonne: &str) -> Option<i32> {
        let cell = self.ligne.get(colonne);
        let read = cell.parse().ok();
        if read.is_none() && !cell.is_empty() {
            let why = format!("«\u{a0}{cell}\u{a0}» n’est pas un nombre entier.");
            self.errors.add(colonne, why);
        }
        read
    }

    fn yes_no(&mut self, colonne: &str) -> Option<bool> {
        match text::fold(self.ligne.get(colonne)).as_str() {
            "" => None,
            "oui" | "o" | "1" | "vrai" => Some(true),
            "non" | "n" | "0" | "faux" => Some(false),
            _ => {
                self.errors.add(colonne, "Écrivez oui ou non.");
                None
            }
        }
    }

    /// A code of the list, or its words.
    fn code(&mut self, colonne: &str, (nomenclatures, liste, day): Liste<'_>) -> String {
        let cell = self.ligne.get(colonne);
        if cell.is_empty() {
            return String::new();
        }
        let typed = text::fold(cell);
        let found = nomenclatures.offertes(liste, day).find(|e| {
            text::fold(&e.code.replace('_', " ")) == typed
                || text::fold(&e.libelle) == typed
                || e.code == cell
        });
        if let Some(entry) = found {
            return entry.code.clone();
        }
        let all: Vec<&str> = nomenclatures
            .offertes(liste, day)
            .map(|e| e.code.as_str())
            .collect();
        let why = format!(
            "«\u{a0}{cell}\u{a0}» n’est pas connu\u{a0}: {}.",
            all.join(", ")
        );
        self.errors.add(colonne, why);
        String::new()
    }

    fn modalite(&mut self, liste: Liste<'_>) -> String {
        let code = self.code("modalite", liste);
        if code.is_empty() {
            "presentiel".to_owned()
        } else {
            code
        }
    }

    /// The same rules as the forms, on the names of the columns.
    fn rules(&mut self, formation: &FormationSaisie, session: &SessionSaisie) {
        for (field, why) in rules::check_formation(formation).iter() {
            let column = if field == "numero" {
                "numero_formation"
            } else {
                field
            };
            self.said(column, why);
        }
        for (field, why) in rules::check_session(session).iter() {
            let column = match field {
                "numero" => "numero_session",
                "reunion_le" => "information_collective",
                "limite_le" => "date_limite",
                other => other,
            };
            self.said(column, why);
        }
    }

    /// What a cell already said is not said twice.
    fn said(&mut self, colonne: &str, why: &str) {
        if self.errors.get(colonne).is_empty() {
            self.errors.add(colonne, why);
        }
    }
}
