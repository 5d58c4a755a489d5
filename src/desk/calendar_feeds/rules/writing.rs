//! The calendar as text (RFC 5545): whole days, lines of 75 octets, commas and the like escaped.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use icalendar::{Calendar, Component, Event, Property};

use super::sequences::Numbered;
use crate::desk::calendar_feeds::model::FeedHour;
use crate::law::calendar::add_days;
use crate::platform::clock::paris_instant;
use crate::platform::text::{Lang, Sentence};

/// How long a subscriber may wait before asking again.
const REFRESH: &str = "PT4H";
/// Longest line, in octets.
const LONGEST_LINE: usize = 75;

/// A calendar of entries in a language.
pub fn written(entries: &[Numbered], lang: Lang) -> String {
    let mut calendar = Calendar::empty();
    let name = Sentence::new("Apprentissage", "Apprenticeship");
    for (key, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//Compagnon//Compagnon//FR"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
        ("X-WR-CALNAME", name.in_lang(lang)),
        ("X-WR-TIMEZONE", "Europe/Paris"),
        ("X-PUBLISHED-TTL", REFRESH),
    ] {
        calendar.append_property(Property::new(key, value));
    }
    let refresh = Property::new("REFRESH-INTERVAL", REFRESH).add_parameter("VALUE", "DURATION").done();
    calendar.append_property(refresh);
    for one in entries {
        calendar.push(event(one, lang));
    }
    calendar.to_string().replace("\r\n ", "").split_inclusive("\r\n").map(folded).collect()
}

/// A line in pieces of 75 octets that neither end nor begin with a space, which some readers would drop.
fn folded(line: &str) -> String {
    let mut rest = line.trim_end_matches("\r\n");
    let mut lines = String::with_capacity(line.len() + line.len() / 16);
    let mut room = LONGEST_LINE;
    while rest.len() > room {
        let clean = |at: &usize| {
            let beside = rest[..*at].chars().next_back().into_iter().chain(rest[*at..].chars().next());
            beside.into_iter().all(|c| !c.is_whitespace())
        };
        let cuts = || (1..=room).rev().filter(|at| rest.is_char_boundary(*at));
        let cut = cuts().find(clean).or_else(|| cuts().next()).unwrap_or(rest.len());
        lines.push_str(&rest[..cut]);
        lines.push_str("\r\n ");
        rest = &rest[cut..];
        room = LONGEST_LINE - 1;
    }
    lines.push_str(rest);
    lines.push_str("\r\n");
    lines
}

fn event(one: &Numbered, lang: Lang) -> Event {
    let entry = &one.entry;
    let changed_at = instant(one.changed_at);
    let mut event = Event::new();
    event
        .append_property(Property::new("UID", &entry.uid))
        .append_property(Property::new("SEQUENCE", one.sequence.to_string()))
        .append_property(Property::new("DTSTAMP", &changed_at))
        .append_property(Property::new("LAST-MODIFIED", &changed_at))
        .append_property(Property::new("SUMMARY", plain(&entry.summary, lang)))
        .append_property(Property::new("STATUS", entry.status.word()))
        .append_property(Property::new("CATEGORIES", entry.category))
        .append_property(Property::new("TRANSP", "TRANSPARENT"));
    match entry.hour.and_then(|hour| instants(entry.from_on, hour)) {
        // an instant needs no table of the clock changes: every reader shows it at the hour of their place
        Some((from, to)) => {
            event.append_property(Property::new("DTSTART", instant(from)));
            event.append_property(Property::new("DTEND", instant(to)));
        }
        None => {
            event.append_property(day("DTSTART", entry.from_on));
            // the end of whole days is the day after
            event.append_property(day("DTEND", add_days(entry.to_on, 1)));
        }
    }
    if let Some(place) = &entry.place {
        event.append_property(Property::new("LOCATION", plain_text(place)));
    }
    if let Some(details) = &entry.details {
        event.append_property(Property::new("DESCRIPTION", plain(details, lang)));
    }
    event
}

fn day(key: &str, day: NaiveDate) -> Property {
    Property::new(key, day.format("%Y%m%d").to_string()).add_parameter("VALUE", "DATE").done()
}

fn instant(at: DateTime<Utc>) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

/// First and last instant of an hour of a day in France.
fn instants(day: NaiveDate, hour: FeedHour) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    let from = paris_instant(day.and_time(hour.from))?;
    Some((from, from + TimeDelta::minutes(hour.minutes.into())))
}

/// A text without the control characters a calendar cannot hold.
fn plain(text: &Sentence, lang: Lang) -> String {
    plain_text(text.in_lang(lang))
}

fn plain_text(text: &str) -> String {
    text.trim().chars().filter(|c| *c == '\n' || !c.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::calendar_feeds::model::{FeedEvent, Status};

    fn parsed(text: &str) -> ical::parser::ical::component::IcalCalendar {
        ical::IcalParser::new(text.as_bytes()).next().unwrap().unwrap()
    }

    #[test]
    fn days_after_the_clocks_change_are_whole_days_without_a_time_zone() {
        let entry = FeedEvent {
            uid: "company-1@compagnon".into(),
            from_on: "2026-10-28".parse().unwrap(),
            to_on: "2026-10-30".parse().unwrap(),
            hour: None,
            place: None,
            status: Status::Confirmed,
            summary: Sentence::new("En entreprise", "In the company"),
            details: None,
            category: "company",
        };
        let changed_at = "2026-01-05T08:00:00Z".parse().unwrap();
        let text = written(&[Numbered { entry, sequence: 0, changed_at }], Lang::Fr);
        assert!(text.contains("DTSTART;VALUE=DATE:20261028\r\n"), "{text}");
        assert!(text.contains("DTEND;VALUE=DATE:20261031\r\n") && !text.contains("TZID"), "{text}");
    }

    #[test]
    fn an_hour_is_that_of_france_in_summer_and_in_winter() {
        for (on, starts) in [("2026-07-01", "20260701T123000Z"), ("2026-12-01", "20261201T133000Z")] {
            let entry = FeedEvent {
                uid: "visit-1@compagnon".into(),
                from_on: on.parse().unwrap(),
                to_on: on.parse().unwrap(),
                hour: Some(FeedHour { from: "14:30:00".parse().unwrap(), minutes: 45 }),
                place: Some("Quai n° 3, bureau B".into()),
                status: Status::Confirmed,
                summary: Sentence::new("Visite", "Visit"),
                details: None,
                category: "visit",
            };
            let changed_at = "2026-01-05T08:00:00Z".parse().unwrap();
            let text = written(&[Numbered { entry, sequence: 0, changed_at }], Lang::Fr);
            assert!(text.contains(&format!("DTSTART:{starts}\r\n")), "{text}");
            assert!(text.contains("T131500Z") || text.contains("T141500Z"), "{text}");
            assert!(text.contains("LOCATION:Quai n° 3\\, bureau B\r\n"), "{text}");
        }
    }

    #[test]
    fn another_reader_understands_what_is_written() {
        let summary =
            "Visite à l'éco-musée, rue des Échevins ; prévoir : règle, équerre \\ élèves ".repeat(4);
        let entry = FeedEvent {
            uid: "visit-1@compagnon".into(),
            from_on: "2026-03-30".parse().unwrap(),
            to_on: "2026-03-31".parse().unwrap(),
            hour: None,
            place: None,
            status: Status::Tentative,
            summary: Sentence::new(summary.clone(), "Visit"),
            details: Some(Sentence::new("Une ligne,\r\nune autre", "One line")),
            category: "visit",
        };
        let changed_at = "2026-01-05T08:00:00Z".parse().unwrap();
        let text = written(&[Numbered { entry, sequence: 3, changed_at }], Lang::Fr);
        assert!(text.ends_with("END:VCALENDAR\r\n"));
        for line in text.split("\r\n") {
            assert!(line.len() <= 75 && !line.contains('\n'), "{} octets: {line}", line.len());
        }
        let calendar = parsed(&text);
        let event = &calendar.events[0];
        let of =
            |name: &str| event.properties.iter().find(|one| one.name == name).unwrap().value.clone().unwrap();
        let unescaped = |text: String| {
            text.replace("\\,", ",").replace("\\;", ";").replace("\\n", "\n").replace("\\\\", "\\")
        };
        assert_eq!(unescaped(of("SUMMARY")), summary.trim());
        assert_eq!(unescaped(of("DESCRIPTION")), "Une ligne,\nune autre");
        for (name, value) in [
            ("UID", "visit-1@compagnon"),
            ("SEQUENCE", "3"),
            ("DTSTART", "20260330"),
            ("DTEND", "20260401"),
            ("DTSTAMP", "20260105T080000Z"),
            ("STATUS", "TENTATIVE"),
        ] {
            assert_eq!(of(name), value);
        }
        let start = event.properties.iter().find(|one| one.name == "DTSTART").unwrap();
        assert_eq!(start.params.as_ref().unwrap()[0], ("VALUE".to_owned(), vec!["DATE".to_owned()]));
    }
}
