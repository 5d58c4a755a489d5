//! JSON in and out.

mod registrations;
mod sent;
mod shown;

pub use registrations::{
    ExamRegistrationOut, ExamRegistrationsOut, RegistrationGapOut, RegistrationWindowOut, SessionParams,
};
pub use sent::{ClassResultIn, ClassResultsIn, ExamResultIn, ExamResultPatch, UnitResultIn};
pub use shown::{ClassResultsOut, ExamResultOut, ExamUnitResultOut, RegulationSatOut};
