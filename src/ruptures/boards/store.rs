//! The queries of the board: a constant number, whatever the number of learners.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::rules::CountedRupture;
use crate::ids::SiteId;
use crate::law::calendar::Period;
use crate::people::apprentices::cards::model::Card;
use crate::people::apprentices::rules::status::EnrolmentStatus;
use crate::platform::db::{FirstRows, Tx};
use crate::schema::{contracts, employers, enrolment_cards, ruptures, sites};

/// Most ruptures of a year counted.
const MOST_RUPTURES: i64 = 5000;
/// Most learners without a contract shown.
pub const MOST_LEARNERS: i64 = 500;
/// Most procedures that go on shown.
pub const MOST_PROCEDURES: i64 = 500;

/// The name of a site.
pub fn site_name(conn: &mut Tx, id: SiteId) -> QueryResult<Option<String>> {
    sites::table.find(id).select(sites::name).first(conn).optional()
}

/// The ruptures of a site that took effect within a period.
pub fn ruptures_within(conn: &mut Tx, site: SiteId, period: Period) -> QueryResult<Vec<CountedRupture>> {
    ruptures::table
        .inner_join(contracts::table.on(contracts::id.eq(ruptures::contract_id)))
        .inner_join(employers::table.on(employers::id.eq(contracts::employer_id)))
        .filter(ruptures::site_id.eq(site))
        .filter(ruptures::effective_on.between(period.from, period.to))
        .order((ruptures::effective_on, ruptures::id))
        .select((
            ruptures::ground,
            ruptures::effective_on,
            contracts::starts_on,
            employers::id,
            employers::name,
        ))
        .first_rows(MOST_RUPTURES)
        .load(conn)
}

/// The cards of a site, settled, of those who may be without a contract.
pub fn cards_without_contract(conn: &mut Tx, site: SiteId, today: NaiveDate) -> QueryResult<Vec<Card>> {
    let waiting = [EnrolmentStatus::Registered, EnrolmentStatus::Rupturant, EnrolmentStatus::DroppedOut];
    enrolment_cards::table
        .filter(enrolment_cards::site_id.eq(site))
        .filter(enrolment_cards::status.eq_any(waiting))
        .filter(enrolment_cards::ends_on.ge(today))
        .order((enrolment_cards::changes_on, enrolment_cards::enrolment_id))
        .select(Card::as_select())
        .first_rows(MOST_LEARNERS)
        .load(conn)
}
