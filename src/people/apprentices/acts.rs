//! What acts on apprentices share, whether a person sends them or a file brings them.

use chrono::NaiveDate;

use super::model::{ApprenticeFacts, EnrolmentFacts, GuardianFacts};
use super::rules::person;
use super::store;
use crate::catalogue::code_lists::rules::check_codes;
use crate::ids::EnrolmentId;
use crate::law::calendar::{MONTHS_A_YEAR, add_months};
use crate::law::findings::Finding;
use crate::law::identifiers::{check_given_name, check_postal_code};
use crate::platform::db::Tx;
use crate::platform::error::{OrNotFound, Problem};
use crate::say;
use crate::trust::door::Asker;
use crate::trust::journal::Event;

/// What the rules say of a new apprentice.
pub fn faults(asker: &Asker, request: &ApprenticeFacts) -> Vec<Finding> {
    let mut found =
        person::check_born_on(request.born_on, asker.today, &asker.law.contracts.on(asker.today).age);
    found.extend(check_codes(&asker.law.forms, &request.codes()));
    found.extend(name_and_address_faults(request));
    found
}

/// A contract prolonged keeps the apprentice in training as long, a year after the cohort at most: their end is told anew,
/// never brought forward.
pub fn expect_until(tx: &mut Tx, asker: &Asker, id: EnrolmentId, ends_on: NaiveDate) -> Result<(), Problem> {
    let row = store::lock_enrolment(tx, &asker.reach, id)?.or_not_found("enrolment")?;
    let ends_on = ends_on.min(add_months(row.cohort.ends_on, MONTHS_A_YEAR));
    if ends_on <= row.entry().expected_ends_on {
        return Ok(());
    }
    let facts = EnrolmentFacts { expected_ends_on: Some(ends_on), ..row.enrolment.facts };
    let changed = store::change_enrolment(tx, id, &facts)?;
    asker.record_fields(tx, Event::EnrolmentChanged, &changed, &["expected_ends_on"])?;
    Ok(())
}

/// What the rules say of the name and the address of an apprentice.
pub fn name_and_address_faults(request: &ApprenticeFacts) -> Vec<Finding> {
    let name = check_given_name(&request.given_name, request.single_name);
    let address = check_postal_code("/postal_code", &request.country, request.postal_code.as_deref());
    name.into_iter().chain(address).collect()
}

/// What the rules say of a guardian.
pub fn guardian_faults(request: &GuardianFacts) -> Vec<Finding> {
    let name = check_given_name(&request.given_name, request.single_name);
    let address = check_postal_code("/postal_code", &request.country, request.postal_code.as_deref());
    name.into_iter().chain(address).collect()
}

/// The apprentice named in a body is absent or out of reach.
pub fn unknown() -> Problem {
    let message = say!(
        "Aucun apprenti à votre portée n'a cet identifiant.",
        "No apprentice within your reach has this identifier."
    );
    Problem::fault("/apprentice_id", "apprentice.unknown", message)
}
