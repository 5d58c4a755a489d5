//! Queries on many visits at once: those to place, where they take place, moving them and taking them away.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use diesel::dsl::exists;
use diesel::prelude::*;

use super::reachable;
use crate::follow_up::visits::model::{ContractDays, Visit};
use crate::follow_up::visits::rules::{CancelReason, VisitState};
use crate::ids::{CohortId, ContractId, EmployerId, SiteId, VisitId};
use crate::law::calendar::Period;
use crate::platform::db::{FirstRows, Tx, any_of};
use crate::schema::{cohorts, contract_employments, contracts, employers, enrolments, visits};
use crate::trust::access::Reach;

/// Which visits are to be given days.
#[derive(Debug, Clone, Default)]
pub struct ToPlace {
    /// Only these, whatever their state.
    pub ids: Option<Vec<VisitId>>,
    pub site_id: Option<SiteId>,
    pub cohort_id: Option<CohortId>,
    /// Only those planned by this day.
    pub by: Option<NaiveDate>,
    pub limit: i64,
}

/// The visits to place, the most pressing first: those named, else those still planned.
pub fn to_place(conn: &mut Tx, reach: &Reach, filter: &ToPlace) -> QueryResult<Vec<Visit>> {
    let mut rows = reachable(reach);
    if let Some(ids) = &filter.ids {
        rows = rows.filter(visits::id.eq_any(ids.clone()));
    } else {
        rows = rows.filter(visits::state.eq(VisitState::Planned));
    }
    if let Some(site) = filter.site_id {
        rows = rows.filter(visits::site_id.eq(site));
    }
    if let Some(cohort) = filter.cohort_id {
        let of_cohort = contracts::table
            .inner_join(enrolments::table.on(enrolments::id.eq(contracts::enrolment_id)))
            .filter(contracts::id.eq(visits::contract_id))
            .filter(enrolments::cohort_id.eq(cohort));
        rows = rows.filter(exists(of_cohort));
    }
    if let Some(day) = filter.by {
        rows = rows.filter(visits::planned_on.le(day));
    }
    rows.select(Visit::as_select()).order((visits::due_on, visits::id)).first_rows(filter.limit).load(conn)
}

/// The visits of some sites still planned within a period.
pub fn planned_within(
    conn: &mut Tx,
    reach: &Reach,
    sites: Vec<SiteId>,
    period: Period,
    limit: i64,
) -> QueryResult<Vec<Visit>> {
    reachable(reach)
        .filter(visits::site_id.eq_any(sites))
        .filter(visits::state.eq(VisitState::Planned))
        .filter(visits::planned_on.between(period.from, period.to))
        .select(Visit::as_select())
        .order((visits::planned_on, visits::id))
        .first_rows(limit)
        .load(conn)
}

/// Where and under what a visit takes place.
#[derive(Debug, Clone, Queryable)]
pub struct Journey {
    pub visit_id: VisitId,
    pub contract_id: ContractId,
    pub days: ContractDays,
    pub cohort_id: CohortId,
    pub cycle_starts_on: NaiveDate,
    pub employer_id: EmployerId,
    /// Town of the employer of that day.
    pub city: Option<String>,
}

/// Where visits already found within reach take place.
pub fn journeys(conn: &mut Tx, ids: &[VisitId]) -> QueryResult<HashMap<VisitId, Journey>> {
    let rows: Vec<(Journey, NaiveDate)> = visits::table
        .inner_join(contracts::table.on(contracts::id.eq(visits::contract_id)))
        .inner_join(contract_employments::table.on(contract_employments::contract_id.eq(contracts::id)))
        .inner_join(enrolments::table.on(enrolments::id.eq(contracts::enrolment_id)))
        .inner_join(cohorts::table.on(cohorts::id.eq(enrolments::cohort_id)))
        .inner_join(employers::table.on(employers::id.eq(contract_employments::employer_id)))
        .filter(visits::id.eq(any_of(ids.to_vec())))
        .filter(
            contract_employments::from_on
                .le(visits::planned_on)
                .or(contract_employments::from_on.eq(contracts::starts_on)),
        )
        .select((
            (
                visits::id,
                visits::contract_id,
                (contracts::starts_on, contracts::ends_on, contracts::closed_on),
                enrolments::cohort_id,
                cohorts::starts_on,
                contract_employments::employer_id,
                employers::city,
            ),
            contract_employments::from_on,
        ))
        .order(contract_employments::from_on)
        .load(conn)?;
    // the last employer begun by the day of the visit
    Ok(rows.into_iter().map(|(row, _)| (row.visit_id, row)).collect())
}

/// Visits already found within reach, locked until the end of the transaction in the order of identifiers.
pub fn lock_all(tx: &mut Tx, ids: Vec<VisitId>) -> QueryResult<HashMap<VisitId, Visit>> {
    let rows: Vec<Visit> = visits::table
        .filter(visits::id.eq_any(ids))
        .order(visits::id)
        .for_no_key_update()
        .select(Visit::as_select())
        .load(tx)?;
    Ok(rows.into_iter().map(|row| (row.id, row)).collect())
}

/// The first of these contracts with a visit that changed since it was planned.
pub fn changed_under(tx: &mut Tx, contracts: Vec<ContractId>) -> QueryResult<Option<ContractId>> {
    let changed = visits::table.filter(visits::contract_id.eq_any(contracts)).filter(visits::version.gt(1));
    changed.select(visits::contract_id).order(visits::id).first(tx).optional()
}

/// Removes the visits of some contracts; the base refuses when anything hangs under one.
pub fn remove_under(tx: &mut Tx, contracts: Vec<ContractId>) -> QueryResult<Vec<VisitId>> {
    let gone = diesel::delete(visits::table.filter(visits::contract_id.eq_any(contracts)));
    gone.returning(visits::id).get_results(tx)
}

/// Plans again the visits that a rupture cancelled, all of them or those planned before a day; one for each slot that no
/// other visit of the contract has.
pub fn revive(tx: &mut Tx, contract: ContractId, before: Option<NaiveDate>) -> QueryResult<Vec<Visit>> {
    let under = visits::contract_id.eq(contract);
    let live = visits::table.filter(under).filter(visits::state.ne(VisitState::Cancelled));
    let mut taken: HashSet<(i16, i16)> =
        live.select((visits::training_year, visits::ordinal)).load(tx)?.into_iter().collect();
    let mut broken = visits::table
        .filter(under)
        .filter(visits::cancelled_reason.eq(CancelReason::ContractBroken))
        .filter(visits::replaced_by_id.is_null())
        .into_boxed();
    if let Some(day) = before {
        broken = broken.filter(visits::planned_on.lt(day));
    }
    let rows: Vec<Visit> = broken.order(visits::id.desc()).select(Visit::as_select()).load(tx)?;
    let back = rows.iter().filter(|visit| taken.insert((visit.training_year, visit.ordinal)));
    let back: Vec<VisitId> = back.map(|visit| visit.id).collect();
    diesel::update(visits::table.filter(visits::id.eq_any(back)))
        .set((visits::state.eq(VisitState::Planned), visits::cancelled_reason.eq(None::<CancelReason>)))
        .returning(Visit::as_returning())
        .get_results(tx)
}

/// Plans again a visit that somebody cancelled, or whose report is gone.
pub fn plan_again(tx: &mut Tx, id: VisitId) -> QueryResult<Visit> {
    diesel::update(visits::table.find(id))
        .set((
            visits::state.eq(VisitState::Planned),
            visits::cancelled_reason.eq(None::<CancelReason>),
            visits::cancelled_note.eq(None::<String>),
            visits::held_on.eq(None::<NaiveDate>),
            visits::held_mode.eq(None::<String>),
            visits::remote_reason.eq(None::<String>),
            visits::report_number.eq(None::<i16>),
        ))
        .returning(Visit::as_returning())
        .get_result(tx)
}
