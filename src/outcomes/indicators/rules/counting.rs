//! What the cases of a rate come to: an exact fraction, why there is none, and between what it could still come to lie.

use crate::law::figures::ExclusionReason;
use crate::outcomes::indicators::model::{CaseStanding, NoValueReason, RateCase, RateCount};
use crate::platform::text::Lang;

impl RateCount {
    /// What some cases come to.
    pub fn of(cases: &[RateCase]) -> Self {
        let mut count = Self::default();
        for case in cases {
            match case.standing {
                CaseStanding::Numerator => {
                    count.numerator += 1;
                    count.denominator += 1;
                }
                CaseStanding::Denominator => count.denominator += 1,
                CaseStanding::Excluded(reason) => *count.excluded.entry(reason).or_default() += 1,
            }
        }
        count
    }

    /// How many there are in all, counted or not.
    pub fn all(&self) -> u32 {
        self.denominator + self.excluded.values().sum::<u32>()
    }

    /// Why it has no value: nobody is counted, which is not zero.
    pub fn no_value(&self) -> Option<NoValueReason> {
        let left = |reason| self.excluded.contains_key(&reason);
        match () {
            () if self.denominator > 0 => None,
            () if left(ExclusionReason::NotComputable) => Some(NoValueReason::NotComputable),
            () if left(ExclusionReason::TooEarly)
                || left(ExclusionReason::NotEntered)
                || left(ExclusionReason::NotStarted) =>
            {
                Some(NoValueReason::TooEarly)
            }
            () if left(ExclusionReason::ResultUnknown) => Some(NoValueReason::ResultUnknown),
            () if left(ExclusionReason::NoAnswer) => Some(NoValueReason::NoAnswer),
            () => Some(NoValueReason::Nobody),
        }
    }

    /// The fraction, when it has a value.
    pub fn percentage(&self) -> Option<Percentage> {
        Percentage::of(self.numerator, self.denominator)
    }

    /// The cases that would change it once they are known.
    pub fn unknown(&self) -> UnknownCases {
        let left = |reason| self.excluded.get(&reason).copied().unwrap_or_default();
        UnknownCases {
            no_answer: left(ExclusionReason::NoAnswer),
            result_unknown: left(ExclusionReason::ResultUnknown),
        }
    }

    /// Between what it would lie were all that is unknown known; none when nothing is unknown.
    pub fn range(&self) -> Option<RateRange> {
        let unknown = self.unknown().all();
        if unknown == 0 {
            return None;
        }
        let over = self.denominator + unknown;
        Some(RateRange {
            lowest: Percentage::of(self.numerator, over)?,
            highest: Percentage::of(self.numerator + unknown, over)?,
        })
    }
}

/// Cases that would change a rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownCases {
    /// Who did not answer.
    pub no_answer: u32,
    /// Whose result is not entered.
    pub result_unknown: u32,
}

impl UnknownCases {
    /// How many there are.
    pub const fn all(self) -> u32 {
        self.no_answer + self.result_unknown
    }
}

/// Between what a rate could still come to lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateRange {
    pub lowest: Percentage,
    pub highest: Percentage,
}

/// An exact fraction of people or contracts, rounded for display alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Percentage {
    pub numerator: u32,
    pub denominator: u32,
}

impl Percentage {
    /// A fraction; none of nobody.
    pub const fn of(numerator: u32, denominator: u32) -> Option<Self> {
        if denominator == 0 { None } else { Some(Self { numerator, denominator }) }
    }

    /// The whole percent nearest to it, halves up.
    pub fn rounded(self) -> u32 {
        let (above, below) = (u64::from(self.numerator), u64::from(self.denominator));
        u32::try_from((200 * above + below) / (2 * below)).unwrap_or(u32::MAX)
    }

    /// As people read it, with a space that does not break before the sign in French.
    pub fn text(self, lang: Lang) -> String {
        let space = if lang == Lang::Fr { "\u{a0}" } else { "" };
        format!("{}{space}%", self.rounded())
    }
}
