//! The enumerations of the document, with what people read of each value.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::harness::World;

/// Every schema of the document that lists its values, with where it is.
fn enumerations<'a>(node: &'a Value, at: &str, found: &mut Vec<(String, &'a Value)>) {
    if node.get("enum").is_some_and(Value::is_array) {
        found.push((at.to_owned(), node));
    }
    match node {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, below)| enumerations(below, &format!("{at}/{name}"), found));
        }
        Value::Array(items) => items.iter().for_each(|below| enumerations(below, at, found)),
        _ => {}
    }
}

fn codes(values: &Value, code: impl Fn(&Value) -> &Value) -> Vec<String> {
    values.as_array().unwrap().iter().map(|value| code(value).as_str().unwrap().to_owned()).collect()
}

#[actix_web::test]
async fn anybody_reads_the_labels_of_every_enumeration_of_the_document() {
    let world = World::on("2025-07-01").await;
    let served = world.nobody().get("/v1/reference").await.expect(200);
    let by_name: BTreeMap<&str, &Value> =
        served["data"].as_array().unwrap().iter().map(|one| (one["name"].as_str().unwrap(), one)).collect();
    let document = crate::harness::announced();
    let mut found = Vec::new();
    enumerations(&document, "", &mut found);
    assert!(found.len() > 100, "{}", found.len());
    let mut wrong = Vec::new();
    for (at, schema) in &found {
        let name = schema["x-enumeration"]["name"].as_str().unwrap_or_default();
        let told = by_name.get(name).map(|one| codes(&one["values"], |value| &value["code"]));
        if told.as_ref() != Some(&codes(&schema["enum"], |value| value)) {
            wrong.push(format!("{at}: {} is not {told:?}", schema["enum"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let names: BTreeSet<_> =
        found.iter().filter_map(|(_, schema)| schema["x-enumeration"]["name"].as_str()).collect();
    assert_eq!(names, by_name.keys().copied().collect());
}

#[actix_web::test]
async fn each_value_has_two_labels_of_its_own_its_order_and_its_version() {
    let world = World::on("2025-07-01").await;
    let served = world.nobody().get("/v1/reference").await.expect(200);
    for one in served["data"].as_array().unwrap() {
        let name = &one["name"];
        assert!(one["description"].as_str().is_some_and(|text| text.ends_with('.')), "{name}");
        for lang in ["fr", "en"] {
            let labels: BTreeSet<_> = codes(&one["values"], |value| &value[lang]).into_iter().collect();
            assert_eq!(labels.len(), one["values"].as_array().unwrap().len(), "{name}: {labels:?}");
            let capital =
                |label: &String| label.starts_with(|first: char| first.is_uppercase() || first.is_numeric());
            assert!(labels.iter().all(capital), "{name}: {labels:?}");
        }
        for (index, value) in one["values"].as_array().unwrap().iter().enumerate() {
            assert_eq!((&value["order"], &value["since"]), (&json!(index + 1), &json!("0.1.0")), "{name}");
        }
    }
    let one = world.nobody().get("/v1/reference?name=VisitState").await.expect(200);
    assert_eq!(
        one["data"][0]["values"][1],
        json!({ "code": "held", "fr": "Effectuée", "en": "Held", "since": "0.1.0", "order": 2 })
    );
    assert_eq!(world.nobody().get("/v1/reference?name=Nothing").await.expect(200)["data"], json!([]));
}

#[actix_web::test]
async fn a_wrong_choice_is_told_by_label_and_code_in_the_reader_s_language() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let refused = manager.get("/v1/visits?state=finished").await;
    let message = "Valeurs acceptées : Prévue (planned), Effectuée (held), Annulée (cancelled).";
    assert_eq!(refused.expect(400)["errors"][0]["message"], message);
    let english = manager.request(reqwest::Method::GET, "/v1/visits?state=x").header("accept-language", "en");
    let message = "Accepted values: Planned (planned), Held (held), Cancelled (cancelled).";
    assert_eq!(manager.send(english).await.expect(400)["errors"][0]["message"], message);
    let refused = manager.post("/v1/apprentices", json!({ "sex": "x" })).await.expect(422);
    let told = refused["errors"].as_array().unwrap().iter().find(|error| error["pointer"] == "/sex").unwrap();
    assert_eq!(told["message"], "Valeurs acceptées : Féminin (F), Masculin (M).");
}

/// What a person may send and is refused by its form: each must be told in words.
#[test]
fn every_form_that_may_be_sent_is_told_in_words() {
    let document = crate::harness::announced();
    let mut mute = BTreeSet::new();
    patterns(&document["paths"], &mut mute);
    let bodies = document["components"]["schemas"].as_object().unwrap();
    let sent =
        bodies.iter().filter(|(name, _)| name.ends_with("In") || name.ends_with("Patch") || *name == "Scope");
    sent.for_each(|(_, schema)| patterns(schema, &mut mute));
    assert_eq!(mute, BTreeSet::new());
}

fn patterns(node: &Value, mute: &mut BTreeSet<String>) {
    if let Some(pattern) = node.get("pattern").and_then(Value::as_str) {
        let told = compagnon::platform::schemas::form_in_words(pattern).is_some();
        if !told && node.get("example").is_none() {
            mute.insert(pattern.to_owned());
        }
    }
    match node {
        Value::Object(fields) => fields.values().for_each(|below| patterns(below, mute)),
        Value::Array(items) => items.iter().for_each(|below| patterns(below, mute)),
        _ => {}
    }
}
