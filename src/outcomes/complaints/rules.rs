//! Where a complaint stands, by when it is treated, what is refused of it, how complaints are counted.

use chrono::NaiveDate;

use super::model::{
    Complainant, Complaint, ComplaintFacts, ComplaintOutcome, ComplaintState, ComplaintStepKind,
    ComplaintSubject,
};
use crate::law::calendar::{add_days, french_day};
use crate::law::figures::ComplaintDelays;
use crate::law::findings::Finding;
use crate::{rules, say};

/// Where these rules come from.
const SOURCE: &str = "Référentiel national qualité, indicateur 31 ; règle du site";

rules! {
    /// What is told took place.
    NOT_TO_COME = error "complaint.to_come", SOURCE;
        "Une réclamation, une étape, une clôture sont saisies au plus tôt le jour même." /
        "A complaint, a step, a closing are entered that day at the earliest.";
    /// What is done about a complaint comes after it.
    AFTER_ITS_RECEIPT = error "complaint.before_receipt", SOURCE;
        "Ce qu'on fait d'une réclamation vient après sa réception." /
        "What is done about a complaint comes after its receipt.";
    /// Whoever treats it works there.
    TREATED_BY_STAFF = error "complaint.assignee", SOURCE;
        "Une réclamation est confiée à une personne du site qui se connecte." /
        "A complaint is assigned to somebody of the site who signs in.";
    /// The apprentice is of the site.
    ABOUT_AN_APPRENTICE = error "complaint.apprentice", SOURCE;
        "L'apprenti d'une réclamation est du même site." /
        "The apprentice of a complaint is of the same site.";
    /// A period ends after it begins.
    PERIOD_IN_ORDER = error "complaint.period", SOURCE;
        "Une période finit après avoir commencé." / "A period ends after it begins.";
    /// It is answered before it is closed.
    ANSWERED_FIRST = error "complaint.not_answered", SOURCE;
        "Une réclamation reçoit une réponse avant d'être close, sauf abandon par son auteur." /
        "A complaint is answered before it is closed, unless whoever complained dropped it.";
    /// What is closed does not change.
    IS_CLOSED = error "complaint.closed", SOURCE;
        "Une réclamation close ne change plus : on retire d'abord sa clôture." /
        "A closed complaint no longer changes: its closing is taken back first.";
}

/// What was done about a complaint, as far as delays and states depend on it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ComplaintSteps {
    /// Whether anything was done.
    pub any: bool,
    /// First acknowledgement, or answer.
    pub acknowledged_on: Option<NaiveDate>,
    /// First answer.
    pub answered_on: Option<NaiveDate>,
    /// Latest day of them all.
    pub last_on: Option<NaiveDate>,
}

impl ComplaintSteps {
    /// What some steps come to.
    pub fn of(steps: impl IntoIterator<Item = (ComplaintStepKind, NaiveDate)>) -> Self {
        let mut all = Self::default();
        let earliest = |known: &mut Option<NaiveDate>, on: NaiveDate| {
            *known = Some(known.map_or(on, |known| known.min(on)));
        };
        for (kind, on) in steps {
            all.any = true;
            all.last_on = all.last_on.max(Some(on));
            if kind == ComplaintStepKind::Answered {
                earliest(&mut all.answered_on, on);
            }
            if matches!(kind, ComplaintStepKind::Answered | ComplaintStepKind::Acknowledged) {
                earliest(&mut all.acknowledged_on, on);
            }
        }
        all
    }
}

/// A complaint as audits count it: days and codes, of one that is kept or of one forgotten since.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountedComplaint {
    pub received_on: NaiveDate,
    pub complainant: Complainant,
    pub subject: ComplaintSubject,
    pub closed_on: Option<NaiveDate>,
    pub outcome: Option<ComplaintOutcome>,
    pub steps: ComplaintSteps,
}

/// Where a complaint stands.
pub fn state_of(closed_on: Option<NaiveDate>, steps: ComplaintSteps) -> ComplaintState {
    match (closed_on, steps.answered_on) {
        (Some(_), _) => ComplaintState::Closed,
        (None, Some(_)) => ComplaintState::Answered,
        (None, None) if steps.any => ComplaintState::Treated,
        (None, None) => ComplaintState::Received,
    }
}

/// By when a complaint is acknowledged and answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ComplaintDays {
    pub acknowledge_by: NaiveDate,
    pub answer_by: NaiveDate,
}

impl ComplaintDays {
    /// The days of a complaint received on a day.
    pub fn of(received_on: NaiveDate, delays: ComplaintDelays) -> Self {
        Self {
            acknowledge_by: add_days(received_on, delays.acknowledge_days),
            answer_by: add_days(received_on, delays.answer_days),
        }
    }

    /// Whether the answer is late on a day: it came late, or it has not come; nothing is late of what was dropped.
    pub fn is_late(
        &self,
        answered_on: Option<NaiveDate>,
        closed_on: Option<NaiveDate>,
        today: NaiveDate,
    ) -> bool {
        answered_on.or(closed_on).unwrap_or(today) > self.answer_by
    }
}

/// Everything wrong with what a complaint says, but for whom it names.
pub fn faults_of(facts: &ComplaintFacts, first_step: Option<NaiveDate>, today: NaiveDate) -> Vec<Finding> {
    let mut faults = Vec::new();
    if facts.received_on > today {
        faults.push(to_come("/received_on", today));
    }
    if let Some(first) = first_step.filter(|first| *first < facts.received_on) {
        let jour = french_day(first);
        let told = say!("Une étape est du {jour}.", "A step is of {first}.");
        faults.push(AFTER_ITS_RECEIPT.at("/received_on", told));
    }
    faults
}

/// Everything wrong with the day of a step or a closing.
pub fn check_day(
    pointer: &'static str,
    on: NaiveDate,
    complaint: &Complaint,
    today: NaiveDate,
) -> Option<Finding> {
    let received = complaint.facts.received_on;
    if on > today {
        return Some(to_come(pointer, today));
    }
    (on < received).then(|| {
        let jour = french_day(received);
        AFTER_ITS_RECEIPT
            .at(pointer, say!("Reçue le {jour} : pas avant.", "Received on {received}: not before."))
    })
}

fn to_come(pointer: &'static str, today: NaiveDate) -> Finding {
    let jour = french_day(today);
    NOT_TO_COME.at(pointer, say!("Le {jour} au plus tard.", "{today} at the latest."))
}

/// Why a complaint does not change, if it does not.
pub fn check_open(complaint: &Complaint) -> Option<Finding> {
    complaint.closed_on.map(|on| {
        let jour = french_day(on);
        IS_CLOSED.at("", say!("Close le {jour}.", "Closed on {on}."))
    })
}

/// Why a complaint is not closed with an outcome, if it is not.
pub fn check_answered(outcome: ComplaintOutcome, steps: ComplaintSteps) -> Option<Finding> {
    let answered = outcome == ComplaintOutcome::Dropped || steps.answered_on.is_some();
    (!answered).then(|| {
        ANSWERED_FIRST.at(
            "",
            say!(
                "Enregistrez d'abord la réponse (étape « answered »).",
                "Record the answer first (step \"answered\")."
            ),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_complaint_goes_from_received_to_closed() {
        use ComplaintStepKind::{Acknowledged, Answered, Exchange};
        let steps = |all: &[(ComplaintStepKind, &str)]| {
            ComplaintSteps::of(all.iter().map(|(kind, on)| (*kind, day(on))))
        };
        for (all, closed, state) in [
            (steps(&[]), None, ComplaintState::Received),
            (steps(&[(Exchange, "2026-03-03")]), None, ComplaintState::Treated),
            (steps(&[(Acknowledged, "2026-03-03")]), None, ComplaintState::Treated),
            (steps(&[(Exchange, "2026-03-03"), (Answered, "2026-03-05")]), None, ComplaintState::Answered),
            (steps(&[]), Some("2026-03-09"), ComplaintState::Closed),
        ] {
            assert_eq!(state_of(closed.map(day), all), state);
        }
        let both = steps(&[(Answered, "2026-03-09"), (Answered, "2026-03-05"), (Acknowledged, "2026-03-07")]);
        assert_eq!(both.acknowledged_on, Some(day("2026-03-05")), "an answer acknowledges too");
        assert_eq!((both.answered_on, both.last_on), (Some(day("2026-03-05")), Some(day("2026-03-09"))));
    }

    #[test]
    fn an_answer_is_late_from_the_day_after_its_last_one() {
        let law = crate::law::figures::Law::embedded().unwrap();
        let days = ComplaintDays::of(day("2026-03-02"), law.quality.newest().complaints);
        assert_eq!((days.acknowledge_by, days.answer_by), (day("2026-03-09"), day("2026-04-01")));
        for (answered, closed, today, late) in [
            (None, None, "2026-04-01", false),
            (None, None, "2026-04-02", true),
            (Some("2026-04-01"), None, "2026-06-01", false),
            (Some("2026-04-02"), None, "2026-06-01", true),
            (None, Some("2026-03-20"), "2026-06-01", false),
        ] {
            assert_eq!(
                days.is_late(answered.map(day), closed.map(day), day(today)),
                late,
                "{answered:?} {today}"
            );
        }
    }

    #[test]
    fn only_what_was_dropped_is_closed_without_an_answer() {
        let none = ComplaintSteps::default();
        let answered = ComplaintSteps::of([(ComplaintStepKind::Answered, day("2026-03-05"))]);
        for outcome in ComplaintOutcome::ALL {
            assert_eq!(check_answered(*outcome, none).is_none(), *outcome == ComplaintOutcome::Dropped);
            assert!(check_answered(*outcome, answered).is_none());
        }
    }
}
