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
        LegalWindow = "legal_window" => "Période légale de début du contrat" / "Legal window to start",
        /// When the site expects the contract to start.
        SiteWindow = "site_window"
            => "Période de début souhaitée par le site" / "Window expected by the site",
        /// Signature by the parties.
        Signature = "signature" => "Signature" / "Signature",
        /// First day of the contract.
        Start = "start" => "Début du contrat" / "Start of the contract",
        /// Start of the practical training in the company.
        PracticalStart = "practical_start"
            => "Début de la formation pratique" / "Start of the practical training",
        /// Start at the CFA.
        TrainingStart = "training_start" => "Début de la formation au CFA" / "Start at the CFA",
        /// Sending of the contract by the employer.
        Deposit = "deposit" => "Envoi du contrat par l'employeur" / "Sending of the contract",
        /// Answer to the deposit.
        DepositAnswer = "deposit_answer" => "Réponse au dépôt" / "Answer to the deposit",
        /// Contract at the OPCO in time for the aid to the employer.
        EmployerAid = "employer_aid" => "Aide à l'employeur" / "Aid to the employer",
        /// Sending of an amendment by the employer.
        AmendmentDeposit = "amendment_deposit" => "Envoi d'un avenant" / "Sending of an amendment",
        /// End of the days during which either side may leave freely.
        FreeRupturePeriod = "free_rupture_period"
            => "Fin de la période de rupture libre" / "End of the free rupture period",
        /// Medical visit.
        MedicalVisit = "medical_visit" => "Visite médicale" / "Medical visit",
        /// Student card given.
        StudentCard = "student_card" => "Carte d'étudiant" / "Student card",
        /// A change of pay.
        PayStep = "pay_step" => "Changement de rémunération" / "Change of pay",
        /// A share of the year's amount may be invoiced.
        Invoice = "invoice" => "Facture" / "Invoice",
        /// The share of the employer may be invoiced.
        EmployerShare = "employer_share" => "Part de l'employeur" / "Share of the employer",
        /// Last day of the exams.
        ExamsEnd = "exams_end" => "Fin des examens" / "End of the exams",
        /// Last day of the contract.
        End = "end" => "Fin du contrat" / "End of the contract",
        /// Latest end of a contract after the exams.
        EndAfterExams = "end_after_exams"
            => "Fin au plus tard après les examens" / "Latest end after the exams",
        /// Last day the certification can be delivered.
        LastAward = "last_award" => "Dernier jour de délivrance du diplôme" / "Last day of the award",
        /// First day without the broken contract.
        Rupture = "rupture" => "Rupture" / "Rupture",
        /// Student card handed back.
        StudentCardReturn = "student_card_return"
            => "Restitution de la carte d'étudiant" / "Student card handed back",
        /// End of the right to follow the training without a contract.
        TrainingAfterRupture = "training_after_rupture"
            => "Fin du droit à la formation sans contrat" / "End of the training without a contract",
        /// Last invoice.
        LastInvoice = "last_invoice" => "Dernière facture" / "Last invoice",
    }
);

text_enum!(
    /// Where a deadline stands on a day.
    DeadlineState {
        /// What had to be done was recorded.
        Done = "done" => "Fait" / "Done",
        /// Behind, and not recorded as done.
        Late = "late" => "En retard" / "Late",
        /// Now is the time.
        Due = "due" => "À faire" / "Due",
        /// To come.
        Upcoming = "upcoming" => "À venir" / "Upcoming",
        /// Behind; nothing is recorded of it.
        Past = "past" => "Passé" / "Past",
        /// A fact is missing.
        Unknown = "unknown" => "Inconnu" / "Unknown",
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
