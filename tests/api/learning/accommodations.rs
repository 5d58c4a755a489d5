//! Extra time granted once and given at every sitting: recorded by the office, known to few.

use serde_json::{Value, json};

use super::sittings::{Held, oral, written};
use crate::contracts::agreements::count_events;
use crate::harness::id_of;

fn granted() -> Value {
    json!({ "granted_by": "Rectorat de l'académie de Reims", "granted_on": "2025-11-14",
            "document_reference": "Décision 2025-204" })
}

/// Where the extra time of a candidate is recorded.
fn path_of(enrolment: &str) -> String {
    format!("/v1/enrolments/{enrolment}/exam-accommodations")
}

fn extra_of(sitting: &Value, enrolment: &str) -> Value {
    let slots = sitting["slots"].as_array().unwrap();
    slots.iter().find(|slot| slot["enrolment_id"] == enrolment).expect("a slot")["extra_minutes"].clone()
}

#[actix_web::test]
async fn what_is_granted_grows_the_slots_of_whoever_has_it_unless_said_otherwise() {
    let held = Held::with(4).await;
    let manager = held.world.manager();
    let [chloe, second, third, late] = [0, 1, 2, 3].map(|rank| held.enrolments[rank].clone());
    let recorded = manager.post(path_of(&chloe), granted()).await.expect(201);
    assert_eq!(recorded["apprentice"]["family_name"], "Durand");
    let mut short = granted();
    short["extra_time_percent"] = json!(10);
    short["last_on"] = json!("2026-03-16");
    manager.post(path_of(&second), short).await.expect(201);
    manager.post(path_of(&late), granted()).await.expect(201);
    let mut paper = written("2026-03-16", "Salle 12");
    paper["candidates"] = json!([chloe, second, third]);
    let planned = held.plan(json!([paper, oral("2026-03-17", "Salle 14")])).await;
    // three hours: a third is sixty minutes, a tenth eighteen
    assert_eq!(
        [&chloe, &second, &third].map(|one| extra_of(&planned[0], one)),
        [json!(60), json!(18), json!(0)]
    );
    assert_eq!(planned[0]["ends_at"], "13:00", "the room is kept for the longest");
    assert_eq!(extra_of(&planned[1], &second), 0, "it held until the day before");
    assert!(extra_of(&planned[1], &chloe).as_i64().unwrap() > 0);
    let slots = format!("/v1/sittings/{}/slots", id_of(&planned[0]));
    let added = held.trainer.post(slots, json!({ "enrolment_id": late })).await.expect(201);
    assert_eq!(added["extra_minutes"], 60);
    let mut other = written("2026-03-18", "Salle 12");
    other["unit_code"] = json!("E4");
    other["duration_minutes"] = json!(60);
    other["apart"] = json!([{ "enrolment_id": chloe, "extra_time": false },
        { "enrolment_id": second, "extra_time": true }, { "enrolment_id": late, "extra_time_percent": 50 }]);
    let planned = held.plan(json!([other])).await;
    assert_eq!(
        [&chloe, &second, &late].map(|one| extra_of(&planned[0], one)),
        [json!(0), json!(20), json!(30)],
        "what is said at a sitting goes first"
    );
}

#[actix_web::test]
async fn it_is_corrected_and_taken_back_and_comes_once() {
    let held = Held::with(1).await;
    let manager = held.world.manager();
    let chloe = &held.enrolments[0];
    let mut wrong = granted();
    wrong["granted_on"] = json!("2026-02-03");
    wrong["last_on"] = json!("2026-02-01");
    manager.post(path_of(chloe), wrong).await.faults(&[
        ("/granted_on", "exam_accommodation.day_to_come"),
        ("/last_on", "exam_accommodation.days_out_of_order"),
    ]);
    let mut wrong = granted();
    wrong["extra_time_percent"] = json!(0);
    manager.post(path_of(chloe), wrong).await.faults(&[("/extra_time_percent", "too_small")]);
    let recorded = manager.post(path_of(chloe), granted()).await.expect(201);
    manager.post(path_of(chloe), granted()).await.refused_with(409, "exam_accommodation.known");
    let path = format!("/v1/exam-accommodations/{}", id_of(&recorded));
    let changed = manager.change(&path, json!({ "extra_time_percent": 25 })).await.expect(200);
    assert_eq!((&changed["extra_time_percent"], &changed["version"]), (&json!(25), &json!(2)));
    let taken = manager.post(format!("{path}/withdrawal"), json!({ "reason": "Autre candidat" })).await;
    let taken = taken.expect(201);
    manager.get(&path).await.refused_with(404, "exam_accommodation.not_found");
    assert_eq!(extra_of(&held.plan(json!([written("2026-03-16", "Salle 12")])).await[0], chloe), 0);
    let back = format!("/v1/withdrawals/{}/restoration", id_of(&taken));
    manager.post(back, json!({})).await.expect(200);
    assert_eq!(manager.get(&path).await.expect(200)["extra_time_percent"], 25);
    let written = "SELECT count(*) AS n FROM journal_entries WHERE subject_kind = 'exam_accommodation'";
    assert_eq!(held.world.database_counts(written), 4);
    for event in ["recorded", "changed", "withdrawn", "restored"] {
        let event = format!("exam_accommodation.{event}");
        assert_eq!(count_events(&held.world, &event), 0, "software is not told of {event}");
    }
}

#[actix_web::test]
async fn the_office_the_referent_and_the_candidate_know_of_it_and_nobody_else() {
    let held = Held::with(2).await;
    held.world.seed_contract(&held.story, "2025-08-25", "2027-08-24");
    let manager = held.world.manager();
    let recorded = manager.post(path_of(&held.enrolments[0]), granted()).await.expect(201);
    manager.post(path_of(&held.enrolments[1]), granted()).await.expect(201);
    let path = format!("/v1/exam-accommodations/{}", id_of(&recorded));
    let list = format!("/v1/exam-accommodations?cohort={}&include=total", held.story.cohort);
    let referent = held.world.disability_referent();
    let candidate = held.world.student(&held.story.apprentice());
    for (person, expected) in [(&manager, 2), (&referent, 2), (&candidate, 1)] {
        assert_eq!(person.get(&list).await.expect(200)["total"], expected);
        person.get(&path).await.expect(200);
    }
    held.trainer.get(&path).await.refused_with(404, "exam_accommodation.not_found");
    held.trainer.get(&list).await.refused_with(404, "exam_accommodation.not_found");
    held.trainer.post(path_of(&held.enrolments[0]), granted()).await.refused_with(403, "forbidden");
    referent.post(path_of(&held.enrolments[0]), granted()).await.refused_with(403, "forbidden");
    let tutor = held.world.tutor(&held.story.tutor());
    tutor.get(&path).await.refused_with(403, "forbidden");
    held.world.other_manager().get(&path).await.refused_with(404, "exam_accommodation.not_found");
    let withdrawn =
        manager.post(format!("{path}/withdrawal"), json!({ "reason": "Erreur" })).await.expect(201);
    let seen = format!("/v1/withdrawals/{}", id_of(&withdrawn));
    held.trainer.get(seen).await.refused_with(404, "withdrawal.not_found");
}
