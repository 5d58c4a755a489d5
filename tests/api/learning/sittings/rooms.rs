//! The rooms a site knows: named once, with their seats.

use serde_json::{Value, json};

use super::{Held, written};
use crate::harness::id_of;

async fn known(held: &Held, name: &str, seats: i16) -> Value {
    let room = json!({ "name": name, "seats": seats, "accessible": true });
    held.world.manager().post("/v1/rooms", room).await.expect(201)
}

#[actix_web::test]
async fn a_room_is_made_known_renamed_retired_and_used_again() {
    let held = Held::with(1).await;
    let manager = held.world.manager();
    let room = known(&held, "Salle 12", 24).await;
    let path = format!("/v1/rooms/{}", id_of(&room));
    let twin = json!({ "name": "SALLE 12", "seats": 10 });
    manager.post("/v1/rooms", twin).await.refused_with(409, "room.name_taken");
    held.trainer
        .post("/v1/rooms", json!({ "name": "Salle 9", "seats": 10 }))
        .await
        .refused_with(403, "forbidden");
    let listed = held.trainer.get("/v1/rooms").await.expect(200);
    assert_eq!(listed["data"][0]["name"], "Salle 12");

    let sitting = held.plan(json!([written("2026-03-16", "salle 12")])).await.remove(0);
    assert_eq!((&sitting["room"], &sitting["room_id"]), (&json!("Salle 12"), &room["id"]));
    manager.change(&path, json!({ "name": "Salle Curie" })).await.expect(200);
    let renamed = held.trainer.get(format!("/v1/sittings/{}", id_of(&sitting))).await.expect(200);
    assert_eq!(renamed["room"], "Salle Curie", "the sitting is renamed with its room");
    let again = json!({ "sittings": [{ "unit_code": "E2", "on": "2026-03-16", "starts_at": "10:00", "room_id": room["id"] }] });
    held.trainer.post(format!("{}/sittings", held.exam), again).await.refused_with(409, "sitting.overlap");

    let retirement = format!("{path}/retirement");
    manager.post(&retirement, json!({})).await.expect(200);
    manager.post(&retirement, json!({})).await.refused_with(409, "room.retired");
    assert_eq!(held.trainer.get("/v1/rooms").await.expect(200)["data"], json!([]));
    let gone = json!({ "sittings": [{ "unit_code": "E2", "on": "2026-03-17", "starts_at": "10:00", "room_id": room["id"] }] });
    let gone = held.trainer.post(format!("{}/sittings", held.exam), gone).await;
    gone.faults(&[("/sittings/0/room_id", "sitting.room_unknown")]);
    let why = json!({ "reason": "Travaux finis" });
    manager.post(format!("{retirement}/withdrawal"), why).await.expect(201);
    assert_eq!(held.trainer.get(&path).await.expect(200)["retired_on"], Value::Null);
    held.world.other_manager().get(&path).await.refused_with(404, "room.not_found");
    assert_eq!(held.world.other_manager().get("/v1/rooms").await.expect(200)["data"], json!([]));
}

#[actix_web::test]
async fn a_name_badly_written_is_taken_and_the_room_meant_is_told() {
    let held = Held::with(1).await;
    known(&held, "Salle 12", 24).await;
    let path = format!("{}/sittings", held.exam);
    let misspelt = json!({ "sittings": [written("2026-03-16", "Sale 12")] });
    let planned = held.trainer.post(&path, misspelt).await.expect(201);
    assert_eq!(planned["data"][0]["room_id"], Value::Null);
    assert_eq!(planned["warnings"][0]["code"], "sitting.room_resembles");
    assert!(planned["warnings"][0].to_string().contains("Salle 12"), "{planned}");
    let sitting = format!("/v1/sittings/{}", id_of(&planned["data"][0]));
    let moved = held.trainer.change(&sitting, json!({ "room": "Salle 12" })).await.expect(200);
    assert!(moved["room_id"].is_string() && moved.get("warnings").is_none(), "{moved}");
    let nowhere = json!({ "sittings": [{ "unit_code": "E2", "on": "2026-03-17", "starts_at": "10:00" }] });
    held.trainer.post(&path, nowhere).await.faults(&[("/sittings/0/room", "sitting.room_missing")]);
}

#[actix_web::test]
async fn more_candidates_than_seats_is_refused_with_the_number_or_confirmed() {
    let held = Held::with(3).await;
    known(&held, "Salle 2", 2).await;
    known(&held, "Salle 30", 30).await;
    let path = format!("{}/sittings", held.exam);
    let crowded = json!({ "sittings": [written("2026-03-16", "Salle 2")] });
    let refused = held.trainer.post(&path, crowded).await;
    let fault = refused.faults(&[("/sittings/0/room", "sitting.too_few_seats")]);
    let told = fault.to_string();
    assert!(told.contains("2 places pour 3 candidats") && told.contains("Salle 30 (30)"), "{told}");
    let mut confirmed = written("2026-03-16", "Salle 2");
    confirmed["over_seats"] = json!(true);
    held.plan(json!([confirmed])).await;

    let mut two = written("2026-03-17", "Salle 2");
    two["unit_code"] = json!("E2");
    two["candidates"] = json!(held.enrolments[..2]);
    let sitting = held.plan(json!([two])).await.remove(0);
    let slots = format!("/v1/sittings/{}/slots", id_of(&sitting));
    let third = json!({ "enrolment_id": held.enrolments[2] });
    held.trainer.post(&slots, third).await.faults(&[("/enrolment_id", "sitting.too_few_seats")]);
    let third = json!({ "enrolment_id": held.enrolments[2], "over_seats": true });
    held.trainer.post(&slots, third).await.expect(201);
}
