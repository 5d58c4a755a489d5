//! When candidates are registered, and what is missing for a registration.

use chrono::NaiveDate;

use crate::law::figures::{ExamLaw, RegistrationNeed};
use crate::outcomes::results::model::{ExamResultFacts, RegistrationGap, RegistrationStage};

/// When the candidates of a session are registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegistrationWindow {
    /// First day.
    pub opens_on: NaiveDate,
    /// Last day.
    pub closes_on: NaiveDate,
    /// Where the days were read.
    pub source: String,
    /// Whether they are those of the session, published, or only those usual.
    pub published: bool,
}

impl RegistrationWindow {
    /// The days of a session: those published, else the usual ones of the autumn before.
    pub fn of(law: &ExamLaw, source: &str, session: i32) -> Option<Self> {
        let known = law.registration.sessions.iter().find(|known| known.session == session);
        if let Some(known) = known {
            let (opens_on, closes_on, source) = (known.opens_on, known.closes_on, known.source.clone());
            return Some(Self { opens_on, closes_on, source, published: true });
        }
        let day = |on: crate::law::figures::DayOfYear| NaiveDate::from_ymd_opt(session - 1, on.month, on.day);
        let (opens_on, closes_on) = (day(law.registration.opens)?, day(law.registration.closes)?);
        Some(Self { opens_on, closes_on, source: source.to_owned(), published: false })
    }

    /// Where a day stands among them.
    pub fn stage(&self, today: NaiveDate) -> RegistrationStage {
        match today {
            _ if today < self.opens_on => RegistrationStage::ToCome,
            _ if today > self.closes_on => RegistrationStage::Closed,
            _ => RegistrationStage::Open,
        }
    }
}

/// What a registration still lacks: the registration itself, what its service asks of a candidate and the file does not say.
pub fn gaps_of(
    law: &ExamLaw,
    registered: Option<&ExamResultFacts>,
    says: impl Fn(RegistrationNeed) -> bool,
) -> Vec<RegistrationGap> {
    if registered.is_some_and(|facts| facts.registration_withdrawn_on.is_some()) {
        return Vec::new();
    }
    let mut gaps = Vec::new();
    match registered {
        None => gaps.push(RegistrationGap::Registration),
        Some(facts) if facts.candidate_number.is_none() => gaps.push(RegistrationGap::CandidateNumber),
        Some(_) => {}
    }
    let asked = law.registration.needs.iter().filter(|need| !says(**need));
    gaps.extend(asked.map(|need| RegistrationGap::from(*need)));
    gaps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::figures::Law;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_usual_autumn_stands_until_days_are_published() {
        let law = Law::embedded().unwrap();
        let exams = law.exams.newest();
        let window = RegistrationWindow::of(exams, "usage", 2030).unwrap();
        assert_eq!((window.opens_on, window.closes_on), (day("2029-10-01"), day("2029-11-30")));
        assert!(!window.published);
        for (today, stage) in [
            ("2029-09-30", RegistrationStage::ToCome),
            ("2029-10-01", RegistrationStage::Open),
            ("2029-11-30", RegistrationStage::Open),
            ("2029-12-01", RegistrationStage::Closed),
        ] {
            assert_eq!(window.stage(day(today)), stage, "{today}");
        }
    }

    #[test]
    fn what_is_missing_is_named_and_nothing_of_who_gave_up() {
        let law = Law::embedded().unwrap();
        let exams = law.exams.newest();
        let mut facts = ExamResultFacts {
            registered_on: day("2026-11-05"),
            candidate_number: None,
            registration_withdrawn_on: None,
            decision: None,
            decided_on: None,
            decision_reference: None,
            diploma_on: None,
        };
        assert_eq!(gaps_of(exams, None, |_| true), [RegistrationGap::Registration]);
        assert_eq!(gaps_of(exams, Some(&facts), |_| true), [RegistrationGap::CandidateNumber]);
        facts.candidate_number = Some("02112345".to_owned());
        let without_ine = gaps_of(exams, Some(&facts), |need| need != RegistrationNeed::Ine);
        assert_eq!(without_ine, [RegistrationGap::Ine]);
        facts.registration_withdrawn_on = Some(day("2027-01-10"));
        assert_eq!(gaps_of(exams, Some(&facts), |_| false), []);
    }
}
