//! Identifiers of companies and of their contracts.

use super::{IdentifierFault, compact, fits, fitting, is_digits};

const SIREN_DIGITS: usize = 9;
const SIRET_DIGITS: usize = 14;
const IDCC_DIGITS: usize = 4;
const DECA_CHARACTERS: usize = 15;

/// La Poste: more establishments than Luhn keys allow, so the digit sum may be a multiple of 5 instead.
///
/// Source: api-apprentissage `organismes.primitives.ts` and python-stdnum, read 23/11/2026.
const LA_POSTE_SIREN: &str = "356000000";
const LA_POSTE_SUM_DIVISOR: u32 = 5;

/// How a DECA number writes the département.
///
/// Source: CERFA tool `contrat.part.js`, read 23/11/2026; its expression also lets 14 characters pass, this does not.
const DECA_DEPARTEMENTS: [&str; 8] = ["0##", "02A", "02B", "971", "972", "973", "974", "976"];
/// What follows: year and month, then two digits or `NC`, then the order.
const DECA_TAILS: [&str; 2] = ["############", "######NC####"];

/// A company: 9 digits, Luhn.
pub fn siren(raw: &str) -> Result<String, IdentifierFault> {
    let text = compact(raw);
    if !is_digits(&text) {
        return Err(IdentifierFault::SirenCharacters);
    }
    if text.len() != SIREN_DIGITS {
        return Err(IdentifierFault::SirenLength);
    }
    if !luhn(&text) || all_zeros(&text) {
        return Err(IdentifierFault::SirenChecksum);
    }
    Ok(text)
}

/// An establishment: 14 digits, Luhn, that of its company included, with the exception of La Poste.
pub fn siret(raw: &str) -> Result<String, IdentifierFault> {
    let text = compact(raw);
    if !is_digits(&text) {
        return Err(IdentifierFault::SiretCharacters);
    }
    if text.len() != SIRET_DIGITS {
        return Err(IdentifierFault::SiretLength);
    }
    let (company, _) = text.split_at(SIREN_DIGITS);
    if all_zeros(company) || !(luhn(&text) || la_poste(&text)) {
        return Err(IdentifierFault::SiretChecksum);
    }
    if !luhn(company) {
        return Err(IdentifierFault::SiretCompany);
    }
    Ok(text)
}

/// The activity of a company, without the dot: `47.11D` gives `4711D`.
pub fn naf(raw: &str) -> Result<String, IdentifierFault> {
    fitting(raw, &["####@", "##.##@"], IdentifierFault::NafShape).map(|text| text.replace('.', ""))
}

/// The collective agreement, padded to 4 digits: `44` gives `0044`.
pub fn idcc(raw: &str) -> Result<String, IdentifierFault> {
    let text = fitting(raw, &["#", "##", "###", "####"], IdentifierFault::IdccShape)?;
    Ok(format!("{text:0>IDCC_DIGITS$}"))
}

/// The number the State gives to a deposited contract: exactly 15 characters, with a real month.
pub fn deca_number(raw: &str) -> Result<String, IdentifierFault> {
    let text = compact(raw);
    if text.chars().count() != DECA_CHARACTERS {
        return Err(IdentifierFault::DecaLength);
    }
    if is_deca(&text) { Ok(text) } else { Err(IdentifierFault::DecaShape) }
}

fn is_deca(text: &str) -> bool {
    let Some((departement, tail)) = text.split_at_checked(3) else { return false };
    let month_exists = tail.get(4..6).is_some_and(|month| ("01"..="12").contains(&month));
    let fits_one = |text: &str, pictures: &[&str]| pictures.iter().any(|picture| fits(text, picture));
    month_exists && fits_one(departement, &DECA_DEPARTEMENTS) && fits_one(tail, &DECA_TAILS)
}

fn luhn(digits: &str) -> bool {
    let sum: u32 = digits.bytes().rev().enumerate().map(|(rank, byte)| luhn_weight(rank, byte)).sum();
    sum.is_multiple_of(10)
}

fn luhn_weight(rank: usize, byte: u8) -> u32 {
    let digit = u32::from(byte - b'0');
    match (rank % 2, digit) {
        (0, _) => digit,
        (_, 5..) => digit * 2 - 9,
        _ => digit * 2,
    }
}

fn la_poste(siret: &str) -> bool {
    let sum: u32 = siret.bytes().map(|byte| u32::from(byte - b'0')).sum();
    siret.starts_with(LA_POSTE_SIREN) && sum.is_multiple_of(LA_POSTE_SUM_DIVISOR)
}

/// Zeros satisfy every checksum and name nobody.
fn all_zeros(digits: &str) -> bool {
    digits.bytes().all(|byte| byte == b'0')
}
