//! JSON in and out.

mod cohorts;
mod public;

pub use cohorts::{CohortIn, CohortOut, CohortParams, CohortPatch, TrainingYearOut, WindowOut};
pub use public::{
    ExamLeafOut, OpenDayOut, OpenDayParams, ProgrammeSummary, RegulationParams, SessionRegulationOut, SiteOut,
};
