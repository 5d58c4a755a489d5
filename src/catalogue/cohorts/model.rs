//! The noun kept in the base: a cohort, one run of a programme at a site.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;

use crate::ids::{CohortId, ProgrammeId, SiteId};
use crate::schema::{cohorts, programmes};
use crate::trust::journal::Subject;
use uuid::Uuid;

/// A cohort, read together with the code of its programme.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = cohorts, check_for_backend(diesel::pg::Pg))]
pub struct Cohort {
    /// Identifier.
    pub id: CohortId,
    /// Site that owns the row.
    pub site_id: SiteId,
    /// Programme taught.
    pub programme_id: ProgrammeId,
    /// Code of the programme in the catalogue.
    #[diesel(select_expression = programmes::code)]
    #[diesel(select_expression_type = programmes::code)]
    pub programme: String,
    /// Name people use for the cohort.
    pub name: String,
    /// First day of the training cycle.
    pub starts_on: NaiveDate,
    /// Last day of the training cycle.
    pub ends_on: NaiveDate,
    /// Year of the exam session the cohort sits.
    pub exam_session: i32,
    /// Code of the exam regulation of that session.
    pub exam_regulation: String,
    /// Version.
    pub version: i64,
    /// When written.
    pub created_at: DateTime<Utc>,
    /// When last changed.
    pub updated_at: DateTime<Utc>,
}

impl Subject for Cohort {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

/// What is written of a cohort, at its opening and at each change.
#[derive(Debug, Clone, PartialEq, Eq, Insertable, AsChangeset)]
#[diesel(table_name = cohorts)]
pub struct CohortChange {
    /// Name people use for the cohort.
    pub name: String,
    /// First day of the training cycle.
    pub starts_on: NaiveDate,
    /// Last day of the training cycle.
    pub ends_on: NaiveDate,
    /// Year of the exam session the cohort sits.
    pub exam_session: i32,
    /// Code of the exam regulation of that session.
    pub exam_regulation: String,
}
