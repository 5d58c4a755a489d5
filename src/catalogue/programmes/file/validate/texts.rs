//! The rules of every text and every list, wherever they stand: bounded, readable, never blank.

use serde::Serialize;
use toml::Value;

use super::super::fault::Faults;
use crate::say;

/// Longest text a catalogue file may hold, as the published schema says.
const LONGEST_TEXT: usize = 2000;

/// Longest list a catalogue file may hold, as the published schema says.
const LONGEST_LIST: usize = 200;

impl Faults {
    /// Requires that every text and every list under a value can be published.
    pub(super) fn require_readable(&mut self, path: &str, value: &impl Serialize) {
        match Value::try_from(value) {
            Ok(value) => self.walk(path, &value),
            Err(error) => self.note(
                path,
                say!(
                    "la valeur ne s'écrit pas en TOML : {error}",
                    "the value cannot be written as TOML: {error}"
                ),
            ),
        }
    }

    fn walk(&mut self, path: &str, value: &Value) {
        match value {
            Value::String(text) => self.require_text(path, text),
            Value::Array(items) => {
                self.require(items.len() <= LONGEST_LIST, path, || {
                    say!(
                        "la liste a {} éléments : {LONGEST_LIST} au plus sont acceptés",
                        "the list has {} items: at most {LONGEST_LIST} are accepted",
                        items.len()
                    )
                });
                items.iter().enumerate().for_each(|(rank, item)| self.walk(&format!("{path}[{rank}]"), item));
            }
            Value::Table(fields) => {
                for (key, field) in fields {
                    let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                    self.walk(&path, field);
                }
            }
            _ => {}
        }
    }

    fn require_text(&mut self, path: &str, text: &str) {
        // Computed at loading, so still empty in a programme that no file gave.
        if path == "digest" {
            return;
        }
        self.require(!text.trim().is_empty(), path, || {
            say!(
                "le texte est vide : écrivez-le, ou retirez le champ s'il est facultatif",
                "the text is blank: write it, or remove the field when it is optional"
            )
        });
        self.require(text.trim().is_empty() || text.trim() == text, path, || {
            say!(
                "le texte commence ou finit par un blanc : retirez-le",
                "the text starts or ends with a blank: remove it"
            )
        });
        self.require(text.chars().count() <= LONGEST_TEXT, path, || {
            say!(
                "le texte a {} caractères : {LONGEST_TEXT} au plus sont acceptés",
                "the text has {} characters: at most {LONGEST_TEXT} are accepted",
                text.chars().count()
            )
        });
        self.require(!text.chars().any(char::is_control), path, || {
            say!(
                "le texte contient un caractère de contrôle, tel un saut de ligne : un paragraphe par texte",
                "the text holds a control character, such as a line break: one paragraph per text"
            )
        });
    }
}
