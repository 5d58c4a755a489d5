//! The nouns: what is known of an apprentice, a signal that shows, what a site sets, what people took note of.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use crate::ids::{
    AbsenceId, ApprenticeId, ContractId, DifficultyId, MockExamId, SignalAcknowledgementId, SiteId, VisitId,
};
use crate::law::figures::{SignalCode, WatchLaw};
use crate::learning::voices::Voice;
use crate::platform::db::Json;
use crate::platform::text::Sentence;
use crate::schema::{signal_acknowledgements, watch_settings};
use crate::trust::journal::{AuthorKind, Subject};

/// What the watch knows of an apprentice in training.
#[derive(Debug, Clone, Default)]
pub struct WatchedFacts {
    /// First day of the contract that runs; none without one.
    pub contract_since: Option<NaiveDate>,
    /// Visits not held, each with its last day in time.
    pub visits_to_hold: Vec<(VisitId, NaiveDate)>,
    /// The last visit held and the last call answered.
    pub contacts: Vec<LastContact>,
    /// Unjustified absences, each with its first day.
    pub unjustified: Vec<(AbsenceId, NaiveDate)>,
    /// Last day of free rupture of the contract that runs, when it is known.
    pub free_until: Option<(ContractId, NaiveDate)>,
    /// What waits for the tutors of the contract that runs.
    pub waiting: Vec<TutorWait>,
    /// The mock exams whose marks are released, the earliest first.
    pub sessions: Vec<SessionMean>,
    /// Where each voice last put each skill lower than before.
    pub drops: Vec<SkillDrop>,
    /// The difficulties still open.
    pub cases: Vec<OpenDifficulty>,
}

/// The last contact of a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LastContact {
    pub on: NaiveDate,
    /// Where it is read.
    pub href: String,
}

/// What a company tutor is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TutorWaitKind {
    /// An answer to an invitation.
    Invitation,
    /// The acknowledgement of a report.
    Report,
    /// A link that was never opened.
    Link,
}

/// Something that waits for a company tutor since a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TutorWait {
    pub kind: TutorWaitKind,
    pub since: NaiveDate,
    /// Where it is read; none for what has no address.
    pub href: Option<String>,
}

/// The mean of a mock exam whose marks are released.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionMean {
    pub exam: MockExamId,
    pub released_on: NaiveDate,
    /// Out of 20, in hundredths.
    pub hundredths: i64,
}

/// A skill put lower than before by one voice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkillDrop {
    pub skill: String,
    pub voice: Voice,
    pub seen_on: NaiveDate,
}

/// A difficulty still open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenDifficulty {
    pub id: DifficultyId,
    pub opened_on: NaiveDate,
    /// Last day of a step, done or planned; none without a step.
    pub last_step_on: Option<NaiveDate>,
    /// Day of a step to come; none when none is planned from today on.
    pub next_step_on: Option<NaiveDate>,
}

/// One fact behind a signal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignalFact {
    pub what: Sentence,
    pub on: Option<NaiveDate>,
    pub count: Option<i64>,
    /// Where it is read.
    pub href: Option<String>,
}

/// A signal that shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signal {
    pub code: SignalCode,
    /// Day since which it shows.
    pub since: NaiveDate,
    pub facts: Vec<SignalFact>,
}

/// The thresholds of a site: those it set, and those of the file.
#[derive(Debug, Clone, Copy)]
pub struct Thresholds<'a> {
    pub law: &'a WatchLaw,
    pub set: &'a BTreeMap<String, i32>,
}

impl Thresholds<'_> {
    /// The threshold of a signal.
    pub fn of(&self, code: SignalCode) -> i32 {
        let of_file = || self.law.rule(code).map_or(0, |rule| rule.threshold);
        self.set.get(code.as_str()).copied().unwrap_or_else(of_file)
    }

    /// Days looked back on for a signal.
    pub fn window(&self, code: SignalCode) -> i64 {
        self.law.rule(code).and_then(|rule| rule.window_days).unwrap_or_default().into()
    }

    /// What a signal weighs.
    pub fn weight(&self, code: SignalCode) -> i32 {
        self.law.rule(code).map_or(0, |rule| rule.weight)
    }
}

/// What a site sets.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = watch_settings, check_for_backend(diesel::pg::Pg))]
pub struct WatchSettings {
    pub site_id: SiteId,
    /// Threshold of each signal set, by its code.
    pub thresholds: Json<BTreeMap<String, i32>>,
    pub version: i64,
    pub updated_at: DateTime<Utc>,
}

impl Subject for WatchSettings {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.site_id.0, self.version)
    }
}

/// That somebody took note of a signal.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = signal_acknowledgements, check_for_backend(diesel::pg::Pg))]
pub struct SignalAcknowledgement {
    pub id: SignalAcknowledgementId,
    pub site_id: SiteId,
    pub apprentice_id: ApprenticeId,
    pub signal: SignalCode,
    pub reason: String,
    pub acknowledged_on: NaiveDate,
    pub until_on: NaiveDate,
    pub author_kind: AuthorKind,
    /// Account that took note.
    pub author_id: Option<Uuid>,
}

impl Subject for SignalAcknowledgement {
    fn subject(&self) -> (SiteId, Uuid, i64) {
        (self.site_id, self.id.0, 1)
    }
}
