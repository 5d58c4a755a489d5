//! What France says, pure: figures, deadlines, calendar, territories, identifiers, money,
//! findings.

pub mod calendar;
pub mod deadlines;
pub mod figures;
pub mod findings;
pub mod identifiers;
pub mod money;
pub mod territories;
