//! Who reads and logs telephone contacts.

use serde_json::{Value, json};

use super::{a_call, address, neighbours};
use crate::contracts::agreements::with;
use crate::follow_up::visits::a_signed_story;
use crate::harness::{Person, id_of};

async fn seen(by: &Person) -> Vec<String> {
    let listed = by.get("/v1/phone-contacts").await.expect(200);
    listed["data"].as_array().unwrap().iter().map(id_of).collect()
}

#[actix_web::test]
async fn a_tutor_logs_calls_about_their_apprentices_and_reads_what_is_shared() {
    let (world, story, _) = a_signed_story("2025-11-24").await;
    let (trainer, tutor) = (world.trainer(), world.tutor(&story.tutor()));
    let student = world.student(&story.apprentice());
    let log = async |by: &Person, fields: Value| {
        address(&by.post("/v1/phone-contacts", with(a_call(&story), fields)).await.expect(201))
    };
    let own = log(&tutor, json!({ "party": "site", "direction": "outgoing" })).await;
    let internal = log(&trainer, json!({})).await;
    let shared = log(&trainer, json!({ "visibility": "staff_and_tutor" })).await;
    let open = log(&trainer, json!({ "visibility": "everyone" })).await;
    let shown = tutor.get(&own).await.expect(200);
    assert_eq!((&shown["visibility"], &shown["tutor_id"]), (&json!("staff_and_tutor"), &json!(story.tutor)));
    let hidden =
        tutor.post("/v1/phone-contacts", with(a_call(&story), json!({ "visibility": "staff" }))).await;
    hidden.faults(&[("/visibility", "phone_contact.hidden_from_author")]);

    assert_eq!((seen(&trainer).await.len(), seen(&tutor).await.len(), seen(&student).await.len()), (4, 3, 1));
    tutor.get(&internal).await.refused_with(404, "phone_contact.not_found");
    for path in [&own, &shared, &internal] {
        student.get(path).await.refused_with(404, "phone_contact.not_found");
    }
    student.get(&open).await.expect(200);
    student.post("/v1/phone-contacts", a_call(&story)).await.refused_with(403, "forbidden");

    let correction = json!({ "reason": "Erreur.", "contact": a_call(&story) });
    tutor
        .post(format!("{shared}/corrections"), correction.clone())
        .await
        .refused_with(403, "correction.other_side");
    trainer.post(format!("{own}/corrections"), correction).await.refused_with(403, "correction.other_side");
    tutor.post(format!("{shared}/follow-up"), json!({})).await.refused_with(403, "forbidden");
    tutor.post(format!("{own}/follow-up"), json!({})).await.expect(200);
    let given = json!({ "what": "Rappeler.", "due_on": "2025-12-01", "owner": "tutor" });
    let given = log(&trainer, json!({ "visibility": "staff_and_tutor", "next_action": given })).await;
    tutor.post(format!("{given}/follow-up"), json!({})).await.expect(200);

    let (neighbour, friend) = neighbours(&world, &story).await;
    for person in [world.tutor(&neighbour), world.student(&friend), world.other_manager()] {
        assert!(seen(&person).await.is_empty());
        person.get(&open).await.refused_with(404, "phone_contact.not_found");
    }
    let neighbour = world.other_manager();
    neighbour.post(format!("{open}/follow-up"), json!({})).await.refused_with(404, "phone_contact.not_found");
}

#[actix_web::test]
async fn a_partner_is_told_of_the_call_and_nothing_of_what_is_kept_inside() {
    let (world, story, _) = a_signed_story("2025-11-24").await;
    let trainer = world.trainer();
    let client = world.client(&["phone_contacts:read", "changes:read"]);
    let bare = json!({ "person": null, "note": null, "next_action": null });
    let plain = address(&trainer.post("/v1/phone-contacts", with(a_call(&story), bare)).await.expect(201));
    let full = address(&trainer.post("/v1/phone-contacts", a_call(&story)).await.expect(201));
    let shown = async |path: &str| {
        let mut shown = client.get(path).await.expect(200);
        for own in ["id", "created_at", "updated_at"] {
            shown[own] = Value::Null;
        }
        shown
    };
    assert_eq!(shown(&plain).await, shown(&full).await);
    assert_eq!(shown(&full).await["outcome"], "reached");
    for query in ["open=true", "due_before=2026-01-01"] {
        let listed = client.get(format!("/v1/phone-contacts?{query}")).await.expect(200);
        assert_eq!(listed["data"], json!([]), "{query}");
        let listed = trainer.get(format!("/v1/phone-contacts?{query}")).await.expect(200);
        assert_eq!(listed["data"].as_array().unwrap().len(), 1, "{query}");
    }
    let feed = async || client.get("/v1/changes").await.expect(200)["data"].as_array().unwrap().len();
    assert_eq!(feed().await, 2);
    trainer.post(format!("{full}/follow-up"), json!({})).await.expect(200);
    assert_eq!(feed().await, 2, "what was to be done is not told, nor that it is done");
    world.clock.advance_days(1);
    let correction = json!({ "reason": "Erreur.", "contact": a_call(&story) });
    world.trainer().post(format!("{full}/corrections"), correction).await.expect(200);
    let client = world.client(&["phone_contacts:read"]);
    let stored = client.get(format!("{full}/corrections")).await.expect(200);
    assert_eq!(stored["data"], json!([]));
    world.client(&["visits:read"]).get(&full).await.refused_with(403, "forbidden");
}
