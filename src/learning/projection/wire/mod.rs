//! JSON in and out.

mod out;
mod rules;
mod sent;

pub use out::ProjectionOut;
pub use sent::{ProjectionParams, WhatIfIn};
