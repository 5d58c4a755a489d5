//! What stands against a broken contract that runs again, and against a signature taken back.

use chrono::NaiveDate;

use super::Contract;
use super::model::ContractType;
use super::rules::succession::check_overlap;
use super::store;
use crate::law::deadlines::model::MilestoneKind;
use crate::law::findings::Finding;
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::trust::withdrawals::{Dependents, RowScope};

/// The contract signed since into which this one would run, until a last day.
pub fn overlap(conn: &mut Tx, contract: &Contract, last_day: NaiveDate) -> Result<Option<Finding>, Problem> {
    let mut others = store::list_concluded(conn, contract.apprentice_id)?;
    others.retain(|other| other.id != contract.id);
    Ok(check_overlap(contract.starts_on, last_day, &others))
}

/// What was done under a contract since it was signed.
pub fn standing_on_signature(conn: &mut Tx, contract: &Contract) -> Result<Dependents, Problem> {
    let under = |table: &'static str| RowScope::of(table, "contract_id", contract.id.0);
    let built = [
        "contract_filings",
        "amendments",
        "ruptures",
        "rupture_cases",
        "milestones",
        "phone_contacts",
        "skill_positions",
        "company_missions",
        "logbook_signatures",
        "logbook_returns",
    ]
    .map(under);
    Dependents::among(conn, &built, |table, row| table != "milestones" || row["withdrawn_at"].is_null())
}

/// Every row that a signature of a contract may change.
pub fn scopes_of_signature(contract: &Contract) -> [RowScope; 4] {
    let under = |table: &'static str| RowScope::of(table, "contract_id", contract.id.0);
    [
        RowScope::of("contracts", "id", contract.id.0),
        under("contract_signatures"),
        under("contract_tutors"),
        under("visits"),
    ]
}

/// Refuses a contract that would run into one signed since.
pub fn refuse_overlap(tx: &mut Tx, contract: &Contract, last_day: NaiveDate) -> Result<(), Problem> {
    overlap(tx, contract, last_day)?.map_or(Ok(()), |overlap| Err(overlap.into_conflict()))
}

/// What was done because the contract was broken: the rupture told, the card handed back, a contract drafted after it.
pub fn standing_on_rupture(conn: &mut Tx, contract: &Contract) -> Result<Dependents, Problem> {
    let under = |table: &'static str, column: &'static str| RowScope::of(table, column, contract.id.0);
    let scopes = [under("contracts", "previous_contract_id"), under("milestones", "contract_id")];
    let after_rupture = [MilestoneKind::RuptureNotice.as_str(), MilestoneKind::StudentCardReturn.as_str()];
    Dependents::among(conn, &scopes, |table, row| {
        let is =
            |column: &str, words: &[&str]| row[column].as_str().is_some_and(|word| words.contains(&word));
        match table {
            "contracts" => is("type_code", &[ContractType::AfterRupture.as_str()]),
            _ => is("kind", &after_rupture) && row["withdrawn_at"].is_null(),
        }
    })
}
