//! Days are those a person may mean, wherever they come from.

use serde_json::json;

use crate::contracts::agreements::{a_contract, with};
use crate::harness::World;

#[actix_web::test]
async fn a_day_nobody_means_is_refused_in_a_body_and_in_a_query() {
    let world = World::on("2025-07-01").await;
    let (manager, story) = (world.manager(), world.story());
    let far = with(a_contract(&story), json!({ "ends_on": "9999-12-31" }));
    let refused = manager.post("/v1/contracts", far).await;
    let told =
        refused.faults(&[("/ends_on", "date_out_of_range"), ("/pay/lines/0/to_on", "date_out_of_range")]);
    assert_eq!(told["errors"][0]["message"], "Date attendue de l'année 1900 à l'année 2999.");
    let clock = json!({ "starts_on": "1899-12-31", "ends_on": "3000-01-01" });
    let refused = manager.post("/v1/simulations/clock", clock).await;
    refused.faults(&[("/starts_on", "date_out_of_range"), ("/ends_on", "date_out_of_range")]);
    let query = manager.get("/v1/apprentices?as_of=9999-12-31").await.refused_with(400, "query.invalid");
    assert_eq!(query["errors"][0]["code"], "date_out_of_range");

    // at the edge of what is accepted, what is computed keeps years of four digits
    let edge = json!({ "starts_on": "2996-12-31", "ends_on": "2999-12-31", "born_on": "2980-01-01" });
    let shown = manager.post("/v1/simulations/clock", edge).await.expect(200);
    assert!(!shown.to_string().contains("+1"), "{shown}");
}
