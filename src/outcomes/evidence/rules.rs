//! What the counts of an indicator come to.

use crate::rules;
use crate::text_enum;

rules! {
    /// A period ends after it begins, and has begun.
    PERIOD_IN_ORDER = error "quality_evidence.period", "Règle du site";
        "Une période finit après avoir commencé, et a commencé." / "A period ends after it begins, and has begun.";
}

text_enum!(
    /// What the base shows of an indicator.
    EvidenceState {
        /// There is something, and nothing is missing.
        Shown = "shown" => "Montré" / "Shown",
        /// There is something, and something is missing.
        WithGaps = "with_gaps" => "Montré, avec des manques" / "Shown, with gaps",
        /// There is nothing.
        Missing = "missing" => "Rien à montrer" / "Nothing to show",
        /// Nothing kept here evidences it.
        Elsewhere = "elsewhere" => "À montrer autrement" / "To be shown otherwise",
    }
);

/// How many facts evidence something, and how many are missing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EvidenceCount {
    pub facts: i64,
    pub gaps: i64,
}

/// What the counts of an indicator come to.
pub fn state_of(counts: &[EvidenceCount]) -> EvidenceState {
    if counts.is_empty() {
        return EvidenceState::Elsewhere;
    }
    match (counts.iter().any(|one| one.facts > 0), counts.iter().any(|one| one.gaps > 0 || one.facts == 0)) {
        (false, _) => EvidenceState::Missing,
        (true, true) => EvidenceState::WithGaps,
        (true, false) => EvidenceState::Shown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_indicator_is_shown_when_nothing_that_evidences_it_is_missing() {
        let count = |facts, gaps| EvidenceCount { facts, gaps };
        for (counts, state) in [
            (vec![], EvidenceState::Elsewhere),
            (vec![count(0, 0)], EvidenceState::Missing),
            (vec![count(0, 3)], EvidenceState::Missing),
            (vec![count(4, 0)], EvidenceState::Shown),
            (vec![count(4, 1)], EvidenceState::WithGaps),
            (vec![count(4, 0), count(0, 0)], EvidenceState::WithGaps),
        ] {
            assert_eq!(state_of(&counts), state, "{counts:?}");
        }
    }
}
