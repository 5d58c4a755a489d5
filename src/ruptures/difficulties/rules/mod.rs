//! Pure decisions: what a case may say, when it is closed and opened again.

pub mod book;

use chrono::NaiveDate;

use super::model::{
    CaseVisibility, ClosingFacts, DifficultyClosing, DifficultyFacts, DifficultyOrigin, StepWritten,
};
use crate::contracts::agreements::Contract;
use crate::ids::ContractId;
use crate::law::calendar::french_day;
use crate::law::figures::DifficultyLaw;
use crate::law::findings::Finding;
use crate::platform::text::Sentence;
use crate::say;
use crate::trust::access::Role;

/// Everything the rules say of what is kept of a case; the records it names are judged by whoever looked them up.
pub fn check_facts(facts: &DifficultyFacts, law: &DifficultyLaw, today: NaiveDate) -> Vec<Finding> {
    let mut findings = check_subjects(&facts.subjects, law);
    if facts.opened_on > today {
        let jour = french_day(today);
        findings.push(book::OPENED_BY_TODAY.at(
            "/opened_on",
            say!("Au plus tard aujourd'hui, le {jour}.", "Today, {today}, at the latest."),
        ));
    }
    let misplaced = [
        ("/visit_id", facts.visit_id.is_some() && facts.origin != DifficultyOrigin::Visit),
        ("/phone_contact_id", facts.phone_contact_id.is_some() && facts.origin != DifficultyOrigin::Call),
    ];
    for (pointer, wrong) in misplaced {
        if wrong {
            findings.push(book::RECORD_OF_ORIGIN.at(
                pointer,
                say!(
                    "Ce champ va avec l'origine visit ou call qui lui correspond.",
                    "This field goes with the origin visit or call that matches it."
                ),
            ));
        }
    }
    if facts.shared_with_tutor && facts.contract_id.is_none() {
        findings.push(book::SHARED_UNDER_A_CONTRACT.at(
            "/contract_id",
            say!(
                "Dites de quel contrat il s'agit : ses maîtres d'apprentissage le liront.",
                "Say which contract it is about: its tutors will read it."
            ),
        ));
    }
    findings
}

fn check_subjects(subjects: &[String], law: &DifficultyLaw) -> Vec<Finding> {
    let known = || law.subjects.iter().map(|one| one.code.as_str()).collect::<Vec<_>>().join(", ");
    let unknown = |(place, code): (usize, &String)| {
        let pointer = format!("/subjects/{place}");
        if subjects[..place].contains(code) {
            return Some(book::SUBJECT_ONCE.at(pointer, say!("Il y est déjà.", "It is already there.")));
        }
        law.subject(code).is_none().then(|| {
            let known = known();
            book::SUBJECT_OF_THE_LIST
                .at(pointer, say!("Sujets connus : {known}.", "Known subjects: {known}."))
        })
    };
    subjects.iter().enumerate().filter_map(unknown).collect()
}

/// The contract a case is about, among those of the apprentice within reach: the one named, else the one that runs on its
/// day, else the only one there is.
pub fn contract_of(
    named: Option<ContractId>,
    contracts: &[Contract],
    day: NaiveDate,
) -> Result<Option<ContractId>, Finding> {
    let concluded = || contracts.iter().filter(|contract| contract.state.is_concluded());
    match named {
        Some(named) if concluded().any(|contract| contract.id == named) => Ok(Some(named)),
        Some(_) => Err(book::CONTRACT_OF_THE_APPRENTICE.at(
            "/contract_id",
            say!(
                "Aucun contrat signé de cet apprenti, à votre portée, n'a cet identifiant.",
                "No signed contract of this apprentice within your reach has this id."
            ),
        )),
        None => {
            let runs = |one: &&Contract| one.starts_on <= day && day <= one.effective_ends_on();
            let only = || concluded().next().filter(|_| concluded().count() == 1);
            Ok(concluded().find(runs).or_else(only).map(|contract| contract.id))
        }
    }
}

/// Everything the rules say of a step.
pub fn check_step(step: &StepWritten, today: NaiveDate) -> Vec<Finding> {
    let jour = french_day(today);
    let findings = [
        (step.planned_on.is_none() && step.done_on.is_none()).then(|| {
            let facts = say!("Donnez planned_on ou done_on.", "Give planned_on or done_on.");
            book::STEP_DATED.at("/planned_on", facts)
        }),
        step.done_on.is_some_and(|on| on > today).then(|| {
            let facts = say!("Au plus tard aujourd'hui, le {jour}.", "Today, {today}, at the latest.");
            book::STEP_DONE_ALREADY.at("/done_on", facts)
        }),
        (step.outcome.is_some() && step.done_on.is_none()).then(|| {
            let facts =
                say!("Dites d'abord quel jour elle a eu lieu.", "Say first on which day it took place.");
            book::OUTCOME_ONCE_DONE.at("/outcome", facts)
        }),
    ];
    findings.into_iter().flatten().collect()
}

/// Whether whoever writes a note reads it.
pub fn check_readable(visibility: CaseVisibility, role: Role, pointer: &'static str) -> Option<Finding> {
    (!visibility.is_read_by(role)).then(|| {
        let facts =
            say!("Vous ne pourriez pas relire ce que vous écrivez.", "You could not read what you write.");
        book::AUTHOR_READS_IT.at(pointer, facts)
    })
}

/// The closing that holds, among those of a case.
pub fn standing(closings: &[DifficultyClosing]) -> Option<&DifficultyClosing> {
    closings.iter().find(|closing| closing.reopened_on.is_none())
}

/// Why nothing is written of a case any more: it is closed.
pub fn check_open(closings: &[DifficultyClosing]) -> Option<Finding> {
    let closing = standing(closings)?;
    let (jour, day) = (french_day(closing.facts.closed_on), closing.facts.closed_on);
    Some(book::OPEN_STILL.at(
        "",
        say!(
            "Close le {jour} : rouvrez-la d'abord (POST .../reopening).",
            "Closed on {day}: open it again first (POST .../reopening)."
        ),
    ))
}

/// Everything the rules say of a closing.
pub fn check_closing(closing: &ClosingFacts, opened_on: NaiveDate, today: NaiveDate) -> Option<Finding> {
    let inside = (opened_on..=today).contains(&closing.closed_on);
    let (du, au) = (french_day(opened_on), french_day(today));
    (!inside).then(|| {
        let facts = say!("Entre le {du} et le {au}.", "Between {opened_on} and {today}.");
        book::CLOSED_SINCE.at("/closed_on", facts)
    })
}

/// Why a case is not opened again: it is open.
pub fn check_closed(closings: &[DifficultyClosing]) -> Option<Finding> {
    let rule = &book::CLOSED_BEFORE;
    standing(closings).is_none().then(|| rule.at("", Sentence::new(rule.fr, rule.en)))
}

#[cfg(test)]
mod tests {
    use super::super::model::{DifficultyDecision, DifficultyStepKind};
    use super::*;
    use crate::ids::{DifficultyClosingId, DifficultyId, PhoneContactId};
    use crate::law::figures::Law;
    use crate::trust::journal::AuthorKind;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn facts() -> DifficultyFacts {
        DifficultyFacts {
            contract_id: None,
            origin: DifficultyOrigin::Staff,
            visit_id: None,
            phone_contact_id: None,
            opened_on: day("2026-01-12"),
            subjects: vec!["work_relations".into()],
            shared_with_apprentice: false,
            shared_with_tutor: false,
        }
    }

    #[test]
    fn a_case_says_what_it_is_about_since_when_and_under_which_contract_a_tutor_reads_it() {
        let law = Law::embedded().unwrap();
        let law = law.difficulties.newest();
        let codes = |facts: DifficultyFacts| {
            let found = check_facts(&facts, law, day("2026-01-12"));
            found.into_iter().map(|one| format!("{} {}", one.pointer, one.code)).collect::<Vec<_>>()
        };
        assert!(codes(facts()).is_empty());
        let subjects = vec!["housing".to_owned(), "housing".to_owned(), "nope".to_owned()];
        assert_eq!(
            codes(DifficultyFacts { subjects, ..facts() }),
            ["/subjects/1 difficulty.subject_repeated", "/subjects/2 difficulty.subject_unknown"]
        );
        let later = DifficultyFacts { opened_on: day("2026-01-13"), ..facts() };
        assert_eq!(codes(later), ["/opened_on difficulty.opened_in_future"]);
        let call = DifficultyFacts { phone_contact_id: Some(PhoneContactId::new()), ..facts() };
        assert_eq!(codes(call), ["/phone_contact_id difficulty.record_without_origin"]);
        let shared = DifficultyFacts { shared_with_tutor: true, ..facts() };
        assert_eq!(codes(shared), ["/contract_id difficulty.shared_without_contract"]);
    }

    #[test]
    fn a_step_is_planned_or_done_and_tells_what_came_of_it_once_done() {
        let step = |planned: Option<&str>, done: Option<&str>, outcome: Option<&str>| StepWritten {
            kind: DifficultyStepKind::Mediation,
            planned_on: planned.map(day),
            done_on: done.map(day),
            what: None,
            outcome: outcome.map(str::to_owned),
            visibility: CaseVisibility::Staff,
        };
        let today = day("2026-01-12");
        for (written, expected) in [
            (step(Some("2026-02-01"), None, None), vec![]),
            (step(None, Some("2026-01-12"), Some("Échec")), vec![]),
            (step(None, None, None), vec!["difficulty.step_undated"]),
            (step(None, Some("2026-01-13"), None), vec!["difficulty.step_in_future"]),
            (step(Some("2026-01-12"), None, Some("Échec")), vec!["difficulty.outcome_before_step"]),
        ] {
            let found: Vec<_> = check_step(&written, today).into_iter().map(|one| one.code).collect();
            assert_eq!(found, expected, "{written:?}");
        }
    }

    #[test]
    fn a_case_is_open_until_a_closing_holds() {
        let closing = |reopened: Option<&str>| DifficultyClosing {
            id: DifficultyClosingId::new(),
            difficulty_id: DifficultyId::new(),
            facts: ClosingFacts {
                closed_on: day("2026-01-10"),
                decision: DifficultyDecision::Settled,
                words: "Levée".into(),
                visibility: CaseVisibility::Staff,
            },
            author_kind: AuthorKind::Account,
            author_id: None,
            reopened_on: reopened.map(day),
            reopened_reason: reopened.map(str::to_owned),
        };
        for (closings, open) in [
            (vec![], true),
            (vec![closing(Some("2026-01-11"))], true),
            (vec![closing(Some("2026-01-11")), closing(None)], false),
        ] {
            assert_eq!(check_open(&closings).is_none(), open);
            assert_eq!(check_closed(&closings).is_none(), !open);
        }
        let (opened, today) = (day("2026-01-10"), day("2026-01-10"));
        assert!(check_closing(&closing(None).facts, opened, today).is_none());
        assert!(check_closing(&closing(None).facts, day("2026-01-11"), day("2026-01-12")).is_some());
    }

    #[test]
    fn whoever_writes_reads_it_and_nobody_reads_what_is_for_another() {
        use CaseVisibility as V;
        for role in [Role::Administrator, Role::Manager, Role::Trainer, Role::Tutor, Role::Student] {
            assert!(check_readable(V::usual_of(role), role, "/visibility").is_none(), "{role}");
        }
        for (visibility, tutor, student) in [
            (V::Staff, false, false),
            (V::StaffAndTutor, true, false),
            (V::StaffAndApprentice, false, true),
            (V::AllThree, true, true),
        ] {
            assert_eq!(visibility.is_read_by(Role::Tutor), tutor);
            assert_eq!(visibility.is_read_by(Role::Student), student);
            assert!(!visibility.is_read_by(Role::Client));
        }
    }
}
