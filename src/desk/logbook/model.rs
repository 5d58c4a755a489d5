//! The nouns: a period, what it holds, who signed it, that it was sent back.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::follow_up::visits::model::{Commitment, Visit};
use crate::ids::{ContractId, EnrolmentId, LogbookReturnId, LogbookSignatureId, SiteId};
use crate::learning::missions::model::CompanyMission;
use crate::learning::mock_exams::model::{MockExam, MockExamPaper, PaperMark};
use crate::learning::skills::SkillPosition;
use crate::learning::voices::Voice;
use crate::schema::{logbook_returns, logbook_signatures};
use crate::text_enum;
use crate::trust::journal::{AuthorKind, Subject};

text_enum!(
    /// Where a period stands on a day.
    PeriodState {
        /// It has not begun.
        ToCome = "to_come" => "À venir" / "To come",
        /// It runs.
        Running = "running" => "En cours" / "Running",
        /// It is over.
        Over = "over" => "Terminée" / "Over",
    }
);

/// A period of a logbook: six months of the training, both days included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LogbookPeriod {
    /// From 1.
    pub number: i16,
    pub from_on: NaiveDate,
    pub to_on: NaiveDate,
}

/// How many days of each kind a period has, by the alternation calendar.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AlternationDays {
    /// Days in the company.
    #[schema(minimum = 0, maximum = 400)]
    pub company: u16,
    /// Days at the centre.
    #[schema(minimum = 0, maximum = 400)]
    pub centre: u16,
    /// Days of exam, mock exams included.
    #[schema(minimum = 0, maximum = 400)]
    pub exam: u16,
}

/// A visit that took place, and what was agreed at it.
#[derive(Debug, Clone)]
pub struct HeldVisit {
    pub visit: Visit,
    pub held_on: NaiveDate,
    pub commitments: Vec<Commitment>,
}

/// A released mark, with its paper and its mock exam.
#[derive(Debug, Clone)]
pub struct ReleasedMark {
    pub mark: PaperMark,
    pub paper: MockExamPaper,
    pub exam: MockExam,
}

/// What was gathered of a period, whoever asks.
#[derive(Debug, Clone, Default)]
pub struct PeriodContents {
    pub days: AlternationDays,
    /// Under way in the period, the first begun first.
    pub missions: Vec<CompanyMission>,
    /// The latest said in the period of each skill, voice and kind.
    pub positions: Vec<SkillPosition>,
    pub visits: Vec<HeldVisit>,
    pub marks: Vec<ReleasedMark>,
}

/// That one voice signed a period.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = logbook_signatures, check_for_backend(diesel::pg::Pg))]
pub struct LogbookSignature {
    pub id: LogbookSignatureId,
    pub site_id: SiteId,
    pub enrolment_id: EnrolmentId,
    pub period: i16,
    pub voice: Voice,
    /// Contract under which the company signed.
    pub contract_id: Option<ContractId>,
    /// Fingerprint of what was signed.
    pub content_hash: String,
    pub signed_at: DateTime<Utc>,
    pub author_kind: AuthorKind,
    /// Account or link that signed.
    pub author_id: Option<Uuid>,
    pub version: i64,
}

impl Subject for LogbookSignature {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}

/// That a period was sent back.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = logbook_returns, check_for_backend(diesel::pg::Pg))]
pub struct LogbookReturn {
    pub id: LogbookReturnId,
    pub site_id: SiteId,
    pub enrolment_id: EnrolmentId,
    pub period: i16,
    pub voice: Voice,
    /// Contract under which the company sent it back.
    pub contract_id: Option<ContractId>,
    pub reason: String,
    /// Signatures that no longer count because of it.
    pub reopened: Vec<Uuid>,
    pub returned_at: DateTime<Utc>,
    pub author_kind: AuthorKind,
    /// Account or link that sent it back.
    pub author_id: Option<Uuid>,
    pub version: i64,
}

impl Subject for LogbookReturn {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, self.version)
    }
}
