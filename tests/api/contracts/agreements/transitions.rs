//! What may be done with a contract, by whom, and why not the rest.

use serde_json::{Value, json};

use super::{a_contract, drafted};
use crate::harness::{Person, World};

/// Each act with what stands against it.
async fn offered(by: &Person, path: &str) -> Vec<(String, Vec<String>)> {
    let body = by.get(format!("{path}/transitions")).await.expect(200);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let shown = body["data"].as_array().unwrap().iter().map(|transition| {
        let refusals = transition["refusals"].as_array().unwrap();
        assert_eq!(transition["allowed"], json!(refusals.is_empty()));
        (text(&transition["act"]), refusals.iter().map(|refusal| text(&refusal["code"])).collect())
    });
    shown.collect()
}

/// One act a line, then what stands against it, in the order of the house.
fn expected(rows: &str) -> Vec<(String, Vec<String>)> {
    let rows = rows.trim().lines().map(|row| {
        let mut words = row.split_whitespace().map(str::to_owned);
        (words.next().expect("an act"), words.collect())
    });
    rows.collect()
}

#[actix_web::test]
async fn the_acts_on_a_contract_follow_its_state() {
    let world = World::on("2025-07-01").await;
    let (manager, story) = (world.manager(), world.story());
    let path = drafted(&manager, a_contract(&story)).await;
    let draft = "
        make_ready
        back_to_draft contract.not_ready
        sign
        change
        discard
        complete contract.not_signed
        file contract.not_signed
        decide_filing contract.not_signed
        break rupture.contract_not_signed
        withdraw_rupture contract.not_broken
        withdraw_decision contract.not_signed
        withdraw_signature withdrawal.nothing_to_take_back";
    assert_eq!(offered(&manager, &path).await, expected(draft));

    manager.post(format!("{path}/ready"), json!({})).await.expect(200);
    let ready = "
        make_ready contract.is_ready
        back_to_draft
        sign
        change contract.is_ready
        discard contract.is_ready
        complete contract.not_signed
        file contract.not_signed
        decide_filing contract.not_signed
        break rupture.contract_not_signed
        withdraw_rupture contract.not_broken
        withdraw_decision contract.not_signed
        withdraw_signature withdrawal.nothing_to_take_back";
    assert_eq!(offered(&manager, &path).await, expected(ready));

    manager.post(format!("{path}/signature"), json!({"signed_on": "2025-07-01"})).await.expect(200);
    let signed = "
        make_ready contract.not_draft
        back_to_draft contract.not_draft
        sign contract.not_draft
        change contract.not_draft
        discard contract.not_draft
        complete
        file
        decide_filing contract.no_filing_open
        break
        withdraw_rupture contract.not_broken
        withdraw_decision contract.no_decision
        withdraw_signature";
    assert_eq!(offered(&manager, &path).await, expected(signed));

    for person in [world.student(&story.apprentice()), world.tutor(&story.tutor()), world.trainer()] {
        let shown = offered(&person, &path).await;
        assert!(shown.iter().all(|(_, refusals)| refusals == &["forbidden"]), "{shown:?}");
    }
    let hidden = world.other_manager().get(format!("{path}/transitions")).await;
    hidden.refused_with(404, "contract.not_found");
}

#[actix_web::test]
async fn a_signature_may_be_taken_back_until_something_is_done_under_it() {
    let world = World::on("2025-07-01").await;
    let (manager, story) = (world.manager(), world.story());
    let path = drafted(&manager, a_contract(&story)).await;
    let told = async || {
        let body = manager.get(format!("{path}/transitions")).await.expect(200);
        let acts = body["data"].as_array().unwrap();
        acts.iter().find(|one| one["act"] == "withdraw_signature").unwrap().clone()
    };
    manager.post(format!("{path}/ready"), json!({})).await.expect(200);
    let signature = format!("{path}/signature");
    manager.post(&signature, json!({ "signed_on": "2025-07-01", "party": "employer" })).await.expect(200);
    assert_eq!(told().await["allowed"], true, "the signature of one party");
    // a draft again, the signatures are forgotten: there is nothing left to take back
    manager.post(format!("{path}/draft"), json!({ "reason_code": "correction" })).await.expect(200);
    manager.post(format!("{path}/ready"), json!({})).await.expect(200);
    assert_eq!(told().await["refusals"][0]["code"], "withdrawal.nothing_to_take_back");
    let why = json!({ "reason": "Saisie par erreur" });
    let none = manager.post(format!("{signature}/withdrawal"), why.clone()).await;
    none.refused_with(409, "withdrawal.nothing_to_take_back");

    manager.post(&signature, json!({ "signed_on": "2025-07-01" })).await.expect(200);
    let visits = manager.get("/v1/visits").await.expect(200);
    let visit = format!("/v1/visits/{}", crate::harness::id_of(&visits["data"][0]));
    let day = visits["data"][0]["planned_on"].clone();
    manager.change(&visit, json!({ "planned_on": "2025-11-26" })).await.expect(200);
    assert_eq!(told().await["refusals"][0]["code"], "withdrawal.changed_since", "a visit that moved");
    let moved = manager.post(format!("{signature}/withdrawal"), why.clone()).await;
    moved.refused_with(409, "withdrawal.changed_since");
    manager.change(&visit, json!({ "planned_on": day })).await.expect(200);
    let possible = told().await;
    assert_eq!(
        (&possible["allowed"], &possible["href"]),
        (&json!(true), &json!(format!("{signature}/withdrawal")))
    );
    manager.post(format!("{path}/filings"), json!({ "sent_on": "2025-07-01" })).await.expect(200);
    let refusals = told().await["refusals"].clone();
    assert_eq!(refusals[0]["code"], "withdrawal.stood_on");
    let stands =
        manager.post(format!("{signature}/withdrawal"), why).await.refused_with(409, "withdrawal.stood_on");
    assert_eq!(
        stands["errors"][0]["message"], refusals[0]["message"],
        "the act and what is told of it ask the same"
    );
}

#[actix_web::test]
async fn the_signature_of_an_amendment_may_be_taken_back_until_something_is_done_under_it() {
    let (world, _, contract) = crate::follow_up::visits::a_signed_story("2025-11-24").await;
    let manager = world.manager();
    let hours = json!({ "type_code": "36", "effective_on": "2026-03-01", "reason": "39 heures.",
                        "changes": { "work": { "weekly_minutes": 2340 } } });
    let drafted = manager.post(format!("{contract}/amendments"), hours).await.expect(201);
    let amendment = format!("/v1/amendments/{}", crate::harness::id_of(&drafted));
    let told = async || {
        let body = manager.get(format!("{amendment}/transitions")).await.expect(200);
        let acts = body["data"].as_array().unwrap();
        acts.iter().find(|one| one["act"] == "withdraw_signature").unwrap()["refusals"].clone()
    };
    assert_eq!(told().await[0]["code"], "withdrawal.nothing_to_take_back");
    manager.post(format!("{amendment}/signature"), json!({ "signed_on": "2025-11-24" })).await.expect(200);
    assert_eq!(told().await, json!([]));
    manager.post(format!("{amendment}/filings"), json!({ "sent_on": "2025-11-24" })).await.expect(200);
    assert_eq!(told().await[0]["code"], "withdrawal.stood_on");
}

#[actix_web::test]
async fn what_stands_against_a_signature_is_told_before_it_is_tried() {
    let world = World::on("2025-07-01").await;
    let (manager, story) = (world.manager(), world.story());
    let minor = world.seed_apprentice("Petit", "Tom", "2008-12-31");
    let enrolment = world.seed_enrolment(minor, story.cohort);
    let body = super::with(a_contract(&story), json!({ "enrolment_id": enrolment }));
    let path = drafted(&manager, body).await;
    assert_eq!(offered(&manager, &path).await[2].1, ["contract.guardian_missing"]);
    world.clock.advance_days(60);
    let manager = world.manager();
    let refusals = ["contract.signed_after_start", "contract.guardian_missing"];
    assert_eq!(offered(&manager, &path).await[2].1, refusals);
}
