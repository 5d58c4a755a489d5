//! Derogations to the number of apprentices of a tutor: recorded, counted at signature, withdrawn, and who sees them.

use serde_json::{Value, json};

use crate::contracts::agreements::{a_contract, count_events, drafted};
use crate::harness::{Person, Reply, Story, World};

const SIGNED: &str = "2025-07-10";

fn home(story: &Story) -> String {
    format!("/v1/tutors/{}/ceiling-derogations", story.tutor)
}

fn granted() -> Value {
    json!({ "granted_on": "2025-06-20", "reference": "CDEI 10-2025-14", "from_on": "2025-07-01",
        "to_on": "2030-06-30", "apprentices": 3 })
}

fn with(change: Value) -> Value {
    crate::contracts::agreements::with(granted(), change)
}

fn another_apprentice(world: &World, story: &Story, name: &str) -> Story {
    let apprentice = world.seed_apprentice(name, "Camille", "2006-03-14");
    Story { apprentice, enrolment: world.seed_enrolment(apprentice, story.cohort), ..*story }
}

/// Signs one more contract with the tutor of the story.
async fn one_more(world: &World, by: &Person, story: &Story, name: &str) -> Reply {
    let path = drafted(by, a_contract(&another_apprentice(world, story, name))).await;
    by.post(format!("{path}/signature"), json!({ "signed_on": SIGNED })).await
}

#[actix_web::test]
async fn a_derogation_is_recorded_listed_changed_and_withdrawn() {
    let world = World::on("2025-07-15").await;
    let (manager, story) = (world.manager(), world.story());
    let double = || manager.post_with_key(home(&story), "one-double-click", granted());
    let created = double().await;
    let path = created.header("location").unwrap().to_owned();
    assert_eq!(created.etag(), "\"v1\"");
    let created = created.expect(201);
    assert_eq!(double().await.expect(201), created);
    assert_eq!((&created["tutor_id"], &created["withdrawn_on"]), (&json!(story.tutor), &Value::Null));
    let earlier = with(json!({ "from_on": "2020-07-01", "to_on": "2025-06-30", "granted_on": "2020-06-01" }));
    let earlier = manager.post(home(&story), earlier).await.expect(201);
    let first = manager.get(format!("{}?limit=1", home(&story))).await.expect(200);
    assert_eq!(first["data"], json!([earlier]));
    let next = format!("{}?limit=1&cursor={}", home(&story), first["next_cursor"].as_str().unwrap());
    assert_eq!(manager.get(next).await.expect(200)["data"], json!([created]));

    let changed = manager.change(&path, json!({ "withdrawn_on": "2026-01-01" })).await;
    assert_eq!(
        (changed.etag(), &changed.expect(200)["withdrawn_on"]),
        ("\"v2\"".to_owned(), &json!("2026-01-01"))
    );
    manager.patch(&path, "\"v1\"", json!({ "apprentices": 4 })).await.refused_with(412, "precondition.stale");
    let names = ["ceiling_derogation.granted", "ceiling_derogation.changed"];
    assert_eq!(names.map(|name| count_events(&world, name)), [2, 1]);
}

#[actix_web::test]
async fn what_a_derogation_may_not_say_is_told_at_once() {
    let world = World::on("2025-07-15").await;
    let (manager, story) = (world.manager(), world.story());
    let wrong = with(json!({ "granted_on": "2025-07-16", "to_on": "2030-07-01", "apprentices": 2,
        "withdrawn_on": "2025-06-30" }));
    manager.post(home(&story), wrong).await.faults(&[
        ("/apprentices", "ceiling_derogation.allows_no_more"),
        ("/granted_on", "ceiling_derogation.granted_in_future"),
        ("/to_on", "ceiling_derogation.too_long"),
        ("/withdrawn_on", "ceiling_derogation.days_out_of_order"),
    ]);
    let backwards = with(json!({ "to_on": "2025-06-30" }));
    manager.post(home(&story), backwards).await.faults(&[("/to_on", "ceiling_derogation.days_out_of_order")]);
    assert_eq!(manager.get(home(&story)).await.expect(200)["data"], json!([]));
}

#[actix_web::test]
async fn a_third_apprentice_is_signed_with_the_derogation_and_not_a_fourth() {
    let world = World::on("2025-07-15").await;
    let (manager, story) = (world.manager(), world.story());
    one_more(&world, &manager, &story, "Un").await.expect(200);
    one_more(&world, &manager, &story, "Deux").await.expect(200);
    let refusal = one_more(&world, &manager, &story, "Trois").await.refused_with(409, "tutor.ceiling");
    assert!(refusal["errors"].to_string().contains("R6223-7") || refusal.to_string().contains("R6223-7"));
    manager.post(home(&story), granted()).await.expect(201);
    one_more(&world, &manager, &story, "Quatre").await.expect(200);
    one_more(&world, &manager, &story, "Cinq").await.refused_with(409, "tutor.ceiling");
}

#[actix_web::test]
async fn a_derogation_counts_on_its_days_only() {
    let world = World::on("2025-07-15").await;
    let (manager, story) = (world.manager(), world.story());
    one_more(&world, &manager, &story, "Un").await.expect(200);
    one_more(&world, &manager, &story, "Deux").await.expect(200);
    // the contracts of the story run until the summer of 2027
    let short = manager.post(home(&story), with(json!({ "to_on": "2026-12-31" }))).await;
    let path = short.header("location").unwrap().to_owned();
    short.expect(201);
    one_more(&world, &manager, &story, "Trois").await.refused_with(409, "tutor.ceiling");
    manager.change(&path, json!({ "to_on": "2030-06-30", "withdrawn_on": "2026-12-31" })).await.expect(200);
    one_more(&world, &manager, &story, "Quatre").await.refused_with(409, "tutor.ceiling");
    manager.change(&path, json!({ "withdrawn_on": null })).await.expect(200);
    one_more(&world, &manager, &story, "Cinq").await.expect(200);
}

#[actix_web::test]
async fn who_sees_and_who_records_a_derogation() {
    let world = World::on("2025-07-15").await;
    let story = world.story();
    let created = world.manager().post(home(&story), granted()).await;
    let path = created.header("location").unwrap().to_owned();
    created.expect(201);
    for reader in [world.trainer(), world.tutor(&story.tutor())] {
        reader.get(&path).await.expect(200);
        reader.post(home(&story), granted()).await.expect(403);
        reader.patch(&path, "\"v1\"", json!({ "apprentices": 4 })).await.expect(403);
    }
    world.student(&story.apprentice()).get(&path).await.expect(403);
    let elsewhere = world.seed_tutor(story.employer, "Hopper", "Grace");
    world
        .tutor(&json!({ "id": elsewhere }))
        .get(&path)
        .await
        .refused_with(404, "ceiling_derogation.not_found");
    let foreign = world.other_manager();
    foreign.get(&path).await.refused_with(404, "ceiling_derogation.not_found");
    foreign.post(home(&story), granted()).await.refused_with(404, "tutor.not_found");
    foreign
        .patch(&path, "\"v1\"", json!({ "apprentices": 4 }))
        .await
        .refused_with(404, "ceiling_derogation.not_found");
}
