//! People and machines who sign in.

mod bootstrap;
mod clients;
mod innocents;
mod invitations;
mod people;
mod sessions;
mod throttle;
mod together;
mod tokens;
mod weak_passwords;
