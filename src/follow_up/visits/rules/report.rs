//! What the report of a visit may hold: a day that makes sense and somebody met.

use chrono::NaiveDate;

use crate::follow_up::visits::rules::book::{
    HELD_AFTER_THE_START, HELD_ALREADY, HELD_BY_THE_END, SOMEBODY_IS_MET,
};
use crate::law::calendar::{add_days, french_day};
use crate::law::findings::Finding;
use crate::platform::text::Sentence;

/// Days after the end of the contract during which a visit may still take place.
///
/// Our choice: a closing talk within the month.
pub const REPORT_GRACE_DAYS: i64 = 31;

/// What a report is checked against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportFacts {
    /// Day of the visit.
    pub held_on: NaiveDate,
    /// How many persons were met.
    pub persons_present: usize,
    /// First day of the contract.
    pub contract_starts_on: NaiveDate,
    /// Last day of the contract: the eve of the rupture when it was broken.
    pub contract_ends_on: NaiveDate,
}

/// Everything the rules say of a report.
pub fn check_report(facts: &ReportFacts, today: NaiveDate) -> Vec<Finding> {
    let last = add_days(facts.contract_ends_on, REPORT_GRACE_DAYS);
    let findings = [
        (facts.held_on > today).then(|| in_the_future(today)),
        (facts.held_on < facts.contract_starts_on).then(|| before_the_contract(facts.contract_starts_on)),
        (facts.held_on > last).then(|| long_after_the_contract(last)),
        (facts.persons_present == 0).then(nobody_present),
    ];
    findings.into_iter().flatten().collect()
}

fn in_the_future(today: NaiveDate) -> Finding {
    let facts = Sentence::new(
        format!("La visite a eu lieu au plus tard aujourd'hui, le {}.", french_day(today)),
        format!("The visit took place today, {today}, at the latest."),
    );
    HELD_ALREADY.at("/held_on", facts)
}

fn before_the_contract(starts_on: NaiveDate) -> Finding {
    let facts = Sentence::new(
        format!("La visite a eu lieu au plus tôt le {}, premier jour du contrat.", french_day(starts_on)),
        format!("The visit took place on {starts_on}, the first day of the contract, at the earliest."),
    );
    HELD_AFTER_THE_START.at("/held_on", facts)
}

fn long_after_the_contract(last: NaiveDate) -> Finding {
    let facts = Sentence::new(
        format!(
            "La visite a eu lieu au plus tard le {}, {REPORT_GRACE_DAYS} jours après le contrat.",
            french_day(last)
        ),
        format!(
            "The visit took place by {last}, {REPORT_GRACE_DAYS} days after the contract, at the latest."
        ),
    );
    HELD_BY_THE_END.at("/held_on", facts)
}

fn nobody_present() -> Finding {
    let facts = Sentence::new(
        "Indiquez au moins une personne rencontrée pendant la visite.".to_owned(),
        "Name at least one person met during the visit.".to_owned(),
    );
    SOMEBODY_IS_MET.at("/present", facts)
}
