//! What a wing declares of its tables, and what the engine answers.

/// How long the rows of a table live.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conservation {
    /// As long as the dossier: the purge of the person removes them.
    Dossier,
    /// Their own time, by the owner's purge: they carry no direct identity (the audit).
    Trace,
}

/// What a fusion does with the rows of the absorbed dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fusion {
    /// They change dossier. One that meets a unique key of the kept dossier stays aside.
    Suit,
    /// They change dossier. One that meets a unique key is closed first: these columns, when null
    /// or empty, take these values. If that is not enough, it stays aside.
    SuitOuFerme(&'static [(&'static str, Valeur)]),
    /// They change dossier through `rattacher_fige`: the application may not change them.
    Fige,
    /// They stay under the absorbed dossier, and are read through the table `fusion`.
    Reste,
}

/// What becomes of the rows of a person who goes to another mission locale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depart {
    /// They go: nothing of them stays.
    Part,
    /// They go if the person agrees. Otherwise they stay, where nobody opens them any more.
    SiAccord {
        /// Links that they lose when they stay.
        perd: &'static [(&'static str, Valeur)],
    },
    /// They go, and stay for the statistics of the former mission locale.
    Suit {
        /// Only the rows whose column has this value stay: the others go altogether.
        si: Option<(&'static str, &'static str)>,
        /// What is written when null or empty, on the side that is left.
        ferme: &'static [(&'static str, Valeur)],
        /// Words and links that the side left loses.
        perd: &'static [(&'static str, Valeur)],
    },
    /// They stay: what was done with the means of the former mission locale.
    Reste {
        /// Words and links that they lose.
        perd: &'static [(&'static str, Valeur)],
    },
}

/// A value that the engine writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Valeur {
    /// Null.
    Nul,
    /// False.
    Non,
    /// A code or a text.
    Texte(&'static str),
    /// A number.
    Entier(i64),
    /// What another column of the row holds.
    Colonne(&'static str),
    /// The first day of the year of this column.
    Annee(&'static str),
    /// The day of the fusion, or the day in this column when it is later.
    JourDepuis(&'static str),
}

/// A tenant table whose rows belong to a young person. In const context:
/// `TableDuDossier::new("contact", "Contacts")`, then what differs from the usual.
#[derive(Debug, Clone, Copy)]
pub struct TableDuDossier {
    /// The table.
    pub name: &'static str,
    /// French words for its rows, in the plural.
    pub libelle: &'static str,
    /// The column that names the young person.
    pub jeune: &'static str,
    /// The columns of the primary key after `ml_id`.
    pub cle: &'static [&'static str],
    /// How long its rows live.
    pub conservation: Conservation,
    /// What a fusion does with them.
    pub fusion: Fusion,
    /// What becomes of its rows when the person goes to another mission locale.
    pub depart: Depart,
    /// Links to rows that stay: they are null where the rows arrive.
    pub detache: &'static [&'static str],
    /// Other columns that may hold the identifier of the dossier itself.
    pub nomme: &'static [&'static str],
    /// Columns that hold the identifier of another row of the same dossier: a row added after a
    /// fusion follows it when the dossiers are separated.
    pub sous: &'static [&'static str],
}

impl TableDuDossier {
    /// The usual: `jeune_id`, key `id`, lives with the dossier, changes dossier.
    pub const fn new(name: &'static str, libelle: &'static str) -> Self {
        Self {
            name,
            libelle,
            jeune: "jeune_id",
            cle: &["id"],
            conservation: Conservation::Dossier,
            fusion: Fusion::Suit,
            depart: Depart::Part,
            detache: &[],
            nomme: &[],
            sous: &[],
        }
    }

    /// Another primary key after `ml_id`.
    #[must_use]
    pub const fn cle(mut self, cle: &'static [&'static str]) -> Self {
        self.cle = cle;
        self
    }

    /// Another rule of fusion.
    #[must_use]
    pub const fn fusion(mut self, fusion: Fusion) -> Self {
        self.fusion = fusion;
        self
    }

    /// Another rule of departure than going whole.
    #[must_use]
    pub const fn depart(mut self, depart: Depart) -> Self {
        self.depart = depart;
        self
    }

    /// At a departure, these links are null where the rows arrive.
    #[must_use]
    pub const fn detache(mut self, detache: &'static [&'static str]) -> Self {
        self.detache = detache;
        self
    }

    /// At a departure, the rows go, and stay without `perd`.
    #[must_use]
    pub const fn suit(mut self, perd: &'static [(&'static str, Valeur)]) -> Self {
        self.depart = Depart::Suit {
            si: None,
            ferme: &[],
            perd,
        };
        self
    }

    /// At a departure, the rows stay without `perd`.
    #[must_use]
    pub const fn reste(mut self, perd: &'static [(&'static str, Valeur)]) -> Self {
        self.depart = Depart::Reste { perd };
        self
    }

    /// Another retention.
    #[must_use]
    pub const fn conservation(mut self, conservation: Conservation) -> Self {
        self.conservation = conservation;
        self
    }

    /// Columns that may hold the identifier of the dossier.
    #[must_use]
    pub const fn nomme(mut self, nomme: &'static [&'static str]) -> Self {
        self.nomme = nomme;
        self
    }

    /// Columns that hold the identifier of another row of the dossier.
    #[must_use]
    pub const fn sous(mut self, sous: &'static [&'static str]) -> Self {
        self.sous = sous;
        self
    }
}

/// What becomes of the two rows of `jeune` in a fusion.
#[derive(Debug, Clone, Copy)]
pub struct Racine {
    /// Groups of columns: the kept dossier takes the whole group of the absorbed one when the first
    /// column is empty (null, empty text, false) on its side, and not on the other.
    pub complete: &'static [&'static [&'static str]],
    /// Texts for the search: the kept dossier has both.
    pub cumule: &'static [&'static str],
    /// Days: the kept dossier has the earlier one.
    pub plus_ancien: &'static [&'static str],
    /// What the tombstone loses, so that nothing finds it.
    pub efface: &'static [(&'static str, Valeur)],
    /// What else is left of the dossier of someone who went to another mission locale: nothing that
    /// names her.
    pub depart: &'static [(&'static str, Valeur)],
}

/// Every table of a dossier, of every wing.
#[derive(Debug, Clone, Copy)]
pub struct Tables {
    /// The dossier itself.
    pub racine: &'static Racine,
    /// One list per wing; parents before children.
    pub listes: &'static [&'static [TableDuDossier]],
}

impl Tables {
    /// Each table, parents before children.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &'static TableDuDossier> {
        self.listes.iter().flat_map(|liste| liste.iter())
    }

    /// The table called `name`.
    pub fn find(&self, name: &str) -> Option<&'static TableDuDossier> {
        self.iter().find(|table| table.name == name)
    }
}

/// What a fusion did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Bilan {
    /// Rows that changed dossier.
    pub deplacees: usize,
    /// Among them, rows closed because the kept dossier had the same.
    pub fermees: usize,
    /// Rows left aside, given back by a separation.
    pub ecartees: usize,
}

/// What a departure did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BilanDepart {
    /// Rows that the new mission locale received.
    pub recues: usize,
    /// Rows that the former one keeps for its statistics.
    pub gardees: usize,
}

/// What a separation did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BilanSeparation {
    /// Rows given back.
    pub rendues: usize,
    /// Rows changed since the fusion: what was changed keeps its new value.
    pub modifiees: usize,
    /// Rows added since under a row given back: they follow it.
    pub suivies: usize,
    /// Rows that cannot go back: they stay with the kept dossier.
    pub restees: usize,
}
