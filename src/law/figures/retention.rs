//! How long what is no part of a file is kept, as `catalogue/law/retention.toml` gives it.

use serde::Deserialize;

/// Months during which traces are kept (RGPD, art. 5(1)e).
#[derive(Debug, Clone, Deserialize)]
pub struct RetentionLaw {
    /// Journal of acts, by whole months.
    pub journal_months: u32,
    /// Sessions that are over, and invitations.
    pub sign_in_months: u32,
    pub mail_months: u32,
    /// Rows of what was taken back, which may come back until then.
    pub withdrawal_months: u32,
}
