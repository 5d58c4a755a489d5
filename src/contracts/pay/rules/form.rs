//! The table of the official form: two lines a year at most, cut at anniversaries and ages only.

use chrono::NaiveDate;

use super::figures::PayFigures;
use super::minimum::Payer;
use super::schedule::{legal_cuts, pieces};
use super::years::anniversaries;
use crate::contracts::pay::model::{FormLine, PayBase, PayFacts, Segment};
use crate::law::money::Percent;

/// The lines to write when the parties agree on nothing better than the law.
pub fn table(
    facts: &PayFacts,
    figures: &PayFigures<'_>,
    payer: &Payer<'_>,
    segments: &[Segment],
) -> Vec<FormLine> {
    let years = anniversaries(facts, figures);
    let mut lines: Vec<FormLine> = Vec::new();
    for (from_on, to_on) in pieces(facts, &legal_cuts(facts, figures, payer)) {
        let year = 1 + count(years.iter().filter(|day| **day <= from_on));
        let (percent, base) = to_write(segments, from_on, to_on);
        match lines.last_mut().filter(|last| last.year == year) {
            Some(last) if (last.percent, last.base) == (percent, base) => last.to_on = to_on,
            last => {
                let line = last.map_or(1, |last| last.line + 1);
                lines.push(FormLine { year, line, from_on, to_on, percent, base });
            }
        }
    }
    lines
}

/// The share that is enough for the whole of a line, of the conventional minimum if it is ever the higher.
fn to_write(segments: &[Segment], from_on: NaiveDate, to_on: NaiveDate) -> (Percent, PayBase) {
    let covered = || segments.iter().filter(|one| one.from_on <= to_on && from_on <= one.to_on);
    let by_smc = covered().any(|segment| segment.due.base == PayBase::Smc);
    let base = if by_smc { PayBase::Smc } else { PayBase::Smic };
    (enough(covered(), base), base)
}

/// The share of a base that reaches the minimum of every segment.
pub fn enough<'a>(segments: impl Iterator<Item = &'a Segment>, base: PayBase) -> Percent {
    let needed = segments.filter_map(|segment| {
        let monthly = segment.due.base_of(base)?;
        Some(monthly.percent_reaching(segment.due.minimum))
    });
    needed.max().unwrap_or_default()
}

fn count<T>(items: impl Iterator<Item = T>) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}
