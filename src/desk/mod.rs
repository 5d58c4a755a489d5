//! What each person has before them: what is due, the dashboard, the timeline, digests, calendar feeds, the logbook, links.

pub mod calendar_feeds;
pub mod class_lists;
pub mod dashboard;
pub mod digests;
pub mod links;
pub mod logbook;
pub mod morning;
pub mod obligations;
pub mod timeline;
