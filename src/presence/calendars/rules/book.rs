//! What may be written in a calendar, and what is only odd.

use std::collections::HashSet;

use chrono::NaiveDate;

use crate::catalogue::cohorts::Cohort;
use crate::catalogue::programmes::file::{Rhythm, RhythmPeriod};
use crate::law::calendar::{add_days, days_inclusive, french_day};
use crate::law::findings::Finding;
use crate::presence::calendars::model::{CalendarOverrideFacts, Cycle, Exception, Week, Weekdays};
use crate::{rules, say};

/// Most days told at once: two cycles' years and a little.
pub const MOST_DAYS: i64 = 800;

rules! {
    /// A day of the week is in one place.
    ONE_PLACE_A_DAY = error "calendar.weekday_in_two_places", "Règle du site";
        "Un jour de la semaine se passe en entreprise ou au centre, pas aux deux." /
        "A day of the week is spent in the company or at the centre, not both.";
    /// A week begins on its own day.
    ONE_WEEK_A_START = error "calendar.week_twice", "Règle du site";
        "Deux rythmes d'une promotion ne commencent pas le même jour." /
        "Two weeks of a cohort do not begin on the same day.";
    /// A period ends after it starts.
    PERIOD_IN_ORDER = error "calendar.ends_before_start", "Règle du site";
        "Une période du calendrier ne finit pas avant de commencer." /
        "A period of the calendar does not end before it starts.";
    /// Exceptions are of the cycle.
    WITHIN_THE_CYCLE = warning "calendar.outside_cycle", "Règle du site";
        "Une exception du calendrier tombe dans le cycle de la promotion." /
        "An exception of the calendar falls within the cycle of the cohort.";
    /// The week is the one the programme announces.
    AS_ANNOUNCED = warning "calendar.week_unusual", "Programme de formation";
        "Une semaine compte autant de jours en entreprise et au centre que le programme l'annonce." /
        "A week has as many days in the company and at the centre as the programme announces.";
    /// An override says something.
    SOMETHING_DIFFERS = error "calendar_override.empty", "Règle du site";
        "Une particularité de calendrier donne un autre rythme ou d'autres jours fériés." /
        "What differs is another week or other public holidays.";
    /// Another week is whole.
    WEEK_IS_WHOLE = error "calendar_override.half_a_week", "Règle du site";
        "Un autre rythme dit les jours en entreprise et les jours au centre." /
        "Another week tells both the days in the company and those at the centre.";
    /// One difference at a time.
    WEEK_IS_ALREADY_ANOTHER = error "calendar_override.overlaps_another", "Règle du site";
        "Deux particularités de même nature d'un apprenti ne se chevauchent pas." /
        "Two differences of the same kind do not overlap for one apprentice.";
    /// A range of days is read forwards.
    RANGE_IN_ORDER = error "days.ends_before_start", "Règle du site";
        "Les jours demandés vont d'un premier jour à un dernier." /
        "The days asked for go from a first one to a last one.";
    /// A range of days is bounded.
    RANGE_IS_BOUNDED = error "days.too_many", "Règle du site";
        "On demande au plus 800 jours à la fois." / "At most 800 days are asked for at once.";
}

/// What is to be said of the weeks and exceptions of a calendar before they are written.
pub fn check_calendar(
    cohort: &Cohort,
    announced: Option<&Rhythm>,
    cycles: &[(NaiveDate, Cycle)],
    exceptions: &[Exception],
) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut begun = HashSet::new();
    for (rank, (from_on, cycle)) in cycles.iter().enumerate() {
        let pointer = format!("/rhythms/{rank}");
        found.extend(cycle.weeks().enumerate().filter_map(|(turn, week)| {
            let place = turn.checked_sub(1).map(|turn| format!("/further_weeks/{turn}")).unwrap_or_default();
            twice_in_a_week(&format!("{pointer}{place}/centre_weekdays"), week)
        }));
        if !begun.insert(*from_on) {
            let jour = french_day(*from_on);
            found.push(ONE_WEEK_A_START.at(
                format!("{pointer}/from_on"),
                say!("Un autre rythme commence déjà le {jour}.", "Another week already begins on {from_on}."),
            ));
        }
        found.extend(unlike_the_programme(&pointer, announced, cycle));
    }
    for (rank, exception) in exceptions.iter().enumerate() {
        found.extend(check_exception(cohort, &format!("/exceptions/{rank}"), exception));
    }
    found
}

fn check_exception(cohort: &Cohort, pointer: &str, exception: &Exception) -> Option<Finding> {
    if let Some(finding) = upside_down(&format!("{pointer}/to_on"), exception.from_on, exception.to_on) {
        return Some(finding);
    }
    let outside = exception.to_on < cohort.facts.starts_on || exception.from_on > cohort.facts.ends_on;
    let (du, au) = (french_day(cohort.facts.starts_on), french_day(cohort.facts.ends_on));
    let (from, to) = (cohort.facts.starts_on, cohort.facts.ends_on);
    outside.then(|| {
        WITHIN_THE_CYCLE.at(
            format!("{pointer}/from_on"),
            say!("Le cycle va du {du} au {au}.", "The cycle goes from {from} to {to}."),
        )
    })
}

fn twice_in_a_week(pointer: &str, week: &Week) -> Option<Finding> {
    let both: Vec<String> = week.company.and(week.centre).numbers().iter().map(ToString::to_string).collect();
    let both = both.join(", ");
    (!both.is_empty()).then(|| {
        ONE_PLACE_A_DAY.at(
            pointer.to_owned(),
            say!(
                "En entreprise et au centre à la fois : jour(s) {both}.",
                "In both places at once: day(s) {both}."
            ),
        )
    })
}

/// Weeks that take turns are as announced when they are so together.
fn unlike_the_programme(pointer: &str, announced: Option<&Rhythm>, cycle: &Cycle) -> Option<Finding> {
    let announced = announced.filter(|one| one.per == RhythmPeriod::Week)?;
    let weeks = u32::try_from(cycle.count()).unwrap_or(u32::MAX);
    let all = |days: u8| u32::from(days).saturating_mul(weeks);
    let (company, centre) = (all(announced.days_in_company), all(announced.days_at_centre));
    let here: u32 = cycle.weeks().map(|week| week.company.count()).sum();
    let there: u32 = cycle.weeks().map(|week| week.centre.count()).sum();
    ((here, there) != (company, centre)).then(|| {
        let (fr, en) = match weeks {
            1 => (String::new(), String::new()),
            _ => (format!(" en {weeks} semaines"), format!(" in {weeks} weeks")),
        };
        AS_ANNOUNCED.at(
            pointer.to_owned(),
            say!(
                "{here} jour(s) en entreprise et {there} au centre{fr} ; le programme annonce {company} et {centre}.",
                "{here} day(s) in the company and {there} at the centre{en}; the programme announces {company} and {centre}."
            ),
        )
    })
}

fn upside_down(pointer: &str, from_on: NaiveDate, to_on: NaiveDate) -> Option<Finding> {
    let jour = french_day(from_on);
    (to_on < from_on).then(|| {
        PERIOD_IN_ORDER
            .at(pointer.to_owned(), say!("La période commence le {jour}.", "The period starts on {from_on}."))
    })
}

/// What is to be said of an override before it is written.
pub fn check_override(facts: &CalendarOverrideFacts) -> Vec<Finding> {
    let mut found: Vec<Finding> =
        facts.to_on.and_then(|to_on| upside_down("/to_on", facts.from_on, to_on)).into_iter().collect();
    match (&facts.company_weekdays, &facts.centre_weekdays) {
        (Some(company), Some(centre)) => {
            let of = |numbers: &[i16]| Weekdays::of(numbers.iter().copied());
            found.extend(twice_in_a_week(
                "/centre_weekdays",
                &Week { company: of(company), centre: of(centre) },
            ));
        }
        (None, None) if facts.public_holidays.is_none() => found.push(
            SOMETHING_DIFFERS
                .at("", say!("Rien ne diffère du calendrier.", "Nothing differs from the calendar.")),
        ),
        (None, None) => {}
        (company, _) => {
            let missing = if company.is_none() { "/company_weekdays" } else { "/centre_weekdays" };
            found.push(
                WEEK_IS_WHOLE.at(
                    missing,
                    say!("Donnez aussi ces jours, même aucun.", "Give these days too, even none."),
                ),
            );
        }
    }
    found
}

/// What is to be said of a range of days asked for.
pub fn check_range(from: NaiveDate, to: NaiveDate) -> Option<Finding> {
    let (jour, count, last) = (french_day(from), days_inclusive(from, to), add_days(from, MOST_DAYS - 1));
    let jusqu = french_day(last);
    if to < from {
        return Some(
            RANGE_IN_ORDER.at("/to", say!("Le premier jour est le {jour}.", "The first day is {from}.")),
        );
    }
    (count > MOST_DAYS).then(|| {
        RANGE_IS_BOUNDED.at(
            "/to",
            say!(
                "{count} jours : allez au plus jusqu'au {jusqu}.",
                "{count} days: go no further than {last}."
            ),
        )
    })
}
