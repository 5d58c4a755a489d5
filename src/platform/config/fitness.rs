//! Values of the right kind that nothing could be done with: addresses that are none, a log filter that cannot be read.

use lettre::message::Mailbox;
use lettre::{AsyncSmtpTransport, Tokio1Executor};
use secrecy::ExposeSecret;
use tracing_subscriber::EnvFilter;

use super::Config;

/// An address and an origin as they are expected.
const EXAMPLE: &str = "https://compagnon.example.org";

/// The keys whose values do not fit, each with what is accepted.
pub(super) fn misfits(config: &Config) -> Vec<(&'static str, String)> {
    let fits = [
        ("listen", is_listened_on(&config.listen), LISTENED_ON),
        ("admin_listen", is_listened_on(&config.admin_listen), LISTENED_ON),
        (
            "log_level",
            EnvFilter::try_new(&config.log_level).is_ok(),
            "a filter such as info,actix_server=warn",
        ),
        ("smtp_url", is_mail_server(config), "an address such as smtps://user:password@mail.example.org"),
        ("mail_from", is_sender(config), "a sender such as Compagnon <compagnon@example.org>"),
    ];
    let contact = config.security_contact.as_ref();
    let web = [
        ("public_url", Some(&config.public_url).filter(|url| !is_public_address(url)), PUBLIC),
        ("front_url", config.front_url.as_ref().filter(|url| !is_web_address(url)), AN_ADDRESS),
        ("security_contact", contact.filter(|contact| !is_contact(contact)), CONTACT),
    ];
    let web = web.into_iter().filter(|(_, refused, _)| refused.is_some());
    let origins = || format!("exact origins such as {EXAMPLE}, not \"*\", which opens to anybody");
    let origin = config.cors_origins.iter().find(|origin| !is_origin(origin));
    fits.into_iter()
        .filter(|(_, fits, _)| !fits)
        .map(|(key, _, accepted)| (key, accepted.to_owned()))
        .chain(web.map(|(key, _, accepted)| (key, accepted.to_owned())))
        .chain(origin.map(|_| ("cors_origins", origins())))
        .collect()
}

/// What is accepted of each address.
const AN_ADDRESS: &str = "an http or https address such as https://front.example.org";
const PUBLIC: &str = "an http or https address such as https://compagnon.example.org, or with a path of letters, digits and -_.~ \
     such as https://school.example.org/compagnon, which none of the program's own addresses begins with";
const CONTACT: &str = "a mailto: or https: address such as mailto:security@example.org";
/// What begins the program's own addresses: beneath one of them, nobody could tell which is meant.
const OWN_PATHS: [&str; 8] = ["v1", "l", "oauth", "docs", "openapi.json", "healthz", "readyz", ".well-known"];

const LISTENED_ON: &str = "an address and a port, such as 127.0.0.1:8080";

/// Whether this is a machine and a port, as servers listen on.
fn is_listened_on(text: &str) -> bool {
    text.rsplit_once(':').is_some_and(|(host, port)| !host.is_empty() && port.parse::<u16>().is_ok())
}

fn is_mail_server(config: &Config) -> bool {
    let server = |url: &str| AsyncSmtpTransport::<Tokio1Executor>::from_url(url).is_ok();
    config.smtp_url.as_ref().is_none_or(|url| server(url.expose_secret()))
}

/// The sender counts where there is a mail server.
fn is_sender(config: &Config) -> bool {
    config.smtp_url.is_none() || config.mail_from.parse::<Mailbox>().is_ok()
}

/// Whether this is an absolute web address to which paths may be added.
fn is_web_address(text: &str) -> bool {
    reqwest::Url::parse(text).is_ok_and(|url| {
        matches!(url.scheme(), "http" | "https")
            && url.has_host()
            && url.username().is_empty()
            && url.query().is_none()
            && url.fragment().is_none()
    })
}

/// Whether this may be the public address: its path is one that every proxy and program writes alike.
fn is_public_address(text: &str) -> bool {
    let plain = |segment: &str| {
        !segment.is_empty() && segment.bytes().all(|c| c.is_ascii_alphanumeric() || b"-_.~".contains(&c))
    };
    is_web_address(text)
        && reqwest::Url::parse(text).is_ok_and(|url| {
            let path = url.path().trim_start_matches('/').trim_end_matches('/');
            let mut segments = path.split('/');
            path.is_empty()
                || (segments.clone().all(plain)
                    && segments.next().is_some_and(|first| !OWN_PATHS.contains(&first)))
        })
}

/// Whether somebody can be written to there without being read by others (RFC 9116, §2.5.3).
fn is_contact(text: &str) -> bool {
    reqwest::Url::parse(text).is_ok_and(|url| match url.scheme() {
        "mailto" => url.path().parse::<lettre::Address>().is_ok(),
        scheme => scheme == "https" && is_web_address(text),
    })
}

/// Writes addresses as they are compared: scheme and host in small letters, no usual port, no `/` at the end.
pub(super) fn write_addresses_alike(config: &mut Config) {
    for url in [Some(&mut config.public_url), config.front_url.as_mut()].into_iter().flatten() {
        if let Ok(read) = reqwest::Url::parse(url) {
            read.as_str().trim_end_matches('/').clone_into(url);
        }
    }
}

/// Whether this is an origin as browsers send it; `"*"` is none.
fn is_origin(text: &str) -> bool {
    reqwest::Url::parse(text).is_ok_and(|url| url.origin().ascii_serialization() == text)
}
