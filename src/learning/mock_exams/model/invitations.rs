//! A tutor invited to a mock exam: what they answered, when they come, and whether they came.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::ids::{ApprenticeId, MockExamId, MockExamInvitationId, SiteId, SittingSlotId, TutorId};
use crate::platform::clock::{paris_day, paris_time};
use crate::schema::mock_exam_invitations;
use crate::text_enum;
use crate::trust::journal::Subject;

text_enum!(
    /// What a tutor invited to a mock exam answered.
    InvitationAnswer {
        /// Nothing yet.
        Pending = "pending" => "Sans réponse" / "No answer yet",
        /// They come.
        Accepted = "accepted" => "Acceptée" / "Accepted",
        /// They may come.
        Maybe = "maybe" => "Peut-être" / "Maybe",
        /// They do not come.
        Declined = "declined" => "Déclinée" / "Declined",
    }
);

text_enum!(
    /// Half of a day.
    HalfDay {
        /// Until one in the afternoon.
        Morning = "morning" => "Matin" / "Morning",
        /// From then on.
        Afternoon = "afternoon" => "Après-midi" / "Afternoon",
    }
);

impl HalfDay {
    /// First hour of an afternoon in Paris.
    const NOON: u32 = 13;

    /// The half of its day an instant is in, as clocks of France show it.
    pub fn of(at: DateTime<Utc>) -> Self {
        use chrono::Timelike;
        if paris_time(at).hour() < Self::NOON { Self::Morning } else { Self::Afternoon }
    }
}

text_enum!(
    /// Whether a tutor invited to a mock exam came.
    InvitationAttendance {
        /// They came.
        Came = "came" => "Venu" / "Came",
        /// They did not come.
        DidNotCome = "did_not_come" => "Pas venu" / "Did not come",
        /// Somebody else came for them.
        Replaced = "replaced" => "Remplacé" / "Replaced",
    }
);

/// When a tutor comes, and what they added.
#[derive(
    Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, Queryable, Selectable, AsChangeset,
)]
#[serde(deny_unknown_fields)]
#[diesel(table_name = mock_exam_invitations, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
pub struct InvitationChoice {
    /// Day they come; null when they did not say.
    pub comes_on: Option<NaiveDate>,
    /// Half of that day.
    pub half_day: Option<HalfDay>,
    /// Slot of the apprentice they come to see; null when they chose half a day alone.
    pub sitting_slot_id: Option<SittingSlotId>,
    /// What they added.
    #[schema(min_length = 1, max_length = 500)]
    pub comment: Option<String>,
}

/// Whether a tutor came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = mock_exam_invitations, check_for_backend(diesel::pg::Pg))]
pub struct MockExamVisit {
    /// Whether they came; null until it is written down.
    pub attendance: Option<InvitationAttendance>,
    /// Who came for them.
    #[schema(max_length = 200)]
    pub replaced_by: Option<String>,
    /// When that was written down.
    pub attendance_at: Option<DateTime<Utc>>,
}

/// A company tutor invited to a mock exam.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = mock_exam_invitations, check_for_backend(diesel::pg::Pg))]
#[schema(as = MockExamInvitationOut)]
pub struct MockExamInvitation {
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
    /// Day the tutor was invited.
    pub invited_on: NaiveDate,
    /// What the tutor answered.
    pub answer: InvitationAnswer,
    /// When the tutor answered.
    pub answered_at: Option<DateTime<Utc>>,
    /// When they come.
    #[serde(flatten)]
    #[schema(inline)]
    #[diesel(embed)]
    pub choice: InvitationChoice,
    /// Day they were reminded, without an answer.
    pub reminded_on: Option<NaiveDate>,
    /// Whether they came.
    #[serde(flatten)]
    #[schema(inline)]
    #[diesel(embed)]
    pub visit: MockExamVisit,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl Subject for MockExamInvitation {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

/// The hour of an apprentice at a sitting that is shown: a tutor may come to see them then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferedSlot {
    pub id: SittingSlotId,
    pub apprentice_id: ApprenticeId,
    /// Their name.
    pub name: String,
    /// Exam unit of the paper.
    pub unit_code: String,
    /// Title of the unit.
    pub unit_label: String,
    /// When they start.
    pub starts_at: DateTime<Utc>,
}

impl OfferedSlot {
    /// The day it is on, and the half of it.
    pub fn when(&self) -> (NaiveDate, HalfDay) {
        (paris_day(self.starts_at), HalfDay::of(self.starts_at))
    }
}

/// An apprentice for whom a tutor is invited to a mock exam.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitedAbout {
    pub invitation_id: MockExamInvitationId,
    pub apprentice_id: ApprenticeId,
    pub name: String,
    pub answer: InvitationAnswer,
}
