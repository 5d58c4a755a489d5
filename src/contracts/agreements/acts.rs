//! Drafting and depositing a contract, whether a person asks for it or a file brings it, and what other acts share.

use chrono::NaiveDate;

use super::case::Case;
use super::model::{Agreement, Contract, ContractAct, ContractState, Training};
use super::readiness::Readiness;
use super::rules::people::check_signed_by;
use super::wire::{ContractDetail, ContractIn, Hanging};
use super::{case, rules, store};
use crate::catalogue::programmes::Catalogue;
use crate::contracts::filings;
use crate::contracts::filings::model::{ContractFiling, FilingState};
use crate::contracts::filings::wire::{FilingAcceptanceIn, FilingIn};
use crate::law::findings::{Finding, Severity};
use crate::people::apprentices::cards::{Peopled, with_people};
use crate::people::employers;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::trust::door::Asker;
use crate::trust::journal::Event;
use crate::trust::withdrawals::{About, RowScope, Withdrawal, WithdrawalKind, take_back};

/// A contract with everything that hangs under it and the people it is about, as it stands today.
pub fn detail(conn: &mut Tx, asker: &Asker, contract: Contract) -> Result<Peopled<ContractDetail>, Problem> {
    let agreed = store::find_agreement(conn, &contract)?;
    let signatures = store::list_signatures(conn, contract.id)?;
    let filings = filings::store::of_contracts(conn, &[contract.id])?;
    let hanging = Hanging { signatures, filings };
    let detail = ContractDetail::on(asker.today, &asker.law.forms, contract, &agreed, hanging);
    Ok(with_people(conn, asker, detail)?)
}

/// Refuses an act that the state of a contract does not allow (409).
pub fn allow(contract: &Contract, act: ContractAct) -> Result<(), Problem> {
    match rules::life::check(contract.state, act) {
        Some(refusal) => Err(refusal.into_conflict()),
        None => Ok(()),
    }
}

/// A contract that the rules let be drafted.
#[derive(Debug, Clone)]
pub struct Drafted {
    pub training: Training,
    pub form_version: String,
    pub drafted_on: NaiveDate,
    pub agreed: Agreement,
    /// What the rules noticed without refusing.
    pub warnings: Vec<Finding>,
}

/// Checks a contract whole against the law and the programme; whoever writes it locks the apprentice first.
pub fn check(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    request: &ContractIn,
) -> Result<Drafted, Problem> {
    let training = case::training_named(tx, &asker.reach, request.enrolment_id)?;
    judged(tx, asker, catalogue, training, request)
}

/// Locks the apprentice, checks, then writes a draft.
pub fn draft(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    request: &ContractIn,
) -> Result<(Contract, Vec<Finding>), Problem> {
    let training = case::training_named(tx, &asker.reach, request.enrolment_id)?;
    crate::people::apprentices::store::lock_contracts_of(tx, training.apprentice_id)?;
    let drafted = judged(tx, asker, catalogue, training, request)?;
    Ok((write(tx, &drafted)?, drafted.warnings))
}

/// Declares a draft complete: refused with everything the signature would lack today, or on the day it was signed on paper.
pub fn make_ready(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    draft: &Contract,
    signed_on: Option<NaiveDate>,
) -> Result<(Contract, Vec<Finding>), Problem> {
    allow(draft, ContractAct::MakeReady)?;
    let readiness = Readiness::of(tx, asker, catalogue, draft, signed_on.unwrap_or(asker.today))?;
    let signed = signed_on.and_then(|day| check_signed_by(day, asker.today));
    let (_, warnings) = readiness.judge(signed)?;
    let contract = store::move_to(tx, draft.id, ContractState::Ready)?;
    asker.record_fields(tx, Event::ContractReadied, &contract, &["state"])?;
    Ok((contract, warnings))
}

/// Writes what was checked.
pub fn write(tx: &mut Tx, drafted: &Drafted) -> diesel::QueryResult<Contract> {
    store::insert(tx, &drafted.training, &drafted.form_version, drafted.drafted_on, &drafted.agreed)
}

fn judged(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    training: Training,
    request: &ContractIn,
) -> Result<Drafted, Problem> {
    let agreed = request.agreement();
    let warnings = Case::open(tx, asker, catalogue, &training, &agreed)?.judge([])?;
    let form_version = asker.law.forms.on(asker.today).to_owned();
    Ok(Drafted { training, form_version, drafted_on: asker.today, agreed, warnings })
}

/// Sends a signed contract for deposit; boxes of the form still blank come back as warnings.
pub fn file(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    contract: &Contract,
    request: FilingIn,
) -> Result<(Contract, Vec<Finding>), Problem> {
    let made = filings::store::of_contracts(tx, &[contract.id])?;
    let states: Vec<FilingState> = made.iter().map(|filing| filing.facts.state).collect();
    let signed_on = contract.signed_on.unwrap_or(asker.today);
    let readiness = Readiness::of(tx, asker, catalogue, contract, signed_on)?;
    let first = store::first_employer(tx, contract.id)?;
    let employer = employers::store::find_employer(tx, &asker.reach, first)?;
    let employer = employer.ok_or_else(|| Problem::internal("a contract without its employer"))?;
    let sent = filings::acts::send(asker, &states, contract.signed_on, &employer, request)?;
    filings::store::insert_of_contract(tx, contract.site_id, contract.id, &sent)?;
    let blanks = readiness.deposit.into_iter().map(|item| item.finding);
    let warnings = blanks.map(|found| Finding { severity: Severity::Warning, ..found }).collect();
    Ok((refiled(tx, asker, contract, Event::ContractFiled)?, warnings))
}

/// Accepts a deposit: the contract has its number.
pub fn accept_filing(
    tx: &mut Tx,
    asker: &Asker,
    mut filing: ContractFiling,
    request: FilingAcceptanceIn,
) -> Result<Contract, Problem> {
    filings::acts::accept(asker, &mut filing.facts, request.decided_on)?;
    let numbered = store::number(tx, filing.contract_id, &request.deca_number)?;
    filing.deca_number = Some(request.deca_number);
    filings::store::change_of_contract(tx, &filing)?;
    asker.record_fields(tx, Event::ContractAccepted, &numbered, &["deca_number"])?;
    Ok(numbered)
}

/// Takes back a deposit that waits for its answer, as if it had not been sent.
pub fn withdraw_filing(
    tx: &mut Tx,
    asker: &Asker,
    (contract, filing): (Contract, ContractFiling),
    reason: &str,
) -> Result<Withdrawal, Problem> {
    filings::acts::refuse_answered(&filing.facts, &href_of(&contract, &filing))?;
    let about = about_filing(WithdrawalKind::ContractFiling, &contract, &filing, reason);
    take_back(tx, asker, about, &scopes_of_filing(&contract, &filing), |tx| {
        filings::store::remove_of_contract(tx, filing.id)?;
        store::touch(tx, &contract)?;
        Ok(())
    })
}

/// Takes back that the complete file of a deposit was received: the deposit waits for it again.
pub fn withdraw_completion(
    tx: &mut Tx,
    asker: &Asker,
    (contract, mut filing): (Contract, ContractFiling),
    reason: &str,
) -> Result<Withdrawal, Problem> {
    let href = href_of(&contract, &filing);
    filings::acts::uncomplete(&mut filing.facts, &href)?;
    let about = about_filing(WithdrawalKind::ContractFilingCompletion, &contract, &filing, reason);
    take_back(tx, asker, about, &scopes_of_filing(&contract, &filing), |tx| {
        filings::store::change_of_contract(tx, &filing)?;
        store::touch(tx, &contract)?;
        Ok(())
    })
}

fn href_of(contract: &Contract, filing: &ContractFiling) -> String {
    format!("/v1/contracts/{}/filings/{}", contract.id, filing.id)
}

/// Takes back the decision on a deposit: it waits for its answer again, and the contract no longer has the number it gave.
pub fn withdraw_decision(
    tx: &mut Tx,
    asker: &Asker,
    (contract, mut filing): (Contract, ContractFiling),
    decided: FilingState,
    reason: &str,
) -> Result<Withdrawal, Problem> {
    let made = filings::store::of_contracts(tx, &[contract.id])?;
    filings::acts::undecide(&mut filing.facts, made.len(), decided)?;
    filing.deca_number = None;
    let about = about_filing(WithdrawalKind::ContractDecision, &contract, &filing, reason);
    take_back(tx, asker, about, &scopes_of_filing(&contract, &filing), |tx| {
        filings::store::change_of_contract(tx, &filing)?;
        match decided {
            FilingState::Accepted => store::forget_number(tx, contract.id)?,
            _ => store::touch(tx, &contract)?,
        };
        Ok(())
    })
}

fn about_filing<'a>(
    kind: WithdrawalKind,
    contract: &Contract,
    filing: &ContractFiling,
    reason: &'a str,
) -> About<'a> {
    let about = About::record(kind, contract, reason);
    about.of(contract.apprentice_id).under(contract.id).of_record(filing.id.0)
}

fn scopes_of_filing(contract: &Contract, filing: &ContractFiling) -> [RowScope; 2] {
    [RowScope::of("contracts", "id", contract.id.0), RowScope::of("contract_filings", "id", filing.id.0)]
}

/// Accepts the deposit just made of a contract, sent with its acceptance.
pub fn accept_last(
    tx: &mut Tx,
    asker: &Asker,
    contract: &Contract,
    acceptance: FilingAcceptanceIn,
) -> Result<Contract, Problem> {
    let last = filings::store::of_contracts(tx, &[contract.id])?.pop();
    let last = last.ok_or_else(|| Problem::internal("a deposit was not written"))?;
    accept_filing(tx, asker, last, acceptance).map_err(|problem| problem.under("/acceptance"))
}

/// Raises the version of a contract and says what happened to its deposits.
pub fn refiled(tx: &mut Tx, asker: &Asker, contract: &Contract, event: Event) -> Result<Contract, Problem> {
    let touched = store::touch(tx, contract)?;
    asker.record_fields(tx, event, &touched, &["filings"])?;
    Ok(touched)
}
