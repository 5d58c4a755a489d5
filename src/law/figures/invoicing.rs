//! How the CFA is paid, as `catalogue/law/invoicing.toml` gives it.

use serde::Deserialize;

/// What is paid and when, within a year of the contract; the balance comes at its end.
#[derive(Debug, Clone, Deserialize)]
pub struct InvoicingLaw {
    /// Days to pay an invoice once received.
    pub payment_days: u32,
    /// Share paid at once when the contract lasts less than a year, in hundredths (R6332-25 IV).
    pub under_a_year_percent: u32,
    /// What is paid before the balance, in the order of time.
    pub instalments: Vec<Instalment>,
}

/// A share of the year's amount.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instalment {
    /// Share of the year's amount, in hundredths.
    pub percent: u32,
    /// Month of the contract year from which it is due, the first being 1.
    pub month: u32,
}

impl InvoicingLaw {
    /// What is paid before the balance, of a contract that lasts less than a year or not.
    pub fn instalments_of(&self, under_a_year: bool) -> Vec<Instalment> {
        match under_a_year {
            true => vec![Instalment { percent: self.under_a_year_percent, month: 1 }],
            false => self.instalments.clone(),
        }
    }

    /// What remains for the end of the year, in hundredths.
    pub fn balance_percent(&self, under_a_year: bool) -> u32 {
        self.instalments_of(under_a_year).iter().fold(100, |left: u32, one| left.saturating_sub(one.percent))
    }
}
