//! `jalon importer formations`: a regional catalogue, whole or not at all, in a mission locale.

use std::path::PathBuf;

use accompagnement::formations;
use anyhow::Result;
use platform::{Db, Tx};

use crate::{cli::say, failure::phrase, importer};

/// What is asked.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Arguments {
    /// Catalogue : une ligne par session, CSV ou classeur
    #[arg(value_name = "FICHIER")]
    fichier: PathBuf,
    /// Code de la mission locale, par exemple 13201S00
    #[arg(long, value_name = "CODE")]
    ml: String,
    /// Dit ce qui changerait, sans rien changer
    #[arg(long)]
    essai: bool,
}

/// Imports the catalogue and prints the report.
pub(crate) async fn run(db: &Db, arguments: &Arguments) -> Result<()> {
    let bytes = importer::read(&arguments.fichier).await?;
    let ml = reseau::structures::ml_of_code(&mut Tx::operateur(db).await?, &arguments.ml)
        .await?
        .ok_or_else(|| {
            phrase(format!(
                "Aucune mission locale n’a le code « {} ».",
                arguments.ml
            ))
        })?;
    let mut tx = Tx::systeme(db, ml).await?;
    let rapport = formations::importer(&mut tx, &bytes).await?;
    let good = rapport.ecarts.is_empty();
    if arguments.essai {
        say("Essai, rien n’est gardé.");
    } else if good {
        tx.commit().await?;
    }
    say(rapport.to_string().trim_end());
    if good {
        Ok(())
    } else {
        Err(phrase(
            "Rien n’est importé : corrigez ces lignes, puis recommencez.",
        ))
    }
}
