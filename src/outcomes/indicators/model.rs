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

text_enum!(
    /// How a learner comes to an exam session.
    SessionAttempt {
        /// With their cohort.
        Cohort = "cohort" => "Avec sa promotion" / "With their cohort",
        /// After a failure, in a year repeated under the same enrolment.
        Repeat = "repeat" => "Redouble sous la même inscription" / "Repeats under the same enrolment",
        /// For the exam alone, the training over.
        ExamAlone = "exam_alone" => "Repasse l'examen seul" / "Sits the exam alone again",
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

/// The facts of a learner at one session of an enrolment that rates read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LearnerFacts {
    pub apprentice: ApprenticeId,
    pub enrolment: EnrolmentId,
    pub cohort: CohortId,
    /// Year of the exam session: the cohort's, or a later one sat under the same enrolment.
    pub session: i32,
    /// How they come to it.
    pub attempt: SessionAttempt,
    /// Their own way through the cohort, as far as it leads to that session.
    pub course: Course,
    pub excluded_on: Option<NaiveDate>,
    pub contracts: Vec<CountedContract>,
    /// Those of them that count at another session of the enrolment.
    pub judged_elsewhere: Vec<ContractId>,
    /// First days of the enrolments, or of the repeated year, that came later, here or at another site.
    pub later: Vec<NaiveDate>,
    /// Whether one of them is in the same programme, as a repeated year is.
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

impl LearnerFacts {
    /// The contracts that count at this session: each counts at one.
    pub fn judged(&self) -> impl Iterator<Item = &CountedContract> {
        self.contracts.iter().filter(|one| !self.judged_elsewhere.contains(&one.id))
    }
}

/// A learner, or one of their contracts, in a rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateCase {
    pub apprentice: ApprenticeId,
    pub enrolment: EnrolmentId,
    /// Year of the exam session it is about.
    pub session: i32,
    /// How the learner comes to it.
    pub attempt: SessionAttempt,
    /// The contract, where contracts are counted.
    pub contract: Option<ContractId>,
    pub standing: CaseStanding,
}

impl RateCase {
    /// What tells it from the others of its rate: the contract, which counts once; else the enrolment at the session of its
    /// cohort, and at a later one what is made of both.
    pub fn key(&self) -> Uuid {
        match (self.contract, self.attempt) {
            (Some(contract), _) => contract.0,
            (None, SessionAttempt::Cohort) => self.enrolment.0,
            (None, SessionAttempt::Repeat | SessionAttempt::ExamAlone) => {
                Uuid::new_v5(&self.enrolment.0, &self.session.to_be_bytes())
            }
        }
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
