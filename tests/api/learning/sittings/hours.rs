//! The days and hours of sittings stand in the calendar of the alternation, and in who is where.

use serde_json::{Value, json};

use super::{Held, written};
use crate::harness::{World, id_of};
use crate::learning::mock_exams::opened;

#[actix_web::test]
async fn the_hours_of_a_sitting_are_in_who_is_where_and_in_the_days_of_the_candidate() {
    let held = Held::with(2).await;
    let mut paper = written("2026-03-16", "Salle 12");
    paper["duration_minutes"] = json!(120);
    paper["candidates"] = json!([held.enrolments[0]]);
    let sitting = held.plan(json!([paper])).await.remove(0);
    let where_to = format!("/v1/sites/{}/whereabouts?on=2026-03-16", held.world.site());
    let told = held.trainer.get(&where_to).await.expect(200);
    let of = |id: Value| -> Value {
        let all = told["data"].as_array().unwrap();
        all.iter().find(|one| one["apprentice_id"] == id).expect("somebody").clone()
    };
    let chloe = of(json!(held.story.apprentice));
    assert_eq!(chloe["place"], "exam");
    assert_eq!(
        chloe["sittings"],
        json!([{ "sitting_id": id_of(&sitting), "unit_code": "E1", "room": "Salle 12", "on": "2026-03-16",
            "from": "09:00", "to": "11:00" }])
    );
    assert_eq!(told["data"].as_array().unwrap().iter().filter(|one| one["sittings"] == json!([])).count(), 1);

    let days = format!("/v1/apprentices/{}/days?from=2026-03-09&to=2026-03-20", held.story.apprentice);
    let seen = held.trainer.get(&days).await.expect(200);
    assert_eq!(seen["sittings"][0]["from"], "09:00");
    let student = held.world.student(&held.story.apprentice());
    assert!(student.get(&days).await.expect(200).get("sittings").is_none(), "not before it is published");
    held.trainer.post(format!("{}/publication", held.exam), json!({})).await.expect(200);
    assert_eq!(student.get(&days).await.expect(200)["sittings"][0]["to"], "11:00");
    held.trainer.post(format!("{}/cancellation", held.exam), json!({})).await.expect(200);
    assert!(
        held.trainer.get(&days).await.expect(200).get("sittings").is_none(),
        "nothing of what is cancelled"
    );
}

#[actix_web::test]
async fn a_sitting_of_a_mock_exam_without_days_makes_its_own_day_one_of_exam() {
    let world = World::on("2026-02-02").await;
    let (cohort, exams) = opened(&world).await;
    world.story_in(cohort.parse().unwrap());
    let planned = json!({ "sittings": [written("2026-03-17", "Salle 12")] });
    world.trainer().post(format!("{}/sittings", exams[0]), planned).await.expect(201);
    let days = format!("/v1/cohorts/{cohort}/days?from=2026-03-16&to=2026-03-18&as=days");
    let told = world.trainer().get(&days).await.expect(200);
    let kinds: Vec<&Value> = told["data"].as_array().unwrap().iter().map(|one| &one["kind"]).collect();
    assert_eq!(kinds[1], "exam", "{told}");
    assert!(kinds[0] != "exam" && kinds[2] != "exam", "{told}");
}
