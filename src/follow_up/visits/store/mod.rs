//! Every query on visits.

mod lists;
mod planned;
mod reports;

pub use lists::{VisitFilter, count, held_of, list, sites_of};
pub use planned::{
    Journey, ToPlace, changed_under, journeys, lock_all, plan_again, planned_within, remove_under, revive,
    to_place,
};
pub use reports::{
    acknowledge, acknowledgements_of, author_in, authors_of, commitment, contents_of, correct, first_author,
    forget_acknowledgement, hold, insert_commitments, insert_note, insert_report, lock_commitment, lock_note,
    programme_code, settle, touch, versions_of, withdraw_commitments, written_in,
};

use chrono::NaiveDate;
use diesel::pg::Pg;
use diesel::prelude::*;

use crate::at_sites;
use crate::contracts::agreements::Contract;
use crate::contracts::tutorships;
use crate::follow_up::visits::model::{Appointment, ContractDays, Visit};
use crate::follow_up::visits::rules::{CancelReason, PlannedVisit, VisitState};
use crate::ids::{ContractId, TutorId, VisitId};
use crate::platform::db::Tx;
use crate::schema::{contracts, visits};
use crate::trust::access::{Bounds, Reach, followed_contracts, open_since, tutored};

type VisitQuery<'a> = visits::BoxedQuery<'a, Pg>;

/// The visits within reach: those of the contracts they follow for tutors, their own for students.
fn reachable<'a>(reach: &Reach) -> VisitQuery<'a> {
    let rows = visits::table.into_boxed();
    match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, visits::site_id, sites),
        Bounds::Tutor(tutor) => rows.filter(visits::contract_id.eq_any(followed_contracts(*tutor))),
        Bounds::Link { tutor, apprentices } => rows
            .filter(visits::contract_id.eq_any(followed_contracts(*tutor)))
            .filter(visits::apprentice_id.eq_any(apprentices.clone())),
        Bounds::Apprentice(apprentice) => rows.filter(visits::apprentice_id.eq(*apprentice)),
    }
}

/// One visit.
pub fn find(conn: &mut Tx, reach: &Reach, id: VisitId) -> QueryResult<Option<Visit>> {
    let rows = reachable(reach).filter(visits::id.eq(id)).select(Visit::as_select());
    rows.first(conn).optional()
}

/// One visit, locked until the end of the transaction.
pub fn lock(tx: &mut Tx, reach: &Reach, id: VisitId) -> QueryResult<Option<Visit>> {
    if find(tx, reach, id)?.is_none() {
        return Ok(None);
    }
    visits::table.find(id).for_no_key_update().select(Visit::as_select()).first(tx).optional()
}

/// Where a visit stands, and the days of its contract: one statement, for the busiest act of the API.
pub fn find_with_contract(
    conn: &mut Tx,
    reach: &Reach,
    id: VisitId,
) -> QueryResult<Option<(VisitState, ContractDays)>> {
    let rows = visits::table
        .inner_join(contracts::table.on(contracts::id.eq(visits::contract_id)))
        .filter(visits::id.eq(id))
        .select((visits::state, (contracts::starts_on, contracts::ends_on, contracts::closed_on)))
        .into_boxed();
    let rows = match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, visits::site_id, sites),
        Bounds::Tutor(tutor) => {
            rows.filter(visits::contract_id.eq_any(tutored(*tutor))).filter(open_since(tutor.since))
        }
        Bounds::Link { tutor, apprentices } => rows
            .filter(visits::contract_id.eq_any(tutored(*tutor)))
            .filter(open_since(tutor.since))
            .filter(visits::apprentice_id.eq_any(apprentices.clone())),
        Bounds::Apprentice(apprentice) => rows.filter(visits::apprentice_id.eq(*apprentice)),
    };
    rows.first(conn).optional()
}

/// The slots, training year and ordinal, that the training of a contract already has a visit for, whatever the
/// contract; under this very contract, a visit somebody gave up keeps its slot: only a rupture frees it.
pub fn list_slots(conn: &mut Tx, contract: &Contract) -> QueryResult<Vec<(i16, i16)>> {
    let given_up =
        visits::contract_id.eq(contract.id).and(visits::cancelled_reason.ne(CancelReason::ContractBroken));
    visits::table
        .inner_join(contracts::table.on(contracts::id.eq(visits::contract_id)))
        .filter(contracts::enrolment_id.eq(contract.enrolment_id))
        .filter(visits::state.ne(VisitState::Cancelled).or(given_up))
        .select((visits::training_year, visits::ordinal))
        .load(conn)
}

/// Writes the visits planned for a contract, which has its tutor once signed.
pub fn insert(tx: &mut Tx, contract: &Contract, planned: &[PlannedVisit]) -> QueryResult<Vec<Visit>> {
    let Some(named) = contract.tutor_id else { return Ok(Vec::new()) };
    let tutors = tutorships::store::of_contract(tx, contract.id)?;
    let rows: Vec<_> = planned
        .iter()
        .map(|visit| {
            let tutor = tutorships::rules::tutor_on(&tutors, visit.planned_on).unwrap_or(named);
            (
                visits::id.eq(VisitId::new()),
                visits::site_id.eq(contract.site_id),
                visits::apprentice_id.eq(contract.apprentice_id),
                visits::contract_id.eq(contract.id),
                visits::tutor_id.eq(tutor),
                visits::training_year.eq(visit.training_year),
                visits::ordinal.eq(visit.ordinal),
                visits::planned_on.eq(visit.planned_on),
                visits::due_on.eq(visit.due_on),
            )
        })
        .collect();
    diesel::insert_into(visits::table).values(rows).returning(Visit::as_returning()).get_results(tx)
}

/// Moves a visit to another day, with its last day, on which this tutor receives it at an hour and a place.
pub fn change(
    tx: &mut Tx,
    id: VisitId,
    (planned_on, due_on): (NaiveDate, NaiveDate),
    tutor: TutorId,
    appointment: &Appointment,
) -> QueryResult<Visit> {
    diesel::update(visits::table.find(id))
        .set((
            visits::planned_on.eq(planned_on),
            visits::due_on.eq(due_on),
            visits::tutor_id.eq(tutor),
            appointment,
        ))
        .returning(Visit::as_returning())
        .get_result(tx)
}

/// Says at which hour, for how long and where a visit takes place.
pub fn appoint(tx: &mut Tx, id: VisitId, appointment: &Appointment) -> QueryResult<Visit> {
    diesel::update(visits::table.find(id)).set(appointment).returning(Visit::as_returning()).get_result(tx)
}

/// Gives a visit to another tutor.
pub fn give(tx: &mut Tx, id: VisitId, tutor: TutorId) -> QueryResult<Visit> {
    diesel::update(visits::table.find(id))
        .set(visits::tutor_id.eq(tutor))
        .returning(Visit::as_returning())
        .get_result(tx)
}

/// The visits of a contract still planned, locked until the end of the transaction in the order of identifiers.
pub fn lock_planned(tx: &mut Tx, contract: ContractId) -> QueryResult<Vec<Visit>> {
    visits::table
        .filter(visits::contract_id.eq(contract))
        .filter(visits::state.eq(VisitState::Planned))
        .order(visits::id)
        .for_no_key_update()
        .select(Visit::as_select())
        .load(tx)
}

/// Cancels a visit.
pub fn cancel(tx: &mut Tx, id: VisitId, reason: CancelReason, note: Option<&str>) -> QueryResult<Visit> {
    diesel::update(visits::table.find(id))
        .set((
            visits::state.eq(VisitState::Cancelled),
            visits::cancelled_reason.eq(reason),
            visits::cancelled_note.eq(note),
        ))
        .returning(Visit::as_returning())
        .get_result(tx)
}

/// Says which visit replaces a cancelled one, or that none does.
pub fn replace(tx: &mut Tx, id: VisitId, by: Option<VisitId>) -> QueryResult<Visit> {
    diesel::update(visits::table.find(id))
        .set(visits::replaced_by_id.eq(by))
        .returning(Visit::as_returning())
        .get_result(tx)
}

/// Cancels the visits of a broken contract still planned from a day on.
pub fn cancel_from(tx: &mut Tx, contract: ContractId, from: NaiveDate) -> QueryResult<Vec<Visit>> {
    diesel::update(
        visits::table
            .filter(visits::contract_id.eq(contract))
            .filter(visits::state.eq(VisitState::Planned))
            .filter(visits::planned_on.ge(from)),
    )
    .set((visits::state.eq(VisitState::Cancelled), visits::cancelled_reason.eq(CancelReason::ContractBroken)))
    .returning(Visit::as_returning())
    .get_results(tx)
}
