//! The facts of contracts that are kept: what their rooms and the catalogue say of them.

use std::collections::HashMap;

use diesel::QueryResult;

use super::store::{Surroundings, lines_of, recorded_under, sent_amendments_of, surroundings_of};
use crate::catalogue::programmes::Catalogue;
use crate::contracts::agreements::Contract;
use crate::contracts::agreements::model::{AgreedPayLine, ContractType};
use crate::contracts::agreements::rules::pay::{PaidWork, ended_early};
use crate::contracts::filings;
use crate::contracts::filings::model::{ContractFiling, FilingFacts};
use crate::contracts::pay::rules::check_facts;
use crate::contracts::pay::{PayFigures, schedule};
use crate::ids::{ApprenticeId, ContractId};
use crate::law::calendar::{Period, add_days};
use crate::law::deadlines::Facts;
use crate::law::deadlines::model::{PayStep, Recorded, SentFile, SiteMonths};
use crate::law::deadlines::rules::Texts;
use crate::law::figures::Law;
use crate::law::findings::Finding;
use crate::platform::db::Tx;
use crate::presence::absences::rules::{days_of_presence, worked_days};
use crate::presence::absences::{self, Absence};
use crate::presence::calendars::model::WorkPeriod;
use crate::presence::calendars::{self, ApprenticeDays};

/// The facts of a contract found within reach.
pub fn gather(conn: &mut Tx, catalogue: &Catalogue, law: &Law, contract: &Contract) -> QueryResult<Facts> {
    let gathered = gather_all(conn, catalogue, law, std::slice::from_ref(contract))?;
    gathered.into_values().next().ok_or(diesel::result::Error::NotFound)
}

/// The facts of contracts found within reach: a constant number of statements, whatever their number.
pub fn gather_all(
    conn: &mut Tx,
    catalogue: &Catalogue,
    law: &Law,
    contracts: &[Contract],
) -> QueryResult<HashMap<ContractId, Facts>> {
    let ids: Vec<ContractId> = contracts.iter().map(|contract| contract.id).collect();
    let mut around = surroundings_of(conn, &ids)?;
    let sent = last_sent(filings::store::of_contracts(conn, &ids)?);
    let mut recorded = recorded_by_contract(recorded_under(conn, &ids)?);
    let lines = by_contract(lines_of(conn, &ids)?);
    let mut amendments = by_contract(sent_amendments_of(conn, &ids)?);
    let practice = Practice::read(conn, catalogue, contracts)?;
    let each = contracts.iter().filter_map(|contract| {
        let around = around.remove(&contract.id)?;
        let facts = Facts {
            sent: sent.get(&contract.id).copied().unwrap_or_default(),
            amendments: amendments.remove(&contract.id).unwrap_or_default(),
            recorded: Some(recorded.remove(&contract.id).unwrap_or_default()),
            ..facts_of(catalogue, law, contract, around)
        };
        let facts = practice.completed(law, contract, facts);
        let lines = lines.get(&contract.id).map_or(&[][..], Vec::as_slice);
        Some((contract.id, with_pay(facts, contract.type_code, lines, law)))
    });
    Ok(each.collect())
}

/// The calendars and the absences that tell the days of practical training.
struct Practice {
    days: HashMap<ApprenticeId, ApprenticeDays>,
    absences: HashMap<ApprenticeId, Vec<Absence>>,
}

impl Practice {
    fn read(conn: &mut Tx, catalogue: &Catalogue, contracts: &[Contract]) -> QueryResult<Self> {
        let mut apprentices: Vec<ApprenticeId> =
            contracts.iter().map(|contract| contract.apprentice_id).collect();
        apprentices.sort_unstable();
        apprentices.dedup();
        let from = contracts.iter().map(|contract| contract.starts_on).min().unwrap_or_default();
        let to = contracts.iter().map(Contract::effective_ends_on).max().unwrap_or_default();
        Ok(Self {
            days: calendars::store::days_of(conn, catalogue, &apprentices)?,
            absences: absences::store::absences_of(conn, &apprentices, Period { from, to })?,
        })
    }

    /// The facts of a contract with the days worked under it.
    fn completed(&self, law: &Law, contract: &Contract, mut facts: Facts) -> Facts {
        let period = facts.practice();
        let days = self.days.get(&contract.apprentice_id).cloned().unwrap_or_default().working(WorkPeriod {
            contract_id: contract.id,
            from_on: contract.starts_on,
            to_on: contract.effective_ends_on(),
            place: facts.place(),
        });
        let absences = self.absences.get(&contract.apprentice_id).map_or(&[][..], Vec::as_slice);
        let follow_up = &Texts::of(law, &facts).contracts.follow_up;
        let presence = days_of_presence(&days, absences, period, follow_up);
        facts.company_days = Some(worked_days(&days, absences, period, follow_up));
        facts.presence = Some(presence);
        facts
    }
}

/// What is known of a contract but its deposit, its pay and what was recorded.
fn facts_of(catalogue: &Catalogue, law: &Law, contract: &Contract, around: Surroundings) -> Facts {
    let programme = catalogue.programme(&around.programme_code);
    let terms = around.terms.unwrap_or_default();
    Facts {
        signed_on: contract.signed_on,
        cycle: Some(Period { from: around.cycle_starts_on, to: around.cycle_ends_on }),
        site_window: programme.map(|programme| SiteMonths {
            before: programme.contract_window.months_before,
            after: programme.contract_window.months_after,
        }),
        last_award_on: programme.and_then(|programme| programme.rncp.last_delivery_on),
        after_rupture: contract.type_code == ContractType::AfterRupture,
        public_employer: law.forms.is_public(around.employer_kind_code.as_deref()),
        workplace_postal_code: terms.work.place.postal_code.or(around.employer_postal_code),
        practical_starts_on: terms.training.practical_starts_on,
        training_starts_on: terms.training.training_starts_on,
        exams_end_on: terms.training.exams_end_on,
        born_on: Some(around.born_on),
        enrolled_on: Some(around.enrolled_on),
        rupture_ground: around.rupture_ground,
        rupture_on: contract.closed_on.map(|closed_on| add_days(closed_on, 1)),
        ..Facts::between(contract.starts_on, contract.ends_on)
    }
}

/// The last deposit of each contract: they come in the order of the attempts.
fn last_sent(filings: Vec<ContractFiling>) -> HashMap<ContractId, SentFile> {
    let sent = |filing: ContractFiling| {
        let FilingFacts { sent_on, complete_on, decided_on, .. } = filing.facts;
        (filing.contract_id, SentFile { sent_on: Some(sent_on), complete_on, decided_on })
    };
    filings.into_iter().map(sent).collect()
}

fn recorded_by_contract(rows: Vec<(Option<ContractId>, Recorded)>) -> HashMap<ContractId, Vec<Recorded>> {
    by_contract(rows.into_iter().filter_map(|(contract, recorded)| Some((contract?, recorded))).collect())
}

fn by_contract<T>(rows: Vec<(ContractId, T)>) -> HashMap<ContractId, Vec<T>> {
    let mut grouped: HashMap<ContractId, Vec<T>> = HashMap::new();
    for (contract, row) in rows {
        grouped.entry(contract).or_default().push(row);
    }
    grouped
}

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
