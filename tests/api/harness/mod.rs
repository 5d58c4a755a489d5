//! What tests stand on: a world with its own database and clock, people as HTTP clients, answers to judge.

#![allow(dead_code, unused_imports, reason = "the harness offers what some tests use")]

mod browser;
mod contents;
mod database;
mod documented;
mod mail_server;
mod people;
mod program;
mod reply;
mod seed;
mod spreadsheet;
mod world;

pub use browser::{Browser, Script};
pub use contents::{Contents, assert_same};
pub use database::{TestDatabase, root, secret_folder};
pub use documented::{announced, reached};
pub use mail_server::{MailServer, Mood};
pub use people::Person;
pub use program::{Program, status_of};
pub use reply::{Reply, id_of, without_people};
pub use seed::Story;
pub use spreadsheet::{Resaving, resaved};
pub use world::World;

/// A day from its ISO form.
pub fn day(text: &str) -> chrono::NaiveDate {
    text.parse().expect("a day as YYYY-MM-DD")
}
