//! Worked cases of procedures, and what holds of every one of them.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::law::calendar::add_days;
use crate::law::figures::Law;
use crate::law::findings::Finding;
use crate::law::holidays::HolidayZone;
use crate::law::territories::WorkLocation;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// A situation: a ground, a day, whether the apprentice is a minor, when the free days are over.
#[derive(Clone, Copy)]
struct Situation<'a> {
    ground: &'a str,
    as_of: &'a str,
    minor: bool,
    free_until: Option<&'a str>,
}

const RESIGNATION: Situation<'_> =
    Situation { ground: "resignation", as_of: "2026-03-02", minor: false, free_until: Some("2025-12-05") };

fn with<T>(situation: Situation<'_>, done: &[DoneStep], look: impl FnOnce(&Procedure<'_>) -> T) -> T {
    let law = Law::embedded().unwrap();
    let zone = HolidayZone::of(&WorkLocation::default());
    let facts = ProcedureFacts {
        ground: law.ruptures.newest().ground(situation.ground).unwrap(),
        minor: situation.minor,
        contract: (day("2025-08-25"), day("2027-08-24")),
        free_until: situation.free_until.map(day),
        place: zone.under(&law.holidays),
        as_of: day(situation.as_of),
    };
    look(&Procedure::compute(facts, done))
}

fn step(code: &str, on: &str) -> DoneStep {
    DoneStep { code: code.to_owned(), on: day(on), confirmed: false }
}

fn codes(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|found| found.code).collect()
}

#[test]
fn a_resignation_waits_five_then_seven_calendar_days() {
    with(RESIGNATION, &[step("mediator_seized", "2026-03-02")], |procedure| {
        let informed = procedure.step("employer_informed").unwrap();
        assert_eq!((informed.status, informed.earliest_on), (StepStatus::Possible, Some(day("2026-03-07"))));
        assert_eq!(procedure.effect.earliest_on, day("2026-03-14"));
        let line = informed.lines[0].sentence();
        assert_eq!(
            line.fr,
            "5 jours calendaires après « Médiateur de l'apprentissage saisi » (02/03/2026) : au plus tôt le 07/03/2026."
        );
        assert_eq!(
            procedure.effect.lines[0].sentence().en,
            "7 calendar days after \"Employer informed, by a means that proves the day\" (2026-03-07, supposed): 2026-03-14 at the earliest."
        );
        assert_eq!(procedure.missing().count(), 1, "no guardian signs for an adult");
    });
    let early = [step("mediator_seized", "2026-03-02"), step("employer_informed", "2026-03-06")];
    with(RESIGNATION, &early, |procedure| {
        let found = unconfirmed(procedure);
        assert_eq!(codes(&found), ["rupture.step_too_early"]);
        assert!(found[0].fr.contains("au plus tôt le 07/03/2026"), "{}", found[0].fr);
        assert!(against_effect(procedure, day("2026-03-13")).is_empty(), "counted from what happened");
        assert_eq!(codes(&against_effect(procedure, day("2026-03-12"))), ["rupture.effect_too_early"]);
    });
    with(RESIGNATION, &early[1..], |procedure| {
        let found = unconfirmed(procedure);
        assert_eq!(codes(&found), ["rupture.step_out_of_order"]);
        assert!(found[0].en.contains("2026-03-07 at the earliest"), "{}", found[0].en);
    });
}

#[test]
fn of_a_minor_the_guardian_signs_or_the_mediator_answers_within_fifteen_days() {
    let minor = Situation { minor: true, ..RESIGNATION };
    let mut done = vec![step("mediator_seized", "2026-03-02"), step("employer_informed", "2026-03-07")];
    with(minor, &done, |procedure| {
        let missing: Vec<_> = procedure.missing().map(|state| state.law.code.as_str()).collect();
        assert_eq!(missing, ["guardian_signed"]);
        assert_eq!(codes(&against_effect(procedure, day("2026-03-14"))), ["rupture.step_missing"]);
    });
    done.push(step("guardian_silent", "2026-03-10"));
    for (answered, expected) in [("2026-03-25", vec![]), ("2026-03-26", vec!["rupture.step_too_late"])] {
        let all = [done.clone(), vec![step("mediator_answered", answered)]].concat();
        with(minor, &all, |procedure| {
            assert_eq!(procedure.step("guardian_signed").unwrap().status, StepStatus::Replaced);
            assert_eq!(codes(&unconfirmed(procedure)), expected, "{answered}");
            assert_eq!(procedure.effect.earliest_on, day(answered));
        });
    }
    done.push(step("guardian_signed", "2026-03-12"));
    with(minor, &done, |procedure| {
        assert_eq!((procedure.missing().count(), procedure.effect.earliest_on), (0, day("2026-03-14")));
    });
    let ground = |minor| with(RESIGNATION, &[], |all| check_step(all.facts.ground, minor, "guardian_signed"));
    assert!(ground(true).is_none());
    assert_eq!(ground(false).unwrap().code, "rupture.step_not_asked");
}

#[test]
fn an_interview_leaves_five_whole_working_days() {
    // worked cases: Monday 11/06/2018 (the fifth day is a Saturday), a Tuesday, a public holiday (14 July 2026)
    for (summoned, interview) in [
        ("2018-06-11", "2018-06-19"),
        ("2026-03-03", "2026-03-10"),
        ("2026-03-05", "2026-03-12"),
        ("2026-07-08", "2026-07-16"),
    ] {
        let situation = Situation { ground: "serious_misconduct", as_of: summoned, ..RESIGNATION };
        with(situation, &[step("convocation", summoned)], |procedure| {
            let state = procedure.step("interview").unwrap();
            assert_eq!(state.earliest_on, Some(day(interview)), "{summoned}");
        });
    }
    let held = [step("convocation", "2026-03-03"), step("interview", "2026-03-10")];
    let situation = Situation { ground: "serious_misconduct", as_of: "2026-03-10", ..RESIGNATION };
    with(situation, &held, |procedure| {
        let letter = procedure.step("dismissal_letter").unwrap();
        assert_eq!(
            (letter.earliest_on, letter.latest_on),
            (Some(day("2026-03-13")), Some(day("2026-04-10"))),
            "two whole working days, one month"
        );
        assert_eq!(procedure.effect.earliest_on, day("2026-03-13"));
    });
}

#[test]
fn a_diploma_is_told_a_month_before() {
    let situation = Situation { ground: "diploma_obtained", as_of: "2027-01-31", ..RESIGNATION };
    let done = [step("written_notice", "2027-01-31"), step("diploma", "2027-01-20")];
    with(situation, &done, |procedure| assert_eq!(procedure.effect.earliest_on, day("2027-02-28")));
}

#[test]
fn a_ground_exists_in_its_period() {
    let against = |ground, effective_on| {
        with(Situation { ground, ..RESIGNATION }, &[], |procedure| {
            out_of_period(procedure, day(effective_on)).is_some()
        })
    };
    // the 45th day is 05/12/2025: the contract may last until that day, or end from the next one on
    assert!(
        !against("free_45_days_employer", "2025-12-06") && against("free_45_days_employer", "2025-12-07")
    );
    assert!(against("resignation", "2025-12-05") && !against("resignation", "2025-12-06"));
    assert!(!against("mutual_agreement", "2025-12-01") && !against("mutual_agreement", "2026-12-01"));
    let unknown = Situation { ground: "free_45_days_employer", free_until: None, ..RESIGNATION };
    with(unknown, &[], |procedure| assert!(out_of_period(procedure, day("2026-12-01")).is_none()));
}

/// Some steps of a ground done on some days of two months.
fn steps_done(ground: &str, days: &[Option<i64>]) -> Vec<DoneStep> {
    let law = Law::embedded().unwrap();
    let steps = &law.ruptures.newest().ground(ground).unwrap().steps;
    let each = steps.iter().zip(days).filter_map(|(step, offset)| {
        Some(DoneStep {
            code: step.code.clone(),
            on: add_days(day("2026-03-02"), (*offset)?),
            confirmed: false,
        })
    });
    each.collect()
}

fn earliest_days(situation: Situation<'_>, done: &[DoneStep]) -> Vec<Option<NaiveDate>> {
    with(situation, done, |procedure| {
        let steps = procedure.steps.iter().map(|state| state.earliest_on);
        steps.chain([Some(procedure.effect.earliest_on)]).collect()
    })
}

fn grounds() -> Vec<String> {
    Law::embedded().unwrap().ruptures.newest().grounds.iter().map(|ground| ground.code.clone()).collect()
}

proptest! {
    /// No earliest date is ever later when a step happens earlier.
    #[test]
    fn nothing_is_later_because_a_step_was_earlier(
        ground in prop::sample::select(grounds()),
        days in prop::collection::vec(prop::option::of(0_i64..60), 6),
        which in 0_usize..6,
        sooner in 1_i64..40,
        minor in any::<bool>(),
    ) {
        let situation = Situation { ground: &ground, minor, ..RESIGNATION };
        let before = earliest_days(situation, &steps_done(&ground, &days));
        let mut moved = days;
        moved[which] = moved[which].map(|day| day - sooner);
        let after = earliest_days(situation, &steps_done(&ground, &moved));
        for (before, after) in before.into_iter().zip(after) {
            prop_assert!(after <= before, "{after:?} is later than {before:?}");
        }
    }

    /// No case reaches its end without its compulsory steps, in their order and delays, unless something is said against it,
    /// or somebody said why of the step itself.
    #[test]
    fn an_end_without_a_breach_has_all_its_steps(
        ground in prop::sample::select(grounds()),
        days in prop::collection::vec(prop::option::of(0_i64..60), 6),
        confirmed in prop::collection::vec(any::<bool>(), 6),
        effective in 0_i64..90,
        minor in any::<bool>(),
    ) {
        let situation = Situation { ground: &ground, minor, ..RESIGNATION };
        let mut done = steps_done(&ground, &days);
        done.iter_mut().zip(confirmed).for_each(|(step, confirmed)| step.confirmed = confirmed);
        let effective_on = add_days(day("2026-03-02"), effective);
        with(situation, &done, |procedure| {
            let silent = unconfirmed(procedure).is_empty() && against_effect(procedure, effective_on).is_empty();
            if silent {
                let law = procedure.facts.ground;
                let has = |code: &str| done.iter().find(|step| step.code == code);
                for step in law.steps.iter().filter(|step| step.compulsory) {
                    let instead = law.steps.iter().find(|other| other.instead_of.as_ref() == Some(&step.code));
                    let there = has(&step.code).or_else(|| has(&instead?.code));
                    let asked = step.when == crate::law::figures::StepWhen::Always || minor;
                    prop_assert!(!asked || there.is_some(), "{} is not done", step.code);
                    prop_assert!(!asked || there.is_none_or(|one| one.on <= effective_on));
                }
                for step in &law.steps {
                    let Some(one) = has(&step.code).filter(|one| !one.confirmed) else { continue };
                    for delay in &step.after {
                        let Some(from) = has(&delay.step) else { continue };
                        let lawful = delays::after(from.on, delay, procedure.facts.place);
                        prop_assert!(one.on >= lawful, "{} on {} before {lawful}", step.code, one.on);
                    }
                }
            }
            Ok(())
        })?;
    }
}
