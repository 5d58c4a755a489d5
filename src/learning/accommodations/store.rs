//! Every query on exam accommodations.

use diesel::pg::Pg;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;
use uuid::Uuid;

use super::model::{ExamAccommodation, ExamAccommodationFacts};
use crate::at_sites;
use crate::ids::{CohortId, EnrolmentId, ExamAccommodationId, SiteId};
use crate::platform::db::{FirstRows, Tx};
use crate::platform::page::Rows;
use crate::schema::{enrolments, exam_accommodations};
use crate::trust::access::{Bounds, Reach};

/// Which exam accommodations.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ExamAccommodationFilter {
    /// Only those of this cohort.
    #[param(value_type = Option<uuid::Uuid>)]
    pub cohort: Option<CohortId>,
    /// Only that of this enrolment.
    #[param(value_type = Option<uuid::Uuid>)]
    pub enrolment: Option<EnrolmentId>,
}

/// Where a list stands: its last row.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct AccommodatedAt {
    pub id: Uuid,
}

type AccommodationQuery<'a> = exam_accommodations::BoxedQuery<'a, Pg>;

/// Those within reach: of the sites of the office, one's own for students.
fn reachable<'a>(reach: &Reach) -> AccommodationQuery<'a> {
    let rows = exam_accommodations::table.into_boxed();
    match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, exam_accommodations::site_id, sites),
        Bounds::Tutor(_) | Bounds::Link { .. } => rows.filter(exam_accommodations::id.is_null()),
        Bounds::Apprentice(apprentice) => {
            let own = enrolments::table.filter(enrolments::apprentice_id.eq(*apprentice));
            rows.filter(exam_accommodations::enrolment_id.eq_any(own.select(enrolments::id)))
        }
    }
}

fn narrowed<'a>(reach: &Reach, filter: &ExamAccommodationFilter) -> AccommodationQuery<'a> {
    let mut rows = reachable(reach);
    if let Some(enrolment) = filter.enrolment {
        rows = rows.filter(exam_accommodations::enrolment_id.eq(enrolment));
    }
    if let Some(cohort) = filter.cohort {
        let theirs = enrolments::table.filter(enrolments::cohort_id.eq(cohort)).select(enrolments::id);
        rows = rows.filter(exam_accommodations::enrolment_id.eq_any(theirs));
    }
    rows
}

/// One exam accommodation.
pub fn find(conn: &mut Tx, reach: &Reach, id: ExamAccommodationId) -> QueryResult<Option<ExamAccommodation>> {
    let rows = reachable(reach).filter(exam_accommodations::id.eq(id));
    rows.select(ExamAccommodation::as_select()).first(conn).optional()
}

/// One more row than the limit, in the order of writing.
pub fn list(
    conn: &mut Tx,
    reach: &Reach,
    filter: &ExamAccommodationFilter,
    page: &Rows<AccommodatedAt>,
) -> QueryResult<Vec<ExamAccommodation>> {
    let mut rows = narrowed(reach, filter);
    if let Some(after) = page.after {
        rows = rows.filter(exam_accommodations::id.gt(after.id));
    }
    rows.order(exam_accommodations::id)
        .select(ExamAccommodation::as_select())
        .first_rows(page.limit + 1)
        .load(conn)
}

/// How many rows the whole list has.
pub fn count(conn: &mut Tx, reach: &Reach, filter: &ExamAccommodationFilter) -> QueryResult<i64> {
    narrowed(reach, filter).count().get_result(conn)
}

/// Those of everybody in a cohort found within reach: one statement.
pub fn of_cohort(conn: &mut Tx, cohort: CohortId) -> QueryResult<Vec<ExamAccommodation>> {
    let theirs = enrolments::table.filter(enrolments::cohort_id.eq(cohort)).select(enrolments::id);
    exam_accommodations::table
        .filter(exam_accommodations::enrolment_id.eq_any(theirs))
        .select(ExamAccommodation::as_select())
        .load(conn)
}

/// Whether an enrolment has one; it is locked before.
pub fn is_known(tx: &mut Tx, enrolment: EnrolmentId) -> QueryResult<bool> {
    let rows = exam_accommodations::table.filter(exam_accommodations::enrolment_id.eq(enrolment));
    diesel::select(diesel::dsl::exists(rows)).get_result(tx)
}

/// Writes an exam accommodation; the enrolment is locked before.
pub fn insert(
    tx: &mut Tx,
    (site, enrolment): (SiteId, EnrolmentId),
    facts: &ExamAccommodationFacts,
) -> QueryResult<ExamAccommodation> {
    let fixed = (
        exam_accommodations::id.eq(ExamAccommodationId::new()),
        exam_accommodations::site_id.eq(site),
        exam_accommodations::enrolment_id.eq(enrolment),
    );
    diesel::insert_into(exam_accommodations::table)
        .values((fixed, facts))
        .returning(ExamAccommodation::as_returning())
        .get_result(tx)
}

/// Writes what an exam accommodation says anew; the enrolment is locked before.
pub fn change(
    tx: &mut Tx,
    id: ExamAccommodationId,
    facts: &ExamAccommodationFacts,
) -> QueryResult<ExamAccommodation> {
    diesel::update(exam_accommodations::table.find(id))
        .set(facts)
        .returning(ExamAccommodation::as_returning())
        .get_result(tx)
}
