//! The settings there are, read from the fields of [`Config`]: name, meaning, kind, bounds, default.

use std::fmt::Write;
use std::sync::LazyLock;

use serde::Deserialize;
use serde::de::{self, Deserializer, Visitor, value};
use serde_json::Value;
use utoipa::PartialSchema;

use super::Config;

/// Prefix of the environment variables.
pub(super) const PREFIX: &str = "COMPAGNON_";
/// The variable that other programs use too, and the key it stands for.
pub(super) const USUAL: (&str, &str) = ("DATABASE_URL", "database_url");

/// Something that may be set.
#[derive(Debug, Clone)]
pub struct Setting {
    /// Its key in the file.
    pub key: &'static str,
    /// What it means, one line or more.
    pub meaning: String,
    /// What a value is.
    pub(super) kind: SettingKind,
    /// Its default; null when there is none.
    default: Value,
    /// Its default in words, when it depends on the machine or on other settings.
    default_in_words: Option<String>,
    /// A value as it may be.
    example: Value,
    /// Whether its value is never shown.
    pub(super) is_secret: bool,
}

/// What the value of a setting is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum SettingKind {
    Text,
    Boolean,
    List,
    /// A whole number, with its bounds.
    Whole {
        least: Option<f64>,
        most: Option<f64>,
    },
}

impl Setting {
    /// The variable that sets it.
    pub fn variable(&self) -> String {
        format!("{PREFIX}{}", self.key.to_uppercase())
    }

    /// Its default as people are told it: `none` without one.
    pub fn default_shown(&self) -> String {
        match (&self.default_in_words, &self.default) {
            (Some(words), _) => words.clone(),
            (None, Value::Null) => "none".into(),
            (None, Value::Array(none)) if none.is_empty() => "none".into(),
            (None, Value::String(text)) => text.clone(),
            (None, other) => other.to_string(),
        }
    }

    /// What is accepted as its value; `refused` says why one was not.
    pub(super) fn accepted(&self, refused: &str) -> String {
        let bounded = |least: Option<f64>, most: Option<f64>| match (least, most) {
            (least, Some(most)) => format!("a whole number from {} to {most}", least.unwrap_or_default()),
            (least, None) => format!("a whole number, {} or more", least.unwrap_or_default()),
        };
        match self.kind {
            SettingKind::Whole { least, most } => bounded(least, most),
            SettingKind::Boolean => "true or false".into(),
            SettingKind::List => format!("a list in brackets, such as {}", self.example),
            SettingKind::Text if self.is_secret => "a text".into(),
            SettingKind::Text => format!("a text ({refused})"),
        }
    }

    fn read(key: &'static str, schema: &Value, defaults: &Value) -> Self {
        let said = &schema["properties"][key];
        let kinds = match &said["type"] {
            Value::Array(several) => several.clone(),
            one => vec![one.clone()],
        };
        let kind = match kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null") {
            Some("integer") => {
                SettingKind::Whole { least: said["minimum"].as_f64(), most: said["maximum"].as_f64() }
            }
            Some("boolean") => SettingKind::Boolean,
            Some("array") => SettingKind::List,
            _ => SettingKind::Text,
        };
        Self {
            key,
            meaning: said["description"].as_str().unwrap_or_default().to_owned(),
            kind,
            default: defaults[key].clone(),
            default_in_words: said["x-default"].as_str().map(str::to_owned),
            example: said["example"].clone(),
            is_secret: said["format"] == "password",
        }
    }
}

/// Every setting, in the order of the fields.
pub fn settings() -> &'static [Setting] {
    static SETTINGS: LazyLock<Vec<Setting>> = LazyLock::new(|| {
        let mut names = FieldNames(&[]);
        let _ = Config::deserialize(&mut names);
        let schema = serde_json::to_value(Config::schema()).unwrap_or_default();
        let defaults = serde_json::to_value(Config::default()).unwrap_or_default();
        names.0.iter().map(|key| Setting::read(key, &schema, &defaults)).collect()
    });
    &SETTINGS
}

/// The setting of a key.
pub(super) fn setting(key: &str) -> Option<&'static Setting> {
    settings().iter().find(|setting| setting.key == key)
}

/// A TOML file with every setting, each explained, its default behind a `#`.
pub fn reference() -> String {
    let version = env!("CARGO_PKG_VERSION");
    let mut text = format!(
        "# Settings of Compagnon {version}, with what each is unless it is set.\n\
         # To set one here, take away the # in front of its key; its variable in the environment has the last word.\n\
         # The program reads this file when --config or COMPAGNON_CONFIG_FILE names it.\n"
    );
    for setting in settings() {
        let meaning: String = setting.meaning.lines().map(|line| format!("# {}\n", line.trim())).collect();
        let usual = if setting.key == USUAL.1 { format!("{} or ", USUAL.0) } else { String::new() };
        let (variable, default) = (setting.variable(), setting.default_shown());
        let _ = write!(text, "\n{meaning}# Variable: {usual}{variable}. Default: {default}.\n");
        if !setting.example.is_null() {
            let _ = writeln!(text, "# For example: {} = {}", setting.key, setting.example);
        }
        if setting.default_in_words.is_none() && !setting.default.is_null() {
            let _ = writeln!(text, "#{} = {}", setting.key, setting.default);
        }
    }
    text
}

/// Hears which fields a struct is read from, and reads nothing.
struct FieldNames(&'static [&'static str]);

impl<'de> Deserializer<'de> for &mut FieldNames {
    type Error = value::Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, value::Error> {
        Err(de::Error::custom("only the names of fields are read"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, value::Error> {
        self.0 = fields;
        self.deserialize_any(visitor)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_says_what_it_means_and_what_it_takes() {
        assert!(settings().len() > 20, "{}", settings().len());
        for setting in settings() {
            assert!(!setting.meaning.is_empty(), "{}", setting.key);
            let explained = !setting.default.is_null() || !setting.example.is_null();
            assert!(explained, "{}: no default, and no example", setting.key);
        }
        let secrets = settings().iter().filter(|setting| setting.is_secret).map(|setting| setting.key);
        assert!(secrets.eq(["database_url", "owner_database_url", "smtp_url"]));
        let pool_size = setting("pool_size").unwrap();
        assert_eq!(pool_size.kind, SettingKind::Whole { least: Some(1.0), most: Some(200.0) });
        assert_eq!(setting("requests_per_second").unwrap().accepted(""), "a whole number, 1 or more");
    }
}
