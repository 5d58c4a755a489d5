//! What milestones are refused for: a day to come, a step that is none, a fact recorded twice.

use chrono::NaiveDate;

use super::model::Milestone;
use crate::law::calendar::french_day;
use crate::law::deadlines::model::{DeadlineCode, Facts, MilestoneKind};
use crate::law::deadlines::{Deadline, clock};
use crate::law::figures::{DocumentKind, Law};
use crate::law::findings::Finding;
use crate::{rules, say};

rules! {
    /// What is recorded was done.
    DONE_ALREADY = error "milestone.in_future", "Règle du site";
        "Un fait enregistré a eu lieu : sa date ne vient pas après aujourd'hui." /
        "A fact recorded took place: its day does not come after today.";
    /// What is done several times says which one.
    STEP_IS_KNOWN = error "milestone.step_unknown", "Règle du site";
        "Ce qui se fait plusieurs fois dit laquelle : une étape que le contrat ou le dossier connaît." /
        "What is done several times says which one: a step the contract or the file knows.";
    /// What is done once has no step.
    STEP_IS_NEEDLESS = error "milestone.step_needless", "Règle du site";
        "Ce qui ne se fait qu'une fois n'a pas d'étape." /
        "What is done only once has no step.";
    /// Only a broken contract has a rupture to tell and a card to hand back.
    CONTRACT_IS_BROKEN = error "milestone.contract_not_broken", "Code du travail, art. D6222-42 et D6224-6";
        "Seul un contrat rompu a une rupture à annoncer et une carte à rendre." /
        "Only a broken contract has a rupture to tell and a card to hand back.";
    /// Facts are recorded once the contract is signed.
    CONTRACT_IS_SIGNED = error "milestone.contract_not_signed", "Règle du site";
        "Les faits d'un contrat s'enregistrent une fois qu'il est signé." /
        "The facts of a contract are recorded once it is signed.";
    /// One fact, once.
    RECORDED_ONCE = error "milestone.already_recorded", "Règle du site";
        "Un fait s'enregistre une fois ; une erreur se corrige ou se retire." /
        "A fact is recorded once; a mistake is corrected or withdrawn.";
    /// What was withdrawn stays so.
    WITHDRAWN_FOR_GOOD = error "milestone.withdrawn", "Règle du site";
        "Un fait retiré l'est pour de bon ; il peut être enregistré à nouveau." /
        "A fact withdrawn is so for good; it may be recorded again.";
}

/// What was done is not to come.
pub fn check_day(done_on: NaiveDate, today: NaiveDate) -> Option<Finding> {
    (done_on > today).then(|| {
        let (jour, now) = (french_day(done_on), french_day(today));
        let facts =
            say!("Le {jour} vient après aujourd'hui, {now}.", "{done_on} comes after today, {today}.");
        DONE_ALREADY.at("/done_on", facts)
    })
}

/// The step of a fact about a contract is one that its clock knows.
pub fn check_contract_step(
    kind: MilestoneKind,
    step: Option<&str>,
    facts: &Facts,
    law: &Law,
) -> Option<Finding> {
    let code = match kind {
        MilestoneKind::Invoice => DeadlineCode::Invoice,
        MilestoneKind::PayStep => DeadlineCode::PayStep,
        _ => return step.map(|_| needless()),
    };
    let deadlines = clock(facts, law);
    let known = deadlines.into_iter().filter(|deadline| deadline.code == code);
    check_among(step, known.filter_map(|deadline: Deadline| deadline.step))
}

/// The document of a fact about a file is one that is asked for.
pub fn check_document<'a>(
    step: Option<&str>,
    asked: impl Iterator<Item = &'a DocumentKind>,
) -> Option<Finding> {
    let mut codes: Vec<String> = asked.map(|document| document.code.clone()).collect();
    codes.sort_unstable();
    codes.dedup();
    check_among(step, codes.into_iter())
}

fn check_among(step: Option<&str>, known: impl Iterator<Item = String>) -> Option<Finding> {
    let known: Vec<String> = known.collect();
    if step.is_some_and(|step| known.iter().any(|one| one == step)) {
        return None;
    }
    let list = known.join(", ");
    Some(STEP_IS_KNOWN.at("/step", say!("Étapes connues : {list}.", "Known steps: {list}.")))
}

fn needless() -> Finding {
    let facts =
        say!("Retirez ce champ : ce fait n'a lieu qu'une fois.", "Remove this field: done only once.");
    STEP_IS_NEEDLESS.at("/step", facts)
}

/// What the state of a contract says of a fact.
pub fn check_state(kind: MilestoneKind, signed: bool, broken_on: Option<NaiveDate>) -> Option<Finding> {
    let after_rupture = matches!(kind, MilestoneKind::RuptureNotice | MilestoneKind::StudentCardReturn);
    match (signed, broken_on) {
        (false, _) => {
            let facts = say!("Le contrat n'est pas encore signé.", "The contract is not signed yet.");
            Some(CONTRACT_IS_SIGNED.at("", facts))
        }
        (true, None) if after_rupture => {
            let facts = say!("Le contrat n'est pas rompu.", "The contract is not broken.");
            Some(CONTRACT_IS_BROKEN.at("/kind", facts))
        }
        _ => None,
    }
}

/// A withdrawn fact is neither corrected nor withdrawn again.
pub fn check_standing(milestone: &Milestone) -> Option<Finding> {
    milestone.withdrawn_at.map(|at| {
        let day = crate::platform::clock::paris_day(at);
        let jour = french_day(day);
        WITHDRAWN_FOR_GOOD
            .at("", say!("Ce fait a été retiré le {jour}.", "This fact was withdrawn on {day}."))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_step_is_asked_of_what_is_done_several_times_only() {
        let law = Law::embedded().unwrap();
        let facts = Facts {
            signed_on: Some(day("2025-07-10")),
            ..Facts::between(day("2025-08-25"), day("2027-08-24"))
        };
        for (kind, step, expected) in [
            (MilestoneKind::MedicalVisit, None, None),
            (MilestoneKind::MedicalVisit, Some("1"), Some("milestone.step_needless")),
            (MilestoneKind::Invoice, Some("1-7"), None),
            (MilestoneKind::Invoice, Some("2-balance"), None),
            (MilestoneKind::Invoice, Some("3-1"), Some("milestone.step_unknown")),
            (MilestoneKind::Invoice, None, Some("milestone.step_unknown")),
            (MilestoneKind::PayStep, Some("2026-08-25"), Some("milestone.step_unknown")),
        ] {
            let found = check_contract_step(kind, step, &facts, &law).map(|finding| finding.code);
            assert_eq!(found, expected, "{kind} {step:?}");
        }
        let documents = law.documents.on(day("2025-08-25"));
        assert_eq!(check_document(Some("identity"), documents.documents.iter()), None);
        assert!(
            check_document(Some("horoscope"), documents.documents.iter()).unwrap().en.contains("identity")
        );
    }

    #[test]
    fn the_state_of_the_contract_decides_what_can_be_recorded() {
        let broken = Some(day("2026-02-10"));
        for (kind, signed, broken_on, expected) in [
            (MilestoneKind::MedicalVisit, true, None, None),
            (MilestoneKind::MedicalVisit, false, None, Some("milestone.contract_not_signed")),
            (MilestoneKind::RuptureNotice, true, None, Some("milestone.contract_not_broken")),
            (MilestoneKind::StudentCardReturn, true, None, Some("milestone.contract_not_broken")),
            (MilestoneKind::RuptureNotice, true, broken, None),
        ] {
            assert_eq!(check_state(kind, signed, broken_on).map(|one| one.code), expected, "{kind}");
        }
        assert!(check_day(day("2026-02-11"), day("2026-02-10")).is_some());
        assert!(check_day(day("2026-02-10"), day("2026-02-10")).is_none());
    }
}
