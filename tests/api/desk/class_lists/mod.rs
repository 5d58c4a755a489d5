//! A class in one request.

use serde_json::{Value, json};

use crate::follow_up::visits::a_signed_story;
use crate::harness::World;
use crate::people::apprentices::ABSENT;

#[actix_web::test]
async fn a_class_is_listed_whole_in_one_request() {
    let (world, story, _) = a_signed_story("2025-12-01").await;
    let manager = world.manager();
    manager.change(format!("/v1/tutors/{}", story.tutor), json!({"phone": "0612345678"})).await.expect(200);
    for rank in 0..60 {
        let apprentice = world.seed_apprentice("Zola", &format!("N{rank:02}"), "2006-05-01");
        world.seed_enrolment(apprentice, story.cohort);
    }
    let other = world.seed_cohort("2024-08-26", "2026-08-25");
    world.seed_enrolment(world.seed_apprentice("Ailleurs", "Un", "2006-05-01"), other);
    let path = format!("/v1/cohorts/{}/class-list", story.cohort);
    let class = world.trainer().get(format!("{path}?include=total")).await.expect(200);
    let rows = class["data"].as_array().unwrap();
    assert_eq!((rows.len(), &class["total"], &class["next_cursor"]), (61, &json!(61), &Value::Null));
    let chloe = &rows[0];
    assert_eq!((&chloe["family_name"], &chloe["given_name"]), (&json!("Durand"), &json!("Chloé")));
    assert_eq!(
        (&chloe["apprentice_id"], &chloe["enrolment_id"]),
        (&json!(story.apprentice), &json!(story.enrolment))
    );
    assert_eq!((&chloe["status"], &chloe["contract"]["phase"]), (&json!("apprentice"), &json!("running")));
    assert_eq!(chloe["contract"]["tutor"]["phone"], "+33612345678");
    assert_eq!(chloe["next_visit"]["planned_on"], "2025-11-24");
    let late = manager
        .get(format!("/v1/obligations?state=late&limit=200&apprentice={}", story.apprentice))
        .await
        .expect(200);
    assert_eq!(chloe["late"], json!(late["data"].as_array().unwrap().len()));
    assert!(chloe["late"].as_u64() > Some(0));
    assert_eq!((&rows[60]["given_name"], &rows[60]["contract"]), (&json!("N59"), &Value::Null));
    let first = manager.get(format!("{path}?limit=2")).await.expect(200);
    let second =
        manager.get(format!("{path}?limit=2&cursor={}", first["next_cursor"].as_str().unwrap())).await;
    assert_eq!(second.expect(200)["data"][0], rows[2]);
}

#[actix_web::test]
async fn a_class_is_for_the_site_and_for_the_partner_who_may() {
    let (world, story, _) = a_signed_story("2025-12-01").await;
    let path = format!("/v1/cohorts/{}/class-list", story.cohort);
    world.tutor(&story.tutor()).get(&path).await.refused_with(403, "forbidden");
    world.student(&story.apprentice()).get(&path).await.refused_with(403, "forbidden");
    world.other_manager().get(&path).await.refused_with(404, "cohort.not_found");
    world
        .manager()
        .get(format!("/v1/cohorts/{ABSENT}/class-list"))
        .await
        .refused_with(404, "cohort.not_found");
    let seen = world.client(&["apprentices:read"]).get(&path).await.expect(200)["data"][0].clone();
    assert_eq!((&seen["late"], &seen["contract"]), (&Value::Null, &Value::Null));
    let more = world
        .client(&["apprentices:read", "contracts:read", "obligations:read"])
        .get(&path)
        .await
        .expect(200);
    assert_eq!(more["data"][0]["contract"]["phase"], "running");
    assert!(more["data"][0]["late"].is_u64());
    let empty = World::on("2025-12-01").await;
    let nobody = empty.seed_cohort("2025-08-25", "2027-08-24");
    let none = empty.manager().get(format!("/v1/cohorts/{nobody}/class-list")).await.expect(200);
    assert_eq!(none["data"], json!([]));
}
