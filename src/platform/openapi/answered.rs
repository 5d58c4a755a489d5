//! What is answered: every field is always there, null included, unless its type says that it may be left out.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::{Map, Value, json};

use super::{for_each_operation, name_of};

/// Says of a field that it is left out at times, and never null then: `#[schema(default = "absent")]`, beside each
/// `skip_serializing_if`. It is not published.
pub const ABSENT: (&str, &str) = ("default", "absent");

fn may_be_absent(field: &Value) -> bool {
    field.get(ABSENT.0).is_some_and(|default| default == ABSENT.1)
}
/// What a schema says by example, where nothing is a schema.
const SHOWN: [&str; 3] = ["example", "examples", "default"];

/// Requires of what is answered all that is always sent; a record that is also sent has a second name for its answers.
///
/// What no operation names is left out.
pub fn require_what_is_sent(document: &mut Value) {
    let (mut sent, mut answered) = (Vec::new(), Vec::new());
    for_each_operation(document, |_, _, operation| {
        for part in ["requestBody", "parameters"] {
            references(&operation[part], &mut |name| sent.push(name.to_owned()));
        }
        references(&operation["responses"], &mut |name| answered.push(name.to_owned()));
    });
    let Value::Object(schemas) = document["components"]["schemas"].take() else { return };
    let (sent, answered) = (reached(sent, &schemas), reached(answered, &schemas));
    let mut complete: BTreeMap<&str, Value> = BTreeMap::new();
    for name in answered.iter().filter(|name| !is_a_patch(name)) {
        let mut schema = schemas[name].clone();
        require(&mut schema);
        complete.insert(name, schema);
    }
    let renamed = second_names(&complete, &sent, &schemas);
    let mut published: Map<String, Value> = Map::new();
    for (name, mut schema) in complete {
        rename(&mut schema, &renamed);
        published.insert(renamed.get(name).map_or(name, String::as_str).to_owned(), schema);
    }
    for name in sent.iter().chain(&answered) {
        published.entry(name.as_str()).or_insert_with(|| schemas[name].clone());
    }
    published.values_mut().for_each(forget);
    document["components"]["schemas"] = Value::Object(published);
    for_each_operation(document, |_, _, operation| rename(&mut operation["responses"], &renamed));
}

/// A patch answered says what was changed, and nothing else.
fn is_a_patch(name: &str) -> bool {
    name.ends_with("Patch")
}

/// The records that are sent otherwise than they are answered, or hold one that is, with the names they are answered by.
fn second_names(
    complete: &BTreeMap<&str, Value>,
    sent: &BTreeSet<String>,
    schemas: &Map<String, Value>,
) -> HashMap<String, String> {
    let both: Vec<&str> = complete.keys().copied().filter(|name| sent.contains(*name)).collect();
    let mut unlike: BTreeSet<&str> =
        both.iter().copied().filter(|name| complete[name] != schemas[*name]).collect();
    loop {
        let holds_one = |name: &&str| {
            let mut found = false;
            references(&complete[name], &mut |other| found |= unlike.contains(other));
            found && !unlike.contains(name)
        };
        let more: Vec<&str> = both.iter().copied().filter(holds_one).collect();
        if more.is_empty() {
            break;
        }
        unlike.extend(more);
    }
    let named = unlike.into_iter().map(|name| {
        let of = name.strip_suffix("In").unwrap_or(name);
        let names = [format!("{of}Out"), format!("{of}FactsOut")];
        let free = names.into_iter().find(|one| !schemas.contains_key(one));
        (name.to_owned(), free.unwrap_or_else(|| format!("{name}Out")))
    });
    named.collect()
}

/// Every record that these name, and those that they name.
fn reached(from: Vec<String>, schemas: &Map<String, Value>) -> BTreeSet<String> {
    let (mut known, mut waiting) = (BTreeSet::new(), from);
    while let Some(name) = waiting.pop() {
        if let Some(schema) = schemas.get(&name).filter(|_| !known.contains(&name)) {
            references(schema, &mut |other| waiting.push(other.to_owned()));
            known.insert(name);
        }
    }
    known
}

fn references(part: &Value, see: &mut dyn FnMut(&str)) {
    match part {
        Value::Object(fields) => {
            for (key, field) in fields {
                match field.as_str().filter(|_| key == "$ref") {
                    Some(path) => see(name_of(path)),
                    None if SHOWN.contains(&key.as_str()) => {}
                    None => references(field, see),
                }
            }
        }
        Value::Array(members) => members.iter().for_each(|member| references(member, see)),
        _ => {}
    }
}

fn rename(part: &mut Value, renamed: &HashMap<String, String>) {
    match part {
        Value::Object(fields) => {
            for (key, field) in fields {
                match field.as_str().filter(|_| key == "$ref").and_then(|path| renamed.get(name_of(path))) {
                    Some(name) => *field = json!(format!("#/components/schemas/{name}")),
                    None => rename(field, renamed),
                }
            }
        }
        Value::Array(members) => members.iter_mut().for_each(|member| rename(member, renamed)),
        _ => {}
    }
}

/// Requires every field of a record, and of those within it, but those left out at times.
fn require(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            if let Some(properties) = fields.get_mut("properties").and_then(Value::as_object_mut) {
                let mut always = Vec::new();
                for (name, property) in properties.iter_mut() {
                    if may_be_absent(property) {
                        never_null(property)
                    } else {
                        always.push(name.clone())
                    }
                    require(property);
                }
                let known = fields.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
                let more = always.into_iter().map(Value::String).filter(|name| !known.contains(name));
                let required: Vec<Value> = known.iter().cloned().chain(more).collect();
                if !required.is_empty() {
                    fields.insert("required".to_owned(), Value::Array(required));
                }
            }
            for (_, field) in
                fields.iter_mut().filter(|(key, _)| *key != "properties" && !SHOWN.contains(&key.as_str()))
            {
                require(field);
            }
        }
        Value::Array(members) => members.iter_mut().for_each(require),
        _ => {}
    }
}

/// A field without its null: it is there with a value, or not there.
fn never_null(property: &mut Value) {
    let is_null = |one: &Value| one["type"] == "null";
    if let Some(kinds) = property["type"].as_array() {
        let kinds: Vec<Value> = kinds.iter().filter(|kind| *kind != "null").cloned().collect();
        property["type"] = if let [only] = kinds.as_slice() { only.clone() } else { Value::Array(kinds) };
    }
    let choices = property.get("oneOf").and_then(Value::as_array).cloned().unwrap_or_default();
    if let (true, [only]) = (
        choices.iter().any(is_null),
        choices.iter().filter(|one| !is_null(one)).collect::<Vec<_>>().as_slice(),
    ) {
        let members = property.as_object_mut().into_iter();
        members.for_each(|members| drop(members.remove("oneOf")));
        for (name, member) in only.as_object().into_iter().flatten() {
            property[name] = member.clone();
        }
    }
}

/// Forgets what is not published: that a field may be left out, and defaults that are nothing.
fn forget(schema: &mut Value) {
    let is_nothing = |default: &Value| {
        default.is_null()
            || default.as_array().is_some_and(Vec::is_empty)
            || default.as_object().is_some_and(Map::is_empty)
    };
    let says_nothing = may_be_absent(schema) || schema.get(ABSENT.0).is_some_and(is_nothing);
    match schema {
        Value::Object(fields) => {
            if says_nothing {
                fields.remove(ABSENT.0);
            }
            // what a record too long for an example of its own shows of a patch has served
            if fields.contains_key("properties") {
                fields.remove("examples");
            }
            fields.values_mut().for_each(forget);
        }
        Value::Array(members) => members.iter_mut().for_each(forget),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operation(body: &str, answer: &str) -> Value {
        let named = |name: &str| {
            json!({ "content": { "application/json": {
            "schema": { "$ref": format!("#/components/schemas/{name}") } } } })
        };
        json!({ "requestBody": named(body), "responses": { "200": named(answer) } })
    }

    #[test]
    fn what_is_answered_is_all_there_but_what_may_be_absent_and_what_is_sent_stays_as_it_was() {
        let place = json!({ "properties": { "line": { "type": ["string", "null"] } } });
        let file = |more: Value| {
            let place = json!({ "$ref": "#/components/schemas/Place" });
            let mut file = json!({ "required": ["name"], "properties": { "name": { "type": "string" }, "place": place } });
            file["properties"].as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            file
        };
        let shown = json!({
            "secret": { "type": ["string", "null"], "default": "absent" },
            "state": { "oneOf": [{ "type": "null" }, { "$ref": "#/components/schemas/State" }], "default": "absent" } });
        let mut document = json!({
            "components": { "schemas": { "FileIn": file(json!({})), "FileOut": file(shown), "Place": place,
                "State": { "enum": ["open"] }, "Unused": { "type": "string" } } },
            "paths": { "/files": { "post": operation("FileIn", "FileOut") } } });
        require_what_is_sent(&mut document);
        let place_out =
            json!({ "required": ["line"], "properties": { "line": { "type": ["string", "null"] } } });
        let file_out = json!({ "required": ["name", "place"], "properties": {
            "name": { "type": "string" }, "place": { "$ref": "#/components/schemas/PlaceOut" },
            "secret": { "type": "string" }, "state": { "$ref": "#/components/schemas/State" } } });
        assert_eq!(
            document["components"]["schemas"],
            json!({ "FileIn": file(json!({})), "FileOut": file_out, "Place": place, "PlaceOut": place_out,
                    "State": { "enum": ["open"] } })
        );
        assert_eq!(document["paths"]["/files"]["post"], operation("FileIn", "FileOut"));
    }
}
