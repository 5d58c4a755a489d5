//! What France says, pure: figures, deadlines, calendar, identifiers, money, findings.

pub mod calendar;
pub mod deadlines;
pub mod figures;
pub mod findings;
pub mod identifiers;
pub mod money;
