//! Computations as people check them: each day counted, each day skipped with the name of its holiday.

use chrono::{Datelike, NaiveDate};

use crate::law::calendar::{
    HolidayZone, add_days, add_months, add_ouvrables, french_day, holiday_on, is_working_day_ouvrable,
};
use crate::law::deadlines::model::EntryPeriod;
use crate::platform::text::Sentence;
use crate::say;

const FRENCH_DAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];

/// A count of the law as the calendar takes it.
pub fn signed(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// The end of a delay of *jours ouvrables*, with every day of it.
pub fn ouvrables_after(start: NaiveDate, count: u32, place: HolidayZone) -> (NaiveDate, Sentence) {
    let due_on = add_ouvrables(start, u16::try_from(count).unwrap_or(u16::MAX), place);
    let days: Vec<NaiveDate> =
        std::iter::successors(Some(add_days(start, 1)), |day| (*day < due_on).then(|| add_days(*day, 1)))
            .collect();
    let (counted, skipped): (Vec<_>, Vec<_>) =
        days.into_iter().partition(|day| is_working_day_ouvrable(*day, place));
    let ranks = counted.iter().enumerate().map(|(rank, day)| (rank + 1, *day));
    let (counted_fr, counted_en): (Vec<_>, Vec<_>) =
        ranks.map(|(rank, day)| (format!("{} ({rank})", fr(day)), format!("{} ({rank})", en(day)))).unzip();
    let (skipped_fr, skipped_en): (Vec<_>, Vec<_>) =
        skipped.iter().filter_map(|day| skipped_day(*day, place)).unzip();
    let text = Sentence::new(
        listed(
            format!("{count} jours ouvrables après le {}, qui ne compte pas : ", fr(start)),
            &counted_fr,
            " ; ne comptent pas : ",
            &skipped_fr,
        ),
        listed(
            format!("{count} working days after {}, itself not counted: ", en(start)),
            &counted_en,
            "; not counted: ",
            &skipped_en,
        ),
    );
    (due_on, text)
}

fn listed(opening: String, counted: &[String], between: &str, skipped: &[String]) -> String {
    let mut text = opening + &counted.join(", ");
    if !skipped.is_empty() {
        text.push_str(between);
        text.push_str(&skipped.join(", "));
    }
    text.push('.');
    text
}

fn skipped_day(day: NaiveDate, place: HolidayZone) -> Option<(String, String)> {
    match holiday_on(day, place) {
        Some(off) => {
            Some((format!("{} ({})", fr(day), off.name_fr), format!("{} ({})", en(day), off.name_en)))
        }
        None => Some((fr(day), en(day))),
    }
}

fn fr(day: NaiveDate) -> String {
    let name = FRENCH_DAYS[day.weekday().num_days_from_monday() as usize];
    format!("{name} {}", french_day(day))
}

fn en(day: NaiveDate) -> String {
    day.format("%A %Y-%m-%d").to_string()
}

/// The end of a delay of calendar days.
pub fn days_after(start: NaiveDate, count: u32) -> (NaiveDate, Sentence) {
    let due_on = add_days(start, count.into());
    let (du, au) = (french_day(start), french_day(due_on));
    let text = say!(
        "{count} jours calendaires après le {du}, qui ne compte pas : {au}.",
        "{count} calendar days after {start}, itself not counted: {due_on}."
    );
    (due_on, text)
}

/// The end of a delay of months, same day number.
pub fn months_after(start: NaiveDate, count: u32) -> (NaiveDate, Sentence) {
    let due_on = add_months(start, signed(count));
    let (du, au) = (french_day(start), french_day(due_on));
    let text = say!(
        "{count} mois après le {du}, de quantième à quantième : {au}.",
        "{count} months after {start}, same day number: {due_on}."
    );
    (due_on, text)
}

/// The months around an entry into the training, both ends accepted.
pub fn months_around(entry: EntryPeriod, before: u32, after: u32) -> (NaiveDate, NaiveDate, Sentence) {
    let EntryPeriod { opens_on, entered_on } = entry;
    let (from, to) = (add_months(opens_on, -signed(before)), add_months(entered_on, signed(after)));
    let (debut, jour, du, au) =
        (french_day(opens_on), french_day(entered_on), french_day(from), french_day(to));
    let text = if opens_on == entered_on {
        say!(
            "De {before} mois avant à {after} mois après le {jour}, entrée en formation : du {du} au {au}.",
            "From {before} months before to {after} months after {entered_on}, entry into the training: {from} to {to}."
        )
    } else {
        say!(
            "De {before} mois avant le {debut}, début du cycle, à {after} mois après le {jour}, entrée en formation : du {du} au {au}.",
            "From {before} months before {opens_on}, start of the cycle, to {after} months after {entered_on}, entry into the training: {from} to {to}."
        )
    };
    (from, to, text)
}

/// A day somebody wrote down.
pub fn as_written(day: NaiveDate, fr: &'static str, en: &'static str) -> Sentence {
    let jour = french_day(day);
    say!("{fr} : {jour}.", "{en}: {day}.")
}

/// One sentence after another.
pub fn followed_by(first: Sentence, then: &Sentence) -> Sentence {
    Sentence::new(format!("{} {}", first.fr, then.fr), format!("{} {}", first.en, then.en))
}
