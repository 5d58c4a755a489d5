//! What results are computed from: papers and what they weigh, marks within reach, who is set apart.

use std::collections::HashMap;

use super::appreciations;
use super::model::{CandidateResult, WeighedPaper};
use super::rules::{result_of, weighed};
use crate::catalogue::cohorts::{self, Cohort};
use crate::catalogue::programmes::Catalogue;
use crate::catalogue::programmes::file::{MockExamMarking, Programme};
use crate::ids::{ApprenticeId, EnrolmentId, MockExamId, PaperId};
use crate::learning::mock_exams::model::{MockExam, MockExamPaper, PaperMark};
use crate::learning::mock_exams::rules::{ExistingMarks, by_place};
use crate::learning::mock_exams::store as exams;
use crate::learning::sittings;
use crate::learning::sittings::model::SlotPresence;
use crate::people::apprentices;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::trust::door::Asker;

/// Who is said not to sit a paper, and why.
pub type SetApart = HashMap<(PaperId, EnrolmentId), SlotPresence>;

/// A mock exam with all that its results are computed from.
#[derive(Debug, Clone)]
pub struct ResultSheet {
    pub exam: MockExam,
    pub papers: Vec<WeighedPaper>,
    /// Marks of the candidates asked for, as whoever asks may see them.
    pub marks: Vec<PaperMark>,
    pub apart: SetApart,
    /// What the council says of those candidates, as whoever asks may read it.
    pub council: HashMap<EnrolmentId, String>,
}

impl ResultSheet {
    /// The marks by paper and enrolment.
    pub fn known(&self) -> ExistingMarks<'_> {
        by_place(&self.marks)
    }

    /// What a candidate has; `known` are the marks of this very sheet, by place.
    pub fn result<'a>(&'a self, candidate: EnrolmentId, known: &ExistingMarks<'a>) -> CandidateResult<'a> {
        let apart = |unit: &WeighedPaper| self.apart.get(&(unit.paper.id, candidate)).copied();
        result_of(&self.papers, candidate, known, apart)
    }
}

/// The cohort of a mock exam found within reach.
pub fn cohort_of(conn: &mut Tx, asker: &Asker, exam: &MockExam) -> Result<Cohort, Problem> {
    cohorts::store::find(conn, &asker.reach, exam.cohort_id)?.or_not_found("mock_exam")
}

/// The programme a cohort follows, in force.
pub fn programme_of<'a>(catalogue: &'a Catalogue, cohort: &Cohort) -> Option<&'a Programme> {
    catalogue.programme(&cohort.programme)
}

/// How the marks of a cohort's mock exams are told and agreed.
pub fn marking_of(catalogue: &Catalogue, cohort: &Cohort) -> MockExamMarking {
    programme_of(catalogue, cohort).map(|one| one.mock_exam_marking.clone()).unwrap_or_default()
}

/// The sheets of some mock exams of one cohort, in their order, with what some candidates have there: four statements.
///
/// Who keeps or is excused from a unit is told to staff, and to others once the marks are released.
pub fn sheets_of(
    conn: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    cohort: &Cohort,
    of: (Vec<MockExam>, &[EnrolmentId]),
) -> Result<Vec<ResultSheet>, Problem> {
    let (found, candidates) = of;
    let papers = exams::papers_of_exams(conn, &found)?;
    let ids: Vec<PaperId> = papers.iter().map(|paper| paper.id).collect();
    let marks = exams::marks_at(conn, &asker.reach, &ids, candidates)?;
    let staff = asker.caller.is_staff();
    let told: Vec<MockExam> =
        found.iter().filter(|exam| staff || exam.released_at.is_some()).cloned().collect();
    let apart = sittings::store::set_apart(conn, &told, candidates)?;
    let apart: SetApart = apart.into_iter().map(|(paper, one, why)| ((paper, one), why)).collect();
    let ids: Vec<MockExamId> = found.iter().map(|exam| exam.id).collect();
    let council = appreciations::store::of(conn, &asker.reach, &ids, candidates)?;
    let mut sheets = put_together(found, papers, (marks, apart), (catalogue, cohort));
    for one in council {
        if let Some(sheet) = sheets.iter_mut().find(|sheet| sheet.exam.id == one.mock_exam_id) {
            sheet.council.insert(one.enrolment_id, one.text);
        }
    }
    Ok(sheets)
}

/// The same with every mark there is, whoever it is of: for what is told without names.
pub fn sheet_of_class(
    conn: &mut Tx,
    catalogue: &Catalogue,
    cohort: &Cohort,
    exam: MockExam,
) -> Result<Option<ResultSheet>, Problem> {
    let papers = exams::papers_of_exam(conn, &exam)?;
    let marks = exams::marks_of_exams(conn, std::slice::from_ref(&exam))?;
    let mut candidates: Vec<EnrolmentId> = marks.iter().map(|mark| mark.enrolment_id).collect();
    candidates.sort_unstable();
    candidates.dedup();
    let apart = sittings::store::set_apart(conn, std::slice::from_ref(&exam), &candidates)?;
    let apart: SetApart = apart.into_iter().map(|(paper, one, why)| ((paper, one), why)).collect();
    Ok(put_together(vec![exam], papers, (marks, apart), (catalogue, cohort)).pop())
}

fn put_together(
    found: Vec<MockExam>,
    papers: Vec<MockExamPaper>,
    (marks, apart): (Vec<PaperMark>, SetApart),
    (catalogue, cohort): (&Catalogue, &Cohort),
) -> Vec<ResultSheet> {
    let exam_of: HashMap<PaperId, MockExamId> = papers.iter().map(|one| (one.id, one.mock_exam_id)).collect();
    let programme = programme_of(catalogue, cohort);
    let sheet = |exam: MockExam| {
        let of_exam = |paper: &PaperId| exam_of.get(paper) == Some(&exam.id);
        let own = papers.iter().filter(|paper| of_exam(&paper.id)).cloned().collect();
        ResultSheet {
            papers: weighed(own, programme, (&cohort.facts.exam_regulation, exam.released_at.is_some())),
            marks: marks.iter().filter(|mark| of_exam(&mark.paper_id)).cloned().collect(),
            apart: apart
                .iter()
                .filter(|((paper, _), _)| of_exam(paper))
                .map(|(key, why)| (*key, *why))
                .collect(),
            council: HashMap::new(),
            exam,
        }
    };
    found.into_iter().map(sheet).collect()
}

/// What an apprentice has at the mock exams of one enrolment.
#[derive(Debug, Clone)]
pub struct Progression {
    pub apprentice_id: ApprenticeId,
    pub enrolment_id: EnrolmentId,
    /// In the order of time.
    pub sheets: Vec<ResultSheet>,
}

/// The mock exams of an apprentice within reach, in the enrolment named or the latest: all that took place for staff, those
/// released for others.
pub fn progression_of(
    conn: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    (id, named): (ApprenticeId, Option<EnrolmentId>),
) -> Result<Progression, Problem> {
    let apprentice = apprentices::store::find(conn, &asker.reach, id)?.or_not_found("apprentice")?;
    let enrolments = apprentices::store::enrolments_of(conn, &asker.reach, &[apprentice.id])?;
    let is_named = |id: EnrolmentId| named.is_none_or(|named| named == id);
    let Some(found) = enrolments.into_iter().rfind(|row| is_named(row.enrolment.id)) else {
        return Err(Problem::not_found("enrolment"));
    };
    let enrolment_id = found.enrolment.id;
    let cohort = cohorts::store::find(conn, &asker.reach, found.cohort.id)?.or_not_found("enrolment")?;
    let mut exams = exams::exams_of(conn, &asker.reach, &[cohort.id])?;
    let staff = asker.caller.is_staff();
    exams.retain(|exam| exam.released_at.is_some() || (staff && exam.state.took_place()));
    let sheets = sheets_of(conn, asker, catalogue, &cohort, (exams, &[enrolment_id]))?;
    Ok(Progression { apprentice_id: apprentice.id, enrolment_id, sheets })
}
