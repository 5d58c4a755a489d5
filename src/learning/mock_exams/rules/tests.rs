//! Tables of cases for mock exams: the seed's four sessions and the worked examples of the BTS grid.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn line(training_year: i16, month: i16, tutors_invited: bool) -> PlannedMockExam {
    PlannedMockExam { training_year, month, tutors_invited, answer_days_before: 1 }
}

#[test]
fn the_seed_plan_gives_four_sessions_and_invites_tutors_in_the_second_year() {
    let plan = [line(1, 3, false), line(1, 6, false), line(2, 11, true), line(2, 3, true)];
    let session = |ordinal, training_year, month_on, tutors_invited| MockExamSession {
        ordinal,
        training_year,
        month_on: day(month_on),
        tutors_invited,
        answer_days_before: 1,
    };
    assert_eq!(
        sessions(day("2025-08-25"), &plan).unwrap(),
        [
            session(1, 1, "2026-03-01", false),
            session(2, 1, "2026-06-01", false),
            session(3, 2, "2026-11-01", true),
            session(4, 2, "2027-03-01", true),
        ]
    );
    assert_eq!(sessions(day("2025-08-25"), &[]).unwrap(), []);
}

#[test]
fn the_order_is_that_of_time_not_of_the_plan() {
    let plan = [line(2, 3, true), line(1, 6, false), line(2, 11, true), line(1, 3, false)];
    let months: Vec<_> = sessions(day("2025-08-25"), &plan).unwrap();
    assert!(months.is_sorted_by_key(|session| (session.ordinal, session.month_on)));
    assert_eq!(months[0].month_on, day("2026-03-01"));
}

#[test]
fn each_month_falls_once_in_a_training_year() {
    let cases = [
        ("2025-08-25", 1, 8, "2026-08-01"),
        ("2025-08-25", 1, 9, "2025-09-01"),
        ("2025-08-25", 1, 12, "2025-12-01"),
        ("2025-08-25", 1, 1, "2026-01-01"),
        ("2025-09-01", 1, 9, "2025-09-01"),
        ("2025-09-01", 2, 8, "2027-08-01"),
        ("2024-02-29", 2, 3, "2025-03-01"),
    ];
    for (start, year, month, expected) in cases {
        let session = sessions(day(start), &[line(year, month, false)]).unwrap()[0];
        assert_eq!(session.month_on, day(expected), "{start}, year {year}, month {month}");
    }
}

#[test]
fn a_plan_that_names_no_month_is_refused() {
    for (year, month) in [(1, 0), (1, 13), (1, -3), (0, 3), (-1, 3), (i16::MIN, 3)] {
        let refused =
            sessions(day("2025-08-25"), &[line(1, 3, false), line(year, month, false)]).unwrap_err();
        assert_eq!(refused.code, "mock_exam.plan_month", "year {year}, month {month}");
    }
}

const GRID: [i32; 8] = [300, 150, 150, 300, 300, 300, 300, 300];

fn marked(hundredths: i32) -> Option<Mark> {
    Some(Mark::new(MarkStatus::Marked, Some(hundredths)).unwrap())
}

fn absent() -> Option<Mark> {
    Some(Mark::new(MarkStatus::Absent, None).unwrap())
}

fn exempt() -> Option<Mark> {
    Some(Mark::new(MarkStatus::Exempt, None).unwrap())
}

fn compulsory(coefficient_hundredths: i32, mark: Option<Mark>) -> Paper {
    Paper { coefficient_hundredths, mark, optional: false }
}

fn optional(mark: Option<Mark>) -> Paper {
    Paper { coefficient_hundredths: 100, mark, optional: true }
}

fn grid(points: [i32; 8]) -> Vec<Paper> {
    GRID.into_iter()
        .zip(points)
        .map(|(coefficient, mark)| compulsory(coefficient, marked(mark * 100)))
        .collect()
}

#[test]
fn the_worked_examples_of_the_bts_grid() {
    let first = weighted_mean(&grid([9, 12, 11, 8, 12, 11, 9, 10]));
    assert_eq!((first.hundredths, first.complete), (Some(1007), true));
    assert_eq!((first.numerator, first.denominator), (21_150 * 100, 2_100));

    let mut second = grid([8, 11, 12, 9, 11, 10, 9, 10]);
    let without_option = weighted_mean(&second);
    assert_eq!(without_option.hundredths, Some(979));
    second.push(optional(marked(1500)));
    let with_option = weighted_mean(&second);
    assert_eq!(with_option.hundredths, Some(1002));

    let fourth = weighted_mean(&grid([9, 10, 10, 9, 10, 10, 9, 10]));
    assert_eq!((fourth.hundredths, fourth.marked), (Some(957), 8));
}

#[test]
fn an_optional_unit_never_takes_points_away() {
    let base = grid([10; 8]);
    for mark in [None, absent(), exempt(), marked(0), marked(999), marked(1000)] {
        let mut papers = base.clone();
        papers.push(optional(mark));
        let mean = weighted_mean(&papers);
        assert_eq!((mean.hundredths, mean.complete, mean.marked), (Some(1000), true, 8), "{mark:?}");
    }
    let alone = weighted_mean(&[optional(marked(2000))]);
    assert_eq!((alone.hundredths, alone.numerator, alone.denominator), (None, 0, 0));
}

#[test]
fn absent_is_not_zero_and_exempt_neither() {
    let with = |mark| weighted_mean(&[compulsory(300, marked(1200)), compulsory(300, mark)]);
    let cases = [
        (marked(0), Some(600), true, (2, 0, 0, 0)),
        (absent(), Some(1200), false, (1, 1, 0, 0)),
        (exempt(), Some(1200), true, (1, 0, 1, 0)),
        (None, Some(1200), false, (1, 0, 0, 1)),
    ];
    for (mark, hundredths, complete, counts) in cases {
        let mean = with(mark);
        assert_eq!(mean.hundredths, hundredths, "{mark:?}");
        assert_eq!(mean.complete, complete, "{mark:?}");
        assert_eq!((mean.marked, mean.absent, mean.exempt, mean.missing), counts, "{mark:?}");
    }
}

#[test]
fn without_a_mark_there_is_no_mean() {
    for papers in [
        vec![],
        vec![compulsory(300, absent())],
        vec![compulsory(300, None)],
        vec![compulsory(0, marked(1200))],
    ] {
        let mean = weighted_mean(&papers);
        assert_eq!((mean.hundredths, mean.denominator), (None, 0), "{papers:?}");
    }
    assert!(weighted_mean(&[compulsory(300, exempt())]).complete);
    let unfinished = Mark { status: MarkStatus::Marked, hundredths: None };
    assert_eq!(weighted_mean(&[compulsory(300, Some(unfinished))]).missing, 1);
}

#[test]
fn a_mean_is_shown_rounded_half_up_and_kept_exact() {
    let mean = weighted_mean(&[compulsory(100, marked(999)), compulsory(100, marked(1000))]);
    assert_eq!((mean.hundredths, mean.numerator, mean.denominator), (Some(1000), 199_900, 200));
    let below_half = weighted_mean(&[compulsory(200, marked(999)), compulsory(100, marked(1000))]);
    assert_eq!(below_half.hundredths, Some(999));
}

#[test]
fn a_mark_goes_from_zero_to_twenty_and_only_when_marked() {
    use MarkStatus::{Absent, AbsentJustified, Exempt, Marked};
    let cases = [
        (Marked, Some(0), None),
        (Marked, Some(2000), None),
        (Absent, None, None),
        (Exempt, None, None),
        (Marked, Some(-1), Some("mark.out_of_range")),
        (Marked, Some(2001), Some("mark.out_of_range")),
        (Marked, None, Some("mark.missing")),
        (Absent, Some(0), Some("mark.unexpected")),
        (AbsentJustified, None, None),
        (AbsentJustified, Some(0), Some("mark.unexpected")),
        (Exempt, Some(1200), Some("mark.unexpected")),
    ];
    for (status, hundredths, code) in cases {
        let refused = Mark::new(status, hundredths).err().map(|finding| finding.code);
        assert_eq!(refused, code, "{status:?} {hundredths:?}");
    }
    assert!(MarkStatus::ALL.iter().all(|status| status.as_str().parse() == Ok(*status)));
    assert!("zero".parse::<MarkStatus>().is_err());
}

proptest! {
    #[test]
    fn a_mean_without_option_stays_between_its_marks(
        papers in proptest::collection::vec((1i32..1000, 0i32..=2000), 1..12),
    ) {
        let grid: Vec<_> = papers.iter().map(|(weight, mark)| compulsory(*weight, marked(*mark))).collect();
        let mean = weighted_mean(&grid);
        let marks = || papers.iter().map(|(_, mark)| *mark);
        let shown = mean.hundredths.unwrap();
        prop_assert!(shown >= marks().min().unwrap().into() && shown <= marks().max().unwrap().into());
        prop_assert!(mean.complete);
        prop_assert!((2 * (shown * mean.denominator - mean.numerator)).abs() <= mean.denominator);
    }
}
