//! The brief as the bearer of a link reads it.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::desk::links::brief::{ApprenticeBrief, Brief, BriefItem, BriefKind, Expected};
use crate::desk::obligations::model::ObligationKind;
use crate::ids::ApprenticeId;
use crate::platform::text::Sentence;
use crate::trust::access::LinkVerb;

/// What a tutor needs to know, on one page.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BriefOut {
    /// Day it is told on.
    pub as_of: NaiveDate,
    /// Given and family names of the tutor.
    #[schema(max_length = 201)]
    pub tutor_name: String,
    /// Whom to ask.
    pub site: BriefSiteOut,
    /// What the link lets do.
    #[schema(max_items = 5)]
    pub verbs: Vec<LinkVerb>,
    /// Last day on which the link works.
    pub expires_on: NaiveDate,
    /// The apprentices, by name.
    #[schema(max_items = 20)]
    pub apprentices: Vec<ApprenticeBriefOut>,
}

/// The site that made the link.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BriefSiteOut {
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
pub struct ApprenticeBriefOut {
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
    pub lately: Vec<BriefItemOut>,
    /// Where they are in the coming weeks, as far as it is known; each on its Monday.
    #[schema(max_items = 10)]
    pub weeks: Vec<BriefItemOut>,
    /// What comes, in order.
    #[schema(max_items = 200)]
    pub next: Vec<BriefItemOut>,
    /// What is expected of the tutor, the most pressing first.
    #[schema(max_items = 200)]
    pub expected: Vec<ExpectedOut>,
}

/// A sentence in both languages.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = BriefText)]
pub struct BriefTextOut {
    /// French.
    #[schema(max_length = 500)]
    pub fr: String,
    /// English.
    #[schema(max_length = 500)]
    pub en: String,
}

/// Something that happened or comes.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct BriefItemOut {
    /// Day; the first one of a mock exam.
    pub on: NaiveDate,
    /// What it is.
    pub kind: BriefKind,
    /// The same in words.
    pub title: BriefTextOut,
    /// Record it is about.
    pub subject_id: Option<Uuid>,
    /// Weighted mean out of 20 in hundredths, at a mock exam all of whose papers are marked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, example = 1250)]
    pub mean_hundredths: Option<i64>,
}

/// Something expected of the tutor.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = BriefExpectedOut)]
pub struct ExpectedOut {
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
    pub title: BriefTextOut,
}

impl From<Sentence> for BriefTextOut {
    fn from(text: Sentence) -> Self {
        Self { fr: text.fr.into_owned(), en: text.en.into_owned() }
    }
}

impl From<BriefItem> for BriefItemOut {
    fn from(item: BriefItem) -> Self {
        Self {
            on: item.on,
            kind: item.kind,
            title: item.title.into(),
            subject_id: item.subject_id,
            mean_hundredths: item.mean_hundredths,
        }
    }
}

impl From<Expected> for ExpectedOut {
    fn from(expected: Expected) -> Self {
        Self {
            kind: expected.kind,
            verb: expected.verb,
            subject_id: expected.subject_id,
            due_on: expected.due_on,
            late: expected.late,
            title: expected.title.into(),
        }
    }
}

impl From<ApprenticeBrief> for ApprenticeBriefOut {
    fn from(brief: ApprenticeBrief) -> Self {
        Self {
            id: brief.id,
            given_name: brief.given_name,
            family_name: brief.family_name,
            cohort: brief.cohort,
            contract_starts_on: brief.contract_starts_on,
            contract_ends_on: brief.contract_ends_on,
            lately: brief.lately.into_iter().map(BriefItemOut::from).collect(),
            weeks: brief.weeks.into_iter().map(BriefItemOut::from).collect(),
            next: brief.next.into_iter().map(BriefItemOut::from).collect(),
            expected: brief.expected.into_iter().map(ExpectedOut::from).collect(),
        }
    }
}

impl From<Brief> for BriefOut {
    fn from(brief: Brief) -> Self {
        Self {
            as_of: brief.as_of,
            tutor_name: brief.tutor_name,
            site: BriefSiteOut { name: brief.site.name, phone: brief.site.phone, email: brief.site.email },
            verbs: brief.verbs,
            expires_on: brief.expires_on,
            apprentices: brief.apprentices.into_iter().map(ApprenticeBriefOut::from).collect(),
        }
    }
}
