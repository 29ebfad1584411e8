//! The fonts, inside the program: Atkinson Hyperlegible Next, as on the screens; for what it lacks
//! (Greek, Cyrillic, Arabic), fonts of `typst-assets`.

use std::sync::LazyLock;

use typst::{
    foundations::Bytes,
    text::{Font, FontBook},
    utils::LazyHash,
};

/// The families that stand in, in the order of the models.
const SECOURS: [&str; 2] = ["Libertinus Serif", "DejaVu Sans Mono"];

const ATKINSON: [&[u8]; 2] = [
    include_bytes!("../../polices/AtkinsonHyperlegibleNext-Regular.ttf"),
    include_bytes!("../../polices/AtkinsonHyperlegibleNext-Bold.ttf"),
];

/// The fonts of every paper.
pub(super) struct Polices {
    pub(super) livre: LazyHash<FontBook>,
    pub(super) toutes: Vec<Font>,
}

/// Read once.
pub(super) static POLICES: LazyLock<Polices> = LazyLock::new(|| {
    let spare = typst_assets::fonts()
        .flat_map(|data| Font::iter(Bytes::new(data)))
        .filter(|font| SECOURS.contains(&font.info().family.as_str()));
    let toutes: Vec<Font> = ATKINSON
        .into_iter()
        .flat_map(|data| Font::iter(Bytes::new(data)))
        .chain(spare)
        .collect();
    Polices {
        livre: LazyHash::new(FontBook::from_fonts(&toutes)),
        toutes,
    }
});

impl Polices {
    /// Some font draws `c`.
    pub(super) fn draw(&self, c: char) -> bool {
        self.toutes
            .iter()
            .any(|font| font.info().coverage.contains(c.into()))
    }
}
