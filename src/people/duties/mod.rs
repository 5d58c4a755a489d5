//! Who answers for an apprentice on a day: the referent, or the deputy who stands in for them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::ids::AccountId;
use crate::text_enum;

text_enum!(
    /// As what somebody follows an apprentice.
    ReferentKind {
        /// The one who follows them.
        Referent = "referent" => "Référent" / "Referent",
        /// Stands in for the referent between two days.
        Deputy = "deputy" => "Suppléant" / "Deputy",
    }
);

/// The days during which somebody follows an apprentice, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DutyDays {
    pub kind: ReferentKind,
    pub from_on: NaiveDate,
    /// None while it goes on.
    pub to_on: Option<NaiveDate>,
}

impl DutyDays {
    /// Whether it has a day in common with a period.
    pub fn meets(&self, from_on: NaiveDate, to_on: Option<NaiveDate>) -> bool {
        to_on.is_none_or(|to_on| self.from_on <= to_on) && self.to_on.is_none_or(|last| from_on <= last)
    }
}

/// Who follows an apprentice on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = DutyOut)]
pub struct Duty {
    /// Manager or trainer.
    pub account_id: AccountId,
    /// Name of that person.
    #[schema(max_length = 200)]
    pub display_name: String,
    /// As what.
    pub kind: ReferentKind,
    /// Whether that person no longer signs in: somebody else is to be named.
    pub vacant: bool,
}

/// Who is on duty on a day, whatever the periods are kept as: a deputy within their dates, else the referent.
pub fn on_duty<T>(periods: &[T], days: impl Fn(&T) -> DutyDays, day: NaiveDate) -> Option<&T> {
    let there = |kind| {
        periods.iter().find(|one| {
            let days = days(one);
            days.kind == kind && days.meets(day, Some(day))
        })
    };
    there(ReferentKind::Deputy).or_else(|| there(ReferentKind::Referent))
}
