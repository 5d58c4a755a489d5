//! People and machines who sign in.

mod bootstrap;
mod people;
mod sessions;
