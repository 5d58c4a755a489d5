//! Configuration: a TOML file, then `COMPAGNON_*` variables; unknown or unfit values stop the start.

use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use secrecy::SecretString;
use serde::Deserialize;
use toml::{Table, Value};

use super::crypto::MasterSecret;

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
    /// Address people reach the API at; issuer of the tokens.
    pub public_url: String,
    /// Folder of the private PostgreSQL and of the installation's secret.
    pub data_dir: Option<PathBuf>,
    /// PostgreSQL to use instead of a private one.
    pub database_url: Option<String>,
    /// The same database for the owner of its tables, when `database_url` names a role that owns nothing.
    pub owner_database_url: Option<String>,
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
            secret_file: None,
            pool_size: connections_for(processors),
            pool_waiting: 256,
            workers: processors,
            cors_origins: Vec::new(),
            trusted_proxies: Vec::new(),
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
            () => Ok(self),
        }
    }

    /// The folder of the data, the usual one of the system when none is named.
    pub fn data_folder(&self) -> Result<PathBuf, ConfigError> {
        match &self.data_dir {
            Some(named) => Ok(named.clone()),
            None => private_postgres::default_root(APPLICATION)
                .map_err(|e| ConfigError::DataFolder(e.to_string())),
        }
    }

    /// The installation's secret: read from its file, made once in the data folder when none is named.
    pub fn master_secret(&self) -> Result<MasterSecret, ConfigError> {
        let path = match &self.secret_file {
            Some(named) => named.clone(),
            None => self.data_folder()?.join("secret"),
        };
        let refused = |why: String| ConfigError::Secret(path.clone(), why);
        if self.secret_file.is_none() && !path.exists() {
            make_secret(&path).map_err(|e| refused(e.to_string()))?;
        }
        refuse_readable_by_others(&path).map_err(refused)?;
        let text = std::fs::read_to_string(&path).map_err(|e| refused(e.to_string()))?;
        let text = text.trim();
        if text.len() < 43 || text.chars().all(|c| text.starts_with(c)) || text.contains("example") {
            return Err(refused("must hold at least 43 random characters (256 bits in base64)".into()));
        }
        MasterSecret::new(text.as_bytes().to_vec()).ok_or_else(|| refused("is too short".into()))
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

/// Makes the secret, whole or not at all: of several first starts at once, one wins and all read the same.
fn make_secret(path: &Path) -> std::io::Result<()> {
    use std::io::{ErrorKind, Write};
    use std::os::unix::fs::OpenOptionsExt;
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent)?;
    }
    let secret = super::crypto::random_secret().map_err(std::io::Error::other)?;
    let draft = path.with_extension(uuid::Uuid::new_v4().simple().to_string());
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o400).open(&draft)?;
    file.write_all(secret.as_bytes())?;
    file.sync_all()?;
    let made = std::fs::hard_link(&draft, path);
    std::fs::remove_file(&draft)?;
    match made {
        Err(e) if e.kind() != ErrorKind::AlreadyExists => Err(e),
        _ => Ok(()),
    }
}

fn refuse_readable_by_others(path: &Path) -> Result<(), String> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path).map_err(|e| e.to_string())?.permissions().mode();
    if mode & 0o077 != 0 {
        return Err("can be read by others; run chmod 400 on it".into());
    }
    Ok(())
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
    fn unknown_or_unfit_values_stop_the_start() {
        for (name, value) in [
            ("COMPAGNON_POOL_SIZES", "3"),
            ("COMPAGNON_POOL_SIZE", "many"),
            ("COMPAGNON_POOL_SIZE", "0"),
            ("COMPAGNON_CORS_ORIGINS", "[\"*\"]"),
        ] {
            assert!(read(&[(name, value)]).is_err(), "{name}={value}");
        }
    }

    #[test]
    fn a_secret_that_others_may_know_or_guess_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let path = std::env::temp_dir().join(format!("compagnon-secret-{}", uuid::Uuid::new_v4()));
        let config = Config { secret_file: Some(path.clone()), ..Config::default() };
        let judged = |text: &str, mode: u32| {
            std::fs::write(&path, text).unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
            config.master_secret().map(drop).map_err(|refused| refused.to_string())
        };
        assert!(config.master_secret().is_err(), "a secret that was named is never made");
        let secret = super::super::crypto::random_secret().unwrap();
        assert_eq!(judged(&secret, 0o600), Ok(()));
        assert_eq!(judged(&format!("{secret}\n"), 0o600), Ok(()));
        for mode in [0o640, 0o604, 0o620, 0o601] {
            assert!(judged(&secret, mode).unwrap_err().contains("chmod 400"), "{mode:o}");
        }
        for weak in ["", &secret[..42], &"a".repeat(64), &format!("example-{secret}")] {
            assert!(judged(weak, 0o600).unwrap_err().contains("43 random characters"), "{weak:?}");
        }
        std::fs::remove_file(path).unwrap();
    }

    #[test]
    fn first_starts_at_once_share_one_secret() {
        let folder = std::env::temp_dir().join(format!("compagnon-secret-{}", uuid::Uuid::new_v4()));
        let config = Config { data_dir: Some(folder.clone()), ..Config::default() };
        let together = std::sync::Barrier::new(8);
        let seal = || {
            together.wait();
            config.master_secret().map(|secret| secret.key_for("test").sign(b"same")).unwrap()
        };
        let seals: Vec<_> = std::thread::scope(|scope| {
            let starts: Vec<_> = (0..8).map(|_| scope.spawn(seal)).collect();
            starts.into_iter().map(|start| start.join().unwrap()).collect()
        });
        assert!(seals.iter().all(|one| *one == seals[0]));
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
        std::fs::remove_dir_all(folder).unwrap();
    }
}
