//! JSON in and out.

mod reports;

pub use reports::{
    AcknowledgementIn, AcknowledgementOut, CommitmentCompletionIn, CommitmentIn, CommitmentOut, CorrectionIn,
    MissionCode, NoteIn, NoteOut, ReportIn, ReportOut, VersionOut, VersionsOut,
};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use self::reports::acknowledged;
use crate::follow_up::visits::model::{
    Acknowledger, Difficulty, Present, RemoteReason, SkillSeen, Visit, VisitContents, VisitMode,
};
use crate::follow_up::visits::rules::{CancelReason, DueState, VisitState, due_state};
use crate::follow_up::visits::store::VisitFilter;
use crate::ids::{AccountId, ApprenticeId, ContractId, SiteId, TutorId, VisitId};
use crate::platform::body::MergePatch;
use crate::platform::error::Problem;
use crate::platform::page;
use crate::trust::access::Role;

/// An extra visit, as sent.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"contract_id": "019a0000-0000-7000-8000-000000000001", "planned_on": "2026-03-12", "due_on": "2026-03-31"}))]
pub struct VisitIn {
    /// Signed contract under which it takes place.
    pub contract_id: ContractId,
    /// Day planned, during the contract.
    #[schema(example = "2026-03-12")]
    pub planned_on: NaiveDate,
    /// Last day on which the visit is in time; the day planned when absent.
    pub due_on: Option<NaiveDate>,
}

/// When a visit is planned, as sent.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"planned_on": "2026-03-19"}))]
pub struct VisitMoveIn {
    /// Day planned, during the contract; the last day in time does not move.
    pub planned_on: NaiveDate,
}

/// When a visit is planned.
pub type VisitPatch = MergePatch<VisitMoveIn>;

/// One move, as sent.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveIn {
    /// Visit still planned.
    pub visit_id: VisitId,
    /// Day planned, during the contract.
    pub planned_on: NaiveDate,
    /// Version of the visit as last seen.
    #[schema(minimum = 1)]
    pub version: i64,
}

/// Many moves at once, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"moves": [{"visit_id": "019a0000-0000-7000-8000-000000000001", "planned_on": "2026-03-19", "version": 1}]}))]
pub struct MovesIn {
    /// All made, or none.
    #[schema(min_items = 1, max_items = 200)]
    pub moves: Vec<MoveIn>,
}

/// The visits moved.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct MovesOut {
    /// In the order asked.
    #[schema(max_items = 200)]
    pub data: Vec<VisitOut>,
}

/// A cancellation, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "tutor_unavailable", "note": "Inventaire déplacé à la dernière minute."}))]
pub struct VisitCancellationIn {
    /// Why.
    pub reason: CancelReason,
    /// Remark.
    #[schema(min_length = 1, max_length = 1000)]
    pub note: Option<String>,
}

/// What replaces a visit, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"planned_on": "2026-03-19", "reason": "tutor_unavailable"}))]
pub struct ReplacementIn {
    /// Day planned, during the contract.
    #[schema(example = "2026-03-12")]
    pub planned_on: NaiveDate,
    /// Last day on which it is in time; that of the visit replaced when absent, or the day planned when it is later.
    pub due_on: Option<NaiveDate>,
    /// Why the visit replaced is cancelled; asked for unless it already is.
    pub reason: Option<CancelReason>,
    /// Remark on the cancellation.
    #[schema(min_length = 1, max_length = 1000)]
    pub note: Option<String>,
}

/// A visit in the company.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct VisitOut {
    /// Identifier.
    pub id: VisitId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Apprentice visited.
    pub apprentice_id: ApprenticeId,
    /// Contract under which it takes place.
    pub contract_id: ContractId,
    /// Company tutor who receives it.
    pub tutor_id: TutorId,
    /// Year of the training cycle, from 1.
    #[schema(minimum = 1, maximum = 4)]
    pub training_year: i16,
    /// Rank in its training year, from 1.
    #[schema(minimum = 1, maximum = 24)]
    pub ordinal: i16,
    /// Day planned.
    pub planned_on: NaiveDate,
    /// Last day on which it is in time.
    pub due_on: NaiveDate,
    /// State kept.
    pub state: VisitState,
    /// How pressing it is today.
    pub due_state: DueState,
    /// Day it took place.
    pub held_on: Option<NaiveDate>,
    /// How it took place.
    pub mode: Option<VisitMode>,
    /// Why it took place at a distance.
    pub remote_reason: Option<RemoteReason>,
    /// Number of the version of the report that holds; more than 1 once corrected.
    #[schema(minimum = 1)]
    pub report_version: Option<i16>,
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
    /// Notes whoever asks may read.
    #[schema(max_items = 500)]
    pub notes: Vec<NoteOut>,
    /// What is to be done, as the version that holds says.
    #[schema(max_items = 500)]
    pub commitments: Vec<CommitmentOut>,
    /// Who acknowledged the version that holds.
    #[schema(max_items = 3)]
    pub acknowledgements: Vec<AcknowledgementOut>,
    /// Who is still to acknowledge it.
    #[schema(max_items = 3)]
    pub awaiting: Vec<Acknowledger>,
    /// Why it was cancelled.
    pub cancelled_reason: Option<CancelReason>,
    /// Remark on the cancellation.
    #[schema(max_length = 1000)]
    pub cancelled_note: Option<String>,
    /// Visit that replaces it, once cancelled.
    pub replaced_by_id: Option<VisitId>,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl VisitOut {
    /// A visit as it stands on a day, with what it tells its reader.
    pub fn on(today: NaiveDate, row: Visit, contents: VisitContents, role: Role) -> Self {
        let number = row.report_number.unwrap_or_default();
        let (acknowledgements, awaiting) = acknowledged(&contents.acknowledgements, row.report_number);
        let commitments = contents.commitments.into_iter().filter(|one| one.holds_in(number));
        let report = contents.report.map(|report| ReportOut::of(report, role)).unwrap_or_default();
        Self {
            due_state: due_state(row.state, row.due_on, today),
            id: row.id,
            site_id: row.site_id,
            apprentice_id: row.apprentice_id,
            contract_id: row.contract_id,
            tutor_id: row.tutor_id,
            training_year: row.training_year,
            ordinal: row.ordinal,
            planned_on: row.planned_on,
            due_on: row.due_on,
            state: row.state,
            held_on: row.held_on,
            mode: row.held_mode,
            remote_reason: row.remote_reason,
            report_version: row.report_number,
            present: report.present,
            report: report.report,
            points_agreed: report.points_agreed,
            missions: report.missions,
            other_missions: report.other_missions,
            skills: report.skills,
            difficulties: report.difficulties,
            notes: contents.notes.into_iter().map(NoteOut::from).collect(),
            commitments: commitments.map(CommitmentOut::from).collect(),
            acknowledgements,
            awaiting,
            cancelled_reason: row.cancelled_reason,
            cancelled_note: row.cancelled_note,
            replaced_by_id: row.replaced_by_id,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// What narrows a list of visits.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct VisitParams {
    /// Only of this apprentice.
    #[param(value_type = Option<uuid::Uuid>)]
    pub apprentice: Option<ApprenticeId>,
    /// Only under this contract.
    #[param(value_type = Option<uuid::Uuid>)]
    pub contract: Option<ContractId>,
    /// Only received by this tutor.
    #[param(value_type = Option<uuid::Uuid>)]
    pub tutor: Option<TutorId>,
    /// Only those on which this manager or trainer is on duty: on the day planned, today when it is over.
    #[param(value_type = Option<uuid::Uuid>)]
    pub referent: Option<AccountId>,
    /// Only this site.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
    /// Only in this state.
    #[param(inline)]
    pub state: Option<VisitState>,
    /// `true` for those planned whose last day is over.
    #[serde(default)]
    pub late: bool,
    /// Only those whose last day comes before this one.
    pub due_before: Option<NaiveDate>,
    /// Rows wanted.
    #[serde(default = "crate::platform::page::default_limit")]
    #[param(minimum = 1, maximum = 200, default = 50)]
    pub limit: i64,
    /// `next_cursor` of the previous page.
    #[param(max_length = 500)]
    pub cursor: Option<String>,
}

impl VisitParams {
    /// What the store is asked for.
    pub fn filter(self) -> Result<VisitFilter, Problem> {
        Ok(VisitFilter {
            apprentice_id: self.apprentice,
            contract_id: self.contract,
            tutor_id: self.tutor,
            referent: self.referent,
            site_id: self.site,
            state: self.state,
            late: self.late,
            due_before: self.due_before,
            after: page::after(self.cursor.as_deref())?,
            limit: self.limit,
        })
    }
}
