//! The means of a candidate, their rank, and how they move from one session to the next.

use std::cmp::Ordering;

use crate::ids::EnrolmentId;
use crate::learning::mock_exams::model::PaperMark;
use crate::learning::mock_exams::rules::{ExistingMarks, Mean, Paper, weighted_mean};
use crate::learning::results::model::{BlockResult, CandidateResult, ResultStatus, UnitResult, WeighedPaper};
use crate::learning::sittings::model::SlotPresence;

/// What a candidate has at the papers of a mock exam; `apart` says of a paper why they do not sit it.
pub fn result_of<'a>(
    papers: &'a [WeighedPaper],
    candidate: EnrolmentId,
    known: &ExistingMarks<'a>,
    apart: impl Fn(&WeighedPaper) -> Option<SlotPresence>,
) -> CandidateResult<'a> {
    let unit = |unit: &'a WeighedPaper| {
        let mark = known.get(&(unit.paper.id, candidate)).copied();
        unit_result(unit, mark, apart(unit))
    };
    let units: Vec<UnitResult<'a>> = papers.iter().map(unit).collect();
    CandidateResult { blocks: blocks_of(&units), mean: mean_over(&units), units }
}

fn unit_result<'a>(
    unit: &'a WeighedPaper,
    mark: Option<&'a PaperMark>,
    apart: Option<SlotPresence>,
) -> UnitResult<'a> {
    let status = match (mark.map(|mark| mark.facts.status.into()), apart) {
        (None | Some(ResultStatus::Exempt), Some(SlotPresence::Kept)) => ResultStatus::Kept,
        (None, Some(SlotPresence::Exempt)) => ResultStatus::Exempt,
        (Some(status), _) => status,
        (None, _) => ResultStatus::Missing,
    };
    UnitResult {
        unit,
        status,
        hundredths: mark.and_then(|mark| mark.facts.mark_hundredths),
        remark: mark.and_then(|mark| mark.facts.remark.as_deref()),
        marker: mark.and_then(|mark| mark.facts.marker.as_deref()),
        corrected_at: mark.and_then(|mark| mark.corrected_at),
    }
}

/// The weighted mean over some units.
pub fn mean_over<'a: 'b, 'b>(units: impl IntoIterator<Item = &'b UnitResult<'a>>) -> Mean {
    let paper = |one: &UnitResult<'_>| Paper {
        coefficient_hundredths: one.unit.paper.facts.coefficient_hundredths.unwrap_or_default(),
        mark: one.mark(),
        optional: one.unit.paper.facts.optional,
    };
    weighted_mean(&units.into_iter().map(paper).collect::<Vec<_>>())
}

/// The mean of each block over its compulsory units: what an optional unit adds, it adds to the whole alone.
fn blocks_of<'a>(units: &[UnitResult<'a>]) -> Vec<BlockResult<'a>> {
    let mut blocks: Vec<BlockResult<'a>> = Vec::new();
    let compulsory = || units.iter().filter(|one| !one.unit.paper.facts.optional);
    for block in compulsory().filter_map(|one| one.unit.block.as_ref()) {
        if blocks.iter().all(|known| known.block != block) {
            let within = compulsory().filter(|one| one.unit.block.as_ref() == Some(block));
            blocks.push(BlockResult { block, mean: mean_over(within) });
        }
    }
    blocks
}

/// The rank of each mean that is complete, from 1, those equal sharing it; none for the others.
///
/// Means are compared exactly: two that look alike once rounded may differ.
pub fn ranks(means: &[Mean]) -> Vec<Option<usize>> {
    let is_ranked = |mean: &&Mean| mean.complete && mean.denominator > 0;
    let rank = |mean: &Mean| {
        let above = |other: &&Mean| compared(other, mean) == Ordering::Greater;
        1 + means.iter().filter(is_ranked).filter(above).count()
    };
    means.iter().map(|mean| is_ranked(&mean).then(|| rank(mean))).collect()
}

fn compared(one: &Mean, other: &Mean) -> Ordering {
    let crossed = |a: &Mean, b: &Mean| i128::from(a.numerator) * i128::from(b.denominator);
    crossed(one, other).cmp(&crossed(other, one))
}

/// How the weighted mean moved from one session to the next over the units marked at both, in hundredths rounded for the eye;
/// nothing when there is none.
pub fn change_between(before: &CandidateResult<'_>, after: &CandidateResult<'_>) -> Option<i64> {
    let marked = |result: &CandidateResult<'_>, code: &str| {
        let is = |one: &&UnitResult<'_>| one.unit.paper.facts.unit_code == code;
        result.units.iter().find(is).is_some_and(|one| one.status == ResultStatus::Marked)
    };
    let common = |result: &CandidateResult<'_>| {
        let both = |one: &&UnitResult<'_>| {
            let code = &one.unit.paper.facts.unit_code;
            !one.unit.paper.facts.optional && marked(before, code) && marked(after, code)
        };
        mean_over(result.units.iter().filter(both)).hundredths
    };
    Some(common(after)? - common(before)?)
}
