//! Tutorships: who is tutor of which signed contract, from when to when, and how many apprentices one person may follow.

pub mod derogations;
pub mod model;
pub mod rules;
pub mod store;

use crate::contracts::agreements::Contract;
use crate::ids::TutorId;
use crate::law::figures::Law;
use crate::platform::db::Tx;
use crate::platform::error::Problem;

pub use model::Tutorship;
use rules::Ceiling;

/// Writes who follows a signed contract, once nobody named would follow more apprentices than the law allows.
///
/// One person may be known at several sites: their places are counted together. The tutors are locked until the end of
/// the transaction, so that two contracts never take the same last place.
pub fn assign(tx: &mut Tx, law: &Law, contract: &Contract, tutorships: &[Tutorship]) -> Result<(), Problem> {
    let named: Vec<TutorId> = tutorships.iter().map(|tutorship| tutorship.tutor_id).collect();
    let people = store::lock_people(tx, &named)?;
    let others = store::spans_of(tx, contract.id, &people)?;
    let tutors: Vec<TutorId> = people.iter().flat_map(|person| person.tutor_ids.clone()).collect();
    let derogations = derogations::store::of_tutors(tx, &tutors)?;
    let figures = &law.contracts.on(contract.starts_on).tutor;
    let refusal = tutorships.iter().find_map(|tutorship| {
        let person = people.iter().find(|person| person.is(tutorship.tutor_id))?;
        let theirs = others.iter().filter(|span| person.is(span.tutor_id));
        let granted = derogations.iter().filter(|derogation| person.is(derogation.tutor_id)).collect();
        rules::check_ceiling(&Ceiling { figures, granted }, person, tutorship, theirs)
    });
    match refusal {
        Some(refusal) => Err(refusal.into_conflict()),
        None => Ok(store::replace(tx, contract, tutorships)?),
    }
}
