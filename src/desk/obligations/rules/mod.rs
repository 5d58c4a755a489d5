//! From facts to what is due. Pure: no database, no clock; the same facts always give the same list.

pub mod book;
mod calls;
mod clearing;
mod cohorts;
mod complaints;
mod contracts;
mod counting;
mod deadlines;
mod difficulties;
mod documents;
mod exams;
mod referents;
mod registrations;
mod reports;
mod ruptures;
mod settling;
mod standing;
mod stays;
mod visits;
mod windows;
mod words;

pub use book::RULES;
pub use clearing::{Clears, ObligationSubject, clears_with};
pub use counting::{GivenUp, Open, changes};
pub use deadlines::{AFTER_RUPTURE, FREE_RUPTURE};
pub use settling::{check_open, check_snooze, check_words};
pub use standing::{Days, consequence, rule_of, state_on};
pub use windows::DASHBOARD;
pub use words::sentence;

use super::gathering::{ApprenticeFile, CohortFile, SiteFile};
use super::model::Derived;
use crate::law::figures::{LEAST_CONSEQUENCE, Law};

/// Everything due, done or lapsed in the file of an apprentice, in a stable order.
pub fn derive(file: &ApprenticeFile, law: &Law) -> Vec<Derived> {
    let mut all = Vec::new();
    for training in &file.trainings {
        all.extend(windows::of(file, training, law));
        all.extend(windows::of_dashboard(file, training, law));
        all.extend(stays::of(file, training, law));
        all.extend(documents::of(file, training, law));
        all.extend(visits::to_plan(file, training, law));
        all.extend(exams::of(file, training, law));
        all.extend(referents::of(file, training, law));
    }
    for contract_file in &file.contracts {
        all.extend(contracts::of(file, contract_file, law));
        all.extend(deadlines::of(file, contract_file, law));
        all.extend(ruptures::of(file, contract_file, law));
    }
    all.extend(visits::to_hold(file));
    all.extend(reports::of(file, law));
    all.extend(calls::of(file, law));
    all.extend(difficulties::of(file, law));
    in_order(all, law)
}

/// Everything due, done or lapsed for a whole cohort.
pub fn derive_cohort(file: &CohortFile, law: &Law) -> Vec<Derived> {
    let mut all = cohorts::of(file, law);
    all.extend(registrations::of(file, law));
    in_order(all, law)
}

/// Everything due or done of a site itself.
pub fn derive_site(file: &SiteFile, law: &Law) -> Vec<Derived> {
    in_order(complaints::of(file, law), law)
}

fn in_order(mut all: Vec<Derived>, law: &Law) -> Vec<Derived> {
    for one in &mut all {
        let lost = consequence(one.kind, &one.step, one.due_on, law);
        one.consequence = lost.map_or(LEAST_CONSEQUENCE, |lost| lost.class);
    }
    all.sort_by_cached_key(|one| (one.due_on, one.id()));
    all.dedup_by_key(|one| one.id());
    all
}

#[cfg(test)]
mod tests;
