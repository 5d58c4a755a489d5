//! The document as YAML that every reader reads alike, and that is the same each time it is made.

use anyhow::Context;
use utoipa::openapi::OpenApi;
use yaml_serde::{Mapping, Value};

/// Words that YAML 1.1 reads as true or false, and YAML 1.2 as words.
const WORDS_OR_BOOLEANS: &[&str] = &["y", "n", "yes", "no", "on", "off"];

/// The document in YAML.
pub fn as_yaml(document: &OpenApi) -> anyhow::Result<String> {
    let mut whole = yaml_serde::to_value(document).context("the document as YAML")?;
    put_extensions_last(&mut whole);
    Ok(for_every_reader(&yaml_serde::to_string(&whole)?))
}

/// Members whose names begin with `x-`, which come in no order, after the others and by name.
fn put_extensions_last(part: &mut Value) {
    match part {
        Value::Mapping(members) => {
            let is_extension = |key: &Value| key.as_str().is_some_and(|name| name.starts_with("x-"));
            let (mut last, first): (Vec<_>, Vec<_>) =
                std::mem::take(members).into_iter().partition(|(key, _)| is_extension(key));
            last.sort_by(|(one, _), (other, _)| one.as_str().cmp(&other.as_str()));
            *members = first.into_iter().chain(last).collect::<Mapping>();
            members.iter_mut().for_each(|(_, below)| put_extensions_last(below));
        }
        Value::Sequence(items) => items.iter_mut().for_each(put_extensions_last),
        _ => {}
    }
}

/// A block-style YAML text in which what YAML 1.1 reads otherwise stands between quotes, as keys and as values: words that are
/// true or false there, days and hours.
fn for_every_reader(yaml: &str) -> String {
    yaml.lines().map(|line| quoted(line) + "\n").collect()
}

fn is_ambiguous(plain: &str) -> bool {
    WORDS_OR_BOOLEANS.contains(&plain.to_lowercase().as_str()) || is_day(plain) || is_base_sixty(plain)
}

/// `2025-07-10`, with an hour or without: a timestamp.
fn is_day(plain: &str) -> bool {
    let day = plain.split(['T', 't', ' ']).next().unwrap_or_default();
    let pieces: Vec<&str> = day.split('-').collect();
    pieces.len() == 3 && pieces[0].len() == 4 && pieces.into_iter().all(is_digits)
}

/// `12:30`: a number in base sixty.
fn is_base_sixty(plain: &str) -> bool {
    plain.contains(':') && plain.split(':').all(is_digits)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn quoted(line: &str) -> String {
    let told = line.trim_start_matches([' ', '-']);
    let before = &line[..line.len() - told.len()];
    let (key, value) =
        told.split_once(": ").or_else(|| Some((told.strip_suffix(':')?, ""))).unwrap_or(("", told));
    let key_told = if is_ambiguous(key) { format!("'{key}'") } else { key.to_owned() };
    let value_told = if is_ambiguous(value) { format!("'{value}'") } else { value.to_owned() };
    let between = &told[key.len()..told.len() - value.len()];
    format!("{before}{key_told}{between}{value_told}")
}

#[cfg(test)]
mod tests {
    use super::for_every_reader;

    #[test]
    fn what_may_be_read_otherwise_is_quoted_and_nothing_else_is() {
        let yaml =
            "on:\n  - yes\n  - 'no'\n  - nobody\n  key: No\n  y: true\n  - on: off\n  text: on and off\n";
        let expected = "'on':\n  - 'yes'\n  - 'no'\n  - nobody\n  key: 'No'\n  'y': true\n  - 'on': 'off'\n  text: on and off\n";
        assert_eq!(for_every_reader(yaml), expected);
        let days = "example: 2025-07-10\nat: 2025-07-10T08:30:00Z\nhour: 08:30\n2025-07-10: 12\nnumber: 12\nrange: 1-2-3\n";
        let expected = "example: '2025-07-10'\nat: '2025-07-10T08:30:00Z'\nhour: '08:30'\n'2025-07-10': 12\nnumber: 12\nrange: 1-2-3\n";
        assert_eq!(for_every_reader(days), expected);
    }
}
