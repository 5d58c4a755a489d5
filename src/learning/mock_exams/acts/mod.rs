//! What is done to mock exams: planned when a cohort opens, anew when its dates change; a tutor's invitation answered.

use chrono::NaiveDate;
mod invitations;

pub use invitations::{answer, attend, detailed, locked, offered, refuse_unattended};

use uuid::Uuid;

use super::model::{MockExamState, PaperFacts, PaperMark};
use super::rules::book::{
    EXAM_IS_CANCELLED, EXAM_WAS_HELD, HELD_ONCE_BEGUN, MARKED_ONCE_HELD, MARKS_ARE_COMPLETE,
    RELEASED_ONCE_MARKED,
};
use super::rules::{MockExamSession, by_place, lacking, papers_of, sessions_of};
use super::store::{MarksRead, Written};
use super::{MockExam, store};
use crate::catalogue::cohorts::Cohort;
use crate::catalogue::programmes::file::Programme;
use crate::ids::{EnrolmentId, PaperId};
use crate::law::calendar::french_day;
use crate::law::findings::Finding;
use crate::learning::kept_units::acts::NotSat;
use crate::people::apprentices::cards::{Peopled, peopled};
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::page::{Page, Rows};
use crate::say;
use crate::trust::door::Asker;
use crate::trust::journal::Event;
use crate::trust::withdrawals::{Dependents, RowScope};

/// Plans the mock exams of a cohort just opened, each with its journal line.
pub fn plan(tx: &mut Tx, asker: &Asker, programme: &Programme, cohort: &Cohort) -> Result<(), Problem> {
    let (sessions, papers) = planned(programme, cohort)?;
    let exams = store::insert_planned(tx, cohort, &sessions, &papers)?;
    Ok(record(tx, asker, &exams)?)
}

/// Plans anew the mock exams of a cohort still to come.
pub fn replan(tx: &mut Tx, asker: &Asker, programme: &Programme, cohort: &Cohort) -> Result<(), Problem> {
    let (sessions, papers) = planned(programme, cohort)?;
    let exams = store::replan(tx, cohort, &sessions, &papers)?;
    Ok(record(tx, asker, &exams)?)
}

/// One page of the marks whoever asks reaches, each with the people it is about.
pub fn listed_marks(
    conn: &mut Tx,
    asker: &Asker,
    filter: &MarksRead,
    page: &Rows<Written>,
) -> Result<Page<Peopled<PaperMark>>, Problem> {
    let rows = store::list_marks(conn, &asker.reach, filter, page)?;
    let found = Page::of(rows, page.limit, |row| Written { id: row.id.0 })
        .counted(page, || store::count_marks(conn, &asker.reach, filter))?;
    Ok(peopled(conn, asker, found)?)
}

/// The mock exams of a cohort and their papers, as what goes with it; refused while a mark or an invitation stands on one.
pub fn parts(tx: &mut Tx, cohort: &Cohort) -> Result<Vec<RowScope>, Problem> {
    let (exams, papers) = store::parts_of(tx, cohort.id)?;
    let of = |table: &'static str, column: &'static str| move |id: &Uuid| RowScope::of(table, column, *id);
    let marks = papers.iter().map(of("mock_exam_marks", "paper_id"));
    let council = exams.iter().map(of("council_appreciations", "mock_exam_id"));
    let readings = papers.iter().map(of("mock_exam_readings", "paper_id"));
    let invitations = exams.iter().map(of("mock_exam_invitations", "mock_exam_id"));
    let sittings = exams.iter().map(of("sittings", "mock_exam_id"));
    let shown = exams.iter().map(of("sitting_publications", "mock_exam_id"));
    let standing: Vec<RowScope> =
        marks.chain(readings).chain(council).chain(invitations).chain(sittings).chain(shown).collect();
    Dependents::among(tx, &standing, |_, _| true)?.refuse()?;
    let sessions = RowScope::of("mock_exams", "cohort_id", cohort.id.0);
    Ok(std::iter::once(sessions).chain(exams.iter().map(of("mock_exam_papers", "mock_exam_id"))).collect())
}

/// The sessions in the order of time, and the papers of each.
fn planned(
    programme: &Programme,
    cohort: &Cohort,
) -> Result<(Vec<MockExamSession>, Vec<PaperFacts>), Problem> {
    let sessions =
        sessions_of(programme, cohort.facts.starts_on, cohort.facts.ends_on).map_err(Finding::into_fault)?;
    let regulation = programme.regulation(&cohort.facts.exam_regulation);
    Ok((sessions, regulation.map(papers_of).unwrap_or_default()))
}

/// Candidates named in a refusal.
const NAMED: usize = 20;

/// Longest list of them, in characters: what is refused is said in 2000 at most.
const LONGEST_NAMING: usize = 1800;

/// Refuses marks said complete while a candidate lacks one at a compulsory paper, and names who lacks which; a unit recorded
/// as kept or dispensed with is not lacked.
pub fn refuse_incomplete(tx: &mut Tx, asker: &Asker, exam: &MockExam) -> Result<(), Problem> {
    let (_, last_day) = exam.days();
    let candidates = store::candidates_on(tx, &asker.reach, exam.cohort_id, last_day)?;
    let mut papers = store::papers_of_exam(tx, exam)?;
    papers.retain(|paper| !paper.facts.optional);
    let paper_ids: Vec<PaperId> = papers.iter().map(|paper| paper.id).collect();
    let enrolments: Vec<EnrolmentId> = candidates.iter().map(|one| one.enrolment_id).collect();
    let marks = store::marks_at(tx, &asker.reach, &paper_ids, &enrolments)?;
    let mut lacking = lacking(&candidates, &papers, &by_place(&marks));
    let not_sat = NotSat::of_cohort(tx, exam.cohort_id, None)?;
    for (candidate, units) in &mut lacking {
        units.retain(|unit| not_sat.why(candidate.enrolment_id, unit).is_none());
    }
    lacking.retain(|(_, units)| !units.is_empty());
    if lacking.is_empty() {
        return Ok(());
    }
    let count: usize = lacking.iter().map(|(_, units)| units.len()).sum();
    let named = lacking.iter().take(NAMED).map(|(candidate, units)| {
        format!("{} {} ({})", candidate.family_name, candidate.given_name, units.join(", "))
    });
    let people = lacking.len();
    let named: String = named.collect::<Vec<_>>().join(" ; ").chars().take(LONGEST_NAMING).collect();
    Err(MARKS_ARE_COMPLETE.conflict(say!(
        "Il manque {count} note(s) à {people} candidat(s) : {named}.",
        "{count} mark(s) are missing, of {people} candidate(s): {named}."
    )))
}

/// Refuses to say complete the marks of a mock exam that is not just held.
pub fn refuse_unless_held(exam: &MockExam) -> Result<(), Problem> {
    match exam.state {
        MockExamState::Held => Ok(()),
        MockExamState::Cancelled => Err(refuse_cancelled()),
        state => {
            let (label, english) = (state.label_fr(), state.label_en());
            Err(MARKED_ONCE_HELD.conflict(say!(
                "Cet examen blanc n'est pas au point où ses notes se disent complètes : {label}.",
                "This mock exam is not where its marks are said complete: {english}."
            )))
        }
    }
}

/// Refuses to release marks that are not said complete, or are released already.
pub fn refuse_unless_marked(exam: &MockExam) -> Result<(), Problem> {
    match exam.state {
        MockExamState::Marked => Ok(()),
        MockExamState::Cancelled => Err(refuse_cancelled()),
        state => {
            let (label, english) = (state.label_fr(), state.label_en());
            Err(RELEASED_ONCE_MARKED.conflict(say!(
                "Les notes se publient une fois dites complètes, et une seule fois ; cet examen blanc : {label}.",
                "Marks are released once they are said complete, and once only; this mock exam: {english}."
            )))
        }
    }
}

fn record(tx: &mut Tx, asker: &Asker, exams: &[MockExam]) -> diesel::QueryResult<()> {
    let event_of =
        |exam: &MockExam| if exam.version == 1 { Event::MockExamPlanned } else { Event::MockExamChanged };
    asker.record_all(tx, exams.iter().map(|exam| (event_of(exam), exam)), &[])
}

/// Refuses what is only done before a mock exam.
pub fn refuse_past(exam: &MockExam) -> Result<(), Problem> {
    match exam.state {
        MockExamState::Planned => Ok(()),
        MockExamState::Held | MockExamState::Marked | MockExamState::Released => Err(refuse_held()),
        MockExamState::Cancelled => Err(refuse_cancelled()),
    }
}

/// The refusal of what a cancelled mock exam no longer takes.
pub fn refuse_cancelled() -> Problem {
    EXAM_IS_CANCELLED.conflict(say!("Cet examen blanc est annulé.", "This mock exam is cancelled."))
}

/// The refusal of what a mock exam already held no longer takes.
pub fn refuse_held() -> Problem {
    EXAM_WAS_HELD.conflict(say!("Cet examen blanc a déjà eu lieu.", "This mock exam already took place."))
}

/// Nothing is told of a mock exam before its first day: that of its month until its days are fixed.
pub fn refuse_early(exam: &MockExam, today: NaiveDate) -> Result<(), Problem> {
    let (first_day, _) = exam.days();
    if first_day <= today {
        return Ok(());
    }
    let day = french_day(first_day);
    Err(HELD_ONCE_BEGUN.conflict(say!(
        "Cet examen blanc ne commence que le {day}.",
        "This mock exam only starts on {first_day}."
    )))
}
