//! Mails to people, daily or about their account: an outbox written with what it tells, sent afterwards over SMTP, each at most once.
//!
//! Without a mail server configured they wait, visibly. A mail whose sending was cut midway is never sent again by
//! itself: nobody knows whether it left, so somebody decides.

pub mod model;
mod page;
pub mod routes;
pub mod rules;
pub mod sending;
pub mod store;
pub mod unsubscribing;

pub use model::{FamilyMail, Mail, MailKind, MailState, NewMail};
pub use sending::{Postman, deliver, kept_text, oldest_waiting, readable_text};
