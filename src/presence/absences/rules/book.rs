//! What may be written of an absence, and what is only odd.

use chrono::NaiveDate;

use crate::law::calendar::{days_inclusive, french_day};
use crate::law::findings::Finding;
use crate::presence::absences::model::{AbsenceFacts, Half};
use crate::presence::calendars::{ApprenticeDays, DayKind};
use crate::{rules, say};

/// Longest absence, in days: three years.
const LONGEST_DAYS: i64 = 1096;

rules! {
    /// An absence ends after it starts.
    IN_ORDER = error "absence.ends_before_start", "Règle du site";
        "Une absence ne finit pas avant de commencer." / "An absence does not end before it starts.";
    /// An absence is bounded.
    BOUNDED = error "absence.too_long", "Règle du site";
        "Une absence s'enregistre pour trois ans au plus." / "An absence is entered for three years at most.";
    /// One is absent once.
    ONCE_A_HALF_DAY = error "absence.overlaps_another", "Règle du site";
        "Une demi-journée n'est comptée absente qu'une fois." / "A half-day is counted absent only once.";
    /// One is absent from where one was expected.
    EXPECTED_THERE = warning "absence.no_day_expected", "Calendrier d'alternance";
        "Une absence porte sur au moins un jour où l'apprenti était attendu." /
        "An absence is of at least one day on which the apprentice was expected.";
    /// A class is its cohort.
    OF_THE_CLASS = error "absence.not_in_cohort", "Règle du site";
        "Les absents d'une classe y sont inscrits, chacun nommé une fois." /
        "Those absent from a class are enrolled in it, each named once.";
}

/// What is to be said of an absence by itself.
pub fn check_absence(facts: &AbsenceFacts) -> Option<Finding> {
    let upside_down = (facts.to_on, facts.to_half) < (facts.from_on, facts.from_half);
    let jour = french_day(facts.from_on);
    let from_on = facts.from_on;
    if upside_down {
        let pointer = if facts.to_on < from_on { "/to_on" } else { "/to_half" };
        let text = say!("L'absence commence le {jour}.", "The absence starts on {from_on}.");
        return Some(IN_ORDER.at(pointer, text));
    }
    let count = days_inclusive(from_on, facts.to_on);
    (count > LONGEST_DAYS).then(|| {
        BOUNDED.at(
            "/to_on",
            say!("{count} jours : {LONGEST_DAYS} au plus.", "{count} days: {LONGEST_DAYS} at most."),
        )
    })
}

/// Warns when the calendar expected the apprentice on none of the days; says nothing of days that are not known.
pub fn unexpected_days(facts: &AbsenceFacts, days: &ApprenticeDays) -> Option<Finding> {
    let expected = |kind: DayKind| match kind {
        DayKind::Company => facts.away_from.company(),
        DayKind::Centre | DayKind::Exam => facts.away_from.centre(),
        DayKind::Unknown => true,
        DayKind::Closed | DayKind::Holiday | DayKind::Rest => false,
    };
    let mut info = days.each(facts.from_on, facts.to_on);
    let (du, au) = (french_day(facts.from_on), french_day(facts.to_on));
    let (from, to) = (facts.from_on, facts.to_on);
    (!info.any(|(_, info)| expected(info.kind))).then(|| {
        EXPECTED_THERE.at(
            "/from_on",
            say!(
                "Le calendrier n'attendait pas l'apprenti du {du} au {au}.",
                "The calendar did not expect the apprentice there from {from} to {to}."
            ),
        )
    })
}

/// The refusal of somebody who is absent already at that time.
pub fn already_absent(pointer: String, name: &str, on: NaiveDate, half: Option<Half>) -> Finding {
    let jour = french_day(on);
    let (moment, when) = match half {
        None => ("", ""),
        Some(Half::Morning) => (" au matin", " in the morning"),
        Some(Half::Afternoon) => (" l'après-midi", " in the afternoon"),
    };
    ONCE_A_HALF_DAY.at(
        pointer,
        say!("{name} est déjà absent(e) le {jour}{moment}.", "{name} is absent already on {on}{when}."),
    )
}

/// The refusal of somebody who is not of the class, or is named twice.
pub fn not_in_the_class(pointer: String, twice: bool) -> Finding {
    let text = match twice {
        true => say!("Cet apprenti est déjà nommé.", "This apprentice is named already."),
        false => say!(
            "Aucun apprenti de cette promotion n'a cet identifiant.",
            "No apprentice of this cohort has this identifier."
        ),
    };
    OF_THE_CLASS.at(pointer, text)
}
