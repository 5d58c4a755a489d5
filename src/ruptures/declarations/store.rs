//! Every query on ruptures.

use chrono::NaiveDate;
use diesel::dsl::exists;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::Date;
use serde::Deserialize;
use utoipa::IntoParams;

use super::model::{Rupture, RuptureFacts};
use super::rules::Ground;
use crate::at_sites;
use crate::contracts::agreements::Contract;
use crate::contracts::agreements::rules::book::BROKEN_ONCE;
use crate::ids::{AccountId, ApprenticeId, CohortId, ContractId, EmployerId, RuptureId, SiteId};
use crate::people::apprentices::store::on_duty_for;
use crate::platform::db::{FirstRows, Tx};
use crate::platform::error::{Problem, RefuseOn};
use crate::platform::page::{Day, Rows};
use crate::say;
use crate::schema::{contracts, enrolments, rupture_cases, ruptures};
use crate::trust::access::{Bounds, Reach, followed_contracts};

diesel::define_sql_function! {
    /// Days from a day to a later one.
    #[sql_name = "date_mi"]
    fn days_between(later: Date, earlier: Date) -> Integer;
}

/// What narrows a list of ruptures.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct RuptureFilter {
    /// Only of this apprentice.
    #[param(value_type = Option<uuid::Uuid>)]
    pub apprentice: Option<ApprenticeId>,
    /// Only of this contract.
    #[param(value_type = Option<uuid::Uuid>)]
    pub contract: Option<ContractId>,
    /// Only this site.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
    /// Only of contracts for enrolments in this cohort.
    #[param(value_type = Option<uuid::Uuid>)]
    pub cohort: Option<CohortId>,
    /// Only of apprentices this manager or trainer is on duty for today.
    #[param(value_type = Option<uuid::Uuid>)]
    pub referent: Option<AccountId>,
    /// Only on this ground.
    #[param(inline)]
    pub ground: Option<Ground>,
    /// Only of contracts with this employer.
    #[param(value_type = Option<uuid::Uuid>)]
    pub employer: Option<EmployerId>,
    /// Only those so many days into the contract, or more.
    #[param(minimum = 0, maximum = 10_000)]
    pub from_days: Option<i32>,
    /// Only those so many days into the contract, or fewer.
    #[param(minimum = 0, maximum = 10_000)]
    pub to_days: Option<i32>,
    /// Only those effective from this day on.
    pub from: Option<NaiveDate>,
    /// Only those effective by this day.
    pub to: Option<NaiveDate>,
}

type RuptureQuery<'a> = ruptures::BoxedQuery<'a, Pg>;

/// The ruptures within reach: of the contracts they follow for tutors, their own for students.
fn reachable<'a>(reach: &Reach) -> RuptureQuery<'a> {
    let rows = ruptures::table.into_boxed();
    match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, ruptures::site_id, sites),
        Bounds::Tutor(tutor) => rows.filter(ruptures::contract_id.eq_any(followed_contracts(*tutor))),
        Bounds::Link { .. } => rows.filter(ruptures::id.is_null()),
        Bounds::Apprentice(apprentice) => rows.filter(ruptures::apprentice_id.eq(*apprentice)),
    }
}

/// One rupture.
pub fn find(conn: &mut Tx, reach: &Reach, id: RuptureId) -> QueryResult<Option<Rupture>> {
    reachable(reach).filter(ruptures::id.eq(id)).select(Rupture::as_select()).first(conn).optional()
}

/// One rupture, locked until the end of the transaction; its contract is locked first.
pub fn lock(tx: &mut Tx, reach: &Reach, id: RuptureId) -> QueryResult<Option<Rupture>> {
    if find(tx, reach, id)?.is_none() {
        return Ok(None);
    }
    ruptures::table.find(id).for_no_key_update().select(Rupture::as_select()).first(tx).optional()
}

/// One more row than the limit, the latest first; duties are those of a day.
pub fn list(
    conn: &mut Tx,
    reach: &Reach,
    filter: &RuptureFilter,
    today: NaiveDate,
    page: &Rows<Day>,
) -> QueryResult<Vec<Rupture>> {
    let mut rows = narrowed(reach, filter, today);
    if let Some(after) = &page.after {
        let tie = ruptures::effective_on.lt(after.on).or(ruptures::id.gt(after.id));
        rows = rows.filter(ruptures::effective_on.le(after.on)).filter(tie);
    }
    rows.select(Rupture::as_select())
        .order((ruptures::effective_on.desc(), ruptures::id))
        .first_rows(page.limit + 1)
        .load(conn)
}

/// How many rows the whole list has.
pub fn count(conn: &mut Tx, reach: &Reach, filter: &RuptureFilter, today: NaiveDate) -> QueryResult<i64> {
    narrowed(reach, filter, today).count().get_result(conn)
}

/// The sites of the rows of the whole list, at most so many rows.
pub fn sites_of(
    conn: &mut Tx,
    reach: &Reach,
    filter: &RuptureFilter,
    today: NaiveDate,
    most: i64,
) -> QueryResult<Vec<SiteId>> {
    narrowed(reach, filter, today).select(ruptures::site_id).first_rows(most).load(conn)
}

fn narrowed<'a>(reach: &Reach, filter: &RuptureFilter, today: NaiveDate) -> RuptureQuery<'a> {
    let mut rows = reachable(reach);
    if let Some(apprentice) = filter.apprentice {
        rows = rows.filter(ruptures::apprentice_id.eq(apprentice));
    }
    if let Some(contract) = filter.contract {
        rows = rows.filter(ruptures::contract_id.eq(contract));
    }
    if let Some(site) = filter.site {
        rows = rows.filter(ruptures::site_id.eq(site));
    }
    if let Some(cohort) = filter.cohort {
        let theirs = contracts::table
            .inner_join(enrolments::table.on(enrolments::id.eq(contracts::enrolment_id)))
            .filter(enrolments::cohort_id.eq(cohort));
        rows = rows.filter(ruptures::contract_id.eq_any(theirs.select(contracts::id)));
    }
    if let Some(account) = filter.referent {
        rows = rows.filter(ruptures::apprentice_id.eq_any(on_duty_for(account, today)));
    }
    if let Some(ground) = filter.ground {
        rows = rows.filter(ruptures::ground.eq(ground));
    }
    if let Some(employer) = filter.employer {
        let theirs = contracts::table.filter(contracts::employer_id.eq(employer));
        rows = rows.filter(ruptures::contract_id.eq_any(theirs.select(contracts::id)));
    }
    if filter.from_days.is_some() || filter.to_days.is_some() {
        let (least, most) = (filter.from_days.unwrap_or(0), filter.to_days.unwrap_or(i32::MAX));
        let served = days_between(ruptures::effective_on, contracts::starts_on);
        let theirs = contracts::table.filter(contracts::id.eq(ruptures::contract_id));
        rows = rows.filter(exists(theirs.filter(served.between(least, most))));
    }
    if let Some(from) = filter.from {
        rows = rows.filter(ruptures::effective_on.ge(from));
    }
    if let Some(to) = filter.to {
        rows = rows.filter(ruptures::effective_on.le(to));
    }
    rows
}

/// Writes the rupture of a contract.
pub fn insert(
    tx: &mut Tx,
    id: RuptureId,
    contract: &Contract,
    facts: &RuptureFacts,
) -> Result<Rupture, Problem> {
    diesel::insert_into(ruptures::table)
        .values((
            ruptures::id.eq(id),
            ruptures::site_id.eq(contract.site_id),
            ruptures::contract_id.eq(contract.id),
            ruptures::apprentice_id.eq(contract.apprentice_id),
            facts,
        ))
        .returning(Rupture::as_returning())
        .get_result(tx)
        .refuse_on("ruptures_once_per_contract", already_declared)
}

/// The procedure of a contract that goes on: one not given up.
pub fn open_case(conn: &mut Tx, contract: ContractId) -> QueryResult<Option<RuptureId>> {
    rupture_cases::table
        .filter(rupture_cases::contract_id.eq(contract))
        .filter(rupture_cases::abandoned_on.is_null())
        .select(rupture_cases::id)
        .first(conn)
        .optional()
}

/// Whether a rupture came from its procedure, whose identifier it bears.
pub fn has_procedure(conn: &mut Tx, id: RuptureId) -> QueryResult<bool> {
    let there = rupture_cases::table.find(id).select(rupture_cases::id).first::<RuptureId>(conn);
    Ok(there.optional()?.is_some())
}

/// Writes a rupture anew.
pub fn change(tx: &mut Tx, id: RuptureId, facts: &RuptureFacts) -> QueryResult<Rupture> {
    diesel::update(ruptures::table.find(id)).set(facts).returning(Rupture::as_returning()).get_result(tx)
}

/// Removes a rupture entered by mistake.
pub fn remove(tx: &mut Tx, id: RuptureId) -> QueryResult<()> {
    diesel::delete(ruptures::table.find(id)).execute(tx).map(drop)
}

fn already_declared() -> Problem {
    BROKEN_ONCE.conflict(say!(
        "Une rupture de ce contrat est déjà enregistrée.",
        "A rupture of this contract is already recorded."
    ))
}
