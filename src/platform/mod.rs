//! Plumbing: nothing in this room knows what an apprentice is.

pub mod body;
pub mod cacheable;
pub mod clock;
pub mod config;
pub mod crypto;
pub mod days;
pub mod db;
pub mod error;
pub mod folding;
pub mod http;
pub mod metrics;
pub mod migrations;
pub mod openapi;
pub mod output;
pub mod page;
pub mod params;
pub mod reply;
pub mod roles;
pub mod schemas;
pub mod search;
pub mod strict_json;
pub mod text;
pub mod types;
#[cfg(feature = "pdf")]
pub mod typesetting;
pub mod upload;
