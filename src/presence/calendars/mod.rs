//! The alternation calendar: what each day is for an apprentice, and what decided it.
//!
//! From the weakest to the strongest: the week of the programme file, when the cohort has none of its own; the week of
//! the cohort; its dated exceptions, where the shortest period wins, then the one that starts later, then the one
//! listed last; the other week of one apprentice; exams, which nothing moves. A closure is of the centre only: it
//! closes the days at the centre and leaves those in the company. Last, a public holiday takes a day at the centre
//! (those of the site) or in the company (those of the place of work). Without a week a day is *unknown*, never guessed:
//! what the rhythm of the programme proposes is shown with the calendar, its days and who is where, to be confirmed, and
//! counted nowhere.

pub mod model;
pub mod routes;
pub mod rules;
pub mod store;
pub mod wire;

pub use model::{DayKind, DecidedBy};
pub use rules::{ApprenticeDays, DayInfo, Why};
