//! The calendar of a cohort, read and written as one document.

use actix_web::web::{Data, Path};
use actix_web::{get, post, put};

use crate::catalogue::cohorts::{self, Cohort};
use crate::catalogue::programmes::Catalogue;
use crate::ids::CohortId;
use crate::law::findings::refuse_errors;
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::platform::reply::{Answer, Reply};
use crate::presence::calendars::model::{Exception, ExceptionRow, RhythmRow};
use crate::presence::calendars::rules::check_calendar;
use crate::presence::calendars::store;
use crate::presence::calendars::wire::{CalendarIn, CalendarOut, CalendarRows, WeeklyRhythm};
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};
use crate::trust::journal::{self, Change, Event};
use crate::trust::withdrawals::{
    self, About, RowScope, WithdrawalIn, WithdrawalKind, WithdrawalOut, noted, take_noted_back,
};

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(get_calendar).service(write_calendar).service(withdraw_calendar);
}

/// Reads the alternation calendar of a cohort: its week, its exceptions, its school years.
#[utoipa::path(tag = "calendar", params(("id" = CohortId, Path, description = "Cohort.")),
    responses((status = 200, description = "The calendar; version 0 before anything is written.", body = CalendarOut)))]
#[get("/v1/cohorts/{id}/calendar")]
async fn get_calendar(door: Door, catalogue: Data<Catalogue>, id: Path<CohortId>) -> Answer {
    door.read(Act::ReadCohort, move |conn, asker| {
        let cohort = cohorts::store::find(conn, &asker.reach, *id)?.or_not_found("cohort")?;
        let out = CalendarOut::of(&cohort, rows_of(conn, &catalogue, &cohort)?);
        let version = out.version;
        Ok(Reply::ok(&out)?.version(version))
    })
    .await
}

/// Writes the alternation calendar of a cohort in place of the one there; the same one changes nothing.
#[utoipa::path(tag = "calendar", params(("id" = CohortId, Path, description = "Cohort.")),
    request_body = CalendarIn,
    responses((status = 200, description = "The calendar as it now is.", body = CalendarOut)))]
#[put("/v1/cohorts/{id}/calendar")]
async fn write_calendar(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<CohortId>,
    body: Body<CalendarIn>,
) -> Answer {
    door.create(Act::ChangeCalendar, body, move |tx, asker, request| {
        let cohort = cohorts::store::lock(tx, &asker.reach, *id)?.or_not_found("cohort")?;
        let before = store::find_head(tx, cohort.id)?.map(|head| head.version);
        asker.expects(before.unwrap_or_default())?;
        let announced = catalogue.followed(&cohort.follows()).map(|programme| &programme.rhythm);
        let weeks: Vec<_> = request.rhythms.iter().map(WeeklyRhythm::cycle).collect();
        let exceptions: Vec<_> = request.exceptions.iter().map(Exception::from).collect();
        let warnings = refuse_errors(check_calendar(&cohort, announced, &weeks, &exceptions))?;
        let (mut rhythms, exceptions) = request.rows(&cohort);
        rhythms.sort_by_key(|row| row.from_on);
        if before.is_none() || !is_there(tx, &cohort, &rhythms, &exceptions)? {
            write(tx, asker, &cohort, &rhythms, &exceptions)?;
        }
        let out = CalendarOut::of(&cohort, rows_of(tx, &catalogue, &cohort)?).warned(warnings, asker.lang);
        let version = out.version;
        Ok(Reply::ok(&out)?.version(version))
    })
    .await
}

/// Whether a calendar is the one there already, its weeks the oldest first.
fn is_there(
    tx: &mut Tx,
    cohort: &Cohort,
    rhythms: &[RhythmRow],
    exceptions: &[ExceptionRow],
) -> diesel::QueryResult<bool> {
    Ok(store::list_rhythms(tx, &[cohort.id])? == rhythms
        && store::list_exceptions(tx, &[cohort.id])? == exceptions)
}

fn write(
    tx: &mut Tx,
    asker: &Asker,
    cohort: &Cohort,
    rhythms: &[RhythmRow],
    exceptions: &[ExceptionRow],
) -> Result<(), Problem> {
    let under = |table: &'static str| RowScope::of(table, "cohort_id", cohort.id.0);
    let scopes = ["cohort_calendars", "cohort_rhythms", "cohort_exceptions"].map(under);
    let about = (WithdrawalKind::Calendar, cohort.site_id, cohort.id.0);
    let head = noted(tx, about, &scopes, |tx| {
        Ok(store::replace_calendar(tx, cohort.site_id, cohort.id, rhythms, exceptions)?)
    })?;
    let change = Change {
        act: Act::ChangeCalendar,
        event: Event::CalendarWritten,
        site_id: cohort.site_id,
        subject_id: cohort.id.0,
        version: head.version,
        fields: &["rhythms", "exceptions"],
    };
    Ok(journal::record(tx, &asker.author(), &change)?)
}

/// Takes back the calendar as last written, and says why: it is what it was before, or unknown again.
#[utoipa::path(tag = "calendar", params(("id" = CohortId, Path, description = "Cohort.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut),
        (status = 409, description = "Why it is not taken back.")))]
#[post("/v1/cohorts/{id}/calendar/withdrawal")]
async fn withdraw_calendar(door: Door, id: Path<CohortId>, body: Body<WithdrawalIn>) -> Answer {
    door.create(Act::ChangeCalendar, body, move |tx, asker, request| {
        let cohort = cohorts::store::lock(tx, &asker.reach, *id)?.or_not_found("cohort")?;
        let about = About::record(WithdrawalKind::Calendar, &cohort, &*request.reason);
        let withdrawal = take_noted_back(tx, asker, about)?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

fn rows_of(conn: &mut Tx, catalogue: &Catalogue, cohort: &Cohort) -> diesel::QueryResult<CalendarRows> {
    Ok(CalendarRows {
        head: store::find_head(conn, cohort.id)?,
        rhythms: store::list_rhythms(conn, &[cohort.id])?,
        exceptions: store::list_exceptions(conn, &[cohort.id])?,
        announced: store::announced_week(catalogue, &cohort.follows()),
        proposed: store::proposed_weeks(catalogue, &cohort.follows()),
    })
}
