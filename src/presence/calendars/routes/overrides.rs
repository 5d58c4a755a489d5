//! What differs from the calendar of the cohort for one apprentice.

use actix_web::web::Path;
use actix_web::{delete, get, patch, post};

use crate::ids::{ApprenticeId, CalendarOverrideId};
use crate::law::findings::refuse_errors;
use crate::people::apprentices::cards::{Peopled, peopled, with_people};
use crate::people::apprentices::store as people;
use crate::platform::body::Body;
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{Day, Page, Paging};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::presence::calendars::model::{CalendarOverride, CalendarOverrideFacts, CalendarOverridePatch};
use crate::presence::calendars::rules::check_override;
use crate::presence::calendars::store;
use crate::trust::access::Act;
use crate::trust::door::{Asker, Door};
use crate::trust::journal::Event;
use crate::trust::withdrawals::{self, About, WithdrawalIn, WithdrawalKind, WithdrawalOut};

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes
        .service(list_calendar_overrides)
        .service(create_calendar_override)
        .service(get_calendar_override)
        .service(change_calendar_override)
        .service(remove_calendar_override)
        .service(withdraw_calendar_override);
}

/// Lists what differs for an apprentice, by first day.
#[utoipa::path(tag = "calendar", params(("id" = ApprenticeId, Path, description = "Apprentice."), Paging),
    responses((status = 200, description = "One page of overrides.", body = Page<Peopled<CalendarOverride>>)))]
#[get("/v1/apprentices/{id}/calendar-overrides")]
async fn list_calendar_overrides(door: Door, id: Path<ApprenticeId>, params: Params<Paging>) -> Answer {
    let page = params.0.rows()?;
    door.read(Act::ReadCalendarOverride, move |conn, asker| {
        let found = people::find(conn, &asker.reach, *id)?;
        let apprentice = found.or_not_found("apprentice")?;
        let rows = store::list_overrides(conn, apprentice.id, &page)?;
        let page = Page::of(rows, page.limit, |row| Day { on: row.facts.from_on, id: row.id.0 })
            .counted(&page, || store::count_overrides(conn, apprentice.id))?;
        Reply::page(&peopled(conn, asker, page)?)
    })
    .await
}

/// Gives an apprentice another week, or the public holidays of another place of work.
#[utoipa::path(tag = "calendar", params(("id" = ApprenticeId, Path, description = "Apprentice.")),
    request_body = CalendarOverrideFacts,
    responses((status = 201, description = "The override created.", body = Peopled<CalendarOverride>)))]
#[post("/v1/apprentices/{id}/calendar-overrides")]
async fn create_calendar_override(
    door: Door,
    id: Path<ApprenticeId>,
    body: Body<CalendarOverrideFacts>,
) -> Answer {
    door.create(Act::ChangeCalendar, body, move |tx, asker, facts| {
        let found = people::lock(tx, &asker.reach, *id)?;
        let apprentice = found.or_not_found("apprentice")?;
        refuse_errors(check_override(&facts))?;
        let row = store::insert_override(tx, apprentice.site_id, apprentice.id, &facts)?;
        asker.record(tx, Event::CalendarOverrideCreated, &row)?;
        let (location, version) = (format!("/v1/calendar-overrides/{}", row.id), row.version);
        Ok(Reply::created(location, &with_people(tx, asker, row)?)?.version(version))
    })
    .await
}

/// Reads an override.
#[utoipa::path(tag = "calendar", params(("id" = CalendarOverrideId, Path, description = "Override.")),
    responses((status = 200, description = "The override.", body = Peopled<CalendarOverride>)))]
#[get("/v1/calendar-overrides/{id}")]
async fn get_calendar_override(door: Door, id: Path<CalendarOverrideId>) -> Answer {
    door.read(Act::ReadCalendarOverride, move |conn, asker| {
        let row = store::find_override(conn, *id)?.or_not_found("calendar_override")?;
        people::find(conn, &asker.reach, row.apprentice_id)?.or_not_found("calendar_override")?;
        let version = row.version;
        Ok(Reply::ok(&with_people(conn, asker, row)?)?.version(version))
    })
    .await
}

/// Changes an override by merge patch.
#[utoipa::path(tag = "calendar", params(("id" = CalendarOverrideId, Path, description = "Override.")),
    request_body = CalendarOverridePatch,
    responses((status = 200, description = "The override changed.", body = Peopled<CalendarOverride>)))]
#[patch("/v1/calendar-overrides/{id}")]
async fn change_calendar_override(
    door: Door,
    id: Path<CalendarOverrideId>,
    body: Body<CalendarOverridePatch>,
) -> Answer {
    door.change(Act::ChangeCalendar, body, move |tx, asker, patch| {
        let current = lock(tx, asker, *id)?;
        asker.expects(current.version)?;
        let facts = patch.applied_to(&current.facts)?;
        refuse_errors(check_override(&facts))?;
        let row = store::change_override(tx, current.id, &facts)?;
        asker.record_fields(tx, Event::CalendarOverrideChanged, &row, &patch.fields())?;
        let version = row.version;
        Ok(Reply::ok(&with_people(tx, asker, row)?)?.version(version))
    })
    .await
}

/// Removes an override.
#[utoipa::path(tag = "calendar", params(("id" = CalendarOverrideId, Path, description = "Override.")),
    responses((status = 204, description = "The override is gone.")))]
#[delete("/v1/calendar-overrides/{id}")]
async fn remove_calendar_override(door: Door, id: Path<CalendarOverrideId>) -> Answer {
    door.write(Act::ChangeCalendar, move |tx, asker| {
        let current = lock(tx, asker, *id)?;
        asker.expects(current.version)?;
        let about = About::record(WithdrawalKind::CalendarOverride, &current, None);
        withdrawals::remove(tx, asker, about.of(current.apprentice_id), &[])?;
        Reply::no_content()
    })
    .await
}

/// Takes back an override entered by mistake, and says why.
#[utoipa::path(tag = "calendar", params(("id" = CalendarOverrideId, Path, description = "Override.")),
    request_body = WithdrawalIn,
    responses((status = 201, description = "What was taken back.", body = WithdrawalOut)))]
#[post("/v1/calendar-overrides/{id}/withdrawal")]
async fn withdraw_calendar_override(
    door: Door,
    id: Path<CalendarOverrideId>,
    body: Body<WithdrawalIn>,
) -> Answer {
    door.create(Act::ChangeCalendar, body, move |tx, asker, request| {
        let current = lock(tx, asker, *id)?;
        let about = About::record(WithdrawalKind::CalendarOverride, &current, &*request.reason);
        let withdrawal = withdrawals::remove(tx, asker, about.of(current.apprentice_id), &[])?;
        withdrawals::answer(tx, asker, withdrawal)
    })
    .await
}

/// One override, held with its apprentice until the end of the transaction.
fn lock(tx: &mut Tx, asker: &Asker, id: CalendarOverrideId) -> Result<CalendarOverride, Problem> {
    let found = store::find_override(tx, id)?.or_not_found("calendar_override")?;
    people::lock(tx, &asker.reach, found.apprentice_id)?.or_not_found("calendar_override")?;
    store::find_override(tx, id)?.or_not_found("calendar_override")
}
