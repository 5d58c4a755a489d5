//! What the law, the form and the site ask by a day, computed from the facts of a contract.

mod counting;
mod during;
mod ending;
mod filing;
mod naming;
mod starting;

pub use during::{unsettled_end, why_no_end};
pub use naming::{ANSWER, PUBLIC_ANSWER, RULES, SIGNATURE, SITE_WINDOW};

use super::model::{Deadline, Facts};
use crate::law::calendar::{MONTHS_A_YEAR, french_day, last_day_after};
use crate::law::figures::{ContractLaw, Law};
use crate::law::findings::Finding;
use crate::say;

/// The figures a clock is read with: those in force when the contract was signed, or starts.
pub struct Texts<'a> {
    /// Figures on contracts.
    pub contracts: &'a ContractLaw,
    /// All of the law, for what changes during the contract.
    pub law: &'a Law,
}

impl<'a> Texts<'a> {
    /// The texts a contract falls under.
    pub fn of(law: &'a Law, facts: &Facts) -> Self {
        Self { contracts: law.contracts.on(facts.signed_on.unwrap_or(facts.starts_on)), law }
    }
}

/// Every date that matters to a contract, in the order of time; those without a day last.
pub fn clock(facts: &Facts, law: &Law) -> Vec<Deadline> {
    let texts = Texts::of(law, facts);
    let mut deadlines = starting::deadlines(facts, &texts);
    deadlines.extend(filing::deadlines(facts, &texts));
    deadlines.extend(during::deadlines(facts, &texts));
    deadlines.extend(ending::deadlines(facts, &texts));
    deadlines.sort_by_key(|deadline| {
        let day = deadline.due_on.or(deadline.from_on);
        (day.is_none(), day, deadline.code)
    });
    deadlines
}

/// What makes the dates of a simulation unreadable.
pub fn check_dates(facts: &Facts, law: &Law) -> Vec<Finding> {
    let (from, to) = (facts.starts_on, facts.ends_on);
    let months = Texts::of(law, facts).contracts.duration.extended_maximum_months;
    let longest = last_day_after(from, months);
    let upside_down = (to < from).then(|| {
        let jour = french_day(from);
        naming::UPSIDE_DOWN.at(
            "/ends_on",
            say!(
                "Le contrat finit avant le {jour}, jour de son début.",
                "It ends before {from}, its first day."
            ),
        )
    });
    let too_long = (to > longest).then(|| {
        let (years, jour) = (counting::signed(months) / MONTHS_A_YEAR, french_day(longest));
        naming::TOO_LONG.at(
            "/ends_on",
            say!(
                "Un contrat dure au plus {years} ans : jusqu'au {jour}.",
                "A contract lasts {years} years at most: until {longest}."
            ),
        )
    });
    let rupture = facts.rupture_on.filter(|on| *on <= from || *on > to).map(|_| {
        let (du, au) = (french_day(from), french_day(to));
        naming::RUPTURE_OUTSIDE.at(
            "/rupture_on",
            say!(
                "La rupture tombe hors du contrat, du {du} au {au}.",
                "The rupture falls outside the contract, {from} to {to}."
            ),
        )
    });
    upside_down.into_iter().chain(too_long).chain(rupture).collect()
}

#[cfg(test)]
mod tests;
