//! What the training came to: the official exam, what people do after it, the rates one can defend, those published.

pub mod complaints;
pub mod declarations;
pub mod erasures;
pub mod evidence;
pub mod indicators;
pub mod publications;
pub mod results;
pub mod satisfaction;
pub mod surveys;
