//! The shapes of codes, numbers and addresses: does this text look like what it claims to be.

use super::super::fault::Faults;
use crate::law::identifiers;
use crate::say;

/// Lowercase words joined by hyphens, as in `bts-mco`.
pub(super) fn is_slug(text: &str) -> bool {
    let word =
        |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    text.len() <= 60 && text.split('-').all(word)
}

/// The one normal writing of an identifier, as this one of its readers gives it.
pub(super) fn is_normal(
    read: fn(&str) -> Result<String, identifiers::IdentifierFault>,
) -> impl Fn(&str) -> bool {
    move |text| read(text).is_ok_and(|normal| normal == text)
}

/// A phone number in any writing: answers give it as the school writes it, pages as people dial it.
pub(super) fn is_phone(text: &str) -> bool {
    text.len() <= 20 && identifiers::phone(text).is_ok()
}

/// A block of this record of the national register.
pub(super) fn is_rncp_block_code(text: &str, record: &str) -> bool {
    is_normal(identifiers::rncp_block)(text)
        && text.strip_prefix(record).is_some_and(|block| block.starts_with("BC"))
}

/// One to three capitals, one to three digits, perhaps a last capital: `E21`, `UF1`, `EP1A`.
pub(super) fn is_unit_code(text: &str) -> bool {
    let number = text.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let digits = number.strip_suffix(|c: char| c.is_ascii_uppercase()).unwrap_or(number);
    (1..=3).contains(&(text.len() - number.len())) && (1..=3).contains(&digits.len()) && is_digits(digits)
}

/// A year, or a school year as `2024/2025`.
pub(super) fn is_period(text: &str) -> bool {
    let year = |text: &str| if text.len() == 4 && is_digits(text) { text.parse::<u16>().ok() } else { None };
    match text.split_once('/') {
        None => year(text).is_some(),
        Some((first, second)) => matches!((year(first), year(second)), (Some(a), Some(b)) if b == a + 1),
    }
}

/// A host name, with or without `https://`, perhaps a path.
pub(super) fn is_website(text: &str) -> bool {
    let address = text.strip_prefix("https://").or(text.strip_prefix("http://")).unwrap_or(text);
    let host = address.split('/').next().unwrap_or_default();
    text.len() <= 200 && text.chars().all(|c| c.is_ascii_graphic()) && is_domain(host)
}

fn is_domain(text: &str) -> bool {
    let label = |label: &str| {
        let plain = label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        !label.is_empty() && plain && !label.starts_with('-') && !label.ends_with('-')
    };
    text.contains('.') && text.split('.').all(label)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

impl Faults {
    /// Requires a code in lowercase words joined by hyphens.
    pub(super) fn require_slug(&mut self, path: impl Into<String>, code: &str) {
        self.require(is_slug(code), path, || {
            say!(
                "{code:?} n'est pas un code : des minuscules et des chiffres joints par des tirets, 60 caractères au plus",
                "{code:?} is not a code: write lowercase letters and digits joined by hyphens, at most 60 characters"
            )
        });
    }

    /// Requires, when a value is present, that it has a shape.
    pub(super) fn require_shape(
        &mut self,
        path: impl Into<String>,
        value: Option<&str>,
        has_shape: impl Fn(&str) -> bool,
        (accepted, accepted_en): (&str, &str),
    ) {
        if let Some(value) = value {
            self.require(has_shape(value), path, || {
                say!(
                    "{value:?} n'est pas accepté : écrivez {accepted}",
                    "{value:?} is not accepted: write {accepted_en}"
                )
            });
        }
    }

    /// Requires a number between two bounds, both included.
    pub(super) fn require_between(
        &mut self,
        path: impl Into<String>,
        value: impl Into<i64>,
        least: i64,
        most: i64,
    ) {
        let value = value.into();
        self.require((least..=most).contains(&value), path, || {
            say!(
                "{value} est hors limites : écrivez un nombre de {least} à {most}",
                "{value} is out of range: write a number from {least} to {most}"
            )
        });
    }

    /// Requires a note wherever something is not certain.
    pub(super) fn require_reason(&mut self, path: impl Into<String>, unverified: bool, note: Option<&str>) {
        self.require(!unverified || note.is_some(), path, || {
            say!(
                "ce qui n'est pas vérifié dit pourquoi : écrivez une note, ou la certitude \"stated\"",
                "what is unverified says why: write a note, or certainty = \"stated\""
            )
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(has_shape: impl Fn(&str) -> bool, accepted: &[&str], refused: &[&str]) {
        accepted.iter().for_each(|text| assert!(has_shape(text), "{text:?} should be accepted"));
        refused.iter().for_each(|text| assert!(!has_shape(text), "{text:?} should be refused"));
    }

    #[test]
    fn each_shape_accepts_its_own_and_refuses_its_neighbours() {
        all(is_slug, &["bts-mco", "a", "bc01-1"], &["", "BTS", "bts_mco", "-bts", "bts--mco", "é"]);
        all(
            is_unit_code,
            &["E1", "E21", "EF1", "UF1", "EP1A"],
            &["", "E", "1", "E2.1", "e1", "EABCD1", "E1234"],
        );
        all(is_period, &["2025", "2024/2025"], &["25", "2024/2026", "2024-2025", "2024/", "/2025", "2025 "]);
        all(
            is_phone,
            &["03.25.80.72.17", "0325807217", "+33 3 25 80 72 17"],
            &["03.25.80.72..", "1234", "0325807", "00 33 (0)3 25 80 72 17"],
        );
        all(is_website, &["www.lycee-aviat.com", "https://a.fr/x"], &["lycee", "www.a b.fr", "http://"]);
    }

    #[test]
    fn an_identifier_is_written_as_it_is_kept() {
        all(is_normal(identifiers::rncp), &["RNCP38362", "RNCP123"], &["38362", "rncp38362", "RNCP12"]);
        all(is_normal(identifiers::diploma_code), &["32031213", "3203121A"], &["320 312 13", "3203121a"]);
        all(is_normal(identifiers::french_postal_code), &["10000", "01000"], &["10 000", "1000", "2A100"]);
        all(is_normal(identifiers::email), &["a.b@lycee-aviat.com"], &["A.B@lycee-aviat.com", "a@b"]);
        all(is_normal(identifiers::uai), &["0951099D"], &["951099D", "0951099d", "0951099C"]);
        all(
            is_normal(identifiers::siret),
            &["73282932000074", "35600000009075"],
            &["732 829 320 00074", "73282932000079", "00000000000000"],
        );
    }

    #[test]
    fn a_block_code_belongs_to_its_own_record() {
        assert!(is_rncp_block_code("RNCP38362BC01", "RNCP38362"));
        assert!(!is_rncp_block_code("RNCP11111BC01", "RNCP38362"));
        assert!(!is_rncp_block_code("RNCP38362BC", "RNCP38362"));
        assert!(!is_rncp_block_code("RNCP38362BC001", "RNCP38362"));
    }
}
