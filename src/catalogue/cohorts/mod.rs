//! Cohorts: one run of a programme at a site, opened and changed with what follows from it elsewhere.

pub mod model;
pub mod routes;
pub mod rules;
pub mod store;
pub mod wire;

use crate::catalogue::programmes::file::Programme;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::trust::door::Asker;
use crate::trust::withdrawals::RowScope;

pub use model::{Cohort, WholeListFilter};

/// What follows, in the wings that come later, from what is done to a cohort.
#[derive(Clone, Copy)]
pub struct CohortConsequences {
    pub opened: fn(&mut Tx, &Asker, &Programme, &Cohort) -> Result<(), Problem>,
    /// The dates or the exam regulation of a cohort changed.
    pub changed: fn(&mut Tx, &Asker, &Programme, &Cohort) -> Result<(), Problem>,
    /// What of later wings is part of a cohort, and goes with it when it is taken back.
    pub parts: fn(&mut Tx, &Cohort) -> Result<Vec<RowScope>, Problem>,
}
