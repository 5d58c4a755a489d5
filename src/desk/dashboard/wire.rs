//! JSON out.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::rules::{Share, YearSpan};
use crate::ids::SiteId;

/// A share, with both its terms.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct ShareOut {
    /// How many.
    #[schema(minimum = 0)]
    pub numerator: i64,
    /// Of how many.
    #[schema(minimum = 0)]
    pub denominator: i64,
}

impl From<Share> for ShareOut {
    fn from(share: Share) -> Self {
        Self { numerator: share.numerator, denominator: share.denominator }
    }
}

/// A training year.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct DashboardYearOut {
    /// First day.
    pub from_on: NaiveDate,
    /// Last day.
    pub to_on: NaiveDate,
}

impl From<YearSpan> for DashboardYearOut {
    fn from(year: YearSpan) -> Self {
        Self { from_on: year.from_on, to_on: year.to_on }
    }
}

/// What presses at a site today.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DashboardOut {
    /// Site.
    pub site_id: SiteId,
    /// Its name.
    #[schema(max_length = 300)]
    pub site: String,
    /// Day it is read.
    pub as_of: NaiveDate,
    /// Training year of that day: from anniversary to anniversary of the latest cohort; none before the first.
    pub training_year: Option<DashboardYearOut>,
    /// Apprentices enrolled in a cohort that runs, and not excluded.
    #[schema(minimum = 0)]
    pub apprentices: i64,
    /// Of whom no contract runs that day.
    #[schema(minimum = 0)]
    pub without_contract: i64,
    /// Apprentices nobody of the site follows.
    #[schema(minimum = 0)]
    pub without_referent: i64,
    /// Visits not held whose last day is over.
    #[schema(minimum = 0)]
    pub late_visits: i64,
    /// Slots without a visit that should have one by now.
    #[schema(minimum = 0)]
    pub visits_to_plan: i64,
    /// Visits of the training year held in time, among those due before today, planned or not, and those held.
    pub visits_in_time: ShareOut,
    /// Reports that somebody still has to acknowledge: one a party.
    #[schema(minimum = 0)]
    pub reports_waiting: i64,
    /// Windows that close within thirty days: to sign, to leave freely, to stay without a contract.
    #[schema(minimum = 0)]
    pub windows_closing: i64,
    /// Contracts during which either side may still leave freely, when their calendar is known.
    #[schema(minimum = 0)]
    pub contracts_in_free_rupture: i64,
    /// Contracts begun and not sent for deposit.
    #[schema(minimum = 0)]
    pub contracts_not_deposited: i64,
    /// Documents to bring, due or late.
    #[schema(minimum = 0)]
    pub documents_missing: i64,
}
