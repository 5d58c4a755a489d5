//! The nouns: what a candidate has at a unit, and the result it is part of.

use chrono::{DateTime, Utc};

use crate::learning::mock_exams::model::MockExamPaper;
use crate::learning::mock_exams::rules::{Mark, MarkStatus, Mean};
use crate::text_enum;

text_enum!(
    /// What a candidate has at a unit of a mock exam.
    ResultStatus {
        /// A mark.
        Marked = "marked" => "Noté" / "Marked",
        /// They did not come: not zero.
        Absent = "absent" => "Absent" / "Absent",
        /// They did not come, for a reason that was accepted: not zero.
        AbsentJustified = "absent_justified" => "Absent, justifié" / "Absent, justified",
        /// They do not sit the unit: it counts nowhere.
        Exempt = "exempt" => "Dispensé" / "Exempt",
        /// They keep the mark of an earlier session: it counts nowhere here.
        Kept = "kept" => "Note conservée" / "Mark kept",
        /// Nothing yet.
        Missing = "missing" => "Pas encore noté" / "Not marked yet",
    }
);

impl From<MarkStatus> for ResultStatus {
    fn from(status: MarkStatus) -> Self {
        match status {
            MarkStatus::Marked => Self::Marked,
            MarkStatus::Absent => Self::Absent,
            MarkStatus::AbsentJustified => Self::AbsentJustified,
            MarkStatus::Exempt => Self::Exempt,
        }
    }
}

impl ResultStatus {
    /// Whether the candidate did not come, with a reason or without.
    pub const fn is_absence(self) -> bool {
        matches!(self, Self::Absent | Self::AbsentJustified)
    }

    /// Whether the unit is left out of both sides of the mean.
    pub const fn is_left_out(self) -> bool {
        matches!(self, Self::Exempt | Self::Kept)
    }
}

/// A block of skills, as results name it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlockName {
    /// Key in the programme.
    pub key: String,
    pub label: String,
}

/// A paper with what it weighs, and its block.
#[derive(Debug, Clone)]
pub struct WeighedPaper {
    pub paper: MockExamPaper,
    /// Block the unit certifies, when the regulation names one.
    pub block: Option<BlockName>,
}

/// What a candidate has at one unit.
#[derive(Debug, Clone)]
pub struct UnitResult<'a> {
    pub unit: &'a WeighedPaper,
    pub status: ResultStatus,
    /// The mark in hundredths, exactly when marked.
    pub hundredths: Option<i32>,
    /// Remark of the marker.
    pub remark: Option<&'a str>,
    pub marker: Option<&'a str>,
    /// When the mark was last corrected after its release.
    pub corrected_at: Option<DateTime<Utc>>,
}

impl UnitResult<'_> {
    /// The mark as the mean reckons with it: what is kept counts no more than what is exempt.
    pub fn mark(&self) -> Option<Mark> {
        let status = match self.status {
            ResultStatus::Marked => MarkStatus::Marked,
            ResultStatus::Absent => MarkStatus::Absent,
            ResultStatus::AbsentJustified => MarkStatus::AbsentJustified,
            ResultStatus::Exempt | ResultStatus::Kept => MarkStatus::Exempt,
            ResultStatus::Missing => return None,
        };
        Some(Mark { status, hundredths: self.hundredths })
    }
}

/// The mean over the units of a block.
#[derive(Debug, Clone)]
pub struct BlockResult<'a> {
    pub block: &'a BlockName,
    pub mean: Mean,
}

/// What a candidate has at a mock exam.
#[derive(Debug, Clone)]
pub struct CandidateResult<'a> {
    pub units: Vec<UnitResult<'a>>,
    /// In the order of the units; only blocks that a compulsory unit certifies.
    pub blocks: Vec<BlockResult<'a>>,
    pub mean: Mean,
}
