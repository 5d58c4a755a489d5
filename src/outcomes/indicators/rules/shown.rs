//! What may be shown in public of a rate: enough people, and nobody told apart by comparing answers.
//!
//! Answers on groups can be added and subtracted. Whatever is so computed weighs alike the cases that are in exactly the same
//! groups; so nobody is told of by difference as long as each of these classes, over all that was ever published of a rate,
//! is of enough people. A figure that would cut a smaller one is not shown.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use crate::ids::ApprenticeId;
use crate::outcomes::indicators::model::{CaseSide, NoValueReason, RateCase, RateCount};

/// The cases a rate is over, each an enrolment at a session or a contract, with whose it is.
pub type CountedPeople = BTreeMap<Uuid, ApprenticeId>;

/// Whom some cases count.
pub fn counted_people(cases: &[RateCase]) -> CountedPeople {
    let counted = cases.iter().filter(|case| case.standing.side() != CaseSide::Excluded);
    counted.map(|case| (case.key(), case.apprentice)).collect()
}

/// How many people there are in a group.
fn size(people: &BTreeSet<ApprenticeId>) -> u32 {
    u32::try_from(people.len()).unwrap_or(u32::MAX)
}

/// Whether showing a rate over a group, beside those already shown, would tell of fewer people than so many.
pub fn tells_of_few(group: &CountedPeople, published: &[CountedPeople], threshold: u32) -> bool {
    // for each class of cases in the same published groups: who of it is in the new one, and who is not
    let mut classes: BTreeMap<Vec<usize>, [BTreeSet<ApprenticeId>; 2]> = BTreeMap::new();
    let all: CountedPeople =
        published.iter().flatten().chain(group).map(|(case, who)| (*case, *who)).collect();
    for (case, who) in &all {
        let groups = published.iter().enumerate().filter(|(_, group)| group.contains_key(case));
        let class = classes.entry(groups.map(|(rank, _)| rank).collect()).or_default();
        class[usize::from(!group.contains_key(case))].insert(*who);
    }
    classes.into_iter().any(|(groups, [within, without])| {
        let small = |people: &BTreeSet<ApprenticeId>| size(people) < threshold;
        match () {
            () if within.is_empty() => false,
            () if groups.is_empty() => small(&within),
            () => !without.is_empty() && (small(&within) || small(&without)),
        }
    })
}

/// Why a rate is not shown in public, if it is not.
pub fn withheld(
    count: &RateCount,
    group: &CountedPeople,
    published: &[CountedPeople],
    threshold: u32,
) -> Option<NoValueReason> {
    let people: BTreeSet<ApprenticeId> = group.values().copied().collect();
    match count.no_value() {
        Some(reason) => Some(reason),
        None if size(&people) < threshold => Some(NoValueReason::BelowThreshold),
        None if tells_of_few(group, published, threshold) => Some(NoValueReason::DiffersByFew),
        None => None,
    }
}
