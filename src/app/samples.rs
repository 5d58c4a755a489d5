//! What answers that are texts look like, shown in the document: the headings of tables, and a line or two of the others.

use serde_json::{Map, Value, json};

use crate::exchange::exports::rows::{ABSENCES, MARKS, OBLIGATIONS, PHONE_CONTACTS, RUPTURES, VISITS};
use crate::exchange::sheets::{ListKind, SheetLayout};
use crate::outcomes::{declarations, evidence, publications};
use crate::platform::openapi::for_each_operation;

/// A calendar with one visit.
const CALENDAR: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:0199c2f0-7b1e-7c3a-9a51-3f0d1c7e5a10\r\n\
    DTSTART;VALUE=DATE:20261204\r\nSUMMARY:Visite en entreprise\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
const PICTURE: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\"></svg>";

/// Shows every answer that is a text.
pub fn show_texts(document: &mut Value) {
    for_each_operation(document, |path, _, operation| {
        for answer in operation["responses"].as_object_mut().into_iter().flat_map(Map::values_mut) {
            for (media, content) in
                answer.get_mut("content").and_then(Value::as_object_mut).into_iter().flatten()
            {
                if let Some(sample) = sample(path, media) {
                    content["example"] = json!(sample);
                }
            }
        }
    });
}

fn sample(path: &str, media: &str) -> Option<String> {
    match media {
        "text/csv" => headings(path).map(|headings| format!("{headings}\r\n")),
        "text/calendar" => Some(CALENDAR.to_owned()),
        "image/svg+xml" => Some(PICTURE.to_owned()),
        "text/plain" => Some(if path == "/healthz" { "alive\n" } else { "ready\n" }.to_owned()),
        _ => None,
    }
}

fn headings(path: &str) -> Option<String> {
    let exported = |layout: SheetLayout| {
        let headers = layout.columns.iter().map(|column| format!("\"{}\"", column.header));
        headers.collect::<Vec<_>>().join(";")
    };
    Some(match path {
        "/v1/exports/{list}.csv" => exported(ListKind::Apprentices.layout()),
        "/v1/exports/visits.csv" => exported(VISITS),
        "/v1/exports/absences.csv" => exported(ABSENCES),
        "/v1/exports/phone-contacts.csv" => exported(PHONE_CONTACTS),
        "/v1/exports/mock-exam-marks.csv" => exported(MARKS),
        "/v1/exports/ruptures.csv" => exported(RUPTURES),
        "/v1/exports/obligations.csv" => exported(OBLIGATIONS),
        "/v1/public/indicators.csv" => publications::table::HEADINGS_FR.join(";"),
        "/v1/sites/{site}/quality-evidence.csv" => evidence::table::HEADINGS_FR.join(";"),
        "/v1/sites/{site}/declarations/{declaration}/table" => declarations::table::HEADINGS_FR.join(";"),
        _ => return None,
    })
}
