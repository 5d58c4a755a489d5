//! Queries on enrolments, with the dates of their cohorts and contracts.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::dsl::IntoBoxed;
use diesel::pg::Pg;
use diesel::prelude::*;

use crate::access::{Bounds, Reach, followed_enrolments};
use crate::apprentices::model::{CohortDates, ContractDates, Enrolment, EnrolmentChange, EnrolmentInCohort};
use crate::apprentices::rules::book::ENROLLED_ONCE;
use crate::ids::{ApprenticeId, CohortId, EnrolmentId, SiteId};
use crate::platform::db::{Tx, any_of};
use crate::platform::error::{Problem, RefuseOn};
use crate::say;
use crate::schema::{cohorts, contracts, enrolments, programmes};

/// What narrows a list of enrolments.
#[derive(Debug, Clone, Default)]
pub struct EnrolmentsWanted {
    /// Only this site.
    pub site_id: Option<SiteId>,
    /// Only this cohort.
    pub cohort_id: Option<CohortId>,
    /// Only this apprentice.
    pub apprentice_id: Option<ApprenticeId>,
    /// After this row.
    pub after: Option<EnrolmentId>,
    /// At most so many rows.
    pub limit: i64,
}

#[diesel::dsl::auto_type(type_case = "PascalCase")]
fn enrolments_in_cohorts() -> _ {
    enrolments::table
        .inner_join(cohorts::table.on(cohorts::id.eq(enrolments::cohort_id)))
        .inner_join(programmes::table.on(programmes::id.eq(cohorts::programme_id)))
}

type Rows<'a> = IntoBoxed<'a, EnrolmentsInCohorts, Pg>;

/// The enrolments within reach: those a signed contract of theirs serves for tutors, their own for students.
fn reachable<'a>(reach: &Reach) -> Rows<'a> {
    let rows = enrolments_in_cohorts().into_boxed();
    match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => match sites.as_slice() {
            [only] => rows.filter(enrolments::site_id.eq(*only)),
            several => rows.filter(enrolments::site_id.eq_any(several.to_vec())),
        },
        Bounds::Tutor(tutor) => rows.filter(enrolments::id.eq_any(followed_enrolments(*tutor))),
        Bounds::Link { tutor, apprentices } => rows
            .filter(enrolments::id.eq_any(followed_enrolments(*tutor)))
            .filter(enrolments::apprentice_id.eq_any(apprentices.clone())),
        Bounds::Apprentice(apprentice) => rows.filter(enrolments::apprentice_id.eq(*apprentice)),
    }
}

/// One enrolment with the dates of its cohort.
pub fn find_enrolment(
    conn: &mut Tx,
    reach: &Reach,
    id: EnrolmentId,
) -> QueryResult<Option<EnrolmentInCohort>> {
    reachable(reach)
        .filter(enrolments::id.eq(id))
        .select(EnrolmentInCohort::as_select())
        .first(conn)
        .optional()
}

/// One enrolment, held until the end of the transaction.
pub fn lock_enrolment(tx: &mut Tx, reach: &Reach, id: EnrolmentId) -> QueryResult<Option<EnrolmentInCohort>> {
    let Some(mut found) = find_enrolment(tx, reach, id)? else { return Ok(None) };
    found.enrolment =
        enrolments::table.find(id).for_no_key_update().select(Enrolment::as_select()).first(tx)?;
    Ok(Some(found))
}

/// One more row than the limit, in the order they were written.
pub fn list_enrolments(
    conn: &mut Tx,
    reach: &Reach,
    wanted: &EnrolmentsWanted,
) -> QueryResult<Vec<EnrolmentInCohort>> {
    let mut rows = reachable(reach);
    if let Some(site) = wanted.site_id {
        rows = rows.filter(enrolments::site_id.eq(site));
    }
    if let Some(cohort) = wanted.cohort_id {
        rows = rows.filter(enrolments::cohort_id.eq(cohort));
    }
    if let Some(apprentice) = wanted.apprentice_id {
        rows = rows.filter(enrolments::apprentice_id.eq(apprentice));
    }
    if let Some(after) = wanted.after {
        rows = rows.filter(enrolments::id.gt(after));
    }
    rows.select(EnrolmentInCohort::as_select()).order(enrolments::id).limit(wanted.limit + 1).load(conn)
}

/// The enrolments of some apprentices, in the order of their cohorts; one statement for all staff, as for `find`.
pub fn enrolments_of(
    conn: &mut Tx,
    reach: &Reach,
    apprentices: &[ApprenticeId],
) -> QueryResult<Vec<EnrolmentInCohort>> {
    let theirs = enrolments::apprentice_id.eq(any_of(apprentices.to_vec()));
    let order = (cohorts::starts_on, enrolments::id);
    if let Bounds::Tutor(_) | Bounds::Link { .. } = reach.bounds() {
        let rows = reachable(reach).filter(theirs);
        return rows.select(EnrolmentInCohort::as_select()).order(order).load(conn);
    }
    let rows = enrolments_in_cohorts().filter(theirs).select(EnrolmentInCohort::as_select()).order(order);
    let mut found: Vec<EnrolmentInCohort> = rows.load(conn)?;
    found.retain(|row| reach.covers(row.enrolment.site_id, row.enrolment.apprentice_id));
    Ok(found)
}

/// An enrolment with the dates of the signed contracts that serve it, in order.
pub type EnrolmentAndContracts = (EnrolmentInCohort, Vec<ContractDates>);

/// The enrolments of some apprentices with the dates of their contracts, in one statement but for tutors.
pub fn enrolments_and_contracts(
    conn: &mut Tx,
    reach: &Reach,
    apprentices: &[ApprenticeId],
) -> QueryResult<Vec<EnrolmentAndContracts>> {
    if let Bounds::Tutor(_) | Bounds::Link { .. } = reach.bounds() {
        let found = enrolments_of(conn, reach, apprentices)?;
        let mut dates = contract_dates(conn, &found)?;
        let mut dated = |row: EnrolmentInCohort| {
            let theirs = dates.remove(&row.enrolment.id).unwrap_or_default();
            (row, theirs)
        };
        return Ok(found.into_iter().map(&mut dated).collect());
    }
    let signed = contracts::enrolment_id.eq(enrolments::id).and(contracts::signed_on.is_not_null());
    let all = enrolments_in_cohorts()
        .left_join(contracts::table.on(signed))
        .select((EnrolmentInCohort::as_select(), Option::<ContractDates>::as_select()))
        .order((cohorts::starts_on, enrolments::id, contracts::starts_on, contracts::id));
    let rows: Vec<(EnrolmentInCohort, Option<ContractDates>)> = match apprentices {
        // an array would be planned anew each time: PostgreSQL cannot tell that it holds one
        [only] => all.filter(enrolments::apprentice_id.eq(only)).load(conn)?,
        several => all.filter(enrolments::apprentice_id.eq(any_of(several.to_vec()))).load(conn)?,
    };
    let mut found: Vec<EnrolmentAndContracts> = Vec::new();
    for (row, contract) in rows {
        if !reach.covers(row.enrolment.site_id, row.enrolment.apprentice_id) {
            continue;
        }
        match found.last_mut().filter(|(last, _)| last.enrolment.id == row.enrolment.id) {
            Some((_, contracts)) => contracts.extend(contract),
            None => found.push((row, contract.into_iter().collect())),
        }
    }
    Ok(found)
}

/// The dates of signed contracts by the enrolment they serve, in order.
type ContractsByEnrolment = HashMap<EnrolmentId, Vec<ContractDates>>;

/// The dates of the signed contracts of enrolments already found within reach.
pub fn contract_dates(conn: &mut Tx, found: &[EnrolmentInCohort]) -> QueryResult<ContractsByEnrolment> {
    let ids: Vec<EnrolmentId> = found.iter().map(|row| row.enrolment.id).collect();
    let rows: Vec<ContractDates> = contracts::table
        .filter(contracts::enrolment_id.eq(any_of(ids)))
        .filter(contracts::signed_on.is_not_null())
        .select(ContractDates::as_select())
        .order((contracts::starts_on, contracts::id))
        .load(conn)?;
    let mut grouped = ContractsByEnrolment::new();
    for row in rows {
        grouped.entry(row.enrolment_id).or_default().push(row);
    }
    Ok(grouped)
}

/// A cohort of a site.
pub fn find_cohort(conn: &mut Tx, site: SiteId, id: CohortId) -> QueryResult<Option<CohortDates>> {
    cohorts::table
        .inner_join(programmes::table)
        .filter(cohorts::id.eq(id))
        .filter(cohorts::site_id.eq(site))
        .select(CohortDates::as_select())
        .first(conn)
        .optional()
}

/// Writes a new enrolment.
pub fn insert_enrolment(
    tx: &mut Tx,
    (site, apprentice): (SiteId, ApprenticeId),
    cohort: &CohortDates,
    enrolled_on: NaiveDate,
) -> Result<Enrolment, Problem> {
    diesel::insert_into(enrolments::table)
        .values((
            enrolments::id.eq(EnrolmentId::new()),
            enrolments::site_id.eq(site),
            enrolments::apprentice_id.eq(apprentice),
            enrolments::cohort_id.eq(cohort.id),
            enrolments::enrolled_on.eq(enrolled_on),
        ))
        .returning(Enrolment::as_returning())
        .get_result(tx)
        .refuse_on("enrolments_once_per_cohort", || already_enrolled(cohort))
}

/// Writes the dates of an enrolment anew.
pub fn change_enrolment(tx: &mut Tx, id: EnrolmentId, written: &EnrolmentChange) -> QueryResult<Enrolment> {
    diesel::update(enrolments::table.find(id))
        .set(written)
        .returning(Enrolment::as_returning())
        .get_result(tx)
}

fn already_enrolled(cohort: &CohortDates) -> Problem {
    let name = &cohort.name;
    ENROLLED_ONCE.conflict(say!(
        "L'apprenti est déjà inscrit dans la promotion {name}.",
        "The apprentice is already enrolled in the cohort {name}."
    ))
}
