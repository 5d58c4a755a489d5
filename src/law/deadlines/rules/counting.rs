//! Computations as people check them: each day counted, each day skipped with the name of its holiday.

use chrono::{Datelike, NaiveDate};

use crate::law::calendar::{Period, add_days, add_months, french_day};
use crate::law::deadlines::model::EntryPeriod;
use crate::law::holidays::{LocalHolidays, PublicHoliday, add_ouvrables, is_working_day_ouvrable};
use crate::platform::text::Sentence;
use crate::say;

const FRENCH_DAYS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];

/// A count of the law as the calendar takes it.
pub fn signed(count: u32) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}

/// The end of a delay of *jours ouvrables*, with every day of it, and what of its holidays is not sure: the end is the
/// earliest one.
pub fn ouvrables_after(start: NaiveDate, count: u32, place: LocalHolidays<'_>) -> (NaiveDate, Sentence) {
    let end = |place| add_ouvrables(start, u16::try_from(count).unwrap_or(u16::MAX), place);
    let due_on = end(place);
    let counted = counted_one_by_one(start, count, due_on, place);
    let period = Period { from: add_days(start, 1), to: due_on };
    let later = place.were_there_a_church().map(end).filter(|later| *later != due_on);
    let doubt = later.map(|later| church_doubt(doubtful_days(period, place), Some(later)));
    (due_on, followed_by(counted, doubt.into_iter().chain(not_checked(period, |_| place))))
}

fn counted_one_by_one(start: NaiveDate, count: u32, due_on: NaiveDate, place: LocalHolidays<'_>) -> Sentence {
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
    Sentence::new(
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
    )
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

fn skipped_day(day: NaiveDate, place: LocalHolidays<'_>) -> Option<(String, String)> {
    match place.on(day) {
        Some(off) => Some(named(off)),
        None => Some((fr(day), en(day))),
    }
}

fn named(off: PublicHoliday<'_>) -> (String, String) {
    (format!("{} ({})", fr(off.on), off.name_fr), format!("{} ({})", en(off.on), off.name_en))
}

/// The days of a period that would be public holidays, were there a Protestant or a mixed church in the commune.
fn doubtful_days(period: Period, place: LocalHolidays<'_>) -> impl Iterator<Item = PublicHoliday<'_>> {
    each_day(period).filter_map(move |day| place.doubt_on(day))
}

fn each_day(period: Period) -> impl Iterator<Item = NaiveDate> {
    period.from.iter_days().take_while(move |day| *day <= period.to)
}

/// What would change a date found where nobody said whether Good Friday is off, and to which one when it is known.
pub fn church_doubt<'a>(days: impl Iterator<Item = PublicHoliday<'a>>, later: Option<NaiveDate>) -> Sentence {
    let (days_fr, days_en): (Vec<_>, Vec<_>) = days.map(named).unzip();
    let (days_fr, days_en) = (days_fr.join(", le "), days_en.join(", "));
    let to_fr = later.map(|on| format!(" et le dernier jour est le {}", fr(on))).unwrap_or_default();
    let to_en = later.map(|on| format!(" and the last day is {}", en(on))).unwrap_or_default();
    say!(
        "Alsace-Moselle : si la commune a un temple protestant ou une église mixte, le {days_fr} ne compte pas{to_fr} ; \
         la date la plus proche est retenue tant que good_friday_off n'est pas renseigné.",
        "Alsace-Moselle: if the commune has a Protestant or a mixed church, {days_en} does not count{to_en}; the earliest \
         date is kept as long as good_friday_off is not given."
    )
}

/// The public holidays of a period whose day could not be checked, by the place of each day.
pub fn not_checked<'a>(
    period: Period,
    place_on: impl Fn(NaiveDate) -> LocalHolidays<'a>,
) -> Option<Sentence> {
    let days = each_day(period).filter_map(|day| place_on(day).on(day).filter(|holiday| holiday.unverified));
    let (days_fr, days_en): (Vec<_>, Vec<_>) = days.map(named).unzip();
    let (days_fr, days_en) = (days_fr.join(", "), days_en.join(", "));
    (!days_fr.is_empty()).then(|| {
        say!(
            "Jour férié non vérifié, à contrôler : {days_fr}.",
            "Public holiday that could not be checked: {days_en}."
        )
    })
}

/// Sentences one after the other.
pub fn followed_by(first: Sentence, then: impl IntoIterator<Item = Sentence>) -> Sentence {
    then.into_iter().fold(first, |before, then| {
        Sentence::new(format!("{} {}", before.fr, then.fr), format!("{} {}", before.en, then.en))
    })
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
