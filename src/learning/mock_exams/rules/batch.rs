//! A batch of marks: everything wrong with it at once, what is stale in it, what it really changes; and the mean of those
//! of a candidate.

use std::collections::{HashMap, HashSet};

use super::{Mark, Mean, Paper, weighted_mean};
use crate::ids::{EnrolmentId, PaperId};
use crate::learning::mock_exams::model::{Candidate, MockExamPaper, NewMark, PaperMark};
use crate::learning::mock_exams::rules::book::MARKED_ONCE;
use crate::platform::error::Fault;
use crate::platform::text::Sentence;
use crate::say;

/// Marks already given, by paper and enrolment.
pub type ExistingMarks<'a> = HashMap<(PaperId, EnrolmentId), &'a PaperMark>;

/// Marks by paper and enrolment.
pub fn by_place(marks: &[PaperMark]) -> ExistingMarks<'_> {
    marks.iter().map(|mark| ((mark.paper_id, mark.enrolment_id), mark)).collect()
}

/// Every fault of a batch, at its place in the request.
pub fn faults_of(
    batch: &[NewMark],
    papers: &HashSet<PaperId>,
    enrolled: &HashSet<EnrolmentId>,
) -> Vec<Fault> {
    let mut seen = HashSet::new();
    let mut faults = Vec::new();
    for (index, entry) in batch.iter().enumerate() {
        let mut fault = |field: &str, code: &str, text: Sentence| {
            faults.push(Fault::new(format!("/marks/{index}{field}"), code, text));
        };
        if !papers.contains(&entry.paper_id) {
            let text = say!("Aucune épreuve de cet examen blanc.", "No paper of this mock exam.");
            fault("/paper_id", "paper.unknown", text);
        }
        if !enrolled.contains(&entry.enrolment_id) {
            let text = say!("Aucune inscription dans cette promotion.", "No enrolment in this cohort.");
            fault("/enrolment_id", "enrolment.unknown", text);
        }
        if let Err(finding) = Mark::new(entry.facts.status, entry.facts.mark_hundredths) {
            fault(&finding.pointer, finding.code, Sentence::new(finding.fr, finding.en));
        }
        if !seen.insert((entry.paper_id, entry.enrolment_id)) {
            let text = say!(
                "Cette épreuve est déjà notée plus haut pour ce candidat.",
                "This paper is already marked above for this candidate."
            );
            fault("", MARKED_ONCE.code, text);
        }
    }
    faults
}

/// Places of the batch decided on a version that is no longer the present one.
pub fn stale_places(batch: &[NewMark], versions: &[Option<i64>], known: &ExistingMarks<'_>) -> Vec<usize> {
    let present = |entry: &NewMark| known.get(&(entry.paper_id, entry.enrolment_id)).map(|mark| mark.version);
    let stale = |entry: &NewMark, version: &Option<i64>| version.is_some() && *version != present(entry);
    let places = batch.iter().zip(versions).enumerate();
    places.filter(|(_, (entry, version))| stale(entry, version)).map(|(index, _)| index).collect()
}

/// The entries that say something else than what is already kept.
pub fn changes_in<'a>(batch: &'a [NewMark], known: &ExistingMarks<'_>) -> Vec<&'a NewMark> {
    let is_new = |entry: &&NewMark| {
        !known.get(&(entry.paper_id, entry.enrolment_id)).is_some_and(|mark| mark.facts == entry.facts)
    };
    batch.iter().filter(is_new).collect()
}

/// The candidates who have nothing at some papers, each with the units of those.
pub fn lacking<'a>(
    candidates: &'a [Candidate],
    papers: &'a [MockExamPaper],
    known: &ExistingMarks<'_>,
) -> Vec<(&'a Candidate, Vec<&'a str>)> {
    let without = |candidate: &Candidate| -> Vec<&'a str> {
        let lacks = |paper: &&MockExamPaper| !known.contains_key(&(paper.id, candidate.enrolment_id));
        papers.iter().filter(lacks).map(|paper| paper.facts.unit_code.as_str()).collect()
    };
    let each = candidates.iter().map(|candidate| (candidate, without(candidate)));
    each.filter(|(_, units)| !units.is_empty()).collect()
}

/// The weighted mean of a candidate over the papers of one mock exam.
pub fn mean_of<'a>(
    candidate: EnrolmentId,
    papers: impl IntoIterator<Item = &'a MockExamPaper>,
    known: &ExistingMarks<'_>,
) -> Mean {
    let grid = papers.into_iter().map(|paper| Paper {
        coefficient_hundredths: paper.facts.coefficient_hundredths.unwrap_or_default(),
        mark: known.get(&(paper.id, candidate)).map(|row| row.mark()),
        optional: paper.facts.optional,
    });
    weighted_mean(&grid.collect::<Vec<_>>())
}
