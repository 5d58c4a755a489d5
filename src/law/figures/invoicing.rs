//! How the CFA is paid, as `catalogue/law/invoicing.toml` gives it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::law::money::{Cents, Percent};

/// What is paid and when, within a year of the contract; the balance comes at its end.
#[derive(Debug, Clone, Deserialize)]
pub struct InvoicingLaw {
    /// Days to pay an invoice once received.
    pub payment_days: u32,
    /// Share paid at once when the contract lasts less than a year, in hundredths (R6332-25 IV).
    pub under_a_year_percent: u32,
    /// What is paid before the balance, in the order of time.
    pub instalments: Vec<Instalment>,
    /// What a training at a distance is paid.
    pub distance: Option<DistanceLaw>,
    /// What the employer pays.
    pub employer_share: Option<EmployerShare>,
}

/// What the OPCO pays for a training given at a distance (D6332-82-1).
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DistanceFundingOut)]
pub struct DistanceLaw {
    /// Share of the hours at a distance from which the level is reduced, in hundredths.
    #[schema(minimum = 0, maximum = 100)]
    pub from_percent: u32,
    /// By how much, in hundredths.
    #[schema(minimum = 0, maximum = 100)]
    pub reduction_percent: u32,
    /// Below which it is not, in cents.
    #[schema(value_type = i64, minimum = 0)]
    pub floor_cents: Cents,
}

impl DistanceLaw {
    /// The level paid for a training given at a distance for a share of its hours, in hundredths; rounded up to the cent.
    pub fn paid(self, level: Cents, distance_percent: u32) -> Cents {
        if distance_percent < self.from_percent {
            return level;
        }
        let left = i32::try_from(100_u32.saturating_sub(self.reduction_percent)).unwrap_or_default();
        // a level under the floor already is left as it is
        level.share_up(Percent(left * 100)).max(self.floor_cents.min(level))
    }
}

/// What the employer pays to the CFA (R6332-25-1 and R6332-25-2).
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = EmployerShareOut)]
pub struct EmployerShare {
    /// First level of the certifications it is due for.
    #[schema(minimum = 1, maximum = 8)]
    pub from_level: u8,
    /// Last of them.
    #[schema(minimum = 1, maximum = 8)]
    pub to_level: u8,
    /// Amount for a contract, in cents.
    #[schema(value_type = i64, minimum = 0)]
    pub cents: Cents,
    /// Amount of the employer who takes over after a rupture, in cents.
    #[schema(value_type = i64, minimum = 0)]
    pub new_employer_cents: Cents,
}

impl EmployerShare {
    /// Whether it is due for a level.
    pub fn is_of(&self, level: u8) -> bool {
        (self.from_level..=self.to_level).contains(&level)
    }
}

/// A share of the year's amount.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = InstalmentOut)]
pub struct Instalment {
    /// Share of the year's amount, in hundredths.
    #[schema(minimum = 0, maximum = 100)]
    pub percent: u32,
    /// Month of the contract year from which it is due, the first being 1.
    #[schema(minimum = 1, maximum = 12)]
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::figures::Law;

    #[test]
    fn a_training_mostly_at_a_distance_is_paid_a_fifth_less_down_to_a_floor() {
        let law = Law::embedded().unwrap();
        let distance = law.invoicing.on("2025-07-01".parse().unwrap()).distance.unwrap();
        for (level, percent, paid) in [
            (700_000, 79, 700_000),
            (700_000, 80, 560_000),
            (700_000, 100, 560_000),
            (480_000, 80, 400_000),
            (390_000, 80, 390_000),
        ] {
            assert_eq!(distance.paid(Cents(level), percent), Cents(paid), "{level} {percent}");
        }
    }
}
