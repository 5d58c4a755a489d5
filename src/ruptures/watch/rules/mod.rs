//! Which signals show, from the facts of a day: pure, each with what it rests on.

pub mod book;
mod signals;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;

use super::model::{Signal, SignalAcknowledgement, Thresholds, WatchedFacts};
use crate::law::figures::SignalCode;

/// The signals that show of an apprentice on a day, the heaviest first.
pub fn signals_of(facts: &WatchedFacts, thresholds: Thresholds<'_>, today: NaiveDate) -> Vec<Signal> {
    let show = |code: &SignalCode| signals::signal(*code, facts, thresholds, today);
    let mut shown: Vec<Signal> = SignalCode::ALL.iter().filter_map(show).collect();
    shown.sort_by_key(|signal| (-thresholds.weight(signal.code), signal.since, signal.code));
    shown
}

/// The acknowledgement that covers a signal on a day: not over, and not older than the signal.
pub fn covering<'a>(
    signal: &Signal,
    acknowledged: &'a [SignalAcknowledgement],
    today: NaiveDate,
) -> Option<&'a SignalAcknowledgement> {
    let covers = |one: &&SignalAcknowledgement| {
        one.signal == signal.code && one.until_on >= today && one.acknowledged_on >= signal.since
    };
    acknowledged.iter().filter(covers).max_by_key(|one| one.until_on)
}

/// The sum of the weights of the signals nobody took note of.
pub fn sum_of(
    signals: &[Signal],
    acknowledged: &[SignalAcknowledgement],
    thresholds: Thresholds<'_>,
    today: NaiveDate,
) -> i32 {
    let counted = signals.iter().filter(|signal| covering(signal, acknowledged, today).is_none());
    counted.map(|signal| thresholds.weight(signal.code)).sum()
}
