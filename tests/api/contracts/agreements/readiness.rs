//! What a contract still lacks, step by step, and its way from draft to ready and back.

use serde_json::{Value, json};

use super::{a_bare_draft, a_contract, count_events, drafted, signed};
use crate::harness::World;

/// The pointers and codes of the errors of a step.
fn lacking(checklist: &Value, step: usize) -> Vec<(String, String)> {
    let items = checklist["steps"][step]["items"].as_array().unwrap().iter();
    let errors = items.filter(|item| item["severity"] == "error");
    errors
        .map(|item| (item["pointer"].as_str().unwrap().into(), item["code"].as_str().unwrap().into()))
        .collect()
}

#[actix_web::test]
async fn a_bare_draft_lists_what_its_signature_and_its_deposit_ask_for() {
    let world = World::on("2025-07-01").await;
    let (manager, story) = (world.manager(), world.story());
    let mut bare = a_bare_draft(&story);
    bare.as_object_mut().unwrap().remove("tutor_id");
    let path = drafted(&manager, bare).await;
    let checklist = manager.get(format!("{path}/readiness")).await.expect(200);
    let missing = "contract.box_missing";
    let pointers = [
        "/tutor_id",
        "/tutor_attested",
        "/work/weekly_minutes",
        "/pay/lines",
        "/training/practical_starts_on",
    ];
    let expected: Vec<_> = pointers.map(|pointer| (pointer.to_owned(), missing.to_owned())).into();
    assert_eq!(lacking(&checklist, 0), expected);
    assert_eq!(checklist["steps"][0]["ready"], false);
    let item = &checklist["steps"][0]["items"][0];
    assert_eq!(item["message"], "Il manque : maître d'apprentissage n° 1.");
    assert_eq!(item["form_box"], "maître d'apprentissage n° 1");
    assert_eq!(item["source"], "Code du travail, art. R6222-3");
    let assumed =
        json!([{"pointer": "/training/training_starts_on", "value": "2025-08-25", "from": "cohort"}]);
    assert_eq!(checklist["assumed"], assumed);

    let deposit = lacking(&checklist, 1);
    for pointer in
        ["/employer/naf", "/apprentice/sex", "/apprentice/nir_given", "/pay/retirement_fund", "/cfa/uai"]
    {
        assert!(deposit.iter().any(|(at, code)| at == pointer && code == missing), "{pointer}");
    }
    assert!(!deposit.iter().any(|(at, _)| at == "/previous_contract_number"));

    let faults: Vec<_> = pointers.map(|pointer| (pointer, missing)).into();
    manager.post(format!("{path}/ready"), json!({})).await.faults(&faults);
    let signature = json!({"signed_on": "2025-07-01"});
    manager.post(format!("{path}/signature"), signature).await.faults(&faults);
    for person in [world.tutor(&story.tutor()), world.student(&story.apprentice())] {
        person.get(format!("{path}/readiness")).await.refused_with(403, "forbidden");
    }
    world.other_manager().get(format!("{path}/readiness")).await.refused_with(404, "contract.not_found");
}

#[actix_web::test]
async fn a_complete_draft_is_made_ready_then_no_longer_changes_until_it_goes_back() {
    let world = World::on("2025-07-01").await;
    let (manager, story) = (world.manager(), world.story());
    let path = drafted(&manager, a_contract(&story)).await;
    let checklist = manager.get(format!("{path}/readiness")).await.expect(200);
    assert_eq!(lacking(&checklist, 0), []);
    assert_eq!(checklist["steps"][0]["ready"], true);

    let again = json!({"reason_code": "correction"});
    manager.post(format!("{path}/draft"), again.clone()).await.refused_with(409, "contract.not_ready");
    let ready = manager.post(format!("{path}/ready"), json!({})).await;
    assert_eq!(ready.etag(), "\"v2\"");
    let ready = ready.expect(200);
    assert_eq!((&ready["state"], &ready["phase"]), (&json!("ready"), &json!("ready")));
    manager.change(&path, json!({"ends_on": "2027-08-23"})).await.refused_with(409, "contract.is_ready");
    manager.post(format!("{path}/ready"), json!({})).await.refused_with(409, "contract.is_ready");
    let tutor = world.tutor(&story.tutor());
    tutor
        .get(format!("/v1/apprentices/{}", story.apprentice))
        .await
        .refused_with(404, "apprentice.not_found");

    let path_back = format!("{path}/draft");
    let other = json!({"reason_code": "other"});
    manager.post(&path_back, other).await.faults(&[("/note", "contract.note_missing")]);
    manager
        .post(format!("{path}/signature"), json!({"signed_on": "2025-07-01", "party": "employer"}))
        .await
        .expect(200);
    let draft = manager.post(&path_back, again).await.expect(200);
    assert_eq!((&draft["state"], &draft["signatures"]), (&json!("draft"), &json!([])));
    manager.change(&path, json!({"work": {"weekly_minutes": 2000}})).await.expect(200);
    world
        .trainer()
        .post(&path_back, json!({"reason_code": "correction"}))
        .await
        .refused_with(403, "forbidden");
    world
        .other_manager()
        .post(&path_back, json!({"reason_code": "correction"}))
        .await
        .refused_with(404, "contract.not_found");
    assert_eq!([count_events(&world, "contract.readied"), count_events(&world, "contract.returned")], [1, 1]);
}

#[actix_web::test]
async fn the_checklist_of_a_signed_contract_is_about_its_deposit() {
    let world = World::on("2025-07-15").await;
    let (manager, story) = (world.manager(), world.story());
    let path = signed(&manager, a_contract(&story), "2025-07-10").await;
    let checklist = manager.get(format!("{path}/readiness")).await.expect(200);
    assert_eq!(
        (&checklist["steps"][0]["ready"], &checklist["steps"][1]["ready"]),
        (&json!(true), &json!(false))
    );
    manager.post(format!("{path}/ready"), json!({})).await.refused_with(409, "contract.not_draft");
}

#[actix_web::test]
async fn a_tutor_above_the_ceiling_is_told_before_the_signature() {
    let world = World::on("2025-07-01").await;
    let (manager, story) = (world.manager(), world.story());
    for born_on in ["2006-03-15", "2006-03-16"] {
        let mut other = story;
        other.apprentice = world.seed_apprentice("Marchand", "Zoé", born_on);
        other.enrolment = world.seed_enrolment(other.apprentice, story.cohort);
        signed(&manager, a_contract(&other), "2025-07-01").await;
    }
    let path = drafted(&manager, a_contract(&story)).await;
    let checklist = manager.get(format!("{path}/readiness")).await.expect(200);
    assert_eq!(lacking(&checklist, 0), [("/tutor_id".to_owned(), "tutor.ceiling".to_owned())]);
    let transitions = manager.get(format!("{path}/transitions")).await.expect(200);
    let signing = transitions["data"].as_array().unwrap().iter().find(|one| one["act"] == "sign").unwrap();
    assert_eq!(
        (&signing["allowed"], &signing["refusals"][0]["code"]),
        (&json!(false), &json!("tutor.ceiling"))
    );
    manager.post(format!("{path}/ready"), json!({})).await.refused_with(409, "tutor.ceiling");
    manager
        .post(format!("{path}/signature"), json!({"signed_on": "2025-07-01"}))
        .await
        .refused_with(409, "tutor.ceiling");
}

#[actix_web::test]
async fn a_contract_signed_on_paper_is_judged_as_of_the_day_of_its_signature() {
    let world = World::on("2026-11-29").await;
    let manager = world.manager();
    let cohort = world.seed_cohort("2023-11-06", "2025-11-05");
    let mut story = world.story_in(cohort);
    story.apprentice = world.seed_apprentice("Mercier", "Paul", "1989-06-01");
    story.enrolment = world.seed_enrolment(story.apprentice, cohort);
    let dates = json!({ "starts_on": "2024-02-04", "ends_on": "2025-11-05", "type_code": "22",
        "previous_contract_number": "010202310001351", "derogation_code": "12" });
    let mut body = a_contract(&story);
    body.as_object_mut().unwrap().extend(dates.as_object().unwrap().clone());
    let path = drafted(&manager, super::complete(body)).await;
    let today = manager.get(format!("{path}/readiness")).await.expect(200);
    assert!(lacking(&today, 0).iter().any(|(at, _)| at == "/signed_on"), "{today}");
    let then = manager.get(format!("{path}/readiness?signed_on=2024-01-20")).await.expect(200);
    assert_eq!(lacking(&then, 0), []);
    manager.post(format!("{path}/ready"), json!({"signed_on": "2024-01-20"})).await.expect(200);
    let transitions = manager.get(format!("{path}/transitions?signed_on=2024-01-20")).await.expect(200);
    let signing = transitions["data"].as_array().unwrap().iter().find(|one| one["act"] == "sign").unwrap();
    assert_eq!(signing["allowed"], true, "{signing}");
    manager.post(format!("{path}/signature"), json!({"signed_on": "2024-01-20"})).await.expect(200);
}
