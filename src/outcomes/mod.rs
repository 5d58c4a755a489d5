//! What the training came to: the official exam, and what people do after it.

pub mod results;
pub mod surveys;
