//! Every query on milestones.

use chrono::{DateTime, Utc};
use diesel::pg::Pg;
use diesel::prelude::*;
use serde::Deserialize;
use utoipa::IntoParams;

use super::model::{Milestone, MilestoneFacts, NewMilestone};
use super::rules::RECORDED_ONCE;
use crate::at_sites;
use crate::ids::{ApprenticeId, ContractId, MilestoneId, SiteId};
use crate::law::deadlines::model::MilestoneKind;
use crate::platform::db::{FirstRows, Tx};
use crate::platform::error::{Problem, RefuseOn};
use crate::platform::page::{Day, Rows};
use crate::platform::text::Sentence;
use crate::schema::milestones;
use crate::trust::access::{Bounds, Reach, followed_contracts};

/// What narrows a list of milestones.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MilestoneFilter {
    /// Only of this apprentice.
    #[param(value_type = Option<uuid::Uuid>)]
    pub apprentice: Option<ApprenticeId>,
    /// Only under this contract.
    #[param(value_type = Option<uuid::Uuid>)]
    pub contract: Option<ContractId>,
    /// Only this site.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
    /// Only of this kind.
    #[param(inline)]
    pub kind: Option<MilestoneKind>,
    /// `true` for those withdrawn too.
    #[serde(default)]
    pub withdrawn: bool,
}

type MilestoneQuery<'a> = milestones::BoxedQuery<'a, Pg>;

/// The milestones within reach: of the contracts they tutor for tutors, who see no document; their own for students.
fn reachable<'a>(reach: &Reach) -> MilestoneQuery<'a> {
    let rows = milestones::table.into_boxed();
    match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, milestones::site_id, sites),
        Bounds::Tutor(tutor) => {
            rows.filter(milestones::contract_id.assume_not_null().eq_any(followed_contracts(*tutor)))
        }
        Bounds::Link { .. } => rows.filter(milestones::id.is_null()),
        Bounds::Apprentice(apprentice) => rows.filter(milestones::apprentice_id.eq(*apprentice)),
    }
}

/// One milestone.
pub fn find(conn: &mut Tx, reach: &Reach, id: MilestoneId) -> QueryResult<Option<Milestone>> {
    reachable(reach).filter(milestones::id.eq(id)).select(Milestone::as_select()).first(conn).optional()
}

/// One milestone, locked until the end of the transaction.
pub fn lock(tx: &mut Tx, reach: &Reach, id: MilestoneId) -> QueryResult<Option<Milestone>> {
    if find(tx, reach, id)?.is_none() {
        return Ok(None);
    }
    milestones::table.find(id).for_no_key_update().select(Milestone::as_select()).first(tx).optional()
}

/// One more row than the limit, by day done.
pub fn list(
    conn: &mut Tx,
    reach: &Reach,
    filter: &MilestoneFilter,
    page: &Rows<Day>,
) -> QueryResult<Vec<Milestone>> {
    let mut rows = narrowed(reach, filter);
    if let Some(after) = &page.after {
        let tie = milestones::done_on.gt(after.on).or(milestones::id.gt(after.id));
        rows = rows.filter(milestones::done_on.ge(after.on)).filter(tie);
    }
    rows.select(Milestone::as_select())
        .order((milestones::done_on, milestones::id))
        .first_rows(page.limit + 1)
        .load(conn)
}

/// How many rows the whole list has.
pub fn count(conn: &mut Tx, reach: &Reach, filter: &MilestoneFilter) -> QueryResult<i64> {
    narrowed(reach, filter).count().get_result(conn)
}

fn narrowed<'a>(reach: &Reach, filter: &MilestoneFilter) -> MilestoneQuery<'a> {
    let mut rows = reachable(reach);
    if let Some(apprentice) = filter.apprentice {
        rows = rows.filter(milestones::apprentice_id.eq(apprentice));
    }
    if let Some(contract) = filter.contract {
        rows = rows.filter(milestones::contract_id.eq(contract));
    }
    if let Some(site) = filter.site {
        rows = rows.filter(milestones::site_id.eq(site));
    }
    if let Some(kind) = filter.kind {
        rows = rows.filter(milestones::kind.eq(kind));
    }
    if !filter.withdrawn {
        rows = rows.filter(milestones::withdrawn_at.is_null());
    }
    rows
}

/// Writes what was done.
pub fn insert(tx: &mut Tx, new: &NewMilestone) -> Result<Milestone, Problem> {
    let about = if new.contract_id.is_some() {
        "milestones_once_per_contract"
    } else {
        "milestones_once_per_apprentice"
    };
    diesel::insert_into(milestones::table)
        .values((milestones::id.eq(MilestoneId::new()), new))
        .returning(Milestone::as_returning())
        .get_result(tx)
        .refuse_on(about, || RECORDED_ONCE.conflict(Sentence::new(RECORDED_ONCE.fr, RECORDED_ONCE.en)))
}

/// Corrects the day and the remark of a milestone.
pub fn change(tx: &mut Tx, id: MilestoneId, facts: &MilestoneFacts) -> QueryResult<Milestone> {
    diesel::update(milestones::table.find(id)).set(facts).returning(Milestone::as_returning()).get_result(tx)
}

/// Withdraws a milestone entered by mistake.
pub fn withdraw(tx: &mut Tx, id: MilestoneId, at: DateTime<Utc>, reason: &str) -> QueryResult<Milestone> {
    diesel::update(milestones::table.find(id))
        .set((milestones::withdrawn_at.eq(at), milestones::withdrawn_reason.eq(reason)))
        .returning(Milestone::as_returning())
        .get_result(tx)
}
