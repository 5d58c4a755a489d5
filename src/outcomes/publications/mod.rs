//! Publications: rates frozen as they were shown in public, in two channels; read by anybody as JSON, CSV or a chart.

mod acts;
mod chart;
pub mod model;
mod public;
pub mod routes;
pub mod rules;
pub mod store;
pub mod table;
pub mod wire;
