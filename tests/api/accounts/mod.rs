//! People and machines who sign in.

mod bootstrap;
mod invitations;
mod people;
mod sessions;
