//! JSON in.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ids::SiteId;

/// A cohort to open.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"programme": "bts-mco", "starts_on": "2025-08-25", "ends_on": "2027-08-24"}))]
pub struct OpeningIn {
    /// Site that opens it; may be left out by whoever is bound to one site.
    pub site_id: Option<SiteId>,
    /// Code of the programme, taught at that site.
    #[schema(min_length = 1, max_length = 60, example = "bts-mco")]
    pub programme: String,
    /// Name people use; the short title and the years when absent.
    #[schema(min_length = 1, max_length = 200, example = "BTS MCO 2025-2027")]
    pub name: Option<String>,
    /// First day of the training cycle.
    #[schema(example = "2025-08-25")]
    pub starts_on: NaiveDate,
    /// Last day of the training cycle; what the programme's duration gives when absent.
    #[schema(example = "2027-08-24")]
    pub ends_on: Option<NaiveDate>,
    /// Year of the exam session the cohort sits; the year of its last day when absent.
    #[schema(minimum = 2000, maximum = 2100, example = 2027)]
    pub exam_session: Option<i32>,
    /// Code of an exam regulation of the programme; the one of the session when absent.
    #[schema(min_length = 1, max_length = 60, example = "mco-2024")]
    pub exam_regulation: Option<String>,
}
