//! Money in cents and shares in hundredths of a percent: integers only, so that a cent is never lost.

use serde::{Deserialize, Serialize};

/// Hundredths in the whole: 100.00 %.
const WHOLE: i64 = 10_000;

/// An amount of euros, in cents.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cents(pub i64);

/// A share, in hundredths of a percent: 4300 is 43 %.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Percent(pub i32);

impl Cents {
    /// A share of the amount, rounded up to the cent: a legal minimum is never undercut.
    #[must_use]
    pub const fn share_up(self, percent: Percent) -> Self {
        Self(divided_up(self.0 * percent.0 as i64, WHOLE))
    }

    /// The smallest share of the amount that, rounded up, is at least another amount.
    pub fn percent_reaching(self, expected: Self) -> Percent {
        let below = (expected.0 - 1).max(0) * WHOLE / self.0.max(1);
        Percent(i32::try_from(below + i64::from(expected.0 > 0)).unwrap_or(i32::MAX))
    }

    /// As French readers write it: `1 823,03 €`.
    pub fn french(self) -> String {
        let (euros, cents) = (self.0 / 100, self.0.rem_euclid(100));
        format!("{},{cents:02} €", grouped(euros, ' '))
    }

    /// As English readers write it: `€1,823.03`.
    pub fn english(self) -> String {
        let (euros, cents) = (self.0 / 100, self.0.rem_euclid(100));
        format!("€{}.{cents:02}", grouped(euros, ','))
    }
}

impl Percent {
    /// Both added, within a limit that the first may exceed alone.
    #[must_use]
    pub fn plus_within(self, points: Self, limit: Self) -> Self {
        self.max(Self(self.0.saturating_add(points.0)).min(limit))
    }

    /// As French readers write it: `43 %`, `43,5 %`.
    pub fn french(self) -> String {
        format!("{} %", self.decimal(','))
    }

    /// As English readers write it: `43%`, `43.5%`.
    pub fn english(self) -> String {
        format!("{}%", self.decimal('.'))
    }

    fn decimal(self, point: char) -> String {
        let (whole, hundredths) = (self.0 / 100, self.0.rem_euclid(100));
        match hundredths {
            0 => whole.to_string(),
            tenths if tenths % 10 == 0 => format!("{whole}{point}{}", tenths / 10),
            _ => format!("{whole}{point}{hundredths:02}"),
        }
    }
}

/// The quotient of two non-negative numbers, rounded up.
pub const fn divided_up(dividend: i64, divisor: i64) -> i64 {
    (dividend + divisor - 1) / divisor
}

/// The quotient of two non-negative numbers, rounded to the nearest, halves up.
pub const fn divided_nearest(dividend: i64, divisor: i64) -> i64 {
    (2 * dividend + divisor) / (2 * divisor)
}

fn grouped(number: i64, separator: char) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) && digit.is_ascii_digit() {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_rounded_up_to_the_cent_and_binary_fractions_never_add_one() {
        for (base, percent, expected) in [
            (174_720, 7500, 131_040),
            (131_950, 4200, 55_419),
            (180_180, 2700, 48_649),
            (180_180, 4300, 77_478),
            (186_702, 10_000, 186_702),
            (0, 4300, 0),
        ] {
            assert_eq!(Cents(base).share_up(Percent(percent)), Cents(expected), "{percent} of {base}");
        }
    }

    #[test]
    fn the_smallest_sufficient_share_is_found_back() {
        for percent in [1, 2700, 4300, 5312, 10_000] {
            let expected = Cents(180_180).share_up(Percent(percent));
            assert_eq!(Cents(180_180).percent_reaching(expected), Percent(percent));
        }
        assert_eq!(Cents(100_000).percent_reaching(Cents(0)), Percent(0));
        assert_eq!(Cents(100_000).percent_reaching(Cents(61_001)), Percent(6101));
    }

    #[test]
    fn additions_stop_at_the_limit_but_never_take_away() {
        let sum = |percent, points| Percent(percent).plus_within(Percent(points), Percent(10_000)).0;
        assert_eq!(
            (sum(3900, 1500), sum(9000, 1500), sum(10_000, 1500), sum(11_000, 0)),
            (5400, 10_000, 10_000, 11_000)
        );
    }

    #[test]
    fn amounts_and_shares_read_as_people_write_them() {
        assert_eq!(Cents(182_303).french(), "1 823,03 €");
        assert_eq!(Cents(182_303).english(), "€1,823.03");
        assert_eq!(Cents(1_231).french(), "12,31 €");
        assert_eq!(Cents(123_456_789).french(), "1 234 567,89 €");
        assert_eq!((Percent(4300).french(), Percent(4350).french()), ("43 %".into(), "43,5 %".into()));
        assert_eq!((Percent(4305).english(), Percent(10_000).english()), ("43.05%".into(), "100%".into()));
    }
}
