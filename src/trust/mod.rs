//! Who may come in, and what is remembered of it.

pub mod access;
pub mod accounts;
pub mod credentials;
pub mod door;
pub mod journal;
pub mod mails;
pub mod retention;
pub mod vault;
pub mod withdrawals;
