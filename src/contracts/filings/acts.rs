//! Depositing: what is checked and written, whether a person asks for it or a file brings it.

use chrono::NaiveDate;

use super::wire::{FilingAcceptanceIn, FilingIn};
use crate::catalogue::programmes::Catalogue;
use crate::contracts::agreements::model::{Addressee, ContractFiling, NewContractFiling};
use crate::contracts::agreements::readiness::Readiness;
use crate::contracts::agreements::rules::filings;
use crate::contracts::agreements::{Contract, store};
use crate::ids::ContractFilingId;
use crate::law::findings::{Finding, Severity, refuse_errors};
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::platform::text::Sentence;
use crate::trust::door::Asker;
use crate::trust::journal::Event;

/// Sends a signed contract for deposit; boxes of the form still blank come back as warnings.
pub fn send(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    contract: &Contract,
    request: &FilingIn,
) -> Result<(Contract, Vec<Finding>), Problem> {
    let made = store::list_filings(tx, contract.id)?;
    let states: Vec<_> = made.iter().map(|filing| filing.state).collect();
    if let Some(rule) = filings::check_another(&states) {
        return Err(rule.conflict(Sentence::new(rule.fr, rule.en)));
    }
    let signed_on = contract.signed_on.unwrap_or(asker.today);
    let readiness = Readiness::of(tx, asker, catalogue, contract, signed_on)?;
    let due = filings::addressee_of(&readiness.employer, &asker.law.forms);
    refuse_errors(against(asker, contract.signed_on, due, request))?;
    let attempt = i32::try_from(made.len()).unwrap_or(i32::MAX).saturating_add(1);
    store::insert_filing(tx, &new_filing(contract, request, due, attempt))?;
    let blanks = readiness.deposit.into_iter().map(|item| item.finding);
    let warnings = blanks.map(|found| Finding { severity: Severity::Warning, ..found }).collect();
    Ok((touched(tx, asker, contract, Event::ContractFiled)?, warnings))
}

/// Everything that stands against a deposit: another addressee than the employer's, days in disorder.
pub fn against(
    asker: &Asker,
    signed_on: Option<NaiveDate>,
    due: Addressee,
    request: &FilingIn,
) -> Vec<Finding> {
    let days = [("", signed_on), ("/sent_on", Some(request.sent_on)), ("/complete_on", request.complete_on)];
    let dates = filings::check_days(&days, asker.today);
    dates.into_iter().chain(filings::check_addressee(request.addressee, due)).collect()
}

/// Accepts a deposit: the contract has its number.
pub fn accept(
    tx: &mut Tx,
    asker: &Asker,
    contract: &Contract,
    filing: &ContractFiling,
    request: &FilingAcceptanceIn,
) -> Result<Contract, Problem> {
    check_decision(asker, (filing.sent_on, filing.complete_on), request.decided_on)?;
    let number = request.number();
    store::accept_filing(tx, filing.id, request.decided_on, &number)?;
    let numbered = store::number(tx, contract.id, &number)?;
    let fields = ["deca_number".to_owned()];
    asker.record_fields(tx, Event::ContractAccepted, &numbered, &fields)?;
    Ok(numbered)
}

/// Refuses a decision before the deposit, or to come.
pub fn check_decision(
    asker: &Asker,
    (sent_on, complete_on): (NaiveDate, Option<NaiveDate>),
    decided_on: NaiveDate,
) -> Result<(), Problem> {
    let days = [("", Some(sent_on)), ("", complete_on), ("/decided_on", Some(decided_on))];
    refuse_errors(filings::check_days(&days, asker.today)).map(drop)
}

/// Raises the version of the contract and says what happened to its deposits.
pub fn touched(tx: &mut Tx, asker: &Asker, contract: &Contract, event: Event) -> Result<Contract, Problem> {
    let touched = store::touch(tx, contract)?;
    asker.record_fields(tx, event, &touched, &["filings"])?;
    Ok(touched)
}

fn new_filing(
    contract: &Contract,
    request: &FilingIn,
    addressee: Addressee,
    attempt: i32,
) -> NewContractFiling {
    NewContractFiling {
        id: ContractFilingId::new(),
        contract_id: contract.id,
        site_id: contract.site_id,
        attempt,
        addressee,
        organisation: request.organisation.clone(),
        organisation_siret: request.siret(),
        sent_on: request.sent_on,
        complete_on: request.complete_on,
    }
}
