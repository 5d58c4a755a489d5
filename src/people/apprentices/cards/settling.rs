//! Settling cards: status and phase are told of a day, and told anew on the first day they may differ. Whoever reads by them
//! settles first what that day has reached; every instance does so by itself, so that readers seldom have anything to settle.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use diesel::dsl::exists;
use diesel::prelude::*;

use super::model::{Card, CardFacts};
use crate::ids::EnrolmentId;
use crate::law::figures::Law;
use crate::people::apprentices::model::Phase;
use crate::people::apprentices::rules::status::EnrolmentStatus;
use crate::platform::db::{FirstRows, Tx, any_of};
use crate::platform::error::{Problem, is_read_only};
use crate::schema::{enrolment_cards, enrolments};

diesel::define_sql_function! {
    /// Writes the card of an enrolment from the facts.
    fn keep_card(which: diesel::sql_types::Uuid) -> diesel::sql_types::Nullable<diesel::sql_types::Text>;
}

/// Cards settled or written by one transaction.
pub const AT_ONCE: i64 = 1000;
/// Transactions a reader does before asking to come back.
const ROUNDS: usize = 8;

/// What a card says on a day, and until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct DayStanding {
    status: Option<EnrolmentStatus>,
    phase: Option<Phase>,
    /// First day on which it may differ.
    changes_on: NaiveDate,
}

impl DayStanding {
    fn on(facts: &CardFacts, day: NaiveDate, law: &Law) -> Self {
        let contract = facts.contract_on(day, |_| true);
        Self {
            status: facts.status_on(day, law),
            phase: contract.map(|one| one.phase_on(day)),
            changes_on: facts.changes_after(day, law),
        }
    }
}

/// Settles what a day has reached, for a reader; answers busy when there is too much for one request.
pub fn settle(conn: &mut Tx, today: NaiveDate, law: &Law) -> Result<(), Problem> {
    for _ in 0..ROUNDS {
        match settle_some(conn, today, law) {
            Ok(false) => {}
            Ok(true) => return Ok(()),
            // what was settled last is all there is
            Err(error) if is_read_only(&error) => return Ok(()),
            Err(error) => return Err(error.into()),
        }
    }
    Err(Problem::busy("lists.preparing"))
}

/// One short transaction of it: whether nothing was left to settle.
pub fn settle_some(conn: &mut Tx, today: NaiveDate, law: &Law) -> QueryResult<bool> {
    let unsettled = || enrolment_cards::table.filter(enrolment_cards::changes_on.le(today));
    if !diesel::select(exists(unsettled())).get_result::<bool>(conn)? {
        return Ok(true);
    }
    conn.transaction(|tx| {
        let cards: Vec<Card> = unsettled()
            .order(enrolment_cards::enrolment_id)
            .for_no_key_update()
            .select(Card::as_select())
            .first_rows(AT_ONCE)
            .load(tx)?;
        let mut alike: BTreeMap<DayStanding, Vec<EnrolmentId>> = BTreeMap::new();
        for card in &cards {
            alike.entry(DayStanding::on(&card.facts.0, today, law)).or_default().push(card.enrolment_id);
        }
        for (settled, ids) in alike {
            diesel::update(enrolment_cards::table.filter(enrolment_cards::enrolment_id.eq(any_of(ids))))
                .set((
                    enrolment_cards::status.eq(settled.status),
                    enrolment_cards::phase.eq(settled.phase),
                    enrolment_cards::changes_on.eq(settled.changes_on),
                ))
                .execute(tx)?;
        }
        Ok(false)
    })
}

/// Writes the cards of the next enrolments anew from the facts; gives the last one, none when all are done.
pub fn keep_next(tx: &mut Tx, after: Option<EnrolmentId>) -> QueryResult<Option<EnrolmentId>> {
    let mut rows = enrolments::table.select(enrolments::id).order(enrolments::id).into_boxed();
    if let Some(after) = after {
        rows = rows.filter(enrolments::id.gt(after));
    }
    let ids: Vec<EnrolmentId> = rows.first_rows(AT_ONCE).load(tx)?;
    let Some(last) = ids.last().copied() else { return Ok(None) };
    let some = enrolments::table.filter(enrolments::id.eq(any_of(ids)));
    some.select(keep_card(enrolments::id)).execute(tx)?;
    Ok(Some(last))
}
