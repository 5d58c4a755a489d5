//! The noun: a unit of the exam that an apprentice does not sit again, and its facts.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::ids::{EnrolmentId, KeptUnitId, SiteId};
use crate::platform::body::MergePatch;
use crate::schema::kept_units;
use crate::text_enum;
use crate::trust::journal::Subject;

text_enum!(
    /// Why a unit is not sat again.
    KeptUnitKind {
        /// The mark of an earlier session counts.
        Kept = "kept" => "Note conservée" / "Mark kept",
        /// The candidate does not sit it: it counts nowhere.
        Exempt = "exempt" => "Dispense" / "Exemption",
    }
);

/// A unit of the exam that an apprentice does not sit again, as sent: a kept mark has a mark and the day it was acquired, an
/// exemption has a ground.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Queryable, Selectable, Insertable, AsChangeset)]
#[serde(deny_unknown_fields)]
#[diesel(table_name = kept_units, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
#[schema(as = KeptUnitIn, example = json!({
    "unit_code": "E5", "kind": "kept", "mark_hundredths": 1250, "acquired_on": "2025-07-04",
    "granted_by": "Rectorat de l'académie de Reims", "granted_on": "2025-11-14", "document_reference": "Relevé de notes 2025",
}))]
pub struct KeptUnitFacts {
    /// Code of a unit of the exam regulation that receives a mark; once per enrolment.
    #[schema(min_length = 1, max_length = 10, example = "E5")]
    pub unit_code: String,
    /// The mark is kept, or the candidate is exempt.
    pub kind: KeptUnitKind,
    /// Mark kept out of 20 in hundredths: at least what the regulation asks.
    #[schema(minimum = 0, maximum = 2000, example = 1250)]
    pub mark_hundredths: Option<i32>,
    /// Day on which the mark kept was acquired.
    pub acquired_on: Option<NaiveDate>,
    /// Ground of an exemption: the diploma held, the text applied.
    #[schema(min_length = 1, max_length = 1000)]
    pub ground: Option<String>,
    /// Authority that granted it.
    #[schema(min_length = 1, max_length = 200, example = "Rectorat de l'académie de Reims")]
    pub granted_by: String,
    /// Day on which it was granted; not after today.
    pub granted_on: NaiveDate,
    /// Reference of the document that proves it.
    #[schema(min_length = 1, max_length = 200)]
    pub document_reference: Option<String>,
}

impl KeptUnitFacts {
    /// The last session at which it counts, a year: a mark is kept some years from its acquisition, an exemption holds.
    pub fn last_session(&self, kept_years: u8) -> Option<i32> {
        self.acquired_on.map(|day| day.year() + i32::from(kept_years))
    }

    /// Whether it counts at a session, where marks are kept some years.
    pub fn counts_at(&self, session: i32, kept_years: u8) -> bool {
        self.last_session(kept_years).is_none_or(|last| session <= last)
    }
}

/// Any of the facts of a kept unit, null to clear.
pub type KeptUnitPatch = MergePatch<KeptUnitFacts>;

/// A unit of the exam that an apprentice does not sit again.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = kept_units, check_for_backend(diesel::pg::Pg))]
#[schema(as = KeptUnitRow)]
pub struct KeptUnit {
    /// Identifier.
    pub id: KeptUnitId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Enrolment in the cohort that sits the exam.
    pub enrolment_id: EnrolmentId,
    /// What it says.
    #[serde(flatten)]
    #[schema(inline)]
    #[diesel(embed)]
    pub facts: KeptUnitFacts,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl Subject for KeptUnit {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}
