//! Counts in JSON.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::ids::{AccountId, CohortId};
use crate::people::apprentices::cards::store::StandingCount;
use crate::people::apprentices::model::Phase;
use crate::people::apprentices::rules::status::EnrolmentStatus;

/// What narrows the counts of a site.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct SiteCountParams {
    /// Only this cohort, over or not.
    #[param(value_type = Option<uuid::Uuid>)]
    pub cohort: Option<CohortId>,
    /// Only the apprentices this manager or trainer is on duty for.
    #[param(value_type = Option<uuid::Uuid>)]
    pub referent: Option<AccountId>,
}

/// How many enrolments have a status.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct StatusCountOut {
    /// Status today; null before the first day.
    pub status: Option<EnrolmentStatus>,
    /// How many.
    #[schema(minimum = 0)]
    pub count: i64,
}

/// How many enrolments have their contract in a phase.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct PhaseCountOut {
    /// Phase today of the contract that counts; null without any contract.
    pub phase: Option<Phase>,
    /// How many.
    #[schema(minimum = 0)]
    pub count: i64,
}

/// How many enrolments of a site there are.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SiteCountsOut {
    /// Day they are told of.
    pub as_of: NaiveDate,
    /// All of them.
    #[schema(minimum = 0)]
    pub total: i64,
    /// By status, those there are.
    #[schema(max_items = 10)]
    pub by_status: Vec<StatusCountOut>,
    /// By phase, those there are.
    #[schema(max_items = 10)]
    pub by_phase: Vec<PhaseCountOut>,
}

impl SiteCountsOut {
    /// The counts of a day.
    pub fn of(as_of: NaiveDate, rows: &[StandingCount]) -> Self {
        let (mut by_status, mut by_phase) = (BTreeMap::new(), BTreeMap::new());
        for row in rows {
            *by_status.entry(row.status).or_default() += row.count;
            *by_phase.entry(row.phase).or_default() += row.count;
        }
        Self {
            as_of,
            total: rows.iter().map(|row| row.count).sum(),
            by_status: by_status
                .into_iter()
                .map(|(status, count)| StatusCountOut { status, count })
                .collect(),
            by_phase: by_phase.into_iter().map(|(phase, count)| PhaseCountOut { phase, count }).collect(),
        }
    }
}
