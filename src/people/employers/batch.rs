//! Many employers and tutors at once: looked up by what people know them by, written and removed together.

use diesel::pg::Pg;
use diesel::prelude::*;

use super::model::{Employer, EmployerFacts, Tutor, TutorFacts};
use super::store::{reachable_employers, reachable_tutors};
use crate::catalogue::cohorts::WholeListFilter;
use crate::ids::{CohortId, EmployerId, SiteId, TutorId};
use crate::platform::db::{FirstRows, Tx};
use crate::platform::error::{Problem, RefuseOn};
use crate::say;
use crate::schema::{contract_employments, contract_tutors, contracts, employers, enrolments, tutors};
use crate::trust::access::Reach;

/// Rows written by one statement.
const AT_ONCE: usize = 500;

/// The employers of a site with one of these SIRETs.
pub fn employers_by_siret(
    conn: &mut Tx,
    reach: &Reach,
    site: SiteId,
    sirets: Vec<String>,
) -> QueryResult<Vec<Employer>> {
    reachable_employers(reach)
        .filter(employers::site_id.eq(site))
        .filter(employers::siret.eq_any(sirets))
        .select(Employer::as_select())
        .load(conn)
}

/// The employers of a site without SIRET: those abroad.
pub fn employers_without_siret(conn: &mut Tx, reach: &Reach, site: SiteId) -> QueryResult<Vec<Employer>> {
    reachable_employers(reach)
        .filter(employers::site_id.eq(site))
        .filter(employers::siret.is_null())
        .select(Employer::as_select())
        .load(conn)
}

/// These employers.
pub fn employers_by_id(conn: &mut Tx, reach: &Reach, ids: Vec<EmployerId>) -> QueryResult<Vec<Employer>> {
    reachable_employers(reach).filter(employers::id.eq_any(ids)).select(Employer::as_select()).load(conn)
}

/// The tutors of some employers.
pub fn tutors_of(conn: &mut Tx, reach: &Reach, employers: Vec<EmployerId>) -> QueryResult<Vec<Tutor>> {
    reachable_tutors(reach)
        .filter(tutors::employer_id.eq_any(employers))
        .select(Tutor::as_select())
        .order(tutors::id)
        .load(conn)
}

/// These tutors.
pub fn tutors_by_id(conn: &mut Tx, reach: &Reach, ids: Vec<TutorId>) -> QueryResult<Vec<Tutor>> {
    reachable_tutors(reach).filter(tutors::id.eq_any(ids)).select(Tutor::as_select()).load(conn)
}

/// The first employers by name, and their sites.
pub fn employers_by_name(
    conn: &mut Tx,
    reach: &Reach,
    filter: WholeListFilter,
    most: i64,
) -> QueryResult<Vec<(EmployerId, SiteId)>> {
    let mut rows = reachable_employers(reach);
    if let Some(site) = filter.site {
        rows = rows.filter(employers::site_id.eq(site));
    }
    if let Some(cohort) = filter.cohort {
        let since = contract_employments::table
            .filter(contract_employments::contract_id.eq_any(contracts_of(cohort).select(contracts::id)))
            .select(contract_employments::employer_id);
        let agreed = contracts_of(cohort).select(contracts::employer_id);
        rows = rows.filter(employers::id.eq_any(agreed).or(employers::id.eq_any(since)));
    }
    let by_name = rows.order((employers::search_name, employers::id));
    by_name.select((employers::id, employers::site_id)).first_rows(most).load(conn)
}

/// The contracts that serve the enrolments in a cohort, drafts among them.
fn contracts_of<'a>(cohort: CohortId) -> contracts::BoxedQuery<'a, Pg> {
    let served = enrolments::table.filter(enrolments::cohort_id.eq(cohort)).select(enrolments::id);
    contracts::table.filter(contracts::enrolment_id.eq_any(served)).into_boxed()
}

/// The first tutors by name, and their sites.
pub fn tutors_by_name(
    conn: &mut Tx,
    reach: &Reach,
    filter: WholeListFilter,
    most: i64,
) -> QueryResult<Vec<(TutorId, SiteId)>> {
    let mut rows = reachable_tutors(reach);
    if let Some(site) = filter.site {
        rows = rows.filter(tutors::site_id.eq(site));
    }
    if let Some(cohort) = filter.cohort {
        let since = contract_tutors::table
            .filter(contract_tutors::contract_id.eq_any(contracts_of(cohort).select(contracts::id)))
            .select(contract_tutors::tutor_id);
        let first = contracts_of(cohort).select(contracts::tutor_id.assume_not_null());
        let second = contracts_of(cohort).select(contracts::second_tutor_id.assume_not_null());
        let named = tutors::id.eq_any(first).or(tutors::id.eq_any(second));
        rows = rows.filter(named.or(tutors::id.eq_any(since)));
    }
    let by_name = rows.order((tutors::search_name, tutors::id));
    by_name.select((tutors::id, tutors::site_id)).first_rows(most).load(conn)
}

/// Writes new employers, in order.
pub fn insert_employers(
    tx: &mut Tx,
    site: SiteId,
    written: Vec<EmployerFacts>,
) -> Result<Vec<EmployerId>, Problem> {
    let rows: Vec<_> = written
        .into_iter()
        .map(|one| (employers::id.eq(EmployerId::new()), employers::site_id.eq(site), one))
        .collect();
    let mut ids = Vec::with_capacity(rows.len());
    for chunk in rows.chunks(AT_ONCE) {
        let inserted = diesel::insert_into(employers::table).values(chunk).returning(employers::id);
        let written = inserted.get_results::<EmployerId>(tx);
        ids.extend(written.refuse_on("employers_siret_unique", siret_taken_meanwhile)?);
    }
    Ok(ids)
}

/// Writes new tutors, in order.
pub fn insert_tutors(tx: &mut Tx, site: SiteId, written: Vec<TutorFacts>) -> QueryResult<Vec<TutorId>> {
    let rows: Vec<_> = written
        .into_iter()
        .map(|one| (tutors::id.eq(TutorId::new()), tutors::site_id.eq(site), one))
        .collect();
    let mut ids = Vec::with_capacity(rows.len());
    for chunk in rows.chunks(AT_ONCE) {
        let inserted = diesel::insert_into(tutors::table).values(chunk).returning(tutors::id);
        ids.extend(inserted.get_results::<TutorId>(tx)?);
    }
    Ok(ids)
}

/// The first of these employers that changed since it was written.
pub fn changed_employer(tx: &mut Tx, ids: Vec<EmployerId>) -> QueryResult<Option<EmployerId>> {
    let changed = employers::table.filter(employers::id.eq_any(ids)).filter(employers::version.gt(1));
    changed.select(employers::id).order(employers::id).first(tx).optional()
}

/// The first of these tutors that changed since it was written.
pub fn changed_tutor(tx: &mut Tx, ids: Vec<TutorId>) -> QueryResult<Option<TutorId>> {
    let changed = tutors::table.filter(tutors::id.eq_any(ids)).filter(tutors::version.gt(1));
    changed.select(tutors::id).order(tutors::id).first(tx).optional()
}

/// Removes employers; the base refuses when anything hangs under one.
pub fn remove_employers(tx: &mut Tx, ids: Vec<EmployerId>) -> QueryResult<Vec<EmployerId>> {
    let removed = diesel::delete(employers::table.filter(employers::id.eq_any(ids)));
    removed.returning(employers::id).get_results(tx)
}

/// Removes tutors; the base refuses when anything hangs under one.
pub fn remove_tutors(tx: &mut Tx, ids: Vec<TutorId>) -> QueryResult<Vec<TutorId>> {
    diesel::delete(tutors::table.filter(tutors::id.eq_any(ids))).returning(tutors::id).get_results(tx)
}

fn siret_taken_meanwhile() -> Problem {
    Problem::conflict(
        "employer.siret_taken",
        say!(
            "Un employeur de ce site a pris entre-temps l'un de ces SIRET.",
            "An employer of this site has taken one of these SIRETs meanwhile."
        ),
    )
}
