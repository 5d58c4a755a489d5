//! What a form shows of a contract already found within reach: one statement a question.

use diesel::prelude::*;

use super::model::{FormRecord, Parties, Trainers};
use crate::catalogue::programmes::Catalogue;
use crate::catalogue::programmes::versions::FollowedProgramme;
use crate::contracts::agreements::{self, Agreement, Contract};
use crate::contracts::amendments::in_force;
use crate::contracts::filings;
use crate::ids::ContractId;
use crate::people::apprentices::model::{Apprentice, Guardian};
use crate::people::employers::{Employer, Tutor};
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::schema::{
    apprentices, cohorts, contracts, employers, enrolments, guardians, programmes, sites, tutors,
};
use crate::trust::door::Asker;

/// What the form shows of a contract within reach: what was first signed, whatever amendments make of it.
pub fn load(conn: &mut Tx, asker: &Asker, id: ContractId) -> Result<FormRecord, Problem> {
    let contract = agreements::store::find(conn, &asker.reach, id)?.or_not_found("contract")?;
    let contract = contract.on_form(&asker.law.forms, asker.today);
    let signed = in_force::of(conn, &contract)?.signed().agreed.clone();
    Ok(as_agreed(conn, &contract, signed)?)
}

/// Who trains, as the catalogue says.
pub fn trainers<'a>(catalogue: &'a Catalogue, record: &FormRecord) -> Trainers<'a> {
    let site = catalogue.site(&record.parties.site_code);
    Trainers {
        programme: catalogue.followed(&record.parties.programme),
        cfa: site.and_then(|site| catalogue.cfa(&site.cfa)),
        site,
    }
}

/// Everything a form shows of a contract, as agreed at a time.
pub fn as_agreed(conn: &mut Tx, contract: &Contract, agreed: Agreement) -> QueryResult<FormRecord> {
    let contract = contract.agreed_as(&agreed.head);
    Ok(FormRecord {
        parties: find_parties(conn, &contract)?,
        guardian: find_guardian(conn, &contract)?,
        tutors: find_tutors(conn, &contract)?,
        terms: agreed.terms,
        pay_lines: agreed.lines,
        filing: filings::store::of_contracts(conn, &[contract.id])?.pop(),
        previous_number: previous_number(conn, &contract)?,
        amended: None,
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
        .select((Apprentice::as_select(), Employer::as_select(), FollowedProgramme::as_select(), sites::code))
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
