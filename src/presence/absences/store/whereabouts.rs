//! Who is in training on a day, page after page, from the cards of enrolments.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::pg::Pg;
use diesel::prelude::*;

use crate::ids::{ApprenticeId, CohortId, EmployerId, SiteId};
use crate::law::identifiers::called;
use crate::platform::db::{FirstRows, Tx, any_of};
use crate::platform::page::Name;
use crate::schema::{apprentices, employers, enrolment_cards};

/// Whose whereabouts are wanted.
#[derive(Debug, Clone)]
pub struct WhereaboutsFilter {
    /// Site, found within reach.
    pub site_id: SiteId,
    pub on: NaiveDate,
    pub cohort_id: Option<CohortId>,
    pub after: Option<Name>,
}

/// Somebody in training on a day.
#[derive(Debug, Clone)]
pub struct Somebody {
    pub apprentice_id: ApprenticeId,
    pub cohort_id: CohortId,
    /// Birth name.
    pub family_name: String,
    /// Name in use, when it differs.
    pub usage_name: Option<String>,
    pub given_name: String,
    /// Name as searched and sorted.
    pub search_name: String,
}

impl Somebody {
    /// Where a list by name stands after them.
    pub fn key(&self) -> Name {
        Name { name: self.search_name.clone(), id: self.apprentice_id.0 }
    }
}

/// The first of those in training on a day, by name; somebody enrolled twice comes once for each cohort.
pub fn people_on(conn: &mut Tx, filter: &WhereaboutsFilter, limit: i64) -> QueryResult<Vec<Somebody>> {
    let mut rows = enrolment_cards::table
        .inner_join(apprentices::table.on(apprentices::id.eq(enrolment_cards::apprentice_id)))
        .filter(enrolment_cards::site_id.eq(filter.site_id))
        .filter(enrolment_cards::present_from_on.le(filter.on))
        .filter(enrolment_cards::present_to_on.ge(filter.on))
        .into_boxed();
    if let Some(cohort) = filter.cohort_id {
        rows = rows.filter(enrolment_cards::cohort_id.eq(cohort));
    }
    if let Some(after) = filter.after.clone() {
        let name = enrolment_cards::search_name;
        let tie = name.gt(after.name.clone()).or(enrolment_cards::apprentice_id.gt(after.id));
        rows = rows.filter(name.ge(after.name)).filter(tie);
    }
    let people: Vec<(ApprenticeNames, CohortId)> = rows
        .select((ApprenticeNames::as_select(), enrolment_cards::cohort_id))
        .order((enrolment_cards::search_name, enrolment_cards::apprentice_id, enrolment_cards::enrolment_id))
        .first_rows(limit)
        .load(conn)?;
    Ok(people.into_iter().map(|(names, cohort)| names.in_class(cohort)).collect())
}

/// The names of an apprentice.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = apprentices, check_for_backend(Pg))]
struct ApprenticeNames {
    id: ApprenticeId,
    family_name: String,
    usage_name: Option<String>,
    usual_given_name: Option<String>,
    given_name: String,
    search_name: String,
}

impl ApprenticeNames {
    fn in_class(self, cohort_id: CohortId) -> Somebody {
        let Self { id, family_name, usage_name, usual_given_name, given_name, search_name } = self;
        let given_name = called(usual_given_name.as_deref(), &given_name).to_owned();
        Somebody { apprentice_id: id, cohort_id, family_name, usage_name, given_name, search_name }
    }
}

/// The names of employers of contracts already found within reach.
pub fn names_of_employers(conn: &mut Tx, ids: &[EmployerId]) -> QueryResult<HashMap<EmployerId, String>> {
    let named = employers::table.filter(employers::id.eq(any_of(ids.to_vec())));
    Ok(named.select((employers::id, employers::name)).load(conn)?.into_iter().collect())
}
