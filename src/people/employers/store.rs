//! Every query on employers and tutors.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::dsl::{count_star, exists};
use diesel::pg::Pg;
use diesel::prelude::*;
use serde::Deserialize;
use utoipa::IntoParams;

use super::model::{Employer, EmployerFacts, Establishment, Tutor, TutorFacts};
use super::names::EmployerName;
use crate::at_sites;
use crate::ids::{EmployerId, SiteId, TutorId};
use crate::people::employers::rules::SIRET_IS_ONE_EMPLOYER;
use crate::platform::db::{FirstRows, Tx, any_of};
use crate::platform::error::{Problem, RefuseOn};
use crate::platform::page::{Name, Rows};
use crate::platform::search::{search_pattern, words_of};
use crate::say;
use crate::schema::{contract_employments, contract_tutors, contracts, employers, tutors};
use crate::trust::access::{Bounds, Reach};

/// What narrows a list of employers.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EmployerFilter {
    /// Words of the name or of the town, whatever their accents and capitals, or digits of the SIRET.
    #[param(min_length = 2, max_length = 100)]
    pub q: Option<String>,
    /// Only this site.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
}

/// What narrows a list of tutors.
#[derive(Debug, Clone, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TutorFilter {
    /// Words of the name, whatever their accents and capitals.
    #[param(min_length = 2, max_length = 100)]
    pub q: Option<String>,
    /// Only this site.
    #[param(value_type = Option<uuid::Uuid>)]
    pub site: Option<SiteId>,
    /// Only tutors of this employer.
    #[param(value_type = Option<uuid::Uuid>)]
    pub employer: Option<EmployerId>,
}

pub(super) type EmployerRows<'a> = employers::BoxedQuery<'a, Pg>;

/// The employers within reach: their apprentices' for tutors and students.
pub(super) fn reachable_employers<'a>(reach: &Reach) -> EmployerRows<'a> {
    let rows = employers::table.into_boxed();
    match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, employers::site_id, sites),
        Bounds::Tutor(tutor) | Bounds::Link { tutor, .. } => rows.filter(exists(
            tutors::table.filter(tutors::id.eq(tutor.tutor)).filter(tutors::employer_id.eq(employers::id)),
        )),
        Bounds::Apprentice(apprentice) => rows.filter(exists(
            contracts::table
                .inner_join(
                    contract_employments::table.on(contract_employments::contract_id.eq(contracts::id)),
                )
                .filter(contracts::apprentice_id.eq(*apprentice))
                .filter(contract_employments::employer_id.eq(employers::id)),
        )),
    }
}

/// One employer.
pub fn find_employer(conn: &mut Tx, reach: &Reach, id: EmployerId) -> QueryResult<Option<Employer>> {
    reachable_employers(reach)
        .filter(employers::id.eq(id))
        .select(Employer::as_select())
        .first(conn)
        .optional()
}

/// What the law asks of employers named by contracts found within reach, whoever may see their files.
pub fn establishments(conn: &mut Tx, ids: &[EmployerId]) -> QueryResult<HashMap<EmployerId, Establishment>> {
    let rows: Vec<(EmployerId, Establishment)> = employers::table
        .filter(employers::id.eq(any_of(ids.to_vec())))
        .select((employers::id, Establishment::as_select()))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// One employer, locked until the end of the transaction.
pub fn lock_employer(tx: &mut Tx, reach: &Reach, id: EmployerId) -> QueryResult<Option<Employer>> {
    if find_employer(tx, reach, id)?.is_none() {
        return Ok(None);
    }
    employers::table.find(id).for_no_key_update().select(Employer::as_select()).first(tx).optional()
}

/// One more row than the limit, sorted by name.
pub fn list_employers(
    conn: &mut Tx,
    reach: &Reach,
    filter: &EmployerFilter,
    page: &Rows<Name>,
) -> QueryResult<Vec<Employer>> {
    let mut rows = narrowed_employers(reach, filter);
    if let Some(after) = page.after.clone() {
        let tie = employers::search_name.gt(after.name.clone()).or(employers::id.gt(after.id));
        rows = rows.filter(employers::search_name.ge(after.name)).filter(tie);
    }
    rows.select(Employer::as_select())
        .order((employers::search_name, employers::id))
        .first_rows(page.limit + 1)
        .load(conn)
}

/// How many rows the whole list has.
pub fn count_employers(conn: &mut Tx, reach: &Reach, filter: &EmployerFilter) -> QueryResult<i64> {
    narrowed_employers(reach, filter).count().get_result(conn)
}

fn narrowed_employers<'a>(reach: &Reach, filter: &EmployerFilter) -> EmployerRows<'a> {
    let mut rows = reachable_employers(reach);
    for word in words_of(filter.q.as_deref()) {
        rows = rows.filter(employers::search_text.like(search_pattern(&word)));
    }
    if let Some(site) = filter.site {
        rows = rows.filter(employers::site_id.eq(site));
    }
    rows
}

/// The employer of a site that has a SIRET.
pub fn find_by_siret(conn: &mut Tx, site: SiteId, siret: &str) -> QueryResult<Option<Employer>> {
    let alike = employers::table.filter(employers::site_id.eq(site)).filter(employers::siret.eq(siret));
    alike.select(Employer::as_select()).first(conn).optional()
}

/// Writes a new employer.
pub fn insert_employer(tx: &mut Tx, site: SiteId, facts: &EmployerFacts) -> Result<Employer, Problem> {
    diesel::insert_into(employers::table)
        .values((employers::id.eq(EmployerId::new()), employers::site_id.eq(site), facts))
        .returning(Employer::as_returning())
        .get_result(tx)
        .refuse_on("employers_siret_unique", || siret_taken(facts.siret.as_deref()))
}

/// Writes an employer anew.
pub fn change_employer(tx: &mut Tx, id: EmployerId, facts: &EmployerFacts) -> Result<Employer, Problem> {
    diesel::update(employers::table.find(id))
        .set(facts)
        .returning(Employer::as_returning())
        .get_result(tx)
        .refuse_on("employers_siret_unique", || siret_taken(facts.siret.as_deref()))
}

/// The refusal of a SIRET that another employer of the site has.
pub(super) fn siret_taken(siret: Option<&str>) -> Problem {
    let siret = siret.unwrap_or_default();
    SIRET_IS_ONE_EMPLOYER.conflict(say!(
        "Un employeur de ce site a déjà le SIRET {siret}.",
        "An employer of this site already has the SIRET {siret}."
    ))
}

pub(super) type TutorRows<'a> = tutors::BoxedQuery<'a, Pg>;

/// The tutors within reach: themselves for tutors, their own for students.
pub(super) fn reachable_tutors<'a>(reach: &Reach) -> TutorRows<'a> {
    let rows = tutors::table.into_boxed();
    let theirs = tutors::id.nullable();
    match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, tutors::site_id, sites),
        Bounds::Tutor(tutor) | Bounds::Link { tutor, .. } => rows.filter(tutors::id.eq(tutor.tutor)),
        Bounds::Apprentice(apprentice) => rows.filter(exists(
            contracts::table
                .filter(contracts::apprentice_id.eq(*apprentice))
                .filter(contracts::tutor_id.eq(theirs).or(contracts::second_tutor_id.eq(theirs))),
        )),
    }
}

/// One tutor.
pub fn find_tutor(conn: &mut Tx, reach: &Reach, id: TutorId) -> QueryResult<Option<Tutor>> {
    reachable_tutors(reach).filter(tutors::id.eq(id)).select(Tutor::as_select()).first(conn).optional()
}

/// One tutor, locked until the end of the transaction.
pub fn lock_tutor(tx: &mut Tx, reach: &Reach, id: TutorId) -> QueryResult<Option<Tutor>> {
    if find_tutor(tx, reach, id)?.is_none() {
        return Ok(None);
    }
    tutors::table.find(id).for_no_key_update().select(Tutor::as_select()).first(tx).optional()
}

/// One more row than the limit, sorted by name.
pub fn list_tutors(
    conn: &mut Tx,
    reach: &Reach,
    filter: &TutorFilter,
    page: &Rows<Name>,
) -> QueryResult<Vec<Tutor>> {
    let mut rows = narrowed_tutors(reach, filter);
    if let Some(after) = page.after.clone() {
        let tie = tutors::search_name.gt(after.name.clone()).or(tutors::id.gt(after.id));
        rows = rows.filter(tutors::search_name.ge(after.name)).filter(tie);
    }
    rows.select(Tutor::as_select())
        .order((tutors::search_name, tutors::id))
        .first_rows(page.limit + 1)
        .load(conn)
}

/// How many rows the whole list has.
pub fn count_tutors(conn: &mut Tx, reach: &Reach, filter: &TutorFilter) -> QueryResult<i64> {
    narrowed_tutors(reach, filter).count().get_result(conn)
}

fn narrowed_tutors<'a>(reach: &Reach, filter: &TutorFilter) -> TutorRows<'a> {
    let mut rows = reachable_tutors(reach);
    for word in words_of(filter.q.as_deref()) {
        rows = rows.filter(tutors::search_name.like(search_pattern(&word)));
    }
    if let Some(site) = filter.site {
        rows = rows.filter(tutors::site_id.eq(site));
    }
    if let Some(employer) = filter.employer {
        rows = rows.filter(tutors::employer_id.eq(employer));
    }
    rows
}

/// The names of the employers of tutors found within reach.
pub fn names_of(conn: &mut Tx, ids: Vec<EmployerId>) -> QueryResult<HashMap<EmployerId, EmployerName>> {
    let rows: Vec<(EmployerId, String, Option<String>)> = employers::table
        .filter(employers::id.eq(any_of(ids)))
        .select((employers::id, employers::name, employers::city))
        .load(conn)?;
    Ok(rows.into_iter().map(|(id, name, city)| (id, EmployerName { id, name, city })).collect())
}

/// How many apprentices employers found within reach employ on a day; those who employ none have no entry.
pub fn employed_on(
    conn: &mut Tx,
    ids: Vec<EmployerId>,
    day: NaiveDate,
) -> QueryResult<HashMap<EmployerId, i64>> {
    let rows: Vec<(EmployerId, i64)> = contract_employments::table
        .inner_join(contracts::table.on(contracts::id.eq(contract_employments::contract_id)))
        .filter(contract_employments::employer_id.eq(any_of(ids)))
        .filter(contract_employments::from_on.le(day))
        .filter(contract_employments::to_on.ge(day))
        .filter(contracts::signed_on.is_not_null())
        .filter(contracts::closed_on.is_null().or(contracts::closed_on.ge(day)))
        .group_by(contract_employments::employer_id)
        .select((contract_employments::employer_id, count_star()))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// How many apprentices tutors found within reach follow on a day, as first tutor or second; those who follow none have no
/// entry.
pub fn followed_on(conn: &mut Tx, ids: Vec<TutorId>, day: NaiveDate) -> QueryResult<HashMap<TutorId, i64>> {
    let rows: Vec<(TutorId, i64)> = contract_tutors::table
        .inner_join(contracts::table.on(contracts::id.eq(contract_tutors::contract_id)))
        .filter(contract_tutors::tutor_id.eq(any_of(ids)))
        .filter(contract_tutors::from_on.le(day))
        .filter(contract_tutors::to_on.ge(day))
        .filter(contracts::signed_on.is_not_null())
        .filter(contracts::closed_on.is_null().or(contracts::closed_on.ge(day)))
        .group_by(contract_tutors::tutor_id)
        .select((contract_tutors::tutor_id, count_star()))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// How many signed contracts of their employer a tutor follows on a day or is to follow.
pub fn contracts_followed(tx: &mut Tx, tutor: &Tutor, today: NaiveDate) -> QueryResult<i64> {
    let ends_later = contracts::closed_on.is_null().and(contracts::ends_on.ge(today));
    let followed = contract_tutors::contract_id
        .eq(contracts::id)
        .and(contract_tutors::tutor_id.eq(tutor.id))
        .and(contract_tutors::to_on.ge(today));
    let employed = contract_employments::contract_id
        .eq(contracts::id)
        .and(contract_employments::employer_id.eq(tutor.facts.employer_id))
        .and(contract_employments::to_on.ge(today));
    contracts::table
        .filter(exists(contract_employments::table.filter(employed)))
        .filter(contracts::signed_on.is_not_null())
        .filter(ends_later.or(contracts::closed_on.assume_not_null().ge(today)))
        .filter(exists(contract_tutors::table.filter(followed)))
        .count()
        .get_result(tx)
}

/// Writes a new tutor.
pub fn insert_tutor(tx: &mut Tx, site: SiteId, facts: &TutorFacts) -> QueryResult<Tutor> {
    diesel::insert_into(tutors::table)
        .values((tutors::id.eq(TutorId::new()), tutors::site_id.eq(site), facts))
        .returning(Tutor::as_returning())
        .get_result(tx)
}

/// Writes a tutor anew.
pub fn change_tutor(tx: &mut Tx, id: TutorId, facts: &TutorFacts) -> QueryResult<Tutor> {
    diesel::update(tutors::table.find(id)).set(facts).returning(Tutor::as_returning()).get_result(tx)
}
