//! What a programme of the catalogue plans for one cohort: its sessions, and the papers of each.

use chrono::{Datelike, NaiveDate};

use super::book::PLAN_NAMES_A_MONTH;
use crate::catalogue::programmes::file::{ExamRegulation, ExamUnit, Programme};
use crate::law::calendar::anniversary;
use crate::law::findings::Finding;
use crate::learning::mock_exams::model::{MockExamPaper, PaperFacts};
use crate::platform::text::Sentence;

/// A line of the plan of a programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlannedMockExam {
    /// Year of the cycle, from 1.
    pub training_year: i16,
    /// Month of the calendar, from 1 to 12.
    pub month: i16,
    pub tutors_invited: bool,
    /// Days before the first day until which tutors answer.
    pub answer_days_before: i16,
}

/// A session of mock exams of a cohort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MockExamSession {
    /// Rank in the cycle, from 1, in the order of time.
    pub ordinal: i16,
    /// Year of the cycle, from 1.
    pub training_year: i16,
    /// First day of its month.
    pub month_on: NaiveDate,
    pub tutors_invited: bool,
    /// Days before the first day until which tutors answer.
    pub answer_days_before: i16,
}

/// The sessions of a cohort; those its cycle ends before are left out.
pub fn sessions_of(
    programme: &Programme,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
) -> Result<Vec<MockExamSession>, Finding> {
    let plan: Vec<_> = programme
        .mock_exams
        .iter()
        .map(|line| PlannedMockExam {
            training_year: line.training_year.into(),
            month: line.month.into(),
            tutors_invited: line.tutors_invited,
            answer_days_before: line.answer_days_before().into(),
        })
        .collect();
    let mut planned = sessions(starts_on, &plan)?;
    planned.retain(|session| session.month_on <= ends_on);
    Ok(planned)
}

/// The sessions of a cohort, in the order of time; refused when a line of the plan names no month of a training year.
pub fn sessions(
    cycle_starts_on: NaiveDate,
    plan: &[PlannedMockExam],
) -> Result<Vec<MockExamSession>, Finding> {
    let mut dated = Vec::with_capacity(plan.len());
    for line in plan {
        dated.push((month_of(cycle_starts_on, line).ok_or_else(no_such_month)?, line));
    }
    dated.sort_by_key(|(month_on, _)| *month_on);
    Ok((1..).zip(dated).map(|(ordinal, (month_on, line))| session(ordinal, month_on, line)).collect())
}

fn session(ordinal: i16, month_on: NaiveDate, line: &PlannedMockExam) -> MockExamSession {
    MockExamSession {
        ordinal,
        training_year: line.training_year,
        month_on,
        tutors_invited: line.tutors_invited,
        answer_days_before: line.answer_days_before,
    }
}

/// The first of the month that falls in the training year: each year, from anniversary to anniversary, holds one.
fn month_of(cycle_starts_on: NaiveDate, line: &PlannedMockExam) -> Option<NaiveDate> {
    let month = u32::try_from(line.month).ok()?;
    let years_before = i32::from(line.training_year.checked_sub(1).filter(|years| *years >= 0)?);
    let year_starts_on = anniversary(cycle_starts_on, years_before);
    let this_year = NaiveDate::from_ymd_opt(year_starts_on.year(), month, 1)?;
    Some(if this_year >= year_starts_on { this_year } else { anniversary(this_year, 1) })
}

fn no_such_month() -> Finding {
    let facts = Sentence::new(
        "Le plan des examens blancs nomme un mois de 1 à 12 et une année de formation à partir de 1."
            .to_owned(),
        "The mock exam plan names a month from 1 to 12 and a training year from 1.".to_owned(),
    );
    PLAN_NAMES_A_MONTH.at("", facts)
}

/// One paper per unit that receives a mark: a whole made of parts would count twice.
pub fn papers_of(regulation: &ExamRegulation) -> Vec<PaperFacts> {
    (1..).zip(regulation.leaves()).map(|(rank, unit)| facts_of(unit, rank)).collect()
}

/// What the regulation says of a unit, as the paper that holds this rank keeps it.
pub fn facts_of(unit: &ExamUnit, rank: i16) -> PaperFacts {
    PaperFacts {
        unit_code: unit.code.clone(),
        label: unit.label.clone(),
        coefficient_hundredths: unit.coefficient_hundredths.and_then(|one| i32::try_from(one).ok()),
        optional: unit.optional,
        rank,
        block_key: unit.block.clone(),
    }
}

/// The papers with what the regulation now says of their units; a unit it no longer knows stays as it was planned.
pub fn as_in_force(papers: Vec<MockExamPaper>, regulation: &ExamRegulation) -> Vec<MockExamPaper> {
    let now = |paper: MockExamPaper| match regulation.unit(&paper.facts.unit_code) {
        Some(unit) => MockExamPaper { facts: facts_of(unit, paper.facts.rank), ..paper },
        None => paper,
    };
    papers.into_iter().map(now).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::programmes::Catalogue;

    #[test]
    fn both_regulations_of_the_sheet_weigh_twenty_one_without_counting_a_whole_and_its_parts() {
        let catalogue = Catalogue::embedded().unwrap();
        let programme = catalogue.programme("bts-mco").unwrap();
        for (code, codes) in [
            ("mco-2018", vec!["E1", "E21", "E22", "E3", "E41", "E42", "E5", "E6", "EF1"]),
            ("mco-2024", vec!["E1", "E2", "E3", "E4", "E5", "E6", "E7", "E8"]),
        ] {
            let papers = papers_of(programme.regulation(code).unwrap());
            let total: i32 =
                papers.iter().filter(|one| !one.optional).filter_map(|one| one.coefficient_hundredths).sum();
            assert_eq!(total, 2100, "{code}");
            let found: Vec<_> = papers.iter().map(|one| one.unit_code.as_str()).collect();
            assert!(codes.iter().all(|code| found.contains(code)), "{code}: {found:?}");
            assert!(papers.is_sorted_by_key(|one| one.rank));
        }
    }

    #[test]
    fn a_cohort_that_ends_early_has_fewer_sessions() {
        let day = |text: &str| text.parse().unwrap();
        let catalogue = Catalogue::embedded().unwrap();
        let programme = catalogue.programme("bts-mco").unwrap();
        let months = |ends_on: &str| sessions_of(programme, day("2025-08-25"), day(ends_on)).unwrap().len();
        assert_eq!((months("2027-08-24"), months("2026-11-01"), months("2026-10-31")), (4, 3, 2));
    }
}
