//! The public catalogue, and cohorts.

mod cohorts;
mod public;
mod site_key;
