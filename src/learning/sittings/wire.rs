//! JSON in and out.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::model::{
    NamedCandidate, ParisHour, Sitting, SittingPublication, SittingSlot, SittingState, SlotPresence,
};
use crate::catalogue::programmes::file::ExamForm;
use crate::ids::{
    AccountId, ApprenticeId, EnrolmentId, MockExamId, PaperId, SiteId, SittingId, SittingSlotId, TutorId,
};
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
    /// Room, as people call it.
    #[schema(format = "name", min_length = 1, max_length = 100, example = "Salle 12")]
    pub room: String,
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
    /// Whether they have extra time: a third, unless a share is given.
    #[serde(default, deserialize_with = "or_default")]
    pub extra_time: bool,
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
    /// Room, as people call it.
    #[schema(format = "name", min_length = 1, max_length = 100, example = "Salle 12")]
    pub room: String,
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

/// What may change of a slot.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SittingSlotIn, example = json!({"starts_at": "10:20"}))]
pub struct SlotFacts {
    /// When the candidate starts, after their preparation; null until placed.
    pub starts_at: Option<ParisHour>,
    /// Whether they sit the paper; whoever does not has no hour.
    pub presence: SlotPresence,
    /// Minutes added to the duration for this candidate.
    #[schema(minimum = 0, maximum = 600, example = 7)]
    pub extra_minutes: i16,
    /// Minutes added to the preparation for this candidate.
    #[schema(minimum = 0, maximum = 480, example = 7)]
    pub extra_preparation_minutes: i16,
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

/// The slot of a candidate.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = SittingSlotOut)]
pub struct SlotOut {
    /// Identifier.
    pub id: SittingSlotId,
    /// Sitting.
    pub sitting_id: SittingId,
    /// Enrolment of the candidate.
    pub enrolment_id: EnrolmentId,
    /// Apprentice.
    pub apprentice_id: ApprenticeId,
    /// Name of the candidate.
    #[schema(max_length = 201)]
    pub name: String,
    /// Whether they sit the paper.
    pub presence: SlotPresence,
    /// Minutes added to the duration, for the staff and the candidate; null for a juror from outside.
    #[schema(minimum = 0, maximum = 600)]
    pub extra_minutes: Option<i16>,
    /// Minutes added to the preparation, for the staff and the candidate; null for a juror from outside.
    #[schema(minimum = 0, maximum = 480)]
    pub extra_preparation_minutes: Option<i16>,
    /// When the candidate is to be there, preparation included; null until placed.
    pub prepares_at: Option<ParisHour>,
    /// When the candidate starts; null until placed.
    pub starts_at: Option<ParisHour>,
    /// When the candidate is done; null until placed.
    pub ends_at: Option<ParisHour>,
    /// Version, from which the ETag is made.
    #[schema(minimum = 1)]
    pub version: i64,
}

impl SlotOut {
    /// The slot of a candidate, with the minutes added or without.
    pub fn of(slot: &SittingSlot, candidate: Option<&NamedCandidate>, extra_shown: bool) -> Option<Self> {
        let NamedCandidate { apprentice_id, name, .. } = candidate?.clone();
        Some(Self {
            id: slot.id,
            sitting_id: slot.sitting_id,
            enrolment_id: slot.enrolment_id,
            apprentice_id,
            name,
            presence: slot.presence,
            extra_minutes: Some(slot.extra_minutes).filter(|_| extra_shown),
            extra_preparation_minutes: Some(slot.extra_preparation_minutes).filter(|_| extra_shown),
            prepares_at: slot.prepares_at.map(ParisHour::of),
            starts_at: slot.starts_at.map(ParisHour::of),
            ends_at: slot.ends_at.map(ParisHour::of),
            version: slot.version,
        })
    }
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
    /// Minutes a candidate has, extra time excluded.
    #[schema(minimum = 1, maximum = 600)]
    pub duration_minutes: i16,
    /// Minutes a candidate prepares before an oral.
    #[schema(minimum = 0, maximum = 480)]
    pub preparation_minutes: i16,
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
            duration_minutes: sitting.duration_minutes,
            preparation_minutes: sitting.preparation_minutes,
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
}

/// The sittings just planned.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct SittingsOut {
    /// Each with its candidates, in the order sent.
    #[schema(max_items = 50)]
    pub data: Vec<SittingDetailOut>,
}

/// How the candidates of an oral are placed.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SlotProposalIn, example = json!({"save": false, "break_after": 6, "break_minutes": 15}))]
pub struct ProposalIn {
    /// Whether the hours are kept; else nothing is.
    #[serde(default, deserialize_with = "or_default")]
    pub save: bool,
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

/// The hours proposed.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = SlotProposalOut)]
pub struct ProposalOut {
    /// Whether they were kept.
    pub saved: bool,
    /// Each candidate expected, in the order of time.
    #[schema(max_items = 200)]
    pub data: Vec<SlotOut>,
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
