//! What may stay in clear: a conversation that does not leave the machine. And folders that other
//! accounts do not read.

use std::{net::IpAddr, os::unix::fs::DirBuilderExt as _, path::Path};

use anyhow::{Context as _, Result};

/// A name or address of this machine.
pub(crate) fn is_local(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    bare == "localhost" || bare.parse().is_ok_and(|ip: IpAddr| ip.is_loopback())
}

/// Makes `folder` if needed, closed to other accounts.
pub(crate) fn closed_folder(folder: &Path) -> Result<()> {
    std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .with_context(|| format!("impossible de créer « {} »", folder.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

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
