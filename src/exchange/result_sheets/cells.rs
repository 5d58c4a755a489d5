//! One cell of a sheet of exam results, as people write it.

use chrono::NaiveDate;

use super::rules::{DECISION_UNREADABLE, TEXT_TOO_LONG, UNIT_UNREADABLE};
use crate::exchange::mark_sheets::entry;
use crate::exchange::sheets::cells::{CellFinding, hundredths, quoted, read_day};
use crate::learning::mock_exams::rules::{FULL_MARK, MarkStatus};
use crate::outcomes::results::model::{ExamPresence, JuryDecision};
use crate::platform::folding::folded;
use crate::say;

/// Words of each decision, folded.
const DECISIONS: &[(JuryDecision, &[&str])] = &[
    (JuryDecision::Admitted, &["admis", "admise", "recu", "recue", "admitted"]),
    (
        JuryDecision::CalledToCatchUp,
        &[
            "autorise aux epreuves de controle",
            "autorisee aux epreuves de controle",
            "epreuves de controle",
            "controle",
            "oral de controle",
            "rattrapage",
            "second groupe",
            "called to catch up",
        ],
    ),
    (JuryDecision::Postponed, &["ajourne", "ajournee", "postponed"]),
    (JuryDecision::Refused, &["refuse", "refusee", "elimine", "eliminee", "refused"]),
];
/// Words of a presence without a mark, folded.
const PRESENT: &[&str] = &["p", "present", "presente"];

/// What a cell says of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnitCell {
    pub presence: ExamPresence,
    pub hundredths: Option<i32>,
}

/// The text of a cell; nothing when it is empty.
pub fn text(given: &str) -> Option<&str> {
    let text = given.trim().trim_start_matches('\'').trim();
    (!text.is_empty()).then_some(text)
}

/// A day; nothing when the cell is empty.
pub fn day(given: &str) -> Result<Option<NaiveDate>, CellFinding> {
    text(given).map(read_day).transpose()
}

/// A text of so many characters at most; nothing when the cell is empty.
pub fn short(given: &str, most: usize) -> Result<Option<String>, CellFinding> {
    let Some(text) = text(given) else { return Ok(None) };
    if text.chars().count() <= most && !text.chars().any(char::is_control) {
        return Ok(Some(text.to_owned()));
    }
    let facts = say!("{most} caractères au plus, sur une ligne.", "{most} characters at most, on one line.");
    Err(CellFinding::plain(TEXT_TOO_LONG.at("", facts)))
}

/// A decision of the jury; nothing when the cell is empty.
pub fn decision(given: &str) -> Result<Option<JuryDecision>, CellFinding> {
    let Some(text) = text(given) else { return Ok(None) };
    let word = folded(text);
    let said = DECISIONS.iter().find(|(_, words)| words.contains(&word.as_str()));
    said.map(|(decision, _)| Some(*decision)).ok_or_else(|| {
        let given = quoted(text);
        CellFinding::plain(DECISION_UNREADABLE.at(
            "",
            say!(
                "« {given} » : attendu admis, ajourné, refusé, autorisé aux épreuves de contrôle, ou rien.",
                "\"{given}\": admis, ajourné, refusé, autorisé aux épreuves de contrôle or nothing is expected."
            ),
        ))
    })
}

/// What somebody has at a unit; nothing when the cell is empty.
pub fn unit(given: &str) -> Result<Option<UnitCell>, CellFinding> {
    let Some(text) = text(given) else { return Ok(None) };
    if PRESENT.contains(&folded(text).as_str()) {
        return Ok(Some(UnitCell { presence: ExamPresence::Present, hundredths: None }));
    }
    let mark = entry::read(text).ok().flatten();
    let presence = mark.and_then(|mark| match mark.status {
        MarkStatus::Marked => Some(ExamPresence::Present),
        MarkStatus::Absent => Some(ExamPresence::Absent),
        MarkStatus::AbsentJustified => Some(ExamPresence::AbsentJustified),
        MarkStatus::Exempt => None,
    });
    match (presence, mark) {
        (Some(presence), Some(mark)) => Ok(Some(UnitCell { presence, hundredths: mark.hundredths })),
        _ => Err(unreadable(text)),
    }
}

/// The mark of a catch-up oral; nothing when the cell is empty.
pub fn catch_up(given: &str) -> Result<Option<i32>, CellFinding> {
    let Some(text) = text(given) else { return Ok(None) };
    let number = text.strip_suffix("/20").unwrap_or(text);
    let mark = hundredths(number).and_then(|mark| i32::try_from(mark).ok());
    mark.filter(|mark| *mark <= FULL_MARK).map(Some).ok_or_else(|| unreadable(text))
}

fn unreadable(text: &str) -> CellFinding {
    let given = quoted(text);
    CellFinding::plain(UNIT_UNREADABLE.at(
        "",
        say!(
            "« {given} » : attendu une note de 0 à 20 avec deux décimales au plus (12,5), présent, abs, abs justifiée, ou rien ; une dispense se saisit comme unité conservée.",
            "\"{given}\": a mark from 0 to 20 with two decimals at most (12.5), présent, abs, abs justifiée or nothing is expected; an exemption is entered as a unit kept."
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_read_as_people_write_it() {
        use ExamPresence::{Absent, AbsentJustified, Present};
        for (text, expected) in [
            ("12,5", Some((Present, Some(1250)))),
            ("20/20", Some((Present, Some(2000)))),
            ("présent", Some((Present, None))),
            ("ABS", Some((Absent, None))),
            ("abs justifiée", Some((AbsentJustified, None))),
            ("disp", None),
            ("21", None),
            ("douze", None),
        ] {
            let read = unit(text).ok().flatten().map(|cell| (cell.presence, cell.hundredths));
            assert_eq!(read, expected, "{text}");
        }
        assert_eq!(unit(" ").unwrap(), None, "an empty cell says nothing");
        assert_eq!(catch_up("11").unwrap(), Some(1100));
        assert!(catch_up("abs").is_err());
    }

    #[test]
    fn a_decision_is_read_in_either_gender() {
        for (text, expected) in [
            ("Admise", Some(JuryDecision::Admitted)),
            ("AJOURNÉ", Some(JuryDecision::Postponed)),
            ("Refusé", Some(JuryDecision::Refused)),
            ("Autorisée aux épreuves de contrôle", Some(JuryDecision::CalledToCatchUp)),
            ("peut-être", None),
        ] {
            assert_eq!(decision(text).ok().flatten(), expected, "{text}");
        }
        assert_eq!(decision("").unwrap(), None);
    }
}
