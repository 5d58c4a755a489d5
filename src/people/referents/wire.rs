//! JSON in and out.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::model::{Duty, NamedReferent, Referent, ReferentKind, ReferentPeriod};
use crate::ids::{AccountId, ApprenticeId};
use crate::people::apprentices::cards::{AboutPeople, RowTopic};
use crate::platform::body::MergePatch;

/// Who follows an apprentice, as sent.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"account_id": "019a0000-0000-7000-8000-000000000001", "kind": "deputy", "from_on": "2026-02-02", "to_on": "2026-02-13"}))]
pub struct ReferentIn {
    /// Account of a manager or a trainer of the apprentice's site.
    pub account_id: AccountId,
    /// As what; `referent` when absent.
    pub kind: Option<ReferentKind>,
    /// First day; today when absent.
    #[schema(example = "2025-09-01")]
    pub from_on: Option<NaiveDate>,
    /// Last day, included; a deputy has one.
    pub to_on: Option<NaiveDate>,
    /// `true` ends the period of the same kind that goes on then, the day before.
    #[serde(default)]
    pub takes_over: bool,
}

impl ReferentIn {
    /// The period to write.
    pub fn period(self, apprentice_id: ApprenticeId, today: NaiveDate) -> ReferentPeriod {
        ReferentPeriod {
            apprentice_id,
            account_id: self.account_id,
            kind: self.kind.unwrap_or(ReferentKind::Referent),
            from_on: self.from_on.unwrap_or(today),
            to_on: self.to_on,
        }
    }
}

/// The days of a period, as sent.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"from_on": "2026-02-02", "to_on": "2026-02-20"}))]
pub struct ReferentDaysIn {
    /// First day.
    pub from_on: NaiveDate,
    /// Last day, included; null while it goes on.
    pub to_on: Option<NaiveDate>,
}

/// The days of a period.
pub type ReferentDaysPatch = MergePatch<ReferentDaysIn>;

/// Who follows the apprentices of a class, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"account_ids": ["019a0000-0000-7000-8000-000000000001", "019a0000-0000-7000-8000-000000000002"], "from_on": "2025-09-01"}))]
pub struct CohortReferentsIn {
    /// Managers or trainers of the site, each once: whoever follows fewest apprentices is given the next.
    #[schema(min_items = 1, max_items = 50)]
    pub account_ids: Vec<AccountId>,
    /// First day; today when absent.
    pub from_on: Option<NaiveDate>,
    /// Last day, included.
    pub to_on: Option<NaiveDate>,
}

/// A period during which somebody follows an apprentice.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ReferentOut {
    /// The period.
    #[serde(flatten)]
    #[schema(inline)]
    pub referent: Referent,
    /// Name of that person.
    #[schema(max_length = 200)]
    pub display_name: String,
    /// Whether that person no longer signs in: somebody else is to be named.
    pub vacant: bool,
}

impl From<NamedReferent> for ReferentOut {
    fn from(row: NamedReferent) -> Self {
        let NamedReferent { referent, display_name, disabled_at } = row;
        Self { referent, display_name, vacant: disabled_at.is_some() }
    }
}

impl AboutPeople for ReferentOut {
    fn about(&self, today: NaiveDate) -> RowTopic {
        RowTopic::apprentice(self.referent.period.apprentice_id, today)
    }
}

/// Everybody who follows, followed or will follow an apprentice.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ApprenticeReferentsOut {
    /// Day told of.
    pub on: NaiveDate,
    /// Who is on duty that day: a deputy within their dates, else the referent; null when nobody is.
    pub on_duty: Option<Duty>,
    /// The periods, by first day.
    #[schema(max_items = 1000)]
    pub data: Vec<ReferentOut>,
}

/// The periods written for a class.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct CohortReferentsOut {
    /// Those who had no referent; the others keep theirs.
    #[schema(max_items = 1000)]
    pub data: Vec<ReferentOut>,
}

/// On which day the duty is told.
#[derive(Debug, Clone, Copy, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DutyParams {
    /// Day the duty is told of; today when absent.
    pub on: Option<NaiveDate>,
}
