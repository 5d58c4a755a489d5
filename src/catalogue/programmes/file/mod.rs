//! The catalogue as data: what an institution file and a programme file may say, and how they are read.
//!
//! Pure: files in, a checked `Catalogue` out. A second programme or a second site is one more file.

mod admission;
mod award;
mod certification;
mod exam;
mod fault;
mod figures;
mod institution;
mod lines;
mod load;
mod presentation;
mod programme;
mod validate;

#[cfg(test)]
mod tests;

pub use admission::{
    AdmissionGate, AdmissionWindow, AnnouncedCohort, ContractWindow, GateKind, OpenDay, OpeningRule,
    OpeningWeek, Rhythm, RhythmPeriod,
};
pub use award::{AwardRule, CatchUpOral, CatchUpRule};
pub use certification::{
    Certainty, ExamPeriod, MissingBlock, Rncp, Skill, SkillBlock, SkillLevel, SubjectKind,
};
pub use exam::{ExamForm, ExamMode, ExamRegulation, ExamUnit, MockExamMarking, MockExamPlanned};
pub use fault::{CatalogueError, FileFault};
pub use figures::{OutcomeShare, OutcomeSurvey, PublishedFigure, RateKind, SurveyedOutcome};
pub use institution::{
    Address, Cfa, Contact, ContactFunction, EducationalDimension, EducationalProject, Site,
};
pub use load::{BroughtByFolder, SourceFile};
pub use presentation::{Outline, OutlineItem, Presentation, Text, TextSection};
pub use programme::{ActivityGroup, Catalogue, Funding, FundingBody, Mission, MissionGroup, Programme};
pub use validate::{faults_of_cfa, faults_of_programme, faults_of_site};
