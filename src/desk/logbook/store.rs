//! Every query on the signatures and returns of logbooks. Those of one apprentice take the enrolment that the tutorship of the
//! day found ([`crate::learning::voices::find`]).

use diesel::prelude::*;

use super::model::{LogbookReturn, LogbookSignature};
use crate::at_sites;
use crate::ids::{EnrolmentId, LogbookReturnId, LogbookSignatureId};
use crate::platform::db::{FirstRows, Tx};
use crate::schema::{enrolments, logbook_returns, logbook_signatures};
use crate::trust::access::{Bounds, Reach, followed_contracts};

/// Most rows read of one logbook: the latest.
const MOST_OF_A_LOGBOOK: i64 = 500;

/// The signatures of a logbook, the latest first.
pub fn signatures_of(conn: &mut Tx, enrolment: EnrolmentId) -> QueryResult<Vec<LogbookSignature>> {
    logbook_signatures::table
        .filter(logbook_signatures::enrolment_id.eq(enrolment))
        .order(logbook_signatures::id.desc())
        .select(LogbookSignature::as_select())
        .first_rows(MOST_OF_A_LOGBOOK)
        .load(conn)
}

/// The returns of a logbook, the latest first.
pub fn returns_of(conn: &mut Tx, enrolment: EnrolmentId) -> QueryResult<Vec<LogbookReturn>> {
    logbook_returns::table
        .filter(logbook_returns::enrolment_id.eq(enrolment))
        .order(logbook_returns::id.desc())
        .select(LogbookReturn::as_select())
        .first_rows(MOST_OF_A_LOGBOOK)
        .load(conn)
}

/// Writes a signature; the enrolment is locked before.
pub fn insert_signature(tx: &mut Tx, signature: &LogbookSignature) -> QueryResult<LogbookSignature> {
    diesel::insert_into(logbook_signatures::table)
        .values(signature)
        .returning(LogbookSignature::as_returning())
        .get_result(tx)
}

/// Writes a return; the enrolment is locked before.
pub fn insert_return(tx: &mut Tx, sent_back: &LogbookReturn) -> QueryResult<LogbookReturn> {
    diesel::insert_into(logbook_returns::table)
        .values(sent_back)
        .returning(LogbookReturn::as_returning())
        .get_result(tx)
}

/// One signature within reach, locked until the end of the transaction: of tutors, those under the contracts they follow.
pub fn lock_signature(
    tx: &mut Tx,
    reach: &Reach,
    id: LogbookSignatureId,
) -> QueryResult<Option<LogbookSignature>> {
    let rows = logbook_signatures::table.filter(logbook_signatures::id.eq(id)).into_boxed();
    let rows = match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, logbook_signatures::site_id, sites),
        Bounds::Tutor(tutor) | Bounds::Link { tutor, .. } => {
            let contract = logbook_signatures::contract_id.assume_not_null();
            rows.filter(contract.eq_any(followed_contracts(*tutor)))
        }
        Bounds::Apprentice(apprentice) => {
            let own = enrolments::table.filter(enrolments::apprentice_id.eq(*apprentice));
            rows.filter(logbook_signatures::enrolment_id.eq_any(own.select(enrolments::id)))
        }
    };
    let found: Option<LogbookSignatureId> = rows.select(logbook_signatures::id).first(tx).optional()?;
    let Some(found) = found else { return Ok(None) };
    let row = logbook_signatures::table.find(found).for_no_key_update();
    row.select(LogbookSignature::as_select()).first(tx).optional()
}

/// One return within reach, locked until the end of the transaction: of tutors, those under the contracts they follow.
pub fn lock_return(tx: &mut Tx, reach: &Reach, id: LogbookReturnId) -> QueryResult<Option<LogbookReturn>> {
    let rows = logbook_returns::table.filter(logbook_returns::id.eq(id)).into_boxed();
    let rows = match reach.bounds() {
        Bounds::Everything => rows,
        Bounds::Sites(sites) => at_sites!(rows, logbook_returns::site_id, sites),
        Bounds::Tutor(tutor) | Bounds::Link { tutor, .. } => {
            let contract = logbook_returns::contract_id.assume_not_null();
            rows.filter(contract.eq_any(followed_contracts(*tutor)))
        }
        Bounds::Apprentice(apprentice) => {
            let own = enrolments::table.filter(enrolments::apprentice_id.eq(*apprentice));
            rows.filter(logbook_returns::enrolment_id.eq_any(own.select(enrolments::id)))
        }
    };
    let found: Option<LogbookReturnId> = rows.select(logbook_returns::id).first(tx).optional()?;
    let Some(found) = found else { return Ok(None) };
    let row = logbook_returns::table.find(found).for_no_key_update();
    row.select(LogbookReturn::as_select()).first(tx).optional()
}
