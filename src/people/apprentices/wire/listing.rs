//! Lists of apprentices in JSON, and what narrows them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::apprentice::Sight;
use super::enrolment::EnrolmentLineOut;
use crate::ids::{AccountId, ApprenticeId, CohortId, SiteId};
use crate::people::apprentices::model::ApprenticeLine;
use crate::text_enum;

/// An apprentice in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ApprenticeLineOut {
    /// Identifier.
    pub id: ApprenticeId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Birth name.
    #[schema(max_length = 100)]
    pub family_name: String,
    /// Name in use, when it differs.
    #[schema(max_length = 100)]
    pub usage_name: Option<String>,
    /// First given name of the civil register.
    #[schema(max_length = 100)]
    pub given_name: String,
    /// Birth date; company tutors do not see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub born_on: Option<NaiveDate>,
    /// Address.
    #[schema(max_length = 254)]
    pub email: Option<String>,
    /// Telephone, international form.
    #[schema(max_length = 25)]
    pub phone: Option<String>,
    /// Their enrolments, as they stand on the day asked for.
    #[schema(max_items = 100)]
    pub enrolments: Vec<EnrolmentLineOut>,
}

impl ApprenticeLineOut {
    /// A line as its reader sees it.
    pub fn of(row: ApprenticeLine, sight: Sight, enrolments: Vec<EnrolmentLineOut>) -> Self {
        Self {
            id: row.id,
            site_id: row.site_id,
            family_name: row.family_name,
            usage_name: row.usage_name,
            given_name: row.given_name,
            born_on: sight.is_file().then_some(row.born_on),
            email: row.email,
            phone: row.phone,
            enrolments,
        }
    }
}

text_enum!(
    /// What a list may give besides its rows.
    Include {
        /// How many rows there are in all.
        Total = "total",
    }
);

/// What narrows a list of apprentices.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ApprenticeParams {
    /// Words of the birth, given or usage name, whatever their accents, capitals and order; one or two letters are
    /// looked for at the beginning of names only.
    #[param(min_length = 2, max_length = 100)]
    pub q: Option<String>,
    /// Only this site.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
    /// Only those enrolled in this cohort.
    #[param(value_type = Option<uuid::Uuid>)]
    pub cohort: Option<CohortId>,
    /// Only those this manager or trainer is on duty for on the day the statuses are said of.
    #[param(value_type = Option<uuid::Uuid>)]
    pub referent: Option<AccountId>,
    /// Day the statuses are said of, today when absent.
    pub as_of: Option<NaiveDate>,
    /// `total` counts all the rows.
    #[param(inline)]
    pub include: Option<Include>,
    /// Rows wanted.
    #[serde(default = "crate::platform::page::default_limit")]
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: i64,
    /// `next_cursor` of the previous page.
    #[param(max_length = 500)]
    pub cursor: Option<String>,
}

text_enum!(
    /// What a file is read with, besides itself.
    FileInclude {
        /// Whether the apprentice is recognised as a disabled worker: few may read it, and each reading is journaled.
        Disability = "disability",
    }
);

/// What a file is read with.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FileParams {
    /// `disability` shows whether the apprentice is recognised as a disabled worker, to whom may know; each reading is
    /// journaled.
    #[param(inline)]
    pub include: Option<FileInclude>,
}
