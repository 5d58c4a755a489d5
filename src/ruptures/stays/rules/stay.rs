//! The periods of a training without a contract, and the right to stay during each of them. Calendar months: the law.
//!
//! Source: Code du travail, art. L6222-12-1 (from the person's own entry), L6222-18-2, L6225-3-1 and L6225-7 (after a
//! rupture); read 29/11/2026.

use chrono::NaiveDate;

use crate::ids::ContractId;
use crate::law::calendar::add_days;
use crate::law::figures::Law;
use crate::people::apprentices::model::{EnrolmentInCohort, SignedContractDates};
use crate::people::apprentices::rules::status::{
    Course, right_after_rupture_until, right_without_contract_until,
};
use crate::text_enum;

text_enum!(
    /// How a stay without a contract began.
    StayKind {
        /// With the training, before any contract.
        CycleStart = "cycle_start" => "Entrée en formation sans contrat" / "Entry without a contract",
        /// With the rupture of a contract.
        AfterRupture = "after_rupture" => "Après une rupture" / "After a rupture",
        /// With the agreed end of a contract, before that of the training: no text gives a right then.
        AfterTerm = "after_term" => "Après le terme d'un contrat" / "After the term of a contract",
    }
);

text_enum!(
    /// Where a stay without a contract stands on a day.
    StayState {
        /// It has not begun.
        Upcoming = "upcoming" => "À venir" / "Upcoming",
        /// The right runs.
        Running = "running" => "En cours" / "Running",
        /// A contract took over.
        TakenOver = "taken_over" => "Nouveau contrat" / "A contract took over",
        /// The months are over.
        RanOut = "ran_out" => "Droit épuisé" / "The months are over",
        /// An exclusion ended it.
        Excluded = "excluded" => "Exclusion" / "Excluded",
        /// The training is over.
        Finished = "finished" => "Formation terminée" / "The training is over",
        /// The ground of the rupture leaves no right.
        WithoutRight = "without_right" => "Aucun droit de rester" / "No right to stay",
    }
);

/// A signed contract, as stays read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServedContract {
    pub id: ContractId,
    pub starts_on: NaiveDate,
    /// Last day really under contract.
    pub last_day: NaiveDate,
    /// First day without it, when it was broken.
    pub broken_on: Option<NaiveDate>,
    /// Code of the ground of its rupture.
    pub ground: Option<String>,
}

impl From<&SignedContractDates> for ServedContract {
    fn from(row: &SignedContractDates) -> Self {
        Self {
            id: row.id,
            starts_on: row.starts_on,
            last_day: row.closed_on.unwrap_or(row.ends_on),
            broken_on: row.broken_on(),
            ground: row.rupture_ground.clone(),
        }
    }
}

/// A period of a training without a contract, and the right to stay in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stay {
    pub kind: StayKind,
    /// Contract before it.
    pub contract_id: Option<ContractId>,
    /// Code of the ground of that rupture.
    pub ground: Option<String>,
    pub from_on: NaiveDate,
    /// Last day of the months the law gives; none when the ground leaves no right.
    pub until_on: Option<NaiveDate>,
    /// First day of the contract that took over, known so far.
    pub taken_over_on: Option<NaiveDate>,
    /// First day of an exclusion.
    pub excluded_on: Option<NaiveDate>,
    /// Last day of the training.
    pub training_ends_on: NaiveDate,
}

impl Stay {
    /// Last day really spent with the right, as far as the facts known tell; none without a right.
    pub fn last_day(&self) -> Option<NaiveDate> {
        let eve = |day: Option<NaiveDate>| day.map_or(NaiveDate::MAX, |day| add_days(day, -1));
        let until = self.until_on?.min(self.training_ends_on);
        Some(until.min(eve(self.taken_over_on)).min(eve(self.excluded_on)))
    }

    /// Where it stands on a day.
    pub fn state_on(&self, as_of: NaiveDate) -> StayState {
        let reached = |day: Option<NaiveDate>| day.is_some_and(|day| day <= as_of);
        let Some(until_on) = self.until_on else { return StayState::WithoutRight };
        match () {
            () if as_of < self.from_on => StayState::Upcoming,
            () if reached(self.taken_over_on.filter(|on| *on <= add_days(until_on, 1))) => {
                StayState::TakenOver
            }
            () if reached(self.excluded_on.filter(|on| *on <= until_on)) => StayState::Excluded,
            () if as_of > until_on => StayState::RanOut,
            () if as_of > self.training_ends_on => StayState::Finished,
            () => StayState::Running,
        }
    }

    /// Days left from a day on, that day counted: none when the right does not run.
    pub fn days_left(&self, as_of: NaiveDate) -> Option<i64> {
        let running = self.state_on(as_of) == StayState::Running;
        let last = self.last_day().filter(|_| running)?;
        Some(last.signed_duration_since(as_of).num_days() + 1)
    }
}

/// Every stay of a training, in order: before the first contract, and after each rupture that no other contract covers.
pub fn stays_of(
    course: Course,
    contracts: &[ServedContract],
    excluded_on: Option<NaiveDate>,
    law: &Law,
) -> Vec<Stay> {
    let served: Vec<&ServedContract> = contracts.iter().filter(|one| one.last_day >= one.starts_on).collect();
    let next_from = |day: NaiveDate| served.iter().map(|one| one.starts_on).filter(|on| *on >= day).min();
    let covered = |day: NaiveDate| served.iter().any(|one| one.starts_on <= day && day <= one.last_day);
    let stay = |kind, contract: Option<&ServedContract>, from_on, until_on| Stay {
        kind,
        contract_id: contract.map(|one| one.id),
        ground: contract.and_then(|one| one.ground.clone()),
        from_on,
        until_on,
        taken_over_on: next_from(from_on),
        excluded_on: excluded_on.filter(|on| *on >= from_on),
        training_ends_on: course.ends_on,
    };
    let first = served.iter().map(|one| one.starts_on).min();
    let at_the_start = first.is_none_or(|on| on > course.starts_on).then(|| {
        let until = right_without_contract_until(course.starts_on, law);
        stay(StayKind::CycleStart, None, course.starts_on, Some(until))
    });
    let broken = served.iter().filter_map(|one| Some((*one, one.broken_on?)));
    let after = broken.filter(|(_, on)| !covered(*on) && *on <= course.ends_on).map(|(contract, on)| {
        let keeps = |ground: &String| law.ruptures.on(on).keeps_training(ground);
        let stays = contract.ground.as_ref().is_none_or(keeps) && excluded_on.is_none_or(|day| day > on);
        stay(StayKind::AfterRupture, Some(contract), on, stays.then(|| right_after_rupture_until(on, law)))
    });
    let mut all: Vec<Stay> = at_the_start.into_iter().chain(after).collect();
    all.sort_by_key(|stay| stay.from_on);
    all
}

/// How somebody comes to be without a contract on a day: the last stay begun, or the term of a contract reached since.
pub fn stay_begun(
    course: Course,
    contracts: &[ServedContract],
    excluded_on: Option<NaiveDate>,
    (as_of, law): (NaiveDate, &Law),
) -> Option<Stay> {
    let all = stays_of(course, contracts, excluded_on, law);
    let begun = all.into_iter().rfind(|stay| stay.from_on <= as_of);
    let over = contracts.iter().filter(|one| one.last_day >= one.starts_on && one.last_day < as_of);
    let last = over.max_by_key(|one| one.last_day).filter(|one| one.broken_on.is_none());
    let since = last.map(|one| (one, add_days(one.last_day, 1))).filter(|(_, on)| *on <= course.ends_on);
    let Some((contract, from_on)) =
        since.filter(|(_, on)| begun.as_ref().is_none_or(|stay| stay.from_on < *on))
    else {
        return begun;
    };
    let later = contracts.iter().map(|one| one.starts_on).filter(|on| *on >= from_on);
    Some(Stay {
        kind: StayKind::AfterTerm,
        contract_id: Some(contract.id),
        ground: None,
        from_on,
        until_on: None,
        taken_over_on: later.min(),
        excluded_on: excluded_on.filter(|on| *on >= from_on),
        training_ends_on: course.ends_on,
    })
}

/// The stays of an enrolment.
pub fn stays_of_enrolment(
    row: &EnrolmentInCohort,
    contracts: &[SignedContractDates],
    law: &Law,
) -> Vec<Stay> {
    let served: Vec<ServedContract> = contracts.iter().map(ServedContract::from).collect();
    stays_of(row.entry().course(), &served, row.enrolment.facts.excluded_on, law)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn cohort() -> Course {
        Course { starts_on: day("2025-08-25"), ends_on: day("2027-08-24") }
    }

    fn served(starts_on: &str, broken: Option<(&str, &str)>) -> ServedContract {
        let broken_on = broken.map(|(on, _)| day(on));
        ServedContract {
            id: ContractId::new(),
            starts_on: day(starts_on),
            last_day: broken_on.map_or(day("2027-08-24"), |on| add_days(on, -1)),
            broken_on,
            ground: broken.map(|(_, ground)| ground.to_owned()),
        }
    }

    fn stays(contracts: &[ServedContract], excluded_on: Option<&str>) -> Vec<Stay> {
        stays_of(cohort(), contracts, excluded_on.map(day), &Law::embedded().unwrap())
    }

    #[test]
    fn the_term_of_a_contract_leaves_nobody_in_an_older_stay() {
        let law = Law::embedded().unwrap();
        let term = ServedContract { last_day: day("2026-08-31"), ..served("2025-09-01", None) };
        let begun = |as_of: &str, contracts: &[ServedContract]| {
            let stay = stay_begun(cohort(), contracts, None, (day(as_of), &law))?;
            Some((stay.kind, stay.from_on, stay.until_on, stay.state_on(day(as_of)), stay.taken_over_on))
        };
        let since = (StayKind::AfterTerm, day("2026-09-01"), None, StayState::WithoutRight, None);
        assert_eq!(begun("2026-11-30", std::slice::from_ref(&term)), Some(since));
        let next = ServedContract { last_day: day("2027-08-24"), ..served("2027-01-04", None) };
        let taken = (since.0, since.1, since.2, since.3, Some(day("2027-01-04")));
        assert_eq!(begun("2026-11-30", &[term, next]), Some(taken));
        let whole = ServedContract { last_day: day("2026-08-31"), ..served("2025-08-25", None) };
        assert_eq!(begun("2026-11-30", std::slice::from_ref(&whole)), Some(since), "no stay was before it");
        let broken = served("2025-08-25", Some(("2026-02-10", "mutual_agreement")));
        let kind = begun("2026-03-01", std::slice::from_ref(&broken)).unwrap().0;
        assert_eq!(kind, StayKind::AfterRupture);
        assert_eq!(begun("2026-02-09", &[broken]), None);
        assert_eq!(begun("2027-09-01", &[served("2025-08-25", None)]), None, "the training is over too");
    }

    #[test]
    fn three_calendar_months_at_the_start_from_the_own_entry() {
        let all = stays(&[], None);
        let stay = &all[0];
        assert_eq!(all.len(), 1);
        assert_eq!((stay.from_on, stay.until_on), (day("2025-08-25"), Some(day("2025-11-25"))));
        for (as_of, state, left) in [
            ("2025-08-24", StayState::Upcoming, None),
            ("2025-08-25", StayState::Running, Some(93)),
            ("2025-11-24", StayState::Running, Some(2)),
            ("2025-11-25", StayState::Running, Some(1)),
            ("2025-11-26", StayState::RanOut, None),
        ] {
            assert_eq!((stay.state_on(day(as_of)), stay.days_left(day(as_of))), (state, left), "{as_of}");
        }
        let law = Law::embedded().unwrap();
        let late = Course { starts_on: day("2025-10-15"), ..cohort() };
        assert_eq!(stays_of(late, &[], None, &law)[0].until_on, Some(day("2026-01-15")));
        let august = Course { starts_on: day("2025-08-31"), ..cohort() };
        assert_eq!(stays_of(august, &[], None, &law)[0].until_on, Some(day("2025-11-30")), "clamped");
    }

    #[test]
    fn six_calendar_months_after_a_rupture_until_something_ends_them() {
        let broken = served("2025-08-25", Some(("2026-02-10", "mutual_agreement")));
        let until = |stays: &[Stay]| (stays[0].until_on.unwrap(), stays[0].last_day().unwrap());
        let alone = stays(std::slice::from_ref(&broken), None);
        assert_eq!(alone.len(), 1, "a contract from the first day: no stay before it");
        assert_eq!(until(&alone), (day("2026-08-10"), day("2026-08-10")));
        for (as_of, state) in [
            ("2026-02-09", StayState::Upcoming),
            ("2026-02-10", StayState::Running),
            ("2026-08-09", StayState::Running),
            ("2026-08-10", StayState::Running),
            ("2026-08-11", StayState::RanOut),
        ] {
            assert_eq!(alone[0].state_on(day(as_of)), state, "{as_of}");
        }
        let next = stays(&[broken.clone(), served("2026-07-01", None)], None);
        assert_eq!(next[0].state_on(day("2026-06-30")), StayState::Running);
        assert_eq!(next[0].state_on(day("2026-07-01")), StayState::TakenOver);
        assert_eq!(next[0].days_left(day("2026-06-30")), Some(1));
        let too_late = stays(&[broken.clone(), served("2026-10-01", None)], None);
        assert_eq!(too_late[0].state_on(day("2026-10-01")), StayState::RanOut, "the right was over before");
        let excluded = stays(std::slice::from_ref(&broken), Some("2026-05-01"));
        assert_eq!(until(&excluded), (day("2026-08-10"), day("2026-04-30")));
        assert_eq!(excluded[0].state_on(day("2026-05-01")), StayState::Excluded);
    }

    #[test]
    fn some_grounds_leave_no_right_and_a_contract_that_follows_at_once_no_stay() {
        for ground in ["cfa_exclusion", "diploma_obtained", "apprentice_death"] {
            let one = stays(&[served("2025-08-25", Some(("2026-02-10", ground)))], None);
            assert_eq!(one[0].until_on, None, "{ground}");
            assert_eq!(one[0].state_on(day("2026-03-01")), StayState::WithoutRight, "{ground}");
        }
        let broken = served("2025-08-25", Some(("2026-02-10", "mutual_agreement")));
        assert_eq!(stays(&[broken.clone(), served("2026-02-10", None)], None), []);
        let excluded = stays(&[broken], Some("2026-02-10"));
        assert_eq!(excluded[0].until_on, None, "at the centre that excluded them");
        let both = stays(&[served("2025-10-01", Some(("2026-02-10", "resignation")))], None);
        let kinds: Vec<_> = both.iter().map(|stay| stay.kind).collect();
        assert_eq!(kinds, [StayKind::CycleStart, StayKind::AfterRupture]);
        assert_eq!(both[0].taken_over_on, Some(day("2025-10-01")));
    }
}
