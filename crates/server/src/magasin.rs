//! Where the files people bring are kept: a folder, or a bucket; and what is swept of it.

use std::{collections::HashSet, path::PathBuf, sync::Arc};

use accompagnement::pieces;
use anyhow::Result;
use chrono::Duration;
use kernel::MlId;
use outbound::{Magasin, Seau};
use platform::{
    Db, Tx,
    ports::{Blobs, CleBlob},
};
use uuid::Uuid;

use crate::{config, failure::phrase};

/// A file younger than this may be of a form that is being saved.
const EN_COURS_HEURES: i64 = 24;

/// Where the files are kept.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Stockage {
    /// Dossier des pièces, quand elles ne sont pas dans un stockage S3
    #[arg(long, env = "JALON_PIECES", value_name = "DOSSIER")]
    pieces: Option<PathBuf>,
    /// Adresse du stockage S3 des pièces, en https
    #[arg(long, env = "JALON_S3_URL", value_name = "URL")]
    s3_url: Option<String>,
    /// Région du stockage S3
    #[arg(
        long,
        env = "JALON_S3_REGION",
        default_value = "us-east-1",
        value_name = "NOM"
    )]
    s3_region: String,
    /// Seau du stockage S3
    #[arg(long, env = "JALON_S3_SEAU", value_name = "NOM")]
    s3_seau: Option<String>,
    /// Identifiant de la clé du stockage S3
    #[arg(long, env = "JALON_S3_CLE", value_name = "CLÉ")]
    s3_cle: Option<String>,
}

impl Stockage {
    /// The store of files.
    pub(crate) fn magasin(&self) -> Result<Arc<dyn Blobs>> {
        let given = |value: &Option<String>| value.clone().filter(|v| !v.trim().is_empty());
        let secret = config::secret("JALON_S3_SECRET")?;
        let bucket = (
            given(&self.s3_url),
            given(&self.s3_seau),
            given(&self.s3_cle),
            secret,
        );
        match bucket {
            (Some(url), Some(nom), Some(cle), Some(secret)) => {
                let seau = Seau {
                    url,
                    region: self.s3_region.clone(),
                    nom,
                    cle,
                    secret,
                };
                let store = Magasin::s3(&seau).map_err(|error| phrase(format!("{error:#}.")))?;
                Ok(Arc::new(store))
            }
            (None, None, None, None) => {
                let folder = self.pieces.clone();
                folder_of(&folder.unwrap_or_else(|| localpg::dossier_par_defaut().join("pieces")))
            }
            _ => Err(phrase(
                "JALON_S3_URL, JALON_S3_SEAU, JALON_S3_CLE et JALON_S3_SECRET vont ensemble : \
                 donnez les quatre, ou aucun.",
            )),
        }
    }
}

/// Files of `folder`.
pub(crate) fn folder_of(folder: &std::path::Path) -> Result<Arc<dyn Blobs>> {
    let store = Magasin::dossier(folder).map_err(|error| phrase(format!("{error:#}.")))?;
    Ok(Arc::new(store))
}

/// Copies every file of a mission locale to another one.
pub(crate) async fn copy(blobs: &dyn Blobs, de: MlId, vers: MlId) -> Result<()> {
    for (id, _) in blobs.lister(de).await? {
        if let Some(bytes) = blobs.lire(CleBlob { ml: de, id }).await? {
            blobs.ecrire(CleBlob { ml: vers, id }, bytes).await?;
        }
    }
    Ok(())
}

/// Removes every file of a mission locale that was joined to another one.
pub(crate) async fn empty(blobs: &dyn Blobs, ml: MlId) -> Result<()> {
    let held = blobs.lister(ml).await?;
    remove(blobs, ml, held.into_iter().map(|(id, _)| id).collect()).await
}

/// Removes files that were those of someone erased.
pub(crate) async fn remove(blobs: &dyn Blobs, ml: MlId, files: Vec<Uuid>) -> Result<()> {
    for id in files {
        blobs.effacer(CleBlob { ml, id }).await?;
    }
    Ok(())
}

/// Removes what the store holds and no row names: what a stop half-way left. With `essai`, counts.
pub(crate) async fn sweep(db: &Db, blobs: &dyn Blobs, ml: MlId, essai: bool) -> Result<usize> {
    // Listed first: a row that comes after makes its file known.
    let held = blobs.lister(ml).await?;
    let mut tx = Tx::systeme(db, ml).await?;
    let limit = tx.now() - Duration::hours(EN_COURS_HEURES);
    let known: HashSet<Uuid> = pieces::known_blobs(&mut tx).await?.into_iter().collect();
    drop(tx);
    let lost: Vec<Uuid> = held
        .into_iter()
        .filter(|(id, written)| *written < limit && !known.contains(id))
        .map(|(id, _)| id)
        .collect();
    let count = lost.len();
    if !essai {
        remove(blobs, ml, lost).await?;
    }
    Ok(count)
}
