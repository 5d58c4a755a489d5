//! What the law, the form and the programme refuse in a contract.

use serde_json::json;

use super::{a_contract, drafted, signed, with};
use crate::harness::{Story, World};

#[actix_web::test]
async fn everything_wrong_with_the_dates_is_told_at_once() {
    let world = World::on("2025-07-01").await;
    let (manager, story) = (world.manager(), world.story());
    let late = with(a_contract(&story), json!({"starts_on": "2026-03-01", "ends_on": "2026-04-01"}));
    let refused = manager.post("/v1/contracts", late).await;
    let body = refused.faults(&[("/starts_on", "contract.window_legal"), ("/ends_on", "contract.too_short")]);
    assert_eq!(body["source"], "Code du travail, art. L6222-12 et L6222-12-1");
    let absurd = with(a_contract(&story), json!({"starts_on": "0001-01-01", "ends_on": "9999-12-31"}));
    assert_eq!(manager.post("/v1/contracts", absurd).await.status, 422);
}

#[actix_web::test]
async fn a_start_outside_the_window_of_the_site_is_only_a_warning() {
    let world = World::on("2025-05-01").await;
    let (manager, story) = (world.manager(), world.story());
    let early = with(a_contract(&story), json!({"starts_on": "2025-06-02"}));
    let draft = manager.post("/v1/contracts", early).await.expect(201);
    assert_eq!(draft["warnings"][0]["code"], "contract.window_site");
    let path = format!("/v1/contracts/{}", draft["id"].as_str().unwrap());
    let signature = json!({ "signed_on": "2025-05-01" });
    let contract = manager.post(format!("{path}/signature"), signature).await.expect(200);
    assert_eq!(contract["warnings"][0]["code"], "contract.window_site");
}

#[actix_web::test]
async fn thirty_years_of_age_needs_a_derogation() {
    let world = World::on("2025-07-01").await;
    let (manager, story) = (world.manager(), world.story());
    let elder = world.seed_apprentice("Petit", "Rose", "1990-01-01");
    let enrolment = world.seed_enrolment(elder, story.cohort);
    let body = with(a_contract(&story), json!({ "enrolment_id": enrolment }));
    let refused = manager.post("/v1/contracts", body.clone()).await;
    refused.faults(&[("/starts_on", "contract.age_too_old")]);
    let other = with(body.clone(), json!({"derogation_code": "60"}));
    manager.post("/v1/contracts", other).await.faults(&[
        ("/starts_on", "contract.age_too_old"),
        ("/derogation_code", "contract.derogation_does_not_fit"),
    ]);
    let unknown = with(body.clone(), json!({"derogation_code": "13"}));
    manager.post("/v1/contracts", unknown).await.faults(&[("/derogation_code", "enum")]);
    for code in ["12", "50"] {
        let exempt = with(body.clone(), json!({"derogation_code": code}));
        assert_eq!(manager.post("/v1/contracts", exempt).await.expect(201)["derogation_code"], code);
    }
    let young = with(a_contract(&story), json!({"derogation_code": "12"}));
    let refused = manager.post("/v1/contracts", young).await;
    refused.faults(&[("/derogation_code", "contract.derogation_does_not_fit")]);
}

#[actix_web::test]
async fn a_tutor_works_for_the_employer() {
    let world = World::on("2025-07-01").await;
    let (manager, story) = (world.manager(), world.story());
    let other = world.seed_employer("55208131766522");
    let body = with(a_contract(&story), json!({ "employer_id": other }));
    manager.post("/v1/contracts", body).await.faults(&[("/tutor_id", "tutor.not_of_employer")]);
}

#[actix_web::test]
async fn the_type_of_a_contract_fits_the_one_before() {
    let world = World::on("2025-07-01").await;
    let (manager, story) = (world.manager(), world.story());
    let first =
        signed(&manager, with(a_contract(&story), json!({"ends_on": "2026-08-24"})), "2025-07-01").await;
    let id = first.rsplit('/').next().unwrap();
    let next = with(a_contract(&story), json!({"starts_on": "2026-08-25"}));
    let post = |fields| manager.post("/v1/contracts", with(next.clone(), fields));
    let late = ("/starts_on", "contract.window_legal");
    post(json!({})).await.faults(&[late, ("/type_code", "contract.not_first")]);
    let required = post(json!({"type_code": "21"})).await;
    required.faults(&[late, ("/previous_contract_id", "contract.previous_required")]);
    let unknown = post(json!({"type_code": "21", "previous_contract_id": story.tutor})).await;
    unknown.faults(&[late, ("/previous_contract_id", "contract.unknown")]);
    let wrong = post(json!({"type_code": "23", "previous_contract_id": id})).await;
    wrong.faults(&[
        ("/type_code", "contract.previous_same_employer"),
        ("/type_code", "contract.previous_not_broken"),
    ]);
    let overlap =
        post(json!({"type_code": "21", "previous_contract_id": id, "starts_on": "2026-08-24"})).await;
    let overlap = overlap.refused_with(409, "contract.overlaps_another");
    let detail = overlap["detail"].as_str().unwrap();
    assert!(
        detail.contains("25/08/2025") && detail.contains("24/08/2026") && detail.contains(id),
        "{detail}"
    );
}

#[actix_web::test]
async fn a_previous_contract_served_elsewhere_is_only_asked_for() {
    let world = World::on("2025-07-01").await;
    let (manager, story) = (world.manager(), world.story());
    let body = with(a_contract(&story), json!({"type_code": "22"}));
    let draft = manager.post("/v1/contracts", body).await.expect(201);
    assert_eq!(draft["warnings"][0]["code"], "contract.previous_elsewhere");
}

#[actix_web::test]
async fn a_third_contract_of_a_level_needs_the_director_of_the_last_cfa() {
    let world = World::on("2025-07-01").await;
    let (manager, story) = (world.manager(), world.story());
    let follow_another_training = |from: &str, to: &str| {
        let enrolment = world.seed_enrolment(story.apprentice, world.seed_cohort(from, to));
        world.seed_contract(&Story { enrolment, ..story }, from, to)
    };
    let is_asked_for = async |previous| {
        let body = with(a_contract(&story), json!({"type_code": "21", "previous_contract_id": previous}));
        let draft = manager.post("/v1/contracts", body).await.expect(201);
        draft["warnings"].to_string().contains("contract.level_once_more")
    };
    let first = follow_another_training("2021-08-30", "2023-08-25");
    assert!(!is_asked_for(first).await);
    let second = follow_another_training("2023-08-28", "2025-06-30");
    assert!(is_asked_for(second).await);
}

#[actix_web::test]
async fn a_signed_contract_is_neither_changed_nor_discarded() {
    let world = World::on("2025-07-01").await;
    let (manager, story) = (world.manager(), world.story());
    let path = signed(&manager, a_contract(&story), "2025-07-01").await;
    let changed = manager.change(&path, json!({"ends_on": "2027-08-01"})).await;
    changed.refused_with(409, "contract.not_draft");
    let discard = manager.request(reqwest::Method::DELETE, &path).header("if-match", "\"v2\"");
    manager.send(discard).await.refused_with(409, "contract.not_draft");
}

#[actix_web::test]
async fn two_drafts_may_overlap_as_long_as_none_is_signed() {
    let world = World::on("2025-07-01").await;
    let (manager, story) = (world.manager(), world.story());
    drafted(&manager, a_contract(&story)).await;
    drafted(&manager, a_contract(&story)).await;
}
