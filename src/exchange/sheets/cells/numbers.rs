//! Digits in cells: whole numbers, codes, and what spreadsheets do to long ones.

use super::rules;
use super::{CellFinding, quoted};
use crate::law::identifiers::IdentifierFault;
use crate::say;

/// Longest number read, in characters: nothing overflows below it.
const LONGEST_NUMBER: usize = 12;
const MINUTES_AN_HOUR: i64 = 60;

/// An amount of euros, in cents.
pub fn amount(text: &str) -> Result<i64, CellFinding> {
    hundredths(text.trim_end_matches(['€', ' ', '\u{a0}', '\u{202f}'])).ok_or_else(|| {
        let given = quoted(text);
        CellFinding::plain(rules::AMOUNT.at(
            "",
            say!(
                "« {given} » : un montant en euros est attendu, par exemple 1 801,80.",
                "\"{given}\": an amount in euros is expected, for example 1801.80."
            ),
        ))
    })
}

/// A percentage, in hundredths; a spreadsheet keeps 43 % as 0.43, which no pay is.
pub fn percent(text: &str) -> Result<i64, CellFinding> {
    let given = quoted(text);
    let Some(hundredths) = hundredths(text.trim_end_matches(['%', ' ', '\u{a0}', '\u{202f}'])) else {
        return Err(CellFinding::plain(rules::PERCENT.at(
            "",
            say!(
                "« {given} » : un pourcentage est attendu, par exemple 43 ou 43,5.",
                "\"{given}\": a percentage is expected, for example 43 or 43.5."
            ),
        )));
    };
    if hundredths > 150 || text.contains('%') {
        return Ok(hundredths);
    }
    let facts = say!(
        "Le tableur a sans doute gardé {given} pour {hundredths} %.",
        "The spreadsheet probably kept {given} for {hundredths}%."
    );
    Err(CellFinding::meaning(rules::PERCENT_OF_ONE.at("", facts), hundredths.to_string()))
}

/// Hours and minutes, in minutes: 35, 35h, 35h30, 35:30, 35:30:00 or 35,5.
pub fn duration(text: &str) -> Result<i64, CellFinding> {
    let joined: String = text.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
    let read = match joined.split_once(['h', ':']) {
        Some((hours, rest)) => clock(hours, rest.strip_suffix(":00").unwrap_or(rest)),
        None => hundredths(&joined)
            .map(|hours| hours * MINUTES_AN_HOUR)
            .filter(|minutes| minutes % 100 == 0)
            .map(|minutes| minutes / 100),
    };
    read.ok_or_else(|| {
        let given = quoted(text);
        CellFinding::plain(rules::DURATION.at(
            "",
            say!(
                "« {given} » : une durée est attendue, par exemple 35h00.",
                "\"{given}\": a duration is expected, for example 35h00."
            ),
        ))
    })
}

fn clock(hours: &str, minutes: &str) -> Option<i64> {
    let minutes = minutes.trim_end_matches("min");
    let short = |text: &str, most| is_digits(text, text.len()) && text.len() <= most;
    let hours: i64 = Some(hours).filter(|hours| !hours.is_empty() && short(hours, 4))?.parse().ok()?;
    let over: i64 = match minutes {
        "" => 0,
        minutes if short(minutes, 2) => minutes.parse().ok()?,
        _ => return None,
    };
    (over < MINUTES_AN_HOUR).then_some(hours * MINUTES_AN_HOUR + over)
}

/// A number with two decimals at most, in hundredths.
pub fn hundredths(text: &str) -> Option<i64> {
    let joined: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (whole, part) = joined.split_once([',', '.']).unwrap_or((&joined, ""));
    let digits = |text: &str| is_digits(text, text.len());
    if whole.is_empty() || whole.len() > LONGEST_NUMBER || !digits(whole) || !digits(part) {
        return None;
    }
    let part = part.trim_end_matches('0');
    let part: i64 = if part.len() > 2 { return None } else { format!("{part:0<2}").parse().ok()? };
    Some(whole.parse::<i64>().ok()? * 100 + part)
}

/// Whether a text is exactly so many digits.
pub fn is_digits(text: &str, expected: usize) -> bool {
    text.len() == expected && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A whole number, thousands apart or not.
pub fn whole(text: &str) -> Result<i64, CellFinding> {
    let joined: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (before, after) = joined.split_once([',', '.']).unwrap_or((&joined, ""));
    let exact = after.bytes().all(|byte| byte == b'0');
    let number = before.parse::<i64>().ok().filter(|_| exact && !before.starts_with('+'));
    number.ok_or_else(|| {
        let facts = say!(
            "« {} » : un nombre entier est attendu.",
            "\"{}\": a whole number is expected.",
            quoted(text)
        );
        CellFinding::plain(rules::WHOLE_NUMBER.at("", facts))
    })
}

/// A code of so many digits; whatever is no number is left for its own rule to judge.
pub fn digits(text: &str, expected: usize) -> Result<String, CellFinding> {
    let eaten = !text.is_empty() && is_digits(text, text.len()) && text.len() < expected;
    if eaten { Err(zero_lost(text, &format!("{text:0>expected$}"))) } else { Ok(text.to_owned()) }
}

/// Refuses an identifier whose digits a spreadsheet rounded, or whose leading zero it ate.
pub fn refuse_eaten(
    text: &str,
    digits: Option<usize>,
    read: fn(&str) -> Result<String, IdentifierFault>,
) -> Result<(), CellFinding> {
    let Some(expected) = digits else { return Ok(()) };
    if is_scientific(text) {
        let given = quoted(text);
        let facts = say!(
            "Le tableur a remplacé les chiffres par {given} : mettez la colonne au format Texte et retapez les {expected} chiffres.",
            "The spreadsheet replaced the digits by {given}: make the column Text and type the {expected} digits again."
        );
        return Err(CellFinding::plain(rules::DIGITS_LOST.at("", facts)));
    }
    let joined: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let with_zero = format!("0{joined}");
    if is_digits(&joined, expected - 1) && read(&with_zero).is_ok() {
        return Err(zero_lost(text, &with_zero));
    }
    Ok(())
}

/// Whether a text is a number with an exponent.
fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else { return false };
    let digits = |piece: &str| !piece.is_empty() && piece.bytes().all(|byte| byte.is_ascii_digit());
    digits(&mantissa.replacen([',', '.'], "", 1)) && digits(exponent.trim_start_matches(['+', '-']))
}

/// The fault of a number whose leading zero is gone.
pub fn zero_lost(text: &str, suggested: &str) -> CellFinding {
    let given = quoted(text);
    let facts = say!(
        "Le tableur a sans doute mangé le zéro de tête de {given} : {suggested} ?",
        "The spreadsheet probably ate the leading zero of {given}: {suggested}?"
    );
    CellFinding::meaning(rules::ZERO_LOST.at("", facts), suggested)
}
