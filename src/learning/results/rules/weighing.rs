//! What the regulation in force says of the papers of a mock exam: their coefficients, their blocks, wholes and parts.

use std::collections::HashSet;

use crate::catalogue::programmes::file::{ExamUnit, Programme};
use crate::learning::mock_exams::model::{MockExamPaper, PaperFacts};
use crate::learning::results::model::{BlockName, WeighedPaper};

/// The papers that count, weighed by the units of the regulation in force; a unit it no longer knows stays as it was planned.
///
/// A whole one of whose parts has a paper too is left out: it would count twice.
pub fn weighed(
    papers: Vec<MockExamPaper>,
    programme: Option<&Programme>,
    regulation: &str,
) -> Vec<WeighedPaper> {
    let units = programme.and_then(|one| one.regulation(regulation));
    let units: Vec<&ExamUnit> = units.map(|one| one.all_units()).unwrap_or_default();
    let wholes = wholes_of(&papers, &units);
    let counts = |paper: &MockExamPaper| !wholes.contains(&paper.id);
    let each = papers.into_iter().filter(counts).map(|paper| {
        let unit = units.iter().find(|unit| unit.code == paper.facts.unit_code);
        let block =
            unit.and_then(|unit| unit.block.as_deref()).and_then(|block| block_named(programme, block));
        WeighedPaper { paper: unit.map_or_else(|| paper.clone(), |unit| in_force(&paper, unit)), block }
    });
    each.collect()
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

fn in_force(paper: &MockExamPaper, unit: &ExamUnit) -> MockExamPaper {
    let coefficient = unit.coefficient_hundredths.and_then(|one| i32::try_from(one).ok());
    let facts = PaperFacts {
        unit_code: unit.code.clone(),
        label: unit.label.clone(),
        coefficient_hundredths: coefficient,
        optional: unit.optional,
        rank: paper.facts.rank,
    };
    MockExamPaper { facts, ..paper.clone() }
}

fn block_named(programme: Option<&Programme>, block: &str) -> Option<BlockName> {
    let block = programme?.skill_block(block)?;
    Some(BlockName {
        key: block.key.clone(),
        label: block.long_label.as_ref().unwrap_or(&block.label).clone(),
    })
}
