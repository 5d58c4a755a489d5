//! Configuration: a TOML file, then `COMPAGNON_*` variables; unknown or unfit values stop the start.
//!
//! [`Config`] is the one source: the reference, the bounds that are judged and the errors are read from its fields.

mod fitness;
mod reading;
mod secret;
mod settings;

use std::net::{Ipv4Addr, SocketAddr};
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use secrecy::SecretString;
use serde::{Deserialize, Serialize, Serializer};
use utoipa::ToSchema;

pub use self::reading::{ReadConfig, SaidSetting, SettingSource};
pub use self::settings::{Setting, reference, settings};

/// Name of the application: its data folder and its database bear it.
pub const APPLICATION: &str = "compagnon";

/// Everything that may be set; each field is a key of the file and, upper-cased, a variable. Of a field, `x-default` says a
/// default that depends on the machine or on other fields, and the format `Password` that its value is never shown.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Address the API listens on.
    pub listen: String,
    /// Address of metrics, which must stay private.
    pub admin_listen: String,
    /// Address people reach the API at, that of `listen` unless said; issuer of the tokens. It may have a path, beneath which
    /// the host serves the API (`https://school.example.org/compagnon`).
    #[schema(extensions(("x-default" = json!("that of `listen`"))), example = "https://compagnon.example.org")]
    pub public_url: String,
    /// Folder of the private PostgreSQL and of the installation's secret.
    #[schema(value_type = Option<String>, extensions(("x-default" = json!("`/var/lib/compagnon` (root), else `~/.local/share/compagnon`"))), example = "/srv/compagnon")]
    pub data_dir: Option<PathBuf>,
    /// PostgreSQL to use instead of a private one.
    #[schema(format = Password, example = "postgres:///compagnon?host=/var/run/postgresql&user=compagnon_server")]
    #[serde(serialize_with = "unsaid")]
    pub database_url: Option<String>,
    /// The same database for the owner of its tables, when `database_url` names a role that owns nothing.
    #[schema(format = Password, example = "postgres:///compagnon?host=/var/run/postgresql&user=compagnon")]
    #[serde(serialize_with = "unsaid")]
    pub owner_database_url: Option<String>,
    /// Whether a database reached over a network without verified TLS (`sslmode=verify-full`) is refused, not only warned of.
    pub require_database_tls: bool,
    /// File that holds the installation's secret (32 bytes or more); made in `data_dir` when absent.
    #[schema(value_type = Option<String>, extensions(("x-default" = json!("`secret` in `data_dir`, made by the first start"))), example = "/etc/compagnon/secret")]
    pub secret_file: Option<PathBuf>,
    /// Connections to PostgreSQL: three a processor and four at least, unless said otherwise. More of them make every
    /// request dearer, fewer let some slow statements hold everybody up (docs/adr/0005).
    #[schema(minimum = 1, maximum = 200, extensions(("x-default" = json!("3 a processor, at least 4"))), example = 12)]
    pub pool_size: u32,
    /// Requests that may wait for a connection; beyond, 503 at once.
    pub pool_waiting: usize,
    /// Worker threads of the HTTP server.
    #[schema(minimum = 1, extensions(("x-default" = json!("1 a processor"))), example = 4)]
    pub workers: usize,
    /// Origins of front ends allowed by CORS, exact.
    #[schema(example = json!(["https://front.example.org"]))]
    pub cors_origins: Vec<String>,
    /// Proxies whose `X-Forwarded-For` is believed.
    #[schema(value_type = Vec<String>, example = json!(["127.0.0.1", "::1"]))]
    pub trusted_proxies: Vec<std::net::IpAddr>,
    /// Whether the documentation page is on the public address too: unless said, only when that address is on this
    /// machine. It is always on the private one.
    #[schema(extensions(("x-default" = json!("yes while `public_url` is on this machine, else no"))), example = true)]
    pub public_docs: Option<bool>,
    /// Connections of one address, or of one network of IPv6, at once; proxies that are trusted have no bound.
    #[schema(value_type = u32, minimum = 1)]
    pub connections_per_address: NonZeroU32,
    /// Folders of catalogue files read besides the embedded ones.
    #[schema(value_type = Vec<String>, example = json!(["/etc/compagnon/catalogue"]))]
    pub catalogue_dirs: Vec<PathBuf>,
    /// `text` for people, `json` for machines.
    #[schema(value_type = String)]
    pub log_format: LogFormat,
    /// Filter of the log, as in `info,actix_server=warn`.
    pub log_level: String,
    /// Seconds between a SIGTERM, from which `/readyz` says no, and the end of listening.
    pub drain_notice_s: u64,
    /// Seconds given to requests in flight when stopping.
    pub shutdown_grace_s: u64,
    /// Memory of one password hash, in KiB: above OWASP's floors (19 MiB twice, 12 MiB thrice, read 23/11/2026),
    /// and small enough for 64 people to sign in at once within 100 MB.
    #[schema(minimum = 256)]
    pub password_memory_kib: u32,
    /// Passes of one password hash.
    #[schema(minimum = 1)]
    pub password_passes: u32,
    /// Requests a second of one account or machine client; ten times as many may come at once.
    #[schema(value_type = u32, minimum = 1)]
    pub requests_per_second: NonZeroU32,
    /// Requests a second without a valid token from one address, which a whole school may share; ten times as many at once.
    #[schema(value_type = u32, minimum = 1)]
    pub requests_per_second_without_token: NonZeroU32,
    /// Exports and steps of imports a minute of one account or machine client.
    #[schema(value_type = u32, minimum = 1)]
    pub heavy_requests_per_minute: NonZeroU32,
    /// Mail server, as in `smtps://user:password@mail.example.org`; without one, mails wait.
    #[schema(value_type = Option<String>, format = Password, default = json!(null), example = "smtps://user:password@mail.example.org")]
    #[serde(serialize_with = "unsaid")]
    pub smtp_url: Option<SecretString>,
    /// Sender of the mails.
    pub mail_from: String,
    /// Address of the front end, whose `/obligations/{id}` shows something due: digests link to it.
    #[schema(example = "https://front.example.org")]
    pub front_url: Option<String>,
    /// Whom to tell of a weakness, as `/.well-known/security.txt` says it (RFC 9116): a `mailto:` or `https:` address.
    #[schema(example = "mailto:security@example.org")]
    pub security_contact: Option<String>,
    /// Hour in Paris from which the daily digests are prepared.
    #[schema(maximum = 23)]
    pub digest_hour: u32,
}

/// A secret is written nowhere.
fn unsaid<T, S: Serializer>(_: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_none()
}

/// How log lines are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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
            security_contact: None,
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
    /// The file is no TOML.
    #[error("configuration file {0}, line {1}: {2}")]
    Syntax(PathBuf, usize, String),
    /// Keys that are unknown, values that do not fit: a line for each.
    #[error("the settings do not fit:\n  {}\n`compagnon config --reference` lists them all", .0.join("\n  "))]
    Unfit(Vec<String>),
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
        ReadConfig::from(file, environment).map(|read| read.config)
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

/// Connections that keep so many processors busy.
fn connections_for(processors: usize) -> u32 {
    u32::try_from(processors).unwrap_or(u32::MAX).saturating_mul(3).clamp(4, 64)
}

/// A number of the defaults above, none of which is zero.
const fn number(n: u32) -> NonZeroU32 {
    NonZeroU32::MIN.saturating_add(n - 1)
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
            ("COMPAGNON_PUBLIC_URL", "https://compagnon.example.org/v1"),
            ("COMPAGNON_PUBLIC_URL", "https://compagnon.example.org/a//b"),
            ("COMPAGNON_PUBLIC_URL", "https://compagnon.example.org/l%C3%A9o"),
            ("COMPAGNON_FRONT_URL", "mailto:front@example.org"),
            ("COMPAGNON_SECURITY_CONTACT", "security@example.org"),
            ("COMPAGNON_SECURITY_CONTACT", "http://example.org/security"),
            ("COMPAGNON_LISTEN", "8080"),
            ("COMPAGNON_LOG_FORMAT", "jsn"),
            ("COMPAGNON_LOG_LEVEL", "info,compagnon=loud"),
            ("COMPAGNON_PUBLIC_DOCS", "perhaps"),
            ("COMPAGNON_DIGEST_HOUR", "24"),
            ("COMPAGNON_TRUSTED_PROXIES", "127.0.0.1"),
            ("COMPAGNON_TRUSTED_PROXIES", "[\"localhost\"]"),
            ("COMPAGNON_SMTP_URL", "mail.example.org"),
        ] {
            let refused = read(&[(name, value)]).map(drop).unwrap_err().to_string();
            assert!(refused.contains(&name[10..].to_lowercase()), "{name}={value}: {refused}");
            assert!(refused.contains(name), "{name}={value}: {refused}");
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
        for (said, kept) in [
            ("https://Compagnon.example.org:443/", "https://compagnon.example.org"),
            ("HTTPS://a.example.org/Apps/compagnon/", "https://a.example.org/Apps/compagnon"),
            ("http://a.example.org:8080", "http://a.example.org:8080"),
        ] {
            assert_eq!(url(&[("COMPAGNON_PUBLIC_URL", said)]), kept);
        }
        let named = "https://compagnon.example.org";
        assert_eq!(url(&[("COMPAGNON_LISTEN", "0.0.0.0:80"), ("COMPAGNON_PUBLIC_URL", named)]), named);
        assert_eq!(url(&[]), "http://127.0.0.1:8080");
    }
}
