//! Identifiers of training: establishments and certifications.

use super::{IdentifierFault, compact, fitting, is_digits};

const UAI_DIGITS: usize = 7;
/// A UAI typed as a number loses at most the two zeros of départements 001 to 009.
const UAI_DIGITS_AT_LEAST: usize = 5;
/// The letter is the remainder of the digits by 23; I, O and Q are never used.
///
/// Source: api-apprentissage and the SIFA instructions of December 2024, read 23/11/2026.
const UAI_LETTERS: &[u8; 23] = b"ABCDEFGHJKLMNPRSTUVWXYZ";

const RNCP_PREFIX: &str = "RNCP";

/// A school or training site: 7 digits and their letter, padded and in upper case (`951099d` gives `0951099D`).
pub fn uai(raw: &str) -> Result<String, IdentifierFault> {
    let text = compact(raw);
    let (digits, letter) = split_last(&text).ok_or(IdentifierFault::UaiShape)?;
    let sized = (UAI_DIGITS_AT_LEAST..=UAI_DIGITS).contains(&digits.len());
    if !sized || !is_digits(digits) || !letter.is_ascii_uppercase() {
        return Err(IdentifierFault::UaiShape);
    }
    if uai_letter(digits) != Some(letter) {
        return Err(IdentifierFault::UaiChecksum);
    }
    Ok(format!("{digits:0>UAI_DIGITS$}{letter}"))
}

fn split_last(text: &str) -> Option<(&str, char)> {
    let last = text.chars().next_back()?;
    Some((text.strip_suffix(last)?, last))
}

fn uai_letter(digits: &str) -> Option<char> {
    let number: usize = digits.parse().ok()?;
    UAI_LETTERS.get(number % UAI_LETTERS.len()).map(|letter| char::from(*letter))
}

/// A certification of the national register; the number alone is accepted (`38362` gives `RNCP38362`).
pub fn rncp(raw: &str) -> Result<String, IdentifierFault> {
    let text = compact(raw);
    let number = text.strip_prefix(RNCP_PREFIX).unwrap_or(&text);
    let number = fitting(number, &["###", "####", "#####"], IdentifierFault::RncpShape)?;
    Ok(format!("{RNCP_PREFIX}{number}"))
}

/// A skill block of a certification: `RNCP38362BC01`.
pub fn rncp_block(raw: &str) -> Result<String, IdentifierFault> {
    let text = compact(raw);
    let (certification, block) = text.split_once("BC").ok_or(IdentifierFault::RncpBlockShape)?;
    let certification = rncp(certification).map_err(|_| IdentifierFault::RncpBlockShape)?;
    let block = fitting(block, &["#", "##"], IdentifierFault::RncpBlockShape)?;
    Ok(format!("{certification}BC{block}"))
}

/// The activity declaration number (NDA) of a training body, eleven digits (Code du travail, art. L6351-1, read
/// 29/11/2026).
pub fn nda(raw: &str) -> Result<String, IdentifierFault> {
    fitting(raw, &["###########"], IdentifierFault::NdaShape)
}

/// The code of a diploma in the Ministry's list, 8 characters.
pub fn diploma_code(raw: &str) -> Result<String, IdentifierFault> {
    fitting(raw, &["***###**"], IdentifierFault::DiplomaCodeShape)
}
