//! What differs from the calendar of the cohort for one apprentice.

use serde_json::{Value, json};

use super::{give_calendar, kinds, wednesday_to_friday};
use crate::contracts::agreements::count_events;
use crate::harness::{World, id_of};

fn adapted() -> Value {
    json!({ "from_on": "2025-11-03", "to_on": "2025-11-16", "company_weekdays": [4, 5], "centre_weekdays": [1, 2, 3] })
}

#[actix_web::test]
async fn another_week_holds_for_one_apprentice_only_and_only_for_a_time() {
    let world = World::on("2025-10-01").await;
    let (manager, story) = (world.manager(), world.story());
    give_calendar(&manager, &story, wednesday_to_friday()).await;
    let path = format!("/v1/apprentices/{}/calendar-overrides", story.apprentice);
    let created = manager.post_with_key(&path, "a-double-click", adapted()).await;
    let again = manager.post_with_key(&path, "a-double-click", adapted()).await;
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    let location = created.header("location").unwrap().to_owned();
    let created = created.expect(201);
    assert_eq!(manager.get(&location).await.expect(200), created);
    assert_eq!(manager.get(&path).await.expect(200)["data"], json!([created]));
    let days = |to: &str| format!("/v1/apprentices/{}/days?from=2025-11-05&to={to}", story.apprentice);
    let theirs = manager.get(days("2025-11-05")).await.expect(200);
    assert_eq!(
        (&theirs["data"][0]["kind"], &theirs["data"][0]["decided_by"]),
        (&json!("centre"), &json!("override"))
    );
    let others = format!("/v1/cohorts/{}/days?from=2025-11-05&to=2025-11-05", story.cohort);
    assert_eq!(kinds(&manager.get(others).await.expect(200))[0].2, "company");

    let changed = manager.change(&location, json!({ "to_on": "2025-11-04" })).await;
    assert_eq!(changed.etag(), "\"v2\"");
    assert_eq!(kinds(&manager.get(days("2025-11-05")).await.expect(200))[0].2, "company");
    manager
        .patch(&location, "\"v1\"", json!({ "to_on": null }))
        .await
        .refused_with(412, "precondition.stale");
    let removal = manager.request(reqwest::Method::DELETE, &location).header("if-match", "\"v2\"");
    assert_eq!(manager.send(removal).await.status, 204);
    manager.get(&location).await.refused_with(404, "calendar_override.not_found");
    for event in ["calendar_override.created", "calendar_override.changed", "calendar_override.withdrawn"] {
        assert_eq!(count_events(&world, event), 1, "{event}");
    }
}

#[actix_web::test]
async fn an_override_says_something_whole_and_in_order() {
    let world = World::on("2025-10-01").await;
    let (manager, story) = (world.manager(), world.story());
    let path = format!("/v1/apprentices/{}/calendar-overrides", story.apprentice);
    let sent = |body: Value| manager.post(&path, body);
    sent(json!({ "from_on": "2025-11-03" })).await.faults(&[("", "calendar_override.empty")]);
    let half = json!({ "from_on": "2025-11-03", "to_on": "2025-11-01", "company_weekdays": [1] });
    sent(half).await.faults(&[
        ("/to_on", "calendar.ends_before_start"),
        ("/centre_weekdays", "calendar_override.half_a_week"),
    ]);
    let both = json!({ "from_on": "2025-11-03", "company_weekdays": [1], "centre_weekdays": [1] });
    sent(both).await.faults(&[("/centre_weekdays", "calendar.weekday_in_two_places")]);
}

#[actix_web::test]
async fn two_differences_of_one_kind_do_not_overlap_but_of_two_kinds_do() {
    let world = World::on("2025-10-01").await;
    let (manager, story) = (world.manager(), world.story());
    let path = format!("/v1/apprentices/{}/calendar-overrides", story.apprentice);
    manager.post(&path, adapted()).await.expect(201);
    manager.post(&path, adapted()).await.refused_with(409, "calendar_override.overlaps_another");
    let metz = json!({ "from_on": "2025-11-10", "public_holidays": "alsace_moselle" });
    let metz_path =
        format!("/v1/calendar-overrides/{}", id_of(&manager.post(&path, metz.clone()).await.expect(201)));
    manager.post(&path, metz).await.refused_with(409, "calendar_override.overlaps_another");
    let clash = json!({ "company_weekdays": [1], "centre_weekdays": [2] });
    manager.change(&metz_path, clash).await.refused_with(409, "calendar_override.overlaps_another");
}

#[actix_web::test]
async fn an_override_is_read_by_its_apprentice_and_staff_and_by_nobody_else() {
    let world = World::on("2025-10-01").await;
    let (manager, story) = (world.manager(), world.story());
    world.seed_contract(&story, "2025-08-25", "2027-08-24");
    let list = format!("/v1/apprentices/{}/calendar-overrides", story.apprentice);
    let one = format!("/v1/calendar-overrides/{}", id_of(&manager.post(&list, adapted()).await.expect(201)));
    for reader in [world.trainer(), world.student(&story.apprentice())] {
        reader.get(&list).await.expect(200);
        reader.get(&one).await.expect(200);
        reader.change(&one, json!({ "to_on": null })).await.refused_with(403, "forbidden");
    }
    world.tutor(&story.tutor()).get(&list).await.refused_with(403, "forbidden");
    let other = world.seed_apprentice("Autre", "Une", "2006-01-01");
    let stranger = world.student(&json!({ "id": other }));
    stranger.get(&one).await.refused_with(404, "calendar_override.not_found");
    let foreign = world.other_manager();
    foreign.get(&list).await.refused_with(404, "apprentice.not_found");
    foreign.get(&one).await.refused_with(404, "calendar_override.not_found");
    foreign.post(&list, adapted()).await.refused_with(404, "apprentice.not_found");
}
