//! Plans of visits: those a training deserves, on days that suit; what follows when its contract changes; and the days
//! proposed to whoever holds them. It has no table: the visits are those of their room.

pub mod acts;
mod days;
pub mod gathering;
pub mod routes;
pub mod rules;
pub mod wire;

pub use acts::{follow, plan_visits};
pub use days::day_warnings;
