//! The facts of many files at once: a constant number of statements, whatever the number of apprentices.

mod cohorts;
mod files;
mod sites;
mod store;

pub use cohorts::gather_cohorts;
pub use files::gather;
pub use sites::gather_sites;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::Queryable;

use crate::contracts::agreements::Contract;
use crate::contracts::agreements::model::Party;
use crate::contracts::filings::model::FilingState;
use crate::contracts::tutorships::Tutorship;
use crate::follow_up::visits::model::{Acknowledger, CommitmentOwner, NoteVisibility};
use crate::follow_up::visits::rules::{CancelReason, VisitState};
use crate::ids::{
    AccountId, AmendmentId, ApprenticeId, CohortId, ComplaintId, ContractId, DifficultyId, EnrolmentId,
    MockExamId, MockExamInvitationId, RuptureId, SiteId, StayStepId, TutorId, VisitId,
};
use crate::law::calendar::Period;
use crate::law::deadlines::Facts;
use crate::law::deadlines::model::SiteMonths;
use crate::law::figures::DocumentKind;
use crate::law::holidays::HolidayZone;
use crate::learning::mock_exams::model::MockExamState;
use crate::outcomes::complaints::model::ComplaintSubject;
use crate::ruptures::difficulties::model::DifficultyOrigin;
use crate::ruptures::procedures::due::RuptureDue;

/// Everything obligations of one apprentice depend on.
#[derive(Debug, Clone)]
pub struct ApprenticeFile {
    pub apprentice: ApprenticeSeen,
    /// Their enrolments.
    pub trainings: Vec<EnrolmentFile>,
    /// Their contracts, drafts included, in the order of their first days.
    pub contracts: Vec<ContractFile>,
    pub visits: Vec<VisitSeen>,
    /// The reports that hold.
    pub reports: Vec<ReportSeen>,
    /// What was promised at their visits.
    pub commitments: Vec<CommitmentSeen>,
    /// What calls about them left to do.
    pub calls: Vec<CallSeen>,
    pub followed: Vec<FollowedSeen>,
    /// The mock exams of their cohorts.
    pub exams: Vec<ExamSeen>,
    /// The invitations of their tutors.
    pub invitations: Vec<InvitationSeen>,
    /// The documents received, by code.
    pub documents: Vec<(String, NaiveDate)>,
    /// What was done during stays without a contract.
    pub stay_steps: Vec<StayStepSeen>,
    /// What tutors and they told of difficulties.
    pub difficulties: Vec<DifficultySeen>,
}

/// What matters of an apprentice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ApprenticeSeen {
    pub id: ApprenticeId,
    /// Site of the file.
    pub site_id: SiteId,
    pub born_on: NaiveDate,
    /// Nationality on the official form, its one digit.
    pub nationality: Option<char>,
    /// Whether a minor is emancipated.
    pub emancipated: bool,
}

/// An enrolment, with what its cohort and its programme say.
#[derive(Debug, Clone)]
pub struct EnrolmentFile {
    pub enrolment_id: EnrolmentId,
    pub cohort_id: CohortId,
    /// The cycle of the cohort, until the end expected of this apprentice.
    pub cycle: Period,
    /// Their own first day in the training.
    pub entered_on: NaiveDate,
    /// Year of the exam session.
    pub exam_session: i32,
    pub enrolled_on: NaiveDate,
    /// Day of a definitive exclusion.
    pub excluded_on: Option<NaiveDate>,
    /// Visits the programme promises for each training year.
    pub visits_per_year: u8,
    /// Documents the programme asks for; none when it leaves those of everybody.
    pub documents: Vec<DocumentKind>,
    /// Months the site accepts around the start of the cycle.
    pub site_window: Option<SiteMonths>,
    /// Public holidays of the site, from the first day on.
    pub places: [(NaiveDate, HolidayZone); 1],
}

impl EnrolmentFile {
    /// Last day of the training for this apprentice: the eve of an exclusion, else the end of the cycle.
    pub fn last_day(&self) -> NaiveDate {
        self.excluded_on.map_or(self.cycle.to, |on| crate::law::calendar::add_days(on, -1).min(self.cycle.to))
    }
}

/// A contract, with what surrounds it.
#[derive(Debug, Clone)]
pub struct ContractFile {
    pub contract: Contract,
    pub drafted_on: NaiveDate,
    /// What its clock is read from.
    pub clock: Facts,
    /// Parties that signed so far.
    pub signed_by: Vec<Party>,
    /// Its deposits, in order.
    pub filings: Vec<FilingSeen>,
    /// The deposits of its amendments, in order.
    pub amendment_filings: Vec<(AmendmentSeen, FilingSeen)>,
    /// Its rupture, and the day the centre received the notice.
    pub rupture: Option<(RuptureId, NaiveDate)>,
    /// What the procedure of its rupture waits for.
    pub rupture_dues: Vec<RuptureDue>,
    /// Who is tutor from when to when, once it is signed.
    pub tutors: Vec<Tutorship>,
}

impl ContractFile {
    /// Whom something due on a day concerns in the company: the first tutor of that day, the last one after the contract, the
    /// one named while it is not signed.
    pub fn tutor_on(&self, day: NaiveDate) -> Option<TutorId> {
        let first = self.tutors.iter().filter(|one| one.rank == 1);
        let begun = first.filter(|one| one.from_on <= day.max(self.contract.starts_on));
        begun.max_by_key(|one| one.from_on).map(|one| one.tutor_id).or(self.contract.tutor_id)
    }
}

/// What matters of an amendment deposited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable)]
pub struct AmendmentSeen {
    pub id: AmendmentId,
    pub effective_on: NaiveDate,
    pub signed_on: Option<NaiveDate>,
}

/// What matters of a deposit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable)]
pub struct FilingSeen {
    /// Contract deposited.
    pub contract_id: ContractId,
    /// Rank of the attempt, from 1.
    pub attempt: i32,
    pub state: FilingState,
    pub sent_on: NaiveDate,
    /// Day the complete file was received.
    pub complete_on: Option<NaiveDate>,
    /// Day of the decision.
    pub decided_on: Option<NaiveDate>,
}

/// What matters of a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable)]
pub struct VisitSeen {
    pub id: VisitId,
    /// Contract under which it takes place.
    pub contract_id: ContractId,
    /// Tutor who receives it.
    pub tutor_id: TutorId,
    /// Year of the cycle and rank in it.
    pub slot: (i16, i16),
    pub planned_on: NaiveDate,
    /// Last day in time.
    pub due_on: NaiveDate,
    pub state: VisitState,
    /// Day it took place.
    pub held_on: Option<NaiveDate>,
    /// Why it was cancelled.
    pub cancelled_reason: Option<CancelReason>,
}

/// The report of a visit that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportSeen {
    pub visit_id: VisitId,
    /// Version, from 1.
    pub number: i16,
    pub written_on: NaiveDate,
    /// Who acknowledged it, each with the day.
    pub acknowledged: Vec<(Acknowledger, NaiveDate)>,
}

/// What somebody promised at a visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommitmentSeen {
    pub id: uuid::Uuid,
    pub visit_id: VisitId,
    /// Who is to do it.
    pub owner: CommitmentOwner,
    /// What is to be done.
    pub what: String,
    /// Last day to do it.
    pub due_on: NaiveDate,
    pub done_on: Option<NaiveDate>,
    /// Day it was promised.
    pub made_on: NaiveDate,
}

/// What a call about an apprentice left to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallSeen {
    pub id: uuid::Uuid,
    /// Who is to do it.
    pub owner: CommitmentOwner,
    /// What is to be done.
    pub what: String,
    /// Last day to do it.
    pub due_on: NaiveDate,
    /// Day it was done.
    pub cleared_on: Option<NaiveDate>,
    /// Day of the call.
    pub called_on: NaiveDate,
    /// Day it was written down.
    pub logged_on: NaiveDate,
    /// Contract it is about.
    pub contract_id: Option<ContractId>,
    /// Tutor who logged it.
    pub tutor_id: Option<TutorId>,
    /// Who may read it.
    pub visibility: NoteVisibility,
}

/// Something done during a stay without a contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StayStepSeen {
    pub id: StayStepId,
    pub enrolment_id: EnrolmentId,
    /// Contract broken before the stay.
    pub contract_id: Option<ContractId>,
    /// Code of the step.
    pub step: String,
    pub done_on: NaiveDate,
    /// Last day of the social cover it gives, when it is known.
    pub covered_until: Option<NaiveDate>,
}

/// A difficulty that a tutor or the apprentice told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DifficultySeen {
    pub id: DifficultyId,
    /// Contract it is about.
    pub contract_id: Option<ContractId>,
    /// Who told it.
    pub origin: DifficultyOrigin,
    /// Day it was told.
    pub told_on: NaiveDate,
    /// First day on which the staff did, noted or decided something of it.
    pub answered_on: Option<NaiveDate>,
}

/// A period during which somebody follows an apprentice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FollowedSeen {
    pub from_on: NaiveDate,
    /// Last day; none while it goes on.
    pub to_on: Option<NaiveDate>,
    /// Day from which the account no longer signs in.
    pub disabled_on: Option<NaiveDate>,
}

impl FollowedSeen {
    /// Last day on which somebody is really there.
    pub fn last_day(&self) -> NaiveDate {
        let eve = self.disabled_on.map_or(NaiveDate::MAX, |on| crate::law::calendar::add_days(on, -1));
        self.to_on.unwrap_or(NaiveDate::MAX).min(eve)
    }
}

/// What matters of a mock exam.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExamSeen {
    pub id: MockExamId,
    /// Cohort that sits it.
    pub cohort_id: CohortId,
    /// Rank in the cohort.
    pub ordinal: i16,
    /// First of the month planned: whoever was excluded by then does not sit it.
    pub month_on: NaiveDate,
    /// First and last day: those fixed, else the whole month planned.
    pub days: (NaiveDate, NaiveDate),
    /// Whether the days are fixed.
    pub fixed: bool,
    /// Whether tutors are invited.
    pub tutors_invited: bool,
    pub state: MockExamState,
}

/// What matters of an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvitationSeen {
    pub id: MockExamInvitationId,
    /// Mock exam.
    pub exam_id: MockExamId,
    pub tutor_id: TutorId,
    pub made_on: NaiveDate,
    pub answered_on: Option<NaiveDate>,
}

/// Everything obligations of a whole cohort depend on.
#[derive(Debug, Clone)]
pub struct CohortFile {
    pub id: CohortId,
    pub site_id: SiteId,
    pub cycle: Period,
    /// Year of its exam session.
    pub exam_session: i32,
    /// Everybody enrolled, and their registrations.
    pub candidates: Vec<CandidateSeen>,
    /// Its mock exams, with the marks entered.
    pub exams: Vec<(ExamSeen, MarksSeen)>,
}

/// What matters of somebody enrolled, for the exam of their class and those they sit after it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CandidateSeen {
    /// Day of a definitive exclusion.
    pub excluded_on: Option<NaiveDate>,
    /// Their own last day, when it is said.
    pub ends_on: Option<NaiveDate>,
    /// Days on which they were registered, given up since or not, by the year of the session.
    pub registered: BTreeMap<i32, NaiveDate>,
    /// Year of the first session at which they were admitted.
    pub admitted_at: Option<i32>,
}

/// How many marks of a mock exam are entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MarksSeen {
    /// Entered at compulsory papers.
    pub entered: i64,
    /// Awaited: candidates times compulsory papers.
    pub awaited: i64,
    pub last_on: Option<NaiveDate>,
}

/// Everything obligations of a site itself depend on.
#[derive(Debug, Clone)]
pub struct SiteFile {
    pub id: SiteId,
    pub complaints: Vec<ComplaintSeen>,
}

/// What matters of a complaint: nothing of whoever complains, nor of whom it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ComplaintSeen {
    pub id: ComplaintId,
    pub received_on: NaiveDate,
    pub subject: ComplaintSubject,
    /// Whoever treats it, when they still sign in and may read it.
    pub treated_by: Option<AccountId>,
    /// Day of the first answer.
    pub answered_on: Option<NaiveDate>,
    pub closed_on: Option<NaiveDate>,
}
