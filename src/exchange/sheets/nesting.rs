//! Members within members: `pay/meal_cents` in a list is the member `meal_cents` of `pay` in the API's record.
//! A line of the pay table is named by its year and its period, `pay/lines/1.2`, wherever it stands in the table.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::writing::SheetRecord;

/// What a path of the API is called in a list: what it begins with there, and here.
pub type Alias = (String, String);

/// Where the pay table is in a contract.
const TABLE: &str = "pay/lines/";

/// The API's record of some fields, and what its lines are called in the list.
pub fn nested(fields: SheetRecord) -> (Value, Vec<Alias>) {
    let mut record = Map::new();
    let mut lines: BTreeMap<String, Map<String, Value>> = BTreeMap::new();
    for (field, value) in fields {
        match field.strip_prefix(TABLE).and_then(|rest| rest.split_once('/')) {
            Some((place, member)) => {
                let line = lines.entry(place.to_owned()).or_insert_with(|| placed(place));
                line.insert(member.to_owned(), value);
            }
            None => put(&mut record, &field, value),
        }
    }
    let aliases = lines.keys().enumerate();
    let aliases =
        aliases.map(|(rank, place)| (format!("{TABLE}{rank}"), format!("{TABLE}{place}"))).collect();
    if !lines.is_empty() {
        put(&mut record, TABLE.trim_end_matches('/'), json!(lines.into_values().collect::<Vec<_>>()));
    }
    (Value::Object(record), aliases)
}

/// The fields of an API's record, each named by its path.
pub fn flattened(record: &Value) -> SheetRecord {
    let mut fields = SheetRecord::new();
    flatten(record, String::new(), &mut fields);
    fields
}

fn placed(place: &str) -> Map<String, Value> {
    let number = |text: &str| text.parse::<i16>().unwrap_or_default();
    let (year, line) = place.split_once('.').unwrap_or((place, ""));
    Map::from_iter([("year".to_owned(), json!(number(year))), ("line".to_owned(), json!(number(line)))])
}

fn put(record: &mut Map<String, Value>, path: &str, value: Value) {
    match path.split_once('/') {
        None => drop(record.insert(path.to_owned(), value)),
        Some((first, rest)) => {
            let within = record.entry(first.to_owned()).or_insert_with(|| Value::Object(Map::new()));
            if let Value::Object(within) = within {
                put(within, rest, value);
            }
        }
    }
}

fn flatten(value: &Value, path: String, fields: &mut SheetRecord) {
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}/{name}") };
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                flatten(member, below(name), fields);
            }
        }
        Value::Array(lines) => {
            for line in lines {
                flatten(line, below(&format!("{}.{}", line["year"], line["line"])), fields);
            }
        }
        plain => drop(fields.insert(path, plain.clone())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_goes_out_and_comes_back_its_lines_at_their_place() {
        let record = json!({
            "type_code": "11",
            "work": { "weekly_minutes": 2100, "place": { "city": "Metz" } },
            "pay": { "meal_cents": 250, "lines": [
                { "year": 1, "line": 2, "base": "smic" }, { "year": 2, "line": 1, "base": "smc" } ] },
        });
        let fields = flattened(&record);
        assert_eq!(fields["work/place/city"], "Metz");
        assert_eq!(
            (&fields["pay/lines/1.2/base"], &fields["pay/lines/2.1/base"]),
            (&json!("smic"), &json!("smc"))
        );
        let (back, aliases) = nested(fields);
        assert_eq!(back, record);
        let alias = |one: &str, other: &str| (one.to_owned(), other.to_owned());
        assert_eq!(aliases, [alias("pay/lines/0", "pay/lines/1.2"), alias("pay/lines/1", "pay/lines/2.1")]);
    }
}
