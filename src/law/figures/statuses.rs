//! The thresholds of the national dashboard, as `catalogue/law/statuses.toml` gives them: calendar days, never a right.

use serde::Deserialize;

/// Thresholds in force together, in calendar days.
#[derive(Debug, Clone, Deserialize)]
pub struct StatusLaw {
    /// Without ever a contract, after which a drop-out is counted.
    pub days_without_contract: i64,
    /// Since the last contract, after which a drop-out is counted.
    pub days_after_contract: i64,
    /// Before the end of the session, within which a contract's natural end is the end of the training.
    pub natural_end_tolerance_days: i64,
}
