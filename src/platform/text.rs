//! Sentences that people read, in French and in English, and names they wrote badly.

use std::borrow::Cow;

use serde::Serialize;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// How alike two names are, between 0 and 1 (Jaro-Winkler), for one to be taken for the other badly written.
const ALIKE: f64 = 0.85;

/// The name that was meant by one badly written, among those there are; none when no name is alike enough.
pub fn nearest<'a>(given: &str, among: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let alike = among.into_iter().map(|name| (strsim::jaro_winkler(name, given), name));
    let nearest = alike.filter(|(alike, _)| *alike >= ALIKE).max_by(|one, other| one.0.total_cmp(&other.0));
    nearest.map(|(_, name)| name)
}

/// Letters and marks that are drawn as nothing.
const UNSEEN: [char; 6] = ['\u{34f}', '\u{115f}', '\u{1160}', '\u{2800}', '\u{3164}', '\u{ffa0}'];

/// The text without spaces, zero-width and control characters around it.
pub fn seen(raw: &str) -> &str {
    raw.trim_matches(|c: char| {
        c.is_whitespace()
            || matches!(c.general_category(), GeneralCategory::Format | GeneralCategory::Control)
            || UNSEEN.contains(&c)
    })
}

/// Language of an answer: French unless the reader prefers English.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// French, the default.
    #[default]
    Fr,
    /// English.
    En,
}

impl Lang {
    /// The language an `Accept-Language` header asks for (RFC 9110, weights honoured).
    pub fn preferred(header: Option<&str>) -> Self {
        let weight_of = |expected: &str| {
            header
                .unwrap_or_default()
                .split(',')
                .filter_map(|part| {
                    let mut pieces = part.trim().split(';');
                    let tag = pieces.next()?.trim();
                    let primary = tag.split('-').next()?;
                    let weight = pieces
                        .find_map(|piece| piece.trim().strip_prefix("q="))
                        .and_then(|q| q.trim().parse::<f32>().ok())
                        .unwrap_or(1.0);
                    primary.eq_ignore_ascii_case(expected).then_some(weight)
                })
                .fold(0.0_f32, f32::max)
        };
        if weight_of("en") > weight_of("fr") { Self::En } else { Self::Fr }
    }

    /// The tag for `Content-Language`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
        }
    }
}

/// One sentence in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sentence {
    /// The French sentence.
    pub fr: Cow<'static, str>,
    /// The English sentence.
    pub en: Cow<'static, str>,
}

impl Sentence {
    /// A sentence from its two forms.
    pub fn new(fr: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Self {
        Self { fr: fr.into(), en: en.into() }
    }

    /// The sentence in one language.
    pub fn in_lang(&self, lang: Lang) -> &str {
        match lang {
            Lang::Fr => &self.fr,
            Lang::En => &self.en,
        }
    }
}

/// Builds a [`Sentence`] from a French and an English format string.
#[macro_export]
macro_rules! say {
    ($fr:literal, $en:literal $(, $($arg:tt)*)?) => {
        $crate::platform::text::Sentence::new(format!($fr $(, $($arg)*)?), format!($en $(, $($arg)*)?))
    };
}

#[cfg(test)]
mod tests {
    use super::Lang;

    #[test]
    fn french_is_the_default_and_english_is_on_request() {
        for (header, expected) in [
            (None, Lang::Fr),
            (Some("en"), Lang::En),
            (Some("en-GB,en;q=0.9"), Lang::En),
            (Some("fr-FR,fr;q=0.9,en;q=0.8"), Lang::Fr),
            (Some("en;q=0.3, fr;q=0.2"), Lang::En),
            (Some("de"), Lang::Fr),
            (Some(";;;,q=,"), Lang::Fr),
        ] {
            assert_eq!(Lang::preferred(header), expected, "{header:?}");
        }
    }
}
