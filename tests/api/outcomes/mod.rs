//! The wing `outcomes` seen from outside.

mod results;
mod surveys;
