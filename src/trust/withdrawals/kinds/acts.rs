//! The acts that may be taken back, whose record stays.

use super::{Withdrawable, WithdrawalKind, barriers, record};
use crate::trust::access::Act;
use crate::trust::journal::Event;

impl WithdrawalKind {
    pub(super) const fn of_contracts(self) -> Withdrawable {
        use Event as E;
        let filed = (Act::FileContract, Act::ReadContract);
        let sent: &'static [&'static str] = &["attempt", "addressee", "sent_on"];
        match self {
            Self::Rupture => record(
                "ruptures",
                (Act::ChangeRupture, Act::ReadRupture),
                (E::RuptureWithdrawn, E::RuptureRestored),
                &["effective_on", "initiator", "ground", "notice_received_on"],
                ("Rupture retirée", "Rupture taken back"),
            )
            .unless(barriers::RUPTURE),
            Self::ContractFiling => record(
                "contract_filings",
                filed,
                (E::ContractFilingWithdrawn, E::ContractFilingRestored),
                sent,
                ("Dépôt du contrat retiré", "Deposit of the contract taken back"),
            ),
            Self::AmendmentFiling => record(
                "amendment_filings",
                filed,
                (E::AmendmentFilingWithdrawn, E::AmendmentFilingRestored),
                sent,
                ("Dépôt de l'avenant retiré", "Deposit of the amendment taken back"),
            ),
            _ => self.of_decisions(),
        }
        .shared()
    }

    pub(super) const fn of_signatures(self) -> Withdrawable {
        use Event as E;
        match self {
            Self::ContractSignature => record(
                "contracts",
                (Act::SignContract, Act::ReadContract),
                (E::ContractUnsigned, E::ContractSigned),
                &["state", "signed_on", "starts_on", "ends_on"],
                ("Signature du contrat retirée", "Signature of the contract taken back"),
            ),
            Self::AmendmentSignature => record(
                "amendments",
                (Act::SignContract, Act::ReadContract),
                (E::AmendmentUnsigned, E::AmendmentSigned),
                &["type_code", "effective_on", "signed_on"],
                ("Signature de l'avenant retirée", "Signature of the amendment taken back"),
            ),
            Self::Calendar => record(
                "cohort_calendars",
                (Act::ChangeCalendar, Act::ReadCohort),
                (E::CalendarWithdrawn, E::CalendarWritten),
                &[],
                ("Calendrier de la promotion retiré", "Calendar of the cohort taken back"),
            ),
            _ => record(
                "visits",
                (Act::CorrectVisit, Act::ReadVisit),
                (E::VisitReportWithdrawn, E::VisitHeld),
                &["held_on", "held_mode"],
                ("Compte rendu de visite retiré", "Report of a visit taken back"),
            ),
        }
        .shared()
    }

    pub(super) const fn of_decisions(self) -> Withdrawable {
        use Event as E;
        let filed = (Act::FileContract, Act::ReadContract);
        match self {
            Self::ContractDecision => record(
                "contract_filings",
                filed,
                (E::ContractDecisionWithdrawn, E::ContractDecisionRestored),
                &["state", "decided_on", "deca_number", "reason_code"],
                (
                    "Décision sur le dépôt du contrat retirée",
                    "Decision on the deposit of the contract taken back",
                ),
            ),
            _ => record(
                "amendment_filings",
                filed,
                (E::AmendmentDecisionWithdrawn, E::AmendmentDecisionRestored),
                &["state", "decided_on", "amendment_number", "reason_code"],
                (
                    "Décision sur le dépôt de l'avenant retirée",
                    "Decision on the deposit of the amendment taken back",
                ),
            ),
        }
    }

    pub(super) const fn of_completions(self) -> Withdrawable {
        use Event as E;
        let filed = (Act::FileContract, Act::ReadContract);
        let shown: &'static [&'static str] = &["attempt", "sent_on", "complete_on"];
        match self {
            Self::ContractFilingCompletion => record(
                "contract_filings",
                filed,
                (E::ContractFilingCompletionWithdrawn, E::ContractFilingCompleted),
                shown,
                ("Réception du dossier complet retirée", "Receipt of the complete file taken back"),
            ),
            _ => record(
                "amendment_filings",
                filed,
                (E::AmendmentFilingCompletionWithdrawn, E::AmendmentFilingCompleted),
                shown,
                (
                    "Réception du dossier complet de l'avenant retirée",
                    "Receipt of the complete file of the amendment taken back",
                ),
            ),
        }
        .shared()
    }

    pub(super) const fn of_words(self) -> Withdrawable {
        use Event as E;
        let logged = (Act::LogVisit, Act::ReadVisit);
        match self {
            Self::CallFollowUp => record(
                "phone_contacts",
                (Act::LogPhoneContact, Act::ReadPhoneContact),
                (E::PhoneContactReopened, E::PhoneContactFollowedUp),
                &["called_at", "next_action_on", "cleared_on"],
                ("Suite donnée à un appel retirée", "Follow-up of a call taken back"),
            )
            .quiet(),
            Self::CommitmentCompletion => record(
                "visit_commitments",
                logged,
                (E::VisitCommitmentReopened, E::VisitCommitmentDone),
                &["owner", "due_on", "done_on"],
                ("Engagement à tenir à nouveau", "Commitment to be done again"),
            ),
            _ => record(
                "visit_notes",
                logged,
                (E::VisitNoteWithdrawn, E::VisitNoteRestored),
                &["visibility", "written_at"],
                ("Remarque sur une visite retirée", "Note on a visit taken back"),
            ),
        }
        .shared()
    }

    pub(super) const fn of_visits(self) -> Withdrawable {
        use Event as E;
        let planned = (Act::PlanVisit, Act::ReadVisit);
        match self {
            Self::VisitAcknowledgement => record(
                "visits",
                (Act::AcknowledgeVisit, Act::ReadVisit),
                (E::VisitAcknowledgementWithdrawn, E::VisitAcknowledged),
                &["held_on", "report_number"],
                ("Accusé de lecture d'un compte rendu retiré", "Acknowledgement of a report taken back"),
            )
            .done_again(),
            Self::PlannedVisit => record(
                "visits",
                planned,
                (E::VisitRemoved, E::VisitPlanned),
                &["planned_on", "training_year", "ordinal"],
                ("Visite prévue retirée", "Visit planned taken back"),
            ),
            _ => record(
                "visits",
                planned,
                (E::VisitReplacementWithdrawn, E::VisitReplaced),
                &["planned_on", "cancelled_reason"],
                ("Remplacement d'une visite retiré", "Replacement of a visit taken back"),
            ),
        }
        .shared()
    }

    pub(super) const fn of_ruptures(self) -> Withdrawable {
        use Event as E;
        let run = (Act::RunRupture, Act::ReadRuptureCase);
        match self {
            Self::RuptureCase => record(
                "rupture_cases",
                run,
                (E::RuptureCaseWithdrawn, E::RuptureCaseRestored),
                &["ground", "initiator", "opened_on"],
                ("Procédure de rupture retirée", "Rupture procedure taken back"),
            )
            .with(&[("rupture_steps", "case_id")])
            .unless(barriers::RUPTURE_CASE),
            Self::RuptureStep => record(
                "rupture_steps",
                run,
                (E::RuptureStepWithdrawn, E::RuptureStepRestored),
                &["step", "done_on"],
                ("Étape d'une rupture retirée", "Step of a rupture taken back"),
            )
            .part_of("rupture_cases", "case_id")
            .unless(barriers::RUPTURE_STEP),
            _ => record(
                "rupture_cases",
                run,
                (E::RuptureCaseResumed, E::RuptureCaseAbandoned),
                &["ground", "abandoned_on"],
                ("Abandon d'une rupture retiré", "A rupture given up taken back"),
            )
            .unless(barriers::RUPTURE_ABANDONMENT),
        }
    }

    pub(super) const fn of_sittings(self) -> Withdrawable {
        use Event as E;
        match self {
            Self::Sitting => record(
                "sittings",
                (Act::PlanSitting, Act::PlanSitting),
                (E::SittingWithdrawn, E::SittingRestored),
                &["mock_exam_id", "starts_at", "room"],
                ("Épreuve d'examen blanc retirée", "Sitting of a mock exam taken back"),
            )
            .with(&[("sitting_jurors", "sitting_id"), ("sitting_slots", "sitting_id")]),
            Self::RoomRetirement => record(
                "rooms",
                (Act::ManageRoom, Act::ReadRoom),
                (E::RoomUsedAgain, E::RoomRetired),
                &["name", "seats", "retired_on"],
                ("Mise hors service d'une salle retirée", "Retirement of a room taken back"),
            ),
            Self::SittingSlot => record(
                "sitting_slots",
                (Act::PlanSitting, Act::PlanSitting),
                (E::SittingSlotWithdrawn, E::SittingSlotRestored),
                &["sitting_id", "presence", "starts_at"],
                ("Candidat d'une épreuve retiré", "Candidate of a sitting taken back"),
            ),
            _ => record(
                "sitting_publications",
                (Act::PublishSittings, Act::PublishSittings),
                (E::SittingPublicationWithdrawn, E::SittingPublicationRestored),
                &["mock_exam_id", "published_at"],
                ("Publication d'examen blanc retirée", "Publication of a mock exam taken back"),
            ),
        }
    }

    pub(super) const fn of_readings(self) -> Withdrawable {
        use Event as E;
        match self {
            Self::CouncilAppreciation => record(
                "council_appreciations",
                (Act::EnterMark, Act::EnterMark),
                (E::CouncilAppreciationWithdrawn, E::CouncilAppreciationRestored),
                &["mock_exam_id"],
                ("Appréciation du conseil retirée", "Appreciation of the council taken back"),
            ),
            Self::MarkReading => record(
                "mock_exam_readings",
                (Act::EnterMark, Act::ReadMarkReading),
                (E::MarkReadingWithdrawn, E::MarkReadingRestored),
                &["reading", "mark_hundredths", "marker"],
                ("Lecture d'une épreuve retirée", "Reading of a paper taken back"),
            ),
            _ => record(
                "mock_exam_reconciliations",
                (Act::EnterMark, Act::ReadMarkReading),
                (E::MarkReconciliationWithdrawn, E::MarkReconciliationRestored),
                &["mark_hundredths", "reason"],
                ("Conciliation de deux lectures retirée", "Reconciliation of two readings taken back"),
            ),
        }
    }

    pub(super) const fn of_meetings(self) -> Withdrawable {
        use Event as E;
        match self {
            Self::Mark => record(
                "mock_exam_marks",
                (Act::EnterMark, Act::ReadMark),
                (E::MarkWithdrawn, E::MarkRestored),
                &["status", "mark_hundredths"],
                ("Note retirée", "Mark taken back"),
            ),
            Self::MockExamInvitation => record(
                "mock_exam_invitations",
                (Act::InviteTutor, Act::ReadMockExamInvitation),
                (E::MockExamInvitationWithdrawn, E::MockExamInvitationRestored),
                &["tutor_id", "answer"],
                ("Invitation à un examen blanc retirée", "Invitation to a mock exam taken back"),
            ),
            Self::InvitationAttendance => record(
                "mock_exam_invitations",
                (Act::InviteTutor, Act::ReadMockExamInvitation),
                (E::MockExamInvitationAttendanceWithdrawn, E::MockExamInvitationAttended),
                &["tutor_id", "attendance", "replaced_by"],
                (
                    "Venue d'un maître d'apprentissage à un examen blanc retirée",
                    "Whether a tutor came to a mock exam taken back",
                ),
            ),
            _ => record(
                "visits",
                (Act::CancelVisit, Act::ReadVisit),
                (E::VisitRestored, E::VisitCancelled),
                &["state", "cancelled_reason"],
                ("Annulation de visite retirée", "Cancellation of a visit taken back"),
            )
            .shared(),
        }
    }

    pub(super) const fn of_mock_exams(self) -> Withdrawable {
        use Event as E;
        let (events, title) = match self {
            Self::MockExamCancellation => (
                (E::MockExamReopened, E::MockExamCancelled),
                ("Annulation d'examen blanc retirée", "Cancellation of a mock exam taken back"),
            ),
            Self::MockExamMarking => (
                (E::MockExamMarkingWithdrawn, E::MockExamMarked),
                ("Notes d'un examen blanc à compléter", "Marks of a mock exam to be completed"),
            ),
            Self::MockExamRelease => (
                (E::MockExamReleaseWithdrawn, E::MockExamReleased),
                (
                    "Publication des notes d'un examen blanc retirée",
                    "Release of the marks of a mock exam taken back",
                ),
            ),
            Self::MarkImport => (
                (E::MockExamMarksImportWithdrawn, E::MockExamMarksImported),
                ("Feuille de notes importée retirée", "Sheet of marks brought in taken back"),
            ),
            _ => (
                (E::MockExamReopened, E::MockExamHeld),
                ("Tenue d'examen blanc retirée", "Holding of a mock exam taken back"),
            ),
        };
        let act = if matches!(self, Self::MarkImport) { Act::EnterMark } else { Act::ChangeMockExam };
        record("mock_exams", (act, Act::ReadMockExam), events, &["state"], title)
    }
}
