//! Handing mails to the mail server, one at a time: taken under a lease, committed, sent, then settled by whoever holds the
//! lease.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::transport::smtp::AsyncSmtpTransportBuilder;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use secrecy::ExposeSecret;

use super::model::{Letter, MailKind, MailOutcome, MailState};
use super::page::page_of;
use super::store;
use super::unsubscribing::token_of;
use crate::ids::MailId;
use crate::platform::config::Config;
use crate::platform::crypto::{MasterSecret, decode, encode};
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::stopping::Stopping;
use crate::trust::door::App;
use crate::trust::journal::{self, Author, AuthorKind, Event};

/// Longest time one mail takes, well within its lease.
///
/// Our choice: a server that takes 15 s for each of its answers, a dozen at most, is still heard to the end.
const LONGEST_SENDING: Duration = Duration::from_secs(200);
/// Longest wait for a connection with the mail server.
const PATIENCE: Duration = Duration::from_secs(20);
/// How often what became of a mail is written down before the lease settles it.
const SETTLING_ATTEMPTS: u32 = 10;
const SETTLING_PAUSE: Duration = Duration::from_secs(2);

const SYSTEM: Author = Author::without_name(AuthorKind::System, None);

/// Why no mail can be sent with this configuration.
#[derive(Debug, thiserror::Error)]
pub enum PostmanError {
    /// The address of the server cannot be used.
    #[error("smtp_url: {0}; for example smtps://user:password@mail.example.org")]
    Server(lettre::transport::smtp::Error),
    /// The sender cannot be used.
    #[error("mail_from: {0}; for example Compagnon <compagnon@example.org>")]
    Sender(lettre::address::AddressError),
}

/// Who hands mails to the mail server.
#[derive(Clone)]
pub struct Postman {
    server: AsyncSmtpTransportBuilder,
    from: Mailbox,
    host: String,
    /// What addresses of the product begin with.
    url: String,
}

impl Postman {
    /// The postman of a configuration; none when it names no mail server.
    pub fn hired(config: &Config) -> Result<Option<Self>, PostmanError> {
        let Some(url) = &config.smtp_url else { return Ok(None) };
        let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(url.expose_secret())
            .map_err(PostmanError::Server)?;
        let from: Mailbox = config.mail_from.parse().map_err(PostmanError::Sender)?;
        let host = from.email.domain().to_owned();
        let url = config.public_url.clone();
        Ok(Some(Self { server: server.timeout(Some(PATIENCE)), from, host, url }))
    }

    /// Hands a mail over within a time, less when told to stop. Until the server was heard nothing left; cut later, nobody
    /// knows.
    async fn hand_over(&self, secret: &MasterSecret, letter: &Letter, stopping: &Stopping) -> MailOutcome {
        let Some(text) = readable_text(secret, letter.kind, letter.id, &letter.body) else {
            return MailOutcome::Refused("the text cannot be opened".into());
        };
        let message = match self.written(secret, letter, text) {
            Ok(message) => message,
            Err(why) => return MailOutcome::Refused(why),
        };
        // a connection of its own: one that was cut midway would give its late answer to the next mail
        let server = self.server.clone().build::<Tokio1Executor>();
        let mut cut = pin!(why_cut(stopping));
        let heard = tokio::select! {
            biased;
            heard = heard(&server) => heard,
            why = &mut cut => return MailOutcome::Unheard(why.into()),
        };
        if let Err(why) = heard {
            return MailOutcome::Unheard(why);
        }
        let answer = tokio::select! {
            biased;
            answer = server.send(message) => answer,
            why = &mut cut => return MailOutcome::Uncertain(why.into()),
        };
        match answer {
            Ok(_) => MailOutcome::Sent,
            Err(error) if error.is_transient() => MailOutcome::Later(kind_of(&error)),
            Err(error) if error.is_permanent() || error.is_client() => MailOutcome::Refused(kind_of(&error)),
            Err(error) => MailOutcome::Uncertain(kind_of(&error)),
        }
    }

    /// Greets the mail server as sending begins, signs in where it is told to, and sends nothing.
    ///
    /// # Errors
    /// What went wrong, in words.
    pub async fn greet(&self) -> Result<(), String> {
        heard(&self.server.clone().build::<Tokio1Executor>()).await
    }

    fn written(&self, secret: &MasterSecret, letter: &Letter, text: String) -> Result<Message, String> {
        let address: Address = letter.to.parse().map_err(|_| "the address cannot be used".to_owned())?;
        let page = page_of(&text);
        let mut message = Message::builder();
        if let (MailKind::Digest, Some(account)) = (letter.kind, letter.account_id) {
            let address = format!("<{}/v1/digest-unsubscriptions/{}>", self.url, token_of(secret, account));
            message = message
                .raw_header(header("List-Unsubscribe", address))
                .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned()));
        }
        message
            .from(self.from.clone())
            .to(Mailbox::new(Some(letter.name.clone()), address))
            .message_id(Some(format!("<{}@{}>", letter.id, self.host)))
            .raw_header(header("Auto-Submitted", "auto-generated".to_owned()))
            .subject(&letter.subject)
            .multipart(MultiPart::alternative_plain_html(text, page))
            .map_err(|_| "the mail cannot be written".to_owned())
    }
}

fn header(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}

/// Waits until a sending has to be cut, and says why.
async fn why_cut(stopping: &Stopping) -> &'static str {
    tokio::select! {
        () = tokio::time::sleep(LONGEST_SENDING) => "the mail server did not answer in time",
        () = stopping.cut() => "the program stopped while sending",
    }
}

/// What went wrong, without the words of the server: they often hold the address.
/// Whether the server answers.
async fn heard(server: &AsyncSmtpTransport<Tokio1Executor>) -> Result<(), String> {
    match server.test_connection().await {
        Ok(true) => Ok(()),
        Ok(false) => Err("the mail server does not answer".into()),
        Err(error) => Err(kind_of(&error)),
    }
}

fn kind_of(error: &lettre::transport::smtp::Error) -> String {
    match error.status() {
        Some(code) => format!("the mail server answered {code}"),
        None if error.is_timeout() => "the mail server did not answer in time".into(),
        None if error.is_tls() => "no secure connection with the mail server".into(),
        None => "the connection with the mail server failed".into(),
    }
}

/// When the oldest mail not sent yet was written.
pub async fn oldest_waiting(app: &App) -> Result<Option<DateTime<Utc>>, Problem> {
    app.db.read(|conn| Ok(store::oldest_waiting(conn)?)).await
}

/// Purpose of the key that seals texts.
const PURPOSE: &str = "mail";

/// The text of a mail as it is kept until it leaves: sealed when such mails may hold a secret.
pub fn kept_text(secret: &MasterSecret, kind: MailKind, id: MailId, text: String) -> Result<String, Problem> {
    if !kind.holds_secret() {
        return Ok(text);
    }
    let sealed = secret.seal(PURPOSE, &id.to_string(), text.as_bytes()).map_err(Problem::internal)?;
    Ok(encode(&sealed))
}

/// The text of a mail as its reader gets it; none when what was kept cannot be opened.
pub fn readable_text(secret: &MasterSecret, kind: MailKind, id: MailId, kept: &str) -> Option<String> {
    if !kind.holds_secret() {
        return Some(kept.to_owned());
    }
    let text = secret.open(PURPOSE, &id.to_string(), &decode(kept)?).ok()?;
    String::from_utf8(text).ok()
}

/// Sends what waits, each at most once, one after the other, until told to stop; says how many were handed over.
pub async fn deliver(app: &App, postman: &Postman, stopping: &Stopping) -> Result<usize, Problem> {
    let now = app.clock.now();
    app.db.transaction(move |tx| set_apart(tx, now)).await?;
    let mut count = 0;
    while !stopping.is_told() {
        let now = app.clock.now();
        let Some(letter) = app.db.transaction(move |tx| Ok(store::take(tx, now)?)).await? else { break };
        let outcome = postman.hand_over(&app.secret, &letter, stopping).await;
        count += 1;
        let unheard = matches!(outcome, MailOutcome::Unheard(_));
        settle(app, letter, outcome, stopping).await?;
        // the others wait for a server that answers, instead of each finding out
        if unheard {
            break;
        }
    }
    Ok(count)
}

/// What is not to be sent: mails whose sender is silent, and those of people who were let go.
fn set_apart(tx: &mut Tx, now: DateTime<Utc>) -> Result<(), Problem> {
    for id in store::doubt_silent(tx, now)? {
        journal::record_private(tx, &SYSTEM, Event::MailDoubted, id.0)?;
    }
    store::supersede_for_gone(tx)?;
    Ok(())
}

/// Writes down what became of a mail, again while the database is away: what the mail server said is known here only.
async fn settle(app: &App, letter: Letter, outcome: MailOutcome, stopping: &Stopping) -> Result<(), Problem> {
    let known = Arc::new((letter, outcome));
    for _ in 1..SETTLING_ATTEMPTS {
        match write_outcome(app, &known).await {
            Ok(()) => return Ok(()),
            Err(problem) => tracing::warn!(%problem, "mails"),
        }
        tokio::select! {
            () = tokio::time::sleep(SETTLING_PAUSE) => {}
            () = stopping.cut() => break,
        }
    }
    write_outcome(app, &known).await
}

async fn write_outcome(app: &App, known: &Arc<(Letter, MailOutcome)>) -> Result<(), Problem> {
    let (known, now) = (Arc::clone(known), app.clock.now());
    let writing = app.db.transaction(move |tx| {
        let (letter, outcome) = &*known;
        let event = match store::settle(tx, letter, outcome, now)? {
            Some(MailState::Sent) => Event::MailSent,
            Some(MailState::Refused) => Event::MailRefused,
            Some(MailState::Uncertain) => Event::MailDoubted,
            _ => return Ok(()),
        };
        Ok(journal::record_private(tx, &SYSTEM, event, letter.id.0)?)
    });
    writing.await
}
