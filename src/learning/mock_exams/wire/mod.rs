//! JSON in and out.

mod exams;
mod invitations;
mod marks;

pub use exams::{
    HoldingIn, MockExamCancellationIn, MockExamDetailOut, MockExamIn, MockExamOut, MockExamParams,
    MockExamPatch, PaperOut,
};
pub use invitations::{
    InvitationAnswerIn, InvitationsIn, MockExamInvitationOut, MockExamInvitationParams, TutorAnswer,
};
pub use marks::{MarkEntryIn, MarkIn, MarkOut, MarkParams, MarkPatch, MarksIn, MarksOut, ResultOut};
