//! The nouns: a sitting, its jury, the slots of its candidates, and that they are published.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::catalogue::programmes::file::ExamForm;
use crate::ids::{
    AccountId, EnrolmentId, MockExamId, PaperId, RoomId, SiteId, SittingId, SittingPublicationId,
    SittingSlotId, TutorId,
};
pub use crate::platform::hours::ParisHour;
use crate::schema::{sitting_jurors, sitting_publications, sitting_slots, sittings};
use crate::text_enum;
use crate::trust::journal::Subject;

text_enum!(
    /// Who sees a sitting.
    SittingState {
        /// The staff alone.
        Planned = "planned" => "Prévue" / "Planned",
        /// The candidates and the jurors too, each what is theirs.
        Published = "published" => "Publiée" / "Published",
    }
);

text_enum!(
    /// Whether a candidate sits a paper.
    SlotPresence {
        /// They sit it.
        Expected = "expected" => "Attendu" / "Expected",
        /// They need not sit the unit.
        Exempt = "exempt" => "Dispensé" / "Exempt",
        /// They keep the mark of an earlier session.
        Kept = "kept" => "Note conservée" / "Mark kept",
        /// They said that they will be away.
        Absent = "absent" => "Absence annoncée" / "Absence announced",
    }
);

/// From an instant to another, which is no longer part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeSpan {
    pub from: DateTime<Utc>,
    pub to: DateTime<Utc>,
}

impl TimeSpan {
    /// So many minutes from an instant.
    pub fn lasting(from: DateTime<Utc>, minutes: i16) -> Self {
        Self { from, to: from + TimeDelta::minutes(minutes.into()) }
    }

    /// Whether they have an instant in common.
    pub fn meets(&self, other: &Self) -> bool {
        self.from < other.to && other.from < self.to
    }

    /// Whether the other is all within this one.
    pub fn holds(&self, other: &Self) -> bool {
        self.from <= other.from && other.to <= self.to
    }
}

/// A sitting as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = sittings, check_for_backend(diesel::pg::Pg))]
pub struct Sitting {
    pub id: SittingId,
    pub site_id: SiteId,
    pub mock_exam_id: MockExamId,
    pub paper_id: PaperId,
    pub form: ExamForm,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub room: String,
    /// Room, when the site knows it.
    pub room_id: Option<RoomId>,
    /// Minutes a candidate has, preparation and extra time excluded.
    pub duration_minutes: i16,
    /// Minutes a candidate prepares before an oral.
    pub preparation_minutes: i16,
    #[diesel(embed)]
    pub pauses: JuryPauses,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

/// The pauses of the jury of an oral; those of its hours last saved for a sitting.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Serialize,
    ToSchema,
    Queryable,
    Selectable,
    Insertable,
    AsChangeset,
)]
#[diesel(table_name = sittings, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
pub struct JuryPauses {
    /// Minutes between two candidates.
    #[schema(minimum = 0, maximum = 120, example = 5)]
    pub between_minutes: Option<i16>,
    /// Number of candidates after which the jury takes a break.
    #[schema(minimum = 1, maximum = 200, example = 6)]
    pub break_after: Option<i16>,
    /// Minutes of that break, instead of those between two candidates.
    #[schema(minimum = 1, maximum = 240, example = 15)]
    pub break_minutes: Option<i16>,
}

impl JuryPauses {
    /// The same, with those of others where nothing is said.
    #[must_use]
    pub fn or(self, others: Self) -> Self {
        Self {
            between_minutes: self.between_minutes.or(others.between_minutes),
            break_after: self.break_after.or(others.break_after),
            break_minutes: self.break_minutes.or(others.break_minutes),
        }
    }
}

impl Subject for Sitting {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

impl Sitting {
    /// As long as the room is taken.
    pub fn span(&self) -> TimeSpan {
        TimeSpan { from: self.starts_at, to: self.ends_at }
    }

    /// Whether candidates come one after another.
    pub fn one_by_one(&self) -> bool {
        one_by_one(self.form)
    }
}

/// Whether candidates come one after another at a paper of this form.
pub fn one_by_one(form: ExamForm) -> bool {
    form != ExamForm::Written
}

/// A juror: a member of the staff, or a company tutor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Juror {
    Staff(AccountId),
    Tutor(TutorId),
}

/// A juror of a sitting as it is kept.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = sitting_jurors, check_for_backend(diesel::pg::Pg))]
pub struct SittingJuror {
    pub id: Uuid,
    pub site_id: SiteId,
    pub sitting_id: SittingId,
    pub account_id: Option<AccountId>,
    pub tutor_id: Option<TutorId>,
    pub rank: i16,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
}

impl SittingJuror {
    /// Who it is.
    pub fn juror(&self) -> Option<Juror> {
        self.account_id.map(Juror::Staff).or(self.tutor_id.map(Juror::Tutor))
    }
}

/// The slot of a candidate at a sitting as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = sitting_slots, check_for_backend(diesel::pg::Pg))]
pub struct SittingSlot {
    pub id: SittingSlotId,
    pub site_id: SiteId,
    pub sitting_id: SittingId,
    pub enrolment_id: EnrolmentId,
    pub presence: SlotPresence,
    /// Whether candidates come one after another.
    pub alone: bool,
    pub extra_minutes: i16,
    pub extra_preparation_minutes: i16,
    /// When the candidate is there, preparation included.
    pub prepares_at: Option<DateTime<Utc>>,
    pub starts_at: Option<DateTime<Utc>>,
    pub ends_at: Option<DateTime<Utc>>,
    pub version: i64,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
}

impl Subject for SittingSlot {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

impl SittingSlot {
    /// As long as the candidate is taken, preparation included; none until placed.
    pub fn whole(&self) -> Option<TimeSpan> {
        Some(TimeSpan { from: self.prepares_at?, to: self.ends_at? })
    }

    /// As long as the candidate is before the jury; none until placed.
    pub fn before_the_jury(&self) -> Option<TimeSpan> {
        Some(TimeSpan { from: self.starts_at?, to: self.ends_at? })
    }

    /// The same, to be placed later, or not at all.
    #[must_use]
    pub fn unplaced(self) -> Self {
        Self { prepares_at: None, starts_at: None, ends_at: None, ..self }
    }

    /// The same, starting at an instant, for as long as the sitting and the extra time of the candidate say.
    #[must_use]
    pub fn placed(self, sitting: &Sitting, starts_at: DateTime<Utc>) -> Self {
        let minutes = |of: i16, more: i16| TimeDelta::minutes(i64::from(of) + i64::from(more));
        let preparation = minutes(sitting.preparation_minutes, self.extra_preparation_minutes);
        let duration = minutes(sitting.duration_minutes, self.extra_minutes);
        Self {
            prepares_at: Some(starts_at - preparation),
            starts_at: Some(starts_at),
            ends_at: Some(starts_at + duration),
            ..self
        }
    }
}

/// That the sittings of a mock exam are shown to candidates and jurors.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = sitting_publications, check_for_backend(diesel::pg::Pg))]
pub struct SittingPublication {
    pub id: SittingPublicationId,
    pub site_id: SiteId,
    pub mock_exam_id: MockExamId,
    pub published_at: DateTime<Utc>,
    pub version: i64,
}

impl Subject for SittingPublication {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

/// A candidate: their enrolment and the name they go by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedCandidate {
    pub enrolment_id: EnrolmentId,
    pub apprentice_id: crate::ids::ApprenticeId,
    pub name: String,
}
