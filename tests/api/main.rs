//! Compagnon seen from outside: HTTP in, HTTP out, on a real PostgreSQL. One folder per room.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod absences;
mod access_matrix;
mod accounts;
mod alternation;
mod amendments;
mod apprentices;
mod catalogue;
mod ceiling_derogations;
mod clocks;
mod contracts;
mod dashboards;
mod demo;
mod digests;
mod employers;
mod exports;
mod feeds;
mod filings;
mod follow_up;
mod foreigners;
mod forms;
mod harness;
mod house_rules;
mod imports;
mod links;
mod migrations;
mod milestones;
mod mock_exams;
mod obligations;
mod openapi;
mod partner;
mod pay;
mod phone_contacts;
mod platform;
mod reference;
mod referents;
mod retention;
mod rulebook;
mod ruptures;
mod signatures;
mod tour;
mod vault;
mod visit_plans;
mod visits;
