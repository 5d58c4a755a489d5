//! Contracts, known by their apprentice and first day: each is drafted, signed and deposited as the API does it. A dry
//! run does the same and takes it all back, so that it tells what the commit would.

mod concluding;
mod existing;

use std::collections::HashMap;

use diesel::Connection;

use self::concluding::{Conclusion, check_broken};
use self::existing::{ExistingRecords, look_up};
use super::{ImportContext, ImportedRow};
use crate::contracts::agreements::Contract;
use crate::contracts::agreements::wire::ContractIn;
use crate::exchange::exports::gathering;
use crate::ids::ApprenticeId;
use crate::platform::db::Tx;
use crate::platform::error::Problem;

/// Writes what each row asks of contracts; gives back those written, each with the place of its row.
pub fn plan(
    tx: &mut Tx,
    context: &ImportContext<'_>,
    rows: &mut [ImportedRow],
) -> Result<Vec<(usize, Contract)>, Problem> {
    let mut known = look_up(tx, context, rows)?;
    let mut seen = HashMap::new();
    let mut written = Vec::new();
    let mut met: Vec<(usize, Contract)> = Vec::new();
    for at in in_order(rows) {
        let Some(row) = rows.get_mut(at) else { continue };
        let Some((apprentice, given)) = understood(&known, row, context) else { continue };
        let conclusion = Conclusion::read(row, context);
        if let Some(other) = seen.insert((apprentice, given.starts_on), row.number) {
            row.repeats(context, "apprentice_family_name", other);
        } else if let Some(existing) = known.contract(apprentice, given.starts_on) {
            met.push((at, existing.clone()));
        } else if let Some(contract) = conclude(tx, context, row, &given, conclusion.as_ref())? {
            known.learn(contract.clone());
            written.push((at, contract));
        }
    }
    compare(tx, context, rows, &met)?;
    Ok(written)
}

/// The first contracts first: one may follow another of the same file.
fn in_order(rows: &[ImportedRow]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..rows.len()).collect();
    places.sort_by_key(|at| rows.get(*at).and_then(|row| row.day("starts_on")));
    places
}

fn understood(
    known: &ExistingRecords,
    row: &mut ImportedRow,
    context: &ImportContext<'_>,
) -> Option<(ApprenticeId, ContractIn)> {
    let apprentice = known.apprentice(row, context);
    let entered = known.entered(row, context, apprentice);
    let given = row.checked::<ContractIn>(context, &entered);
    Some((apprentice?.id, given?))
}

/// Does what a row asks; what refuses it is told, and leaves nothing behind.
fn conclude(
    tx: &mut Tx,
    context: &ImportContext<'_>,
    row: &mut ImportedRow,
    given: &ContractIn,
    conclusion: Option<&Conclusion>,
) -> Result<Option<Contract>, Problem> {
    check_broken(row, context);
    let Some(conclusion) = conclusion.filter(|_| !row.is_faulty()) else { return Ok(None) };
    match tx.transaction(|tx| conclusion.write(tx, context, given)) {
        Ok((contract, warnings)) => {
            row.report_all(context, warnings);
            Ok(Some(contract))
        }
        Err(problem) if problem.is_refusal() => {
            row.report_problem(context, &problem);
            Ok(None)
        }
        Err(problem) => Err(problem),
    }
}

/// Says of the contracts already there whether the rows say the same.
fn compare(
    tx: &mut Tx,
    context: &ImportContext<'_>,
    rows: &mut [ImportedRow],
    met: &[(usize, Contract)],
) -> Result<(), Problem> {
    let contracts: Vec<Contract> = met.iter().map(|(_, contract)| contract.clone()).collect();
    let records = gathering::contract_records(tx, &context.asker.reach, &contracts, context.asker.today)?;
    for ((at, contract), record) in met.iter().zip(records) {
        if let Some(row) = rows.get_mut(*at) {
            row.meets(context, contract.id.0, &record);
        }
    }
    Ok(())
}
