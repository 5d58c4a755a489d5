//! Every query on calendars. The loaders take cohorts and apprentices already found within reach, and need the same
//! few statements for one as for thousands.

mod exam_hours;

use std::collections::HashMap;
use std::sync::Arc;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::model::{
    CalendarHead, CalendarOverride, CalendarOverrideFacts, CohortCalendar, Cycle, Exception, ExceptionRow,
    RhythmRow, Week, Weekdays, WorkPeriod,
};
use super::rules::{ApprenticeDays, WEEK_IS_ALREADY_ANOTHER, proposed_cycle};
use crate::catalogue::programmes::Catalogue;
use crate::catalogue::programmes::file::Rhythm;
use crate::catalogue::programmes::store::site_id;
use crate::catalogue::programmes::versions::FollowedProgramme;
use crate::ids::{ApprenticeId, CalendarOverrideId, CohortId, ContractId, EmployerId, SiteId};
use crate::law::figures::Law;
use crate::law::holidays::HolidayZone;
use crate::law::territories::WorkLocation;
use crate::platform::db::{FirstRows, Tx, any_of};
use crate::platform::error::{Problem, RefuseOn};
use crate::platform::page::{Day, Rows};
use crate::say;
use crate::schema::{
    calendar_overrides, cohort_calendars, cohort_exceptions, cohort_rhythms, cohorts, contract_employments,
    contracts, employers, enrolments, programmes,
};

pub use exam_hours::{SittingsShown, exam_hours};

#[derive(Queryable, Selectable)]
#[diesel(table_name = cohorts)]
struct CohortInCalendar {
    id: CohortId,
    site_id: SiteId,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
    #[diesel(embed)]
    programme: FollowedProgramme,
}

/// The calendars of cohorts found within reach; four statements whatever their number.
pub fn calendars_of(
    conn: &mut Tx,
    catalogue: &Catalogue,
    ids: &[CohortId],
) -> QueryResult<HashMap<CohortId, Arc<CohortCalendar>>> {
    let found: Vec<CohortInCalendar> = cohorts::table
        .inner_join(programmes::table)
        .filter(cohorts::id.eq(any_of(ids.to_vec())))
        .select(CohortInCalendar::as_select())
        .load(conn)?;
    let mut weeks = HashMap::<CohortId, Vec<(NaiveDate, Cycle)>>::new();
    for row in list_rhythms(conn, ids)? {
        weeks.entry(row.cohort_id).or_default().push((row.from_on, row.cycle()));
    }
    let mut exceptions = HashMap::<CohortId, Vec<Exception>>::new();
    for row in list_exceptions(conn, ids)? {
        exceptions.entry(row.cohort_id).or_default().push(row.into());
    }
    for (cohort, days) in exam_hours::exam_days(conn, ids)? {
        exceptions.entry(cohort).or_default().push(days);
    }
    let calendars = found.into_iter().map(|cohort| {
        let own = weeks.remove(&cohort.id);
        let announced =
            || announced_week(catalogue, &cohort.programme).map(|week| (cohort.starts_on, week.into()));
        let calendar = CohortCalendar {
            cohort_id: cohort.id,
            starts_on: cohort.starts_on,
            ends_on: cohort.ends_on,
            centre: place_of_site(catalogue, cohort.site_id),
            proposed: own
                .is_none()
                .then(|| proposed_weeks(catalogue, &cohort.programme))
                .flatten()
                .map(|cycle| (cohort.starts_on, cycle)),
            weeks: own.unwrap_or_else(|| announced().into_iter().collect()),
            exceptions: exceptions.remove(&cohort.id).unwrap_or_default(),
        };
        (cohort.id, Arc::new(calendar))
    });
    Ok(calendars.collect())
}

/// The days of one apprentice found within reach.
pub fn days_of_one(
    conn: &mut Tx,
    catalogue: &Catalogue,
    law: &Law,
    id: ApprenticeId,
) -> QueryResult<ApprenticeDays> {
    let found = days_of(conn, catalogue, law, &[id])?.remove(&id);
    Ok(found.unwrap_or_else(|| ApprenticeDays::under(&law.holidays)))
}

/// What decides the days of apprentices found within reach; seven statements whatever their number.
pub fn days_of(
    conn: &mut Tx,
    catalogue: &Catalogue,
    law: &Law,
    apprentices: &[ApprenticeId],
) -> QueryResult<HashMap<ApprenticeId, ApprenticeDays>> {
    let enrolled: Vec<(ApprenticeId, CohortId)> = enrolments::table
        .filter(enrolments::apprentice_id.eq(any_of(apprentices.to_vec())))
        .select((enrolments::apprentice_id, enrolments::cohort_id))
        .load(conn)?;
    let mut cohorts: Vec<CohortId> = enrolled.iter().map(|(_, cohort)| *cohort).collect();
    cohorts.sort_unstable();
    cohorts.dedup();
    let calendars = calendars_of(conn, catalogue, &cohorts)?;
    let nothing = || ApprenticeDays::under(&law.holidays);
    let mut days: HashMap<ApprenticeId, ApprenticeDays> =
        apprentices.iter().map(|apprentice| (*apprentice, nothing())).collect();
    for (apprentice, cohort) in enrolled {
        let calendar = calendars.get(&cohort).cloned();
        days.entry(apprentice).or_insert_with(nothing).cohorts.extend(calendar);
    }
    for row in overrides_of(conn, apprentices)? {
        days.entry(row.apprentice_id).or_insert_with(nothing).overrides.push(row);
    }
    for (apprentice, workplace) in workplaces_of(conn, apprentices)? {
        days.entry(apprentice).or_insert_with(nothing).workplaces.push(workplace);
    }
    for one in days.values_mut() {
        one.cohorts.sort_by_key(|calendar| (calendar.starts_on, calendar.cohort_id));
    }
    Ok(days)
}

/// The week a programme announces by its days, when it does.
pub fn announced_week(catalogue: &Catalogue, programme: &FollowedProgramme) -> Option<Week> {
    let Rhythm { company_weekdays, centre_weekdays, .. } = &catalogue.followed(programme)?.rhythm;
    let of = |numbers: &[u8]| Weekdays::of(numbers.iter().copied().map(i16::from));
    let week = Week { company: of(company_weekdays), centre: of(centre_weekdays) };
    (week != Week::default()).then_some(week)
}

/// The weeks proposed where the programme says how many days, not which.
pub fn proposed_weeks(catalogue: &Catalogue, programme: &FollowedProgramme) -> Option<Cycle> {
    match announced_week(catalogue, programme) {
        Some(_) => None,
        None => proposed_cycle(&catalogue.followed(programme)?.rhythm),
    }
}

/// The public holidays that apply at a site.
pub fn place_of_site(catalogue: &Catalogue, id: SiteId) -> HolidayZone {
    let site = catalogue.sites.iter().find(|site| site_id(&site.code) == id);
    site.map(|site| site.public_holidays.into()).unwrap_or_default()
}

fn overrides_of(conn: &mut Tx, apprentices: &[ApprenticeId]) -> QueryResult<Vec<CalendarOverride>> {
    calendar_overrides::table
        .filter(calendar_overrides::apprentice_id.eq(any_of(apprentices.to_vec())))
        .select(CalendarOverride::as_select())
        .order((calendar_overrides::from_on, calendar_overrides::id))
        .load(conn)
}

/// States of a contract that is or was worked.
const CONCLUDED: [&str; 2] = ["signed", "broken"];

/// Postal code of a place, its country, and whether Good Friday is off there.
type PlaceColumns = (Option<String>, Option<String>, Option<bool>);

/// A period of work as kept: contract, employer, first and last day, the day the contract was closed, and the place agreed
/// or the employer's.
type WorkRow =
    (ContractId, EmployerId, (NaiveDate, NaiveDate), Option<NaiveDate>, PlaceColumns, PlaceColumns);

fn worked((contract_id, employer_id, days, closed_on, there, employer): WorkRow) -> WorkPeriod {
    let place = HolidayZone::of(&WorkLocation::from(there).or(employer));
    let to_on = closed_on.map_or(days.1, |closed_on| closed_on.min(days.1));
    WorkPeriod { contract_id, employer_id, from_on: days.0, to_on, place }
}

fn workplaces_of(
    conn: &mut Tx,
    apprentices: &[ApprenticeId],
) -> QueryResult<Vec<(ApprenticeId, WorkPeriod)>> {
    let rows: Vec<(ApprenticeId, WorkRow)> = contracts::table
        .inner_join(contract_employments::table.on(contract_employments::contract_id.eq(contracts::id)))
        .inner_join(employers::table.on(employers::id.eq(contract_employments::employer_id)))
        .filter(contracts::apprentice_id.eq(any_of(apprentices.to_vec())))
        .filter(contracts::state.eq_any(CONCLUDED))
        .select((
            contracts::apprentice_id,
            (
                contracts::id,
                contract_employments::employer_id,
                (contract_employments::from_on, contract_employments::to_on),
                contracts::closed_on,
                (
                    contract_employments::workplace_postal_code,
                    contract_employments::workplace_country,
                    contract_employments::workplace_good_friday_off,
                ),
                (employers::postal_code, employers::country.nullable(), employers::good_friday_off),
            ),
        ))
        .order((contract_employments::from_on, contracts::id))
        .load(conn)?;
    Ok(rows.into_iter().map(|(apprentice, row)| (apprentice, worked(row))).collect())
}

/// Where a contract found within reach is worked from when to when, signed or not.
pub fn places_of_contract(conn: &mut Tx, contract: ContractId) -> QueryResult<Vec<WorkPeriod>> {
    let rows: Vec<WorkRow> = contracts::table
        .inner_join(contract_employments::table.on(contract_employments::contract_id.eq(contracts::id)))
        .inner_join(employers::table.on(employers::id.eq(contract_employments::employer_id)))
        .filter(contracts::id.eq(contract))
        .select((
            contracts::id,
            contract_employments::employer_id,
            (contract_employments::from_on, contract_employments::to_on),
            contracts::closed_on,
            (
                contract_employments::workplace_postal_code,
                contract_employments::workplace_country,
                contract_employments::workplace_good_friday_off,
            ),
            (employers::postal_code, employers::country.nullable(), employers::good_friday_off),
        ))
        .order(contract_employments::from_on)
        .load(conn)?;
    Ok(rows.into_iter().map(worked).collect())
}

/// The weeks of cohorts found within reach, the oldest first.
pub fn list_rhythms(conn: &mut Tx, ids: &[CohortId]) -> QueryResult<Vec<RhythmRow>> {
    cohort_rhythms::table
        .filter(cohort_rhythms::cohort_id.eq(any_of(ids.to_vec())))
        .select(RhythmRow::as_select())
        .order((cohort_rhythms::cohort_id, cohort_rhythms::from_on))
        .load(conn)
}

/// The exceptions of cohorts found within reach, as listed.
pub fn list_exceptions(conn: &mut Tx, ids: &[CohortId]) -> QueryResult<Vec<ExceptionRow>> {
    cohort_exceptions::table
        .filter(cohort_exceptions::cohort_id.eq(any_of(ids.to_vec())))
        .select(ExceptionRow::as_select())
        .order((cohort_exceptions::cohort_id, cohort_exceptions::rank))
        .load(conn)
}

/// The head of the calendar of a cohort found within reach, once written.
pub fn find_head(conn: &mut Tx, cohort: CohortId) -> QueryResult<Option<CalendarHead>> {
    cohort_calendars::table.find(cohort).select(CalendarHead::as_select()).first(conn).optional()
}

/// Writes the calendar of a cohort locked by the transaction, in place of the one there.
pub fn replace_calendar(
    tx: &mut Tx,
    site: SiteId,
    cohort: CohortId,
    rhythms: &[RhythmRow],
    exceptions: &[ExceptionRow],
) -> QueryResult<CalendarHead> {
    let head = diesel::insert_into(cohort_calendars::table)
        .values((cohort_calendars::cohort_id.eq(cohort), cohort_calendars::site_id.eq(site)))
        .on_conflict(cohort_calendars::cohort_id)
        .do_update()
        .set(cohort_calendars::site_id.eq(site))
        .returning(CalendarHead::as_returning())
        .get_result(tx)?;
    diesel::delete(cohort_rhythms::table.filter(cohort_rhythms::cohort_id.eq(cohort))).execute(tx)?;
    diesel::delete(cohort_exceptions::table.filter(cohort_exceptions::cohort_id.eq(cohort))).execute(tx)?;
    diesel::insert_into(cohort_rhythms::table).values(rhythms).execute(tx)?;
    diesel::insert_into(cohort_exceptions::table).values(exceptions).execute(tx)?;
    Ok(head)
}

/// One override, of an apprentice still to be found within reach.
pub fn find_override(conn: &mut Tx, id: CalendarOverrideId) -> QueryResult<Option<CalendarOverride>> {
    calendar_overrides::table.find(id).select(CalendarOverride::as_select()).first(conn).optional()
}

/// The overrides of an apprentice found within reach, after a row.
pub fn list_overrides(
    conn: &mut Tx,
    apprentice: ApprenticeId,
    page: &Rows<Day>,
) -> QueryResult<Vec<CalendarOverride>> {
    let mut rows = narrowed_overrides(apprentice);
    if let Some(after) = &page.after {
        let tie = calendar_overrides::from_on.gt(after.on).or(calendar_overrides::id.gt(after.id));
        rows = rows.filter(calendar_overrides::from_on.ge(after.on)).filter(tie);
    }
    rows.select(CalendarOverride::as_select())
        .order((calendar_overrides::from_on, calendar_overrides::id))
        .first_rows(page.limit + 1)
        .load(conn)
}

/// How many rows the whole list has.
pub fn count_overrides(conn: &mut Tx, apprentice: ApprenticeId) -> QueryResult<i64> {
    narrowed_overrides(apprentice).count().get_result(conn)
}

fn narrowed_overrides<'a>(apprentice: ApprenticeId) -> calendar_overrides::BoxedQuery<'a, diesel::pg::Pg> {
    calendar_overrides::table.filter(calendar_overrides::apprentice_id.eq(apprentice)).into_boxed()
}

/// Writes a new override of an apprentice locked by the transaction.
pub fn insert_override(
    tx: &mut Tx,
    site: SiteId,
    apprentice: ApprenticeId,
    facts: &CalendarOverrideFacts,
) -> Result<CalendarOverride, Problem> {
    let inserted = diesel::insert_into(calendar_overrides::table)
        .values((
            calendar_overrides::id.eq(CalendarOverrideId::new()),
            calendar_overrides::site_id.eq(site),
            calendar_overrides::apprentice_id.eq(apprentice),
            facts,
        ))
        .returning(CalendarOverride::as_returning())
        .get_result(tx);
    refuse_overlap(inserted)
}

/// Writes an override anew.
pub fn change_override(
    tx: &mut Tx,
    id: CalendarOverrideId,
    facts: &CalendarOverrideFacts,
) -> Result<CalendarOverride, Problem> {
    let changed = diesel::update(calendar_overrides::table.find(id))
        .set(facts)
        .returning(CalendarOverride::as_returning())
        .get_result(tx);
    refuse_overlap(changed)
}

fn refuse_overlap<T>(written: QueryResult<T>) -> Result<T, Problem> {
    use diesel::result::Error::DatabaseError;
    let same_place = "calendar_overrides_one_place_at_a_time";
    match &written {
        Err(DatabaseError(_, info)) if info.constraint_name() == Some(same_place) => Err(overlaps_another()),
        _ => written.refuse_on("calendar_overrides_one_week_at_a_time", overlaps_another),
    }
}

fn overlaps_another() -> Problem {
    WEEK_IS_ALREADY_ANOTHER.conflict(say!(
        "Une autre particularité de même nature couvre une partie de cette période.",
        "Another difference of the same kind covers a part of this period."
    ))
}
