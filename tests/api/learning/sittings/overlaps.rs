//! No candidate, juror or room is at two sittings at once, whoever edits at the same time.

use diesel::connection::SimpleConnection;
use futures_util::future::join;
use serde_json::{Value, json};

use super::{Held, oral, written};
use crate::harness::id_of;

fn messages(refused: &Value) -> Vec<String> {
    let errors = refused["errors"].as_array().unwrap().iter();
    errors.map(|error| error["message"].as_str().unwrap().to_owned()).collect()
}

#[actix_web::test]
async fn who_overlaps_with_what_and_when_is_told_by_name() {
    let held = Held::with(1).await;
    let (ada, tutor) = (held.account_of(&held.trainer).await, json!(held.story.tutor));
    let jury = json!([{ "account_id": ada }, { "tutor_id": tutor }]);
    let mut first = written("2026-03-16", "Salle 12");
    first["jury"] = jury.clone();
    held.plan(json!([first])).await;
    let mut second =
        json!({ "unit_code": "E4", "on": "2026-03-16", "starts_at": "11:30", "room": "salle 12" });
    second["jury"] = jury;
    let path = format!("{}/sittings", held.exam);
    let refused = held.trainer.post(&path, json!({ "sittings": [second] })).await;
    let refused = refused.refused_with(409, "sitting.overlap");
    assert_eq!(
        messages(&refused),
        [
            "salle 12 : salle déjà prise par E1 (Salle 12) le 16/03/2026 de 09:00 à 12:00.",
            "trainer : déjà à E1 (Salle 12) le 16/03/2026 de 09:00 à 12:00.",
            "Ada Lovelace : déjà à E1 (Salle 12) le 16/03/2026 de 09:00 à 12:00.",
            "Chloé Durand : déjà à E1 (Salle 12) le 16/03/2026 de 09:00 à 12:00.",
        ]
    );
    let free = json!({ "unit_code": "E4", "on": "2026-03-16", "starts_at": "13:00", "room": "Salle 12" });
    held.plan(json!([free])).await;
}

#[actix_web::test]
async fn what_is_sent_together_is_compared_too() {
    let held = Held::with(1).await;
    let both = json!({ "sittings": [written("2026-03-16", "Salle 12"), oral("2026-03-16", "Salle 12")] });
    let path = format!("{}/sittings", held.exam);
    let refused = held.trainer.post(&path, both).await.refused_with(409, "sitting.overlap");
    assert_eq!(refused["errors"][0]["pointer"], json!("/sittings/1/room"));
    assert_eq!(held.trainer.get(&path).await.expect(200)["data"], json!([]));
}

#[actix_web::test]
async fn of_two_who_move_slots_at_once_one_wins_and_the_other_is_told() {
    let held = Held::with(2).await;
    let sitting = held.placed_oral().await;
    let slots = sitting["slots"].as_array().unwrap();
    let [one, other] = [0, 1].map(|rank| format!("/v1/sitting-slots/{}", id_of(&slots[rank])));
    let colleague = held.world.trainer();
    let (first, second) = (json!({ "starts_at": "14:00" }), json!({ "starts_at": "14:10" }));
    let (first, second) =
        join(held.trainer.patch(&one, "\"v2\"", first), colleague.patch(&other, "\"v2\"", second)).await;
    let (won, lost) = if first.status == 200 { (first, second) } else { (second, first) };
    won.expect(200);
    let refused = lost.refused_with(409, "sitting.overlap");
    assert!(refused["detail"].as_str().unwrap().contains("passe déjà devant ce jury"), "{refused}");
}

#[actix_web::test]
async fn of_two_who_take_a_room_at_once_one_wins_whatever_the_mock_exam() {
    let held = Held::with(1).await;
    let path = format!("{}/sittings", held.exam);
    let mut later =
        json!({ "unit_code": "E4", "on": "2026-03-16", "starts_at": "11:00", "room": "Salle 12" });
    later["candidates"] = json!([held.enrolments[0]]);
    let colleague = held.world.manager();
    let (first, second) = join(
        held.trainer.post(&path, json!({ "sittings": [written("2026-03-16", "Salle 12")] })),
        colleague.post(&path, json!({ "sittings": [later] })),
    )
    .await;
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409], "{} {}", first.text, second.text);
}

#[actix_web::test]
async fn the_base_itself_refuses_a_room_taken_twice() {
    let held = Held::with(1).await;
    held.plan(json!([written("2026-03-16", "Salle 12")])).await;
    let again = "INSERT INTO sittings (id, site_id, mock_exam_id, paper_id, form, starts_at, ends_at, room, duration_minutes)
        SELECT gen_random_uuid(), site_id, mock_exam_id, paper_id, form, starts_at, ends_at, 'SALLE 12', 60 FROM sittings";
    let refused = held.world.database.connect().batch_execute(again).unwrap_err().to_string();
    assert!(refused.contains("sittings_one_in_a_room"), "{refused}");
}
