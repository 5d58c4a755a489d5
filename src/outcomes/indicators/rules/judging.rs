//! Where a learner, or a contract, stands in a rate as of a day.
//!
//! Source of the formulas: `catalogue/law/indicators.toml`, each with its article and how sure it is.

use chrono::{Datelike, NaiveDate};

use crate::law::calendar::add_months;
use crate::law::figures::{
    AwardBase, ExclusionReason, IndicatorChoices, IndicatorRate, Law, RateDefinition, RuptureCohort,
};
use crate::outcomes::indicators::model::{
    CaseStanding, CountedContract, ExamFacts, LearnerFacts, RateCase, SessionAttempt,
};
use crate::outcomes::surveys::model::OutcomeCategory;
use crate::people::apprentices::rules::status::{ContractSpan, EnrolmentStatus, history};

use CaseStanding::{Denominator, Excluded, Numerator};
use ExclusionReason as Out;

/// A ground that ends a training well, before its time.
const DIPLOMA_OBTAINED: &str = "diploma_obtained";
/// Months of the last year of a training.
const LAST_YEAR_MONTHS: i32 = 12;

/// A rate to be judged, by a definition and the choices of the house, as of a day.
#[derive(Debug, Clone, Copy)]
pub struct RateRule<'a> {
    pub definition: &'a RateDefinition,
    pub choices: &'a IndicatorChoices,
    pub as_of: NaiveDate,
}

impl RateRule<'_> {
    /// Every case of some learners: each of them at a session, or each of their contracts, once.
    pub fn cases(&self, learners: &[LearnerFacts]) -> Vec<RateCase> {
        learners.iter().flat_map(|learner| self.cases_of(learner)).collect()
    }

    fn cases_of(&self, learner: &LearnerFacts) -> Vec<RateCase> {
        let case = |contract, standing| RateCase {
            apprentice: learner.apprentice,
            enrolment: learner.enrolment,
            session: learner.session,
            attempt: learner.attempt,
            contract,
            standing,
        };
        if self.definition.rate == IndicatorRate::Rupture {
            let each = learner.judged();
            return each.map(|one| case(Some(one.id), self.contract(learner, one))).collect();
        }
        vec![case(None, self.learner(learner).unwrap_or_else(Excluded))]
    }

    fn learner(&self, learner: &LearnerFacts) -> Result<CaseStanding, Out> {
        use IndicatorRate as Rate;
        if self.definition.rate == Rate::ValueAdded {
            return Err(Out::NotComputable);
        }
        if learner.course.starts_on > self.as_of {
            return Err(Out::NotEntered);
        }
        match self.definition.rate {
            Rate::Insertion6 | Rate::Insertion12 | Rate::Insertion18 | Rate::Insertion24 => {
                self.insertion(learner)
            }
            Rate::Employed6 => self.situation(learner, OutcomeCategory::Employed),
            Rate::Studying6 | Rate::FurtherStudy => self.situation(learner, OutcomeCategory::Studying),
            Rate::Other6 => self.situation(learner, OutcomeCategory::Other),
            Rate::Presentation => self.presentation(learner),
            Rate::Success => self.success(learner, AwardBase::Present),
            Rate::Award => self.success(learner, self.choices.award_over),
            Rate::Interruption if learner.attempt == SessionAttempt::ExamAlone => Err(Out::NotEntered),
            Rate::Interruption => Ok(counted(!learner.goes_on && learner.left_on.is_some())),
            Rate::Rupture | Rate::ValueAdded => Err(Out::NotComputable),
        }
    }

    /// Refuses whoever was not in the last year, or is still in it.
    fn last_year(&self, learner: &LearnerFacts) -> Result<(), Out> {
        let last_year = add_months(learner.course.ends_on, -LAST_YEAR_MONTHS);
        let left = learner.left_on.is_some_and(|on| on <= last_year.max(learner.course.starts_on));
        match () {
            // the year of a session sat alone is none of theirs
            () if left || learner.attempt == SessionAttempt::ExamAlone => Err(Out::LeftBeforeLastYear),
            () if learner.course.ends_on >= self.as_of => Err(Out::TooEarly),
            () => Ok(()),
        }
    }

    fn insertion(&self, learner: &LearnerFacts) -> Result<CaseStanding, Out> {
        self.last_year(learner)?;
        let first = learner.answers.first_key_value().map(|(_, situation)| *situation);
        if self.studies_here(learner) || first == Some(OutcomeCategory::Studying) {
            return Err(Out::FurtherStudy);
        }
        let answered = self.answer(learner)?;
        Ok(counted(answered == Some(OutcomeCategory::Employed)))
    }

    fn situation(&self, learner: &LearnerFacts, sought: OutcomeCategory) -> Result<CaseStanding, Out> {
        self.last_year(learner)?;
        let found = match self.studies_here(learner) {
            true => Some(OutcomeCategory::Studying),
            false => self.answer(learner)?,
        };
        Ok(counted(found == Some(sought)))
    }

    /// What they said at the months of the rate; none when they are counted though they said nothing.
    fn answer(&self, learner: &LearnerFacts) -> Result<Option<OutcomeCategory>, Out> {
        let months = self.definition.months.unwrap_or_default();
        if let Some(answered) = learner.answers.get(&months) {
            return Ok(Some(*answered));
        }
        match add_months(learner.course.ends_on, months.cast_signed()) > self.as_of {
            true => Err(Out::TooEarly),
            false if self.choices.non_answers_counted => Ok(None),
            false => Err(Out::NoAnswer),
        }
    }

    /// Whether they are enrolled anew within the months that make it further study.
    fn studies_here(&self, learner: &LearnerFacts) -> bool {
        let within = self.choices.further_study_within_months.cast_signed();
        let last = add_months(learner.course.ends_on, within).min(self.as_of);
        learner.later.iter().any(|on| *on <= last)
    }

    fn registered(learner: &LearnerFacts) -> Result<ExamFacts, Out> {
        let exam = learner.exam.ok_or(Out::NotRegistered)?;
        if exam.withdrawn { Err(Out::RegistrationWithdrawn) } else { Ok(exam) }
    }

    /// Whether they sat everything; not known before a presence or an admission is entered.
    fn present(&self, exam: ExamFacts) -> Option<bool> {
        let justified = exam.justified == 0 || self.choices.force_majeure_is_present;
        match exam.admitted {
            Some(true) => Some(true),
            _ if exam.units == 0 => None,
            _ => Some(exam.absences == 0 && justified),
        }
    }

    fn presentation(&self, learner: &LearnerFacts) -> Result<CaseStanding, Out> {
        let exam = Self::registered(learner)?;
        self.present(exam).map(counted).ok_or(Out::ResultUnknown)
    }

    fn success(&self, learner: &LearnerFacts, over: AwardBase) -> Result<CaseStanding, Out> {
        let exam = Self::registered(learner)?;
        match (self.present(exam), over) {
            (Some(false), AwardBase::Present) => return Err(Out::Absent),
            (Some(false), AwardBase::Registered) => return Ok(Denominator),
            (None, AwardBase::Present) => return Err(Out::ResultUnknown),
            (Some(true) | None, _) => {}
        }
        exam.admitted.map(counted).ok_or(Out::ResultUnknown)
    }

    fn contract(&self, learner: &LearnerFacts, contract: &CountedContract) -> CaseStanding {
        let ends = contract.span.ends_on.map(|on| on.year());
        match self.choices.rupture_cohort {
            RuptureCohort::PlannedEndInSession if ends != Some(learner.session) => {
                return Excluded(Out::OtherCohort);
            }
            _ if contract.span.starts_on > self.as_of => return Excluded(Out::NotStarted),
            _ => {}
        }
        let left_out = |ground: &String| self.choices.grounds_left_out.contains(ground);
        let within = self.choices.rupture_within_months.cast_signed();
        let limit = add_months(contract.span.starts_on, within);
        let broken = contract.known_on(self.as_of).broken_on.is_some_and(|on| within == 0 || on < limit);
        counted(broken && !contract.ground.as_ref().is_some_and(left_out))
    }
}

/// The day a learner left before the end, if they did by a day; a diploma is no early end, and who sits an exam alone leaves no
/// training. Every rate reads it: it is found once.
pub fn left_on(learner: &LearnerFacts, law: &Law, as_of: NaiveDate) -> Option<NaiveDate> {
    if learner.attempt == SessionAttempt::ExamAlone {
        return None;
    }
    let admitted = learner.exam.and_then(|exam| exam.admitted) == Some(true);
    let early = learner.contracts.iter().any(|one| one.ground.as_deref() == Some(DIPLOMA_OBTAINED));
    if admitted || early {
        return None;
    }
    let known = learner.contracts.iter().map(|one| one.known_on(as_of)).collect::<Vec<_>>();
    let changes = history(learner.course, &known, learner.excluded_on, law);
    let last = changes.into_iter().rfind(|change| change.on <= as_of)?;
    (last.status == EnrolmentStatus::DroppedOut).then_some(last.on)
}

impl CountedContract {
    /// The dates of a contract as they were known on a day.
    fn known_on(&self, as_of: NaiveDate) -> ContractSpan {
        let broken_on = self.span.broken_on.filter(|on| *on <= as_of);
        ContractSpan { broken_on, ..self.span }
    }
}

/// Learners who were excluded while a contract of theirs still runs: a rupture that nobody dated.
pub fn undated_ruptures(learners: &[LearnerFacts], as_of: NaiveDate) -> u32 {
    let undated = learners.iter().filter(|learner| {
        let excluded_on = learner.excluded_on.filter(|on| *on <= as_of);
        let runs_past = |on: NaiveDate, span: &ContractSpan| {
            span.broken_on.is_none() && span.starts_on <= on && span.ends_on.is_none_or(|end| end >= on)
        };
        excluded_on.is_some_and(|on| learner.contracts.iter().any(|one| runs_past(on, &one.span)))
    });
    u32::try_from(undated.count()).unwrap_or(u32::MAX)
}

const fn counted(above: bool) -> CaseStanding {
    if above { Numerator } else { Denominator }
}
