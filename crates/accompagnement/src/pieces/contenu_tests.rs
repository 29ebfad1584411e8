use std::io::Write as _;

use proptest::prelude::*;
use zip::write::SimpleFileOptions;

use super::*;

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn list() -> String {
    format!("<Types><Override ContentType=\"{WORD}\"/></Types>")
}

#[test]
fn a_file_is_what_its_bytes_say() {
    let word = archive(&[
        ("[Content_Types].xml", &list()),
        ("word/document.xml", "<w/>"),
    ]);
    let mut png = PNG.to_vec();
    png.extend_from_slice(b"\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\0\0\0\0\0\0\0\0");
    png.extend_from_slice(PNG_END);
    for (bytes, format) in [
        (b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n".to_vec(), Format::Pdf),
        (b"\xff\xd8\xff\xe0 image \xff\xd9".to_vec(), Format::Jpeg),
        (png, Format::Png),
        (word, Format::Docx),
    ] {
        assert_eq!(format_of(&bytes), Some(format));
        let half = &bytes[..bytes.len() / 2];
        assert_eq!(format_of(half), None, "{format}: half of it");
    }
}

#[test]
fn an_archive_is_not_a_document_because_it_is_called_so() {
    let some = list();
    let zip = archive(&[("lettre.txt", "bonjour")]);
    let no_list = archive(&[("word/document.xml", "<w/>")]);
    let sheet = archive(&[
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", "<w/>"),
    ]);
    let macros = archive(&[
        ("[Content_Types].xml", &some),
        ("word/document.xml", "<w/>"),
        ("word/vbaProject.bin", "code"),
    ]);
    let hidden = [b"PK\x03\x04%PDF-1.7 ".as_slice(), b"%%EOF"].concat();
    for bytes in [zip, no_list, sheet, macros, hidden] {
        assert_eq!(format_of(&bytes), None);
    }
    for bytes in [
        b"".as_slice(),
        b"<html><script>alert(1)</script></html>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"MZ\x90\0",
        b"GIF89a;",
        b" %PDF-1.7 %%EOF",
    ] {
        assert_eq!(format_of(bytes), None);
    }
}

proptest! {
    #[test]
    fn bytes_of_chance_are_nothing(bytes in prop::collection::vec(any::<u8>(), 0..4096)) {
        prop_assert_eq!(format_of(&bytes), None);
    }

    #[test]
    fn a_beginning_alone_is_nothing(
        start in prop::sample::select(vec![&b"%PDF-"[..], b"PK\x03\x04", PNG]),
        rest in prop::collection::vec(0_u8..0x20, 0..512),
    ) {
        prop_assert_eq!(format_of(&[start, &rest].concat()), None);
    }
}
