//! Handing mails to the mail server: taken under a lease, committed, sent, then settled.

use std::time::Duration;

use chrono::{DateTime, Utc};
use lettre::message::Mailbox;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::{Address, Message, SmtpTransport, Transport};
use secrecy::ExposeSecret;

use super::model::{Letter, MailOutcome, MailState};
use super::store;
use crate::platform::config::Config;
use crate::platform::error::Problem;
use crate::trust::door::App;
use crate::trust::journal::{self, Author, AuthorKind, Event};

/// Mails taken at once.
const AT_ONCE: i64 = 20;
/// Longest wait for the mail server.
const PATIENCE: Duration = Duration::from_secs(20);

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
    server: SmtpTransport,
    from: Mailbox,
    host: String,
}

impl Postman {
    /// The postman of a configuration; none when it names no mail server.
    pub fn hired(config: &Config) -> Result<Option<Self>, PostmanError> {
        let Some(url) = &config.smtp_url else { return Ok(None) };
        let server = SmtpTransport::from_url(url.expose_secret()).map_err(PostmanError::Server)?;
        let from: Mailbox = config.mail_from.parse().map_err(PostmanError::Sender)?;
        let host = from.email.domain().to_owned();
        Ok(Some(Self { server: server.timeout(Some(PATIENCE)).build(), from, host }))
    }

    /// Whether the mail server answers.
    fn is_heard(&self) -> Result<(), MailOutcome> {
        match self.server.test_connection() {
            Ok(true) => Ok(()),
            Ok(false) => Err(MailOutcome::Later("the mail server does not answer".into())),
            Err(error) => Err(MailOutcome::Later(kind_of(&error))),
        }
    }

    fn hand_over(&self, letter: &Letter) -> MailOutcome {
        let message = match self.written(letter) {
            Ok(message) => message,
            Err(why) => return MailOutcome::Refused(why),
        };
        match self.server.send(&message) {
            Ok(_) => MailOutcome::Sent,
            Err(error) if error.is_transient() => MailOutcome::Later(kind_of(&error)),
            Err(error) if error.is_permanent() || error.is_client() => MailOutcome::Refused(kind_of(&error)),
            Err(error) => MailOutcome::Uncertain(kind_of(&error)),
        }
    }

    fn written(&self, letter: &Letter) -> Result<Message, String> {
        let address: Address = letter.to.parse().map_err(|_| "the address cannot be used".to_owned())?;
        let automatic =
            HeaderValue::new(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated".to_owned());
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(Some(letter.name.clone()), address))
            .message_id(Some(format!("<{}@{}>", letter.id, self.host)))
            .raw_header(automatic)
            .subject(&letter.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(letter.body.clone())
            .map_err(|_| "the mail cannot be written".to_owned())
    }
}

/// What went wrong, without the words of the server: they often hold the address.
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

/// Sends what waits, each at most once; says how many were handed over.
pub async fn deliver(app: &App, postman: &Postman) -> Result<usize, Problem> {
    let now = app.clock.now();
    let taking = app.db.transaction(move |tx| {
        store::give_up_dead(tx, now)?;
        Ok(store::take(tx, now, AT_ONCE)?)
    });
    let letters = taking.await?;
    if letters.is_empty() {
        return Ok(0);
    }
    let postman = postman.clone();
    let sending = tokio::task::spawn_blocking(move || hand_all_over(&postman, letters));
    let outcomes = sending.await.map_err(Problem::internal)?;
    let (count, now) = (outcomes.len(), app.clock.now());
    app.db.transaction(move |tx| settle_all(tx, &outcomes, now)).await?;
    Ok(count)
}

fn hand_all_over(postman: &Postman, letters: Vec<Letter>) -> Vec<(Letter, MailOutcome)> {
    let heard = postman.is_heard();
    let each = letters.into_iter().map(|letter| {
        let outcome = match &heard {
            Ok(()) => postman.hand_over(&letter),
            Err(later) => later.clone(),
        };
        (letter, outcome)
    });
    each.collect()
}

fn settle_all(
    tx: &mut crate::platform::db::Tx,
    outcomes: &[(Letter, MailOutcome)],
    now: DateTime<Utc>,
) -> Result<(), Problem> {
    let author = Author::without_name(AuthorKind::System, None);
    for (letter, outcome) in outcomes {
        let event = match store::settle(tx, letter, outcome, now)? {
            MailState::Sent => Event::MailSent,
            MailState::Refused => Event::MailRefused,
            MailState::Uncertain => Event::MailDoubted,
            _ => continue,
        };
        journal::record_private(tx, &author, event, letter.id.0)?;
    }
    Ok(())
}
