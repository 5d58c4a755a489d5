//! The terms in force: what is agreed in a contract on each of its days.
//!
//! Whatever is computed from a contract (pay, days in the company, deposits, deadlines, forms) is computed from here, never
//! from its row, which tells what is agreed at last: an amendment changes nothing before its day.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::QueryResult;
use serde_json::Value;

use super::model::{Amendment, AmendmentType};
use super::rules::fold::{as_of, extension};
use super::store;
use crate::contracts::agreements::model::Employment;
use crate::contracts::agreements::rules::pay::{PaidPerson, PaidWork};
use crate::contracts::agreements::wire::ContractIn;
use crate::contracts::agreements::{Agreement, Contract, batch};
use crate::contracts::pay::PayStage;
use crate::contracts::pay::model::Extension;
use crate::ids::{ContractId, EmployerId};
use crate::law::calendar::{Period, add_days};
use crate::law::territories::WorkLocation;
use crate::people::employers::model::Establishment;
use crate::people::employers::store::establishments;
use crate::platform::body::typed;
use crate::platform::db::Tx;
use crate::platform::error::Problem;

/// What holds from a day on.
#[derive(Debug, Clone)]
pub struct Stage {
    /// First day; the stage that was first signed has no other before it.
    pub from_on: NaiveDate,
    pub agreed: Agreement,
    /// Last day agreed, but for the time added after a failure or for a disabled worker, which is no part of the cycle.
    pub planned_ends_on: NaiveDate,
    /// The time added, once the amendment that adds it is in force.
    pub extension: Option<Extension>,
    /// The employer of these days.
    pub establishment: Establishment,
}

impl Stage {
    /// Where the work is: the place agreed, else that of the employer.
    pub fn location(&self) -> WorkLocation {
        self.agreed.terms.work.place.location().or(self.establishment.location())
    }

    /// What pay depends on during these days.
    pub fn paid(&self, person: PaidPerson) -> PaidWork<'_> {
        PaidWork {
            person,
            agreed: &self.agreed,
            planned_ends_on: self.planned_ends_on,
            territory: self.location().territory(),
            extension: self.extension,
        }
    }
}

/// What is agreed in a contract, from its first day to its last.
#[derive(Debug, Clone)]
pub struct TermsInForce {
    signed: Stage,
    amended: Vec<Stage>,
}

impl TermsInForce {
    /// A contract that no amendment has changed.
    pub fn unchanged(agreed: Agreement, establishment: Establishment) -> Self {
        let (from_on, planned_ends_on) = (agreed.head.starts_on, agreed.head.ends_on);
        Self {
            signed: Stage { from_on, agreed, planned_ends_on, extension: None, establishment },
            amended: Vec::new(),
        }
    }

    /// The contract as first signed, then as each signed amendment makes it.
    pub fn folded(
        original: &Value,
        signed: &[Amendment],
        employers: &HashMap<EmployerId, Establishment>,
    ) -> Result<Self, Problem> {
        let mut days: Vec<NaiveDate> = signed.iter().map(|amendment| amendment.facts.effective_on).collect();
        days.sort_unstable();
        days.dedup();
        let first = stage(original, &[], None, employers)?;
        let amended = days.iter().map(|day| stage(original, signed, Some(*day), employers));
        Ok(Self { signed: first, amended: amended.collect::<Result<_, _>>()? })
    }

    /// The terms in force on a day: those first signed before any amendment.
    pub fn on(&self, day: NaiveDate) -> &Stage {
        self.amended.iter().rev().find(|stage| stage.from_on <= day).unwrap_or(&self.signed)
    }

    /// What was first signed.
    pub const fn signed(&self) -> &Stage {
        &self.signed
    }

    /// What holds at last.
    pub fn latest(&self) -> &Stage {
        self.amended.last().unwrap_or(&self.signed)
    }

    /// The stages, in order.
    pub fn stages(&self) -> impl Iterator<Item = &Stage> {
        std::iter::once(&self.signed).chain(&self.amended)
    }

    /// The days of each stage, from the first day of the contract to a last one; none of a stage that never is in force.
    pub fn periods(&self, last_day: NaiveDate) -> Vec<(Period, &Stage)> {
        let starts_on = self.signed.agreed.head.starts_on;
        let next = self.amended.iter().map(|stage| add_days(stage.from_on, -1)).chain([last_day]);
        let each = self.stages().zip(next);
        let periods = each
            .map(|(stage, to)| (Period { from: stage.from_on.max(starts_on), to: to.min(last_day) }, stage));
        periods.filter(|(period, _)| period.from <= period.to).collect()
    }

    /// Who employs and where, stage by stage.
    pub fn employments(&self) -> Vec<Employment> {
        let periods = self.periods(self.latest().agreed.head.ends_on).into_iter();
        periods.map(|(days, stage)| Employment::of(&stage.agreed, days)).collect()
    }

    /// What pay depends on, stage by stage.
    pub fn pay_stages(&self, person: PaidPerson) -> Vec<PayStage> {
        let each = self.stages();
        each.map(|stage| PayStage { from_on: stage.from_on, facts: stage.paid(person).facts() }).collect()
    }
}

/// What holds from a day on, or what was first signed.
fn stage(
    original: &Value,
    signed: &[Amendment],
    on: Option<NaiveDate>,
    employers: &HashMap<EmployerId, Establishment>,
) -> Result<Stage, Problem> {
    let day = on.unwrap_or(NaiveDate::MIN);
    let begun: Vec<Amendment> =
        signed.iter().filter(|amendment| amendment.facts.effective_on <= day).cloned().collect();
    let within: Vec<Amendment> = begun.iter().filter(|one| !prolongs(one)).cloned().collect();
    let agreed = typed::<ContractIn>(as_of(original, &begun, day).agreed)?.agreement();
    let planned = typed::<ContractIn>(as_of(original, &within, day).agreed)?.agreement();
    Ok(Stage {
        from_on: on.unwrap_or(agreed.head.starts_on),
        planned_ends_on: planned.head.ends_on,
        extension: extension(original, &begun),
        establishment: employers.get(&agreed.head.employer_id).cloned().unwrap_or_default(),
        agreed,
    })
}

/// Whether an amendment adds time that is no part of the cycle.
pub const fn prolongs(amendment: &Amendment) -> bool {
    matches!(amendment.facts.type_code, AmendmentType::AfterFailure | AmendmentType::DisabledWorker)
}

/// The terms of a contract already found within reach.
pub fn of(conn: &mut Tx, contract: &Contract) -> QueryResult<TermsInForce> {
    let found = of_all(conn, std::slice::from_ref(contract))?;
    found.into_values().next().ok_or(diesel::result::Error::NotFound)
}

/// The terms of contracts already found within reach: a constant number of statements, whatever their number.
pub fn of_all(conn: &mut Tx, contracts: &[Contract]) -> QueryResult<HashMap<ContractId, TermsInForce>> {
    let agreed = batch::agreements(conn, contracts)?;
    let ids: Vec<ContractId> = contracts.iter().map(|contract| contract.id).collect();
    of_agreed(conn, &ids, agreed)
}

/// The same, of what is agreed at last in each contract.
pub fn of_agreed(
    conn: &mut Tx,
    ids: &[ContractId],
    agreed: HashMap<ContractId, Agreement>,
) -> QueryResult<HashMap<ContractId, TermsInForce>> {
    let originals = store::originals_of(conn, ids)?;
    let mut amendments: HashMap<ContractId, Vec<Amendment>> = HashMap::new();
    if !originals.is_empty() {
        let amended: Vec<ContractId> = originals.keys().copied().collect();
        for (amendment, _) in store::signed_of(conn, &amended)? {
            amendments.entry(amendment.contract_id).or_default().push(amendment);
        }
    }
    let employers = establishments(conn, &employers_named(&agreed, &originals, &amendments))?;
    let each = agreed.into_iter().map(|(id, agreed)| {
        let terms = match originals.get(&id) {
            None => {
                let establishment = employers.get(&agreed.head.employer_id).cloned().unwrap_or_default();
                TermsInForce::unchanged(agreed, establishment)
            }
            Some(original) => {
                let signed = amendments.remove(&id).unwrap_or_default();
                TermsInForce::folded(original, &signed, &employers).map_err(unreadable)?
            }
        };
        Ok((id, terms))
    });
    each.collect()
}

/// The terms of one contract, from what is agreed at last, its employer, and what was first signed when it was amended.
pub fn of_one(
    conn: &mut Tx,
    id: ContractId,
    (agreed, establishment): (Agreement, Establishment),
    original: Option<&Value>,
) -> QueryResult<TermsInForce> {
    let Some(original) = original else { return Ok(TermsInForce::unchanged(agreed, establishment)) };
    let signed: Vec<Amendment> = store::signed_of(conn, &[id])?.into_iter().map(|(one, _)| one).collect();
    let changes = signed.iter().map(|amendment| &amendment.facts.changes);
    let named: Vec<EmployerId> = std::iter::once(original).chain(changes).filter_map(employer_of).collect();
    let employers = establishments(conn, &named)?;
    TermsInForce::folded(original, &signed, &employers).map_err(unreadable)
}

/// Every employer that a contract has, had or will have.
fn employers_named(
    agreed: &HashMap<ContractId, Agreement>,
    originals: &HashMap<ContractId, Value>,
    amendments: &HashMap<ContractId, Vec<Amendment>>,
) -> Vec<EmployerId> {
    let last = agreed.values().map(|agreed| agreed.head.employer_id);
    let changed = amendments.values().flatten().map(|amendment| &amendment.facts.changes);
    let named = originals.values().chain(changed).filter_map(employer_of);
    let mut all: Vec<EmployerId> = last.chain(named).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The employer that terms, or a change of them, name.
pub fn employer_of(terms: &Value) -> Option<EmployerId> {
    terms.get("employer_id")?.as_str()?.parse().ok()
}

/// Kept terms that can no longer be read: an error that somebody sees.
fn unreadable(problem: Problem) -> diesel::result::Error {
    diesel::result::Error::DeserializationError(format!("{problem:?}").into())
}
