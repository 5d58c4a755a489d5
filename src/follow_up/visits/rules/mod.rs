//! What the rules say of visits in the company: when they are due, how they live, what a report may hold.

pub mod book;
mod day;
mod extra;
mod life;
mod planning;
mod report;

pub use day::{VisitDay, check_visit_day};
pub use extra::{
    ContractPeriod, MOST_TRAINING_YEARS, MOST_VISITS_A_YEAR, MoveBounds, add, check_due_on, check_move,
    check_planned_on, training_year_on,
};
pub use life::{
    CancelReason, DUE_NOTICE_DAYS, DueState, VisitAct, VisitState, check_still_planned, due_state, transition,
};
pub use planning::{MIN_COVERED_DAYS, PlanInput, PlannedVisit, SETTLING_IN_DAYS, plan};
pub use report::{
    CheckedReport, Meeting, REPORT_GRACE_DAYS, check_contents, check_done, check_held, check_note,
    check_read, check_report,
};

#[cfg(test)]
mod tests;
