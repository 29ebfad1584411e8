//! What an import reports.

use std::fmt;

/// How many wrong lines, gaps and overlaps the text of a report shows.
const MONTRES: usize = 20;

/// A line left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejet {
    /// Its number in the file; the header is line 1.
    pub ligne: u64,
    /// Why.
    pub raison: String,
}

/// What an import did, or would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rapport {
    /// What was imported: « missions locales », « sites »…
    pub objet: &'static str,
    /// Rows created.
    pub crees: u64,
    /// Rows changed.
    pub modifies: u64,
    /// Rows already as the file says.
    pub inchanges: u64,
    /// Rows taken away (zones only, when asked).
    pub supprimes: u64,
    /// Lines left out.
    pub rejets: Vec<Rejet>,
    /// Remarks on lines that were kept.
    pub avis: Vec<String>,
    /// Counts of how lines were understood: « par le siège désigné : 422 ».
    pub precisions: Vec<(String, u64)>,
    /// Communes of the départements covered that are in no zone; `None` when not looked for.
    pub trous: Option<Constat>,
    /// Communes in the zones of several missions locales; `None` when not looked for.
    pub chevauchements: Option<Constat>,
}

/// How many, and the first ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Constat {
    /// How many.
    pub nombre: u64,
    /// The first ones.
    pub exemples: Vec<String>,
}

/// What one statement created and changed.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Compte {
    pub(crate) crees: i64,
    pub(crate) modifies: i64,
}

impl Rapport {
    pub(crate) fn new(objet: &'static str) -> Self {
        Self {
            objet,
            ..Self::default()
        }
    }

    pub(crate) fn reject(&mut self, ligne: u64, raison: impl Into<String>) {
        self.rejets.push(Rejet {
            ligne,
            raison: raison.into(),
        });
    }

    /// Adds what a statement did with `good` lines.
    pub(crate) fn add(&mut self, good: usize, compte: Compte) {
        let (crees, modifies) = (compte.crees.unsigned_abs(), compte.modifies.unsigned_abs());
        self.crees += crees;
        self.modifies += modifies;
        self.inchanges += (good as u64).saturating_sub(crees + modifies);
    }

    /// Nothing was created, changed or taken away.
    pub const fn changes_nothing(&self) -> bool {
        self.crees == 0 && self.modifies == 0 && self.supprimes == 0
    }

    fn trier(&mut self) {
        self.rejets
            .sort_by(|a, b| (a.ligne, &a.raison).cmp(&(b.ligne, &b.raison)));
    }

    pub(crate) fn done(mut self) -> Self {
        self.trier();
        self
    }
}

impl fmt::Display for Rapport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} : {} créés, {} modifiés, {} inchangés, {} rejetés",
            self.objet,
            self.crees,
            self.modifies,
            self.inchanges,
            self.rejets.len()
        )?;
        if self.supprimes > 0 {
            write!(f, ", {} supprimés", self.supprimes)?;
        }
        writeln!(f)?;
        for (nom, nombre) in &self.precisions {
            writeln!(f, "  {nom} : {nombre}")?;
        }
        let rejets = self
            .rejets
            .iter()
            .map(|r| format!("ligne {} : {}", r.ligne, r.raison));
        list(f, self.rejets.len(), rejets)?;
        list(
            f,
            self.avis.len(),
            self.avis.iter().map(|avis| format!("à savoir : {avis}")),
        )?;
        let constats = [
            (
                "Communes des départements couverts, dans aucune zone",
                &self.trous,
            ),
            ("Communes dans plusieurs zones", &self.chevauchements),
        ];
        for (titre, constat) in constats {
            if let Some(constat) = constat {
                writeln!(f, "{titre} : {}", constat.nombre)?;
                let nombre = usize::try_from(constat.nombre).unwrap_or(usize::MAX);
                list(f, nombre, constat.exemples.iter().cloned())?;
            }
        }
        Ok(())
    }
}

fn list(
    f: &mut fmt::Formatter<'_>,
    nombre: usize,
    lignes: impl Iterator<Item = String>,
) -> fmt::Result {
    for ligne in lignes.take(MONTRES) {
        writeln!(f, "  {ligne}")?;
    }
    if nombre > MONTRES {
        writeln!(f, "  … et {} autres", nombre - MONTRES)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_it_in_french() {
        let mut rapport = Rapport::new("Sites");
        rapport.add(
            5,
            Compte {
                crees: 2,
                modifies: 1,
            },
        );
        for ligne in (2..25).rev() {
            rapport.reject(ligne, "commune inconnue");
        }
        rapport.trous = Some(Constat {
            nombre: 1,
            exemples: vec!["00003 Creux".to_owned()],
        });
        let text = rapport.done().to_string();
        assert!(text.starts_with("Sites : 2 créés, 1 modifiés, 2 inchangés, 23 rejetés\n"));
        assert!(text.contains("\n  ligne 2 : commune inconnue\n  ligne 3 :"));
        assert!(text.contains("\n  … et 3 autres\n"));
        assert!(text.ends_with("dans aucune zone : 1\n  00003 Creux\n"));
    }
}
