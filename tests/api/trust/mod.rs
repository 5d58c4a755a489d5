//! The wing `trust` seen from outside.

pub mod accounts;
pub mod mails;
pub mod replays;
pub mod retention;
pub mod vault;
pub mod withdrawals;
