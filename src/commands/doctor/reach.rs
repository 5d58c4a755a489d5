//! What is reached over the network: the mail server, and ourselves as people reach us.

use std::time::Duration;

use secrecy::ExposeSecret;

use super::{Examination, probe};
use crate::app::about::SECURITY_TXT;
use crate::platform::config::Config;
use crate::trust::mails::Postman;

/// Longest wait for the mail server.
const PATIENCE_WITH_MAIL: Duration = Duration::from_secs(25);
/// Longest wait for our own address.
const PATIENCE: Duration = Duration::from_secs(5);
/// What this program answers at `/healthz`.
const ALIVE: &str = "alive";

/// Greets the mail server as sending begins, and sends nothing.
pub async fn mail_server(examination: &mut Examination, config: &Config) {
    let matter = "mail server";
    let postman = match Postman::hired(config) {
        Ok(Some(postman)) => postman,
        Ok(None) => return examination.ok(matter, "none is named (COMPAGNON_SMTP_URL): mails wait"),
        Err(error) => return examination.fail(matter, error),
    };
    let url = config.smtp_url.as_ref().and_then(|url| reqwest::Url::parse(url.expose_secret()).ok());
    let host = url.and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
    match tokio::time::timeout(PATIENCE_WITH_MAIL, postman.greet()).await {
        Ok(Ok(())) => examination.ok(matter, format!("{host} answers")),
        Ok(Err(why)) => examination.fail(matter, format!("{host} (COMPAGNON_SMTP_URL): {why}")),
        Err(_) => examination.fail(matter, format!("{host} (COMPAGNON_SMTP_URL): no answer in time")),
    }
}

/// Asks our own public address whether we live; it may be that nobody serves yet, or that only others reach it.
pub async fn public_address(examination: &mut Examination, config: &Config) {
    let matter = "public address";
    let address = format!("{}/healthz", config.public_url);
    let told = match tokio::time::timeout(PATIENCE, probe::get(&address)).await {
        Ok(Ok((200, body))) if body.lines().any(|line| line == ALIVE) => {
            return examination.ok(matter, format!("{address} answers"));
        }
        Ok(Ok((status, _))) => format!("{address} answers {status}, and not as this program does"),
        Ok(Err(error)) => format!("{address} (COMPAGNON_PUBLIC_URL) is not reached from here: {error:#}"),
        Err(_) => format!("{address} (COMPAGNON_PUBLIC_URL) does not answer within {PATIENCE:?}"),
    };
    examination.warn(matter, told);
}

/// Looks whether somebody who finds a weakness is told whom to write to.
pub fn security_contact(examination: &mut Examination, config: &Config) {
    let matter = "security contact";
    match &config.security_contact {
        Some(contact) => examination.ok(matter, format!("{contact}, told by {SECURITY_TXT}")),
        None => examination.warn(
            matter,
            format!("{SECURITY_TXT} tells nobody whom to write to: name one with COMPAGNON_SECURITY_CONTACT"),
        ),
    }
}
