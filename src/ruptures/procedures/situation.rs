//! What a procedure is computed from, looked up: the contract, the person, the days of practical training.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::QueryResult;

use super::rules::{DoneStep, Procedure, ProcedureFacts};
use crate::catalogue::programmes::Catalogue;
use crate::contracts::agreements::Contract;
use crate::contracts::clock::gathering::gather_all;
use crate::ids::ContractId;
use crate::law::deadlines::Facts;
use crate::law::figures::Law;
use crate::law::holidays::HolidayZone;
use crate::platform::db::Tx;
use crate::ruptures::declarations::rules::Ground;

/// What is known of a contract that may end.
#[derive(Debug, Clone)]
pub struct RuptureSituation<'l> {
    law: &'l Law,
    contract: (NaiveDate, NaiveDate),
    born_on: Option<NaiveDate>,
    free_until: Option<NaiveDate>,
    zone: HolidayZone,
}

impl<'l> RuptureSituation<'l> {
    /// The situations of some contracts, as if none had been broken: a constant number of statements.
    pub fn of_all(
        conn: &mut Tx,
        catalogue: &Catalogue,
        law: &'l Law,
        contracts: Vec<Contract>,
        today: NaiveDate,
    ) -> QueryResult<HashMap<ContractId, Self>> {
        let unbroken: Vec<Contract> =
            contracts.into_iter().map(|contract| Contract { closed_on: None, ..contract }).collect();
        let mut gathered = gather_all(conn, catalogue, law, &unbroken)?;
        let each = unbroken.into_iter().filter_map(|contract| {
            let facts = gathered.remove(&contract.id)?;
            Some((contract.id, Self::of(law, &facts, today)))
        });
        Ok(each.collect())
    }

    /// The situation of a contract whose facts were gathered, as of a day.
    pub fn of(law: &'l Law, facts: &Facts, as_of: NaiveDate) -> Self {
        let days = law.contracts.on(facts.starts_on).follow_up.free_rupture_days;
        Self {
            law,
            contract: (facts.starts_on, facts.ends_on),
            born_on: facts.born_on,
            free_until: facts.company_days.as_ref().and_then(|known| known.reaches(days)),
            zone: facts.workplace_on(as_of).holidays(),
        }
    }

    /// Whether the apprentice is a minor on the first day of a procedure.
    pub fn is_minor(&self, steps: &[DoneStep], as_of: NaiveDate) -> bool {
        let first = steps.iter().map(|step| step.on).min().unwrap_or(as_of);
        let ages = &self.law.contracts.on(self.contract.0).age;
        self.born_on.is_some_and(|born_on| ages.is_minor(born_on, first))
    }

    /// Computes the procedure of a ground under the law of the day it was opened, and looks at it; none for a ground without
    /// procedure, which a test forbids.
    pub fn with_procedure<T>(
        &self,
        (ground, opened_on): (Ground, NaiveDate),
        steps: &[DoneStep],
        as_of: NaiveDate,
        look: impl FnOnce(&Procedure<'_>) -> T,
    ) -> Option<T> {
        let facts = ProcedureFacts {
            ground: self.law.ruptures.on(opened_on).ground(ground.as_str())?,
            minor: self.is_minor(steps, as_of),
            contract: self.contract,
            free_until: self.free_until,
            place: self.zone.under(&self.law.holidays),
            as_of,
        };
        Some(look(&Procedure::compute(facts, steps)))
    }
}
