//! The nouns: a share with both its terms, and the people of a site today.

use chrono::NaiveDate;

use crate::desk::obligations::ObligationKind;
use crate::desk::obligations::store::KindCount;
use crate::law::calendar::{add_days, anniversary};

/// A share: never only a percentage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    /// How many.
    pub numerator: i64,
    /// Of how many.
    pub denominator: i64,
}

/// A training year, both days included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct YearSpan {
    pub from_on: NaiveDate,
    pub to_on: NaiveDate,
}

/// The apprentices in training on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct InTraining {
    /// Enrolled in a cohort that runs, and not excluded.
    pub enrolled: i64,
    /// Of whom no contract runs that day.
    pub without_contract: i64,
}

/// Days ahead in which a window is said to be closing.
pub const CLOSING_WITHIN_DAYS: i64 = 30;
/// Years walked at most to find the present one.
const MOST_YEARS: i32 = 200;

/// The training year of a day, from anniversary to anniversary of the first day of the latest cohort that began.
pub fn training_year(cohort_starts_on: NaiveDate, today: NaiveDate) -> YearSpan {
    let first_after = |years: i32| anniversary(cohort_starts_on, years);
    let year = (0..MOST_YEARS).find(|year| first_after(year + 1) > today).unwrap_or_default();
    YearSpan { from_on: first_after(year), to_on: add_days(first_after(year + 1), -1) }
}

/// What is late or due of a kind.
pub fn pressing(counts: &[KindCount], kind: ObligationKind) -> i64 {
    counts.iter().filter(|one| one.kind == kind).map(|one| one.due + one.late).sum()
}

/// What is late of a kind.
pub fn late(counts: &[KindCount], kind: ObligationKind) -> i64 {
    counts.iter().filter(|one| one.kind == kind).map(|one| one.late).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_training_year_runs_from_anniversary_to_anniversary() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        for (today, from_on, to_on) in [
            ("2025-08-25", "2025-08-25", "2026-08-24"),
            ("2026-08-24", "2025-08-25", "2026-08-24"),
            ("2026-08-25", "2026-08-25", "2027-08-24"),
            ("2031-01-01", "2030-08-25", "2031-08-24"),
        ] {
            let expected = YearSpan { from_on: day(from_on), to_on: day(to_on) };
            assert_eq!(training_year(day("2025-08-25"), day(today)), expected, "{today}");
        }
    }
}
