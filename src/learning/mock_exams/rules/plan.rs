//! What a programme of the catalogue plans for one cohort: its sessions, and the papers of each.

use chrono::NaiveDate;

use super::sessions::{MockExamSession, PlannedMockExam, sessions};
use crate::catalogue::programmes::file::{ExamRegulation, Programme};
use crate::law::findings::Finding;

/// A paper of a session, before it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedPaper {
    /// Exam unit in the regulation.
    pub unit_code: String,
    /// Title of the unit.
    pub label: String,
    /// Coefficient in hundredths, none for an optional unit without one.
    pub coefficient_hundredths: Option<i32>,
    /// Whether the candidate may do without it.
    pub optional: bool,
    /// Order in the regulation, from 1.
    pub rank: i16,
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
        })
        .collect();
    let mut planned = sessions(starts_on, &plan)?;
    planned.retain(|session| session.month_on <= ends_on);
    Ok(planned)
}

/// One paper per unit that receives a mark: a whole made of parts would count twice.
pub fn papers_of(regulation: &ExamRegulation) -> Vec<PlannedPaper> {
    (1..)
        .zip(regulation.leaves())
        .map(|(rank, unit)| PlannedPaper {
            unit_code: unit.code.clone(),
            label: unit.label.clone(),
            coefficient_hundredths: unit.coefficient_hundredths.and_then(|one| i32::try_from(one).ok()),
            optional: unit.optional,
            rank,
        })
        .collect()
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
