//! The refusals of each operation, besides those that any may give: what the tests have seen it refuse.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Value, json};

use crate::platform::openapi::for_each_operation;

/// By operation, each status with its codes; printed by the tests.
const SEEN: &str = include_str!("refusals.txt");

/// Every refusal of a list: method and path, status, code.
pub fn listed(list: &str) -> impl Iterator<Item = (&str, &str, &str)> {
    let mut operation = "";
    list.lines().flat_map(move |line| {
        let (status, codes) =
            line.strip_prefix("  ").and_then(|line| line.split_once(' ')).unwrap_or_default();
        if status.is_empty() {
            operation = line;
        }
        let place = operation;
        codes.split(' ').filter(|code| !code.is_empty()).map(move |code| (place, status, code))
    })
}

/// Says of each operation, in `x-refusals`, the codes that are its own, by status.
pub fn tell_refusals(document: &mut Value) {
    let mut by_place: HashMap<&str, BTreeMap<&str, Vec<&str>>> = HashMap::new();
    for (place, status, code) in listed(SEEN) {
        by_place.entry(place).or_default().entry(status).or_default().push(code);
    }
    for_each_operation(document, |path, method, operation| {
        if let Some(codes) = by_place.get(format!("{} {path}", method.to_uppercase()).as_str()) {
            operation["x-refusals"] = json!(codes);
        }
    });
}
