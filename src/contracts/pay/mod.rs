//! Pay of apprentices: what the law makes due, day by day, cut where it changes, each figure with its reasons.

pub mod model;
pub mod routes;
pub mod rules;
pub mod wire;

pub use model::{
    Extension, ExtensionGround, PayBase, PayFacts, PayLine, PayReference, PreviousContract, Schedule, Segment,
};
pub use rules::{PayFigures, check_lines, schedule};
