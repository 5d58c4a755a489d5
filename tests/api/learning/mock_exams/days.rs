//! The mock exams of the sheet are planned in two requests: the opening of the cohort, and their days.

use serde_json::{Value, json};

use super::exams::opened;
use crate::harness::World;

#[actix_web::test]
async fn the_four_sessions_of_the_sheet_are_planned_in_two_requests() {
    let world = World::on("2025-09-01").await;
    // the first request opens the cohort
    let (cohort, _) = opened(&world).await;
    let trainer = world.trainer();
    let days = format!("/v1/cohorts/{cohort}/mock-exams/days");
    let fixed = trainer.post(&days, json!({})).await.expect(200);
    let planned: Vec<(Value, Value, Value)> = fixed["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["starts_on"].clone(), one["ends_on"].clone(), one["tutors_invited"].clone()))
        .collect();
    assert_eq!(
        planned,
        [
            (json!("2026-03-02"), json!("2026-03-06"), json!(false)),
            (json!("2026-06-01"), json!("2026-06-05"), json!(false)),
            (json!("2026-11-02"), json!("2026-11-06"), json!(true)),
            (json!("2027-03-01"), json!("2027-03-05"), json!(true)),
        ]
    );
    let own = json!({ "exams": [
        { "ordinal": 1, "starts_on": "2026-03-16", "ends_on": "2026-03-20" },
        { "ordinal": 2, "starts_on": "2026-06-08", "ends_on": "2026-06-12" },
    ] });
    let moved = trainer.post(&days, own).await.expect(200);
    assert_eq!(
        (&moved["data"][0]["starts_on"], &moved["data"][2]["starts_on"]),
        (&json!("2026-03-16"), &json!("2026-11-02"))
    );
    let again = trainer.post(&days, json!({})).await.expect(200);
    assert_eq!(again["data"], moved["data"], "days already fixed stay");
}

#[actix_web::test]
async fn days_wrong_are_all_told_at_once_and_nothing_is_half_saved() {
    let world = World::on("2025-09-01").await;
    let (cohort, exams) = opened(&world).await;
    let trainer = world.trainer();
    let days = format!("/v1/cohorts/{cohort}/mock-exams/days");
    let wrong = json!({ "exams": [
        { "ordinal": 1, "starts_on": "2026-03-16" },
        { "ordinal": 9, "starts_on": "2026-03-16" },
        { "ordinal": 2, "starts_on": "2024-06-08" },
    ] });
    trainer.post(&days, wrong).await.faults(&[
        ("/exams/1/ordinal", "mock_exam.session_unknown"),
        ("/exams/2/starts_on", "mock_exam.outside_cohort"),
    ]);
    assert_eq!(trainer.get(&exams[0]).await.expect(200)["starts_on"], Value::Null);
    world.other_manager().post(&days, json!({})).await.refused_with(404, "cohort.not_found");
}
