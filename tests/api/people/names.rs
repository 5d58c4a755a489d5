//! A name has something to see in it, and nothing unseen around it, whoever or whatever bears it.

use serde_json::{Value, json};

use super::employers::a_bookshop;
use crate::harness::{Person, World, id_of};

/// What shows nothing.
const BLANK: [&str; 5] = ["  ", "\u{a0}\t", "\u{200b}", "\u{feff}\u{2060}", "\u{3164}"];

fn with(body: &Value, field: &str, value: &str) -> Value {
    let mut body = body.clone();
    body[field] = json!(value);
    body
}

async fn is_a_name(person: &Person, path: &str, body: Value, field: &str) -> Value {
    for blank in BLANK {
        let pointer = format!("/{field}");
        person.post(path, with(&body, field, blank)).await.faults(&[(&pointer, "name.blank")]);
    }
    let name = body[field].as_str().unwrap_or("Théodora");
    let around = format!("\u{feff} {name}\u{a0}\u{200b}\t");
    let created = person.post(path, with(&body, field, &around)).await.expect(201);
    assert_eq!(created[field], json!(name), "{path}");
    created
}

#[actix_web::test]
async fn every_name_shows_something_and_is_kept_without_what_is_not_seen() {
    let world = World::on("2025-07-01").await;
    let (manager, administrator) = (world.manager(), world.administrator());
    let employer = is_a_name(&manager, "/v1/employers", a_bookshop(), "name").await;
    let path = format!("/v1/employers/{}", id_of(&employer));
    for blank in BLANK {
        manager.change(&path, json!({"name": blank})).await.faults(&[("/name", "name.blank")]);
    }
    let tutor = json!({"family_name": "Curie", "given_name": "Marie", "employer_id": id_of(&employer)});
    is_a_name(&manager, "/v1/tutors", tutor, "family_name").await;
    let born = |day: u32| json!({"family_name": "Roux", "given_name": "Zoé", "born_on": format!("2008-09-{day:02}")});
    let apprentice = is_a_name(&manager, "/v1/apprentices", born(1), "family_name").await;
    is_a_name(&manager, "/v1/apprentices", born(2), "usage_name").await;
    is_a_name(&manager, "/v1/apprentices", born(3), "usual_given_name").await;
    for (day, blank) in (4..).zip(BLANK) {
        let missing = manager.post("/v1/apprentices", with(&born(day), "given_name", blank)).await;
        missing.faults(&[("/given_name", "person.given_name_missing")]);
    }
    let guardians = format!("/v1/apprentices/{}/guardians", id_of(&apprentice));
    let guardian = json!({"family_name": "Roux", "given_name": "Ana", "relation": "mother"});
    is_a_name(&manager, &guardians, guardian, "family_name").await;
    let cohort = json!({"programme": "bts-mco", "name": "Les nouveaux", "starts_on": "2025-08-25"});
    is_a_name(&manager, "/v1/cohorts", cohort, "name").await;
    let invited = json!({"display_name": "Grace Hopper", "email": "grace@example.org", "role": "trainer",
        "site_ids": [world.site()]});
    is_a_name(&administrator, "/v1/accounts", invited, "display_name").await;
    let client = json!({"name": "Logiciel", "scopes": ["changes:read"], "site_ids": [world.site()]});
    is_a_name(&administrator, "/v1/clients", client, "name").await;
}

/// Properties of what people send, by schema.
fn sent_properties() -> Vec<(String, String, Value)> {
    let document = crate::harness::announced();
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let is_sent =
        |name: &str| ["In", "Patch", "Terms"].iter().any(|end| name.ends_with(end)) || is_part(name);
    let sent = schemas.iter().filter(|(name, _)| is_sent(name));
    let each = sent.flat_map(|(schema, is)| {
        let properties = is["properties"].as_object().into_iter().flatten();
        properties.map(|(name, is)| (schema.clone(), name.clone(), is.clone()))
    });
    each.collect()
}

/// Parts of the terms of a contract.
fn is_part(schema: &str) -> bool {
    ["Workplace", "TrainingPlace"].contains(&schema)
}

#[test]
fn whatever_is_a_name_is_read_as_one() {
    let is_name = |name: &str| {
        name.ends_with("name") && name != "given_name" && name != "single_name"
            || ["birth_place", "city", "label", "organisation", "person", "signatory"].contains(&name)
    };
    let names: Vec<_> = sent_properties().into_iter().filter(|(_, name, _)| is_name(name)).collect();
    assert!(names.len() > 20, "{}", names.len());
    for (schema, name, is) in names {
        assert_eq!(is["format"], "name", "{schema}.{name}");
    }
}
