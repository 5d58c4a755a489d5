//! Compagnon seen from outside: HTTP in, HTTP out, on a real PostgreSQL. One folder per wing and room.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::too_many_lines,
    reason = "a test stops at the first surprise, and tells its story whole"
)]

mod access_matrix;
mod app;
mod backups;
mod catalogue;
mod clients;
mod contracts;
mod demo;
mod desk;
mod doctor;
mod exchange;
mod follow_up;
mod foreigners;
mod harness;
mod house_rules;
mod inverses;
mod learning;
mod migrations;
mod openapi;
mod outcomes;
mod packaging;
mod people;
mod platform;
mod presence;
mod ruptures;
mod scripts;
mod settings;
mod tour;
mod transitions;
mod trust;
