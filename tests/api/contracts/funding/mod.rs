//! What is paid for a contract: the aid to the employer, simulated, and the figures of the law.

use serde_json::{Value, json};

use crate::contracts::agreements::with;
use crate::harness::World;

fn a_bts() -> Value {
    json!({ "signed_on": "2026-07-10", "starts_on": "2026-08-31", "ends_on": "2028-08-30", "level": 5, "headcount": 12 })
}

#[actix_web::test]
async fn everybody_simulates_the_aid_and_reads_how_sure_it_is() {
    let world = World::on("2026-07-15").await;
    let story = world.story();
    for person in [world.manager(), world.tutor(&story.tutor()), world.student(&story.apprentice())] {
        let aid = person.post("/v1/simulations/employer-aid", a_bts()).await.expect(200);
        assert_eq!([&aid["standing"], &aid["certainty"]], [&json!("due"), &json!("unverified")]);
        assert_eq!((&aid["amount_cents"], &aid["send_by"]), (&json!(450_000), &json!("2027-01-10")));
        assert!(aid["source"].as_str().unwrap().contains("D6243-2"));
        let explained = aid["explanation"].as_str().unwrap();
        assert!(explained.contains("4 500,00 €") && explained.contains("non vérifiés"), "{explained}");
    }
    let manager = world.manager();
    let simulated = async |fields: Value| {
        manager.post("/v1/simulations/employer-aid", with(a_bts(), fields)).await.expect(200)
    };
    assert_eq!(simulated(json!({ "signed_on": "2026-02-01" })).await["standing"], "nothing");
    assert_eq!(simulated(json!({ "sent_on": "2027-01-11" })).await["standing"], "lost");
    assert_eq!(simulated(json!({ "level": 3 })).await["standing"], "unknown");
    let broken = simulated(json!({ "rupture_on": "2026-09-10" })).await;
    assert_eq!((&broken["days"], &broken["amount_cents"]), (&json!(10), &json!(12_329)));
    assert_eq!(broken["paid_until"], "2026-09-09");
    let upside_down = with(a_bts(), json!({ "ends_on": "2026-08-30" }));
    let refused = manager.post("/v1/simulations/employer-aid", upside_down).await;
    refused.faults(&[("/ends_on", "deadline.ends_before_start")]);
}

#[actix_web::test]
async fn the_figures_of_funding_are_published_with_their_sources() {
    let world = World::on("2026-07-15").await;
    let funding = world.nobody().get("/v1/reference/funding").await.expect(200);
    let last = funding["employer_aid"].as_array().unwrap().last().unwrap();
    assert_eq!((&last["from_on"], &last["certainty"]), (&json!("2026-03-08"), &json!("unverified")));
    let bts =
        json!([{ "level": 5, "small_cents": 450_000, "large_cents": 150_000, "disabled_cents": 600_000 }]);
    assert_eq!(last["levels"], bts);
    let cfa = &funding["cfa"][0];
    let distance = json!({ "from_percent": 80, "reduction_percent": 20, "floor_cents": 400_000 });
    assert_eq!((&cfa["distance"], &cfa["balance_percent"]), (&distance, &json!(10)));
    assert_eq!(cfa["employer_share"]["cents"], 75_000);
}
