//! The nouns: an answer, the level of each of its questions.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::ids::{ApprenticeId, SatisfactionAnswerId, SiteId, TutorId, VisitId};
use crate::law::figures::{SatisfactionForm, SatisfactionVoice};
use crate::schema::{satisfaction_answers, satisfaction_scores};
use crate::trust::journal::Subject;

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq, Queryable, Selectable)]
#[diesel(table_name = satisfaction_answers, check_for_backend(diesel::pg::Pg))]
pub struct SatisfactionAnswer {
    pub id: SatisfactionAnswerId,
    pub site_id: SiteId,
    pub form: SatisfactionForm,
    pub asked_of: SatisfactionVoice,
    pub apprentice_id: ApprenticeId,
    /// Company tutor who answered.
    pub tutor_id: Option<TutorId>,
    /// Visit before which it was asked.
    pub visit_id: Option<VisitId>,
    /// Year in which the school year began.
    pub school_year: i32,
    pub answered_on: NaiveDate,
    pub comment: Option<String>,
    pub version: i64,
    pub created_at: DateTime<Utc>,
}

impl Subject for SatisfactionAnswer {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

/// An answer to write.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = satisfaction_answers)]
pub struct NewSatisfactionAnswer {
    pub id: SatisfactionAnswerId,
    pub site_id: SiteId,
    pub form: SatisfactionForm,
    pub asked_of: SatisfactionVoice,
    pub apprentice_id: ApprenticeId,
    pub tutor_id: Option<TutorId>,
    pub visit_id: Option<VisitId>,
    pub school_year: i32,
    pub answered_on: NaiveDate,
    pub comment: Option<String>,
}

/// The level of a question of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Insertable)]
#[diesel(table_name = satisfaction_scores)]
pub struct NewSatisfactionScore {
    pub answer_id: SatisfactionAnswerId,
    pub question: String,
    pub site_id: SiteId,
    /// Level, 1 for the lowest.
    pub score: i16,
}

/// The level of a question, as it is added up.
#[derive(Debug, Clone, PartialEq, Eq, Queryable)]
pub struct ScoreSeen {
    pub form: SatisfactionForm,
    pub asked_of: SatisfactionVoice,
    pub question: String,
    pub score: i16,
}
