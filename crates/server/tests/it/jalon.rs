//! Runs the program, waits for what it says or does, and looks at what it leaves.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::{Child, ChildStdout, Command, Output, Stdio},
    sync::mpsc::{self, Receiver},
    thread,
    time::{Duration, Instant},
};

use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};

/// Nothing here takes as long; a wait that reaches it is a failure.
pub(crate) const LIMIT: Duration = Duration::from_mins(2);

/// The program with an environment of its own, and a folder of data that is nobody's.
pub(crate) fn jalon(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jalon"));
    command.args(words).env_clear();
    let data = concat!(env!("CARGO_TARGET_TMPDIR"), "/donnees");
    command.env("JALON_DATA", data);
    for kept in ["PATH", "HOME", "PG_BINDIR"] {
        if let Some(value) = std::env::var_os(kept) {
            command.env(kept, value);
        }
    }
    command
}

/// Runs to the end.
pub(crate) fn run(command: &mut Command) -> Output {
    command.stdin(Stdio::null()).output().unwrap()
}

/// Refused: exit code, and one sentence on stderr.
#[track_caller]
pub(crate) fn refusal(command: &mut Command) -> String {
    let output = run(command);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert_eq!(said.trim_end().lines().count(), 1, "{said}");
    assert!(!said.contains("imprévue"), "{said}");
    said
}

/// A free address of this machine, and a program's claim on it until dropped.
pub(crate) fn taken() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    (listener, address)
}

/// An address that was free a moment ago.
pub(crate) fn free() -> SocketAddr {
    taken().1
}

/// The program while it runs; killed when dropped.
#[derive(Debug)]
pub(crate) struct Running {
    child: Child,
    lines: Receiver<String>,
    /// What it printed so far.
    pub(crate) printed: String,
}

impl Running {
    pub(crate) fn start(command: &mut Command) -> Self {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = follow(child.stdout.take().unwrap());
        Self {
            child,
            lines,
            printed: String::new(),
        }
    }

    /// Waits for a line that holds `words`.
    #[track_caller]
    pub(crate) fn wait_for(&mut self, words: &str) {
        let limit = Instant::now() + LIMIT;
        loop {
            let left = limit.saturating_duration_since(Instant::now());
            let line = self.lines.recv_timeout(left);
            let line = line.unwrap_or_else(|_| panic!("« {words} » not in:\n{}", self.printed));
            self.printed.push_str(&line);
            self.printed.push('\n');
            if line.contains(words) {
                return;
            }
        }
    }

    /// Waits until it takes connections.
    #[track_caller]
    pub(crate) fn wait_until_it_listens(&mut self, address: SocketAddr) {
        let limit = Instant::now() + LIMIT;
        while TcpStream::connect(address).is_err() {
            assert!(Instant::now() < limit, "it does not listen");
            assert_eq!(self.child.try_wait().unwrap(), None, "it ended");
            thread::park_timeout(Duration::from_millis(20));
        }
    }

    pub(crate) fn signal(&self, signal: Signal) {
        kill(Pid::from_raw(self.child.id().cast_signed()), signal).unwrap();
    }

    /// Waits for its end: its exit code, none when killed.
    #[track_caller]
    pub(crate) fn end(&mut self) -> Option<i32> {
        // Its output ends when it does.
        let limit = Instant::now() + LIMIT;
        let left = || limit.saturating_duration_since(Instant::now());
        while let Ok(line) = self.lines.recv_timeout(left()) {
            self.printed.push_str(&line);
            self.printed.push('\n');
        }
        assert!(Instant::now() < limit, "still running:\n{}", self.printed);
        self.child.wait().unwrap().code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

fn follow(stdout: ChildStdout) -> Receiver<String> {
    let (sender, lines) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    lines
}

/// One request: the whole answer, head included.
pub(crate) fn get(address: SocketAddr, path: &str) -> String {
    let head = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    exchange(address, &head)
}

/// A posted form.
pub(crate) fn post(address: SocketAddr, path: &str, form: &str) -> String {
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\n\
         Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{form}",
        form.len()
    );
    exchange(address, &head)
}

/// A form posted by someone signed in; none when the program is gone.
pub(crate) fn try_post(
    address: SocketAddr,
    path: &str,
    form: &str,
    cookie: &str,
) -> Option<String> {
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\n\
         Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n\
         Cookie: {cookie}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{form}",
        form.len()
    );
    try_exchange(address, &head).ok()
}

fn exchange(address: SocketAddr, request: &str) -> String {
    try_exchange(address, request).unwrap()
}

fn try_exchange(address: SocketAddr, request: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(LIMIT))?;
    stream.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

/// The PostgreSQL processes that run on `folder`.
pub(crate) fn postgres_on(folder: &Path) -> Vec<String> {
    let here = folder.join("grappe").to_string_lossy().into_owned();
    let processes = fs::read_dir("/proc").unwrap().filter_map(Result::ok);
    let lines = processes.filter_map(|process| {
        let line = fs::read(process.path().join("cmdline")).ok()?;
        let line = String::from_utf8_lossy(&line).replace('\0', " ");
        line.contains("postgres").then_some(line)
    });
    lines.filter(|line| line.contains(&here)).collect()
}

/// Waits until no PostgreSQL runs on `folder`: it ends by itself a moment after its parent.
#[track_caller]
pub(crate) fn assert_postgres_ends(folder: &Path) {
    let limit = Instant::now() + LIMIT;
    // The lock of the server's data is removed by its last process.
    while !postgres_on(folder).is_empty() || folder.join("grappe/postmaster.pid").exists() {
        assert!(Instant::now() < limit, "left: {:?}", postgres_on(folder));
        thread::park_timeout(Duration::from_millis(20));
    }
}
