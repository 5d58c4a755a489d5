//! From a table to exams: which column says what, which line is which candidate, and everything that is wrong, at once.

use std::collections::HashMap;

use super::cells;
use super::model::{ResultColumn, ResultGround, ResultLine, ResultMeaning, ResultReading};
use super::rules::{COLUMN_UNKNOWN, NOTHING_SAID};
use crate::exchange::mark_sheets::model::{CandidateColumn, SheetFault};
use crate::exchange::mark_sheets::planning::candidates::CandidateIndex;
use crate::exchange::mark_sheets::planning::{ASIDE, SAYS, names_nobody, repeated};
use crate::exchange::mark_sheets::rules::{CANDIDATE_TWICE, CELL_ASTRAY};
use crate::exchange::sheets::cells::{CellFinding, quoted};
use crate::exchange::sheets::reading::{Line, Table};
use crate::ids::{EnrolmentId, ExamResultId};
use crate::law::findings::Finding;
use crate::outcomes::results::acts::{ExamEntry, judge};
use crate::outcomes::results::model::ExamPresence;
use crate::outcomes::results::rules::CandidateExam;
use crate::outcomes::results::rules::book::CANDIDATE_IS_REGISTERED;
use crate::outcomes::results::wire::{ClassResultIn, UnitResultIn};
use crate::platform::folding::folded;
use crate::say;
use crate::trust::door::Asker;

/// Longest number of a candidate, and longest reference.
const LONGEST_NUMBER: usize = 30;
const LONGEST_REFERENCE: usize = 200;

/// Headers of what is said of an exam, folded.
const EXAM: &[(ResultColumn, &[&str])] = &[
    (ResultColumn::RegisteredOn, &["inscrit le", "inscrite le", "date d inscription", "registered on"]),
    (
        ResultColumn::CandidateNumber,
        &["numero de candidat", "numero candidat", "n candidat", "n de candidat", "candidate number"],
    ),
    (ResultColumn::WithdrawnOn, &["abandon le", "date d abandon", "registration withdrawn on"]),
    (ResultColumn::Decision, &["decision", "decision du jury", "resultat", "resultat final"]),
    (ResultColumn::DecidedOn, &["date de decision", "date de la decision", "decide le", "decided on"]),
    (ResultColumn::Reference, &["proces verbal", "pv", "reference", "decision reference"]),
    (ResultColumn::DiplomaOn, &["diplome le", "date du diplome", "date de diplome", "diploma on"]),
];
/// What follows or comes before the code of a unit whose catch-up oral a column is.
const CATCH_UP: &[&str] = &["rattrapage", "controle", "oral de controle", "catch up"];

/// Reads a table against the exam of a class.
pub fn plan(asker: &Asker, table: &Table, ground: &ResultGround<'_>) -> ResultReading {
    let mut reading = ResultReading::default();
    for (at, header) in table.headers.iter().enumerate() {
        let is_empty =
            table.rows.iter().all(|row| row.cells.get(at).is_none_or(|cell| cell.trim().is_empty()));
        let meaning = meaning_of(header, ground, is_empty).and_then(|meaning| {
            let before = reading.columns.iter().position(|known| *known == meaning);
            match before.filter(|_| meaning != ResultMeaning::Aside) {
                None => Ok(meaning),
                Some(before) => Err(Box::new(repeated(header, table.headers.get(before)))),
            }
        });
        reading.columns.push(meaning.unwrap_or_else(|finding| {
            reading.faults.push(fault(None, Some(at), *finding));
            ResultMeaning::Aside
        }));
    }
    refuse_columns(&mut reading);
    let mut lines = ResultLineReader {
        asker,
        ground,
        index: CandidateIndex::of(&ground.candidates),
        seen: HashMap::new(),
        reading,
    };
    table.rows.iter().for_each(|line| lines.read(line));
    lines.reading
}

fn fault(row: Option<i32>, column: Option<usize>, finding: Finding) -> SheetFault {
    SheetFault { row, column, finding, suggestion: None }
}

fn meaning_of(
    header: &str,
    ground: &ResultGround<'_>,
    is_empty: bool,
) -> Result<ResultMeaning, Box<Finding>> {
    let sought = folded(header);
    if let Some((column, _)) = EXAM.iter().find(|(_, words)| words.contains(&sought.as_str())) {
        return Ok(ResultMeaning::Exam(*column));
    }
    if let Some((says, _)) = SAYS.iter().find(|(_, words)| words.contains(&sought.as_str())) {
        return Ok(ResultMeaning::Says(*says));
    }
    if let Some(unit) = unit_named(ground, &sought) {
        return Ok(unit);
    }
    match is_empty || ASIDE.contains(&sought.as_str()) {
        true => Ok(ResultMeaning::Aside),
        false => Err(Box::new(unknown_column(header, ground))),
    }
}

/// The unit a header names by its code or its title, or whose catch-up oral it names.
fn unit_named(ground: &ResultGround<'_>, sought: &str) -> Option<ResultMeaning> {
    let leaves = ground.sat.regulation.leaves();
    if let Some(titled) = leaves.iter().find(|unit| folded(&unit.label) == sought) {
        return Some(ResultMeaning::Unit(titled.code.clone()));
    }
    let oral = CATCH_UP.iter().find_map(|word| {
        sought.strip_suffix(word).or_else(|| sought.strip_prefix(word)).map(|rest| rest.trim().to_owned())
    });
    let named = oral.as_deref().unwrap_or(sought);
    let first = named.split(' ').next().unwrap_or_default();
    let unit = leaves
        .iter()
        .find(|unit| folded(&unit.code) == first || folded(&unit.label) == named)
        .map(|unit| unit.code.clone())?;
    Some(if oral.is_some() { ResultMeaning::CatchUp(unit) } else { ResultMeaning::Unit(unit) })
}

fn unknown_column(header: &str, ground: &ResultGround<'_>) -> Finding {
    let leaves = ground.sat.regulation.leaves();
    let codes: Vec<&str> = leaves.iter().map(|unit| unit.code.as_str()).collect();
    let said: Vec<&str> = ResultColumn::ALL.iter().map(|column| column.label_fr()).collect();
    let (header, codes, said) = (quoted(header), codes.join(", "), said.join(", "));
    let facts = say!(
        "La colonne « {header} » ne se comprend pas ; acceptées : {said}, {codes}, « E1 rattrapage ». Retirez-la ou renommez-la.",
        "The column \"{header}\" is not understood; accepted: {said}, {codes}, \"E1 rattrapage\". Remove it or rename it."
    );
    COLUMN_UNKNOWN.at("", facts)
}

/// What a sheet cannot do without.
fn refuse_columns(reading: &mut ResultReading) {
    let says = |column: CandidateColumn| reading.columns.contains(&ResultMeaning::Says(column));
    let nobody = names_nobody(says);
    let about = |column: &ResultMeaning| !matches!(column, ResultMeaning::Says(_) | ResultMeaning::Aside);
    let nothing = (!reading.columns.iter().any(about)).then(|| {
        let facts = say!(
            "Aucune colonne ne dit rien de l'examen ; acceptées : Inscrit le, Décision, le code d'une épreuve ...",
            "No column says anything of the exam; accepted: Inscrit le, Décision, the code of a unit ..."
        );
        NOTHING_SAID.at("", facts)
    });
    reading.faults.extend([nobody, nothing].into_iter().flatten().map(|one| fault(None, None, one)));
}

/// Reads lines one after another: a candidate has one of them.
struct ResultLineReader<'a> {
    asker: &'a Asker,
    ground: &'a ResultGround<'a>,
    index: CandidateIndex<'a>,
    /// Candidates met, and the line of each.
    seen: HashMap<usize, i32>,
    reading: ResultReading,
}

impl ResultLineReader<'_> {
    fn read(&mut self, line: &Line) {
        self.refuse_astray(line);
        let candidate = self.candidate_of(line);
        let before = self.reading.faults.len();
        let sent = self.sent(line, candidate);
        let Some(enrolment_id) = candidate.filter(|_| self.reading.faults.len() == before) else { return };
        let known = self.ground.known.get(&enrolment_id);
        match sent.over(known.map(|known| &known.exam)) {
            Some(exam) => self.judge(line, enrolment_id, exam),
            None => {
                let facts = say!(
                    "Pas encore inscrit : donnez la date dans une colonne « Inscrit le ».",
                    "Not registered yet: give the day in a column \"Inscrit le\"."
                );
                let column = self.place(&ResultMeaning::Exam(ResultColumn::RegisteredOn));
                let finding = CANDIDATE_IS_REGISTERED.at("", facts);
                self.reading.faults.push(fault(Some(line.number), column, finding));
            }
        }
    }

    fn place(&self, meaning: &ResultMeaning) -> Option<usize> {
        self.reading.columns.iter().position(|column| column == meaning)
    }

    /// What the rules say of a line, each at its column.
    fn judge(&mut self, line: &Line, enrolment_id: EnrolmentId, exam: CandidateExam) {
        let (id, nowhere) = (ExamResultId::new(), String::new());
        let entry =
            ExamEntry { id, enrolment_id, exam, reason: None, at: nowhere.clone(), reason_at: nowhere };
        let known = self.ground.known.get(&enrolment_id);
        for finding in judge(self.asker, self.ground.sat, &entry, known) {
            match finding.is_error() {
                true => {
                    let column = self.column_of(&finding.pointer, &entry.exam);
                    self.reading.faults.push(fault(Some(line.number), column, finding));
                }
                false => self.reading.warnings.push((line.number, finding)),
            }
        }
        self.reading.lines.push(ResultLine { row: line.number, entry });
    }

    /// The column of the field that a finding is about.
    fn column_of(&self, pointer: &str, exam: &CandidateExam) -> Option<usize> {
        let pieces: Vec<&str> = pointer.split('/').filter(|piece| !piece.is_empty()).collect();
        match pieces.as_slice() {
            ["units", at, field] => {
                let unit = exam.units.get(at.parse::<usize>().ok()?)?.unit_code.clone();
                self.place(&match *field {
                    "catch_up_hundredths" => ResultMeaning::CatchUp(unit),
                    _ => ResultMeaning::Unit(unit),
                })
            }
            [field, ..] => {
                let column = ResultColumn::ALL.iter().find(|column| column.as_str() == *field)?;
                self.place(&ResultMeaning::Exam(*column))
            }
            [] => None,
        }
    }

    /// What a line says, each cell that is not understood told.
    fn sent(&mut self, line: &Line, candidate: Option<EnrolmentId>) -> ClassResultIn {
        let mut sent = ClassResultIn {
            enrolment_id: candidate.unwrap_or(EnrolmentId(uuid::Uuid::nil())),
            registered_on: None,
            candidate_number: None,
            registration_withdrawn_on: None,
            decision: None,
            decided_on: None,
            decision_reference: None,
            diploma_on: None,
            units: Vec::new(),
            version: None,
        };
        let known = candidate.and_then(|id| self.ground.known.get(&id)).map(|known| &known.exam);
        let columns = self.reading.columns.clone();
        for (at, column) in columns.iter().enumerate() {
            let given = cell(line, at);
            let read = match column {
                ResultMeaning::Exam(column) => take(&mut sent, *column, given),
                ResultMeaning::Unit(code) => cells::unit(given).map(|read| {
                    if let Some(read) = read {
                        let unit = unit_of(&mut sent.units, known, code);
                        (unit.presence, unit.mark_hundredths) = (read.presence, read.hundredths);
                    }
                }),
                ResultMeaning::CatchUp(code) => cells::catch_up(given).map(|read| {
                    if read.is_some() {
                        unit_of(&mut sent.units, known, code).catch_up_hundredths = read;
                    }
                }),
                ResultMeaning::Says(_) | ResultMeaning::Aside => Ok(()),
            };
            if let Err(CellFinding { finding, suggestion }) = read {
                let (row, column) = (Some(line.number), Some(at));
                self.reading.faults.push(SheetFault { row, column, finding: *finding, suggestion });
            }
        }
        sent
    }

    /// Cells under no header.
    fn refuse_astray(&mut self, line: &Line) {
        let beyond = self.reading.columns.len()..line.cells.len();
        let Some(given) = beyond.map(|at| cell(line, at)).find(|cell| !cell.trim().is_empty()) else {
            return;
        };
        let given = quoted(given);
        let facts = say!("« {given} » n'a pas d'en-tête.", "\"{given}\" has no header.");
        self.reading.faults.push(fault(Some(line.number), None, CELL_ASTRAY.at("", facts)));
    }

    /// The candidate of a line, or nobody once it is told why; where no column says who, it was told already.
    fn candidate_of(&mut self, line: &Line) -> Option<EnrolmentId> {
        let columns = self.reading.columns.iter().enumerate();
        let said: Vec<(CandidateColumn, &str)> = columns
            .filter_map(|(at, column)| match column {
                ResultMeaning::Says(says) => Some((*says, cell(line, at))),
                _ => None,
            })
            .collect();
        let whose = self.reading.columns.iter().position(|one| matches!(one, ResultMeaning::Says(_)))?;
        let found = match self.index.meant(&said) {
            Ok(found) => found,
            Err((finding, suggestion)) => {
                let (row, column) = (Some(line.number), Some(whose));
                self.reading.faults.push(SheetFault { row, column, finding: *finding, suggestion });
                return None;
            }
        };
        let Some(other) = self.seen.insert(found, line.number) else {
            return self.ground.candidates.get(found).map(|one| one.candidate.enrolment_id);
        };
        let facts = say!(
            "La ligne {other} est déjà celle de ce candidat : gardez-en une.",
            "Line {other} is already that of this candidate: keep one of them."
        );
        self.reading.faults.push(fault(Some(line.number), Some(whose), CANDIDATE_TWICE.at("", facts)));
        None
    }
}

/// Writes what a cell says of the exam as a whole.
fn take(sent: &mut ClassResultIn, column: ResultColumn, given: &str) -> Result<(), CellFinding> {
    match column {
        ResultColumn::RegisteredOn => sent.registered_on = cells::day(given)?,
        ResultColumn::CandidateNumber => sent.candidate_number = cells::short(given, LONGEST_NUMBER)?,
        ResultColumn::WithdrawnOn => sent.registration_withdrawn_on = cells::day(given)?,
        ResultColumn::Decision => sent.decision = cells::decision(given)?,
        ResultColumn::DecidedOn => sent.decided_on = cells::day(given)?,
        ResultColumn::Reference => sent.decision_reference = cells::short(given, LONGEST_REFERENCE)?,
        ResultColumn::DiplomaOn => sent.diploma_on = cells::day(given)?,
    }
    Ok(())
}

/// A unit of a line, begun with what is known of it.
fn unit_of<'a>(
    units: &'a mut Vec<UnitResultIn>,
    known: Option<&CandidateExam>,
    code: &str,
) -> &'a mut UnitResultIn {
    let at = units.iter().position(|unit| unit.unit == code).unwrap_or_else(|| {
        let before = known.and_then(|exam| exam.units.iter().find(|unit| unit.unit_code == code));
        units.push(before.map_or_else(|| fresh(code), UnitResultIn::from));
        units.len() - 1
    });
    &mut units[at]
}

fn fresh(code: &str) -> UnitResultIn {
    let presence = ExamPresence::Present;
    UnitResultIn { unit: code.to_owned(), presence, mark_hundredths: None, catch_up_hundredths: None }
}

fn cell(line: &Line, at: usize) -> &str {
    line.cells.get(at).map_or("", String::as_str)
}
