//! Who sits and who examines: names, and whether they are of the cohort or of the site.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::ids::{AccountId, ApprenticeId, CohortId, EnrolmentId, SiteId, TutorId};
use crate::law::identifiers::{called, full_name};
use crate::learning::sittings::model::NamedCandidate;
use crate::platform::db::{Tx, any_of};
use crate::schema::{accounts, apprentices, enrolments, tutors};

/// Roles of the staff who may be jurors.
const STAFF: [&str; 2] = ["manager", "trainer"];

type CandidateRow = (EnrolmentId, ApprenticeId, String, Option<String>, String, Option<String>);

fn named((enrolment_id, apprentice_id, family, usage, given, usual): CandidateRow) -> NamedCandidate {
    let family = usage.unwrap_or(family);
    NamedCandidate { enrolment_id, apprentice_id, name: full_name(called(usual.as_deref(), &given), &family) }
}

/// Those enrolled in a cohort on a day, by name.
pub fn cohort_candidates(conn: &mut Tx, cohort: CohortId, on: NaiveDate) -> QueryResult<Vec<NamedCandidate>> {
    let rows: Vec<CandidateRow> = enrolments::table
        .inner_join(apprentices::table.on(apprentices::id.eq(enrolments::apprentice_id)))
        .filter(enrolments::cohort_id.eq(cohort))
        .filter(enrolments::entered_on.is_null().or(enrolments::entered_on.le(on)))
        .filter(enrolments::excluded_on.is_null().or(enrolments::excluded_on.gt(on)))
        .filter(enrolments::expected_ends_on.is_null().or(enrolments::expected_ends_on.ge(on)))
        .order((apprentices::search_name, enrolments::id))
        .select((
            enrolments::id,
            apprentices::id,
            apprentices::family_name,
            apprentices::usage_name,
            apprentices::given_name,
            apprentices::usual_given_name,
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(named).collect())
}

/// The candidates of slots found within reach.
pub fn candidates_of(conn: &mut Tx, of: &[EnrolmentId]) -> QueryResult<HashMap<EnrolmentId, NamedCandidate>> {
    let rows: Vec<CandidateRow> = enrolments::table
        .inner_join(apprentices::table.on(apprentices::id.eq(enrolments::apprentice_id)))
        .filter(enrolments::id.eq(any_of(of.to_vec())))
        .select((
            enrolments::id,
            apprentices::id,
            apprentices::family_name,
            apprentices::usage_name,
            apprentices::given_name,
            apprentices::usual_given_name,
        ))
        .load(conn)?;
    Ok(rows.into_iter().map(named).map(|one| (one.enrolment_id, one)).collect())
}

/// The names of members of the staff; with a site, of those who work there and may sign in.
pub fn names_of_staff(
    conn: &mut Tx,
    of: &[AccountId],
    site: Option<SiteId>,
) -> QueryResult<HashMap<AccountId, String>> {
    let mut rows = accounts::table.filter(accounts::id.eq(any_of(of.to_vec()))).into_boxed();
    if let Some(site) = site {
        rows = rows
            .filter(accounts::role.eq_any(STAFF))
            .filter(accounts::site_ids.contains(vec![site]))
            .filter(accounts::disabled_at.is_null());
    }
    let found: Vec<(AccountId, String)> = rows.select((accounts::id, accounts::display_name)).load(conn)?;
    Ok(found.into_iter().collect())
}

/// The names of company tutors of a site.
pub fn names_of_tutors(
    conn: &mut Tx,
    of: &[TutorId],
    site: Option<SiteId>,
) -> QueryResult<HashMap<TutorId, String>> {
    let mut rows = tutors::table.filter(tutors::id.eq(any_of(of.to_vec()))).into_boxed();
    if let Some(site) = site {
        rows = rows.filter(tutors::site_id.eq(site));
    }
    let found: Vec<(TutorId, String, String)> =
        rows.select((tutors::id, tutors::given_name, tutors::family_name)).load(conn)?;
    Ok(found.into_iter().map(|(id, given, family)| (id, full_name(&given, &family))).collect())
}
