//! The nouns: the facts of a learner that rates read, a case, a count.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::ids::{ApprenticeId, CohortId, ContractId, EnrolmentId};
use crate::law::figures::ExclusionReason;
use crate::outcomes::results::model::ExamPresence;
use crate::outcomes::surveys::model::OutcomeCategory;
use crate::people::apprentices::rules::status::{ContractSpan, Course};
use crate::text_enum;

text_enum!(
    /// Where a learner or a contract stands in a rate.
    CaseSide {
        /// Counted above and below.
        Numerator = "numerator" => "Compté au numérateur" / "Counted in the numerator",
        /// Counted below alone.
        Denominator = "denominator" => "Compté au dénominateur seul" / "Counted in the denominator alone",
        /// Not counted.
        Excluded = "excluded" => "Non compté" / "Not counted",
    }
);

text_enum!(
    /// Why a rate has no value, or why it is not shown.
    NoValueReason {
        /// There is nobody.
        Nobody = "nobody" => "Personne à compter" / "Nobody to count",
        /// It is too early.
        TooEarly = "too_early" => "Pas encore disponible" / "Not available yet",
        /// Nobody answered.
        NoAnswer = "no_answer" => "Aucune réponse à l'enquête" / "No answer to the survey",
        /// No result is entered.
        ResultUnknown = "result_unknown" => "Résultats pas encore saisis" / "Results not entered yet",
        /// It cannot be computed here.
        NotComputable = "not_computable" => "Ne se calcule pas sur place" / "Cannot be computed here",
        /// Too few people.
        BelowThreshold = "below_threshold" => "Effectif trop faible" / "Too few people",
        /// It would tell of a few people by difference with another.
        DiffersByFew = "differs_by_few"
            => "Trop proche d'un autre chiffre publié" / "Too close to another published figure",
    }
);

/// A signed contract, as rates read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedContract {
    pub id: ContractId,
    pub span: ContractSpan,
    /// Code of the ground of its rupture.
    pub ground: Option<String>,
}

/// What is known of the exam of a learner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ExamFacts {
    /// Their registration was withdrawn.
    pub withdrawn: bool,
    /// Units of which the presence is entered.
    pub units: u32,
    /// Those they did not sit, without a reason.
    pub absences: u32,
    /// Those they did not sit by force majeure.
    pub justified: u32,
    /// Whether the jury admitted them, once it decided.
    pub admitted: Option<bool>,
}

impl ExamFacts {
    /// The same with some units more.
    pub const fn add(&mut self, presence: ExamPresence, units: u32) {
        self.units += units;
        match presence {
            ExamPresence::Present => {}
            ExamPresence::Absent => self.absences += units,
            ExamPresence::AbsentJustified => self.justified += units,
        }
    }
}

/// The facts of a learner in one enrolment that rates read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LearnerFacts {
    pub apprentice: ApprenticeId,
    pub enrolment: EnrolmentId,
    pub cohort: CohortId,
    /// Year of the exam session of the cohort.
    pub session: i32,
    /// Their own way through the cohort.
    pub course: Course,
    pub excluded_on: Option<NaiveDate>,
    pub contracts: Vec<CountedContract>,
    /// First days of the enrolments that came later, here or at another site.
    pub later: Vec<NaiveDate>,
    /// Whether one of them is in the same programme.
    pub goes_on: bool,
    pub exam: Option<ExamFacts>,
    /// What they said, by months after the end.
    pub answers: BTreeMap<u32, OutcomeCategory>,
    /// The day they left before the end, as the national dashboard counts it; a diploma is no early end.
    pub left_on: Option<NaiveDate>,
}

/// Where one learner or contract stands in a rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CaseStanding {
    /// Above and below.
    Numerator,
    /// Below alone.
    Denominator,
    /// Left out, and why.
    Excluded(ExclusionReason),
}

impl CaseStanding {
    /// Which side it is on.
    pub const fn side(self) -> CaseSide {
        match self {
            Self::Numerator => CaseSide::Numerator,
            Self::Denominator => CaseSide::Denominator,
            Self::Excluded(_) => CaseSide::Excluded,
        }
    }

    /// Why it is left out, if it is.
    pub const fn reason(self) -> Option<ExclusionReason> {
        match self {
            Self::Excluded(reason) => Some(reason),
            Self::Numerator | Self::Denominator => None,
        }
    }
}

/// A learner, or one of their contracts, in a rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateCase {
    pub apprentice: ApprenticeId,
    pub enrolment: EnrolmentId,
    /// The contract, where contracts are counted.
    pub contract: Option<ContractId>,
    pub standing: CaseStanding,
}

impl RateCase {
    /// What tells it from the others of its rate: the contract, else the enrolment.
    pub fn key(&self) -> Uuid {
        self.contract.map_or(self.enrolment.0, |contract| contract.0)
    }
}

/// What a rate comes to: exact, and who is left out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RateCount {
    pub numerator: u32,
    pub denominator: u32,
    /// How many are left out, by reason.
    pub excluded: BTreeMap<ExclusionReason, u32>,
}
