//! The search for an employer: companies looked at, what happened with each, employers to think of, the next contract.

use serde_json::{Value, json};

use super::declarations::a_rupture;
use crate::contracts::agreements::{a_contract, count_events, signed, with};
use crate::follow_up::visits::a_signed_story;
use crate::harness::{Story, World, id_of};

async fn broken_story(today: &str) -> (World, Story, String) {
    let (world, story, contract) = a_signed_story(today).await;
    world.manager().post(format!("{contract}/rupture"), a_rupture("2026-02-10")).await.expect(201);
    (world, story, contract)
}

#[actix_web::test]
async fn a_search_is_told_by_the_centre_and_by_the_apprentice_and_every_entry_is_taken_back() {
    let (world, story, _) = broken_story("2026-03-02").await;
    let (manager, student) = (world.manager(), world.student(&story.apprentice()));
    let search = format!("/v1/apprentices/{}/employer-search", story.apprentice);
    let companies = format!("/v1/apprentices/{}/search-prospects", story.apprentice);
    let empty = student.get(&search).await.expect(200);
    assert_eq!((&empty["open"], &empty["since_on"]), (&json!(true), &json!("2026-02-10")));
    assert_eq!(empty["right_until_on"], "2026-08-10");

    let shop = json!({ "name": "Librairie des Halles", "city": "Troyes", "contact": "Mme Perrin" });
    let reply = student.post(&companies, shop).await;
    let home = reply.header("location").unwrap().to_owned();
    assert_eq!(reply.expect(201)["called"], "Librairie des Halles");
    let applied = json!({ "kind": "application", "happened_on": "2026-02-20" });
    let event = manager.post(format!("{home}/events"), applied).await;
    let event_home = event.header("location").unwrap().to_owned();
    event.expect(201);
    let interview = json!({ "kind": "interview", "happened_on": "2026-03-10" });
    student.post(format!("{home}/events"), interview).await.expect(201);
    let told = manager.get(&home).await.expect(200);
    let labels: Vec<_> = told["events"].as_array().unwrap().iter().map(|one| &one["kind_label"]).collect();
    assert_eq!(labels, ["Candidature envoyée", "Entretien"]);

    let early = json!({ "kind": "answer", "happened_on": "2026-03-03" });
    student
        .post(format!("{home}/events"), early)
        .await
        .faults(&[("/answer", "search_event.answer"), ("/happened_on", "search_event.in_future")]);
    manager
        .post(&companies, json!({ "city": "Troyes" }))
        .await
        .faults(&[("/name", "search.employer_or_name")]);
    let corrected = manager.change(&event_home, json!({ "happened_on": "2026-02-21" })).await.expect(200);
    assert_eq!(corrected["happened_on"], "2026-02-21");
    manager.change(&home, json!({ "city": "Reims" })).await.expect(200);

    let reason = json!({ "reason": "Erreur de saisie." });
    manager.post(format!("{event_home}/withdrawal"), reason.clone()).await.expect(201);
    let taken = manager.post(format!("{home}/withdrawal"), reason).await.expect(201);
    assert_eq!(manager.get(&search).await.expect(200)["prospects"], json!([]));
    manager.post(format!("/v1/withdrawals/{}/restoration", id_of(&taken)), json!({})).await.expect(200);
    let back = manager.get(&search).await.expect(200);
    assert_eq!(back["prospects"][0]["events"].as_array().unwrap().len(), 1);
    assert_eq!(count_events(&world, "search_prospect.restored"), 1);
}

#[actix_web::test]
async fn employers_that_had_apprentices_are_suggested_but_the_one_that_was_left() {
    let (world, story, _) = broken_story("2026-03-02").await;
    let manager = world.manager();
    let other = world.story_in_another_company();
    world.seed_contract(&other, "2025-09-01", "2027-08-24");
    let search = format!("/v1/apprentices/{}/employer-search", story.apprentice);
    let found = manager.get(&search).await.expect(200);
    let ids: Vec<_> =
        found["suggestions"].as_array().unwrap().iter().map(|one| &one["employer_id"]).collect();
    assert_eq!(ids, [&json!(other.employer)]);
    assert_eq!(found["suggestions"][0]["contracts"], 1);
    assert_eq!(found["next_contract"]["type_code"], "23");
    let own = world.student(&story.apprentice()).get(&search).await.expect(200);
    assert_eq!(own["suggestions"][0]["contracts"], Value::Null, "counts are for the centre");

    let companies = format!("/v1/apprentices/{}/search-prospects", story.apprentice);
    let known = json!({ "employer_id": other.employer });
    manager.post(&companies, known.clone()).await.expect(201);
    manager.post(&companies, known).await.faults(&[("/employer_id", "search.prospect_already_there")]);
    let nobody = json!({ "employer_id": "019a0000-0000-7000-8000-000000000000" });
    manager.post(&companies, nobody).await.faults(&[("/employer_id", "search.employer_unknown")]);
    assert_eq!(manager.get(&search).await.expect(200)["suggestions"], json!([]));
    world.tutor(&story.tutor()).get(&search).await.refused_with(403, "forbidden");
    world.other_manager().get(&search).await.refused_with(404, "apprentice.not_found");
}

#[actix_web::test]
async fn the_new_contract_follows_the_broken_one_with_another_employer_and_closes_the_search() {
    let (world, story, contract) = broken_story("2026-03-02").await;
    let manager = world.manager();
    let previous = contract.rsplit('/').next().unwrap();
    let (employer, search) = (
        world.seed_employer("35600000000048"),
        format!("/v1/apprentices/{}/employer-search", story.apprentice),
    );
    let tutor = world.seed_tutor(employer, "Curie", "Marie");
    let draft = |fields: Value| {
        let body =
            json!({ "previous_contract_id": previous, "starts_on": "2026-03-02", "ends_on": "2027-08-24" });
        with(with(a_contract(&story), body), fields)
    };
    let refused = async |fields: Value, code: &str| {
        manager.post("/v1/contracts", draft(fields)).await.faults(&[("/type_code", code)]);
    };
    refused(json!({ "type_code": "23" }), "contract.previous_same_employer").await;
    let ended = json!({ "type_code": "22", "employer_id": employer, "tutor_id": tutor });
    refused(ended, "contract.previous_broken").await;

    let next = draft(json!({ "type_code": "23", "employer_id": employer, "tutor_id": tutor }));
    let next = signed(&manager, next, "2026-03-02").await;
    let closed = manager.get(&search).await.expect(200);
    assert_eq!(closed["open"], false);
    assert!(next.ends_with(closed["closed_by_contract_id"].as_str().unwrap()));
    assert_eq!((&closed["suggestions"], &closed["next_contract"]), (&json!([]), &Value::Null));
    let companies = format!("/v1/apprentices/{}/search-prospects", story.apprentice);
    manager.post(companies, json!({ "name": "Trop tard" })).await.refused_with(409, "search.closed");
}
