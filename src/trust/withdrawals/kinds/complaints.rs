//! What may be taken back of a complaint, read by the office alone, and of an opinion, by its author alone.

use super::{Withdrawable, WithdrawalKind, barriers, record};
use crate::trust::access::Act;
use crate::trust::journal::Event;

impl WithdrawalKind {
    pub(super) const fn of_complaints(self) -> Withdrawable {
        use Event as E;
        let treated = (Act::TreatComplaint, Act::ReadComplaint);
        match self {
            Self::Complaint => record(
                "complaints",
                treated,
                (E::ComplaintWithdrawn, E::ComplaintRestored),
                &["received_on", "complainant", "subject"],
                ("Réclamation retirée", "Complaint taken back"),
            )
            .with(&[("complaint_steps", "complaint_id")]),
            Self::ComplaintClosing => record(
                "complaints",
                treated,
                (E::ComplaintReopened, E::ComplaintClosed),
                &["received_on", "closed_on", "outcome"],
                ("Clôture d'une réclamation retirée", "Closing of a complaint taken back"),
            ),
            Self::SatisfactionAnswer => record(
                "satisfaction_answers",
                (Act::SaySatisfaction, Act::SaySatisfaction),
                (E::SatisfactionAnswerWithdrawn, E::SatisfactionAnswerRestored),
                &["form", "answered_on"],
                ("Avis retiré", "Opinion taken back"),
            )
            .with(&[("satisfaction_scores", "answer_id")])
            .done_again(),
            _ => record(
                "complaint_steps",
                treated,
                (E::ComplaintStepWithdrawn, E::ComplaintStepRestored),
                &["kind", "done_on"],
                ("Étape d'une réclamation retirée", "Step of a complaint taken back"),
            )
            .unless(barriers::COMPLAINT_STEP),
        }
    }
}
