//! What is refused of the exam of a candidate. The jury decides: nothing here computes or contradicts its decision.

use chrono::NaiveDate;

use super::book::{
    ABSENCE_BARS_THE_DIPLOMA, ABSENT_HAS_NO_MARK, AFTER_THE_REGISTRATION, DECISION_HAS_ITS_DAY,
    DIPLOMA_OF_THE_ADMITTED, ORAL_IS_OPEN, SO_MANY_ORALS, TOLD_ONCE_DONE, UNIT_OF_THE_REGULATION,
    WITHDRAWN_HAS_NO_RESULT,
};
use crate::catalogue::programmes::file::{CatchUpRule, ExamRegulation};
use crate::law::calendar::french_day;
use crate::law::findings::Finding;
use crate::outcomes::results::model::{ExamPresence, ExamResultFacts, ExamUnitFacts, JuryDecision};
use crate::say;

/// What is told of a candidate at a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CandidateExam {
    pub facts: ExamResultFacts,
    /// What they have at each unit, in any order.
    pub units: Vec<ExamUnitFacts>,
}

impl CandidateExam {
    /// Whether it says the same as another, in whichever order.
    pub fn says_the_same(&self, other: &Self) -> bool {
        let same = |unit: &ExamUnitFacts| other.units.contains(unit);
        self.facts == other.facts && self.units.len() == other.units.len() && self.units.iter().all(same)
    }
}

/// What an exam is judged by.
#[derive(Debug, Clone, Copy)]
pub struct ExamJudged<'a> {
    /// The regulation sat.
    pub regulation: &'a ExamRegulation,
    /// Year of the session.
    pub session: i32,
    pub today: NaiveDate,
}

impl<'a> ExamJudged<'a> {
    /// Everything to say of an exam, its pointers below a place.
    pub fn findings(&self, exam: &CandidateExam, at: &str) -> Vec<Finding> {
        let mut found = self.of_days(&exam.facts, at);
        found.extend(of_decision(exam, at));
        found.extend(self.of_units(&exam.units, at));
        found.extend(self.of_orals(&exam.units, at));
        found.extend(self.of_admission(exam, at));
        found
    }

    fn of_days(&self, facts: &ExamResultFacts, at: &str) -> Vec<Finding> {
        let registered = facts.registered_on;
        let days = [
            ("registered_on", Some(registered)),
            ("registration_withdrawn_on", facts.registration_withdrawn_on),
            ("decided_on", facts.decided_on),
            ("diploma_on", facts.diploma_on),
        ];
        let told = days.into_iter().filter_map(|(field, day)| Some((field, day?)));
        let told = told.filter_map(|(field, day)| {
            if day > self.today {
                let (jour, today) = (french_day(self.today), self.today);
                let facts = say!("Au plus tard aujourd'hui, le {jour}.", "Today, {today}, at the latest.");
                return Some(TOLD_ONCE_DONE.at(format!("{at}/{field}"), facts));
            }
            (day < registered).then(|| {
                let jour = french_day(registered);
                let facts =
                    say!("Inscription du {jour} : pas avant.", "Registered on {registered}: not before.");
                AFTER_THE_REGISTRATION.at(format!("{at}/{field}"), facts)
            })
        });
        told.collect()
    }

    fn of_units(&self, units: &[ExamUnitFacts], at: &str) -> Vec<Finding> {
        let mut found = Vec::new();
        let leaves = self.regulation.leaves();
        for (place, unit) in units.iter().enumerate() {
            let at = format!("{at}/units/{place}");
            let code = &unit.unit_code;
            if !leaves.iter().any(|leaf| leaf.code == *code) {
                let known = leaves.iter().map(|leaf| leaf.code.as_str()).collect::<Vec<_>>().join(", ");
                let facts = say!("Épreuves du règlement : {known}.", "Units of the regulation: {known}.");
                found.push(UNIT_OF_THE_REGULATION.at(format!("{at}/unit"), facts));
            } else if units[..place].iter().any(|earlier| earlier.unit_code == *code) {
                let facts = say!("{code} est déjà dite plus haut.", "{code} is told above already.");
                found.push(UNIT_OF_THE_REGULATION.at(format!("{at}/unit"), facts));
            }
            if unit.presence != ExamPresence::Present && unit.mark_hundredths.is_some() {
                let facts = say!(
                    "Candidat absent : retirez la note.",
                    "The candidate was absent: take the mark away."
                );
                found.push(ABSENT_HAS_NO_MARK.at(format!("{at}/mark_hundredths"), facts));
            }
        }
        found
    }

    /// The orals of the session; none when it has none.
    fn catch_up(&self) -> Option<&'a CatchUpRule> {
        let rule = self.regulation.catch_up_oral.as_ref()?;
        rule.first_session.is_none_or(|first| first <= self.session).then_some(rule)
    }

    fn of_orals(&self, units: &[ExamUnitFacts], at: &str) -> Vec<Finding> {
        let orals = self.catch_up().map(|rule| rule.orals.as_slice()).unwrap_or_default();
        let oral_of = |code: &str| orals.iter().position(|oral| oral.units.iter().any(|unit| unit == code));
        let mut found = Vec::new();
        let mut sat = Vec::new();
        for (place, unit) in units.iter().enumerate().filter(|(_, unit)| unit.catch_up_hundredths.is_some()) {
            let field = format!("{at}/units/{place}/catch_up_hundredths");
            match oral_of(&unit.unit_code).filter(|_| unit.presence != ExamPresence::Absent) {
                Some(oral) if sat.contains(&oral) => {}
                Some(oral) => sat.push(oral),
                None => found.push(ORAL_IS_OPEN.at(field, self.open_orals())),
            }
        }
        let chosen = self.catch_up().map_or(0, |rule| usize::from(rule.chosen));
        if sat.len() > chosen {
            let count = sat.len();
            let facts = say!(
                "{count} épreuves de contrôle : {chosen} au plus.",
                "{count} catch-up orals: {chosen} at most."
            );
            found.push(SO_MANY_ORALS.at(format!("{at}/units"), facts));
        }
        found
    }

    fn open_orals(&self) -> crate::platform::text::Sentence {
        let orals = self.catch_up().map(|rule| rule.orals.as_slice()).unwrap_or_default();
        let known: Vec<&str> = orals.iter().flat_map(|oral| &oral.units).map(String::as_str).collect();
        let (known, session) = (known.join(", "), self.session);
        match known.is_empty() {
            true => say!(
                "La session {session} n'a pas d'épreuves de contrôle.",
                "The session {session} has no catch-up orals."
            ),
            false => say!(
                "Épreuves ouvertes au contrôle, sauf absence non justifiée : {known}.",
                "Units open to a catch-up oral, but for an unjustified absence: {known}."
            ),
        }
    }

    /// An unjustified absence beside an admission is told, and may stand: the jury decides.
    fn of_admission(&self, exam: &CandidateExam, at: &str) -> Option<Finding> {
        if exam.facts.decision != Some(JuryDecision::Admitted) {
            return None;
        }
        let compulsory = |code: &str| self.regulation.unit(code).is_some_and(|unit| !unit.optional);
        let mut absences = exam.units.iter().filter(|unit| unit.presence == ExamPresence::Absent);
        let code = &absences.find(|unit| compulsory(&unit.unit_code))?.unit_code;
        let facts = say!(
            "Absent à {code} sans justification, et pourtant admis : vérifiez.",
            "Absent from {code} without justification, and admitted all the same: check."
        );
        Some(ABSENCE_BARS_THE_DIPLOMA.at(format!("{at}/decision"), facts))
    }
}

fn of_decision(exam: &CandidateExam, at: &str) -> Vec<Finding> {
    let facts = &exam.facts;
    let mut found = Vec::new();
    if facts.decision.is_some() != facts.decided_on.is_some() {
        let told = say!("Donnez decision et decided_on ensemble.", "Give decision and decided_on together.");
        found.push(DECISION_HAS_ITS_DAY.at(format!("{at}/decided_on"), told));
    }
    let admitted = facts.decision == Some(JuryDecision::Admitted);
    if facts.diploma_on.is_some_and(|on| !admitted || facts.decided_on.is_some_and(|decided| on < decided)) {
        let told = say!(
            "Seulement d'un candidat admis, à partir du jour de la décision.",
            "Only of a candidate admitted, from the day of the decision on."
        );
        found.push(DIPLOMA_OF_THE_ADMITTED.at(format!("{at}/diploma_on"), told));
    }
    if facts.registration_withdrawn_on.is_some() && (facts.decision.is_some() || !exam.units.is_empty()) {
        let told = say!(
            "Retirez l'abandon, ou les épreuves et la décision.",
            "Take away the withdrawal, or the units and the decision."
        );
        found.push(WITHDRAWN_HAS_NO_RESULT.at(format!("{at}/registration_withdrawn_on"), told));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::programmes::Catalogue;

    const TODAY: &str = "2027-07-12";

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn registered() -> ExamResultFacts {
        ExamResultFacts {
            registered_on: day("2026-11-05"),
            candidate_number: None,
            registration_withdrawn_on: None,
            decision: None,
            decided_on: None,
            decision_reference: None,
            diploma_on: None,
        }
    }

    fn unit(code: &str, presence: ExamPresence, marks: (Option<i32>, Option<i32>)) -> ExamUnitFacts {
        let (mark_hundredths, catch_up_hundredths) = marks;
        ExamUnitFacts { unit_code: code.to_owned(), presence, mark_hundredths, catch_up_hundredths }
    }

    fn codes(session: i32, regulation: &str, exam: &CandidateExam) -> Vec<(String, &'static str)> {
        let catalogue = Catalogue::embedded().unwrap();
        let regulation = catalogue.programme("bts-mco").unwrap().regulation(regulation).unwrap();
        let judged = ExamJudged { regulation, session, today: day(TODAY) };
        let found = judged.findings(exam, "");
        found.into_iter().map(|one| (one.pointer.into_owned(), one.code)).collect()
    }

    fn of(facts: ExamResultFacts, units: Vec<ExamUnitFacts>) -> Vec<(String, &'static str)> {
        codes(2027, "mco-2024", &CandidateExam { facts, units })
    }

    fn refused(pointer: &str, code: &'static str) -> Vec<(String, &'static str)> {
        vec![(pointer.to_owned(), code)]
    }

    #[test]
    fn days_follow_one_another_and_none_is_to_come() {
        let late = ExamResultFacts { registered_on: day("2027-07-13"), ..registered() };
        assert_eq!(of(late, vec![]), refused("/registered_on", "exam_result.day_to_come"));
        let decided = |on: &str| ExamResultFacts {
            decision: Some(JuryDecision::Admitted),
            decided_on: Some(day(on)),
            ..registered()
        };
        assert_eq!(of(decided("2027-07-05"), vec![]), []);
        assert_eq!(
            of(decided("2026-11-04"), vec![]),
            refused("/decided_on", "exam_result.before_registration")
        );
        let undated = ExamResultFacts { decided_on: None, ..decided("2027-07-05") };
        assert_eq!(of(undated, vec![]), refused("/decided_on", "exam_result.decision_without_day"));
        for (decision, on, expected) in [
            (JuryDecision::Admitted, "2027-07-05", false),
            (JuryDecision::Admitted, "2027-07-04", true),
            (JuryDecision::Refused, "2027-07-05", true),
            (JuryDecision::CalledToCatchUp, "2027-07-05", true),
        ] {
            let facts = ExamResultFacts {
                decision: Some(decision),
                diploma_on: Some(day(on)),
                ..decided("2027-07-05")
            };
            let expected =
                if expected { refused("/diploma_on", "exam_result.diploma_not_admitted") } else { vec![] };
            assert_eq!(of(facts, vec![]), expected, "{decision:?} {on}");
        }
    }

    #[test]
    fn absent_is_not_zero_and_force_majeure_is_not_absent() {
        use ExamPresence::{Absent, AbsentJustified, Present};
        for (presence, mark, fault) in [
            (Present, Some(0), false),
            (Present, None, false),
            (Absent, Some(0), true),
            (AbsentJustified, Some(0), true),
            (Absent, None, false),
        ] {
            let found = of(registered(), vec![unit("E5", presence, (mark, None))]);
            let expected = refused("/units/0/mark_hundredths", "exam_result.absent_is_not_zero");
            assert_eq!(found, if fault { expected } else { vec![] }, "{presence:?} {mark:?}");
        }
        let best = |presence, marks| unit("E4", presence, marks).best_hundredths();
        assert_eq!(best(Present, (Some(800), Some(1100))), Some(1100));
        assert_eq!(best(Present, (Some(800), Some(600))), Some(800));
        assert_eq!(best(AbsentJustified, (None, None)), Some(0));
        assert_eq!(best(AbsentJustified, (None, Some(900))), Some(900));
        assert_eq!((best(Absent, (None, None)), best(Present, (None, None))), (None, None));
    }

    #[test]
    fn the_better_mark_is_of_a_unit_open_to_an_oral_and_two_are_chosen() {
        use ExamPresence::{Absent, Present};
        let oral = |code: &str| unit(code, Present, (Some(800), Some(1000)));
        assert_eq!(of(registered(), vec![oral("E1"), oral("E4")]), []);
        assert_eq!(
            of(registered(), vec![oral("E5")]),
            refused("/units/0/catch_up_hundredths", "exam_result.no_catch_up")
        );
        assert_eq!(
            of(registered(), vec![unit("E1", Absent, (None, Some(1000)))]),
            refused("/units/0/catch_up_hundredths", "exam_result.no_catch_up")
        );
        assert_eq!(
            of(registered(), vec![oral("E1"), oral("E4"), oral("E2")]),
            refused("/units", "exam_result.too_many_catch_ups")
        );
        let early = CandidateExam { facts: registered(), units: vec![oral("E1")] };
        assert_eq!(
            codes(2021, "mco-2018", &early),
            refused("/units/0/catch_up_hundredths", "exam_result.no_catch_up")
        );
    }

    #[test]
    fn units_are_those_of_the_regulation_each_once() {
        let present = |code: &str| unit(code, ExamPresence::Present, (None, None));
        assert_eq!(
            of(registered(), vec![present("E41")]),
            refused("/units/0/unit", "exam_result.unit_unknown")
        );
        assert_eq!(
            of(registered(), vec![present("E5"), present("E5")]),
            refused("/units/1/unit", "exam_result.unit_unknown")
        );
    }

    #[test]
    fn an_admission_beside_an_absence_is_told_and_stands() {
        let admitted = ExamResultFacts {
            decision: Some(JuryDecision::Admitted),
            decided_on: Some(day("2027-07-05")),
            ..registered()
        };
        let absent = vec![unit("E5", ExamPresence::Absent, (None, None))];
        assert_eq!(of(admitted, absent), refused("/decision", "exam_result.admitted_though_absent"));
        let gone = ExamResultFacts { registration_withdrawn_on: Some(day("2027-03-01")), ..registered() };
        assert_eq!(of(gone.clone(), vec![]), []);
        let present = vec![unit("E5", ExamPresence::Present, (None, None))];
        assert_eq!(of(gone, present), refused("/registration_withdrawn_on", "exam_result.withdrawn"));
    }
}
