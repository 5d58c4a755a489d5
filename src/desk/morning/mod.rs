//! Somebody's morning in one request: whom they meet and call today, what became late, what others wait for, what will be
//! lost this week.

pub mod routes;
pub mod rules;
pub mod wire;
