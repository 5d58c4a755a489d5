//! The complete file of a deposit, recorded by mistake.

use serde_json::json;

use super::{created, there_and_back, why};
use crate::contracts::agreements::{a_contract, count_events, signed};
use crate::follow_up::visits::a_signed_story;
use crate::harness::{Person, World, id_of};

/// Sends for deposit, without a complete file; the address of the deposit.
async fn sent(by: &Person, record: &str, sent_on: &str) -> String {
    let filed = by.post(format!("{record}/filings"), json!({ "sent_on": sent_on })).await.expect(200);
    format!("{record}/filings/{}", id_of(&filed["filings"][0]))
}

#[actix_web::test]
async fn the_complete_file_of_a_contract_is_awaited_again_unless_the_answer_came() {
    let world = World::on("2025-09-10").await;
    let (manager, story) = (world.manager(), world.story());
    let contract = signed(&manager, a_contract(&story), "2025-07-10").await;
    let filing = sent(&manager, &contract, "2025-08-28").await;
    let (before, act) = (world.contents(), format!("{filing}/completion"));
    let back = format!("{act}/withdrawal");
    manager.post(&back, why()).await.refused_with(409, "withdrawal.nothing_to_take_back");
    manager.post(&act, json!({ "complete_on": "2025-09-01" })).await.expect(200);
    manager.post(&back, json!({})).await.faults(&[("/reason", "required")]);
    there_and_back(&world, &manager, &act, &before).await;
    let events = ["contract.filing_completion_withdrawn", "contract.filing_completed"];
    assert_eq!(events.map(|kind| count_events(&world, kind)), [2, 2]);

    manager.post(&act, json!({ "complete_on": "2025-09-01" })).await.expect(200);
    let number = json!({ "decided_on": "2025-09-10", "deca_number": "010202509001351" });
    manager.post(format!("{filing}/acceptance"), number).await.expect(200);
    for back in [&back, &format!("{filing}/withdrawal")] {
        let stands = manager.post(back, why()).await.refused_with(409, "contract.filing_decided");
        let told = stands["detail"].as_str().unwrap();
        assert!(told.contains(&format!("d'abord : POST {filing}/acceptance/withdrawal")), "{told}");
    }
    created(&manager, format!("{filing}/acceptance/withdrawal"), why()).await;
    created(&manager, &back, why()).await;
    world.trainer().post(&back, why()).await.refused_with(403, "forbidden");
    world.other_manager().post(&back, why()).await.refused_with(404, "contract.not_found");
    let timeline = format!("/v1/apprentices/{}/timeline", story.apprentice);
    let told = manager.get(timeline).await.expect(200).to_string();
    assert!(told.contains("Réception du dossier complet retirée par manager : Saisi par erreur"), "{told}");
}

#[actix_web::test]
async fn the_complete_file_of_an_amendment_is_awaited_again() {
    let (world, _, contract) = a_signed_story("2025-11-24").await;
    let manager = world.manager();
    let changes = json!({ "work": { "weekly_minutes": 2340 } });
    let hours = json!({ "type_code": "36", "effective_on": "2026-03-01", "reason": "39 heures.", "changes": changes });
    let amendment = created(&manager, format!("{contract}/amendments"), hours).await;
    manager.post(format!("{amendment}/signature"), json!({ "signed_on": "2025-11-24" })).await.expect(200);
    let filing = sent(&manager, &amendment, "2025-11-24").await;
    let (before, act) = (world.contents(), format!("{filing}/completion"));
    manager.post(&act, json!({ "complete_on": "2025-11-24" })).await.expect(200);
    there_and_back(&world, &manager, &act, &before).await;
    manager
        .post(format!("{filing}/refusal"), json!({ "decided_on": "2025-11-24", "reason_code": "pay" }))
        .await
        .expect(200);
    let stands = manager.post(format!("{act}/withdrawal"), why()).await;
    let stands = stands.refused_with(409, "contract.filing_decided");
    assert!(
        stands["detail"].as_str().unwrap().contains(&format!("POST {filing}/refusal/withdrawal")),
        "{stands}"
    );
    assert_eq!(count_events(&world, "amendment.filing_completion_withdrawn"), 2);
}
