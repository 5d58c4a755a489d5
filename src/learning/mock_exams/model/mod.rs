//! The nouns: a mock exam session, its papers, the marks given, the tutors invited.

mod invitations;

pub use invitations::{
    HalfDay, InvitationAnswer, InvitationAttendance, InvitationChoice, InvitedAbout, MockExamInvitation,
    MockExamVisit, OfferedSlot,
};

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::rules::{Mark, MarkStatus, days_in_words, last_day_of_month};
use crate::ids::{ApprenticeId, CohortId, EnrolmentId, MarkId, MockExamId, PaperId, SiteId};
use crate::law::calendar::add_days;
use crate::platform::text::Sentence;
use crate::schema::{mock_exam_marks, mock_exam_papers, mock_exams};
use crate::text_enum;
use crate::trust::journal::Subject;
use uuid::Uuid;

text_enum!(
    /// Where a mock exam stands.
    MockExamState {
        /// Still to come.
        Planned = "planned" => "Prévu" / "Planned",
        /// It took place.
        Held = "held" => "Tenu" / "Held",
        /// Its marks are complete.
        Marked = "marked" => "Noté" / "Marked",
        /// Its marks are released: apprentices and their tutors see them.
        Released = "released" => "Notes publiées" / "Released",
        /// It will not take place.
        Cancelled = "cancelled" => "Annulé" / "Cancelled",
    }
);

impl MockExamState {
    /// Whether it took place.
    pub const fn took_place(self) -> bool {
        matches!(self, Self::Held | Self::Marked | Self::Released)
    }
}

/// What may change of a mock exam.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema, Queryable, Selectable, AsChangeset)]
#[serde(deny_unknown_fields)]
#[diesel(table_name = mock_exams, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
#[schema(as = MockExamIn, example = json!({"starts_on": "2026-03-16", "ends_on": "2026-03-20"}))]
pub struct MockExamFacts {
    /// First day, within the cohort.
    #[schema(example = "2026-03-16")]
    pub starts_on: Option<NaiveDate>,
    /// Last day, within the cohort.
    #[schema(example = "2026-03-20")]
    pub ends_on: Option<NaiveDate>,
}

/// A mock exam session of a cohort.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = mock_exams, check_for_backend(diesel::pg::Pg))]
#[schema(as = MockExamOut)]
pub struct MockExam {
    /// Identifier.
    pub id: MockExamId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Cohort that sits it.
    pub cohort_id: CohortId,
    /// Rank in the cohort, from 1.
    #[schema(minimum = 1)]
    pub ordinal: i16,
    /// Year of the training cycle, from 1.
    #[schema(minimum = 1)]
    pub training_year: i16,
    /// First day of the month planned.
    #[schema(example = "2026-03-01")]
    pub month_on: NaiveDate,
    /// Its days, once fixed.
    #[serde(flatten)]
    #[schema(inline)]
    #[diesel(embed)]
    pub facts: MockExamFacts,
    /// Whether company tutors are invited.
    pub tutors_invited: bool,
    /// Days before the first day until which tutors answer, as the programme says: 1 is the eve.
    #[schema(minimum = 0, maximum = 60)]
    pub answer_days_before: i16,
    /// Where it stands.
    pub state: MockExamState,
    /// When its marks were released to the apprentices.
    pub released_at: Option<DateTime<Utc>>,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
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
        match self.facts.starts_on {
            Some(first) => (first, self.facts.ends_on.unwrap_or(first)),
            None => (self.month_on, last_day_of_month(self.month_on)),
        }
    }

    /// Last day on which tutors answer; none until its days are fixed.
    pub fn answers_until(&self) -> Option<NaiveDate> {
        Some(add_days(self.facts.starts_on?, -i64::from(self.answer_days_before)))
    }

    /// Its days in words; until they are fixed, its month.
    pub fn days_in_words(&self) -> Sentence {
        days_in_words(self.month_on, self.facts.starts_on.map(|_| self.days()))
    }
}

/// What the regulation of an exam says of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema, Queryable, Selectable, Insertable)]
#[diesel(table_name = mock_exam_papers, check_for_backend(diesel::pg::Pg))]
pub struct PaperFacts {
    /// Exam unit in the regulation.
    #[schema(max_length = 10, example = "E21")]
    pub unit_code: String,
    /// Title of the unit.
    #[schema(max_length = 2000)]
    pub label: String,
    /// Coefficient in hundredths; an optional unit may have none.
    #[schema(minimum = 0, example = 150)]
    pub coefficient_hundredths: Option<i32>,
    /// Whether the unit is optional: only its points above 10 are added.
    pub optional: bool,
    /// Order in the regulation, from 1.
    #[serde(skip)]
    pub rank: i16,
    /// Block of skills it certifies; none when the regulation names none, or for a paper planned before it was written down.
    #[serde(skip)]
    pub block_key: Option<String>,
}

/// A paper of a mock exam: one exam unit that receives a mark.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = mock_exam_papers, check_for_backend(diesel::pg::Pg))]
#[schema(as = PaperOut)]
pub struct MockExamPaper {
    /// Identifier.
    pub id: PaperId,
    /// Session of the paper.
    #[serde(skip)]
    pub mock_exam_id: MockExamId,
    /// What the regulation says of it.
    #[serde(flatten)]
    #[schema(inline)]
    #[diesel(embed)]
    pub facts: PaperFacts,
    /// Whether two people mark it, each without the other.
    pub double_marking: bool,
    /// Widest gap between both marks that needs no reconciliation, in hundredths; null when one person marks it.
    #[schema(minimum = 0, maximum = 2000, example = 300)]
    pub agreed_within_hundredths: Option<i32>,
}

/// A correction of one mark.
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
#[diesel(table_name = mock_exam_marks, check_for_backend(diesel::pg::Pg), treat_none_as_null = true)]
#[schema(as = MarkIn, example = json!({"status": "marked", "mark_hundredths": 1250}))]
pub struct MarkFacts {
    /// Marked, absent with a reason or without (neither is zero), or exempt.
    pub status: MarkStatus,
    /// Mark out of 20 in hundredths, exactly when marked.
    #[schema(minimum = 0, maximum = 2000, example = 1250)]
    pub mark_hundredths: Option<i32>,
    /// Remark of the marker.
    #[schema(min_length = 1, max_length = 1000)]
    pub remark: Option<String>,
    /// Who marked the paper, as the sheet names them.
    #[schema(min_length = 1, max_length = 200, example = "Mme Moreau")]
    pub marker: Option<String>,
}

/// What one candidate got at one paper.
#[derive(Debug, Clone, Serialize, ToSchema, Queryable, Selectable)]
#[diesel(table_name = mock_exam_marks, check_for_backend(diesel::pg::Pg))]
#[schema(as = MarkOut)]
pub struct PaperMark {
    /// Identifier.
    pub id: MarkId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Paper sat.
    pub paper_id: PaperId,
    /// Enrolment of the candidate.
    pub enrolment_id: EnrolmentId,
    /// What the candidate got.
    #[serde(flatten)]
    #[schema(inline)]
    #[diesel(embed)]
    pub facts: MarkFacts,
    /// When it was last corrected after its release.
    pub corrected_at: Option<DateTime<Utc>>,
    /// Why; null for apprentices and tutors.
    #[schema(max_length = 500)]
    pub correction_reason: Option<String>,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
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
        Mark { status: self.facts.status, hundredths: self.facts.mark_hundredths }
    }
}

/// A mark to write, new or in place of the one there.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = mock_exam_marks)]
pub struct NewMark {
    /// Identifier, should it be new.
    pub id: MarkId,
    pub site_id: SiteId,
    pub paper_id: PaperId,
    pub enrolment_id: EnrolmentId,
    #[diesel(embed)]
    pub facts: MarkFacts,
    /// Day it is entered, should it be new.
    pub entered_on: NaiveDate,
}

/// Somebody who sits the mock exams of a cohort.
#[derive(Debug, Clone)]
pub struct Candidate {
    pub enrolment_id: EnrolmentId,
    pub apprentice_id: ApprenticeId,
    pub family_name: String,
    pub given_name: String,
}
