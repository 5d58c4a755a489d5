//! JSON in and out.

mod apprentice;
mod enrolment;

pub use apprentice::{ApprenticeLineOut, ApprenticeOut, FileInclude, FileParams, Sight};
pub use enrolment::{
    EnrolmentIn, EnrolmentLineOut, EnrolmentOut, EnrolmentStatusOut, StatusChangeOut, StatusParams,
};
