//! Mail.

use outbound::{FileMailer, Securite, Smtp, SmtpMailer};
use platform::ports::{Courriel, Mailer as _, Piece};
use testkit::puits::Puits;

fn smtp(hote: &str, port: u16) -> Smtp {
    Smtp {
        hote: hote.to_owned(),
        port: Some(port),
        securite: Securite::Aucune,
        identifiants: None,
        expediteur: "Jalon <jalon@example.org>".to_owned(),
    }
}

fn courriel() -> Courriel {
    Courriel {
        a: "ines.martin@example.org".to_owned(),
        objet: "Votre accès".to_owned(),
        texte: "Bonjour,\n\n.une ligne qui commence par un point\n".to_owned(),
        pieces: Vec::new(),
    }
}

#[tokio::test]
async fn a_mail_reaches_the_server_as_it_was_written() {
    let puits = Puits::start().await;
    let mailer = SmtpMailer::new(&smtp("127.0.0.1", puits.port)).unwrap();
    mailer.envoyer(&courriel()).await.unwrap();
    let received = puits.messages.tous();
    assert_eq!(received.len(), 1);
    assert_eq!(received[0].de, "jalon@example.org");
    assert_eq!(received[0].a, ["ines.martin@example.org"]);
    let data = &received[0].donnees;
    assert!(data.contains("\n.une ligne qui commence"), "{data}");
    assert!(data.contains("Subject: Votre =?utf-8?"), "{data}");
    assert!(!data.contains("multipart"), "{data}");
}

#[tokio::test]
async fn a_mail_carries_what_is_attached() {
    let puits = Puits::start().await;
    let mailer = SmtpMailer::new(&smtp("127.0.0.1", puits.port)).unwrap();
    let courriel = Courriel {
        pieces: vec![
            Piece {
                nom: "rendez-vous.ics".to_owned(),
                type_mime: "text/calendar; charset=utf-8; method=REQUEST".to_owned(),
                contenu: b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n".to_vec(),
            },
            Piece {
                nom: "octets.bin".to_owned(),
                type_mime: "application/octet-stream".to_owned(),
                contenu: vec![0, 255, 254, 1],
            },
        ],
        ..courriel()
    };
    mailer.envoyer(&courriel).await.unwrap();
    mailer.envoyer(&courriel).await.unwrap();
    let received = puits.messages.tous();
    assert_eq!(received.len(), 2);
    let data = &received[1].donnees;
    for expected in [
        "Content-Type: multipart/mixed;",
        "Content-Type: text/plain; charset=utf-8",
        "\n.une ligne qui commence",
        "Content-Type: text/calendar; charset=utf-8; method=REQUEST",
        "Content-Disposition: attachment; filename=\"rendez-vous.ics\"",
        "\nBEGIN:VCALENDAR\nEND:VCALENDAR\n",
        "filename=\"octets.bin\"",
        "Content-Transfer-Encoding: base64",
        "\nAP/+AQ==\n",
    ] {
        assert!(data.contains(expected), "{expected} in {data}");
    }
}

#[tokio::test]
async fn a_refusal_is_an_error_that_names_nobody() {
    let puits = Puits::answering("550 unknown").await;
    let mailer = SmtpMailer::new(&smtp("127.0.0.1", puits.port)).unwrap();
    let error = mailer.envoyer(&courriel()).await.unwrap_err();
    assert!(!format!("{error:#}").contains("ines"), "{error:#}");
    assert_eq!(puits.messages.tous(), []);
}

#[tokio::test]
async fn a_server_that_stopped_is_an_error() {
    let puits = Puits::start().await;
    let mailer = SmtpMailer::new(&smtp("127.0.0.1", puits.port)).unwrap();
    mailer.envoyer(&courriel()).await.unwrap();
    drop(mailer);
    let (port, messages) = (puits.port, puits.messages.clone());
    drop(puits);
    let mailer = SmtpMailer::new(&smtp("127.0.0.1", port)).unwrap();
    mailer.envoyer(&courriel()).await.unwrap_err();
    assert_eq!(messages.tous().len(), 1);
}

#[test]
fn settings_that_would_send_in_clear_are_refused() {
    let error = SmtpMailer::new(&smtp("smtp.example.org", 25)).unwrap_err();
    assert!(error.to_string().contains("doit être chiffrée"), "{error}");
    let mut smtp = smtp("127.0.0.1", 25);
    smtp.expediteur = "Jalon".to_owned();
    let error = SmtpMailer::new(&smtp).unwrap_err();
    assert!(
        error.to_string().contains("n'est pas une adresse"),
        "{error}"
    );
}

#[tokio::test]
async fn a_mail_becomes_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let mailer = FileMailer::new(&folder.path().join("courriels"), "jalon@example.org").unwrap();
    mailer.envoyer(&courriel()).await.unwrap();
    let files: Vec<_> = std::fs::read_dir(mailer.folder()).unwrap().collect();
    assert_eq!(files.len(), 1);
    let path = files[0].as_ref().unwrap().path();
    assert_eq!(path.extension().unwrap(), "eml");
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.contains("To: ines.martin@example.org"), "{text}");
}
