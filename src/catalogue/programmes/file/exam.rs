//! The exam: regulations valid for a range of sessions, their tree of units, the mock exams planned.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{AwardRule, CatchUpRule, Certainty, SubjectKind};
use crate::text_enum;

/// A mock exam planned in the training.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MockExamPlanned {
    /// Training year, 1 for the first.
    #[schema(minimum = 1, maximum = 5)]
    pub training_year: u8,
    /// Month, 1 to 12.
    #[schema(minimum = 1, maximum = 12)]
    pub month: u8,
    /// Whether company tutors are invited.
    pub tutors_invited: bool,
    /// Days before the first day until which tutors answer: 1, the eve, when left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, maximum = 60, default = "absent")]
    pub answer_days_before: Option<u8>,
}

impl MockExamPlanned {
    /// Days before the first day until which tutors answer, when the programme does not say: until the eve.
    ///
    /// Our choice: the centre counts who comes on the evening before.
    const UNTIL_THE_EVE: u8 = 1;

    /// Days before the first day until which tutors answer.
    pub fn answer_days_before(&self) -> u8 {
        self.answer_days_before.unwrap_or(Self::UNTIL_THE_EVE)
    }
}

/// How the marks of mock exams are told and agreed: rules of the centre, not of the exam.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MockExamMarking {
    /// Fewest marks whose distribution is told: below, somebody could be recognised.
    #[schema(minimum = 2, maximum = 100, example = 5)]
    pub distribution_from: u16,
    /// Widest gap between the marks of two markers that needs no reconciliation, in hundredths of a mark out of 20.
    #[schema(minimum = 0, maximum = 2000, example = 300)]
    pub agreed_within_hundredths: u16,
}

impl Default for MockExamMarking {
    fn default() -> Self {
        Self { distribution_from: 5, agreed_within_hundredths: 300 }
    }
}

/// The rules of an exam for the sessions they cover.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ExamRegulation {
    /// Stable code of the regulation.
    #[schema(max_length = 60, pattern = "^[a-z0-9]+(-[a-z0-9]+)*$", example = "mco-2018")]
    pub code: String,
    /// Name for readers.
    #[schema(min_length = 1, max_length = 2000)]
    pub label: String,
    /// First session covered, a year; absent when it has no known beginning.
    #[schema(minimum = 1990, maximum = 2100)]
    pub first_session: Option<i32>,
    /// Last session covered, a year; absent when it has no known end.
    #[schema(minimum = 1990, maximum = 2100)]
    pub last_session: Option<i32>,
    /// Where the regulation was read.
    #[schema(min_length = 1, max_length = 2000)]
    pub source: String,
    /// How sure the regulation and its sessions are.
    pub certainty: Certainty,
    /// What remains to be checked, and why it was written so.
    #[schema(min_length = 1, max_length = 2000)]
    pub note: Option<String>,
    /// What it takes to be awarded the diploma.
    pub award: Option<AwardRule>,
    /// The orals that give a second chance.
    pub catch_up_oral: Option<CatchUpRule>,
    /// The units, as a tree.
    #[schema(max_items = 200)]
    pub units: Vec<ExamUnit>,
}

impl ExamRegulation {
    /// Whether candidates of this session sit this regulation.
    pub fn covers(&self, session: i32) -> bool {
        self.first_session.is_none_or(|first| first <= session)
            && self.last_session.is_none_or(|last| session <= last)
    }

    /// Whether a session could be covered by both regulations.
    pub fn overlaps(&self, other: &Self) -> bool {
        let starts_before_end = |a: &Self, b: &Self| match (a.first_session, b.last_session) {
            (Some(first), Some(last)) => first <= last,
            _ => true,
        };
        starts_before_end(self, other) && starts_before_end(other, self)
    }

    /// The units that receive a mark, optional ones included, in the order of the regulation.
    pub fn leaves(&self) -> Vec<&ExamUnit> {
        self.units.iter().flat_map(ExamUnit::leaves).collect()
    }

    /// Every unit, a whole before its parts.
    pub fn all_units(&self) -> Vec<&ExamUnit> {
        self.units.iter().flat_map(ExamUnit::with_parts).collect()
    }

    /// The unit of this code, at any depth.
    pub fn unit(&self, code: &str) -> Option<&ExamUnit> {
        self.all_units().into_iter().find(|unit| unit.code == code)
    }

    /// Sum of the coefficients of the compulsory leaves, in hundredths.
    pub fn total_coefficient_hundredths(&self) -> u32 {
        self.leaves().into_iter().map(ExamUnit::counted_hundredths).fold(0, u32::saturating_add)
    }
}

/// A unit of the exam: either a whole made of parts, or a leaf that receives a mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CatalogueExamUnit)]
pub struct ExamUnit {
    /// Code of the test (épreuve), unique in the regulation.
    #[schema(max_length = 10, pattern = "^[A-Z]{1,3}[0-9]{1,3}[A-Z]?$", example = "E21")]
    pub code: String,
    /// Official code of the unit, when the text gives one.
    #[schema(max_length = 10, pattern = "^[A-Z]{1,3}[0-9]{1,3}[A-Z]?$", example = "U21")]
    pub unit_code: Option<String>,
    /// Name of the test.
    #[schema(min_length = 1, max_length = 2000)]
    pub label: String,
    /// Coefficient in hundredths; a whole carries the sum of its parts, an optional test may have none.
    #[schema(minimum = 0, maximum = 10000, example = 150)]
    pub coefficient_hundredths: Option<u32>,
    /// Written or oral; absent on a whole made of parts.
    pub form: Option<ExamForm>,
    /// How it is organised; absent on a whole made of parts.
    pub mode: Option<ExamMode>,
    /// Duration in minutes, preparation excluded.
    #[schema(minimum = 1, maximum = 3000)]
    pub duration_minutes: Option<u16>,
    /// Preparation before an oral, in minutes.
    #[schema(minimum = 1, maximum = 480)]
    pub preparation_minutes: Option<u16>,
    /// European credits.
    #[schema(minimum = 1, maximum = 180)]
    pub ects: Option<u8>,
    /// Whether the candidate may do without it.
    #[serde(default)]
    pub optional: bool,
    /// Whether the test is general or professional.
    pub kind: SubjectKind,
    /// Skill block it certifies, by key or RNCP code.
    #[schema(max_length = 60)]
    pub block: Option<String>,
    /// What remains to be checked about this unit.
    #[schema(min_length = 1, max_length = 2000)]
    pub note: Option<String>,
    /// The parts, when the test is a whole made of several.
    #[serde(default)]
    #[schema(no_recursion, max_items = 200)]
    pub parts: Vec<ExamUnit>,
}

impl ExamUnit {
    /// Whether the unit receives a mark itself.
    pub fn is_leaf(&self) -> bool {
        self.parts.is_empty()
    }

    /// The coefficient, zero when the unit has none.
    pub fn coefficient(&self) -> u32 {
        self.coefficient_hundredths.unwrap_or(0)
    }

    /// What the unit weighs in the total: nothing when it is optional.
    pub fn counted_hundredths(&self) -> u32 {
        if self.optional { 0 } else { self.coefficient() }
    }

    /// The units under this one that receive a mark, or itself.
    pub fn leaves(&self) -> Vec<&Self> {
        self.with_parts().into_iter().filter(|unit| unit.is_leaf()).collect()
    }

    fn with_parts(&self) -> Vec<&Self> {
        std::iter::once(self).chain(self.parts.iter().flat_map(Self::with_parts)).collect()
    }
}

text_enum!(
    /// The form of a test.
    ExamForm {
        /// On paper.
        Written = "written" => "Écrit" / "Written",
        /// In front of examiners.
        Oral = "oral" => "Oral" / "Oral",
        /// By doing.
        Practical = "practical" => "Pratique" / "Practical",
    }
);

text_enum!(
    /// How a test is organised.
    ExamMode {
        /// Once, at the end of the training, by the national authority.
        Ponctuelle = "ponctuelle" => "Ponctuelle" / "At the final session",
        /// During the training, by the centre (contrôle en cours de formation).
        Ccf = "ccf" => "Contrôle en cours de formation" / "Assessed during the training",
    }
);
