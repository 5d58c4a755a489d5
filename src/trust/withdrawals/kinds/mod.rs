//! What may be taken back, in one table: where its rows are, who may, who reads it, how it is told.

mod acts;
mod records;

use crate::text_enum;
use crate::trust::access::Act;
use crate::trust::journal::Event;

text_enum!(
    /// What was taken back: a record, or an act on one.
    WithdrawalKind {
        /// The file of an apprentice, with its guardians.
        Apprentice = "apprentice",
        /// An enrolment.
        Enrolment = "enrolment",
        /// A guardian.
        Guardian = "guardian",
        /// An employer.
        Employer = "employer",
        /// A company tutor.
        Tutor = "tutor",
        /// A cohort, with its calendar and its planned mock exams.
        Cohort = "cohort",
        /// A telephone contact, with its corrections.
        PhoneContact = "phone_contact",
        /// A mark.
        Mark = "mark",
        /// An absence.
        Absence = "absence",
        /// What differs from the calendar for an apprentice.
        CalendarOverride = "calendar_override",
        /// A period during which somebody follows an apprentice.
        Referent = "referent",
        /// A derogation to the number of apprentices of a tutor.
        CeilingDerogation = "ceiling_derogation",
        /// The rupture of a contract.
        Rupture = "rupture",
        /// The last signature of a contract.
        ContractSignature = "contract_signature",
        /// The signature of an amendment.
        AmendmentSignature = "amendment_signature",
        /// The calendar of a cohort as last written.
        Calendar = "calendar",
        /// The report of a visit, with all its versions.
        VisitReport = "visit_report",
        /// The deposit of a contract.
        ContractFiling = "contract_filing",
        /// The deposit of an amendment.
        AmendmentFiling = "amendment_filing",
        /// The decision on the deposit of a contract.
        ContractDecision = "contract_decision",
        /// The decision on the deposit of an amendment.
        AmendmentDecision = "amendment_decision",
        /// An invitation of a tutor to a mock exam.
        MockExamInvitation = "mock_exam_invitation",
        /// The cancellation of a visit.
        VisitCancellation = "visit_cancellation",
        /// The cancellation of a mock exam.
        MockExamCancellation = "mock_exam_cancellation",
        /// The holding of a mock exam.
        MockExamHolding = "mock_exam_holding",
        /// The file of an apprentice merged into another.
        ApprenticeMerge = "apprentice_merge",
        /// An employer merged into another.
        EmployerMerge = "employer_merge",
        /// A company tutor merged into another.
        TutorMerge = "tutor_merge",
    }
);

/// What the mechanism knows of a kind.
#[derive(Debug, Clone, Copy)]
pub struct Withdrawable {
    /// Table of the record.
    pub table: &'static str,
    /// Tables of what is part of it, each with the column that names it.
    pub parts: &'static [(&'static str, &'static str)],
    /// Who may take it back, and bring it back.
    pub act: Act,
    /// Who reads it.
    pub read: Act,
    /// Whether the apprentice, and the tutor under their contract, are told too.
    pub shared: bool,
    /// What is told when it is taken back.
    pub withdrawn: Event,
    /// What is told when it comes back.
    pub restored: Event,
    /// Columns shown of it.
    pub shown: &'static [&'static str],
    /// What happened, in French and in English.
    pub title: (&'static str, &'static str),
}

const fn record(
    table: &'static str,
    (act, read): (Act, Act),
    (withdrawn, restored): (Event, Event),
    shown: &'static [&'static str],
    title: (&'static str, &'static str),
) -> Withdrawable {
    Withdrawable { table, parts: &[], act, read, shared: false, withdrawn, restored, shown, title }
}

impl Withdrawable {
    const fn with(self, parts: &'static [(&'static str, &'static str)]) -> Self {
        Self { parts, ..self }
    }

    const fn shared(self) -> Self {
        Self { shared: true, ..self }
    }
}

impl WithdrawalKind {
    /// Whether what the act changed was noted as it was done.
    pub const fn is_noted(self) -> bool {
        matches!(self, Self::ContractSignature | Self::AmendmentSignature | Self::Calendar)
    }

    /// What the mechanism knows of the kind.
    pub const fn facts(self) -> Withdrawable {
        match self {
            Self::Apprentice | Self::Enrolment | Self::Guardian => self.of_people(),
            Self::Employer | Self::Tutor | Self::CeilingDerogation | Self::Cohort => self.of_companies(),
            Self::Referent | Self::CalendarOverride | Self::Absence | Self::PhoneContact => {
                self.of_follow_up()
            }
            Self::ContractSignature | Self::AmendmentSignature | Self::Calendar | Self::VisitReport => {
                self.of_signatures()
            }
            Self::Rupture
            | Self::ContractFiling
            | Self::AmendmentFiling
            | Self::ContractDecision
            | Self::AmendmentDecision => self.of_contracts(),
            Self::Mark
            | Self::MockExamInvitation
            | Self::VisitCancellation
            | Self::MockExamCancellation
            | Self::MockExamHolding => self.of_meetings(),
            Self::ApprenticeMerge | Self::EmployerMerge | Self::TutorMerge => self.of_merges(),
        }
    }
}
