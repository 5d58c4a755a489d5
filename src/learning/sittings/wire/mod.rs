//! JSON in and out.

mod slots;

pub use slots::{CandidateIn, ProposalIn, ProposalOut, SlotFacts, SlotOut};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::model::{JuryPauses, ParisHour, Sitting, SittingPublication, SittingState, SlotPresence};
use crate::catalogue::programmes::file::ExamForm;
use crate::ids::{AccountId, EnrolmentId, MockExamId, PaperId, RoomId, SiteId, SittingId, TutorId};
use crate::law::findings::Warning;
use crate::learning::mock_exams::model::MockExamPaper;
use crate::platform::body::{MergePatch, or_default};
use crate::platform::clock::paris_day;

/// Any of the facts of a sitting; the jury is replaced whole.
pub type SittingPatch = MergePatch<SittingFacts>;

/// Any of the facts of a slot, null to clear.
pub type SittingSlotPatch = MergePatch<SlotFacts>;

/// Sittings to plan, all or none.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"sittings": [
    {"unit_code": "E1", "on": "2026-03-16", "starts_at": "09:00", "room": "Salle 12"},
    {"unit_code": "E3", "on": "2026-03-17", "starts_at": "08:30", "ends_at": "17:30", "room": "Salle 14",
     "jury": [{"account_id": "0198df00-3c1e-7a52-9c2f-5d1b2a4e6f70"}],
     "apart": [{"enrolment_id": "0198df00-3c1e-7a52-9c2f-5d1b2a4e6f71", "extra_time": true}]},
]}))]
pub struct SittingsIn {
    /// The sittings.
    #[schema(min_items = 1, max_items = 50)]
    pub sittings: Vec<SittingIn>,
}

/// A sitting to plan: what is left out comes from the regulation of the exam and from the cohort.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SittingIn {
    /// Exam unit of a paper of the mock exam.
    #[schema(min_length = 1, max_length = 10, example = "E3")]
    pub unit_code: String,
    /// Written or oral; as the regulation says when left out.
    pub form: Option<ExamForm>,
    /// Day, within the mock exam.
    #[schema(example = "2026-03-16")]
    pub on: NaiveDate,
    /// When the room opens, the preparation of the first candidate included.
    pub starts_at: ParisHour,
    /// When the room is free again; as soon as the last candidate is done when left out.
    pub ends_at: Option<ParisHour>,
    /// Room, as people call it; the one that the site knows under this name, if any.
    #[schema(format = "name", min_length = 1, max_length = 100, example = "Salle 12")]
    pub room: Option<String>,
    /// Room that the site knows, instead of its name.
    pub room_id: Option<RoomId>,
    /// That more candidates than seats is meant.
    #[serde(default, deserialize_with = "or_default")]
    pub over_seats: bool,
    /// Minutes a candidate has; as the regulation says when left out.
    #[schema(minimum = 1, maximum = 600, example = 20)]
    pub duration_minutes: Option<i16>,
    /// Minutes a candidate prepares before an oral; as the regulation says when left out.
    #[schema(minimum = 0, maximum = 480, example = 20)]
    pub preparation_minutes: Option<i16>,
    /// Who examines or invigilates.
    #[serde(default, deserialize_with = "or_default")]
    #[schema(max_items = 20)]
    pub jury: Vec<JurorIn>,
    /// Enrolments of the candidates; the whole cohort when left out.
    #[schema(min_items = 1, max_items = 200)]
    pub candidates: Option<Vec<EnrolmentId>>,
    /// Candidates of whom something is said: exempt, away, with extra time.
    #[serde(default, deserialize_with = "or_default")]
    #[schema(max_items = 200)]
    pub apart: Vec<ApartIn>,
}

/// A juror, by their account or as a company tutor: one of both.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct JurorIn {
    /// Account of a manager or trainer of the site.
    pub account_id: Option<AccountId>,
    /// Company tutor of the site.
    pub tutor_id: Option<TutorId>,
}

/// What is said of one candidate. Why they have extra time is never asked nor kept.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApartIn {
    /// Enrolment of the candidate.
    pub enrolment_id: EnrolmentId,
    /// Whether they sit the paper; when left out expected, unless the unit is recorded as kept or dispensed with.
    pub presence: Option<SlotPresence>,
    /// Whether they have extra time: when left out, as what was granted to them says; a third, unless a share was granted or is
    /// given.
    pub extra_time: Option<bool>,
    /// Share of the time added, in percent.
    #[schema(minimum = 1, maximum = 100, example = 33)]
    pub extra_time_percent: Option<i16>,
}

/// What may change of a sitting.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"room": "Salle 14", "starts_at": "10:00"}))]
pub struct SittingFacts {
    /// Day, within the mock exam.
    #[schema(example = "2026-03-16")]
    pub on: NaiveDate,
    /// When the room opens; slots already placed move with it.
    pub starts_at: ParisHour,
    /// When the room is free again.
    pub ends_at: ParisHour,
    /// Room, as people call it; the one that the site knows under this name, if any.
    #[schema(format = "name", min_length = 1, max_length = 100, example = "Salle 12")]
    pub room: String,
    /// Room that the site knows, which goes before its name.
    pub room_id: Option<RoomId>,
    /// That more candidates than seats is meant.
    #[serde(default, deserialize_with = "or_default")]
    pub over_seats: bool,
    /// Minutes a candidate has.
    #[schema(minimum = 1, maximum = 600, example = 20)]
    pub duration_minutes: i16,
    /// Minutes a candidate prepares before an oral.
    #[schema(minimum = 0, maximum = 480, example = 20)]
    pub preparation_minutes: i16,
    /// Who examines or invigilates.
    #[schema(max_items = 20)]
    pub jury: Vec<JurorIn>,
}

/// A juror and their name.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct JurorOut {
    /// Account, for a member of the staff.
    pub account_id: Option<AccountId>,
    /// Company tutor, for a tutor.
    pub tutor_id: Option<TutorId>,
    /// Name.
    #[schema(max_length = 201)]
    pub name: String,
}

/// A sitting.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SittingOut {
    /// Identifier.
    pub id: SittingId,
    /// Site that owns the record.
    pub site_id: SiteId,
    /// Mock exam it is part of.
    pub mock_exam_id: MockExamId,
    /// Paper sat.
    pub paper_id: PaperId,
    /// Exam unit of the paper.
    #[schema(max_length = 10, example = "E3")]
    pub unit_code: String,
    /// Title of the unit.
    #[schema(max_length = 2000)]
    pub unit_label: String,
    /// Written or oral.
    pub form: ExamForm,
    /// Whether candidates and jurors see it.
    pub state: SittingState,
    /// Day.
    #[schema(example = "2026-03-16")]
    pub on: NaiveDate,
    /// When the room opens, the preparation of the first candidate included.
    pub starts_at: ParisHour,
    /// When the room is free again.
    pub ends_at: ParisHour,
    /// Room.
    #[schema(max_length = 100)]
    pub room: String,
    /// Room, when the site knows it.
    pub room_id: Option<RoomId>,
    /// Minutes a candidate has, extra time excluded.
    #[schema(minimum = 1, maximum = 600)]
    pub duration_minutes: i16,
    /// Minutes a candidate prepares before an oral.
    #[schema(minimum = 0, maximum = 480)]
    pub preparation_minutes: i16,
    /// The pauses of the jury, as the hours were last saved; null while none was asked for.
    #[serde(flatten)]
    #[schema(inline)]
    pub pauses: JuryPauses,
    /// Who examines or invigilates.
    #[schema(max_items = 20)]
    pub jury: Vec<JurorOut>,
    /// The slot of who asks; null for whoever does not sit it.
    pub own_slot: Option<SlotOut>,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
    /// When the record was written.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

/// What is known around a sitting.
#[derive(Debug, Clone)]
pub struct AroundSitting<'a> {
    pub paper: Option<&'a MockExamPaper>,
    pub state: SittingState,
    pub jury: Vec<JurorOut>,
    pub own_slot: Option<SlotOut>,
}

impl SittingOut {
    /// A sitting and what is known around it.
    pub fn of(sitting: Sitting, around: AroundSitting<'_>) -> Self {
        let facts = around.paper.map(|paper| paper.facts.clone());
        let (unit_code, unit_label) = facts.map(|facts| (facts.unit_code, facts.label)).unwrap_or_default();
        Self {
            id: sitting.id,
            site_id: sitting.site_id,
            mock_exam_id: sitting.mock_exam_id,
            paper_id: sitting.paper_id,
            unit_code,
            unit_label,
            form: sitting.form,
            state: around.state,
            on: paris_day(sitting.starts_at),
            starts_at: ParisHour::of(sitting.starts_at),
            ends_at: ParisHour::of(sitting.ends_at),
            room: sitting.room,
            room_id: sitting.room_id,
            duration_minutes: sitting.duration_minutes,
            preparation_minutes: sitting.preparation_minutes,
            pauses: sitting.pauses,
            jury: around.jury,
            own_slot: around.own_slot,
            version: sitting.version,
            created_at: sitting.created_at,
            updated_at: sitting.updated_at,
        }
    }
}

/// A sitting with its candidates.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SittingDetailOut {
    /// The sitting.
    #[serde(flatten)]
    pub sitting: SittingOut,
    /// Its candidates in the order of time, those without an hour last; one's own alone for a candidate.
    #[schema(max_items = 200)]
    pub slots: Vec<SlotOut>,
    /// What was worth telling but did not stop the act; only on change.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 10, default = "absent")]
    pub warnings: Vec<Warning>,
}

/// The sittings just planned.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SittingsOut {
    /// Each with its candidates, in the order sent.
    #[schema(max_items = 50)]
    pub data: Vec<SittingDetailOut>,
    /// What was worth telling but did not stop the act, each at its place in what was sent.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 50, default = "absent")]
    pub warnings: Vec<Warning>,
}

/// That the sittings of a mock exam are to be shown.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SittingPublicationIn, example = json!({}))]
pub struct PublicationIn {}

/// That the sittings of a mock exam are shown.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = SittingPublicationOut)]
pub struct PublicationOut {
    /// Mock exam.
    pub mock_exam_id: MockExamId,
    /// Since when candidates and jurors see them.
    pub published_at: DateTime<Utc>,
}

impl PublicationOut {
    /// What a publication tells.
    pub fn of(publication: &SittingPublication) -> Self {
        Self { mock_exam_id: publication.mock_exam_id, published_at: publication.published_at }
    }
}

/// In which order the candidates of a sitting come before its jury.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct RunningOrderOut {
    /// The sitting, with its jury.
    pub sitting: SittingOut,
    /// Those who come, in the order of time; those without an hour last.
    #[schema(max_items = 200)]
    pub candidates: Vec<SlotOut>,
    /// Those who do not come: exempt, away, or who keep a mark.
    #[schema(max_items = 200)]
    pub not_coming: Vec<SlotOut>,
}
