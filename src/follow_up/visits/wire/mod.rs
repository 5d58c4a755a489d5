//! JSON in and out.

mod reports;

pub use reports::{
    AcknowledgementIn, AcknowledgementOut, CommitmentCompletionIn, CorrectionIn, MissionCode, NoteOut,
    ReportIn, ReportOut, VersionOut, VersionsOut,
};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use self::reports::acknowledged;
use crate::follow_up::visits::model::{Acknowledger, Appointment, Commitment, Visit, VisitContents};
use crate::follow_up::visits::rules::{CancelReason, DueState, due_state};
use crate::ids::{ContractId, VisitId};
use crate::law::findings::{Finding, Warning};
use crate::people::apprentices::cards::Peopled;
use crate::people::apprentices::cards::{AboutPeople, RowTopic};
use crate::platform::body::MergePatch;
use crate::platform::text::Lang;
use crate::trust::access::Role;
use crate::trust::journal::AuthorOut;

/// An extra visit, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
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
    /// Its hour, its length and its place, when they are known.
    pub appointment: Option<Appointment>,
}

/// When a visit is planned, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"planned_on": "2026-03-19", "appointment": {"time": "14:30", "minutes": 45}}))]
pub struct VisitMoveIn {
    /// Day planned, during the contract; the last day in time does not move.
    pub planned_on: NaiveDate,
    /// Its hour, its length and its place, when they are known.
    pub appointment: Option<Appointment>,
}

/// When a visit is planned.
pub type VisitPatch = MergePatch<VisitMoveIn>;

/// One move, as sent.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveIn {
    /// Visit still planned.
    pub visit_id: VisitId,
    /// Day planned, during the contract.
    pub planned_on: NaiveDate,
    /// Version of the visit as last seen.
    #[schema(minimum = 1)]
    pub version: i64,
    /// Its hour, its length and its place; those it has when absent.
    pub appointment: Option<Appointment>,
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
    pub data: Vec<Peopled<VisitOut>>,
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
    /// Its hour, its length and its place, when they are known.
    pub appointment: Option<Appointment>,
}

/// A visit in the company.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct VisitOut {
    /// The visit itself.
    #[serde(flatten)]
    #[schema(inline)]
    pub visit: Visit,
    /// How pressing it is today.
    pub due_state: DueState,
    /// What the version of its report that holds says.
    #[serde(flatten)]
    #[schema(inline)]
    pub report: ReportOut,
    /// Who wrote the version of its report that holds.
    pub author: Option<AuthorOut>,
    /// Notes whoever asks may read.
    #[schema(max_items = 500)]
    pub notes: Vec<NoteOut>,
    /// What is to be done, as the version that holds says.
    #[schema(max_items = 500)]
    pub commitments: Vec<Commitment>,
    /// Who acknowledged the version that holds.
    #[schema(max_items = 3)]
    pub acknowledgements: Vec<AcknowledgementOut>,
    /// Who is still to acknowledge it.
    #[schema(max_items = 3)]
    pub awaiting: Vec<Acknowledger>,
    /// What was worth telling of the day just given to it: a Sunday, a public holiday, a day at the centre or of a mock exam.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10, default = "absent")]
    pub warnings: Vec<Warning>,
}

impl VisitOut {
    /// A visit as it stands on a day, with what it tells its reader.
    pub fn on(today: NaiveDate, visit: Visit, contents: VisitContents, role: Role) -> Self {
        let number = visit.report_number.unwrap_or_default();
        let VisitContents { report, commitments, acknowledgements, notes, authors } = contents;
        let (acknowledgements, awaiting) = acknowledged(&acknowledgements, visit.report_number, &authors);
        let commitments = commitments.into_iter().filter(|one| one.holds_in(number));
        Self {
            due_state: due_state(visit.state, visit.due_on, today),
            visit,
            author: report.as_ref().map(|report| authors.of(report.author_kind, report.author_id)),
            report: report.map(|report| ReportOut::of(report.facts, role)).unwrap_or_default(),
            notes: notes.into_iter().map(|note| NoteOut::of(note, &authors)).collect(),
            commitments: commitments.collect(),
            acknowledgements,
            awaiting,
            warnings: Vec::new(),
        }
    }

    /// The same, with what was worth telling of the day just given to it.
    #[must_use]
    pub fn warned(self, findings: Vec<Finding>, lang: Lang) -> Self {
        let warnings = findings.into_iter().map(|finding| Warning::render(finding, lang)).collect();
        Self { warnings, ..self }
    }
}

impl AboutPeople for VisitOut {
    fn about(&self, _: NaiveDate) -> RowTopic {
        let Visit { apprentice_id, contract_id, tutor_id, planned_on, .. } = self.visit;
        RowTopic { tutor: Some(tutor_id), ..RowTopic::under(apprentice_id, Some(contract_id), planned_on) }
    }
}
