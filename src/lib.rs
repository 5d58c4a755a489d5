//! Compagnon: the back office of French apprenticeship training sites. One line per wing, each of which may use those
//! above it.

pub mod ids;
#[rustfmt::skip]
#[allow(missing_docs, unused_qualifications)]
pub mod schema;
#[rustfmt::skip]
mod joins;

pub mod platform;

pub mod law;

pub mod trust;

pub mod catalogue;

pub mod people;

pub mod presence;

pub mod contracts;

pub mod learning;

pub mod follow_up;

pub mod ruptures;

pub mod outcomes;

pub mod desk;

pub mod exchange;

pub mod app;

pub mod commands;
pub mod demo;
