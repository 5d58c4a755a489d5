//! What somebody supposes in place of what is known: marks, absences, units kept, exemptions.

use std::collections::HashSet;

use super::book::{KEPT_FROM_TEN, MARK_OR_ABSENCE, UNIT_IS_OF_REGULATION, UNIT_IS_SUPPOSED_ONCE};
use crate::law::findings::Finding;
use crate::learning::projection::model::{ProjectedUnit, UnitStanding};
use crate::{say, text_enum};

text_enum!(
    /// How a candidate would be absent at the exam.
    ExamAbsence {
        /// For a reason of force majeure: the unit counts for zero.
        Justified = "justified" => "Justifiée" / "Justified",
        /// Without one: no diploma can be delivered.
        Unjustified = "unjustified" => "Non justifiée" / "Not justified",
    }
);

/// Everything supposed, by the place in the request.
#[derive(Debug, Clone, Default)]
pub struct SupposedMarks {
    /// Unit, mark in hundredths, absence: neither makes it a unit still to be sat.
    pub marks: Vec<(String, Option<i64>, Option<ExamAbsence>)>,
    /// Unit and the mark kept, in hundredths.
    pub kept: Vec<(String, i64)>,
    /// Units the candidate does not sit.
    pub exempt: Vec<String>,
}

/// Puts what is supposed in place of what is known; everything wrong with it otherwise, and nothing changed.
pub fn suppose(
    units: &mut [ProjectedUnit],
    supposed: &SupposedMarks,
    kept_from: i64,
) -> Result<(), Vec<Finding>> {
    let faults = faults(units, supposed, kept_from);
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut put = |code: &str, standing: UnitStanding, mark: Option<i64>| {
        units.iter_mut().filter(|unit| unit.code == code).for_each(|unit| unit.stands(standing, mark));
    };
    for (code, mark, absence) in &supposed.marks {
        let standing = match (mark, absence) {
            (Some(_), _) => UnitStanding::Marked,
            (None, Some(ExamAbsence::Justified)) => UnitStanding::AbsentJustified,
            (None, Some(ExamAbsence::Unjustified)) => UnitStanding::Absent,
            (None, None) => UnitStanding::Remaining,
        };
        put(code, standing, *mark);
    }
    supposed.kept.iter().for_each(|(code, mark)| put(code, UnitStanding::Kept, Some(*mark)));
    supposed.exempt.iter().for_each(|code| put(code, UnitStanding::Exempt, None));
    Ok(())
}

fn faults(units: &[ProjectedUnit], supposed: &SupposedMarks, kept_from: i64) -> Vec<Finding> {
    let place = |list: &str, rank: usize| format!("/{list}/{rank}");
    let marks = supposed.marks.iter().enumerate();
    let kept = supposed.kept.iter().enumerate();
    let exempt = supposed.exempt.iter().enumerate();
    let named = marks.clone().map(|(rank, (code, ..))| (place("marks", rank) + "/unit_code", code));
    let named = named.chain(kept.clone().map(|(rank, (code, _))| (place("kept", rank) + "/unit_code", code)));
    let named = named.chain(exempt.map(|(rank, code)| (place("exempt", rank), code)));
    let mut seen = HashSet::new();
    let mut found: Vec<Finding> =
        named.filter_map(|(pointer, code)| misnamed(units, pointer, code, !seen.insert(code))).collect();
    let both = marks.filter(|(_, (_, mark, absence))| mark.is_some() && absence.is_some());
    found.extend(both.map(|(rank, _)| {
        let facts = say!("Donnez une note ou une absence.", "Give a mark or an absence.");
        MARK_OR_ABSENCE.at(place("marks", rank) + "/absence", facts)
    }));
    let low = kept.filter(|(_, (_, mark))| *mark < kept_from);
    found.extend(low.map(|(rank, _)| {
        let least = kept_from / 100;
        let facts = say!("Une note conservée est d'au moins {least}.", "A mark kept is {least} at least.");
        KEPT_FROM_TEN.at(place("kept", rank) + "/mark_hundredths", facts)
    }));
    found
}

fn misnamed(units: &[ProjectedUnit], pointer: String, code: &str, again: bool) -> Option<Finding> {
    if !units.iter().any(|unit| unit.code == code) {
        let known = units.iter().map(|unit| unit.code.as_str()).collect::<Vec<_>>().join(", ");
        let facts = say!("Épreuves du règlement : {known}.", "Units of the regulation: {known}.");
        return Some(UNIT_IS_OF_REGULATION.at(pointer, facts));
    }
    again.then(|| {
        let facts =
            say!("L'épreuve {code} est déjà nommée plus haut.", "Unit {code} is already named above.");
        UNIT_IS_SUPPOSED_ONCE.at(pointer, facts)
    })
}
