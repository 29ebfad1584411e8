//! A browser reduced to what is measured: one connection kept open, one request at a time.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

use anyhow::{Context as _, Result, ensure};

/// A request, whole.
#[derive(Debug, Clone)]
pub(super) struct Request(pub(super) String);

impl Request {
    /// A page.
    pub(super) fn get(path: &str, cookie: &str) -> Self {
        Self(format!(
            "GET {path} HTTP/1.1\r\nHost: jalon\r\nCookie: {cookie}\r\nAccept-Encoding: gzip\r\n\r\n"
        ))
    }

    /// A posted form.
    pub(super) fn post(path: &str, cookie: &str, form: &str) -> Self {
        Self(format!(
            "POST {path} HTTP/1.1\r\nHost: jalon\r\nCookie: {cookie}\r\nAccept-Encoding: gzip\r\n\
             Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: {}\r\n\r\n{form}",
            form.len()
        ))
    }
}

/// An answer; its body was read and thrown away.
#[derive(Debug, Default)]
pub(super) struct Answer {
    /// The status.
    pub(super) status: u16,
    headers: Vec<(String, String)>,
}

impl Answer {
    /// The first header of that name.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The page came, or the act was done; the likely duplicates come as a form to decide on.
    pub(super) fn succeeded(&self, name: &str) -> bool {
        if name == "doublons" {
            return self.status == 422;
        }
        let to_sign_in = self
            .header("location")
            .is_some_and(|to| to.starts_with("/connexion"));
        matches!(self.status, 200 | 303) && !to_sign_in
    }
}

/// A connection kept open.
#[derive(Debug)]
pub(super) struct Client {
    stream: BufReader<TcpStream>,
}

impl Client {
    pub(super) fn connect(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).context("le serveur ne répond pas")?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        Ok(Self {
            stream: BufReader::new(stream),
        })
    }

    /// Sends a request and reads its whole answer.
    pub(super) fn send(&mut self, request: &Request) -> Result<Answer> {
        self.stream.get_mut().write_all(request.0.as_bytes())?;
        let status = self.line()?;
        let status = status.split(' ').nth(1).and_then(|code| code.parse().ok());
        let mut answer = Answer {
            status: status.context("réponse illisible")?,
            headers: Vec::new(),
        };
        loop {
            let line = self.line()?;
            let Some((name, value)) = line.split_once(':') else {
                break;
            };
            answer
                .headers
                .push((name.to_lowercase(), value.trim().to_owned()));
        }
        self.body(&answer)?;
        Ok(answer)
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        ensure!(
            self.stream.read_line(&mut line)? > 0,
            "le serveur a raccroché"
        );
        Ok(line.trim_end().to_owned())
    }

    fn body(&mut self, answer: &Answer) -> Result<()> {
        if let Some(length) = answer.header("content-length") {
            return self.skip(length.parse()?);
        }
        if answer.header("transfer-encoding") != Some("chunked") {
            return Ok(());
        }
        loop {
            let size = u64::from_str_radix(&self.line()?, 16).context("morceau illisible")?;
            self.skip(size + 2)?;
            if size == 0 {
                return Ok(());
            }
        }
    }

    fn skip(&mut self, length: u64) -> Result<()> {
        let read = std::io::copy(&mut (&mut self.stream).take(length), &mut std::io::sink())?;
        ensure!(read == length, "réponse coupée");
        Ok(())
    }

    /// Signs in as the conseiller of the demonstration: the cookie of the session.
    pub(super) fn sign_in(&mut self) -> Result<String> {
        let form = "courriel=conseiller%40demo.invalid&mot_de_passe=brume-lanterne-caillou-violet\
                    &suite=";
        let answer = self.send(&Request::post("/connexion", "", form))?;
        let cookies = answer
            .headers
            .iter()
            .filter(|(name, _)| name == "set-cookie");
        let mut cookies = cookies.filter_map(|(_, value)| value.split(';').next());
        let session = cookies.find(|cookie| cookie.starts_with("jalon_session="));
        session
            .map(str::to_owned)
            .context("la connexion du conseiller est refusée")
    }
}
