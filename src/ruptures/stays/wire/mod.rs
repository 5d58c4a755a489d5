//! JSON in and out of stays without a contract.

mod checklist;
mod rights;

pub use checklist::{ListedStep, StayChecklistOut, StayStepIn, StayStepOut, StayStepPatch, StayTodoOut};
pub use rights::{StayParams, StayRightsOut};

use crate::platform::text::Lang;

/// A word in the language of the reader.
fn in_lang(lang: Lang, fr: &'static str, en: &'static str) -> &'static str {
    match lang {
        Lang::Fr => fr,
        Lang::En => en,
    }
}
