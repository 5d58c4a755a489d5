//! What thresholds and acknowledgements are refused for.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::law::calendar::{add_days, french_day};
use crate::law::figures::{SignalCode, WatchLaw};
use crate::law::findings::Finding;
use crate::{rules, say};

/// Longest acknowledgement, in days.
pub const LONGEST_ACKNOWLEDGEMENT: i64 = 180;

rules! {
    /// A threshold is within its bounds.
    WITHIN_BOUNDS = error "watch.threshold_out_of_bounds", "Règle du site";
        "Le seuil d'un signal reste entre ses bornes (GET /v1/sites/{site}/watch-settings)." /
        "The threshold of a signal stays within its bounds (GET /v1/sites/{site}/watch-settings).";
    /// Each signal once.
    SET_ONCE = error "watch.signal_repeated", "Règle du site";
        "Le seuil d'un signal est donné une seule fois." /
        "The threshold of a signal is given once.";
    /// One takes note of a signal that shows.
    SHOWS_NOW = error "watch.signal_not_shown", "Règle du site";
        "On prend note d'un signal présent." /
        "One takes note of a signal that shows.";
    /// A note of a signal lasts until a day not too far.
    UNTIL_A_DAY = error "watch.until_on_day", "Règle du site";
        "On prend note d'un signal pour 180 jours au plus." /
        "One takes note of a signal for 180 days at most.";
}

/// What is wrong with thresholds, and them by their codes.
pub fn check_thresholds(
    sent: &[(SignalCode, i32)],
    law: &WatchLaw,
) -> Result<BTreeMap<String, i32>, Vec<Finding>> {
    let mut kept = BTreeMap::new();
    let mut findings = Vec::new();
    for (place, (code, threshold)) in sent.iter().enumerate() {
        let rule = law.rule(*code);
        let (least, most) = rule.map_or((0, 0), |rule| (rule.least, rule.most));
        if !(least..=most).contains(threshold) {
            let facts = say!("De {least} à {most}.", "From {least} to {most}.");
            findings.push(WITHIN_BOUNDS.at(format!("/thresholds/{place}/threshold"), facts));
        }
        if kept.insert(code.as_str().to_owned(), *threshold).is_some() {
            let facts = say!("Il y est déjà.", "It is already there.");
            findings.push(SET_ONCE.at(format!("/thresholds/{place}/signal"), facts));
        }
    }
    if findings.is_empty() { Ok(kept) } else { Err(findings) }
}

/// What is wrong with the last day of an acknowledgement.
pub fn check_until(until_on: NaiveDate, today: NaiveDate) -> Option<Finding> {
    let last = add_days(today, LONGEST_ACKNOWLEDGEMENT);
    let inside = (today..=last).contains(&until_on);
    let (du, au) = (french_day(today), french_day(last));
    (!inside).then(|| UNTIL_A_DAY.at("/until_on", say!("Du {du} au {au}.", "From {today} to {last}.")))
}
