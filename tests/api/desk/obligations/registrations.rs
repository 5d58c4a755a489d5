//! Registrations for the official exam: due for a class in the autumn, until everybody is registered.

use serde_json::{Value, json};

use crate::follow_up::visits::a_signed_story;
use crate::harness::{Person, Story, World, id_of};
use crate::outcomes::results::{exam_of, registered};

async fn due(by: &Person, story: &Story) -> Vec<Value> {
    let path = format!("/v1/obligations?cohort={}&kind=exam_to_register&limit=50", story.cohort);
    let listed = by.get(path).await.expect(200);
    let rows = listed["data"].as_array().unwrap().iter();
    rows.map(|one| json!([one["due_on"], one["state"], one["facts"]["count"], one["facts"]["out_of"]]))
        .collect()
}

#[actix_web::test]
async fn a_class_is_to_be_registered_until_everybody_is_and_again_once_it_is_taken_back() {
    let (world, story, _) = a_signed_story("2026-11-12").await;
    let manager = world.manager();
    let waiting = json!(["2026-11-30", "due", 0, 1]);
    assert_eq!(due(&manager, &story).await, std::slice::from_ref(&waiting));
    let entered = manager.put(exam_of(&story), "\"v0\"", registered()).await.expect(200);
    assert_eq!(due(&manager, &story).await, Vec::<Value>::new(), "done");
    let back = format!("/v1/exam-results/{}/withdrawal", id_of(&entered));
    manager.post(back, json!({ "reason": "Mauvais candidat" })).await.expect(201);
    assert_eq!(due(&manager, &story).await, [waiting]);
    let path = format!("/v1/obligations?cohort={}&kind=exam_to_register", story.cohort);
    let shown = manager.get(path).await.expect(200)["data"][0].clone();
    assert!(shown["sentence"].as_str().unwrap().contains("0 candidat(s) sur 1"), "{shown}");
    let student = world.student(&story.apprentice());
    assert!(due(&student, &story).await.is_empty(), "the class is no business of one apprentice");
}

#[actix_web::test]
async fn whoever_repeats_under_the_same_enrolment_is_to_be_registered_for_the_session_after() {
    let world = World::on("2025-11-12").await;
    let cohort = world.seed_cohort("2023-08-28", "2025-08-27");
    let employer = world.seed_employer("73282932000074");
    let tutor = world.seed_tutor(employer, "Lovelace", "Ada");
    let apprentice = world.seed_apprentice("Curie", "Inès", "2004-03-14");
    let enrolment = world.seed_enrolment(apprentice, cohort);
    let story = Story { cohort, apprentice, enrolment, employer, tutor };
    world.seed_contract(&story, "2023-08-28", "2025-08-27");
    let manager = world.manager();
    let exam = |session: i32| format!("/v1/enrolments/{enrolment}/exam-results/{session}");
    manager.put(exam(2025), "\"v0\"", json!({ "registered_on": "2024-11-05" })).await.expect(200);
    assert!(due(&manager, &story).await.is_empty(), "their training is over");
    let goes_on = json!({ "expected_ends_on": "2026-08-25" });
    manager.change(format!("/v1/enrolments/{enrolment}"), goes_on).await.expect(200);
    assert_eq!(due(&manager, &story).await, [json!(["2025-11-30", "due", 0, 1])]);
    let path = format!("/v1/obligations?cohort={cohort}&kind=exam_to_register");
    let shown = manager.get(path).await.expect(200)["data"][0].clone();
    assert!(shown["sentence"].as_str().unwrap().contains("de la session 2026"), "{shown}");
    assert_eq!(shown["clears_with"]["body"]["session"], 2026, "{shown}");
    manager.put(exam(2026), "\"v0\"", json!({ "registered_on": "2025-11-12" })).await.expect(200);
    assert!(due(&manager, &story).await.is_empty(), "done");
}
