//! The nouns: the facts the aid depends on, and what they come to.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::law::money::Cents;
use crate::text_enum;

text_enum!(
    /// Whether the aid is due.
    AidStanding {
        /// It is.
        Due = "due" => "Due" / "Due",
        /// No aid exists for such a contract.
        Nothing = "nothing" => "Aucune aide" / "No aid",
        /// The contract reached the OPCO too late.
        Lost = "lost" => "Perdue : contrat arrivé trop tard" / "Lost: the contract came too late",
        /// No text known here says it.
        Unknown = "unknown" => "Inconnue" / "Unknown",
    }
);

/// The facts the aid to an employer depends on.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = EmployerAidIn, example = json!({
    "signed_on": "2026-07-10", "starts_on": "2026-08-31", "ends_on": "2028-08-30", "level": 5, "headcount": 12,
}))]
pub struct EmployerAidFacts {
    /// Day of conclusion.
    #[schema(example = "2026-07-10")]
    pub signed_on: NaiveDate,
    /// First day of execution.
    #[schema(example = "2026-08-31")]
    pub starts_on: NaiveDate,
    /// Last day agreed.
    #[schema(example = "2028-08-30")]
    pub ends_on: NaiveDate,
    /// Level of the certification prepared: 5 for a BTS.
    #[schema(minimum = 1, maximum = 8, example = 5)]
    pub level: u8,
    /// Employees of the company.
    #[schema(minimum = 0, maximum = 10_000_000, example = 12)]
    pub headcount: u32,
    /// Whether the apprentice is recognised as a disabled worker; no when absent.
    #[serde(default)]
    pub disabled_worker: bool,
    /// Day the contract reached the OPCO, once it did.
    pub sent_on: Option<NaiveDate>,
    /// First day without the broken contract.
    pub rupture_on: Option<NaiveDate>,
}

/// What the aid comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmployerAid {
    pub standing: AidStanding,
    /// Last day for the contract to reach the OPCO.
    pub send_by: Option<NaiveDate>,
    /// Of a whole year, when it is known.
    pub yearly: Option<Cents>,
    /// Last day paid: of the first year, of the contract, or the eve of the rupture.
    pub paid_until: NaiveDate,
    /// Days paid.
    pub days: i64,
    /// Days of the first year.
    pub year_days: i64,
    /// In proportion of those days.
    pub amount: Option<Cents>,
    /// Whether the employer has to promise a share of apprentices.
    pub large_employer: bool,
}
