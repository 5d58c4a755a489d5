//! What is asked; what comes out is a schedule of pay.

use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::IntoParams;

/// How a schedule of pay is looked at.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PayScheduleParams {
    /// Day on which the schedule is looked at; today when absent.
    pub as_of: Option<NaiveDate>,
}
