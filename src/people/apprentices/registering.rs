//! Registering somebody in one request: their file, their guardians, their enrolment and whoever follows them.

use super::ApprenticeConsequences;
use super::acts::{add_guardian, create, guardian_faults};
use super::model::{Apprentice, CohortDates, EnrolmentFacts, EnrolmentInCohort};
use super::rules::book::CONTINUES_ANOTHER;
use super::rules::{enrolling, requirement};
use super::store;
use super::wire::{ApprenticeRegistrationIn, EnrolmentIn};
use crate::catalogue::programmes::Catalogue;
use crate::ids::{ApprenticeId, EnrolmentId, SiteId};
use crate::law::figures::Law;
use crate::law::findings::{Finding, refuse_errors};
use crate::platform::db::Tx;
use crate::platform::error::{PartFaults, Problem};
use crate::say;
use crate::trust::access::Act;
use crate::trust::door::Asker;
use crate::trust::journal::Event;

/// Creates an apprentice with what is sent along, each part by its own act; gives the warnings about the enrolment.
pub fn register(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    follows: ApprenticeConsequences,
    request: &ApprenticeRegistrationIn,
) -> Result<(Apprentice, Vec<Finding>), Problem> {
    let mut faults = PartFaults::default();
    let apprentice = faults.keep("", create(tx, asker, &request.record))?;
    let along = &request.along;
    let Some(apprentice) = apprentice else {
        // nobody to hang the rest under: what can be judged alone is told with the rest
        for (rank, guardian) in along.guardians.iter().enumerate() {
            faults.keep(&format!("/guardians/{rank}"), refuse_errors(guardian_faults(guardian)))?;
        }
        if let (Some(enrolment), Ok(site)) =
            (&along.enrolment, asker.reach.site_for_creation(request.record.site_id))
        {
            faults.keep("/enrolment", in_cohort(tx, asker, catalogue, site, enrolment))?;
        }
        faults.refuse()?;
        return Err(Problem::internal("an apprentice was neither created nor refused"));
    };
    let writing = asker.acting(Act::WriteGuardian)?;
    for (rank, guardian) in along.guardians.iter().enumerate() {
        faults.keep(&format!("/guardians/{rank}"), add_guardian(tx, &writing, &apprentice, guardian))?;
    }
    let mut warnings = Vec::new();
    if let Some(enrolment) = &along.enrolment {
        let enrolling = asker.acting(Act::EnrolApprentice)?;
        let enrolled = enrol(tx, &enrolling, catalogue, &apprentice, enrolment);
        warnings = faults.keep("/enrolment", enrolled)?.map(|(_, warnings)| warnings).unwrap_or_default();
    }
    if let Some(account) = along.referent_id {
        let naming = asker.acting(Act::NameReferent)?;
        let enrolled_on = along.enrolment.as_ref().and_then(|enrolment| enrolment.enrolled_on);
        let from_on = enrolled_on.unwrap_or(asker.today);
        faults.keep("", (follows.followed)(tx, &naming, &apprentice, account, from_on))?;
    }
    faults.refuse()?;
    Ok((apprentice, warnings))
}

/// Enrols an apprentice in a cohort of their site; what is unusual is given back.
pub fn enrol(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    apprentice: &Apprentice,
    request: &EnrolmentIn,
) -> Result<(EnrolmentInCohort, Vec<Finding>), Problem> {
    let (cohort, mut warnings) = in_cohort(tx, asker, catalogue, apprentice.site_id, request)?;
    let facts = request.facts(asker.today);
    check_continued(tx, apprentice.id, None, &facts)?;
    let programme = catalogue.followed(&cohort.programme);
    warnings.extend(programme.and_then(|one| requirement::check(&one.presentation, apprentice.schooling())));
    let enrolment = store::insert_enrolment(tx, apprentice, &cohort, &facts)?;
    asker.record(tx, Event::EnrolmentCreated, &enrolment)?;
    Ok((EnrolmentInCohort { enrolment, cohort }, warnings))
}

/// The cohort named, once the dates sent are possible in it.
fn in_cohort(
    tx: &mut Tx,
    asker: &Asker,
    catalogue: &Catalogue,
    site: SiteId,
    request: &EnrolmentIn,
) -> Result<(CohortDates, Vec<Finding>), Problem> {
    let cohort = store::find_cohort(tx, site, request.cohort_id)?.ok_or_else(cohort_unknown)?;
    let warnings = judged(catalogue, &cohort, &request.facts(asker.today), &asker.law)?;
    Ok((cohort, warnings))
}

/// Refuses impossible dates, and tells what the programme sheet or the law would warn of.
pub fn judged(
    catalogue: &Catalogue,
    cohort: &CohortDates,
    facts: &EnrolmentFacts,
    law: &Law,
) -> Result<Vec<Finding>, Problem> {
    let window = catalogue.followed(&cohort.programme).map(|programme| &programme.admission_window);
    refuse_errors(enrolling::check(facts, cohort.course(), window, law))
}

/// The enrolment gone on with is another one of the same apprentice.
pub fn check_continued(
    tx: &mut Tx,
    apprentice: ApprenticeId,
    id: Option<EnrolmentId>,
    facts: &EnrolmentFacts,
) -> Result<(), Problem> {
    let Some(named) = facts.continues_enrolment_id else { return Ok(()) };
    if Some(named) != id && store::is_enrolment_of(tx, named, apprentice)? {
        return Ok(());
    }
    let text = say!(
        "Aucune autre inscription de l'apprenti n'a cet identifiant.",
        "No other enrolment of the apprentice has this identifier."
    );
    Err(CONTINUES_ANOTHER.fault("/continues_enrolment_id", text))
}

fn cohort_unknown() -> Problem {
    let message = say!(
        "Aucune promotion du site de l'apprenti n'a cet identifiant.",
        "No cohort of the apprentice's site has this identifier."
    );
    Problem::fault("/cohort_id", "cohort.unknown", message)
}
