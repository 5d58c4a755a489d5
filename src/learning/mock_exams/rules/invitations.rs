//! Until when a tutor answers an invitation, what they may choose, and when they are reminded.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, Weekday};

use super::book::{
    ANSWERS_ARE_IN_TIME, APPRENTICE_IS_THEIRS, CHOSEN_ONCE, REPLACEMENT_IS_NAMED, SLOT_IS_OFFERED,
    WHO_COMES_CHOOSES,
};
use crate::ids::ApprenticeId;
use crate::law::calendar::{add_days, french_day};
use crate::law::findings::Finding;
use crate::learning::mock_exams::model::{
    HalfDay, InvitationAnswer, InvitationAttendance, InvitationChoice, MockExam, OfferedSlot,
};
use crate::learning::mock_exams::wire::InvitationAnswerIn;
use crate::platform::error::Problem;
use crate::platform::hours::ParisHour;
use crate::platform::text::Sentence;
use crate::say;

/// Most days of a mock exam of which the halves are offered.
const MOST_DAYS: i64 = 31;

/// What a tutor may choose of a mock exam.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Offer {
    /// Hours of their apprentices.
    pub slots: Vec<OfferedSlot>,
    /// Halves of its days.
    pub half_days: Vec<(NaiveDate, HalfDay)>,
}

impl Offer {
    /// What is offered of a mock exam: hours of the apprentices, and the halves of its working days once they are fixed.
    pub fn of(exam: &MockExam, slots: Vec<OfferedSlot>) -> Self {
        let (first, last) = exam.days();
        let days = exam.facts.starts_on.into_iter().flat_map(|_| {
            let last = last.min(add_days(first, MOST_DAYS - 1));
            first.iter_days().take_while(move |day| *day <= last).filter(|day| is_working(*day))
        });
        let half_days = days.flat_map(|day| [(day, HalfDay::Morning), (day, HalfDay::Afternoon)]).collect();
        Self { slots, half_days }
    }

    /// What was chosen, as it is kept; nothing for whoever does not come.
    pub fn choice(&self, given: &InvitationAnswerIn) -> Result<InvitationChoice, Vec<Finding>> {
        let comment = given.comment.clone();
        let answer = InvitationAnswer::from(given.answer);
        let chooses = given.sitting_slot_id.is_some() || given.comes_on.is_some() || given.half_day.is_some();
        if chooses && answer == InvitationAnswer::Declined {
            return Err(vec![
                WHO_COMES_CHOOSES.at("/answer", Sentence::new(WHO_COMES_CHOOSES.fr, WHO_COMES_CHOOSES.en)),
            ]);
        }
        let (comes_on, half_day) = match (given.sitting_slot_id, given.comes_on, given.half_day) {
            (None, None, None) => return Ok(InvitationChoice { comment, ..InvitationChoice::default() }),
            (Some(id), None, None) => {
                let slot = self.slots.iter().find(|slot| slot.id == id);
                slot.map(OfferedSlot::when).ok_or_else(|| vec![self.not_offered("/sitting_slot_id")])?
            }
            (None, Some(day), Some(half)) if self.half_days.contains(&(day, half)) => (day, half),
            (None, Some(_), Some(_)) => return Err(vec![self.not_offered("/comes_on")]),
            (_, day, _) => {
                let at = if day.is_none() { "/comes_on" } else { "/half_day" };
                return Err(vec![CHOSEN_ONCE.at(at, Sentence::new(CHOSEN_ONCE.fr, CHOSEN_ONCE.en))]);
            }
        };
        let (comes_on, half_day) = (Some(comes_on), Some(half_day));
        Ok(InvitationChoice { comes_on, half_day, sitting_slot_id: given.sitting_slot_id, comment })
    }

    fn not_offered(&self, at: &'static str) -> Finding {
        let slots: Vec<String> = self.slots.iter().take(NAMED).map(slot_in_words).collect();
        let days: BTreeSet<NaiveDate> = self.half_days.iter().map(|(day, _)| *day).collect();
        let (from, to) = (days.first().copied(), days.last().copied());
        let facts = match (slots.is_empty(), from, to) {
            (true, None, _) | (true, _, None) => say!(
                "Aucun jour ni aucune heure n'est encore fixé : répondez sans choisir.",
                "No day or hour is fixed yet: answer without choosing."
            ),
            (false, None, _) | (false, _, None) => {
                let named = slots.join(" ; ");
                say!("Au choix : {named}.", "To be chosen: {named}.")
            }
            (none, Some(from), Some(to)) => {
                let (du, au) = (french_day(from), french_day(to));
                let named = if none { String::new() } else { format!(" ; {}", slots.join(" ; ")) };
                say!(
                    "Au choix : une demi-journée ouvrée du {du} au {au}{named}.",
                    "To be chosen: half a working day from {from} to {to}{named}."
                )
            }
        };
        SLOT_IS_OFFERED.at(at, facts)
    }
}

/// Slots named in a refusal.
const NAMED: usize = 10;

fn is_working(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// A slot in a few words: the unit, the day and the hour.
fn slot_in_words(slot: &OfferedSlot) -> String {
    let (day, hour) = (french_day(slot.when().0), ParisHour::of(slot.starts_at));
    format!("{} {day} {hour}", slot.unit_code)
}

/// Refuses an answer that comes after its last day.
pub fn refuse_late(exam: &MockExam, today: NaiveDate) -> Result<(), Problem> {
    let Some(until) = exam.answers_until().filter(|until| *until < today) else { return Ok(()) };
    let (jour, first) = (french_day(until), exam.days().0);
    let premier = french_day(first);
    Err(ANSWERS_ARE_IN_TIME.conflict(say!(
        "Les réponses sont closes depuis le {jour} au soir, l'examen blanc commençant le {premier} : appelez le centre.",
        "Answers closed on the evening of {until}, as the mock exam starts on {first}: call the centre."
    )))
}

/// The apprentices named whom the tutor is not invited about, each at its place.
pub fn strangers(named: &[ApprenticeId], theirs: &BTreeSet<ApprenticeId>, names: &str) -> Vec<Finding> {
    let wrong = named.iter().enumerate().filter(|(_, id)| !theirs.contains(*id));
    let facts = || say!("Au choix : {names}.", "To be chosen: {names}.");
    wrong.map(|(rank, _)| APPRENTICE_IS_THEIRS.at(format!("/apprentices/{rank}"), facts())).collect()
}

/// What is wrong with who came instead of a tutor.
pub fn check_replacement(attendance: InvitationAttendance, replaced_by: Option<&str>) -> Option<Finding> {
    let wrong = (attendance == InvitationAttendance::Replaced) != replaced_by.is_some();
    wrong.then(|| {
        REPLACEMENT_IS_NAMED
            .at("/replaced_by", Sentence::new(REPLACEMENT_IS_NAMED.fr, REPLACEMENT_IS_NAMED.en))
    })
}

/// Whether a tutor who has not answered is to be reminded on a day: from so many days before the first one while an answer is
/// still taken, and never on the day they were invited.
pub fn is_to_remind(exam: &MockExam, invited_on: NaiveDate, today: NaiveDate, answer_days: i64) -> bool {
    let (Some(first), Some(until)) = (exam.facts.starts_on, exam.answers_until()) else { return false };
    add_days(first, -answer_days) <= today && today <= until && invited_on < today
}

#[cfg(test)]
#[path = "invitations_tests.rs"]
mod tests;
