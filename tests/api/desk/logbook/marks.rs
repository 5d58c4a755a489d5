//! Marks stand in the logbook once they are released, for everybody alike.

use reqwest::Method;
use serde_json::{Value, json};

use super::under;
use crate::harness::World;
use crate::learning::mock_exams::opened;

#[actix_web::test]
async fn a_mark_not_released_is_nowhere_in_the_logbook_and_one_released_changes_it() {
    let world = World::on("2026-03-20").await;
    let (cohort, exams) = opened(&world).await;
    let story = world.story_in(cohort.parse().unwrap());
    world.seed_contract(&story, "2025-08-25", "2027-08-24");
    let (trainer, tutor) = (world.trainer(), world.tutor(&story.tutor()));
    let student = world.student(&story.apprentice());
    trainer.post(format!("{}/holding", exams[0]), json!({})).await.expect(200);
    let papers = trainer.get(&exams[0]).await.expect(200)["papers"].clone();
    let entry = |paper: &Value| json!({ "paper_id": paper["id"], "enrolment_id": story.enrolment, "status": "marked", "mark_hundredths": 1375 });
    let marks: Vec<Value> = papers.as_array().unwrap().iter().map(entry).collect();
    let request = trainer.request(Method::PUT, format!("{}/marks", exams[0]));
    trainer.send(request.json(&json!({ "marks": marks }))).await.expect(200);
    let path = under(&story, "logbook");
    let before = trainer.get(&path).await.expect(200)["periods"][1]["content_hash"].clone();
    for person in [&trainer, &tutor, &student] {
        let told = person.get(&path).await;
        assert!(!told.text.contains("1375"), "{}", told.text);
        assert_eq!(told.expect(200)["periods"][1]["content_hash"], before);
    }
    trainer.post(format!("{}/marking", exams[0]), json!({})).await.expect(200);
    trainer.post(format!("{}/release", exams[0]), json!({})).await.expect(200);
    for person in [&trainer, &tutor, &student] {
        let second = person.get(&path).await.expect(200)["periods"][1].clone();
        assert_eq!(second["marks"].as_array().unwrap().len(), marks.len());
        assert_eq!(second["marks"][0]["mark_hundredths"], 1375);
        assert_ne!(second["content_hash"], before);
    }
}
