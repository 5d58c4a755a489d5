//! The papers of a mock exam: those of the regulation, dropped and added again.

use reqwest::Method;
use serde_json::{Value, json};

use super::exams::opened;
use crate::harness::{Person, Reply, World};

async fn choose(by: &Person, exam: &str, etag: &str, units: &[&str]) -> Reply {
    let request = by.request(Method::PUT, format!("{exam}/papers")).header("if-match", etag);
    by.send(request.json(&json!({ "unit_codes": units }))).await
}

fn units(exam: &Value) -> Vec<&str> {
    exam["papers"].as_array().unwrap().iter().map(|one| one["unit_code"].as_str().unwrap()).collect()
}

#[actix_web::test]
async fn papers_are_dropped_and_added_again_until_somebody_is_marked() {
    let world = World::on("2026-03-20").await;
    let (cohort, exams) = opened(&world).await;
    let trainer = world.trainer();
    let before = trainer.get(&exams[0]).await;
    let (etag, before) = (before.etag(), before.expect(200));
    let chosen = choose(&trainer, &exams[0], &etag, &["E1", "E3"]).await;
    let etag = chosen.etag();
    assert_eq!(units(&chosen.expect(200)), ["E1", "E3"]);
    let again = json!({ "unit_codes": ["E3", "E1"] });
    world.put_again(&trainer, (&exams[0], &format!("{}/papers", exams[0])), again).await;
    choose(&trainer, &exams[0], "\"v1\"", &["E1"]).await.refused_with(412, "precondition.stale");
    let unknown = choose(&trainer, &exams[0], &etag, &["E1", "E99"]).await;
    unknown.faults(&[("/unit_codes/1", "mock_exam.unit_unknown")]);

    let path = format!("/v1/cohorts/{cohort}");
    world.manager().change(&path, json!({ "name": "BTS MCO, promotion Curie" })).await.expect(200);
    let ends = json!({ "ends_on": "2027-08-23" });
    world.manager().change(&path, ends).await.expect(200);
    assert_eq!(units(&trainer.get(&exams[0]).await.expect(200)), ["E1", "E3"], "planned anew, they stay");

    let story = world.story_in(cohort.parse().unwrap());
    let now = trainer.get(&exams[0]).await;
    let (etag, now) = (now.etag(), now.expect(200));
    let mark = json!({ "marks": [{ "paper_id": now["papers"][0]["id"], "enrolment_id": story.enrolment,
                                   "status": "marked", "mark_hundredths": 1100 }] });
    trainer.send(trainer.request(Method::PUT, format!("{}/marks", exams[0])).json(&mark)).await.expect(200);
    let dropped = choose(&trainer, &exams[0], &etag, &["E3"]).await;
    dropped.faults(&[("/unit_codes", "mock_exam.paper_has_marks")]);
    let all: Vec<&str> = units(&before);
    let again = choose(&trainer, &exams[0], &etag, &all).await.expect(200);
    assert_eq!(units(&again), all);
    assert_eq!(again["papers"][0]["id"], now["papers"][0]["id"], "a paper that stays is the same");
}
