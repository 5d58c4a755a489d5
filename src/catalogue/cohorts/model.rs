//! The noun kept in the base: a cohort, one run of a programme at a site.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::catalogue::programmes::versions::FollowedProgramme;
use crate::ids::{CohortId, ProgrammeId, SiteId};
use crate::law::identifiers;
use crate::platform::body::MergePatch;
use crate::schema::{cohorts, programmes};
use crate::trust::journal::Subject;

/// What narrows a whole list: a cohort, a site, or both.
#[derive(Debug, Clone, Copy, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WholeListFilter {
    /// Only this site; every site within reach when absent.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
    /// Only of this cohort: who is enrolled in it, their contracts, the companies and the tutors of these.
    #[param(value_type = Option<uuid::Uuid>)]
    pub cohort: Option<CohortId>,
}

/// What may change of a cohort once it is open.
#[derive(
    Debug,
    Clone,
    PartialEq,
    Eq,
    Serialize,
    Deserialize,
    ToSchema,
    Queryable,
    Selectable,
    Insertable,
    AsChangeset,
)]
#[serde(deny_unknown_fields)]
#[diesel(table_name = cohorts, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
#[schema(as = CohortIn, example = json!({"name": "BTS MCO 2025-2027", "ends_on": "2027-08-24"}))]
pub struct CohortFacts {
    /// Name people use for the cohort.
    #[schema(format = "name", min_length = 1, max_length = 200, example = "BTS MCO 2025-2027")]
    #[serde(deserialize_with = "identifiers::normal::name")]
    pub name: String,
    /// First day of the training cycle; fixed once somebody is enrolled.
    #[schema(example = "2025-08-25")]
    pub starts_on: NaiveDate,
    /// Last day of the training cycle; fixed once somebody is enrolled.
    #[schema(example = "2027-08-24")]
    pub ends_on: NaiveDate,
    /// Year of the exam session the cohort sits.
    #[schema(minimum = 2000, maximum = 2100, example = 2027)]
    pub exam_session: i32,
    /// Code of an exam regulation of the programme.
    #[schema(min_length = 1, max_length = 60, example = "mco-2024")]
    pub exam_regulation: String,
    /// Version of the programme it is told to follow; null for the one in force on its first day.
    #[schema(minimum = 1, example = 2)]
    pub programme_version: Option<i32>,
}

/// Any of the fields of a cohort.
pub type CohortPatch = MergePatch<CohortFacts>;

/// A cohort, read together with the code of its programme.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = cohorts, check_for_backend(diesel::pg::Pg))]
pub struct Cohort {
    /// Identifier.
    pub id: CohortId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Programme taught.
    #[serde(skip)]
    #[schema(ignore)]
    pub programme_id: ProgrammeId,
    /// Code of the programme taught.
    #[schema(max_length = 60, example = "bts-mco")]
    #[diesel(select_expression = programmes::code)]
    #[diesel(select_expression_type = programmes::code)]
    pub programme: String,
    /// What may change of it.
    #[serde(flatten)]
    #[schema(inline)]
    #[diesel(embed)]
    pub facts: CohortFacts,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl Cohort {
    /// What tells the version of its programme that it follows.
    pub fn follows(&self) -> FollowedProgramme {
        self.following(&self.facts)
    }

    /// The same, were its facts others.
    pub fn following(&self, facts: &CohortFacts) -> FollowedProgramme {
        FollowedProgramme {
            code: self.programme.clone(),
            cohort_starts_on: facts.starts_on,
            told: facts.programme_version,
        }
    }
}

impl Subject for Cohort {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}
