//! How people name the fields of the catalogue, and how they read what those say: no code, no English inside French.

use chrono::{NaiveDate, NaiveTime};
use serde_json::Value;

use super::labels::{CODES, LABELS};
use crate::law::calendar::french_day;
use crate::platform::text::Sentence;

/// The fields whose text is a code.
const CODED: &[&str] = &[
    "functions",
    "public_holidays",
    "kind",
    "rate",
    "outcome",
    "per",
    "week",
    "funded_by",
    "brought_by",
    "asked_of",
    "from",
];
/// The fields whose number is a month.
const MONTHS: &[&str] = &["month", "first_month", "last_month"];
/// The fields whose numbers are days of the week.
const WEEKDAYS: &[&str] = &["company_weekdays", "centre_weekdays"];

const MONTH_NAMES: [(&str, &str); 12] = [
    ("janvier", "January"),
    ("février", "February"),
    ("mars", "March"),
    ("avril", "April"),
    ("mai", "May"),
    ("juin", "June"),
    ("juillet", "July"),
    ("août", "August"),
    ("septembre", "September"),
    ("octobre", "October"),
    ("novembre", "November"),
    ("décembre", "December"),
];

const WEEKDAY_NAMES: [(&str, &str); 7] = [
    ("lundi", "Monday"),
    ("mardi", "Tuesday"),
    ("mercredi", "Wednesday"),
    ("jeudi", "Thursday"),
    ("vendredi", "Friday"),
    ("samedi", "Saturday"),
    ("dimanche", "Sunday"),
];

fn found(words: &[(&str, &'static str, &'static str)], word: &str) -> Option<Sentence> {
    words.iter().find(|(known, _, _)| *known == word).map(|(_, fr, en)| Sentence::new(*fr, *en))
}

/// The name of a field.
pub fn label_of(field: &str) -> Sentence {
    found(LABELS, field).unwrap_or_else(|| Sentence::new(field.to_owned(), field.to_owned()))
}

/// What a field says, as people read it.
pub fn shown(field: &str, value: &Value) -> Sentence {
    match value {
        Value::Bool(true) => Sentence::new("oui", "yes"),
        Value::Bool(false) => Sentence::new("non", "no"),
        Value::Number(number) => shown_number(field, number.as_u64()).unwrap_or_else(|| plain(number)),
        Value::String(text) => shown_text(field, text),
        Value::Array(items) => joined(items.iter().map(|item| shown(field, item)), ", "),
        Value::Object(fields) => {
            let parts = fields.iter().map(|(name, part)| {
                let (label, part) = (label_of(name), shown(name, part));
                Sentence::new(format!("{} : {}", label.fr, part.fr), format!("{}: {}", label.en, part.en))
            });
            joined(parts, " ; ")
        }
        Value::Null => plain("—"),
    }
}

fn shown_number(field: &str, number: Option<u64>) -> Option<Sentence> {
    let names: &[(&'static str, &'static str)] = match () {
        () if MONTHS.contains(&field) => &MONTH_NAMES,
        () if WEEKDAYS.contains(&field) => &WEEKDAY_NAMES,
        () => return None,
    };
    let rank = usize::try_from(number?).ok()?.checked_sub(1)?;
    names.get(rank).map(|(fr, en)| Sentence::new(*fr, *en))
}

fn shown_text(field: &str, text: &str) -> Sentence {
    let coded = CODED.contains(&field).then(|| found(CODES, text)).flatten();
    if let Some(words) = coded {
        return words;
    }
    if let Ok(day) = text.parse::<NaiveDate>() {
        return Sentence::new(french_day(day), text.to_owned());
    }
    match text.parse::<NaiveTime>() {
        Ok(time) => plain(time.format("%H:%M")),
        Err(_) => plain(text),
    }
}

fn plain(shown: impl std::fmt::Display) -> Sentence {
    let text = shown.to_string();
    Sentence::new(text.clone(), text)
}

fn joined(parts: impl Iterator<Item = Sentence>, by: &str) -> Sentence {
    let parts: Vec<Sentence> = parts.collect();
    let text = |of: fn(&Sentence) -> &str| parts.iter().map(of).collect::<Vec<_>>().join(by);
    Sentence::new(text(|part| &part.fr), text(|part| &part.en))
}

/// The fields that name an item of a list, each group instead of those after it.
const NAMES: &[&[&str]] = &[
    &["given_name", "family_name"],
    &["held_on", "from"],
    &["training_year", "month"],
    &["label", "period"],
    &["fr"],
    &["starts_on"],
    &["source"],
    &["name"],
    &["key"],
    &["code"],
    &["rncp_code"],
];

/// How people name an item of a list.
pub fn name_of(item: &Value) -> Sentence {
    let known = NAMES.iter().find(|fields| item.get(fields[0]).is_some());
    let fields = known.copied().unwrap_or_default();
    let by = if fields.first() == Some(&"given_name") { " " } else { ", " };
    let part = |field: &&str| {
        let shown = shown(field, item.get(*field)?);
        Some(match *field {
            "training_year" => Sentence::new(format!("année {}", shown.fr), format!("year {}", shown.en)),
            _ => shown,
        })
    };
    joined(fields.iter().filter_map(part), by)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::json;

    use super::*;
    use crate::catalogue::programmes::Catalogue;

    fn fields_of(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(fields) => {
                for (name, field) in fields {
                    found.insert(name.clone());
                    fields_of(field, found);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| fields_of(item, found)),
            _ => {}
        }
    }

    #[test]
    fn every_field_of_the_catalogue_has_a_name_for_people() {
        let mut fields = BTreeSet::new();
        let catalogue = serde_json::to_value(Catalogue::embedded().unwrap()).unwrap();
        ["cfas", "sites", "programmes"].iter().for_each(|list| fields_of(&catalogue[*list], &mut fields));
        let unnamed: Vec<_> = fields.iter().filter(|field| found(LABELS, field).is_none()).collect();
        assert!(unnamed.is_empty(), "{unnamed:?}");
        let once: BTreeSet<_> = LABELS.iter().map(|(field, _, _)| field).collect();
        assert_eq!(once.len(), LABELS.len(), "a field is named twice");
    }

    #[test]
    fn what_fields_say_is_read_in_words() {
        let cases = [
            ("functions", json!(["director", "disability_referent"]), "direction, référent handicap"),
            ("month", json!(3), "mars"),
            ("company_weekdays", json!([3, 4, 5]), "mercredi, jeudi, vendredi"),
            ("held_on", json!("2026-01-31"), "31/01/2026"),
            ("from", json!("09:00:00"), "09:00"),
            ("visits_per_year", json!(2), "2"),
            ("address", json!({"city": "Troyes"}), "Ville : Troyes"),
        ];
        for (field, value, words) in cases {
            assert_eq!(shown(field, &value).fr, words, "{field}");
        }
        assert_eq!(name_of(&json!({"training_year": 1, "month": 3})).fr, "année 1, mars");
    }
}
