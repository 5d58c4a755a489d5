//! A class in one request, and what its registration lacks.

use serde_json::{Value, json};

use super::{AFTER, exam_of};
use crate::contracts::agreements::count_events;
use crate::follow_up::visits::a_signed_story;
use crate::harness::{Story, World, id_of};

/// The enrolment of somebody else of the class.
fn classmate(world: &World, story: &Story) -> String {
    let friend = world.seed_apprentice("Martin", "Léo", "2006-01-01");
    world.seed_enrolment(friend, story.cohort).to_string()
}

fn row(enrolment: &str, rest: Value) -> Value {
    let mut row = rest;
    row["enrolment_id"] = json!(enrolment);
    row
}

#[actix_web::test]
async fn a_class_is_entered_in_one_request_or_not_at_all() {
    let (world, story, _) = a_signed_story(AFTER).await;
    let manager = world.manager();
    let (chloe, leo) = (story.enrolment.to_string(), classmate(&world, &story));
    let path = format!("/v1/cohorts/{}/results", story.cohort);
    let stranger = world.seed_apprentice("Petit", "Zoé", "2006-01-01").to_string();
    let on = json!({ "registered_on": "2026-11-05" });
    let wrong = [
        row(&chloe, json!({ "registered_on": "2026-11-05", "decision": "admitted" })),
        row(&leo, json!({ "units": [{ "unit": "E5", "presence": "present" }] })),
        row(&stranger, on.clone()),
        row(&chloe, on.clone()),
    ];
    manager.post(&path, json!({ "rows": wrong })).await.faults(&[
        ("/rows/0/decided_on", "exam_result.decision_without_day"),
        ("/rows/1/registered_on", "exam_result.not_registered"),
        ("/rows/2/enrolment_id", "exam_result.not_in_cohort"),
        ("/rows/3/enrolment_id", "exam_result.not_in_cohort"),
    ]);
    assert_eq!(world.database_counts("SELECT count(*) AS n FROM exam_results"), 0);

    let right = json!({ "rows": [row(&chloe, on.clone()), row(&leo, on)] });
    let entered = manager.post(&path, right.clone()).await.expect(200);
    assert_eq!((&entered["entered"], &entered["unchanged"]), (&json!(2), &json!(0)));
    assert_eq!(entered["data"][1]["enrolment_id"], json!(leo));
    let again = manager.post(&path, right).await.expect(200);
    assert_eq!((&again["entered"], &again["unchanged"]), (&json!(0), &json!(2)));
    assert_eq!(count_events(&world, "exam_result.entered"), 2);
    world
        .other_manager()
        .post(&path, json!({ "rows": [{ "enrolment_id": chloe }] }))
        .await
        .refused_with(404, "cohort.not_found");
    world.trainer().post(&path, json!({})).await.refused_with(403, "forbidden");
}

#[actix_web::test]
async fn what_is_absent_of_a_row_stays_and_what_was_decided_is_corrected_alone() {
    let (world, story, _) = a_signed_story(AFTER).await;
    let manager = world.manager();
    let chloe = story.enrolment.to_string();
    let path = format!("/v1/cohorts/{}/results", story.cohort);
    let send = async |rest: Value| manager.post(&path, json!({ "rows": [row(&chloe, rest)] })).await;
    let unit =
        |code: &str, mark: i32| json!({ "unit": code, "presence": "present", "mark_hundredths": mark });
    send(json!({ "registered_on": "2026-11-05", "candidate_number": "02112345678", "units": [unit("E5", 1200)] }))
        .await
        .expect(200);
    let marked = send(json!({ "units": [unit("E6", 900), unit("E5", 1300)] })).await.expect(200);
    let marked = &marked["data"][0];
    assert_eq!(marked["candidate_number"], "02112345678");
    let marks: Vec<_> =
        marked["units"].as_array().unwrap().iter().map(|one| &one["mark_hundredths"]).collect();
    assert_eq!(json!(marks), json!([1300, 900]));
    let stale = json!({ "version": 1, "decision": "admitted", "decided_on": "2027-07-05" });
    send(stale).await.refused_with(409, "exam_result.stale");
    send(json!({ "version": 2, "decision": "admitted", "decided_on": "2027-07-05" })).await.expect(200);
    send(json!({ "units": [unit("E6", 1000)] })).await.faults(&[("/rows/0", "exam_result.decided")]);
    let unchanged = send(json!({ "decision": "admitted" })).await.expect(200);
    assert_eq!(unchanged["unchanged"], 1);
}

#[actix_web::test]
async fn the_class_says_who_is_registered_until_when_and_what_is_missing() {
    let (world, story, _) = a_signed_story("2026-11-12").await;
    let manager = world.manager();
    let leo = classmate(&world, &story);
    let path = format!("/v1/cohorts/{}/exam-registrations", story.cohort);
    let sent = json!({ "registered_on": "2026-11-05" });
    let entered = manager.put(exam_of(&story), "\"v0\"", sent).await.expect(200);
    let told = manager.get(&path).await.expect(200);
    assert_eq!((&told["session"], &told["window"]["stage"]), (&json!(2027), &json!("open")));
    assert_eq!(
        (&told["window"]["opens_on"], &told["window"]["closes_on"], &told["window"]["published"]),
        (&json!("2026-10-01"), &json!("2026-11-30"), &json!(false))
    );
    let missing = |at: usize| {
        let gaps = told["data"][at]["missing"].as_array().unwrap().iter();
        gaps.map(|gap| gap["code"].as_str().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(told["data"][0]["exam_result_id"], json!(id_of(&entered)));
    assert_eq!(missing(0)[0], "candidate_number");
    assert_eq!((&told["data"][1]["enrolment_id"], missing(1)[0]), (&json!(leo), "registration"));
    assert!(missing(1).contains(&"ine"));
    let first = manager.get(format!("{path}?limit=1")).await.expect(200);
    let cursor = first["next_cursor"].as_str().unwrap();
    let rest = manager.get(format!("{path}?limit=1&cursor={cursor}")).await.expect(200);
    assert_eq!((&rest["data"][0]["enrolment_id"], &rest["next_cursor"]), (&json!(leo), &Value::Null));
    world.trainer().get(&path).await.expect(200);
    world.tutor(&story.tutor()).get(&path).await.refused_with(403, "forbidden");
}

#[actix_web::test]
async fn whoever_has_the_diploma_lacks_nothing_at_the_next_session() {
    let (world, story, _) = a_signed_story(AFTER).await;
    let manager = world.manager();
    let leo = classmate(&world, &story);
    let exam = |enrolment: &str, decision: &str| {
        let path = format!("/v1/enrolments/{enrolment}/exam-results/2027");
        let sent = json!({ "registered_on": "2026-11-05", "decision": decision, "decided_on": "2027-07-05" });
        manager.put(path, "\"v0\"", sent)
    };
    exam(&story.enrolment.to_string(), "admitted").await.expect(200);
    exam(&leo.to_string(), "postponed").await.expect(200);
    let path = format!("/v1/cohorts/{}/exam-registrations?session=2028", story.cohort);
    let told = manager.get(&path).await.expect(200);
    assert_eq!(told["data"][0]["missing"], json!([]));
    assert_eq!(
        (&told["data"][1]["enrolment_id"], &told["data"][1]["missing"][0]["code"]),
        (&json!(leo), &json!("registration"))
    );
}
