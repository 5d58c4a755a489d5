//! Who sees what was taken back, who may take back and bring back, and how the partner learns of it.

use serde_json::{Value, json};

use super::{created, why};
use crate::contracts::agreements::count_events;
use crate::follow_up::visits::a_signed_story;
use crate::harness::{Person, id_of};
use crate::presence::absences::a_monday;
use crate::ruptures::declarations::a_rupture;

/// The kinds of what somebody sees taken back.
async fn kinds(by: &Person, query: &str) -> Vec<Value> {
    let listed = by.get(format!("/v1/withdrawals?{query}")).await.expect(200);
    listed["data"].as_array().unwrap().iter().map(|one| one["kind"].clone()).collect()
}

#[actix_web::test]
async fn what_was_taken_back_is_read_by_whoever_read_it_and_told_to_the_partner() {
    let (world, story, contract) = a_signed_story("2026-02-12").await;
    let manager = world.manager();
    let rupture = created(&manager, format!("{contract}/rupture"), a_rupture("2026-02-10")).await;
    let cancelled = count_events(&world, "visit.cancelled");
    let taken = created(&manager, format!("{rupture}/withdrawal"), why()).await;
    let events = ["rupture.withdrawn", "contract.reopened", "visit.restored"];
    assert_eq!(events.map(|kind| count_events(&world, kind)), [1, 1, cancelled]);
    let absence = created(&manager, "/v1/absences", a_monday(&story)).await;
    created(&manager, format!("{absence}/withdrawal"), why()).await;

    let told = manager.get(&taken).await.expect(200);
    assert_eq!(
        (&told["title"], &told["apprentice_name"], &told["withdrawn_by"]["name"]),
        (&json!("Rupture retirée"), &json!("Chloé Durand"), &json!("manager"))
    );
    assert!(
        told["facts"]
            .as_array()
            .unwrap()
            .contains(&json!({ "field": "effective_on", "value": "2026-02-10" }))
    );
    let everything = json!(["absence", "rupture"]);
    assert_eq!(json!(kinds(&manager, "").await), everything);
    assert_eq!(json!(kinds(&world.trainer(), &format!("apprentice={}", story.apprentice)).await), everything);
    assert_eq!(json!(kinds(&manager, "kind=rupture&standing=true").await), json!(["rupture"]));
    assert_eq!(kinds(&manager, "standing=false").await, Vec::<Value>::new());
    for person in [world.tutor(&story.tutor()), world.student(&story.apprentice())] {
        assert_eq!(json!(kinds(&person, "").await), json!(["rupture"]));
        person.post(format!("{taken}/restoration"), json!({})).await.refused_with(403, "forbidden");
    }
    let partner = world.client(&["changes:read", "ruptures:read"]);
    assert_eq!(json!(kinds(&partner, "").await), json!(["rupture"]));
    let stranger = world.other_manager();
    assert_eq!(kinds(&stranger, "").await, Vec::<Value>::new());
    stranger.get(&taken).await.refused_with(404, "withdrawal.not_found");
    stranger.post(format!("{taken}/restoration"), json!({})).await.refused_with(404, "withdrawal.not_found");
    // a trainer takes no rupture back, and brings none back
    world.trainer().post(format!("{taken}/restoration"), json!({})).await.refused_with(403, "forbidden");
    world.trainer().post(format!("{rupture}/withdrawal"), why()).await.refused_with(403, "forbidden");

    manager.post(format!("{taken}/restoration"), json!({})).await.expect(200);
    let events = ["rupture.restored", "contract.broken", "visit.cancelled"];
    assert_eq!(events.map(|kind| count_events(&world, kind)), [1, 2, 2 * cancelled]);
}

#[actix_web::test]
async fn a_page_of_withdrawals_goes_on_where_the_last_ended() {
    let (world, story, _) = a_signed_story("2025-11-24").await;
    let manager = world.manager();
    let mut made = Vec::new();
    for _ in 0..3 {
        let absence = created(&manager, "/v1/absences", a_monday(&story)).await;
        made.insert(0, created(&manager, format!("{absence}/withdrawal"), why()).await);
    }
    let (mut seen, mut path) = (Vec::new(), "/v1/withdrawals?limit=2".to_owned());
    loop {
        let page = manager.get(&path).await.expect(200);
        seen.extend(
            page["data"].as_array().unwrap().iter().map(|one| format!("/v1/withdrawals/{}", id_of(one))),
        );
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        path = format!("/v1/withdrawals?limit=2&cursor={cursor}");
    }
    assert_eq!(seen, made);
}

#[actix_web::test]
async fn a_reason_is_asked_for_and_a_double_click_takes_back_once() {
    let (world, story, _) = a_signed_story("2025-11-24").await;
    let manager = world.manager();
    let absence = created(&manager, "/v1/absences", a_monday(&story)).await;
    let act = format!("{absence}/withdrawal");
    manager.post(&act, json!({})).await.faults(&[("/reason", "required")]);
    let click = || manager.post_with_key(&act, "a-double-click", why());
    assert_eq!(click().await.expect(201), click().await.expect(201));
    assert_eq!(kinds(&manager, "").await.len(), 1);
}

#[actix_web::test]
async fn the_timeline_tells_what_was_taken_back_by_whom_and_why() {
    let (world, story, contract) = a_signed_story("2026-02-12").await;
    let manager = world.manager();
    let rupture = created(&manager, format!("{contract}/rupture"), a_rupture("2026-02-10")).await;
    let taken = created(&manager, format!("{rupture}/withdrawal"), why()).await;
    let told = async |by: &Person| {
        let path = format!("/v1/apprentices/{}/timeline?from=2026-02-10&to=2026-02-12", story.apprentice);
        by.get(path).await.expect(200)["data"].clone()
    };
    for person in
        [manager.clone(), world.trainer(), world.tutor(&story.tutor()), world.student(&story.apprentice())]
    {
        let items = told(&person).await;
        let kinds: Vec<&Value> = items.as_array().unwrap().iter().map(|item| &item["kind"]).collect();
        assert_eq!(kinds, ["withdrawn"], "{items}");
        assert_eq!(items[0]["title"]["fr"], "Rupture retirée par manager : Saisi par erreur");
        assert_eq!(items[0]["title"]["en"], "Rupture taken back by manager: Saisi par erreur");
        person.get(items[0]["href"].as_str().unwrap()).await.expect(200);
    }
    manager.post(format!("{taken}/restoration"), json!({})).await.expect(200);
    let again = told(&manager).await.to_string();
    assert!(again.contains("(rétabli le 12/02/2026)") && again.contains("\"rupture\""), "{again}");
}
