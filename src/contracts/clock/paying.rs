//! The steps of pay: those agreed on, else those of the law.

use crate::contracts::agreements::model::{AgreedPayLine, ContractType};
use crate::contracts::agreements::rules::pay::{PaidWork, ended_early};
use crate::contracts::pay::rules::check_facts;
use crate::contracts::pay::{PayFigures, schedule};
use crate::law::deadlines::Facts;
use crate::law::deadlines::model::PayStep;
use crate::law::figures::Law;
use crate::law::findings::Finding;

/// The facts with the steps of pay: the lines agreed on, else what the law asks, when it can be computed.
pub fn with_pay(mut facts: Facts, type_code: ContractType, lines: &[AgreedPayLine], law: &Law) -> Facts {
    if facts.pay_steps.is_empty() {
        facts.pay_steps = match lines {
            [] => legal_steps(&facts, type_code, law),
            lines => lines.iter().map(agreed_step).collect(),
        };
    }
    facts
}

fn agreed_step(line: &AgreedPayLine) -> PayStep {
    let percent_hundredths = u32::try_from(line.percent_hundredths).unwrap_or_default();
    PayStep { from_on: line.from_on, percent_hundredths, agreed: true }
}

fn legal_steps(facts: &Facts, type_code: ContractType, law: &Law) -> Vec<PayStep> {
    let Some(born_on) = facts.born_on else { return Vec::new() };
    let cycle = facts.cycle.map_or((facts.starts_on, facts.ends_on), |cycle| (cycle.from, cycle.to));
    let work = PaidWork {
        type_code,
        starts_on: facts.starts_on,
        ends_on: facts.ends_on,
        born_on,
        cycle,
        diploma_type_code: None,
        postal_code: facts.workplace_postal_code.as_deref(),
        conventional_minimum_cents: None,
        lines: &[],
        extension: None,
    };
    let (paid, figures) = (work.facts(), PayFigures::on(law, facts.starts_on));
    if check_facts(&paid, &figures).iter().any(Finding::is_error) {
        return Vec::new();
    }
    let due = schedule(&ended_early(paid, facts.last_day()), &figures);
    let steps = due.segments.iter().map(|segment| PayStep {
        from_on: segment.from_on,
        percent_hundredths: u32::try_from(segment.due.percent.0).unwrap_or_default(),
        agreed: false,
    });
    let mut steps: Vec<PayStep> = steps.collect();
    steps.dedup_by_key(|step| step.percent_hundredths);
    steps
}
