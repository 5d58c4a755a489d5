//! Which days are quiet, and what a digest says.

use chrono::{Datelike, NaiveDate};
use minijinja::{Environment, Value, context};

use super::model::{DigestSettings, Task};
use crate::law::calendar::add_days;
use crate::law::findings::Finding;
use crate::law::holidays::LocalHolidays;
use crate::{rules, say};

/// Lines of a digest at most, those that matter most; beyond, their number is told.
pub const MOST_LINES: usize = 5;

const TEXT: &str = include_str!("digest.txt");

rules! {
    /// A period ends after it begins.
    QUIET_UPSIDE_DOWN = error "digest.quiet_period_upside_down", "Règle du site";
        "La période sans courriel finit après avoir commencé, et donne ses deux jours." /
        "The period without mail ends after it begins, and gives both of its days.";
    /// A day of the week is told once.
    QUIET_TWICE = error "digest.quiet_weekday_twice", "Règle du site";
        "Un jour de la semaine n'est donné qu'une fois." / "A day of the week is given once.";
}

/// Whether somebody wants no digest that day: they want none, or it is one of their quiet days, or a public holiday.
pub fn is_quiet(settings: &DigestSettings, day: NaiveDate, place: LocalHolidays<'_>) -> bool {
    let weekday = i16::try_from(day.weekday().number_from_monday()).unwrap_or_default();
    let in_period = match (settings.digest_quiet_from, settings.digest_quiet_to) {
        (Some(from), Some(to)) => (from..=to).contains(&day),
        _ => false,
    };
    !settings.digest_enabled
        || settings.digest_quiet_weekdays.contains(&weekday)
        || in_period
        || place.is_off(day)
}

/// The day of the notice that is told of a last day, of those so many days before it: the latest one that has come, until the
/// last day is over.
pub fn notice_day(last_on: NaiveDate, today: NaiveDate, days_before: &[i64]) -> Option<NaiveDate> {
    let notices = days_before.iter().map(|days| add_days(last_on, -days));
    notices.filter(|on| *on <= today && today <= last_on).max()
}

/// What stands against settings.
pub fn check_settings(settings: &DigestSettings) -> Vec<Finding> {
    let upside_down = match (settings.digest_quiet_from, settings.digest_quiet_to) {
        (None, None) => false,
        (Some(from), Some(to)) => to < from,
        _ => true,
    };
    let period = upside_down.then(|| {
        QUIET_UPSIDE_DOWN.at(
            "/quiet_to",
            say!(
                "Donnez le premier et le dernier jour de la période, dans cet ordre, ou aucun des deux.",
                "Give the first and the last day of the period, in that order, or neither."
            ),
        )
    });
    let mut weekdays = settings.digest_quiet_weekdays.clone();
    weekdays.sort_unstable();
    weekdays.dedup();
    let twice = (weekdays.len() < settings.digest_quiet_weekdays.len()).then(|| {
        QUIET_TWICE.at("/quiet_weekdays", say!("Un jour est donné deux fois.", "A day is given twice."))
    });
    [period, twice].into_iter().flatten().collect()
}

/// Subject and text of the digest of somebody who has something to do: the first of it, what matters most first, out of how
/// much there is and how much of it is late; and the page on which a tutor does it.
pub fn written(
    (name, site): (&str, &str),
    mut tasks: Vec<Task>,
    (count, count_late): (usize, usize),
    page: Option<&str>,
) -> Result<(String, String), minijinja::Error> {
    tasks.truncate(MOST_LINES);
    let more = count.saturating_sub(tasks.len());
    let tasks: Vec<Value> = tasks.into_iter().map(line).collect();
    let body = Environment::new().render_str(TEXT, context! { name, site, tasks, more, page })?;
    Ok((subject(count, count_late), body))
}

/// What the text reads of something to do.
fn line(task: Task) -> Value {
    let Task { sentence, apprentice, days_late, link, .. } = task;
    context! { sentence, apprentice, days_late, link }
}

fn subject(count: usize, late: usize) -> String {
    let things = if count > 1 { "choses" } else { "chose" };
    match late {
        0 => format!("Compagnon : {count} {things} à faire"),
        _ => format!("Compagnon : {count} {things} à faire, dont {late} en retard"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::holidays::HolidayList;
    use crate::law::holidays::samples::{GOOD_FRIDAY, holidays_at};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn task(sentence: &str, due_on: &str, days_late: Option<i64>) -> Task {
        let apprentice = Some("Léa Dupont".to_owned());
        Task { sentence: sentence.into(), apprentice, due_on: day(due_on), days_late, link: None }
    }

    #[test]
    fn a_day_is_quiet_by_the_week_by_the_holiday_by_the_period_or_for_good() {
        let away = DigestSettings {
            digest_quiet_from: Some(day("2026-02-16")),
            digest_quiet_to: Some(day("2026-02-20")),
            ..DigestSettings::usual()
        };
        let never = DigestSettings { digest_enabled: false, ..DigestSettings::usual() };
        let (standard, moselle) = (holidays_at(HolidayList::Standard), holidays_at(GOOD_FRIDAY));
        for (settings, on, place, quiet) in [
            (DigestSettings::usual(), "2026-03-12", standard, false),
            (DigestSettings::usual(), "2026-03-14", standard, true),
            (DigestSettings::usual(), "2026-05-08", standard, true),
            (DigestSettings::usual(), "2026-04-03", standard, false),
            (DigestSettings::usual(), "2026-04-03", moselle, true),
            (away.clone(), "2026-02-13", standard, false),
            (away.clone(), "2026-02-16", standard, true),
            (away.clone(), "2026-02-20", standard, true),
            (away, "2026-02-23", standard, false),
            (never, "2026-03-12", standard, true),
        ] {
            assert_eq!(is_quiet(&settings, day(on), place), quiet, "{on}");
        }
    }

    #[test]
    fn the_latest_notice_that_has_come_is_told_until_the_last_day() {
        for (today, told) in [
            ("2026-07-10", None),
            ("2026-07-11", Some("2026-07-11")),
            ("2026-08-02", Some("2026-07-11")),
            ("2026-08-03", Some("2026-08-03")),
            ("2026-08-10", Some("2026-08-03")),
            ("2026-08-11", None),
        ] {
            assert_eq!(notice_day(day("2026-08-10"), day(today), &[30, 7]), told.map(day), "{today}");
        }
        assert_eq!(notice_day(day("2026-08-10"), day("2026-08-10"), &[]), None);
    }

    #[test]
    fn a_digest_has_one_line_for_each_thing_in_the_order_given_with_its_link() {
        let contract = task("Contrat à déposer le 10/03/2026 au plus tard.", "2026-03-10", Some(2));
        let tasks = vec![
            Task { link: Some("https://front.example/obligations/1".into()), ..contract },
            task("Visite à faire le 20/03/2026 au plus tard.", "2026-03-20", None),
        ];
        let (subject, body) = written(("Ada & Co", "UFA Léonie-Aviat"), tasks, (2, 1), None).unwrap();
        assert_eq!(subject, "Compagnon : 2 choses à faire, dont 1 en retard");
        let lines: Vec<&str> = body.lines().filter(|line| line.starts_with('-') && *line != "-- ").collect();
        assert_eq!(
            lines,
            [
                "- Léa Dupont : Contrat à déposer le 10/03/2026 au plus tard. (retard : 2 jours)",
                "- Léa Dupont : Visite à faire le 20/03/2026 au plus tard.",
            ]
        );
        assert!(body.starts_with("Bonjour Ada & Co,\n"), "{body}");
        assert!(body.contains("\n  https://front.example/obligations/1\n"), "{body}");
        assert!(!body.contains("autre") && !body.contains("Votre page"), "{body}");
    }

    #[test]
    fn a_long_digest_tells_how_much_it_leaves_out() {
        let tasks = (0..MOST_LINES).map(|_| task("À faire.", "2026-03-20", None)).collect();
        let (subject, body) =
            written(("Ada", "UFA"), tasks, (MOST_LINES + 3, 0), Some("https://x/l/1")).unwrap();
        assert_eq!(subject, "Compagnon : 8 choses à faire");
        assert!(body.contains("https://x/l/1\n"), "{body}");
        assert_eq!(body.lines().filter(|line| line.starts_with("- ")).count(), MOST_LINES);
        assert!(body.contains("Et 3 autres."), "{body}");
    }

    #[test]
    fn settings_give_a_whole_period_in_order_and_each_weekday_once() {
        let with = |from: Option<&str>, to: Option<&str>, weekdays: &[i16]| {
            let settings = DigestSettings {
                digest_quiet_from: from.map(day),
                digest_quiet_to: to.map(day),
                digest_quiet_weekdays: weekdays.into(),
                ..DigestSettings::usual()
            };
            check_settings(&settings).iter().map(|finding| finding.code).collect::<Vec<_>>()
        };
        let upside_down = QUIET_UPSIDE_DOWN.code;
        assert!(with(None, None, &[]).is_empty());
        assert!(with(Some("2026-02-16"), Some("2026-02-16"), &[3]).is_empty());
        assert_eq!(with(Some("2026-02-16"), Some("2026-02-15"), &[]), [upside_down]);
        assert_eq!(with(Some("2026-02-16"), None, &[]), [upside_down]);
        assert_eq!(with(None, None, &[6, 7, 6]), [QUIET_TWICE.code]);
    }
}
