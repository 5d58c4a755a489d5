//! Stays without a contract: the right the law gives, counted down, beside the statistic of the national dashboard.

pub mod routes;
pub mod rules;
pub mod wire;
