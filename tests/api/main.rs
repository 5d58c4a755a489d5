//! Compagnon seen from outside: HTTP in, HTTP out, on a real PostgreSQL. One folder per room.

mod contracts;
mod employers;
mod harness;
mod platform;
mod ruptures;
mod signatures;
mod visits;
