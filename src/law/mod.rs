//! What France says, pure: figures, deadlines, calendar, holidays, territories, identifiers, money,
//! findings.

pub mod calendar;
pub mod deadlines;
pub mod figures;
pub mod findings;
pub mod holidays;
pub mod identifiers;
pub mod money;
pub mod territories;
