//! What is to be done for an apprentice during a stay without a contract, as `catalogue/law/stays.toml` tells it.

use super::book::{COVER_LASTS, TRAINEE_COVERED};
use crate::desk::obligations::gathering::{ApprenticeFile, EnrolmentFile, StayStepSeen};
use crate::desk::obligations::model::{Derived, InFile, ObligationFacts, ObligationKind, Owner};
use crate::law::calendar::add_days;
use crate::law::figures::{Law, StayStepKind};
use crate::people::apprentices::rules::status::Course;
use crate::ruptures::stays::rules::stay::{ServedContract, Stay, stays_of};
use crate::ruptures::stays::rules::steps::asked_of;

/// The step of the social cover that ends before the right to stay.
pub const SOCIAL_COVER: &str = "social_cover";

/// The steps told of each stay that lasts long enough for them.
pub fn of(file: &ApprenticeFile, training: &EnrolmentFile, law: &Law) -> Vec<Derived> {
    let theirs = file.contracts.iter().filter(|one| {
        one.contract.enrolment_id == training.enrolment_id && one.contract.state.is_concluded()
    });
    let served: Vec<ServedContract> = theirs
        .map(|one| ServedContract {
            id: one.contract.id,
            starts_on: one.contract.starts_on,
            last_day: one.contract.effective_ends_on(),
            broken_on: one.clock.rupture_on,
            ground: one.clock.rupture_ground.clone(),
        })
        .collect();
    let course = Course { starts_on: training.entered_on, ends_on: training.cycle.to };
    let stays = stays_of(course, &served, training.excluded_on, law);
    stays.iter().flat_map(|stay| of_stay(file, training, stay, law)).collect()
}

fn of_stay(file: &ApprenticeFile, training: &EnrolmentFile, stay: &Stay, law: &Law) -> Vec<Derived> {
    let asked = asked_of(stay, law.stays.on(stay.from_on)).into_iter();
    let told =
        asked.filter(|(kind, due_on)| kind.is_told && stay.last_day().is_some_and(|last| last >= *due_on));
    let steps = told.map(|(kind, due_on)| step(file, training, (stay, kind), due_on));
    steps.chain(cover_ending(file, training, stay, law)).collect()
}

fn recorded<'a>(
    file: &'a ApprenticeFile,
    training: &EnrolmentFile,
    (stay, kind): (&Stay, &StayStepKind),
) -> Option<&'a StayStepSeen> {
    file.stay_steps.iter().find(|one| {
        one.step == kind.code
            && one.enrolment_id == training.enrolment_id
            && one.contract_id == stay.contract_id
    })
}

/// The social cover that ends before the right to stay, told before it does to whoever follows and to the apprentice; gone
/// once its last day is corrected, or a contract comes.
fn cover_ending(file: &ApprenticeFile, training: &EnrolmentFile, stay: &Stay, law: &Law) -> Option<Derived> {
    let last_day = stay.last_day()?;
    let covers = law.stays.on(stay.from_on).steps.iter().filter(|kind| kind.is_cover);
    let known = covers.filter_map(|kind| recorded(file, training, (stay, kind)));
    let (id, until) = known.filter_map(|one| Some((one.id, one.covered_until?))).max_by_key(|one| one.1)?;
    if until >= last_day {
        return None;
    }
    let notice = law.obligations.on(training.cycle.from).cover_notice_days;
    let derived = Derived::new(
        ObligationKind::WindowClosing,
        InFile::Apprentice(file.apprentice.id),
        id.0,
        &COVER_LASTS,
        (add_days(until, -notice).max(stay.from_on), until),
    );
    let derived = Derived { contract_id: stay.contract_id, ..derived };
    Some(
        derived
            .step(SOCIAL_COVER)
            .owned_by(Owner::Referent)
            .shown_to_apprentice()
            .known_since(training.enrolled_on)
            .until(last_day)
            .because(ObligationFacts {
                starts_on: Some(stay.from_on),
                ends_on: Some(last_day),
                ..ObligationFacts::default()
            }),
    )
}

fn step(
    file: &ApprenticeFile,
    training: &EnrolmentFile,
    (stay, kind): (&Stay, &StayStepKind),
    due_on: chrono::NaiveDate,
) -> Derived {
    let recorded = recorded(file, training, (stay, kind));
    let derived = Derived::new(
        ObligationKind::StayStep,
        InFile::Apprentice(file.apprentice.id),
        stay.contract_id.map_or(training.enrolment_id.0, |contract| contract.0),
        &TRAINEE_COVERED,
        (stay.from_on, due_on),
    );
    let derived = Derived { contract_id: stay.contract_id, ..derived };
    derived
        .step(kind.code.clone())
        .shown_to_apprentice()
        .known_since(training.enrolled_on)
        .done(recorded.map(|one| one.done_on))
        .until(stay.last_day().unwrap_or(due_on))
        .because(ObligationFacts {
            starts_on: Some(stay.from_on),
            label_fr: Some(kind.fr.clone()),
            label_en: Some(kind.en.clone()),
            ..ObligationFacts::default()
        })
}
