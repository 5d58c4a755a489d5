//! What is due to some people, for whoever writes to them: mails, calendars, the page of a link.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use uuid::Uuid;

use super::model::{ObligationKind, ObligationState, OwnerKind};
use super::refresh::{Means, refresh, sites_of};
use super::rules::sentence;
use super::store::{
    self, Names, ObligationFilter, ObligationPlace, ObligationRow, ObligationSort, ObligationView, OwnedBy,
};
use super::wire::{ObligationOut, ObligationOwnerKind, ObligationReader};
use crate::ids::{ApprenticeId, SiteId, TutorId};
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::page::Rows;
use crate::platform::text::{Lang, Sentence};
use crate::trust::access::{Act, Caller, Role};

/// Most obligations told to one person at once.
const MOST_TOLD: i64 = 500;
/// Rows told at once when everybody of a site is written to.
const ROWS_AT_ONCE: i64 = 1000;

/// Everything open that somebody has to do themselves, to come included, by last day.
pub fn for_person(
    conn: &mut Tx,
    means: Means<'_>,
    caller: &Caller,
    lang: Lang,
) -> Result<Vec<ObligationOut>, Problem> {
    let reach = caller.may(Act::ReadObligation)?;
    refresh(conn, means, sites_of(caller, reach.bounds(), None).as_deref())?;
    let own = match (caller.tutor_id, caller.apprentice_id) {
        (Some(TutorId(id)), _) | (None, Some(ApprenticeId(id))) => id,
        (None, None) => caller.id,
    };
    let by_day = Some(ObligationSort::DueOn);
    let filter = ObligationFilter { owner: Some(OwnedBy::One(own)), sort: by_day, ..Default::default() };
    let view = ObligationView::on(means.today);
    let rows = store::list(conn, &reach, &filter, &view, &Rows::first(MOST_TOLD))?;
    let reader = ObligationReader { as_of: means.today, lang, staff: caller.is_staff(), law: means.law };
    render(conn, rows, reader)
}

/// Something a tutor has to do, as their page tells it.
#[derive(Debug, Clone)]
pub struct TutorTask {
    /// What is due.
    pub kind: ObligationKind,
    /// Apprentice concerned.
    pub apprentice_id: ApprenticeId,
    /// Record it is about.
    pub subject_id: Uuid,
    /// First day on which it is due.
    pub from_on: NaiveDate,
    /// Last day on which it is in time.
    pub due_on: NaiveDate,
    /// The words in which everybody is told of it.
    pub sentence: Sentence,
}

/// What a tutor has to do about the apprentices they reach, and the visits they receive, by last day; what was put off
/// is left out.
pub fn tasks_of_tutor(conn: &mut Tx, means: Means<'_>, caller: &Caller) -> Result<Vec<TutorTask>, Problem> {
    let reach = caller.may(Act::ReadObligation)?;
    refresh(conn, means, sites_of(caller, reach.bounds(), None).as_deref())?;
    let filter = ObligationFilter { sort: Some(ObligationSort::DueOn), ..Default::default() };
    let view = ObligationView::on(means.today);
    let mut rows = store::list(conn, &reach, &filter, &view, &Rows::first(MOST_TOLD))?;
    rows.retain(|row| row.owner_kind == OwnerKind::Tutor || row.kind == ObligationKind::VisitToHold);
    let settled = store::settled_on(conn, &rows, means.today)?;
    rows.retain(|row| !settled.snoozes.contains_key(&row.id));
    Ok(rows.into_iter().filter_map(task_of).collect())
}

fn task_of(row: ObligationRow) -> Option<TutorTask> {
    Some(TutorTask {
        kind: row.kind,
        apprentice_id: row.apprentice_id?,
        subject_id: row.subject_id,
        from_on: row.from_on,
        due_on: row.due_on,
        sentence: sentence(row.kind, &row.step, row.due_on, &row.facts.0),
    })
}

/// Somebody who is written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    pub account: Uuid,
    /// What they sign in as.
    pub role: Role,
    pub tutor_id: Option<TutorId>,
    /// File of a student.
    pub apprentice_id: Option<ApprenticeId>,
    /// Whether they follow what the CFA has to do.
    pub follows_cfa: bool,
}

impl Recipient {
    /// Whether they have to do it: what nobody else has to do at a site is for its managers.
    fn owns(&self, one: &ObligationOut) -> bool {
        match one.owner.kind {
            ObligationOwnerKind::Staff => one.owner.id == self.account,
            ObligationOwnerKind::Site => self.role == Role::Manager,
            ObligationOwnerKind::Cfa => self.follows_cfa,
            ObligationOwnerKind::Tutor => self.tutor_id.is_some_and(|id| id.0 == one.owner.id),
            ObligationOwnerKind::Apprentice => self.apprentice_id.is_some_and(|id| id.0 == one.owner.id),
        }
    }
}

/// What presses today for somebody.
#[derive(Debug, Clone, Default)]
pub struct TaskShare {
    /// The first of it, what matters most first.
    pub first: Vec<Arc<ObligationOut>>,
    /// How much of it there is.
    pub count: usize,
    /// Of which the last day is over.
    pub late: usize,
}

/// What presses today for each of some people of a site, what was put off left out: as many statements whatever the
/// number of people, and in memory only the first of each one's share, told once for all whom it concerns.
pub fn pressing_for(
    conn: &mut Tx,
    means: Means<'_>,
    site: SiteId,
    people: &[Recipient],
    lang: Lang,
    most: usize,
) -> Result<HashMap<Uuid, TaskShare>, Problem> {
    refresh(conn, means, Some(&[site]))?;
    let reader = ObligationReader { as_of: means.today, lang, staff: true, law: means.law };
    let mut shares: HashMap<Uuid, TaskShare> = HashMap::new();
    let mut after = None;
    loop {
        let rows = store::pressing_at(conn, site, means.today, after.as_ref(), ROWS_AT_ONCE)?;
        after = rows.last().map(|row| ObligationPlace::of(row, means.today));
        let last = i64::try_from(rows.len()).is_ok_and(|read| read < ROWS_AT_ONCE);
        for one in render(conn, rows, reader)?.into_iter().filter(|one| one.snoozed_until.is_none()) {
            share_out(one, people, most, &mut shares);
        }
        if last {
            return Ok(shares);
        }
    }
}

fn share_out(one: ObligationOut, people: &[Recipient], most: usize, shares: &mut HashMap<Uuid, TaskShare>) {
    let one = Arc::new(one);
    for person in people.iter().filter(|person| person.owns(&one)) {
        let share = shares.entry(person.account).or_default();
        share.count += 1;
        share.late += usize::from(one.state == ObligationState::Late);
        if share.first.len() < most {
            share.first.push(Arc::clone(&one));
        }
    }
}

fn render(
    conn: &mut Tx,
    rows: Vec<ObligationRow>,
    reader: ObligationReader<'_>,
) -> Result<Vec<ObligationOut>, Problem> {
    let names: Names = store::names_of(conn, &rows, reader.as_of)?;
    let settled = store::settled_on(conn, &rows, reader.as_of)?;
    Ok(rows.into_iter().map(|row| ObligationOut::render(row, &names, &settled, reader)).collect())
}
