//! JSON of the slots of candidates.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ApartIn;
use crate::ids::{ApprenticeId, EnrolmentId, SittingId, SittingSlotId};
use crate::learning::sittings::model::{NamedCandidate, ParisHour, SittingSlot, SlotPresence};
use crate::platform::body::or_default;

/// A candidate to add to a sitting. Why they have extra time is never asked nor kept.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SittingCandidateIn, example = json!({"enrolment_id": "0198df00-3c1e-7a52-9c2f-5d1b2a4e6f71", "starts_at": "16:20"}))]
pub struct CandidateIn {
    /// Enrolment in the cohort of the mock exam.
    pub enrolment_id: EnrolmentId,
    /// When they start, at an oral; to be placed later when left out. At a written paper they start with everybody.
    pub starts_at: Option<ParisHour>,
    /// Whether they sit the paper; expected when left out.
    pub presence: Option<SlotPresence>,
    /// Whether they have extra time: when left out, as what was granted to them says; a third, unless a share was granted or is
    /// given.
    pub extra_time: Option<bool>,
    /// Share of the time added, in percent.
    #[schema(minimum = 1, maximum = 100, example = 33)]
    pub extra_time_percent: Option<i16>,
    /// That more candidates than seats is meant.
    #[serde(default, deserialize_with = "or_default")]
    pub over_seats: bool,
}

impl CandidateIn {
    /// What is said of the candidate.
    pub const fn apart(&self) -> ApartIn {
        let Self { enrolment_id, presence, extra_time, extra_time_percent, .. } = *self;
        ApartIn { enrolment_id, presence, extra_time, extra_time_percent }
    }
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

/// How the candidates of an oral are placed.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SlotProposalIn, example = json!({"save": false, "break_after": 6, "break_minutes": 15}))]
pub struct ProposalIn {
    /// Whether the hours are kept; else nothing is.
    #[serde(default, deserialize_with = "or_default")]
    pub save: bool,
    /// Whether those who have an hour keep it: only the others are placed, around them and the pauses of the jury, which are
    /// those of the hours last saved where nothing is said.
    #[serde(default, deserialize_with = "or_default")]
    pub keep_placed: bool,
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
