//! Pure rules of pay: facts and figures of the law in, a schedule with its reasons out.

mod bands;
mod declared;
mod facts;
mod lines;
mod minimum;
mod salary;
mod schedule;
mod sentences;
mod years;

#[cfg(test)]
mod leap_tests;
#[cfg(test)]
mod lines_tests;
#[cfg(test)]
mod property_tests;
#[cfg(test)]
mod worked_tests;

pub use declared::{LINES_GAP, PREVIOUS_UNKNOWN, RULES, SALARY_BELOW_MINIMUM};
pub use facts::check_facts;
pub use lines::{check_kept_lines, check_lines};
pub use salary::{Hiring, check_salary};
pub use schedule::{schedule, schedule_in_force};

use chrono::NaiveDate;

use crate::law::figures::{AgeLaw, Law, PayLaw, SmicLaw};

/// Months a contract lasts at most, all derogations counted, and months a failed exam adds.
#[derive(Debug, Clone, Copy)]
pub struct LongestMonths {
    /// Without extension.
    pub contract: u32,
    /// Added by an extension.
    pub extension: u32,
}

/// The figures of the law a contract is paid by.
#[derive(Debug, Clone, Copy)]
pub struct PayFigures<'a> {
    /// Grid, additions and choices.
    pub pay: &'a PayLaw,
    /// How ages are counted.
    pub ages: &'a AgeLaw,
    /// Minimum wage.
    pub smic: &'a SmicLaw,
    /// Longest contract.
    pub longest: LongestMonths,
}

impl<'a> PayFigures<'a> {
    /// The figures for a contract that starts on a day.
    pub fn on(law: &'a Law, starts_on: NaiveDate) -> Self {
        let (contracts, pay) = (law.contracts.on(starts_on), law.pay.on(starts_on));
        let contract = contracts.duration.extended_maximum_months;
        let longest = LongestMonths { contract, extension: pay.extension_months };
        Self { pay, ages: &contracts.age, smic: &law.smic, longest }
    }
}
