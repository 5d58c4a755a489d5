//! People and machines who sign in: sessions, invitations, accounts, machine clients, and how often one may try.

pub mod consequences;
pub mod first_start;
pub mod model;
pub mod notices;
pub mod recovery;
pub mod routes;
pub mod rules;
pub mod store;
pub mod throttle;
pub mod wire;

mod acts;
