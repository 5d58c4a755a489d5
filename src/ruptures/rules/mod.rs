//! What the rules say of ruptures: the legal grounds, and when a rupture may be recorded.
//!
//! The centre receives the rupture, it does not decide it. Whether the 45 free days were still running cannot be
//! told from dates alone: it takes the alternation calendar and the absences, and is not checked here.

pub mod book;
mod declaration;
mod ground;

pub use declaration::{
    ContractFacts, Declared, INFORMATION_DELAY_DAYS, NOTICE_MONTHS, RUPTURE_DELAY_DAYS, Wanted, declare,
};
pub use ground::{Ground, Initiator};

#[cfg(test)]
mod tests;
