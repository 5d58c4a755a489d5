//! Giving something up, or putting it off.

use chrono::NaiveDate;

use super::book::{IS_DONE, IS_WAIVED, REASON_IS_SAID, SNOOZE_IS_SHORT};
use crate::desk::obligations::model::{ObligationState, SettlingReason};
use crate::law::calendar::{add_days, french_day};
use crate::law::figures::ObligationLaw;
use crate::law::findings::Finding;
use crate::platform::text::Sentence;
use crate::say;

/// Only what is still open is given up or put off.
pub fn check_open(state: ObligationState) -> Option<Finding> {
    let rule = match state {
        ObligationState::Done | ObligationState::Lapsed => &IS_DONE,
        ObligationState::Waived => &IS_WAIVED,
        ObligationState::Upcoming | ObligationState::Due | ObligationState::Late => return None,
    };
    Some(rule.at("", Sentence::new(rule.fr, rule.en)))
}

/// Another reason is said in words.
pub fn check_words(reason: SettlingReason, note: Option<&str>) -> Option<Finding> {
    let silent = reason == SettlingReason::Other && note.is_none_or(|note| note.trim().is_empty());
    silent.then(|| REASON_IS_SAID.at("/note", Sentence::new(REASON_IS_SAID.fr, REASON_IS_SAID.en)))
}

/// Something is put off to a day to come, not too far.
pub fn check_snooze(until_on: NaiveDate, today: NaiveDate, law: &ObligationLaw) -> Option<Finding> {
    let latest = add_days(today, law.longest_snooze_days);
    let within = today < until_on && until_on <= latest;
    (!within).then(|| {
        let (du, au) = (french_day(add_days(today, 1)), french_day(latest));
        let first = add_days(today, 1);
        SNOOZE_IS_SHORT.at(
            "/until_on",
            say!("Choisissez un jour du {du} au {au}.", "Choose a day from {first} to {latest}."),
        )
    })
}
