//! A real SMTP server on a loopback port, which keeps what it takes and can be told to misbehave.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use mailin::response::{Action, OK, START_DATA};
use mailin::{Handler, Response, SessionBuilder};

/// What the server does with a mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// Takes it.
    Takes,
    /// Asks to come back: 451.
    Busy,
    /// Will never take it: 550.
    Refuses,
    /// Takes it, and hangs up without a word.
    HangsUp,
    /// Takes it, and says so after a while.
    Slow(Duration),
    /// Takes it, and says so once told to.
    Holds,
}

/// A mail taken.
#[derive(Debug, Clone, Default)]
pub struct Taken {
    pub to: String,
    pub text: String,
}

#[derive(Clone)]
struct State {
    mood: Arc<Mutex<Mood>>,
    taken: Arc<Mutex<Vec<Taken>>>,
    let_go: Arc<(Mutex<bool>, Condvar)>,
}

/// The server; it lives as long as the test program.
pub struct MailServer {
    state: State,
    port: u16,
}

impl MailServer {
    /// Listens on a free port.
    pub fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("its address").port();
        let state =
            State { mood: Arc::new(Mutex::new(Mood::Takes)), taken: Arc::default(), let_go: Arc::default() };
        let shared = state.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let state = shared.clone();
                std::thread::spawn(move || drop(serve(&stream, state)));
            }
        });
        Self { state, port }
    }

    /// Address of the server, as the configuration takes it.
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// Changes what it does from now on.
    pub fn becomes(&self, mood: Mood) {
        *self.state.mood.lock().expect("the mood") = mood;
    }

    /// Answers those it holds.
    pub fn lets_go(&self) {
        *self.state.let_go.0.lock().expect("who holds") = true;
        self.state.let_go.1.notify_all();
    }

    /// Waits until it took so many mails in all.
    pub async fn has_taken(&self, count: usize) {
        for _ in 0..500 {
            if self.taken().len() >= count {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("{} of {count} mails came", self.taken().len());
    }

    /// The mails taken so far, in order.
    pub fn taken(&self) -> Vec<Taken> {
        self.state.taken.lock().expect("the mails").clone()
    }
}

struct Clerk {
    state: State,
    mail: Taken,
}

impl Handler for Clerk {
    fn data_start(&mut self, _: &str, _: &str, _: bool, to: &[String]) -> Response {
        self.mail = Taken { to: to.join(","), text: String::new() };
        START_DATA
    }

    fn data(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.mail.text.push_str(&String::from_utf8_lossy(bytes));
        Ok(())
    }

    fn data_end(&mut self) -> Response {
        let mood = *self.state.mood.lock().expect("the mood");
        match mood {
            Mood::Busy => Response::custom(451, "come back later".into()),
            Mood::Refuses => Response::custom(550, "no such person here".into()),
            Mood::Takes | Mood::HangsUp | Mood::Slow(_) | Mood::Holds => {
                self.state.taken.lock().expect("the mails").push(self.mail.clone());
                self.state.pause(mood);
                OK
            }
        }
    }
}

impl State {
    fn pause(&self, mood: Mood) {
        match mood {
            Mood::Slow(pause) => std::thread::sleep(pause),
            Mood::Holds => {
                let held = self.let_go.0.lock().expect("who holds");
                drop(self.let_go.1.wait_while(held, |let_go| !*let_go).expect("who holds"));
            }
            _ => {}
        }
    }
}

fn serve(stream: &TcpStream, state: State) -> std::io::Result<()> {
    let (builder, peer) = (SessionBuilder::new("mail.example.org"), stream.peer_addr()?.ip());
    let opened = || builder.build(peer, Clerk { state: state.clone(), mail: Taken::default() });
    let mut session = opened();
    let (mut lines, mut out) = (BufReader::new(stream.try_clone()?), stream.try_clone()?);
    session.greeting().write_to(&mut out)?;
    out.flush()?;
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line)? > 0 {
        let ends_a_mail = line == b".\r\n";
        let response = session.process(&line);
        if ends_a_mail && *state.mood.lock().expect("the mood") == Mood::HangsUp {
            return Ok(());
        }
        if !matches!(response.action, Action::NoReply) {
            response.write_to(&mut out)?;
            out.flush()?;
        }
        if matches!(response.action, Action::Close) {
            return Ok(());
        }
        if ends_a_mail && response.is_error {
            // this one would take what follows for the text of the mail it refused
            session = opened();
        }
        line.clear();
    }
    Ok(())
}
