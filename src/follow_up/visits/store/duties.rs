//! Whose duty a visit is, as a condition of a query.

use chrono::NaiveDate;
use diesel::define_sql_function;
use diesel::dsl::{case_when, exists, not};
use diesel::prelude::*;

use crate::ids::AccountId;
use crate::schema::{referents, visits};

define_sql_function! {
    /// The later of two days.
    fn greatest(one: diesel::sql_types::Date, other: diesel::sql_types::Date) -> diesel::sql_types::Date;
}

diesel::alias!(referents as deputies: Deputies);

/// The period in which somebody is on duty for a visit: on the day planned, and today when that day is over.
#[diesel::dsl::auto_type]
pub(super) fn duty(account: AccountId, today: NaiveDate) -> _ {
    let day = case_when(visits::state.eq("planned"), greatest(visits::planned_on, today))
        .otherwise(visits::planned_on);
    let from_on = deputies.field(referents::from_on);
    let to_on = deputies.field(referents::to_on);
    let stand_in = deputies
        .filter(deputies.field(referents::apprentice_id).eq(visits::apprentice_id))
        .filter(deputies.field(referents::kind).eq("deputy"))
        .filter(from_on.le(day))
        .filter(to_on.ge(day.nullable()));
    referents::table
        .filter(referents::apprentice_id.eq(visits::apprentice_id))
        .filter(referents::account_id.eq(account))
        .filter(referents::from_on.le(day))
        .filter(referents::to_on.is_null().or(referents::to_on.ge(day.nullable())))
        .filter(referents::kind.eq("deputy").or(not(exists(stand_in))))
}
