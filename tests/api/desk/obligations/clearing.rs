//! The request that clears something due can be sent as it is told, once what nobody knows is filled in.

use compagnon::desk::obligations::model::{ObligationFacts, ObligationKind};
use compagnon::desk::obligations::rules::{ObligationSubject, clears_with};
use serde_json::{Value, json};

use super::due;
use crate::foreigners::Home;
use crate::harness::reached;
use crate::openapi::operations;

/// Whether a path is at a pattern, segment by segment.
fn is_at(pattern: &str, path: &str) -> bool {
    let (pattern, path): (Vec<_>, Vec<_>) = (pattern.split('/').collect(), path.split('/').collect());
    pattern.len() == path.len()
        && pattern.iter().zip(&path).all(|(one, other)| one.starts_with('{') || one == other)
}

/// What is wrong with a request against the published document.
fn faults_of(document: &Value, method: &str, path: &str, body: Option<&Value>) -> Vec<String> {
    let mut at =
        operations(document).into_iter().filter(|(verb, pattern, _)| verb == method && is_at(pattern, path));
    // an address without names comes before one with them
    let Some((_, _, operation)) = at.next() else { return vec![format!("{method} {path} is not served")] };
    let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
    match (body, schema["$ref"].as_str()) {
        (None, None) => Vec::new(),
        (Some(body), Some(reference)) => {
            let mut whole = json!({ "$ref": reference });
            whole["components"] = json!({ "schemas": reached(&whole, &document["components"]["schemas"]) });
            let validator = jsonschema::validator_for(&whole).unwrap();
            validator.iter_errors(body).map(|error| format!("{method} {path}: {error} in {body}")).collect()
        }
        (body, _) => vec![format!("{method} {path}: body {body:?}, schema {schema}")],
    }
}

#[test]
fn every_template_is_one_its_schema_takes() {
    let document = crate::harness::announced();
    let facts = ObligationFacts::default();
    let (due_on, today) = ("2026-03-31".parse().unwrap(), "2026-03-12".parse().unwrap());
    let uuid = uuid::Uuid::from_u128(7);
    let mut wrong = Vec::new();
    for kind in ObligationKind::ALL {
        for step in ["1", "2-tutor", "identity", "1-7", &uuid.to_string(), "free_rupture", "social_cover"] {
            // that of the registrations for an exam is the year of its session
            let step = if *kind == ObligationKind::ExamToRegister { "2027" } else { step };
            for contract in [None, Some(compagnon::ids::ContractId(uuid))] {
                let subject = uuid::Uuid::from_u128(8);
                let clears = clears_with(ObligationSubject {
                    kind: *kind,
                    step,
                    subject,
                    contract,
                    apprentice: None,
                    cohort: None,
                    facts: &facts,
                    due_on,
                    today,
                });
                wrong.extend(faults_of(&document, clears.method, &clears.href, clears.body.as_ref()));
                let body = clears.body.unwrap_or_default();
                let unknown = clears.to_fill.iter().filter(|pointer| body.pointer(pointer).is_none());
                wrong.extend(unknown.map(|pointer| format!("{kind}: nothing at {pointer}")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[actix_web::test]
async fn what_lacks_nothing_is_cleared_by_the_request_as_it_is_told() {
    let home = Home::founded().await;
    let administrator = home.world.administrator();
    let document = crate::harness::announced();
    let (mut wrong, mut cleared) = (Vec::new(), std::collections::BTreeSet::new());
    let all = [due(&administrator, "").await, due(&administrator, "owner=cfa").await].concat();
    for one in all {
        let request = &one["clears_with"];
        let (method, href) = (request["method"].as_str().unwrap(), request["href"].as_str().unwrap());
        let body = Some(&request["body"]).filter(|body| !body.is_null());
        wrong.extend(faults_of(&document, method, href, body));
        let open = one["state"] == "late" || one["state"] == "due";
        let kind = one["kind"].as_str().unwrap();
        if !open || method != "POST" || request["to_fill"] != json!([]) || !cleared.insert(kind.to_owned()) {
            continue;
        }
        let answer = administrator.post(href, body.unwrap().clone()).await;
        if !(200..300).contains(&answer.status) {
            wrong.push(format!("{kind} {href} {}: {}", body.unwrap(), answer.text));
            continue;
        }
        let after =
            administrator.get(format!("/v1/obligations/{}", one["id"].as_str().unwrap())).await.expect(200);
        if after["state"] != "done" && !kind.starts_with("report") {
            wrong.push(format!("{kind} is {} after {}", after["state"], body.unwrap()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cleared.len() > 4, "{cleared:?}");
}
