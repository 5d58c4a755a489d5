//! Correcting a rupture.

use serde_json::{Value, json};

use super::a_rupture;
use crate::contracts::agreements::{a_contract, signed, with};
use crate::follow_up::visits::a_signed_story;
use crate::harness::Person;

/// State, slot and reason of each visit, by slot.
async fn slots(person: &Person) -> Vec<[Value; 4]> {
    let listed = person.get("/v1/visits").await.expect(200);
    let mut slots: Vec<[Value; 4]> = listed["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|visit| {
            ["training_year", "ordinal", "state", "cancelled_reason"].map(|field| visit[field].clone())
        })
        .collect();
    slots.sort_by_key(|slot| json!(slot).to_string());
    slots
}

#[actix_web::test]
async fn a_correction_closes_the_contract_anew_and_its_visits_follow() {
    let (world, _, contract) = a_signed_story("2026-02-12").await;
    let manager = world.manager();
    let given_up = manager.get("/v1/visits").await.expect(200)["data"][2]["id"].clone();
    let given_up = format!("/v1/visits/{}", given_up.as_str().unwrap());
    let mistake = json!({"reason": "planned_by_mistake"});
    manager.post(format!("{given_up}/cancellation"), mistake).await.expect(200);
    let rupture = manager.post(format!("{contract}/rupture"), a_rupture("2026-02-10")).await;
    let path = rupture.header("location").unwrap().to_owned();

    let later =
        manager.change(&path, json!({"effective_on": "2027-03-15", "ground": "mutual_agreement"})).await;
    assert_eq!(later.etag(), "\"v2\"");
    assert_eq!(later.expect(200)["right_to_stay_until"], "2027-09-15");
    let closed = manager.get(&contract).await.expect(200);
    assert_eq!((&closed["state"], &closed["effective_ends_on"]), (&json!("broken"), &json!("2027-03-14")));
    let broken = "contract_broken";
    assert_eq!(
        json!(slots(&manager).await),
        json!([
            [1, 1, "planned", null],
            [1, 2, "planned", null],
            [2, 1, "cancelled", "planned_by_mistake"],
            [2, 2, "cancelled", broken],
        ])
    );

    manager.change(&path, json!({"effective_on": "2025-11-01"})).await.expect(200);
    assert_eq!(manager.get(&contract).await.expect(200)["effective_ends_on"], "2025-10-31");
    let slots = slots(&manager).await;
    assert!(slots.iter().all(|slot| slot[2] == "cancelled"), "{slots:?}");

    manager
        .change(&path, json!({"initiator": "court"}))
        .await
        .faults(&[("/initiator", "rupture.initiator_does_not_fit")]);
    let stale = manager.patch(&path, "\"v1\"", json!({"effective_on": "2026-01-01"})).await;
    stale.refused_with(412, "precondition.stale");
}

#[actix_web::test]
async fn a_correction_does_not_run_into_the_next_contract() {
    let (world, story, contract) = a_signed_story("2026-02-28").await;
    let manager = world.manager();
    let rupture = manager.post(format!("{contract}/rupture"), a_rupture("2026-02-10")).await;
    let path = rupture.header("location").unwrap().to_owned();
    let employer = world.seed_employer("55208131766522");
    let tutor = world.seed_tutor(employer, "Hopper", "Grace");
    let next = json!({ "employer_id": employer, "tutor_id": tutor, "type_code": "23", "starts_on": "2026-03-02",
                       "previous_contract_id": contract.rsplit('/').next().unwrap() });
    signed(&manager, with(a_contract(&story), next), "2026-02-27").await;
    let over = manager.change(&path, json!({"effective_on": "2026-03-03"})).await;
    over.refused_with(409, "contract.overlaps_another");
    manager.change(&path, json!({"effective_on": "2026-03-02"})).await.expect(200);
}
