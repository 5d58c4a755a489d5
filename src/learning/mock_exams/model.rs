//! The nouns: a mock exam session, its papers, the marks given, the tutors invited.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;

use super::rules::{Mark, MarkStatus, last_day_of_month};
use crate::ids::{
    ApprenticeId, CohortId, EnrolmentId, MarkId, MockExamId, MockExamInvitationId, PaperId, SiteId, TutorId,
};
use crate::schema::{mock_exam_invitations, mock_exam_marks, mock_exam_papers, mock_exams};
use crate::text_enum;
use crate::trust::journal::Subject;
use uuid::Uuid;

text_enum!(
    /// Where a mock exam stands.
    MockExamState {
        /// Still to come.
        Planned = "planned",
        /// It took place.
        Held = "held",
        /// It will not take place.
        Cancelled = "cancelled",
    }
);

text_enum!(
    /// What a tutor invited to a mock exam answered.
    InvitationAnswer {
        /// Nothing yet.
        Pending = "pending",
        /// They come.
        Accepted = "accepted",
        /// They do not come.
        Declined = "declined",
    }
);

/// A mock exam session of a cohort.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = mock_exams, check_for_backend(diesel::pg::Pg))]
pub struct MockExam {
    /// Identifier.
    pub id: MockExamId,
    /// Site that owns the row.
    pub site_id: SiteId,
    /// Cohort that sits it.
    pub cohort_id: CohortId,
    /// Rank in the cohort, from 1.
    pub ordinal: i16,
    /// Year of the training cycle, from 1.
    pub training_year: i16,
    /// First day of the month planned.
    pub month_on: NaiveDate,
    /// First day, once fixed.
    pub starts_on: Option<NaiveDate>,
    /// Last day, once fixed.
    pub ends_on: Option<NaiveDate>,
    /// Whether company tutors are invited.
    pub tutors_invited: bool,
    /// Where it stands.
    pub state: MockExamState,
    /// Version.
    pub version: i64,
    /// When written.
    pub created_at: DateTime<Utc>,
    /// When last changed.
    pub updated_at: DateTime<Utc>,
}

impl Subject for MockExam {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

impl MockExam {
    /// First and last day: those fixed, else the whole month planned.
    pub fn days(&self) -> (NaiveDate, NaiveDate) {
        match self.starts_on {
            Some(first) => (first, self.ends_on.unwrap_or(first)),
            None => (self.month_on, last_day_of_month(self.month_on)),
        }
    }
}

/// The days written of a mock exam.
#[derive(Debug, Clone, AsChangeset)]
#[diesel(table_name = mock_exams, treat_none_as_null = true)]
pub struct MockExamChange {
    /// First day.
    pub starts_on: Option<NaiveDate>,
    /// Last day.
    pub ends_on: Option<NaiveDate>,
}

/// A paper of a mock exam: one exam unit that receives a mark.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = mock_exam_papers, check_for_backend(diesel::pg::Pg))]
pub struct MockExamPaper {
    /// Identifier.
    pub id: PaperId,
    /// Session of the paper.
    pub mock_exam_id: MockExamId,
    /// Exam unit in the regulation.
    pub unit_code: String,
    /// Title of the unit.
    pub label: String,
    /// Coefficient in hundredths.
    pub coefficient_hundredths: Option<i32>,
    /// Whether the unit is optional.
    pub optional: bool,
    /// Order in the regulation.
    pub rank: i16,
}

/// What one apprentice got at one paper.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = mock_exam_marks, check_for_backend(diesel::pg::Pg))]
pub struct PaperMark {
    /// Identifier.
    pub id: MarkId,
    /// Site that owns the row.
    pub site_id: SiteId,
    /// Paper sat.
    pub paper_id: PaperId,
    /// Enrolment of the candidate.
    pub enrolment_id: EnrolmentId,
    /// Marked, absent or exempt.
    pub status: MarkStatus,
    /// Mark out of 20 in hundredths.
    pub mark_hundredths: Option<i32>,
    /// Remark of the marker.
    pub remark: Option<String>,
    /// Version.
    pub version: i64,
    /// When written.
    pub created_at: DateTime<Utc>,
    /// When last changed.
    pub updated_at: DateTime<Utc>,
}

impl Subject for PaperMark {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

impl PaperMark {
    /// The mark as the rules reckon with it.
    pub fn mark(&self) -> Mark {
        Mark { status: self.status, hundredths: self.mark_hundredths }
    }
}

/// What is written of a mark.
#[derive(Debug, Clone, PartialEq, Eq, AsChangeset)]
#[diesel(table_name = mock_exam_marks, treat_none_as_null = true)]
pub struct MarkChange {
    /// Marked, absent or exempt.
    pub status: MarkStatus,
    /// Mark out of 20 in hundredths.
    pub mark_hundredths: Option<i32>,
    /// Remark of the marker.
    pub remark: Option<String>,
}

/// A mark to write, new or in place of the one there.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = mock_exam_marks)]
pub struct NewMark {
    /// Identifier, should it be new.
    pub id: MarkId,
    /// Site that owns the row.
    pub site_id: SiteId,
    /// Paper sat.
    pub paper_id: PaperId,
    /// Enrolment of the candidate.
    pub enrolment_id: EnrolmentId,
    /// Marked, absent or exempt.
    pub status: MarkStatus,
    /// Mark out of 20 in hundredths.
    pub mark_hundredths: Option<i32>,
    /// Remark of the marker.
    pub remark: Option<String>,
    /// Day it is entered, should it be new.
    pub entered_on: NaiveDate,
}

/// Somebody who sits the mock exams of a cohort.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Enrolment in the cohort.
    pub enrolment_id: EnrolmentId,
    /// Apprentice.
    pub apprentice_id: ApprenticeId,
    /// Family name.
    pub family_name: String,
    /// Given name.
    pub given_name: String,
}

/// A company tutor invited to a mock exam.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = mock_exam_invitations, check_for_backend(diesel::pg::Pg))]
pub struct MockExamInvitation {
    /// Identifier.
    pub id: MockExamInvitationId,
    /// Site that owns the row.
    pub site_id: SiteId,
    /// Session the tutor is invited to.
    pub mock_exam_id: MockExamId,
    /// Tutor invited.
    pub tutor_id: TutorId,
    /// Apprentice the tutor follows.
    pub apprentice_id: ApprenticeId,
    /// What the tutor answered.
    pub answer: InvitationAnswer,
    /// When the tutor answered.
    pub answered_at: Option<DateTime<Utc>>,
    /// Version.
    pub version: i64,
    /// When written.
    pub created_at: DateTime<Utc>,
    /// When last changed.
    pub updated_at: DateTime<Utc>,
}

impl Subject for MockExamInvitation {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}
