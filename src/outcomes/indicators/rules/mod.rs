//! Pure decisions: where each learner stands in a rate, what the rate comes to, and what may be shown of it.

mod attempts;
#[cfg(test)]
mod attempts_tests;
mod book;
mod counting;
mod judging;
mod shown;
#[cfg(test)]
mod tests;

pub use attempts::attempts;
pub use book::{AS_OF_IS_PAST, FEW_SESSIONS, RULES};
pub use counting::{Percentage, RateRange, UnknownCases};
pub use judging::{RateRule, left_on, undated_ruptures};
pub use shown::{CountedPeople, counted_people, tells_of_few, withheld};
