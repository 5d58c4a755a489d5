//! The nouns: a period during which somebody follows an apprentice, and who is on duty on a day.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::ids::{AccountId, ApprenticeId, ReferentId, SiteId};
pub use crate::people::duties::{Duty, DutyDays, ReferentKind};
use crate::schema::referents;
use crate::trust::journal::Subject;

/// A period during which somebody follows an apprentice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema, Queryable, Selectable, Insertable)]
#[diesel(table_name = referents, check_for_backend(diesel::pg::Pg))]
pub struct ReferentPeriod {
    /// Apprentice followed.
    pub apprentice_id: ApprenticeId,
    /// Manager or trainer who follows them.
    pub account_id: AccountId,
    /// As what.
    pub kind: ReferentKind,
    /// First day.
    pub from_on: NaiveDate,
    /// Last day, included; null while it goes on.
    pub to_on: Option<NaiveDate>,
}

impl ReferentPeriod {
    /// As what, and on which days.
    pub const fn days(&self) -> DutyDays {
        DutyDays { kind: self.kind, from_on: self.from_on, to_on: self.to_on }
    }

    /// Whether a day is within the period.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.days().meets(day, Some(day))
    }
}

/// A period as it was written.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = referents, check_for_backend(diesel::pg::Pg))]
pub struct Referent {
    /// Identifier.
    pub id: ReferentId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Who follows whom, from when to when.
    #[serde(flatten)]
    #[schema(inline)]
    #[diesel(embed)]
    pub period: ReferentPeriod,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl Subject for Referent {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

/// A period, with the person it names.
#[derive(Debug, Clone, Queryable)]
pub struct NamedReferent {
    pub referent: Referent,
    pub display_name: String,
    pub disabled_at: Option<DateTime<Utc>>,
}

impl From<&NamedReferent> for Duty {
    fn from(row: &NamedReferent) -> Self {
        Self {
            account_id: row.referent.period.account_id,
            display_name: row.display_name.clone(),
            kind: row.referent.period.kind,
            vacant: row.disabled_at.is_some(),
        }
    }
}
