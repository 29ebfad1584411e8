//! What a file is, read in its bytes.

use std::io::{Cursor, Read as _};

use crate::commun::coded;

coded! {
    /// What is kept.
    Format {
        Pdf = "pdf", "PDF";
        Jpeg = "jpeg", "Photo JPEG";
        Png = "png", "Image PNG";
        Docx = "docx", "Document Word";
    }
}

impl Format {
    /// The media type.
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }
    }

    /// What ends its name.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Docx => "docx",
        }
    }
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
const PNG_END: &[u8] = b"IEND\xaeB`\x82";
/// Where the end of a file is looked for: programs add a little after it.
const TAIL: usize = 2048;
/// The list of the parts of a Word document is small.
const LIST_MAX: u64 = 512 * 1024;
const WORD: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

/// What `bytes` are, from their beginning to their end; `None`: nothing that is kept.
pub fn format_of(bytes: &[u8]) -> Option<Format> {
    let tail = &bytes[bytes.len().saturating_sub(TAIL)..];
    if bytes.starts_with(b"%PDF-") {
        return holds(tail, b"%%EOF").then_some(Format::Pdf);
    }
    if bytes.starts_with(b"\xff\xd8\xff") {
        return holds(tail, b"\xff\xd9").then_some(Format::Jpeg);
    }
    if bytes.starts_with(PNG) {
        return holds(tail, PNG_END).then_some(Format::Png);
    }
    (bytes.starts_with(b"PK\x03\x04") && is_word(bytes)).then_some(Format::Docx)
}

fn holds(part: &[u8], mark: &[u8]) -> bool {
    part.windows(mark.len()).any(|window| window == mark)
}

/// A Word document, without macros: an archive that has `word/document.xml` and says so in its list.
fn is_word(bytes: &[u8]) -> bool {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        return false;
    };
    let names: Vec<String> = archive
        .file_names()
        .filter_map(|name| Some(name.ok()?.into_owned()))
        .collect();
    let macros = names.iter().any(|name| name.ends_with("vbaProject.bin"));
    if macros || !names.iter().any(|name| name == "word/document.xml") {
        return false;
    }
    let Ok(list) = archive.by_name("[Content_Types].xml") else {
        return false;
    };
    let mut text = String::new();
    list.take(LIST_MAX).read_to_string(&mut text).is_ok() && text.contains(WORD)
}

#[cfg(test)]
#[path = "contenu_tests.rs"]
mod tests;
