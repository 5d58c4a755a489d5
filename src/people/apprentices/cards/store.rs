//! Reading cards: one statement a page, whatever the list.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::dsl::count_star;
use diesel::pg::Pg;
use diesel::prelude::*;

use super::model::Card;
use super::rules::current;
use crate::ids::{AccountId, ApprenticeId, CohortId, ContractId, EnrolmentId, SiteId};
use crate::people::apprentices::model::Phase;
use crate::people::apprentices::rules::status::EnrolmentStatus;
use crate::people::apprentices::store::on_duty_for;
use crate::platform::db::{Tx, any_of};
use crate::schema::enrolment_cards;

/// The cards of some apprentices found within reach.
#[derive(Debug, Clone, Default)]
pub struct Cards(HashMap<ApprenticeId, Vec<Card>>);

impl Cards {
    /// The cards of whoever some rows are about.
    pub fn of(conn: &mut Tx, apprentices: impl IntoIterator<Item = ApprenticeId>) -> QueryResult<Self> {
        let mut ids: Vec<ApprenticeId> = apprentices.into_iter().collect();
        ids.sort_unstable();
        ids.dedup();
        if ids.is_empty() {
            return Ok(Self::default());
        }
        let all = enrolment_cards::table.select(Card::as_select());
        let rows: Vec<Card> = match ids.as_slice() {
            // an array would be planned anew each time: PostgreSQL cannot tell that it holds one
            [only] => all.filter(enrolment_cards::apprentice_id.eq(only)).load(conn)?,
            _ => all.filter(enrolment_cards::apprentice_id.eq(any_of(ids))).load(conn)?,
        };
        let mut cards: HashMap<ApprenticeId, Vec<Card>> = HashMap::new();
        for card in rows {
            cards.entry(card.apprentice_id).or_default().push(card);
        }
        for theirs in cards.values_mut() {
            theirs.sort_by_key(|card| (card.facts.0.starts_on, card.enrolment_id));
        }
        Ok(Self(cards))
    }

    /// The cards of an apprentice, in the order of their cohorts.
    pub fn of_apprentice(&self, id: ApprenticeId) -> &[Card] {
        self.0.get(&id).map(Vec::as_slice).unwrap_or_default()
    }

    /// The card that counts for an apprentice on a day.
    pub fn current(&self, id: ApprenticeId, day: NaiveDate) -> Option<&Card> {
        current(self.of_apprentice(id), day)
    }

    /// The card of the enrolment that a contract of an apprentice serves.
    pub fn under(&self, id: ApprenticeId, contract: ContractId) -> Option<&Card> {
        self.of_apprentice(id).iter().find(|card| card.facts.0.contract(contract).is_some())
    }
}

/// Cards of a cohort, with a status and a phase: those of the day they were settled for.
pub fn cards_with<'a>(
    cohort: Option<CohortId>,
    status: Option<EnrolmentStatus>,
    phase: Option<Phase>,
) -> enrolment_cards::BoxedQuery<'a, Pg> {
    let mut rows = enrolment_cards::table.into_boxed();
    if let Some(cohort) = cohort {
        rows = rows.filter(enrolment_cards::cohort_id.eq(cohort));
    }
    if let Some(status) = status {
        rows = rows.filter(enrolment_cards::status.eq(status));
    }
    if let Some(phase) = phase {
        rows = rows.filter(enrolment_cards::phase.eq(phase));
    }
    rows
}

/// How many enrolments have a status, and their contract in a phase.
#[derive(Debug, Clone, Copy, Queryable)]
pub struct StandingCount {
    pub status: Option<EnrolmentStatus>,
    pub phase: Option<Phase>,
    pub count: i64,
}

/// The settled cards of a site counted: of one cohort, else of the trainings not over on a day; of everybody, or of whoever
/// somebody is on duty for.
pub fn count_standing(
    conn: &mut Tx,
    site: SiteId,
    cohort: Option<CohortId>,
    referent: Option<AccountId>,
    day: NaiveDate,
) -> QueryResult<Vec<StandingCount>> {
    let standing = (enrolment_cards::status, enrolment_cards::phase);
    let mut rows = enrolment_cards::table
        .filter(enrolment_cards::site_id.eq(site))
        .group_by(standing)
        .select((enrolment_cards::status, enrolment_cards::phase, count_star()))
        .into_boxed();
    rows = match cohort {
        Some(cohort) => rows.filter(enrolment_cards::cohort_id.eq(cohort)),
        None => rows.filter(enrolment_cards::ends_on.ge(day)),
    };
    if let Some(account) = referent {
        rows = rows.filter(enrolment_cards::apprentice_id.eq_any(on_duty_for(account, day)));
    }
    rows.load(conn)
}

/// The cards of some enrolments found within reach.
pub fn of_enrolments(conn: &mut Tx, ids: &[EnrolmentId]) -> QueryResult<HashMap<EnrolmentId, Card>> {
    let all = enrolment_cards::table.select(Card::as_select());
    let rows: Vec<Card> = match ids {
        [] => Vec::new(),
        [only] => all.filter(enrolment_cards::enrolment_id.eq(only)).load(conn)?,
        several => all.filter(enrolment_cards::enrolment_id.eq(any_of(several.to_vec()))).load(conn)?,
    };
    Ok(rows.into_iter().map(|card| (card.enrolment_id, card)).collect())
}
