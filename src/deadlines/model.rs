//! The nouns: the facts a clock is read from, and a deadline.

use chrono::{Datelike, NaiveDate};

use crate::calendar::{Place, add_days, is_public_holiday};
use crate::findings::Rule;
use crate::platform::text::Text;
use crate::text_enum;

/// A period, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

/// Months a site accepts around the start of the cycle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SiteMonths {
    /// Before.
    pub before: u32,
    /// After.
    pub after: u32,
}

/// One sending of the contract to who keeps it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SentFile {
    /// Day it was sent.
    pub sent_on: Option<NaiveDate>,
    /// Day the file was complete.
    pub complete_on: Option<NaiveDate>,
    /// Day of the decision.
    pub decided_on: Option<NaiveDate>,
}

/// A change of pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PayStep {
    /// First day at this rate.
    pub from_on: NaiveDate,
    /// Share of the minimum wage, in hundredths of a percent.
    pub percent_hundredths: u32,
    /// Whether the parties agreed on it; else the law asks it.
    pub agreed: bool,
}

text_enum!(
    /// A fact recorded about a contract or an apprentice, which clears what was due.
    MilestoneKind {
        /// The medical visit took place.
        MedicalVisit = "medical_visit",
        /// The student card was given.
        StudentCardGiven = "student_card_given",
        /// The student card was handed back.
        StudentCardReturned = "student_card_returned",
        /// An invoice of the CFA was sent.
        InvoiceSent = "invoice_sent",
        /// A change of pay was announced.
        PayStepAnnounced = "pay_step_announced",
        /// A rupture was told to the body of the deposit.
        RuptureTold = "rupture_told",
        /// A document was received.
        DocumentReceived = "document_received",
    }
);

/// Something recorded as done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// What.
    pub kind: MilestoneKind,
    /// Which one, of what is done several times; empty for what is done once.
    pub step: String,
    /// Day it was done.
    pub done_on: NaiveDate,
}

/// The days of practical training in the company, past and planned, in order, as far as the calendar knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompanyDays {
    days: Vec<NaiveDate>,
    unknown_from: Option<NaiveDate>,
}

impl CompanyDays {
    /// The days of a weekly rhythm (1 for Monday), public holidays left out.
    pub fn weekly(weekdays: &[u32], period: Period, place: Place) -> Self {
        let works = |day: &NaiveDate| {
            weekdays.contains(&day.weekday().number_from_monday()) && !is_public_holiday(*day, place)
        };
        let days = std::iter::successors(Some(period.from), |day| Some(add_days(*day, 1)));
        Self::known_until(days.take_while(|day| *day <= period.to).filter(works).collect(), None)
    }

    /// Days in order, and the first day of which nothing is known, if any.
    pub const fn known_until(days: Vec<NaiveDate>, unknown_from: Option<NaiveDate>) -> Self {
        Self { days, unknown_from }
    }

    /// The first day of which nothing is known.
    pub const fn unknown_from(&self) -> Option<NaiveDate> {
        self.unknown_from
    }

    /// The first days, so many at most.
    pub fn first(&self, count: u32) -> &[NaiveDate] {
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        &self.days[..count.min(self.days.len())]
    }

    /// The day on which so many days of practical training are reached.
    pub fn reaches(&self, count: u32) -> Option<NaiveDate> {
        let index = usize::try_from(count.checked_sub(1)?).ok()?;
        self.days.get(index).copied()
    }
}

/// What a clock is read from; what is not known is left out and said.
#[derive(Debug, Clone)]
pub struct Facts {
    /// First day of execution.
    pub starts_on: NaiveDate,
    /// Last day agreed.
    pub ends_on: NaiveDate,
    /// Day of conclusion.
    pub signed_on: Option<NaiveDate>,
    /// First day of practical training in the company.
    pub practical_starts_on: Option<NaiveDate>,
    /// First day at the CFA.
    pub training_starts_on: Option<NaiveDate>,
    /// The cycle of training.
    pub cycle: Option<Period>,
    /// The window of the site.
    pub site_window: Option<SiteMonths>,
    /// Last day of the exams.
    pub exams_end_on: Option<NaiveDate>,
    /// Last day the certification can be delivered.
    pub last_award_on: Option<NaiveDate>,
    /// Whether the contract finishes a training whose contract was broken.
    pub after_rupture: bool,
    /// Whether the employer is public.
    pub public_employer: bool,
    /// Postal code of the place of work.
    pub workplace_postal_code: Option<String>,
    /// Birth date of the apprentice.
    pub born_on: Option<NaiveDate>,
    /// Day of enrolment at the centre.
    pub enrolled_on: Option<NaiveDate>,
    /// Whether the apprentice works at night.
    pub night_work: bool,
    /// The last sending of the contract.
    pub sent: SentFile,
    /// First day without the broken contract.
    pub rupture_on: Option<NaiveDate>,
    /// Day of the medical visit.
    pub medical_visit_on: Option<NaiveDate>,
    /// Day the student card was given.
    pub student_card_on: Option<NaiveDate>,
    /// Changes of pay.
    pub pay_steps: Vec<PayStep>,
    /// Days in the company, when the alternation and the absences are known.
    pub company_days: Option<CompanyDays>,
    /// The days of presence, the others left out whatever their reason: for whoever may not know it.
    pub presence: Option<CompanyDays>,
    /// What was recorded as done; nothing is ever recorded of a contract that is only imagined.
    pub recorded: Option<Vec<Recorded>>,
}

impl Facts {
    /// A contract of which only the dates are known.
    pub fn between(starts_on: NaiveDate, ends_on: NaiveDate) -> Self {
        Self {
            starts_on,
            ends_on,
            signed_on: None,
            practical_starts_on: None,
            training_starts_on: None,
            cycle: None,
            site_window: None,
            exams_end_on: None,
            last_award_on: None,
            after_rupture: false,
            public_employer: false,
            workplace_postal_code: None,
            born_on: None,
            enrolled_on: None,
            night_work: false,
            sent: SentFile::default(),
            rupture_on: None,
            medical_visit_on: None,
            student_card_on: None,
            pay_steps: Vec::new(),
            company_days: None,
            presence: None,
            recorded: None,
        }
    }

    /// The day something was recorded as done.
    pub fn recorded_on(&self, kind: MilestoneKind, step: &str) -> Option<NaiveDate> {
        let mut all = self.recorded.iter().flatten();
        all.find(|one| one.kind == kind && one.step == step).map(|one| one.done_on)
    }

    /// Public holidays that count: those of the place of work.
    pub fn place(&self) -> Place {
        Place::of_postal_code(self.workplace_postal_code.as_deref())
    }

    /// The days in which practical training takes place, from the first one known.
    pub fn practice(&self) -> Period {
        let from = self.practical_starts_on.unwrap_or(self.starts_on);
        Period { from: from.max(self.starts_on), to: self.last_day() }
    }

    /// Last day really under contract: the eve of the rupture, else the agreed end.
    pub fn last_day(&self) -> NaiveDate {
        self.rupture_on.map_or(self.ends_on, |rupture_on| add_days(rupture_on, -1))
    }
}

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
    pub label: Text,
    /// First day of its window; none when it is open already.
    pub from_on: Option<NaiveDate>,
    /// Last day of its window; none when a fact is missing or there is no last day.
    pub due_on: Option<NaiveDate>,
    /// How the date was found, step by step.
    pub computation: Text,
    /// The rule it comes from.
    pub rule: &'static Rule,
    /// Whether the house knows when it is done.
    pub tracked: bool,
    /// Day it was done.
    pub done_on: Option<NaiveDate>,
    /// Which one, of what is recorded several times.
    pub step: Option<String>,
    /// Why there is no last day.
    pub unknown: Option<Text>,
}

impl Deadline {
    /// Something that happens on one day.
    pub fn on(
        code: DeadlineCode,
        rule: &'static Rule,
        label: Text,
        day: NaiveDate,
        computation: Text,
    ) -> Self {
        Self { from_on: Some(day), ..Self::by(code, rule, label, day, computation) }
    }

    /// Something to do by a day.
    pub fn by(
        code: DeadlineCode,
        rule: &'static Rule,
        label: Text,
        due_on: NaiveDate,
        computation: Text,
    ) -> Self {
        let (from_on, due_on) = (None, Some(due_on));
        let (tracked, done_on, step, unknown) = (false, None, None, None);
        Self { code, label, from_on, due_on, computation, rule, tracked, done_on, step, unknown }
    }

    /// Something whose day cannot be told, and why.
    pub fn unknown(
        code: DeadlineCode,
        rule: &'static Rule,
        label: Text,
        computation: Text,
        why: Text,
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
