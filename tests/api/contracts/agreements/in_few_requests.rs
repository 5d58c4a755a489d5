//! From nothing to an accepted deposit: drafted and ready, signed by all, sent and accepted.

use serde_json::json;

use super::{a_bare_draft, a_contract, count_events, with};
use crate::harness::{World, id_of};

#[actix_web::test]
async fn a_contract_goes_from_draft_to_accepted_deposit_in_three_requests() {
    let world = World::on("2025-08-20").await;
    let (manager, story) = (world.manager(), world.story());
    let incomplete = with(a_bare_draft(&story), json!({ "ready": true }));
    manager.post("/v1/contracts", incomplete).await.refused_with(422, "invalid");
    assert_eq!(world.database_counts("SELECT count(*) AS n FROM contracts"), 0, "nothing half done");
    let body = with(a_contract(&story), json!({ "ready": true }));
    let created = manager.post("/v1/contracts", body).await.expect(201);
    assert_eq!((&created["state"], &created["version"]), (&json!("ready"), &json!(2)));
    let path = format!("/v1/contracts/{}", id_of(&created));
    manager.post(format!("{path}/signature"), json!({ "signed_on": "2025-08-20" })).await.expect(200);

    crate::desk::obligations::until(&world, "2025-09-10");
    let manager = world.manager();
    let mut filing = json!({ "sent_on": "2025-08-28",
        "acceptance": { "decided_on": "2025-08-01", "deca_number": "010202509001351" } });
    let refused = manager.post(format!("{path}/filings"), filing.clone()).await.refused_with(422, "invalid");
    assert_eq!(refused["errors"][0]["pointer"], "/acceptance/decided_on", "{refused}");
    assert!(manager.get(&path).await.expect(200)["filings"][0].is_null(), "nothing half done");
    filing["acceptance"]["decided_on"] = json!("2025-09-08");
    let filed = manager.post(format!("{path}/filings"), filing).await.expect(200);
    assert_eq!(filed["deca_number"], "010202509001351");
    assert_eq!(filed["filings"][0]["state"], "accepted");
    for event in
        ["contract.created", "contract.readied", "contract.signed", "contract.filed", "contract.accepted"]
    {
        assert_eq!(count_events(&world, event), 1, "{event}");
    }
}
