//! Where a contract stands: kept with it, and told in the file of its apprentice.

use crate::text_enum;

text_enum!(
    /// Where a contract stands; running and ended follow from the dates.
    ContractState {
        /// Prepared, perhaps incomplete.
        Draft = "draft",
        /// Complete, waiting for the signatures.
        Ready = "ready",
        /// Signed by the parties.
        Signed = "signed",
        /// Ended early by a rupture.
        Broken = "broken",
    }
);

impl ContractState {
    /// Signed, whatever came after.
    pub const fn is_concluded(self) -> bool {
        matches!(self, Self::Signed | Self::Broken)
    }
}

text_enum!(
    /// Where a contract stands on a day.
    Phase {
        /// Prepared, not ready to be signed.
        Draft = "draft",
        /// Complete, waiting for the signatures.
        Ready = "ready",
        /// Signed, not begun.
        Upcoming = "upcoming",
        /// Under way, the announced rupture included until its eve.
        Running = "running",
        /// Reached its term.
        Ended = "ended",
        /// Ended early by a rupture.
        Broken = "broken",
    }
);
