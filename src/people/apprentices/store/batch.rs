//! Many apprentices at once: looked up by what people know them by, written and removed together.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::apprentices::{ine_taken, reachable};
use crate::catalogue::cohorts::WholeListFilter;
use crate::ids::{ApprenticeId, CohortId, EnrolmentId, GuardianId, SiteId};
use crate::people::apprentices::model::{
    Apprentice, ApprenticeFacts, CohortDates, EnrolmentFacts, Guardian, GuardianFacts,
};
use crate::platform::db::{FirstRows, Tx};
use crate::platform::error::{Problem, RefuseOn};
use crate::schema::{apprentices, cohorts, enrolments, guardians, programmes};
use crate::trust::access::Reach;

/// Rows written by one statement.
const AT_ONCE: usize = 500;

/// The apprentices of a site born on one of these days, or with one of these INEs.
pub fn existing_by(
    conn: &mut Tx,
    reach: &Reach,
    site: SiteId,
    births: Vec<NaiveDate>,
    ines: Vec<String>,
) -> QueryResult<Vec<Apprentice>> {
    let born = apprentices::born_on.eq_any(births).nullable();
    reachable(reach)
        .filter(apprentices::site_id.eq(site))
        .filter(born.or(apprentices::ine.eq_any(ines)))
        .select(Apprentice::as_select())
        .order(apprentices::id)
        .load(conn)
}

/// These apprentices.
pub fn by_id(conn: &mut Tx, reach: &Reach, ids: Vec<ApprenticeId>) -> QueryResult<Vec<Apprentice>> {
    reachable(reach).filter(apprentices::id.eq_any(ids)).select(Apprentice::as_select()).load(conn)
}

/// The first apprentices by name, and their sites.
pub fn by_name(
    conn: &mut Tx,
    reach: &Reach,
    filter: WholeListFilter,
    most: i64,
) -> QueryResult<Vec<(ApprenticeId, SiteId)>> {
    let mut rows = reachable(reach);
    if let Some(site) = filter.site {
        rows = rows.filter(apprentices::site_id.eq(site));
    }
    if let Some(cohort) = filter.cohort {
        let enrolled = enrolments::table.filter(enrolments::cohort_id.eq(cohort));
        rows = rows.filter(apprentices::id.eq_any(enrolled.select(enrolments::apprentice_id)));
    }
    let by_name = rows.order((apprentices::search_name, apprentices::id));
    by_name.select((apprentices::id, apprentices::site_id)).first_rows(most).load(conn)
}

/// Holds apprentices in the order of their identifiers, so that nobody waits for us while we wait for them.
pub fn lock_all(tx: &mut Tx, ids: Vec<ApprenticeId>) -> QueryResult<()> {
    apprentices::table
        .filter(apprentices::id.eq_any(ids))
        .order(apprentices::id)
        .for_no_key_update()
        .select(apprentices::id)
        .load::<ApprenticeId>(tx)
        .map(drop)
}

/// Writes new apprentices, in order.
pub fn insert_all(
    tx: &mut Tx,
    site: SiteId,
    written: Vec<ApprenticeFacts>,
) -> Result<Vec<ApprenticeId>, Problem> {
    let rows: Vec<_> = written
        .into_iter()
        .map(|one| (apprentices::id.eq(ApprenticeId::new()), apprentices::site_id.eq(site), one))
        .collect();
    let mut ids = Vec::with_capacity(rows.len());
    for chunk in rows.chunks(AT_ONCE) {
        let inserted = diesel::insert_into(apprentices::table).values(chunk).returning(apprentices::id);
        ids.extend(inserted.get_results::<ApprenticeId>(tx).refuse_on("apprentices_ine_unique", ine_taken)?);
    }
    Ok(ids)
}

/// The cohorts of a site, the latest first.
pub fn cohorts_of_site(conn: &mut Tx, site: SiteId) -> QueryResult<Vec<CohortDates>> {
    cohorts::table
        .inner_join(programmes::table)
        .filter(cohorts::site_id.eq(site))
        .order((cohorts::starts_on.desc(), cohorts::id))
        .select(CohortDates::as_select())
        .load(conn)
}

/// An enrolment about to be written with others.
#[derive(Debug, Clone, Copy, Insertable)]
#[diesel(table_name = enrolments)]
pub struct NewEnrolment {
    pub id: EnrolmentId,
    pub site_id: SiteId,
    pub apprentice_id: ApprenticeId,
    pub cohort_id: CohortId,
    #[diesel(embed)]
    pub facts: EnrolmentFacts,
}

/// Writes enrolments of apprentices just written.
pub fn enrol_all(tx: &mut Tx, rows: &[NewEnrolment]) -> QueryResult<()> {
    for chunk in rows.chunks(AT_ONCE) {
        diesel::insert_into(enrolments::table).values(chunk).execute(tx)?;
    }
    Ok(())
}

/// The first of these enrolments that changed since it was written.
pub fn changed_enrolment(tx: &mut Tx, ids: Vec<EnrolmentId>) -> QueryResult<Option<EnrolmentId>> {
    let changed = enrolments::table.filter(enrolments::id.eq_any(ids)).filter(enrolments::version.gt(1));
    changed.select(enrolments::id).order(enrolments::id).first(tx).optional()
}

/// Removes enrolments; the base refuses when anything hangs under one.
pub fn unenrol_all(tx: &mut Tx, ids: Vec<EnrolmentId>) -> QueryResult<Vec<EnrolmentId>> {
    let removed = diesel::delete(enrolments::table.filter(enrolments::id.eq_any(ids)));
    removed.returning(enrolments::id).get_results(tx)
}

/// The first of these apprentices that changed since it was written.
pub fn changed(tx: &mut Tx, ids: Vec<ApprenticeId>) -> QueryResult<Option<ApprenticeId>> {
    let changed = apprentices::table.filter(apprentices::id.eq_any(ids)).filter(apprentices::version.gt(1));
    changed.select(apprentices::id).order(apprentices::id).first(tx).optional()
}

/// Removes apprentices; the base refuses when anything hangs under one.
pub fn remove_all(tx: &mut Tx, ids: Vec<ApprenticeId>) -> QueryResult<Vec<ApprenticeId>> {
    let removed = diesel::delete(apprentices::table.filter(apprentices::id.eq_any(ids)));
    removed.returning(apprentices::id).get_results(tx)
}

/// Writes the guardians of apprentices just written.
pub fn insert_guardians(
    tx: &mut Tx,
    site: SiteId,
    written: Vec<(ApprenticeId, GuardianFacts)>,
) -> QueryResult<Vec<GuardianId>> {
    let mut ids = Vec::with_capacity(written.len());
    for chunk in written.chunks(AT_ONCE) {
        let row = |(apprentice, guardian): &(ApprenticeId, GuardianFacts)| {
            let id = guardians::id.eq(GuardianId::new());
            (id, guardians::site_id.eq(site), guardians::apprentice_id.eq(*apprentice), guardian.clone())
        };
        let rows: Vec<_> = chunk.iter().map(row).collect();
        let inserted = diesel::insert_into(guardians::table).values(rows).returning(guardians::id);
        ids.extend(inserted.get_results::<GuardianId>(tx)?);
    }
    Ok(ids)
}

/// The guardians of apprentices already found within reach, in the order they were written.
pub fn guardians_of(conn: &mut Tx, of: &[ApprenticeId]) -> QueryResult<Vec<Guardian>> {
    guardians::table
        .filter(guardians::apprentice_id.eq_any(of.to_vec()))
        .order(guardians::id)
        .select(Guardian::as_select())
        .load(conn)
}

/// The first of these guardians that changed since it was written.
pub fn changed_guardian(tx: &mut Tx, ids: Vec<GuardianId>) -> QueryResult<Option<GuardianId>> {
    let changed = guardians::table.filter(guardians::id.eq_any(ids)).filter(guardians::version.gt(1));
    changed.select(guardians::id).order(guardians::id).first(tx).optional()
}

/// Removes guardians.
pub fn remove_guardians(tx: &mut Tx, ids: Vec<GuardianId>) -> QueryResult<Vec<GuardianId>> {
    let removed = diesel::delete(guardians::table.filter(guardians::id.eq_any(ids)));
    removed.returning(guardians::id).get_results(tx)
}
