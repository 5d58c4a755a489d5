//! JSON in and out.

mod apprentice;
mod enrolment;
mod registration;

pub use apprentice::{ApprenticeLineOut, ApprenticeOut, FileInclude, FileParams, Sight};
pub use enrolment::{
    EnrolmentIn, EnrolmentLineOut, EnrolmentOut, EnrolmentStatusOut, StatusChangeOut, StatusParams,
};
pub use registration::{ApprenticeRegistrationIn, SentWithApprentice};
