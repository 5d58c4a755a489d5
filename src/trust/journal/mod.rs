//! The journal of every act and the outbox of every change, both written in the act's own transaction.

mod authors;
mod event;
pub mod store;

pub use authors::{AuthorOut, Authors};
pub use event::{Audience, Event};
pub use store::{
    Author, AuthorKind, Change, Reading, Signed, Subject, record, record_all, record_private, record_reading,
    record_untold, record_without_site,
};
