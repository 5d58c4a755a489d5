//! What somebody has to do around a day: the rows of some days, and those others wait for.

use diesel::dsl::{exists, not};
use diesel::prelude::*;

use super::filter::{ObligationFilter, ObligationView, OwnedBy};
use super::listing::{Condition, ObligationRow, all, conditions};
use super::owners::owners;
use super::ranking::by_consequence;
use crate::desk::obligations::model::ObligationKind;
use crate::law::calendar::Period;
use crate::platform::db::Tx;
use crate::schema::{derived_obligations, obligation_snoozes};
use crate::trust::access::Reach;

/// What somebody has to do around a day; what was put off is left out.
#[derive(Debug, Clone)]
pub struct MorningRows {
    /// Whose last day is one of the days asked for, what matters most first.
    pub around: Vec<ObligationRow>,
    /// What others wait for, what matters most first.
    pub awaited: Vec<ObligationRow>,
    /// How much of that there is in all.
    pub awaited_count: i64,
}

/// What the reader has to do themselves: with its last day within some days, or of some kinds and pressing.
pub fn morning_of(
    conn: &mut Tx,
    reach: &Reach,
    view: &ObligationView,
    (days, awaited): (Period, &[ObligationKind]),
    (most, few): (i64, i64),
) -> QueryResult<MorningRows> {
    use derived_obligations::{due_on, from_on, kind};
    let filter = ObligationFilter { owner: Some(OwnedBy::Me), ..ObligationFilter::default() };
    let owners = owners(conn, OwnedBy::Me, view)?;
    let own = || {
        let mut own = conditions(reach, &filter, view, Some(&owners));
        own.push(not_snoozed(view));
        own
    };
    let mut around = own();
    around.push(Box::new(due_on.between(days.from, days.to)));
    let waited_for = || {
        let mut waited_for = own();
        waited_for.push(Box::new(from_on.le(view.as_of)));
        waited_for.push(Box::new(kind.eq_any(awaited.to_vec())));
        waited_for
    };
    Ok(MorningRows {
        around: by_consequence(conn, around, None, most)?,
        awaited: by_consequence(conn, waited_for(), None, few)?,
        awaited_count: derived_obligations::table.filter(all(waited_for())).count().get_result(conn)?,
    })
}

/// What nobody put off until a later day.
fn not_snoozed(view: &ObligationView) -> Condition {
    use obligation_snoozes::{given_on, obligation_id, until_on, withdrawn_on};
    let snoozed = obligation_snoozes::table
        .filter(obligation_id.eq(derived_obligations::id))
        .filter(given_on.le(view.as_of))
        .filter(until_on.ge(view.as_of))
        .filter(withdrawn_on.is_null().or(withdrawn_on.assume_not_null().gt(view.as_of)));
    Box::new(not(exists(snoozed)))
}
