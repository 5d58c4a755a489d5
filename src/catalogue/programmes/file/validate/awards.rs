//! Rules of how an exam is awarded: marks within twenty, orals about general units that receive a mark.

use super::super::fault::Faults;
use super::super::{CatchUpRule, Certainty, ExamRegulation, SubjectKind};
use crate::say;

/// The highest mark, in hundredths.
const FULL_MARK: i64 = 2000;

impl Faults {
    /// Checks what a regulation says of the award and of the catch-up orals.
    pub(super) fn check_award(&mut self, at: &str, regulation: &ExamRegulation) {
        if let Some(award) = &regulation.award {
            let at = format!("{at}.award");
            self.require_between(
                format!("{at}.pass_mark_hundredths"),
                award.pass_mark_hundredths,
                1,
                FULL_MARK,
            );
            for (field, mark) in [
                ("optional_threshold_hundredths", award.optional_threshold_hundredths),
                ("kept_from_hundredths", award.kept_from_hundredths),
            ] {
                self.require_between(format!("{at}.{field}"), mark, 0, FULL_MARK);
            }
            self.require_between(format!("{at}.kept_years"), award.kept_years, 1, 20);
        }
        if let Some(rule) = &regulation.catch_up_oral {
            self.require(regulation.award.is_some(), format!("{at}.catch_up_oral"), || {
                say!(
                    "des épreuves de contrôle rattrapent une moyenne : écrivez aussi award",
                    "catch-up orals make up for a mean: write award too"
                )
            });
            self.check_catch_up(&format!("{at}.catch_up_oral"), regulation, rule);
        }
    }

    fn check_catch_up(&mut self, at: &str, regulation: &ExamRegulation, rule: &CatchUpRule) {
        for (field, mark) in [
            ("overall_from_hundredths", rule.overall_from_hundredths),
            ("professional_from_hundredths", rule.professional_from_hundredths),
        ] {
            self.require_between(format!("{at}.{field}"), mark, 0, FULL_MARK);
        }
        if let Some(session) = rule.first_session {
            self.require_between(format!("{at}.first_session"), session, 1990, 2100);
        }
        let unverified = rule.certainty == Certainty::Unverified;
        self.require_reason(format!("{at}.note"), unverified, rule.note.as_deref());
        let orals = i64::try_from(rule.orals.len()).unwrap_or(i64::MAX);
        self.require_between(format!("{at}.orals"), orals, 1, 8);
        self.require_between(format!("{at}.chosen"), rule.chosen, 1, orals.clamp(1, 3));
        for (rank, oral) in rule.orals.iter().enumerate() {
            let units = i64::try_from(oral.units.len()).unwrap_or(i64::MAX);
            self.require_between(format!("{at}.orals[{rank}].units"), units, 1, 4);
            for (place, code) in oral.units.iter().enumerate() {
                self.require_general(&format!("{at}.orals[{rank}].units[{place}]"), regulation, code);
            }
        }
        let named = rule.orals.iter().enumerate().flat_map(|(rank, oral)| {
            let path = move |place| format!("{at}.orals[{rank}].units[{place}]");
            oral.units.iter().enumerate().map(move |(place, code)| (path(place), code.as_str()))
        });
        self.unique(("code d'épreuve", "unit code"), named);
    }

    fn require_general(&mut self, at: &str, regulation: &ExamRegulation, code: &str) {
        let general = |unit: &&super::super::ExamUnit| unit.kind == SubjectKind::General && !unit.optional;
        let known: Vec<&str> =
            regulation.leaves().into_iter().filter(general).map(|unit| unit.code.as_str()).collect();
        self.require(known.contains(&code), at, || {
            let known = known.join(", ");
            say!(
                "{code:?} n'est pas une épreuve générale obligatoire qui reçoit une note : {known}",
                "{code:?} is no compulsory general unit that receives a mark: known: {known}"
            )
        });
    }
}
