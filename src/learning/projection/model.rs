//! The nouns: which marks count, a unit of the exam with its mark, the scale it is judged on.

use chrono::NaiveDate;

use crate::catalogue::programmes::file::{AwardRule, CatchUpRule, ExamRegulation, ExamUnit, SubjectKind};
use crate::ids::{EnrolmentId, ExamResultId, KeptUnitId, MockExamId};
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::text_enum;
use crate::trust::door::Asker;

/// The highest mark, 20, in hundredths.
pub const FULL_MARK: i64 = 2000;

/// What a point of an optional unit weighs: one, in hundredths of a coefficient.
pub const OPTIONAL_WEIGHT: i64 = 100;

text_enum!(
    /// Which marks a projection starts from.
    #[derive(Default)]
    MarksCounted {
        /// At each unit the latest mark of the mock exams.
        #[default]
        Mock = "mock" => "Notes des examens blancs" / "Marks of the mock exams",
        /// The official marks of the session, with the catch-up orals: of whoever reads official exams.
        Official = "official" => "Notes officielles" / "Official marks",
        /// No mark: what the exam asks of somebody who starts from nothing.
        Nothing = "none" => "Aucune note" / "No mark",
    }
);

text_enum!(
    /// What a unit of the exam counts for in a projection.
    UnitStanding {
        /// A mark counts.
        Marked = "marked" => "Notée" / "Marked",
        /// The mark of an earlier session is kept.
        Kept = "kept" => "Note conservée" / "Mark kept",
        /// The candidate does not sit it: it counts nowhere.
        Exempt = "exempt" => "Dispensée" / "Exempt",
        /// The candidate did not come and said why: zero.
        AbsentJustified = "absent_justified" => "Absence justifiée" / "Absent, justified",
        /// The candidate did not come: no diploma can be delivered.
        Absent = "absent" => "Absence non justifiée" / "Absent, not justified",
        /// No mark yet.
        Remaining = "remaining" => "À passer" / "Still to be sat",
    }
);

/// What a candidate officially has at a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficialMark {
    /// The exam it comes from.
    pub exam_result_id: ExamResultId,
    /// Code of the unit in the regulation.
    pub unit_code: String,
    /// Marked, or absent.
    pub standing: UnitStanding,
    /// The better mark of the unit and its catch-up oral in hundredths, exactly when marked.
    pub mark_hundredths: Option<i64>,
}

/// Reads the official marks of an enrolment at the session of a year.
pub type OfficialMarksOf = fn(&mut Tx, &Asker, EnrolmentId, i32) -> Result<Vec<OfficialMark>, Problem>;

/// Where official marks are read, which is told by a wing that comes later.
#[derive(Clone, Copy)]
pub struct OfficialMarks {
    /// Those that whoever asks may see.
    pub at: OfficialMarksOf,
}

/// The marks of a candidate that decide, of one regulation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PassScale {
    /// Least weighted mean, in hundredths.
    pub pass: i64,
    /// Mark above which the points of an optional unit are added, in hundredths.
    pub threshold: i64,
}

impl From<&AwardRule> for PassScale {
    fn from(rule: &AwardRule) -> Self {
        Self { pass: rule.pass_mark_hundredths.into(), threshold: rule.optional_threshold_hundredths.into() }
    }
}

/// A unit of the exam, and what the candidate has there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectedUnit {
    /// Code in the regulation.
    pub code: String,
    /// Title in the regulation.
    pub label: String,
    /// Coefficient in hundredths; an optional unit adds its points as they are.
    pub weight: i64,
    /// Whether only its points above the threshold are added.
    pub optional: bool,
    /// General or professional.
    pub kind: SubjectKind,
    /// What it counts for.
    pub standing: UnitStanding,
    /// The mark that counts, in hundredths: exactly when marked or kept.
    pub mark: Option<i64>,
    /// The mock exam the mark comes from, and the first day of its month.
    pub origin: Option<(MockExamId, NaiveDate)>,
    /// The official exam the mark comes from.
    pub exam_result: Option<ExamResultId>,
    /// The record by which it is kept or dispensed with.
    pub kept_unit: Option<KeptUnitId>,
}

impl ProjectedUnit {
    /// A unit of a regulation before any mark.
    pub fn blank(unit: &ExamUnit) -> Self {
        Self {
            code: unit.code.clone(),
            label: unit.label.clone(),
            weight: if unit.optional { OPTIONAL_WEIGHT } else { unit.coefficient().into() },
            optional: unit.optional,
            kind: unit.kind,
            standing: UnitStanding::Remaining,
            mark: None,
            origin: None,
            exam_result: None,
            kept_unit: None,
        }
    }

    /// Gives the unit a standing, and the mark that goes with it.
    pub fn stands(&mut self, standing: UnitStanding, mark: Option<i64>) {
        (self.standing, self.mark) = (standing, mark);
        (self.origin, self.exam_result, self.kept_unit) = (None, None, None);
    }

    /// The mark it counts for, in hundredths: zero for an absence with a reason, nothing before it is sat.
    pub fn counted(&self) -> Option<i64> {
        match self.standing {
            UnitStanding::Marked | UnitStanding::Kept => self.mark,
            UnitStanding::AbsentJustified => Some(0),
            UnitStanding::Exempt | UnitStanding::Absent | UnitStanding::Remaining => None,
        }
    }

    /// What a mark at this unit adds to the total, in ten-thousandths.
    pub fn points(&self, mark: i64, scale: PassScale) -> i64 {
        let above = if self.optional { (mark - scale.threshold).max(0) } else { mark };
        above * self.weight
    }

    /// Whether it may still receive a mark.
    pub fn remains(&self) -> bool {
        self.standing == UnitStanding::Remaining
    }

    /// Whether it weighs in the mean that decides.
    pub fn is_compulsory(&self) -> bool {
        !self.optional && self.standing != UnitStanding::Exempt
    }
}

/// The regulation a candidate sits, with what it says of the award.
#[derive(Debug, Clone, Copy)]
pub struct Judged<'a> {
    /// The regulation.
    pub regulation: &'a ExamRegulation,
    /// What it takes.
    pub award: &'a AwardRule,
    /// The orals that give a second chance at this session, if any.
    pub catch_up: Option<&'a CatchUpRule>,
}

impl<'a> Judged<'a> {
    /// What a regulation says of the award to candidates of a session; nothing when its file does not.
    pub fn at(regulation: &'a ExamRegulation, session: i32) -> Option<Self> {
        let open = |rule: &&CatchUpRule| rule.first_session.is_none_or(|first| first <= session);
        let catch_up = regulation.catch_up_oral.as_ref().filter(open);
        Some(Self { regulation, award: regulation.award.as_ref()?, catch_up })
    }
}
