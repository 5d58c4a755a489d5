//! A contract drafted with a company and a tutor that were not known yet.

use serde_json::{Value, json};

use super::{a_contract, count_events, with};
use crate::harness::{Story, World, id_of};

/// A contract whose company and tutor are described, not named.
fn of_a_new_company(story: &Story, fields: Value) -> Value {
    let mut body = with(
        a_contract(story),
        json!({
        "employer": { "name": "Épicerie du Parc", "siret": "98222438800016", "headcount": 4, "kind_code": "12" },
        "tutor": { "given_name": "Marc", "family_name": "Petit", "born_on": "1984-05-02", "diploma_level": 5,
                   "experience_years": 9 } }),
    );
    body.as_object_mut().unwrap().retain(|field, _| field != "employer_id" && field != "tutor_id");
    with(body, fields)
}

fn written(world: &World) -> [i64; 3] {
    ["employer.created", "tutor.created", "contract.created"].map(|kind| count_events(world, kind))
}

#[actix_web::test]
async fn a_contract_comes_with_its_new_company_and_its_tutor_in_one_request() {
    let world = World::on("2025-07-15").await;
    let (story, manager) = (world.story(), world.manager());
    let body = of_a_new_company(&story, json!({}));
    let drafted = manager.post_with_key("/v1/contracts", "a-double-click", body.clone()).await.expect(201);
    assert_eq!(written(&world), [1, 1, 1]);
    let employer = manager.get(format!("/v1/employers/{}", drafted["employer_id"].as_str().unwrap())).await;
    assert_eq!(employer.expect(200)["name"], "Épicerie du Parc");
    let tutor =
        manager.get(format!("/v1/tutors/{}", drafted["tutor_id"].as_str().unwrap())).await.expect(200);
    assert_eq!((&tutor["family_name"], &tutor["employer_id"]), (&json!("Petit"), &drafted["employer_id"]));
    assert_eq!(manager.post_with_key("/v1/contracts", "a-double-click", body).await.expect(201), drafted);
    assert_eq!(written(&world), [1, 1, 1], "once, whatever is sent again");

    let again = world.story_in_another_company();
    let tutors = json!({ "employer_id": again.employer, "employer": null });
    let drafted = manager.post("/v1/contracts", of_a_new_company(&again, tutors)).await.expect(201);
    assert_eq!(drafted["employer_id"], json!(again.employer), "a new tutor of a known company");
    assert_eq!(written(&world), [1, 2, 2]);
    assert_ne!(drafted["tutor_id"], json!(again.tutor));
    world.administrator().get(format!("/v1/contracts/{}", id_of(&drafted))).await.expect(200);
}

#[actix_web::test]
async fn an_administrator_needs_not_say_the_site_of_the_company_of_a_contract() {
    let world = World::on("2025-07-15").await;
    let story = world.story();
    let drafted = world.administrator().post("/v1/contracts", of_a_new_company(&story, json!({}))).await;
    let drafted = drafted.expect(201);
    let employer = format!("/v1/employers/{}", drafted["employer_id"].as_str().unwrap());
    assert_eq!(world.manager().get(employer).await.expect(200)["site_id"], json!(world.site()));
}

#[actix_web::test]
async fn nothing_is_written_when_a_part_is_refused_and_every_fault_is_told_at_its_place() {
    let world = World::on("2025-07-15").await;
    let (story, manager) = (world.story(), world.manager());
    let child = json!({ "given_name": "Léa", "family_name": "Petit", "born_on": "2015-05-02" });
    let wrong = json!({ "employer": { "name": "Sans SIRET", "kind_code": "99" }, "tutor": child });
    let refused = manager.post("/v1/contracts", of_a_new_company(&story, wrong)).await;
    let refused = refused.refused_with(422, "invalid");
    let mut pointers: Vec<_> =
        refused["errors"].as_array().unwrap().iter().map(|one| one["pointer"].as_str().unwrap()).collect();
    pointers.sort_unstable();
    assert_eq!(pointers, ["/employer/kind_code", "/employer/siret", "/tutor/born_on"], "{refused}");
    let backwards = json!({ "ends_on": "2025-08-01" });
    manager.post("/v1/contracts", of_a_new_company(&story, backwards)).await.refused_with(422, "invalid");
    assert_eq!(written(&world), [0, 0, 0], "nothing half done");

    let both = json!({ "employer_id": story.employer, "tutor_id": story.tutor });
    manager
        .post("/v1/contracts", of_a_new_company(&story, both))
        .await
        .faults(&[("/employer", "contract.employer_named_once"), ("/tutor", "contract.tutor_named_once")]);
    let mut neither = a_contract(&story);
    neither.as_object_mut().unwrap().remove("employer_id");
    let refused = manager.post("/v1/contracts", neither).await;
    refused.faults(&[("/employer_id", "contract.employer_named_once")]);
    let foreign = json!({ "employer_id": story.cohort, "employer": null });
    let refused = manager.post("/v1/contracts", of_a_new_company(&story, foreign)).await;
    refused.faults(&[("/employer_id", "employer.unknown")]);
    let body = of_a_new_company(&story, json!({}));
    world.trainer().post("/v1/contracts", body.clone()).await.refused_with(403, "forbidden");
    world.other_manager().post("/v1/contracts", body).await.faults(&[("/enrolment_id", "enrolment.unknown")]);
    assert_eq!(written(&world), [0, 0, 0]);
}
