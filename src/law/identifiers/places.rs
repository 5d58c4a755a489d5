//! Addresses: the country, and the postal code it gives a meaning to.

use std::sync::OnceLock;

use phonenumber::country::Id;

use super::{IdentifierFault, compact, fits};
use crate::law::figures::{Country, CountryList, FRANCE, embedded_countries};
use crate::law::findings::Finding;
use crate::platform::folding::name_key;
use crate::{rules, say};

static COUNTRIES: OnceLock<CountryList> = OnceLock::new();

/// Characters of a postal code, whatever the country.
const POSTAL_CODE_CHARACTERS: std::ops::RangeInclusive<usize> = 2..=12;

rules! {
    /// A postal code is one of the country of the address.
    POSTAL_CODE_OF_COUNTRY = error "postal_code.shape", "Règle du site";
        "Un code postal a la forme de ceux du pays de l'adresse." /
        "A postal code looks like those of the country of the address.";
}

/// Judges addresses by this list, once, before the first request; by that of the program otherwise.
pub fn know_countries(list: &CountryList) {
    COUNTRIES.get_or_init(|| list.clone());
}

fn countries() -> &'static CountryList {
    COUNTRIES.get_or_init(embedded_countries)
}

/// A country as its ISO 3166-1 code of two letters: `be`, `Belgique` and `Belgium` give `BE`; a French territory is France.
pub fn country(raw: &str) -> Result<String, IdentifierFault> {
    let (list, key) = (countries(), name_key(raw));
    let named = |one: &&Country| name_key(&one.fr) == key || name_key(&one.en) == key;
    let typed = compact(raw);
    let code = match list.countries.iter().find(named) {
        Some(known) => known.code.clone(),
        None if typed.len() == 2 && typed.parse::<Id>().is_ok() => typed,
        None => return Err(IdentifierFault::CountryUnknown),
    };
    Ok(if list.french_territories.contains(&code) { FRANCE.to_owned() } else { code })
}

/// Whether a country is France.
pub fn is_france(code: &str) -> bool {
    code == FRANCE
}

/// The French name of a country that is not France, else its code: what a French address leaves out.
pub fn country_abroad(code: &str) -> Option<&str> {
    let shown = countries().named(code).map_or(code, |country| country.fr.as_str());
    (!is_france(code)).then_some(shown)
}

/// A postal code in capital letters, of any country; digits parted by spaces are joined.
pub fn postal_code(raw: &str) -> Result<String, IdentifierFault> {
    let text = raw.split_whitespace().collect::<Vec<_>>().join(" ").to_ascii_uppercase();
    let digits = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b' ');
    let text = if digits { text.replace(' ', "") } else { text };
    let known = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'-'));
    if known && POSTAL_CODE_CHARACTERS.contains(&text.len()) {
        Ok(text)
    } else {
        Err(IdentifierFault::PostalCodeShape)
    }
}

/// A postal code of France.
pub fn french_postal_code(raw: &str) -> Result<String, IdentifierFault> {
    postal_code(raw).ok().filter(|code| is_of(FRANCE, code)).ok_or(IdentifierFault::PostalCodeShape)
}

fn is_of(country: &str, code: &str) -> bool {
    let shapes = countries().named(country).map(|known| known.shapes.as_slice()).unwrap_or_default();
    shapes.is_empty() || shapes.iter().any(|shape| fits(code, shape))
}

/// What is to be said of a postal code, at a pointer, in an address of a country.
pub fn check_postal_code(pointer: &'static str, country: &str, code: Option<&str>) -> Option<Finding> {
    let code = code.filter(|code| !is_of(country, code))?;
    let facts = match countries().named(country) {
        Some(known) if !is_france(country) => say!(
            "{code} n'est pas un code postal du pays {} ({country}) : attendu par exemple {}.",
            "{code} is not a postal code of {} ({country}): expected for example {}.",
            known.fr,
            known.example
        ),
        _ => say!(
            "{code} n'est pas un code postal français (5 chiffres) ; pour une adresse à l'étranger, donnez `country`, par exemple BE.",
            "{code} is not a French postal code (5 digits); for an address abroad, send `country`, e.g. BE."
        ),
    };
    Some(POSTAL_CODE_OF_COUNTRY.at(pointer, facts))
}
