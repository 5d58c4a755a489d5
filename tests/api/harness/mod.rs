//! What tests stand on: a world with its own database and clock, people as HTTP clients, answers to judge.

mod database;
mod people;
mod reply;
mod world;

pub use people::Person;
pub use reply::{Reply, id_of};
pub use world::World;

/// A day from its ISO form.
pub fn day(text: &str) -> chrono::NaiveDate {
    text.parse().expect("a day as YYYY-MM-DD")
}
