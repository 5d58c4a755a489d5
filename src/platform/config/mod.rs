//! Configuration: a TOML file, then `COMPAGNON_*` variables; unknown or unfit values stop the start.

mod secret;

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use secrecy::SecretString;
use serde::Deserialize;
use toml::{Table, Value};

/// Name of the application: its data folder and its database bear it.
pub const APPLICATION: &str = "compagnon";
/// Prefix of the environment variables.
const PREFIX: &str = "COMPAGNON_";

/// Everything that may be set; each field is a key of the file and, upper-cased, a variable.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Address the API listens on.
    pub listen: String,
    /// Address of metrics, which must stay private.
    pub admin_listen: String,
    /// Address people reach the API at, that of `listen` unless said; issuer of the tokens.
    pub public_url: String,
    /// Folder of the private PostgreSQL and of the installation's secret.
    pub data_dir: Option<PathBuf>,
    /// PostgreSQL to use instead of a private one.
    pub database_url: Option<String>,
    /// The same database for the owner of its tables, when `database_url` names a role that owns nothing.
    pub owner_database_url: Option<String>,
    /// Whether a database reached over a network without verified TLS (`sslmode=verify-full`) is refused, not only warned of.
    pub require_database_tls: bool,
    /// File that holds the installation's secret (32 bytes or more); made in `data_dir` when absent.
    pub secret_file: Option<PathBuf>,
    /// Connections to PostgreSQL: three a processor and four at least, unless said otherwise. More of them make every
    /// request dearer, fewer let some slow statements hold everybody up (docs/adr/0005).
    pub pool_size: u32,
    /// Requests that may wait for a connection; beyond, 503 at once.
    pub pool_waiting: usize,
    /// Worker threads of the HTTP server.
    pub workers: usize,
    /// Origins of front ends allowed by CORS, exact.
    pub cors_origins: Vec<String>,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<std::net::IpAddr>,
    /// Whether the documentation page is on the public address too: unless said, only when that address is on this
    /// machine. It is always on the private one.
    pub public_docs: Option<bool>,
    /// Connections of one address, or of one network of IPv6, at once; proxies that are trusted have no bound.
    pub connections_per_address: NonZeroU32,
    /// Folders of catalogue files read besides the embedded ones.
    pub catalogue_dirs: Vec<PathBuf>,
    /// `text` for people, `json` for machines.
    pub log_format: LogFormat,
    /// Filter of the log, as in `info,actix_server=warn`.
    pub log_level: String,
    /// Seconds between a SIGTERM, from which `/readyz` says no, and the end of listening.
    pub drain_notice_s: u64,
    /// Seconds given to requests in flight when stopping.
    pub shutdown_grace_s: u64,
    /// Memory of one password hash, in KiB: above OWASP's floors (19 MiB twice, 12 MiB thrice, read 23/11/2026),
    /// and small enough for 64 people to sign in at once within 100 MB.
    pub password_memory_kib: u32,
    /// Passes of one password hash.
    pub password_passes: u32,
    /// Requests a second of one account or machine client; ten times as many may come at once.
    pub requests_per_second: NonZeroU32,
    /// Requests a second without a valid token from one address, which a whole school may share; ten times as many at once.
    pub requests_per_second_without_token: NonZeroU32,
    /// Exports and steps of imports a minute of one account or machine client.
    pub heavy_requests_per_minute: NonZeroU32,
    /// Mail server, as in `smtps://user:password@mail.example.org`; without one, mails wait.
    pub smtp_url: Option<SecretString>,
    /// Sender of the mails.
    pub mail_from: String,
    /// Address of the front end, whose `/obligations/{id}` shows something due: digests link to it.
    pub front_url: Option<String>,
    /// Hour in Paris from which the daily digests are prepared.
    pub digest_hour: u32,
}

/// How log lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines.
    Json,
}

impl Default for Config {
    fn default() -> Self {
        let processors = std::thread::available_parallelism().map_or(2, usize::from);
        Self {
            listen: "127.0.0.1:8080".into(),
            admin_listen: "127.0.0.1:8081".into(),
            public_url: "http://127.0.0.1:8080".into(),
            data_dir: None,
            database_url: None,
            owner_database_url: None,
            require_database_tls: false,
            secret_file: None,
            pool_size: connections_for(processors),
            pool_waiting: 256,
            workers: processors,
            cors_origins: Vec::new(),
            trusted_proxies: Vec::new(),
            public_docs: None,
            connections_per_address: number(256),
            catalogue_dirs: Vec::new(),
            log_format: LogFormat::Text,
            log_level: "info".into(),
            drain_notice_s: 5,
            shutdown_grace_s: 25,
            password_memory_kib: 28_672,
            password_passes: 3,
            requests_per_second: number(100),
            requests_per_second_without_token: number(50),
            heavy_requests_per_minute: number(30),
            smtp_url: None,
            mail_from: "Compagnon <compagnon@localhost>".into(),
            front_url: None,
            digest_hour: 7,
        }
    }
}

/// Why the program does not start.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("configuration file {0}: {1}")]
    File(PathBuf, std::io::Error),
    /// A key is unknown or a value is of the wrong type.
    #[error("configuration: {0}")]
    Invalid(String),
    /// No folder for the data.
    #[error("data folder: {0}; name one with COMPAGNON_DATA_DIR")]
    DataFolder(String),
    /// The secret cannot be used.
    #[error("installation secret {0}: {1}")]
    Secret(PathBuf, String),
    /// The secret is gone, and the base is sealed with it.
    #[error(
        "installation secret {0}: it is missing, and what is kept in this base is sealed with it; no other opens it. \
         Find the file in a backup and put it back, or name it with COMPAGNON_SECRET_FILE."
    )]
    SecretLost(PathBuf),
}

impl Config {
    /// Reads the file when one is named, then the environment.
    pub fn read(
        file: Option<&Path>,
        environment: impl Iterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let mut table = match file {
            Some(path) => read_file(path)?,
            None => Table::new(),
        };
        let environment: BTreeMap<String, String> = environment.collect();
        for (name, text) in &environment {
            if let Some(key) = name.strip_prefix(PREFIX) {
                table.insert(key.to_lowercase(), value_of(text));
            }
        }
        if let Some(url) = environment.get("DATABASE_URL").filter(|url| !url.is_empty()) {
            table.insert("database_url".into(), Value::String(url.clone()));
        }
        if table.get("public_url").is_none_or(|url| url.as_str() == Some("")) {
            table.remove("public_url");
            let listen = table.get("listen").and_then(Value::as_str);
            let url = listen.map(|listen| format!("http://{}", reachable(listen)));
            table.extend(url.map(|url| ("public_url".to_owned(), Value::String(url))));
        }
        let config: Self =
            Value::Table(table).try_into().map_err(|e| ConfigError::Invalid(format!("{e}")))?;
        config.judged()
    }

    fn judged(self) -> Result<Self, ConfigError> {
        let wrong = |what: &str| Err(ConfigError::Invalid(what.into()));
        match () {
            () if !(1..=200).contains(&self.pool_size) => wrong("pool_size: from 1 to 200"),
            () if self.workers == 0 => wrong("workers: 1 or more"),
            () if self.password_memory_kib < 256 || self.password_passes == 0 => {
                wrong("password_memory_kib: 256 or more, password_passes: 1 or more")
            }
            () if self.digest_hour > 23 => wrong("digest_hour: from 0 to 23"),
            () if self.cors_origins.iter().any(|origin| origin == "*") => {
                wrong("cors_origins: name exact origins, \"*\" is refused")
            }
            () => match self.cors_origins.iter().find(|origin| !is_origin(origin)) {
                Some(other) => wrong(&format!("cors_origins: \"{other}\" is no origin such as {EXAMPLE}")),
                None if !is_web_address(&self.public_url) => {
                    wrong(&format!("public_url: \"{}\" is no address such as {EXAMPLE}", self.public_url))
                }
                None if self.front_url.as_deref().is_some_and(|url| !is_web_address(url)) => {
                    wrong(&format!("front_url: no address such as {EXAMPLE}"))
                }
                None => Ok(self),
            },
        }
    }

    /// Whether the documentation page is on the public address.
    pub fn shows_docs(&self) -> bool {
        let at_home = ["http://127.0.0.1", "http://localhost", "http://[::1]"];
        let on_this_machine = || {
            at_home.iter().any(|home| {
                let rest = self.public_url.strip_prefix(home);
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']))
            })
        };
        self.public_docs.unwrap_or_else(on_this_machine)
    }

    /// The folder of the data, the usual one of the system when none is named.
    pub fn data_folder(&self) -> Result<PathBuf, ConfigError> {
        match &self.data_dir {
            Some(named) => Ok(named.clone()),
            None => private_postgres::default_root(APPLICATION)
                .map_err(|e| ConfigError::DataFolder(e.to_string())),
        }
    }
}

/// An address and an origin as they are expected.
const EXAMPLE: &str = "https://compagnon.example.org";

/// The part of a web address that reaches what listens there: a server that listens everywhere is reached at home.
pub fn reachable(listen: &str) -> String {
    match listen.parse::<SocketAddr>() {
        Ok(mut address) if address.ip().is_unspecified() => {
            address.set_ip(Ipv4Addr::LOCALHOST.into());
            address.to_string()
        }
        _ => listen.to_owned(),
    }
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

/// Whether this is an origin as browsers send it.
fn is_origin(text: &str) -> bool {
    reqwest::Url::parse(text).is_ok_and(|url| url.origin().ascii_serialization() == text)
}

/// Connections that keep so many processors busy.
fn connections_for(processors: usize) -> u32 {
    u32::try_from(processors).unwrap_or(u32::MAX).saturating_mul(3).clamp(4, 64)
}

/// A number of the defaults above, none of which is zero.
const fn number(n: u32) -> NonZeroU32 {
    NonZeroU32::MIN.saturating_add(n - 1)
}

fn read_file(path: &Path) -> Result<Table, ConfigError> {
    let text = std::fs::read_to_string(path).map_err(|e| ConfigError::File(path.into(), e))?;
    text.parse().map_err(|e: toml::de::Error| ConfigError::Invalid(format!("{}: {e}", path.display())))
}

/// A variable's text as a number, a boolean, a list in brackets, or a text.
fn value_of(text: &str) -> Value {
    let looks_like_a_list = text.starts_with('[') && text.ends_with(']');
    if let (true, Ok(table)) = (looks_like_a_list, format!("v = {text}").parse::<Table>()) {
        return table.get("v").cloned().unwrap_or(Value::String(text.into()));
    }
    text.parse::<i64>()
        .map(Value::Integer)
        .or_else(|_| text.parse::<bool>().map(Value::Boolean))
        .unwrap_or_else(|_| Value::String(text.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<Config, ConfigError> {
        Config::read(None, pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())))
    }

    #[test]
    fn variables_are_typed_and_override_the_defaults() {
        let config = read(&[
            ("COMPAGNON_POOL_SIZE", "3"),
            ("COMPAGNON_CORS_ORIGINS", "[\"https://front.example.fr\"]"),
            ("COMPAGNON_LOG_FORMAT", "json"),
            ("HOME", "ignored"),
        ])
        .unwrap();
        assert_eq!((config.pool_size, config.log_format), (3, LogFormat::Json));
        assert_eq!(config.cors_origins, ["https://front.example.fr"]);
    }

    #[test]
    fn the_documentation_is_public_on_this_machine_only_unless_said() {
        let shown = |public_url: &str, said: Option<bool>| {
            Config { public_url: public_url.into(), public_docs: said, ..Config::default() }.shows_docs()
        };
        assert!(Config::default().shows_docs());
        assert!(shown("http://localhost:9000/", None) && shown("http://[::1]", None));
        for elsewhere in
            ["https://compagnon.example.fr", "http://localhost.example.fr", "http://127.0.0.1.nip.io"]
        {
            assert!(!shown(elsewhere, None) && shown(elsewhere, Some(true)), "{elsewhere}");
        }
        assert!(!shown("http://127.0.0.1:8080", Some(false)));
        assert_eq!(read(&[("COMPAGNON_PUBLIC_DOCS", "false")]).unwrap().public_docs, Some(false));
    }

    #[test]
    fn unknown_or_unfit_values_stop_the_start() {
        for (name, value) in [
            ("COMPAGNON_POOL_SIZES", "3"),
            ("COMPAGNON_POOL_SIZE", "many"),
            ("COMPAGNON_POOL_SIZE", "0"),
            ("COMPAGNON_CONNECTIONS_PER_ADDRESS", "0"),
            ("COMPAGNON_CORS_ORIGINS", "[\"*\"]"),
            ("COMPAGNON_CORS_ORIGINS", "[\"front.example.fr\"]"),
            ("COMPAGNON_CORS_ORIGINS", "[\"https://front.example.fr/\"]"),
            ("COMPAGNON_PUBLIC_URL", "not a url"),
            ("COMPAGNON_PUBLIC_URL", "compagnon.example.org"),
            ("COMPAGNON_PUBLIC_URL", "ftp://compagnon.example.org"),
            ("COMPAGNON_PUBLIC_URL", "https://compagnon.example.org/?a=b"),
        ] {
            let refused = read(&[(name, value)]).map(drop).unwrap_err().to_string();
            assert!(refused.contains(&name[10..].to_lowercase()), "{name}={value}: {refused}");
        }
    }

    #[test]
    fn the_public_address_follows_the_one_listened_on_unless_it_is_said() {
        let url = |pairs: &[(&str, &str)]| read(pairs).unwrap().public_url;
        for (listen, expected) in [
            ("127.0.0.1:9000", "http://127.0.0.1:9000"),
            ("0.0.0.0:9000", "http://127.0.0.1:9000"),
            ("[::]:9000", "http://127.0.0.1:9000"),
            ("localhost:9000", "http://localhost:9000"),
        ] {
            assert_eq!(url(&[("COMPAGNON_LISTEN", listen)]), expected);
            assert_eq!(url(&[("COMPAGNON_LISTEN", listen), ("COMPAGNON_PUBLIC_URL", "")]), expected);
        }
        let named = "https://compagnon.example.org";
        assert_eq!(url(&[("COMPAGNON_LISTEN", "0.0.0.0:80"), ("COMPAGNON_PUBLIC_URL", named)]), named);
        assert_eq!(url(&[]), "http://127.0.0.1:8080");
    }
}
