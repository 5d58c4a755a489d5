//! An enrolment, and what its status is computed from: the dates of its cohort and of its contracts.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::ids::{ApprenticeId, CohortId, ContractId, EnrolmentId, SiteId};
use crate::people::apprentices::rules::status::{ContractSpan, Course};
use crate::platform::body::MergePatch;
use crate::platform::types;
use crate::schema::{cohorts, contracts, enrolments, programmes};
use crate::trust::journal::Subject;

/// The dates of an enrolment, as sent.
#[derive(
    Debug, Clone, Copy, Serialize, Deserialize, ToSchema, Queryable, Selectable, Insertable, AsChangeset,
)]
#[serde(deny_unknown_fields)]
#[diesel(table_name = enrolments, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
#[schema(as = EnrolmentDatesIn, example = json!({"enrolled_on": "2025-06-02"}))]
pub struct EnrolmentDates {
    /// Day of the enrolment.
    #[schema(example = "2025-06-02")]
    pub enrolled_on: NaiveDate,
    /// First day of a definitive exclusion from the CFA.
    #[schema(example = "2026-03-02")]
    pub excluded_on: Option<NaiveDate>,
}

/// Any of the dates of an enrolment, null to clear.
pub type EnrolmentDatesPatch = MergePatch<EnrolmentDates>;

/// An apprentice in a cohort.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = enrolments, check_for_backend(diesel::pg::Pg))]
pub struct Enrolment {
    /// Identifier.
    pub id: EnrolmentId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Apprentice enrolled.
    pub apprentice_id: ApprenticeId,
    /// Cohort joined.
    pub cohort_id: CohortId,
    /// Its dates, as sent.
    #[serde(flatten)]
    #[schema(inline)]
    #[diesel(embed)]
    pub dates: EnrolmentDates,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    #[serde(serialize_with = "types::instant")]
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    #[serde(serialize_with = "types::instant")]
    pub updated_at: DateTime<Utc>,
}

impl Subject for Enrolment {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

/// The cohort of an enrolment, and the programme it runs.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = cohorts, check_for_backend(diesel::pg::Pg))]
pub struct CohortDates {
    pub id: CohortId,
    pub name: String,
    /// First day of the training cycle.
    pub starts_on: NaiveDate,
    /// Last day of the training cycle.
    pub ends_on: NaiveDate,
    #[diesel(select_expression = programmes::code)]
    pub programme_code: String,
}

impl CohortDates {
    /// The period the status of an enrolment is computed over.
    pub fn session(&self) -> Course {
        Course { starts_on: self.starts_on, ends_on: self.ends_on }
    }
}

/// An enrolment with the dates of its cohort.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(check_for_backend(diesel::pg::Pg))]
pub struct EnrolmentInCohort {
    #[diesel(embed)]
    pub enrolment: Enrolment,
    #[diesel(embed)]
    pub cohort: CohortDates,
}

/// The dates of a signed contract, broken or not.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = contracts, check_for_backend(diesel::pg::Pg))]
pub struct SignedContractDates {
    pub id: ContractId,
    pub enrolment_id: EnrolmentId,
    /// First day of execution.
    pub starts_on: NaiveDate,
    /// Last day agreed.
    pub ends_on: NaiveDate,
    /// Last contract day of a broken contract: the eve of the rupture.
    pub closed_on: Option<NaiveDate>,
}

impl SignedContractDates {
    /// The day of the rupture, which is no longer a contract day.
    pub fn broken_on(&self) -> Option<NaiveDate> {
        self.span().broken_on
    }

    /// The dates as the status rules read them.
    pub fn span(&self) -> ContractSpan {
        ContractSpan::until(self.starts_on, self.ends_on, self.closed_on)
    }
}

/// An enrolment in a list: what its status needs, and no more.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = enrolments, check_for_backend(diesel::pg::Pg))]
pub struct EnrolmentLine {
    pub id: EnrolmentId,
    pub site_id: SiteId,
    pub apprentice_id: ApprenticeId,
    pub cohort_id: CohortId,
    /// First day of a definitive exclusion from the CFA.
    pub excluded_on: Option<NaiveDate>,
    /// First day of the training cycle.
    #[diesel(select_expression = cohorts::starts_on)]
    pub starts_on: NaiveDate,
    /// Last day of the training cycle.
    #[diesel(select_expression = cohorts::ends_on)]
    pub ends_on: NaiveDate,
}

impl From<&EnrolmentInCohort> for EnrolmentLine {
    fn from(row: &EnrolmentInCohort) -> Self {
        let (enrolment, cohort) = (&row.enrolment, &row.cohort);
        Self {
            id: enrolment.id,
            site_id: enrolment.site_id,
            apprentice_id: enrolment.apprentice_id,
            cohort_id: enrolment.cohort_id,
            excluded_on: enrolment.dates.excluded_on,
            starts_on: cohort.starts_on,
            ends_on: cohort.ends_on,
        }
    }
}
