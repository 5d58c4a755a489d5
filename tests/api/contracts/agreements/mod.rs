//! Contracts: drafted, checked, changed, discarded, found.

mod boxes;
mod companies;
mod drafts;
mod in_few_requests;
mod life;
mod people;
mod readiness;
mod refusals;
mod transitions;

use serde_json::{Value, json};

use crate::harness::{Person, Story, World, id_of};

/// The contract of the programme sheet's cohort, as sent, with all that a signature asks for.
pub fn a_contract(story: &Story) -> Value {
    complete(a_bare_draft(story))
}

/// The least a draft may hold.
pub fn a_bare_draft(story: &Story) -> Value {
    json!({ "enrolment_id": story.enrolment, "employer_id": story.employer, "tutor_id": story.tutor,
            "type_code": "11", "starts_on": "2025-08-25", "ends_on": "2027-08-24" })
}

/// The same draft with the boxes a signature asks for.
pub fn complete(mut body: Value) -> Value {
    let (from, to) = (body["starts_on"].clone(), body["ends_on"].clone());
    let to = if from.as_str() > to.as_str() { from.clone() } else { to };
    body["tutor_attested"] = json!(true);
    body["work"] = json!({ "weekly_minutes": 2100 });
    body["training"] = json!({ "practical_starts_on": from });
    body["pay"] = json!({ "lines": [{ "year": 1, "line": 1, "from_on": from, "to_on": to,
        "percent_hundredths": 10000, "base": "smic" }] });
    body
}

/// The same body with other fields; what follows from the dates follows them.
pub fn with(mut body: Value, fields: Value) -> Value {
    for (field, value) in fields.as_object().expect("fields") {
        body[field] = value.clone();
    }
    let dated = fields.get("starts_on").or(fields.get("ends_on"));
    if dated.is_some() && body["pay"].is_object() { complete(body) } else { body }
}

/// Drafts a contract and gives its address.
pub async fn drafted(by: &Person, body: Value) -> String {
    format!("/v1/contracts/{}", id_of(&by.post("/v1/contracts", body).await.expect(201)))
}

/// Drafts a contract, signs it and gives its address.
pub async fn signed(by: &Person, body: Value, signed_on: &str) -> String {
    let path = drafted(by, body).await;
    by.post(format!("{path}/signature"), json!({ "signed_on": signed_on })).await.expect(200);
    path
}

/// How many events of a kind were written.
pub fn count_events(world: &World, kind: &str) -> i64 {
    use compagnon::schema::events;
    use diesel::prelude::*;
    events::table
        .filter(events::kind.eq(kind))
        .count()
        .get_result(&mut world.database.connect())
        .expect("events")
}
