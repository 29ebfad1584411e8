//! A regional catalogue: one line a session. It is read and compared whole before anything is
//! written; one line in error, and nothing is. Read twice, it changes nothing.

mod lecture;
mod plan;

use kernel::Permission;
use platform::{Error, Result, Tx, audit::Details};
use reseau::imports::lecture::Table;

use self::plan::Plan;
use super::{
    catalogue,
    queries::{catalogue as queries, ecrire},
};

/// The most bytes of a catalogue.
pub const OCTETS_MAX: usize = 2 * 1024 * 1024;
/// The most lines of a catalogue.
pub const LIGNES_MAX: usize = 2_000;

/// A column of the format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colonne {
    /// Its heading.
    pub nom: &'static str,
    /// Every line says it.
    pub obligatoire: bool,
    /// What it holds.
    pub aide: &'static str,
}

const fn col(nom: &'static str, obligatoire: bool, aide: &'static str) -> Colonne {
    Colonne {
        nom,
        obligatoire,
        aide,
    }
}

/// The format of a catalogue, in the order of its example.
pub const COLONNES: &[Colonne] = &[
    col(
        "numero_formation",
        true,
        "Le numéro de la formation au catalogue.",
    ),
    col("intitule", true, "Son intitulé."),
    col("type", true, "Son type, par exemple\u{a0}: qualifiante."),
    col("organisme", true, "Le nom de l’organisme."),
    col("siret", false, "Son SIRET, quatorze chiffres."),
    col("numero_session", true, "Le numéro de la session."),
    col("debut", true, "Son premier jour, par exemple 11/01/2027."),
    col("fin", true, "Son dernier jour."),
    col(
        "information_collective",
        false,
        "Le jour de l’information collective.",
    ),
    col(
        "date_limite",
        false,
        "Le dernier jour pour proposer quelqu’un.",
    ),
    col("places", false, "Le nombre de places."),
    col("heures", false, "Le nombre d’heures en tout."),
    col("lieu", false, "La commune."),
    col(
        "modalite",
        false,
        "Sur place, à distance, ou les deux. Vide\u{a0}: sur place.",
    ),
    col("certification", false, "RNCP ou RS et le numéro."),
    col("formacode", false, "Cinq chiffres."),
    col("rome", false, "Le code du métier\u{a0}: K1304."),
    col(
        "financeur",
        false,
        "Qui paie la formation, par exemple\u{a0}: Région.",
    ),
    col("remuneree", false, "oui ou non."),
    col(
        "contenu",
        false,
        "Ce qu’on y apprend\u{a0}: sans cela elle ne compte pas.",
    ),
];

/// Something to correct in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ecart {
    /// Which line; the headings are line 1.
    pub ligne: u64,
    /// Which column, or an empty string.
    pub colonne: String,
    /// What is wrong and what to do.
    pub raison: String,
}

/// What a catalogue brings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rapport {
    /// Lines read.
    pub lignes: usize,
    /// What is to correct: with any, nothing is imported.
    pub ecarts: Vec<Ecart>,
    /// New organismes.
    pub organismes: usize,
    /// New formations.
    pub formations: usize,
    /// Formations that change.
    pub formations_changees: usize,
    /// New sessions.
    pub sessions: usize,
    /// Sessions that change.
    pub sessions_changees: usize,
    /// Sessions already there, the same.
    pub inchangees: usize,
}

impl Rapport {
    /// There is something to write.
    pub const fn change(&self) -> bool {
        self.organismes
            + self.formations
            + self.formations_changees
            + self.sessions
            + self.sessions_changees
            > 0
    }
}

impl std::fmt::Display for Rapport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(
            f,
            "{} lignes lues\u{a0}: {} organismes nouveaux, {} formations nouvelles, {} changées, \
             {} sessions nouvelles, {} changées, {} déjà à jour.",
            self.lignes,
            self.organismes,
            self.formations,
            self.formations_changees,
            self.sessions,
            self.sessions_changees,
            self.inchangees
        )?;
        for ecart in &self.ecarts {
            let (ligne, colonne, raison) = (ecart.ligne, &ecart.colonne, &ecart.raison);
            writeln!(f, "Ligne {ligne}, {colonne}\u{a0}: {raison}")?;
        }
        Ok(())
    }
}

/// What a file would bring: nothing is written.
///
/// # Errors
/// `Forbidden`; `Invalid` on `fichier` when it cannot be read as a table of this format.
pub async fn previsualiser(tx: &mut Tx, fichier: &[u8]) -> Result<Rapport> {
    Ok(prepare(tx, fichier).await?.rapport)
}

/// Writes what a file brings, unless something in it is to correct: the report says.
///
/// # Errors
/// As [`previsualiser`].
pub async fn importer(tx: &mut Tx, fichier: &[u8]) -> Result<Rapport> {
    let plan = prepare(tx, fichier).await?;
    if !plan.rapport.ecarts.is_empty() || !plan.rapport.change() {
        return Ok(plan.rapport);
    }
    write(tx, &plan).await?;
    let rapport = plan.rapport;
    let details = Details::new(tx.empreintes(), false)
        .coded("lignes", rapport.lignes)
        .coded("formations", rapport.formations)
        .coded("formations_changees", rapport.formations_changees)
        .coded("sessions", rapport.sessions)
        .coded("sessions_changees", rapport.sessions_changees)
        .into_value();
    catalogue::record(tx, "import", ("formation", None), details).await?;
    Ok(rapport)
}

async fn prepare(tx: &mut Tx, fichier: &[u8]) -> Result<Plan> {
    tx.require(Permission::GererFormations)?;
    let table = lire(fichier)?;
    let lu = lecture::lignes(&table, tx.nomenclatures(), tx.today());
    let organismes = queries::organismes(tx).await?;
    let (formations, sessions) = queries::numerotees(tx).await?;
    let known = plan::Connu {
        organismes: &organismes,
        formations: &formations,
        sessions: &sessions,
    };
    Ok(plan::plan(lu, &known, || {
        kernel::new_uuid(tx.clock(), tx.rng())
    }))
}

/// The table of a file, bounded.
///
/// # Errors
/// `Invalid` on `fichier`: empty, too heavy, too long, not a table, columns missing.
pub fn lire(fichier: &[u8]) -> Result<Table> {
    let refused = |why: &str| Err(Error::invalid("fichier", why));
    if fichier.len() > OCTETS_MAX {
        return refused("Ce catalogue est trop lourd\u{a0}: deux mégaoctets au plus.");
    }
    if fichier.iter().all(u8::is_ascii_whitespace) {
        return refused("Le catalogue est vide\u{a0}: collez ses lignes, titres compris.");
    }
    let table = Table::read(fichier)?;
    let wanted = COLONNES.iter().filter(|c| c.obligatoire).map(|c| c.nom);
    table.require(&wanted.collect::<Vec<&str>>())?;
    match table.lignes().count() {
        0 => refused("Ce catalogue n’a aucune ligne sous ses titres."),
        n if n > LIGNES_MAX => {
            refused("Ce catalogue est trop long\u{a0}: deux mille lignes au plus, coupez-le.")
        }
        _ => Ok(table),
    }
}

async fn write(tx: &mut Tx, plan: &Plan) -> Result<()> {
    for (organisme, version) in &plan.organismes {
        match version {
            None => ecrire::insert_organisme(tx, organisme).await?,
            Some(version) => ecrire::update_organisme(tx, organisme, *version).await?,
        };
    }
    for (formation, version) in &plan.formations {
        match version {
            None => ecrire::insert_formation(tx, formation).await?,
            Some(version) => ecrire::update_formation(tx, formation, *version).await?,
        };
    }
    for (session, version) in &plan.sessions {
        match version {
            None => ecrire::insert_session(tx, session).await?,
            Some(version) => ecrire::update_session(tx, session, *version).await?,
        };
    }
    Ok(())
}
