//! Mail as it leaves: to a real SMTP server of the test, and to files.

#![expect(
    clippy::unwrap_used,
    reason = "a helper of a test may panic as the test itself"
)]

use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::{TcpListener, TcpStream},
    thread::JoinHandle,
};

use outbound::{FileMailer, Securite, Smtp, SmtpMailer};
use platform::ports::{Courriel, Mailer as _};

/// What one conversation left.
#[derive(Debug, Default)]
struct Received {
    commands: Vec<String>,
    data: String,
}

/// A mail server for one conversation, which answers `to_rcpt` to a receiver.
fn server(to_rcpt: &'static str) -> (u16, JoinHandle<Received>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let conversation = std::thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        converse(&stream, to_rcpt)
    });
    (port, conversation)
}

fn converse(mut stream: &TcpStream, to_rcpt: &str) -> Received {
    let mut received = Received::default();
    let mut lines = BufReader::new(stream).lines();
    let mut next = || lines.next().and_then(Result::ok);
    stream.write_all(b"220 essai\r\n").unwrap();
    while let Some(line) = next() {
        let word = line
            .split([' ', ':'])
            .next()
            .unwrap_or_default()
            .to_uppercase();
        let answer = match word.as_str() {
            "EHLO" => "250-essai\r\n250 8BITMIME",
            "RCPT" => to_rcpt,
            "DATA" => {
                stream.write_all(b"354 go\r\n").unwrap();
                while let Some(line) = next().filter(|line| line != ".") {
                    received.data.push_str(&line);
                    received.data.push('\n');
                }
                "250 kept"
            }
            "QUIT" => "221 bye",
            _ => "250 ok",
        };
        received.commands.push(line);
        if stream
            .write_all(format!("{answer}\r\n").as_bytes())
            .is_err()
            || word == "QUIT"
        {
            break;
        }
    }
    received
}

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
    let (port, conversation) = server("250 ok");
    let mailer = SmtpMailer::new(&smtp("127.0.0.1", port)).unwrap();
    mailer.envoyer(&courriel()).await.unwrap();
    drop(mailer);
    let received = conversation.join().unwrap();
    let commands = received.commands.join("\n");
    assert!(
        commands.contains("MAIL FROM:<jalon@example.org>"),
        "{commands}"
    );
    assert!(
        commands.contains("RCPT TO:<ines.martin@example.org>"),
        "{commands}"
    );
    assert!(
        received.data.contains("\n..une ligne qui commence"),
        "{}",
        received.data
    );
    assert!(
        received.data.contains("Subject: Votre =?utf-8?"),
        "{}",
        received.data
    );
}

#[tokio::test]
async fn a_refusal_is_an_error_that_names_nobody() {
    let (port, conversation) = server("550 unknown");
    let mailer = SmtpMailer::new(&smtp("127.0.0.1", port)).unwrap();
    let error = mailer.envoyer(&courriel()).await.unwrap_err();
    drop(mailer);
    conversation.join().unwrap();
    assert!(!format!("{error:#}").contains("ines"), "{error:#}");
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
