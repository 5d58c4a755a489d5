//! What the rules say of ruptures: the legal grounds, and when a rupture may be recorded.
//!
//! The centre receives the rupture, it does not decide it. Whether the 45 free days were still running takes the
//! alternation calendar and the absences: known, a free rupture that comes after them is only warned of.

mod amendments;
pub mod book;
mod declaration;
mod ground;

pub use amendments::{SignedAmendment, check_lapsed};
pub use declaration::{
    ContractFacts, DeclarationRule, Declared, EMPLOYER_INFORMED_STEP, GUARDIAN_SIGNED, MEDIATOR_SEIZED,
    check_effect, check_free_days, check_initiator, correct, declare, not_in_future,
};
pub use ground::{Ground, Initiator, initiators_of};

#[cfg(test)]
mod tests;
