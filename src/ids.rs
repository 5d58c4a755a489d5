//! One line per typed identifier.

use crate::typed_id;

typed_id!(
    /// A training site.
    SiteId
);
typed_id!(
    /// A programme of the catalogue.
    ProgrammeId
);
typed_id!(
    /// A cohort.
    CohortId
);
typed_id!(
    /// A room of a site.
    RoomId
);
typed_id!(
    /// An employer's establishment.
    EmployerId
);
typed_id!(
    /// A company tutor.
    TutorId
);
typed_id!(
    /// An apprentice.
    ApprenticeId
);
typed_id!(
    /// A guardian of a minor.
    GuardianId
);
typed_id!(
    /// An apprentice in a cohort.
    EnrolmentId
);
typed_id!(
    /// The extra time granted to a candidate.
    ExamAccommodationId
);
typed_id!(
    /// An apprenticeship contract.
    ContractId
);
typed_id!(
    /// A deposit of a contract.
    ContractFilingId
);
typed_id!(
    /// A mail to somebody.
    MailId
);
typed_id!(
    /// A period during which somebody follows an apprentice.
    ReferentId
);
typed_id!(
    /// A derogation to the number of apprentices of a tutor.
    CeilingDerogationId
);
typed_id!(
    /// A unit of the exam that is not sat again.
    KeptUnitId
);
typed_id!(
    /// A signature of a period of a logbook.
    LogbookSignatureId
);
typed_id!(
    /// That a period of a logbook was sent back.
    LogbookReturnId
);
typed_id!(
    /// A visit in the company.
    VisitId
);
typed_id!(
    /// What somebody undertook to do at a visit.
    VisitCommitmentId
);
typed_id!(
    /// A note on a visit.
    VisitNoteId
);
typed_id!(
    /// A telephone contact.
    PhoneContactId
);
typed_id!(
    /// A mock exam session.
    MockExamId
);
typed_id!(
    /// A paper of a mock exam.
    PaperId
);
typed_id!(
    /// A mark at a paper.
    MarkId
);
typed_id!(
    /// An invitation of a tutor to a mock exam.
    MockExamInvitationId
);
typed_id!(
    /// Where an apprentice stands on a skill, as somebody said it.
    SkillPositionId
);
typed_id!(
    /// What the centre wants of a skill.
    SkillTargetId
);
typed_id!(
    /// What was learnt before, as recognised.
    PriorLearningId
);
typed_id!(
    /// A mission done in the company.
    CompanyMissionId
);
typed_id!(
    /// An amendment of a contract.
    AmendmentId
);
typed_id!(
    /// A deposit of an amendment.
    AmendmentFilingId
);
typed_id!(
    /// Something recorded as done.
    MilestoneId
);
typed_id!(
    /// Something due, made from what it is about.
    ObligationId
);
typed_id!(
    /// Something due that was given up.
    ObligationWaiverId
);
typed_id!(
    /// Something due that was put off.
    ObligationSnoozeId
);
typed_id!(
    /// A rupture of a contract, and the procedure that led to it.
    RuptureId
);
typed_id!(
    /// A difficulty of an apprentice that the site follows.
    DifficultyId
);
typed_id!(
    /// Somebody concerned by a difficulty.
    DifficultyPersonId
);
typed_id!(
    /// What is done about a difficulty.
    DifficultyStepId
);
typed_id!(
    /// A note on a difficulty.
    DifficultyNoteId
);
typed_id!(
    /// How a difficulty ended.
    DifficultyClosingId
);
typed_id!(
    /// That somebody took note of a signal.
    SignalAcknowledgementId
);
typed_id!(
    /// A step of a procedure of rupture.
    RuptureStepId
);
typed_id!(
    /// A company where an apprentice looks for a contract.
    SearchProspectId
);
typed_id!(
    /// What happened with such a company.
    SearchEventId
);
typed_id!(
    /// A complaint.
    ComplaintId
);
typed_id!(
    /// Something done about a complaint.
    ComplaintStepId
);
typed_id!(
    /// What somebody answered of their satisfaction.
    SatisfactionAnswerId
);
typed_id!(
    /// That somebody objects to surveys after their training.
    SurveyObjectionId
);
typed_id!(
    /// Something done during a stay without a contract.
    StayStepId
);
typed_id!(
    /// A person's account.
    AccountId
);
typed_id!(
    /// A person's session.
    SessionId
);
typed_id!(
    /// An invitation to open an account.
    InvitationId
);
typed_id!(
    /// A machine client.
    ClientId
);
typed_id!(
    /// A secret of a machine client.
    ClientSecretId
);
typed_id!(
    /// A file brought in.
    ImportId
);
typed_id!(
    /// What differs from the calendar of the cohort for one apprentice.
    CalendarOverrideId
);
typed_id!(
    /// An absence.
    AbsenceId
);
typed_id!(
    /// A signed link of a tutor.
    LinkId
);
typed_id!(
    /// Something taken back.
    WithdrawalId
);
typed_id!(
    /// The mark one of two people gives a paper.
    MarkReadingId
);
typed_id!(
    /// What two markers settled on.
    MarkReconciliationId
);
typed_id!(
    /// What the council says of a candidate at a mock exam.
    CouncilAppreciationId
);
typed_id!(
    /// A sitting of a mock exam.
    SittingId
);
typed_id!(
    /// The slot of a candidate at a sitting.
    SittingSlotId
);
typed_id!(
    /// That the sittings of a mock exam are shown.
    SittingPublicationId
);
typed_id!(
    /// The official exam of a candidate at a session.
    ExamResultId
);
typed_id!(
    /// What a candidate has at a unit of the official exam.
    ExamResultUnitId
);
typed_id!(
    /// A survey of a leaver.
    OutcomeSurveyId
);
typed_id!(
    /// What a leaver said they do.
    OutcomeAnswerId
);
typed_id!(
    /// A figure published by the administration.
    OfficialFigureId
);
typed_id!(
    /// A publication of rates.
    RatePublicationId
);
typed_id!(
    /// A rate of a publication.
    RatePublicationValueId
);
