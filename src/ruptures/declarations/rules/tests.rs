//! Tables of cases for ruptures, on the seed contract 25/08/2025 - 24/08/2027.

use std::borrow::Cow;
use std::collections::HashSet;

use chrono::NaiveDate;

use super::*;
use crate::law::figures::{Law, RuptureLaw};
use crate::law::findings::Finding;
use crate::ruptures::declarations::model::RuptureFacts;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn contract() -> ContractFacts {
    ContractFacts { starts_on: day("2025-08-25"), ends_on: day("2027-08-24") }
}

fn law() -> Law {
    Law::embedded().unwrap()
}

/// What the rules say of a rupture of the contract, on a day.
fn declared(
    contract: &ContractFacts,
    rupture: &RuptureFacts,
    today: NaiveDate,
) -> Result<Declared, Vec<Finding>> {
    declare(contract, rupture, law().ruptures.on(today), today)
}

fn agreed() -> RuptureFacts {
    RuptureFacts {
        effective_on: day("2026-02-10"),
        initiator: Initiator::Both,
        ground: Ground::MutualAgreement,
        notice_received_on: day("2026-02-12"),
        mediator_seized_on: None,
        employer_informed_on: None,
        confirmation: None,
        difficulty_id: None,
        lapsed_amendments: Vec::new(),
    }
}

fn resigned(seized: &str, informed: &str, effective: &str) -> RuptureFacts {
    RuptureFacts {
        effective_on: day(effective),
        initiator: Initiator::Apprentice,
        ground: Ground::Resignation,
        mediator_seized_on: Some(day(seized)),
        employer_informed_on: Some(day(informed)),
        ..agreed()
    }
}

fn graduated(notice: &str, effective: &str) -> RuptureFacts {
    RuptureFacts {
        effective_on: day(effective),
        initiator: Initiator::Apprentice,
        ground: Ground::DiplomaObtained,
        notice_received_on: day(notice),
        ..agreed()
    }
}

/// A refusal: its code and what it points at.
type Refusal = (&'static str, &'static str);

fn refusal(finding: &Finding) -> Refusal {
    match finding.pointer {
        Cow::Borrowed(pointer) => (finding.code, pointer),
        Cow::Owned(_) => unreachable!("a rupture has no list"),
    }
}

fn refusals(contract: &ContractFacts, rupture: &RuptureFacts) -> Vec<Refusal> {
    let findings = declared(contract, rupture, day("2027-12-31")).err().unwrap_or_default();
    assert!(findings.iter().all(|finding| finding.is_error() && !finding.source.is_empty()));
    findings.iter().map(refusal).collect()
}

#[test]
fn the_rupture_day_is_not_a_contract_day() {
    let codes = declared(&contract(), &agreed(), day("2026-02-12"));
    assert_eq!(codes, Ok(Declared { last_contract_day: day("2026-02-09") }));
}

#[test]
fn a_rupture_takes_effect_during_the_contract() {
    let outside = [("rupture.outside_contract", "/effective_on")];
    let cases: [(&str, &[Refusal]); 4] =
        [("2025-08-24", &outside), ("2025-08-25", &[]), ("2027-08-24", &[]), ("2027-08-25", &outside)];
    for (effective_on, expected) in cases {
        let rupture = RuptureFacts { effective_on: day(effective_on), ..agreed() };
        assert_eq!(refusals(&contract(), &rupture), expected, "{effective_on}");
    }
}

#[test]
fn each_ground_belongs_to_its_initiators() {
    let procedures = law();
    for ground in Ground::ALL.iter().copied() {
        for initiator in Initiator::ALL.iter().copied() {
            let rupture = RuptureFacts {
                initiator,
                ground,
                mediator_seized_on: Some(day("2026-01-01")),
                employer_informed_on: Some(day("2026-01-15")),
                notice_received_on: day("2026-01-02"),
                ..agreed()
            };
            let refused =
                refusals(&contract(), &rupture).contains(&("rupture.initiator_does_not_fit", "/initiator"));
            assert_eq!(
                refused,
                !initiators_of(ground, procedures.ruptures.newest()).contains(&initiator),
                "{ground:?} by {initiator:?}"
            );
        }
    }
    let wrong = RuptureFacts { initiator: Initiator::Employer, ..agreed() };
    let findings = declared(&contract(), &wrong, day("2026-03-01")).unwrap_err();
    assert_eq!(findings[0].fr, "Pour ce motif, l'initiative vient de : Les deux parties (both).");
    assert_eq!(findings[0].en, "On this ground, the initiative comes from: Both parties (both).");
}

#[test]
fn a_resignation_waits_five_then_seven_calendar_days() {
    let information = ("rupture.information_too_early", "/employer_informed_on");
    let effect = ("rupture.effective_too_early", "/effective_on");
    let cases: [(&str, &str, &str, &[Refusal]); 5] = [
        ("2026-03-02", "2026-03-07", "2026-03-14", &[]),
        ("2026-03-02", "2026-03-06", "2026-03-14", &[information]),
        ("2026-03-02", "2026-03-07", "2026-03-13", &[effect]),
        ("2026-03-02", "2026-03-10", "2026-03-16", &[effect]),
        ("2026-03-02", "2026-03-01", "2026-03-02", &[information, effect]),
    ];
    for (seized, informed, effective, expected) in cases {
        assert_eq!(
            refusals(&contract(), &resigned(seized, informed, effective)),
            expected,
            "{informed} {effective}"
        );
    }
}

#[test]
fn a_resignation_needs_the_mediator_and_the_information_of_the_employer() {
    let full = resigned("2026-03-02", "2026-03-07", "2026-03-14");
    let mediator = ("rupture.mediator_required", "/mediator_seized_on");
    let information = ("rupture.information_required", "/employer_informed_on");
    assert_eq!(refusals(&contract(), &RuptureFacts { mediator_seized_on: None, ..full.clone() }), [mediator]);
    assert_eq!(
        refusals(&contract(), &RuptureFacts { employer_informed_on: None, ..full.clone() }),
        [information]
    );
    let neither = RuptureFacts { mediator_seized_on: None, employer_informed_on: None, ..full.clone() };
    assert_eq!(refusals(&contract(), &neither), [mediator, information]);
}

#[test]
fn a_diploma_gives_a_month_of_notice() {
    let short = [("rupture.notice_too_short", "/effective_on")];
    let cases: [(&str, &str, &[Refusal]); 5] = [
        ("2027-07-01", "2027-08-01", &[]),
        ("2027-07-01", "2027-07-31", &short),
        ("2027-01-31", "2027-02-28", &[]),
        ("2027-01-31", "2027-02-27", &short),
        ("2027-06-10", "2027-08-24", &[]),
    ];
    for (notice, effective, expected) in cases {
        assert_eq!(refusals(&contract(), &graduated(notice, effective)), expected, "{notice} {effective}");
    }
}

#[test]
fn what_was_received_or_done_is_not_in_the_future_but_the_rupture_may_be() {
    let rupture = RuptureFacts {
        notice_received_on: day("2026-03-08"),
        ..resigned("2026-03-02", "2026-03-07", "2026-03-14")
    };
    let on = |today| {
        let findings = declared(&contract(), &rupture, day(today)).err().unwrap_or_default();
        findings.iter().map(refusal).collect::<Vec<_>>()
    };
    let future = |pointer| ("rupture.date_in_future", pointer);
    assert_eq!(on("2026-03-08"), []);
    assert_eq!(on("2026-03-07"), [future("/notice_received_on")]);
    assert_eq!(on("2026-03-06"), [future("/notice_received_on"), future("/employer_informed_on")]);
    assert_eq!(on("2026-03-01").len(), 3);
}

#[test]
fn everything_against_a_rupture_is_said_at_once() {
    let rupture = RuptureFacts { initiator: Initiator::Court, ..graduated("2028-01-01", "2025-01-01") };
    let codes: Vec<_> = refusals(&contract(), &rupture).into_iter().map(|(code, _)| code).collect();
    assert_eq!(
        codes,
        [
            "rupture.outside_contract",
            "rupture.initiator_does_not_fit",
            "rupture.date_in_future",
            "rupture.notice_too_short",
        ]
    );
}

#[test]
fn the_grounds_are_a_stable_table() {
    let table: [(Ground, &str, &[&str]); 15] = [
        (Ground::Free45DaysEmployer, "free_45_days_employer", &["036"]),
        (Ground::Free45DaysApprentice, "free_45_days_apprentice", &["037"]),
        (Ground::MutualAgreement, "mutual_agreement", &["084"]),
        (Ground::SeriousMisconduct, "serious_misconduct", &["087", "095"]),
        (Ground::Unfitness, "unfitness", &["091", "092", "033"]),
        (Ground::ForceMajeure, "force_majeure", &["083", "089"]),
        (Ground::EmployerDeath, "employer_death", &["065"]),
        (Ground::Resignation, "resignation", &["037"]),
        (Ground::CourtLiquidation, "court_liquidation", &["011"]),
        (Ground::CfaExclusion, "cfa_exclusion", &["020"]),
        (Ground::DiplomaObtained, "diploma_obtained", &["037"]),
        (Ground::AdministrativeDecision, "administrative_decision", &["093"]),
        (Ground::CourtTermination, "court_termination", &["082"]),
        (Ground::ApprenticeDeath, "apprentice_death", &["066"]),
        (Ground::Other, "other", &[]),
    ];
    assert_eq!(table.map(|(ground, ..)| ground), Ground::ALL);
    let procedures = law();
    let known = procedures.ruptures.newest();
    assert_eq!(
        known.grounds.iter().map(|ground| ground.code.as_str()).collect::<Vec<_>>(),
        table.map(|row| row.1)
    );
    for (ground, code, dsn) in table {
        assert_eq!(known.ground(code).unwrap().dsn_codes, dsn);
        assert_eq!(code.parse(), Ok(ground));
        assert!(!initiators_of(ground, known).is_empty() && !ground.source().is_empty());
        assert_ne!(ground.label_fr(), "");
    }
}

#[test]
fn one_ground_needs_the_mediator_and_two_are_for_the_first_45_days() {
    let procedures = law();
    let which = |says: fn(Ground, &RuptureLaw) -> bool| -> Vec<_> {
        let known = procedures.ruptures.newest();
        Ground::ALL.iter().copied().filter(|ground| says(*ground, known)).map(Ground::as_str).collect()
    };
    assert_eq!(which(Ground::needs_mediator), ["resignation"]);
    assert_eq!(which(Ground::before_45_days), ["free_45_days_employer", "free_45_days_apprentice"]);
}

#[test]
fn three_grounds_leave_no_right_to_stay_in_training() {
    let (law, on) = (law(), day("2026-02-10"));
    let without: Vec<_> = Ground::ALL
        .iter()
        .filter(|ground| !ground.keeps_training(on, &law))
        .map(|one| one.as_str())
        .collect();
    assert_eq!(without, ["cfa_exclusion", "diploma_obtained", "apprentice_death"]);
}

#[test]
fn a_free_rupture_is_warned_of_once_the_free_days_are_over() {
    let law = law();
    let procedures = law.ruptures.newest();
    let reached_on = Some(day("2025-12-05"));
    let free = |effective_on| RuptureFacts {
        ground: Ground::Free45DaysApprentice,
        initiator: Initiator::Apprentice,
        effective_on: day(effective_on),
        ..agreed()
    };
    assert!(
        check_free_days(&free("2025-12-06"), procedures, (45, reached_on)).is_none(),
        "free on the 45th day"
    );
    let found = check_free_days(&free("2025-12-07"), procedures, (45, reached_on)).unwrap();
    assert_eq!((found.code, found.is_error()), ("rupture.after_45_days", false));
    assert_eq!(found.fr, "Les 45 jours de formation pratique ont été atteints le 05/12/2025.");
    assert!(check_free_days(&free("2025-12-07"), procedures, (45, None)).is_none(), "nobody knows");
    assert!(check_free_days(&agreed(), procedures, (45, reached_on)).is_none());
    let late = check_free_days(&free("2026-01-06"), procedures, (45, reached_on)).unwrap();
    assert_eq!((late.code, late.is_error()), ("rupture.long_after_free_days", true));
    let confirmed =
        RuptureFacts { confirmation: Some("Compté avec l'employeur.".into()), ..free("2026-01-06") };
    assert_eq!(
        check_free_days(&confirmed, procedures, (45, reached_on)).unwrap().code,
        "rupture.after_45_days"
    );
}

#[test]
fn codes_and_labels_are_unique() {
    let labels: HashSet<_> =
        Ground::ALL.iter().flat_map(|ground| [ground.as_str(), ground.label_en()]).collect();
    assert_eq!(labels.len(), 2 * Ground::ALL.len());
}
