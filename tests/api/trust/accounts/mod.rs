//! People and machines who sign in.

mod bootstrap;
mod clients;
mod innocents;
mod invitations;
mod notices;
mod other_sites;
pub mod people;
mod resets;
mod sessions;
mod throttle;
mod together;
mod tokens;
mod weak_passwords;
