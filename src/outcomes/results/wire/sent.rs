//! What is sent: the exam of one candidate, or of a class.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ids::EnrolmentId;
use crate::outcomes::results::model::{ExamPresence, ExamResultFacts, ExamUnitFacts, JuryDecision};
use crate::outcomes::results::rules::CandidateExam;
use crate::platform::body::MergePatch;

/// What a candidate has at a unit, as sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitResultIn {
    /// Code of a unit of the regulation that receives a mark.
    #[schema(min_length = 1, max_length = 10, example = "E5")]
    pub unit: String,
    /// Whether they came; an absence of force majeure counts as zero, any other bars the diploma.
    pub presence: ExamPresence,
    /// Official mark out of 20 in hundredths, only of who came; absent until it is known.
    #[schema(minimum = 0, maximum = 2000, example = 1150)]
    pub mark_hundredths: Option<i32>,
    /// Mark of the catch-up oral in hundredths; the better of both is kept.
    #[schema(minimum = 0, maximum = 2000, example = 1200)]
    pub catch_up_hundredths: Option<i32>,
}

impl From<UnitResultIn> for ExamUnitFacts {
    fn from(sent: UnitResultIn) -> Self {
        let UnitResultIn { unit: unit_code, presence, mark_hundredths, catch_up_hundredths } = sent;
        Self { unit_code, presence, mark_hundredths, catch_up_hundredths }
    }
}

impl From<&ExamUnitFacts> for UnitResultIn {
    fn from(facts: &ExamUnitFacts) -> Self {
        let ExamUnitFacts { unit_code, presence, mark_hundredths, catch_up_hundredths } = facts.clone();
        Self { unit: unit_code, presence, mark_hundredths, catch_up_hundredths }
    }
}

/// The exam of a candidate at a session, as sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"registered_on": "2026-11-05", "candidate_number": "02112345678"}))]
pub struct ExamResultIn {
    /// Day on which the candidate was registered.
    pub registered_on: NaiveDate,
    /// Number given by the registration service.
    #[schema(min_length = 1, max_length = 30, example = "02112345678")]
    pub candidate_number: Option<String>,
    /// Day on which the candidate gave the session up.
    pub registration_withdrawn_on: Option<NaiveDate>,
    /// What the jury decided, as given.
    pub decision: Option<JuryDecision>,
    /// Day of the decision, exactly when there is one.
    pub decided_on: Option<NaiveDate>,
    /// Where the decision is written.
    #[schema(min_length = 1, max_length = 200, example = "Procès-verbal du 05/07/2027")]
    pub decision_reference: Option<String>,
    /// Day on which the diploma was obtained, only of the admitted.
    pub diploma_on: Option<NaiveDate>,
    /// What they have at each unit; all of them, in place of those there.
    #[serde(default)]
    #[schema(max_items = 50)]
    pub units: Vec<UnitResultIn>,
    /// Why, for a correction after the decision of the jury.
    #[schema(min_length = 3, max_length = 500, example = "Note mal reportée du relevé")]
    pub correction_reason: Option<String>,
}

/// Any of the fields of an exam, null to clear; `units` is replaced as a whole.
pub type ExamResultPatch = MergePatch<ExamResultIn>;

impl ExamResultIn {
    /// An exam as it could have been sent.
    pub fn of(exam: &CandidateExam) -> Self {
        let facts = exam.facts.clone();
        Self {
            registered_on: facts.registered_on,
            candidate_number: facts.candidate_number,
            registration_withdrawn_on: facts.registration_withdrawn_on,
            decision: facts.decision,
            decided_on: facts.decided_on,
            decision_reference: facts.decision_reference,
            diploma_on: facts.diploma_on,
            units: exam.units.iter().map(UnitResultIn::from).collect(),
            correction_reason: None,
        }
    }

    /// What it tells, and why when it corrects.
    pub fn told(self) -> (CandidateExam, Option<String>) {
        let facts = ExamResultFacts {
            registered_on: self.registered_on,
            candidate_number: self.candidate_number,
            registration_withdrawn_on: self.registration_withdrawn_on,
            decision: self.decision,
            decided_on: self.decided_on,
            decision_reference: self.decision_reference,
            diploma_on: self.diploma_on,
        };
        let units = self.units.into_iter().map(ExamUnitFacts::from).collect();
        (CandidateExam { facts, units }, self.correction_reason)
    }
}

/// The exam of one candidate of a class, as sent: what is absent stays as it is.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClassResultIn {
    /// Enrolment of the candidate in the cohort.
    pub enrolment_id: EnrolmentId,
    /// Day on which the candidate was registered; required of whoever is not yet.
    pub registered_on: Option<NaiveDate>,
    /// Number given by the registration service.
    #[schema(min_length = 1, max_length = 30)]
    pub candidate_number: Option<String>,
    /// Day on which the candidate gave the session up.
    pub registration_withdrawn_on: Option<NaiveDate>,
    /// What the jury decided, as given.
    pub decision: Option<JuryDecision>,
    /// Day of the decision.
    pub decided_on: Option<NaiveDate>,
    /// Where the decision is written.
    #[schema(min_length = 1, max_length = 200)]
    pub decision_reference: Option<String>,
    /// Day on which the diploma was obtained.
    pub diploma_on: Option<NaiveDate>,
    /// What they have at some units, each in place of what is there for it; the others stay.
    #[serde(default)]
    #[schema(max_items = 50)]
    pub units: Vec<UnitResultIn>,
    /// Version the row was decided on; refused when it changed since.
    #[schema(minimum = 1)]
    pub version: Option<i64>,
}

impl ClassResultIn {
    /// The exam once the row is written over what was known; none when nobody registered the candidate.
    pub fn over(&self, known: Option<&CandidateExam>) -> Option<CandidateExam> {
        let before = known.map(|exam| &exam.facts);
        let text = |sent: &Option<String>, before: Option<&Option<String>>| {
            sent.clone().or_else(|| before.cloned().flatten())
        };
        let day = |sent: Option<NaiveDate>, before: Option<Option<NaiveDate>>| sent.or(before.flatten());
        let facts = ExamResultFacts {
            registered_on: self.registered_on.or(before.map(|facts| facts.registered_on))?,
            candidate_number: text(&self.candidate_number, before.map(|facts| &facts.candidate_number)),
            registration_withdrawn_on: day(
                self.registration_withdrawn_on,
                before.map(|facts| facts.registration_withdrawn_on),
            ),
            decision: self.decision.or(before.and_then(|facts| facts.decision)),
            decided_on: day(self.decided_on, before.map(|facts| facts.decided_on)),
            decision_reference: text(&self.decision_reference, before.map(|facts| &facts.decision_reference)),
            diploma_on: day(self.diploma_on, before.map(|facts| facts.diploma_on)),
        };
        let sent = |code: &str| self.units.iter().any(|unit| unit.unit == code);
        let mut units: Vec<ExamUnitFacts> = self.units.iter().cloned().map(Into::into).collect();
        let kept = known.into_iter().flat_map(|exam| &exam.units).filter(|unit| !sent(&unit.unit_code));
        units.extend(kept.cloned());
        Some(CandidateExam { facts, units })
    }
}

/// The exams of a class at a session, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"rows": [
    {"enrolment_id": "0198df00-3c1e-7a52-9c2f-5d1b2a4e6f71", "registered_on": "2026-11-05",
     "candidate_number": "02112345678"},
]}))]
pub struct ClassResultsIn {
    /// Year of the session; that of the cohort when absent.
    #[schema(minimum = 1990, maximum = 2100, example = 2027)]
    pub session: Option<i32>,
    /// One row for each candidate, all saved or none.
    #[schema(min_items = 1, max_items = 200)]
    pub rows: Vec<ClassResultIn>,
}
