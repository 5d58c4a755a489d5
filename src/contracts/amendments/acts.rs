//! Judging an amendment: the contract with it, against what it stands on.

use chrono::NaiveDate;
use serde_json::Value;

use super::in_force::{Stage, TermsInForce, employer_of, prolongs};
use super::model::{Amendment, AmendmentType};
use super::rules::{fold, terms};
use super::store;
use crate::catalogue::programmes::Catalogue;
use crate::contracts::agreements::case::{self, Case};
use crate::contracts::agreements::rules::pay::check_stages;
use crate::contracts::agreements::rules::succession::check_overlap;
use crate::contracts::agreements::wire::ContractIn;
use crate::contracts::agreements::{self, Agreement, Contract, Training};
use crate::contracts::pay::rules::SALARY_BELOW_MINIMUM;
use crate::ids::EmployerId;
use crate::law::calendar::add_days;
use crate::law::findings::{Finding, refuse_errors};
use crate::people::apprentices::{self, store::disabilities};
use crate::people::employers::store::establishments;
use crate::platform::body::typed;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::say;
use crate::trust::door::Asker;

/// What a contract was when first signed, and its signed amendments.
pub struct History {
    /// The contract as first signed, as the API takes it.
    pub original: Value,
    /// Its signed amendments, in the order they take effect.
    pub signed: Vec<Amendment>,
}

impl History {
    /// Reads the history of a contract already found within reach.
    pub fn read(conn: &mut Tx, contract: &Contract) -> Result<Self, Problem> {
        let original = match store::find_original(conn, contract.id)? {
            Some(stored) => stored,
            None => {
                let agreed = agreements::store::find_agreement(conn, contract)?;
                serde_json::to_value(ContractIn::of(contract, &agreed)).map_err(Problem::internal)?
            }
        };
        let mut signed = store::of_contract(conn, contract.id)?;
        signed.retain(|amendment| amendment.signed_on.is_some());
        Ok(Self { original, signed })
    }

    /// The history, once this amendment is signed.
    pub fn with(mut self, amendment: Amendment) -> Self {
        self.signed.push(amendment);
        self
    }

    /// What is agreed day after day.
    pub fn in_force(&self, conn: &mut Tx) -> Result<TermsInForce, Problem> {
        let changed = self.signed.iter().map(|amendment| &amendment.facts.changes);
        let named: Vec<EmployerId> =
            std::iter::once(&self.original).chain(changed).filter_map(employer_of).collect();
        TermsInForce::folded(&self.original, &self.signed, &establishments(conn, &named)?)
    }

    /// Whether time was added after a failure or for a disabled worker: the apprentice stays in training as long.
    pub fn is_prolonged(&self) -> bool {
        self.signed.iter().any(prolongs)
    }

    /// Everything agreed now, amendments to come included.
    pub fn agreement(&self) -> Result<Agreement, Problem> {
        let head: ContractIn = typed(fold::head(&self.original, &self.signed))?;
        Ok(head.agreement())
    }
}

/// What is agreed on the first day of an amendment, without it and with it.
pub fn around(
    conn: &mut Tx,
    contract: &Contract,
    amendment: &Amendment,
) -> Result<(Agreement, Agreement), Problem> {
    let history = History::read(conn, contract)?;
    let mut others = history.signed;
    // those of the same day drafted later come after it
    others.retain(|one| (one.facts.effective_on, one.id.0) < (amendment.facts.effective_on, amendment.id.0));
    let before = fold::as_of(&history.original, &others, amendment.facts.effective_on).agreed;
    let mut after = before.clone();
    crate::platform::body::merge(&mut after, &amendment.facts.changes);
    let agreed = |value: Value| Ok::<_, Problem>(typed::<ContractIn>(value)?.agreement());
    Ok((agreed(before)?, agreed(after)?))
}

/// Refuses what the rules refuse of an amendment not signed yet, else gives the warnings.
pub fn judge(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    contract: &Contract,
    amendment: &Amendment,
) -> Result<Vec<Finding>, Problem> {
    if let Some(refusal) = terms::check_contract(contract) {
        return Err(refusal.into_conflict());
    }
    let history = History::read(tx, contract)?;
    let before = fold::as_of(&history.original, &history.signed, amendment.facts.effective_on).agreed;
    let mut after = before.clone();
    crate::platform::body::merge(&mut after, &amendment.facts.changes);
    let amending = terms::Amending {
        type_code: amendment.facts.type_code,
        effective_on: amendment.facts.effective_on,
        before: &before,
        after: &after,
        unprolonged_ends_on: fold::ends_without(
            &history.original,
            &history.signed,
            amendment.facts.type_code,
            amendment.facts.effective_on,
        ),
        disabled_worker: is_disabled_worker(tx, asker, contract)?,
    };
    let mut warnings = refuse_errors(terms::check(&amending))?;
    let found = check_whole(tx, asker, catalogue, contract, &history.with(amendment.clone()), amendment);
    let found = found.map_err(|problem| problem.under("/changes"))?.into_iter();
    warnings.extend(found.map(|one| Finding { pointer: format!("/changes{}", one.pointer).into(), ..one }));
    Ok(warnings)
}

/// A contract is prolonged after a failure, which only the exams tell: before they are over, somebody says why.
///
/// Source: Code du travail, art. L6222-11 (read 29/11/2026).
pub fn check_after_exams(
    tx: &mut Tx,
    asker: &Asker,
    contract: &Contract,
    amendment: &Amendment,
    signed_on: NaiveDate,
    confirmation: Option<&str>,
) -> Result<Vec<Finding>, Problem> {
    if amendment.facts.type_code != AmendmentType::AfterFailure {
        return Ok(Vec::new());
    }
    let known = History::read(tx, contract)?.in_force(tx)?.latest().agreed.terms.training.exams_end_on;
    let training = case::training_of(tx, &asker.reach, contract)?;
    let exams_end_on = known.unwrap_or_else(|| terms::exams_end_of(training.exam_session, contract.ends_on));
    refuse_errors(terms::check_after_exams(exams_end_on, signed_on, confirmation).into_iter().collect())
}

fn is_disabled_worker(tx: &mut Tx, asker: &Asker, contract: &Contract) -> Result<bool, Problem> {
    match apprentices::store::find(tx, &asker.reach, contract.apprentice_id)? {
        Some(apprentice) => Ok(disabilities::known(tx, &asker.vault, &apprentice)?.disabled_worker),
        None => Ok(false),
    }
}

/// The parties are known and belong together, the contract as it becomes is judged as one that would be signed so, its pay
/// from the day of the amendment, and no other contract is overlapped.
fn check_whole(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    contract: &Contract,
    history: &History,
    amendment: &Amendment,
) -> Result<Vec<Finding>, Problem> {
    let agreed = history.agreement()?;
    if agreed.head.tutor_id.is_none() {
        let message = say!("Un contrat signé a un maître d'apprentissage.", "A signed contract has a tutor.");
        return Err(Problem::fault("/tutor_id", "required", message));
    }
    let training = case::training_of(tx, &asker.reach, contract)?;
    let terms = history.in_force(tx)?;
    let day = amendment.facts.effective_on;
    let after = planned(terms.on(day));
    let case = Case::open(tx, asker, catalogue, &training, &after)?.without(contract.id);
    let mut findings = match add_days(day, -1) {
        eve if eve < contract.starts_on => case.findings(),
        eve => brought(tx, asker, catalogue, contract, &training, &planned(terms.on(eve)), &case)?,
    };
    if amendment.facts.changes.get("pay").is_some() {
        let mut stages = terms.pay_stages(case.paid_person());
        stages.retain(|stage| stage.from_on <= day);
        findings.retain(|finding| !finding.code.starts_with(PAY));
        findings.extend(check_stages(&stages, &asker.law));
    }
    // a salary signed before stands as it is
    findings.retain(|finding| finding.code != SALARY_BELOW_MINIMUM.code);
    let repaid = amendment.facts.changes.pointer("/pay/gross_salary_cents").is_some();
    findings.extend(case.check_salary().filter(|_| repaid));
    let mut others = agreements::store::list_concluded(tx, contract.apprentice_id)?;
    others.retain(|other| other.id != contract.id);
    match check_overlap(agreed.head.starts_on, agreed.head.ends_on, &others) {
        Some(overlap) => Err(overlap.into_conflict()),
        None => refuse_errors(findings),
    }
}

/// Beginning of the codes of the rules of pay.
const PAY: &str = "pay.";

/// The terms of a stage, without the time added after a failure or for a disabled worker, which has its own rules.
fn planned(stage: &Stage) -> Agreement {
    let mut agreed = stage.agreed.clone();
    agreed.head.ends_on = stage.planned_ends_on;
    agreed
}

/// What the rules say of the contract as it becomes that they did not say before: what the parties are not asked about again
/// stays.
fn brought(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    contract: &Contract,
    training: &Training,
    before: &Agreement,
    case: &Case<'_>,
) -> Result<Vec<Finding>, Problem> {
    let earlier = match Case::open(tx, asker, catalogue, training, before) {
        Ok(earlier) => earlier.without(contract.id).findings(),
        // somebody named before left the company since
        Err(problem) if !problem.faults_found().is_empty() => return Ok(Vec::new()),
        Err(problem) => return Err(problem),
    };
    let is_new = |finding: &Finding| {
        !finding.code.starts_with(PAY)
            && !earlier.iter().any(|one| (one.code, &one.pointer) == (finding.code, &finding.pointer))
    };
    Ok(case.findings().into_iter().filter(is_new).collect())
}
