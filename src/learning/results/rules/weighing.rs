//! What the papers of a mock exam weigh: their coefficients, their blocks, wholes and parts.

use std::collections::HashSet;

use crate::catalogue::programmes::file::{ExamUnit, Programme};
use crate::learning::mock_exams::model::MockExamPaper;
use crate::learning::mock_exams::rules::as_in_force;
use crate::learning::results::model::{BlockName, WeighedPaper};

/// The papers that count, each with its coefficient and its block.
///
/// Until the marks are released these are those of the regulation in force, so that a programme corrected meanwhile is
/// followed; from their release on they are those the papers took that day: what an apprentice was told, on a bulletin that
/// may be printed, no longer moves, and is the same here, in the timeline and wherever marks are shown. A paper released
/// before blocks were written down takes the block in force.
///
/// A whole one of whose parts has a paper too is left out: it would count twice.
pub fn weighed(
    papers: Vec<MockExamPaper>,
    programme: Option<&Programme>,
    (regulation, released): (&str, bool),
) -> Vec<WeighedPaper> {
    let regulation = programme.and_then(|one| one.regulation(regulation));
    let units: Vec<&ExamUnit> = regulation.map(|one| one.all_units()).unwrap_or_default();
    let wholes = wholes_of(&papers, &units);
    let papers = match regulation.filter(|_| !released) {
        Some(regulation) => as_in_force(papers, regulation),
        None => papers,
    };
    let block = |paper: &MockExamPaper| {
        let unit = units.iter().find(|unit| unit.code == paper.facts.unit_code);
        let key = paper.facts.block_key.as_deref().or_else(|| unit?.block.as_deref())?;
        Some(block_named(programme, key))
    };
    let counted = papers.into_iter().filter(|paper| !wholes.contains(&paper.id));
    counted.map(|paper| WeighedPaper { block: block(&paper), paper }).collect()
}

/// The papers of a whole that has papers of its parts beside it.
fn wholes_of(papers: &[MockExamPaper], units: &[&ExamUnit]) -> HashSet<crate::ids::PaperId> {
    let has = |code: &str| papers.iter().any(|paper| paper.facts.unit_code == code);
    let is_whole = |paper: &&MockExamPaper| {
        let unit = units.iter().find(|unit| unit.code == paper.facts.unit_code);
        unit.is_some_and(|unit| unit.leaves().iter().any(|part| part.code != unit.code && has(&part.code)))
    };
    papers.iter().filter(is_whole).map(|paper| paper.id).collect()
}

/// A block by the name the programme gives it; by its key once the programme has it no more.
fn block_named(programme: Option<&Programme>, key: &str) -> BlockName {
    let Some(block) = programme.and_then(|one| one.skill_block(key)) else {
        return BlockName { key: key.to_owned(), label: key.to_owned() };
    };
    let label = block.long_label.as_ref().unwrap_or(&block.label).clone();
    BlockName { key: block.key.clone(), label }
}
