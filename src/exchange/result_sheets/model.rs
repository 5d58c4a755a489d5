//! The nouns: what a sheet of exam results is read against, and what was understood of it.

use std::collections::HashMap;

use crate::exchange::mark_sheets::model::{CandidateColumn, SheetCandidate, SheetFault};
use crate::ids::EnrolmentId;
use crate::law::findings::Finding;
use crate::outcomes::results::acts::{ExamEntry, KnownExam, SessionSat};
use crate::text_enum;

/// What a sheet is read against.
pub struct ResultGround<'a> {
    pub sat: SessionSat<'a>,
    /// Everybody of the cohort, with their INE when it is known.
    pub candidates: Vec<SheetCandidate>,
    /// The exams entered already.
    pub known: HashMap<EnrolmentId, KnownExam>,
}

text_enum!(
    /// What a column of a sheet says of an exam.
    ResultColumn {
        /// Day of the registration.
        RegisteredOn = "registered_on" => "Inscrit le" / "Registered on",
        /// Number of the candidate.
        CandidateNumber = "candidate_number" => "Numéro de candidat" / "Candidate number",
        /// Day on which the session was given up.
        WithdrawnOn = "registration_withdrawn_on" => "Abandon le" / "Given up on",
        /// Decision of the jury.
        Decision = "decision" => "Décision" / "Decision",
        /// Day of it.
        DecidedOn = "decided_on" => "Date de décision" / "Decided on",
        /// Where it is written.
        Reference = "decision_reference" => "Procès-verbal" / "Record of the jury",
        /// Day of the diploma.
        DiplomaOn = "diploma_on" => "Diplôme le" / "Diploma on",
    }
);

/// What a column was understood as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResultMeaning {
    /// Says who the line is about.
    Says(CandidateColumn),
    /// Says something of the exam as a whole.
    Exam(ResultColumn),
    /// Holds what candidates have at a unit, by its code.
    Unit(String),
    /// Holds the marks of its catch-up oral.
    CatchUp(String),
    /// Is left aside.
    Aside,
}

/// A line understood.
#[derive(Debug, Clone)]
pub struct ResultLine {
    /// Number of the line in the file.
    pub row: i32,
    pub entry: ExamEntry,
}

/// All that was understood of a sheet, and all that is wrong with it.
#[derive(Debug, Clone, Default)]
pub struct ResultReading {
    /// Meaning of each column.
    pub columns: Vec<ResultMeaning>,
    pub lines: Vec<ResultLine>,
    pub faults: Vec<SheetFault>,
    /// What is worth telling of a line, and does not stand against it.
    pub warnings: Vec<(i32, Finding)>,
}
