//! The query of class lists.

use diesel::pg::Pg;
use diesel::prelude::*;

use crate::ids::{ApprenticeId, CohortId};
use crate::people::apprentices::cards::model::Card;
use crate::platform::db::{FirstRows, Tx};
use crate::platform::page::{Name, Rows};
use crate::schema::{apprentices, enrolment_cards};

/// Somebody of a class.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = apprentices, check_for_backend(Pg))]
pub struct Classmate {
    pub id: ApprenticeId,
    pub email: Option<String>,
    pub phone: Option<String>,
    /// Name as searched and sorted.
    pub search_name: String,
    #[diesel(embed)]
    pub card: Card,
}

/// One more of a class found within reach than the limit, sorted by name.
pub fn class_of(conn: &mut Tx, cohort: CohortId, page: &Rows<Name>) -> QueryResult<Vec<Classmate>> {
    let mut rows = enrolment_cards::table
        .inner_join(apprentices::table.on(apprentices::id.eq(enrolment_cards::apprentice_id)))
        .filter(enrolment_cards::cohort_id.eq(cohort))
        .into_boxed();
    if let Some(after) = page.after.clone() {
        let tie = enrolment_cards::search_name.gt(after.name.clone()).or(apprentices::id.gt(after.id));
        rows = rows.filter(enrolment_cards::search_name.ge(after.name)).filter(tie);
    }
    // ordered by what no index has: walking the names would pass over everybody who ever was at the site
    let by_name = (enrolment_cards::search_name.concat(""), apprentices::id);
    rows.select(Classmate::as_select()).order(by_name).first_rows(page.limit + 1).load(conn)
}

/// How many are in a class.
pub fn count(conn: &mut Tx, cohort: CohortId) -> QueryResult<i64> {
    enrolment_cards::table.filter(enrolment_cards::cohort_id.eq(cohort)).count().get_result(conn)
}
