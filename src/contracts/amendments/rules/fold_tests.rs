//! The fold of a contract and its amendments.

use chrono::{DateTime, TimeDelta};
use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::contracts::amendments::model::AmendmentFacts;
use crate::ids::{ContractId, SiteId, TutorId};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn amendment(type_code: AmendmentType, effective_on: &str, changes: Value) -> Amendment {
    Amendment {
        id: AmendmentId::new(),
        site_id: SiteId::new(),
        contract_id: ContractId::new(),
        facts: AmendmentFacts { type_code, effective_on: day(effective_on), changes, reason: None },
        signed_on: Some(day(effective_on)),
        confirmation: None,
        version: 1,
        created_at: DateTime::UNIX_EPOCH,
        updated_at: DateTime::UNIX_EPOCH,
    }
}

fn original(tutor: TutorId) -> Value {
    json!({
        "tutor_id": tutor, "starts_on": "2025-08-25", "ends_on": "2027-08-24",
        "work": { "weekly_minutes": 2100, "dangerous_machines": false },
        "pay": { "lines": [{ "year": 1 }] },
    })
}

#[test]
fn a_value_holds_from_the_day_of_its_amendment_and_says_where_it_comes_from() {
    let signed = amendment(AmendmentType::Other, "2026-03-01", json!({ "work": { "weekly_minutes": 2340 } }));
    let before = as_of(&original(TutorId::new()), std::slice::from_ref(&signed), day("2026-02-28"));
    let after = as_of(&original(TutorId::new()), std::slice::from_ref(&signed), day("2026-03-01"));
    assert_eq!(before.agreed["work"]["weekly_minutes"], 2100);
    assert!(before.origins.is_empty());
    assert_eq!(after.agreed["work"]["weekly_minutes"], 2340);
    assert_eq!(after.origins, BTreeMap::from([("/work/weekly_minutes".to_owned(), signed.id)]));
}

#[test]
fn tutors_follow_one_another_and_a_prolongation_makes_a_repeater() {
    let (ada, grace) = (TutorId::new(), TutorId::new());
    let change = amendment(AmendmentType::Other, "2026-03-01", json!({ "tutor_id": grace }));
    let prolonged = amendment(AmendmentType::AfterFailure, "2027-08-25", json!({ "ends_on": "2028-08-24" }));
    let periods = tutorships(&original(ada), &[prolonged, change], day("2025-08-25"));
    let found: Vec<_> = periods
        .iter()
        .map(|period| {
            (period.tutor_id, period.from_on.to_string(), period.to_on.to_string(), period.repeater)
        })
        .collect();
    assert_eq!(
        found,
        [
            (ada, "2025-08-25".to_owned(), "2026-02-28".to_owned(), false),
            (grace, "2026-03-01".to_owned(), "2027-08-24".to_owned(), false),
            (grace, "2027-08-25".to_owned(), "2028-08-24".to_owned(), true),
        ]
    );
}

#[test]
fn a_second_tutor_comes_and_goes() {
    let (ada, grace) = (TutorId::new(), TutorId::new());
    let comes = amendment(AmendmentType::Other, "2026-01-01", json!({ "second_tutor_id": grace }));
    let goes = amendment(AmendmentType::Other, "2026-06-01", json!({ "second_tutor_id": null }));
    let periods = tutorships(&original(ada), &[comes, goes], day("2025-08-25"));
    let second: Vec<_> = periods.iter().filter(|period| period.rank == 2).collect();
    assert_eq!(second.len(), 1);
    assert_eq!((second[0].from_on, second[0].to_on), (day("2026-01-01"), day("2026-05-31")));
    let first: Vec<_> = periods.iter().filter(|period| period.rank == 1).collect();
    assert_eq!((first.len(), first[0].to_on), (1, day("2027-08-24")));
}

#[test]
fn absence_and_null_are_the_same() {
    assert!(differences(&json!({ "a": null, "b": {} }), &json!({ "c": { "d": null } })).is_empty());
    assert_eq!(differences(&json!({ "a": { "b": 1 } }), &json!({ "a": null })), ["/a/b"]);
}

proptest! {
    /// Whatever the amendments, each day has one first tutor, from the first day to the last, and the order in which
    /// amendments are given changes nothing.
    #[test]
    fn every_day_has_one_first_tutor(days in prop::collection::vec((0_i64..900, 0_usize..3, 0_usize..3), 0..6)) {
        let tutors = [TutorId::new(), TutorId::new(), TutorId::new()];
        let start = day("2025-08-25");
        let signed: Vec<Amendment> = days.iter().map(|(after, kind, tutor)| {
            let on = (start + TimeDelta::days(*after)).to_string();
            match kind {
                0 => amendment(AmendmentType::Other, &on, json!({ "tutor_id": tutors[*tutor] })),
                1 => amendment(AmendmentType::AfterFailure, &on, json!({ "ends_on": "2028-08-24" })),
                _ => amendment(AmendmentType::Other, &on, json!({ "work": { "weekly_minutes": 2000 + tutor } })),
            }
        }).collect();
        let original = original(tutors[0]);
        let periods = tutorships(&original, &signed, start);
        let last_day = day_of(&head(&original, &signed), "ends_on").unwrap();
        let mut expected = start;
        for period in periods.iter().filter(|period| period.rank == 1) {
            prop_assert_eq!(period.from_on, expected);
            let there = as_of(&original, &signed, period.from_on).agreed;
            let found = there["tutor_id"].as_str().map(ToOwned::to_owned);
            prop_assert_eq!(found, Some(period.tutor_id.to_string()));
            expected = add_days(period.to_on, 1);
        }
        prop_assert_eq!(expected, add_days(last_day, 1));
        let mut backwards = signed.clone();
        backwards.reverse();
        prop_assert_eq!(head(&original, &backwards), head(&original, &signed));
    }
}
