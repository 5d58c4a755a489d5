//! Whom a company tutor follows: the contracts they are tutor of, first or second, and those they left a short while ago.
#![expect(missing_docs, reason = "the types of these queries go by the names of the functions")]

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::ids::TutorId;
use crate::schema::{contract_tutors, contracts};

/// A tutor, and the first day on which a tutorship must still run for its contract to be within reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Following {
    pub tutor: TutorId,
    /// A tutorship over before this day is out of reach.
    pub since: NaiveDate,
}

/// Contracts the tutor follows, ruptures apart: their last days are those of the contract itself.
#[diesel::dsl::auto_type]
pub fn tutored(following: Following) -> _ {
    let tutor: TutorId = following.tutor;
    let since: NaiveDate = following.since;
    contract_tutors::table
        .filter(contract_tutors::tutor_id.eq(tutor))
        .filter(contract_tutors::to_on.ge(since))
        .select(contract_tutors::contract_id)
}

/// Contracts that no rupture closed before a day.
#[diesel::dsl::auto_type]
pub fn open_since(since: NaiveDate) -> _ {
    contracts::closed_on.is_null().or(contracts::closed_on.ge(since))
}

/// The rows of the contracts a tutor follows, the broken ones as long as the others.
#[diesel::dsl::auto_type(type_case = "PascalCase")]
fn rows(following: Following) -> _ {
    let tutor: TutorId = following.tutor;
    let since: NaiveDate = following.since;
    contract_tutors::table
        .inner_join(contracts::table.on(contracts::id.eq(contract_tutors::contract_id)))
        .filter(contract_tutors::tutor_id.eq(tutor))
        .filter(contract_tutors::to_on.ge(since))
        .filter(contracts::closed_on.is_null().or(contracts::closed_on.ge(since)))
}

/// The contracts a tutor follows.
#[diesel::dsl::auto_type(type_case = "PascalCase")]
pub fn followed_contracts(following: Following) -> _ {
    let all: Rows = rows(following);
    all.select(contracts::id)
}

/// The apprentices a tutor follows.
#[diesel::dsl::auto_type]
pub fn followed_apprentices(following: Following) -> _ {
    let all: Rows = rows(following);
    all.select(contracts::apprentice_id)
}

/// The enrolments served by the contracts a tutor follows.
#[diesel::dsl::auto_type]
pub fn followed_enrolments(following: Following) -> _ {
    let all: Rows = rows(following);
    all.select(contracts::enrolment_id)
}

diesel::alias!(contract_tutors as fellows: Fellows);

/// The tutors of the contracts a tutor follows, themselves among them: what is told to one is told to all.
#[diesel::dsl::auto_type]
pub fn fellow_tutors(following: Following) -> _ {
    let theirs: FollowedContracts = followed_contracts(following);
    let contract = fellows.field(contract_tutors::contract_id);
    fellows.filter(contract.eq_any(theirs)).select(fellows.field(contract_tutors::tutor_id))
}
