//! What is said beside a sheet of exam results, and what was understood of it.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::model::{ResultColumn, ResultGround, ResultMeaning, ResultReading};
use crate::exchange::mark_sheets::model::CandidateColumn;
use crate::exchange::mark_sheets::wire::{MarkSheetNote, note_of};
use crate::exchange::sheets::reading::{Table, UnderstoodFile};
use crate::ids::{ApprenticeId, EnrolmentId};
use crate::law::findings::Warning;
use crate::outcomes::results::wire::ExamResultIn;
use crate::platform::text::Lang;
use crate::text_enum;

/// What is said beside a sheet of exam results.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ResultSheetQuery {
    /// Whether the exams are entered, all or none; a dry run otherwise, which says everything that was understood.
    #[serde(default)]
    #[param(default = false)]
    pub commit: bool,
    /// Year of the session; that of the cohort when absent.
    #[param(minimum = 1990, maximum = 2100)]
    pub session: Option<i32>,
}

text_enum!(
    /// What a line of a sheet of exam results does.
    ResultSheetEffect {
        /// There was no exam.
        Enters = "enters" => "Saisit un examen" / "Enters an exam",
        /// It changes the one there.
        Changes = "changes" => "Complète ou change un examen" / "Completes or changes an exam",
        /// It says what is there.
        Unchanged = "unchanged" => "Déjà saisi" / "Already there",
    }
);

/// A column of the sheet.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ResultSheetColumn {
    /// Header as written.
    #[schema(max_length = 200)]
    pub header: String,
    /// What it says of the candidate; null for any other column.
    pub says: Option<CandidateColumn>,
    /// What it says of the exam as a whole.
    pub field: Option<ResultColumn>,
    /// The same in words.
    #[schema(max_length = 60, example = "Décision")]
    pub field_label: Option<String>,
    /// Unit whose marks it holds.
    #[schema(max_length = 10, example = "E1")]
    pub unit_code: Option<String>,
    /// Whether they are those of its catch-up oral.
    pub catch_up: bool,
}

/// A candidate of the sheet, and their exam as it would be.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ResultSheetCandidate {
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
    /// What the line does.
    pub effect: ResultSheetEffect,
    /// The same in words.
    #[schema(max_length = 60, example = "Saisit un examen")]
    pub effect_label: String,
    /// The exam once the line is written over what is there; an empty cell changes nothing.
    pub exam: ExamResultIn,
    /// What is worth telling of it.
    #[schema(max_items = 50)]
    pub warnings: Vec<Warning>,
}

/// How many lines do what.
#[derive(Debug, Clone, Copy, Default, Serialize, ToSchema)]
pub struct ResultSheetCounts {
    /// Exams where there was none.
    #[schema(minimum = 0)]
    pub enters: usize,
    /// Exams changed.
    #[schema(minimum = 0)]
    pub changes: usize,
    /// Exams that say the same already.
    #[schema(minimum = 0)]
    pub unchanged: usize,
    /// Mistakes that stand against the whole.
    #[schema(minimum = 0)]
    pub mistakes: usize,
}

/// A sheet of exam results and what was understood of it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ResultSheetOut {
    /// Whether the exams were entered; false for a dry run.
    pub committed: bool,
    /// Year of the session.
    #[schema(minimum = 1990, maximum = 2100)]
    pub session: i32,
    /// How it was understood.
    #[serde(flatten)]
    #[schema(inline)]
    pub file: UnderstoodFile,
    /// Columns in order, and what each was understood as.
    #[schema(max_items = 100)]
    pub columns: Vec<ResultSheetColumn>,
    /// How many exams the sheet enters and changes.
    pub exams: ResultSheetCounts,
    /// The candidates, in the order of the file.
    #[schema(max_items = 1000)]
    pub data: Vec<ResultSheetCandidate>,
    /// Everything that is wrong, at once.
    #[schema(max_items = 10000)]
    pub notes: Vec<MarkSheetNote>,
}

impl ResultSheetOut {
    /// What was understood of a table, in the language asked for.
    pub fn of(
        table: Table,
        reading: &ResultReading,
        ground: &ResultGround<'_>,
        (committed, lang): (bool, Lang),
    ) -> Self {
        let data = candidates_of(reading, ground, lang);
        let count = |effect| data.iter().filter(|one| one.effect == effect).count();
        let exams = ResultSheetCounts {
            enters: count(ResultSheetEffect::Enters),
            changes: count(ResultSheetEffect::Changes),
            unchanged: count(ResultSheetEffect::Unchanged),
            mistakes: reading.faults.len(),
        };
        Self {
            committed,
            session: ground.sat.session,
            exams,
            data,
            columns: columns_of(&table.headers, reading, lang),
            notes: reading.faults.iter().map(|fault| note_of(fault, &table.headers, lang)).collect(),
            file: UnderstoodFile::from(&table),
        }
    }
}

fn columns_of(headers: &[String], reading: &ResultReading, lang: Lang) -> Vec<ResultSheetColumn> {
    let column = |(header, meaning): (&String, &ResultMeaning)| {
        let (says, field, unit, catch_up) = match meaning {
            ResultMeaning::Says(says) => (Some(*says), None, None, false),
            ResultMeaning::Exam(field) => (None, Some(*field), None, false),
            ResultMeaning::Unit(code) => (None, None, Some(code.clone()), false),
            ResultMeaning::CatchUp(code) => (None, None, Some(code.clone()), true),
            ResultMeaning::Aside => (None, None, None, false),
        };
        ResultSheetColumn {
            header: header.clone(),
            says,
            field,
            field_label: field.map(|field| field.label().in_lang(lang).to_owned()),
            unit_code: unit,
            catch_up,
        }
    };
    headers.iter().zip(&reading.columns).map(column).collect()
}

fn candidates_of(
    reading: &ResultReading,
    ground: &ResultGround<'_>,
    lang: Lang,
) -> Vec<ResultSheetCandidate> {
    let people: HashMap<EnrolmentId, _> =
        ground.candidates.iter().map(|one| (one.candidate.enrolment_id, &one.candidate)).collect();
    let candidate = |line: &super::model::ResultLine| {
        let person = people.get(&line.entry.enrolment_id)?;
        let effect = match ground.known.get(&line.entry.enrolment_id) {
            None => ResultSheetEffect::Enters,
            Some(known) if known.exam.says_the_same(&line.entry.exam) => ResultSheetEffect::Unchanged,
            Some(_) => ResultSheetEffect::Changes,
        };
        let noticed = reading.warnings.iter().filter(|(row, _)| *row == line.row);
        Some(ResultSheetCandidate {
            row: line.row,
            enrolment_id: person.enrolment_id,
            apprentice_id: person.apprentice_id,
            family_name: person.family_name.clone(),
            given_name: person.given_name.clone(),
            effect,
            effect_label: effect.label().in_lang(lang).to_owned(),
            exam: ExamResultIn::of(&line.entry.exam),
            warnings: noticed.map(|(_, one)| Warning::render(one.clone(), lang)).collect(),
        })
    };
    reading.lines.iter().filter_map(candidate).collect()
}
