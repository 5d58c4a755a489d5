//! Who may do what: one table of roles and acts, from which every [`Reach`] comes.

mod fixed;
mod following;
mod link;
mod matrix;
mod reach;
mod rights;
mod role;
mod side;

use chrono::TimeDelta;
use serde::Serialize;

pub use self::fixed::{RULES, site_is_fixed};
pub use self::following::{
    Following, fellow_tutors, followed_apprentices, followed_contracts, followed_enrolments, open_since,
    tutored,
};
pub use self::link::{LinkGrant, LinkVerb};
pub use self::matrix::printed_matrix;
pub use self::reach::{Bounds, Caller, Reach};
pub use self::rights::{Right, code_of};
pub use self::role::{Extent, Role};
pub use self::side::Side;

use Extent::{All, No, Own, Site};

/// How long a password proved opens the acts that ask for a recent proof (ASVS 5.0.0-7.5.1 and 7.5.3).
pub const PROOF_LASTS: TimeDelta = TimeDelta::minutes(10);

macro_rules! acts {
    (@proof recent_proof) => { true };
    (@proof) => { false };
    ($($(#[$doc:meta])* $act:ident $row:tt $scope:literal $($proof:ident)?;)+) => {
        /// One act of the API.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Act { $($(#[$doc])* $act),+ }

        impl Act {
            /// Every act.
            pub const ALL: &'static [Self] = &[$(Self::$act),+];

            /// Name of the act, as the journal writes it.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$act => stringify!($act)),+ }
            }

            /// How far each role reaches, in the order of [`Role::ALL`].
            pub const fn row(self) -> [Extent; 6] {
                match self { $(Self::$act => $row),+ }
            }

            /// Scope a machine client needs for the act; none needed where it is empty.
            pub const fn scope(self) -> &'static str {
                match self { $(Self::$act => $scope),+ }
            }

            /// Whether a person must have proved their password within [`PROOF_LASTS`].
            pub const fn asks_for_recent_proof(self) -> bool {
                match self { $(Self::$act => acts!(@proof $($proof)?)),+ }
            }
        }
    };
}

acts! {
    //                      admin  manager trainer tutor student client
    /// Read who one is, and what one may do.
    ReadRights             [All,   All,    All,    All,  All,    Site] "";
    /// Read one's own sessions, calendar address and digest.
    ReadSelf               [All,   All,    All,    All,  All,    No] "";
    /// Change one's own password, end one's own sessions.
    ChangeSelf             [All,   All,    All,    All,  All,    No] "";
    /// Give one's own calendar a secret address.
    GiveFeed               [All,   All,    All,    All,  All,    No] "" recent_proof;
    /// Invite a person.
    InvitePerson           [All,   Site,   No,     No,   No,     No] "" recent_proof;
    /// Read accounts.
    ReadAccount            [All,   Site,   No,     No,   No,     No] "";
    /// Change, disable or enable an account, end its sessions.
    ChangeAccount          [All,   Site,   No,     No,   No,     No] "" recent_proof;
    /// Read machine clients.
    ReadClient             [All,   No,     No,     No,   No,     No] "";
    /// Create, change and revoke machine clients.
    ManageClient           [All,   No,     No,     No,   No,     No] "" recent_proof;
    /// Read what became of mails.
    ReadMail               [All,   Site,   No,     No,   No,     No] "";
    /// Send a mail again.
    ResendMail             [All,   Site,   No,     No,   No,     No] "";
    /// Read the versions of a training centre, a site or a programme.
    ReadCatalogueVersion   [All,   Site,   No,     No,   No,     No] "";
    /// Change a training centre (CFA), or go back to a version of it.
    ChangeCfa              [All,   No,     No,     No,   No,     No] "";
    /// Change a site, or go back to a version of it.
    ChangeSite             [All,   Site,   No,     No,   No,     No] "";
    /// Change a programme, or go back to a version of it.
    ChangeProgramme        [All,   Site,   No,     No,   No,     No] "";
    /// Read cohorts.
    ReadCohort             [All,   Site,   Site,   Own,  Own,    Site] "cohorts:read";
    /// Create a cohort.
    CreateCohort           [All,   Site,   No,     No,   No,     No] "";
    /// Read who is in a class, with their companies and tutors.
    ReadClassList          [All,   Site,   Site,   No,   No,     Site] "apprentices:read";
    /// Change a cohort.
    ChangeCohort           [All,   Site,   No,     No,   No,     No] "";
    /// Write the calendar of a cohort, and what differs for an apprentice.
    ChangeCalendar         [All,   Site,   No,     No,   No,     No] "";
    /// Read what differs from the calendar for an apprentice.
    ReadCalendarOverride   [All,   Site,   Site,   No,   Own,    No] "";
    /// Read employers.
    ReadEmployer           [All,   Site,   Site,   Own,  Own,    Site] "employers:read";
    /// Create an employer.
    CreateEmployer         [All,   Site,   No,     No,   No,     No] "";
    /// Change an employer.
    ChangeEmployer         [All,   Site,   No,     No,   No,     No] "";
    /// Read company tutors.
    ReadTutor              [All,   Site,   Site,   Own,  Own,    Site] "employers:read";
    /// Create a company tutor.
    CreateTutor            [All,   Site,   No,     No,   No,     No] "";
    /// Change a company tutor.
    ChangeTutor            [All,   Site,   No,     No,   No,     No] "";
    /// Read the derogations to the number of apprentices of a tutor.
    ReadCeilingDerogation  [All,   Site,   Site,   Own,  No,     Site] "employers:read";
    /// Record or change a derogation to the number of apprentices of a tutor.
    GrantCeilingDerogation [All,   Site,   No,     No,   No,     No] "";
    /// Read apprentices and their enrolments.
    ReadApprentice         [All,   Site,   Site,   Own,  Own,    Site] "apprentices:read";
    /// Create an apprentice.
    CreateApprentice       [All,   Site,   No,     No,   No,     No] "";
    /// Change an apprentice.
    ChangeApprentice       [All,   Site,   No,     No,   No,     No] "";
    /// Read guardians.
    ReadGuardian           [All,   Site,   Site,   No,   Own,    No] "";
    /// Write guardians.
    WriteGuardian          [All,   Site,   No,     No,   No,     No] "";
    /// Enrol an apprentice in a cohort.
    EnrolApprentice        [All,   Site,   No,     No,   No,     No] "";
    /// Change an enrolment.
    ChangeEnrolment        [All,   Site,   No,     No,   No,     No] "";
    /// Read contracts.
    ReadContract           [All,   Site,   Site,   Own,  Own,    Site] "contracts:read";
    /// Read the official form of a contract, which tells more than the contract.
    ReadContractForm       [All,   Site,   No,     No,   Own,    Site] "contracts:read";
    /// Compute the clock of a contract that is not kept, or the aid to its employer.
    SimulateClock          [All,   All,    All,    All,  All,    No] "";
    /// Draft a contract.
    CreateContract         [All,   Site,   No,     No,   No,     No] "";
    /// Change or discard a draft contract.
    ChangeContract         [All,   Site,   No,     No,   No,     No] "";
    /// Check what a contract still lacks.
    CheckContract          [All,   Site,   Site,   No,   No,     No] "";
    /// Record the deposit of a contract and its decision.
    FileContract           [All,   Site,   No,     No,   No,     No] "";
    /// Record the signature of a contract.
    SignContract           [All,   Site,   No,     No,   No,     No] "";
    /// Simulate the pay of a contract.
    SimulatePay            [All,   All,    All,    All,  All,    Site] "contracts:read";
    /// Read who follows an apprentice.
    ReadReferent           [All,   Site,   Site,   Own,  Own,    Site] "apprentices:read";
    /// Name who follows an apprentice.
    NameReferent           [All,   Site,   No,     No,   No,     No] "";
    /// Read visits.
    ReadVisit              [All,   Site,   Site,   Own,  Own,    Site] "visits:read";
    /// Plan a visit, or move it.
    PlanVisit              [All,   Site,   Site,   No,   No,     No] "";
    /// Cancel a visit.
    CancelVisit            [All,   Site,   Site,   No,   No,     No] "";
    /// Log what was seen and said at a visit.
    LogVisit               [All,   Site,   Site,   Own,  No,     No] "";
    /// Correct the report of a visit.
    CorrectVisit           [All,   Site,   Site,   Own,  No,     No] "";
    /// Acknowledge the report of a visit.
    AcknowledgeVisit       [All,   Site,   Site,   Own,  Own,    No] "";
    /// Read absences; the reason only for whom it concerns.
    ReadAbsence            [All,   Site,   Site,   Own,  Own,    Site] "absences:read";
    /// Enter absences.
    EnterAbsence           [All,   Site,   Site,   No,   No,     No] "";
    /// Justify, correct or cancel an absence.
    ChangeAbsence          [All,   Site,   Site,   No,   No,     No] "";
    /// Read who is where on a day.
    ReadWhereabouts        [All,   Site,   Site,   No,   No,     No] "";
    /// Read telephone contacts.
    ReadPhoneContact       [All,   Site,   Site,   Own,  Own,    Site] "phone_contacts:read";
    /// Log a telephone contact, change, correct or follow it up.
    LogPhoneContact        [All,   Site,   Site,   Own,  No,     No] "";
    /// Read the rooms of a site.
    ReadRoom               [All,   Site,   Site,   No,   No,     No] "";
    /// Make rooms of a site known, change or retire them.
    ManageRoom             [All,   Site,   No,     No,   No,     No] "";
    /// Read mock exams and their papers.
    ReadMockExam           [All,   Site,   Site,   Own,  Own,    Site] "mock_exams:read";
    /// Fix, hold or cancel a mock exam.
    ChangeMockExam         [All,   Site,   Site,   No,   No,     No] "";
    /// Read sittings of mock exams: all for staff; once published, those they judge or sit, and their own slots.
    ReadSitting            [All,   Site,   Site,   Own,  Own,    No] "";
    /// Read in which order the candidates of a sitting come, for its jurors.
    ReadRunningOrder       [All,   Site,   Site,   Own,  No,     No] "";
    /// Print the convocation of a candidate.
    ReadConvocation        [All,   Site,   Site,   No,   Own,    No] "";
    /// Plan sittings of mock exams, place their candidates, take them back.
    PlanSitting            [All,   Site,   Site,   No,   No,     No] "";
    /// Show the sittings of a mock exam to its candidates and jurors.
    PublishSittings        [All,   Site,   Site,   No,   No,     No] "";
    /// Read marks; apprentices and tutors once they are released.
    ReadMark               [All,   Site,   Site,   Own,  Own,    Site] "mock_exams:read";
    /// Read how marks of a mock exam are distributed, without names; apprentices and tutors once they are released.
    ReadMarkDistribution   [All,   Site,   Site,   Own,  Own,    Site] "mock_exams:read";
    /// Read what each of two markers gave a paper.
    ReadMarkReading        [All,   Site,   Site,   No,   No,     No] "";
    /// Rank the candidates of a mock exam.
    RankCandidates         [All,   Site,   Site,   No,   No,     No] "";
    /// Enter marks.
    EnterMark              [All,   Site,   Site,   No,   No,     No] "";
    /// Read which units of the exam apprentices do not sit again.
    ReadKeptUnit           [All,   Site,   Site,   Own,  Own,    Site] "mock_exams:read";
    /// Record that a unit of the exam is kept or dispensed with, correct it, take it back.
    ChangeKeptUnit         [All,   Site,   No,     No,   No,     No] "";
    /// Read the extra time granted for exams; among trainers the disability referent alone.
    ReadExamAccommodation  [All,   Site,   Site,   No,   Own,    No] "";
    /// Record the extra time granted for exams, correct it, take it back.
    ChangeExamAccommodation [All,  Site,   No,     No,   No,     No] "";
    /// Read invitations of tutors to mock exams.
    ReadMockExamInvitation [All,   Site,   Site,   Own,  No,     No] "";
    /// Invite tutors to a mock exam.
    InviteTutor            [All,   Site,   Site,   No,   No,     No] "";
    /// Answer an invitation to a mock exam.
    AnswerInvitation       [All,   Site,   Site,   Own,  No,     No] "";
    /// Read where apprentices stand on skills.
    ReadSkillPosition      [All,   Site,   Site,   Own,  Own,    No] "";
    /// Print what the centre attests of the skills of a block.
    ReadSkillAttestation   [All,   Site,   Site,   No,   Own,    No] "";
    /// Say, in one's own voice, where an apprentice stands on skills.
    SaySkillPosition       [All,   Site,   Site,   Own,  Own,    No] "";
    /// Say where the apprentices of a class stand on skills.
    SayClassSkillPositions [All,   Site,   Site,   No,   No,     No] "";
    /// Set the levels the centre wants an apprentice to reach.
    SetSkillTarget         [All,   Site,   Site,   No,   No,     No] "";
    /// Recognise what an apprentice had learnt before.
    RecognisePriorLearning [All,   Site,   Site,   No,   No,     No] "";
    /// Read the missions done in the company, and what they cover.
    ReadMission            [All,   Site,   Site,   Own,  Own,    No] "";
    /// Log a mission done in the company.
    LogMission             [All,   Site,   Site,   Own,  Own,    No] "";
    /// Read the difficulties followed: office, the trainers who follow; the apprentice and the tutor once shared.
    ReadDifficulty         [All,   Site,   Site,   Own,  Own,    No] "";
    /// Say that an apprentice meets a difficulty.
    OpenDifficulty         [All,   Site,   Site,   Own,  Own,    No] "";
    /// Note something of a difficulty.
    NoteDifficulty         [All,   Site,   Site,   No,   No,     No] "";
    /// Say who is concerned by a difficulty, what is done about it, how it ends.
    ManageDifficulty       [All,   Site,   No,     No,   No,     No] "";
    /// Read the mediator a site sends people to.
    ReadMediator           [All,   Site,   Site,   No,   No,     No] "";
    /// Say which mediator a site sends people to.
    ChangeMediator         [All,   Site,   No,     No,   No,     No] "";
    /// Read the signals that show of an apprentice.
    ReadSignal             [All,   Site,   Site,   No,   Own,    No] "";
    /// Read the signals that show at a site, and its thresholds.
    ReadWatch              [All,   Site,   Site,   No,   No,     No] "";
    /// Set the thresholds of a site.
    ChangeWatch            [All,   Site,   No,     No,   No,     No] "";
    /// Take note of a signal, so that it is not counted for a while.
    AcknowledgeSignal      [All,   Site,   No,     No,   No,     No] "";
    /// Read the logbook of an apprentice.
    ReadLogbook            [All,   Site,   Site,   Own,  Own,    No] "";
    /// Sign a period of a logbook in one's own voice, send it back, take either back.
    SignLogbook            [All,   Site,   Site,   Own,  Own,    No] "";
    /// Read ruptures.
    ReadRupture            [All,   Site,   Site,   Own,  Own,    Site] "ruptures:read";
    /// Declare a rupture.
    DeclareRupture         [All,   Site,   No,     No,   No,     No] "";
    /// Correct a rupture.
    ChangeRupture          [All,   Site,   No,     No,   No,     No] "";
    /// Read official exams: registrations, marks once the jury decided for apprentices, decisions.
    ReadExamResult         [All,   Site,   Site,   No,   Own,    Site] "outcomes:read";
    /// Enter, correct and take back official exams.
    EnterExamResult        [All,   Site,   No,     No,   No,     No] "";
    /// Read who of a class is registered for the official exam, and what is missing.
    ReadExamRegistration   [All,   Site,   Site,   No,   No,     Site] "outcomes:read";
    /// Read surveys of leavers, what they answered, and official figures.
    ReadOutcome            [All,   Site,   Site,   No,   No,     Site] "outcomes:read";
    /// Open surveys of leavers, make their links, remind them.
    SurveyLeavers          [All,   Site,   No,     No,   No,     No] "";
    /// Enter what a leaver said, and take answers back.
    EnterOutcome           [All,   Site,   Site,   No,   No,     No] "";
    /// Answer one's own survey, by its signed link.
    AnswerOutcome          [No,    No,     No,     No,   Own,    No] "";
    /// Read whether an apprentice objects to surveys after their training.
    ReadSurveyObjection    [All,   Site,   Site,   No,   Own,    No] "";
    /// Write that an apprentice objects to surveys after their training, take it back.
    ObjectToSurvey         [All,   Site,   Site,   No,   Own,    No] "";
    /// Say how satisfied one is, before a visit or once a year; take it back.
    SaySatisfaction        [No,    No,     No,     Own,  Own,    No] "";
    /// Read how satisfied apprentices and tutors are, added up.
    ReadSatisfaction       [All,   Site,   Site,   No,   No,     No] "";
    /// Read what they add in words, without names.
    ReadSatisfactionWords  [All,   Site,   No,     No,   No,     No] "";
    /// Read what evidences the indicators of the national quality standard, counted.
    ReadQualityEvidence    [All,   Site,   No,     No,   No,     No] "";
    /// Read complaints and what was done about them.
    ReadComplaint          [All,   Site,   No,     No,   No,     No] "";
    /// Write down a complaint received.
    RecordComplaint        [All,   Site,   Site,   No,   No,     No] "";
    /// Treat complaints: correct, assign, record steps, close, take back.
    TreatComplaint         [All,   Site,   No,     No,   No,     No] "";
    /// Write official figures beside our own.
    WriteOfficialFigure    [All,   Site,   No,     No,   No,     No] "";
    /// Read the rates of a training, and what was published of them.
    ReadIndicator          [All,   Site,   Site,   No,   No,     Site] "outcomes:read";
    /// Read who is behind a rate, by name.
    ReadIndicatorCase      [All,   Site,   Site,   No,   No,     No] "";
    /// Publish rates, or withdraw what was published.
    PublishIndicators      [All,   Site,   No,     No,   No,     No] "";
    /// Read the figures of yearly declarations, and who is behind them.
    ReadDeclaration        [All,   Site,   No,     No,   No,     No] "";
    /// Read how long files are kept, and whose time has come.
    ReadRetention          [All,   Site,   No,     No,   No,     No] "";
    /// Set how long files are kept and what goes by itself.
    ChangeRetention        [All,   Site,   No,     No,   No,     No] "";
    /// Read procedures of rupture, with what was done against the law.
    ReadRuptureCase        [All,   Site,   Site,   No,   No,     No] "";
    /// Run a procedure of rupture: open it, record its steps, end the contract, give it up.
    RunRupture             [All,   Site,   No,     No,   No,     No] "";
    /// Simulate the rupture of a contract.
    SimulateRupture        [All,   Site,   Site,   No,   No,     No] "";
    /// Read the right of an apprentice to stay without a contract, and what is done for the trainee.
    ReadStay               [All,   Site,   Site,   No,   Own,    No] "";
    /// Record, correct or take back what is done for an apprentice without a contract.
    RecordStayStep         [All,   Site,   Site,   No,   No,     No] "";
    /// Read the search of an apprentice for an employer.
    ReadEmployerSearch     [All,   Site,   Site,   No,   Own,    No] "";
    /// Add to the search of an apprentice for an employer, correct it, take back.
    WriteEmployerSearch    [All,   Site,   Site,   No,   Own,    No] "";
    /// Read the brief made for the tutor who takes over an apprentice.
    ReadHandoverBrief      [All,   Site,   Site,   Own,  No,     No] "";
    /// Read what was recorded as done about contracts and files.
    ReadMilestone          [All,   Site,   Site,   Own,  Own,    Site] "milestones:read";
    /// Record, correct or withdraw what was done.
    RecordMilestone        [All,   Site,   No,     No,   No,     No] "";
    /// Read what is due.
    ReadObligation         [All,   Site,   Site,   Own,  Own,    Site] "obligations:read";
    /// Give up something due, or put it off, with a reason.
    SettleObligation       [All,   Site,   Site,   No,   No,     No] "";
    /// Read one's own morning.
    ReadMorning            [All,   Site,   Site,   Own,  Own,    No] "";
    /// Read the dashboard of a site.
    ReadDashboard          [All,   Site,   Site,   No,   No,     No] "";
    /// Read imports and their rows.
    ReadImport             [All,   Site,   No,     No,   No,     No] "";
    /// Bring a file in, as a dry run.
    CreateImport           [All,   Site,   No,     No,   No,     No] "";
    /// Create the records of an import.
    CommitImport           [All,   Site,   No,     No,   No,     No] "";
    /// Remove the records of an import.
    UndoImport             [All,   Site,   No,     No,   No,     No] "";
    /// Take a whole list away as a file.
    ExportList             [All,   Site,   No,     No,   No,     No] "" recent_proof;
    /// Make a signed link for a tutor.
    CreateLink             [All,   Site,   Site,   No,   No,     No] "";
    /// Read the signed links of a tutor and their use.
    ReadLink               [All,   Site,   Site,   No,   No,     No] "";
    /// Revoke a signed link.
    RevokeLink             [All,   Site,   Site,   No,   No,     No] "";
    /// Read the brief of one's apprentices, by a signed link.
    ReadBrief              [No,    No,     No,     Own,  No,     No] "";
    /// Read what was taken back, of the records one reads.
    ReadWithdrawal         [All,   Site,   Site,   Own,  Own,    Site] "changes:read";
    /// Bring back what was taken back, for who may take it back.
    RestoreWithdrawal      [All,   Site,   Site,   No,   No,     No] "";
    /// Read the timeline of an apprentice.
    ReadTimeline           [All,   Site,   Site,   Own,  Own,    Site] "apprentices:read";
    /// Read the change feed.
    ReadChanges            [All,   No,     No,     No,   No,     Site] "changes:read";
}

/// Every scope a machine client may be given.
pub const SCOPES: &[&str] = &[
    "absences:read",
    "apprentices:read",
    "changes:read",
    "cohorts:read",
    "contracts:read",
    "employers:read",
    "milestones:read",
    "mock_exams:read",
    "phone_contacts:read",
    "obligations:read",
    "outcomes:read",
    "ruptures:read",
    "visits:read",
];
