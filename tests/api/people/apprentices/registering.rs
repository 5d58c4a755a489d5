//! Somebody enrolled in one request: file, guardians, cohort and referent; all of it or nothing.

use serde_json::{Value, json};

use crate::contracts::agreements::count_events;
use crate::harness::{World, id_of};
use crate::people::referents::account_of;

fn a_minor() -> Value {
    json!({ "family_name": "Durand", "given_name": "Chloé", "born_on": "2008-03-14" })
}

#[actix_web::test]
async fn a_minor_is_enrolled_with_their_guardians_in_one_request() {
    let world = World::on("2025-06-02").await;
    let (manager, trainer) = (world.manager(), world.trainer());
    let cohort = world.seed_cohort("2025-08-25", "2027-08-24");
    let account = account_of(&trainer).await;
    let mut body = a_minor();
    body["guardians"] = json!([
        { "family_name": "Durand", "given_name": "Hélène", "relation": "mother", "phone": "06 98 76 54 32" },
        { "family_name": "Durand", "given_name": "Paul", "relation": "father" },
    ]);
    body["enrolment"] = json!({ "cohort_id": cohort });
    body["referent_id"] = json!(account);
    let created = manager.post_with_key("/v1/apprentices", "enrolled-once", body.clone()).await;
    let path = created.header("location").map(str::to_owned);
    let created = created.expect(201);
    let path = path.unwrap();
    assert_eq!((&created["minor"], &created["guardians_missing"]), (&json!(true), &json!(false)));
    assert_eq!(created["enrolments"][0]["cohort_id"], json!(cohort));
    assert!(created["enrolments"][0]["warnings"].is_array(), "{created:#}");
    let guardians = manager.get(format!("{path}/guardians")).await.expect(200);
    let names: Vec<_> = guardians["data"].as_array().unwrap().iter().map(|one| &one["given_name"]).collect();
    assert_eq!(names, ["Hélène", "Paul"]);
    let followed = manager.get(format!("{path}/referents")).await.expect(200);
    assert_eq!(followed["on_duty"]["account_id"], json!(account));
    for (event, times) in
        [("apprentice.created", 1), ("guardian.created", 2), ("enrolment.created", 1), ("referent.named", 1)]
    {
        assert_eq!(count_events(&world, event), times, "{event}");
    }
    let again = manager.post_with_key("/v1/apprentices", "enrolled-once", body).await.expect(201);
    assert_eq!(id_of(&again), id_of(&created), "sent twice, made once");
}

#[actix_web::test]
async fn everything_wrong_is_told_at_once_at_its_place_and_nothing_is_kept() {
    let world = World::on("2025-06-02").await;
    let manager = world.manager();
    let cohort = world.seed_cohort("2025-08-25", "2027-08-24");
    let faulty_guardian = json!({ "family_name": "Durand", "relation": "mother" });
    let schema = json!({ "family_name": "Durand", "born_on": "2008-03-14", "guardians": [{ "relation": "aunt" }],
        "enrolment": { "cohort": cohort } });
    let told = manager.post("/v1/apprentices", schema).await.refused_with(422, "invalid");
    let pointers: Vec<_> =
        told["errors"].as_array().unwrap().iter().map(|one| one["pointer"].as_str().unwrap()).collect();
    for pointer in
        ["/guardians/0/family_name", "/guardians/0/relation", "/enrolment/cohort_id", "/enrolment/cohort"]
    {
        assert!(pointers.contains(&pointer), "{pointer}: {pointers:?}");
    }

    let mut body = a_minor();
    body["guardians"] = json!([{ "family_name": "Durand", "relation": "mother" }, faulty_guardian]);
    body["enrolment"] = json!({ "cohort_id": "019a0000-0000-7000-8000-000000000000" });
    body["referent_id"] = json!("019a0000-0000-7000-8000-000000000001");
    let told = manager.post("/v1/apprentices", body.clone()).await.refused_with(422, "invalid");
    let pointers: Vec<_> =
        told["errors"].as_array().unwrap().iter().map(|one| one["pointer"].as_str().unwrap()).collect();
    for pointer in
        ["/guardians/0/given_name", "/guardians/1/given_name", "/enrolment/cohort_id", "/referent_id"]
    {
        assert!(pointers.contains(&pointer), "{pointer}: {pointers:?}");
    }
    body["born_on"] = json!("2024-01-01");
    let told = manager.post("/v1/apprentices", body).await.refused_with(422, "invalid");
    let pointers: Vec<_> =
        told["errors"].as_array().unwrap().iter().map(|one| one["pointer"].as_str().unwrap()).collect();
    for pointer in ["/born_on", "/guardians/0/given_name", "/enrolment/cohort_id"] {
        assert!(pointers.contains(&pointer), "{pointer}: {pointers:?}");
    }
    let kept = "SELECT count(*) AS n FROM apprentices";
    assert_eq!(world.database_counts(kept), 0);
    world.trainer().post("/v1/apprentices", a_minor()).await.refused_with(403, "forbidden");
}
