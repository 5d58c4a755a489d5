//! The wing `desk` seen from outside.

pub mod calendar_feeds;
pub mod class_lists;
pub mod dashboard;
pub mod digests;
pub mod links;
mod logbook;
mod morning;
pub mod obligations;
pub mod timeline;
