//! The brief of a tutor: what their apprentices did lately, what comes next, what is expected of them.
//!
//! Like `follow_up` it has no table: it asks the other rooms, each within what the bearer of the link reaches there.

mod gathering;
mod presence;
mod telling;

pub use gathering::{brief_of, brief_of_one, contact_of};
pub use telling::exam_days_fr;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::desk::obligations::model::ObligationKind;
use crate::ids::ApprenticeId;
use crate::platform::text::Sentence;
use crate::text_enum;
use crate::trust::access::LinkVerb;

text_enum!(
    /// What an item of a brief tells.
    BriefKind {
        /// A visit took place.
        VisitHeld = "visit_held",
        /// The apprentice sat a mock exam.
        MockExamHeld = "mock_exam_held",
        /// Days spent at the centre.
        CentreDays = "centre_days",
        /// The apprentice was absent.
        Absence = "absence",
        /// Where the apprentice is, day after day, in a week.
        Week = "week",
        /// A visit is planned.
        Visit = "visit",
        /// A mock exam is to come.
        MockExam = "mock_exam",
        /// First day of the contract.
        ContractStart = "contract_start",
        /// Last day of the contract.
        ContractEnd = "contract_end",
    }
);

/// What a tutor needs to know, on one page.
#[derive(Debug, Clone)]
pub struct Brief {
    /// Day it is told on.
    pub as_of: NaiveDate,
    /// Given and family names of the tutor.
    pub tutor_name: String,
    /// Whom to ask.
    pub site: SiteContact,
    /// What the link lets do.
    pub verbs: Vec<LinkVerb>,
    /// Last day on which the link works.
    pub expires_on: NaiveDate,
    /// The apprentices, by name.
    pub apprentices: Vec<ApprenticeBrief>,
}

/// How to reach the site.
#[derive(Debug, Clone, Default)]
pub struct SiteContact {
    /// Usual name.
    pub name: String,
    /// Phone number.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
}

/// One apprentice of a tutor.
#[derive(Debug, Clone)]
pub struct ApprenticeBrief {
    /// Apprentice.
    pub id: ApprenticeId,
    /// Given name.
    pub given_name: String,
    /// Name in use.
    pub family_name: String,
    /// Cohort they are in.
    pub cohort: Option<String>,
    /// First day of the contract.
    pub contract_starts_on: NaiveDate,
    /// Last day of the contract.
    pub contract_ends_on: NaiveDate,
    /// What happened lately, the latest first.
    pub lately: Vec<BriefItem>,
    /// Where they are in the coming weeks, as far as it is known.
    pub weeks: Vec<BriefItem>,
    /// What comes, in order.
    pub next: Vec<BriefItem>,
    /// What is expected of the tutor, the most pressing first.
    pub expected: Vec<Expected>,
}

/// Something that happened or comes.
#[derive(Debug, Clone)]
pub struct BriefItem {
    /// Day.
    pub on: NaiveDate,
    /// What it is.
    pub kind: BriefKind,
    /// The same in words.
    pub title: Sentence,
    /// Record it is about.
    pub subject_id: Option<Uuid>,
    /// Mean of a mock exam all of whose papers are marked.
    pub mean_hundredths: Option<i64>,
}

/// Something expected of the tutor.
#[derive(Debug, Clone)]
pub struct Expected {
    /// What is due.
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
    pub title: Sentence,
}
