//! Tables of cases for the dates of a contract, around the seed cohort 25/08/2025 - 24/08/2027.

use super::*;
use crate::law::findings::Severity;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn law() -> ContractLaw {
    crate::law::figures::Law::read(&[]).unwrap().contracts.on(day("2025-08-25")).clone()
}

fn seed() -> ContractDates {
    ContractDates {
        signed_on: Some(day("2025-07-10")),
        starts_on: day("2025-08-25"),
        ends_on: day("2027-08-24"),
        entry: Entry::with_the_cycle(day("2025-08-25"), day("2027-08-24")),
        site_window: SiteWindow { months_before: 2, months_after: 3 },
        after_rupture: false,
        born_on: Some(day("2006-03-12")),
        age_exempt: false,
        continues_training: false,
        may_last_longer: false,
        repeats: false,
    }
}

fn codes(dates: &ContractDates) -> Vec<&'static str> {
    check_contract(&law(), dates).iter().map(|finding| finding.code).collect()
}

#[test]
fn the_seed_contract_has_nothing_to_say() {
    assert!(codes(&seed()).is_empty());
    assert!(codes(&ContractDates { signed_on: None, born_on: None, ..seed() }).is_empty());
}

#[test]
fn a_signature_comes_at_the_latest_on_the_first_day() {
    let signed = |on| codes(&ContractDates { signed_on: Some(day(on)), ..seed() });
    assert!(signed("2025-08-25").is_empty());
    assert_eq!(signed("2025-08-26"), ["contract.signed_after_start"]);
}

#[test]
fn a_contract_lasts_from_six_months_to_three_years() {
    let cases: [(&str, &[&str]); 8] = [
        ("2025-08-24", &["contract.ends_before_start"]),
        ("2025-08-25", &["contract.ends_before_start"]),
        ("2025-08-26", &["contract.too_short"]),
        ("2026-02-23", &["contract.too_short"]),
        ("2026-02-24", &[]),
        ("2028-08-24", &[]),
        ("2028-08-25", &["contract.too_long"]),
        ("2030-01-01", &["contract.too_long"]),
    ];
    for (ends_on, expected) in cases {
        assert_eq!(codes(&ContractDates { ends_on: day(ends_on), ..seed() }), expected, "{ends_on}");
    }
}

#[test]
fn months_and_years_are_whole_whatever_the_end_of_a_february() {
    let (short, long) = ("contract.too_short", "contract.too_long");
    for (starts_on, ends_on, expected) in [
        ("2027-08-30", "2028-02-27", Some(short)),
        ("2027-08-30", "2028-02-28", None),
        ("2027-08-30", "2030-08-29", None),
        ("2027-08-30", "2030-08-30", Some(long)),
        ("2024-02-29", "2027-02-28", None),
        ("2024-02-29", "2027-03-01", Some(long)),
    ] {
        let (starts_on, ends_on) = (day(starts_on), day(ends_on));
        let cycle = ContractDates { entry: Entry::with_the_cycle(starts_on, ends_on), ..seed() };
        let signed_on = None;
        let found = codes(&ContractDates { starts_on, ends_on, signed_on, born_on: None, ..cycle });
        assert_eq!(found, Vec::from_iter(expected), "{starts_on} {ends_on}");
    }
}

#[test]
fn a_contract_after_a_rupture_may_be_short_and_late_but_not_long() {
    let after = |starts_on, ends_on| {
        let (starts_on, ends_on) = (day(starts_on), day(ends_on));
        codes(&ContractDates { starts_on, ends_on, after_rupture: true, ..seed() })
    };
    assert!(after("2027-05-01", "2027-08-24").is_empty());
    assert_eq!(after("2026-05-01", "2029-05-01"), ["contract.too_long"]);
    assert_eq!(after("2027-08-25", "2027-12-31"), ["contract.outside_cohort"]);
    assert_eq!(after("2027-05-02", "2027-05-02"), ["contract.ends_before_start"]);
}

#[test]
fn a_contract_meets_its_cohort_on_at_least_a_day() {
    let between = |starts_on, ends_on| {
        codes(&ContractDates { signed_on: None, starts_on: day(starts_on), ends_on: day(ends_on), ..seed() })
    };
    assert_eq!(between("2025-01-01", "2025-08-24"), ["contract.window_legal", "contract.outside_cohort"]);
    assert_eq!(between("2025-01-01", "2025-08-25"), ["contract.window_legal"]);
}

#[test]
fn the_age_is_read_on_the_first_day_of_the_contract() {
    let cases: [(&str, &[&str]); 8] = [
        ("2010-08-26", &["contract.age_too_young"]),
        ("2010-08-25", &["contract.age_needs_schooling"]),
        ("2009-08-26", &["contract.age_needs_schooling"]),
        ("2009-08-25", &[]),
        ("1995-08-26", &[]),
        ("1995-08-25", &["contract.age_too_old"]),
        ("1980-01-01", &["contract.age_too_old"]),
        ("2030-01-01", &["contract.age_too_young"]),
    ];
    for (born_on, expected) in cases {
        assert_eq!(codes(&ContractDates { born_on: Some(day(born_on)), ..seed() }), expected, "{born_on}");
    }
}

#[test]
fn an_exemption_lifts_the_upper_age_only() {
    let exempt = |born_on| codes(&ContractDates { born_on: Some(day(born_on)), age_exempt: true, ..seed() });
    assert!(exempt("1970-01-01").is_empty());
    assert_eq!(exempt("2012-01-01"), ["contract.age_too_young"]);
}

#[test]
fn everything_wrong_is_said_at_once() {
    let dates = ContractDates {
        signed_on: Some(day("2026-01-02")),
        starts_on: day("2026-01-01"),
        ends_on: day("2026-02-01"),
        born_on: Some(day("1990-01-01")),
        ..seed()
    };
    let findings = check_contract(&law(), &dates);
    let codes: Vec<_> = findings.iter().map(|finding| (finding.code, finding.pointer.as_ref())).collect();
    assert_eq!(
        codes,
        [
            ("contract.window_legal", "/starts_on"),
            ("contract.signed_after_start", "/signed_on"),
            ("contract.too_short", "/ends_on"),
            ("contract.age_too_old", "/starts_on"),
        ]
    );
    assert!(findings.iter().all(|finding| finding.severity == Severity::Error && !finding.source.is_empty()));
    assert!(findings.iter().all(|finding| finding.fr.ends_with('.') && finding.en.ends_with('.')));
}

#[test]
fn dates_at_the_ends_of_the_calendar_are_only_refused() {
    let far = ContractDates { starts_on: NaiveDate::MIN, ends_on: NaiveDate::MAX, signed_on: None, ..seed() };
    assert!(codes(&far).contains(&"contract.too_long"));
    let late = ContractDates { starts_on: NaiveDate::MAX, ends_on: NaiveDate::MAX, ..seed() };
    assert!(codes(&late).contains(&"contract.ends_before_start"));
}
