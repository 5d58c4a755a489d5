//! The documents a file holds, each asked of some and due by its own day.

use chrono::{Datelike, NaiveDate};

use super::book::DOCUMENTS;
use crate::desk::obligations::gathering::{ApprenticeFile, ApprenticeSeen, EnrolmentFile};
use crate::desk::obligations::model::{Derived, InFile, ObligationFacts, ObligationKind, Owner};
use crate::law::calendar::add_days;
use crate::law::figures::{AskedOf, DelayFrom, DocumentKind, Law};

/// Age from which the certificate of the civic day is no longer asked (Code du service national, art. L114-6).
const CIVIC_DAY_AGE: u32 = 25;
/// The nationality of the official form: French, of another country of the Union, of another country.
const FRENCH: char = '1';
const OUTSIDE_EU: char = '3';

/// The documents asked of an apprentice for a training.
pub fn of(file: &ApprenticeFile, training: &EnrolmentFile, law: &Law) -> Vec<Derived> {
    let of_everybody = &law.documents.on(training.cycle.from).documents;
    let asked = if training.documents.is_empty() { of_everybody } else { &training.documents };
    let documents =
        asked.iter().filter(|document| is_required(document.asked_of, file.apprentice, training, law));
    documents.map(|document| of_document(file, training, document, law)).collect()
}

fn is_required(of: AskedOf, person: ApprenticeSeen, training: &EnrolmentFile, law: &Law) -> bool {
    let ages = &law.contracts.on(training.cycle.from).age;
    match of {
        AskedOf::Everybody => true,
        AskedOf::Minors => !person.emancipated && ages.is_minor(person.born_on, training.cycle.from),
        AskedOf::OutsideEu => person.nationality == Some(OUTSIDE_EU),
        AskedOf::FrenchUnder25 => {
            let french = person.nationality.is_none_or(|code| code == FRENCH);
            french && ages.age_on(person.born_on, session_day(training)) < CIVIC_DAY_AGE
        }
    }
}

/// 1 January of the exam session.
fn session_day(training: &EnrolmentFile) -> NaiveDate {
    NaiveDate::from_ymd_opt(training.exam_session, 1, 1)
        .unwrap_or_else(|| training.cycle.to.with_day(1).unwrap_or(training.cycle.to))
}

fn of_document(
    file: &ApprenticeFile,
    training: &EnrolmentFile,
    document: &DocumentKind,
    law: &Law,
) -> Derived {
    let delays = law.obligations.on(training.cycle.from);
    let anchor = match document.from {
        DelayFrom::Enrolment => training.enrolled_on,
        DelayFrom::Cycle => training.cycle.from,
        DelayFrom::ExamSession => session_day(training),
    };
    let due_on = add_days(anchor, document.days).max(training.enrolled_on);
    let received = file.documents.iter().find(|(code, _)| *code == document.code).map(|(_, on)| *on);
    Derived::new(
        ObligationKind::Document,
        InFile::Apprentice(file.apprentice.id),
        training.enrolment_id.0,
        &DOCUMENTS,
        (training.enrolled_on.max(add_days(due_on, -delays.window_notice_days)), due_on),
    )
    .step(document.code.clone())
    .owned_by(Owner::Apprentice)
    .shown_to_apprentice()
    .known_since(training.enrolled_on)
    .done(received)
    .until(training.last_day())
    .because(ObligationFacts {
        label_fr: Some(document.fr.clone()),
        label_en: Some(document.en.clone()),
        ..ObligationFacts::default()
    })
}
