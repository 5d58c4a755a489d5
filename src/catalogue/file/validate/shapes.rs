//! The shapes of codes, numbers and addresses: does this text look like what it claims to be.

use super::super::fault::Faults;

/// Lowercase words joined by hyphens, as in `bts-mco`.
pub(super) fn is_slug(text: &str) -> bool {
    let word =
        |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    text.len() <= 60 && text.split('-').all(word)
}

/// `RNCP` and three to five digits.
pub(super) fn is_rncp_code(text: &str) -> bool {
    text.strip_prefix("RNCP").is_some_and(|number| (3..=5).contains(&number.len()) && is_digits(number))
}

/// The block's record, `BC`, one or two digits.
pub(super) fn is_rncp_block_code(text: &str, record: &str) -> bool {
    let number = text.strip_prefix(record).and_then(|rest| rest.strip_prefix("BC"));
    number.is_some_and(|number| (1..=2).contains(&number.len()) && is_digits(number))
}

/// Three letters or digits, three digits, two letters or digits.
pub(super) fn is_diploma_code(text: &str) -> bool {
    let free = |b: &u8| b.is_ascii_uppercase() || b.is_ascii_digit();
    let bytes = text.as_bytes();
    bytes.len() == 8 && bytes.iter().all(free) && bytes[3..6].iter().all(u8::is_ascii_digit)
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

pub(super) fn is_postcode(text: &str) -> bool {
    text.len() == 5 && is_digits(text)
}

/// Ten French digits starting with 0, in pairs set apart by dots or spaces or not at all, or `+33` and nine.
pub(super) fn is_phone(text: &str) -> bool {
    let national = text.strip_prefix("+33").map_or(text.to_owned(), |rest| format!("0{}", rest.trim_start()));
    let digits: String = national.chars().filter(|c| !matches!(c, '.' | ' ')).collect();
    let dialled =
        digits.len() == 10 && is_digits(&digits) && digits.starts_with('0') && !digits.starts_with("00");
    text.len() <= 20 && dialled
}

/// One `@`, something before, a dotted name after, no blank.
pub(super) fn is_email(text: &str) -> bool {
    let Some((name, domain)) = text.split_once('@') else { return false };
    let plain = |c: char| c.is_ascii_graphic() && !matches!(c, '@' | ',' | ';' | '<' | '>' | '"');
    !name.is_empty() && text.len() <= 254 && name.chars().all(plain) && is_domain(domain)
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

/// Seven digits and the letter they command.
pub(super) fn is_uai(text: &str) -> bool {
    const LETTERS: &[u8] = b"ABCDEFGHJKLMNPRSTUVWXYZ";
    let Some((number, letter)) = text.split_at_checked(7) else { return false };
    let expected = number.parse::<usize>().ok().and_then(|number| LETTERS.get(number % LETTERS.len()));
    is_digits(number) && expected.is_some_and(|expected| letter.as_bytes() == [*expected])
}

/// Fourteen digits that pass the Luhn check, or La Poste's sum by five.
pub(super) fn is_siret(text: &str) -> bool {
    if text.len() != 14 || !is_digits(text) {
        return false;
    }
    let digits = || text.bytes().rev().map(|b| u32::from(b - b'0'));
    let doubled = |digit: u32| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let luhn: u32 = digits().enumerate().map(|(rank, d)| if rank % 2 == 0 { d } else { doubled(d) }).sum();
    luhn.is_multiple_of(10) || (text.starts_with("356000000") && digits().sum::<u32>().is_multiple_of(5))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

impl Faults {
    /// Requires a code in lowercase words joined by hyphens.
    pub(super) fn require_slug(&mut self, path: impl Into<String>, code: &str) {
        self.require(is_slug(code), path, || {
            format!("{code:?} is not a code: write lowercase letters and digits joined by hyphens, at most 60 characters")
        });
    }

    /// Requires, when a value is present, that it has a shape.
    pub(super) fn require_shape(
        &mut self,
        path: impl Into<String>,
        value: Option<&str>,
        has_shape: impl Fn(&str) -> bool,
        accepted: &str,
    ) {
        if let Some(value) = value {
            self.require(has_shape(value), path, || format!("{value:?} is not accepted: write {accepted}"));
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
            format!("{value} is out of range: write a number from {least} to {most}")
        });
    }

    /// Requires a note wherever something is not certain.
    pub(super) fn require_reason(&mut self, path: impl Into<String>, unverified: bool, note: Option<&str>) {
        self.require(!unverified || note.is_some(), path, || {
            "what is unverified says why: write a note, or certainty = \"stated\"".to_owned()
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(has_shape: fn(&str) -> bool, accepted: &[&str], refused: &[&str]) {
        accepted.iter().for_each(|text| assert!(has_shape(text), "{text:?} should be accepted"));
        refused.iter().for_each(|text| assert!(!has_shape(text), "{text:?} should be refused"));
    }

    #[test]
    fn each_shape_accepts_its_own_and_refuses_its_neighbours() {
        all(is_slug, &["bts-mco", "a", "bc01-1"], &["", "BTS", "bts_mco", "-bts", "bts--mco", "é"]);
        all(
            is_rncp_code,
            &["RNCP38362", "RNCP123"],
            &["38362", "RNCP", "RNCP12", "RNCP38362-1", "RNCP123456"],
        );
        all(is_diploma_code, &["32031213", "3203121A"], &["3203121", "320A1213", "320312134", "3203121é"]);
        all(
            is_unit_code,
            &["E1", "E21", "EF1", "UF1", "EP1A"],
            &["", "E", "1", "E2.1", "e1", "EABCD1", "E1234"],
        );
        all(is_period, &["2025", "2024/2025"], &["25", "2024/2026", "2024-2025", "2024/", "/2025", "2025 "]);
        all(
            is_phone,
            &["03.25.80.72.17", "0325807217", "+33 3 25 80 72 17"],
            &["03.25.80.72..", "1234", "0025807217"],
        );
        all(is_email, &["a.b@lycee-aviat.com"], &["a.b", "a@b", "a b@c.fr", "@c.fr", "a@c..fr", "a@b@c.fr"]);
        all(is_website, &["www.lycee-aviat.com", "https://a.fr/x"], &["lycee", "www.a b.fr", "http://"]);
        all(is_postcode, &["10000", "01000"], &["1000", "2A100"]);
    }

    #[test]
    fn official_numbers_are_checked_by_their_key() {
        all(is_uai, &["0951099D", "0752536Z"], &["0951099C", "0100001A", "951099D", "0951099é"]);
        all(
            is_siret,
            &["73282932000074", "02408240600034", "35600000009075"],
            &["73282932000079", "50000000000000", "35600000009090", "7328293200007"],
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
