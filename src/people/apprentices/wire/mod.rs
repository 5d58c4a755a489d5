//! JSON in and out.

mod apprentice;
mod enrolment;
mod guardian;
mod listing;

pub use apprentice::{ApprenticeIn, ApprenticeOut, ApprenticePatch, Sight};
pub use enrolment::{
    EnrolmentDatesIn, EnrolmentDatesPatch, EnrolmentIn, EnrolmentLineOut, EnrolmentOut, EnrolmentParams,
    EnrolmentStatusOut, StatusChangeOut, StatusParams,
};
pub use guardian::{GuardianIn, GuardianOut, GuardianPatch};
pub use listing::{ApprenticeLineOut, ApprenticeParams, FileInclude, FileParams, Include};
