//! Text messages.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    os::unix::fs::PermissionsExt as _,
    thread::JoinHandle,
    time::Duration,
};

use outbound::{SmsFile, SmsHttp};
use platform::ports::{Sms as _, Texto};

const TOKEN: &str = "jeton-des-tests";

/// What a gateway received.
#[derive(Debug)]
struct Received {
    head: String,
    body: String,
}

/// A gateway for one request, which gives `answer`.
fn gateway(answer: &str) -> (String, JoinHandle<Received>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/envois", listener.local_addr().unwrap());
    let answer = answer.to_owned();
    let request = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let received = request(&stream);
        stream.write_all(answer.as_bytes()).unwrap();
        received
    });
    (url, request)
}

fn request(stream: &TcpStream) -> Received {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        assert_ne!(reader.read_line(&mut head).unwrap(), 0, "{head}");
    }
    let head = head.to_lowercase();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .unwrap();
    let mut body = vec![0; length.parse().unwrap()];
    reader.read_exact(&mut body).unwrap();
    Received {
        head,
        body: String::from_utf8(body).unwrap(),
    }
}

fn answer(status: &str, body: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
}

fn sms(url: &str) -> SmsHttp {
    SmsHttp::new(url, TOKEN.into()).unwrap()
}

fn texto() -> Texto {
    Texto {
        a: "+33639980001".to_owned(),
        texte: "Bonjour, votre rendez-vous est noté.".to_owned(),
        reference: "12.0190c6-a".to_owned(),
    }
}

#[track_caller]
fn assert_names_nobody(error: &anyhow::Error) {
    for said in [format!("{error:#}"), format!("{error:?}")] {
        for secret in ["639980001", "Bonjour", TOKEN] {
            assert!(!said.contains(secret), "{said}");
        }
    }
}

#[tokio::test]
async fn the_gateway_receives_number_words_reference_and_token() {
    let (url, request) = gateway(&answer("202 Accepted", r#"{"reference":"P-77","cout":1}"#));
    assert_eq!(sms(&url).envoyer(&texto()).await.unwrap(), "P-77");
    let received = request.join().unwrap();
    assert!(received.head.starts_with("post /envois http/1.1\r\n"));
    let bearer = format!("\r\nauthorization: bearer {TOKEN}\r\n");
    assert!(received.head.contains(&bearer), "{}", received.head);
    assert!(
        received
            .head
            .contains("\r\ncontent-type: application/json\r\n")
    );
    assert_eq!(
        received.body,
        r#"{"a":"+33639980001","texte":"Bonjour, votre rendez-vous est noté.","reference":"12.0190c6-a"}"#
    );
}

#[tokio::test]
async fn an_accepted_message_is_accepted_whatever_the_answer_says() {
    let long = "x".repeat(100_000);
    for body in ["", "ok", "[]", r#"{"reference":null}"#, &long] {
        let (url, request) = gateway(&answer("200 OK", body));
        assert_eq!(sms(&url).envoyer(&texto()).await.unwrap(), "", "{body}");
        // The rest of a long answer may find nobody.
        let _ = request.join();
    }
}

#[tokio::test]
async fn a_refusal_names_neither_the_number_nor_the_words() {
    let body = r#"{"erreur":"+33639980001 Bonjour"}"#;
    for status in ["400 Bad Request", "500 Oups", "302 Found"] {
        let (url, request) = gateway(&answer(status, body));
        let error = sms(&url).envoyer(&texto()).await.unwrap_err();
        request.join().unwrap();
        assert!(error.to_string().contains(&status[..3]), "{error}");
        assert_names_nobody(&error);
    }
}

#[tokio::test]
async fn a_redirection_is_not_followed() {
    let (elsewhere, _request) = gateway(&answer("200 OK", ""));
    let moved = format!(
        "HTTP/1.1 307 Temporary Redirect\r\nLocation: {elsewhere}\r\nContent-Length: 0\r\n\r\n"
    );
    let (url, request) = gateway(&moved);
    let error = sms(&url).envoyer(&texto()).await.unwrap_err();
    request.join().unwrap();
    assert!(error.to_string().contains("307"), "{error}");
}

#[tokio::test]
async fn a_gateway_that_is_away_or_silent_is_an_error() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/?cle=secrete", listener.local_addr().unwrap());
    let silent = SmsHttp::with_timeout(&url, TOKEN.into(), Duration::from_millis(200)).unwrap();
    let error = silent.envoyer(&texto()).await.unwrap_err();
    assert_names_nobody(&error);
    assert!(!format!("{error:#}").contains("secrete"), "{error:#}");
    drop(listener);
    let error = sms(&url).envoyer(&texto()).await.unwrap_err();
    assert_names_nobody(&error);
    assert!(!format!("{error:#}").contains("secrete"), "{error:#}");
}

#[test]
fn settings_that_would_send_in_clear_or_tell_a_secret_are_refused() {
    let refused = |url: &str| SmsHttp::new(url, TOKEN.into()).unwrap_err().to_string();
    assert!(refused("http://sms.example.org/").contains("https://"));
    assert!(refused("ftp://127.0.0.1/").contains("https://"));
    assert!(refused("https://moi:secret@sms.example.org/").contains("le secret est le jeton"));
    assert!(refused("sms.example.org").contains("n'est pas une adresse"));
    let empty = SmsHttp::new("https://sms.example.org/", " ".into()).unwrap_err();
    assert!(empty.to_string().contains("jeton"), "{empty}");
    let sms = SmsHttp::new("https://sms.example.org/", TOKEN.into()).unwrap();
    assert!(!format!("{sms:?}").contains(TOKEN));
}

#[tokio::test]
async fn a_text_message_becomes_a_file_once() {
    let folder = tempfile::tempdir().unwrap();
    let sms = SmsFile::new(&folder.path().join("sms")).unwrap();
    let closed = std::fs::metadata(sms.folder()).unwrap().permissions();
    assert_eq!(closed.mode() & 0o777, 0o700);
    for _ in 0..2 {
        assert_eq!(sms.envoyer(&texto()).await.unwrap(), "");
    }
    let files: Vec<_> = std::fs::read_dir(sms.folder()).unwrap().collect();
    assert_eq!(files.len(), 1);
    assert_eq!(
        std::fs::read_to_string(sms.folder().join("12.0190c6-a.txt")).unwrap(),
        "À : +33639980001\n\nBonjour, votre rendez-vous est noté.\n"
    );
    let outside = Texto {
        reference: "../dehors".to_owned(),
        ..texto()
    };
    assert_names_nobody(&sms.envoyer(&outside).await.unwrap_err());
}
