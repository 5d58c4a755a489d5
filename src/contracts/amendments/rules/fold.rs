//! The contract on a day: what was first signed, and the amendments begun by then, one after another.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::Value;

use crate::contracts::amendments::model::{Amendment, AmendmentType};
use crate::contracts::pay::model::{Extension, ExtensionGround};
use crate::contracts::tutorships::Tutorship;
use crate::ids::AmendmentId;
use crate::law::calendar::add_days;
use crate::platform::body::merge;

/// A contract on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct AsOf {
    /// Everything agreed, as the API takes a contract.
    pub agreed: Value,
    /// The amendment each changed value comes from, by JSON pointer.
    pub origins: BTreeMap<String, AmendmentId>,
}

/// The contract on a day; `signed` are its signed amendments, whatever their order.
pub fn as_of(original: &Value, signed: &[Amendment], on: NaiveDate) -> AsOf {
    let mut begun: Vec<&Amendment> =
        signed.iter().filter(|amendment| amendment.facts.effective_on <= on).collect();
    begun.sort_by_key(|amendment| (amendment.facts.effective_on, amendment.id.0));
    let mut agreed = original.clone();
    let mut origins = BTreeMap::new();
    for amendment in begun {
        let before = agreed.clone();
        merge(&mut agreed, &amendment.facts.changes);
        for pointer in differences(&before, &agreed) {
            origins.insert(pointer, amendment.id);
        }
    }
    AsOf { agreed, origins }
}

/// What is agreed now: every signed amendment, those to come included.
pub fn head(original: &Value, signed: &[Amendment]) -> Value {
    as_of(original, signed, NaiveDate::MAX).agreed
}

/// JSON pointers of the members that differ; a list is one member, null is absence.
pub fn differences(before: &Value, after: &Value) -> Vec<String> {
    let mut found = Vec::new();
    compare(before, after, String::new(), &mut found);
    found
}

fn compare(before: &Value, after: &Value, at: String, found: &mut Vec<String>) {
    match (before.as_object(), after.as_object()) {
        (None, None) if before == after => {}
        (None, None) => found.push(at),
        (before_fields, after_fields) => {
            let names = before_fields.into_iter().chain(after_fields).flat_map(|fields| fields.keys());
            let names: std::collections::BTreeSet<&String> = names.collect();
            for name in names {
                let of = |value: &Value| value.get(name).cloned().unwrap_or(Value::Null);
                compare(&of(before), &of(after), format!("{at}/{name}"), found);
            }
        }
    }
}

/// A member of what is agreed that is a day.
pub fn day_of(agreed: &Value, member: &str) -> Option<NaiveDate> {
    agreed.get(member)?.as_str()?.parse().ok()
}

/// The last day agreed on a day, without the time that amendments of a type added.
pub fn ends_without(
    original: &Value,
    signed: &[Amendment],
    type_code: AmendmentType,
    on: NaiveDate,
) -> Option<NaiveDate> {
    let others: Vec<Amendment> =
        signed.iter().filter(|one| one.facts.type_code != type_code).cloned().collect();
    day_of(&as_of(original, &others, on).agreed, "ends_on")
}

/// The first day that a prolongation of a type added to the contract, if one did.
pub fn prolonged_from(original: &Value, signed: &[Amendment], type_code: AmendmentType) -> Option<NaiveDate> {
    let prolongations = signed.iter().filter(|amendment| amendment.facts.type_code == type_code);
    let ends = prolongations.filter_map(|amendment| {
        let others: Vec<_> = signed.iter().filter(|other| other.id != amendment.id).cloned().collect();
        day_of(&as_of(original, &others, amendment.facts.effective_on).agreed, "ends_on")
    });
    ends.map(|ends_on| add_days(ends_on, 1)).min()
}

/// The time signed amendments add to the contract, whose pay is not that of an ordinary year.
///
/// Source: Code du travail, art. D6222-28 (after a failed exam) and R6222-48 (disabled worker), read 23/11/2026.
pub fn extension(original: &Value, signed: &[Amendment]) -> Option<Extension> {
    let added = |type_code, ground| {
        let starts_on = prolonged_from(original, signed, type_code)?;
        Some(Extension { starts_on, ground })
    };
    added(AmendmentType::AfterFailure, ExtensionGround::FailedExam)
        .or_else(|| added(AmendmentType::DisabledWorker, ExtensionGround::DisabledWorker))
}

/// Who is tutor day after day: the periods between amendments, and after a prolongation for failure.
pub fn tutorships(original: &Value, signed: &[Amendment], starts_on: NaiveDate) -> Vec<Tutorship> {
    let Some(last_day) = day_of(&head(original, signed), "ends_on") else { return Vec::new() };
    let prolonged_from = prolonged_from(original, signed, AmendmentType::AfterFailure);
    let changes = signed.iter().map(|amendment| amendment.facts.effective_on);
    let mut days: Vec<NaiveDate> = changes.chain(prolonged_from).chain([starts_on]).collect();
    days.retain(|day| (starts_on..=last_day).contains(day));
    days.sort_unstable();
    days.dedup();
    let mut periods: Vec<Tutorship> = Vec::new();
    for (index, from_on) in days.iter().enumerate() {
        let to_on = days.get(index + 1).map_or(last_day, |next| add_days(*next, -1));
        let agreed = as_of(original, signed, *from_on).agreed;
        let repeater = prolonged_from.is_some_and(|day| *from_on >= day);
        for (rank, member) in [(1, "tutor_id"), (2, "second_tutor_id")] {
            let tutor = agreed.get(member).and_then(Value::as_str).and_then(|id| id.parse().ok());
            let Some(tutor_id) = tutor else { continue };
            prolong_or_add(&mut periods, Tutorship { rank, tutor_id, from_on: *from_on, to_on, repeater });
        }
    }
    periods
}

/// Two periods that follow one another without a change are one.
fn prolong_or_add(periods: &mut Vec<Tutorship>, next: Tutorship) {
    let eve = add_days(next.from_on, -1);
    let same = periods.iter_mut().find(|period| {
        (period.rank, period.tutor_id, period.repeater, period.to_on)
            == (next.rank, next.tutor_id, next.repeater, eve)
    });
    match same {
        Some(period) => period.to_on = next.to_on,
        None => periods.push(next),
    }
}

#[cfg(test)]
#[path = "fold_tests.rs"]
mod tests;
