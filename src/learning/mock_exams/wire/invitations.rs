//! JSON of the invitations of tutors.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ids::{ApprenticeId, MockExamId, SittingSlotId};
use crate::learning::mock_exams::model::{
    HalfDay, InvitationAnswer, InvitationAttendance, InvitedAbout, MockExam, MockExamInvitation, OfferedSlot,
};
use crate::learning::mock_exams::rules::Offer;
use crate::people::apprentices::cards::{AboutPeople, Peopled, RowTopic};
use crate::platform::hours::ParisHour;
use crate::text_enum;

text_enum!(
    /// What a tutor may answer.
    TutorAnswer {
        /// They come.
        Accepted = "accepted" => "Accepte" / "Accepts",
        /// They may come.
        Maybe = "maybe" => "Peut-être" / "Maybe",
        /// They do not come.
        Declined = "declined" => "Décline" / "Declines",
    }
);

impl From<TutorAnswer> for InvitationAnswer {
    fn from(given: TutorAnswer) -> Self {
        match given {
            TutorAnswer::Accepted => Self::Accepted,
            TutorAnswer::Maybe => Self::Maybe,
            TutorAnswer::Declined => Self::Declined,
        }
    }
}

/// That every tutor concerned by a mock exam is invited to it.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = MockExamInvitationsIn, example = json!({}))]
pub struct InvitationsIn {}

/// The answer of a tutor to an invitation, in place of the one before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"answer": "accepted", "comes_on": "2026-11-16", "half_day": "morning"}))]
pub struct InvitationAnswerIn {
    /// Whether they come.
    pub answer: TutorAnswer,
    /// Whom they come to see, among the apprentices for whom they are invited to this mock exam: the others are declined. The
    /// apprentice of this invitation alone when left out.
    #[schema(min_items = 1, max_items = 20)]
    pub apprentices: Option<Vec<ApprenticeId>>,
    /// Slot they come to, of an apprentice of theirs.
    pub sitting_slot_id: Option<SittingSlotId>,
    /// Day they come, instead of a slot.
    #[schema(example = "2026-11-16")]
    pub comes_on: Option<NaiveDate>,
    /// Half of that day.
    pub half_day: Option<HalfDay>,
    /// What they add.
    #[schema(min_length = 1, max_length = 500)]
    pub comment: Option<String>,
}

/// Whether a tutor came, as sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"attendance": "replaced", "replaced_by": "Grace Hopper"}))]
pub struct InvitationAttendanceIn {
    /// Whether they came.
    pub attendance: InvitationAttendance,
    /// Who came for them, exactly when somebody did.
    #[schema(format = "name", min_length = 1, max_length = 200)]
    pub replaced_by: Option<String>,
}

/// An hour a tutor may choose.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OfferedSlotOut {
    /// Slot, as an answer names it.
    pub sitting_slot_id: SittingSlotId,
    /// Apprentice who sits it.
    pub apprentice_id: ApprenticeId,
    /// Their name.
    #[schema(max_length = 201)]
    pub name: String,
    /// Exam unit of the paper.
    #[schema(max_length = 10, example = "E3")]
    pub unit_code: String,
    /// Title of the unit.
    #[schema(max_length = 2000)]
    pub unit_label: String,
    /// Day.
    pub on: NaiveDate,
    /// When the apprentice starts.
    pub starts_at: ParisHour,
}

impl From<OfferedSlot> for OfferedSlotOut {
    fn from(slot: OfferedSlot) -> Self {
        Self {
            sitting_slot_id: slot.id,
            apprentice_id: slot.apprentice_id,
            on: slot.when().0,
            starts_at: ParisHour::of(slot.starts_at),
            name: slot.name,
            unit_code: slot.unit_code,
            unit_label: slot.unit_label,
        }
    }
}

/// Half a day a tutor may choose.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct OfferedHalfDayOut {
    /// Day.
    pub comes_on: NaiveDate,
    /// Half of it.
    pub half_day: HalfDay,
}

/// An apprentice for whom a tutor is invited.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct InvitedAboutOut {
    /// Apprentice.
    pub apprentice_id: ApprenticeId,
    /// Their name.
    #[schema(max_length = 201)]
    pub name: String,
    /// What the tutor answered about them.
    pub answer: InvitationAnswer,
}

impl From<InvitedAbout> for InvitedAboutOut {
    fn from(one: InvitedAbout) -> Self {
        Self { apprentice_id: one.apprentice_id, name: one.name, answer: one.answer }
    }
}

/// An invitation, with what may be answered.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = MockExamInvitationDetailOut)]
pub struct InvitationDetailOut {
    /// The invitation and the people it is about.
    #[serde(flatten)]
    pub invitation: Peopled<MockExamInvitation>,
    /// Last day on which it is answered; null until the days of the mock exam are fixed.
    pub answers_until: Option<NaiveDate>,
    /// Whether an answer is still taken.
    pub open: bool,
    /// Apprentices for whom the tutor is invited to this mock exam, by name.
    #[schema(max_items = 200)]
    pub apprentices: Vec<InvitedAboutOut>,
    /// Hours to choose from, once shown.
    #[schema(max_items = 500)]
    pub slots: Vec<OfferedSlotOut>,
    /// Halves of days to choose from.
    #[schema(max_items = 62)]
    pub half_days: Vec<OfferedHalfDayOut>,
}

impl InvitationDetailOut {
    /// An invitation and what is offered.
    pub fn of(
        invitation: Peopled<MockExamInvitation>,
        exam: &MockExam,
        open: bool,
        apprentices: Vec<InvitedAbout>,
        offer: Offer,
    ) -> Self {
        let half = |(comes_on, half_day)| OfferedHalfDayOut { comes_on, half_day };
        Self {
            invitation,
            answers_until: exam.answers_until(),
            open,
            apprentices: apprentices.into_iter().map(Into::into).collect(),
            slots: offer.slots.into_iter().map(Into::into).collect(),
            half_days: offer.half_days.into_iter().map(half).collect(),
        }
    }
}

/// How many tutors were invited to a mock exam, what they answered and who came; an invitation counts once per apprentice.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = MockExamInvitationCountsOut)]
pub struct InvitationCountsOut {
    /// Mock exam.
    pub mock_exam_id: MockExamId,
    /// Invitations.
    #[schema(minimum = 0)]
    pub invited: i64,
    /// Accepted.
    #[schema(minimum = 0)]
    pub yes: i64,
    /// Declined.
    #[schema(minimum = 0)]
    pub no: i64,
    /// Perhaps.
    #[schema(minimum = 0)]
    pub maybe: i64,
    /// Without an answer.
    #[schema(minimum = 0)]
    pub silent: i64,
    /// Reminded, whatever they answered since.
    #[schema(minimum = 0)]
    pub reminded: i64,
    /// Who came.
    #[schema(minimum = 0)]
    pub came: i64,
    /// Who did not come.
    #[schema(minimum = 0)]
    pub did_not_come: i64,
    /// For whom somebody else came.
    #[schema(minimum = 0)]
    pub replaced: i64,
}

impl InvitationCountsOut {
    /// What the invitations of a mock exam come to, given how many there are of each kind.
    pub fn of(
        mock_exam_id: MockExamId,
        rows: &[(InvitationAnswer, Option<InvitationAttendance>, bool, i64)],
    ) -> Self {
        let sum = |is: &dyn Fn(InvitationAnswer, Option<InvitationAttendance>, bool) -> bool| {
            rows.iter().filter(|row| is(row.0, row.1, row.2)).map(|row| row.3).sum()
        };
        let answered = |given: InvitationAnswer| sum(&|answer, _, _| answer == given);
        let attended = |given: InvitationAttendance| sum(&|_, attendance, _| attendance == Some(given));
        Self {
            mock_exam_id,
            invited: sum(&|_, _, _| true),
            yes: answered(InvitationAnswer::Accepted),
            no: answered(InvitationAnswer::Declined),
            maybe: answered(InvitationAnswer::Maybe),
            silent: answered(InvitationAnswer::Pending),
            reminded: sum(&|_, _, reminded| reminded),
            came: attended(InvitationAttendance::Came),
            did_not_come: attended(InvitationAttendance::DidNotCome),
            replaced: attended(InvitationAttendance::Replaced),
        }
    }
}

impl AboutPeople for MockExamInvitation {
    fn about(&self, today: NaiveDate) -> RowTopic {
        RowTopic { tutor: Some(self.tutor_id), ..RowTopic::apprentice(self.apprentice_id, today) }
    }
}
