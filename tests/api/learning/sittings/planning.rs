//! Sittings are planned many at once, with what the regulation says, or not at all.

use serde_json::{Value, json};

use super::{Held, oral, written};
use crate::harness::{World, id_of};
use crate::learning::mock_exams::opened;

#[actix_web::test]
async fn the_four_mock_exams_of_the_sheet_are_planned_in_two_requests() {
    let world = World::on("2025-09-01").await;
    // opening the cohort plans the four mock exams
    let (_, exams) = opened(&world).await;
    let papers = json!([
        { "unit_code": "E1", "on": "2026-03-16", "starts_at": "09:00", "room": "Salle 12" },
        { "unit_code": "E3", "on": "2026-03-17", "starts_at": "08:30", "room": "Salle 14" },
    ]);
    let planned = world.trainer().post(format!("{}/sittings", exams[0]), json!({ "sittings": papers })).await;
    assert_eq!(planned.expect(201)["data"].as_array().unwrap().len(), 2);
    assert_eq!(exams.len(), 4);
}

#[actix_web::test]
async fn form_duration_and_preparation_are_those_of_the_regulation_unless_given() {
    let held = Held::with(2).await;
    let mut longer = oral("2026-03-17", "Salle 14");
    longer["duration_minutes"] = json!(30);
    longer["apart"] = json!([{ "enrolment_id": held.enrolments[0], "extra_time": true }]);
    let planned = held.plan(json!([written("2026-03-16", "Salle 12"), longer])).await;
    let shown = |one: &Value, field: &str| one[field].clone();
    assert_eq!((shown(&planned[0], "form"), shown(&planned[1], "form")), (json!("written"), json!("oral")));
    // three hours from nine
    assert_eq!(shown(&planned[0], "ends_at"), json!("12:00"));
    assert_eq!(planned[0]["slots"][0]["starts_at"], json!("09:00"));
    assert_eq!(
        (&planned[1]["duration_minutes"], &planned[1]["preparation_minutes"]),
        (&json!(30), &json!(20))
    );
    let slots = planned[1]["slots"].as_array().unwrap();
    let chloe = slots.iter().find(|slot| slot["enrolment_id"] == json!(held.enrolments[0])).unwrap();
    assert_eq!((&chloe["extra_minutes"], &chloe["starts_at"]), (&json!(10), &Value::Null));
    assert_eq!(chloe["name"], json!("Chloé Durand"));
    let listed = held.trainer.get(format!("{}/sittings", held.exam)).await.expect(200);
    assert_eq!(listed["data"].as_array().unwrap().len(), 2);
    let agenda = held.trainer.get("/v1/sittings?from=2026-03-17&to=2026-03-17&limit=1&include=total").await;
    let agenda = agenda.expect(200);
    assert_eq!((&agenda["data"][0]["id"], &agenda["total"]), (&planned[1]["id"], &json!(1)));
}

#[actix_web::test]
async fn everything_wrong_is_told_at_once_and_nothing_is_half_saved() {
    let held = Held::with(1).await;
    let stranger = held.world.other_trainer();
    let stranger = held.account_of(&stranger).await;
    let wrong = json!({ "sittings": [
        written("2026-03-16", "Salle 12"),
        { "unit_code": "E99", "on": "2026-03-21", "starts_at": "09:00", "duration_minutes": 60, "room": "Salle 13" },
        { "unit_code": "E1", "on": "2026-03-18", "starts_at": "09:00", "ends_at": "10:00", "room": "Salle 12",
          "jury": [{ "account_id": stranger }], "candidates": ["0198df00-3c1e-7a52-9c2f-5d1b2a4e6f71"],
          "apart": [{ "enrolment_id": held.enrolments[0], "presence": "exempt" }] },
    ] });
    let path = format!("{}/sittings", held.exam);
    held.trainer.post(&path, wrong).await.faults(&[
        ("/sittings/1/unit_code", "sitting.paper_unknown"),
        ("/sittings/1/on", "sitting.outside_exam"),
        ("/sittings/2/jury/0", "sitting.juror_unknown"),
        ("/sittings/2/candidates/0", "sitting.candidate_unknown"),
        ("/sittings/2/apart/0", "sitting.not_a_candidate"),
        ("/sittings/2/ends_at", "sitting.too_short"),
    ]);
    assert_eq!(held.trainer.get(&path).await.expect(200)["data"], json!([]));
    let student = held.world.student(&held.story.apprentice());
    student.post(&path, json!({ "sittings": [] })).await.refused_with(403, "forbidden");
    let elsewhere = held.world.other_manager();
    let one = json!({ "sittings": [written("2026-03-16", "Salle 12")] });
    elsewhere.post(&path, one).await.refused_with(404, "mock_exam.not_found");
}

#[actix_web::test]
async fn a_sitting_moves_with_its_slots_on_the_version_that_was_read() {
    let held = Held::with(3).await;
    let sitting = held.placed_oral().await;
    let path = format!("/v1/sittings/{}", id_of(&sitting));
    assert_eq!(sitting["slots"][0]["starts_at"], json!("08:50"));
    let later = json!({ "on": "2026-03-18", "starts_at": "09:30", "room": "Amphithéâtre" });
    held.trainer.patch(&path, "\"v9\"", later.clone()).await.refused_with(412, "precondition.stale");
    let moved = held.trainer.change(&path, later).await.expect(200);
    assert_eq!((&moved["on"], &moved["room"]), (&json!("2026-03-18"), &json!("Amphithéâtre")));
    assert_eq!(moved["slots"][0]["starts_at"], json!("09:50"));
    let short = held.trainer.change(&path, json!({ "ends_at": "10:00" })).await;
    short.faults(&[("/ends_at", "sitting.slot_outside")]);
}

#[actix_web::test]
async fn a_sitting_is_taken_back_with_its_slots_and_comes_back() {
    let held = Held::with(2).await;
    let sitting = held.placed_oral().await;
    let path = format!("/v1/sittings/{}", id_of(&sitting));
    let gone = held.trainer.post(format!("{path}/withdrawal"), json!({ "reason": "Salle fermée" })).await;
    let gone = format!("/v1/withdrawals/{}", id_of(&gone.expect(201)));
    held.trainer.get(&path).await.refused_with(404, "sitting.not_found");
    let other = held.plan(json!([oral("2026-03-16", "Salle 14")])).await.remove(0);
    let back = format!("{gone}/restoration");
    held.trainer.post(&back, json!({})).await.refused_with(409, "withdrawal.place_taken");
    let other = format!("/v1/sittings/{}/withdrawal", id_of(&other));
    held.trainer.post(other, json!({ "reason": "En double" })).await.expect(201);
    held.trainer.post(&back, json!({})).await.expect(200);
    let slots = held.trainer.get(&path).await.expect(200)["slots"].clone();
    assert_eq!(slots[1]["starts_at"], sitting["slots"][1]["starts_at"]);
}

#[actix_web::test]
async fn a_paper_people_are_called_to_and_a_cohort_with_sittings_stay() {
    let held = Held::with(1).await;
    held.plan(json!([written("2026-03-16", "Salle 12")])).await;
    let etag = held.trainer.get(&held.exam).await.etag();
    let fewer =
        held.trainer.put(format!("{}/papers", held.exam), &etag, json!({ "unit_codes": ["E3"] })).await;
    fewer.faults(&[("/unit_codes", "mock_exam.paper_has_sittings")]);
    let cohort = format!("/v1/cohorts/{}/withdrawal", held.story.cohort);
    let refused = held.world.manager().post(cohort, json!({ "reason": "Erreur" })).await;
    refused.refused_with(409, "withdrawal.stood_on");
}
