//! Every query on procedures of rupture.

use chrono::{DateTime, NaiveDate, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use serde::Deserialize;
use utoipa::IntoParams;

use super::model::{RuptureCase, RuptureCaseFacts, RuptureCaseState, RuptureStep, RuptureStepFacts};
use super::rules::book::STEP_ONCE;
use crate::at_sites;
use crate::contracts::agreements::Contract;
use crate::ids::{AccountId, ApprenticeId, CohortId, ContractId, RuptureId, RuptureStepId, SiteId};
use crate::people::apprentices::store::on_duty_for;
use crate::platform::db::{FirstRows, Tx};
use crate::platform::error::{Problem, RefuseOn};
use crate::platform::page::{Day, Rows};
use crate::platform::text::Sentence;
use crate::ruptures::declarations::rules::book::ONE_CASE;
use crate::ruptures::declarations::rules::{Ground, Initiator};
use crate::schema::{contracts, enrolments, rupture_cases, rupture_steps, ruptures};
use crate::trust::access::{Bounds, Reach};

/// Most steps of one case: grounds have fewer.
const MOST_STEPS: i64 = 100;

/// What narrows a list of cases.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RuptureCaseFilter {
    /// Only of this apprentice.
    #[param(value_type = Option<uuid::Uuid>)]
    pub apprentice: Option<ApprenticeId>,
    /// Only of this contract.
    #[param(value_type = Option<uuid::Uuid>)]
    pub contract: Option<ContractId>,
    /// Only this site.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
    /// Only on this ground.
    #[param(inline)]
    pub ground: Option<Ground>,
    /// Only of contracts for enrolments in this cohort.
    #[param(value_type = Option<uuid::Uuid>)]
    pub cohort: Option<CohortId>,
    /// Only of apprentices this manager or trainer is on duty for today.
    #[param(value_type = Option<uuid::Uuid>)]
    pub referent: Option<AccountId>,
    /// Only those that stand so.
    #[param(inline)]
    pub state: Option<RuptureCaseState>,
}

type CaseQuery<'a> = rupture_cases::BoxedQuery<'a, Pg>;

/// The cases within reach: those of their sites, for the staff alone.
fn reachable<'a>(reach: &Reach) -> CaseQuery<'a> {
    let rows = rupture_cases::table.into_boxed();
    match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, rupture_cases::site_id, sites),
        Bounds::Tutor(_) | Bounds::Link { .. } | Bounds::Apprentice(_) => {
            rows.filter(rupture_cases::id.is_null())
        }
    }
}

/// One case.
pub fn find(conn: &mut Tx, reach: &Reach, id: RuptureId) -> QueryResult<Option<RuptureCase>> {
    let rows = reachable(reach).filter(rupture_cases::id.eq(id));
    rows.select(RuptureCase::as_select()).first(conn).optional()
}

/// One case, locked until the end of the transaction; its contract is locked first.
pub fn lock(tx: &mut Tx, reach: &Reach, id: RuptureId) -> QueryResult<Option<RuptureCase>> {
    if find(tx, reach, id)?.is_none() {
        return Ok(None);
    }
    rupture_cases::table.find(id).for_no_key_update().select(RuptureCase::as_select()).first(tx).optional()
}

/// The cases of some contracts that were not given up.
pub fn of_contracts(conn: &mut Tx, ids: &[ContractId]) -> QueryResult<Vec<RuptureCase>> {
    rupture_cases::table
        .filter(rupture_cases::contract_id.eq_any(ids.to_vec()))
        .filter(rupture_cases::abandoned_on.is_null())
        .select(RuptureCase::as_select())
        .load(conn)
}

/// One more row than the limit, the latest opened first; duties are those of a day.
pub fn list(
    conn: &mut Tx,
    reach: &Reach,
    filter: &RuptureCaseFilter,
    today: NaiveDate,
    page: &Rows<Day>,
) -> QueryResult<Vec<RuptureCase>> {
    let mut rows = narrowed(reach, filter, today);
    if let Some(after) = &page.after {
        let tie = rupture_cases::opened_on.lt(after.on).or(rupture_cases::id.gt(after.id));
        rows = rows.filter(rupture_cases::opened_on.le(after.on)).filter(tie);
    }
    rows.select(RuptureCase::as_select())
        .order((rupture_cases::opened_on.desc(), rupture_cases::id))
        .first_rows(page.limit + 1)
        .load(conn)
}

/// How many cases the whole list has.
pub fn count(conn: &mut Tx, reach: &Reach, filter: &RuptureCaseFilter, today: NaiveDate) -> QueryResult<i64> {
    narrowed(reach, filter, today).count().get_result(conn)
}

fn narrowed<'a>(reach: &Reach, filter: &RuptureCaseFilter, today: NaiveDate) -> CaseQuery<'a> {
    let mut rows = reachable(reach);
    if let Some(apprentice) = filter.apprentice {
        rows = rows.filter(rupture_cases::apprentice_id.eq(apprentice));
    }
    if let Some(contract) = filter.contract {
        rows = rows.filter(rupture_cases::contract_id.eq(contract));
    }
    if let Some(site) = filter.site {
        rows = rows.filter(rupture_cases::site_id.eq(site));
    }
    if let Some(ground) = filter.ground {
        rows = rows.filter(rupture_cases::ground.eq(ground));
    }
    if let Some(cohort) = filter.cohort {
        let theirs = contracts::table
            .inner_join(enrolments::table.on(enrolments::id.eq(contracts::enrolment_id)))
            .filter(enrolments::cohort_id.eq(cohort));
        rows = rows.filter(rupture_cases::contract_id.eq_any(theirs.select(contracts::id)));
    }
    if let Some(account) = filter.referent {
        rows = rows.filter(rupture_cases::apprentice_id.eq_any(on_duty_for(account, today)));
    }
    let broken = ruptures::table.select(ruptures::id);
    match filter.state {
        None => rows,
        Some(RuptureCaseState::Abandoned) => rows.filter(rupture_cases::abandoned_on.is_not_null()),
        Some(RuptureCaseState::Completed) => rows.filter(rupture_cases::id.eq_any(broken)),
        Some(RuptureCaseState::Open) => {
            rows.filter(rupture_cases::abandoned_on.is_null()).filter(rupture_cases::id.ne_all(broken))
        }
    }
}

/// The first days without contract of the cases that ended in a rupture.
pub fn ended_on(conn: &mut Tx, ids: &[RuptureId]) -> QueryResult<Vec<(RuptureId, NaiveDate)>> {
    let theirs = ruptures::table.filter(ruptures::id.eq_any(ids.to_vec()));
    theirs.select((ruptures::id, ruptures::effective_on)).load(conn)
}

/// Opens a case on a contract.
pub fn insert(
    tx: &mut Tx,
    contract: &Contract,
    (ground, initiator): (Ground, Initiator),
    opened_on: NaiveDate,
    facts: &RuptureCaseFacts,
) -> Result<RuptureCase, Problem> {
    diesel::insert_into(rupture_cases::table)
        .values((
            rupture_cases::id.eq(RuptureId::new()),
            rupture_cases::site_id.eq(contract.site_id),
            rupture_cases::contract_id.eq(contract.id),
            rupture_cases::apprentice_id.eq(contract.apprentice_id),
            rupture_cases::ground.eq(ground),
            rupture_cases::initiator.eq(initiator),
            rupture_cases::opened_on.eq(opened_on),
            facts,
        ))
        .returning(RuptureCase::as_returning())
        .get_result(tx)
        .refuse_on("rupture_cases_one_per_contract", already_open)
}

/// Writes what is said of a case anew.
pub fn change(tx: &mut Tx, id: RuptureId, facts: &RuptureCaseFacts) -> QueryResult<RuptureCase> {
    let row = diesel::update(rupture_cases::table.find(id)).set(facts);
    row.returning(RuptureCase::as_returning()).get_result(tx)
}

/// Writes that the contract ended: the notice, and why it did against the procedure.
pub fn complete(
    tx: &mut Tx,
    id: RuptureId,
    notice_received_on: NaiveDate,
    breach: Option<&str>,
) -> QueryResult<RuptureCase> {
    let facts = (
        rupture_cases::notice_received_on.eq(notice_received_on),
        rupture_cases::breach_reason.eq(breach.map(str::to_owned)),
    );
    let row = diesel::update(rupture_cases::table.find(id)).set(facts);
    row.returning(RuptureCase::as_returning()).get_result(tx)
}

/// Writes that the parties gave the case up.
pub fn abandon(tx: &mut Tx, id: RuptureId, on: NaiveDate, reason: &str) -> QueryResult<RuptureCase> {
    let facts = (rupture_cases::abandoned_on.eq(on), rupture_cases::abandoned_reason.eq(reason.to_owned()));
    let row = diesel::update(rupture_cases::table.find(id)).set(facts);
    row.returning(RuptureCase::as_returning()).get_result(tx)
}

/// Opens a case given up again.
pub fn resume(tx: &mut Tx, id: RuptureId) -> Result<(), Problem> {
    let none = (
        rupture_cases::abandoned_on.eq(None::<NaiveDate>),
        rupture_cases::abandoned_reason.eq(None::<String>),
    );
    let row = diesel::update(rupture_cases::table.find(id)).set(none);
    row.execute(tx).map(drop).refuse_on("rupture_cases_one_per_contract", already_open)
}

/// The steps of some cases, in the order of time.
pub fn steps_of(conn: &mut Tx, cases: &[RuptureId]) -> QueryResult<Vec<RuptureStep>> {
    let most = MOST_STEPS.saturating_mul(i64::try_from(cases.len()).unwrap_or(i64::MAX));
    rupture_steps::table
        .filter(rupture_steps::case_id.eq_any(cases.to_vec()))
        .order((rupture_steps::done_on, rupture_steps::id))
        .select(RuptureStep::as_select())
        .first_rows(most)
        .load(conn)
}

/// One step of a case within reach.
pub fn find_step(conn: &mut Tx, reach: &Reach, id: RuptureStepId) -> QueryResult<Option<RuptureStep>> {
    let cases = reachable(reach).select(rupture_cases::id);
    rupture_steps::table
        .filter(rupture_steps::id.eq(id))
        .filter(rupture_steps::case_id.eq_any(cases))
        .select(RuptureStep::as_select())
        .first(conn)
        .optional()
}

/// Records a step of a case.
pub fn insert_step(
    tx: &mut Tx,
    case: &RuptureCase,
    step: &str,
    facts: &RuptureStepFacts,
) -> Result<RuptureStep, Problem> {
    diesel::insert_into(rupture_steps::table)
        .values((
            rupture_steps::id.eq(RuptureStepId::new()),
            rupture_steps::site_id.eq(case.site_id),
            rupture_steps::case_id.eq(case.id),
            rupture_steps::apprentice_id.eq(case.apprentice_id),
            rupture_steps::step.eq(step),
            facts,
        ))
        .returning(RuptureStep::as_returning())
        .get_result(tx)
        .refuse_on("rupture_steps_once", || STEP_ONCE.conflict(Sentence::new(STEP_ONCE.fr, STEP_ONCE.en)))
}

/// Writes a step anew.
pub fn change_step(tx: &mut Tx, id: RuptureStepId, facts: &RuptureStepFacts) -> QueryResult<RuptureStep> {
    let row = diesel::update(rupture_steps::table.find(id)).set(facts);
    row.returning(RuptureStep::as_returning()).get_result(tx)
}

/// Marks a case as changed when its steps did: its ETag tells of them too.
pub fn touch(tx: &mut Tx, id: RuptureId, now: DateTime<Utc>) -> QueryResult<()> {
    let row = diesel::update(rupture_cases::table.find(id));
    row.set(rupture_cases::updated_at.eq(now)).execute(tx).map(drop)
}

/// Removes a step recorded by mistake.
pub fn remove_step(tx: &mut Tx, id: RuptureStepId) -> QueryResult<()> {
    diesel::delete(rupture_steps::table.find(id)).execute(tx).map(drop)
}

/// The contracts of some cases.
pub fn contracts_of(conn: &mut Tx, ids: &[RuptureId]) -> QueryResult<Vec<Contract>> {
    let theirs = rupture_cases::table.filter(rupture_cases::id.eq_any(ids.to_vec()));
    contracts::table
        .filter(contracts::id.eq_any(theirs.select(rupture_cases::contract_id)))
        .select(Contract::as_select())
        .load(conn)
}

/// The refusal of a second procedure on a contract.
pub fn already_open() -> Problem {
    ONE_CASE.conflict(Sentence::new(ONE_CASE.fr, ONE_CASE.en))
}
