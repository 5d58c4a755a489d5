//! The committed `openapi.yaml` is what the code says, and says enough for a generated client.

use std::collections::BTreeSet;

use compagnon::platform::openapi::for_each_operation;
use serde_json::{Map, Value, json};

use crate::harness::reached;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.yaml");

fn document() -> Value {
    crate::harness::announced()
}

/// Every operation as (method, path, operation).
pub fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let paths = document["paths"].as_object().unwrap();
    let each = paths.iter().flat_map(|(path, item)| {
        item.as_object()
            .unwrap()
            .iter()
            .filter(|(_, operation)| operation.is_object())
            .map(move |(method, operation)| (method.to_uppercase(), path.clone(), operation.clone()))
    });
    each.collect()
}

#[test]
fn openapi_yaml_is_current() {
    let current = compagnon::app::document_as_yaml().unwrap();
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        std::fs::write(FILE, &current).unwrap();
    }
    let committed = std::fs::read_to_string(FILE).unwrap_or_default();
    assert!(
        committed == current,
        "openapi.yaml is outdated: run UPDATE_OPENAPI=1 cargo test --test api openapi"
    );
}

/// A part as it reads once what it refers to among the components, and is no record, stands in its place.
fn written_out_of(part: &Value, published: &Value) -> Value {
    match part["$ref"].as_str() {
        Some(path) => written_out_of(published.pointer(path.trim_start_matches('#')).expect(path), published),
        None => {
            let mut part = part.clone();
            for header in
                part.get_mut("headers").and_then(Value::as_object_mut).into_iter().flat_map(Map::values_mut)
            {
                *header = written_out_of(header, published);
            }
            part
        }
    }
}

#[test]
fn what_is_published_by_reference_is_what_operations_say() {
    let published = serde_json::to_value(compagnon::app::published()).unwrap();
    let whole = |part: &Value| written_out_of(part, &published);
    let mut written_out = document();
    let mut references = 0;
    for_each_operation(&mut written_out, |path, method, operation| {
        let said = &published["paths"][path][method];
        for (rank, parameter) in operation["parameters"].as_array().into_iter().flatten().enumerate() {
            let one = &said["parameters"][rank];
            references += usize::from(one.get("$ref").is_some());
            assert_eq!(whole(one), *parameter, "{method} {path}");
        }
        for (status, answer) in operation["responses"].as_object().unwrap() {
            let one = &said["responses"][status];
            references += usize::from(one.get("$ref").is_some());
            assert_eq!(whole(one), *answer, "{method} {path} {status}");
        }
    });
    assert!(references > 2000, "{references}");
}

/// Whether a property says what it is, itself or in the alternative that is not null.
fn is_described(property: &Value) -> bool {
    let alternatives = property["oneOf"].as_array().into_iter().flatten();
    property["description"].is_string() || alternatives.into_iter().any(is_described)
}

#[test]
fn every_property_says_what_it_is() {
    let document = document();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let silent = schemas.iter().flat_map(|(name, schema)| {
        let properties = schema["properties"].as_object().into_iter().flatten();
        let silent = properties.filter(|(_, property)| !is_described(property));
        silent.map(move |(property, _)| format!("{name}.{property}"))
    });
    assert_eq!(silent.collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn every_operation_has_a_name_a_room_a_sentence_and_described_answers() {
    let mut names = BTreeSet::new();
    for (method, path, operation) in operations(&document()) {
        let place = format!("{method} {path}");
        let name = operation["operationId"].as_str().unwrap_or_default().to_owned();
        assert!(
            !name.is_empty() && names.insert(name.clone()),
            "{place}: operationId {name:?} missing or repeated"
        );
        assert!(operation["tags"].as_array().is_some_and(|tags| tags.len() == 1), "{place}: one tag");
        assert!(operation["summary"].as_str().is_some_and(|summary| summary.len() > 5), "{place}: summary");
        for (status, answer) in operation["responses"].as_object().unwrap() {
            assert!(answer["description"].as_str().is_some_and(|text| !text.is_empty()), "{place} {status}");
            if status.starts_with(['4', '5']) && !path.starts_with("/oauth") {
                let problem = &answer["content"]["application/problem+json"];
                assert!(problem.is_object(), "{place} {status}: not a problem");
            }
        }
    }
}

#[test]
fn what_clients_are_made_of_is_all_there() {
    let document = document();
    assert_eq!(document["servers"][0]["url"], "/");
    assert!(document["info"]["contact"]["name"].is_string());
    let flow = &document["components"]["securitySchemes"]["software"]["flows"]["clientCredentials"];
    assert_eq!(flow["tokenUrl"], "/oauth/token");
    let granted: BTreeSet<&str> = flow["scopes"].as_object().unwrap().keys().map(String::as_str).collect();
    let mut used = BTreeSet::new();
    for (method, path, operation) in operations(&document) {
        let place = format!("{method} {path}");
        let said = operation["description"].as_str().unwrap_or_default();
        assert!(said.contains("Open to"), "{place}: who may call it");
        if let Some(scope) = operation["x-roles"]["scope"].as_str() {
            used.insert(scope.to_owned());
            assert_eq!(operation["security"], json!([{ "bearer": [] }, { "software": [scope] }]), "{place}");
        }
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            assert!(parameter["name"] != "If-Match" || parameter["required"] == json!(true), "{place}");
        }
        let body = &operation["requestBody"]["content"];
        if method == "PATCH" {
            assert_eq!(body["application/merge-patch+json"], body["application/json"], "{place}");
        }
        let answers = operation["responses"].as_object().unwrap().values().map(|answer| &answer["content"]);
        for (media, content) in answers.chain([body]).filter_map(Value::as_object).flatten() {
            let is_of_lists = content["schema"]["type"] == "array" && !media.contains("json");
            assert!(!is_of_lists, "{place}: {media} is not bytes");
        }
    }
    assert_eq!(used.iter().map(String::as_str).collect::<BTreeSet<_>>(), granted);
}

#[test]
fn what_may_be_null_in_an_answer_is_always_there() {
    let document = document();
    let mut answered = Vec::new();
    for (.., operation) in operations(&document) {
        records_in(&operation["responses"], &document, &mut answered);
    }
    let at_times = answered.iter().flat_map(|name| {
        let schema = &document["components"]["schemas"][name];
        let required: Vec<&str> =
            schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let properties = schema["properties"].as_object().into_iter().flatten();
        let left_out = properties.filter(move |(field, _)| !required.contains(&field.as_str()));
        left_out.map(move |(field, property)| (format!("{name}.{field}"), property))
    });
    let (null, absent): (Vec<_>, Vec<_>) =
        at_times.partition(|(_, property)| property.to_string().contains("\"null\""));
    assert_eq!(null, Vec::new(), "null, or not there?");
    // those of `skip_serializing_if`
    assert!((40..160).contains(&absent.len()), "{absent:?}");
}

/// The names of the records that a part of the document is made of, patches apart.
fn records_in(part: &Value, document: &Value, found: &mut Vec<String>) {
    match part {
        Value::Object(fields) => {
            if let Some(name) = fields.get("$ref").and_then(Value::as_str).map(|path| &path[21..])
                && !found.iter().any(|known| known == name)
                && !name.ends_with("Patch")
            {
                found.push(name.to_owned());
                records_in(&document["components"]["schemas"][name], document, found);
            }
            fields.values().for_each(|field| records_in(field, document, found));
        }
        Value::Array(members) => members.iter().for_each(|member| records_in(member, document, found)),
        _ => {}
    }
}

#[test]
fn every_list_that_goes_on_says_how_many_rows_it_has_when_asked() {
    // the feed of changes and what was told of a class on a day never end
    let endless = ["/v1/changes", "/v1/sites/{site}/whereabouts"];
    for (method, path, operation) in operations(&document()) {
        let takes = |name: &str| {
            operation["parameters"].as_array().into_iter().flatten().any(|one| one["name"] == name)
        };
        let told = takes("include") || endless.contains(&path.as_str());
        assert!(!takes("cursor") || told, "{method} {path} has no include=total");
    }
}

#[test]
fn every_string_array_and_integer_is_bounded() {
    let mut unbounded = Vec::new();
    let document = document();
    for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
        find_unbounded(schema, name, &mut unbounded);
    }
    for (method, path, operation) in operations(&document) {
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            find_unbounded(
                &parameter["schema"],
                &format!("{method} {path} {}", parameter["name"]),
                &mut unbounded,
            );
        }
    }
    assert!(unbounded.is_empty(), "without bounds:\n{}", unbounded.join("\n"));
}

fn find_unbounded(schema: &Value, at: &str, found: &mut Vec<String>) {
    let Some(object) = schema.as_object() else { return };
    let kinds = object.get("type").map(Value::to_string).unwrap_or_default();
    let has = |names: &[&str]| names.iter().any(|name| object.contains_key(*name));
    let bounded_format = ["date", "date-time", "uuid", "time"]
        .iter()
        .any(|format| object.get("format").and_then(Value::as_str) == Some(format));
    if kinds.contains("\"string\"") && !bounded_format && !has(&["maxLength", "enum", "const"]) {
        found.push(format!("{at}: string"));
    }
    if kinds.contains("\"array\"") && !has(&["maxItems"]) {
        found.push(format!("{at}: array"));
    }
    if kinds.contains("\"integer\"") && !has(&["minimum", "maximum", "enum"]) {
        found.push(format!("{at}: integer"));
    }
    for (name, inner) in object.get("properties").and_then(Value::as_object).unwrap_or(&Map::new()) {
        find_unbounded(inner, &format!("{at}.{name}"), found);
    }
    for inner in ["items", "additionalProperties"].iter().filter_map(|name| object.get(*name)) {
        find_unbounded(inner, &format!("{at}[]"), found);
    }
    for list in ["oneOf", "allOf", "anyOf"].iter().filter_map(|name| object.get(*name)) {
        list.as_array().into_iter().flatten().for_each(|inner| find_unbounded(inner, at, found));
    }
}

#[test]
fn every_example_of_a_body_is_one_its_schema_takes() {
    let document = document();
    let schemas = &document["components"]["schemas"];
    let mut refused = Vec::new();
    for (name, schema) in schemas.as_object().expect("schemas") {
        let Some(example) = schema.get("example").filter(|example| example.is_object()) else { continue };
        let mut whole = json!({ "$ref": format!("#/components/schemas/{name}") });
        whole["components"] = json!({ "schemas": reached(&whole, schemas) });
        let validator = jsonschema::validator_for(&whole).expect(name);
        refused.extend(validator.iter_errors(example).map(|error| format!("{name}: {error}")));
    }
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

#[test]
fn every_answer_has_an_example_its_schema_takes() {
    let document = document();
    let mut without = Vec::new();
    for (method, path, operation) in operations(&document) {
        for (status, answer) in operation["responses"].as_object().unwrap() {
            for (media, content) in answer["content"].as_object().into_iter().flatten() {
                if media.starts_with("text/") || media.starts_with("image/svg") {
                    if content["example"].as_str().is_none_or(str::is_empty) {
                        without.push(format!("{method} {path} {status}: {media}"));
                    }
                    continue;
                }
                if !media.contains("json") {
                    continue;
                }
                let schema = &content["schema"];
                let name = schema["$ref"].as_str().and_then(|to| to.rsplit('/').next());
                let example = name
                    .map_or(&content["example"], |name| &document["components"]["schemas"][name]["example"]);
                if example.is_null() {
                    without.push(format!("{method} {path} {status}: {name:?}"));
                }
            }
        }
    }
    without.dedup();
    assert!(without.is_empty(), "{}", without.join("\n"));
}

#[test]
fn every_body_that_may_be_sent_has_an_example() {
    let document = document();
    let mut without = Vec::new();
    for (path, operations) in document["paths"].as_object().expect("paths") {
        for (method, operation) in operations.as_object().expect("operations") {
            for media in ["application/json", "application/x-www-form-urlencoded"] {
                let schema = &operation["requestBody"]["content"][media]["schema"];
                let Some(name) = schema["$ref"].as_str().and_then(|to| to.rsplit('/').next()) else {
                    continue;
                };
                if !document["components"]["schemas"][name]["example"].is_object() {
                    without.push(format!("{method} {path}: {name}"));
                }
            }
        }
    }
    assert!(without.is_empty(), "{}", without.join("\n"));
}

#[test]
fn operations_are_grouped_by_wing_each_group_with_its_paragraph() {
    let document = document();
    let tags = document["tags"].as_array().unwrap();
    let told: Vec<&str> = tags.iter().map(|tag| tag["name"].as_str().unwrap()).collect();
    let used: BTreeSet<String> =
        operations(&document).iter().map(|(.., one)| one["tags"][0].as_str().unwrap().to_owned()).collect();
    assert_eq!(told.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>(), used);
    let wings = tags.iter().map(|tag| tag["description"].as_str().unwrap().split("**").nth(1).unwrap());
    let mut in_order: Vec<&str> = wings.collect();
    in_order.dedup();
    let once: BTreeSet<_> = in_order.iter().collect();
    assert_eq!(once.len(), in_order.len(), "a wing is told twice: {in_order:?}");
    let introduction = document["info"]["description"].as_str().unwrap();
    for word in
        ["Signing in", "Pages", "Versions", "Idempotency-Key", "problem+json", "/v1/reference", "x-roles"]
    {
        assert!(introduction.contains(word), "{word}");
    }
}

/// Words that YAML 1.1 reads as true or false.
const BOOLEANS: &[&str] = &["y", "n", "yes", "no", "on", "off", "true", "false"];

#[test]
fn readers_of_yaml_1_1_read_the_same_document() {
    let committed = std::fs::read_to_string(FILE).unwrap();
    let mut ambiguous = Vec::new();
    for (number, line) in committed.lines().enumerate() {
        let value = line.trim_start().trim_start_matches("- ");
        let (key, value) = value.split_once(": ").unwrap_or(("", value));
        for word in [key, value.trim_end_matches(':')] {
            let boolean =
                BOOLEANS.contains(&word.to_lowercase().as_str()) && !matches!(word, "true" | "false");
            let day = word.get(..10).is_some_and(|day| day.parse::<chrono::NaiveDate>().is_ok());
            let hour = chrono::NaiveTime::parse_from_str(word, "%H:%M").is_ok();
            if boolean || day || hour {
                ambiguous.push(format!("{}: {line}", number + 1));
            }
        }
    }
    assert!(ambiguous.is_empty(), "{}", ambiguous.join("\n"));
}
