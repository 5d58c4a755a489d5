//! The facts of contracts that are kept: what their rooms and the catalogue say of them.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::QueryResult;

use super::store::{Surroundings, recorded_under, sent_amendments_of, surroundings_of};
use crate::catalogue::programmes::Catalogue;
use crate::contracts::agreements::Contract;
use crate::contracts::agreements::model::{AgreedPayLine, ContractType, PayBase};
use crate::contracts::agreements::rules::pay::PaidPerson;
use crate::contracts::amendments::in_force::{self, Stage, TermsInForce};
use crate::contracts::filings;
use crate::contracts::filings::model::{ContractFiling, FilingFacts};
use crate::contracts::pay::rules::check_facts;
use crate::contracts::pay::{PayFigures, PayStage, schedule_in_force};
use crate::ids::{ApprenticeId, ContractId};
use crate::law::calendar::{Period, add_days};
use crate::law::deadlines::Facts;
use crate::law::deadlines::model::{
    AmendedFacts, EntryPeriod, PayStep, PlaceOfWork, Recorded, SentFile, SiteMonths,
};
use crate::law::deadlines::rules::Texts;
use crate::law::figures::Law;
use crate::platform::db::Tx;
use crate::presence::absences::rules::{days_of_presence, worked_days, worked_days_at_least};
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
    let mut terms = in_force::of_all(conn, contracts)?;
    let sent = last_sent(filings::store::of_contracts(conn, &ids)?);
    let mut recorded = recorded_by_contract(recorded_under(conn, &ids)?);
    let mut amendments = by_contract(sent_amendments_of(conn, &ids)?);
    let practice = Practice::read(conn, catalogue, law, contracts)?;
    let each = contracts.iter().filter_map(|contract| {
        let (around, terms) = (around.remove(&contract.id)?, terms.remove(&contract.id)?);
        let facts = Facts {
            sent: sent.get(&contract.id).copied().unwrap_or_default(),
            amendments: amendments.remove(&contract.id).unwrap_or_default(),
            recorded: Some(recorded.remove(&contract.id).unwrap_or_default()),
            pay_steps: pay_steps(contract, &around, &terms, law),
            ..facts_of(catalogue, law, contract, &around, &terms)
        };
        Some((contract.id, practice.completed(law, contract, &terms, facts)))
    });
    Ok(each.collect())
}

/// The calendars and the absences that tell the days of practical training.
struct Practice {
    days: HashMap<ApprenticeId, ApprenticeDays>,
    absences: HashMap<ApprenticeId, Vec<Absence>>,
}

impl Practice {
    fn read(conn: &mut Tx, catalogue: &Catalogue, law: &Law, contracts: &[Contract]) -> QueryResult<Self> {
        let mut apprentices: Vec<ApprenticeId> =
            contracts.iter().map(|contract| contract.apprentice_id).collect();
        apprentices.sort_unstable();
        apprentices.dedup();
        let from = contracts.iter().map(|contract| contract.starts_on).min().unwrap_or_default();
        let to = contracts.iter().map(Contract::effective_ends_on).max().unwrap_or_default();
        Ok(Self {
            days: calendars::store::days_of(conn, catalogue, law, &apprentices)?,
            absences: absences::store::absences_of(conn, &apprentices, Period { from, to })?,
        })
    }

    /// The facts of a contract with the days worked under it.
    fn completed(&self, law: &Law, contract: &Contract, terms: &TermsInForce, mut facts: Facts) -> Facts {
        let period = facts.practice();
        let places =
            terms.periods(contract.effective_ends_on()).into_iter().map(|(days, stage)| WorkPeriod {
                contract_id: contract.id,
                employer_id: stage.agreed.head.employer_id,
                from_on: days.from,
                to_on: days.to,
                place: facts.workplace_on(days.from).holidays(),
            });
        let days = self.days.get(&contract.apprentice_id).cloned();
        let days = days.unwrap_or_else(|| ApprenticeDays::under(&law.holidays));
        let days = days.working(contract.id, places.collect());
        let absences = self.absences.get(&contract.apprentice_id).map_or(&[][..], Vec::as_slice);
        let follow_up = &Texts::of(law, &facts).contracts.follow_up;
        let presence = days_of_presence(&days, absences, period, follow_up);
        let (settled, least) = (
            worked_days(&days, absences, period, follow_up),
            worked_days_at_least(&days, absences, period, follow_up),
        );
        facts.company_days_at_least = (least != settled).then_some(least);
        facts.company_days = Some(settled);
        facts.presence = Some(presence);
        facts
    }
}

/// What is known of a contract but its deposit, its pay and what was recorded.
pub(super) fn facts_of(
    catalogue: &Catalogue,
    law: &Law,
    contract: &Contract,
    around: &Surroundings,
    terms: &TermsInForce,
) -> Facts {
    let programme = catalogue.followed(&around.programme);
    let entry = around.dates.entry();
    let (signed, latest) = (&terms.signed().agreed.terms.training, &terms.latest().agreed.terms.training);
    let amended = terms.stages().skip(1).map(|stage| AmendedFacts {
        from_on: stage.from_on,
        ends_on: stage.agreed.head.ends_on,
        workplace: place_of_work(law, stage),
    });
    Facts {
        signed_on: contract.signed_on,
        cycle: Some(Period { from: around.dates.cohort_starts_on, to: around.dates.cohort_ends_on }),
        entry: Some(EntryPeriod { opens_on: entry.opens_on, entered_on: entry.entered_on }),
        site_window: programme.map(|programme| SiteMonths {
            before: programme.contract_window.months_before,
            after: programme.contract_window.months_after,
        }),
        last_award_on: programme.and_then(|programme| programme.rncp.last_delivery_on),
        certification_level: programme.map(|programme| programme.rncp.level),
        after_rupture: contract.type_code == ContractType::AfterRupture,
        signed_ends_on: terms.signed().agreed.head.ends_on,
        workplace: place_of_work(law, terms.signed()),
        amended: amended.collect(),
        practical_starts_on: signed.practical_starts_on,
        training_starts_on: signed.training_starts_on,
        exams_end_on: latest.exams_end_on,
        born_on: Some(around.born_on),
        enrolled_on: Some(around.dates.facts.enrolled_on),
        rupture_ground: around.rupture_ground.clone(),
        rupture_on: contract.closed_on.map(|closed_on| add_days(closed_on, 1)),
        ..Facts::between(contract.starts_on, contract.ends_on)
    }
}

fn place_of_work(law: &Law, stage: &Stage) -> PlaceOfWork {
    PlaceOfWork {
        public_employer: law.forms.is_public(stage.establishment.kind_code.as_deref()),
        location: stage.location(),
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

/// The steps of pay of a contract: the lines agreed on, else what the law asks, when it can be computed.
pub(super) fn pay_steps(
    contract: &Contract,
    around: &Surroundings,
    terms: &TermsInForce,
    law: &Law,
) -> Vec<PayStep> {
    let person = PaidPerson::of(contract.type_code, around.born_on, &around.dates);
    let last_day = contract.effective_ends_on();
    let legal = legal_steps(&terms.pay_stages(person), last_day, law);
    let each =
        terms.periods(last_day).into_iter().flat_map(|(days, stage)| match stage.agreed.lines.as_slice() {
            [] => within(days, &legal).map(|step| (step, PayBase::Smic)).collect(),
            lines => agreed_steps(days, lines),
        });
    let mut steps: Vec<(PayStep, PayBase)> = each.collect();
    steps.dedup_by_key(|(step, base)| (step.percent_hundredths, step.agreed, *base));
    steps.into_iter().map(|(step, _)| step).collect()
}

/// The steps of some days: the one reached before holds from the first of these days on.
fn within(days: Period, steps: &[PayStep]) -> impl Iterator<Item = PayStep> {
    let reached = steps.iter().rfind(|step| step.from_on < days.from).copied();
    let reached = reached.filter(|_| !steps.iter().any(|step| step.from_on == days.from));
    let inside =
        steps.iter().copied().filter(move |step| days.from <= step.from_on && step.from_on <= days.to);
    reached.map(|step| PayStep { from_on: days.from, ..step }).into_iter().chain(inside)
}

/// The lines that hold during some days, in order: one begun before holds from the first of these days on.
fn agreed_steps(days: Period, lines: &[AgreedPayLine]) -> Vec<(PayStep, PayBase)> {
    let there = lines.iter().filter(|line| line.from_on <= days.to && days.from <= line.to_on);
    let step = |line: &AgreedPayLine| PayStep {
        from_on: line.from_on.max(days.from),
        percent_hundredths: u32::try_from(line.percent_hundredths).unwrap_or_default(),
        agreed: true,
    };
    let mut steps: Vec<(PayStep, PayBase)> = there.map(|line| (step(line), line.base)).collect();
    steps.sort_by_key(|(step, _)| step.from_on);
    steps
}

/// The facts of a contract only imagined, with the steps of pay that the law asks, when it can be computed.
pub fn with_legal_pay(mut facts: Facts, type_code: ContractType, law: &Law) -> Facts {
    let Some(born_on) = facts.born_on.filter(|_| facts.pay_steps.is_empty()) else { return facts };
    let cycle = facts.cycle.map_or((facts.starts_on, facts.ends_on), |cycle| (cycle.from, cycle.to));
    let person = PaidPerson { type_code, born_on, cycle, repeated_year: None };
    let days = Period { from: facts.starts_on, to: facts.ends_on };
    let paid = person.paid_between(days, facts.workplace.location.territory());
    let stage = PayStage { from_on: facts.starts_on, facts: paid };
    facts.pay_steps = legal_steps(&[stage], facts.last_day(), law);
    facts
}

fn legal_steps(stages: &[PayStage], last_day: NaiveDate, law: &Law) -> Vec<PayStep> {
    let Some(first) = stages.first() else { return Vec::new() };
    let figures = PayFigures::on(law, first.facts.starts_on);
    if stages.iter().flat_map(|stage| check_facts(&stage.facts, &figures)).any(|found| found.is_error()) {
        return Vec::new();
    }
    let due = schedule_in_force(stages, last_day, &figures);
    let steps = due.segments.iter().map(|segment| PayStep {
        from_on: segment.from_on,
        percent_hundredths: u32::try_from(segment.due.percent.0).unwrap_or_default(),
        agreed: false,
    });
    let mut steps: Vec<PayStep> = steps.collect();
    steps.dedup_by_key(|step| step.percent_hundredths);
    steps
}
