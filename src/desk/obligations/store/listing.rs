//! What is due, narrowed to what the caller reaches and asks for, and counted.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::dsl::{count as count_of, count_star, exists, not};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use uuid::Uuid;

use super::filter::{ObligationFilter, ObligationView};
use super::owners::{Owners, owners};
use super::tallies;
use crate::desk::obligations::model::{
    DUTIES_OF_CFA, FOR_WHO_FOLLOWS, ObligationFacts, ObligationKind, ObligationState, OwnerKind,
    PRIVATE_UNLESS_SHOWN, is_private,
};
use crate::desk::obligations::rules::Open;
use crate::ids::{AccountId, ApprenticeId, CohortId, ContractId, ObligationId, SiteId, TutorId};
use crate::people::apprentices::store::on_duty_for;
use crate::platform::db::{FirstRows, Json, Tx, any_of};
use crate::schema::{derived_obligations, enrolments, obligation_waivers};
use crate::trust::access::{Bounds, Following, Reach, fellow_tutors, followed_apprentices};

/// Something due, as it is kept.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = derived_obligations, check_for_backend(Pg))]
pub struct ObligationRow {
    pub id: ObligationId,
    pub site_id: SiteId,
    /// What is due.
    pub kind: ObligationKind,
    /// Apprentice concerned.
    pub apprentice_id: Option<ApprenticeId>,
    /// Cohort concerned.
    pub cohort_id: Option<CohortId>,
    /// Record it is about.
    pub subject_id: Uuid,
    /// Which one, of what is due several times.
    pub step: String,
    /// Contract concerned.
    pub contract_id: Option<ContractId>,
    /// Company tutor whom it concerns.
    pub tutor_id: Option<TutorId>,
    /// Who has to do it.
    pub owner_kind: OwnerKind,
    /// Account of the staff named.
    pub owner_id: Option<AccountId>,
    /// Whether the apprentice is shown it.
    pub apprentice_sees: bool,
    /// Day from which the facts are known.
    pub since_on: NaiveDate,
    /// First day on which it is due.
    pub from_on: NaiveDate,
    /// Last day on which it is in time.
    pub due_on: NaiveDate,
    pub done_on: Option<NaiveDate>,
    /// First day on which it is no longer open.
    pub closed_on: NaiveDate,
    /// Code of the rule it comes from.
    pub rule: String,
    /// What makes it so.
    pub facts: Json<ObligationFacts>,
    /// How much is lost when it is late, 1 for the most.
    pub consequence: i16,
}

impl ObligationRow {
    /// Whether only the site and the tutor may read it.
    pub fn is_private(&self) -> bool {
        is_private(self.kind, self.apprentice_sees)
    }
}

pub(super) type Condition = Box<dyn BoxableExpression<derived_obligations::table, Pg, SqlType = Bool>>;

/// All of some conditions at once.
pub(super) fn all(conditions: Vec<Condition>) -> Condition {
    let both = |one: Condition, other: Condition| -> Condition { Box::new(one.and(other)) };
    conditions.into_iter().reduce(both).unwrap_or_else(|| Box::new(derived_obligations::id.is_not_null()))
}

/// What is due within reach: what concerns them for tutors and apprentices.
fn reachable(reach: &Reach) -> Vec<Condition> {
    use derived_obligations::{apprentice_id, apprentice_sees, site_id};
    match reach.bounds() {
        Bounds::Everything => Vec::new(),
        Bounds::Sites(sites) => match sites.as_slice() {
            [only] => vec![Box::new(site_id.eq(*only))],
            several => vec![Box::new(site_id.eq(any_of(several.to_vec())))],
        },
        Bounds::Tutor(tutor) => visible_to(*tutor),
        Bounds::Link { tutor, apprentices } => {
            let mut visible = visible_to(*tutor);
            visible.push(Box::new(apprentice_id.assume_not_null().eq(any_of(apprentices.clone()))));
            visible
        }
        Bounds::Apprentice(own) => {
            vec![Box::new(apprentice_id.assume_not_null().eq(*own)), Box::new(apprentice_sees)]
        }
    }
}

/// What concerns a tutor, or the other tutor of an apprentice they follow.
fn visible_to(tutor: Following) -> Vec<Condition> {
    use derived_obligations::{apprentice_id, tutor_id};
    vec![
        Box::new(apprentice_id.assume_not_null().eq_any(followed_apprentices(tutor))),
        Box::new(tutor_id.assume_not_null().eq_any(fellow_tutors(tutor))),
    ]
}

/// One of them.
pub fn find(conn: &mut Tx, reach: &Reach, id: ObligationId) -> QueryResult<Option<ObligationRow>> {
    derived_obligations::table
        .filter(all(reachable(reach)))
        .filter(derived_obligations::id.eq(id))
        .select(ObligationRow::as_select())
        .first(conn)
        .optional()
}

/// How many rows the whole list has.
pub fn count(
    conn: &mut Tx,
    reach: &Reach,
    filter: &ObligationFilter,
    view: &ObligationView,
) -> QueryResult<i64> {
    let conditions = narrowed(conn, reach, filter, view)?;
    derived_obligations::table.filter(all(conditions)).count().get_result(conn)
}

/// The sites of the rows of the whole list, at most so many rows.
pub fn sites_of_rows(
    conn: &mut Tx,
    reach: &Reach,
    filter: &ObligationFilter,
    view: &ObligationView,
    most: i64,
) -> QueryResult<Vec<SiteId>> {
    let conditions = narrowed(conn, reach, filter, view)?;
    derived_obligations::table
        .filter(all(conditions))
        .select(derived_obligations::site_id)
        .first_rows(most)
        .load(conn)
}

/// How much is late for each of some apprentices found within reach; those for whom nothing is have no entry.
pub fn late_of(
    conn: &mut Tx,
    apprentices: Vec<ApprenticeId>,
    view: &ObligationView,
) -> QueryResult<HashMap<ApprenticeId, i64>> {
    let theirs = derived_obligations::apprentice_id;
    let mut conditions = standing(Some(ObligationState::Late), view);
    if view.without_cfa {
        conditions.push(Box::new(derived_obligations::kind.ne_all(DUTIES_OF_CFA)));
    }
    conditions.extend(view.follower.map(|account| followed_alone(account, view.today)));
    conditions.push(Box::new(theirs.assume_not_null().eq(any_of(apprentices))));
    let late = derived_obligations::table.filter(all(conditions));
    let counts: Vec<(Option<ApprenticeId>, i64)> =
        late.group_by(theirs).select((theirs, count_star())).load(conn)?;
    Ok(counts.into_iter().filter_map(|(id, count)| Some((id?, count))).collect())
}

/// How much of a kind is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Queryable)]
pub struct KindCount {
    pub kind: ObligationKind,
    /// There is time.
    pub upcoming: i64,
    /// Now is the time.
    pub due: i64,
    /// The last day is over.
    pub late: i64,
}

impl From<(ObligationKind, Open)> for KindCount {
    fn from((kind, open): (ObligationKind, Open)) -> Self {
        Self { kind, upcoming: open.upcoming, due: open.due, late: open.late }
    }
}

/// How much is open, by kind and state: from the tally for whole sites on days that are not past, else from the rows.
pub fn count_open(
    conn: &mut Tx,
    reach: &Reach,
    filter: &ObligationFilter,
    view: &ObligationView,
) -> QueryResult<Vec<KindCount>> {
    let Some(sites) = tallied_sites(reach, filter, view) else {
        return count_rows(conn, reach, filter, view);
    };
    let mut counts = tallies::count(conn, sites, view)?;
    if view.follower.is_some() {
        counts.retain(|count| !FOR_WHO_FOLLOWS.contains(&count.kind));
        for kind in FOR_WHO_FOLLOWS {
            let own = ObligationFilter { kind: Some(kind), ..filter.clone() };
            counts.extend(count_rows(conn, reach, &own, view)?);
        }
        counts.sort_by_key(|count| count.kind.as_str());
    }
    Ok(counts)
}

/// The sites whose tallies answer, all of them when unsaid; none when only the rows do.
fn tallied_sites(
    reach: &Reach,
    filter: &ObligationFilter,
    view: &ObligationView,
) -> Option<Option<Vec<SiteId>>> {
    let everybody = filter.owner.is_none() && filter.apprentice.is_none() && filter.cohort.is_none();
    let everything = filter.kind.is_none() && filter.state.is_none() && filter.due_before.is_none();
    if !(everybody && everything && view.as_of >= view.today) {
        return None;
    }
    let requested = |site: &SiteId| filter.site.is_none_or(|requested| requested == *site);
    match reach.bounds() {
        Bounds::Everything => Some(filter.site.map(|site| vec![site])),
        Bounds::Sites(sites) => Some(Some(sites.iter().copied().filter(requested).collect())),
        Bounds::Tutor(_) | Bounds::Link { .. } | Bounds::Apprentice(_) => None,
    }
}

/// How much is open, by kind and state, counted row by row.
pub fn count_rows(
    conn: &mut Tx,
    reach: &Reach,
    filter: &ObligationFilter,
    view: &ObligationView,
) -> QueryResult<Vec<KindCount>> {
    use derived_obligations::{due_on, from_on, kind};
    let as_of = view.as_of;
    let due = due_on.ge(as_of).and(from_on.le(as_of));
    let conditions = narrowed(conn, reach, filter, view)?;
    derived_obligations::table
        .filter(all(conditions))
        .group_by(kind)
        .select((
            kind,
            count_of(due_on).aggregate_filter(from_on.gt(as_of)),
            count_of(due_on).aggregate_filter(due),
            count_of(due_on).aggregate_filter(due_on.lt(as_of)),
        ))
        .order(kind)
        .load(conn)
}

/// Rows within reach that a list is narrowed to, and shown to whoever reads it.
pub(super) fn narrowed(
    conn: &mut Tx,
    reach: &Reach,
    filter: &ObligationFilter,
    view: &ObligationView,
) -> QueryResult<Vec<Condition>> {
    let owners = filter.owner.map(|owner| owners(conn, owner, view)).transpose()?;
    Ok(conditions(reach, filter, view, owners.as_ref()))
}

/// The same, once it is known whose work is asked for.
pub(super) fn conditions(
    reach: &Reach,
    filter: &ObligationFilter,
    view: &ObligationView,
    owners: Option<&Owners>,
) -> Vec<Condition> {
    use derived_obligations::{apprentice_id, cohort_id, due_on, kind, site_id};
    let mut conditions = reachable(reach);
    conditions.extend(standing(filter.state, view));
    if let Some(apprentice) = filter.apprentice {
        conditions.push(Box::new(apprentice_id.assume_not_null().eq(apprentice)));
    }
    if let Some(cohort) = filter.cohort {
        let theirs = enrolments::table.filter(enrolments::cohort_id.eq(cohort));
        let enrolled = apprentice_id.assume_not_null().eq_any(theirs.select(enrolments::apprentice_id));
        conditions.push(Box::new(cohort_id.assume_not_null().eq(cohort).or(enrolled)));
    }
    if let Some(site) = filter.site {
        conditions.push(Box::new(site_id.eq(site)));
    }
    if let Some(only) = filter.kind {
        conditions.push(Box::new(kind.eq(only)));
    }
    if let Some(day) = filter.due_before {
        conditions.push(Box::new(due_on.lt(day)));
    }
    if view.for_everyone {
        let private = kind.eq_any(PRIVATE_UNLESS_SHOWN).and(not(derived_obligations::apprentice_sees));
        conditions.push(Box::new(not(private)));
    }
    if view.without_cfa && !filter.asks_for_cfa(view) {
        conditions.push(Box::new(kind.ne_all(DUTIES_OF_CFA)));
    }
    conditions.extend(view.follower.map(|account| followed_alone(account, view.today)));
    conditions.extend(owners.map(Owners::condition));
    conditions
}

/// What somebody reads of those they are on duty for alone, left out of all others.
fn followed_alone(account: AccountId, today: NaiveDate) -> Condition {
    use derived_obligations::{apprentice_id, kind};
    let theirs = apprentice_id.assume_not_null().eq_any(on_duty_for(account, today));
    Box::new(kind.ne_all(FOR_WHO_FOLLOWS).or(theirs))
}

/// Whether whoever sees it so may read a row found within reach.
pub fn is_read_by(conn: &mut Tx, row: &ObligationRow, view: &ObligationView) -> QueryResult<bool> {
    let account = match view.follower {
        _ if view.for_everyone && row.is_private() => return Ok(false),
        Some(account) if FOR_WHO_FOLLOWS.contains(&row.kind) => account,
        _ => return Ok(true),
    };
    let theirs = derived_obligations::table
        .filter(derived_obligations::id.eq(row.id))
        .filter(followed_alone(account, view.today));
    diesel::select(exists(theirs)).get_result(conn)
}

/// Rows in a state on the day they are seen from; open when no state is named.
pub(super) fn standing(state: Option<ObligationState>, view: &ObligationView) -> Vec<Condition> {
    use derived_obligations::{closed_on, done_on, due_on, from_on, live, since_on};
    let as_of = view.as_of;
    let undone = || -> Condition { Box::new(done_on.is_null().or(done_on.assume_not_null().gt(as_of))) };
    let mut conditions: Vec<Condition> = vec![Box::new(since_on.le(as_of))];
    match state {
        Some(ObligationState::Done) => conditions.push(Box::new(done_on.assume_not_null().le(as_of))),
        Some(ObligationState::Waived) => conditions.extend([undone(), waived(as_of)]),
        Some(ObligationState::Lapsed) => {
            conditions.extend([undone(), Box::new(not(waived(as_of))) as Condition]);
            conditions.push(Box::new(closed_on.le(as_of)));
        }
        state => {
            if as_of >= view.today {
                conditions.push(Box::new(live));
            }
            conditions.push(Box::new(closed_on.gt(as_of)));
            conditions.push(Box::new(not(waived(as_of))));
            match state {
                Some(ObligationState::Late) => conditions.push(Box::new(due_on.lt(as_of))),
                Some(ObligationState::Due) => {
                    conditions.push(Box::new(due_on.ge(as_of).and(from_on.le(as_of))));
                }
                Some(ObligationState::Upcoming) => {
                    // the last day is not before the first: the index gives the rows from that day on
                    conditions.push(Box::new(from_on.gt(as_of).and(due_on.gt(as_of))));
                }
                _ => {}
            }
        }
    }
    conditions
}

fn waived(as_of: NaiveDate) -> Condition {
    use obligation_waivers::{given_on, obligation_id, withdrawn_on};
    let still = withdrawn_on.is_null().or(withdrawn_on.assume_not_null().gt(as_of));
    let waiver = obligation_waivers::table
        .filter(obligation_id.eq(derived_obligations::id))
        .filter(given_on.le(as_of))
        .filter(still);
    Box::new(exists(waiver))
}
