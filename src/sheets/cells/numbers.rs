//! Digits in cells: whole numbers, codes, and what spreadsheets do to long ones.

use super::rules as told;
use super::{Told, quoted};
use crate::identifiers::Fault;
use crate::say;

/// Whether a text is exactly so many digits.
pub fn is_digits(text: &str, wanted: usize) -> bool {
    text.len() == wanted && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A whole number, thousands apart or not.
pub fn whole(text: &str) -> Result<i64, Told> {
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
        Told::plain(told::WHOLE_NUMBER.at("", facts))
    })
}

/// A code of so many digits; whatever is no number is left for its own rule to judge.
pub fn digits(text: &str, wanted: usize) -> Result<String, Told> {
    let eaten = !text.is_empty() && is_digits(text, text.len()) && text.len() < wanted;
    if eaten { Err(zero_lost(text, &format!("{text:0>wanted$}"))) } else { Ok(text.to_owned()) }
}

/// Refuses an identifier whose digits a spreadsheet rounded, or whose leading zero it ate.
pub fn refuse_eaten(
    text: &str,
    digits: Option<usize>,
    read: fn(&str) -> Result<String, Fault>,
) -> Result<(), Told> {
    let Some(wanted) = digits else { return Ok(()) };
    if is_scientific(text) {
        let given = quoted(text);
        let facts = say!(
            "Le tableur a remplacé les chiffres par {given} : mettez la colonne au format Texte et retapez les {wanted} chiffres.",
            "The spreadsheet replaced the digits by {given}: make the column Text and type the {wanted} digits again."
        );
        return Err(Told::plain(told::DIGITS_LOST.at("", facts)));
    }
    let joined: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let with_zero = format!("0{joined}");
    if is_digits(&joined, wanted - 1) && read(&with_zero).is_ok() {
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
pub fn zero_lost(text: &str, suggested: &str) -> Told {
    let given = quoted(text);
    let facts = say!(
        "Le tableur a sans doute mangé le zéro de tête de {given} : {suggested} ?",
        "The spreadsheet probably ate the leading zero of {given}: {suggested}?"
    );
    Told::meaning(told::ZERO_LOST.at("", facts), suggested)
}
