//! What a form shows of a contract already found within reach: one statement a question.

use diesel::prelude::*;

use super::model::{FormRecord, Parties, Trainers};
use crate::catalogue::programmes::Catalogue;
use crate::contracts::agreements::model::ContractTerms;
use crate::contracts::agreements::{self, Contract};
use crate::contracts::filings;
use crate::contracts::pay_schedules::store::list_lines;
use crate::ids::ContractId;
use crate::people::apprentices::model::{Apprentice, Guardian};
use crate::people::employers::{Employer, Tutor};
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::schema::{
    apprentices, cohorts, contract_terms, contracts, employers, enrolments, guardians, programmes, sites,
    tutors,
};
use crate::trust::door::Asker;

/// What the form shows of a contract within reach.
pub fn load(conn: &mut Tx, asker: &Asker, id: ContractId) -> Result<FormRecord, Problem> {
    let contract = agreements::store::find(conn, &asker.reach, id)?;
    Ok(of_contract(conn, contract.or_not_found("contract")?)?)
}

/// Who trains, as the catalogue says.
pub fn trainers<'a>(catalogue: &'a Catalogue, record: &FormRecord) -> Trainers<'a> {
    let site = catalogue.site(&record.parties.site_code);
    Trainers {
        programme: catalogue.programme(&record.parties.programme_code),
        cfa: site.and_then(|site| catalogue.cfa(&site.cfa)),
        site,
    }
}

/// Everything kept of a contract that its form shows.
pub fn of_contract(conn: &mut Tx, contract: Contract) -> QueryResult<FormRecord> {
    let parties = find_parties(conn, &contract)?;
    Ok(FormRecord {
        guardian: find_guardian(conn, &contract)?,
        tutors: find_tutors(conn, &contract)?,
        pay_lines: list_lines(conn, contract.id)?,
        filing: filings::store::of_contracts(conn, &[contract.id])?.pop(),
        previous_number: previous_number(conn, &contract)?,
        amended: None,
        parties,
        contract,
    })
}

fn find_parties(conn: &mut Tx, contract: &Contract) -> QueryResult<Parties> {
    enrolments::table
        .find(contract.enrolment_id)
        .inner_join(apprentices::table.on(apprentices::id.eq(enrolments::apprentice_id)))
        .inner_join(cohorts::table.on(cohorts::id.eq(enrolments::cohort_id)))
        .inner_join(programmes::table.on(programmes::id.eq(cohorts::programme_id)))
        .inner_join(sites::table.on(sites::id.eq(enrolments::site_id)))
        .inner_join(employers::table.on(employers::id.eq(contract.employer_id)))
        .left_join(contract_terms::table.on(contract_terms::contract_id.eq(contract.id)))
        .select((
            Apprentice::as_select(),
            Employer::as_select(),
            Option::<ContractTerms>::as_select(),
            programmes::code,
            sites::code,
        ))
        .first(conn)
}

fn find_tutors(conn: &mut Tx, contract: &Contract) -> QueryResult<[Option<Tutor>; 2]> {
    let tutor_ids = [contract.tutor_id, contract.second_tutor_id];
    let ids: Vec<_> = tutor_ids.into_iter().flatten().collect();
    let rows: Vec<Tutor> =
        tutors::table.filter(tutors::id.eq_any(ids)).select(Tutor::as_select()).load(conn)?;
    Ok(tutor_ids.map(|id| rows.iter().find(|row| Some(row.id) == id).cloned()))
}

fn find_guardian(conn: &mut Tx, contract: &Contract) -> QueryResult<Option<Guardian>> {
    guardians::table
        .filter(guardians::apprentice_id.eq(contract.apprentice_id))
        .order(guardians::id)
        .select(Guardian::as_select())
        .first(conn)
        .optional()
}

fn previous_number(conn: &mut Tx, contract: &Contract) -> QueryResult<Option<String>> {
    let Some(previous) = contract.previous_contract_id else {
        return Ok(contract.previous_contract_number.clone());
    };
    let number = contracts::table.find(previous).select(contracts::deca_number);
    Ok(number.first(conn).optional()?.flatten().or_else(|| contract.previous_contract_number.clone()))
}
