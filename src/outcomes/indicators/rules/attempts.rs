//! The exam sessions that one enrolment stands for: its cohort's, and each later one it is registered for.
//!
//! After a failure the contract may be lengthened (Code du travail, art. L6222-11): the enrolment goes on, its expected end a year
//! later, and the candidate is registered anew. Such a repeater counts as one under a new enrolment does: at the session failed
//! they followed the training until the cohort ended and study further from the next day on; at the last one their training
//! reaches they have what the enrolment says, and what came after. Whoever is registered for a session their training does not
//! reach sits the exam alone: they are no learner of its last year. Each exam is that of its session, and each contract counts
//! once: at the session of the year it was to end, else at the first.

use std::collections::BTreeMap;
use std::iter::once;

use chrono::{Datelike, NaiveDate};

use crate::ids::ContractId;
use crate::law::calendar::{MONTHS_A_YEAR, add_days, add_months};
use crate::outcomes::indicators::model::{CountedContract, ExamFacts, LearnerFacts, SessionAttempt};
use crate::people::apprentices::rules::status::Course;

/// A learner at each session their enrolment stands for, the first first; `exams` are those known, by session.
pub fn attempts(
    whole: LearnerFacts,
    cohort_ends_on: NaiveDate,
    exams: &BTreeMap<i32, ExamFacts>,
) -> Vec<LearnerFacts> {
    let first = whole.session;
    let later: Vec<i32> = exams.range(first + 1..).map(|(session, _)| *session).collect();
    if later.is_empty() {
        return vec![whole];
    }
    let way = LongWay { whole: &whole, cohort_ends_on };
    let followed: Vec<i32> =
        once(first).chain(later.iter().copied().filter(|session| way.reaches(*session))).collect();
    let last = followed.last().copied().unwrap_or(first);
    let at = |session: i32| {
        let exam = exams.get(&session).copied();
        match session {
            _ if session > last => way.exam_alone(session, exam),
            _ if session == last => LearnerFacts { exam, ..way.followed(session, &followed) },
            _ => LearnerFacts { exam, ..way.gone_on_with(session, &followed) },
        }
    };
    once(first).chain(later.iter().copied()).map(at).collect()
}

/// An enrolment that stands for several sessions.
struct LongWay<'a> {
    whole: &'a LearnerFacts,
    cohort_ends_on: NaiveDate,
}

impl LongWay<'_> {
    /// The day the training ends for a session: that of the cohort, as many years later.
    fn ends_on(&self, session: i32) -> NaiveDate {
        add_months(self.cohort_ends_on, (session - self.whole.session) * MONTHS_A_YEAR)
    }

    /// Whether the training goes on until a later session: it ends in its year, and nobody excluded the learner before.
    fn reaches(&self, session: i32) -> bool {
        let stays = self.whole.excluded_on.is_none_or(|on| on > self.ends_on(session - 1));
        stays && self.whole.course.ends_on.year() >= self.ends_on(session).year()
    }

    /// The learner at a session they follow the training for, one of several, as the enrolment says.
    fn followed(&self, session: i32, sessions: &[i32]) -> LearnerFacts {
        let attempt = match session == self.whole.session {
            true => SessionAttempt::Cohort,
            false => SessionAttempt::Repeat,
        };
        let elsewhere = self.whole.contracts.iter().filter(|one| self.judged_at(one, sessions) != session);
        let judged_elsewhere: Vec<ContractId> = elsewhere.map(|one| one.id).collect();
        LearnerFacts { session, attempt, judged_elsewhere, ..self.whole.clone() }
    }

    /// The learner at a session they go on after with the same training.
    fn gone_on_with(&self, session: i32, sessions: &[i32]) -> LearnerFacts {
        let ends_on = self.ends_on(session);
        let mut learner = self.followed(session, sessions);
        learner.contracts.retain(|one| one.span.starts_on <= ends_on);
        LearnerFacts {
            course: Course { ends_on, ..self.whole.course },
            excluded_on: None,
            later: vec![add_days(ends_on, 1)],
            goes_on: true,
            answers: BTreeMap::new(),
            ..learner
        }
    }

    /// The learner at a session they only sit the exam of.
    fn exam_alone(&self, session: i32, exam: Option<ExamFacts>) -> LearnerFacts {
        LearnerFacts {
            session,
            attempt: SessionAttempt::ExamAlone,
            excluded_on: None,
            contracts: Vec::new(),
            later: Vec::new(),
            goes_on: false,
            exam,
            answers: BTreeMap::new(),
            ..self.whole.clone()
        }
    }

    /// The session a contract counts at, of those of which it began before the training ended: that of the year it was to end,
    /// else the first.
    fn judged_at(&self, contract: &CountedContract, sessions: &[i32]) -> i32 {
        let begun = |session: &&i32| contract.span.starts_on <= self.ends_on(**session);
        let year = contract.span.ends_on.map(|on| on.year());
        let in_its_year = sessions.iter().filter(begun).find(|session| Some(**session) == year);
        let found = in_its_year.or_else(|| sessions.iter().find(begun)).or(sessions.last());
        found.copied().unwrap_or(self.whole.session)
    }
}
