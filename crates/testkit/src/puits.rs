//! A mail server of this machine that keeps what it receives, for tests of mail that really leaves.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, Lines},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    task::{JoinHandle, JoinSet},
};

/// A mail as it was received.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recu {
    /// From whom, as the envelope says.
    pub de: String,
    /// To whom, as the envelope says.
    pub a: Vec<String>,
    /// Head and body, lines ended by `\n`, without the dots that SMTP doubles.
    pub donnees: String,
}

/// The mails received, first one first.
#[derive(Debug, Clone, Default)]
pub struct Messages(Arc<Mutex<Vec<Recu>>>);

impl Messages {
    /// All of them. A mail is here before its sender knows that it was taken.
    pub fn tous(&self) -> Vec<Recu> {
        self.lock().clone()
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Recu>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The server, which stops when dropped.
#[derive(Debug)]
pub struct Puits {
    /// Its port, on 127.0.0.1.
    pub port: u16,
    /// What it received.
    pub messages: Messages,
    server: JoinHandle<()>,
}

impl Puits {
    /// Takes every mail.
    ///
    /// # Panics
    /// When this machine gives no port.
    pub async fn start() -> Self {
        Self::answering("250 ok").await
    }

    /// Answers `to_rcpt` to each receiver: `550 unknown` refuses the mail.
    ///
    /// # Panics
    /// When this machine gives no port.
    pub async fn answering(to_rcpt: &'static str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let messages = Messages::default();
        let kept = messages.clone();
        let server = tokio::spawn(async move {
            // Dropped with the task, it ends the conversations under way.
            let mut conversations = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                conversations.spawn(Conversation::new(stream, to_rcpt).run(kept.clone()));
            }
        });
        Self {
            port,
            messages,
            server,
        }
    }
}

impl Drop for Puits {
    fn drop(&mut self) {
        self.server.abort();
    }
}

struct Conversation {
    lines: Lines<BufReader<OwnedReadHalf>>,
    out: OwnedWriteHalf,
    to_rcpt: &'static str,
}

impl Conversation {
    fn new(stream: TcpStream, to_rcpt: &'static str) -> Self {
        let (read, out) = stream.into_split();
        Self {
            lines: BufReader::new(read).lines(),
            out,
            to_rcpt,
        }
    }

    /// Until the other side goes away, politely or not.
    async fn run(mut self, kept: Messages) {
        let _ = self.converse(&kept).await;
    }

    async fn converse(&mut self, kept: &Messages) -> std::io::Result<()> {
        let mut mail = Recu::default();
        self.say("220 puits").await?;
        while let Some(line) = self.lines.next_line().await? {
            let (verb, rest) = line.split_at(line.find([' ', ':']).unwrap_or(line.len()));
            match verb.to_ascii_uppercase().as_str() {
                "EHLO" => self.say("250-puits\r\n250 8BITMIME").await?,
                "HELO" | "NOOP" => self.say("250 ok").await?,
                "MAIL" => {
                    mail = Recu {
                        de: address(rest),
                        ..Recu::default()
                    };
                    self.say("250 ok").await?;
                }
                "RCPT" => {
                    if self.to_rcpt.starts_with('2') {
                        mail.a.push(address(rest));
                    }
                    self.say(self.to_rcpt).await?;
                }
                "DATA" if mail.a.is_empty() => self.say("503 nobody to send it to").await?,
                "DATA" => {
                    self.say("354 go").await?;
                    mail.donnees = self.data().await?;
                    kept.lock().push(std::mem::take(&mut mail));
                    self.say("250 kept").await?;
                }
                "RSET" => {
                    mail = Recu::default();
                    self.say("250 ok").await?;
                }
                "QUIT" => return self.say("221 bye").await,
                _ => self.say("502 unknown").await?,
            }
        }
        Ok(())
    }

    async fn data(&mut self) -> std::io::Result<String> {
        let mut data = String::new();
        loop {
            let Some(line) = self.lines.next_line().await? else {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            };
            if line == "." {
                return Ok(data);
            }
            data.push_str(line.strip_prefix('.').unwrap_or(&line));
            data.push('\n');
        }
    }

    async fn say(&mut self, answer: &str) -> std::io::Result<()> {
        self.out.write_all(format!("{answer}\r\n").as_bytes()).await
    }
}

/// What stands between `<` and `>`.
fn address(text: &str) -> String {
    let inner = text.split_once('<').map_or(text, |(_, rest)| rest);
    let inner = inner.split_once('>').map_or(inner, |(inner, _)| inner);
    inner.trim().to_owned()
}
