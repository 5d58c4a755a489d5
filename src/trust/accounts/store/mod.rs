//! Every query on accounts, sessions, invitations, machine clients and throttles.

pub mod accounts;
pub mod bootstrap;
pub mod clients;
pub mod invitations;
pub mod sessions;
pub mod throttles;
