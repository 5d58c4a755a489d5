//! What may be taken back of a difficulty, read by the office alone once it is.

use super::{Withdrawable, WithdrawalKind, barriers, record};
use crate::trust::access::Act;
use crate::trust::journal::Event;

impl WithdrawalKind {
    pub(super) const fn of_difficulties(self) -> Withdrawable {
        use Event as E;
        match self {
            Self::Difficulty => record(
                "difficulties",
                (Act::ManageDifficulty, Act::ReadDifficulty),
                (E::DifficultyWithdrawn, E::DifficultyRestored),
                &["origin", "opened_on", "subjects"],
                ("Difficulté retirée", "Difficulty taken back"),
            )
            .with(&[
                ("difficulty_persons", "difficulty_id"),
                ("difficulty_steps", "difficulty_id"),
                ("difficulty_notes", "difficulty_id"),
                ("difficulty_closings", "difficulty_id"),
            ]),
            Self::DifficultyNote => record(
                "difficulty_notes",
                (Act::NoteDifficulty, Act::ReadDifficulty),
                (E::DifficultyNoteWithdrawn, E::DifficultyNoteRestored),
                &["written_at"],
                ("Note sur une difficulté retirée", "Note on a difficulty taken back"),
            ),
            Self::SignalAcknowledgement => record(
                "signal_acknowledgements",
                (Act::AcknowledgeSignal, Act::ReadWatch),
                (E::SignalAcknowledgementWithdrawn, E::SignalAcknowledgementRestored),
                &["signal", "acknowledged_on", "until_on"],
                ("Signal noté, repris", "Note of a signal taken back"),
            ),
            _ => record(
                "difficulty_steps",
                (Act::ManageDifficulty, Act::ReadDifficulty),
                (E::DifficultyStepWithdrawn, E::DifficultyStepRestored),
                &["kind", "planned_on", "done_on"],
                ("Étape d'une difficulté retirée", "Step of a difficulty taken back"),
            )
            .unless(barriers::DIFFICULTY_STEP),
        }
    }
}
