//! What pay depends on, read from a contract and the training it serves.

use chrono::NaiveDate;

use crate::contracts::agreements::model::{AgreedPayLine, Agreement, ContractType};
use crate::contracts::pay::model::{ConventionalMinimum, Extension};
use crate::contracts::pay::rules::{Hiring, PREVIOUS_UNKNOWN, check_facts, check_salary, schedule};
use crate::contracts::pay::{
    self, PayFacts, PayFigures, PayReference, PayStage, check_kept_lines, check_lines, schedule_in_force,
};
use crate::law::calendar::{Period, days_inclusive};
use crate::law::figures::Law;
use crate::law::findings::Finding;
use crate::law::money::{Cents, Percent};
use crate::law::territories::{Territory, WorkLocation};
use crate::people::apprentices::model::EntryDates;
use crate::say;

/// A licence professionnelle among the diplomas of the official form.
const LICENCE_PROFESSIONNELLE: &str = "62";

/// Whose pay it is, whatever the terms of the contract.
#[derive(Debug, Clone, Copy)]
pub struct PaidPerson {
    pub type_code: ContractType,
    pub born_on: NaiveDate,
    /// First and last day of the cycle.
    pub cycle: (NaiveDate, NaiveDate),
    /// Year paid again, of whoever repeats it under a new contract.
    pub repeated_year: Option<u32>,
}

impl PaidPerson {
    /// Whoever has this entry in a training.
    pub fn of(type_code: ContractType, born_on: NaiveDate, dates: &EntryDates) -> Self {
        let cycle = (dates.cohort_starts_on, dates.cohort_ends_on);
        Self { type_code, born_on, cycle, repeated_year: dates.entry().repeated_year() }
    }

    /// What the law asks between two days, whatever else is agreed.
    pub fn paid_between(&self, days: Period, territory: Territory) -> PayFacts {
        PayFacts {
            cycle: Some(self.cycle),
            reference: self.reference(days),
            repeated_year: self.repeated_year,
            territory,
            ..PayFacts::ordinary(self.born_on, days.from, days.to)
        }
    }

    /// How a contract of these days stands to the cycle.
    fn reference(&self, days: Period) -> PayReference {
        let (cycle_starts_on, cycle_ends_on) = self.cycle;
        let shorter = days_inclusive(days.from, days.to) < days_inclusive(cycle_starts_on, cycle_ends_on);
        match self.type_code {
            ContractType::AfterRupture => PayReference::AfterRupture,
            _ if shorter && days.from > cycle_starts_on => PayReference::LateEntry,
            _ => PayReference::Execution,
        }
    }
}

/// What pay depends on while some terms are in force.
#[derive(Debug, Clone)]
pub struct PaidWork<'a> {
    pub person: PaidPerson,
    pub agreed: &'a Agreement,
    /// Last day agreed, but for the time that amendments add after a failure or for a disabled worker.
    pub planned_ends_on: NaiveDate,
    /// Where the work is done.
    pub territory: Territory,
    /// Time that amendments add to the contract.
    pub extension: Option<Extension>,
}

impl<'a> PaidWork<'a> {
    /// A contract that no amendment changes.
    pub fn unchanged(person: PaidPerson, agreed: &'a Agreement, employer: WorkLocation) -> Self {
        let territory = agreed.terms.work.place.location().or(employer).territory();
        Self { person, agreed, planned_ends_on: agreed.head.ends_on, territory, extension: None }
    }

    /// The facts, as agreed.
    pub fn facts(&self) -> PayFacts {
        let (head, terms) = (&self.agreed.head, &self.agreed.terms);
        let smc = terms.conventional_minimum_cents.filter(|cents| *cents > 0);
        let diploma = terms.training.diploma.type_code.as_deref();
        let planned = Period { from: head.starts_on, to: self.planned_ends_on };
        PayFacts {
            ends_on: head.ends_on,
            licence_professionnelle: diploma == Some(LICENCE_PROFESSIONNELLE),
            conventional_minimums: smc.map(starting_minimum).into_iter().collect(),
            lines: self.agreed.lines.iter().map(agreed_line).collect(),
            extension: self.extension,
            ..self.person.paid_between(planned, self.territory)
        }
    }

    /// Everything the rules of pay say of the table and of the salary at hiring, at their places in a contract; other rules
    /// speak of the dates.
    pub fn check(&self, law: &Law) -> Vec<Finding> {
        let facts = self.facts();
        let stage = PayStage { from_on: facts.starts_on, facts };
        check_stages(&[stage], law).into_iter().chain(self.check_salary(law)).collect()
    }

    /// What the rules say of the salary at hiring; nothing of a pay that cannot be computed.
    pub fn check_salary(&self, law: &Law) -> Option<Finding> {
        let terms = &self.agreed.terms;
        let monthly = Cents(terms.gross_salary_cents?);
        let (facts, starts_on) = (self.facts(), self.agreed.head.starts_on);
        let figures = PayFigures::on(law, starts_on);
        if check_facts(&facts, &figures).iter().any(Finding::is_error) {
            return None;
        }
        let hiring = Hiring { monthly, weekly_minutes: terms.work.weekly_minutes };
        let legal_week = law.contracts.on(starts_on).work.legal_weekly_hours;
        check_salary(hiring, &schedule(&facts, &figures).segments, legal_week, "/pay/gross_salary_cents")
    }
}

/// Everything the rules of pay say of the table of the last stage, from its first day on; the stages before it are what the
/// parties are no longer asked about.
pub fn check_stages(stages: &[PayStage], law: &Law) -> Vec<Finding> {
    let Some(last) = stages.last().filter(|last| !last.facts.lines.is_empty()) else { return Vec::new() };
    let figures = PayFigures::on(law, last.facts.starts_on);
    if check_facts(&last.facts, &figures).iter().any(Finding::is_error) {
        return Vec::new();
    }
    let whole = schedule_in_force(stages, last.facts.ends_on, &figures);
    let mut findings = check_lines(last, &whole.segments, "/pay/lines");
    if let [.., before, _] = stages {
        findings.extend(check_kept_lines(&before.facts, last, "/pay/lines"));
    }
    findings
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
    use crate::contracts::agreements::model::{ContractHead, ContractMode, ContractTerms};
    use crate::ids::EmployerId;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn person(type_code: ContractType) -> PaidPerson {
        PaidPerson {
            type_code,
            born_on: day("2006-03-14"),
            cycle: (day("2025-08-25"), day("2027-08-24")),
            repeated_year: None,
        }
    }

    fn agreed(starts_on: &str, ends_on: &str, lines: Vec<AgreedPayLine>) -> Agreement {
        let head = ContractHead {
            employer_id: EmployerId::new(),
            tutor_id: None,
            second_tutor_id: None,
            mode_code: ContractMode::FixedTerm,
            type_code: ContractType::First,
            derogation_code: None,
            previous_contract_id: None,
            previous_contract_number: None,
            starts_on: day(starts_on),
            ends_on: day(ends_on),
        };
        Agreement { head, terms: ContractTerms::default(), lines }
    }

    fn work(agreed: &Agreement, type_code: ContractType) -> PaidWork<'_> {
        PaidWork::unchanged(person(type_code), agreed, (Some("10000".to_owned()), None, None).into())
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
            let agreed = agreed(starts_on, ends_on, Vec::new());
            assert_eq!(work(&agreed, type_code).facts().reference, expected, "{starts_on} {ends_on}");
        }
    }

    #[test]
    fn the_terms_say_where_and_for_which_diploma() {
        let sheet = agreed("2025-08-25", "2027-08-24", Vec::new());
        let mut elsewhere = sheet.clone();
        elsewhere.terms.work.place.postal_code = Some("97600".into());
        elsewhere.terms.training.diploma.type_code = Some("62".into());
        elsewhere.terms.conventional_minimum_cents = Some(200_000);
        let found = |agreed: &Agreement| {
            let facts = work(agreed, ContractType::First).facts();
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
        let judged = |agreed: &Agreement| work(agreed, ContractType::First).check(&law);
        let codes = |lines: &[AgreedPayLine]| -> Vec<_> {
            let findings = judged(&agreed("2025-08-25", "2027-08-24", lines.to_vec()));
            findings.into_iter().map(|finding| (finding.code, finding.pointer)).collect()
        };
        assert!(codes(&[]).is_empty());
        assert!(codes(&[line(6100)]).is_empty());
        assert_eq!(
            codes(&[line(6099)]),
            [("pay.percent_below_legal", "/pay/lines/0/percent_hundredths".into())]
        );
        assert!(judged(&agreed("2027-08-25", "2025-08-24", vec![line(100)])).is_empty());
        let hired = |starts_on: &str, ends_on: &str| {
            let mut hired = agreed(starts_on, ends_on, Vec::new());
            hired.terms.gross_salary_cents = Some(77_400);
            judged(&hired).into_iter().map(|finding| finding.pointer).collect::<Vec<_>>()
        };
        assert_eq!(hired("2025-08-25", "2027-08-24"), ["/pay/gross_salary_cents"]);
        assert!(hired("2018-08-25", "2020-08-24").is_empty(), "no minimum wage is known there");
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
