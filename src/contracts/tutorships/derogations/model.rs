//! The noun: an individual derogation to the number of apprentices of one tutor.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;

use crate::ids::{CeilingDerogationId, SiteId, TutorId};
use crate::schema::ceiling_derogations;
use crate::trust::journal::Subject;
use uuid::Uuid;

/// A decision of the departmental committee (Code du travail, art. R6223-7, read 2026-11-24), both days included.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = ceiling_derogations, check_for_backend(diesel::pg::Pg))]
pub struct CeilingDerogation {
    /// Identifier.
    pub id: CeilingDerogationId,
    /// Site that owns the row.
    pub site_id: SiteId,
    /// Tutor to whom it was granted.
    pub tutor_id: TutorId,
    /// Day of the decision.
    pub granted_on: NaiveDate,
    /// Reference of the decision.
    pub reference: Option<String>,
    /// First day it counts.
    pub from_on: NaiveDate,
    /// Last day it counts.
    pub to_on: NaiveDate,
    /// Day from which it counts no more, when withdrawn.
    pub withdrawn_on: Option<NaiveDate>,
    /// Apprentices at once that it allows, those whose training is prolonged apart.
    pub apprentices: i16,
    /// Version.
    pub version: i64,
    /// When written.
    pub created_at: DateTime<Utc>,
    /// When last changed.
    pub updated_at: DateTime<Utc>,
}

impl Subject for CeilingDerogation {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

impl CeilingDerogation {
    /// Whether it counts on a day.
    pub fn counts_on(&self, day: NaiveDate) -> bool {
        self.from_on <= day && day <= self.to_on && self.withdrawn_on.is_none_or(|withdrawn| day < withdrawn)
    }

    /// The first day it counts no more.
    pub fn over_on(&self) -> NaiveDate {
        self.withdrawn_on.unwrap_or_else(|| crate::law::calendar::add_days(self.to_on, 1))
    }
}

/// What a derogation says, to write.
#[derive(Debug, Clone, Insertable, AsChangeset)]
#[diesel(table_name = ceiling_derogations)]
#[diesel(treat_none_as_null = true)]
pub struct DerogationTerms {
    /// Day of the decision.
    pub granted_on: NaiveDate,
    /// Reference of the decision.
    pub reference: Option<String>,
    /// First day it counts.
    pub from_on: NaiveDate,
    /// Last day it counts.
    pub to_on: NaiveDate,
    /// Day from which it counts no more, when withdrawn.
    pub withdrawn_on: Option<NaiveDate>,
    /// Apprentices at once that it allows.
    pub apprentices: i16,
}
