//! Countries and their postal codes, as `catalogue/law/countries.toml` gives them.

use serde::Deserialize;

/// The ISO 3166-1 code of France.
pub const FRANCE: &str = "FR";

/// What is known of the countries of addresses.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountryList {
    /// Codes of the French territories that have one of their own.
    pub french_territories: Vec<String>,
    /// The countries with a name here.
    pub countries: Vec<Country>,
}

/// A country.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Country {
    /// ISO 3166-1 code of two letters.
    pub code: String,
    /// Its name in French.
    pub fr: String,
    /// Its name in English.
    pub en: String,
    /// Pictures of its postal codes: `#` a digit, `@` a capital letter; none when any is taken.
    #[serde(default)]
    pub shapes: Vec<String>,
    /// One of its postal codes.
    #[serde(default)]
    pub example: String,
}

impl CountryList {
    /// A country by its code.
    pub fn named(&self, code: &str) -> Option<&Country> {
        self.countries.iter().find(|country| country.code == code)
    }

    /// Why this is no list, if it is not.
    pub(super) fn fault(&self) -> Option<&'static str> {
        let letters = |code: &str| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase());
        let sound = |one: &Country| {
            letters(&one.code)
                && !one.fr.is_empty()
                && !one.en.is_empty()
                && one.shapes.is_empty() == one.example.is_empty()
        };
        match self.named(FRANCE) {
            None => Some("France is in the list"),
            Some(_)
                if self.countries.iter().all(sound)
                    && self.french_territories.iter().all(|one| letters(one)) =>
            {
                None
            }
            Some(_) => Some(
                "a country has a code of two capital letters, two names, and an example when it has shapes",
            ),
        }
    }
}
