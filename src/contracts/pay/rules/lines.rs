//! The lines the parties agreed on: they tile the contract and are never below the law.

use chrono::NaiveDate;

use super::declared as rule;
use super::schedule::enough;
use crate::contracts::pay::model::{PayBase, PayFacts, PayLine, PayStage, Segment};
use crate::law::calendar::{add_days, french_day};
use crate::law::findings::Finding;
use crate::law::money::Percent;
use crate::say;

/// Everything the rules say of the lines of a stage, whose members lie under a JSON pointer: they cover the contract from the
/// first day of the stage, and are never below the law from then on.
pub fn check_lines(stage: &PayStage, segments: &[Segment], pointer: &str) -> Vec<Finding> {
    if stage.facts.lines.is_empty() {
        return Vec::new();
    }
    let from_on = stage.from_on.max(stage.facts.starts_on);
    let each = stage.facts.lines.iter().enumerate();
    let alone = each.flat_map(|(index, line)| {
        check_line(&stage.facts, segments, from_on, line, &format!("{pointer}/{index}"))
    });
    alone.chain(check_together(&stage.facts, from_on, pointer)).collect()
}

/// What the lines of an amendment say of the days before it otherwise than the contract did: it changes nothing then.
pub fn check_kept_lines(before: &PayFacts, stage: &PayStage, pointer: &str) -> Vec<Finding> {
    let kept_on = |day: NaiveDate| {
        let line = before.lines.iter().find(|line| line.from_on <= day && day <= line.to_on);
        line.map(|line| (day, (line.percent, line.base)))
    };
    let rewritten = stage.facts.lines.iter().enumerate().filter_map(|(index, line)| {
        let starts = before.lines.iter().map(|earlier| earlier.from_on).chain([line.from_on]);
        let past = starts.filter(|day| line.from_on <= *day && *day <= line.to_on && *day < stage.from_on);
        let (day, kept) = past.filter_map(kept_on).find(|(_, kept)| *kept != (line.percent, line.base))?;
        Some(rewrites_past(day, kept, &format!("{pointer}/{index}")))
    });
    rewritten.collect()
}

fn rewrites_past(day: NaiveDate, (percent, base): (Percent, PayBase), at: &str) -> Finding {
    let (jour, fr, en) = (french_day(day), percent.french(), percent.english());
    let (base_fr, base_en) = named(base);
    let text = say!(
        "Le {jour}, avant l'avenant, le contrat dit {fr} {base_fr} : cette part reste due jusqu'au jour de l'avenant.",
        "On {day}, before the amendment, the contract says {en} {base_en}: that share stays due until the day of the amendment."
    );
    rule::LINE_REWRITES_PAST.at(format!("{at}/percent_hundredths"), text)
}

fn check_line(
    facts: &PayFacts,
    segments: &[Segment],
    from_on: NaiveDate,
    line: &PayLine,
    at: &str,
) -> Vec<Finding> {
    if line.to_on < line.from_on {
        return vec![upside_down(line, at)];
    }
    let outside = line.from_on < facts.starts_on || line.to_on > facts.ends_on;
    let covered: Vec<_> =
        segments.iter().filter(|one| one.from_on <= line.to_on && line.from_on <= one.to_on).collect();
    let due = covered.iter().filter(|one| one.to_on >= from_on && line.to_on >= from_on);
    let unknown = due.clone().any(|segment| segment.due.base_of(line.base).is_none());
    let needed = enough(covered.iter().copied(), line.base);
    let below = !unknown && reaches_less(line, &covered);
    [
        outside.then(|| outside_contract(facts, at)),
        unknown.then(|| minimum_missing(at)),
        below.then(|| below_legal(line, needed, at)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Amounts are compared, so that a share of one base may stand for a share of the other.
fn reaches_less(line: &PayLine, covered: &[&Segment]) -> bool {
    covered.iter().any(|segment| {
        let base = segment.due.base_of(line.base);
        base.is_some_and(|base| base.share_up(line.percent) < segment.due.minimum)
    })
}

fn check_together(facts: &PayFacts, from_on: NaiveDate, pointer: &str) -> Vec<Finding> {
    let begun = |line: &PayLine| PayLine { from_on: line.from_on.max(from_on), ..*line };
    let mut lines: Vec<(usize, PayLine)> = facts.lines.iter().map(begun).enumerate().collect();
    lines.retain(|(_, line)| line.from_on <= line.to_on);
    lines.sort_by_key(|(_, line)| (line.from_on, line.to_on));
    let (mut findings, mut next) = (Vec::new(), from_on);
    for (index, line) in lines {
        let at = format!("{pointer}/{index}/from_on");
        match line.from_on.cmp(&next) {
            std::cmp::Ordering::Less => findings.push(overlap(&line, next, at)),
            std::cmp::Ordering::Greater => findings.push(gap(next, add_days(line.from_on, -1), at)),
            std::cmp::Ordering::Equal => {}
        }
        next = next.max(add_days(line.to_on, 1));
    }
    if next <= facts.ends_on {
        findings.push(gap(next, facts.ends_on, pointer.to_owned()));
    }
    findings
}

fn upside_down(line: &PayLine, at: &str) -> Finding {
    let (from, to, du, au) = (line.from_on, line.to_on, french_day(line.from_on), french_day(line.to_on));
    let facts = say!(
        "Cette ligne finit le {au}, avant de commencer le {du}.",
        "This line ends on {to}, before it starts on {from}."
    );
    rule::LINE_UPSIDE_DOWN.at(format!("{at}/to_on"), facts)
}

fn outside_contract(facts: &PayFacts, at: &str) -> Finding {
    let (from, to) = (facts.starts_on, facts.ends_on);
    let (du, au) = (french_day(from), french_day(to));
    let text = say!(
        "Cette ligne sort du contrat, du {du} au {au}.",
        "This line goes beyond the contract, from {from} to {to}."
    );
    rule::LINE_OUTSIDE.at(at.to_owned(), text)
}

fn minimum_missing(at: &str) -> Finding {
    let text = say!(
        "Cette ligne est une part du minimum conventionnel : indiquez ce minimum.",
        "This line is a share of the conventional minimum: give that minimum."
    );
    rule::SMC_MISSING.at(format!("{at}/base"), text)
}

fn below_legal(line: &PayLine, needed: Percent, at: &str) -> Finding {
    let (fr, en, needed_fr, needed_en) =
        (line.percent.french(), line.percent.english(), needed.french(), needed.english());
    let (base_fr, base_en) = named(line.base);
    let (from, to, du, au) = (line.from_on, line.to_on, french_day(line.from_on), french_day(line.to_on));
    let text = say!(
        "{fr} {base_fr} du {du} au {au} : la loi demande au moins {needed_fr}.",
        "{en} {base_en} from {from} to {to}: the law asks for at least {needed_en}."
    );
    rule::PERCENT_BELOW_LEGAL.at(format!("{at}/percent_hundredths"), text)
}

const fn named(base: PayBase) -> (&'static str, &'static str) {
    match base {
        PayBase::Smic => ("du SMIC", "of the minimum wage"),
        PayBase::Smc => ("du minimum conventionnel", "of the conventional minimum"),
    }
}

fn overlap(line: &PayLine, next: NaiveDate, at: String) -> Finding {
    let (from, du, eve) = (line.from_on, french_day(line.from_on), add_days(next, -1));
    let au = french_day(eve);
    let text = say!(
        "Cette ligne commence le {du}, mais une autre va jusqu'au {au}.",
        "This line starts on {from}, but another one goes until {eve}."
    );
    rule::LINES_OVERLAP.at(at, text)
}

fn gap(from: NaiveDate, to: NaiveDate, at: String) -> Finding {
    let (du, au) = (french_day(from), french_day(to));
    let text = say!("Aucune ligne de rémunération du {du} au {au}.", "No pay line from {from} to {to}.");
    rule::LINES_GAP.at(at, text)
}
