//! What a schema says, for people, of its fields, choices and forms.

use std::collections::HashMap;

use serde_json::Value;

use crate::platform::text::{Sentence, nearest};
use crate::platform::types::ENUMERATION;
use crate::say;

/// What a schema says, for people, of its choices and forms, by the place of their keyword.
#[derive(Debug, Default)]
pub(super) struct Described {
    /// The choices of each enumeration, each with its label and its code.
    pub choices: HashMap<String, Sentence>,
    /// An example of each form.
    pub examples: HashMap<String, String>,
    /// The fields of each object that takes no others.
    fields: HashMap<String, Vec<String>>,
}

impl Described {
    /// What a schema says, looked up once.
    pub(super) fn of(schema: &Value) -> Self {
        let mut found = Self::default();
        found.read(schema, "");
        found
    }

    fn read(&mut self, node: &Value, at: &str) {
        if let Some(values) = node[ENUMERATION]["values"].as_array() {
            self.choices.insert(format!("{at}/enum"), choices(values));
        }
        if let (Some(_), Some(example)) = (node["pattern"].as_str(), node["example"].as_str()) {
            self.examples.insert(format!("{at}/pattern"), example.to_owned());
        }
        if let (Some(false), Some(fields)) =
            (node["additionalProperties"].as_bool(), node["properties"].as_object())
        {
            self.fields.insert(format!("{at}/additionalProperties"), fields.keys().cloned().collect());
        }
        match node {
            Value::Object(fields) => {
                for (name, below) in fields {
                    self.read(below, &format!("{at}/{}", name.replace('~', "~0").replace('/', "~1")));
                }
            }
            Value::Array(items) => {
                items
                    .iter()
                    .enumerate()
                    .for_each(|(index, below)| self.read(below, &format!("{at}/{index}")));
            }
            _ => {}
        }
    }
}

impl Described {
    /// What is told of a field that an object does not take: the one that was meant, else those it takes.
    pub(super) fn unknown_field(&self, place: &str, given: &str) -> Sentence {
        let accepted = self.fields.get(place).map(Vec::as_slice).unwrap_or_default();
        if let Some(meant) = nearest(given, accepted.iter().map(String::as_str)) {
            return say!(
                "Ce champ n'existe pas ici : vouliez-vous dire {meant} ?",
                "There is no such field here: did you mean {meant}?"
            );
        }
        if accepted.is_empty() {
            return say!("Ce champ n'existe pas ici.", "There is no such field here.");
        }
        let all = accepted.join(", ");
        say!(
            "Ce champ n'existe pas ici. Champs acceptés : {all}.",
            "There is no such field here. Fields accepted: {all}."
        )
    }
}

/// Labels with their codes, one after the other.
fn choices(values: &[Value]) -> Sentence {
    let in_lang = |lang: &str| {
        let text = |value: &Value, of: &str| value[of].as_str().unwrap_or_default().to_owned();
        let each = values.iter().map(|value| format!("{} ({})", text(value, lang), text(value, "code")));
        each.collect::<Vec<_>>().join(", ")
    };
    Sentence::new(in_lang("fr"), in_lang("en"))
}
