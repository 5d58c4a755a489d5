//! The sessions of an enrolment by cases, and what holds of all of them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use proptest::prelude::*;
use uuid::Uuid;

use super::{RateRule, attempts, left_on, undated_ruptures};
use crate::ids::{ApprenticeId, CohortId, ContractId, EnrolmentId};
use crate::law::figures::{IndicatorRate, Law, RuptureCohort};
use crate::outcomes::indicators::model::{
    CaseStanding, CountedContract, ExamFacts, LearnerFacts, RateCase, SessionAttempt,
};
use crate::outcomes::surveys::model::OutcomeCategory;
use crate::people::apprentices::rules::status::{ContractSpan, Course};

const COHORT_ENDS_ON: &str = "2025-08-27";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn contract(rank: u128, from: &str, to: &str) -> CountedContract {
    let span = ContractSpan { starts_on: day(from), ends_on: Some(day(to)), broken_on: None };
    CountedContract { id: ContractId(Uuid::from_u128(rank)), span, ground: None }
}

/// Somebody of the cohort of 2023-2025 whose training is expected to end on a day, under one contract until then.
fn expected_until(ends_on: &str) -> LearnerFacts {
    LearnerFacts {
        apprentice: ApprenticeId(Uuid::from_u128(1)),
        enrolment: EnrolmentId(Uuid::from_u128(1)),
        cohort: CohortId(Uuid::from_u128(1)),
        session: 2025,
        attempt: SessionAttempt::Cohort,
        course: Course { starts_on: day("2023-08-28"), ends_on: day(ends_on) },
        excluded_on: None,
        contracts: vec![contract(1, "2023-09-01", ends_on)],
        judged_elsewhere: Vec::new(),
        later: Vec::new(),
        goes_on: false,
        exam: None,
        answers: BTreeMap::new(),
        left_on: None,
    }
}

fn refused() -> ExamFacts {
    ExamFacts { units: 8, admitted: Some(false), ..ExamFacts::default() }
}

fn admitted() -> ExamFacts {
    ExamFacts { units: 8, admitted: Some(true), ..ExamFacts::default() }
}

/// What comes of an enrolment with some exams on a day.
fn split(whole: &LearnerFacts, exams: &[(i32, ExamFacts)], as_of: &str) -> Vec<LearnerFacts> {
    let law = Law::embedded().unwrap();
    let exams: BTreeMap<i32, ExamFacts> = exams.iter().copied().collect();
    let whole = LearnerFacts { exam: exams.get(&whole.session).copied(), ..whole.clone() };
    let mut found = attempts(whole, day(COHORT_ENDS_ON), &exams);
    for one in &mut found {
        one.left_on = left_on(one, &law, day(as_of));
    }
    found
}

fn cases(rate: IndicatorRate, learners: &[LearnerFacts], as_of: &str) -> Vec<RateCase> {
    let law = Law::embedded().unwrap();
    let law = law.indicators.newest();
    let definition = law.definition(rate).unwrap();
    RateRule { definition, choices: &law.choices, as_of: day(as_of) }.cases(learners)
}

/// Where a learner stands at each session, as `2025 excluded further_study`.
fn standings(rate: IndicatorRate, learners: &[LearnerFacts], as_of: &str) -> Vec<String> {
    let each = cases(rate, learners, as_of).into_iter().map(|case| {
        let side = case.standing.side();
        let reason = case.standing.reason().map(|reason| format!(" {reason}")).unwrap_or_default();
        format!("{} {side}{reason}", case.session)
    });
    each.collect()
}

#[test]
fn an_enrolment_with_no_later_session_is_left_as_it_is() {
    let whole = expected_until("2026-08-25");
    assert_eq!(split(&whole, &[(2025, refused())], "2027-06-01").len(), 1);
    let earlier = split(&whole, &[(2024, admitted()), (2025, refused())], "2027-06-01");
    assert_eq!(earlier, [LearnerFacts { exam: Some(refused()), ..whole }]);
}

#[test]
fn a_repeater_counts_at_both_sessions_each_with_its_own_exam() {
    let mut whole = expected_until("2026-08-25");
    whole.answers.insert(6, OutcomeCategory::Employed);
    let found = split(&whole, &[(2025, refused()), (2026, admitted())], "2027-06-01");
    let told: Vec<_> = found.iter().map(|one| (one.session, one.attempt, one.course.ends_on)).collect();
    assert_eq!(
        told,
        [
            (2025, SessionAttempt::Cohort, day("2025-08-27")),
            (2026, SessionAttempt::Repeat, day("2026-08-25"))
        ]
    );
    for (rate, expected) in [
        (IndicatorRate::Presentation, ["2025 numerator", "2026 numerator"]),
        (IndicatorRate::Success, ["2025 denominator", "2026 numerator"]),
        (IndicatorRate::Award, ["2025 denominator", "2026 numerator"]),
        (IndicatorRate::FurtherStudy, ["2025 numerator", "2026 denominator"]),
        (IndicatorRate::Studying6, ["2025 numerator", "2026 denominator"]),
        (IndicatorRate::Insertion6, ["2025 excluded further_study", "2026 numerator"]),
        (IndicatorRate::Interruption, ["2025 denominator", "2026 denominator"]),
    ] {
        assert_eq!(standings(rate, &found, "2027-06-01"), expected, "{rate}");
    }
}

#[test]
fn whoever_sits_again_without_a_training_sits_the_exam_alone() {
    let mut whole = expected_until(COHORT_ENDS_ON);
    whole.answers.insert(6, OutcomeCategory::Employed);
    let found = split(&whole, &[(2025, refused()), (2026, admitted())], "2027-06-01");
    assert_eq!((found[1].attempt, found[1].left_on), (SessionAttempt::ExamAlone, None));
    for (rate, expected) in [
        (IndicatorRate::Success, ["2025 denominator", "2026 numerator"]),
        (IndicatorRate::FurtherStudy, ["2025 denominator", "2026 excluded left_before_last_year"]),
        (IndicatorRate::Insertion6, ["2025 numerator", "2026 excluded left_before_last_year"]),
        (IndicatorRate::Interruption, ["2025 denominator", "2026 excluded not_entered"]),
    ] {
        assert_eq!(standings(rate, &found, "2027-06-01"), expected, "{rate}");
    }
    // nor does a repeated year lead to the session after the next, nor to any once they are excluded
    whole.course.ends_on = day("2026-08-25");
    let twice = split(&whole, &[(2025, refused()), (2026, refused()), (2027, admitted())], "2028-06-01");
    let told: Vec<_> = twice.iter().map(|one| one.attempt).collect();
    assert_eq!(told, [SessionAttempt::Cohort, SessionAttempt::Repeat, SessionAttempt::ExamAlone]);
    whole.excluded_on = Some(day("2025-03-03"));
    let excluded = split(&whole, &[(2025, refused()), (2026, admitted())], "2027-06-01");
    assert_eq!(excluded[1].attempt, SessionAttempt::ExamAlone);
    assert_eq!(standings(IndicatorRate::Interruption, &excluded, "2027-06-01")[0], "2025 numerator");
}

#[test]
fn a_repeated_year_left_early_is_an_interruption_of_that_year_alone() {
    let mut whole = expected_until("2026-08-25");
    whole.contracts[0].span.broken_on = Some(day("2025-11-03"));
    let exams = [(2025, refused()), (2026, ExamFacts { withdrawn: true, ..ExamFacts::default() })];
    let found = split(&whole, &exams, "2027-06-01");
    assert_eq!(
        standings(IndicatorRate::Interruption, &found, "2027-06-01"),
        ["2025 denominator", "2026 numerator"]
    );
    assert_eq!(
        standings(IndicatorRate::Presentation, &found, "2027-06-01")[1],
        "2026 excluded registration_withdrawn"
    );
    // admitted at one of the sessions, they are taken for nobody who obtained it at the other
    let admitted_later = split(&whole, &[(2025, refused()), (2026, admitted())], "2027-06-01");
    assert!(admitted_later.iter().all(|one| one.left_on.is_none()));
    let admitted_before = split(&whole, &[(2025, admitted()), (2026, refused())], "2027-06-01");
    assert_eq!((admitted_before[0].left_on, admitted_before[1].left_on.is_some()), (None, true));
    // a rupture nobody dated is told once
    whole.contracts[0].span.broken_on = None;
    whole.excluded_on = Some(day("2025-11-03"));
    let excluded = split(&whole, &exams, "2027-06-01");
    assert_eq!(undated_ruptures(&excluded, day("2027-06-01")), 1);
}

#[test]
fn a_contract_counts_once_at_the_session_of_the_year_it_was_to_end() {
    let mut whole = expected_until("2026-08-25");
    let again = contract(2, "2025-10-01", "2026-08-25");
    let first = contract(1, "2023-09-01", "2025-08-27");
    let beyond = contract(3, "2023-09-01", "2027-08-27");
    let late = contract(4, "2025-10-01", "2025-12-31");
    whole.contracts = vec![first, again, beyond, late];
    let exams = [(2025, refused()), (2026, admitted())];
    let found = split(&whole, &exams, "2027-06-01");
    let judged = |learner: &LearnerFacts| learner.judged().map(|one| one.id.0.as_u128()).collect::<Vec<_>>();
    assert_eq!((judged(&found[0]), judged(&found[1])), (vec![1, 3], vec![2, 4]));
    let law = Law::embedded().unwrap();
    let mut law = law.indicators.newest().clone();
    law.choices.rupture_cohort = RuptureCohort::PlannedEndInSession;
    let definition = law.definition(IndicatorRate::Rupture).unwrap().clone();
    let rule = RateRule { definition: &definition, choices: &law.choices, as_of: day("2027-06-01") };
    let counted: Vec<u128> = rule
        .cases(&found)
        .iter()
        .filter(|case| case.standing == CaseStanding::Denominator)
        .map(|case| case.key().as_u128())
        .collect();
    assert_eq!(counted, [1, 2]);
}

fn any_enrolment() -> impl Strategy<Value = (LearnerFacts, BTreeMap<i32, ExamFacts>)> {
    let contracts =
        proptest::collection::vec((-60_i64..1500, 1_i64..1200, proptest::option::of(1_i64..900)), 0..4);
    let exams =
        proptest::collection::btree_map(
            2023_i32..2031,
            (any::<bool>(), proptest::option::of(any::<bool>())).prop_map(|(withdrawn, admitted)| {
                ExamFacts { withdrawn, units: 2, admitted, ..ExamFacts::default() }
            }),
            0..5,
        );
    let excluded = proptest::option::of(0_i64..1200);
    (contracts, exams, excluded, 300_i64..1200).prop_map(|(contracts, exams, excluded, lasts)| {
        let mut whole = expected_until(COHORT_ENDS_ON);
        let after = |days| whole.course.starts_on + chrono::TimeDelta::days(days);
        let of = |(rank, (from, lasts, broken)): (u128, (i64, i64, Option<i64>))| CountedContract {
            id: ContractId(Uuid::from_u128(rank)),
            span: ContractSpan {
                starts_on: after(from),
                ends_on: Some(after(from + lasts)),
                broken_on: broken.map(|days| after(from + days)),
            },
            ground: broken.map(|_| "resignation".to_owned()),
        };
        let contracts = (1..).zip(contracts).map(of).collect();
        let (ends_on, excluded_on) = (after(lasts), excluded.map(after));
        whole.course.ends_on = ends_on;
        let exam = exams.get(&whole.session).copied();
        (LearnerFacts { contracts, excluded_on, exam, ..whole }, exams)
    })
}

proptest! {
    #[test]
    fn sessions_are_each_counted_once_and_so_are_contracts((whole, exams) in any_enrolment()) {
        let found = attempts(whole.clone(), day(COHORT_ENDS_ON), &exams);
        let sessions: Vec<i32> = found.iter().map(|one| one.session).collect();
        let registered = exams.keys().copied().filter(|session| *session > whole.session);
        prop_assert_eq!(sessions, std::iter::once(whole.session).chain(registered).collect::<Vec<_>>());
        for one in &found {
            prop_assert_eq!(one.exam, exams.get(&one.session).copied());
        }
        let cohort = found.iter().filter(|one| one.attempt == SessionAttempt::Cohort).count();
        prop_assert_eq!((cohort, found[0].attempt), (1, SessionAttempt::Cohort));
        let mut judged: Vec<ContractId> = found.iter().flat_map(LearnerFacts::judged).map(|one| one.id).collect();
        judged.sort_unstable();
        prop_assert_eq!(judged, whole.contracts.iter().map(|one| one.id).collect::<Vec<_>>());
        prop_assert_eq!(found.iter().filter(|one| one.excluded_on.is_some()).count(), usize::from(whole.excluded_on.is_some()));
        // one session, the last that is followed, has the end the enrolment says, and those before it go on
        let followed: Vec<_> = found.iter().filter(|one| one.attempt != SessionAttempt::ExamAlone).collect();
        let (last, before) = followed.split_last().unwrap();
        prop_assert_eq!(last.course, whole.course);
        for one in before {
            prop_assert!(one.goes_on && one.course.ends_on < whole.course.ends_on);
        }
        for rate in [IndicatorRate::Success, IndicatorRate::Insertion6, IndicatorRate::Rupture] {
            let cases = cases(rate, &found, "2032-01-01");
            let keys: BTreeSet<Uuid> = cases.iter().map(RateCase::key).collect();
            prop_assert_eq!(keys.len(), cases.len(), "{}", rate);
        }
    }
}
