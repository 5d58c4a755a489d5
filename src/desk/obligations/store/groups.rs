//! What presses, put together by apprentice or by kind: how much, and the first of it.

use chrono::NaiveDate;
use diesel::dsl::{count, min};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::filter::{ObligationFilter, ObligationView};
use super::listing::{Condition, ObligationRow, all, narrowed};
use super::ranking::by_consequence;
use crate::desk::obligations::model::ObligationKind;
use crate::ids::ApprenticeId;
use crate::platform::db::{FirstRows, Tx, any_of};
use crate::platform::page::Rows;
use crate::schema::derived_obligations;
use crate::trust::access::Reach;

/// Rows read for a page of groups at most: far more than presses in as many files.
const MOST_ROWS: i64 = 5000;

/// How much presses in the file of an apprentice.
#[derive(Debug, Clone, Copy, Queryable)]
pub struct GroupRow {
    pub apprentice_id: Option<ApprenticeId>,
    /// The most that is lost, 1 for the most.
    pub consequence: Option<i16>,
    /// The earliest last day.
    pub due_on: Option<NaiveDate>,
    /// Now is the time.
    pub due: i64,
    /// The last day is over.
    pub late: i64,
}

/// Where a list of such groups stands.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GroupPlace {
    /// Consequence of the last group given.
    #[serde(rename = "c")]
    pub consequence: i16,
    /// Its earliest last day.
    pub on: NaiveDate,
    pub id: Uuid,
}

impl From<&GroupRow> for GroupPlace {
    fn from(row: &GroupRow) -> Self {
        Self {
            consequence: row.consequence.unwrap_or_default(),
            on: row.due_on.unwrap_or_default(),
            id: row.apprentice_id.map(|id| id.0).unwrap_or_default(),
        }
    }
}

/// What presses in the file of an apprentice, and the first of it.
#[derive(Debug, Clone)]
pub struct ApprenticeGroup {
    pub total: GroupRow,
    pub first: Vec<ObligationRow>,
}

/// What presses within reach of a list, the rows of cohorts and of apprentices.
fn pressing(
    conn: &mut Tx,
    reach: &Reach,
    filter: &ObligationFilter,
    view: &ObligationView,
) -> QueryResult<Vec<Condition>> {
    let mut conditions = narrowed(conn, reach, filter, view)?;
    conditions.push(Box::new(derived_obligations::from_on.le(view.as_of)));
    Ok(conditions)
}

/// One more group than the limit, those with the most to lose first, each with the first few of its rows: two statements.
pub fn groups_of_apprentices(
    conn: &mut Tx,
    reach: &Reach,
    filter: &ObligationFilter,
    view: &ObligationView,
    (page, few): (&Rows<GroupPlace>, usize),
) -> QueryResult<Vec<ApprenticeGroup>> {
    let everybody = pressing(conn, reach, filter, view)?;
    let totals = totals(conn, everybody, view.as_of, page)?;
    let people: Vec<ApprenticeId> = totals.iter().filter_map(|row| row.apprentice_id).collect();
    let mut conditions = pressing(conn, reach, filter, view)?;
    conditions.push(Box::new(derived_obligations::apprentice_id.assume_not_null().eq(any_of(people))));
    let rows = by_consequence(conn, conditions, None, MOST_ROWS)?;
    let of = |total: GroupRow| {
        let theirs = rows.iter().filter(|row| row.apprentice_id == total.apprentice_id);
        ApprenticeGroup { total, first: theirs.take(few).cloned().collect() }
    };
    Ok(totals.into_iter().map(of).collect())
}

fn totals(
    conn: &mut Tx,
    conditions: Vec<Condition>,
    as_of: NaiveDate,
    page: &Rows<GroupPlace>,
) -> QueryResult<Vec<GroupRow>> {
    use derived_obligations::{apprentice_id, consequence, due_on};
    let start = GroupPlace { consequence: 0, on: NaiveDate::default(), id: Uuid::nil() };
    let GroupPlace { consequence: class, on, id } = page.after.clone().unwrap_or(start);
    let same_day = min(due_on).eq(on).and(apprentice_id.gt(ApprenticeId(id)));
    let same_class = min(consequence).eq(class).and(min(due_on).gt(on).or(same_day));
    derived_obligations::table
        .filter(all(conditions))
        .filter(apprentice_id.is_not_null())
        .group_by(apprentice_id)
        .having(min(consequence).gt(class).or(same_class))
        .select((
            apprentice_id,
            min(consequence),
            min(due_on),
            count(due_on).aggregate_filter(due_on.ge(as_of)),
            count(due_on).aggregate_filter(due_on.lt(as_of)),
        ))
        .order((min(consequence), min(due_on), apprentice_id))
        .first_rows(page.limit + 1)
        .load(conn)
}

/// The first few pressing rows of each of some kinds: a statement a kind, however many rows there are.
pub fn first_of_kinds(
    conn: &mut Tx,
    reach: &Reach,
    filter: &ObligationFilter,
    view: &ObligationView,
    (kinds, few): (&[ObligationKind], i64),
) -> QueryResult<Vec<Vec<ObligationRow>>> {
    let of_kind = |kind: &ObligationKind| {
        let filter = ObligationFilter { kind: Some(*kind), ..filter.clone() };
        let conditions = pressing(conn, reach, &filter, view)?;
        by_consequence(conn, conditions, None, few)
    };
    kinds.iter().map(of_kind).collect()
}
