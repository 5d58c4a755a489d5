//! Rates by cases, and what holds of all of them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::NaiveDate;
use proptest::prelude::*;
use uuid::Uuid;

use super::{CountedPeople, Percentage, RateRule, left_on, tells_of_few, undated_ruptures, withheld};
use crate::ids::{ApprenticeId, CohortId, ContractId, EnrolmentId};
use crate::law::figures::{AwardBase, ExclusionReason, IndicatorLaw, IndicatorRate, Law, RuptureCohort};
use crate::outcomes::indicators::model::{
    CaseStanding, CountedContract, ExamFacts, LearnerFacts, NoValueReason, RateCount, SessionAttempt,
};
use crate::outcomes::surveys::model::OutcomeCategory;
use crate::people::apprentices::rules::status::{ContractSpan, Course};
use crate::platform::text::Lang;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

static LAW: LazyLock<Law> = LazyLock::new(|| Law::embedded().unwrap());

fn law() -> IndicatorLaw {
    LAW.indicators.newest().clone()
}

/// A learner of 2023-2025 under one contract, whatever happens.
fn learner(rank: u128) -> LearnerFacts {
    let course = Course { starts_on: day("2023-08-28"), ends_on: day("2025-08-27") };
    LearnerFacts {
        apprentice: ApprenticeId(Uuid::from_u128(rank)),
        enrolment: EnrolmentId(Uuid::from_u128(rank)),
        cohort: CohortId(Uuid::from_u128(1)),
        session: 2025,
        attempt: SessionAttempt::Cohort,
        course,
        excluded_on: None,
        contracts: vec![contract(rank, None)],
        judged_elsewhere: Vec::new(),
        later: Vec::new(),
        goes_on: false,
        exam: None,
        answers: BTreeMap::new(),
        left_on: None,
    }
}

fn contract(rank: u128, broken_on: Option<&str>) -> CountedContract {
    let span = ContractSpan {
        starts_on: day("2023-09-01"),
        ends_on: Some(day("2025-08-27")),
        broken_on: broken_on.map(day),
    };
    let ground = broken_on.map(|_| "mutual_agreement".to_owned());
    CountedContract { id: ContractId(Uuid::from_u128(rank)), span, ground }
}

fn sat(absences: u32, admitted: Option<bool>) -> Option<ExamFacts> {
    Some(ExamFacts { units: 8, absences, admitted, ..ExamFacts::default() })
}

/// Five contracts of which one was broken; three registered, of whom two sat everything, of whom one passed; that one works,
/// the other repeats.
fn of_the_sheet() -> Vec<LearnerFacts> {
    let mut five: Vec<LearnerFacts> = (1..=5).map(learner).collect();
    five[0].exam = sat(0, Some(true));
    five[0].answers.insert(6, OutcomeCategory::Employed);
    five[1].exam = sat(0, Some(false));
    five[1].later = vec![day("2025-09-01")];
    five[2].exam = sat(1, Some(false));
    five[4].contracts = vec![contract(5, Some("2024-02-10"))];
    five
}

/// Learners with what is known of them on a day.
fn known_on(learners: &[LearnerFacts], as_of: NaiveDate) -> Vec<LearnerFacts> {
    let known = learners.iter().map(|one| LearnerFacts { left_on: left_on(one, &LAW, as_of), ..one.clone() });
    known.collect()
}

fn count_on(rate: IndicatorRate, learners: &[LearnerFacts], as_of: &str, law: &IndicatorLaw) -> RateCount {
    let definition = law.definition(rate).unwrap();
    let rule = RateRule { definition, choices: &law.choices, as_of: day(as_of) };
    RateCount::of(&rule.cases(&known_on(learners, rule.as_of)))
}

fn count(rate: IndicatorRate, learners: &[LearnerFacts]) -> RateCount {
    count_on(rate, learners, "2026-06-01", &law())
}

#[test]
fn the_figures_of_the_sheet_come_from_one_small_cohort() {
    let learners = of_the_sheet();
    for (rate, above, below, text) in [
        (IndicatorRate::Rupture, 1, 5, "20\u{a0}%"),
        (IndicatorRate::Interruption, 1, 5, "20\u{a0}%"),
        (IndicatorRate::Presentation, 2, 3, "67\u{a0}%"),
        (IndicatorRate::Success, 1, 2, "50\u{a0}%"),
        (IndicatorRate::Award, 1, 2, "50\u{a0}%"),
        (IndicatorRate::FurtherStudy, 1, 2, "50\u{a0}%"),
        (IndicatorRate::Insertion6, 1, 1, "100\u{a0}%"),
    ] {
        let found = count(rate, &learners);
        assert_eq!((found.numerator, found.denominator), (above, below), "{rate}");
        assert_eq!(found.percentage().unwrap().text(Lang::Fr), text, "{rate}");
    }
    let insertion = count(IndicatorRate::Insertion6, &learners);
    let left_out: Vec<_> = insertion.excluded.into_iter().collect();
    assert_eq!(
        left_out,
        [
            (ExclusionReason::LeftBeforeLastYear, 1),
            (ExclusionReason::FurtherStudy, 1),
            (ExclusionReason::NoAnswer, 2)
        ]
    );
}

#[test]
fn not_available_is_not_zero() {
    let learners = of_the_sheet();
    let reason = |rate, as_of| count_on(rate, &learners, as_of, &law()).no_value();
    assert_eq!(reason(IndicatorRate::Insertion12, "2026-06-01"), Some(NoValueReason::TooEarly));
    assert_eq!(reason(IndicatorRate::Insertion6, "2025-06-01"), Some(NoValueReason::TooEarly));
    assert_eq!(reason(IndicatorRate::Rupture, "2023-06-01"), Some(NoValueReason::TooEarly));
    assert_eq!(reason(IndicatorRate::ValueAdded, "2026-06-01"), Some(NoValueReason::NotComputable));
    let silent: Vec<LearnerFacts> = (1..=3).map(learner).collect();
    assert_eq!(count(IndicatorRate::Insertion6, &silent).no_value(), Some(NoValueReason::NoAnswer));
    assert_eq!(count(IndicatorRate::Success, &silent).no_value(), Some(NoValueReason::Nobody));
    assert_eq!(count(IndicatorRate::Success, &[]).no_value(), Some(NoValueReason::Nobody));
    let mut zero = silent;
    zero[0].answers.insert(6, OutcomeCategory::Other);
    let found = count(IndicatorRate::Insertion6, &zero);
    assert_eq!((found.no_value(), found.percentage().unwrap().rounded()), (None, 0));
}

#[test]
fn what_no_text_settles_is_a_setting() {
    let mut learners = of_the_sheet();
    learners[3].contracts = vec![contract(4, Some("2025-07-10"))];
    learners[3].contracts[0].ground = Some("diploma_obtained".to_owned());
    let mut law = law();
    let broken = |law: &IndicatorLaw| {
        let found = count_on(IndicatorRate::Rupture, &learners, "2026-06-01", law);
        (found.numerator, found.denominator)
    };
    assert_eq!(broken(&law), (1, 5));
    law.choices.grounds_left_out.clear();
    assert_eq!(broken(&law), (2, 5));
    law.choices.rupture_within_months = 9;
    assert_eq!(broken(&law), (1, 5));
    law.choices.rupture_cohort = RuptureCohort::PlannedEndInSession;
    learners[0].session = 2026;
    let found = count_on(IndicatorRate::Rupture, &learners, "2026-06-01", &law);
    assert_eq!((found.denominator, found.excluded[&ExclusionReason::OtherCohort]), (4, 1));
    law.choices.award_over = AwardBase::Registered;
    let award = count_on(IndicatorRate::Award, &learners, "2026-06-01", &law);
    assert_eq!((award.numerator, award.denominator), (1, 3));
    law.choices.non_answers_counted = true;
    let insertion = count_on(IndicatorRate::Insertion6, &learners, "2026-06-01", &law);
    assert_eq!((insertion.numerator, insertion.denominator), (1, 3));
    learners[2].exam = Some(ExamFacts { units: 8, justified: 1, ..ExamFacts::default() });
    let presented =
        |law: &IndicatorLaw| count_on(IndicatorRate::Presentation, &learners, "2026-06-01", law).numerator;
    assert_eq!(presented(&law), 3);
    law.choices.force_majeure_is_present = false;
    assert_eq!(presented(&law), 2);
}

#[test]
fn a_broken_contract_is_no_interrupted_training() {
    let mut taken_over = learner(1);
    taken_over.contracts = vec![contract(1, Some("2024-02-10")), contract(2, None)];
    taken_over.contracts[1].span.starts_on = day("2024-03-01");
    let found = |rate| {
        let found = count(rate, std::slice::from_ref(&taken_over));
        (found.numerator, found.denominator)
    };
    assert_eq!((found(IndicatorRate::Rupture), found(IndicatorRate::Interruption)), ((1, 2), (0, 1)));
    let mut gone = learner(2);
    gone.excluded_on = Some(day("2024-02-10"));
    assert_eq!(undated_ruptures(&[taken_over, gone.clone()], day("2026-06-01")), 1);
    gone.goes_on = true;
    assert_eq!(count(IndicatorRate::Interruption, &[gone]).numerator, 0);
}

#[test]
fn what_is_unknown_bounds_the_rate() {
    let found = count(IndicatorRate::Insertion6, &of_the_sheet());
    let range = found.range().unwrap();
    assert_eq!((found.unknown().no_answer, found.unknown().all()), (2, 2));
    assert_eq!((range.lowest.text(Lang::En), range.highest.text(Lang::En)), ("33%".into(), "100%".into()));
    assert_eq!(count(IndicatorRate::Rupture, &of_the_sheet()).range(), None);
}

#[test]
fn halves_are_rounded_up_for_display_alone() {
    let percent = |above, below| Percentage::of(above, below).unwrap().rounded();
    assert_eq!([percent(2, 3), percent(1, 3), percent(1, 8), percent(1, 200)], [67, 33, 13, 1]);
    assert_eq!(Percentage::of(0, 0), None);
    assert_eq!(percent(u32::MAX, u32::MAX), 100);
}

/// Cases of as many people: two cases in a row are of the same one from the hundredth on.
fn people(ranks: impl IntoIterator<Item = u128>) -> CountedPeople {
    let whose = |rank: u128| ApprenticeId(Uuid::from_u128(if rank < 100 { rank } else { rank / 2 }));
    ranks.into_iter().map(|rank| (Uuid::from_u128(rank), whose(rank))).collect()
}

#[test]
fn a_cohort_and_the_total_without_one_are_not_shown_together() {
    let total = people(1..=12);
    assert!(!tells_of_few(&total, &[], 5));
    assert!(tells_of_few(&people(1..=11), std::slice::from_ref(&total), 5));
    assert!(!tells_of_few(&people(1..=6), std::slice::from_ref(&total), 5));
    assert!(!tells_of_few(&total, std::slice::from_ref(&total), 5));
    assert!(!tells_of_few(&people(13..=17), std::slice::from_ref(&total), 5));
    // two cohorts of five beside a total of twelve leave two people alone, though each pair differs by five at least
    let shown = [people(1..=5), people(6..=10)];
    assert!(tells_of_few(&total, &shown, 5));
    // five cases of three people are three people
    assert!(tells_of_few(&people(101..=105), &[], 5));
    assert!(!tells_of_few(&people(101..=105), &[], 3));
    let count = RateCount { numerator: 1, denominator: 4, ..RateCount::default() };
    assert_eq!(withheld(&count, &people(1..=4), &[], 5), Some(NoValueReason::BelowThreshold));
    assert_eq!(withheld(&count, &people(1..=4), &[], 4), None);
}

fn any_learner() -> impl Strategy<Value = LearnerFacts> {
    let broken = proptest::option::of(0_i64..720);
    let exam = proptest::option::of((any::<bool>(), 0_u32..3, 0_u32..2, proptest::option::of(any::<bool>())));
    let answers = proptest::collection::btree_map(
        prop::sample::select(vec![6_u32, 12, 18, 24]),
        prop::sample::select(OutcomeCategory::ALL.to_vec()),
        0..3,
    );
    let told = (broken, exam, answers, proptest::option::of(0_i64..720), proptest::option::of(0_i64..900));
    (1_u128..1_000_000, told).prop_map(|(rank, (broken, exam, answers, excluded, later))| {
        let mut one = learner(rank);
        let after = |days| one.course.starts_on + chrono::TimeDelta::days(days);
        let (excluded_on, later) = (excluded.map(after), later.map(after));
        let broken_on = broken.map(|days| after(days + 5));
        one.contracts[0].span.broken_on = broken_on;
        one.contracts[0].ground = broken_on.map(|_| "resignation".to_owned());
        one.exam = exam.map(|(withdrawn, absences, justified, admitted)| ExamFacts {
            withdrawn,
            units: absences + justified,
            absences,
            justified,
            admitted,
        });
        LearnerFacts { excluded_on, later: later.into_iter().collect(), answers, ..one }
    })
}

proptest! {
    #[test]
    fn every_case_is_counted_or_left_out_for_a_reason_its_definition_gives(
        learners in proptest::collection::vec(any_learner(), 0..40),
        after in 0_i64..1800,
    ) {
        let law = law();
        let as_of = day("2023-06-01") + chrono::TimeDelta::days(after);
        let learners = known_on(&learners, as_of);
        for definition in &law.rates {
            let rule = RateRule { definition, choices: &law.choices, as_of };
            let cases = rule.cases(&learners);
            let found = RateCount::of(&cases);
            prop_assert!(found.numerator <= found.denominator);
            prop_assert_eq!(usize::try_from(found.all()).unwrap(), cases.len());
            prop_assert_eq!(cases.len(), learners.len(), "one contract each");
            prop_assert_eq!(found.percentage().is_none(), found.no_value().is_some());
            for case in &cases {
                if let CaseStanding::Excluded(reason) = case.standing {
                    prop_assert!(definition.excluded.contains(&reason), "{} {}", definition.rate, reason);
                }
            }
            if let Some(range) = found.range() {
                prop_assert!(range.lowest.rounded() <= range.highest.rounded());
            }
        }
    }

    /// Whatever is published by the rule, no way of putting answers together tells of fewer people than the threshold.
    #[test]
    fn no_answers_put_together_tell_of_few(
        asked in proptest::collection::vec(proptest::collection::btree_set(0_u128..24, 0..24), 1..8),
        threshold in 1_u32..6,
    ) {
        let mut shown: Vec<CountedPeople> = Vec::new();
        for ranks in asked {
            let wanted = people(ranks);
            let size = u32::try_from(wanted.len()).unwrap();
            let count = RateCount { numerator: 0, denominator: size, ..RateCount::default() };
            if withheld(&count, &wanted, &shown, threshold).is_none() {
                shown.push(wanted);
            }
        }
        let mut classes: BTreeMap<Vec<bool>, u32> = BTreeMap::new();
        for case in people(0..24).keys() {
            *classes.entry(shown.iter().map(|group| group.contains_key(case)).collect()).or_default() += 1;
        }
        for (groups, size) in classes {
            prop_assert!(!groups.contains(&true) || size >= threshold, "{groups:?} {size}");
        }
        for (one, other) in shown.iter().flat_map(|one| shown.iter().map(move |other| (one, other))) {
            let only = |a: &CountedPeople, b: &CountedPeople| a.keys().filter(|case| !b.contains_key(case)).count();
            let apart = u32::try_from(only(one, other) + only(other, one)).unwrap();
            prop_assert!(apart == 0 || apart >= threshold);
        }
    }
}
