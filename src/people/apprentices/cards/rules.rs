//! What a card says on a day: status, the contract that counts, who answers for whom. Pure, as of any day.

use chrono::{Datelike, NaiveDate};

use super::model::{Card, CardContract, CardEmployer, CardFacts, CardReferent, CardTutor};
use crate::ids::{ContractId, TutorId};
use crate::law::calendar::add_days;
use crate::law::figures::Law;
use crate::people::apprentices::model::{EnrolmentFacts, Phase};
use crate::people::apprentices::rules::entry::Entry;
use crate::people::apprentices::rules::phase::phase_on;
use crate::people::apprentices::rules::status::{ContractSpan, Course, EnrolmentStatus, history, status_on};
use crate::people::duties::{Duty, DutyDays, on_duty};
use crate::trust::access::Following;

impl CardContract {
    /// Last day really under contract.
    pub fn last_day(&self) -> NaiveDate {
        self.closed_on.unwrap_or(self.ends_on)
    }

    /// Where it stands on a day.
    pub fn phase_on(&self, day: NaiveDate) -> Phase {
        phase_on(self.state, (self.starts_on, self.last_day()), day)
    }

    /// Who employs on a day: the first employer before, the last one after.
    pub fn employer_on(&self, day: NaiveDate) -> Option<&CardEmployer> {
        let begun = self.employers.iter().rev().find(|one| one.from_on <= day);
        begun.or_else(|| self.employers.first())
    }

    /// The first tutor on a day: the one to come before, the last one after.
    pub fn tutor_on(&self, day: NaiveDate) -> Option<&CardTutor> {
        let first = || self.tutors.iter().filter(|one| one.rank == 1);
        first().rfind(|one| one.from_on <= day).or_else(|| first().next())
    }

    /// One of its tutors.
    pub fn tutor(&self, id: TutorId) -> Option<&CardTutor> {
        self.tutors.iter().find(|one| one.id == id)
    }

    /// Whether it is within reach of a tutor: they follow it, or are named in it before it is signed.
    pub fn is_followed_by(&self, following: Following) -> bool {
        let mut theirs = self.tutors.iter().filter(|one| one.id == following.tutor);
        match self.state.is_concluded() {
            false => theirs.next().is_some(),
            true => {
                let open = self.closed_on.is_none_or(|on| on >= following.since);
                open && theirs.any(|one| one.to_on >= following.since)
            }
        }
    }
}

impl CardFacts {
    /// The own course of the person through the cohort.
    pub fn course(&self) -> Course {
        let facts = EnrolmentFacts {
            entered_on: self.entered_on,
            expected_ends_on: self.expected_ends_on,
            ..EnrolmentFacts::on(self.enrolled_on)
        };
        Entry::of(&facts, Course { starts_on: self.starts_on, ends_on: self.ends_on }).course()
    }

    /// Its signed contracts, broken ones among them.
    pub fn signed(&self) -> impl Iterator<Item = &CardContract> {
        self.contracts.iter().filter(|one| one.state.is_concluded())
    }

    /// The dates of its signed contracts, as the status rules read them.
    pub fn spans(&self) -> Vec<ContractSpan> {
        self.signed().map(|one| ContractSpan::until(one.starts_on, one.ends_on, one.closed_on)).collect()
    }

    /// The status on a day; none before the first one.
    pub fn status_on(&self, day: NaiveDate, law: &Law) -> Option<EnrolmentStatus> {
        status_on(day, self.course(), &self.spans(), self.excluded_on, law)
    }

    /// The contract that counts on a day, among those a reader sees: the one that runs, else the next one signed, else the
    /// one being prepared, else the last one.
    pub fn contract_on(&self, day: NaiveDate, seen: impl Fn(&CardContract) -> bool) -> Option<&CardContract> {
        let seen = self.contracts.iter().filter(|one| seen(one));
        seen.min_by_key(|one| {
            let (starts, ends) = (one.starts_on.num_days_from_ce(), one.last_day().num_days_from_ce());
            match one.phase_on(day) {
                Phase::Running => (0, -starts),
                Phase::Upcoming => (1, starts),
                Phase::Ready | Phase::Draft => (2, -starts),
                Phase::Ended | Phase::Broken => (3, -ends),
            }
        })
    }

    /// One of its contracts.
    pub fn contract(&self, id: ContractId) -> Option<&CardContract> {
        self.contracts.iter().find(|one| one.id == id)
    }

    /// Who is on duty for the apprentice on a day.
    pub fn referent_on(&self, day: NaiveDate) -> Option<Duty> {
        let days = |one: &CardReferent| DutyDays { kind: one.kind, from_on: one.from_on, to_on: one.to_on };
        on_duty(&self.referents, days, day).map(|one| Duty {
            account_id: one.account_id,
            display_name: one.display_name.clone(),
            kind: one.kind,
            vacant: one.vacant,
        })
    }

    /// The first day after a day on which the status or the phase may differ; the last of all days when none does.
    pub fn changes_after(&self, day: NaiveDate, law: &Law) -> NaiveDate {
        let statuses = history(self.course(), &self.spans(), self.excluded_on, law);
        let phases = self.contracts.iter().flat_map(|one| [one.starts_on, add_days(one.last_day(), 1)]);
        let all = statuses.into_iter().map(|change| change.on).chain(phases);
        all.filter(|on| *on > day).min().unwrap_or(NaiveDate::MAX)
    }
}

/// The card that counts on a day among those of one apprentice: of the training they are in, else of the latest.
pub fn current<'a>(cards: impl IntoIterator<Item = &'a Card>, day: NaiveDate) -> Option<&'a Card> {
    cards.into_iter().max_by_key(|card| {
        let course = card.facts.0.course();
        (course.starts_on <= day && day <= course.ends_on, course.starts_on)
    })
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
