//! Files in a folder, and a bucket that is only set up.

use kernel::MlId;
use outbound::{Magasin, Seau};
use platform::ports::{Blobs as _, CleBlob};
use uuid::Uuid;

fn cle(ml: i32, n: u128) -> CleBlob {
    CleBlob {
        ml: MlId::from(ml),
        id: Uuid::from_u128(n),
    }
}

#[tokio::test]
async fn a_file_is_written_read_listed_and_removed() {
    let folder = tempfile::tempdir().unwrap();
    let magasin = Magasin::dossier(&folder.path().join("pieces")).unwrap();
    let (one, other) = (cle(13, 1), cle(75, 2));
    assert_eq!(magasin.lire(one).await.unwrap(), None);
    assert!(magasin.lister(one.ml).await.unwrap().is_empty());
    magasin.ecrire(one, b"un".to_vec()).await.unwrap();
    magasin.ecrire(other, b"deux".to_vec()).await.unwrap();
    assert_eq!(magasin.lire(one).await.unwrap().unwrap(), b"un");
    let elsewhere = CleBlob {
        ml: other.ml,
        ..one
    };
    assert_eq!(magasin.lire(elsewhere).await.unwrap(), None);
    let listed = magasin.lister(one.ml).await.unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].0, one.id);
    magasin.effacer(one).await.unwrap();
    magasin.effacer(one).await.unwrap();
    assert_eq!(magasin.lire(one).await.unwrap(), None);
    assert!(magasin.lister(one.ml).await.unwrap().is_empty());
    assert_eq!(magasin.lire(other).await.unwrap().unwrap(), b"deux");
}

#[cfg(unix)]
#[test]
fn the_folder_is_closed_to_other_accounts() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let inside = folder.path().join("pieces");
    Magasin::dossier(&inside).unwrap();
    let mode = std::fs::metadata(&inside).unwrap().permissions().mode();
    assert_eq!(mode & 0o077, 0);
}

#[test]
fn a_bucket_is_reached_over_tls_unless_it_is_on_this_machine() {
    let seau = |url: &str| Seau {
        url: url.to_owned(),
        region: "fr-par".to_owned(),
        nom: "jalon".to_owned(),
        cle: "cle".to_owned(),
        secret: "un secret de test".into(),
    };
    for (url, fits) in [
        ("https://s3.example.org", true),
        ("https://s3.example.org/", true),
        ("http://127.0.0.1:9000", true),
        ("http://localhost:9000", true),
        ("http://s3.example.org", false),
        ("s3.example.org", false),
        ("https://", false),
        ("", false),
    ] {
        let made = Magasin::s3(&seau(url));
        assert_eq!(made.is_ok(), fits, "{url}");
        let shown = format!("{made:?}");
        assert!(!shown.contains("un secret de test"), "{shown}");
    }
}
