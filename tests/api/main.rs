//! Compagnon seen from outside: HTTP in, HTTP out, on a real PostgreSQL. One folder per room.

mod access_matrix;
mod employers;
mod harness;
mod house_rules;
mod migrations;
mod openapi;
mod partner;
mod platform;
