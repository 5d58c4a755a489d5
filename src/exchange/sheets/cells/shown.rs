//! A value as it is written in a cell: for people in French, or for programs.

use chrono::NaiveDate;
use serde_json::Value;

use crate::exchange::sheets::column::Shape;
use crate::law::calendar::french_day;
use crate::law::identifiers;
use crate::platform::clock::paris_time;

/// For people: dd/mm/yyyy, oui or non, 03 25 80 72 17.
pub fn as_french(shape: Shape, value: &Value) -> String {
    match (shape, value) {
        (_, Value::Null) => String::new(),
        (_, Value::Bool(true)) => "oui".to_owned(),
        (_, Value::Bool(false)) => "non".to_owned(),
        (Shape::Amount | Shape::Percent | Shape::Hundredths | Shape::Duration, value) => {
            measured(shape, value).replace('.', ",")
        }
        (Shape::Label { of, .. }, Value::String(code)) => of(code).unwrap_or(code).to_owned(),
        (Shape::Label { .. }, Value::Array(codes)) => {
            let labels: Vec<String> = codes.iter().map(|code| as_french(shape, code)).collect();
            labels.join(", ")
        }
        (Shape::Moment, Value::String(text)) => as_moment(text).unwrap_or_else(|| text.clone()),
        (Shape::Phone, Value::String(phone)) => identifiers::phone_shown(phone),
        (_, Value::String(text)) => as_day(shape, text).map_or_else(|| text.clone(), french_day),
        (_, number) => number.to_string().replace('.', ","),
    }
}

/// For programs: ISO dates, true or false, numbers with a dot.
pub fn as_machine(shape: Shape, value: &Value) -> String {
    match (shape, value) {
        (_, Value::Null) => String::new(),
        (_, Value::String(text)) => text.clone(),
        (shape, Value::Array(all)) => {
            let all: Vec<String> = all.iter().map(|one| as_machine(shape, one)).collect();
            all.join(" ")
        }
        (shape, other) => measured(shape, other),
    }
}

/// A number in the unit people write it in: euros, percents, hours and minutes.
fn measured(shape: Shape, value: &Value) -> String {
    let Some(number) = value.as_i64() else { return value.to_string() };
    match shape {
        Shape::Amount => format!("{}.{:02}", number / 100, number % 100),
        Shape::Percent | Shape::Hundredths if number % 100 == 0 => (number / 100).to_string(),
        Shape::Percent | Shape::Hundredths => {
            format!("{}.{:02}", number / 100, number % 100).trim_end_matches('0').to_owned()
        }
        Shape::Duration => format!("{}h{:02}", number / 60, number % 60),
        _ => number.to_string(),
    }
}

/// An instant as clocks of France show it.
fn as_moment(text: &str) -> Option<String> {
    let shown = paris_time(text.parse().ok()?);
    Some(format!("{} {}", french_day(shown.date()), shown.format("%H:%M")))
}

fn as_day(shape: Shape, text: &str) -> Option<NaiveDate> {
    let may_be_day = matches!(shape, Shape::Day | Shape::Shown);
    if may_be_day { text.parse().ok() } else { None }
}
