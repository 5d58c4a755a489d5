//! Every query on absences, and on who is where.

mod whereabouts;

pub use whereabouts::{Somebody, WhereaboutsFilter, names_of_employers, people_on};

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use diesel::dsl::exists;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use serde::Deserialize;
use utoipa::IntoParams;

use super::model::{Absence, AbsenceFacts, AwayFrom, Justified};
use super::rules::ONCE_A_HALF_DAY;
use crate::at_sites;
use crate::ids::{AbsenceId, AccountId, ApprenticeId, CohortId, SiteId};
use crate::law::calendar::Period;
use crate::law::identifiers::{called, full_name};
use crate::people::apprentices::Apprentice;
use crate::people::apprentices::store::on_duty_for;
use crate::platform::db::{FirstRows, Tx, any_of};
use crate::platform::error::{Problem, RefuseOn};
use crate::platform::page::{Day, Rows};
use crate::say;
use crate::schema::{absences, apprentices, contracts, enrolments, referents};
use crate::trust::access::{Bounds, Following, Reach, open_since, tutored};

/// What narrows a list of absences.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AbsenceFilter {
    /// Only of this apprentice.
    #[param(value_type = Option<uuid::Uuid>)]
    pub apprentice: Option<ApprenticeId>,
    /// Only of apprentices enrolled in this cohort.
    #[param(value_type = Option<uuid::Uuid>)]
    pub cohort: Option<CohortId>,
    /// Only of apprentices this manager or trainer is on duty for today.
    #[param(value_type = Option<uuid::Uuid>)]
    pub referent: Option<AccountId>,
    /// Only this site.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
    /// Only those not over before this day.
    pub from: Option<NaiveDate>,
    /// Only those begun by this day.
    pub to: Option<NaiveDate>,
    /// Only those justified, not justified, or not known yet.
    #[param(inline)]
    pub justified: Option<Justified>,
    /// Only from there.
    #[param(inline)]
    pub away_from: Option<AwayFrom>,
}

type AbsenceQuery<'a> = absences::BoxedQuery<'a, Pg>;

/// The absences within reach: those during their own contracts for tutors, their own for students.
fn reachable<'a>(reach: &Reach) -> AbsenceQuery<'a> {
    let rows = absences::table.into_boxed();
    match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, absences::site_id, sites),
        Bounds::Tutor(tutor) => rows.filter(during_contracts_of(*tutor)),
        Bounds::Link { tutor, apprentices } => rows
            .filter(during_contracts_of(*tutor))
            .filter(absences::apprentice_id.eq_any(apprentices.clone())),
        Bounds::Apprentice(apprentice) => rows.filter(absences::apprentice_id.eq(*apprentice)),
    }
}

/// Absences during a contract a tutor signed as such.
fn during_contracts_of<'a>(
    tutor: Following,
) -> Box<dyn BoxableExpression<absences::table, Pg, SqlType = Bool> + 'a> {
    Box::new(exists(
        contracts::table
            .filter(contracts::id.eq_any(tutored(tutor)))
            .filter(open_since(tutor.since))
            .filter(contracts::apprentice_id.eq(absences::apprentice_id))
            .filter(contracts::state.eq_any(["signed", "broken"]))
            .filter(contracts::starts_on.le(absences::to_on))
            .filter(contracts::ends_on.ge(absences::from_on))
            .filter(contracts::closed_on.is_null().or(contracts::closed_on.ge(absences::from_on.nullable()))),
    ))
}

/// One absence.
pub fn find(conn: &mut Tx, reach: &Reach, id: AbsenceId) -> QueryResult<Option<Absence>> {
    reachable(reach).filter(absences::id.eq(id)).select(Absence::as_select()).first(conn).optional()
}

/// One absence, held with its apprentice until the end of the transaction.
pub fn lock(tx: &mut Tx, reach: &Reach, id: AbsenceId) -> QueryResult<Option<Absence>> {
    let Some(found) = find(tx, reach, id)? else { return Ok(None) };
    crate::people::apprentices::store::lock_contracts_of(tx, found.apprentice_id)?;
    absences::table.find(id).for_no_key_update().select(Absence::as_select()).first(tx).optional()
}

/// One more row than the limit, by first day; duties are those of a day.
pub fn list(
    conn: &mut Tx,
    reach: &Reach,
    filter: &AbsenceFilter,
    today: NaiveDate,
    page: &Rows<Day>,
) -> QueryResult<Vec<Absence>> {
    let mut rows = narrowed(reachable(reach), filter, today);
    if let Some(after) = &page.after {
        let tie = absences::from_on.gt(after.on).or(absences::id.gt(after.id));
        rows = rows.filter(absences::from_on.ge(after.on)).filter(tie);
    }
    rows.select(Absence::as_select())
        .order((absences::from_on, absences::id))
        .first_rows(page.limit + 1)
        .load(conn)
}

/// How many rows the whole list has.
pub fn count(conn: &mut Tx, reach: &Reach, filter: &AbsenceFilter, today: NaiveDate) -> QueryResult<i64> {
    narrowed(reachable(reach), filter, today).count().get_result(conn)
}

/// The sites of the rows of the whole list, at most so many rows.
pub fn sites_of(
    conn: &mut Tx,
    reach: &Reach,
    filter: &AbsenceFilter,
    today: NaiveDate,
    most: i64,
) -> QueryResult<Vec<SiteId>> {
    narrowed(reachable(reach), filter, today).select(absences::site_id).first_rows(most).load(conn)
}

fn narrowed<'a>(mut rows: AbsenceQuery<'a>, filter: &AbsenceFilter, today: NaiveDate) -> AbsenceQuery<'a> {
    if let Some(account) = filter.referent {
        rows = rows.filter(absences::apprentice_id.eq_any(on_duty_for(account, today)));
    }
    if let Some(apprentice) = filter.apprentice {
        rows = rows.filter(absences::apprentice_id.eq(apprentice));
    }
    if let Some(cohort) = filter.cohort {
        rows = rows.filter(exists(
            enrolments::table
                .filter(enrolments::cohort_id.eq(cohort))
                .filter(enrolments::apprentice_id.eq(absences::apprentice_id)),
        ));
    }
    if let Some(site) = filter.site {
        rows = rows.filter(absences::site_id.eq(site));
    }
    if let Some(from) = filter.from {
        rows = rows.filter(absences::to_on.ge(from));
    }
    if let Some(to) = filter.to {
        rows = rows.filter(absences::from_on.le(to));
    }
    if let Some(justified) = filter.justified {
        rows = rows.filter(absences::justified.eq(justified));
    }
    if let Some(away_from) = filter.away_from {
        rows = rows.filter(absences::away_from.eq(away_from));
    }
    rows
}

/// The absences, in a period, of apprentices already found within reach: one statement for all of them.
pub fn absences_of(
    conn: &mut Tx,
    apprentices: &[ApprenticeId],
    period: Period,
) -> QueryResult<HashMap<ApprenticeId, Vec<Absence>>> {
    let rows: Vec<Absence> = absences::table
        .filter(absences::apprentice_id.eq(any_of(apprentices.to_vec())))
        .filter(absences::from_on.le(period.to))
        .filter(absences::to_on.ge(period.from))
        .select(Absence::as_select())
        .order((absences::from_on, absences::id))
        .load(conn)?;
    let mut grouped = HashMap::<ApprenticeId, Vec<Absence>>::new();
    for row in rows {
        grouped.entry(row.apprentice_id).or_default().push(row);
    }
    Ok(grouped)
}

/// Those among some apprentices whom somebody of the site follows on a day, as referent or deputy.
pub fn followed_by(
    conn: &mut Tx,
    account: AccountId,
    apprentices: &[ApprenticeId],
    day: NaiveDate,
) -> QueryResult<HashSet<ApprenticeId>> {
    let followed: Vec<ApprenticeId> = referents::table
        .filter(referents::account_id.eq(account))
        .filter(referents::apprentice_id.eq(any_of(apprentices.to_vec())))
        .filter(referents::from_on.le(day))
        .filter(referents::to_on.is_null().or(referents::to_on.ge(day)))
        .select(referents::apprentice_id)
        .load(conn)?;
    Ok(followed.into_iter().collect())
}

/// The names of those enrolled in a cohort among these apprentices, in the order of their identifiers.
pub fn enrolled_among(
    conn: &mut Tx,
    cohort: CohortId,
    ids: &[ApprenticeId],
) -> QueryResult<HashMap<ApprenticeId, String>> {
    let rows: Vec<(ApprenticeId, Option<String>, String, String)> = enrolments::table
        .inner_join(apprentices::table.on(apprentices::id.eq(enrolments::apprentice_id)))
        .filter(enrolments::cohort_id.eq(cohort))
        .filter(enrolments::apprentice_id.eq(any_of(ids.to_vec())))
        .select((
            apprentices::id,
            apprentices::usual_given_name,
            apprentices::given_name,
            apprentices::family_name,
        ))
        .load(conn)?;
    let named = rows
        .into_iter()
        .map(|(id, usual, given, family)| (id, full_name(called(usual.as_deref(), &given), &family)));
    Ok(named.collect())
}

/// Writes a new absence of an apprentice locked by the transaction.
pub fn insert(tx: &mut Tx, apprentice: &Apprentice, facts: &AbsenceFacts) -> Result<Absence, Problem> {
    diesel::insert_into(absences::table)
        .values((
            absences::id.eq(AbsenceId::new()),
            absences::site_id.eq(apprentice.site_id),
            absences::apprentice_id.eq(apprentice.id),
            facts,
        ))
        .returning(Absence::as_returning())
        .get_result(tx)
        .refuse_on("absences_once_a_half_day", overlaps_another)
}

/// Writes the same absence of many apprentices locked by the transaction.
pub fn insert_all(
    tx: &mut Tx,
    site: SiteId,
    apprentices: &[ApprenticeId],
    facts: &AbsenceFacts,
) -> Result<Vec<Absence>, Problem> {
    let rows: Vec<_> = apprentices
        .iter()
        .map(|apprentice| {
            (
                absences::id.eq(AbsenceId::new()),
                absences::site_id.eq(site),
                absences::apprentice_id.eq(*apprentice),
                facts,
            )
        })
        .collect();
    diesel::insert_into(absences::table)
        .values(rows)
        .returning(Absence::as_returning())
        .get_results(tx)
        .refuse_on("absences_once_a_half_day", overlaps_another)
}

/// Writes an absence anew.
pub fn change(tx: &mut Tx, id: AbsenceId, facts: &AbsenceFacts) -> Result<Absence, Problem> {
    diesel::update(absences::table.find(id))
        .set(facts)
        .returning(Absence::as_returning())
        .get_result(tx)
        .refuse_on("absences_once_a_half_day", overlaps_another)
}

fn overlaps_another() -> Problem {
    ONCE_A_HALF_DAY.conflict(say!(
        "L'apprenti est déjà absent sur une partie de cette période.",
        "The apprentice is absent already for a part of this period."
    ))
}
