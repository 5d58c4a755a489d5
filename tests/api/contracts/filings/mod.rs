//! Deposits of contracts: sent, completed, accepted, refused, sent again.

use compagnon::schema::employers;
use diesel::prelude::*;
use serde_json::{Value, json};

use crate::contracts::agreements::{a_contract, count_events, drafted, signed, with};
use crate::harness::{Person, World, id_of};

const NUMBER: &str = "010202509001351";

async fn filed(by: &Person, path: &str, sent_on: &str) -> String {
    let answer = by.post(format!("{path}/filings"), json!({ "sent_on": sent_on })).await.expect(200);
    let last = answer["filings"].as_array().unwrap().last().unwrap().clone();
    format!("{path}/filings/{}", id_of(&last))
}

#[actix_web::test]
async fn a_contract_is_sent_completed_and_accepted_with_its_number() {
    let world = World::on("2025-09-10").await;
    let (manager, story) = (world.manager(), world.story());
    let path = signed(&manager, a_contract(&story), "2025-07-10").await;
    let body = json!({ "sent_on": "2025-08-28", "organisation": "OPCO Commerce" });
    let click = || manager.post_with_key(format!("{path}/filings"), "a-double-click", body.clone());
    let (first, second) = (click().await, click().await);
    assert_eq!(first.etag(), "\"v3\"");
    let sent = first.expect(200);
    assert_eq!(sent, second.expect(200));
    let filing = &sent["filings"][0];
    assert_eq!(
        [&filing["attempt"], &filing["addressee"], &filing["state"]],
        [&json!(1), &json!("opco"), &json!("sent")]
    );
    let blanks = sent["warnings"].as_array().unwrap();
    assert!(blanks.iter().any(|one| one["pointer"] == "/employer/naf"), "{blanks:?}");
    manager.post(format!("{path}/filings"), body.clone()).await.refused_with(409, "contract.filing_open");

    let filing = format!("{path}/filings/{}", id_of(&sent["filings"][0]));
    let early = manager.post(format!("{filing}/completion"), json!({"complete_on": "2025-08-27"})).await;
    early.faults(&[("/complete_on", "contract.filing_dates")]);
    let completed =
        manager.post(format!("{filing}/completion"), json!({"complete_on": "2025-09-01"})).await.expect(200);
    assert_eq!(completed["filings"][0]["complete_on"], "2025-09-01");
    for (decided_on, code) in
        [("2025-08-31", "contract.filing_dates"), ("2025-09-11", "contract.filing_dates")]
    {
        let decision = json!({ "decided_on": decided_on, "deca_number": NUMBER });
        manager.post(format!("{filing}/acceptance"), decision).await.faults(&[("/decided_on", code)]);
    }
    let short = json!({ "decided_on": "2025-09-10", "deca_number": "94202509001351" });
    manager.post(format!("{filing}/acceptance"), short).await.faults(&[("/deca_number", "deca.length")]);
    let decision = json!({ "decided_on": "2025-09-10", "deca_number": "010 202509 00 1351" });
    let accepted = manager.post(format!("{filing}/acceptance"), decision.clone()).await.expect(200);
    assert_eq!(
        (&accepted["deca_number"], &accepted["filings"][0]["state"]),
        (&json!(NUMBER), &json!("accepted"))
    );
    manager.post(format!("{filing}/acceptance"), decision).await.refused_with(409, "contract.filing_decided");
    manager.post(format!("{path}/filings"), body).await.refused_with(409, "contract.already_deposited");
    for event in ["contract.filed", "contract.filing_completed", "contract.accepted"] {
        assert_eq!(count_events(&world, event), 1, "{event}");
    }
    let read = world.student(&story.apprentice()).get(&path).await.expect(200);
    assert_eq!(read["filings"], accepted["filings"]);
}

#[actix_web::test]
async fn a_refused_deposit_says_why_and_may_be_followed_by_another() {
    let world = World::on("2025-09-10").await;
    let (manager, story) = (world.manager(), world.story());
    let path = signed(&manager, a_contract(&story), "2025-07-10").await;
    let first = filed(&manager, &path, "2025-08-28").await;
    let refuse = format!("{first}/refusal");
    manager.post(&refuse, json!({"decided_on": "2025-09-02"})).await.faults(&[("/reason_code", "required")]);
    let other = json!({"decided_on": "2025-09-02", "reason_code": "other"});
    manager.post(&refuse, other).await.faults(&[("/note", "contract.note_missing")]);
    let pay = json!({"decided_on": "2025-09-02", "reason_code": "pay", "note": "43 % attendus"});
    let refused = manager.post(&refuse, pay.clone()).await.expect(200);
    let shown = &refused["filings"][0];
    assert_eq!(
        [&shown["state"], &shown["reason_code"], &shown["reason_note"]],
        ["refused", "pay", "43 % attendus"].map(|text| json!(text)).each_ref()
    );
    manager.post(&refuse, pay).await.refused_with(409, "contract.filing_decided");

    let second = filed(&manager, &path, "2025-09-03").await;
    let read = manager.get(&path).await.expect(200);
    let attempts: Vec<&Value> =
        read["filings"].as_array().unwrap().iter().map(|one| &one["attempt"]).collect();
    assert_eq!(attempts, [&json!(1), &json!(2)]);
    let accepted = json!({"decided_on": "2025-09-10", "deca_number": NUMBER});
    manager.post(format!("{second}/acceptance"), accepted).await.expect(200);
}

#[actix_web::test]
async fn a_number_is_that_of_one_contract() {
    let world = World::on("2025-09-10").await;
    let (manager, story) = (world.manager(), world.story());
    let one = signed(&manager, a_contract(&story), "2025-07-10").await;
    let other = world.seed_apprentice("Martin", "Léa", "2006-05-02");
    let enrolment = world.seed_enrolment(other, story.cohort);
    let body = with(a_contract(&story), json!({ "enrolment_id": enrolment }));
    let two = signed(&manager, body, "2025-07-10").await;
    let decision = json!({"decided_on": "2025-09-10", "deca_number": NUMBER});
    let first = filed(&manager, &one, "2025-08-28").await;
    manager.post(format!("{first}/acceptance"), decision.clone()).await.expect(200);
    let second = filed(&manager, &two, "2025-08-28").await;
    let taken = manager.post(format!("{second}/acceptance"), decision).await;
    taken.refused_with(409, "contract.deca_number_taken");
    assert_eq!(manager.get(&two).await.expect(200)["filings"][0]["state"], "sent");
}

#[actix_web::test]
async fn a_public_employer_deposits_with_the_state() {
    let world = World::on("2025-09-10").await;
    let (manager, story) = (world.manager(), world.story());
    let path = signed(&manager, a_contract(&story), "2025-07-10").await;
    diesel::update(employers::table.find(story.employer))
        .set(employers::kind_code.eq("22"))
        .execute(&mut world.database.connect())
        .unwrap();
    let opco = json!({"sent_on": "2025-08-28", "addressee": "opco"});
    let refused = manager.post(format!("{path}/filings"), opco).await;
    refused.faults(&[("/addressee", "contract.addressee_does_not_fit")]);
    filed(&manager, &path, "2025-08-28").await;
    assert_eq!(manager.get(&path).await.expect(200)["filings"][0]["addressee"], "ddets");
}

#[actix_web::test]
async fn only_a_signed_contract_is_deposited_between_its_signature_and_today() {
    let world = World::on("2025-07-15").await;
    let (manager, story) = (world.manager(), world.story());
    let path = drafted(&manager, a_contract(&story)).await;
    let sent = json!({"sent_on": "2025-07-15"});
    manager.post(format!("{path}/filings"), sent.clone()).await.refused_with(409, "contract.not_signed");
    manager.post(format!("{path}/signature"), json!({"signed_on": "2025-07-10"})).await.expect(200);
    for day in ["2025-07-09", "2025-07-16"] {
        let wrong = manager.post(format!("{path}/filings"), json!({ "sent_on": day })).await;
        wrong.faults(&[("/sent_on", "contract.filing_dates")]);
    }
    for person in [world.trainer(), world.tutor(&story.tutor()), world.student(&story.apprentice())] {
        person.post(format!("{path}/filings"), sent.clone()).await.refused_with(403, "forbidden");
    }
    let stranger = world.other_manager().post(format!("{path}/filings"), sent.clone()).await;
    stranger.refused_with(404, "contract.not_found");
    let nowhere = format!("{path}/filings/019a0000-0000-7000-8000-000000000000/completion");
    let nowhere = manager.post(nowhere, json!({"complete_on": "2025-07-15"})).await;
    nowhere.refused_with(404, "contract_filing.not_found");
}
