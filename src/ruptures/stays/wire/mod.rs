//! JSON out of stays without a contract.

mod rights;

pub use rights::{StayParams, StayRightsOut};

use crate::platform::text::Lang;

/// A word in the language of the reader.
fn in_lang(lang: Lang, fr: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Fr => fr,
        Lang::En => en,
    }
}
