//! The life of a draft.

use serde_json::{Value, json};

use super::{a_bare_draft, a_contract, count_events, drafted, with};
use crate::harness::World;

#[actix_web::test]
async fn a_contract_is_drafted_read_changed_and_listed() {
    let world = World::on("2025-07-01").await;
    let (manager, story) = (world.manager(), world.story());
    let created = manager.post("/v1/contracts", a_bare_draft(&story)).await;
    assert_eq!(created.etag(), "\"v1\"");
    let path = created.header("location").unwrap().to_owned();
    let draft = created.expect(201);
    assert_eq!((&draft["state"], &draft["phase"]), (&json!("draft"), &json!("draft")));
    assert_eq!((&draft["signed_on"], &draft["effective_ends_on"]), (&Value::Null, &json!("2027-08-24")));
    assert_eq!(manager.get(&path).await.expect(200), draft);

    let changed = manager.change(&path, json!({"starts_on": "2025-09-01"})).await;
    assert_eq!(changed.etag(), "\"v2\"");
    assert_eq!(changed.expect(200)["starts_on"], "2025-09-01");

    let other = world.seed_employer("55208131766522");
    for (query, expected) in [
        ("".to_owned(), 1),
        (format!("apprentice={}", story.apprentice), 1),
        (format!("enrolment={}&state=draft", story.enrolment), 1),
        (format!("employer={}", story.employer), 1),
        (format!("employer={other}"), 0),
        (format!("tutor={}&site={}", story.tutor, world.site()), 1),
        ("state=signed".to_owned(), 0),
    ] {
        let found = manager.get(format!("/v1/contracts?{query}")).await.expect(200);
        assert_eq!(found["data"].as_array().unwrap().len(), expected, "{query}");
    }
    manager.get("/v1/contracts?state=old").await.refused_with(400, "query.invalid");
    assert_eq!([count_events(&world, "contract.created"), count_events(&world, "contract.changed")], [1, 1]);
}

#[actix_web::test]
async fn contracts_come_in_pages() {
    let world = World::on("2025-07-01").await;
    let (manager, story) = (world.manager(), world.story());
    let mut drafts = Vec::new();
    for _ in 0..3 {
        drafts.push(drafted(&manager, a_contract(&story)).await);
    }
    let first = manager.get("/v1/contracts?limit=2").await.expect(200);
    assert_eq!(first["data"].as_array().unwrap().len(), 2);
    let cursor = first["next_cursor"].as_str().unwrap();
    let second = manager.get(format!("/v1/contracts?limit=2&cursor={cursor}")).await.expect(200);
    assert_eq!((second["data"].as_array().unwrap().len(), &second["next_cursor"]), (1, &Value::Null));
    assert!(drafts[2].ends_with(second["data"][0]["id"].as_str().unwrap()));
}

#[actix_web::test]
async fn a_draft_is_discarded_by_whoever_names_its_version() {
    let world = World::on("2025-07-01").await;
    let (manager, story) = (world.manager(), world.story());
    let path = drafted(&manager, a_contract(&story)).await;
    manager.delete(&path).await.refused_with(428, "precondition.required");
    let naming = |etag: &str| manager.request(reqwest::Method::DELETE, &path).header("if-match", etag);
    manager.send(naming("\"v7\"")).await.refused_with(412, "precondition.stale");
    assert_eq!(manager.send(naming("\"v1\"")).await.status, 204);
    manager.get(&path).await.refused_with(404, "contract.not_found");
    assert_eq!(count_events(&world, "contract.discarded"), 1);
}

#[actix_web::test]
async fn a_change_of_a_draft_names_its_version_and_keeps_its_enrolment() {
    let world = World::on("2025-07-01").await;
    let (manager, story) = (world.manager(), world.story());
    let path = drafted(&manager, a_bare_draft(&story)).await;
    manager.patch(&path, "\"v1\"", json!({"ends_on": "2027-08-23"})).await.expect(200);
    manager
        .patch(&path, "\"v1\"", json!({"ends_on": "2027-08-22"}))
        .await
        .refused_with(412, "precondition.stale");
    let elsewhere = json!({"enrolment_id": "019a0000-0000-7000-8000-000000000000"});
    manager.change(&path, elsewhere).await.faults(&[("/enrolment_id", "enrolment.fixed")]);
    manager
        .change(&path, json!({"ends_on": "2025-09-30"}))
        .await
        .faults(&[("/ends_on", "contract.too_short")]);
}

#[actix_web::test]
async fn a_double_click_drafts_one_contract() {
    let world = World::on("2025-07-01").await;
    let (manager, story) = (world.manager(), world.story());
    let first = manager.post_with_key("/v1/contracts", "a-double-click", a_contract(&story)).await;
    let second = manager.post_with_key("/v1/contracts", "a-double-click", a_contract(&story)).await;
    assert_eq!(first.expect(201), second.expect(201));
    assert_eq!(manager.get("/v1/contracts").await.expect(200)["data"].as_array().unwrap().len(), 1);
}

#[actix_web::test]
async fn each_person_sees_the_contracts_that_concern_them() {
    let world = World::on("2025-07-01").await;
    let (manager, story) = (world.manager(), world.story());
    let path = drafted(&manager, a_contract(&story)).await;
    let neighbour = world.seed_tutor(story.employer, "Hopper", "Grace");
    let friend = world.seed_apprentice("Martin", "Léo", "2006-01-01");
    let concerned = [
        world.administrator(),
        world.trainer(),
        world.tutor(&story.tutor()),
        world.student(&story.apprentice()),
        world.client(&["contracts:read"]),
    ];
    for person in concerned {
        assert_eq!(person.get(&path).await.status, 200);
    }
    let strangers = [
        world.other_manager(),
        world.tutor(&json!({ "id": neighbour })),
        world.student(&json!({ "id": friend })),
    ];
    let absent = manager.get("/v1/contracts/019a0000-0000-7000-8000-000000000000").await;
    let absent = absent.refused_with(404, "contract.not_found");
    for person in strangers {
        let hidden = person.get(&path).await.refused_with(404, "contract.not_found");
        assert_eq!(hidden["detail"], absent["detail"]);
        assert_eq!(person.get("/v1/contracts").await.expect(200)["data"], json!([]));
    }
    world.client(&["visits:read"]).get(&path).await.refused_with(403, "forbidden");
}

#[actix_web::test]
async fn only_managers_write_contracts() {
    let world = World::on("2025-07-01").await;
    let (manager, story) = (world.manager(), world.story());
    let path = drafted(&manager, a_contract(&story)).await;
    for person in [world.trainer(), world.tutor(&story.tutor()), world.student(&story.apprentice())] {
        person.post("/v1/contracts", json!({})).await.refused_with(403, "forbidden");
        person.change(&path, json!({"ends_on": "2027-08-01"})).await.refused_with(403, "forbidden");
        person.delete(&path).await.refused_with(403, "forbidden");
    }
    let stranger = world.other_manager();
    stranger.patch(&path, "\"v1\"", json!({"type_code": "22"})).await.refused_with(404, "contract.not_found");
    let elsewhere = stranger.post("/v1/contracts", a_contract(&story)).await;
    elsewhere.faults(&[("/enrolment_id", "enrolment.unknown")]);
    let unknown = with(a_contract(&story), json!({"employer_id": story.tutor, "tutor_id": story.employer}));
    let unknown = manager.post("/v1/contracts", unknown).await;
    unknown.faults(&[("/employer_id", "employer.unknown"), ("/tutor_id", "tutor.unknown")]);
}
