//! Every query on difficulties: what a reader reaches depends on their role and, for a trainer, on whom they follow today.

mod parts;

use std::collections::HashSet;

use chrono::NaiveDate;
use diesel::dsl::exists;
use diesel::dsl::not;
use diesel::pg::Pg;
use diesel::prelude::*;
use serde::Deserialize;
use utoipa::IntoParams;

pub use self::parts::{
    KnownPeople, add_note, add_step, change_step, close, closings_of, find_note, find_step, known_people,
    notes_of, open_steps_of, persons_of, reopen, rupture_of, steps_of, write_persons,
};
use super::model::{DifficultyCase, DifficultyFacts, DifficultyState};
use crate::at_sites;
use crate::ids::{AccountId, ApprenticeId, CohortId, DifficultyId, SiteId};
use crate::people::apprentices;
use crate::people::apprentices::Apprentice;
use crate::people::apprentices::store::on_duty_for;
use crate::platform::db::{FirstRows, Tx, any_of};
use crate::platform::page::{Day, Rows};
use crate::schema::{difficulties, difficulty_closings, enrolments};
use crate::trust::access::{Bounds, Reach, Role, followed_contracts};
use crate::trust::door::Asker;
use crate::trust::journal::Author;

/// What narrows a list of difficulties.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DifficultyFilter {
    /// Only this site.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
    /// Only of this apprentice.
    #[param(value_type = Option<uuid::Uuid>)]
    pub apprentice: Option<ApprenticeId>,
    /// Only of apprentices enrolled in this cohort.
    #[param(value_type = Option<uuid::Uuid>)]
    pub cohort: Option<CohortId>,
    /// Only of apprentices this manager or trainer is on duty for today.
    #[param(value_type = Option<uuid::Uuid>)]
    pub referent: Option<AccountId>,
    /// Only those open, or those closed.
    #[param(inline)]
    pub state: Option<DifficultyState>,
}

/// Who reads difficulties, and on which day.
#[derive(Debug, Clone, Copy)]
pub struct CaseReader {
    pub role: Role,
    pub account: AccountId,
    pub today: NaiveDate,
}

impl From<&Asker> for CaseReader {
    fn from(asker: &Asker) -> Self {
        Self { role: asker.caller.role, account: AccountId(asker.caller.id), today: asker.today }
    }
}

type CaseQuery<'a> = difficulties::BoxedQuery<'a, Pg>;

/// The cases within reach: of the apprentices they follow for trainers; once shared, of the contracts they follow for tutors,
/// and their own for apprentices. A link reads none.
fn reachable<'a>(reach: &Reach, reader: CaseReader) -> CaseQuery<'a> {
    let rows = difficulties::table.into_boxed();
    match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => {
            let rows = at_sites!(rows, difficulties::site_id, sites);
            match reader.role {
                Role::Trainer => {
                    rows.filter(difficulties::apprentice_id.eq_any(on_duty_for(reader.account, reader.today)))
                }
                _ => rows,
            }
        }
        Bounds::Tutor(tutor) => rows
            .filter(difficulties::shared_with_tutor)
            .filter(difficulties::contract_id.assume_not_null().eq_any(followed_contracts(*tutor))),
        Bounds::Link { .. } => rows.filter(difficulties::id.is_null()),
        Bounds::Apprentice(apprentice) => rows
            .filter(difficulties::shared_with_apprentice)
            .filter(difficulties::apprentice_id.eq(*apprentice)),
    }
}

/// One case.
pub fn find(
    conn: &mut Tx,
    reach: &Reach,
    reader: CaseReader,
    id: DifficultyId,
) -> QueryResult<Option<DifficultyCase>> {
    let rows = reachable(reach, reader).filter(difficulties::id.eq(id));
    rows.select(DifficultyCase::as_select()).first(conn).optional()
}

/// One case, locked after its apprentice until the end of the transaction.
pub fn lock(
    tx: &mut Tx,
    reach: &Reach,
    reader: CaseReader,
    id: DifficultyId,
) -> QueryResult<Option<DifficultyCase>> {
    let Some(found) = find(tx, reach, reader, id)? else { return Ok(None) };
    apprentices::store::lock(tx, reach, found.apprentice_id)?;
    difficulties::table.find(id).for_no_key_update().select(DifficultyCase::as_select()).first(tx).optional()
}

/// One more row than the limit, the latest opened first.
pub fn list(
    conn: &mut Tx,
    reach: &Reach,
    filter: &DifficultyFilter,
    reader: CaseReader,
    page: &Rows<Day>,
) -> QueryResult<Vec<DifficultyCase>> {
    let mut rows = narrowed(reach, filter, reader);
    if let Some(after) = &page.after {
        let tie = difficulties::opened_on.lt(after.on).or(difficulties::id.gt(DifficultyId(after.id)));
        rows = rows.filter(difficulties::opened_on.le(after.on)).filter(tie);
    }
    rows.select(DifficultyCase::as_select())
        .order((difficulties::opened_on.desc(), difficulties::id))
        .first_rows(page.limit + 1)
        .load(conn)
}

/// How many rows the whole list has.
pub fn count(
    conn: &mut Tx,
    reach: &Reach,
    filter: &DifficultyFilter,
    reader: CaseReader,
) -> QueryResult<i64> {
    narrowed(reach, filter, reader).count().get_result(conn)
}

fn narrowed<'a>(reach: &Reach, filter: &DifficultyFilter, reader: CaseReader) -> CaseQuery<'a> {
    let mut rows = reachable(reach, reader);
    if let Some(site) = filter.site {
        rows = rows.filter(difficulties::site_id.eq(site));
    }
    if let Some(apprentice) = filter.apprentice {
        rows = rows.filter(difficulties::apprentice_id.eq(apprentice));
    }
    if let Some(cohort) = filter.cohort {
        let theirs = enrolments::table.filter(enrolments::cohort_id.eq(cohort));
        rows = rows.filter(difficulties::apprentice_id.eq_any(theirs.select(enrolments::apprentice_id)));
    }
    if let Some(account) = filter.referent {
        rows = rows.filter(difficulties::apprentice_id.eq_any(on_duty_for(account, reader.today)));
    }
    let holds = difficulty_closings::table
        .filter(difficulty_closings::difficulty_id.eq(difficulties::id))
        .filter(difficulty_closings::reopened_on.is_null());
    match filter.state {
        Some(DifficultyState::Closed) => rows.filter(exists(holds)),
        Some(DifficultyState::Open) => rows.filter(not(exists(holds))),
        None => rows,
    }
}

/// Which of some cases are closed.
pub fn closed_among(conn: &mut Tx, ids: &[DifficultyId]) -> QueryResult<HashSet<DifficultyId>> {
    let rows: Vec<DifficultyId> = difficulty_closings::table
        .filter(difficulty_closings::difficulty_id.eq(any_of(ids.to_vec())))
        .filter(difficulty_closings::reopened_on.is_null())
        .select(difficulty_closings::difficulty_id)
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// Whether a case is about an apprentice of a site: asked by whoever links a record of theirs to it.
pub fn is_about(
    conn: &mut Tx,
    id: DifficultyId,
    (site, apprentice): (SiteId, ApprenticeId),
) -> QueryResult<bool> {
    let rows = difficulties::table
        .filter(difficulties::id.eq(id))
        .filter(difficulties::site_id.eq(site))
        .filter(difficulties::apprentice_id.eq(apprentice));
    diesel::select(exists(rows)).get_result(conn)
}

/// Writes a case.
pub fn insert(
    tx: &mut Tx,
    apprentice: &Apprentice,
    author: &Author,
    facts: &DifficultyFacts,
) -> QueryResult<DifficultyCase> {
    diesel::insert_into(difficulties::table)
        .values((
            difficulties::id.eq(DifficultyId::new()),
            difficulties::site_id.eq(apprentice.site_id),
            difficulties::apprentice_id.eq(apprentice.id),
            difficulties::author_kind.eq(author.kind),
            difficulties::author_id.eq(author.id),
            facts,
        ))
        .returning(DifficultyCase::as_returning())
        .get_result(tx)
}

/// Writes a case anew; with the facts it has, it only gets another version.
pub fn change(tx: &mut Tx, id: DifficultyId, facts: &DifficultyFacts) -> QueryResult<DifficultyCase> {
    diesel::update(difficulties::table.find(id))
        .set(facts)
        .returning(DifficultyCase::as_returning())
        .get_result(tx)
}
