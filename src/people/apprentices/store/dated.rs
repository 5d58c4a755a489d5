//! Enrolments with the dates of their contracts, in as few statements as there can be: the most asked reads of all.

use std::collections::HashMap;

use diesel::prelude::*;

use super::enrolments::{enrolments_in_cohorts, enrolments_of};
use crate::ids::{ApprenticeId, EnrolmentId};
use crate::people::apprentices::cards::model::Card;
use crate::people::apprentices::cards::store::of_enrolments;
use crate::people::apprentices::model::{Apprentice, EnrolmentInCohort, SignedContractDates};
use crate::platform::db::{Tx, any_of};
use crate::schema::{apprentices, cohorts, contracts, enrolment_cards, enrolments, ruptures};
use crate::trust::access::{Bounds, Reach};

/// An enrolment with the dates of the signed contracts that serve it, in order.
pub type EnrolmentAndContracts = (EnrolmentInCohort, Vec<SignedContractDates>);

/// An enrolment with its card.
pub type CardedEnrolment = (EnrolmentInCohort, Card);

/// The dates of signed contracts by the enrolment they serve, in order.
type ContractsByEnrolment = HashMap<EnrolmentId, Vec<SignedContractDates>>;

/// One apprentice with their enrolments and their cards, in one statement but for tutors.
///
/// The statement is the same for all staff, so that it is neither written nor planned anew.
pub fn find_with_enrolments(
    conn: &mut Tx,
    reach: &Reach,
    id: ApprenticeId,
) -> QueryResult<Option<(Apprentice, Vec<CardedEnrolment>)>> {
    if let Bounds::Tutor(_) | Bounds::Link { .. } = reach.bounds() {
        let Some(found) = super::find(conn, reach, id)? else { return Ok(None) };
        return Ok(Some((found, enrolments_and_cards(conn, reach, id)?)));
    }
    let theirs = enrolments_in_cohorts()
        .inner_join(enrolment_cards::table.on(enrolment_cards::enrolment_id.eq(enrolments::id)));
    let rows: Vec<(Apprentice, Option<EnrolmentInCohort>, Option<Card>)> = apprentices::table
        .left_join(theirs.on(enrolments::apprentice_id.eq(apprentices::id)))
        .filter(apprentices::id.eq(id))
        .select((
            Apprentice::as_select(),
            Option::<EnrolmentInCohort>::as_select(),
            Option::<Card>::as_select(),
        ))
        .order((cohorts::starts_on, enrolments::id))
        .load(conn)?;
    let (mut apprentice, mut enrolled) = (None, Vec::new());
    for (row, enrolment, card) in rows {
        if !reach.covers(row.site_id, row.id) {
            return Ok(None);
        }
        apprentice.get_or_insert(row);
        enrolled.extend(enrolment.zip(card));
    }
    Ok(apprentice.map(|found| (found, enrolled)))
}

/// The enrolments of an apprentice with their cards, in the order of their cohorts.
pub fn enrolments_and_cards(
    conn: &mut Tx,
    reach: &Reach,
    apprentice: ApprenticeId,
) -> QueryResult<Vec<CardedEnrolment>> {
    let found = enrolments_of(conn, reach, &[apprentice])?;
    let ids: Vec<EnrolmentId> = found.iter().map(|row| row.enrolment.id).collect();
    let mut cards = of_enrolments(conn, &ids)?;
    let carded = found.into_iter().filter_map(|row| {
        let card = cards.remove(&row.enrolment.id)?;
        Some((row, card))
    });
    Ok(carded.collect())
}

/// The enrolments of some apprentices with the dates of their contracts, in one statement but for tutors.
pub fn enrolments_and_contracts(
    conn: &mut Tx,
    reach: &Reach,
    apprentices: &[ApprenticeId],
) -> QueryResult<Vec<EnrolmentAndContracts>> {
    if let Bounds::Tutor(_) | Bounds::Link { .. } = reach.bounds() {
        let found = enrolments_of(conn, reach, apprentices)?;
        let mut dates = contract_dates(conn, &found)?;
        let mut dated = |row: EnrolmentInCohort| {
            let theirs = dates.remove(&row.enrolment.id).unwrap_or_default();
            (row, theirs)
        };
        return Ok(found.into_iter().map(&mut dated).collect());
    }
    let signed = contracts::enrolment_id.eq(enrolments::id).and(contracts::signed_on.is_not_null());
    let all = enrolments_in_cohorts()
        .left_join(contracts::table.on(signed))
        .left_join(ruptures::table.on(ruptures::contract_id.eq(contracts::id)))
        .select((EnrolmentInCohort::as_select(), Option::<SignedContractDates>::as_select()))
        .order((cohorts::starts_on, enrolments::id, contracts::starts_on, contracts::id));
    let rows: Vec<(EnrolmentInCohort, Option<SignedContractDates>)> = match apprentices {
        // an array would be planned anew each time: PostgreSQL cannot tell that it holds one
        [only] => all.filter(enrolments::apprentice_id.eq(only)).load(conn)?,
        several => all.filter(enrolments::apprentice_id.eq(any_of(several.to_vec()))).load(conn)?,
    };
    Ok(grouped(reach, rows))
}

/// Rows of an enrolment and one of its contracts, by enrolment; those out of reach are left out.
fn grouped(
    reach: &Reach,
    rows: Vec<(EnrolmentInCohort, Option<SignedContractDates>)>,
) -> Vec<EnrolmentAndContracts> {
    let mut found: Vec<EnrolmentAndContracts> = Vec::new();
    for (row, contract) in rows {
        if !reach.covers(row.enrolment.site_id, row.enrolment.apprentice_id) {
            continue;
        }
        match found.last_mut().filter(|(last, _)| last.enrolment.id == row.enrolment.id) {
            Some((_, contracts)) => contracts.extend(contract),
            None => found.push((row, contract.into_iter().collect())),
        }
    }
    found
}

/// The dates of the signed contracts of enrolments already found within reach.
pub fn contract_dates(conn: &mut Tx, found: &[EnrolmentInCohort]) -> QueryResult<ContractsByEnrolment> {
    let ids: Vec<EnrolmentId> = found.iter().map(|row| row.enrolment.id).collect();
    let rows: Vec<SignedContractDates> = contracts::table
        .left_join(ruptures::table.on(ruptures::contract_id.eq(contracts::id)))
        .filter(contracts::enrolment_id.eq(any_of(ids)))
        .filter(contracts::signed_on.is_not_null())
        .select(SignedContractDates::as_select())
        .order((contracts::starts_on, contracts::id))
        .load(conn)?;
    let mut grouped = ContractsByEnrolment::new();
    for row in rows {
        grouped.entry(row.enrolment_id).or_default().push(row);
    }
    Ok(grouped)
}
