//! The nouns: an apprentice, a guardian, an enrolment and what its status is computed from.

mod apprentice;
mod contract_state;
mod disability;
mod enrolment;
mod guardian;

pub use apprentice::{Apprentice, ApprenticeFacts, ApprenticeLine, ApprenticePatch, Sex};
pub use contract_state::{ContractState, Phase};
pub use disability::{Disability, DisabilityShown};
pub use enrolment::{
    CohortDates, Enrolment, EnrolmentFacts, EnrolmentInCohort, EnrolmentPatch, EntryDates, EntryReason,
    SignedContractDates,
};
pub use guardian::{Guardian, GuardianFacts, GuardianPatch, GuardianRelation};
