//! Asking every room what it knows of an apprentice: one statement a question, whatever the number of answers.

use diesel::QueryResult;

use super::model::Gathered;
use crate::contracts::agreements;
use crate::contracts::amendments;
use crate::follow_up::phone_contacts;
use crate::follow_up::visits;
use crate::ids::{ApprenticeId, CohortId, ContractId, EnrolmentId, PaperId, VisitId};
use crate::learning::mock_exams;
use crate::people::apprentices;
use crate::platform::db::Tx;
use crate::ruptures::declarations;
use crate::trust::access::{Act, Caller, Reach};

/// Most records asked of a room.
const MOST_OF_A_ROOM: i64 = 300;

/// What the rooms say of an apprentice found within reach; a room the caller may not read says nothing.
pub fn gather(conn: &mut Tx, caller: &Caller, id: ApprenticeId) -> QueryResult<Gathered> {
    let mut said = Gathered::default();
    if let Some(reach) = reach_of(caller, Act::ReadApprentice) {
        said.enrolments = apprentices::store::enrolments_and_contracts(conn, &reach, &[id])?;
    }
    gather_contracts(conn, caller, id, &mut said)?;
    gather_exams(conn, caller, id, &mut said)?;
    let most = usize::try_from(MOST_OF_A_ROOM).unwrap_or_default();
    said.cut = [said.contracts.len(), said.ruptures.len(), said.visits.len(), said.phone_contacts.len()]
        .iter()
        .any(|rows| *rows > most);
    Ok(said)
}

fn reach_of(caller: &Caller, act: Act) -> Option<Reach> {
    caller.may(act).ok()
}

fn gather_contracts(
    conn: &mut Tx,
    caller: &Caller,
    id: ApprenticeId,
    said: &mut Gathered,
) -> QueryResult<()> {
    let (apprentice_id, limit) = (Some(id), MOST_OF_A_ROOM);
    if let Some(reach) = reach_of(caller, Act::ReadContract) {
        let wanted = agreements::store::Wanted { apprentice_id, limit, ..Default::default() };
        said.contracts = agreements::store::list(conn, &reach, &wanted)?;
        let theirs: Vec<ContractId> = said.contracts.iter().map(|contract| contract.id).collect();
        said.amendments = amendments::store::signed_of(conn, &theirs)?;
    }
    if let Some(reach) = reach_of(caller, Act::ReadRupture) {
        let wanted = declarations::store::Wanted { apprentice_id, limit, ..Default::default() };
        said.ruptures = declarations::store::list(conn, &reach, &wanted)?;
    }
    if let Some(reach) = reach_of(caller, Act::ReadVisit) {
        let wanted = visits::store::Wanted { apprentice_id, limit, ..Default::default() };
        said.visits = visits::store::list(conn, &reach, &wanted, chrono::NaiveDate::MIN)?;
        let held = said.visits.iter().filter(|visit| visit.report_number.is_some());
        let held: Vec<VisitId> = held.map(|visit| visit.id).collect();
        said.acknowledgements = visits::store::acknowledgements_of(conn, &held)?;
    }
    if let Some(reach) = reach_of(caller, Act::ReadPhoneContact) {
        let wanted = phone_contacts::store::Wanted { apprentice_id, limit, ..Default::default() };
        said.phone_contacts = phone_contacts::store::list(conn, &reach, &wanted)?;
    }
    Ok(())
}

fn gather_exams(conn: &mut Tx, caller: &Caller, id: ApprenticeId, said: &mut Gathered) -> QueryResult<()> {
    let Some(reach) = reach_of(caller, Act::ReadMockExam) else { return Ok(()) };
    let cohorts: Vec<CohortId> = said.enrolments.iter().map(|(row, _)| row.cohort.id).collect();
    said.exams = mock_exams::store::exams_of(conn, &reach, &cohorts)?;
    if let Some(reach) = reach_of(caller, Act::ReadMark) {
        said.papers = mock_exams::store::papers_of_exams(conn, &said.exams)?;
        let papers: Vec<PaperId> = said.papers.iter().map(|paper| paper.id).collect();
        let candidates: Vec<EnrolmentId> = said.enrolments.iter().map(|(row, _)| row.enrolment.id).collect();
        said.marks = Some(mock_exams::store::marks_at(conn, &reach, &papers, &candidates)?);
    }
    if let Some(reach) = reach_of(caller, Act::ReadMockExamInvitation) {
        said.invitations = mock_exams::store::invitations_about(conn, &reach, &said.exams, id)?;
    }
    Ok(())
}
