//! What a tutor or an apprentice told of a difficulty, to be answered by whoever follows the apprentice.

use super::book::DIFFICULTY_ANSWERED;
use crate::desk::obligations::gathering::{ApprenticeFile, DifficultySeen};
use crate::desk::obligations::model::{Derived, InFile, ObligationFacts, ObligationKind, Owner};
use crate::law::calendar::add_days;
use crate::law::figures::Law;
use crate::ruptures::difficulties::model::DifficultyOrigin;

/// The difficulties told of an apprentice, until the staff did or noted something of each: for the staff who follow alone.
pub fn of(file: &ApprenticeFile, law: &Law) -> Vec<Derived> {
    file.difficulties.iter().map(|told| to_answer(file, told, law)).collect()
}

fn to_answer(file: &ApprenticeFile, told: &DifficultySeen, law: &Law) -> Derived {
    let delays = law.obligations.on(told.told_on);
    let due_on = add_days(told.told_on, delays.difficulty_answer_days);
    let by_tutor = told.origin == DifficultyOrigin::Tutor;
    let (fr, en) = if by_tutor {
        ("le maître d'apprentissage", "the company tutor")
    } else {
        ("l'apprenti", "the apprentice")
    };
    let derived = Derived::new(
        ObligationKind::DifficultyToAnswer,
        InFile::Apprentice(file.apprentice.id),
        told.id.0,
        &DIFFICULTY_ANSWERED,
        (told.told_on, due_on),
    );
    Derived { contract_id: told.contract_id, ..derived }
        .owned_by(Owner::Referent)
        .known_since(told.told_on)
        .done(told.answered_on)
        .until(add_days(due_on, delays.lapse_days))
        .because(ObligationFacts {
            starts_on: Some(told.told_on),
            label_fr: Some(fr.to_owned()),
            label_en: Some(en.to_owned()),
            ..ObligationFacts::default()
        })
}
