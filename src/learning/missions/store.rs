//! Every query on missions. Of one apprentice, they take the file that the tutorship of the day found.

use chrono::NaiveDate;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::model::{CompanyMission, NewMission};
use crate::at_sites;
use crate::ids::{CompanyMissionId, ContractId};
use crate::learning::voices::LearningFile;
use crate::platform::db::{FirstRows, Tx};
use crate::platform::page::Rows;
use crate::schema::{company_missions, contracts};
use crate::trust::access::{Bounds, Reach, followed_contracts};

/// Most missions read of one apprentice at once.
const MOST_MISSIONS: i64 = 1000;

/// Where a list stands: the last first day given, and its row.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct BegunAt {
    pub on: NaiveDate,
    pub id: Uuid,
}

/// One more row than the limit, the latest begun first.
pub fn list(
    conn: &mut Tx,
    file: &LearningFile<'_>,
    page: &Rows<BegunAt>,
) -> QueryResult<Vec<CompanyMission>> {
    let mut rows =
        company_missions::table.filter(company_missions::apprentice_id.eq(file.apprentice_id)).into_boxed();
    if let Some(after) = page.after {
        let tie = company_missions::from_on.lt(after.on).or(company_missions::id.lt(after.id));
        rows = rows.filter(company_missions::from_on.le(after.on)).filter(tie);
    }
    rows.select(CompanyMission::as_select())
        .order((company_missions::from_on.desc(), company_missions::id.desc()))
        .first_rows(page.limit + 1)
        .load(conn)
}

/// How many missions an apprentice did.
pub fn count(conn: &mut Tx, file: &LearningFile<'_>) -> QueryResult<i64> {
    let theirs = company_missions::table.filter(company_missions::apprentice_id.eq(file.apprentice_id));
    theirs.count().get_result(conn)
}

/// The missions of an apprentice in the programme they follow, the latest begun first.
pub fn all_of(conn: &mut Tx, file: &LearningFile<'_>) -> QueryResult<Vec<CompanyMission>> {
    company_missions::table
        .filter(company_missions::apprentice_id.eq(file.apprentice_id))
        .filter(company_missions::programme_code.eq(&file.programme.code))
        .order((company_missions::from_on.desc(), company_missions::id.desc()))
        .select(CompanyMission::as_select())
        .first_rows(MOST_MISSIONS)
        .load(conn)
}

/// Which of some missions an apprentice did; of a company tutor, under their contract.
pub fn theirs_among(
    conn: &mut Tx,
    file: &LearningFile<'_>,
    ids: &[CompanyMissionId],
) -> QueryResult<Vec<CompanyMissionId>> {
    let mut rows = company_missions::table
        .filter(company_missions::apprentice_id.eq(file.apprentice_id))
        .filter(company_missions::id.eq_any(ids.to_vec()))
        .select(company_missions::id)
        .into_boxed();
    if let Some(contract) = file.contract_id {
        rows = rows.filter(company_missions::contract_id.eq(contract));
    }
    rows.load(conn)
}

/// A signed contract and its first and last days.
pub type ContractDays = (ContractId, NaiveDate, NaiveDate);

/// The signed contract of an apprentice under which a mission of a day was done: the one named, else the one that ran then.
pub fn contract_on(
    conn: &mut Tx,
    file: &LearningFile<'_>,
    named: Option<ContractId>,
    day: NaiveDate,
) -> QueryResult<Option<ContractDays>> {
    let mut rows = contracts::table
        .filter(contracts::apprentice_id.eq(file.apprentice_id))
        .filter(contracts::signed_on.is_not_null())
        .order((contracts::starts_on.desc(), contracts::id))
        .select((contracts::id, contracts::starts_on, contracts::ends_on, contracts::closed_on))
        .into_boxed();
    rows = match file.contract_id.or(named) {
        Some(contract) => rows.filter(contracts::id.eq(contract)),
        None => rows.filter(contracts::starts_on.le(day)),
    };
    let found: Option<(ContractId, NaiveDate, NaiveDate, Option<NaiveDate>)> = rows.first(conn).optional()?;
    Ok(found.map(|(id, first, agreed, closed)| (id, first, closed.unwrap_or(agreed))))
}

/// Writes a mission.
pub fn insert(tx: &mut Tx, new: &NewMission) -> QueryResult<CompanyMission> {
    diesel::insert_into(company_missions::table)
        .values(new)
        .returning(CompanyMission::as_returning())
        .get_result(tx)
}

/// One mission, locked until the end of the transaction: of tutors, under the contracts they follow.
pub fn lock(tx: &mut Tx, reach: &Reach, id: CompanyMissionId) -> QueryResult<Option<CompanyMission>> {
    let rows = company_missions::table.filter(company_missions::id.eq(id)).into_boxed();
    let rows = match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, company_missions::site_id, sites),
        Bounds::Tutor(tutor) | Bounds::Link { tutor, .. } => {
            rows.filter(company_missions::contract_id.eq_any(followed_contracts(*tutor)))
        }
        Bounds::Apprentice(apprentice) => rows.filter(company_missions::apprentice_id.eq(*apprentice)),
    };
    let found: Option<CompanyMissionId> = rows.select(company_missions::id).first(tx).optional()?;
    let Some(found) = found else { return Ok(None) };
    let row = company_missions::table.find(found).for_no_key_update();
    row.select(CompanyMission::as_select()).first(tx).optional()
}
