//! Invitations of tutors in JSON.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::ids::{ApprenticeId, MockExamId, MockExamInvitationId, SiteId, TutorId};
use crate::learning::mock_exams::model::{InvitationAnswer, MockExamInvitation};
use crate::text_enum;

text_enum!(
    /// What a tutor may answer.
    TutorAnswer {
        /// They come.
        Accepted = "accepted",
        /// They do not come.
        Declined = "declined",
    }
);

impl From<TutorAnswer> for InvitationAnswer {
    fn from(given: TutorAnswer) -> Self {
        match given {
            TutorAnswer::Accepted => Self::Accepted,
            TutorAnswer::Declined => Self::Declined,
        }
    }
}

/// That every tutor concerned by a mock exam is invited to it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MockExamInvitationsIn, example = json!({}))]
pub struct InvitationsIn {}

/// The answer of a tutor to an invitation.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"answer": "accepted"}))]
pub struct InvitationAnswerIn {
    /// Whether they come.
    pub answer: TutorAnswer,
}

/// A company tutor invited to a mock exam.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MockExamInvitationOut {
    /// Identifier.
    pub id: MockExamInvitationId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Mock exam the tutor is invited to.
    pub mock_exam_id: MockExamId,
    /// Tutor invited.
    pub tutor_id: TutorId,
    /// Apprentice the tutor follows.
    pub apprentice_id: ApprenticeId,
    /// What the tutor answered.
    pub answer: InvitationAnswer,
    /// When the tutor answered.
    pub answered_at: Option<DateTime<Utc>>,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl From<MockExamInvitation> for MockExamInvitationOut {
    fn from(row: MockExamInvitation) -> Self {
        Self {
            id: row.id,
            site_id: row.site_id,
            mock_exam_id: row.mock_exam_id,
            tutor_id: row.tutor_id,
            apprentice_id: row.apprentice_id,
            answer: row.answer,
            answered_at: row.answered_at,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// What narrows a list of invitations.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct MockExamInvitationParams {
    /// Only those answered so.
    #[param(inline)]
    pub answer: Option<InvitationAnswer>,
    /// Rows wanted.
    #[serde(default = "crate::platform::page::default_limit")]
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: i64,
    /// `next_cursor` of the previous page.
    #[param(max_length = 500)]
    pub cursor: Option<String>,
}
