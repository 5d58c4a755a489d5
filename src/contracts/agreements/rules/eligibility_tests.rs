//! Tables of cases for ages and lengths, around the seed cohort 25/08/2025 - 24/08/2027.

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn seed(born_on: &str) -> Eligibility {
    Eligibility {
        born_on: day(born_on),
        starts_on: day("2025-08-25"),
        ends_on: day("2027-08-24"),
        concluded_on: day("2025-07-10"),
        cycle: (day("2025-08-25"), day("2027-08-24")),
        entry: Entry::with_the_cycle(day("2025-08-25"), day("2027-08-24")),
        exams_end_on: None,
        derogation: None,
        qualities: Qualities::default(),
        previous_ended_on: None,
        may_repeat: false,
        after_rupture: false,
    }
}

fn codes(of: &Eligibility) -> Vec<&'static str> {
    let law = crate::law::figures::Law::read(&[]).unwrap();
    check(law.contracts.on(of.starts_on), of).iter().map(|finding| finding.code).collect()
}

#[test]
fn derogations_fit_the_age_they_name() {
    use Derogation::{Longer, Other, Over29, Several, Shorter, Under16};
    let misfits = |born_on| {
        [Under16, Over29, Shorter, Longer, Several, Other]
            .into_iter()
            .filter(|code| {
                let of = Eligibility { derogation: Some(*code), ..seed(born_on) };
                codes(&of).contains(&"contract.derogation_does_not_fit")
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(misfits("2010-01-01"), [Over29, Shorter, Longer, Other]);
    assert_eq!(misfits("2006-03-14"), [Under16, Over29]);
    assert_eq!(misfits("1990-01-01"), [Under16, Shorter, Longer, Other]);
}

#[test]
fn a_quality_lifts_the_age_and_asks_for_its_code() {
    let project = Qualities { business_project: true, ..Qualities::default() };
    let of = Eligibility { qualities: project, ..seed("1970-01-01") };
    assert_eq!(codes(&of), ["contract.derogation_missing"]);
    assert!(codes(&Eligibility { derogation: Some(Derogation::Over29), ..of }).is_empty());
}

#[test]
fn past_thirty_the_derogation_has_to_be_proved_within_its_limits() {
    let of = |born_on| Eligibility { derogation: Some(Derogation::Over29), ..seed(born_on) };
    assert_eq!(codes(&of("1992-01-01")), ["contract.age_exemption_to_prove"]);
    // 35 at the signature is accepted until the eve of the 36th birthday
    assert_eq!(codes(&of("1989-07-11")), ["contract.age_exemption_to_prove"]);
    assert_eq!(codes(&of("1989-07-10")), ["contract.age_extension_past"]);
    let followed = |ended_on| Eligibility { previous_ended_on: Some(day(ended_on)), ..of("1992-01-01") };
    assert_eq!(codes(&followed("2024-07-10")), ["contract.age_exemption_to_prove"]);
    assert_eq!(codes(&followed("2024-07-09")), ["contract.age_extension_late"]);
    let repeater = Eligibility { may_repeat: true, ..of("1980-01-01") };
    assert_eq!(codes(&repeater), ["contract.age_exemption_to_prove"]);
}

#[test]
fn a_thirtieth_birthday_between_signature_and_start_only_warns() {
    let law = crate::law::figures::Law::read(&[]).unwrap();
    let of = seed("1995-08-01");
    assert_eq!(codes(&of), ["contract.age_straddles_limit"]);
    let age = &law.contracts.on(of.starts_on).age;
    assert!(of.is_past_the_limit_allowed(age));
    assert!(!seed("1995-07-10").is_past_the_limit_allowed(age));
    assert!(codes(&seed("1995-08-26")).is_empty());
}

#[test]
fn another_length_than_the_cycle_needs_the_three_parties() {
    let between = |starts_on, ends_on| Eligibility {
        starts_on: day(starts_on),
        ends_on: day(ends_on),
        ..seed("2006-03-14")
    };
    let needed = ["contract.convention_needed"];
    assert!(codes(&between("2025-11-25", "2027-08-24")).is_empty());
    assert_eq!(codes(&between("2025-11-26", "2027-08-24")), needed);
    assert_eq!(codes(&between("2025-08-25", "2027-08-23")), needed);
    assert!(codes(&between("2025-08-25", "2027-10-24")).is_empty());
    assert_eq!(codes(&between("2025-08-25", "2027-10-25")), needed);
    let late = between("2026-10-05", "2027-08-24");
    assert!(codes(&Eligibility { after_rupture: true, ..late }).is_empty());
    let athlete = Qualities { high_level_athlete: true, ..Qualities::default() };
    assert!(codes(&Eligibility { qualities: athlete, ..late }).is_empty());
}

#[test]
fn a_contract_ends_within_two_months_of_the_exams_or_with_the_cycle() {
    let ending = |exams, ends_on| Eligibility {
        exams_end_on: Some(day(exams)),
        ends_on: day(ends_on),
        ..seed("2006-03-14")
    };
    assert!(codes(&ending("2027-06-15", "2027-08-24")).is_empty());
    assert_eq!(codes(&ending("2027-06-15", "2027-08-25")), ["contract.ends_long_after_exams"]);
    assert!(codes(&ending("2027-07-10", "2027-09-10")).is_empty());
    assert_eq!(codes(&ending("2027-07-10", "2027-09-11")), ["contract.ends_long_after_exams"]);
}

#[test]
fn a_foreign_minor_who_comes_of_age_needs_a_permit() {
    let foreign = Qualities { foreign: true, ..Qualities::default() };
    let of = |born_on| codes(&Eligibility { qualities: foreign, ..seed(born_on) });
    assert_eq!(of("2008-01-01"), ["contract.permit_at_majority"]);
    assert!(of("2007-08-25").is_empty());
    assert_eq!(of("2007-08-26"), ["contract.permit_at_majority"]);
    assert_eq!(of("2009-08-24"), ["contract.permit_at_majority"]);
    assert!(of("2009-08-25").is_empty());
}
