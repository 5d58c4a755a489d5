//! What was only prepared: drafts discarded come back, a visit planned by mistake goes.

use reqwest::Method;
use serde_json::json;

use super::{created, there_and_back, why};
use crate::contracts::agreements::{a_contract, count_events, drafted};
use crate::follow_up::visits::{a_signed_story, visits_of};
use crate::harness::{Person, World, assert_same, id_of};

/// Discards a draft; the address of what is kept of it.
async fn discarded(by: &Person, draft: &str, kind: &str) -> String {
    let request = by.request(Method::DELETE, draft).header("if-match", "*");
    assert_eq!(by.send(request).await.status, 204, "{draft}");
    let kept = by.get(format!("/v1/withdrawals?kind={kind}")).await.expect(200);
    format!("/v1/withdrawals/{}", id_of(&kept["data"][0]))
}

#[actix_web::test]
async fn a_draft_discarded_by_mistake_comes_back_with_its_boxes() {
    let world = World::on("2025-07-01").await;
    let (manager, story) = (world.manager(), world.story());
    let nothing = world.contents();
    let draft = drafted(&manager, a_contract(&story)).await;
    // once ready, then a draft again: why stays with it
    manager.post(format!("{draft}/ready"), json!({})).await.expect(200);
    manager.post(format!("{draft}/draft"), json!({ "reason_code": "correction" })).await.expect(200);
    let (whole, shown) = (world.contents(), manager.get(&draft).await.expect(200));
    let kept = discarded(&manager, &draft, "contract_draft").await;
    assert_same(&world.contents(), &nothing, "the draft discarded");
    manager.get(&draft).await.refused_with(404, "contract.not_found");
    let told = manager.get(&kept).await.expect(200);
    assert_eq!(
        (&told["title"], &told["restorable"]),
        (&json!("Brouillon de contrat supprimé"), &json!(true))
    );
    world.student(&story.apprentice()).get(&kept).await.refused_with(404, "withdrawal.not_found");
    world.trainer().post(format!("{kept}/restoration"), json!({})).await.refused_with(403, "forbidden");
    manager.post(format!("{kept}/restoration"), json!({})).await.expect(200);
    assert_same(&world.contents(), &whole, "the draft brought back");
    let back = manager.get(&draft).await.expect(200);
    for field in ["pay", "work", "training", "state", "starts_on", "missing"] {
        assert_eq!(back[field], shown[field], "{field}");
    }
    let events = ["contract.discarded", "contract.restored"];
    assert_eq!(events.map(|kind| count_events(&world, kind)), [1, 1]);
    manager.post(format!("{draft}/signature"), json!({ "signed_on": "2025-07-01" })).await.expect(200);
}

#[actix_web::test]
async fn a_draft_amendment_discarded_by_mistake_comes_back() {
    let (world, _, contract) = a_signed_story("2025-11-24").await;
    let manager = world.manager();
    let nothing = world.contents();
    let hours = json!({ "type_code": "36", "effective_on": "2026-03-01", "reason": "39 heures.",
                        "changes": { "work": { "weekly_minutes": 2340 } } });
    let draft = created(&manager, format!("{contract}/amendments"), hours).await;
    let whole = world.contents();
    let kept = discarded(&manager, &draft, "amendment_draft").await;
    assert_same(&world.contents(), &nothing, "the draft discarded");
    manager.post(format!("{kept}/restoration"), json!({})).await.expect(200);
    assert_same(&world.contents(), &whole, "the draft brought back");
    assert_eq!(["amendment.discarded", "amendment.restored"].map(|kind| count_events(&world, kind)), [1, 1]);
    manager.post(format!("{draft}/signature"), json!({ "signed_on": "2025-11-24" })).await.expect(200);
}

#[actix_web::test]
async fn a_visit_planned_by_mistake_goes_and_those_of_the_plan_stay() {
    let (world, _, contract) = a_signed_story("2025-11-24").await;
    let manager = world.manager();
    let (before, planned) = (world.contents(), visits_of(&manager).await);
    let extra = json!({ "contract_id": contract.rsplit('/').next().unwrap(), "planned_on": "2025-12-04" });
    let visit = created(&manager, "/v1/visits", extra.clone()).await;
    manager.post(format!("{visit}/withdrawal"), json!({})).await.faults(&[("/reason", "required")]);
    let removed = count_events(&world, "visit.removed");
    there_and_back(&world, &manager, &visit, &before).await;
    assert_eq!(count_events(&world, "visit.removed"), removed + 2);
    manager.post(format!("{visit}/withdrawal"), why()).await.refused_with(404, "visit.not_found");
    let of_the_plan = manager.post(format!("{}/withdrawal", planned[0]), why()).await;
    of_the_plan.refused_with(409, "visit.of_the_plan");

    world.clock.advance_days(10);
    let manager = world.manager();
    let visit = created(&manager, "/v1/visits", extra).await;
    let report = json!({ "held_on": "2025-12-04", "present": ["tutor"], "report": "Vu." });
    manager.post(format!("{visit}/report"), report).await.expect(200);
    let refusal =
        manager.post(format!("{visit}/withdrawal"), why()).await.refused_with(409, "withdrawal.stood_on");
    let told = refusal["errors"][0]["message"].as_str().unwrap();
    assert!(told.contains(&format!("POST {visit}/report/withdrawal")), "{told}");
    created(&manager, format!("{visit}/report/withdrawal"), why()).await;
    created(&manager, format!("{visit}/withdrawal"), why()).await;
    assert_same(&world.contents(), &before, "an extra visit held by mistake");
    world
        .other_manager()
        .post(format!("{}/withdrawal", planned[0]), why())
        .await
        .refused_with(404, "visit.not_found");
}
