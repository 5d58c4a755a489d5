//! Stays without a contract: the right the law gives, counted down, beside the statistic of the national dashboard; what is
//! done for the trainee meanwhile.

pub mod acts;
pub mod model;
pub mod routes;
pub mod rules;
pub mod store;
pub mod wire;
