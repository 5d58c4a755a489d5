//! The nouns: the mark one of two people gives a paper, and what they agreed on.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::ids::{EnrolmentId, MarkReadingId, MarkReconciliationId, PaperId, SiteId};
use crate::schema::{mock_exam_readings, mock_exam_reconciliations};
use crate::text_enum;
use crate::trust::journal::Subject;

text_enum!(
    /// Where two markers of a paper stand.
    MarkAgreement {
        /// A reading is missing.
        Waiting = "waiting" => "Il manque une lecture" / "A reading is missing",
        /// Both marks are near enough: their mean is the mark.
        Agreed = "agreed" => "D'accord" / "Agreed",
        /// Both marks are far apart: a mark is to be settled on.
        ToReconcile = "to_reconcile" => "À concilier" / "To be reconciled",
        /// A mark was settled on.
        Reconciled = "reconciled" => "Concilié" / "Reconciled",
    }
);

/// The mark one of two people gives a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = mock_exam_readings, check_for_backend(diesel::pg::Pg))]
#[schema(as = MarkReadingOut)]
pub struct MarkReading {
    /// Identifier.
    pub id: MarkReadingId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Paper read.
    pub paper_id: PaperId,
    /// Enrolment of the candidate.
    pub enrolment_id: EnrolmentId,
    /// First or second reading.
    #[schema(minimum = 1, maximum = 2)]
    pub reading: i16,
    /// Mark out of 20 in hundredths.
    #[schema(minimum = 0, maximum = 2000, example = 1250)]
    pub mark_hundredths: i32,
    /// Who read it.
    #[schema(max_length = 200, example = "Mme Moreau")]
    pub marker: String,
    /// Remark of that marker.
    #[schema(max_length = 1000)]
    pub remark: Option<String>,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl Subject for MarkReading {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

/// A reading to write, new or in place of the one there.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = mock_exam_readings)]
pub struct NewMarkReading {
    pub id: MarkReadingId,
    pub site_id: SiteId,
    pub paper_id: PaperId,
    pub enrolment_id: EnrolmentId,
    pub reading: i16,
    pub mark_hundredths: i32,
    pub marker: String,
    pub remark: Option<String>,
}

impl NewMarkReading {
    /// Whether it says what a reading already there says.
    pub fn says(&self, there: &MarkReading) -> bool {
        (self.mark_hundredths, &self.marker, &self.remark)
            == (there.mark_hundredths, &there.marker, &there.remark)
    }
}

/// The mark two people settled on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema, Queryable, Selectable, Insertable)]
#[diesel(table_name = mock_exam_reconciliations, check_for_backend(diesel::pg::Pg))]
#[schema(as = MarkReconciliationOut)]
pub struct MarkReconciliation {
    /// Identifier.
    pub id: MarkReconciliationId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Paper.
    pub paper_id: PaperId,
    /// Enrolment of the candidate.
    pub enrolment_id: EnrolmentId,
    /// Mark settled on, out of 20, in hundredths.
    #[schema(minimum = 0, maximum = 2000, example = 1150)]
    pub mark_hundredths: i32,
    /// How they agreed.
    #[schema(max_length = 500)]
    pub reason: String,
    /// Version of the first reading it was decided on.
    #[serde(skip)]
    pub first_version: i64,
    /// Version of the second reading it was decided on.
    #[serde(skip)]
    pub second_version: i64,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl Subject for MarkReconciliation {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

/// What two markers said of one candidate at one paper.
#[derive(Debug, Clone, Default)]
pub struct ReadingPair<'a> {
    pub first: Option<&'a MarkReading>,
    pub second: Option<&'a MarkReading>,
    pub reconciled: Option<&'a MarkReconciliation>,
}
