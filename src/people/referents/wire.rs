//! JSON in and out.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::model::{Duty, NamedReferent, ReferentKind, ReferentPeriod};
use super::store::ReferentFilter;
use crate::ids::{AccountId, ApprenticeId, ReferentId, SiteId};
use crate::platform::body::MergePatch;
use crate::platform::error::Problem;
use crate::platform::page;

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
    /// Identifier.
    pub id: ReferentId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Apprentice followed.
    pub apprentice_id: ApprenticeId,
    /// Manager or trainer who follows them.
    pub account_id: AccountId,
    /// Name of that person.
    #[schema(max_length = 200)]
    pub display_name: String,
    /// Whether that person no longer signs in: somebody else is to be named.
    pub vacant: bool,
    /// As what.
    pub kind: ReferentKind,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day, included; null while it goes on.
    pub to_on: Option<NaiveDate>,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl From<NamedReferent> for ReferentOut {
    fn from(row: NamedReferent) -> Self {
        let NamedReferent { referent, display_name, disabled_at } = row;
        Self {
            id: referent.id,
            site_id: referent.site_id,
            apprentice_id: referent.apprentice_id,
            account_id: referent.account_id,
            display_name,
            vacant: disabled_at.is_some(),
            kind: referent.kind,
            from_on: referent.from_on,
            to_on: referent.to_on,
            version: referent.version,
            created_at: referent.created_at,
            updated_at: referent.updated_at,
        }
    }
}

/// Who follows an apprentice on a day.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct DutyOut {
    /// Manager or trainer.
    pub account_id: AccountId,
    /// Name of that person.
    #[schema(max_length = 200)]
    pub display_name: String,
    /// As what.
    pub kind: ReferentKind,
    /// Whether that person no longer signs in: somebody else is to be named.
    pub vacant: bool,
}

impl From<Duty> for DutyOut {
    fn from(duty: Duty) -> Self {
        let Duty { account_id, display_name, kind, vacant } = duty;
        Self { account_id, display_name, kind, vacant }
    }
}

/// Everybody who follows, followed or will follow an apprentice.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ApprenticeReferentsOut {
    /// Day told of.
    pub on: NaiveDate,
    /// Who is on duty that day: a deputy within their dates, else the referent; null when nobody is.
    pub on_duty: Option<DutyOut>,
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

/// What narrows a list of referents.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ReferentParams {
    /// Only of this apprentice.
    #[param(value_type = Option<uuid::Uuid>)]
    pub apprentice: Option<ApprenticeId>,
    /// Only this manager or trainer.
    #[param(value_type = Option<uuid::Uuid>)]
    pub account: Option<AccountId>,
    /// Only this site.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
    /// Only the periods this day is in.
    pub on: Option<NaiveDate>,
    /// Rows wanted.
    #[serde(default = "crate::platform::page::default_limit")]
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: i64,
    /// `next_cursor` of the previous page.
    #[param(max_length = 500)]
    pub cursor: Option<String>,
}

impl ReferentParams {
    /// What the store is asked for.
    pub fn filter(self) -> Result<ReferentFilter, Problem> {
        Ok(ReferentFilter {
            apprentice_id: self.apprentice,
            account_id: self.account,
            site_id: self.site,
            on: self.on,
            after: page::after(self.cursor.as_deref())?,
            limit: self.limit,
        })
    }
}
