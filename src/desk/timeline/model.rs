//! The nouns: what the rooms say of one apprentice, and the items a timeline tells of it.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::wire::TimelineTitleOut;
use crate::contracts::agreements::Contract;
use crate::contracts::amendments::model::Amendment;
use crate::follow_up::phone_contacts::PhoneContact;
use crate::follow_up::visits::Visit;
use crate::follow_up::visits::model::Acknowledgement;
use crate::follow_up::visits::rules::DueState;
use crate::learning::mock_exams::MockExam;
use crate::learning::mock_exams::model::{MockExamInvitation, MockExamPaper, PaperMark};
use crate::people::apprentices::store::EnrolmentAndContracts;
use crate::platform::text::Sentence;
use crate::ruptures::declarations::model::Rupture;
use crate::text_enum;
use crate::trust::withdrawals::Withdrawal;

text_enum!(
    /// What an item of a timeline tells; items of one day come in this order.
    TimelineKind {
        /// The apprentice joined a cohort.
        Enrolled = "enrolled" => "Inscription" / "Enrolment",
        /// The parties concluded a contract.
        ContractSigned = "contract_signed" => "Contrat signé" / "Contract signed",
        /// The parties amended it.
        AmendmentSigned = "amendment_signed" => "Avenant signé" / "Amendment signed",
        /// First day of a contract.
        ContractStart = "contract_start" => "Début du contrat" / "Start of the contract",
        /// Last day of a contract.
        ContractEnd = "contract_end" => "Fin du contrat" / "End of the contract",
        /// The centre received the notice of a rupture.
        RuptureNotice = "rupture_notice" => "Rupture notifiée" / "Notice of rupture",
        /// First day without the broken contract.
        Rupture = "rupture" => "Rupture" / "Rupture",
        /// The apprentice was definitively excluded from the centre.
        Excluded = "excluded" => "Exclusion définitive" / "Permanent exclusion",
        /// The enrolment took another status.
        StatusChange = "status_change" => "Changement de statut" / "Change of status",
        /// A visit is to be done.
        VisitPlanned = "visit_planned" => "Visite prévue" / "Visit planned",
        /// A visit took place.
        VisitHeld = "visit_held" => "Visite effectuée" / "Visit held",
        /// A party acknowledged the report of a visit.
        VisitAcknowledged = "visit_acknowledged" => "Compte rendu visé" / "Report acknowledged",
        /// Somebody called about the apprentice.
        PhoneContact = "phone_contact" => "Contact téléphonique" / "Telephone contact",
        /// A visit will not take place.
        VisitCancelled = "visit_cancelled" => "Visite annulée" / "Visit cancelled",
        /// A mock exam is to come.
        MockExamPlanned = "mock_exam_planned" => "Examen blanc prévu" / "Mock exam planned",
        /// A mock exam took place.
        MockExamHeld = "mock_exam_held" => "Examen blanc tenu" / "Mock exam held",
        /// A mock exam will not take place.
        MockExamCancelled = "mock_exam_cancelled" => "Examen blanc annulé" / "Mock exam cancelled",
        /// The tutor is invited to the mock exam of that day.
        TutorInvited = "tutor_invited" => "Maître d'apprentissage invité" / "Tutor invited",
        /// The tutor answered an invitation.
        TutorAnswered = "tutor_answered" => "Réponse du maître d'apprentissage" / "Answer of the tutor",
        /// Something entered by mistake was taken back.
        Withdrawn = "withdrawn" => "Saisie annulée" / "Entry taken back",
        /// Last day of the right to follow the courses without an employer (Code du travail, art. L6222-12-1).
        RightWithoutContractUntil = "right_without_contract_until"
            => "Fin du droit de suivre les cours sans employeur" / "End of the right to follow the courses without an employer",
        /// Last day of the right to stay at the centre after a rupture (Code du travail, art. L6222-18-2).
        RightAfterRuptureUntil = "right_after_rupture_until"
            => "Fin du droit de rester au centre après une rupture" / "End of the right to stay at the centre after a rupture",
    }
);

text_enum!(
    /// Whether an item is behind or ahead of the day a timeline is told of.
    TimelinePhase {
        /// Before that day.
        Past = "past" => "Passé" / "Past",
        /// That very day.
        Today = "today" => "Aujourd'hui" / "Today",
        /// After that day.
        Upcoming = "upcoming" => "À venir" / "Upcoming",
    }
);

impl TimelinePhase {
    /// The phase of an item seen from a day.
    pub fn of(on: NaiveDate, as_of: NaiveDate) -> Self {
        match on.cmp(&as_of) {
            std::cmp::Ordering::Less => Self::Past,
            std::cmp::Ordering::Equal => Self::Today,
            std::cmp::Ordering::Greater => Self::Upcoming,
        }
    }
}

text_enum!(
    /// Kind of record an item is about.
    TimelineSubject {
        /// An enrolment.
        Enrolment = "enrolment" => "Inscription" / "Enrolment",
        /// A contract.
        Contract = "contract" => "Contrat" / "Contract",
        /// An amendment of a contract.
        Amendment = "amendment" => "Avenant" / "Amendment",
        /// A rupture.
        Rupture = "rupture" => "Rupture" / "Rupture",
        /// A visit.
        Visit = "visit" => "Visite" / "Visit",
        /// A telephone contact.
        PhoneContact = "phone_contact" => "Contact téléphonique" / "Telephone contact",
        /// A mock exam.
        MockExam = "mock_exam" => "Examen blanc" / "Mock exam",
        /// An invitation of a tutor to a mock exam.
        MockExamInvitation = "mock_exam_invitation"
            => "Invitation à un examen blanc" / "Invitation to a mock exam",
        /// Something taken back.
        Withdrawal = "withdrawal" => "Saisie annulée" / "Something taken back",
    }
);

/// What the apprentice obtained at a mock exam.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = TimelineMarksOut)]
pub struct Obtained {
    /// Papers with a mark, an absence or an exemption entered.
    #[schema(minimum = 0, maximum = 200)]
    pub entered: usize,
    /// Papers of the mock exam, optional ones included.
    #[schema(minimum = 0, maximum = 200)]
    pub papers: usize,
    /// Weighted mean out of 20 in hundredths, once every compulsory paper is marked or exempt.
    #[schema(minimum = 0, example = 1007)]
    pub mean_hundredths: Option<i64>,
}

/// One thing told of an apprentice.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct TimelineItem {
    /// Day it happens; the first one of a mock exam.
    pub on: NaiveDate,
    /// Whether only the month of that day is known.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schema(required = false, default = "absent")]
    pub whole_month: bool,
    /// What it tells.
    pub kind: TimelineKind,
    /// Whether something due by then is still not done.
    pub late: bool,
    /// The same in words.
    #[schema(value_type = TimelineTitleOut)]
    pub title: Sentence,
    /// Kind of record it is about.
    pub subject_kind: TimelineSubject,
    /// The record.
    pub subject_id: Uuid,
    /// Where to read more.
    #[schema(max_length = 200, example = "/v1/visits/019a0000-0000-7000-8000-000000000000")]
    pub href: String,
    /// How pressing a visit is; absent from the rest.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(default = "absent")]
    pub due_state: Option<DueState>,
    /// What the apprentice obtained at a mock exam; absent from the rest, and for whoever may not read marks.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(default = "absent")]
    pub marks: Option<Obtained>,
}

impl TimelineItem {
    /// An item that is not late and carries no figure.
    pub fn new(
        on: NaiveDate,
        kind: TimelineKind,
        title: Sentence,
        (subject_kind, subject_id): (TimelineSubject, Uuid),
        href: String,
    ) -> Self {
        let (whole_month, late, due_state, marks) = (false, false, None, None);
        Self { on, whole_month, kind, late, title, subject_kind, subject_id, href, due_state, marks }
    }

    /// The same, late or not.
    #[must_use]
    pub fn late_if(self, late: bool) -> Self {
        Self { late, ..self }
    }
}

/// Everything the rooms say of one apprentice to one caller.
#[derive(Debug, Clone, Default)]
pub struct TimelineSources {
    /// Enrolments, in the order of their cohorts, with the dates of their contracts.
    pub enrolments: Vec<EnrolmentAndContracts>,
    /// Contracts, drafts included.
    pub contracts: Vec<Contract>,
    /// Their signed amendments, each with the day of its signature.
    pub amendments: Vec<(Amendment, NaiveDate)>,
    pub ruptures: Vec<Rupture>,
    pub visits: Vec<Visit>,
    /// Who acknowledged their reports.
    pub acknowledgements: Vec<Acknowledgement>,
    /// Telephone contacts.
    pub phone_contacts: Vec<PhoneContact>,
    /// Mock exams of the cohorts.
    pub exams: Vec<MockExam>,
    pub papers: Vec<MockExamPaper>,
    /// What the apprentice got at them; nothing when marks may not be read.
    pub marks: Option<Vec<PaperMark>>,
    /// Invitations of tutors about the apprentice.
    pub invitations: Vec<MockExamInvitation>,
    /// What was taken back, each with the name of who did.
    pub withdrawals: Vec<(Withdrawal, Option<String>)>,
    /// Whether a room had more to say than was asked of it.
    pub cut: bool,
}
