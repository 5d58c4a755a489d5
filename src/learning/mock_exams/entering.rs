//! Entering a batch of marks, all or none: from a request, from a sheet, from two markers who agree.

use super::MockExam;
use super::model::{MarkFacts, MockExamState, NewMark, PaperMark};
use super::rules::book::{MARKS_ARE_FRESH, RELEASED_MARK_IS_CORRECTED, TWO_MARKERS_AGREE};
use super::rules::{ExistingMarks, MarkStatus, by_place, changes_in, faults_of, stale_places};
use super::store;
use crate::ids::{EnrolmentId, PaperId};
use crate::platform::db::Tx;
use crate::platform::error::{Fault, Problem};
use crate::platform::text::Sentence;
use crate::say;
use crate::trust::door::Asker;
use crate::trust::journal::Event;

/// Stale entries named in a refusal.
const NAMED: usize = 20;

/// What a batch came to.
#[derive(Debug, Clone)]
pub struct EnteredMarks {
    /// Marks written.
    pub written: usize,
    /// Every mark of the batch as it now is.
    pub marks: Vec<PaperMark>,
}

/// Where marks come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkOrigin {
    /// Somebody enters them.
    Entry,
    /// Two markers agree on them.
    Agreement,
}

/// Enters marks at a mock exam that is locked; `versions` are those the entries were decided on, none for whatever is there.
///
/// The mark of a paper that two people mark is only entered by their agreement.
pub fn enter(
    tx: &mut Tx,
    asker: &Asker,
    exam: &MockExam,
    (batch, versions): (&[NewMark], &[Option<i64>]),
    origin: MarkOrigin,
) -> Result<EnteredMarks, Problem> {
    refuse_faults(tx, asker, exam, (batch, origin))?;
    let before = marks_of(tx, asker, batch)?;
    let known = by_place(&before);
    refuse_stale(&stale_places(batch, versions, &known))?;
    let changes = changes_in(batch, &known);
    if exam.state == MockExamState::Released && changes.iter().any(|entry| is_known(entry, &known)) {
        return Err(refuse_released());
    }
    let entered = store::write_marks(tx, &changes)?;
    let fields = ["status", "mark_hundredths", "remark", "marker"];
    asker.record_all(tx, entered.iter().map(|mark| (Event::MarkEntered, mark)), &fields)?;
    Ok(EnteredMarks { written: entered.len(), marks: marks_of(tx, asker, batch)? })
}

/// Whether every mark of a batch is there already.
pub fn changes_nothing(tx: &mut Tx, asker: &Asker, batch: &[NewMark]) -> Result<bool, Problem> {
    let before = marks_of(tx, asker, batch)?;
    Ok(changes_in(batch, &by_place(&before)).is_empty())
}

fn refuse_faults(
    tx: &mut Tx,
    asker: &Asker,
    exam: &MockExam,
    (batch, origin): (&[NewMark], MarkOrigin),
) -> Result<(), Problem> {
    let candidates: Vec<EnrolmentId> = batch.iter().map(|entry| entry.enrolment_id).collect();
    let enrolled = store::enrolled_among(tx, &asker.reach, exam.cohort_id, &candidates)?;
    let papers = store::papers_of_exam(tx, exam)?;
    let double: Vec<PaperId> = papers.iter().filter(|one| one.double_marking).map(|one| one.id).collect();
    let papers = papers.into_iter().map(|paper| paper.id).collect();
    let mut faults = faults_of(batch, &papers, &enrolled.into_iter().collect());
    if origin == MarkOrigin::Entry {
        let alone =
            |entry: &NewMark| double.contains(&entry.paper_id) && entry.facts.status == MarkStatus::Marked;
        let places = batch.iter().enumerate().filter(|(_, entry)| alone(entry));
        faults.extend(places.map(|(index, _)| {
            Fault::new(format!("/marks/{index}/mark_hundredths"), TWO_MARKERS_AGREE.code, two_markers())
        }));
    }
    if faults.is_empty() { Ok(()) } else { Err(Problem::faults(faults)) }
}

/// What is said of a mark entered where two people mark.
pub fn two_markers() -> Sentence {
    say!(
        "Cette épreuve est en double correction : saisissez ses deux lectures (PUT /v1/mock-exams/{{id}}/readings) ; une absence ou une dispense se saisit ici.",
        "Two people mark this paper: enter both readings (PUT /v1/mock-exams/{{id}}/readings); an absence or an exemption is entered here."
    )
}

/// The marks already kept at the places of a batch, in its order.
fn marks_of(tx: &mut Tx, asker: &Asker, batch: &[NewMark]) -> Result<Vec<PaperMark>, Problem> {
    let mut papers: Vec<PaperId> = batch.iter().map(|entry| entry.paper_id).collect();
    let mut candidates: Vec<EnrolmentId> = batch.iter().map(|entry| entry.enrolment_id).collect();
    papers.sort_unstable();
    papers.dedup();
    candidates.sort_unstable();
    candidates.dedup();
    let around = store::marks_at(tx, &asker.reach, &papers, &candidates)?;
    let known = by_place(&around);
    let at = |entry: &NewMark| known.get(&(entry.paper_id, entry.enrolment_id)).map(|mark| (*mark).clone());
    Ok(batch.iter().filter_map(at).collect())
}

/// Whether a mark stands already where an entry would write one.
fn is_known(entry: &NewMark, known: &ExistingMarks<'_>) -> bool {
    known.contains_key(&(entry.paper_id, entry.enrolment_id))
}

/// Refuses another mark at a paper that two people mark: both readings say it.
pub fn refuse_alone(tx: &mut Tx, current: &PaperMark, facts: &MarkFacts) -> Result<(), Problem> {
    let same = current.facts.mark_hundredths == facts.mark_hundredths;
    if same || facts.status != MarkStatus::Marked || !store::has_two_markers(tx, current.paper_id)? {
        return Ok(());
    }
    Err(TWO_MARKERS_AGREE.fault("/mark_hundredths", two_markers()))
}

/// The refusal to change marks that are released otherwise than by a correction.
pub fn refuse_released() -> Problem {
    RELEASED_MARK_IS_CORRECTED.conflict(say!(
        "Les notes de cet examen blanc sont publiées : corrigez-les une à une, avec une raison \
         (POST /v1/mock-exam-marks/{{id}}/correction), ou retirez d'abord la publication.",
        "The marks of this mock exam are released: correct them one by one, with a reason \
         (POST /v1/mock-exam-marks/{{id}}/correction), or take the release back first."
    ))
}

fn refuse_stale(places: &[usize]) -> Result<(), Problem> {
    if places.is_empty() {
        return Ok(());
    }
    let named: Vec<String> = places.iter().take(NAMED).map(|place| format!("/marks/{place}")).collect();
    let (count, named) = (places.len(), named.join(", "));
    Err(MARKS_ARE_FRESH.conflict(say!(
        "{count} note(s) ont changé depuis leur lecture ({named}) ; rien n'a été enregistré.",
        "{count} mark(s) changed since they were read ({named}); nothing was saved."
    )))
}
