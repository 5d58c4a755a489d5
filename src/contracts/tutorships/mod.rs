//! Tutorships: who is tutor of which signed contract, from when to when, and how many apprentices one person may follow.

pub mod derogations;
pub mod model;
pub mod rules;
pub mod store;

use chrono::NaiveDate;
use diesel::QueryResult;

use crate::ids::{ContractId, SiteId, TutorId};
use crate::law::figures::Law;
use crate::law::findings::Finding;
use crate::platform::db::Tx;
use crate::platform::error::Problem;

use model::TutorPerson;
pub use model::Tutorship;
use rules::Ceiling;

/// A contract as tutors know it.
#[derive(Debug, Clone, Copy)]
pub struct TutoredContract {
    pub id: ContractId,
    pub site_id: SiteId,
    /// First day, whose law holds.
    pub starts_on: NaiveDate,
}

/// Writes who follows a signed contract, once nobody named would follow more apprentices than the law allows.
///
/// One person may be known at several sites: their places are counted together. The tutors are locked until the end of
/// the transaction, so that two contracts never take the same last place.
pub fn assign(
    tx: &mut Tx,
    law: &Law,
    contract: TutoredContract,
    tutorships: &[Tutorship],
) -> Result<(), Problem> {
    let named: Vec<TutorId> = tutorships.iter().map(|tutorship| tutorship.tutor_id).collect();
    let people = store::lock_people(tx, &named)?;
    match above_ceiling(tx, law, contract, &people, tutorships)? {
        Some(refusal) => Err(refusal.into_conflict()),
        None => Ok(store::replace(tx, contract, tutorships)?),
    }
}

/// What a signature would be refused for: somebody named would follow more apprentices than the law allows.
pub fn check(
    conn: &mut Tx,
    law: &Law,
    contract: TutoredContract,
    tutorships: &[Tutorship],
) -> QueryResult<Option<Finding>> {
    let named: Vec<TutorId> = tutorships.iter().map(|tutorship| tutorship.tutor_id).collect();
    let people = store::people(conn, &named)?;
    above_ceiling(conn, law, contract, &people, tutorships)
}

fn above_ceiling(
    conn: &mut Tx,
    law: &Law,
    contract: TutoredContract,
    people: &[TutorPerson],
    tutorships: &[Tutorship],
) -> QueryResult<Option<Finding>> {
    let others = store::spans_of(conn, contract.id, people)?;
    let tutors: Vec<TutorId> = people.iter().flat_map(|person| person.tutor_ids.clone()).collect();
    let derogations = derogations::store::of_tutors(conn, &tutors)?;
    let figures = &law.contracts.on(contract.starts_on).tutor;
    Ok(tutorships.iter().find_map(|tutorship| {
        let person = people.iter().find(|person| person.is(tutorship.tutor_id))?;
        let theirs = others.iter().filter(|span| person.is(span.tutor_id));
        let granted = derogations.iter().filter(|derogation| person.is(derogation.tutor_id)).collect();
        rules::check_ceiling(&Ceiling { figures, granted }, person, tutorship, theirs)
    }))
}
