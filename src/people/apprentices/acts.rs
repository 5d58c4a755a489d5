//! What acts on apprentices share, whether a person sends them or a file brings them.

use chrono::NaiveDate;

use super::model::{Apprentice, ApprenticeFacts, EnrolmentFacts, Guardian, GuardianFacts};
use super::rules::book::NOT_A_LOOKALIKE;
use super::rules::person;
use super::store::{self, disabilities};
use crate::catalogue::code_lists::rules::check_codes;
use crate::ids::{ApprenticeId, EnrolmentId, SiteId};
use crate::law::calendar::{MONTHS_A_YEAR, add_months};
use crate::law::findings::{Finding, refuse_errors};
use crate::law::identifiers::{check_given_name, check_postal_code, full_name};
use crate::platform::db::Tx;
use crate::platform::error::{Fault, OrNotFound, Problem};
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

/// Creates an apprentice.
pub fn create(tx: &mut Tx, asker: &Asker, facts: &ApprenticeFacts) -> Result<Apprentice, Problem> {
    let site = asker.reach.site_for_creation(facts.site_id)?;
    refuse_errors(faults(asker, facts))?;
    refuse_lookalike(tx, site, facts, facts.confirmed_namesake, None)?;
    refuse_known_ine(tx, site, facts.ine.as_deref(), None)?;
    let apprentice = store::insert(tx, site, facts)?;
    disabilities::write(tx, &asker.vault, &apprentice, facts.disability())?;
    asker.record(tx, Event::ApprenticeCreated, &apprentice)?;
    Ok(apprentice)
}

/// Refuses the INE of another apprentice of the site, and says whose it is.
pub fn refuse_known_ine(
    tx: &mut Tx,
    site: SiteId,
    ine: Option<&str>,
    except: Option<ApprenticeId>,
) -> Result<(), Problem> {
    let Some(ine) = ine else { return Ok(()) };
    let Some(known) = store::find_by_ine(tx, site, ine, except)? else { return Ok(()) };
    let (name, id) = (full_name(&known.given_name, &known.family_name), known.id);
    let told = say!(
        "C'est celui de {name} : sa fiche est /v1/apprentices/{id}.",
        "It is that of {name}: their file is /v1/apprentices/{id}."
    );
    Err(store::ine_taken().listing(vec![Fault::new("/ine", "apprentice.ine_taken", told)]))
}

/// Adds a guardian to an apprentice.
pub fn add_guardian(
    tx: &mut Tx,
    asker: &Asker,
    apprentice: &Apprentice,
    facts: &GuardianFacts,
) -> Result<Guardian, Problem> {
    refuse_errors(guardian_faults(facts))?;
    let guardian = store::insert_guardian(tx, apprentice, facts)?;
    asker.record(tx, Event::GuardianCreated, &guardian)?;
    Ok(guardian)
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

/// Refuses with 409 a file that looks like another of the site, unless they are said to be namesakes.
pub fn refuse_lookalike(
    tx: &mut Tx,
    site: SiteId,
    facts: &ApprenticeFacts,
    confirmed_namesake: bool,
    except: Option<ApprenticeId>,
) -> Result<(), Problem> {
    if confirmed_namesake {
        return Ok(());
    }
    store::wait_for_lookalikes(tx, site, facts)?;
    match store::one_who_looks_like(tx, site, facts, except)? {
        Some(other) => Err(looks_like_another(facts, other)),
        None => Ok(()),
    }
}

fn looks_like_another(facts: &ApprenticeFacts, other: ApprenticeId) -> Problem {
    let (name, born_on) = (full_name(&facts.given_name, &facts.family_name), facts.born_on);
    let day = crate::law::calendar::french_day(born_on);
    NOT_A_LOOKALIKE.conflict(say!(
        "{name}, né(e) le {day}, a déjà une fiche sur ce site ({other}). S'il s'agit d'une \
             autre personne, renvoyez la demande avec \"confirmed_namesake\": true.",
        "{name}, born on {born_on}, already has a file at this site ({other}). If this is \
             somebody else, send the request again with \"confirmed_namesake\": true."
    ))
}
