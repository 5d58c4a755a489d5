//! Records as lines of a list: the fields an import would send, people and companies under the names one knows.

use std::collections::HashMap;
use std::hash::Hash;

use chrono::NaiveDate;
use diesel::QueryResult;
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::catalogue::cohorts::WholeListFilter;
use crate::contracts::agreements::batch as contracts;
use crate::contracts::agreements::wire::ContractIn;
use crate::contracts::agreements::{Agreement, Contract};
use crate::contracts::amendments::in_force;
use crate::contracts::filings;
use crate::contracts::filings::model::ContractFiling;
use crate::exchange::sheets::ListKind;
use crate::exchange::sheets::nesting::flattened;
use crate::exchange::sheets::writing::SheetRecord;
use crate::ids::{ApprenticeId, ContractId, EmployerId, SiteId, TutorId};
use crate::people::apprentices::model::{ApprenticeFacts, Guardian};
use crate::people::apprentices::store as apprentices;
use crate::people::apprentices::{Apprentice, EnrolmentInCohort};
use crate::people::employers::batch as employers;
use crate::people::employers::model::EmployerFacts;
use crate::people::employers::{Employer, Tutor};
use crate::platform::db::Tx;
use crate::platform::error::Problem;
use crate::trust::access::Reach;

/// Lines read and held at once, whatever the length of the list.
pub const LINES_AT_ONCE: usize = 250;

/// A line of a list that is to be read: its record, and the site it belongs to.
pub type ListedLine = (Uuid, SiteId);

/// The lines of a list within reach by name, at most so many and one more.
pub fn listed(
    conn: &mut Tx,
    reach: &Reach,
    kind: ListKind,
    filter: WholeListFilter,
    most: usize,
) -> QueryResult<Vec<ListedLine>> {
    let most = i64::try_from(most).unwrap_or(i64::MAX - 1) + 1;
    Ok(match kind {
        ListKind::Employers => untyped(employers::employers_by_name(conn, reach, filter, most)?),
        ListKind::Tutors => untyped(employers::tutors_by_name(conn, reach, filter, most)?),
        ListKind::Apprentices => untyped(apprentices::batch::by_name(conn, reach, filter, most)?),
        ListKind::Contracts => untyped(contracts::by_apprentice(conn, reach, filter, most)?),
    })
}

fn untyped<Id: Into<Uuid>>(rows: Vec<(Id, SiteId)>) -> Vec<ListedLine> {
    rows.into_iter().map(|(id, site)| (id.into(), site)).collect()
}

/// Reads lines in their order, some at a time, and hands them over.
pub fn in_batches(
    lines: &[ListedLine],
    mut read: impl FnMut(&[Uuid]) -> Result<HashMap<Uuid, SheetRecord>, Problem>,
    mut hand_over: impl FnMut(&[SheetRecord]) -> Result<(), Problem>,
) -> Result<(), Problem> {
    for some in lines.chunks(LINES_AT_ONCE) {
        let ids: Vec<Uuid> = some.iter().map(|(id, _)| *id).collect();
        let mut found = read(&ids)?;
        let records: Vec<SheetRecord> = ids.iter().filter_map(|id| found.remove(id)).collect();
        hand_over(&records)?;
    }
    Ok(())
}

/// The records of some lines.
pub fn records(
    conn: &mut Tx,
    reach: &Reach,
    kind: ListKind,
    today: NaiveDate,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, SheetRecord>, Problem> {
    Ok(match kind {
        ListKind::Employers => {
            let ids = ids.iter().copied().map(EmployerId).collect();
            let rows = employers::employers_by_id(conn, reach, ids)?;
            rows.iter().map(|row| (row.id.0, employer(row))).collect()
        }
        ListKind::Tutors => {
            let rows = employers::tutors_by_id(conn, reach, ids.iter().copied().map(TutorId).collect())?;
            let records = tutors(conn, reach, &rows)?;
            rows.iter().map(|row| row.id.0).zip(records).collect()
        }
        ListKind::Apprentices => {
            let ids = ids.iter().copied().map(ApprenticeId).collect();
            let rows = apprentices::batch::by_id(conn, reach, ids)?;
            let records = apprentice_records(conn, reach, &rows)?;
            rows.iter().map(|row| row.id.0).zip(records).collect()
        }
        ListKind::Contracts => {
            let rows = contracts::by_id(conn, reach, ids.iter().copied().map(ContractId).collect())?;
            let records = contract_records(conn, reach, &rows, today)?;
            rows.iter().map(|row| row.id.0).zip(records).collect()
        }
    })
}

/// An employer.
pub fn employer(row: &Employer) -> SheetRecord {
    fields_of(&EmployerFacts::from(row))
}

/// A tutor, without the company.
pub fn tutor(row: &Tutor) -> SheetRecord {
    fields_of(&row.facts)
}

/// Members of a list that tell of an enrolment: cohort, day of the enrolment, entry, expected end, exclusion; the last
/// enrolment first.
pub const ENROLMENTS: [[&str; 5]; 2] = [
    ["cohort", "enrolled_on", "entered_on", "expected_ends_on", "excluded_on"],
    [
        "previous_cohort",
        "previous_enrolled_on",
        "previous_entered_on",
        "previous_expected_ends_on",
        "previous_excluded_on",
    ],
];

/// What the members of a list that tell of a guardian begin with.
pub const GUARDIAN: &str = "guardian/";

/// Members of a list that tell of the first guardian.
pub const GUARDIANS: [&str; 10] = [
    "guardian/family_name",
    "guardian/given_name",
    "guardian/single_name",
    "guardian/relation",
    "guardian/email",
    "guardian/phone",
    "guardian/address_line",
    "guardian/postal_code",
    "guardian/city",
    "guardian/country",
];

/// An apprentice with their first guardian and their enrolments, in the order of their cohorts.
pub fn apprentice(
    row: &Apprentice,
    guardian: Option<&Guardian>,
    enrolments: &[EnrolmentInCohort],
) -> SheetRecord {
    let mut record = fields_of(&ApprenticeFacts::from(row));
    if let Some(guardian) = guardian {
        let fields = fields_of(&guardian.facts).into_iter();
        record.extend(fields.map(|(field, value)| (format!("{GUARDIAN}{field}"), value)));
    }
    for (members, one) in ENROLMENTS.into_iter().zip(enrolments.iter().rev()) {
        let [cohort, enrolled_on, entered_on, expected_ends_on, excluded_on] = members;
        put(&mut record, cohort, Some(&one.cohort.name));
        put(&mut record, enrolled_on, Some(one.enrolment.facts.enrolled_on));
        put(&mut record, entered_on, one.enrolment.facts.entered_on);
        put(&mut record, expected_ends_on, one.enrolment.facts.expected_ends_on);
        put(&mut record, excluded_on, one.enrolment.facts.excluded_on);
    }
    record
}

/// Apprentices, with the cohorts they are enrolled in.
pub fn apprentice_records(
    conn: &mut Tx,
    reach: &Reach,
    rows: &[Apprentice],
) -> QueryResult<Vec<SheetRecord>> {
    let ids: Vec<ApprenticeId> = rows.iter().map(|row| row.id).collect();
    let mut theirs: HashMap<ApprenticeId, Vec<EnrolmentInCohort>> = HashMap::new();
    for row in apprentices::enrolments_of(conn, reach, &ids)? {
        theirs.entry(row.enrolment.apprentice_id).or_default().push(row);
    }
    let mut guardians: HashMap<ApprenticeId, Guardian> = HashMap::new();
    for one in apprentices::batch::guardians_of(conn, &ids)? {
        guardians.entry(one.apprentice_id).or_insert(one);
    }
    let enrolments = |row: &Apprentice| theirs.get(&row.id).map(Vec::as_slice).unwrap_or_default();
    Ok(rows.iter().map(|row| apprentice(row, guardians.get(&row.id), enrolments(row))).collect())
}

fn tutors(conn: &mut Tx, reach: &Reach, rows: &[Tutor]) -> Result<Vec<SheetRecord>, Problem> {
    let ids: Vec<EmployerId> = rows.iter().map(|row| row.facts.employer_id).collect();
    let known = by(employers::employers_by_id(conn, reach, ids)?, |employer| employer.id);
    let line = |row: &Tutor| {
        let mut record = tutor(row);
        put(&mut record, "employer_siret", known.get(&row.facts.employer_id).map(|employer| &employer.siret));
        record
    };
    Ok(rows.iter().map(line).collect())
}

/// Contracts as they are in force on a day, with the names of those they bind.
pub fn contract_records(
    conn: &mut Tx,
    reach: &Reach,
    rows: &[Contract],
    on: NaiveDate,
) -> Result<Vec<SheetRecord>, Problem> {
    let mut terms = in_force::of_all(conn, rows)?;
    let agreed = rows.iter().map(|row| match terms.remove(&row.id) {
        Some(terms) => terms.on(on).agreed.clone(),
        None => Agreement::core(row),
    });
    let agreed: Vec<Agreement> = agreed.collect();
    let rows: Vec<Contract> =
        rows.iter().zip(&agreed).map(|(row, agreed)| row.agreed_as(&agreed.head)).collect();
    let their_apprentices: Vec<_> = rows.iter().map(|row| row.apprentice_id).collect();
    let enrolments = apprentices::enrolments_of(conn, reach, &their_apprentices)?;
    let previous = contracts::of_apprentices(conn, reach, their_apprentices.clone())?;
    let bound = Bound {
        apprentices: by(apprentices::batch::by_id(conn, reach, their_apprentices)?, |row| row.id),
        enrolments: by(enrolments, |row| row.enrolment.id),
        employers: by(
            employers::employers_by_id(conn, reach, rows.iter().map(|row| row.employer_id).collect())?,
            |row| row.id,
        ),
        tutors: by(
            employers::tutors_by_id(
                conn,
                reach,
                rows.iter().flat_map(|row| [row.tutor_id, row.second_tutor_id]).flatten().collect(),
            )?,
            |row| row.id,
        ),
        filings: filings::store::last_of_contracts(conn, &rows.iter().map(|row| row.id).collect::<Vec<_>>())?,
        contracts: by(previous, |row| row.id),
    };
    Ok(rows.iter().zip(&agreed).map(|(row, agreed)| bound.record(row, agreed)).collect())
}

/// Everybody that some contracts bind.
struct Bound {
    apprentices: HashMap<ApprenticeId, Apprentice>,
    enrolments: HashMap<crate::ids::EnrolmentId, EnrolmentInCohort>,
    employers: HashMap<EmployerId, Employer>,
    tutors: HashMap<TutorId, Tutor>,
    contracts: HashMap<ContractId, Contract>,
    filings: HashMap<ContractId, ContractFiling>,
}

impl Bound {
    fn record(&self, row: &Contract, agreed: &Agreement) -> SheetRecord {
        let sent = ContractIn::of(row, agreed);
        let mut record = flattened(&json!(sent));
        let apprentice = self.apprentices.get(&row.apprentice_id);
        put(&mut record, "apprentice_family_name", apprentice.map(|one| &one.family_name));
        put(&mut record, "apprentice_given_name", apprentice.map(|one| &one.given_name));
        put(&mut record, "apprentice_born_on", apprentice.map(|one| one.born_on));
        put(&mut record, "apprentice_ine", apprentice.and_then(|one| one.ine.as_ref()));
        let enrolment = self.enrolments.get(&row.enrolment_id);
        put(&mut record, "cohort", enrolment.map(|one| &one.cohort.name));
        put(&mut record, "employer_siret", self.employers.get(&row.employer_id).map(|one| &one.siret));
        for (rank, id) in [("", row.tutor_id), ("second_", row.second_tutor_id)] {
            let tutor = id.and_then(|id| self.tutors.get(&id));
            put(&mut record, &format!("{rank}tutor_family_name"), tutor.map(|one| &one.facts.family_name));
            put(&mut record, &format!("{rank}tutor_given_name"), tutor.map(|one| &one.facts.given_name));
            put(&mut record, &format!("{rank}tutor_born_on"), tutor.and_then(|one| one.facts.born_on));
        }
        let previous = row.previous_contract_id.and_then(|id| self.contracts.get(&id));
        put(&mut record, "previous_starts_on", previous.map(|one| one.starts_on));
        put(&mut record, "state", Some(row.state));
        put(&mut record, "signed_on", row.signed_on);
        put(&mut record, "closed_on", row.closed_on);
        if let Some(filing) = self.filings.get(&row.id) {
            put(&mut record, "filing/sent_on", Some(filing.facts.sent_on));
            put(&mut record, "filing/organisation", filing.facts.organisation.as_ref());
            put(&mut record, "filing/organisation_siret", filing.facts.organisation_siret.as_ref());
            put(&mut record, "filing/complete_on", filing.facts.complete_on);
            put(&mut record, "filing/decided_on", filing.facts.decided_on);
            put(&mut record, "filing/deca_number", filing.deca_number.as_ref());
        }
        record
    }
}

fn by<K: Eq + Hash, T>(rows: Vec<T>, key: impl Fn(&T) -> K) -> HashMap<K, T> {
    rows.into_iter().map(|row| (key(&row), row)).collect()
}

fn put(record: &mut SheetRecord, field: &str, value: Option<impl Serialize>) {
    record.insert(field.to_owned(), json!(value));
}

/// The members of a record as the API takes it.
fn fields_of<T: Serialize>(given: &T) -> SheetRecord {
    match serde_json::to_value(given) {
        Ok(Value::Object(fields)) => fields,
        _ => SheetRecord::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn however_long_a_list_few_of_its_lines_are_held_and_their_order_is_kept() {
        let site = SiteId::new();
        let lines: Vec<ListedLine> = (0..1101_u128).rev().map(|n| (Uuid::from_u128(n), site)).collect();
        let read = |ids: &[Uuid]| {
            assert!(ids.len() <= LINES_AT_ONCE, "{}", ids.len());
            let record = |id: &Uuid| SheetRecord::from_iter([("n".to_owned(), json!(id.as_u128() as u64))]);
            Ok(ids.iter().filter(|id| id.as_u128() != 7).map(|id| (*id, record(id))).collect())
        };
        let (mut batches, mut numbers) = (0, Vec::new());
        in_batches(&lines, read, |records| {
            batches += 1;
            numbers.extend(records.iter().map(|record| record["n"].as_u64().unwrap()));
            Ok(())
        })
        .unwrap();
        let expected: Vec<u64> = (0..1101).rev().filter(|n| *n != 7).collect();
        assert_eq!((batches, numbers), (5, expected));
    }
}
