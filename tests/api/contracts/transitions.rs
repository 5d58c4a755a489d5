//! What may be done with a contract, by whom, and why not the rest.

use serde_json::{Value, json};

use super::{a_contract, drafted};
use crate::harness::{Person, World};

/// Each act with what stands against it.
async fn told(by: &Person, path: &str) -> Vec<(String, Vec<String>)> {
    let body = by.get(format!("{path}/transitions")).await.expect(200);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let told = body["data"].as_array().unwrap().iter().map(|transition| {
        let refusals = transition["refusals"].as_array().unwrap();
        assert_eq!(transition["allowed"], json!(refusals.is_empty()));
        (text(&transition["act"]), refusals.iter().map(|refusal| text(&refusal["code"])).collect())
    });
    told.collect()
}

fn expected(rows: [(&str, &[&str]); 4]) -> Vec<(String, Vec<String>)> {
    rows.map(|(act, codes)| (act.to_owned(), codes.iter().map(|code| (*code).to_owned()).collect())).to_vec()
}

#[actix_web::test]
async fn the_acts_on_a_contract_follow_its_state() {
    let world = World::on("2025-07-01").await;
    let (manager, story) = (world.manager(), world.story());
    let path = drafted(&manager, a_contract(&story)).await;
    let draft: [(&str, &[&str]); 4] =
        [("sign", &[]), ("break", &["rupture.contract_not_signed"]), ("change", &[]), ("discard", &[])];
    assert_eq!(told(&manager, &path).await, expected(draft));

    manager.post(format!("{path}/signature"), json!({"signed_on": "2025-07-01"})).await.expect(200);
    let not_draft: &[&str] = &["contract.not_draft"];
    let signed: [(&str, &[&str]); 4] =
        [("sign", not_draft), ("break", &[]), ("change", not_draft), ("discard", not_draft)];
    assert_eq!(told(&manager, &path).await, expected(signed));

    let never: &[&str] = &["forbidden"];
    let no = [("sign", never), ("break", never), ("change", never), ("discard", never)];
    assert_eq!(told(&world.student(&story.apprentice()), &path).await, expected(no));
    assert_eq!(told(&world.tutor(&story.tutor()), &path).await, expected(no));
    let hidden = world.other_manager().get(format!("{path}/transitions")).await;
    hidden.refused_with(404, "contract.not_found");
}

#[actix_web::test]
async fn what_stands_against_a_signature_is_told_before_it_is_tried() {
    let world = World::on("2025-07-01").await;
    let (manager, story) = (world.manager(), world.story());
    let minor = world.seed_apprentice("Petit", "Tom", "2008-12-31");
    let enrolment = world.seed_enrolment(minor, story.cohort);
    let body = super::with(a_contract(&story), json!({ "enrolment_id": enrolment }));
    let path = drafted(&manager, body).await;
    assert_eq!(told(&manager, &path).await[0].1, ["contract.guardian_missing"]);
    world.clock.advance_days(60);
    let manager = world.manager();
    let refusals = ["contract.signed_after_start", "contract.guardian_missing"];
    assert_eq!(told(&manager, &path).await[0].1, refusals);
}
