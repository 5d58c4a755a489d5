//! One cell of a sheet of marks, as people write them: `12,5`, `abs`, `abs justifiée`, `disp`, or nothing.

use super::rules::MARK_UNREADABLE;
use crate::exchange::sheets::cells::{hundredths, quoted};
use crate::law::findings::Finding;
use crate::learning::mock_exams::rules::{FULL_MARK, Mark, MarkStatus};
use crate::platform::folding::folded;
use crate::say;

/// What people write for an absence without a reason.
const ABSENT: &[&str] = &[
    "a",
    "ab",
    "abs",
    "absent",
    "absente",
    "absence",
    "abs nj",
    "abs non justifiee",
    "absence non justifiee",
];
/// What people write for an absence with a reason that was accepted.
const JUSTIFIED: &[&str] = &[
    "aj",
    "abs j",
    "abs just",
    "abs justif",
    "abs justifie",
    "abs justifiee",
    "absent justifie",
    "absente justifiee",
    "absence justifiee",
];
/// What people write for a unit that is not sat.
const EXEMPT: &[&str] =
    &["d", "disp", "dispense", "dispensee", "dispense e", "exempt", "exempte", "exemptee"];

/// The mark in a cell; nothing when it is empty.
pub fn read(given: &str) -> Result<Option<Mark>, Finding> {
    let text = given.trim().trim_start_matches('\'').trim();
    if text.is_empty() {
        return Ok(None);
    }
    let word = folded(text);
    let said = [
        (ABSENT, MarkStatus::Absent),
        (JUSTIFIED, MarkStatus::AbsentJustified),
        (EXEMPT, MarkStatus::Exempt),
    ];
    if let Some((_, status)) = said.iter().find(|(words, _)| words.contains(&word.as_str())) {
        return Ok(Some(Mark { status: *status, hundredths: None }));
    }
    let number = text.strip_suffix("/20").unwrap_or(text);
    let mark = hundredths(number).and_then(|mark| i32::try_from(mark).ok());
    match mark {
        Some(mark) if mark <= FULL_MARK => {
            Ok(Some(Mark { status: MarkStatus::Marked, hundredths: Some(mark) }))
        }
        _ => Err(unreadable(text)),
    }
}

fn unreadable(text: &str) -> Finding {
    let given = quoted(text);
    MARK_UNREADABLE.at(
        "",
        say!(
            "« {given} » : attendu une note de 0 à 20 avec deux décimales au plus (12,5), abs, abs justifiée, disp, ou rien.",
            "\"{given}\": a mark from 0 to 20 with two decimals at most (12.5), abs, abs justifiée, disp, or nothing is expected."
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_read_as_people_write_them() {
        use MarkStatus::{Absent, AbsentJustified, Exempt, Marked};
        for (text, expected) in [
            ("12,5", Some((Marked, Some(1250)))),
            ("12.50", Some((Marked, Some(1250)))),
            (" 08 ", Some((Marked, Some(800)))),
            ("0", Some((Marked, Some(0)))),
            ("20", Some((Marked, Some(2000)))),
            ("13,25/20", Some((Marked, Some(1325)))),
            ("13 / 20", None),
            ("abs", Some((Absent, None))),
            ("ABS.", Some((Absent, None))),
            ("Absente", Some((Absent, None))),
            ("abs justifiée", Some((AbsentJustified, None))),
            ("Abs. justifiée", Some((AbsentJustified, None))),
            ("absence justifiée", Some((AbsentJustified, None))),
            ("disp", Some((Exempt, None))),
            ("Dispensé(e)", Some((Exempt, None))),
            ("20,01", None),
            ("12,555", None),
            ("-1", None),
            ("=A1", None),
            ("#REF!", None),
            ("douze", None),
            ("1e1", None),
        ] {
            let read = read(text);
            let found = read.as_ref().ok().and_then(|mark| mark.map(|mark| (mark.status, mark.hundredths)));
            assert_eq!(found, expected, "{text}");
            assert_eq!(read.is_err(), expected.is_none(), "{text}");
        }
        assert_eq!(read("  ").unwrap(), None, "an empty cell says nothing");
        let told = read("21").unwrap_err();
        assert!(told.fr.contains("« 21 »") && told.fr.contains("de 0 à 20"), "{}", told.fr);
    }
}
