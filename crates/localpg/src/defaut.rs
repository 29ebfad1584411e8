//! Where the data of a running Jalon lives when nobody says otherwise.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use nix::unistd::{Uid, User};

/// The folder of Jalon's data: `JALON_DATA`, else `/var/lib/jalon` as root, else `jalon` in
/// `XDG_DATA_HOME` or `~/.local/share`.
pub fn dossier_par_defaut() -> PathBuf {
    let uid = Uid::effective();
    let maison = || {
        let compte = User::from_uid(uid).ok().flatten();
        non_vide("HOME")
            .map(PathBuf::from)
            .or_else(|| compte.map(|compte| compte.dir))
    };
    choisir(
        non_vide("JALON_DATA"),
        uid.is_root(),
        non_vide("XDG_DATA_HOME"),
        maison,
    )
}

/// The choice itself, apart from the environment.
fn choisir(
    jalon_data: Option<OsString>,
    root: bool,
    xdg: Option<OsString>,
    maison: impl FnOnce() -> Option<PathBuf>,
) -> PathBuf {
    if let Some(dossier) = jalon_data {
        return PathBuf::from(dossier);
    }
    if root {
        return PathBuf::from("/var/lib/jalon");
    }
    // The XDG specification says that a relative path there is to be ignored.
    let partage = xdg.map(PathBuf::from).filter(|chemin| chemin.is_absolute());
    let partage = partage.or_else(|| maison().map(|maison| maison.join(".local/share")));
    partage
        .unwrap_or_else(|| Path::new(".").to_path_buf())
        .join("jalon")
}

/// An environment variable, an empty one being as good as none.
fn non_vide(nom: &str) -> Option<OsString> {
    env::var_os(nom).filter(|valeur| !valeur.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn maison() -> PathBuf {
        PathBuf::from("/home/lea")
    }

    #[test]
    fn jalon_data_wins_even_as_root() {
        let choix = choisir(Some("/srv/j".into()), true, Some("/x".into()), || {
            Some(maison())
        });
        assert_eq!(choix, Path::new("/srv/j"));
    }

    #[test]
    fn root_uses_var_lib() {
        assert_eq!(
            choisir(None, true, None, || Some(maison())),
            Path::new("/var/lib/jalon")
        );
    }

    #[test]
    fn others_use_xdg_then_home() {
        let xdg = choisir(None, false, Some("/x".into()), || Some(maison()));
        assert_eq!(xdg, Path::new("/x/jalon"));
        let relatif = choisir(None, false, Some("x".into()), || Some(maison()));
        assert_eq!(relatif, Path::new("/home/lea/.local/share/jalon"));
        assert_eq!(choisir(None, false, None, || None), Path::new("./jalon"));
    }
}
