//! A visit that replaces another.

use serde_json::{Value, json};

use super::{a_signed_story, visits_of};
use crate::contracts::agreements::count_events;
use crate::harness::id_of;

#[actix_web::test]
async fn a_visit_is_replaced_in_its_place_in_one_act() {
    let (world, ..) = a_signed_story("2025-11-24").await;
    let trainer = world.trainer();
    let visit = visits_of(&trainer).await.remove(0);
    let replacement = format!("{visit}/replacement");
    let body = json!({ "planned_on": "2025-12-04", "reason": "tutor_unavailable", "note": "Inventaire" });
    let wrong = trainer.post(&replacement, json!({ "planned_on": "2025-12-04" })).await;
    wrong.faults(&[("/reason", "visit.replacement_reason")]);
    let outside = json!({ "planned_on": "2027-08-25", "due_on": "2027-08-24", "reason": "other" });
    let outside = trainer.post(&replacement, outside).await;
    outside.faults(&[("/planned_on", "visit.outside_contract"), ("/due_on", "visit.due_before_planned")]);

    let made = trainer.post_with_key(&replacement, "a-double-click", body.clone()).await;
    let path = made.header("location").unwrap().to_owned();
    let made = made.expect(201);
    assert_eq!(trainer.post_with_key(&replacement, "a-double-click", body.clone()).await.expect(201), made);
    let slot = [&made["training_year"], &made["ordinal"], &made["due_on"], &made["state"]];
    assert_eq!(json!(slot), json!([1, 1, "2026-02-22", "planned"]));
    let old = trainer.get(&visit).await.expect(200);
    assert_eq!(old["replaced_by_id"], made["id"]);
    assert_eq!((&old["state"], &old["cancelled_reason"]), (&json!("cancelled"), &json!("tutor_unavailable")));
    assert_eq!([count_events(&world, "visit.replaced"), count_events(&world, "visit.cancelled")], [1, 0]);
    trainer.post(&replacement, body).await.refused_with(409, "visit.already_replaced");
    assert_eq!(visits_of(&trainer).await.len(), 5);
    let listed = trainer.get("/v1/visits?state=planned").await.expect(200);
    assert_eq!(listed["data"].as_array().unwrap().len(), 4, "two a year remain");
    assert_eq!(trainer.get(&path).await.expect(200)["replaced_by_id"], Value::Null);
}

#[actix_web::test]
async fn a_cancelled_visit_may_be_replaced_later_unless_its_place_is_taken() {
    let (world, story, _) = a_signed_story("2025-11-24").await;
    let manager = world.manager();
    let visits = visits_of(&manager).await;
    manager
        .post(format!("{}/cancellation", visits[0]), json!({"reason": "company_closed"}))
        .await
        .expect(200);
    let body = json!({ "planned_on": "2025-12-04" });
    for person in [world.tutor(&story.tutor()), world.student(&story.apprentice())] {
        person.post(format!("{}/replacement", visits[0]), body.clone()).await.refused_with(403, "forbidden");
    }
    let stranger = world.other_manager();
    stranger
        .post(format!("{}/replacement", visits[0]), body.clone())
        .await
        .refused_with(404, "visit.not_found");
    let made = manager.post(format!("{}/replacement", visits[0]), body.clone()).await.expect(201);
    assert_eq!(manager.get(&visits[0]).await.expect(200)["cancelled_reason"], "company_closed");

    let reported = json!({"held_on": "2025-11-20", "present": ["tutor"], "report": "Vu."});
    let path = format!("/v1/visits/{}", id_of(&made));
    manager.post(format!("{path}/report"), reported).await.expect(200);
    let again = manager
        .post(format!("{path}/replacement"), json!({"planned_on": "2025-12-04", "reason": "other"}))
        .await;
    again.refused_with(409, "visit.already_held");
}

#[actix_web::test]
async fn a_visit_planned_again_since_leaves_no_place_to_the_one_it_stands_for() {
    let (world, _, _) = a_signed_story("2026-02-12").await;
    let manager = world.manager();
    let visits = visits_of(&manager).await;
    let (second, third) = (&visits[1], visits[2].rsplit('/').next().unwrap());
    manager.post(format!("{second}/cancellation"), json!({ "reason": "company_closed" })).await.expect(200);
    world.database_says(&format!("UPDATE visits SET training_year = 1, ordinal = 2 WHERE id = '{third}'"));
    let again = manager.post(format!("{second}/replacement"), json!({ "planned_on": "2026-06-04" })).await;
    again.refused_with(409, "visit.slot_taken");
}
