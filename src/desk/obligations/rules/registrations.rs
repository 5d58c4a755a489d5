//! Candidates of a class are registered for the official exam while registrations are open.

use super::book::EXAM_REGISTERED;
use crate::desk::obligations::gathering::CohortFile;
use crate::desk::obligations::model::{Derived, InFile, ObligationFacts, ObligationKind};
use crate::law::figures::Law;
use crate::outcomes::results::rules::RegistrationWindow;

/// The registrations of a class for its session; nothing where nobody is a candidate.
pub fn of(file: &CohortFile, law: &Law) -> Option<Derived> {
    let window = RegistrationWindow::of(law.exams.newest(), "", file.exam_session)?;
    let there = file.candidates.iter().filter(|one| one.excluded_on.is_none_or(|on| on > window.opens_on));
    let candidates: Vec<_> = there.collect();
    let registered: Vec<_> = candidates.iter().filter_map(|one| one.registered_on).collect();
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
        .step(file.exam_session.to_string())
        .known_since(file.cycle.from)
        .done(last_on)
        .until(file.cycle.to)
        .because(facts);
    Some(derived)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::obligations::gathering::CandidateSeen;
    use crate::ids::{CohortId, SiteId};
    use crate::law::calendar::Period;
    use chrono::NaiveDate;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn candidate(registered: Option<&str>, excluded: Option<&str>) -> CandidateSeen {
        CandidateSeen { registered_on: registered.map(day), excluded_on: excluded.map(day) }
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
            let derived = of(&a_class(candidates), &law);
            let told = derived.as_ref().and_then(|one| one.facts.count.zip(one.facts.out_of));
            assert_eq!(told, count);
            assert_eq!(derived.as_ref().and_then(|one| one.done_on), done.map(day));
            if let Some(derived) = derived {
                assert_eq!((derived.from_on, derived.due_on), (day("2026-10-01"), day("2026-11-30")));
            }
        }
    }
}
