//! Pay of apprentices: what the law makes due, day by day, cut where it changes, each figure with its reasons.

pub mod model;
pub mod routes;
pub mod rules;
pub mod wire;

pub use model::{
    Extension, ExtensionGround, PayBase, PayFacts, PayLine, PayReference, PayStage, PreviousContract,
    Schedule, Segment,
};
pub use rules::{PayFigures, check_kept_lines, check_lines, schedule, schedule_in_force};
