//! The rows obligations depend on, wherever they are kept: one statement a question. No reach narrows them: they are
//! the facts of whole files, and what is derived from them is narrowed when it is read.

mod of_cohorts;
mod of_complaints;
mod of_difficulties;
mod of_stays;

pub use of_cohorts::{CandidateRow, candidates, cohorts_of, exams, marks, papers};
pub use of_complaints::complaints_of;
pub use of_difficulties::difficulties_told;
pub use of_stays::stay_steps_of;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use uuid::Uuid;

use super::files::grouped;
use super::{
    AmendmentSeen, ApprenticeSeen, CallSeen, CommitmentSeen, FilingSeen, FollowedSeen, InvitationSeen,
    ReportSeen, VisitSeen,
};
use crate::catalogue::programmes::versions::FollowedProgramme;
use crate::contracts::agreements::Contract;
use crate::contracts::agreements::model::Party;
use crate::follow_up::visits::model::{Acknowledger, CommitmentOwner, NoteVisibility};
use crate::ids::{
    ApprenticeId, CohortId, ContractId, EnrolmentId, MockExamId, RuptureId, SiteId, TutorId, VisitId,
};
use crate::law::deadlines::model::MilestoneKind;
use crate::people::apprentices::model::EntryDates;
use crate::platform::clock::paris_day;
use crate::platform::db::{Tx, any_of};
use crate::schema::{
    accounts, amendment_filings, amendments, apprentices, cohorts, contract_filings, contract_signatures,
    contracts, enrolments, milestones, mock_exam_invitations, phone_contacts, programmes, referents,
    ruptures, visit_acknowledgements, visit_commitments, visit_reports, visits,
};
use crate::trust::journal::AuthorKind;

/// An enrolment with its cohort and the code of its programme.
#[derive(Debug, Queryable)]
pub struct TrainingRow {
    pub enrolment_id: EnrolmentId,
    pub apprentice_id: ApprenticeId,
    pub cohort_id: CohortId,
    pub dates: EntryDates,
    pub exam_session: i32,
    pub programme: FollowedProgramme,
}

/// The apprentices still there.
pub fn people(conn: &mut Tx, ids: &[ApprenticeId]) -> QueryResult<Vec<ApprenticeSeen>> {
    let rows: Vec<(ApprenticeId, SiteId, NaiveDate, Option<String>, bool)> = apprentices::table
        .filter(apprentices::id.eq(any_of(ids.to_vec())))
        .order(apprentices::id)
        .select((
            apprentices::id,
            apprentices::site_id,
            apprentices::born_on,
            apprentices::nationality_code,
            apprentices::emancipated,
        ))
        .load(conn)?;
    let person = |(id, site_id, born_on, code, emancipated): (_, _, _, Option<String>, _)| {
        let nationality = code.and_then(|code| code.chars().next());
        ApprenticeSeen { id, site_id, born_on, nationality, emancipated }
    };
    Ok(rows.into_iter().map(person).collect())
}

/// Their enrolments, in the order of the cycles.
pub fn trainings(conn: &mut Tx, ids: &[ApprenticeId]) -> QueryResult<Vec<TrainingRow>> {
    enrolments::table
        .inner_join(cohorts::table.on(cohorts::id.eq(enrolments::cohort_id)))
        .inner_join(programmes::table.on(programmes::id.eq(cohorts::programme_id)))
        .filter(enrolments::apprentice_id.eq(any_of(ids.to_vec())))
        .order((enrolments::apprentice_id, cohorts::starts_on, enrolments::id))
        .select((
            enrolments::id,
            enrolments::apprentice_id,
            enrolments::cohort_id,
            EntryDates::as_select(),
            cohorts::exam_session,
            FollowedProgramme::as_select(),
        ))
        .load(conn)
}

/// Their contracts, drafts included, in the order of the first days.
pub fn contracts_of(conn: &mut Tx, ids: &[ApprenticeId]) -> QueryResult<Vec<Contract>> {
    contracts::table
        .filter(contracts::apprentice_id.eq(any_of(ids.to_vec())))
        .order((contracts::apprentice_id, contracts::starts_on, contracts::id))
        .select(Contract::as_select())
        .load(conn)
}

/// Who signed some contracts so far.
pub fn parties(conn: &mut Tx, ids: &[ContractId]) -> QueryResult<Vec<(ContractId, Party)>> {
    contract_signatures::table
        .filter(contract_signatures::contract_id.eq(any_of(ids.to_vec())))
        .order((contract_signatures::contract_id, contract_signatures::party))
        .select((contract_signatures::contract_id, contract_signatures::party))
        .load(conn)
}

/// The deposits of some contracts, in the order of the attempts.
pub fn filings(conn: &mut Tx, ids: &[ContractId]) -> QueryResult<Vec<FilingSeen>> {
    contract_filings::table
        .filter(contract_filings::contract_id.eq(any_of(ids.to_vec())))
        .order((contract_filings::contract_id, contract_filings::attempt))
        .select((
            contract_filings::contract_id,
            contract_filings::attempt,
            contract_filings::state,
            contract_filings::sent_on,
            contract_filings::complete_on,
            contract_filings::decided_on,
        ))
        .load(conn)
}

/// The deposits of the amendments of some contracts, in the order of the attempts.
pub fn amendment_filings(conn: &mut Tx, ids: &[ContractId]) -> QueryResult<Vec<(AmendmentSeen, FilingSeen)>> {
    amendment_filings::table
        .inner_join(amendments::table.on(amendments::id.eq(amendment_filings::amendment_id)))
        .filter(amendment_filings::contract_id.eq(any_of(ids.to_vec())))
        .order((amendment_filings::amendment_id, amendment_filings::attempt))
        .select((
            (amendments::id, amendments::effective_on, amendments::signed_on),
            (
                amendment_filings::contract_id,
                amendment_filings::attempt,
                amendment_filings::state,
                amendment_filings::sent_on,
                amendment_filings::complete_on,
                amendment_filings::decided_on,
            ),
        ))
        .load(conn)
}

/// The ruptures of some contracts, and the day each was notified.
pub fn ruptures_of(
    conn: &mut Tx,
    ids: &[ContractId],
) -> QueryResult<Vec<(ContractId, (RuptureId, NaiveDate))>> {
    ruptures::table
        .filter(ruptures::contract_id.eq(any_of(ids.to_vec())))
        .select((ruptures::contract_id, (ruptures::id, ruptures::notice_received_on)))
        .load(conn)
}

/// Their visits, cancelled ones included, with the apprentice of each.
pub fn visits_of(conn: &mut Tx, ids: &[ApprenticeId]) -> QueryResult<Vec<(ApprenticeId, VisitSeen)>> {
    visits::table
        .filter(visits::apprentice_id.eq(any_of(ids.to_vec())))
        .order((visits::apprentice_id, visits::due_on, visits::id))
        .select((
            visits::apprentice_id,
            (
                visits::id,
                visits::contract_id,
                visits::tutor_id,
                (visits::training_year, visits::ordinal),
                visits::planned_on,
                visits::due_on,
                visits::state,
                visits::held_on,
                visits::cancelled_reason,
            ),
        ))
        .load(conn)
}

/// The reports of their visits that hold, with who acknowledged them; those that the base took over from before reports
/// were acknowledged ask nothing of anybody.
pub fn reports_of(conn: &mut Tx, ids: &[ApprenticeId]) -> QueryResult<Vec<(ApprenticeId, ReportSeen)>> {
    let rows: Vec<(ApprenticeId, VisitId, i16, DateTime<Utc>)> = visit_reports::table
        .inner_join(visits::table.on(visits::id.eq(visit_reports::visit_id)))
        .filter(visits::apprentice_id.eq(any_of(ids.to_vec())))
        .filter(visits::report_number.assume_not_null().eq(visit_reports::number))
        .filter(visit_reports::author_kind.ne(AuthorKind::System.as_str()))
        .order((visits::apprentice_id, visit_reports::visit_id))
        .select((
            visits::apprentice_id,
            visit_reports::visit_id,
            visit_reports::number,
            visit_reports::written_at,
        ))
        .load(conn)?;
    let signed: Vec<(VisitId, (Acknowledger, DateTime<Utc>))> = visit_acknowledgements::table
        .inner_join(visits::table.on(visits::id.eq(visit_acknowledgements::visit_id)))
        .filter(visits::apprentice_id.eq(any_of(ids.to_vec())))
        .filter(visits::report_number.assume_not_null().eq(visit_acknowledgements::number))
        .select((
            visit_acknowledgements::visit_id,
            (visit_acknowledgements::party, visit_acknowledgements::acknowledged_at),
        ))
        .load(conn)?;
    let mut signed = grouped(signed);
    let seen = |(apprentice, visit_id, number, written_at): (_, _, _, DateTime<Utc>)| {
        let by = signed.remove(&visit_id).unwrap_or_default();
        let acknowledged = by.into_iter().map(|(party, at)| (party, paris_day(at))).collect();
        (apprentice, ReportSeen { visit_id, number, written_on: paris_day(written_at), acknowledged })
    };
    Ok(rows.into_iter().map(seen).collect())
}

/// What was promised at their visits and still holds.
pub fn commitments_of(
    conn: &mut Tx,
    ids: &[ApprenticeId],
) -> QueryResult<Vec<(ApprenticeId, CommitmentSeen)>> {
    type CommitmentsOfRow = (
        ApprenticeId,
        (Uuid, VisitId, CommitmentOwner),
        (String, NaiveDate, Option<NaiveDate>, DateTime<Utc>),
    );
    let told_in = visit_reports::visit_id
        .eq(visit_commitments::visit_id)
        .and(visit_reports::number.eq(visit_commitments::reported_in));
    let rows: Vec<CommitmentsOfRow> = visit_commitments::table
        .inner_join(visits::table.on(visits::id.eq(visit_commitments::visit_id)))
        .inner_join(visit_reports::table.on(told_in))
        .filter(visits::apprentice_id.eq(any_of(ids.to_vec())))
        .filter(visit_commitments::withdrawn_in.is_null())
        .order((visits::apprentice_id, visit_commitments::due_on, visit_commitments::id))
        .select((
            visits::apprentice_id,
            (visit_commitments::id, visit_commitments::visit_id, visit_commitments::owner),
            (
                visit_commitments::what,
                visit_commitments::due_on,
                visit_commitments::done_on,
                visit_reports::written_at,
            ),
        ))
        .load(conn)?;
    let seen = |(apprentice, (id, visit_id, owner), (what, due_on, done_on, made_at)): CommitmentsOfRow| {
        let made_on = paris_day(made_at);
        (apprentice, CommitmentSeen { id, visit_id, owner, what, due_on, done_on, made_on })
    };
    Ok(rows.into_iter().map(seen).collect())
}

/// A call as it is looked up: about whom, what is next, then the call itself.
type CallRow = (
    ApprenticeId,
    (Uuid, CommitmentOwner, String, NaiveDate),
    (Option<NaiveDate>, DateTime<Utc>, NaiveDate),
    (Option<ContractId>, Option<TutorId>, NoteVisibility),
);

/// What calls about them left to do.
pub fn calls_of(conn: &mut Tx, ids: &[ApprenticeId]) -> QueryResult<Vec<(ApprenticeId, CallSeen)>> {
    let rows: Vec<CallRow> = phone_contacts::table
        .filter(phone_contacts::apprentice_id.eq(any_of(ids.to_vec())))
        .filter(phone_contacts::next_action.is_not_null())
        .order((phone_contacts::apprentice_id, phone_contacts::id))
        .select((
            phone_contacts::apprentice_id,
            (
                phone_contacts::id,
                phone_contacts::next_action_owner.assume_not_null(),
                phone_contacts::next_action.assume_not_null(),
                phone_contacts::next_action_on.assume_not_null(),
            ),
            (phone_contacts::cleared_on, phone_contacts::called_at, phone_contacts::logged_on),
            (phone_contacts::contract_id, phone_contacts::tutor_id, phone_contacts::visibility),
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(call_seen).collect())
}

fn call_seen((apprentice, next, call, about): CallRow) -> (ApprenticeId, CallSeen) {
    let (id, owner, what, due_on) = next;
    let (cleared_on, called_at, logged_on) = call;
    let (contract_id, tutor_id, visibility) = about;
    let called_on = paris_day(called_at);
    let seen = CallSeen {
        id,
        owner,
        what,
        due_on,
        cleared_on,
        called_on,
        logged_on,
        contract_id,
        tutor_id,
        visibility,
    };
    (apprentice, seen)
}

/// Who follows them, from when to when.
pub fn followed(conn: &mut Tx, ids: &[ApprenticeId]) -> QueryResult<Vec<(ApprenticeId, FollowedSeen)>> {
    type FollowedRow = (ApprenticeId, NaiveDate, Option<NaiveDate>, Option<DateTime<Utc>>);
    let rows: Vec<FollowedRow> = referents::table
        .inner_join(accounts::table.on(accounts::id.eq(referents::account_id)))
        .filter(referents::apprentice_id.eq(any_of(ids.to_vec())))
        .order((referents::apprentice_id, referents::from_on, referents::id))
        .select((referents::apprentice_id, referents::from_on, referents::to_on, accounts::disabled_at))
        .load(conn)?;
    let seen = |(apprentice, from_on, to_on, disabled_at): FollowedRow| {
        (apprentice, FollowedSeen { from_on, to_on, disabled_on: disabled_at.map(paris_day) })
    };
    Ok(rows.into_iter().map(seen).collect())
}

/// The invitations about some apprentices, in the order of writing.
pub fn invitations(conn: &mut Tx, ids: &[ApprenticeId]) -> QueryResult<Vec<(ApprenticeId, InvitationSeen)>> {
    type InvitationsRow = (
        ApprenticeId,
        crate::ids::MockExamInvitationId,
        MockExamId,
        TutorId,
        NaiveDate,
        Option<DateTime<Utc>>,
    );
    let rows: Vec<InvitationsRow> = mock_exam_invitations::table
        .filter(mock_exam_invitations::apprentice_id.eq(any_of(ids.to_vec())))
        .order((mock_exam_invitations::apprentice_id, mock_exam_invitations::id))
        .select((
            mock_exam_invitations::apprentice_id,
            mock_exam_invitations::id,
            mock_exam_invitations::mock_exam_id,
            mock_exam_invitations::tutor_id,
            mock_exam_invitations::invited_on,
            mock_exam_invitations::answered_at,
        ))
        .load(conn)?;
    let seen = |(apprentice, id, exam_id, tutor_id, made_on, answered_at): InvitationsRow| {
        let answered_on = answered_at.map(paris_day);
        (apprentice, InvitationSeen { id, exam_id, tutor_id, made_on, answered_on })
    };
    Ok(rows.into_iter().map(seen).collect())
}

/// The documents received from some apprentices.
pub fn documents(
    conn: &mut Tx,
    ids: &[ApprenticeId],
) -> QueryResult<Vec<(ApprenticeId, (String, NaiveDate))>> {
    milestones::table
        .filter(milestones::apprentice_id.eq(any_of(ids.to_vec())))
        .filter(milestones::kind.eq(MilestoneKind::Document))
        .filter(milestones::withdrawn_at.is_null())
        .select((milestones::apprentice_id, (milestones::step, milestones::done_on)))
        .load(conn)
}
