//! Everything that may happen, and who is told: an event that nobody tells about does not compile.

/// Who is told of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// The feed of changes: machine clients whose scope lets them read the record, and where it is read.
    Clients {
        /// Scope of the record.
        scope: &'static str,
        /// Path of the record, with `{id}`.
        href: &'static str,
    },
    /// Nobody: it has its place in the feed, but no scope lets a client read the record.
    Nobody,
    /// The journal alone.
    Journal,
}

macro_rules! events {
    ($($audience:expr => { $($event:ident = $text:literal),+ $(,)? })+) => {
        /// What happened to a record: `<kind of record>.<past participle>`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Event {
            $($(#[doc = concat!("`", $text, "`")] $event,)+)+
        }

        impl Event {
            /// Every event.
            pub const ALL: &'static [Self] = &[$($(Self::$event,)+)+];

            /// Its word, as the journal and the feed bear it.
            pub const fn as_str(self) -> &'static str {
                match self { $($(Self::$event => $text,)+)+ }
            }

            /// Who is told.
            pub const fn audience(self) -> Audience {
                match self { $($(Self::$event)|+ => $audience,)+ }
            }
        }
    };
}

events! {
    Audience::Clients { scope: "absences:read", href: "/v1/absences/{id}" } => {
        AbsenceChanged = "absence.changed",
        AbsenceEntered = "absence.entered", AbsenceRestored = "absence.restored",
        AbsenceWithdrawn = "absence.withdrawn",
    }
    Audience::Clients { scope: "contracts:read", href: "/v1/amendments/{id}" } => {
        AmendmentAccepted = "amendment.accepted", AmendmentCreated = "amendment.created",
        AmendmentDiscarded = "amendment.discarded", AmendmentFiled = "amendment.filed",
        AmendmentFilingCompleted = "amendment.filing_completed", AmendmentRefused = "amendment.refused",
        AmendmentSigned = "amendment.signed", AmendmentChanged = "amendment.changed",
        AmendmentRestored = "amendment.restored",
        AmendmentUnsigned = "amendment.unsigned",
        AmendmentDecisionRestored = "amendment.decision_restored",
        AmendmentDecisionWithdrawn = "amendment.decision_withdrawn",
        AmendmentFilingRestored = "amendment.filing_restored",
        AmendmentFilingWithdrawn = "amendment.filing_withdrawn",
        AmendmentFilingCompletionWithdrawn = "amendment.filing_completion_withdrawn",
    }
    Audience::Clients { scope: "apprentices:read", href: "/v1/apprentices/{id}" } => {
        ApprenticeChanged = "apprentice.changed", ApprenticeCreated = "apprentice.created",
        ApprenticeRemoved = "apprentice.removed", ApprenticeMerged = "apprentice.merged",
        ApprenticeParted = "apprentice.parted", ApprenticeRestored = "apprentice.restored",
        ApprenticeWithdrawn = "apprentice.withdrawn", ApprenticeForgotten = "apprentice.forgotten",
    }
    Audience::Clients { scope: "cohorts:read", href: "/v1/cohorts/{id}/calendar" } => {
        CalendarWithdrawn = "calendar.withdrawn", CalendarWritten = "calendar.written",
    }
    Audience::Clients { scope: "employers:read", href: "/v1/ceiling-derogations/{id}" } => {
        CeilingDerogationChanged = "ceiling_derogation.changed",
        CeilingDerogationGranted = "ceiling_derogation.granted",
        CeilingDerogationRestored = "ceiling_derogation.restored",
        CeilingDerogationWithdrawn = "ceiling_derogation.withdrawn",
    }
    Audience::Clients { scope: "cohorts:read", href: "/v1/programmes/{id}" } => {
        ProgrammeChanged = "programme.changed",
    }
    Audience::Clients { scope: "cohorts:read", href: "/v1/sites/{id}" } => {
        SiteChanged = "site.changed",
    }
    Audience::Clients { scope: "cohorts:read", href: "/v1/cohorts/{id}" } => {
        CohortChanged = "cohort.changed", CohortOpened = "cohort.opened",
        CohortResultsImported = "cohort.results_imported",
        CohortResultsImportWithdrawn = "cohort.results_import_withdrawn",
        CohortRestored = "cohort.restored", CohortWithdrawn = "cohort.withdrawn",
    }
    Audience::Clients { scope: "contracts:read", href: "/v1/contracts/{id}" } => {
        ContractAccepted = "contract.accepted", ContractAmended = "contract.amended",
        ContractBroken = "contract.broken", ContractChanged = "contract.changed",
        ContractCreated = "contract.created", ContractDiscarded = "contract.discarded",
        ContractFiled = "contract.filed", ContractFilingCompleted = "contract.filing_completed",
        ContractPartySigned = "contract.party_signed", ContractReadied = "contract.readied",
        ContractRefused = "contract.refused", ContractReturned = "contract.returned",
        ContractSigned = "contract.signed", ContractReopened = "contract.reopened",
        ContractRestored = "contract.restored",
        ContractUnsigned = "contract.unsigned",
        ContractDecisionRestored = "contract.decision_restored",
        ContractDecisionWithdrawn = "contract.decision_withdrawn",
        ContractFilingRestored = "contract.filing_restored",
        ContractFilingWithdrawn = "contract.filing_withdrawn",
        ContractFilingCompletionWithdrawn = "contract.filing_completion_withdrawn",
    }
    Audience::Clients { scope: "employers:read", href: "/v1/employers/{id}" } => {
        EmployerChanged = "employer.changed", EmployerCreated = "employer.created",
        EmployerRemoved = "employer.removed", EmployerMerged = "employer.merged",
        EmployerParted = "employer.parted", EmployerRestored = "employer.restored",
        EmployerWithdrawn = "employer.withdrawn",
    }
    Audience::Clients { scope: "apprentices:read", href: "/v1/enrolments/{id}" } => {
        EnrolmentChanged = "enrolment.changed", EnrolmentCreated = "enrolment.created",
        EnrolmentRemoved = "enrolment.removed", EnrolmentRestored = "enrolment.restored",
        EnrolmentWithdrawn = "enrolment.withdrawn",
    }
    Audience::Clients { scope: "mock_exams:read", href: "/v1/kept-units/{id}" } => {
        KeptUnitChanged = "kept_unit.changed", KeptUnitRecorded = "kept_unit.recorded",
        KeptUnitRestored = "kept_unit.restored", KeptUnitWithdrawn = "kept_unit.withdrawn",
    }
    Audience::Clients { scope: "mock_exams:read", href: "/v1/mock-exam-marks/{id}" } => {
        MarkEntered = "mark.entered", MarkChanged = "mark.changed", MarkRestored = "mark.restored",
        MarkWithdrawn = "mark.withdrawn",
    }
    Audience::Clients { scope: "outcomes:read", href: "/v1/exam-results/{id}" } => {
        ExamResultChanged = "exam_result.changed",
        ExamResultCorrected = "exam_result.corrected",
        ExamResultEntered = "exam_result.entered",
        ExamResultRestored = "exam_result.restored",
        ExamResultWithdrawn = "exam_result.withdrawn",
    }
    Audience::Clients { scope: "outcomes:read", href: "/v1/outcome-surveys/{id}" } => {
        OutcomeSurveyLinked = "outcome_survey.linked",
        OutcomeSurveyOpened = "outcome_survey.opened",
        OutcomeSurveyReminded = "outcome_survey.reminded",
        OutcomeSurveyRestored = "outcome_survey.restored",
        OutcomeSurveyWithdrawn = "outcome_survey.withdrawn",
    }
    Audience::Clients { scope: "outcomes:read", href: "/v1/official-figures/{id}" } => {
        OfficialFigureRestored = "official_figure.restored",
        OfficialFigureWithdrawn = "official_figure.withdrawn",
        OfficialFigureWritten = "official_figure.written",
    }
    Audience::Clients { scope: "milestones:read", href: "/v1/milestones/{id}" } => {
        MilestoneChanged = "milestone.changed", MilestoneRecorded = "milestone.recorded",
        MilestoneWithdrawn = "milestone.withdrawn",
    }
    Audience::Clients { scope: "mock_exams:read", href: "/v1/mock-exams/{id}" } => {
        MockExamCancelled = "mock_exam.cancelled", MockExamChanged = "mock_exam.changed",
        MockExamHeld = "mock_exam.held", MockExamPlanned = "mock_exam.planned",
        MockExamRemoved = "mock_exam.removed", MockExamReopened = "mock_exam.reopened",
        MockExamMarked = "mock_exam.marked", MockExamMarkingWithdrawn = "mock_exam.marking_withdrawn",
        MockExamReleased = "mock_exam.released", MockExamReleaseWithdrawn = "mock_exam.release_withdrawn",
        MockExamMarksImported = "mock_exam.marks_imported",
        MockExamMarksImportWithdrawn = "mock_exam.marks_import_withdrawn",
    }
    Audience::Clients { scope: "phone_contacts:read", href: "/v1/phone-contacts/{id}" } => {
        PhoneContactChanged = "phone_contact.changed", PhoneContactCorrected = "phone_contact.corrected",
        PhoneContactFollowedUp = "phone_contact.followed_up", PhoneContactLogged = "phone_contact.logged",
        PhoneContactRestored = "phone_contact.restored", PhoneContactWithdrawn = "phone_contact.withdrawn",
        PhoneContactReopened = "phone_contact.reopened",
    }
    Audience::Clients { scope: "apprentices:read", href: "/v1/referents/{id}" } => {
        ReferentChanged = "referent.changed", ReferentNamed = "referent.named",
        ReferentRestored = "referent.restored", ReferentWithdrawn = "referent.withdrawn",
    }
    Audience::Clients { scope: "ruptures:read", href: "/v1/ruptures/{id}" } => {
        RuptureChanged = "rupture.changed", RuptureDeclared = "rupture.declared",
        RuptureRestored = "rupture.restored", RuptureWithdrawn = "rupture.withdrawn",
    }
    Audience::Clients { scope: "employers:read", href: "/v1/tutors/{id}" } => {
        TutorChanged = "tutor.changed", TutorCreated = "tutor.created", TutorRemoved = "tutor.removed",
        TutorMerged = "tutor.merged", TutorParted = "tutor.parted",
        TutorRestored = "tutor.restored", TutorWithdrawn = "tutor.withdrawn",
    }
    Audience::Clients { scope: "visits:read", href: "/v1/visits/{id}" } => {
        VisitAcknowledged = "visit.acknowledged", VisitCancelled = "visit.cancelled",
        VisitCommitmentDone = "visit.commitment_done", VisitCorrected = "visit.corrected",
        VisitGiven = "visit.given", VisitHeld = "visit.held", VisitMoved = "visit.moved",
        VisitPlanned = "visit.planned", VisitRemoved = "visit.removed", VisitReplaced = "visit.replaced",
        VisitChanged = "visit.changed", VisitRestored = "visit.restored",
        VisitReportWithdrawn = "visit.report_withdrawn",
        VisitAcknowledgementWithdrawn = "visit.acknowledgement_withdrawn",
        VisitCommitmentReopened = "visit.commitment_reopened",
        VisitReplacementWithdrawn = "visit.replacement_withdrawn",
    }
    Audience::Nobody => {
        CalendarOverrideChanged = "calendar_override.changed",
        CalendarOverrideCreated = "calendar_override.created",
        CalendarOverrideRestored = "calendar_override.restored",
        CalendarOverrideWithdrawn = "calendar_override.withdrawn", GuardianChanged = "guardian.changed",
        GuardianCreated = "guardian.created", GuardianRemoved = "guardian.removed", GuardianRestored = "guardian.restored",
        GuardianWithdrawn = "guardian.withdrawn",
        CouncilAppreciationRestored = "council_appreciation.restored",
        CouncilAppreciationWithdrawn = "council_appreciation.withdrawn",
        CouncilAppreciationWritten = "council_appreciation.written",
        MarkReadingEntered = "mark_reading.entered", MarkReadingRestored = "mark_reading.restored",
        MarkReadingWithdrawn = "mark_reading.withdrawn", MarkReconciled = "mark_reconciliation.settled",
        MarkReconciliationRestored = "mark_reconciliation.restored",
        MarkReconciliationWithdrawn = "mark_reconciliation.withdrawn",
        MockExamInvitationAnswered = "mock_exam_invitation.answered",
        MockExamInvitationAttended = "mock_exam_invitation.attended",
        MockExamInvitationAttendanceWithdrawn = "mock_exam_invitation.attendance_withdrawn",
        MockExamInvitationReminded = "mock_exam_invitation.reminded",
        MockExamInvitationChanged = "mock_exam_invitation.changed",
        MockExamInvitationRestored = "mock_exam_invitation.restored",
        MockExamInvitationWithdrawn = "mock_exam_invitation.withdrawn",
        MockExamInvitationSent = "mock_exam_invitation.sent", ObligationResumed = "obligation.resumed",
        ObligationSnoozed = "obligation.snoozed", ObligationWaived = "obligation.waived",
        LogbookSigned = "logbook_signature.given", LogbookSignatureRestored = "logbook_signature.restored",
        LogbookSignatureWithdrawn = "logbook_signature.withdrawn", LogbookReturned = "logbook_return.given",
        LogbookReturnRestored = "logbook_return.restored", LogbookReturnWithdrawn = "logbook_return.withdrawn",
        CompanyMissionLogged = "company_mission.logged", CompanyMissionRestored = "company_mission.restored",
        CompanyMissionWithdrawn = "company_mission.withdrawn",
        PriorLearningRecognised = "prior_learning.recognised",
        PriorLearningRestored = "prior_learning.restored",
        PriorLearningWithdrawn = "prior_learning.withdrawn", SkillPositionSaid = "skill_position.said",
        SkillPositionRestored = "skill_position.restored",
        SkillPositionWithdrawn = "skill_position.withdrawn", SkillTargetSet = "skill_target.set",
        SkillTargetRestored = "skill_target.restored", SkillTargetWithdrawn = "skill_target.withdrawn",
        RoomChanged = "room.changed", RoomCreated = "room.created", RoomRetired = "room.retired",
        RoomUsedAgain = "room.used_again",
        OutcomeAnswerGiven = "outcome_answer.given", OutcomeAnswerRestored = "outcome_answer.restored",
        OutcomeAnswerWithdrawn = "outcome_answer.withdrawn",
        SatisfactionAnswerGiven = "satisfaction_answer.given",
        SatisfactionAnswerRestored = "satisfaction_answer.restored",
        SatisfactionAnswerWithdrawn = "satisfaction_answer.withdrawn",
        SurveyObjectionRestored = "survey_objection.restored",
        SurveyObjectionWithdrawn = "survey_objection.withdrawn",
        SurveyObjectionWritten = "survey_objection.written",
        SittingChanged = "sitting.changed", SittingPlanned = "sitting.planned",
        SittingRestored = "sitting.restored", SittingWithdrawn = "sitting.withdrawn",
        SittingSlotChanged = "sitting_slot.changed", SittingSlotRestored = "sitting_slot.restored",
        SittingSlotAdded = "sitting_slot.added",
        SittingSlotWithdrawn = "sitting_slot.withdrawn",
        RatePublicationGiven = "rate_publication.given", RatePublicationWithdrawn = "rate_publication.withdrawn",
        RuptureCaseAbandoned = "rupture_case.abandoned", RuptureCaseChanged = "rupture_case.changed",
        RuptureCaseCompleted = "rupture_case.completed", RuptureCaseOpened = "rupture_case.opened",
        RuptureCaseRestored = "rupture_case.restored", RuptureCaseResumed = "rupture_case.resumed",
        RuptureCaseWithdrawn = "rupture_case.withdrawn", RuptureStepChanged = "rupture_step.changed",
        RuptureStepRecorded = "rupture_step.recorded", RuptureStepRestored = "rupture_step.restored",
        RuptureStepWithdrawn = "rupture_step.withdrawn",
        SittingPublicationGiven = "sitting_publication.given",
        SittingPublicationRestored = "sitting_publication.restored",
        SittingPublicationWithdrawn = "sitting_publication.withdrawn",
        SearchProspectAdded = "search_prospect.added", SearchProspectChanged = "search_prospect.changed",
        SearchProspectRestored = "search_prospect.restored",
        SearchProspectWithdrawn = "search_prospect.withdrawn",
        SearchEventAdded = "search_event.added", SearchEventChanged = "search_event.changed",
        SearchEventRestored = "search_event.restored", SearchEventWithdrawn = "search_event.withdrawn",
        StayStepChanged = "stay_step.changed", StayStepRecorded = "stay_step.recorded",
        StayStepRestored = "stay_step.restored", StayStepWithdrawn = "stay_step.withdrawn",
    }
    Audience::Journal => {
        AccountBootstrapped = "account.bootstrapped", AccountChanged = "account.changed",
        AccountDigestChanged = "account.digest_changed", AccountDisabled = "account.disabled",
        AccountEnabled = "account.enabled", AccountInvitationAccepted = "account.invitation_accepted",
        AccountInvitationRenewed = "account.invitation_renewed", AccountInvited = "account.invited",
        AccountPasswordChanged = "account.password_changed",
        AccountPasswordDisabled = "account.password_disabled",
        AccountPasswordProved = "account.password_proved", AccountRoleChanged = "account.role_changed",
        AccountSessionEnded = "account.session_ended", AccountSessionsEnded = "account.sessions_ended",
        AccountSignInFailed = "account.sign_in_failed",
        AccountSignInLocked = "account.sign_in_locked", AccountSignedIn = "account.signed_in",
        AccountSignedOut = "account.signed_out", CfaChanged = "cfa.changed", ClientChanged = "client.changed",
        ClientCreated = "client.created", ClientRevoked = "client.revoked",
        ClientSecretAdded = "client.secret_added", DifficultyChanged = "difficulty.changed",
        DifficultyClosed = "difficulty.closed", DifficultyNoteRestored = "difficulty_note.restored",
        DifficultyNoteWithdrawn = "difficulty_note.withdrawn", DifficultyNoted = "difficulty.noted",
        DifficultyOpened = "difficulty.opened", DifficultyPersonsWritten = "difficulty.persons_written",
        ComplaintChanged = "complaint.changed",
        ComplaintClosed = "complaint.closed", ComplaintReceived = "complaint.received",
        ComplaintReopened = "complaint.reopened", ComplaintRestored = "complaint.restored",
        ComplaintStepRecorded = "complaint_step.recorded", ComplaintStepRestored = "complaint_step.restored",
        ComplaintStepWithdrawn = "complaint_step.withdrawn", ComplaintWithdrawn = "complaint.withdrawn",
        DifficultyReopened = "difficulty.reopened", DifficultyRestored = "difficulty.restored",
        DifficultyStepAdded = "difficulty_step.added", DifficultyStepChanged = "difficulty_step.changed",
        DifficultyStepRestored = "difficulty_step.restored",
        DifficultyStepWithdrawn = "difficulty_step.withdrawn", DifficultyWithdrawn = "difficulty.withdrawn",
        SignalAcknowledged = "signal_acknowledgement.written",
        SignalAcknowledgementRestored = "signal_acknowledgement.restored",
        SignalAcknowledgementWithdrawn = "signal_acknowledgement.withdrawn",
        SiteMediatorWritten = "site_mediator.written", WatchSettingsWritten = "watch_settings.written", ClientSecretRevoked = "client.secret_revoked",
        ClientSignInFailed = "client.sign_in_failed", ClientSignedIn = "client.signed_in",
        DigestPrepared = "digest.prepared", FeedGiven = "feed.given", FeedRemoved = "feed.removed",
        ImportCommitted = "import.committed", ImportCreated = "import.created",
        ImportUndone = "import.undone", InvitationForgotten = "invitation.forgotten",
        JournalMonthsDropped = "journal.months_dropped", LinkCreated = "link.created",
        LinkRead = "link.read", LinkRevoked = "link.revoked", ListExported = "list.exported",
        MailDoubted = "mail.doubted", MailForgotten = "mail.forgotten", MailRefused = "mail.refused",
        MailResent = "mail.resent", MailSent = "mail.sent", SessionForgotten = "session.forgotten",
        SessionRefreshReused = "session.refresh_reused", VisitNoteWritten = "visit_note.written",
        VisitNoteRestored = "visit_note.restored", VisitNoteWithdrawn = "visit_note.withdrawn",
        WithdrawalForgotten = "withdrawal.forgotten",
        ApprenticeDisabilityRead = "apprentice.disability_read",
        ExamAccommodationChanged = "exam_accommodation.changed",
        ExamAccommodationRecorded = "exam_accommodation.recorded",
        ExamAccommodationRestored = "exam_accommodation.restored",
        ExamAccommodationWithdrawn = "exam_accommodation.withdrawn",
        ApprenticeRecordsForgotten = "apprentice.records_forgotten",
        RetentionSettingsWritten = "retention_settings.written",
    }
}

impl Event {
    /// The kind of record it is about.
    pub fn subject_kind(self) -> &'static str {
        self.as_str().split_once('.').map_or(self.as_str(), |(kind, _)| kind)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Audience, Event};

    #[test]
    fn the_records_of_one_kind_have_one_home_in_the_feed() {
        let mut homes = BTreeMap::new();
        for event in Event::ALL.iter().filter(|event| event.audience() != Audience::Journal) {
            let home = homes.entry(event.subject_kind()).or_insert(event.audience());
            assert_eq!(*home, event.audience(), "{event:?}");
        }
    }
}
