//! What pay depends on, read from a contract and the training it serves.

use chrono::NaiveDate;

use crate::contracts::agreements::model::{AgreedPayLine, ContractType};
use crate::contracts::pay::model::{ConventionalMinimum, Extension};
use crate::contracts::pay::rules::{PREVIOUS_UNKNOWN, check_facts};
use crate::contracts::pay::{self, PayFacts, PayFigures, PayReference, check_lines, schedule};
use crate::law::calendar::days_inclusive;
use crate::law::figures::{Law, Territory};
use crate::law::findings::Finding;
use crate::law::money::{Cents, Percent};
use crate::say;

/// A licence professionnelle among the diplomas of the official form.
const LICENCE_PROFESSIONNELLE: &str = "62";

/// First digits of the postal codes of Mayotte.
const MAYOTTE: &str = "976";

/// What pay depends on in a contract and around it.
#[derive(Debug, Clone)]
pub struct PaidWork<'a> {
    pub type_code: ContractType,
    pub starts_on: NaiveDate,
    pub ends_on: NaiveDate,
    pub born_on: NaiveDate,
    /// First and last day of the cycle.
    pub cycle: (NaiveDate, NaiveDate),
    /// Type of the diploma prepared, on the official form, when it is not the programme's.
    pub diploma_type_code: Option<&'a str>,
    pub postal_code: Option<&'a str>,
    pub conventional_minimum_cents: Option<i64>,
    pub lines: &'a [AgreedPayLine],
    /// Time that amendments add to the contract.
    pub extension: Option<Extension>,
}

impl PaidWork<'_> {
    /// The facts, as agreed.
    pub fn facts(&self) -> PayFacts {
        let smc = self.conventional_minimum_cents.filter(|cents| *cents > 0);
        PayFacts {
            cycle: Some(self.cycle),
            reference: self.reference(),
            licence_professionnelle: self.diploma_type_code == Some(LICENCE_PROFESSIONNELLE),
            conventional_minimums: smc.map(starting_minimum).into_iter().collect(),
            territory: territory_of(self.postal_code),
            lines: self.lines.iter().map(agreed_line).collect(),
            extension: self.extension,
            ..PayFacts::ordinary(self.born_on, self.starts_on, self.ends_on)
        }
    }

    /// How the contract stands to the cycle.
    fn reference(&self) -> PayReference {
        let (cycle_starts_on, cycle_ends_on) = self.cycle;
        let shorter =
            days_inclusive(self.starts_on, self.ends_on) < days_inclusive(cycle_starts_on, cycle_ends_on);
        match self.type_code {
            ContractType::AfterRupture => PayReference::AfterRupture,
            _ if shorter && self.starts_on > cycle_starts_on => PayReference::LateEntry,
            _ => PayReference::Execution,
        }
    }

    /// Everything the rules of pay say of the table, at its place in a contract; other rules speak of the dates.
    pub fn check(&self, law: &Law) -> Vec<Finding> {
        let facts = self.facts();
        let figures = PayFigures::on(law, facts.starts_on);
        if self.lines.is_empty() || check_facts(&facts, &figures).iter().any(Finding::is_error) {
            return Vec::new();
        }
        check_lines(&facts, &schedule(&facts, &figures).segments, "/pay/lines")
    }
}

/// The lines of a contract, until the last real day of one that was broken.
pub fn ended_early(mut facts: PayFacts, last_day: NaiveDate) -> PayFacts {
    facts.ends_on = last_day;
    facts
}

const fn starting_minimum(cents: i64) -> ConventionalMinimum {
    ConventionalMinimum { from_on: None, monthly: Cents(cents) }
}

const fn agreed_line(line: &AgreedPayLine) -> pay::PayLine {
    pay::PayLine {
        from_on: line.from_on,
        to_on: line.to_on,
        percent: Percent(line.percent_hundredths),
        base: line.base,
    }
}

fn territory_of(postal_code: Option<&str>) -> Territory {
    match postal_code {
        Some(code) if code.starts_with(MAYOTTE) => Territory::Mayotte,
        _ => Territory::Metropolitan,
    }
}

/// A contract that follows one that ended may owe the pay of its last year: nothing kept here tells how much.
pub fn unknown_floor(type_code: ContractType) -> Option<Finding> {
    let follows = matches!(type_code, ContractType::SameEmployer | ContractType::OtherEmployer);
    let facts = || {
        say!(
            "Si le diplôme du contrat précédent a été obtenu, la rémunération de sa dernière année est un plancher : \
             comparez, ou simulez avec ce plancher.",
            "If the diploma of the previous contract was obtained, the pay of its last year is a floor: compare, or \
             simulate with that floor."
        )
    };
    follows.then(|| PREVIOUS_UNKNOWN.at("/previous_contract_id", facts()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn work<'a>(starts_on: &str, ends_on: &str, lines: &'a [AgreedPayLine]) -> PaidWork<'a> {
        PaidWork {
            type_code: ContractType::First,
            starts_on: day(starts_on),
            ends_on: day(ends_on),
            born_on: day("2006-03-14"),
            cycle: (day("2025-08-25"), day("2027-08-24")),
            diploma_type_code: None,
            postal_code: Some("10000"),
            conventional_minimum_cents: None,
            lines,
            extension: None,
        }
    }

    #[test]
    fn years_are_counted_from_the_cycle_when_the_contract_is_shorter_than_it() {
        for (starts_on, ends_on, type_code, expected) in [
            ("2025-08-25", "2027-08-24", ContractType::First, PayReference::Execution),
            ("2025-07-01", "2027-06-30", ContractType::First, PayReference::Execution),
            ("2025-07-15", "2027-06-30", ContractType::First, PayReference::Execution),
            ("2025-09-01", "2027-08-31", ContractType::First, PayReference::Execution),
            ("2025-11-03", "2027-08-24", ContractType::First, PayReference::LateEntry),
            ("2025-11-03", "2027-11-02", ContractType::First, PayReference::Execution),
            ("2026-10-05", "2027-08-24", ContractType::AfterRupture, PayReference::AfterRupture),
        ] {
            let work = PaidWork { type_code, ..work(starts_on, ends_on, &[]) };
            assert_eq!(work.facts().reference, expected, "{starts_on} {ends_on}");
        }
    }

    #[test]
    fn the_terms_say_where_and_for_which_diploma() {
        let sheet = work("2025-08-25", "2027-08-24", &[]);
        let elsewhere = PaidWork {
            postal_code: Some("97600"),
            diploma_type_code: Some("62"),
            conventional_minimum_cents: Some(200_000),
            ..sheet.clone()
        };
        let found = |work: &PaidWork<'_>| {
            let facts = work.facts();
            (facts.territory, facts.licence_professionnelle, facts.conventional_minimums.len())
        };
        assert_eq!(found(&sheet), (Territory::Metropolitan, false, 0));
        assert_eq!(found(&elsewhere), (Territory::Mayotte, true, 1));
    }

    #[test]
    fn the_table_of_a_contract_is_judged_at_its_place() {
        let law = Law::embedded().unwrap();
        let line = |percent_hundredths| AgreedPayLine {
            year: 1,
            line: 1,
            from_on: day("2025-08-25"),
            to_on: day("2027-08-24"),
            percent_hundredths,
            base: pay::PayBase::Smic,
        };
        let codes = |lines: &[AgreedPayLine]| -> Vec<_> {
            let findings = work("2025-08-25", "2027-08-24", lines).check(&law);
            findings.into_iter().map(|finding| (finding.code, finding.pointer)).collect()
        };
        assert!(codes(&[]).is_empty());
        assert!(codes(&[line(6100)]).is_empty());
        assert_eq!(
            codes(&[line(6099)]),
            [("pay.percent_below_legal", "/pay/lines/0/percent_hundredths".into())]
        );
        let upside_down = [line(100)];
        assert!(work("2027-08-25", "2025-08-24", &upside_down).check(&law).is_empty());
    }

    #[test]
    fn only_a_contract_after_one_that_ended_may_owe_a_floor() {
        for (type_code, may) in [
            (ContractType::First, false),
            (ContractType::SameEmployer, true),
            (ContractType::OtherEmployer, true),
            (ContractType::AfterRupture, false),
        ] {
            assert_eq!(unknown_floor(type_code).is_some(), may, "{type_code}");
        }
    }
}
