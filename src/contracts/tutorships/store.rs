//! Every query on tutorships. They count whoever signs: no reach narrows what the law counts.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::TutoredContract;
use super::model::{TutorPerson, Tutorship};
use crate::ids::{ContractId, EmployerId, TutorId};
use crate::law::identifiers::full_name;
use crate::platform::db::{Tx, any_of};
use crate::schema::{contract_tutors, contracts, employers, tutors};

/// Digits of a SIRET that name the company.
const SIREN: usize = 9;

#[derive(Queryable)]
struct TutorRecord {
    id: TutorId,
    given_name: String,
    family_name: String,
    search_name: String,
    born_on: Option<NaiveDate>,
    employer_id: EmployerId,
    siret: Option<String>,
}

impl TutorRecord {
    /// Same company, same names whatever the accents, and no birth date that says otherwise.
    fn is_same_person(&self, other: &Self) -> bool {
        let born = self.born_on.zip(other.born_on).is_none_or(|(one, two)| one == two);
        let company =
            self.employer_id == other.employer_id || self.siren().is_some() && self.siren() == other.siren();
        born && self.search_name == other.search_name && company
    }

    fn siren(&self) -> Option<&str> {
        self.siret.as_deref()?.get(..SIREN)
    }
}

/// The people named, with their records at every site, locked until the end of the transaction in one same order.
pub fn lock_people(tx: &mut Tx, named: &[TutorId]) -> QueryResult<Vec<TutorPerson>> {
    let people = people(tx, named)?;
    let locked: Vec<TutorId> = people.iter().flat_map(|person| person.tutor_ids.clone()).collect();
    tutors::table
        .filter(tutors::id.eq(any_of(locked)))
        .order(tutors::id)
        .for_no_key_update()
        .select(tutors::id)
        .load::<TutorId>(tx)?;
    Ok(people)
}

/// The people named, with their records at every site.
pub fn people(tx: &mut Tx, named: &[TutorId]) -> QueryResult<Vec<TutorPerson>> {
    let theirs = tutors::table.filter(tutors::id.eq(any_of(named.to_vec()))).select(tutors::search_name);
    let names: Vec<String> = theirs.load(tx)?;
    let records: Vec<TutorRecord> = tutors::table
        .inner_join(employers::table.on(employers::id.eq(tutors::employer_id)))
        .filter(tutors::search_name.eq(any_of(names)))
        .select((
            tutors::id,
            tutors::given_name,
            tutors::family_name,
            tutors::search_name,
            tutors::born_on,
            tutors::employer_id,
            employers::siret,
        ))
        .order(tutors::id)
        .load(tx)?;
    let people = records.iter().filter(|record| named.contains(&record.id)).map(|record| TutorPerson {
        name: full_name(&record.given_name, &record.family_name),
        tutor_ids: records
            .iter()
            .filter(|other| record.is_same_person(other))
            .map(|other| other.id)
            .collect(),
    });
    Ok(people.collect())
}

/// Their periods with other contracts, cut short by ruptures.
pub fn spans_of(tx: &mut Tx, except: ContractId, people: &[TutorPerson]) -> QueryResult<Vec<Tutorship>> {
    let ids: Vec<TutorId> = people.iter().flat_map(|person| person.tutor_ids.clone()).collect();
    let rows: Vec<(Tutorship, Option<NaiveDate>)> = contract_tutors::table
        .inner_join(contracts::table.on(contracts::id.eq(contract_tutors::contract_id)))
        .filter(contract_tutors::tutor_id.eq(any_of(ids)))
        .filter(contract_tutors::contract_id.ne(except))
        .select((Tutorship::as_select(), contracts::closed_on))
        .load(tx)?;
    let cut = rows.into_iter().map(|(row, closed_on)| Tutorship {
        to_on: closed_on.map_or(row.to_on, |closed_on| row.to_on.min(closed_on)),
        ..row
    });
    Ok(cut.filter(|row| row.from_on <= row.to_on).collect())
}

/// Writes the tutors of a contract, whatever was there.
pub fn replace(tx: &mut Tx, contract: TutoredContract, tutorships: &[Tutorship]) -> QueryResult<()> {
    let rows = contract_tutors::table.filter(contract_tutors::contract_id.eq(contract.id));
    diesel::delete(rows).execute(tx)?;
    let (contract_id, site_id) =
        (contract_tutors::contract_id.eq(contract.id), contract_tutors::site_id.eq(contract.site_id));
    let rows: Vec<_> = tutorships.iter().map(|tutorship| (contract_id, site_id, *tutorship)).collect();
    diesel::insert_into(contract_tutors::table).values(rows).execute(tx).map(drop)
}

/// The tutors of contracts already found within reach, in order.
pub fn of_contracts(
    conn: &mut Tx,
    contracts: &[ContractId],
) -> QueryResult<HashMap<ContractId, Vec<Tutorship>>> {
    let rows: Vec<(ContractId, Tutorship)> = contract_tutors::table
        .filter(contract_tutors::contract_id.eq(any_of(contracts.to_vec())))
        .order((contract_tutors::from_on, contract_tutors::rank))
        .select((contract_tutors::contract_id, Tutorship::as_select()))
        .load(conn)?;
    let mut grouped: HashMap<ContractId, Vec<Tutorship>> = HashMap::new();
    for (contract, tutorship) in rows {
        grouped.entry(contract).or_default().push(tutorship);
    }
    Ok(grouped)
}

/// The tutors of a contract already found within reach, in order.
pub fn of_contract(conn: &mut Tx, contract: ContractId) -> QueryResult<Vec<Tutorship>> {
    contract_tutors::table
        .filter(contract_tutors::contract_id.eq(contract))
        .order((contract_tutors::from_on, contract_tutors::rank))
        .select(Tutorship::as_select())
        .load(conn)
}
