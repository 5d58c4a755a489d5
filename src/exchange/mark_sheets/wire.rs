//! What is said beside a sheet, and what was understood of it.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::model::{CandidateColumn, ColumnMeaning, SheetFault, SheetGround, SheetMark, SheetReading};
use crate::exchange::sheets::reading::{Table, UnderstoodFile};
use crate::ids::{ApprenticeId, EnrolmentId, PaperId};
use crate::learning::mock_exams::rules::{ExistingMarks, MarkStatus};
use crate::platform::error::Fault;
use crate::platform::text::{Lang, Sentence};
use crate::text_enum;

/// What is said beside a sheet.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MarkSheetQuery {
    /// Whether the marks are entered, all or none; a dry run otherwise, which says everything that was understood.
    #[serde(default)]
    #[param(default = false)]
    pub commit: bool,
}

text_enum!(
    /// What a mark of a sheet does.
    SheetMarkEffect {
        /// There was none.
        Enters = "enters" => "Saisit une note" / "Enters a mark",
        /// It takes the place of another.
        Changes = "changes" => "Remplace une note" / "Changes a mark",
        /// It says what is there.
        Unchanged = "unchanged" => "Déjà saisie" / "Already there",
    }
);

/// A column of the sheet.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MarkSheetColumn {
    /// Header as written.
    #[schema(max_length = 200)]
    pub header: String,
    /// What it says of the candidate; null for a column of marks, or one left aside.
    pub says: Option<CandidateColumn>,
    /// Paper whose marks it holds.
    pub paper_id: Option<PaperId>,
    /// Exam unit of that paper.
    #[schema(max_length = 10, example = "E1")]
    pub unit_code: Option<String>,
}

/// A mark as understood.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MarkSheetMark {
    /// Paper.
    pub paper_id: PaperId,
    /// Exam unit of the paper.
    #[schema(max_length = 10, example = "E1")]
    pub unit_code: String,
    /// Marked, absent with a reason or without, or exempt.
    pub status: MarkStatus,
    /// Mark out of 20 in hundredths, exactly when marked.
    #[schema(minimum = 0, maximum = 2000, example = 1250)]
    pub mark_hundredths: Option<i32>,
    /// What it does.
    pub effect: SheetMarkEffect,
}

/// A candidate of the sheet, and the marks understood.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MarkSheetCandidate {
    /// Number of the line in the file.
    #[schema(minimum = 1)]
    pub row: i32,
    /// Enrolment of the candidate.
    pub enrolment_id: EnrolmentId,
    /// Apprentice.
    pub apprentice_id: ApprenticeId,
    /// Family name.
    #[schema(max_length = 100)]
    pub family_name: String,
    /// Given name.
    #[schema(max_length = 100)]
    pub given_name: String,
    /// The marks of the line; an empty cell says nothing.
    #[schema(max_items = 100)]
    pub marks: Vec<MarkSheetMark>,
}

/// Something wrong with a sheet.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MarkSheetNote {
    /// Number of the line in the file; null for a header, or for the whole file.
    #[schema(minimum = 1)]
    pub row: Option<i32>,
    /// Header of the column; null for the whole line.
    #[schema(max_length = 200)]
    pub column: Option<String>,
    /// Place of the line and the column in the file.
    #[schema(max_length = 100, example = "/rows/4/cells/2")]
    pub pointer: String,
    /// Stable code of the rule.
    #[schema(max_length = 100)]
    pub code: String,
    /// What is wrong and what would be accepted, in the language asked for.
    #[schema(max_length = 20000)]
    pub message: String,
    /// What was probably meant.
    #[schema(max_length = 210)]
    pub suggestion: Option<String>,
}

/// How many marks do what.
#[derive(Debug, Clone, Copy, Default, Serialize, ToSchema)]
pub struct MarkSheetCounts {
    /// Marks where there was none.
    #[schema(minimum = 0)]
    pub enters: usize,
    /// Marks in place of another.
    #[schema(minimum = 0)]
    pub changes: usize,
    /// Marks that are there already.
    #[schema(minimum = 0)]
    pub unchanged: usize,
    /// Mistakes that stand against the whole.
    #[schema(minimum = 0)]
    pub mistakes: usize,
}

/// A sheet of marks and what was understood of it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MarkSheetImportOut {
    /// Whether the marks were entered; false for a dry run.
    pub committed: bool,
    /// How it was understood.
    #[serde(flatten)]
    #[schema(inline)]
    pub file: UnderstoodFile,
    /// Columns in order, and what each was understood as.
    #[schema(max_items = 100)]
    pub columns: Vec<MarkSheetColumn>,
    /// How many marks do what.
    pub marks: MarkSheetCounts,
    /// The candidates, in the order of the file.
    #[schema(max_items = 1000)]
    pub data: Vec<MarkSheetCandidate>,
    /// Everything that is wrong, at once.
    #[schema(max_items = 10000)]
    pub notes: Vec<MarkSheetNote>,
}

impl MarkSheetImportOut {
    /// What was understood of a table, in the language asked for.
    pub fn of(
        table: Table,
        reading: &SheetReading,
        (ground, known): (&SheetGround, &ExistingMarks<'_>),
        (committed, lang): (bool, Lang),
    ) -> Self {
        let data = candidates_of(reading, ground, known);
        Self {
            committed,
            marks: counts_of(&data, reading.faults.len()),
            data,
            columns: columns_of(&table.headers, reading, ground),
            notes: reading.faults.iter().map(|fault| note_of(fault, &table.headers, lang)).collect(),
            file: UnderstoodFile::from(&table),
        }
    }
}

fn columns_of(headers: &[String], reading: &SheetReading, ground: &SheetGround) -> Vec<MarkSheetColumn> {
    let column = |(header, meaning): (&String, &ColumnMeaning)| {
        let paper = match meaning {
            ColumnMeaning::Marks(at) => ground.papers.get(*at),
            ColumnMeaning::Says(_) | ColumnMeaning::Aside => None,
        };
        MarkSheetColumn {
            header: header.clone(),
            says: match meaning {
                ColumnMeaning::Says(says) => Some(*says),
                ColumnMeaning::Marks(_) | ColumnMeaning::Aside => None,
            },
            paper_id: paper.map(|paper| paper.id),
            unit_code: paper.map(|paper| paper.facts.unit_code.clone()),
        }
    };
    headers.iter().zip(&reading.columns).map(column).collect()
}

fn candidates_of(
    reading: &SheetReading,
    ground: &SheetGround,
    known: &ExistingMarks<'_>,
) -> Vec<MarkSheetCandidate> {
    let people: HashMap<EnrolmentId, _> =
        ground.candidates.iter().map(|one| (one.candidate.enrolment_id, &one.candidate)).collect();
    let codes: HashMap<PaperId, &str> =
        ground.papers.iter().map(|one| (one.id, one.facts.unit_code.as_str())).collect();
    let mut data: Vec<MarkSheetCandidate> = Vec::new();
    for mark in &reading.marks {
        if data.last().is_none_or(|last| last.row != mark.place.0) {
            let Some(person) = people.get(&mark.enrolment_id) else { continue };
            data.push(MarkSheetCandidate {
                row: mark.place.0,
                enrolment_id: person.enrolment_id,
                apprentice_id: person.apprentice_id,
                family_name: person.family_name.clone(),
                given_name: person.given_name.clone(),
                marks: Vec::new(),
            });
        }
        let code = codes.get(&mark.paper_id).copied().unwrap_or_default();
        if let Some(last) = data.last_mut() {
            last.marks.push(mark_of(mark, code, known));
        }
    }
    data
}

fn mark_of(mark: &SheetMark, code: &str, known: &ExistingMarks<'_>) -> MarkSheetMark {
    let there = known.get(&(mark.paper_id, mark.enrolment_id)).map(|mark| mark.mark());
    MarkSheetMark {
        paper_id: mark.paper_id,
        unit_code: code.to_owned(),
        status: mark.mark.status,
        mark_hundredths: mark.mark.hundredths,
        effect: match there {
            None => SheetMarkEffect::Enters,
            Some(there) if there == mark.mark => SheetMarkEffect::Unchanged,
            Some(_) => SheetMarkEffect::Changes,
        },
    }
}

fn counts_of(data: &[MarkSheetCandidate], mistakes: usize) -> MarkSheetCounts {
    let all = || data.iter().flat_map(|one| &one.marks);
    let count = |effect| all().filter(|mark| mark.effect == effect).count();
    MarkSheetCounts {
        enters: count(SheetMarkEffect::Enters),
        changes: count(SheetMarkEffect::Changes),
        unchanged: count(SheetMarkEffect::Unchanged),
        mistakes,
    }
}

/// A mistake, as the answer tells it.
pub fn note_of(fault: &SheetFault, headers: &[String], lang: Lang) -> MarkSheetNote {
    let header = fault.column.and_then(|at| headers.get(at)).cloned();
    let finding = &fault.finding;
    MarkSheetNote {
        row: fault.row,
        column: header,
        pointer: pointer_of(fault),
        code: finding.code.to_owned(),
        message: Sentence::new(finding.fr.clone(), finding.en.clone()).in_lang(lang).to_owned(),
        suggestion: fault.suggestion.clone(),
    }
}

/// Where a mistake is in the file.
fn pointer_of(fault: &SheetFault) -> String {
    match (fault.row, fault.column) {
        (Some(row), Some(column)) => format!("/rows/{row}/cells/{column}"),
        (Some(row), None) => format!("/rows/{row}"),
        (None, Some(column)) => format!("/columns/{column}"),
        (None, None) => String::new(),
    }
}

/// The mistakes of a sheet, each with its line, its column and what would be accepted.
pub fn faults_of(faults: &[SheetFault], headers: &[String]) -> Vec<Fault> {
    let fault = |fault: &SheetFault| {
        let (le, the) = place_of(fault, headers);
        let finding = &fault.finding;
        let sentence = Sentence::new(format!("{le}{}", finding.fr), format!("{the}{}", finding.en));
        Fault::new(pointer_of(fault), finding.code, sentence)
    };
    faults.iter().map(fault).collect()
}

fn place_of(fault: &SheetFault, headers: &[String]) -> (String, String) {
    let header = fault.column.and_then(|at| headers.get(at));
    match (fault.row, header) {
        (Some(row), Some(header)) => {
            (format!("Ligne {row}, colonne {header} : "), format!("Line {row}, column {header}: "))
        }
        (Some(row), None) => (format!("Ligne {row} : "), format!("Line {row}: ")),
        (None, _) => (String::new(), String::new()),
    }
}
