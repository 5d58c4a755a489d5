//! Those absent from a class on a day, entered together.

use serde_json::{Value, json};

use super::a_monday;
use crate::contracts::agreements::{count_events, with};
use crate::harness::{Story, World};
use crate::presence::calendars::{give_calendar, wednesday_to_friday};

fn classmate(world: &World, story: &Story, name: &str) -> compagnon::ids::ApprenticeId {
    let apprentice = world.seed_apprentice(name, "Camille", "2006-05-01");
    world.seed_enrolment(apprentice, story.cohort);
    apprentice
}

#[actix_web::test]
async fn a_class_is_entered_at_once_and_a_double_click_enters_it_once() {
    let world = World::on("2025-10-06").await;
    let (trainer, story) = (world.trainer(), world.story());
    give_calendar(&world.manager(), &story, wednesday_to_friday()).await;
    let path = format!("/v1/cohorts/{}/absences", story.cohort);
    let two = [story.apprentice, classmate(&world, &story, "Martin")];
    let body = json!({ "on": "2025-10-06", "half": "morning", "apprentice_ids": two });
    let first = trainer.post_with_key(&path, "a-double-click", body.clone()).await;
    let second = trainer.post_with_key(&path, "a-double-click", body).await;
    assert_eq!(second.header("idempotency-replayed"), Some("true"));
    let first = first.expect(201);
    assert_eq!(first, second.expect(201));
    assert_eq!(first["warnings"], json!([]));
    for (absence, apprentice) in first["data"].as_array().unwrap().iter().zip(two) {
        assert_eq!(
            (&absence["apprentice_id"], &absence["away_from"], &absence["to_half"], &absence["justified"]),
            (&json!(apprentice), &json!("centre"), &json!("morning"), &json!("pending"))
        );
    }
    assert_eq!(count_events(&world, "absence.entered"), 2);
    let afternoon = json!({ "on": "2025-10-06", "half": "afternoon", "apprentice_ids": two });
    trainer.post(&path, afternoon).await.expect(201);
    let sunday = json!({ "on": "2025-10-12", "apprentice_ids": two });
    let info = trainer.post(&path, sunday).await.expect(201);
    assert_eq!(info["warnings"][0]["code"], "absence.no_day_expected");
}

#[actix_web::test]
async fn when_one_cannot_be_entered_none_is() {
    let world = World::on("2025-10-06").await;
    let (manager, story) = (world.manager(), world.story());
    let path = format!("/v1/cohorts/{}/absences", story.cohort);
    let (martin, stranger) =
        (classmate(&world, &story, "Martin"), world.seed_apprentice("Autre", "Une", "2006-01-01"));
    manager.post("/v1/absences", with(a_monday(&story), json!({ "to_half": "morning" }))).await.expect(201);
    let sent = |ids: Value| manager.post(&path, json!({ "on": "2025-10-06", "apprentice_ids": ids }));
    let info = sent(json!([martin, story.apprentice])).await;
    let info = info.faults(&[("/apprentice_ids/1", "absence.overlaps_another")]);
    assert_eq!(info["errors"][0]["message"], "Chloé Durand est déjà absent(e) le 06/10/2025.");
    sent(json!([martin, stranger, martin])).await.faults(&[
        ("/apprentice_ids/1", "absence.not_in_cohort"),
        ("/apprentice_ids/2", "absence.not_in_cohort"),
    ]);
    sent(json!([])).await.faults(&[("/apprentice_ids", "too_few")]);
    assert_eq!(count_events(&world, "absence.entered"), 1);
    let foreign =
        world.other_manager().post(&path, json!({ "on": "2025-10-06", "apprentice_ids": [martin] })).await;
    foreign.refused_with(404, "cohort.not_found");
    let student = world.student(&story.apprentice());
    student
        .post(&path, json!({ "on": "2025-10-06", "apprentice_ids": [martin] }))
        .await
        .refused_with(403, "forbidden");
}
