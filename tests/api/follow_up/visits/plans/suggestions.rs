//! Days proposed for visits still planned.

use serde_json::{Value, json};

use crate::contracts::agreements::{a_contract, count_events, signed, with};
use crate::follow_up::visits::{a_signed_story, visits_of};
use crate::harness::{Person, Story, World, id_of};
use crate::people::referents::{account_of, name};

const PATH: &str = "/v1/visits/suggestions";

async fn suggested(by: &Person, body: Value) -> Vec<Value> {
    let shown = by.post(PATH, body).await.expect(200);
    assert_eq!(shown["complete"], true);
    shown["data"].as_array().unwrap().clone()
}

fn codes(suggestion: &Value) -> Vec<&str> {
    suggestion["reasons"].as_array().unwrap().iter().map(|reason| reason["code"].as_str().unwrap()).collect()
}

/// Apprentices of the class under contract in one company, each with a tutor of their own.
async fn a_class(world: &World, count: usize) -> Vec<Story> {
    let first = world.story();
    let mut stories = Vec::new();
    for rank in 0..count {
        let apprentice = world.seed_apprentice("Durand", &format!("Nom{rank}"), "2006-03-14");
        let enrolment = world.seed_enrolment(apprentice, first.cohort);
        let tutor = world.seed_tutor(first.employer, "Lovelace", &format!("Ada{rank}"));
        let story = Story { apprentice, enrolment, tutor, ..first };
        signed(&world.manager(), a_contract(&story), "2025-07-15").await;
        stories.push(story);
    }
    stories
}

#[actix_web::test]
async fn days_are_proposed_in_one_trip_for_one_company_and_nothing_is_saved() {
    let world = World::on("2025-07-15").await;
    let stories = a_class(&world, 3).await;
    world.clock.advance_days(100);
    let manager = world.manager();
    let account = account_of(&world.trainer()).await;
    for story in &stories {
        name(&manager, story, &account, "2025-09-01").await.expect(201);
    }
    let before = manager.get("/v1/visits").await.expect(200);
    let body = json!({ "from_on": "2025-11-17", "to_on": "2025-11-28" });
    let shown = suggested(&manager, body.clone()).await;
    assert_eq!(suggested(&manager, body).await, shown, "the same each time");
    let days: Vec<&Value> = shown.iter().map(|one| &one["suggested_on"]).collect();
    assert_eq!(json!(days), json!(["2025-11-24", "2025-11-24", "2025-11-24"]));
    assert_eq!(codes(&shown[0]), ["calendar_unknown", "kept", "week_load"]);
    assert_eq!(codes(&shown[1]), ["calendar_unknown", "kept", "same_company", "week_load"]);
    assert_eq!(shown[1]["reasons"][2]["visit_id"], shown[0]["visit_id"]);
    assert_eq!(shown[0]["referent"]["account_id"], json!(account));
    let contacts = shown[0]["contacts"].as_array().unwrap();
    assert_eq!(
        (&contacts[0]["name"], &contacts[1]["name"]),
        (&json!("Nom0 Durand"), &json!("Ada0 Lovelace"))
    );
    assert!(contacts[1]["company"].as_str().unwrap().starts_with("Librairie"), "whom to call: {contacts:?}");
    assert_eq!(manager.get("/v1/visits").await.expect(200), before);
    assert_eq!(count_events(&world, "visit.moved"), 0);
}

#[actix_web::test]
async fn days_are_those_in_the_company_once_the_calendar_is_known() {
    let (world, story, _) = a_signed_story("2025-10-20").await;
    let manager = world.manager();
    let calendar = format!("/v1/cohorts/{}/calendar", story.cohort);
    let written = json!({ "rhythms": [{ "from_on": "2025-08-25", "company_weekdays": [3, 4, 5], "centre_weekdays": [1, 2] }],
                          "exceptions": [{ "kind": "exam", "label": "Épreuves", "from_on": "2025-11-26", "to_on": "2025-11-26" }] });
    manager.put(&calendar, "*", written).await.expect(200);
    let shown = suggested(&manager, json!({ "from_on": "2025-11-17", "to_on": "2025-11-28" })).await;
    assert_eq!(shown.len(), 1);
    assert_eq!(shown[0]["suggested_on"], "2025-11-21", "neither at the centre nor at the exam");
    assert_eq!(codes(&shown[0]), ["company_day", "nobody_on_duty"]);
    // signed afterwards, a contract has its visits on such days too
    let friend = world.seed_apprentice("Martin", "Léo", "2006-01-01");
    let enrolment = world.seed_enrolment(friend, story.cohort);
    let tutor = world.seed_tutor(story.employer, "Hopper", "Grace");
    let other = Story { apprentice: friend, enrolment, tutor, ..story };
    let body = with(a_contract(&other), json!({ "starts_on": "2025-11-03" }));
    signed(&manager, body, "2025-10-20").await;
    let visits = manager.get(format!("/v1/visits?apprentice={friend}")).await.expect(200);
    for visit in visits["data"].as_array().unwrap() {
        let day: chrono::NaiveDate = visit["planned_on"].as_str().unwrap().parse().unwrap();
        let weekday = chrono::Datelike::weekday(&day).number_from_monday();
        assert!((3..=5).contains(&weekday), "{visit}");
    }
}

#[actix_web::test]
async fn no_day_of_the_first_two_weeks_is_proposed() {
    let (world, ..) = a_signed_story("2025-08-20").await;
    let manager = world.manager();
    let id = visits_of(&manager).await[0].rsplit('/').next().unwrap().to_owned();
    let until = async |to_on: &str| {
        let body = json!({ "from_on": "2025-08-25", "to_on": to_on, "visit_ids": [id] });
        suggested(&manager, body).await.remove(0)
    };
    let early = until("2025-09-05").await;
    assert_eq!((&early["suggested_on"], codes(&early)), (&Value::Null, vec!["no_day"]));
    assert_eq!(until("2025-09-08").await["suggested_on"], "2025-09-08", "two weeks after the start");
}

#[actix_web::test]
async fn some_visits_may_be_named_and_the_period_is_to_come() {
    let (world, story, _) = a_signed_story("2025-10-20").await;
    let (manager, visits) = (world.manager(), visits_of(&world.manager()).await);
    let id = |path: &String| path.rsplit('/').next().unwrap().to_owned();
    let body = json!({ "from_on": "2025-11-03", "to_on": "2025-11-14", "visit_ids": [id(&visits[0])] });
    let shown = suggested(&manager, body.clone()).await;
    assert_eq!(
        (shown.len(), &shown[0]["suggested_on"]),
        (1, &json!("2025-11-14")),
        "the nearest to the day planned"
    );
    let english = manager.request(reqwest::Method::POST, PATH).header("accept-language", "en").json(&body);
    let english = manager.send(english).await.expect(200);
    assert_eq!(english["data"][0]["reasons"][1]["message"], "Nobody follows this apprentice that day.");
    let far =
        json!({ "from_on": "2025-11-03", "to_on": "2025-11-14", "visit_ids": [id(&visits[3]), story.tutor] });
    manager.post(PATH, far).await.faults(&[("/visit_ids/1", "visit.unknown")]);
    manager.post(format!("{}/cancellation", visits[0]), json!({"reason": "other"})).await.expect(200);
    manager.post(PATH, body).await.faults(&[("/visit_ids/0", "visit.cancelled")]);
    for (from_on, to_on) in
        [("2025-11-14", "2025-11-03"), ("2025-09-01", "2025-10-19"), ("2025-11-01", "2026-11-01")]
    {
        let wrong = manager.post(PATH, json!({ "from_on": from_on, "to_on": to_on })).await;
        wrong.faults(&[("/to_on", "visit_plan.period")]);
    }
    let weekend = json!({ "from_on": "2025-11-08", "to_on": "2025-11-09", "visit_ids": [id(&visits[1])] });
    let shown = suggested(&manager, weekend).await;
    assert_eq!((&shown[0]["suggested_on"], codes(&shown[0])), (&Value::Null, vec!["no_day"]));
    let others =
        suggested(&world.other_manager(), json!({ "from_on": "2025-11-03", "to_on": "2026-04-14" })).await;
    assert!(others.is_empty());
    let cohort = json!({ "from_on": "2026-05-01", "to_on": "2026-06-14", "cohort_id": story.cohort, "site_id": world.site() });
    assert_eq!(suggested(&manager, cohort).await.len(), 1);
    let tutor = world.tutor(&story.tutor());
    tutor
        .post(PATH, json!({ "from_on": "2025-11-03", "to_on": "2025-11-14" }))
        .await
        .refused_with(403, "forbidden");
}

#[actix_web::test]
async fn visits_are_moved_all_together_or_not_at_all() {
    let (world, story, _) = a_signed_story("2025-10-20").await;
    let manager = world.manager();
    let listed = manager.get("/v1/visits").await.expect(200);
    let ids: Vec<String> = listed["data"].as_array().unwrap().iter().map(id_of).collect();
    let path = "/v1/visits/moves";
    let a_move = |rank: usize, on: &str, version: i64| json!({ "visit_id": ids[rank], "planned_on": on, "version": version });
    manager.post(format!("/v1/visits/{}/cancellation", ids[3]), json!({"reason": "other"})).await.expect(200);
    let wrong = json!({ "moves": [
        a_move(0, "2025-11-20", 1), a_move(1, "2025-08-24", 7), a_move(0, "2026-02-23", 1), a_move(3, "2027-05-20", 2),
        a_move(2, "2026-08-24", 1),
        { "visit_id": story.tutor, "planned_on": "2025-11-20", "version": 1 }
    ] });
    manager.post(path, wrong).await.faults(&[
        ("/moves/1/planned_on", "visit.outside_contract"),
        ("/moves/1/version", "visit.changed_meanwhile"),
        ("/moves/2/planned_on", "visit.due_before_planned"),
        ("/moves/2/visit_id", "visit.moved_twice"),
        ("/moves/3/visit_id", "visit.cancelled"),
        ("/moves/4/planned_on", "visit.other_training_year"),
        ("/moves/5/visit_id", "visit.unknown"),
    ]);
    assert_eq!(count_events(&world, "visit.moved"), 0);

    let body = json!({ "moves": [a_move(1, "2026-05-20", 1), a_move(0, "2025-11-20", 1)] });
    let moved = manager.post_with_key(path, "a-double-click", body.clone()).await.expect(200);
    assert_eq!(manager.post_with_key(path, "a-double-click", body.clone()).await.expect(200), moved);
    let shown =
        [&moved["data"][0]["planned_on"], &moved["data"][1]["planned_on"], &moved["data"][1]["version"]];
    assert_eq!(json!(shown), json!(["2026-05-20", "2025-11-20", 2]));
    assert_eq!(count_events(&world, "visit.moved"), 2);
    let stale = manager.post(path, body.clone()).await;
    stale.faults(&[
        ("/moves/0/version", "visit.changed_meanwhile"),
        ("/moves/1/version", "visit.changed_meanwhile"),
    ]);
    let stranger = world.other_manager().post(path, body.clone()).await;
    stranger.faults(&[("/moves/0/visit_id", "visit.unknown"), ("/moves/1/visit_id", "visit.unknown")]);
    world.student(&story.apprentice()).post(path, body).await.refused_with(403, "forbidden");
}
