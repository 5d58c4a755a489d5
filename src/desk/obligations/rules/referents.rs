//! Somebody follows each apprentice during the whole training.

use chrono::NaiveDate;

use super::book::FOLLOWED;
use crate::desk::obligations::gathering::{ApprenticeFile, EnrolmentFile, FollowedSeen};
use crate::desk::obligations::model::{Derived, InFile, ObligationKind};
use crate::law::calendar::add_days;
use crate::law::figures::Law;

/// The parts of a training during which nobody follows the apprentice.
pub fn of(file: &ApprenticeFile, training: &EnrolmentFile, law: &Law) -> Vec<Derived> {
    let delays = law.obligations.on(training.cycle.from);
    let (first, last) = (training.cycle.from.max(training.enrolled_on), training.last_day());
    let gaps = gaps(&file.followed, first, last);
    let derived = gaps.into_iter().map(|(from_on, followed_on)| {
        Derived::new(
            ObligationKind::ReferentMissing,
            InFile::Apprentice(file.apprentice.id),
            training.enrolment_id.0,
            &FOLLOWED,
            (from_on, add_days(from_on, delays.referent_days)),
        )
        .step(from_on.to_string())
        .known_since(training.enrolled_on)
        .done(followed_on)
        .until(last)
    });
    derived.collect()
}

/// The days from which nobody follows the apprentice, each with the day somebody does again.
fn gaps(followed: &[FollowedSeen], first: NaiveDate, last: NaiveDate) -> Vec<(NaiveDate, Option<NaiveDate>)> {
    let mut gaps = Vec::new();
    let mut day = first;
    while day <= last {
        let covering = followed.iter().filter(|period| period.from_on <= day);
        let until = covering.map(|period| period.last_day()).filter(|until| *until >= day).max();
        day = match until {
            Some(NaiveDate::MAX) => return gaps,
            Some(until) => add_days(until, 1),
            None => {
                let next = followed.iter().filter(|period| period.last_day() >= period.from_on);
                let next = next.map(|period| period.from_on).filter(|from| *from > day).min();
                gaps.push((day, next));
                match next {
                    Some(next) => next,
                    None => return gaps,
                }
            }
        };
    }
    gaps
}
