//! Where a contract stands: kept with it, and told in the file of its apprentice.

use crate::text_enum;

text_enum!(
    /// Where a contract stands; running and ended follow from the dates.
    ContractState {
        /// Prepared, perhaps incomplete.
        Draft = "draft" => "Brouillon" / "Draft",
        /// Complete, waiting for the signatures.
        Ready = "ready" => "Prêt à signer" / "Ready to be signed",
        /// Signed by the parties.
        Signed = "signed" => "Signé" / "Signed",
        /// Ended early by a rupture.
        Broken = "broken" => "Rompu" / "Broken",
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
        Draft = "draft" => "Brouillon" / "Draft",
        /// Complete, waiting for the signatures.
        Ready = "ready" => "Prêt à signer" / "Ready to be signed",
        /// Signed, not begun.
        Upcoming = "upcoming" => "À venir" / "Upcoming",
        /// Under way, the announced rupture included until its eve.
        Running = "running" => "En cours" / "Running",
        /// Reached its term.
        Ended = "ended" => "Terminé" / "Ended",
        /// Ended early by a rupture.
        Broken = "broken" => "Rompu" / "Broken",
    }
);
