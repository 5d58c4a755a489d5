//! JSON in and out.

mod apprentice;
mod counts;
mod enrolment;
mod registration;

pub use apprentice::{ApprenticeLineOut, ApprenticeOut, FileInclude, FileParams, Sight};
pub use counts::{PhaseCountOut, SiteCountParams, SiteCountsOut, StatusCountOut};
pub use enrolment::{
    EnrolmentIn, EnrolmentLineOut, EnrolmentOut, EnrolmentStatusOut, StatusChangeOut, StatusParams,
};
pub use registration::{ApprenticeRegistrationIn, SentWithApprentice};
