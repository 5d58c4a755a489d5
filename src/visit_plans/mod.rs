//! Plans of visits: those a training deserves, on days that suit, and what follows when its contract changes.

pub mod following;
pub mod planning;

pub use following::follow;
pub use planning::plan_visits;
