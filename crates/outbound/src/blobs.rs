//! Files in a folder of this machine, or in a bucket that speaks S3. Both by `object_store`.

use std::path::{Path as Folder, PathBuf};

use anyhow::{Context as _, Result};
use chrono::{DateTime, Utc};
use futures_util::TryStreamExt as _;
use kernel::MlId;
use object_store::{
    Error, ObjectStore, ObjectStoreExt as _, aws::AmazonS3Builder, local::LocalFileSystem,
    path::Path,
};
use platform::ports::{Attente, Blobs, CleBlob};
use secrecy::{ExposeSecret as _, SecretString};
use uuid::Uuid;

use crate::local::{closed_folder, is_local};

/// A store of files.
#[derive(Debug)]
pub struct Magasin {
    store: Box<dyn ObjectStore>,
    /// The folder, when it is one.
    racine: Option<PathBuf>,
}

/// A bucket that speaks S3.
#[derive(Debug, Clone)]
pub struct Seau {
    /// The address of the service, in https.
    pub url: String,
    /// Its region, as the service names it.
    pub region: String,
    /// The bucket.
    pub nom: String,
    /// Who signs in.
    pub cle: String,
    /// With what.
    pub secret: SecretString,
}

impl Magasin {
    /// Files of `folder`, made if needed and closed to other accounts.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn dossier(folder: &Folder) -> Result<Self> {
        closed_folder(folder)?;
        let store = LocalFileSystem::new_with_prefix(folder)?;
        Ok(Self {
            store: Box::new(store),
            racine: Some(folder.to_path_buf()),
        })
    }

    /// Files of a bucket, over TLS unless it is on this machine.
    ///
    /// # Errors
    /// When the address is not one, or is in clear.
    pub fn s3(seau: &Seau) -> Result<Self> {
        let host = seau.url.split("://").nth(1).unwrap_or_default();
        let host = host.split(['/', ':']).next().unwrap_or_default();
        let clear = seau.url.starts_with("http://") && is_local(host);
        anyhow::ensure!(
            clear || (seau.url.starts_with("https://") && !host.is_empty()),
            "l'adresse du stockage doit commencer par https:// : « {} »",
            seau.url
        );
        let store = AmazonS3Builder::new()
            .with_endpoint(seau.url.trim_end_matches('/'))
            .with_region(&seau.region)
            .with_bucket_name(&seau.nom)
            .with_access_key_id(&seau.cle)
            .with_secret_access_key(seau.secret.expose_secret())
            .with_allow_http(clear)
            .build()
            .context("le stockage S3 n'est pas réglé")?;
        Ok(Self {
            store: Box::new(store),
            racine: None,
        })
    }

    /// Waits until a file of this machine is on its disk: a row is committed after it, and must not
    /// outlive it.
    async fn settle(&self, path: &Path) -> std::io::Result<()> {
        let Some(racine) = &self.racine else {
            return Ok(());
        };
        let file = racine.join(path.to_string());
        tokio::fs::File::open(&file).await?.sync_all().await?;
        match file.parent() {
            Some(folder) => tokio::fs::File::open(folder).await?.sync_all().await,
            None => Ok(()),
        }
    }
}

fn folder(ml: MlId) -> Path {
    Path::from(format!("pieces/{ml}"))
}

fn path(cle: CleBlob) -> Path {
    Path::from(format!("pieces/{}/{}", cle.ml, cle.id))
}

impl Blobs for Magasin {
    fn ecrire(&self, cle: CleBlob, contenu: Vec<u8>) -> Attente<'_, ()> {
        Box::pin(async move {
            let path = path(cle);
            let written = self.store.put(&path, contenu.into()).await;
            written.context("a file cannot be written")?;
            let settled = self.settle(&path).await;
            settled.context("a file cannot be written")
        })
    }

    fn lire(&self, cle: CleBlob) -> Attente<'_, Option<Vec<u8>>> {
        Box::pin(async move {
            match self.store.get(&path(cle)).await {
                Ok(found) => Ok(Some(found.bytes().await?.to_vec())),
                Err(Error::NotFound { .. }) => Ok(None),
                Err(error) => Err(error).context("a file cannot be read"),
            }
        })
    }

    fn effacer(&self, cle: CleBlob) -> Attente<'_, ()> {
        Box::pin(async move {
            match self.store.delete(&path(cle)).await {
                Ok(()) | Err(Error::NotFound { .. }) => Ok(()),
                Err(error) => Err(error).context("a file cannot be removed"),
            }
        })
    }

    fn lister(&self, ml: MlId) -> Attente<'_, Vec<(Uuid, DateTime<Utc>)>> {
        Box::pin(async move {
            let prefix = folder(ml);
            let all: Vec<_> = self.store.list(Some(&prefix)).try_collect().await?;
            let named = all.into_iter().filter_map(|one| {
                let id = one.location.filename()?.parse().ok()?;
                Some((id, one.last_modified))
            });
            Ok(named.collect())
        })
    }
}
