//! What surrounds contracts already found within reach: one statement a question, whatever the number of contracts.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::catalogue::programmes::versions::FollowedProgramme;
use crate::contracts::amendments::model::AmendmentType;
use crate::contracts::filings::model::FilingState;
use crate::ids::{AmendmentId, ContractId};
use crate::law::deadlines::model::{MilestoneKind, Recorded, SentAmendment};
use crate::people::apprentices::model::EntryDates;
use crate::platform::db::{Tx, any_of};
use crate::schema::{
    amendment_filings, amendments, apprentices, cohorts, contracts, enrolments, milestones, programmes,
    ruptures,
};

/// The facts kept around a contract.
#[derive(Debug, Clone, Queryable)]
pub struct Surroundings {
    pub born_on: NaiveDate,
    pub dates: EntryDates,
    /// The programme, in the version of its cohort.
    pub programme: FollowedProgramme,
    pub rupture_ground: Option<String>,
}

/// What surrounds some contracts, with the contract of each.
pub fn surroundings_of(conn: &mut Tx, ids: &[ContractId]) -> QueryResult<HashMap<ContractId, Surroundings>> {
    let rows: Vec<(ContractId, Surroundings)> = contracts::table
        .inner_join(enrolments::table.on(enrolments::id.eq(contracts::enrolment_id)))
        .inner_join(apprentices::table.on(apprentices::id.eq(enrolments::apprentice_id)))
        .inner_join(cohorts::table.on(cohorts::id.eq(enrolments::cohort_id)))
        .inner_join(programmes::table.on(programmes::id.eq(cohorts::programme_id)))
        .left_join(ruptures::table.on(ruptures::contract_id.eq(contracts::id)))
        .filter(contracts::id.eq(any_of(ids.to_vec())))
        .select((
            contracts::id,
            (
                apprentices::born_on,
                EntryDates::as_select(),
                FollowedProgramme::as_select(),
                ruptures::ground.nullable(),
            ),
        ))
        .load(conn)?;
    Ok(rows.into_iter().collect())
}

/// What was recorded as done under some contracts, with the contract of each.
pub fn recorded_under(
    conn: &mut Tx,
    contracts: &[ContractId],
) -> QueryResult<Vec<(Option<ContractId>, Recorded)>> {
    let rows: Vec<(Option<ContractId>, MilestoneKind, String, NaiveDate)> = milestones::table
        .filter(milestones::contract_id.assume_not_null().eq(any_of(contracts.to_vec())))
        .filter(milestones::withdrawn_at.is_null())
        .select((milestones::contract_id, milestones::kind, milestones::step, milestones::done_on))
        .load(conn)?;
    let each =
        rows.into_iter().map(|(contract, kind, step, done_on)| (contract, Recorded { kind, step, done_on }));
    Ok(each.collect())
}

/// The signed amendments of some contracts, each with the last day it was sent and not refused.
pub fn sent_amendments_of(
    conn: &mut Tx,
    ids: &[ContractId],
) -> QueryResult<Vec<(ContractId, SentAmendment)>> {
    type SentAmendmentsOfRow =
        (ContractId, AmendmentId, AmendmentType, NaiveDate, NaiveDate, Option<NaiveDate>);
    let sent = amendment_filings::amendment_id
        .eq(amendments::id)
        .and(amendment_filings::state.ne(FilingState::Refused));
    let rows: Vec<SentAmendmentsOfRow> = amendments::table
        .left_join(amendment_filings::table.on(sent))
        .filter(amendments::contract_id.eq(any_of(ids.to_vec())))
        .filter(amendments::signed_on.is_not_null())
        .order((amendments::contract_id, amendments::effective_on, amendments::id))
        .select((
            amendments::contract_id,
            amendments::id,
            amendments::type_code,
            amendments::effective_on,
            amendments::signed_on.assume_not_null(),
            amendment_filings::sent_on.nullable(),
        ))
        .load(conn)?;
    let each = rows.into_iter().map(|(contract, id, type_code, effective_on, signed_on, sent_on)| {
        let (step, type_code) = (id.to_string(), type_code.to_string());
        (contract, SentAmendment { step, type_code, effective_on, signed_on, sent_on })
    });
    Ok(each.collect())
}
