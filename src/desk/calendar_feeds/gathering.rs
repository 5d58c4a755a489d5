//! What the calendar of a person holds: asked of each room as that person would, in a few statements whatever its length.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::QueryResult;
use uuid::Uuid;

use super::model::{FeedEvent, FeedHour};
use super::rules::{Exam, VisitOf, of_day, of_due, of_exam, of_sitting, of_visit, short_name};
use crate::contracts::agreements;
use crate::contracts::agreements::model::ContractState;
use crate::desk::obligations::refresh::Means;
use crate::desk::obligations::tasks::for_person;
use crate::follow_up::visits;
use crate::follow_up::visits::model::Visit;
use crate::follow_up::visits::rules::VisitState;
use crate::ids::{AccountId, ApprenticeId, CohortId, MockExamId};
use crate::law::calendar::{Period, add_days};
use crate::law::identifiers::called;
use crate::learning::mock_exams::model::{InvitationAnswer, MockExam, MockExamState};
use crate::learning::mock_exams::rules::last_day_of_month;
use crate::learning::{mock_exams, sittings};
use crate::people::apprentices;
use crate::platform::clock::start_of;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::page::{Day, Rows};
use crate::platform::text::{Lang, Sentence};
use crate::presence::calendars::ApprenticeDays;
use crate::presence::calendars::store::{days_of, days_of_one};
use crate::trust::access::{Act, Caller, Reach, Role};

/// Days kept behind.
const DAYS_BEHIND: i64 = 60;
/// Days told ahead at most: more than any cycle.
const DAYS_AHEAD: i64 = 1500;
/// Most records asked of a room.
const MOST_OF_A_ROOM: i64 = 500;

/// The calendar of a person on a day; the texts of what is due are asked for in the language wanted as well.
pub fn gather(
    conn: &mut Tx,
    means: Means<'_>,
    caller: &Caller,
    lang: Lang,
) -> Result<Vec<FeedEvent>, Problem> {
    let from = add_days(means.today, -DAYS_BEHIND);
    let mut entries = match (caller.role, caller.apprentice_id) {
        (Role::Student, Some(apprentice)) => of_student(conn, means, caller, apprentice, from)?,
        (Role::Tutor, _) => of_tutor(conn, means, caller, from)?,
        _ => of_staff(conn, caller, from)?,
    };
    entries.extend(due_since(conn, means, caller, from, lang)?);
    entries.sort_by(|one, other| (one.from_on, &one.uid).cmp(&(other.from_on, &other.uid)));
    Ok(entries)
}

/// What is due to somebody, on its last day.
fn due_since(
    conn: &mut Tx,
    means: Means<'_>,
    caller: &Caller,
    from: NaiveDate,
    lang: Lang,
) -> Result<Vec<FeedEvent>, Problem> {
    let mut due = for_person(conn, means, caller, Lang::Fr)?;
    due.retain(|one| one.due_on >= from);
    let english: HashMap<_, _> = match lang {
        Lang::Fr => HashMap::new(),
        Lang::En => {
            for_person(conn, means, caller, lang)?.into_iter().map(|one| (one.id, one.sentence)).collect()
        }
    };
    let about = due.iter().filter_map(|one| one.apprentice.as_ref()).map(|one| one.id);
    let ids: Vec<ApprenticeId> = about.filter(|id| caller.apprentice_id != Some(*id)).collect();
    let names = names_of(conn, caller, &ids)?;
    let events = due.into_iter().map(|one| {
        let name = one.apprentice.as_ref().and_then(|about| names.get(&about.id)).map(String::as_str);
        let en = english.get(&one.id).unwrap_or(&one.sentence).clone();
        of_due(one.id, one.due_on, Sentence::new(one.sentence, en), name)
    });
    Ok(events.collect())
}

fn of_student(
    conn: &mut Tx,
    means: Means<'_>,
    caller: &Caller,
    apprentice: ApprenticeId,
    from: NaiveDate,
) -> QueryResult<Vec<FeedEvent>> {
    let days = days_of_one(conn, means.catalogue, means.law, apprentice)?;
    let mut entries = days_between(&days, apprentice, None, Period { from, to: last_day(&days, from) });
    for visit in visits_since(conn, caller, from, None)? {
        entries.push(of_visit(&visit_details(&visit), None));
    }
    entries.extend(sittings_since(conn, caller, None, from)?);
    let cohorts: Vec<CohortId> = days.cohorts.iter().map(|calendar| calendar.cohort_id).collect();
    let exams = exams_of(conn, caller, &cohorts)?;
    entries.extend(
        exams.iter().map(exam_details).filter(|exam| is_since(exam, from)).map(|exam| of_exam(&exam, None)),
    );
    Ok(entries)
}

fn of_tutor(
    conn: &mut Tx,
    means: Means<'_>,
    caller: &Caller,
    from: NaiveDate,
) -> QueryResult<Vec<FeedEvent>> {
    let Some(reach) = reach_of(caller, Act::ReadContract) else { return Ok(Vec::new()) };
    let filter = agreements::store::ContractFilter::default();
    let mut running = agreements::store::list(conn, &reach, &filter, from, &Rows::first(MOST_OF_A_ROOM))?;
    running.retain(|one| {
        matches!(one.state, ContractState::Signed | ContractState::Broken) && one.effective_ends_on() >= from
    });
    let ids: Vec<ApprenticeId> = running.iter().map(|one| one.apprentice_id).collect();
    let (days, names) = (days_of(conn, means.catalogue, means.law, &ids)?, names_of(conn, caller, &ids)?);
    let mut entries = Vec::new();
    for contract in &running {
        let Some(days) = days.get(&contract.apprentice_id) else { continue };
        let name = names.get(&contract.apprentice_id).map(String::as_str);
        let span = Period {
            from: from.max(contract.starts_on),
            to: last_day(days, from).min(contract.effective_ends_on()),
        };
        entries.extend(days_between(days, contract.apprentice_id, name, span));
    }
    entries.extend(named_visits(conn, caller, from, None)?);
    entries.extend(invited_exams(conn, caller, &days, from)?);
    entries.extend(sittings_since(conn, caller, None, from)?);
    Ok(entries)
}

fn of_staff(conn: &mut Tx, caller: &Caller, from: NaiveDate) -> QueryResult<Vec<FeedEvent>> {
    let mut entries = named_visits(conn, caller, from, Some(AccountId(caller.id)))?;
    entries.extend(sittings_since(conn, caller, Some(AccountId(caller.id)), from)?);
    if let Some(reach) = reach_of(caller, Act::ReadMockExam) {
        let after = Some(Day { on: add_days(from, -31), id: Uuid::max() });
        let (everything, page) = (Default::default(), Rows::after(after, MOST_OF_A_ROOM));
        let exams = mock_exams::store::list_exams(conn, &reach, &everything, &page)?;
        let cohorts = names_of_cohorts(conn, caller, &exams)?;
        for exam in exams {
            let cohort = cohorts.get(&exam.cohort_id).map(String::as_str);
            entries.extend(
                Some(exam_details(&exam))
                    .filter(|events| is_since(events, from))
                    .map(|events| of_exam(&events, cohort)),
            );
        }
    }
    Ok(entries)
}

/// The sittings somebody sits, or is a juror of.
fn sittings_since(
    conn: &mut Tx,
    caller: &Caller,
    juror: Option<AccountId>,
    from: NaiveDate,
) -> QueryResult<Vec<FeedEvent>> {
    let Some(reach) = reach_of(caller, Act::ReadSitting) else { return Ok(Vec::new()) };
    let agenda = sittings::acts::agenda(conn, &reach, juror, start_of(from), MOST_OF_A_ROOM)?;
    Ok(agenda.iter().map(of_sitting).collect())
}

fn reach_of(caller: &Caller, act: Act) -> Option<Reach> {
    caller.may(act).ok()
}

fn last_day(days: &ApprenticeDays, from: NaiveDate) -> NaiveDate {
    let end = days.cohorts.iter().map(|calendar| calendar.ends_on).max();
    end.unwrap_or(from).min(add_days(from, DAYS_AHEAD))
}

fn days_between(
    days: &ApprenticeDays,
    apprentice: ApprenticeId,
    name: Option<&str>,
    period: Period,
) -> Vec<FeedEvent> {
    days.stretches(period.from, period.to)
        .iter()
        .filter_map(|stretch| of_day(apprentice, name, stretch))
        .collect()
}

fn visits_since(
    conn: &mut Tx,
    caller: &Caller,
    from: NaiveDate,
    referent: Option<AccountId>,
) -> QueryResult<Vec<Visit>> {
    let Some(reach) = reach_of(caller, Act::ReadVisit) else { return Ok(Vec::new()) };
    let after = Some(Day { on: add_days(from, -1), id: Uuid::max() });
    let filter = visits::store::VisitFilter { referent, ..Default::default() };
    visits::store::list(conn, &reach, &filter, from, &Rows::after(after, MOST_OF_A_ROOM))
}

fn named_visits(
    conn: &mut Tx,
    caller: &Caller,
    from: NaiveDate,
    referent: Option<AccountId>,
) -> QueryResult<Vec<FeedEvent>> {
    let rows = visits_since(conn, caller, from, referent)?;
    let ids: Vec<ApprenticeId> = rows.iter().map(|visit| visit.apprentice_id).collect();
    let names = names_of(conn, caller, &ids)?;
    let named =
        |visit: &Visit| of_visit(&visit_details(visit), names.get(&visit.apprentice_id).map(String::as_str));
    Ok(rows.iter().map(named).collect())
}

fn visit_details(visit: &Visit) -> VisitOf {
    let on = visit.held_on.unwrap_or(visit.planned_on);
    let told = &visit.appointment;
    // held on another day, nothing is known of its hour
    let hour = told.time.filter(|_| on == visit.planned_on);
    VisitOf {
        id: visit.id,
        on,
        hour: hour.map(|from| FeedHour { from, minutes: told.length() }),
        place: told.place.clone(),
        cancelled: visit.state == VisitState::Cancelled,
    }
}

fn names_of(
    conn: &mut Tx,
    caller: &Caller,
    ids: &[ApprenticeId],
) -> QueryResult<HashMap<ApprenticeId, String>> {
    let Some(reach) = reach_of(caller, Act::ReadApprentice) else { return Ok(HashMap::new()) };
    let people = apprentices::store::batch::by_id(conn, &reach, ids.to_vec())?;
    let named = people.into_iter().map(|one| {
        let family_name = one.usage_name.unwrap_or(one.family_name);
        (one.id, short_name(called(one.usual_given_name.as_deref(), &one.given_name), &family_name))
    });
    Ok(named.collect())
}

fn names_of_cohorts(
    conn: &mut Tx,
    caller: &Caller,
    exams: &[MockExam],
) -> QueryResult<HashMap<CohortId, String>> {
    let Some(reach) = reach_of(caller, Act::ReadCohort).filter(|_| !exams.is_empty()) else {
        return Ok(HashMap::new());
    };
    let filter = crate::catalogue::cohorts::store::CohortFilter::default();
    let page = Rows::first(MOST_OF_A_ROOM);
    let rows = crate::catalogue::cohorts::store::list(conn, &reach, &filter, &page)?;
    Ok(rows.into_iter().map(|cohort| (cohort.id, cohort.facts.name)).collect())
}

fn exams_of(conn: &mut Tx, caller: &Caller, cohorts: &[CohortId]) -> QueryResult<Vec<MockExam>> {
    match reach_of(caller, Act::ReadMockExam) {
        Some(reach) => mock_exams::store::exams_of(conn, &reach, cohorts),
        None => Ok(Vec::new()),
    }
}

/// The mock exams a tutor is invited to, unless they declined.
fn invited_exams(
    conn: &mut Tx,
    caller: &Caller,
    days: &HashMap<ApprenticeId, ApprenticeDays>,
    from: NaiveDate,
) -> QueryResult<Vec<FeedEvent>> {
    let Some(reach) = reach_of(caller, Act::ReadMockExamInvitation) else { return Ok(Vec::new()) };
    let page = Rows::first(MOST_OF_A_ROOM);
    let invitations = mock_exams::store::list_invitations(conn, &reach, None, &Default::default(), &page)?;
    let open = invitations.into_iter().filter(|one| one.answer != InvitationAnswer::Declined);
    let invited: Vec<MockExamId> = open.map(|one| one.mock_exam_id).collect();
    let mut cohorts: Vec<CohortId> =
        days.values().flat_map(|days| &days.cohorts).map(|calendar| calendar.cohort_id).collect();
    cohorts.sort_unstable();
    cohorts.dedup();
    let exams = exams_of(conn, caller, &cohorts)?;
    let events = exams.iter().filter(|exam| invited.contains(&exam.id)).map(exam_details);
    Ok(events.filter(|exam| is_since(exam, from)).map(|exam| of_exam(&exam, None)).collect())
}

fn exam_details(exam: &MockExam) -> Exam {
    Exam {
        id: exam.id,
        ordinal: exam.ordinal,
        month_on: exam.month_on,
        days: exam.facts.starts_on.map(|first| (first, exam.facts.ends_on.unwrap_or(first))),
        cancelled: exam.state == MockExamState::Cancelled,
    }
}

fn is_since(exam: &Exam, from: NaiveDate) -> bool {
    exam.days.map_or(last_day_of_month(exam.month_on), |(_, last)| last) >= from
}
