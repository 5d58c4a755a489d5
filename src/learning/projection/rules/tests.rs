//! The worked cases of the grid of the BTS MCO, and promises kept whatever the marks.

use proptest::prelude::*;

use super::*;
use crate::catalogue::programmes::Catalogue;
use crate::catalogue::programmes::file::SubjectKind;
use crate::learning::projection::model::{Judged, PassScale, ProjectedUnit, UnitStanding};

const SCALE: PassScale = PassScale { pass: 1000, threshold: 1000 };

/// The marks of the grid in the order of the regulation: eight compulsory units, then the optional one.
fn grid(session: i32, marks: [Option<i64>; 9]) -> Vec<ProjectedUnit> {
    let catalogue = Catalogue::embedded().unwrap();
    let regulation = catalogue.programme("bts-mco").unwrap().regulation_for(session).unwrap();
    let mut units: Vec<ProjectedUnit> = regulation.leaves().into_iter().map(ProjectedUnit::blank).collect();
    assert_eq!(units.len(), 9);
    for (unit, mark) in units.iter_mut().zip(marks) {
        if let Some(mark) = mark {
            unit.stands(UnitStanding::Marked, Some(mark * 100));
        }
    }
    units
}

fn orals(session: i32, units: &[ProjectedUnit]) -> CatchUp {
    let catalogue = Catalogue::embedded().unwrap();
    let programme = catalogue.programme("bts-mco").unwrap();
    let judged = Judged::at(programme.regulation_for(session).unwrap(), session).unwrap();
    catch_up(units, PassScale::from(judged.award), judged.catch_up.unwrap())
}

fn unit(code: &str, weight: i64, mark: Option<i64>) -> ProjectedUnit {
    ProjectedUnit {
        code: code.to_owned(),
        label: code.to_owned(),
        weight,
        optional: false,
        kind: SubjectKind::General,
        standing: mark.map_or(UnitStanding::Remaining, |_| UnitStanding::Marked),
        mark,
        origin: None,
        exam_result: None,
        kept_unit: None,
    }
}

fn option(mark: Option<i64>) -> ProjectedUnit {
    ProjectedUnit { optional: true, ..unit("EF1", 100, mark) }
}

fn whole(marks: [i64; 8], optional: Option<i64>) -> [Option<i64>; 9] {
    let mut all = [None; 9];
    all.iter_mut().zip(marks).for_each(|(place, mark)| *place = Some(mark));
    all[8] = optional;
    all
}

#[test]
fn the_worked_cases_come_out_in_both_regulations() {
    use CatchUpStatus::{NotNeeded, ProfessionalTooLow};
    use Outlook::{OutOfReach, Reached};
    for session in [2024, 2027] {
        for (marks, optional, numerator, outlook, status) in [
            ([9, 12, 11, 8, 12, 11, 9, 10], Some(0), 2_115_000, Reached, NotNeeded),
            ([8, 11, 12, 9, 11, 10, 9, 10], Some(15), 2_105_000, Reached, NotNeeded),
            ([8, 11, 12, 9, 11, 10, 9, 10], Some(0), 2_055_000, OutOfReach, CatchUpStatus::Open),
            ([9, 10, 10, 9, 10, 10, 9, 10], Some(0), 2_010_000, OutOfReach, ProfessionalTooLow),
        ] {
            let units = grid(session, whole(marks, optional));
            let found = project(&units, SCALE);
            assert_eq!((found.mean.numerator, found.mean.denominator), (numerator, 2100), "{marks:?}");
            assert_eq!(found.outlook, outlook, "{marks:?}");
            assert_eq!(orals(session, &units).status, status, "{marks:?}");
        }
    }
    let fourth = orals(2027, &grid(2027, whole([9, 10, 10, 9, 10, 10, 9, 10], None)));
    assert_eq!(fourth.professional.shown(), Some(975));
    assert!(fourth.orals.is_empty() && fourth.choices.is_empty());
}

#[test]
fn a_whole_grid_without_the_option_may_still_be_saved_by_it() {
    let units = grid(2027, whole([8, 11, 12, 9, 11, 10, 9, 10], None));
    let found = project(&units, SCALE);
    assert_eq!((found.outlook, found.on_average), (Outlook::Open, Err(NeedReason::OnlyWithOption)));
    assert_eq!(found.needs[8].unwrap(), UnitNeed { at_least: Ok(1450), alone: Ok(1450) });
}

#[test]
fn catch_up_orals_say_what_each_must_bring() {
    let units = grid(2027, whole([8, 11, 12, 9, 11, 10, 9, 10], Some(0)));
    let found = orals(2027, &units);
    assert_eq!(found.status, CatchUpStatus::Open);
    let needed: Vec<_> = found.orals.iter().map(|one| (one.unit_code.as_str(), one.needed)).collect();
    assert_eq!(
        needed,
        [("E1", Some(950)), ("E2", Some(1400)), ("E3", Some(1500)), ("E4", Some(1050))],
        "45 000 ten-thousandths are missing: 150 at a coefficient of 3, 300 at one of 1.5"
    );
    let choices: Vec<_> = found.choices.iter().map(|one| (one.unit_codes.join("+"), one.needed)).collect();
    let both = |codes: &str| choices.iter().find(|(found, _)| found == codes).unwrap().1;
    assert_eq!(choices.len(), 5, "no choice takes both units of the language: {choices:?}");
    assert_eq!(both("E1+E4"), Some(925));
    assert_eq!(both("E1+E2"), Some(950), "the language brings nothing below its own mark");
    let low = grid(2027, whole([0, 0, 0, 0, 14, 14, 14, 14], Some(0)));
    let (low, found) = (orals(2027, &low), project(&low, SCALE));
    assert_eq!((low.status, found.mean.shown()), (CatchUpStatus::Open, Some(800)));
    assert_eq!(low.orals[1].needed, None, "twenty at a coefficient of 1.5 is not enough");
}

#[test]
fn nearly_ten_is_not_ten() {
    let units = [unit("E1", 100, Some(999)), unit("E2", 999_900, Some(1000))];
    let found = project(&units, SCALE);
    assert_eq!((found.mean.shown(), found.mean.reaches(1000)), (Some(999), Some(false)));
    assert_eq!(found.outlook, Outlook::OutOfReach);
    let eight = [unit("E1", 100, Some(799)), unit("E2", 100, Some(800))];
    assert_eq!(ExactMean::of(&eight, SCALE).reaches(800), Some(false));
}

#[test]
fn kept_exempt_and_absent_units_each_count_their_way() {
    let mut units = vec![unit("E1", 300, Some(600)), unit("E2", 300, None), unit("E3", 300, None)];
    let put = |units: &mut Vec<ProjectedUnit>, kept: &[(&str, i64)], exempt: &[&str]| {
        let supposed = SupposedMarks {
            kept: kept.iter().map(|(code, mark)| ((*code).to_owned(), *mark)).collect(),
            exempt: exempt.iter().map(|code| (*code).to_owned()).collect(),
            ..SupposedMarks::default()
        };
        suppose(units, &supposed, 1000)
    };
    assert_eq!(project(&units, SCALE).on_average, Ok(1200));
    put(&mut units, &[("E2", 1200)], &[]).unwrap();
    assert_eq!((project(&units, SCALE).on_average, units[1].standing), (Ok(1200), UnitStanding::Kept));
    put(&mut units, &[], &["E1"]).unwrap();
    let found = project(&units, SCALE);
    assert_eq!((found.mean.denominator, found.on_average), (300, Ok(800)));
    units[2].stands(UnitStanding::AbsentJustified, None);
    let found = project(&units, SCALE);
    assert_eq!((found.mean.shown(), found.outlook), (Some(600), Outlook::OutOfReach));
    units[2].stands(UnitStanding::Absent, None);
    let found = project(&units, SCALE);
    assert_eq!((found.outlook, found.on_average), (Outlook::Barred, Err(NeedReason::Barred)));
    put(&mut units, &[], &["E1", "E2", "E3"]).unwrap();
    assert_eq!(project(&units, SCALE).outlook, Outlook::NothingCounts);
}

#[test]
fn what_is_supposed_is_refused_all_at_once_and_changes_nothing() {
    let mut units = vec![unit("E1", 300, Some(600)), unit("E2", 300, None)];
    let before = units.clone();
    let supposed = SupposedMarks {
        marks: vec![("E9".to_owned(), None, None), ("E1".to_owned(), Some(1), Some(ExamAbsence::Justified))],
        kept: vec![("E2".to_owned(), 999)],
        exempt: vec!["E2".to_owned()],
    };
    let faults = suppose(&mut units, &supposed, 1000).unwrap_err();
    let told: Vec<_> = faults.iter().map(|fault| (fault.pointer.as_ref(), fault.code)).collect();
    assert_eq!(
        told,
        [
            ("/marks/0/unit_code", "exam_projection.unit_unknown"),
            ("/exempt/0", "exam_projection.unit_repeated"),
            ("/marks/1/absence", "exam_projection.mark_and_absence"),
            ("/kept/0/mark_hundredths", "exam_projection.kept_too_low"),
        ]
    );
    assert_eq!(units, before);
}

/// Every choice of marks on a grid, at the units still to be sat.
fn choices(units: &[ProjectedUnit]) -> Vec<Vec<ProjectedUnit>> {
    let mut all = vec![units.to_vec()];
    for place in (0..units.len()).filter(|place| units[*place].remains()) {
        let longer = all.iter().flat_map(|known| {
            (0..=8).map(move |step| {
                let mut known = known.clone();
                known[place].stands(UnitStanding::Marked, Some(step * 250));
                known
            })
        });
        all = longer.collect();
    }
    all
}

fn passes(units: &[ProjectedUnit]) -> bool {
    ExactMean::of(units, SCALE).reaches(SCALE.pass) == Some(true)
}

/// A unit given a mark, and every other one still to be sat another.
fn marked(units: &[ProjectedUnit], code: &str, mark: i64, others: i64) -> Vec<ProjectedUnit> {
    let mut units = units.to_vec();
    for unit in units.iter_mut().filter(|unit| unit.remains()) {
        let mark = if unit.code == code { mark } else { others };
        unit.stands(UnitStanding::Marked, Some(mark));
    }
    units
}

fn any_units() -> impl Strategy<Value = Vec<ProjectedUnit>> {
    let one = (prop_oneof![Just(150i64), Just(300), Just(50)], proptest::option::weighted(0.5, 0i64..=2000));
    let optional = proptest::option::of(proptest::option::weighted(0.5, 0i64..=2000));
    (proptest::collection::vec(one, 1..4), optional).prop_map(|(compulsory, optional)| {
        let compulsory = compulsory.into_iter().enumerate();
        let units = compulsory.map(|(rank, (weight, mark))| unit(&format!("E{rank}"), weight, mark));
        units.chain(optional.map(option)).collect()
    })
}

/// A grid with whole marks, at most two units of which are still to be sat.
fn any_grid() -> impl Strategy<Value = [Option<i64>; 9]> {
    let marks = proptest::collection::vec(0i64..=20, 9);
    (marks, 0usize..9, 0usize..9).prop_map(|(marks, one, other)| {
        let mut all = [None; 9];
        for (place, mark) in marks.into_iter().enumerate().filter(|(place, _)| ![one, other].contains(place))
        {
            all[place] = Some(mark);
        }
        all
    })
}

#[test]
fn what_only_the_orals_reach_is_not_said_out_of_reach() {
    let catalogue = Catalogue::embedded().unwrap();
    let regulation = catalogue.programme("bts-mco").unwrap().regulation_for(2027).unwrap();
    let rule = Judged::at(regulation, 2027).unwrap().catch_up.unwrap();
    let may = |units: &[ProjectedUnit]| orals_may_do(units, SCALE, rule);
    let whole_grid = grid(2027, whole([8, 11, 12, 9, 11, 10, 9, 10], Some(0)));
    assert!(may(&whole_grid), "9.5 at two orals does");
    assert_eq!(project(&whole_grid, SCALE).with_orals().outlook, Outlook::OnlyByOrals);
    let zeros = grid(2027, [Some(0), Some(0), Some(0), Some(0), Some(0), None, None, None, Some(0)]);
    assert!(may(&zeros), "8.57 with 20 everywhere, then 20 at two orals");
    let found = project(&zeros, SCALE).with_orals();
    assert_eq!(found.on_average, Err(NeedReason::OnlyByOrals));
    assert_eq!(found.needs[5].unwrap().at_least, Err(NeedReason::OnlyByOrals));
    let fourth = grid(2027, whole([9, 10, 10, 9, 10, 10, 9, 10], Some(0)));
    assert!(!may(&fourth), "the professional mean closes them");
    let lost = grid(2027, [Some(0), Some(0), Some(0), Some(0), Some(0), Some(0), None, None, Some(0)]);
    assert!(!may(&lost), "5.71 at best");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
    #[test]
    fn impossible_is_said_exactly_when_neither_marks_nor_orals_do(marks in any_grid()) {
        let catalogue = Catalogue::embedded().unwrap();
        let regulation = catalogue.programme("bts-mco").unwrap().regulation_for(2027).unwrap();
        let rule = Judged::at(regulation, 2027).unwrap().catch_up.unwrap();
        let units = grid(2027, marks);
        let by_orals = |choice: &[ProjectedUnit]| {
            catch_up(choice, SCALE, rule).choices.iter().any(|oral| oral.needed.is_some())
        };
        let mut found = project(&units, SCALE);
        if orals_may_do(&units, SCALE, rule) {
            found = found.with_orals();
        }
        let every = choices(&units);
        let does = every.iter().any(|choice| passes(choice));
        let saved = every.iter().any(|choice| by_orals(choice));
        prop_assert_eq!(found.outlook == Outlook::OutOfReach, !does && !saved);
        prop_assert_eq!(found.outlook == Outlook::OnlyByOrals, !does && saved);
    }
}

proptest! {
    #[test]
    fn impossible_is_said_exactly_when_no_choice_of_marks_does(units in any_units()) {
        let found = project(&units, SCALE);
        let exists = choices(&units).iter().any(|choice| passes(choice));
        prop_assert_eq!(found.outlook == Outlook::OutOfReach, !exists);
        if found.outlook == Outlook::Reached {
            prop_assert!(choices(&units).iter().all(|choice| passes(choice)));
        }
    }

    #[test]
    fn no_mark_needed_is_above_twenty_and_each_is_the_least_that_does(units in any_units()) {
        let found = project(&units, SCALE);
        for (unit, need) in units.iter().zip(&found.needs) {
            let Some(need) = need else { continue };
            if let Ok(least) = need.at_least {
                prop_assert!((0..=2000).contains(&least));
                prop_assert!(passes(&marked(&units, &unit.code, least, 2000)));
                prop_assert!(least == 0 || !passes(&marked(&units, &unit.code, least - 1, 2000)));
            } else {
                prop_assert_eq!(found.outlook, Outlook::OutOfReach);
            }
            if let Ok(alone) = need.alone {
                prop_assert!((0..=2000).contains(&alone));
                prop_assert!(passes(&marked(&units, &unit.code, alone, 1000)));
                prop_assert!(alone == 0 || !passes(&marked(&units, &unit.code, alone - 1, 1000)));
            } else {
                prop_assert!(!passes(&marked(&units, &unit.code, 2000, 1000)));
            }
        }
    }

    #[test]
    fn the_mark_needed_on_average_is_the_least_that_does(units in any_units()) {
        let found = project(&units, SCALE);
        let without = |mark: i64| marked(&units, "EF1", 0, mark);
        match found.on_average {
            Ok(mark) => {
                prop_assert!((0..=2000).contains(&mark) && passes(&without(mark)));
                prop_assert!(mark == 0 || !passes(&without(mark - 1)));
            }
            Err(NeedReason::NothingRemains) => prop_assert_eq!(found.outlook, Outlook::Reached),
            Err(_) => prop_assert!(!passes(&without(2000))),
        }
    }

    #[test]
    fn an_oral_says_the_least_that_does(marks in proptest::collection::vec(0i64..=20, 4), better in 10i64..=20) {
        let professional = [Some(better); 4];
        let general = [Some(marks[0]), Some(marks[1]), Some(marks[2]), Some(marks[3])];
        let all = [&general[..], &professional[..], &[Some(0)]].concat();
        let units = grid(2027, all.try_into().unwrap());
        let found = orals(2027, &units);
        let with = |code: &str, mark: i64| {
            let mut units = units.clone();
            let one = units.iter_mut().find(|unit| unit.code == code).unwrap();
            let kept = mark.max(one.mark.unwrap());
            one.stands(UnitStanding::Marked, Some(kept));
            passes(&units)
        };
        for oral in &found.orals {
            match oral.needed {
                Some(mark) => {
                    prop_assert!(mark <= 2000 && with(&oral.unit_code, mark));
                    prop_assert!(!with(&oral.unit_code, mark - 1));
                }
                None => prop_assert!(!with(&oral.unit_code, 2000)),
            }
        }
    }
}
