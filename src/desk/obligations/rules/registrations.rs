//! Candidates of a class are registered for the official exam while registrations are open: for its session, and for each later
//! one until which the training of some of them goes on, as after a failure (Code du travail, art. L6222-11).

use chrono::Datelike;

use super::book::EXAM_REGISTERED;
use crate::desk::obligations::gathering::{CandidateSeen, CohortFile};
use crate::desk::obligations::model::{Derived, InFile, ObligationFacts, ObligationKind};
use crate::law::calendar::{MONTHS_A_YEAR, add_months};
use crate::law::figures::Law;
use crate::outcomes::results::rules::RegistrationWindow;

/// The registrations of a class, session by session; none where nobody is a candidate.
pub fn of(file: &CohortFile, law: &Law) -> Vec<Derived> {
    let last = file.candidates.iter().map(|one| last_session(file, one)).max();
    let sessions = file.exam_session..=last.unwrap_or(file.exam_session);
    sessions.filter_map(|session| at(file, law, session)).collect()
}

/// The session the training of a candidate ends with: that of the class, as many years later as their own end is.
fn last_session(file: &CohortFile, one: &CandidateSeen) -> i32 {
    let years = one.ends_on.map_or(0, |on| on.year() - file.cycle.to.year());
    file.exam_session + years.max(0)
}

/// The registrations of a class for a session: of who is registered, or ends with it and was not admitted before.
fn at(file: &CohortFile, law: &Law, session: i32) -> Option<Derived> {
    let window = RegistrationWindow::of(law.exams.newest(), "", session)?;
    let awaited = |one: &&CandidateSeen| {
        let stays = one.excluded_on.is_none_or(|on| on > window.opens_on);
        let sits = last_session(file, one) == session && one.admitted_at.is_none_or(|at| at >= session);
        stays && (sits || one.registered.contains_key(&session))
    };
    let candidates: Vec<_> = file.candidates.iter().filter(awaited).collect();
    let registered: Vec<_> =
        candidates.iter().filter_map(|one| one.registered.get(&session)).copied().collect();
    if candidates.is_empty() {
        return None;
    }
    let last_on = registered.iter().max().copied().filter(|_| registered.len() == candidates.len());
    let count = |number: usize| i64::try_from(number).ok();
    let facts = ObligationFacts {
        starts_on: Some(window.opens_on),
        ends_on: Some(window.closes_on),
        count: count(registered.len()),
        out_of: count(candidates.len()),
        ..ObligationFacts::default()
    };
    let days = (window.opens_on, window.closes_on);
    let kind = ObligationKind::ExamToRegister;
    let derived = Derived::new(kind, InFile::Cohort(file.id), file.id.0, &EXAM_REGISTERED, days)
        .step(session.to_string())
        .known_since(file.cycle.from)
        .done(last_on)
        .until(add_months(file.cycle.to, (session - file.exam_session) * MONTHS_A_YEAR))
        .because(facts);
    Some(derived)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::{CohortId, SiteId};
    use crate::law::calendar::Period;
    use chrono::NaiveDate;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn candidate(registered: Option<&str>, excluded: Option<&str>) -> CandidateSeen {
        let registered = registered.map(|on| (2027, day(on))).into_iter().collect();
        CandidateSeen { registered, excluded_on: excluded.map(day), ..CandidateSeen::default() }
    }

    /// Whose training goes on until the summer of 2028.
    fn a_year_more(registered: &[(i32, &str)], admitted_at: Option<i32>) -> CandidateSeen {
        CandidateSeen {
            registered: registered.iter().map(|(session, on)| (*session, day(on))).collect(),
            ends_on: Some(day("2028-08-24")),
            admitted_at,
            ..CandidateSeen::default()
        }
    }

    fn a_class(candidates: Vec<CandidateSeen>) -> CohortFile {
        CohortFile {
            id: CohortId::new(),
            site_id: SiteId::new(),
            cycle: Period { from: day("2025-08-25"), to: day("2027-08-24") },
            exam_session: 2027,
            candidates,
            exams: Vec::new(),
        }
    }

    #[test]
    fn a_class_is_registered_in_the_autumn_before_its_session_and_done_with_the_last_one() {
        let law = Law::embedded().unwrap();
        let on = "2026-11-05";
        for (candidates, count, done) in [
            (vec![candidate(None, None), candidate(Some(on), None)], Some((1, 2)), None),
            (vec![candidate(Some("2026-10-08"), None), candidate(Some(on), None)], Some((2, 2)), Some(on)),
            // gone before registrations open, gone afterwards
            (vec![candidate(None, Some("2026-03-02")), candidate(Some(on), None)], Some((1, 1)), Some(on)),
            (vec![candidate(None, Some("2026-10-02"))], Some((0, 1)), None),
            (Vec::new(), None, None),
        ] {
            let derived = of(&a_class(candidates), &law).pop();
            let told = derived.as_ref().and_then(|one| one.facts.count.zip(one.facts.out_of));
            assert_eq!(told, count);
            assert_eq!(derived.as_ref().and_then(|one| one.done_on), done.map(day));
            if let Some(derived) = derived {
                assert_eq!((derived.from_on, derived.due_on), (day("2026-10-01"), day("2026-11-30")));
            }
        }
    }

    #[test]
    fn whoever_goes_on_after_the_class_is_registered_for_the_session_they_end_with() {
        let law = Law::embedded().unwrap();
        let (first, second) = ((2027, "2026-11-05"), (2028, "2027-10-12"));
        let others = || candidate(Some("2026-11-05"), None);
        for (one, expected) in [
            // failed, and goes on
            (a_year_more(&[first], None), vec![("2027", (2, 2), Some("2026-11-05")), ("2028", (0, 1), None)]),
            (
                a_year_more(&[first, second], None),
                vec![("2027", (2, 2), Some("2026-11-05")), ("2028", (1, 1), Some("2027-10-12"))],
            ),
            (
                a_year_more(&[first, second], Some(2028)),
                vec![("2027", (2, 2), Some("2026-11-05")), ("2028", (1, 1), Some("2027-10-12"))],
            ),
            // never to sit with the class
            (a_year_more(&[], None), vec![("2027", (1, 1), Some("2026-11-05")), ("2028", (0, 1), None)]),
            // admitted, whatever their end still says
            (a_year_more(&[first], Some(2027)), vec![("2027", (2, 2), Some("2026-11-05"))]),
        ] {
            let derived = of(&a_class(vec![one, others()]), &law);
            let told: Vec<_> = derived
                .iter()
                .map(|one| (one.step.as_str(), one.facts.count.zip(one.facts.out_of).unwrap(), one.done_on))
                .collect();
            let expected: Vec<_> =
                expected.into_iter().map(|(step, count, done)| (step, count, done.map(day))).collect();
            assert_eq!(told, expected);
        }
    }
}
