//! What follows from readings: the mark both markers agree on, and nothing said complete while they do not.

use std::collections::{BTreeSet, HashMap};

use super::model::{MarkAgreement, MarkReading, MarkReconciliation, NewMarkReading, ReadingPair};
use super::rules::agreement;
use super::rules::book::{MARKERS_DIFFER, PAPER_HAS_ONE_MARKER, READ_ONCE};
use super::store;
use crate::ids::{EnrolmentId, MarkId, PaperId};
use crate::learning::mock_exams::entering::{MarkOrigin, enter};
use crate::learning::mock_exams::model::{MarkFacts, MockExam, MockExamPaper, NewMark, PaperMark};
use crate::learning::mock_exams::rules::MarkStatus;
use crate::learning::mock_exams::rules::book::MARKERS_AGREE;
use crate::learning::mock_exams::store as exams;
use crate::platform::db::Tx;
use crate::platform::error::{Fault, Problem};
use crate::platform::folding::name_key;
use crate::platform::text::Sentence;
use crate::say;
use crate::trust::door::Asker;

/// Where a reading is: a candidate at a paper.
pub type ReadingPlace = (PaperId, EnrolmentId);

/// The readings of some papers, and what was settled on.
#[derive(Debug, Clone, Default)]
pub struct KnownReadings {
    pub readings: Vec<MarkReading>,
    pub reconciliations: Vec<MarkReconciliation>,
}

impl KnownReadings {
    /// Those of some papers: two statements.
    pub fn of(conn: &mut Tx, asker: &Asker, papers: &[MockExamPaper]) -> Result<Self, Problem> {
        let ids: Vec<PaperId> = papers.iter().filter(|one| one.double_marking).map(|one| one.id).collect();
        if ids.is_empty() {
            return Ok(Self::default());
        }
        Ok(Self {
            readings: store::readings_of(conn, &asker.reach, &ids)?,
            reconciliations: store::reconciliations_of(conn, &ids)?,
        })
    }

    /// What both markers said, by candidate and paper.
    pub fn pairs(&self) -> HashMap<ReadingPlace, ReadingPair<'_>> {
        let mut pairs: HashMap<ReadingPlace, ReadingPair<'_>> = HashMap::new();
        for one in &self.readings {
            let pair = pairs.entry((one.paper_id, one.enrolment_id)).or_default();
            match one.reading {
                1 => pair.first = Some(one),
                _ => pair.second = Some(one),
            }
        }
        for one in &self.reconciliations {
            if let Some(pair) = pairs.get_mut(&(one.paper_id, one.enrolment_id)) {
                pair.reconciled = Some(one);
            }
        }
        pairs
    }
}

/// Every fault of a batch of readings, at its place in the request.
pub fn faults_of(
    batch: &[NewMarkReading],
    papers: &[MockExamPaper],
    enrolled: &[EnrolmentId],
    known: &KnownReadings,
) -> Vec<Fault> {
    let mut seen = BTreeSet::new();
    let mut faults = Vec::new();
    for (index, entry) in batch.iter().enumerate() {
        let mut fault = |field: &str, code: &str, text| {
            faults.push(Fault::new(format!("/readings/{index}{field}"), code, text));
        };
        if let Err((code, text)) = two_markers(papers, entry.paper_id) {
            fault("/paper_id", code, text);
        }
        if !enrolled.contains(&entry.enrolment_id) {
            let text = say!("Aucune inscription dans cette promotion.", "No enrolment in this cohort.");
            fault("/enrolment_id", "enrolment.unknown", text);
        }
        if !seen.insert((entry.paper_id, entry.enrolment_id, entry.reading)) {
            let text =
                say!("Cette lecture est déjà donnée plus haut.", "This reading is already given above.");
            fault("", READ_ONCE.code, text);
        }
        if other_marker(entry, batch, known).is_some_and(|other| name_key(&other) == name_key(&entry.marker))
        {
            let text = say!(
                "L'autre lecture est déjà de cette personne : nommez un autre correcteur.",
                "The other reading is of this person already: name another marker."
            );
            fault("/marker", MARKERS_DIFFER.code, text);
        }
    }
    faults
}

/// Refuses a paper that is not of the mock exam, or that one person marks.
fn two_markers(papers: &[MockExamPaper], id: PaperId) -> Result<(), (&'static str, Sentence)> {
    match papers.iter().find(|paper| paper.id == id) {
        None => {
            Err(("paper.unknown", say!("Aucune épreuve de cet examen blanc.", "No paper of this mock exam.")))
        }
        Some(paper) if !paper.double_marking => {
            let code = &paper.facts.unit_code;
            let text = say!(
                "L'épreuve {code} n'est pas en double correction : PUT /v1/mock-exams/{{id}}/double-marking, ou saisissez sa note.",
                "Paper {code} has a single marker: PUT /v1/mock-exams/{{id}}/double-marking, or enter its mark."
            );
            Err((PAPER_HAS_ONE_MARKER.code, text))
        }
        Some(_) => Ok(()),
    }
}

/// Who gives the other reading: as the batch says, else as it is kept.
fn other_marker(entry: &NewMarkReading, batch: &[NewMarkReading], known: &KnownReadings) -> Option<String> {
    let place = (entry.paper_id, entry.enrolment_id, 3 - entry.reading);
    let sent = batch.iter().find(|one| (one.paper_id, one.enrolment_id, one.reading) == place);
    let kept = || known.readings.iter().find(|one| (one.paper_id, one.enrolment_id, one.reading) == place);
    sent.map(|one| one.marker.clone()).or_else(|| kept().map(|one| one.marker.clone()))
}

/// Enters the marks that both markers now agree on at some places; those that do not agree keep whatever mark there is.
pub fn follow_agreements(
    tx: &mut Tx,
    asker: &Asker,
    exam: &MockExam,
    (papers, known, places): (&[MockExamPaper], &KnownReadings, &[ReadingPlace]),
) -> Result<usize, Problem> {
    let pairs = known.pairs();
    let mut batch: Vec<NewMark> = Vec::new();
    for place in places {
        let paper = papers.iter().find(|paper| paper.id == place.0);
        let (Some(paper), Some(pair)) = (paper, pairs.get(place)) else { continue };
        let within = paper.agreed_within_hundredths.unwrap_or_default();
        if let (MarkAgreement::Agreed | MarkAgreement::Reconciled, Some(mark)) = agreement(pair, within) {
            batch.push(agreed_mark(exam, asker, *place, (pair, mark)));
        }
    }
    if batch.is_empty() {
        return Ok(0);
    }
    Ok(enter(tx, asker, exam, (&batch, &[]), MarkOrigin::Agreement)?.written)
}

fn agreed_mark(
    exam: &MockExam,
    asker: &Asker,
    (paper_id, enrolment_id): ReadingPlace,
    (pair, mark): (&ReadingPair<'_>, i32),
) -> NewMark {
    let both = || [pair.first, pair.second].into_iter().flatten();
    let markers: Vec<&str> = both().map(|one| one.marker.as_str()).collect();
    let remarks: Vec<&str> = both().filter_map(|one| one.remark.as_deref()).collect();
    let remark = remarks.join("\n").chars().take(1000).collect::<String>();
    NewMark {
        id: MarkId::new(),
        site_id: exam.site_id,
        paper_id,
        enrolment_id,
        facts: MarkFacts {
            status: MarkStatus::Marked,
            mark_hundredths: Some(mark),
            remark: Some(remark).filter(|text| !text.is_empty()),
            marker: Some(markers.join(", ").chars().take(200).collect()),
        },
        entered_on: asker.today,
    }
}

/// Candidates named in a refusal.
const NAMED: usize = 20;

/// Refuses marks said complete, or released, while two markers of a paper do not agree; names whose papers those are.
pub fn refuse_unreconciled(tx: &mut Tx, asker: &Asker, exam: &MockExam) -> Result<(), Problem> {
    let mut papers = exams::papers_of_exam(tx, exam)?;
    papers.retain(|paper| paper.double_marking);
    if papers.is_empty() {
        return Ok(());
    }
    let known = KnownReadings::of(tx, asker, &papers)?;
    let marks = exams::marks_of_exams(tx, std::slice::from_ref(exam))?;
    let open = open_places(&papers, &known, &marks);
    if open.is_empty() {
        return Ok(());
    }
    let names = exams::candidates_named(tx, &asker.reach, exam.cohort_id)?;
    let named = open.iter().take(NAMED).map(|(paper, candidate)| {
        let name = names.iter().find(|one| one.enrolment_id == *candidate);
        let name = name.map(|one| format!("{} {}", one.family_name, one.given_name)).unwrap_or_default();
        format!("{name} ({paper})")
    });
    let (count, named) = (open.len(), named.collect::<Vec<_>>().join(" ; "));
    let named: String = named.chars().take(1700).collect();
    Err(MARKERS_AGREE.conflict(say!(
        "{count} note(s) attendent l'accord de deux correcteurs : {named}.",
        "{count} mark(s) wait for two markers to agree: {named}."
    )))
}

/// The papers on which two markers do not agree, by code, each with its candidate, in one order.
fn open_places(
    papers: &[MockExamPaper],
    known: &KnownReadings,
    marks: &[PaperMark],
) -> Vec<(String, EnrolmentId)> {
    let pairs = known.pairs();
    let nothing = ReadingPair::default();
    let mut open = BTreeSet::new();
    for paper in papers {
        let marked = marks.iter().filter(|mark| mark.paper_id == paper.id);
        let marked =
            marked.filter(|mark| mark.facts.status == MarkStatus::Marked).map(|mark| mark.enrolment_id);
        let unmarked: Vec<EnrolmentId> = marks
            .iter()
            .filter(|mark| mark.paper_id == paper.id && mark.facts.status != MarkStatus::Marked)
            .map(|mark| mark.enrolment_id)
            .collect();
        let read = pairs.keys().filter(|place| place.0 == paper.id).map(|place| place.1);
        // who is absent or exempt has no mark to agree on
        for candidate in marked.chain(read).filter(|one| !unmarked.contains(one)) {
            let pair = pairs.get(&(paper.id, candidate)).unwrap_or(&nothing);
            let (stands, _) = agreement(pair, paper.agreed_within_hundredths.unwrap_or_default());
            if matches!(stands, MarkAgreement::Waiting | MarkAgreement::ToReconcile) {
                open.insert((paper.facts.unit_code.clone(), candidate));
            }
        }
    }
    open.into_iter().collect()
}
