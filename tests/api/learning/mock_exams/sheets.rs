//! The marks of one paper for a class: one request to read the sheet, one to give it back.

use serde_json::{Value, json};

use super::exams::opened;
use crate::harness::World;

#[actix_web::test]
async fn the_marks_of_a_paper_are_entered_for_a_class_in_two_requests() {
    let world = World::on("2026-03-20").await;
    let (cohort, exams) = opened(&world).await;
    let story = world.story_in(cohort.parse().unwrap());
    let other = world.seed_apprentice("Álvarez", "Inès", "2005-02-02");
    world.seed_enrolment(other, story.cohort);
    let trainer = world.trainer();
    let sheet = trainer.get(format!("{}/mark-sheet", exams[0])).await.expect(200);
    let names: Vec<&str> =
        sheet["data"].as_array().unwrap().iter().map(|one| one["family_name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Álvarez", "Durand"]);
    let paper = &sheet["papers"][0];
    assert!(paper["unit_code"].is_string() && sheet["data"][0]["marks"].as_array().unwrap().is_empty());
    let entries: Vec<Value> = sheet["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            json!({ "paper_id": paper["id"], "enrolment_id": one["enrolment_id"], "status": "marked",
                    "mark_hundredths": 1250 })
        })
        .collect();
    let request = trainer.request(reqwest::Method::PUT, format!("{}/marks", exams[0]));
    trainer.send(request.json(&json!({ "marks": entries }))).await.expect(200);

    let path = format!("{}/mark-sheet?paper={}", exams[0], paper["id"].as_str().unwrap());
    let sheet = trainer.get(&path).await.expect(200);
    assert_eq!(sheet["papers"], json!([paper]));
    for line in sheet["data"].as_array().unwrap() {
        let mark = &line["marks"][0];
        assert_eq!((&mark["mark_hundredths"], &mark["version"]), (&json!(1250), &json!(1)), "{line}");
    }
    let first = trainer.get(format!("{path}&limit=1")).await.expect(200);
    let next = first["next_cursor"].as_str().unwrap();
    let second = trainer.get(format!("{path}&limit=1&cursor={next}")).await.expect(200);
    assert_eq!([&first["data"][0], &second["data"][0]], [&sheet["data"][0], &sheet["data"][1]]);
    let student = world.student(&story.apprentice());
    let own = student.get(&path).await.expect(200);
    assert_eq!(own["data"].as_array().unwrap().len(), 1, "their own line");
    world.other_manager().get(&path).await.refused_with(404, "mock_exam.not_found");
}
