//! The noun: the appreciation of the council.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::ids::{CouncilAppreciationId, EnrolmentId, MockExamId, SiteId};
use crate::people::apprentices::cards::wire::Whose;
use crate::people::apprentices::cards::{AboutPeople, RowTopic};
use crate::schema::council_appreciations;
use crate::trust::journal::Subject;

/// What the council says of a candidate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = council_appreciations, check_for_backend(diesel::pg::Pg))]
#[schema(as = CouncilAppreciationOut)]
pub struct CouncilAppreciation {
    /// Identifier.
    pub id: CouncilAppreciationId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Mock exam.
    pub mock_exam_id: MockExamId,
    /// Enrolment of the candidate.
    pub enrolment_id: EnrolmentId,
    /// What is said.
    #[schema(max_length = 2000)]
    pub text: String,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl Subject for CouncilAppreciation {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

impl AboutPeople for CouncilAppreciation {
    fn about(&self, today: NaiveDate) -> RowTopic {
        RowTopic { whose: Whose::Enrolment(self.enrolment_id), contract: None, tutor: None, on: today }
    }
}

/// An appreciation to write, new or in place of the one there.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = council_appreciations)]
pub struct NewCouncilAppreciation {
    pub id: CouncilAppreciationId,
    pub site_id: SiteId,
    pub mock_exam_id: MockExamId,
    pub enrolment_id: EnrolmentId,
    pub text: String,
}
