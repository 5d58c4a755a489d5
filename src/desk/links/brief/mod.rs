//! The brief of a tutor: what their apprentices did lately, what comes next, what is expected of them.
//!
//! Like `follow_up` it has no table: it asks the other rooms, each within what the bearer of the link reaches there.

mod gathering;
mod items;
mod presence;

pub use gathering::{brief_of, brief_of_one, contact_of, contact_of_site};

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::desk::obligations::model::ObligationKind;
use crate::ids::{ApprenticeId, MockExamId, MockExamInvitationId};
use crate::learning::mock_exams::model::InvitationAnswer;
use crate::platform::text::Sentence;
use crate::text_enum;
use crate::trust::access::LinkVerb;

text_enum!(
    /// What an item of a brief tells.
    BriefKind {
        /// A visit took place.
        VisitHeld = "visit_held" => "Visite effectuée" / "Visit held",
        /// The apprentice sat a mock exam.
        MockExamHeld = "mock_exam_held" => "Examen blanc passé" / "Mock exam sat",
        /// Days spent at the centre.
        CentreDays = "centre_days" => "Jours au centre" / "Days at the centre",
        /// The apprentice was absent.
        Absence = "absence" => "Absence" / "Absence",
        /// Where the apprentice is, day after day, in a week.
        Week = "week" => "Semaine" / "Week",
        /// A visit is planned.
        Visit = "visit" => "Visite prévue" / "Visit planned",
        /// A mock exam is to come.
        MockExam = "mock_exam" => "Examen blanc à venir" / "Mock exam to come",
        /// First day of the contract.
        ContractStart = "contract_start" => "Début du contrat" / "Start of the contract",
        /// Last day of the contract.
        ContractEnd = "contract_end" => "Fin du contrat" / "End of the contract",
    }
);

/// What a tutor needs to know, on one page.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = BriefOut)]
pub struct Brief {
    /// Day it is told on.
    pub as_of: NaiveDate,
    /// Given and family names of the tutor.
    #[schema(max_length = 201)]
    pub tutor_name: String,
    /// Whom to ask.
    pub site: SiteContact,
    /// What the link lets do.
    #[schema(max_items = 8)]
    pub verbs: Vec<LinkVerb>,
    /// Last day on which the link works.
    pub expires_on: NaiveDate,
    /// The apprentices, by name.
    #[schema(max_items = 20)]
    pub apprentices: Vec<ApprenticeBrief>,
}

/// The site that made the link.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
#[schema(as = BriefSiteOut)]
pub struct SiteContact {
    /// Usual name.
    #[schema(max_length = 2000)]
    pub name: String,
    /// Phone number.
    #[schema(max_length = 20)]
    pub phone: Option<String>,
    /// E-mail address.
    #[schema(max_length = 254)]
    pub email: Option<String>,
}

/// One apprentice of a tutor: what they did, what comes, what is expected.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ApprenticeBriefOut)]
pub struct ApprenticeBrief {
    /// Apprentice.
    pub id: ApprenticeId,
    /// Given name.
    #[schema(max_length = 100)]
    pub given_name: String,
    /// Name in use.
    #[schema(max_length = 100)]
    pub family_name: String,
    /// Cohort they are in.
    #[schema(max_length = 200)]
    pub cohort: Option<String>,
    /// First day of the contract.
    pub contract_starts_on: NaiveDate,
    /// Last day of the contract.
    pub contract_ends_on: NaiveDate,
    /// What happened lately, the latest first.
    #[schema(max_items = 200)]
    pub lately: Vec<BriefItem>,
    /// Where they are in the coming weeks, as far as it is known; each on its Monday.
    #[schema(max_items = 10)]
    pub weeks: Vec<BriefItem>,
    /// What comes, in order.
    #[schema(max_items = 200)]
    pub next: Vec<BriefItem>,
    /// What is expected of the tutor, the most pressing first.
    #[schema(max_items = 200)]
    pub expected: Vec<Expected>,
    /// Mock exams the tutor is invited to and may still answer about, in order.
    #[schema(max_items = 50)]
    pub invitations: Vec<BriefInvitation>,
}

/// An invitation of the tutor to a mock exam, while an answer is taken.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = BriefInvitationOut)]
pub struct BriefInvitation {
    /// Invitation.
    pub id: MockExamInvitationId,
    /// Mock exam.
    pub mock_exam_id: MockExamId,
    /// What the tutor answered.
    pub answer: InvitationAnswer,
    /// Last day on which they answer; null until the days of the mock exam are fixed.
    pub answers_until: Option<NaiveDate>,
    /// The mock exam and the answer in words.
    #[schema(value_type = BriefText)]
    pub title: Sentence,
}

/// Something that happened or comes.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = BriefItemOut)]
pub struct BriefItem {
    /// Day; the first one of a mock exam.
    pub on: NaiveDate,
    /// Whether only the month of that day is known.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schema(required = false, default = "absent")]
    pub whole_month: bool,
    /// What it is.
    pub kind: BriefKind,
    /// The same in words.
    #[schema(value_type = BriefText)]
    pub title: Sentence,
    /// Record it is about.
    pub subject_id: Option<Uuid>,
    /// Weighted mean out of 20 in hundredths, at a mock exam all of whose papers are marked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, example = 1250, default = "absent")]
    pub mean_hundredths: Option<i64>,
}

/// Something expected of the tutor.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = BriefExpectedOut)]
pub struct Expected {
    /// What is due, as the list of everything due names it.
    pub kind: ObligationKind,
    /// What clears it.
    pub verb: LinkVerb,
    /// The visit, the invitation, the commitment or the call.
    pub subject_id: Uuid,
    /// Last day on which it is in time.
    pub due_on: NaiveDate,
    /// Whether that day is over.
    pub late: bool,
    /// The same in words.
    #[schema(value_type = BriefText)]
    pub title: Sentence,
}

/// A sentence in both languages, as the document describes it.
#[derive(ToSchema)]
pub struct BriefText {
    /// French.
    #[schema(max_length = 500)]
    pub fr: String,
    /// English.
    #[schema(max_length = 500)]
    pub en: String,
}
