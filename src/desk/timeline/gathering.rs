//! Asking every room what it knows of an apprentice: one statement a question, whatever the number of answers.

use diesel::QueryResult;

use super::model::TimelineSources;
use crate::contracts::agreements;
use crate::contracts::amendments;
use crate::follow_up::phone_contacts;
use crate::follow_up::visits;
use crate::ids::{ApprenticeId, CohortId, ContractId, EnrolmentId, PaperId, VisitId};
use crate::learning::mock_exams;
use crate::people::apprentices;
use crate::platform::db::Tx;
use crate::platform::page::Rows;
use crate::ruptures::declarations;
use crate::trust::access::{Act, Caller, Reach};
use crate::trust::journal::Authors;
use crate::trust::withdrawals;

/// What is asked of the rooms hangs on no day.
const ANY_DAY: chrono::NaiveDate = chrono::NaiveDate::MIN;

/// Most records asked of a room.
const MOST_OF_A_ROOM: i64 = 300;

/// What the rooms say of an apprentice found within reach; a room the caller may not read says nothing.
pub fn gather(conn: &mut Tx, caller: &Caller, id: ApprenticeId) -> QueryResult<TimelineSources> {
    let mut sources = TimelineSources::default();
    if let Some(reach) = reach_of(caller, Act::ReadApprentice) {
        sources.enrolments = apprentices::store::enrolments_and_contracts(conn, &reach, &[id])?;
    }
    gather_contracts(conn, caller, id, &mut sources)?;
    gather_exams(conn, caller, id, &mut sources)?;
    gather_withdrawals(conn, caller, id, &mut sources)?;
    let most = usize::try_from(MOST_OF_A_ROOM).unwrap_or_default();
    sources.cut = [
        sources.contracts.len(),
        sources.ruptures.len(),
        sources.visits.len(),
        sources.phone_contacts.len(),
        sources.withdrawals.len(),
    ]
    .iter()
    .any(|rows| *rows > most);
    Ok(sources)
}

fn reach_of(caller: &Caller, act: Act) -> Option<Reach> {
    caller.may(act).ok()
}

fn gather_contracts(
    conn: &mut Tx,
    caller: &Caller,
    id: ApprenticeId,
    sources: &mut TimelineSources,
) -> QueryResult<()> {
    let (apprentice_id, limit) = (Some(id), MOST_OF_A_ROOM);
    if let Some(reach) = reach_of(caller, Act::ReadContract) {
        let filter = agreements::store::ContractFilter { apprentice: apprentice_id, ..Default::default() };
        sources.contracts = agreements::store::list(conn, &reach, &filter, ANY_DAY, &Rows::first(limit))?;
        let theirs: Vec<ContractId> = sources.contracts.iter().map(|contract| contract.id).collect();
        sources.amendments = amendments::store::signed_of(conn, &theirs)?;
    }
    if let Some(reach) = reach_of(caller, Act::ReadRupture) {
        let filter = declarations::store::RuptureFilter { apprentice: apprentice_id, ..Default::default() };
        sources.ruptures = declarations::store::list(conn, &reach, &filter, ANY_DAY, &Rows::first(limit))?;
    }
    if let Some(reach) = reach_of(caller, Act::ReadVisit) {
        let filter = visits::store::VisitFilter { apprentice: apprentice_id, ..Default::default() };
        sources.visits = visits::store::list(conn, &reach, &filter, ANY_DAY, &Rows::first(limit))?;
        let reported = sources.visits.iter().filter(|visit| visit.report_number.is_some());
        let reported: Vec<VisitId> = reported.map(|visit| visit.id).collect();
        sources.acknowledgements = visits::store::acknowledgements_of(conn, &reported)?;
    }
    if let Some(reach) = reach_of(caller, Act::ReadPhoneContact) {
        let filter =
            phone_contacts::store::PhoneContactFilter { apprentice: apprentice_id, ..Default::default() };
        let reader = phone_contacts::store::CallReader { role: caller.role, today: ANY_DAY };
        sources.phone_contacts =
            phone_contacts::store::list(conn, &reach, &filter, reader, &Rows::first(limit))?;
    }
    Ok(())
}

fn gather_withdrawals(
    conn: &mut Tx,
    caller: &Caller,
    id: ApprenticeId,
    sources: &mut TimelineSources,
) -> QueryResult<()> {
    let Some(reach) = reach_of(caller, Act::ReadWithdrawal) else { return Ok(()) };
    let filter = withdrawals::store::WithdrawalFilter { apprentice: Some(id), ..Default::default() };
    let rows = withdrawals::store::list(conn, caller, &reach, &filter, &Rows::first(MOST_OF_A_ROOM))?;
    let authors = Authors::find(conn, caller, rows.iter().map(|row| (row.author_kind, row.author_id)))?;
    let signed = rows.into_iter().map(|row| {
        let name = authors.of(row.author_kind, row.author_id).name;
        (row, name)
    });
    sources.withdrawals = signed.collect();
    Ok(())
}

fn gather_exams(
    conn: &mut Tx,
    caller: &Caller,
    id: ApprenticeId,
    sources: &mut TimelineSources,
) -> QueryResult<()> {
    let Some(reach) = reach_of(caller, Act::ReadMockExam) else { return Ok(()) };
    let cohorts: Vec<CohortId> = sources.enrolments.iter().map(|(row, _)| row.cohort.id).collect();
    sources.exams = mock_exams::store::exams_of(conn, &reach, &cohorts)?;
    if let Some(reach) = reach_of(caller, Act::ReadMark) {
        sources.papers = mock_exams::store::papers_of_exams(conn, &sources.exams)?;
        let papers: Vec<PaperId> = sources.papers.iter().map(|paper| paper.id).collect();
        let candidates: Vec<EnrolmentId> =
            sources.enrolments.iter().map(|(row, _)| row.enrolment.id).collect();
        sources.marks = Some(mock_exams::store::marks_at(conn, &reach, &papers, &candidates)?);
    }
    if let Some(reach) = reach_of(caller, Act::ReadMockExamInvitation) {
        sources.invitations = mock_exams::store::invitations_about(conn, &reach, &sources.exams, id)?;
    }
    Ok(())
}
