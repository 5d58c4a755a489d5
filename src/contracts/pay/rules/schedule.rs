//! The schedule: the contract cut wherever pay may change, each piece with what is due, and the table of the official form.

use chrono::NaiveDate;

use super::PayFigures;
use super::minimum::Payer;
use super::years::anniversaries;
use crate::contracts::pay::model::{FormLine, PayBase, PayFacts, PayStage, Schedule, Segment};
use crate::law::calendar::{Period, add_days};
use crate::law::money::{Cents, Percent};

/// The whole pay of a contract whose facts have been checked.
pub fn schedule(facts: &PayFacts, figures: &PayFigures<'_>) -> Schedule {
    let stage = PayStage { from_on: facts.starts_on, facts: facts.clone() };
    schedule_in_force(&[stage], facts.ends_on, figures)
}

/// The whole pay of a contract until its last day, each day by the stage in force: the stages come in order, the first one
/// from the start of the contract.
pub fn schedule_in_force(stages: &[PayStage], last_day: NaiveDate, figures: &PayFigures<'_>) -> Schedule {
    let nexts = stages.iter().skip(1).map(|next| add_days(next.from_on, -1)).chain([last_day]);
    let spans: Vec<Span<'_>> = stages
        .iter()
        .zip(nexts)
        .map(|(stage, to)| Span {
            payer: Payer::new(&stage.facts, figures),
            facts: &stage.facts,
            days: Period { from: stage.from_on.max(stage.facts.starts_on), to: to.min(last_day) },
        })
        .collect();
    let segments = merged(spans.iter().flat_map(|span| span.segments(figures)));
    Schedule {
        form: table(&spans, figures, &segments),
        monthly_at_start: segments.first().map_or(Cents(0), |first| first.due.owed()),
        segments,
        base_known_until: figures.smic.known_until,
    }
}

/// The days that one stage rules.
struct Span<'a> {
    facts: &'a PayFacts,
    payer: Payer<'a>,
    days: Period,
}

impl Span<'_> {
    fn segments(&self, figures: &PayFigures<'_>) -> Vec<Segment> {
        let cuts = cuts(self.facts, figures, &self.payer);
        let each = pieces(self.days, &cuts);
        each.map(|(from_on, to_on)| Segment { from_on, to_on, due: self.payer.due_on(from_on) }).collect()
    }
}

/// Every day on which pay may change.
fn cuts(facts: &PayFacts, figures: &PayFigures<'_>, payer: &Payer<'_>) -> Vec<NaiveDate> {
    let smic = figures.smic.rates.all().iter().map(|version| version.from);
    let lines = facts.lines.iter().flat_map(|line| [line.from_on, add_days(line.to_on, 1)]);
    let mut cuts: Vec<_> = legal_cuts(facts, figures, payer)
        .into_iter()
        .chain(smic)
        .chain([add_days(figures.smic.known_until, 1)])
        .chain(facts.conventional_minimums.iter().filter_map(|minimum| minimum.from_on))
        .chain(lines)
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

/// The cuts of the official form: anniversaries and ages.
fn legal_cuts(facts: &PayFacts, figures: &PayFigures<'_>, payer: &Payer<'_>) -> Vec<NaiveDate> {
    let rises = payer.rises.iter().map(|rise| rise.from_on);
    let mut cuts: Vec<_> = anniversaries(facts, figures).into_iter().chain(rises).collect();
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

/// The pieces of some days between cuts, in order; none of days that end before they begin.
fn pieces(days: Period, cuts: &[NaiveDate]) -> impl Iterator<Item = (NaiveDate, NaiveDate)> {
    let within = |day: &NaiveDate| *day > days.from && *day <= days.to;
    let any = days.from <= days.to;
    let inner: Vec<_> = cuts.iter().copied().filter(within).collect();
    let starts: Vec<_> = any.then_some(days.from).into_iter().chain(inner.iter().copied()).collect();
    let ends: Vec<_> = inner.iter().map(|cut| add_days(*cut, -1)).chain([days.to]).collect();
    starts.into_iter().zip(ends)
}

/// Pieces between which nothing changes become one.
fn merged(pieces: impl Iterator<Item = Segment>) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    for piece in pieces {
        match segments.last_mut() {
            Some(last) if last.goes_on_in(&piece) => last.to_on = piece.to_on,
            _ => segments.push(piece),
        }
    }
    segments
}

/// The lines of the official form when the parties agree on nothing better than the law, cut at anniversaries and ages, and
/// where an amendment changes them: two a year at most unless one does.
fn table(spans: &[Span<'_>], figures: &PayFigures<'_>, segments: &[Segment]) -> Vec<FormLine> {
    let mut lines: Vec<FormLine> = Vec::new();
    for span in spans {
        let years = anniversaries(span.facts, figures);
        for (from_on, to_on) in pieces(span.days, &legal_cuts(span.facts, figures, &span.payer)) {
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
