//! The nouns: what a sheet is read against, and what was understood of it.

use crate::ids::{EnrolmentId, PaperId};
use crate::law::findings::Finding;
use crate::learning::mock_exams::model::{Candidate, MockExamPaper};
use crate::learning::mock_exams::rules::Mark;
use crate::text_enum;

/// What a sheet is read against.
pub struct SheetGround {
    pub papers: Vec<MockExamPaper>,
    /// Everybody of the cohort, with their INE when it is known.
    pub candidates: Vec<SheetCandidate>,
}

/// Somebody a line may mean.
pub struct SheetCandidate {
    pub candidate: Candidate,
    /// Name in use, when it is not the birth name.
    pub usage_name: Option<String>,
    pub ine: Option<String>,
}

impl SheetCandidate {
    /// Their name, as people call them.
    pub fn name(&self) -> String {
        format!("{} {}", self.candidate.family_name, self.candidate.given_name)
    }
}

text_enum!(
    /// What a column of a sheet says of the candidate.
    CandidateColumn {
        /// Identifier of the enrolment.
        EnrolmentId = "enrolment_id" => "Identifiant de l'inscription" / "Identifier of the enrolment",
        /// Identifier of the apprentice.
        ApprenticeId = "apprentice_id" => "Identifiant de l'apprenti" / "Identifier of the apprentice",
        /// National student number.
        Ine = "ine" => "INE" / "INE",
        /// Family name.
        FamilyName = "family_name" => "Nom" / "Family name",
        /// Given name.
        GivenName = "given_name" => "Prénom" / "Given name",
        /// Both names, in either order.
        FullName = "name" => "Nom et prénom" / "Name",
    }
);

/// What a column was understood as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnMeaning {
    /// Says who the line is about.
    Says(CandidateColumn),
    /// Holds the marks at a paper, by its place in the regulation.
    Marks(usize),
    /// Is left aside.
    Aside,
}

/// A mark understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SheetMark {
    pub paper_id: PaperId,
    pub enrolment_id: EnrolmentId,
    pub mark: Mark,
    /// Number of the line in the file, and place of the column.
    pub place: (i32, usize),
}

/// Something wrong, at its place.
#[derive(Debug, Clone)]
pub struct SheetFault {
    /// Number of the line in the file; none for a header.
    pub row: Option<i32>,
    /// Place of the column; none for the whole line or the whole file.
    pub column: Option<usize>,
    pub finding: Finding,
    /// What was probably meant.
    pub suggestion: Option<String>,
}

/// All that was understood of a sheet, and all that is wrong with it.
#[derive(Debug, Clone, Default)]
pub struct SheetReading {
    /// Meaning of each column.
    pub columns: Vec<ColumnMeaning>,
    pub marks: Vec<SheetMark>,
    pub faults: Vec<SheetFault>,
    /// Lines read.
    pub lines: usize,
}
