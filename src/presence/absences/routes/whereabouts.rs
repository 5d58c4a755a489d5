//! Who is where on a day, one by one and counted.

use std::collections::{BTreeMap, HashMap};

use actix_web::get;
use actix_web::web::{Data, Path};
use chrono::NaiveDate;

use crate::catalogue::cohorts::store::names_by_id;
use crate::catalogue::programmes::{Catalogue, SiteKey};
use crate::ids::{ApprenticeId, EmployerId};
use crate::law::calendar::Period;
use crate::law::figures::Law;
use crate::platform::db::Tx;
use crate::platform::mounting::ServiceConfig;
use crate::platform::page::{self, Name, Page};
use crate::platform::params::Params;
use crate::platform::reply::{Answer, Reply};
use crate::presence::absences::rules::{Where, Whereabouts};
use crate::presence::absences::store::{self, Somebody, WhereaboutsFilter};
use crate::presence::absences::wire::{
    PlaceNames, WhereaboutsCountParams, WhereaboutsCountsOut, WhereaboutsOut, WhereaboutsParams,
};
use crate::presence::calendars;
use crate::presence::calendars::model::SittingHours;
use crate::presence::calendars::store::SittingsShown;
use crate::trust::access::Act;
use crate::trust::door::Door;

/// People looked at together when only some are wanted.
const AT_ONCE: i64 = 1000;

pub(super) fn mount(routes: &mut ServiceConfig<'_>) {
    routes.service(list_whereabouts).service(count_whereabouts);
}

/// Tells who is where on a day, by name: in the company, at the centre, absent.
#[utoipa::path(tag = "calendar", params(SiteKey, WhereaboutsParams),
    responses((status = 200, description = "One page of apprentices.", body = Page<WhereaboutsOut>)))]
#[get("/v1/sites/{site}/whereabouts")]
async fn list_whereabouts(
    door: Door,
    catalogue: Data<Catalogue>,
    at: Path<SiteKey>,
    params: Params<WhereaboutsParams>,
) -> Answer {
    let params = params.0;
    let after = page::after(params.cursor.as_deref())?;
    door.read(Act::ReadWhereabouts, move |conn, asker| {
        let site_id = at.within_reach(conn, asker)?;
        let on = params.on.unwrap_or(asker.today);
        let filter = WhereaboutsFilter { site_id, on, cohort_id: params.cohort, after: after.clone() };
        let found = search(conn, &catalogue, &asker.law, filter, params.place, params.limit)?;
        let page = Page::of(found, params.limit, |row| row.0.key());
        let named: Vec<EmployerId> = page.data.iter().filter_map(|row| row.1.employer_id).collect();
        let names = PlaceNames {
            cohorts: names_by_id(conn, page.data.iter().map(|row| row.0.cohort_id).collect())?,
            employers: store::names_of_employers(conn, &named)?,
            sittings: sittings_of(conn, on, &page.data)?,
        };
        Reply::page(&page.map(|(somebody, info)| WhereaboutsOut::of(on, somebody, info, &names)))
    })
    .await
}

/// Counts who is where on a day, for a site or one of its cohorts.
#[utoipa::path(tag = "calendar", params(SiteKey, WhereaboutsCountParams),
    responses((status = 200, description = "How many are at each place.", body = WhereaboutsCountsOut)))]
#[get("/v1/sites/{site}/whereabouts/counts")]
async fn count_whereabouts(
    door: Door,
    catalogue: Data<Catalogue>,
    at: Path<SiteKey>,
    params: Params<WhereaboutsCountParams>,
) -> Answer {
    let params = params.0;
    door.read(Act::ReadWhereabouts, move |conn, asker| {
        let site_id = at.within_reach(conn, asker)?;
        let on = params.on.unwrap_or(asker.today);
        let filter = WhereaboutsFilter { site_id, on, cohort_id: params.cohort, after: None };
        let (mut by_place, mut partly_absent) = (BTreeMap::new(), 0);
        in_turn(conn, (&catalogue, &asker.law), filter, AT_ONCE, |found| {
            for (_, info) in found {
                *by_place.entry(info.place).or_default() += 1;
                partly_absent += i64::from(info.is_partly_absent());
            }
            false
        })?;
        Reply::ok(&WhereaboutsCountsOut::of(on, by_place, partly_absent))
    })
    .await
}

/// The sittings of mock exams the people of a page are at on a day.
fn sittings_of(
    conn: &mut Tx,
    on: NaiveDate,
    page: &[Found],
) -> diesel::QueryResult<HashMap<ApprenticeId, Vec<SittingHours>>> {
    let ids: Vec<ApprenticeId> = page.iter().map(|row| row.0.apprentice_id).collect();
    let hours = calendars::store::exam_hours(conn, &ids, Period::of_day(on), SittingsShown::All)?;
    let mut found: HashMap<ApprenticeId, Vec<SittingHours>> = HashMap::new();
    for (apprentice, hours) in hours {
        found.entry(apprentice).or_default().push(hours);
    }
    Ok(found)
}

type Found = (Somebody, Whereabouts);

/// One more than the limit of those at a place, read by the thousand when a place is asked for.
fn search(
    conn: &mut Tx,
    catalogue: &Catalogue,
    law: &Law,
    filter: WhereaboutsFilter,
    place: Option<Where>,
    limit: i64,
) -> diesel::QueryResult<Vec<Found>> {
    // one that may be cut, and one that tells whether there are others
    let at_once = if place.is_some() { AT_ONCE } else { limit + 2 };
    let mut found = Vec::new();
    in_turn(conn, (catalogue, law), filter, at_once, |some| {
        found.extend(some.into_iter().filter(|(_, info)| place.is_none_or(|place| info.place == place)));
        i64::try_from(found.len()).is_ok_and(|count| count > limit)
    })?;
    Ok(found)
}

/// Hands over those in training on a day, so many at once by name, until there are enough.
fn in_turn(
    conn: &mut Tx,
    (catalogue, law): (&Catalogue, &Law),
    mut filter: WhereaboutsFilter,
    at_once: i64,
    mut enough: impl FnMut(Vec<Found>) -> bool,
) -> diesel::QueryResult<()> {
    loop {
        let people = store::people_on(conn, &filter, at_once)?;
        let read = i64::try_from(people.len()).unwrap_or(i64::MAX);
        let people = if read < at_once { people } else { whole(people) };
        let last: Option<Name> = people.last().map(Somebody::key);
        let found = whereabouts_of(conn, catalogue, law, filter.on, people)?;
        if enough(found) || read < at_once {
            return Ok(());
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

/// Where each of them is, by the week proposed where none is confirmed; somebody enrolled twice is told in the cohort
/// whose calendar they follow.
fn whereabouts_of(
    conn: &mut Tx,
    catalogue: &Catalogue,
    law: &Law,
    on: NaiveDate,
    people: Vec<Somebody>,
) -> diesel::QueryResult<Vec<Found>> {
    let ids: Vec<ApprenticeId> = people.iter().map(|one| one.apprentice_id).collect();
    let mut days = calendars::store::days_of(conn, catalogue, law, &ids)?;
    days.values_mut().for_each(|one| one.with_proposals = true);
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
