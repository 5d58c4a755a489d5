//! What is due to some people, for whoever writes to them: mails, calendars, the page of a link.

use std::collections::HashMap;

use chrono::NaiveDate;
use uuid::Uuid;

use super::model::{ObligationFacts, ObligationKind, OwnerKind};
use super::refreshing::{Means, refresh, sites_of};
use super::rules::sentence;
use super::store::{self, Kept, Names, Narrowed, Wanted};
use super::wire::{ObligationOut, ObligationOwnerKind, Reader};
use crate::access::{Act, Caller, Role};
use crate::ids::{ApprenticeId, SiteId, TutorId};
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::text::{Lang, Text};

/// Most obligations told to one person at once.
const MOST_TOLD: i64 = 500;

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
    let narrowed = Narrowed { owner: Some(own), ..Narrowed::everything(means.today) };
    let rows = store::list(conn, &reach, &Wanted { narrowed, after: None, limit: MOST_TOLD })?;
    let reader = Reader { as_of: means.today, lang, staff: caller.is_staff() };
    told(conn, rows, reader)
}

/// Something a tutor has to do, as their page tells it.
#[derive(Debug, Clone)]
pub struct Asked {
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
    pub sentence: Text,
}

/// What a tutor has to do about the apprentices they reach, and the visits they receive, by last day; what was put off
/// is left out.
pub fn asked_of_tutor(conn: &mut Tx, means: Means<'_>, caller: &Caller) -> Result<Vec<Asked>, Problem> {
    let reach = caller.may(Act::ReadObligation)?;
    refresh(conn, means, sites_of(caller, reach.bounds(), None).as_deref())?;
    let wanted = Wanted { narrowed: Narrowed::everything(means.today), after: None, limit: MOST_TOLD };
    let mut rows = store::list(conn, &reach, &wanted)?;
    rows.retain(|row| row.owner_kind == OwnerKind::Tutor || row.kind == ObligationKind::VisitToHold);
    let settled = store::settled_on(conn, &rows, means.today)?;
    rows.retain(|row| !settled.snoozes.contains_key(&row.id));
    Ok(rows.into_iter().filter_map(asked).collect())
}

fn asked(row: Kept) -> Option<Asked> {
    let facts: ObligationFacts = serde_json::from_value(row.facts).unwrap_or_default();
    Some(Asked {
        kind: row.kind,
        apprentice_id: row.apprentice_id?,
        subject_id: row.subject_id,
        from_on: row.from_on,
        due_on: row.due_on,
        sentence: sentence(row.kind, &row.step, row.due_on, &facts),
    })
}

/// Somebody who is written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    /// Account.
    pub account: Uuid,
    /// What they sign in as.
    pub role: Role,
    /// Tutor record of a tutor.
    pub tutor_id: Option<TutorId>,
    /// File of a student.
    pub apprentice_id: Option<ApprenticeId>,
}

impl Recipient {
    /// Whether they have to do it: what nobody else has to do at a site is for its managers.
    fn owns(&self, one: &ObligationOut) -> bool {
        match one.owner.kind {
            ObligationOwnerKind::Staff => one.owner.id == self.account,
            ObligationOwnerKind::Site => self.role == Role::Manager,
            ObligationOwnerKind::Tutor => self.tutor_id.is_some_and(|id| id.0 == one.owner.id),
            ObligationOwnerKind::Apprentice => self.apprentice_id.is_some_and(|id| id.0 == one.owner.id),
        }
    }
}

/// What presses today for each of some people of a site, what was put off left out: a constant number of statements,
/// whatever the number of people.
pub fn pressing_for(
    conn: &mut Tx,
    means: Means<'_>,
    site: SiteId,
    people: &[Recipient],
    lang: Lang,
) -> Result<HashMap<Uuid, Vec<ObligationOut>>, Problem> {
    refresh(conn, means, Some(&[site]))?;
    let rows = store::pressing_at(conn, site, means.today)?;
    let all = told(conn, rows, Reader { as_of: means.today, lang, staff: true })?;
    let all: Vec<ObligationOut> = all.into_iter().filter(|one| one.snoozed_until.is_none()).collect();
    let each = people.iter().map(|person| {
        let own = all.iter().filter(|one| person.owns(one)).cloned().collect();
        (person.account, own)
    });
    Ok(each.collect())
}

fn told(conn: &mut Tx, rows: Vec<Kept>, reader: Reader) -> Result<Vec<ObligationOut>, Problem> {
    let names: Names = store::names_of(conn, &rows, reader.as_of)?;
    let settled = store::settled_on(conn, &rows, reader.as_of)?;
    Ok(rows.into_iter().map(|row| ObligationOut::told(row, &names, &settled, reader)).collect())
}
