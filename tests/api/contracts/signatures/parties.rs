//! Signatures one party after another.

use compagnon::ids::GuardianId;
use compagnon::schema::guardians;
use diesel::prelude::*;
use serde_json::{Value, json};

use crate::contracts::agreements::{a_contract, count_events, drafted, with};
use crate::harness::World;

fn by(party: &str, signed_on: &str) -> Value {
    json!({ "signed_on": signed_on, "party": party, "signatory": format!("Madame {party}") })
}

#[actix_web::test]
async fn the_last_signature_concludes_the_contract_on_its_day() {
    let world = World::on("2025-07-15").await;
    let (manager, story) = (world.manager(), world.story());
    let draft = drafted(&manager, a_contract(&story)).await;
    let path = format!("{draft}/signature");
    let first = manager.post(&path, by("apprentice", "2025-07-12")).await;
    assert_eq!(first.etag(), "\"v2\"");
    let first = first.expect(200);
    assert_eq!((&first["state"], &first["signed_on"]), (&json!("ready"), &Value::Null));
    assert_eq!(first["signatures"][0]["signatory"], "Madame apprentice");
    manager
        .post(&path, by("apprentice", "2025-07-12"))
        .await
        .refused_with(409, "contract.party_already_signed");
    manager
        .post(&path, by("guardian", "2025-07-12"))
        .await
        .faults(&[("/party", "contract.guardian_not_needed")]);
    manager.post(&path, by("cfa", "2025-07-13")).await.expect(200);

    let signed = manager.post(&path, by("employer", "2025-07-10")).await.expect(200);
    assert_eq!((&signed["state"], &signed["signed_on"]), (&json!("signed"), &json!("2025-07-12")));
    let parties: Vec<&Value> =
        signed["signatures"].as_array().unwrap().iter().map(|one| &one["party"]).collect();
    assert_eq!(json!(parties), json!(["employer", "apprentice", "cfa"]));
    assert_eq!([count_events(&world, "contract.signed"), count_events(&world, "visit.planned")], [1, 4]);
    manager.post(&path, by("employer", "2025-07-12")).await.refused_with(409, "contract.not_draft");
}

#[actix_web::test]
async fn the_visa_of_the_cfa_may_come_after_the_conclusion_and_not_tomorrow() {
    let world = World::on("2025-07-15").await;
    let (manager, story) = (world.manager(), world.story());
    let draft = drafted(&manager, a_contract(&story)).await;
    let path = format!("{draft}/signature");
    manager.post(&path, json!({"signed_on": "2025-07-10"})).await.expect(200);
    let ahead = manager.post(&path, by("cfa", "2025-07-16")).await;
    ahead.faults(&[("/signed_on", "contract.signed_in_future")]);
    let stamped = manager.post(&path, by("cfa", "2025-07-15")).await.expect(200);
    assert_eq!(
        (&stamped["signed_on"], stamped["signatures"].as_array().unwrap().len()),
        (&json!("2025-07-10"), 3)
    );
    manager.post(&path, by("cfa", "2025-07-15")).await.refused_with(409, "contract.party_already_signed");
}

#[actix_web::test]
async fn the_guardian_of_a_minor_is_one_of_the_parties() {
    let world = World::on("2025-07-15").await;
    let (manager, story) = (world.manager(), world.story());
    let minor = world.seed_apprentice("Petit", "Tom", "2008-07-16");
    let enrolment = world.seed_enrolment(minor, story.cohort);
    diesel::insert_into(guardians::table)
        .values((
            guardians::id.eq(GuardianId::new()),
            guardians::site_id.eq(world.site()),
            guardians::apprentice_id.eq(minor),
            guardians::family_name.eq("Petit"),
            guardians::given_name.eq("Anne"),
            guardians::relation.eq("mother"),
        ))
        .execute(&mut world.database.connect())
        .unwrap();
    let draft = drafted(&manager, with(a_contract(&story), json!({ "enrolment_id": enrolment }))).await;
    let path = format!("{draft}/signature");
    manager.post(&path, by("employer", "2025-07-14")).await.expect(200);
    assert_eq!(manager.post(&path, by("apprentice", "2025-07-14")).await.expect(200)["state"], "ready");
    let signed = manager.post(&path, by("guardian", "2025-07-15")).await.expect(200);
    assert_eq!((&signed["state"], &signed["signed_on"]), (&json!("signed"), &json!("2025-07-15")));
}
