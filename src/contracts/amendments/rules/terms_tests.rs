//! Tables of cases for what amendments change, on the seed contract 25/08/2025 - 24/08/2027.

use serde_json::json;

use super::*;
use crate::platform::body::merge;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn before() -> Value {
    json!({
        "employer_id": "e1", "tutor_id": "t1", "mode_code": "1",
        "starts_on": "2025-08-25", "ends_on": "2027-08-24",
        "work": { "weekly_minutes": 2100, "place": null },
        "training": { "place": null, "diploma": { "rncp": "RNCP38362" } },
        "pay": { "lines": [
            { "from_on": "2025-08-25", "percent_hundredths": 4300 },
            { "from_on": "2026-08-25", "percent_hundredths": 5100 },
        ] },
    })
}

fn codes(type_code: AmendmentType, effective_on: &str, changes: &Value) -> Vec<&'static str> {
    let (before, mut after) = (before(), before());
    merge(&mut after, changes);
    let amending = Amending {
        type_code,
        effective_on: day(effective_on),
        before: &before,
        after: &after,
        unprolonged_ends_on: None,
        disabled_worker: false,
    };
    check(&amending).iter().map(|finding| finding.code).collect()
}

fn lines(percent: i64) -> Value {
    json!([
        { "from_on": "2025-08-25", "percent_hundredths": 4300 },
        { "from_on": "2026-08-25", "percent_hundredths": 5100 },
        { "from_on": "2027-08-25", "percent_hundredths": percent },
    ])
}

#[test]
fn each_type_changes_its_own_terms() {
    use AmendmentType::{Diploma, LegalSituation, Other, TrainingPlace, Workplace};
    let cases: [(AmendmentType, Value, &[&str]); 9] = [
        (Other, json!({ "tutor_id": "t2" }), &[]),
        (Other, json!({ "work": { "weekly_minutes": 2340 } }), &[]),
        (Other, json!({ "employer_id": "e2" }), &["amendment.not_of_this_type"]),
        (Other, json!({ "tutor_id": "t1" }), &["amendment.changes_nothing"]),
        (LegalSituation, json!({ "employer_id": "e2", "tutor_id": "t2" }), &[]),
        (LegalSituation, json!({ "tutor_id": "t2" }), &["amendment.employer_required"]),
        (Diploma, json!({ "training": { "diploma": { "rncp": "RNCP1" } } }), &[]),
        (Workplace, json!({ "work": { "place": { "city": "Reims" } } }), &[]),
        (TrainingPlace, json!({ "work": { "place": { "city": "Reims" } } }), &["amendment.not_of_this_type"]),
    ];
    for (type_code, changes, expected) in cases {
        assert_eq!(codes(type_code, "2026-03-01", &changes), expected, "{type_code} {changes}");
    }
}

#[test]
fn a_seasonal_change_of_employer_needs_a_seasonal_contract() {
    let changes = json!({ "employer_id": "e2", "tutor_id": "t2" });
    assert_eq!(codes(AmendmentType::SeasonalEmployer, "2026-03-01", &changes), ["amendment.not_seasonal"]);
}

#[test]
fn the_effect_is_within_the_contract_or_its_prolongation() {
    let tutor = json!({ "tutor_id": "t2" });
    assert_eq!(codes(AmendmentType::Other, "2025-08-24", &tutor), ["amendment.outside_contract"]);
    assert!(codes(AmendmentType::Other, "2025-08-25", &tutor).is_empty());
    assert!(codes(AmendmentType::Other, "2027-08-24", &tutor).is_empty());
    assert_eq!(codes(AmendmentType::Other, "2027-08-25", &tutor), ["amendment.outside_contract"]);
    let prolonged = json!({ "ends_on": "2028-08-24", "pay": { "lines": lines(5100) } });
    assert!(codes(AmendmentType::AfterFailure, "2027-08-25", &prolonged).is_empty());
}

#[test]
fn a_prolongation_after_failure_ends_later_and_pays_no_less() {
    let with = |ends_on: &str, lines: Value| {
        codes(
            AmendmentType::AfterFailure,
            "2027-08-24",
            &json!({ "ends_on": ends_on, "pay": { "lines": lines } }),
        )
    };
    assert!(with("2028-08-24", lines(5100)).is_empty());
    assert_eq!(with("2028-08-25", lines(5100)), ["amendment.prolonged_too_long"]);
    assert_eq!(with("2027-08-24", lines(5100)), ["amendment.not_prolonged"]);
    assert_eq!(with("2028-08-24", lines(5099)), ["amendment.pay_falls"]);
    let unpaid = json!({ "ends_on": "2028-08-24" });
    assert_eq!(codes(AmendmentType::AfterFailure, "2027-08-24", &unpaid), ["amendment.pay_line_required"]);
}

#[test]
fn a_prolongation_for_disability_needs_the_recognition() {
    let changes = json!({ "ends_on": "2028-08-24" });
    assert_eq!(
        codes(AmendmentType::DisabledWorker, "2027-08-24", &changes),
        ["amendment.disabled_worker_required"]
    );
}

#[test]
fn percentages_are_said_as_people_write_them() {
    assert_eq!([percent(5100), percent(5150), percent(5)], ["51", "51.50", "0.05"]);
}
