//! What a candidate obtained at a mock exam as a whole.

use super::{ExistingMarks, Mean, Paper, weighted_mean};
use crate::ids::EnrolmentId;
use crate::learning::mock_exams::model::MockExamPaper;

/// The weighted mean of a candidate over the papers of one mock exam.
pub fn mean_of<'a>(
    candidate: EnrolmentId,
    papers: impl IntoIterator<Item = &'a MockExamPaper>,
    known: &ExistingMarks<'_>,
) -> Mean {
    let grid = papers.into_iter().map(|paper| Paper {
        coefficient_hundredths: paper.coefficient_hundredths.unwrap_or_default(),
        mark: known.get(&(paper.id, candidate)).map(|row| row.mark()),
        optional: paper.optional,
    });
    weighted_mean(&grid.collect::<Vec<_>>())
}
