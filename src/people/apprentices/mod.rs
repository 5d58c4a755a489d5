//! Apprentices, the guardians of minors, and enrolments in cohorts with the status computed from their contracts.

pub mod acts;
pub mod cards;
pub mod disability;
pub mod model;
pub mod registering;
pub mod routes;
pub mod rules;
pub mod store;
pub mod wire;

pub use model::{Apprentice, Enrolment, EnrolmentInCohort, Guardian};

use chrono::NaiveDate;

use crate::ids::AccountId;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::trust::door::Asker;

/// What follows, in the rooms that come later, from what is done to an apprentice.
#[derive(Clone, Copy)]
pub struct ApprenticeConsequences {
    /// Somebody of the site is named with the file, as `referent_id`: they follow the apprentice from a day on.
    pub followed: fn(&mut Tx, &Asker, &Apprentice, AccountId, NaiveDate) -> Result<(), Problem>,
}
