//! The schedule: the contract cut wherever pay may change, each piece with what is due.

use chrono::NaiveDate;

use super::figures::PayFigures;
use super::form;
use super::minimum::Payer;
use super::years::anniversaries;
use crate::contracts::pay::model::{PayFacts, Schedule, Segment};
use crate::law::calendar::add_days;
use crate::law::money::Cents;

/// The whole pay of a contract whose facts have been checked.
pub fn schedule(facts: &PayFacts, figures: &PayFigures<'_>) -> Schedule {
    let payer = Payer::new(facts, figures);
    let segments = merged(pieces(facts, &cuts(facts, figures, &payer)).map(|(from_on, to_on)| {
        let due = payer.due_on(from_on);
        Segment { from_on, to_on, due }
    }));
    Schedule {
        form: form::table(facts, figures, &payer, &segments),
        monthly_at_start: segments.first().map_or(Cents(0), |first| first.due.owed()),
        segments,
        base_known_until: figures.smic.known_until,
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
pub fn legal_cuts(facts: &PayFacts, figures: &PayFigures<'_>, payer: &Payer<'_>) -> Vec<NaiveDate> {
    let rises = payer.rises.iter().map(|rise| rise.from_on);
    let mut cuts: Vec<_> = anniversaries(facts, figures).into_iter().chain(rises).collect();
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

/// The pieces of the contract between cuts, in order; none of a contract that ended before its first day.
pub fn pieces(facts: &PayFacts, cuts: &[NaiveDate]) -> impl Iterator<Item = (NaiveDate, NaiveDate)> {
    let within = |day: &NaiveDate| *day > facts.starts_on && *day <= facts.ends_on;
    let any = facts.starts_on <= facts.ends_on;
    let inner: Vec<_> = cuts.iter().copied().filter(within).collect();
    let starts: Vec<_> = any.then_some(facts.starts_on).into_iter().chain(inner.iter().copied()).collect();
    let ends: Vec<_> = inner.iter().map(|cut| add_days(*cut, -1)).chain([facts.ends_on]).collect();
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
