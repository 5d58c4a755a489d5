//! The board of a site: ruptures of a year as counts, and who is without a contract.

use serde_json::{Value, json};

use super::declarations::a_rupture;
use crate::follow_up::visits::a_signed_story;
use crate::harness::id_of;

fn counts(rows: &Value, key: &str) -> Vec<Value> {
    let some = rows.as_array().unwrap().iter().filter(|one| one["count"] != 0);
    some.map(|one| json!([one[key], one["count"]])).collect()
}

#[actix_web::test]
async fn a_board_counts_ruptures_and_shows_both_countdowns_of_whoever_has_no_contract() {
    let (world, story, contract) = a_signed_story("2026-03-02").await;
    let manager = world.manager();
    let rupture = manager.post(format!("{contract}/rupture"), a_rupture("2026-02-10")).await.expect(201);
    let late = world.seed_apprentice("Martin", "Léo", "2006-01-01");
    world.seed_enrolment(late, story.cohort);
    let path = format!("/v1/sites/{}/rupture-board", world.site());
    let board = manager.get(&path).await.expect(200);
    assert_eq!((&board["from_on"], &board["to_on"]), (&json!("2025-08-01"), &json!("2026-07-31")));
    assert_eq!(board["total"], 1);
    assert_eq!(counts(&board["by_ground"], "ground"), [json!(["mutual_agreement", 1])]);
    assert_eq!(board["by_ground"][0]["label"], "Accord écrit des deux parties");
    assert_eq!(counts(&board["by_month"], "month_on"), [json!(["2026-02-01", 1])]);
    assert_eq!(counts(&board["by_employer"], "employer_id"), [json!([story.employer, 1])]);
    assert_eq!(counts(&board["by_days"], "from_days"), [json!([91, 1])]);
    let learners: Vec<_> = board["without_contract"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| json!([one["name"], one["right_state"], one["right_days_left"], one["drops_out_on"]]))
        .collect();
    assert_eq!(
        learners,
        [
            json!(["Léo Martin", "ran_out", null, "2025-11-23"]),
            json!(["Chloé Durand", "running", 162, "2026-08-09"]),
        ]
    );
    let civil = manager.get(format!("{path}?year=2025&kind=civil")).await.expect(200);
    assert_eq!((&civil["total"], &civil["by_days"][0]["to_days"]), (&json!(0), &json!(45)));

    world.tutor(&story.tutor()).get(&path).await.refused_with(403, "forbidden");
    world.other_manager().get(&path).await.refused_with(404, "site.not_found");
    let reason = json!({ "reason": "Les parties ont changé d'avis." });
    manager.post(format!("/v1/ruptures/{}/withdrawal", id_of(&rupture)), reason).await.expect(201);
    let after = manager.get(&path).await.expect(200);
    assert_eq!(after["total"], 0);
    assert_eq!(after["without_contract"].as_array().unwrap().len(), 1);
}
