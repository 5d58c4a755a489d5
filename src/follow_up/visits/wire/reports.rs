//! Reports in JSON: as sent, and as each reader sees them.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::follow_up::visits::model::{
    Acknowledgement, Acknowledger, Commitment, CommitmentFacts, Difficulty, NoteFacts, Present, RemoteReason,
    SkillSeen, SkillsSeen, VisitContents, VisitMode, VisitNote, VisitReport, VisitReportFacts,
};
use crate::ids::VisitCommitmentId;
use crate::trust::access::Role;
use crate::trust::journal::{AuthorKind, AuthorOut, Authors};

/// Code of a mission of the programme.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(min_length = 1, max_length = 60, example = "requested-5")]
pub struct MissionCode(pub String);

/// The report of a visit, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "held_on": "2025-11-24", "present": ["apprentice", "tutor", "trainer"],
    "report": "Chloé tient le rayon seule le samedi ; la caisse reste à confier.",
    "missions": ["requested-3"], "skills": [{"code": "bc01-3", "level": "guided"}], "difficulties": ["workload"],
    "commitments": [{"owner": "tutor", "what": "Confier la caisse.", "due_on": "2025-12-12"}],
}))]
pub struct ReportIn {
    /// Day it took place: today at the latest, during the contract or in the month after it.
    #[schema(example = "2025-11-24")]
    pub held_on: NaiveDate,
    /// How it took place; in the company when absent.
    pub mode: Option<VisitMode>,
    /// Why it took place at a distance; asked for then.
    pub remote_reason: Option<RemoteReason>,
    /// Persons present, each once.
    #[schema(min_items = 1, max_items = 5)]
    pub present: BTreeSet<Present>,
    /// What was seen and said.
    #[schema(min_length = 1, max_length = 10_000)]
    pub report: String,
    /// What everybody agreed to do next.
    #[schema(max_length = 5000)]
    pub points_agreed: Option<String>,
    /// Missions of the programme that were seen, by their codes.
    #[serde(default)]
    #[schema(max_items = 50)]
    pub missions: Vec<MissionCode>,
    /// Other missions seen.
    #[schema(min_length = 1, max_length = 2000)]
    pub other_missions: Option<String>,
    /// Skills of the programme observed, each once.
    #[serde(default)]
    #[schema(max_items = 100)]
    pub skills: Vec<SkillSeen>,
    /// Difficulties met, each once.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub difficulties: BTreeSet<Difficulty>,
    /// A note on them, for those it names.
    pub note: Option<NoteFacts>,
    /// What is to be done, by whom and until when.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub commitments: Vec<CommitmentFacts>,
}

impl ReportIn {
    /// How it took place: in the company, unless said otherwise.
    pub fn held_mode(&self) -> VisitMode {
        self.mode.unwrap_or(VisitMode::OnSite)
    }

    /// What is written of it.
    pub fn written(&self) -> VisitReportFacts {
        VisitReportFacts {
            held_on: self.held_on,
            mode: self.held_mode(),
            remote_reason: self.remote_reason,
            present: self.present.iter().copied().collect(),
            report: self.report.clone(),
            points_agreed: self.points_agreed.clone(),
            mission_codes: self.missions.iter().map(|code| code.0.clone()).collect(),
            other_missions: self.other_missions.clone(),
            skills: SkillsSeen(self.skills.clone()),
            difficulties: self.difficulties.iter().copied().collect(),
        }
    }
}

/// A correction, as sent: the whole report anew, and why.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "reason": "La date était fausse.",
    "report": {"held_on": "2025-11-25", "present": ["apprentice", "tutor"], "report": "Chloé tient le rayon seule."},
}))]
pub struct CorrectionIn {
    /// Why the report is corrected.
    #[schema(min_length = 1, max_length = 1000)]
    pub reason: String,
    /// The report as it should have been; its commitments come besides those kept.
    pub report: ReportIn,
    /// Commitments of the version before that still hold; all of them when absent.
    #[schema(max_items = 500)]
    pub kept_commitments: Option<Vec<VisitCommitmentId>>,
}

/// An acknowledgement, as sent.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"report_version": 1}))]
pub struct AcknowledgementIn {
    /// Number of the version that was read, as `report_version` said; refused once a correction came after it.
    #[schema(minimum = 1, maximum = 32_767)]
    pub report_version: i16,
}

/// A commitment that is done, as sent.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"done_on": "2025-12-10"}))]
pub struct CommitmentCompletionIn {
    /// Day it was done; today when absent.
    pub done_on: Option<NaiveDate>,
}

/// What a version of a report says to its reader.
#[derive(Debug, Clone, Default, Serialize, ToSchema)]
pub struct ReportOut {
    /// Persons present.
    #[schema(max_items = 5)]
    pub present: Vec<Present>,
    /// What was seen and said.
    #[schema(max_length = 10_000)]
    pub report: Option<String>,
    /// What everybody agreed to do next.
    #[schema(max_length = 5000)]
    pub points_agreed: Option<String>,
    /// Missions of the programme that were seen, by their codes.
    #[schema(max_items = 50, value_type = Vec<MissionCode>)]
    pub missions: Vec<String>,
    /// Other missions seen.
    #[schema(max_length = 2000)]
    pub other_missions: Option<String>,
    /// Skills observed.
    #[schema(max_items = 100)]
    pub skills: Vec<SkillSeen>,
    /// Difficulties met.
    #[schema(max_items = 20)]
    pub difficulties: Vec<Difficulty>,
}

impl ReportOut {
    /// A version as somebody of a role reads it: that something is to be adapted stays between the site and the company.
    pub fn of(facts: VisitReportFacts, role: Role) -> Self {
        let mut difficulties = facts.difficulties;
        difficulties.retain(|one| role != Role::Client || *one != Difficulty::AccommodationNeeded);
        Self {
            present: facts.present,
            report: Some(facts.report),
            points_agreed: facts.points_agreed,
            missions: facts.mission_codes,
            other_missions: facts.other_missions,
            skills: facts.skills.0,
            difficulties,
        }
    }
}

/// A note, and who wrote it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct NoteOut {
    /// The note itself.
    #[serde(flatten)]
    #[schema(inline)]
    pub note: VisitNote,
    /// Who wrote it.
    pub author: AuthorOut,
}

impl NoteOut {
    /// A note, its author known among these.
    pub fn of(note: VisitNote, authors: &Authors) -> Self {
        Self { author: authors.of(note.author_kind, note.author_id), note }
    }
}

/// That a party acknowledged a report, and by whom.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AcknowledgementOut {
    /// What was acknowledged.
    #[serde(flatten)]
    #[schema(inline)]
    pub acknowledgement: Acknowledgement,
    /// Who did.
    pub author: AuthorOut,
}

/// Who acknowledged a version, and who is still to.
pub(super) fn acknowledged(
    rows: &[Acknowledgement],
    number: Option<i16>,
    authors: &Authors,
) -> (Vec<AcknowledgementOut>, Vec<Acknowledger>) {
    let Some(number) = number else { return Default::default() };
    let of_version: Vec<_> = rows.iter().filter(|row| row.number == number).cloned().collect();
    let silent = |party: &Acknowledger| of_version.iter().all(|row| row.party != *party);
    let awaiting = Acknowledger::ALL.iter().copied().filter(silent).collect();
    let told = |acknowledgement: Acknowledgement| AcknowledgementOut {
        author: authors.of(acknowledgement.author_kind, acknowledgement.author_id),
        acknowledgement,
    };
    (of_version.into_iter().map(told).collect(), awaiting)
}

/// A version of the report of a visit.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct VersionOut {
    /// Number, from 1.
    #[schema(minimum = 1)]
    pub number: i16,
    /// Why the version before was corrected.
    #[schema(max_length = 1000)]
    pub correction_reason: Option<String>,
    /// Day it took place.
    pub held_on: NaiveDate,
    /// How it took place.
    pub mode: VisitMode,
    /// Why it took place at a distance.
    pub remote_reason: Option<RemoteReason>,
    /// What it says.
    pub said: ReportOut,
    /// What was to be done then.
    #[schema(max_items = 500)]
    pub commitments: Vec<Commitment>,
    /// Who acknowledged it.
    #[schema(max_items = 3)]
    pub acknowledgements: Vec<AcknowledgementOut>,
    /// Kind of author.
    pub author_kind: AuthorKind,
    /// Who wrote it.
    pub author: AuthorOut,
    /// When it was written.
    pub written_at: DateTime<Utc>,
}

impl VersionOut {
    /// A version as somebody of a role reads it.
    pub fn of(row: VisitReport, contents: &VisitContents, authors: &Authors, role: Role) -> Self {
        let reported = contents.commitments.iter().filter(|one| one.holds_in(row.number)).cloned();
        Self {
            number: row.number,
            correction_reason: row.correction_reason,
            held_on: row.facts.held_on,
            mode: row.facts.mode,
            remote_reason: row.facts.remote_reason,
            commitments: reported.collect(),
            acknowledgements: acknowledged(&contents.acknowledgements, Some(row.number), authors).0,
            author_kind: row.author_kind,
            author: authors.of(row.author_kind, row.author_id),
            written_at: row.written_at,
            said: ReportOut::of(row.facts, role),
        }
    }
}

/// Every version of the report of a visit.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct VersionsOut {
    /// The first one first; the last one holds.
    #[schema(max_items = 1000)]
    pub data: Vec<VersionOut>,
}
