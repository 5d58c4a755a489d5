//! Cards: what lists show of an enrolment, kept beside the facts with the names joined, and judged on the day it is read.

pub mod model;
pub mod peopled;
pub mod rules;
pub mod settling;
pub mod store;
pub mod wire;

pub use peopled::{AboutPeople, Peopled, peopled, with_people};
pub use store::Cards;
pub use wire::{CardSight, RowTopic};
