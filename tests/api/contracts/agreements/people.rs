//! Who may be an apprentice, who may be a tutor: what is refused, what only warns.

use compagnon::schema::{apprentices, tutors};
use diesel::prelude::*;
use serde_json::{Value, json};

use super::{a_contract, drafted, with};
use crate::harness::{Person, Story, World};

fn warnings_of(contract: &Value) -> Vec<&str> {
    let warnings = contract["warnings"].as_array().map(Vec::as_slice).unwrap_or_default();
    warnings.iter().filter_map(|warning| warning["code"].as_str()).collect()
}

/// A draft for somebody else of the same cohort.
fn a_draft_for(world: &World, story: &Story, born_on: &str) -> Value {
    let apprentice = world.seed_apprentice("Petit", born_on, born_on);
    let enrolment = world.seed_enrolment(apprentice, story.cohort);
    with(a_contract(story), json!({ "enrolment_id": enrolment }))
}

async fn post(by: &Person, body: Value) -> crate::harness::Reply {
    by.post("/v1/contracts", body).await
}

#[actix_web::test]
async fn a_thirtieth_birthday_between_signature_and_start_only_warns() {
    let world = World::on("2025-07-15").await;
    let (manager, story) = (world.manager(), world.story());
    let contract = post(&manager, a_draft_for(&world, &story, "1995-08-01")).await.expect(201);
    assert_eq!(warnings_of(&contract), ["contract.age_straddles_limit"]);
    let older = a_draft_for(&world, &story, "1995-07-01");
    post(&manager, older).await.faults(&[("/starts_on", "contract.age_too_old")]);
}

#[actix_web::test]
async fn past_thirty_a_quality_or_a_proof_is_asked() {
    let world = World::on("2025-07-15").await;
    let (manager, story) = (world.manager(), world.story());
    let body = a_draft_for(&world, &story, "1992-01-01");
    let proved = with(body, json!({ "derogation_code": "12" }));
    assert_eq!(warnings_of(&post(&manager, proved).await.expect(201)), ["contract.age_exemption_to_prove"]);
    let past = with(a_draft_for(&world, &story, "1980-01-01"), json!({ "derogation_code": "12" }));
    post(&manager, past.clone()).await.faults(&[("/starts_on", "contract.age_extension_past")]);

    let athletes = apprentices::table
        .filter(apprentices::born_on.eq("1980-01-01".parse::<chrono::NaiveDate>().unwrap()));
    diesel::update(athletes)
        .set(apprentices::high_level_athlete.eq(true))
        .execute(&mut world.database.connect())
        .unwrap();
    assert_eq!(warnings_of(&post(&manager, past.clone()).await.expect(201)), [""; 0]);
    let uncoded = with(past, json!({ "derogation_code": null }));
    post(&manager, uncoded).await.faults(&[("/derogation_code", "contract.derogation_missing")]);
}

#[actix_web::test]
async fn a_foreign_minor_who_comes_of_age_is_told_of_the_permit() {
    let world = World::on("2025-07-15").await;
    let (manager, story) = (world.manager(), world.story());
    let body = a_draft_for(&world, &story, "2008-03-01");
    diesel::update(apprentices::table.filter(apprentices::family_name.eq("Petit")))
        .set(apprentices::nationality_code.eq(Some("3")))
        .execute(&mut world.database.connect())
        .unwrap();
    assert_eq!(warnings_of(&post(&manager, body).await.expect(201)), ["contract.permit_at_majority"]);
}

#[actix_web::test]
async fn another_length_than_the_cycle_asks_for_the_convention() {
    let world = World::on("2025-07-15").await;
    let (manager, story) = (world.manager(), world.story());
    let shorter = with(a_contract(&story), json!({ "ends_on": "2027-06-30" }));
    assert_eq!(warnings_of(&post(&manager, shorter).await.expect(201)), ["contract.convention_needed"]);
}

#[actix_web::test]
async fn a_tutor_without_practice_is_refused_at_the_signature_unless_attested() {
    let world = World::on("2025-07-15").await;
    let (manager, story) = (world.manager(), world.story());
    diesel::update(tutors::table.find(story.tutor))
        .set(tutors::experience_years.eq(Some(0_i16)))
        .execute(&mut world.database.connect())
        .unwrap();
    let drafted_by_hand = with(a_contract(&story), json!({ "tutor_attested": false }));
    let path = drafted(&manager, drafted_by_hand).await;
    let signature = json!({ "signed_on": "2025-07-10" });
    let refused = manager.post(format!("{path}/signature"), signature.clone()).await;
    refused
        .faults(&[("/tutor_id", "contract.tutor_competence"), ("/tutor_attested", "contract.box_missing")]);
    manager.change(&path, json!({ "tutor_attested": true })).await.expect(200);
    let signed = manager.post(format!("{path}/signature"), signature).await.expect(200);
    assert_eq!(warnings_of(&signed), ["contract.tutor_competence_to_prove"]);
}
