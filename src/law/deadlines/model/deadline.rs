//! A deadline: what it is about, its days, its rule, and where it stands.

use chrono::NaiveDate;

use super::facts::{Facts, MilestoneKind};
use crate::law::findings::Rule;
use crate::platform::text::Sentence;
use crate::text_enum;

text_enum!(
    /// What a deadline is about.
    DeadlineCode {
        /// When the law lets the contract start.
        LegalWindow = "legal_window",
        /// When the site expects the contract to start.
        SiteWindow = "site_window",
        /// Signature by the parties.
        Signature = "signature",
        /// First day of the contract.
        Start = "start",
        /// Start of the practical training in the company.
        PracticalStart = "practical_start",
        /// Start at the CFA.
        TrainingStart = "training_start",
        /// Sending of the contract by the employer.
        Deposit = "deposit",
        /// Answer to the deposit.
        DepositAnswer = "deposit_answer",
        /// Contract at the OPCO in time for the aid to the employer.
        EmployerAid = "employer_aid",
        /// Sending of an amendment by the employer.
        AmendmentDeposit = "amendment_deposit",
        /// End of the days during which either side may leave freely.
        FreeRupturePeriod = "free_rupture_period",
        /// Medical visit.
        MedicalVisit = "medical_visit",
        /// Student card given.
        StudentCard = "student_card",
        /// A change of pay.
        PayStep = "pay_step",
        /// A share of the year's amount may be invoiced.
        Invoice = "invoice",
        /// The share of the employer may be invoiced.
        EmployerShare = "employer_share",
        /// Last day of the exams.
        ExamsEnd = "exams_end",
        /// Last day of the contract.
        End = "end",
        /// Latest end of a contract after the exams.
        EndAfterExams = "end_after_exams",
        /// Last day the certification can be delivered.
        LastAward = "last_award",
        /// First day without the broken contract.
        Rupture = "rupture",
        /// Student card handed back.
        StudentCardReturn = "student_card_return",
        /// End of the right to follow the training without a contract.
        TrainingAfterRupture = "training_after_rupture",
        /// Last invoice.
        LastInvoice = "last_invoice",
    }
);

text_enum!(
    /// Where a deadline stands on a day.
    DeadlineState {
        /// What had to be done was recorded.
        Done = "done",
        /// Behind, and not recorded as done.
        Late = "late",
        /// Now is the time.
        Due = "due",
        /// To come.
        Upcoming = "upcoming",
        /// Behind; nothing is recorded of it.
        Past = "past",
        /// A fact is missing.
        Unknown = "unknown",
    }
);

/// A date that matters.
#[derive(Debug, Clone)]
pub struct Deadline {
    /// What it is about.
    pub code: DeadlineCode,
    /// Its name.
    pub label: Sentence,
    /// First day of its window; none when it is open already.
    pub from_on: Option<NaiveDate>,
    /// Last day of its window; none when a fact is missing or there is no last day.
    pub due_on: Option<NaiveDate>,
    /// How the date was found, step by step.
    pub computation: Sentence,
    /// The rule it comes from.
    pub rule: &'static Rule,
    /// Whether the house knows when it is done.
    pub tracked: bool,
    pub done_on: Option<NaiveDate>,
    /// Which one, of what is recorded several times.
    pub step: Option<String>,
    /// Why there is no last day.
    pub unknown: Option<Sentence>,
}

impl Deadline {
    /// Something that happens on one day.
    pub fn on(
        code: DeadlineCode,
        rule: &'static Rule,
        label: Sentence,
        day: NaiveDate,
        computation: Sentence,
    ) -> Self {
        Self { from_on: Some(day), ..Self::by(code, rule, label, day, computation) }
    }

    /// Something to do by a day.
    pub fn by(
        code: DeadlineCode,
        rule: &'static Rule,
        label: Sentence,
        due_on: NaiveDate,
        computation: Sentence,
    ) -> Self {
        let (from_on, due_on) = (None, Some(due_on));
        let (tracked, done_on, step, unknown) = (false, None, None, None);
        Self { code, label, from_on, due_on, computation, rule, tracked, done_on, step, unknown }
    }

    /// Something whose day cannot be told, and why.
    pub fn unknown(
        code: DeadlineCode,
        rule: &'static Rule,
        label: Sentence,
        computation: Sentence,
        why: Sentence,
    ) -> Self {
        let (from_on, due_on, unknown) = (None, None, Some(why));
        let (tracked, done_on, step) = (false, None, None);
        Self { code, label, from_on, due_on, computation, rule, tracked, done_on, step, unknown }
    }

    /// The same, not before a day.
    #[must_use]
    pub fn from(mut self, day: NaiveDate) -> Self {
        self.from_on = Some(day);
        self
    }

    /// The same, whose doing is recorded.
    #[must_use]
    pub fn tracked(mut self, done_on: Option<NaiveDate>) -> Self {
        self.tracked = true;
        self.done_on = done_on;
        self
    }

    /// The same, whose doing may be recorded but often is not.
    #[must_use]
    pub fn perhaps(mut self, done_on: Option<NaiveDate>) -> Self {
        self.done_on = done_on;
        self
    }

    /// The same, cleared by what is recorded of a contract that is kept.
    #[must_use]
    pub fn cleared_by(mut self, facts: &Facts, kind: MilestoneKind, step: Option<String>) -> Self {
        self.tracked |= facts.recorded.is_some();
        self.done_on = self.done_on.or(facts.recorded_on(kind, step.as_deref().unwrap_or_default()));
        self.step = step;
        self
    }

    /// Where it stands on a day.
    pub fn state(&self, today: NaiveDate) -> DeadlineState {
        if self.done_on.is_some_and(|done_on| done_on <= today) {
            return DeadlineState::Done;
        }
        let Some(due_on) = self.due_on else { return DeadlineState::Unknown };
        match self.from_on {
            _ if today > due_on && self.tracked => DeadlineState::Late,
            _ if today > due_on => DeadlineState::Past,
            Some(from_on) if today < from_on => DeadlineState::Upcoming,
            _ => DeadlineState::Due,
        }
    }
}
