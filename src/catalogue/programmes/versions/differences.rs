//! What one version changes of another, field by field, in words; pure.

use serde_json::Value;

use super::words::{label_of, name_of, shown};
use crate::platform::text::Sentence;
use crate::say;

/// Most differences told of two versions.
const MOST: usize = 1000;

/// What differs at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentDifference {
    /// JSON pointer, in the later version unless it is gone there.
    pub pointer: String,
    /// The field, after the names of what it belongs to.
    pub label: Sentence,
    pub before: Option<Sentence>,
    pub after: Option<Sentence>,
}

impl ContentDifference {
    /// Both in one sentence.
    pub fn sentence(&self) -> Sentence {
        let Sentence { fr, en } = &self.label;
        match (&self.before, &self.after) {
            (Some(before), Some(after)) => Sentence::new(
                format!("{fr} : {} (avant : {}).", after.fr, before.fr),
                format!("{en}: {} (before: {}).", after.en, before.en),
            ),
            (None, Some(after)) => Sentence::new(
                format!("{fr} : {} (rien auparavant).", after.fr),
                format!("{en}: {} (nothing before).", after.en),
            ),
            (Some(before), None) => Sentence::new(
                format!("{fr} : retiré (avant : {}).", before.fr),
                format!("{en}: removed (before: {}).", before.en),
            ),
            (None, None) => Sentence::new(format!("{fr}."), format!("{en}.")),
        }
    }
}

/// Where one is in the two documents.
#[derive(Debug, Clone, Default)]
struct FieldPlace {
    pointer: String,
    names: Vec<Sentence>,
}

impl FieldPlace {
    fn of_field(&self, field: &str) -> Self {
        self.under(field, label_of(field))
    }

    fn under(&self, step: &str, name: Sentence) -> Self {
        let mut below = self.clone();
        below.pointer = format!("{}/{step}", self.pointer);
        below.names.push(name);
        below
    }

    fn label(&self) -> Sentence {
        let joined =
            |text: fn(&Sentence) -> &str| self.names.iter().map(text).collect::<Vec<_>>().join(" › ");
        Sentence::new(joined(|name| &name.fr), joined(|name| &name.en))
    }

    fn difference(&self, before: Option<&Value>, after: Option<&Value>) -> ContentDifference {
        let show = |value: &Value| shown(self.pointer.rsplit('/').next().unwrap_or_default(), value);
        ContentDifference {
            pointer: self.pointer.clone(),
            label: self.label(),
            before: before.map(show),
            after: after.map(show),
        }
    }
}

/// What differs between two contents, in the order of the later one.
pub fn between(before: &Value, after: &Value) -> Vec<ContentDifference> {
    let mut found = Vec::new();
    compare(&FieldPlace::default(), Some(before), Some(after), &mut found);
    found.truncate(MOST);
    found
}

fn compare(
    place: &FieldPlace,
    before: Option<&Value>,
    after: Option<&Value>,
    found: &mut Vec<ContentDifference>,
) {
    match (before, after) {
        (Some(Value::Object(before)), Some(Value::Object(after))) => {
            let gone = before.keys().filter(|field| !after.contains_key(*field));
            for field in after.keys().chain(gone) {
                compare(&place.of_field(field), before.get(field), after.get(field), found);
            }
        }
        (Some(Value::Array(before)), Some(Value::Array(after))) if are_named(before) && are_named(after) => {
            compare_items(place, before, after, found);
        }
        (Some(Value::Array(items)), None) if are_named(items) => compare_items(place, items, &[], found),
        (None, Some(Value::Array(items))) if are_named(items) => compare_items(place, &[], items, found),
        (before, after) if before != after => found.push(place.difference(before, after)),
        _ => {}
    }
}

/// Items are the same when they are named the same: their order says nothing.
fn compare_items(place: &FieldPlace, before: &[Value], after: &[Value], found: &mut Vec<ContentDifference>) {
    for (rank, item) in after.iter().enumerate() {
        let below = place.under(&rank.to_string(), name_of(item));
        match before.iter().find(|other| key_of(other) == key_of(item)) {
            Some(same) => compare(&below, Some(same), Some(item), found),
            None => found.push(added(&below)),
        }
    }
    for (rank, item) in before.iter().enumerate() {
        if !after.iter().any(|other| key_of(other) == key_of(item)) {
            found.push(removed(&place.under(&rank.to_string(), name_of(item))));
        }
    }
}

/// An item that was not there: its name says what it is.
fn added(place: &FieldPlace) -> ContentDifference {
    ContentDifference {
        pointer: place.pointer.clone(),
        label: place.label(),
        before: None,
        after: Some(say!("ajouté", "added")),
    }
}

fn removed(place: &FieldPlace) -> ContentDifference {
    ContentDifference {
        pointer: place.pointer.clone(),
        label: place.label(),
        before: Some(say!("présent", "present")),
        after: None,
    }
}

fn are_named(items: &[Value]) -> bool {
    items.iter().all(|item| item.is_object() && !key_of(item).is_empty())
}

/// The fields that tell an item of a list from the others, the first that it has.
const KEYS: &[&[&str]] = &[
    &["code"],
    &["key"],
    &["rncp_code"],
    &["held_on", "from"],
    &["rate", "period"],
    &["training_year", "month"],
    &["starts_on"],
    &["kind"],
    &["source", "intake"],
    &["outcome"],
    &["name"],
    &["label"],
];

/// What tells an item from the others; empty when nothing does.
fn key_of(item: &Value) -> Vec<&Value> {
    let known = KEYS.iter().find(|fields| item.get(fields[0]).is_some());
    known.map(|fields| fields.iter().filter_map(|field| item.get(*field)).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn told(before: Value, after: Value) -> Vec<(String, String)> {
        let found = between(&before, &after);
        found.iter().map(|one| (one.pointer.clone(), one.sentence().fr.into_owned())).collect()
    }

    #[test]
    fn a_field_says_what_it_said_and_what_it_says() {
        let cases = [
            (json!({}), json!({"siret": "1"}), "/siret", "SIRET : 1 (rien auparavant)."),
            (json!({"siret": "1"}), json!({"siret": "2"}), "/siret", "SIRET : 2 (avant : 1)."),
            (json!({"siret": "1"}), json!({}), "/siret", "SIRET : retiré (avant : 1)."),
            (
                json!({"address": {"city": "Troyes"}}),
                json!({"address": {"city": "Reims"}}),
                "/address/city",
                "Adresse › Ville : Reims (avant : Troyes).",
            ),
            (
                json!({"phone_contacts": true}),
                json!({"phone_contacts": false}),
                "/phone_contacts",
                "Suivi par téléphone : non (avant : oui).",
            ),
        ];
        for (before, after, pointer, sentence) in cases {
            assert_eq!(told(before, after), [(pointer.to_owned(), sentence.to_owned())]);
        }
        assert_eq!(told(json!({"name": "a"}), json!({"name": "a"})), []);
    }

    #[test]
    fn an_item_of_a_list_is_followed_by_what_names_it() {
        let ada = json!({"code": "ada", "given_name": "Ada", "family_name": "LOVELACE", "phone": "1"});
        let eve = json!({"code": "eve", "given_name": "Ève", "family_name": "MARTIN"});
        let mut later = ada.clone();
        later["phone"] = json!("2");
        let found = told(json!({"contacts": [eve, ada]}), json!({"contacts": [later]}));
        assert_eq!(
            found,
            [
                (
                    "/contacts/0/phone".to_owned(),
                    "Contacts › Ada LOVELACE › Téléphone : 2 (avant : 1).".to_owned()
                ),
                ("/contacts/0".to_owned(), "Contacts › Ève MARTIN : retiré (avant : présent).".to_owned()),
            ]
        );
        let days = |days: &[&str]| {
            let days =
                days.iter().map(|day| json!({"held_on": day, "from": "09:00:00", "until": "16:30:00"}));
            json!({"open_days": days.collect::<Vec<_>>()})
        };
        let found = told(days(&["2026-01-31"]), days(&["2026-01-31", "2027-01-30"]));
        assert_eq!(found[0].1, "Portes ouvertes › 30/01/2027, 09:00 : ajouté (rien auparavant).");
        assert_eq!(found.len(), 1);
    }
}
