//! A released mark of a mock exam supports a position; one of somebody else, or not released, does not.

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Story, World, id_of};
use crate::learning::mock_exams::opened;

/// Enters a mark everywhere for one candidate of a mock exam, and gives that of the first paper.
async fn marked(world: &World, exam: &str, candidates: &[&Story]) -> Vec<String> {
    let trainer = world.trainer();
    let papers = trainer.get(exam).await.expect(200)["papers"].clone();
    let mut marks = Vec::new();
    for paper in papers.as_array().unwrap() {
        marks.extend(candidates.iter().map(|story| {
            json!({ "paper_id": paper["id"], "enrolment_id": story.enrolment, "status": "marked",
                    "mark_hundredths": 1400 })
        }));
    }
    let request = trainer.request(Method::PUT, format!("{exam}/marks"));
    trainer.send(request.json(&json!({ "marks": marks }))).await.expect(200);
    let mut first = Vec::new();
    for story in candidates {
        let theirs = format!("{exam}/marks?enrolment={}&limit=1", story.enrolment);
        first.push(id_of(&trainer.get(theirs).await.expect(200)["data"][0]));
    }
    first
}

#[actix_web::test]
async fn a_mark_supports_a_position_once_it_is_released_and_only_theirs() {
    let world = World::on("2026-03-20").await;
    let (cohort, exams) = opened(&world).await;
    let story = world.story_in(cohort.parse().unwrap());
    world.seed_contract(&story, "2025-08-25", "2027-08-24");
    let other = world.story_in_another_company();
    let (trainer, tutor) = (world.trainer(), world.tutor(&story.tutor()));
    let student = world.student(&story.apprentice());
    trainer.post(format!("{}/holding", exams[0]), json!({})).await.expect(200);
    let ids = marked(&world, &exams[0], &[&story, &other]).await;
    let path = format!("/v1/apprentices/{}/skill-positions", story.apprentice);
    let cited =
        |id: &str| json!({ "positions": [{ "skill": "bc01-3", "level": "acquired", "mark_id": id }] });
    let at = "/positions/0/mark_id";
    trainer.post(&path, cited(&ids[0])).await.faults(&[(at, "skill_position.mark_not_released")]);
    // for whoever may not see it, a mark not released is as one there is not
    let absent = cited("019a0000-0000-7000-8000-000000000000");
    for person in [&student, &tutor] {
        let hidden = person.post(&path, cited(&ids[0])).await;
        let none = person.post(&path, absent.clone()).await;
        assert_eq!(without_request(hidden.body), without_request(none.body));
    }
    trainer.post(&path, cited(&ids[1])).await.faults(&[(at, "skill_position.evidence_unknown")]);
    let missing = trainer.post(format!("{}/marking", exams[0]), json!({})).await;
    assert!([200, 409].contains(&missing.status), "{}", missing.text);
    trainer.post(format!("{}/release", exams[0]), json!({})).await.expect(200);
    for person in [&student, &trainer, &tutor] {
        let said = person.post(&path, cited(&ids[0])).await.expect(201);
        assert_eq!(said["data"][0]["mark_id"], json!(ids[0]));
        person.post(&path, cited(&ids[1])).await.faults(&[(at, "skill_position.evidence_unknown")]);
    }
}

fn without_request(mut body: Value) -> Value {
    body.as_object_mut().unwrap().remove("request_id");
    body
}
