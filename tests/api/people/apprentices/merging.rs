//! Two files of one person made one, and two again.

use serde_json::{Value, json};

use super::chloe;
use crate::contracts::agreements::{a_contract, count_events, signed, with};
use crate::follow_up::phone_contacts::a_call;
use crate::harness::{Story, World, assert_same, id_of};

/// The file of the story, and another of the same person, enrolled in the same cohort, with a contract.
async fn twins(world: &World) -> (Story, String, String) {
    let (manager, story) = (world.manager(), world.story());
    let mut twin = chloe();
    twin["confirmed_namesake"] = json!(true);
    let other = id_of(&manager.post("/v1/apprentices", twin).await.expect(201));
    let enrolment = json!({ "cohort_id": story.cohort });
    let enrolment = manager.post(format!("/v1/apprentices/{other}/enrolments"), enrolment).await.expect(201);
    let body = with(a_contract(&story), json!({ "enrolment_id": enrolment["id"] }));
    let contract = signed(&manager, body, "2025-07-15").await;
    (story, other, contract)
}

fn outcomes(preview: &Value, table: &str) -> Vec<Value> {
    let rows = preview["rows"].as_array().unwrap().iter().filter(|row| row["table"] == table);
    rows.map(|row| row["outcome"].clone()).collect()
}

#[actix_web::test]
async fn two_files_of_one_person_become_one_and_may_be_two_again() {
    let world = World::on("2025-07-15").await;
    let (story, other, contract) = twins(&world).await;
    let manager = world.manager();
    manager
        .change(format!("/v1/apprentices/{}", story.apprentice), json!({ "city": "Reims" }))
        .await
        .expect(200);
    let call = with(
        a_call(&story),
        json!({ "apprentice_id": other, "called_at": "2025-07-15T06:00:00Z",
                                            "next_action": null }),
    );
    manager.post("/v1/phone-contacts", call).await.expect(201);
    let merges = format!("/v1/apprentices/{}/merges", story.apprentice);
    let before = world.contents();

    let preview = json!({ "other_id": other });
    let told = manager.post(format!("{merges}/preview"), preview).await.expect(200);
    assert_same(&world.contents(), &before, "a preview changes nothing");
    assert_eq!(told["mergeable"], true, "{told}");
    assert_eq!(outcomes(&told, "contracts"), [json!("moved"), json!("moved")], "{told}");
    assert_eq!(outcomes(&told, "phone_contacts"), [json!("moved")]);
    let fields = told["fields"].as_array().unwrap();
    let city = fields.iter().find(|field| field["field"] == "city").unwrap();
    assert_eq!(
        (&city["kept"], &city["other"], &city["choice_needed"]),
        (&json!("Reims"), &json!("Troyes"), &json!(true))
    );
    let email = fields.iter().find(|field| field["field"] == "email").unwrap();
    assert_eq!((&email["kept"], &email["choice_needed"]), (&json!(""), &json!(false)));

    let unsaid = json!({ "other_id": other, "reason": "Saisie deux fois" });
    let refused = manager.post(&merges, unsaid.clone()).await;
    refused.faults(&[("/choices", "merge.choice_missing")]);
    let said = with(unsaid, json!({ "choices": [{ "field": "city", "side": "other" }] }));
    let reply = manager.post(&merges, said).await;
    let taken = reply.header("location").unwrap().to_owned();
    let merged = reply.expect(201);
    assert_eq!((&merged["kind"], &merged["record_id"]), (&json!("apprentice_merge"), &json!(other)));
    manager.get(format!("/v1/apprentices/{other}")).await.refused_with(404, "apprentice.not_found");
    let kept = manager.get(format!("/v1/apprentices/{}", story.apprentice)).await.expect(200);
    assert_eq!((&kept["city"], &kept["email"]), (&json!("Troyes"), &json!("chloe.durand@example.org")));
    let moved = manager.get(&contract).await.expect(200);
    assert_eq!(
        (&moved["apprentice_id"], &moved["enrolment_id"]),
        (&json!(story.apprentice), &json!(story.enrolment))
    );
    let visits = manager.get(format!("/v1/visits?apprentice={}", story.apprentice)).await.expect(200);
    assert_eq!(visits["data"].as_array().unwrap().len(), 4);
    assert_eq!(["apprentice.merged", "visit.changed"].map(|kind| count_events(&world, kind)), [1, 4]);

    manager.post(format!("{taken}/restoration"), json!({})).await.expect(200);
    assert_same(&world.contents(), &before, "two files again");
}

#[actix_web::test]
async fn two_files_that_contradict_each_other_are_not_merged() {
    let world = World::on("2025-07-15").await;
    let (story, other, contract) = twins(&world).await;
    let manager = world.manager();
    let heir = world.seed_tutor(story.employer, "Hopper", "Grace");
    let body = with(a_contract(&story), json!({ "tutor_id": heir }));
    signed(&manager, body, "2025-07-15").await;
    let merges = format!("/v1/apprentices/{}/merges", story.apprentice);
    let told = manager.post(format!("{merges}/preview"), json!({ "other_id": other })).await.expect(200);
    assert_eq!(told["mergeable"], false, "{told}");
    let fields = told["fields"].as_array().unwrap().iter().filter(|field| field["choice_needed"] == true);
    let choices: Vec<Value> =
        fields.map(|field| json!({ "field": field["field"], "side": "kept" })).collect();
    let body = json!({ "other_id": other, "choices": choices, "reason": "Saisie deux fois" });
    let refused = manager.post(&merges, body).await.refused_with(409, "merge.collides");
    let message = refused["errors"][0]["message"].as_str().unwrap();
    assert!(message.contains(&contract), "{message}");

    let itself = json!({ "other_id": story.apprentice });
    manager.post(format!("{merges}/preview"), itself).await.faults(&[("/other_id", "merge.itself")]);
    let stranger = world.other_manager();
    let foreign = stranger.post(format!("{merges}/preview"), json!({ "other_id": other })).await;
    foreign.refused_with(404, "apprentice.not_found");
    world.trainer().post(&merges, json!({})).await.refused_with(403, "forbidden");
}
