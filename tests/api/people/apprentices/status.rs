//! The status of an enrolment as the API tells it, day by day.

use serde_json::{Value, json};

use crate::harness::{Story, World};

async fn status(world: &World, story: &Story, as_of: &str) -> Value {
    let path = format!("/v1/enrolments/{}/status?as_of={as_of}", story.enrolment);
    world.manager().get(path).await.expect(200)
}

async fn statuses(world: &World, story: &Story, cases: &[(&str, &str)]) {
    for (as_of, expected) in cases {
        assert_eq!(status(world, story, as_of).await["status"], *expected, "{as_of}");
    }
}

fn history(standing: &Value) -> Vec<(&str, &str)> {
    let changes = standing["history"].as_array().expect("a history");
    changes
        .iter()
        .map(|change| (change["on"].as_str().unwrap(), change["national_code"].as_str().unwrap()))
        .collect()
}

#[actix_web::test]
async fn without_a_contract_the_statistic_drops_out_two_days_before_the_right_ends() {
    let world = World::on("2025-11-23").await;
    let story = world.story();
    assert_eq!(status(&world, &story, "2025-08-24").await["status"], Value::Null, "before the entry");
    statuses(&world, &story, &[("2025-08-25", "registered"), ("2025-11-22", "registered")]).await;
    let today = world.manager().get(format!("/v1/enrolments/{}/status", story.enrolment)).await.expect(200);
    assert_eq!((&today["as_of"], &today["status"]), (&json!("2025-11-23"), &json!("dropped_out")));
    assert_eq!(history(&today), [("2025-08-25", "INSCRIT"), ("2025-11-23", "ABANDON")]);
    assert_eq!(today["right_without_contract_until"], "2025-11-25");
    assert_eq!(today["right_after_rupture_until"], Value::Null);
}

#[actix_web::test]
async fn a_contract_to_the_end_completes_on_the_last_day_of_the_cohort() {
    let world = World::on("2026-01-05").await;
    let story = world.story();
    world.seed_contract(&story, "2025-09-01", "2027-08-24");
    statuses(
        &world,
        &story,
        &[
            ("2025-08-31", "registered"),
            ("2025-09-01", "apprentice"),
            ("2027-08-23", "apprentice"),
            ("2027-08-24", "completed"),
            ("2031-01-01", "completed"),
        ],
    )
    .await;
    let path = format!("/v1/apprentices/{}", story.apprentice);
    let file = world.manager().get(path).await.expect(200);
    assert_eq!(
        history(&file["enrolments"][0]["standing"]),
        [("2025-08-25", "INSCRIT"), ("2025-09-01", "APPRENTI"), ("2027-08-24", "FIN_DE_FORMATION")]
    );
}

#[actix_web::test]
async fn after_a_rupture_the_statistic_drops_out_a_day_before_the_right_ends() {
    let world = World::on("2026-03-02").await;
    let story = world.story();
    let contract = world.seed_contract(&story, "2025-08-25", "2027-08-24");
    world.seed_rupture(contract, "2026-02-09");
    statuses(
        &world,
        &story,
        &[
            ("2026-02-09", "apprentice"),
            ("2026-02-10", "rupturant"),
            ("2026-08-08", "rupturant"),
            ("2026-08-09", "dropped_out"),
        ],
    )
    .await;
    let broken = status(&world, &story, "2026-08-09").await;
    assert_eq!(broken["right_after_rupture_until"], "2026-08-10");

    world.seed_contract(&story, "2026-04-01", "2027-08-24");
    let again = status(&world, &story, "2026-08-09").await;
    assert_eq!((&again["status"], &again["right_after_rupture_until"]), (&json!("apprentice"), &Value::Null));
    assert_eq!(history(&again)[1..3], [("2026-02-10", "RUPTURANT"), ("2026-04-01", "APPRENTI")]);
}

#[actix_web::test]
async fn a_draft_contract_changes_no_status() {
    use compagnon::schema::contracts;
    use diesel::prelude::*;
    let world = World::on("2025-10-01").await;
    let story = world.story();
    let contract = world.seed_contract(&story, "2025-09-01", "2027-08-24");
    diesel::update(contracts::table.find(contract))
        .set((contracts::state.eq("draft"), contracts::signed_on.eq(None::<chrono::NaiveDate>)))
        .execute(&mut world.database.connect())
        .expect("a draft");
    world.database_says("DELETE FROM contract_tutors");
    statuses(&world, &story, &[("2025-10-01", "registered")]).await;
    world
        .tutor(&story.tutor())
        .get(format!("/v1/apprentices/{}", story.apprentice))
        .await
        .refused_with(404, "apprentice.not_found");
}
