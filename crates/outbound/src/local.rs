//! What may stay in clear: a conversation that does not leave the machine. And folders that other
//! accounts do not read.

use std::{fs::DirBuilder, net::IpAddr, os::unix::fs::DirBuilderExt as _, path::Path};

use anyhow::{Context as _, Result};

/// A name or address of this machine.
pub(crate) fn is_local(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare == "localhost" || bare.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
}

/// Makes `folder` if needed, closed to other accounts. What leads to it can be passed through, not
/// read: the account of PostgreSQL keeps its own folder beside.
pub(crate) fn closed_folder(folder: &Path) -> Result<()> {
    let make = |folder: &Path, mode| {
        let mut builder = DirBuilder::new();
        builder.recursive(true).mode(mode).create(folder)
    };
    folder
        .parent()
        .map_or(Ok(()), |above| make(above, 0o711))
        .and_then(|()| make(folder, 0o700))
        .with_context(|| format!("impossible de créer « {} »", folder.display()))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn a_closed_folder_does_not_close_what_leads_to_it() {
        let around = tempfile::tempdir().unwrap();
        let data = around.path().join("data");
        let folder = data.join("pieces");
        for _ in 0..2 {
            closed_folder(&folder).unwrap();
        }
        let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&data), mode(&folder)), (0o711, 0o700));
    }

    #[test]
    fn only_this_machine_is_local() {
        for host in ["localhost", "127.0.0.1", "127.8.8.8", "::1", "[::1]"] {
            assert!(is_local(host), "{host}");
        }
        for host in ["localhost.example.org", "10.0.0.1", "", "[2001:db8::1]"] {
            assert!(!is_local(host), "{host}");
        }
    }
}
