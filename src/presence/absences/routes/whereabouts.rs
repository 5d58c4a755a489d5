//! Who is where on a day.

use actix_web::get;
use actix_web::web::{Data, Path};
use chrono::NaiveDate;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::catalogue::programmes::Catalogue;
use crate::catalogue::programmes::store::site_id;
use crate::ids::{ApprenticeId, EmployerId, SiteId};
use crate::law::calendar::Period;
use crate::law::figures::Law;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::page::{self, Name, Page};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::presence::absences::rules::{Where, Whereabouts};
use crate::presence::absences::store::{self, Somebody, WhereaboutsFilter};
use crate::presence::absences::wire::{WhereaboutsOut, WhereaboutsParams};
use crate::presence::calendars;
use crate::trust::access::Act;
use crate::trust::door::Door;

/// People looked at together when only some are wanted.
const AT_ONCE: i64 = 1000;

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(list_whereabouts);
}

/// Tells who is where on a day, by name: in the company, at the centre, absent.
#[utoipa::path(tag = "calendar", params(("id" = SiteId, Path, description = "Site."), WhereaboutsParams),
    responses((status = 200, description = "One page of apprentices.", body = Page<WhereaboutsOut>)))]
#[get("/v1/sites/{id}/whereabouts")]
async fn list_whereabouts(
    door: Door,
    catalogue: Data<Catalogue>,
    id: Path<SiteId>,
    params: Params<WhereaboutsParams>,
) -> Answer {
    let params = params.0;
    let after = page::after(params.cursor.as_deref())?;
    door.read(Act::ReadWhereabouts, move |conn, asker| {
        let known = catalogue.sites.iter().any(|site| site_id(&site.code) == *id);
        if !known || !asker.reach.covers_site(*id) {
            return Err(Problem::not_found("site"));
        }
        let on = params.on.unwrap_or(asker.today);
        let filter = WhereaboutsFilter { site_id: *id, on, cohort_id: params.cohort, after: after.clone() };
        let found = search(conn, &catalogue, &asker.law, filter, params.place, params.limit)?;
        let page = Page::of(found, params.limit, |row| row.0.key());
        let named: Vec<EmployerId> = page.data.iter().filter_map(|row| row.1.employer_id).collect();
        let employers = store::names_of_employers(conn, &named)?;
        Reply::page(&page.map(|(somebody, info)| WhereaboutsOut::of(on, somebody, info, &employers)))
    })
    .await
}

type Found = (Somebody, Whereabouts);

/// One more than the limit of those at a place, read by the thousand when a place is asked for.
fn search(
    conn: &mut Tx,
    catalogue: &Catalogue,
    law: &Law,
    mut filter: WhereaboutsFilter,
    place: Option<Where>,
    limit: i64,
) -> diesel::QueryResult<Vec<Found>> {
    // one that may be cut, and one that tells whether there are others
    let at_once = if place.is_some() { AT_ONCE } else { limit + 2 };
    let mut found = Vec::new();
    loop {
        let people = store::people_on(conn, &filter, at_once)?;
        let read = i64::try_from(people.len()).unwrap_or(i64::MAX);
        let people = if read < at_once { people } else { whole(people) };
        let last: Option<Name> = people.last().map(Somebody::key);
        let info = whereabouts_of(conn, catalogue, law, filter.on, people)?;
        found.extend(info.into_iter().filter(|(_, info)| place.is_none_or(|place| info.place == place)));
        if read < at_once || i64::try_from(found.len()).is_ok_and(|count| count > limit) {
            return Ok(found);
        }
        filter.after = last;
    }
}

/// The same people without the last one, who may be enrolled in a cohort that was not read; unless there is nobody else.
fn whole(mut people: Vec<Somebody>) -> Vec<Somebody> {
    let last = people.last().map(|one| one.apprentice_id);
    if let Some(others) =
        people.iter().position(|one| Some(one.apprentice_id) == last).filter(|rank| *rank > 0)
    {
        people.truncate(others);
    }
    people
}

/// Where each of them is; somebody enrolled twice is told in the cohort whose calendar they follow.
fn whereabouts_of(
    conn: &mut Tx,
    catalogue: &Catalogue,
    law: &Law,
    on: NaiveDate,
    people: Vec<Somebody>,
) -> diesel::QueryResult<Vec<Found>> {
    let ids: Vec<ApprenticeId> = people.iter().map(|one| one.apprentice_id).collect();
    let days = calendars::store::days_of(conn, catalogue, law, &ids)?;
    let absences = store::absences_of(conn, &ids, Period::of_day(on))?;
    let each = people.into_iter().filter_map(|somebody| {
        let days = days.get(&somebody.apprentice_id)?;
        let followed = days.calendar_on(on)?.cohort_id == somebody.cohort_id;
        let missed = absences.get(&somebody.apprentice_id).map(Vec::as_slice).unwrap_or_default();
        let info = Whereabouts::on(on, days, missed);
        followed.then_some((somebody, info))
    });
    Ok(each.collect())
}
