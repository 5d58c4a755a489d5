//! What acts on companies and tutors share, whether a person sends them or a file brings them.

use super::model::{Employer, EmployerFacts, Tutor, TutorFacts};
use super::wire::{EmployerRegistrationIn, HiredTutor};
use super::{rules, store};
use crate::catalogue::code_lists::rules::{Given, check_codes};
use crate::ids::{EmployerId, SiteId};
use crate::law::figures::CodeListKey;
use crate::law::findings::{Finding, refuse_errors};
use crate::law::identifiers::{check_given_name, check_postal_code};
use crate::law::territories::check_good_friday;
use crate::platform::db::Tx;
use crate::platform::error::{Fault, PartFaults, Problem};
use crate::say;
use crate::trust::access::Act;
use crate::trust::door::Asker;
use crate::trust::journal::Event;

/// What the rules say of an employer, some of its codes told.
pub fn employer_faults(asker: &Asker, request: &EmployerFacts, codes: &[Given<'_>]) -> Vec<Finding> {
    let (forms, kind) = (&asker.law.forms, request.kind_code.as_deref());
    let mut found = check_codes(forms, codes);
    found.extend(rules::check_siret(request.siret.as_deref(), &request.country));
    found.extend(check_postal_code("/postal_code", &request.country, request.postal_code.as_deref()));
    found.extend(rules::check_scheme(kind, request.public_unemployment_scheme, forms));
    let country = Some(request.country.clone());
    let place = (request.postal_code.clone(), country, request.good_friday_off).into();
    found.extend(check_good_friday("/good_friday_off", &place));
    found
}

/// Creates a company with the tutors sent along: all of them or nothing, every fault at its place.
pub fn register(
    tx: &mut Tx,
    asker: &Asker,
    request: &EmployerRegistrationIn,
) -> Result<(Employer, Vec<Tutor>), Problem> {
    let (facts, mut faults) = (&request.record, PartFaults::default());
    let site = asker.reach.site_for_creation(facts.site_id)?;
    faults.keep("", refuse_errors(employer_faults(asker, facts, &facts.codes())))?;
    for (rank, tutor) in request.along.tutors.iter().enumerate() {
        let found = tutor_faults(asker, &tutor.of(EmployerId::new()));
        faults.keep(&format!("/tutors/{rank}"), refuse_errors(found))?;
    }
    faults.refuse()?;
    refuse_known_siret(tx, site, facts.siret.as_deref())?;
    let employer = store::insert_employer(tx, site, facts)?;
    asker.record(tx, Event::EmployerCreated, &employer)?;
    let hiring = match request.along.tutors.is_empty() {
        true => asker.clone(),
        false => asker.acting(Act::CreateTutor)?,
    };
    let tutors = request.along.tutors.iter().map(|tutor| hire(tx, &hiring, &employer, tutor));
    let tutors = tutors.collect::<Result<_, Problem>>()?;
    Ok((employer, tutors))
}

/// Refuses the SIRET of another employer of the site, and says whose it is: the file to complete, or to merge with.
pub fn refuse_known_siret(tx: &mut Tx, site: SiteId, siret: Option<&str>) -> Result<(), Problem> {
    let Some(siret) = siret else { return Ok(()) };
    let Some(known) = store::find_by_siret(tx, site, siret)? else { return Ok(()) };
    let (name, id) = (known.name, known.id);
    let told = say!(
        "C'est celui de {name} : complétez sa fiche (/v1/employers/{id}), ou fusionnez les deux.",
        "It is that of {name}: complete its file (/v1/employers/{id}), or merge the two."
    );
    let listed = vec![Fault::new("/siret", "employer.siret_taken", told)];
    Err(store::siret_taken(Some(siret)).listing(listed))
}

/// Creates a tutor of a company found within reach; whoever asks acts as one who may create tutors.
pub fn hire(tx: &mut Tx, asker: &Asker, employer: &Employer, tutor: &HiredTutor) -> Result<Tutor, Problem> {
    let facts = tutor.of(employer.id);
    refuse_errors(tutor_faults(asker, &facts))?;
    let tutor = store::insert_tutor(tx, employer.site_id, &facts)?;
    asker.record(tx, Event::TutorCreated, &tutor)?;
    Ok(tutor)
}

/// The refusal of a company that nobody within reach is.
pub fn employer_unknown() -> Problem {
    let message = say!(
        "Aucun employeur à votre portée n'a cet identifiant.",
        "No employer within your reach has this identifier."
    );
    Problem::fault("/employer_id", "employer.unknown", message)
}

/// What the rules say of a tutor.
pub fn tutor_faults(asker: &Asker, request: &TutorFacts) -> Vec<Finding> {
    let level = request.diploma_level.map(|level| level.to_string());
    let mut found =
        check_codes(&asker.law.forms, &[("/diploma_level", CodeListKey::DiplomaLevel, level.as_deref())]);
    let ages = &asker.law.contracts.on(asker.today).age;
    found.extend(check_given_name(&request.given_name, request.single_name));
    found.extend(rules::check_tutor(request.born_on, asker.today, ages));
    found
}
