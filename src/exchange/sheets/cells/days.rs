//! A day as people type it: dd/mm/yyyy or ISO, and what was probably meant otherwise.

use chrono::{Datelike, Days, NaiveDate};

use super::rules;
use super::{CellFinding, quoted};
use crate::law::calendar::french_day;
use crate::law::findings::Rule;
use crate::platform::days;
use crate::platform::text::Sentence;
use crate::say;

/// Day zero of the numbers spreadsheets keep for dates.
const SPREADSHEET_EPOCH: NaiveDate = match NaiveDate::from_ymd_opt(1899, 12, 30) {
    Some(day) => day,
    None => NaiveDate::MIN,
};
/// Numbers that are days between 1927 and 2064.
const LIKELY_NUMBERS: std::ops::RangeInclusive<u64> = 10_000..=60_000;
/// Years of two digits from here on are of the last century.
const LAST_CENTURY_FROM: i32 = 40;

/// The day a cell says.
pub fn read(text: &str) -> Result<NaiveDate, CellFinding> {
    let day = without_midnight(text);
    let pieces: Vec<&str> = day.split(['/', '-', '.']).collect();
    let read = match pieces.as_slice() {
        [year, month, day] if year.len() == 4 => from_year(text, year, month, day),
        [first, second, year] if year.len() == 4 => french(text, first, second, year),
        [first, second, year] if year.len() == 2 => short_year(text, first, second, year),
        [number] => Err(date_number(text, number)),
        _ => Err(form(text)),
    }?;
    if days::is_accepted(read) { Ok(read) } else { Err(too_far(text)) }
}

/// A year nobody means.
fn too_far(text: &str) -> CellFinding {
    let (given, first, last) = (quoted(text), days::YEARS.start(), days::YEARS.end());
    let facts = say!(
        "{given} : une date va de l'année {first} à l'année {last}.",
        "{given}: a date goes from the year {first} to {last}."
    );
    CellFinding::plain(rules::TOO_FAR.at("", facts))
}

/// A day exported with its hour, when the hour says nothing.
fn without_midnight(text: &str) -> &str {
    let (day, hour) = text.split_once(['T', ' ']).unwrap_or((text, ""));
    let midnight = hour.chars().all(|c| matches!(c, '0' | ':' | '.' | 'Z'));
    if midnight { day } else { text }
}

fn number(piece: &str) -> Option<u32> {
    let plain = !piece.is_empty() && piece.len() <= 4 && piece.bytes().all(|byte| byte.is_ascii_digit());
    if plain { piece.parse().ok() } else { None }
}

fn date_of(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

fn from_year(text: &str, year: &str, month: &str, day: &str) -> Result<NaiveDate, CellFinding> {
    let (Some(y), Some(m), Some(d)) = (number(year), number(month), number(day)) else {
        return Err(form(text));
    };
    match date_of(y, m, d) {
        Some(date) if text.contains('-') => Ok(date),
        Some(date) => Err(meaning(&rules::DATE_FORM, text, date)),
        None => Err(impossible(text, y, m, d)),
    }
}

fn french(text: &str, first: &str, second: &str, year: &str) -> Result<NaiveDate, CellFinding> {
    let (Some(d), Some(m), Some(y)) = (number(first), number(second), number(year)) else {
        return Err(form(text));
    };
    date_of(y, m, d).ok_or_else(|| match date_of(y, d, m) {
        Some(swapped) => meaning(&rules::MONTH_FIRST, text, swapped),
        None => impossible(text, y, m, d),
    })
}

/// A day beyond the end of its month probably meant the last one.
fn impossible(text: &str, year: u32, month: u32, day: u32) -> CellFinding {
    let last =
        (28..=31).rev().find_map(|last| date_of(year, month, last)).filter(|_| (29..=31).contains(&day));
    match last {
        Some(last) => meaning(&rules::NO_SUCH_DAY, text, last),
        None => CellFinding::plain(rules::NO_SUCH_DAY.at(
            "",
            say!(
                "« {} » n'existe pas dans le calendrier.",
                "\"{}\" does not exist in the calendar.",
                quoted(text)
            ),
        )),
    }
}

/// Spreadsheets show years of two digits: nobody in a file was born before 1940, nor signs anything after 2039.
fn short_year(text: &str, first: &str, second: &str, year: &str) -> Result<NaiveDate, CellFinding> {
    let Some(y) = number(year) else { return Err(form(text)) };
    let century = if i32::try_from(y).unwrap_or_default() >= LAST_CENTURY_FROM { 1900 } else { 2000 };
    french(text, first, second, &(century + y).to_string())
}

fn date_number(text: &str, given: &str) -> CellFinding {
    let counted = given.parse::<u64>().ok().filter(|number| LIKELY_NUMBERS.contains(number));
    let date = counted.and_then(|number| SPREADSHEET_EPOCH.checked_add_days(Days::new(number)));
    date.filter(|date| date.year() > 0)
        .map_or_else(|| form(text), |date| meaning(&rules::DATE_NUMBER, text, date))
}

fn form(text: &str) -> CellFinding {
    let facts = say!(
        "« {} » n'est pas une date ; attendu jj/mm/aaaa, par exemple 25/08/2025.",
        "\"{}\" is not a date; dd/mm/yyyy is expected, for example 25/08/2025.",
        quoted(text)
    );
    CellFinding::plain(rules::DATE_FORM.at("", facts))
}

fn meaning(rule: &Rule, text: &str, date: NaiveDate) -> CellFinding {
    let (given, suggested) = (quoted(text), french_day(date));
    let facts: Sentence = match rule.code {
        "cell.no_such_day" => {
            say!("{given} n'existe pas : {suggested} ?", "{given} does not exist: {suggested}?")
        }
        "cell.month_first" => say!(
            "{given} met le mois avant le jour : {suggested} ?",
            "{given} puts the month before the day: {suggested}?"
        ),
        "cell.date_number" => say!(
            "{given} est le numéro d'une date dans le tableur : {suggested} ?",
            "{given} is the number of a date in the spreadsheet: {suggested}?"
        ),
        _ => say!(
            "{given} : une date s'écrit jj/mm/aaaa : {suggested} ?",
            "{given}: a date is written dd/mm/yyyy: {suggested}?"
        ),
    };
    CellFinding::meaning(rule.at("", facts), suggested)
}
