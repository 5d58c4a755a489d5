//! Whom to call about something: the names, telephones and companies that go with it, wherever it is shown.

pub mod store;
pub mod wire;

pub use store::{PeopleToCall, people_to_call};
pub use wire::{ContactOut, contacts};
