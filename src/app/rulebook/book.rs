//! Every rule of every room, in the order of the house.

use crate::catalogue::code_lists;
use crate::catalogue::cohorts;
use crate::contracts::agreements;
use crate::contracts::amendments;
use crate::contracts::milestones;
use crate::contracts::pay;
use crate::contracts::tutorships::{self, derogations};
use crate::desk::digests;
use crate::desk::links;
use crate::desk::obligations;
use crate::exchange::exports;
use crate::exchange::imports;
use crate::exchange::sheets;
use crate::follow_up::phone_contacts;
use crate::follow_up::visits::{self, plans};
use crate::law::deadlines;
use crate::law::findings::Rule;
use crate::learning::mock_exams;
use crate::people::apprentices;
use crate::people::employers;
use crate::people::referents;
use crate::presence::absences;
use crate::presence::calendars;
use crate::ruptures::declarations;
use crate::trust::access;
use crate::trust::accounts;
use crate::trust::credentials;
use crate::trust::mails;

/// The rooms that declare rules, each with its own.
pub const BOOK: &[(&str, &[Rule])] = &[
    ("access", access::RULES),
    ("signin", credentials::passwords::RULES),
    ("reference", code_lists::rules::RULES),
    ("deadlines", deadlines::RULES),
    ("accounts", accounts::rules::RULES),
    ("mails", mails::rules::RULES),
    ("catalogue", cohorts::rules::RULES),
    ("employers", employers::rules::RULES),
    ("apprentices", apprentices::rules::book::RULES),
    ("pay", pay::rules::RULES),
    ("contracts", agreements::rules::RULES),
    ("ceiling_derogations", derogations::rules::RULES),
    ("tutorships", tutorships::rules::RULES),
    ("alternation", calendars::rules::RULES),
    ("referents", referents::rules::RULES),
    ("absences", absences::rules::RULES),
    ("visits", visits::rules::book::RULES),
    ("phone_contacts", phone_contacts::rules::RULES),
    ("mock_exams", mock_exams::rules::book::RULES),
    ("visit_plans", plans::rules::RULES),
    ("openings", cohorts::rules::opening::RULES),
    ("amendments", amendments::rules::terms::RULES),
    ("ruptures", declarations::rules::book::RULES),
    ("milestones", milestones::rules::RULES),
    ("obligations", obligations::rules::RULES),
    ("sheets", sheets::cells::rules::RULES),
    ("sheets", sheets::reading::rules::RULES),
    ("exports", exports::rules::RULES),
    ("imports", imports::rules::RULES),
    ("digests", digests::rules::RULES),
    ("links", links::rules::RULES),
];

/// Every rule with the room that declares it.
pub fn rules() -> impl Iterator<Item = (&'static str, &'static Rule)> {
    BOOK.iter().flat_map(|(room, rules)| rules.iter().map(move |rule| (*room, rule)))
}

/// The rule of a code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    rules().map(|(_, rule)| rule).find(|rule| rule.code == code)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_rule_has_its_own_code_two_sentences_and_a_source() {
        let mut codes = HashSet::new();
        for (room, rule) in rules() {
            let code = rule.code;
            assert!(codes.insert(code), "{code} is declared twice");
            assert!(code.split_once('.').is_some_and(|(noun, _)| !noun.is_empty()), "{room}: {code}");
            for (sentence, end) in [(rule.fr, '.'), (rule.en, '.')] {
                assert!(sentence.ends_with(end) && sentence.len() > 15, "{code}: {sentence}");
            }
            assert_ne!(rule.fr, rule.en, "{code}");
            assert!(rule.source.len() > 5, "{code} without a source");
        }
        assert!(rule("site.fixed").is_some() && rule("site.unfixed").is_none());
    }
}
