//! What may be taken back, in one table: where its rows are, who may, who reads it, how it is told.

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

    const fn of_people(self) -> Withdrawable {
        use Event as E;
        match self {
            Self::Apprentice => record(
                "apprentices",
                (Act::ChangeApprentice, Act::ReadApprentice),
                (E::ApprenticeWithdrawn, E::ApprenticeRestored),
                &["given_name", "family_name", "born_on"],
                ("Fiche de l'apprenti retirée", "File of the apprentice taken back"),
            )
            .with(&[
                ("apprentice_disabilities", "apprentice_id"),
                ("guardians", "apprentice_id"),
                ("obligation_waivers", "apprentice_id"),
                ("obligation_snoozes", "apprentice_id"),
                ("tutor_link_apprentices", "apprentice_id"),
            ]),
            Self::Guardian => record(
                "guardians",
                (Act::WriteGuardian, Act::ReadGuardian),
                (E::GuardianWithdrawn, E::GuardianRestored),
                &["given_name", "family_name", "relation"],
                ("Représentant légal retiré", "Guardian taken back"),
            ),
            _ => record(
                "enrolments",
                (Act::ChangeEnrolment, Act::ReadApprentice),
                (E::EnrolmentWithdrawn, E::EnrolmentRestored),
                &["cohort_id", "enrolled_on", "entered_on", "excluded_on"],
                ("Inscription retirée", "Enrolment taken back"),
            )
            .shared(),
        }
    }

    const fn of_companies(self) -> Withdrawable {
        use Event as E;
        match self {
            Self::Employer => record(
                "employers",
                (Act::ChangeEmployer, Act::ReadEmployer),
                (E::EmployerWithdrawn, E::EmployerRestored),
                &["name", "siret", "city"],
                ("Employeur retiré", "Employer taken back"),
            ),
            Self::Tutor => record(
                "tutors",
                (Act::ChangeTutor, Act::ReadTutor),
                (E::TutorWithdrawn, E::TutorRestored),
                &["given_name", "family_name", "employer_id"],
                ("Maître d'apprentissage retiré", "Company tutor taken back"),
            ),
            Self::Cohort => record(
                "cohorts",
                (Act::ChangeCohort, Act::ReadCohort),
                (E::CohortWithdrawn, E::CohortRestored),
                &["name", "starts_on", "ends_on"],
                ("Promotion retirée", "Cohort taken back"),
            )
            .with(&[
                ("cohort_calendars", "cohort_id"),
                ("cohort_rhythms", "cohort_id"),
                ("cohort_exceptions", "cohort_id"),
            ]),
            _ => record(
                "ceiling_derogations",
                (Act::GrantCeilingDerogation, Act::ReadCeilingDerogation),
                (E::CeilingDerogationWithdrawn, E::CeilingDerogationRestored),
                &["tutor_id", "granted_on", "from_on", "to_on", "apprentices"],
                ("Dérogation retirée", "Derogation taken back"),
            ),
        }
    }

    const fn of_follow_up(self) -> Withdrawable {
        use Event as E;
        match self {
            Self::Referent => record(
                "referents",
                (Act::NameReferent, Act::ReadReferent),
                (E::ReferentWithdrawn, E::ReferentRestored),
                &["account_id", "kind", "from_on", "to_on"],
                ("Référent retiré", "Referent taken back"),
            ),
            Self::CalendarOverride => record(
                "calendar_overrides",
                (Act::ChangeCalendar, Act::ReadCalendarOverride),
                (E::CalendarOverrideWithdrawn, E::CalendarOverrideRestored),
                &["from_on", "to_on"],
                ("Différence de calendrier retirée", "Difference of calendar taken back"),
            ),
            Self::Absence => record(
                "absences",
                (Act::ChangeAbsence, Act::ReadAbsence),
                (E::AbsenceWithdrawn, E::AbsenceRestored),
                &["away_from", "from_on", "from_half", "to_on", "to_half"],
                ("Absence retirée", "Absence taken back"),
            ),
            _ => record(
                "phone_contacts",
                (Act::LogPhoneContact, Act::ReadPhoneContact),
                (E::PhoneContactWithdrawn, E::PhoneContactRestored),
                &["called_at", "party", "outcome"],
                ("Appel retiré", "Call taken back"),
            )
            .with(&[("phone_contact_corrections", "phone_contact_id")]),
        }
    }

    const fn of_contracts(self) -> Withdrawable {
        use Event as E;
        let filed = (Act::FileContract, Act::ReadContract);
        let sent: &'static [&'static str] = &["attempt", "addressee", "sent_on"];
        match self {
            Self::Rupture => record(
                "ruptures",
                (Act::ChangeRupture, Act::ReadRupture),
                (E::RuptureWithdrawn, E::RuptureRestored),
                &["effective_on", "initiator", "ground", "notice_received_on"],
                ("Rupture retirée", "Rupture taken back"),
            ),
            Self::ContractFiling => record(
                "contract_filings",
                filed,
                (E::ContractFilingWithdrawn, E::ContractFilingRestored),
                sent,
                ("Dépôt du contrat retiré", "Deposit of the contract taken back"),
            ),
            Self::AmendmentFiling => record(
                "amendment_filings",
                filed,
                (E::AmendmentFilingWithdrawn, E::AmendmentFilingRestored),
                sent,
                ("Dépôt de l'avenant retiré", "Deposit of the amendment taken back"),
            ),
            _ => self.of_decisions(),
        }
        .shared()
    }

    const fn of_signatures(self) -> Withdrawable {
        use Event as E;
        match self {
            Self::ContractSignature => record(
                "contracts",
                (Act::SignContract, Act::ReadContract),
                (E::ContractUnsigned, E::ContractSigned),
                &["state", "signed_on", "starts_on", "ends_on"],
                ("Signature du contrat retirée", "Signature of the contract taken back"),
            ),
            Self::AmendmentSignature => record(
                "amendments",
                (Act::SignContract, Act::ReadContract),
                (E::AmendmentUnsigned, E::AmendmentSigned),
                &["type_code", "effective_on", "signed_on"],
                ("Signature de l'avenant retirée", "Signature of the amendment taken back"),
            ),
            Self::Calendar => record(
                "cohort_calendars",
                (Act::ChangeCalendar, Act::ReadCohort),
                (E::CalendarWithdrawn, E::CalendarWritten),
                &[],
                ("Calendrier de la promotion retiré", "Calendar of the cohort taken back"),
            ),
            _ => record(
                "visits",
                (Act::CorrectVisit, Act::ReadVisit),
                (E::VisitReportWithdrawn, E::VisitHeld),
                &["held_on", "held_mode"],
                ("Compte rendu de visite retiré", "Report of a visit taken back"),
            ),
        }
        .shared()
    }

    const fn of_merges(self) -> Withdrawable {
        use Event as E;
        match self {
            Self::ApprenticeMerge => record(
                "apprentices",
                (Act::ChangeApprentice, Act::ReadApprentice),
                (E::ApprenticeMerged, E::ApprenticeParted),
                &["given_name", "family_name", "born_on"],
                ("Fiche fusionnée dans une autre", "File merged into another"),
            ),
            Self::EmployerMerge => record(
                "employers",
                (Act::ChangeEmployer, Act::ReadEmployer),
                (E::EmployerMerged, E::EmployerParted),
                &["name", "siret", "city"],
                ("Employeur fusionné dans un autre", "Employer merged into another"),
            ),
            _ => record(
                "tutors",
                (Act::ChangeTutor, Act::ReadTutor),
                (E::TutorMerged, E::TutorParted),
                &["given_name", "family_name", "employer_id"],
                ("Maître d'apprentissage fusionné dans un autre", "Company tutor merged into another"),
            ),
        }
    }

    const fn of_decisions(self) -> Withdrawable {
        use Event as E;
        let filed = (Act::FileContract, Act::ReadContract);
        match self {
            Self::ContractDecision => record(
                "contract_filings",
                filed,
                (E::ContractDecisionWithdrawn, E::ContractDecisionRestored),
                &["state", "decided_on", "deca_number", "reason_code"],
                (
                    "Décision sur le dépôt du contrat retirée",
                    "Decision on the deposit of the contract taken back",
                ),
            ),
            _ => record(
                "amendment_filings",
                filed,
                (E::AmendmentDecisionWithdrawn, E::AmendmentDecisionRestored),
                &["state", "decided_on", "amendment_number", "reason_code"],
                (
                    "Décision sur le dépôt de l'avenant retirée",
                    "Decision on the deposit of the amendment taken back",
                ),
            ),
        }
    }

    const fn of_meetings(self) -> Withdrawable {
        use Event as E;
        match self {
            Self::Mark => record(
                "mock_exam_marks",
                (Act::EnterMark, Act::ReadMark),
                (E::MarkWithdrawn, E::MarkRestored),
                &["status", "mark_hundredths"],
                ("Note retirée", "Mark taken back"),
            ),
            Self::MockExamInvitation => record(
                "mock_exam_invitations",
                (Act::InviteTutor, Act::ReadMockExamInvitation),
                (E::MockExamInvitationWithdrawn, E::MockExamInvitationRestored),
                &["tutor_id", "answer"],
                ("Invitation à un examen blanc retirée", "Invitation to a mock exam taken back"),
            ),
            Self::VisitCancellation => record(
                "visits",
                (Act::CancelVisit, Act::ReadVisit),
                (E::VisitRestored, E::VisitCancelled),
                &["state", "cancelled_reason"],
                ("Annulation de visite retirée", "Cancellation of a visit taken back"),
            )
            .shared(),
            Self::MockExamCancellation => record(
                "mock_exams",
                (Act::ChangeMockExam, Act::ReadMockExam),
                (E::MockExamReopened, E::MockExamCancelled),
                &["state"],
                ("Annulation d'examen blanc retirée", "Cancellation of a mock exam taken back"),
            ),
            _ => record(
                "mock_exams",
                (Act::ChangeMockExam, Act::ReadMockExam),
                (E::MockExamReopened, E::MockExamHeld),
                &["state"],
                ("Tenue d'examen blanc retirée", "Holding of a mock exam taken back"),
            ),
        }
    }
}
