//! Examples of answers, made of the examples of their fields.

use serde_json::{Map, Value, json};

use super::name_of;
use crate::platform::schemas;

/// Deepest part of an example; records that hold themselves end there.
const DEEPEST: usize = 14;

/// Gives every record that an operation answers an example, unless it has one of its own, which is completed.
pub fn give_answers(document: &mut Value) {
    complete(document);
    let mut names = Vec::new();
    super::for_each_operation(document, |_, _, operation| {
        for answer in operation["responses"].as_object().into_iter().flat_map(Map::values) {
            for content in answer["content"].as_object().into_iter().flat_map(Map::values) {
                names.extend(content["schema"]["$ref"].as_str().map(name_of).map(str::to_owned));
            }
        }
    });
    let schemas = document["components"]["schemas"].clone();
    for name in names {
        let made = example_of(&schemas[&name], &schemas, 0);
        let schema = &mut document["components"]["schemas"][&name];
        if schema.get("example").is_none() && (made.is_object() || made.is_array()) {
            schema["example"] = made;
        }
    }
}

/// An example shows every field that its record, and those within it, always have.
fn complete(document: &mut Value) {
    let schemas = document["components"]["schemas"].clone();
    let records = document["components"]["schemas"].as_object_mut();
    for schema in records.into_iter().flat_map(Map::values_mut) {
        if let Some(mut example) = schema.get("example").cloned() {
            fill(&mut example, schema, &schemas);
            schema["example"] = example;
        }
    }
}

fn fill(example: &mut Value, schema: &Value, named: &Value) {
    if let Some(name) = schema["$ref"].as_str().map(name_of) {
        fill(example, &named[name], named);
    }
    let choices = schema["oneOf"].as_array().into_iter().flatten().filter(|one| one["type"] != json!("null"));
    if let [only] = choices.collect::<Vec<_>>().as_slice() {
        fill(example, only, named);
    }
    for part in schema["allOf"].as_array().into_iter().flatten() {
        fill(example, part, named);
    }
    match example {
        Value::Object(fields) => {
            for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
                if !fields.contains_key(name) {
                    fields.insert(name.to_owned(), example_of(&schema["properties"][name], named, 1));
                }
            }
            for (name, field) in fields {
                fill(field, &schema["properties"][name.as_str()], named);
            }
        }
        Value::Array(members) => members.iter_mut().for_each(|one| fill(one, &schema["items"], named)),
        _ => {}
    }
}

/// A value that a schema takes, from what it says of itself.
fn example_of(schema: &Value, named: &Value, depth: usize) -> Value {
    if let Some(example) = schema.get("example").or_else(|| schema.get("const")) {
        return example.clone();
    }
    if let Some(name) = schema["$ref"].as_str().map(name_of) {
        return example_of(&named[name], named, depth + 1);
    }
    if let Some(first) = schema["enum"].as_array().and_then(|values| values.first()) {
        return first.clone();
    }
    if let Some(parts) = schema["allOf"].as_array() {
        let parts = parts.iter().map(|part| example_of(part, named, depth + 1));
        let merged = parts.filter_map(|part| part.as_object().cloned()).flatten().collect();
        return Value::Object(merged);
    }
    let choices = schema["oneOf"].as_array().or_else(|| schema["anyOf"].as_array());
    if let Some(choice) = choices.and_then(|all| all.iter().find(|one| one["type"] != json!("null"))) {
        return example_of(choice, named, depth + 1);
    }
    of_type(schema, named, depth)
}

fn of_type(schema: &Value, named: &Value, depth: usize) -> Value {
    let kinds = [&schema["type"]].into_iter().chain(schema["type"].as_array().into_iter().flatten());
    match kinds.filter_map(Value::as_str).find(|kind| *kind != "null") {
        Some("object") => {
            let fields = schema["properties"].as_object().into_iter().flatten();
            fields.map(|(name, field)| (name.clone(), example_of(field, named, depth + 1))).collect()
        }
        Some("array") => {
            let count = schema["minItems"].as_u64().unwrap_or_default().max(u64::from(depth < DEEPEST));
            (0..count).map(|_| example_of(&schema["items"], named, depth + 1)).collect()
        }
        Some("string") => {
            let longest = schema["maxLength"].as_u64().and_then(|most| usize::try_from(most).ok());
            json!(text_of(schema).chars().take(longest.unwrap_or(usize::MAX)).collect::<String>())
        }
        Some("integer" | "number") => schema.get("minimum").cloned().unwrap_or(json!(1)),
        Some("boolean") => json!(true),
        _ => Value::Null,
    }
}

/// A text of a format; of its kind where none is named.
fn text_of(schema: &Value) -> &'static str {
    match schema["format"].as_str().unwrap_or_default() {
        "date" => "2026-03-12",
        "date-time" => "2026-03-12T08:30:00Z",
        "uuid" => "019a0000-0000-7000-8000-000000000001",
        "time" => "09:00:00",
        named => ours(named).unwrap_or("texte"),
    }
}

/// An example of a format of the house.
fn ours(format: &str) -> Option<&'static str> {
    let known = schemas::formats().iter().find(|known| known.name == format)?;
    Some(known.example).filter(|example| !example.is_empty())
}
