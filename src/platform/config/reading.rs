//! Reading settings: the file, then the environment, each value with where it was said.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

use super::fitness::{misfits, write_addresses_alike};
use super::settings::{PREFIX, Setting, SettingKind, USUAL, setting, settings};
use super::{Config, ConfigError, reachable};
use crate::platform::text::nearest;

/// A configuration, and what was said of it where.
#[derive(Debug, Clone)]
pub struct ReadConfig {
    pub config: Config,
    /// Every setting that the file or the environment says, in the order of the fields.
    pub said: Vec<SaidSetting>,
}

/// A setting that somebody set.
#[derive(Debug, Clone)]
pub struct SaidSetting {
    pub key: &'static str,
    /// Its value, as in the file; secrets are not shown.
    pub shown: String,
    pub source: SettingSource,
}

/// Where a setting was set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SettingSource {
    /// In a file.
    File(PathBuf),
    /// By a variable of the environment.
    Variable(String),
}

impl fmt::Display for SettingSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(f),
            Self::Variable(name) => f.write_str(name),
        }
    }
}

/// What was said, key by key, before it is judged.
#[derive(Default)]
struct Said {
    table: Table,
    sources: BTreeMap<String, SettingSource>,
}

impl ReadConfig {
    /// Reads the file when one is named, then the environment.
    ///
    /// # Errors
    /// Names every key and variable that is unknown or whose value does not fit, with what is accepted.
    pub fn from(
        file: Option<&Path>,
        environment: impl Iterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let mut said = Said::default();
        if let Some(path) = file {
            said.read_file(path)?;
        }
        said.hear(environment.collect());
        let faults = said.faults();
        if !faults.is_empty() {
            return Err(ConfigError::Unfit(faults));
        }
        let mut table = said.table.clone();
        if table.get("public_url").is_none_or(|url| url.as_str() == Some("")) {
            table.remove("public_url");
            let listen = table.get("listen").and_then(Value::as_str);
            let url = listen.map(|listen| format!("http://{}", reachable(listen)));
            table.extend(url.map(|url| ("public_url".to_owned(), Value::String(url))));
        }
        let read = Value::Table(table).try_into();
        let mut config: Config =
            read.map_err(|error| ConfigError::Unfit(vec![error.message().to_owned()]))?;
        let faults: Vec<_> =
            misfits(&config).into_iter().map(|(key, accepted)| said.fault(key, &accepted)).collect();
        write_addresses_alike(&mut config);
        match faults.is_empty() {
            true => Ok(Self { said: said.told(), config }),
            false => Err(ConfigError::Unfit(faults)),
        }
    }
}

impl Said {
    fn read_file(&mut self, path: &Path) -> Result<(), ConfigError> {
        let text = std::fs::read_to_string(path).map_err(|e| ConfigError::File(path.into(), e))?;
        // what the error shows of the line may be a password
        let table: Table = text.parse().map_err(|error: toml::de::Error| {
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            let line = 1 + before.matches('\n').count();
            ConfigError::Syntax(path.into(), line, error.message().to_owned())
        })?;
        for (key, value) in table {
            self.say(key, value, SettingSource::File(path.into()));
        }
        Ok(())
    }

    fn hear(&mut self, environment: BTreeMap<String, String>) {
        let ours = environment.iter().filter_map(|(name, text)| {
            let key = name.strip_prefix(PREFIX)?.to_lowercase();
            Some((key, name, text))
        });
        let usual = environment.get_key_value(USUAL.0).filter(|(_, url)| !url.is_empty());
        let usual = usual.map(|(name, text)| (USUAL.1.to_owned(), name, text));
        for (key, name, text) in ours.chain(usual) {
            let value = value_of(text, setting(&key).map(|setting| setting.kind));
            self.say(key, value, SettingSource::Variable(name.clone()));
        }
    }

    fn say(&mut self, key: String, value: Value, source: SettingSource) {
        self.sources.insert(key.clone(), source);
        self.table.insert(key, value);
    }

    /// Keys that do not exist, and values that are not of their kind or out of their bounds.
    fn faults(&self) -> Vec<String> {
        let each = self.table.iter().filter_map(|(key, value)| match setting(key) {
            None => Some(self.unknown(key)),
            Some(setting) => refusal(setting, value).map(|accepted| self.fault(setting.key, &accepted)),
        });
        each.collect()
    }

    fn unknown(&self, key: &str) -> String {
        let named = match self.sources.get(key) {
            Some(SettingSource::File(path)) => format!("{key} in {}", path.display()),
            _ => format!("{PREFIX}{} ({key})", key.to_uppercase()),
        };
        let meant = nearest(key, settings().iter().map(|setting| setting.key)).and_then(setting);
        match meant {
            Some(meant) => {
                format!("{named}: no such setting; did you mean {} ({})?", meant.key, meant.variable())
            }
            None => format!("{named}: no such setting"),
        }
    }

    /// A value that is refused: where it was said, and what is accepted.
    fn fault(&self, key: &str, accepted: &str) -> String {
        let variable = setting(key).map(Setting::variable).unwrap_or_default();
        let shown = self.shown(key);
        match self.sources.get(key) {
            Some(SettingSource::Variable(name)) => {
                format!("{name} ({key}): {shown} is refused; accepted: {accepted}")
            }
            Some(SettingSource::File(path)) => {
                let path = path.display();
                format!("{key} in {path} ({variable}): {shown} is refused; accepted: {accepted}")
            }
            None => format!("{key} ({variable}): accepted: {accepted}"),
        }
    }

    fn shown(&self, key: &str) -> String {
        match setting(key) {
            Some(setting) if setting.is_secret => "a value that is not shown".into(),
            _ => serde_json::to_string(&self.table.get(key)).unwrap_or_default(),
        }
    }

    fn told(&self) -> Vec<SaidSetting> {
        let each = settings().iter().filter_map(|setting| {
            let source = self.sources.get(setting.key)?.clone();
            Some(SaidSetting { key: setting.key, shown: self.shown(setting.key), source })
        });
        each.collect()
    }
}

/// What is accepted instead of a value that is not of its kind or out of its bounds.
fn refusal(setting: &Setting, value: &Value) -> Option<String> {
    if let (SettingKind::Whole { least, most }, Some(number)) = (setting.kind, value.as_integer()) {
        let number = number as f64;
        if least.is_some_and(|least| number < least) || most.is_some_and(|most| number > most) {
            return Some(setting.accepted(""));
        }
    }
    let alone = Table::from_iter([(setting.key.to_owned(), value.clone())]);
    let refused = Value::Table(alone).try_into::<Config>().err()?;
    Some(setting.accepted(refused.message()))
}

/// A variable's text, as what its setting takes when it can be that.
fn value_of(text: &str, kind: Option<SettingKind>) -> Value {
    let said = || Value::String(text.to_owned());
    match kind {
        Some(SettingKind::Whole { .. }) => text.parse().map_or_else(|_| said(), Value::Integer),
        Some(SettingKind::Boolean) => text.parse().map_or_else(|_| said(), Value::Boolean),
        Some(SettingKind::List) if text.starts_with('[') && text.ends_with(']') => {
            let list = format!("v = {text}").parse::<Table>().ok().and_then(|mut table| table.remove("v"));
            list.unwrap_or_else(said)
        }
        _ => said(),
    }
}
