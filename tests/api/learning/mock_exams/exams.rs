//! Sessions and their papers.

use serde_json::{Value, json};

use crate::harness::{Person, World, id_of};

/// Opens the cohort of the sheet and gives the addresses of its mock exams.
pub async fn opened(world: &World) -> (String, Vec<String>) {
    let manager = world.manager();
    let body = json!({ "programme": "bts-mco", "starts_on": "2025-08-25" });
    let cohort = id_of(&manager.post("/v1/cohorts", body).await.expect(201));
    let list = manager.get(format!("/v1/mock-exams?cohort={cohort}")).await.expect(200);
    let exams = list["data"].as_array().unwrap().iter();
    (cohort, exams.map(|one| format!("/v1/mock-exams/{}", id_of(one))).collect())
}

#[actix_web::test]
async fn the_days_of_a_mock_exam_are_fixed_within_its_cohort() {
    let world = World::on("2025-09-01").await;
    let (_, exams) = opened(&world).await;
    let trainer = world.trainer();
    let fixed =
        trainer.change(&exams[0], json!({ "starts_on": "2026-03-16", "ends_on": "2026-03-20" })).await;
    assert_eq!(fixed.etag(), "\"v2\"");
    let fixed = fixed.expect(200);
    assert_eq!((&fixed["starts_on"], &fixed["papers"][0]["unit_code"]), (&json!("2026-03-16"), &json!("E1")));
    assert_eq!(fixed.get("warnings"), None);
    let late = trainer.change(&exams[0], json!({ "ends_on": "2026-04-01" })).await.expect(200);
    assert_eq!(late["warnings"][0]["code"], "mock_exam.outside_month");
    let outside =
        trainer.change(&exams[0], json!({ "starts_on": "2025-08-24", "ends_on": "2027-08-25" })).await;
    outside.faults(&[("/starts_on", "mock_exam.outside_cohort"), ("/ends_on", "mock_exam.outside_cohort")]);
    let backwards = trainer.change(&exams[0], json!({ "ends_on": "2026-03-15" })).await;
    backwards.faults(&[("/ends_on", "mock_exam.ends_before_start")]);
    trainer
        .change(&exams[0], json!({ "starts_on": null }))
        .await
        .faults(&[("/starts_on", "mock_exam.start_missing")]);
    trainer
        .patch(&exams[0], "\"v1\"", json!({ "ends_on": null }))
        .await
        .refused_with(412, "precondition.stale");
    trainer.change(&exams[0], json!({ "starts_on": null, "ends_on": null })).await.expect(200);
}

#[actix_web::test]
async fn a_mock_exam_is_held_or_cancelled_once_and_not_before_its_time() {
    let world = World::on("2026-02-28").await;
    let (_, exams) = opened(&world).await;
    let early = world.trainer().post(format!("{}/holding", exams[0]), json!({})).await;
    early.refused_with(409, "mock_exam.too_early");
    world.clock.advance_days(1);
    let trainer = world.trainer();
    let act = |exam: &str, what: &str| trainer.post(format!("{exam}/{what}"), json!({}));
    let logged = act(&exams[0], "holding").await;
    assert_eq!(logged.etag(), "\"v2\"");
    assert_eq!(logged.expect(200)["state"], "held");
    act(&exams[0], "holding").await.refused_with(409, "mock_exam.already_held");
    act(&exams[0], "cancellation").await.refused_with(409, "mock_exam.already_held");
    let moved = trainer.change(&exams[0], json!({ "starts_on": "2026-03-16" })).await;
    moved.refused_with(409, "mock_exam.already_held");
    assert_eq!(act(&exams[1], "cancellation").await.expect(200)["state"], "cancelled");
    act(&exams[1], "holding").await.refused_with(409, "mock_exam.cancelled");
    trainer
        .change(&exams[1], json!({ "starts_on": "2026-06-01" }))
        .await
        .refused_with(409, "mock_exam.cancelled");
    let states = |state: &'static str| {
        let trainer = trainer.clone();
        async move {
            trainer.get(format!("/v1/mock-exams?state={state}")).await.expect(200)["data"]
                .as_array()
                .unwrap()
                .len()
        }
    };
    assert_eq!((states("held").await, states("cancelled").await, states("planned").await), (1, 1, 2));
}

#[actix_web::test]
async fn mock_exams_are_listed_in_the_order_of_time_page_by_page() {
    let world = World::on("2025-09-01").await;
    let (cohort, exams) = opened(&world).await;
    let manager = world.manager();
    let mut seen: Vec<String> = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = manager.get(format!("/v1/mock-exams?cohort={cohort}&limit=3{cursor}")).await.expect(200);
        seen.extend(
            page["data"].as_array().unwrap().iter().map(|one| format!("/v1/mock-exams/{}", id_of(one))),
        );
        match &page["next_cursor"] {
            Value::String(next) => cursor = format!("&cursor={next}"),
            _ => break,
        }
    }
    assert_eq!(seen, exams);
}

#[actix_web::test]
async fn a_mock_exam_is_seen_by_its_site_and_by_its_own_people() {
    let world = World::on("2025-09-01").await;
    let (cohort, exams) = opened(&world).await;
    let mut story = world.story_in(cohort.parse().unwrap());
    world.seed_contract(&story, "2025-08-25", "2027-08-24");
    for person in [
        world.trainer(),
        world.tutor(&story.tutor()),
        world.student(&story.apprentice()),
        world.client(&["mock_exams:read"]),
    ] {
        person.get(&exams[0]).await.expect(200);
        assert_eq!(person.get("/v1/mock-exams").await.expect(200)["data"].as_array().unwrap().len(), 4);
    }
    story.apprentice = world.seed_apprentice("Martin", "Luc", "2006-01-01");
    story.tutor = world.seed_tutor(story.employer, "Byron", "Augusta");
    let strangers = [world.other_manager(), world.student(&story.apprentice()), world.tutor(&story.tutor())];
    for person in &strangers {
        let hidden = person.get(&exams[0]).await.refused_with(404, "mock_exam.not_found");
        let absent = person.get("/v1/mock-exams/019a0000-0000-7000-8000-000000000000").await;
        assert_eq!(hidden["detail"], absent.refused_with(404, "mock_exam.not_found")["detail"]);
        assert_eq!(person.get("/v1/mock-exams").await.expect(200)["data"], json!([]));
    }
    let cancelling = |person: &Person| {
        let person = person.clone();
        let path = format!("{}/cancellation", exams[0]);
        async move { person.post(path, json!({})).await }
    };
    cancelling(&strangers[0]).await.refused_with(404, "mock_exam.not_found");
    cancelling(&strangers[1]).await.refused_with(403, "forbidden");
    cancelling(&strangers[2]).await.refused_with(403, "forbidden");
}
