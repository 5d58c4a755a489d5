//! The wing `desk` seen from outside.

pub mod calendar_feeds;
pub mod dashboard;
pub mod digests;
pub mod links;
pub mod obligations;
pub mod timeline;
