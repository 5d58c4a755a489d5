//! Where an apprentice is and was: days at the centre, absences without their reasons, the coming weeks.

use chrono::{Datelike, NaiveDate, Weekday};

use super::{BriefItem, BriefKind};
use crate::law::calendar::{add_days, french_day};
use crate::platform::text::Sentence;
use crate::presence::absences::model::{Absence, AwayFrom, Justified};
use crate::presence::calendars::{ApprenticeDays, DayKind};
use crate::say;

/// How far back the days at the centre are counted.
///
/// Our choice.
const COUNTED_DAYS: i64 = 30;
/// Weeks told ahead, the present one included.
///
/// Our choice.
const WEEKS_AHEAD: i64 = 4;

/// How many days the apprentice had at the centre lately, told on the last of them.
pub(super) fn centre_days(days: &ApprenticeDays, from: NaiveDate, today: NaiveDate) -> Option<BriefItem> {
    let since = add_days(today, -COUNTED_DAYS).max(from);
    let spent: Vec<NaiveDate> =
        days.each(since, today).filter(|(_, info)| is_at_centre(info.kind)).map(|(day, _)| day).collect();
    let (count, on) = (spent.len(), *spent.last()?);
    let jour = french_day(since);
    let title = match count {
        1 => say!("1 jour prévu au centre depuis le {jour}", "1 day planned at the centre since {since}"),
        _ => say!(
            "{count} jours prévus au centre depuis le {jour}",
            "{count} days planned at the centre since {since}"
        ),
    };
    Some(BriefItem {
        on,
        whole_month: false,
        kind: BriefKind::CentreDays,
        title,
        subject_id: None,
        mean_hundredths: None,
    })
}

/// An absence as a tutor is told of it: from where and when, never why.
pub(super) fn absence(row: &Absence) -> BriefItem {
    let (from, to) = (row.facts.from_on, row.facts.to_on);
    let (du, au) = (french_day(from), french_day(to));
    let (jours, days) = match from == to {
        true => (format!("le {du}"), format!("on {from}")),
        false => (format!("du {du} au {au}"), format!("from {from} to {to}")),
    };
    let (place, place_en) = match row.facts.away_from {
        AwayFrom::Centre => ("du centre", "from the centre"),
        AwayFrom::Company => ("de l’entreprise", "from the company"),
        AwayFrom::Both => ("du centre et de l’entreprise", "from the centre and the company"),
    };
    let (state, state_en) = match row.facts.justified {
        Justified::Yes => ("justifiée", "justified"),
        Justified::No => ("non justifiée", "not justified"),
        Justified::Pending => ("à justifier", "to be justified"),
    };
    let title = say!("Absence {place} {jours}, {state}", "Absence {place_en} {days}, {state_en}");
    let subject_id = Some(row.id.0);
    BriefItem {
        on: from,
        whole_month: false,
        kind: BriefKind::Absence,
        title,
        subject_id,
        mean_hundredths: None,
    }
}

/// The weeks that begin with the present one, those nothing is known of left out.
pub(super) fn weeks(days: &ApprenticeDays, today: NaiveDate, last: NaiveDate) -> Vec<BriefItem> {
    let monday = add_days(today, -i64::from(today.weekday().num_days_from_monday()));
    let mondays = (0..WEEKS_AHEAD).map(|count| add_days(monday, 7 * count));
    mondays.filter(|monday| *monday <= last).filter_map(|monday| week(days, monday, last)).collect()
}

fn week(days: &ApprenticeDays, monday: NaiveDate, last: NaiveDate) -> Option<BriefItem> {
    let info: Vec<(Weekday, DayKind)> = days
        .each(monday, add_days(monday, 6).min(last))
        .map(|(day, info)| (day.weekday(), info.kind))
        .collect();
    let of = |is_shown: fn(DayKind) -> bool| -> Vec<Weekday> {
        info.iter().filter(|(_, kind)| is_shown(*kind)).map(|(day, _)| *day).collect()
    };
    let company = of(|kind| kind == DayKind::Company);
    let centre = of(is_at_centre);
    if company.is_empty() && centre.is_empty() {
        return None;
    }
    let off = of(|kind| matches!(kind, DayKind::Closed | DayKind::Holiday));
    let parts: Vec<(String, String)> = [
        ("en entreprise", "in the company", company),
        ("au centre", "at the centre", centre),
        ("fermé ou férié", "closed or holiday", off),
    ]
    .into_iter()
    .filter(|(_, _, days)| !days.is_empty())
    .map(|(fr, en, days)| {
        (format!("{fr} {}", named(&days, FRENCH)), format!("{en} {}", named(&days, ENGLISH)))
    })
    .collect();
    let (fr, en): (Vec<String>, Vec<String>) = parts.into_iter().unzip();
    let title = Sentence::new(fr.join(" ; "), en.join("; "));
    Some(BriefItem {
        on: monday,
        whole_month: false,
        kind: BriefKind::Week,
        title,
        subject_id: None,
        mean_hundredths: None,
    })
}

const FRENCH: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];
const ENGLISH: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

fn named(days: &[Weekday], names: [&'static str; 7]) -> String {
    let each = days.iter().filter_map(|day| names.get(day.num_days_from_monday() as usize).copied());
    each.collect::<Vec<_>>().join(", ")
}

fn is_at_centre(kind: DayKind) -> bool {
    matches!(kind, DayKind::Centre | DayKind::Exam)
}
