//! One cell: what a person typed, as the value the API takes; and a value, as a person or a program reads it.

mod days;
mod numbers;
pub mod rules;
mod shown;

#[cfg(test)]
mod tests;

use serde_json::Value;

pub use self::days::read as read_day;
pub use self::numbers::hundredths;
pub use self::shown::{as_french, as_machine};
use super::column::{Column, Shape};
use crate::law::findings::Finding;
use crate::law::identifiers;
use crate::platform::folding::folded;
use crate::platform::tables::is_run;
use crate::say;

/// What a spreadsheet shows where its own formula failed.
const SPREADSHEET_ERRORS: [&str; 10] =
    ["#REF!", "#N/A", "#NAME?", "#NOM?", "#DIV/0!", "#VALUE!", "#VALEUR!", "#NULL!", "#NUM!", "#NOMBRE!"];
/// Longest piece of a cell repeated in a sentence.
const LONGEST_QUOTE: usize = 60;

/// What is wrong with a cell, and what was probably meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellFinding {
    /// What is wrong.
    pub finding: Box<Finding>,
    /// What would be accepted in its place.
    pub suggestion: Option<String>,
}

impl CellFinding {
    /// A finding without suggestion.
    pub fn plain(finding: Finding) -> Self {
        Self { finding: Box::new(finding), suggestion: None }
    }

    /// A finding with what was probably meant.
    pub fn meaning(finding: Finding, suggestion: impl Into<String>) -> Self {
        Self { finding: Box::new(finding), suggestion: Some(suggestion.into()) }
    }
}

/// A cell in a sentence, cut short.
pub fn quoted(given: &str) -> String {
    given.chars().take(LONGEST_QUOTE).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// The value of a cell; nothing when it is empty.
pub fn read(column: &Column, given: &str) -> Result<Option<Value>, CellFinding> {
    let text = given.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if text.starts_with('=') {
        let facts = say!(
            "« {} » est une formule : mettez sa valeur à la place.",
            "\"{}\" is a formula: put its value in its place.",
            quoted(text)
        );
        return Err(CellFinding::plain(rules::FORMULA.at("", facts)));
    }
    if SPREADSHEET_ERRORS.contains(&text) {
        let facts = say!(
            "« {text} » est une erreur du tableur : corrigez la formule d'origine.",
            "\"{text}\" is an error of the spreadsheet: correct the formula it comes from."
        );
        return Err(CellFinding::plain(rules::SPREADSHEET_ERROR.at("", facts)));
    }
    value(column, undefused(text)).map(Some)
}

/// The text without the apostrophe that keeps a spreadsheet from running it.
fn undefused(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_run(rest.trim_start_matches('\'')) => rest,
        _ => text,
    }
}

/// Characters of what spreadsheets take for a number, a date, an hour or a share.
const OF_NUMBERS: &str = "0123456789 .,/:-eE%\u{a0}\u{202f}";
/// Longest number that spreadsheets show whole.
const LONGEST_SHOWN: usize = 11;
/// Words that spreadsheets take for true or false.
const BOOLEANS: [&str; 4] = ["vrai", "faux", "true", "false"];

/// The text with a tab in front, which is not seen, when a spreadsheet would make something else of it: zeros in front
/// eaten, long numbers shown as `3,56E+13`, codes taken for dates. It is read back without it.
pub fn kept_as_text(text: String) -> String {
    if is_changed(&text) { format!("\t{text}") } else { text }
}

fn is_changed(text: &str) -> bool {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.starts_with(|first: char| first.is_ascii_digit())
        && text.chars().all(|one| OF_NUMBERS.contains(one));
    let kept = plain && text.len() <= LONGEST_SHOWN && (text == "0" || !text.starts_with('0'));
    (number && !kept) || BOOLEANS.contains(&text.to_lowercase().as_str())
}

fn value(column: &Column, text: &str) -> Result<Value, CellFinding> {
    match column.shape {
        Shape::Text | Shape::Shown | Shape::Moment | Shape::Hundredths | Shape::Label { .. } => {
            Ok(Value::from(text))
        }
        Shape::Day => days::read(text).map(|day| Value::from(day.to_string())),
        Shape::Whole => numbers::whole(text).map(Value::from),
        Shape::Amount => numbers::amount(text).map(Value::from),
        Shape::Percent => numbers::percent(text).map(Value::from),
        Shape::Duration => numbers::duration(text).map(Value::from),
        Shape::YesNo => yes_or_no(text).map(Value::from),
        Shape::Phone => phone(text).map(Value::from),
        Shape::Digits(expected) => numbers::digits(text, expected).map(Value::from),
        Shape::Code(codes) => code(text, codes).map(Value::from),
        Shape::Identifier { read, digits } => {
            numbers::refuse_eaten(text, digits, read)?;
            read(text).map(Value::from).map_err(|fault| {
                let sentences = (fault.fr().to_owned(), fault.en().to_owned());
                CellFinding::plain(Finding::error(fault.code(), "", "", sentences))
            })
        }
    }
}

fn yes_or_no(text: &str) -> Result<bool, CellFinding> {
    match folded(text).as_str() {
        "oui" | "o" | "vrai" | "true" | "yes" | "1" | "x" => Ok(true),
        "non" | "n" | "faux" | "false" | "no" | "0" => Ok(false),
        _ => {
            let facts = say!(
                "« {} » : attendu oui ou non.",
                "\"{}\": oui (yes) or non (no) is expected.",
                quoted(text)
            );
            Err(CellFinding::plain(rules::YES_OR_NO.at("", facts)))
        }
    }
}

fn phone(text: &str) -> Result<String, CellFinding> {
    identifiers::phone(text).map_err(|fault| {
        let finding = Finding::error(fault.code(), "", "", (fault.fr().to_owned(), fault.en().to_owned()));
        let with_zero = format!("0{text}");
        match numbers::is_digits(text, 9) && identifiers::phone(&with_zero).is_ok() {
            true => numbers::zero_lost(text, &with_zero),
            false => CellFinding::plain(finding),
        }
    })
}

fn code(text: &str, codes: &[(&str, &[&str])]) -> Result<String, CellFinding> {
    let sought = folded(text);
    let means =
        |(code, labels): &&(&str, &[&str])| folded(code) == sought || labels.contains(&sought.as_str());
    let first_word = sought.split(' ').next().unwrap_or_default();
    let found = codes
        .iter()
        .find(means)
        .or_else(|| codes.iter().find(|(code, _)| starts_with_code(code, first_word)));
    found.map(|(code, _)| (*code).to_owned()).ok_or_else(|| {
        let accepted: Vec<&str> = codes.iter().map(|(code, _)| *code).collect();
        let accepted = accepted.join(", ");
        let facts = say!(
            "« {} » n'est pas une valeur connue ; acceptées : {accepted}.",
            "\"{}\" is not a known value; accepted: {accepted}.",
            quoted(text)
        );
        CellFinding::plain(rules::CHOICE.at("", facts))
    })
}

/// Lists copied from the form read « 11 - Premier contrat »: the number alone says it.
fn starts_with_code(code: &str, first_word: &str) -> bool {
    code == first_word && code.bytes().all(|byte| byte.is_ascii_digit())
}
