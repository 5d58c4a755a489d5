//! Compagnon: the back office of French apprenticeship training sites. One line per room.

// Plumbing, and what the whole house shares.
pub mod calendar;
pub mod deadlines;
pub mod findings;
pub mod formats;
pub mod identifiers;
pub mod ids;
pub mod law;
pub mod money;
pub mod platform;
#[rustfmt::skip]
#[allow(missing_docs, unused_qualifications)]
pub mod schema;
pub mod sheets;

// Who may come in.
pub mod access;
pub mod door;
pub mod journal;
pub mod signin;
pub mod vault;

// Rooms, each of which may call those above it in `tests/api/house_rules.rs`.
pub mod absences;
pub mod accounts;
pub mod alternation;
pub mod amendments;
pub mod apprentices;
pub mod catalogue;
pub mod ceiling_derogations;
pub mod clocks;
pub mod contracts;
pub mod dashboards;
pub mod digests;
pub mod employers;
pub mod exports;
pub mod feeds;
pub mod filings;
pub mod follow_up;
pub mod forms;
pub mod imports;
pub mod links;
pub mod mails;
pub mod milestones;
pub mod mock_exams;
pub mod obligations;
pub mod openings;
pub mod partner;
pub mod pay;
pub mod pay_schedules;
pub mod phone_contacts;
pub mod reference;
pub mod referents;
pub mod retention;
pub mod rulebook;
pub mod ruptures;
pub mod signatures;
pub mod tutorships;
pub mod visit_plans;
pub mod visits;

// All together.
pub mod app;
pub mod commands;
pub mod demo;
pub mod start;
