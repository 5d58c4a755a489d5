//! People and machines who sign in.

mod bootstrap;
mod clients;
mod invitations;
mod people;
mod sessions;
mod throttle;
mod together;
mod tokens;
