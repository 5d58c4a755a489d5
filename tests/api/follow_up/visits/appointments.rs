//! Visits have an hour, a length and a place when they are known; a day that may be wrong is told, not refused.

use serde_json::{Value, json};

use super::{a_signed_story, visits_of};

fn codes(visit: &Value) -> Vec<&str> {
    let warnings = visit["warnings"].as_array();
    warnings.map(|all| all.iter().map(|one| one["code"].as_str().unwrap()).collect()).unwrap_or_default()
}

#[actix_web::test]
async fn a_visit_has_an_hour_and_a_place_once_they_are_known() {
    let (world, ..) = a_signed_story("2025-11-03").await;
    let manager = world.manager();
    let visit = visits_of(&manager).await.remove(0);
    let none = json!({ "time": null, "minutes": null, "place": null });
    assert_eq!(manager.get(&visit).await.expect(200)["appointment"], none);
    let told = json!({ "time": "14:30", "minutes": 45, "place": "Entrée des livraisons" });
    let moved = manager.change(&visit, json!({ "appointment": told })).await.expect(200);
    assert_eq!((&moved["appointment"], &moved["planned_on"]), (&told, &json!("2025-11-24")));
    let moved = manager.change(&visit, json!({ "planned_on": "2025-11-25" })).await.expect(200);
    assert_eq!(moved["appointment"], told, "it moves with its hour");
    let body = json!({ "moves": [{ "visit_id": moved["id"], "planned_on": "2025-11-26", "version": moved["version"] }] });
    let moved = manager.post("/v1/visits/moves", body).await.expect(200)["data"][0].clone();
    assert_eq!(moved["appointment"], told);
    let cleared = manager.change(&visit, json!({ "appointment": { "time": null } })).await.expect(200);
    assert_eq!(
        cleared["appointment"],
        json!({ "time": null, "minutes": 45, "place": "Entrée des livraisons" })
    );
    for wrong in ["25:00", "9h", "9:05"] {
        let refused = manager.change(&visit, json!({ "appointment": { "time": wrong } })).await;
        let refused = refused.refused_with(422, "invalid");
        assert_eq!(refused["errors"][0]["code"], "hour", "{refused}");
        assert_eq!(refused["errors"][0]["pointer"], "/appointment/time");
    }
    let body = json!({ "planned_on": "2025-11-27", "reason": "tutor_unavailable", "appointment": { "time": "09:00" } });
    let next = manager.post(format!("{visit}/replacement"), body).await.expect(201);
    assert_eq!(next["appointment"]["time"], "09:00");
}

#[actix_web::test]
async fn a_sunday_a_holiday_and_a_day_of_a_mock_exam_are_told() {
    let (world, story, contract) = a_signed_story("2025-11-03").await;
    let manager = world.manager();
    let visit = visits_of(&manager).await.remove(0);
    let mut told = Vec::new();
    for day in ["2025-11-23", "2025-11-11", "2025-11-24"] {
        let moved = manager.change(&visit, json!({ "planned_on": day })).await.expect(200);
        told.push(codes(&moved).join(" "));
    }
    assert_eq!(told, ["visit.on_sunday", "visit.on_holiday", ""]);
    let exam = format!(
        "INSERT INTO mock_exams (id, site_id, cohort_id, ordinal, training_year, month_on, starts_on, ends_on, tutors_invited, state)
         VALUES (gen_random_uuid(), '{}', '{}', 1, 1, '2025-11-01', '2025-11-26', '2025-11-27', false, 'planned')",
        world.site(),
        story.cohort
    );
    world.database_says(&exam);
    let moved = manager.change(&visit, json!({ "planned_on": "2025-11-27" })).await.expect(200);
    assert!(codes(&moved).contains(&"visit.on_mock_exam"), "{moved:#}");
    let contract = contract.rsplit('/').next().unwrap();
    let extra = json!({ "contract_id": contract, "planned_on": "2025-11-30" });
    let extra = manager.post("/v1/visits", extra).await.expect(201);
    assert_eq!(codes(&extra), ["visit.on_sunday"]);
    assert!(manager.get(&visit).await.expect(200).get("warnings").is_none(), "told to whoever gives the day");
}
