//! The figures of the law that one contract is paid by.

use chrono::NaiveDate;

use crate::law::figures::{Law, PayLaw, SmicLaw};

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
    /// Minimum wage.
    pub smic: &'a SmicLaw,
    /// Longest contract.
    pub longest: LongestMonths,
}

impl<'a> PayFigures<'a> {
    /// The figures for a contract that starts on a day.
    pub fn on(law: &'a Law, starts_on: NaiveDate) -> Self {
        let contract = law.contracts.on(starts_on).duration.extended_maximum_months;
        let extension = law.pay.on(starts_on).extension_months;
        Self { pay: law.pay.on(starts_on), smic: &law.smic, longest: LongestMonths { contract, extension } }
    }
}
