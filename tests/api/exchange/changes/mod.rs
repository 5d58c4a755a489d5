//! The feed of changes the partner CFA's software follows.

use std::time::Duration;

use diesel::connection::SimpleConnection;
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::harness::{Person, World, id_of};
use crate::people::employers::a_bookshop;
use crate::presence::calendars::{give_calendar, wednesday_to_friday};

/// SIRETs that pass their checksum, as many as wanted.
fn sirets() -> impl Iterator<Item = String> {
    (0..)
        .map(|n: u32| format!("732829320{n:05}"))
        .filter(|siret| compagnon::law::identifiers::siret(siret).is_ok())
}

fn employer(siret: &str) -> Value {
    let mut employer = a_bookshop();
    employer["siret"] = json!(siret);
    employer
}

/// Follows the feed to its end.
async fn follow(client: &Person, cursor: Option<String>) -> (Vec<Value>, String) {
    let (mut seen, mut cursor) = (Vec::new(), cursor);
    loop {
        let query = cursor.as_ref().map(|cursor| format!("&cursor={cursor}")).unwrap_or_default();
        let page = client.get(format!("/v1/changes?limit=7{query}")).await.expect(200);
        seen.extend(page["data"].as_array().unwrap().clone());
        let next = page["next_cursor"].as_str().unwrap().to_owned();
        cursor = Some(next.clone());
        if page["has_more"] == json!(false) {
            return (seen, next);
        }
    }
}

#[actix_web::test]
async fn a_client_follows_what_changed_then_reads_the_record() {
    let world = World::on("2025-07-01").await;
    let (manager, client) = (world.manager(), world.client(&["changes:read", "employers:read"]));
    let created = manager.post("/v1/employers", a_bookshop()).await.expect(201);
    let (seen, cursor) = follow(&client, None).await;
    assert_eq!(seen.len(), 1);
    assert_eq!((&seen[0]["kind"], &seen[0]["subject_id"]), (&json!("employer.created"), &created["id"]));
    let href = seen[0]["href"].as_str().unwrap().to_owned();
    assert_eq!(client.get(&href).await.expect(200)["siret"], created["siret"]);

    manager.change(&href, json!({"name": "Autre"})).await.expect(200);
    let (seen, cursor) = follow(&client, Some(cursor)).await;
    let shown: Vec<_> = seen.iter().map(|change| (&change["kind"], &change["subject_version"])).collect();
    assert_eq!(shown, [(&json!("employer.changed"), &json!(2))]);
    assert!(follow(&client, Some(cursor)).await.0.is_empty());
}

#[actix_web::test]
async fn the_feed_tells_only_what_scopes_and_sites_allow() {
    let world = World::on("2025-07-01").await;
    world.manager().post("/v1/employers", a_bookshop()).await.expect(201);
    world.other_manager().post("/v1/employers", a_bookshop()).await.expect(201);
    let one_site = world.client(&["changes:read", "employers:read"]);
    assert_eq!(follow(&one_site, None).await.0.len(), 1);
    let other_scope = world.client(&["changes:read", "visits:read"]);
    assert!(follow(&other_scope, None).await.0.is_empty());
    assert_eq!(follow(&world.administrator(), None).await.0.len(), 2);
    world.client(&["employers:read"]).get("/v1/changes").await.refused_with(403, "forbidden");
    world.manager().get("/v1/changes").await.refused_with(403, "forbidden");
}

#[actix_web::test]
async fn a_client_is_told_of_the_calendar_its_scope_lets_it_read() {
    let world = World::on("2025-07-01").await;
    let story = world.story();
    give_calendar(&world.manager(), &story, wednesday_to_friday()).await;
    let client = world.client(&["changes:read", "cohorts:read"]);
    let (seen, _) = follow(&client, None).await;
    let shown = seen.iter().find(|change| change["kind"] == "calendar.written").expect("a calendar");
    let href = shown["href"].as_str().unwrap();
    assert_eq!(href, format!("/v1/cohorts/{}/calendar", story.cohort));
    assert_eq!(client.get(href).await.expect(200)["version"], shown["subject_version"]);
}

/// Otherwise every reading would look again through all that happened since the last event its scopes allow.
#[actix_web::test]
async fn the_cursor_of_a_narrow_client_passes_what_it_may_not_see() {
    let world = World::on("2025-07-01").await;
    let narrow = world.client(&["changes:read", "visits:read"]);
    let start = follow(&narrow, None).await.1;
    world.manager().post("/v1/employers", a_bookshop()).await.expect(201);
    let (seen, passed) = follow(&narrow, Some(start.clone())).await;
    assert!(seen.is_empty());
    assert_ne!(passed, start, "the cursor moves though nothing is told");
    assert_eq!(passed, narrow.get("/v1/changes?from=end").await.expect(200)["next_cursor"]);
    write_events(&world, "visit.held", 1);
    let (seen, _) = follow(&narrow, Some(passed)).await;
    assert_eq!(seen.len(), 1, "and nothing after it is lost");
}

/// Events are placed a thousand at a time: a reader told that nothing is left would wait for its next round.
#[actix_web::test]
async fn more_is_said_while_events_wait_for_their_place() {
    let world = World::on("2025-07-01").await;
    let narrow = world.client(&["changes:read", "visits:read"]);
    write_events(&world, "employer.changed", 1500);
    write_events(&world, "visit.held", 3);
    let page = narrow.get("/v1/changes").await.expect(200);
    assert_eq!((&page["data"], &page["has_more"]), (&json!([]), &json!(true)));
    let (seen, _) = follow(&narrow, None).await;
    assert_eq!(seen.len(), 3);
}

/// Writes events as if so many acts had happened.
fn write_events(world: &World, kind: &str, how_many: u32) {
    let (site, subject) = (world.site(), kind.split('.').next().unwrap());
    let written = format!(
        "INSERT INTO events (site_id, kind, subject_kind, subject_id, subject_version)
         SELECT '{site}', '{kind}', '{subject}', gen_random_uuid(), 1 FROM generate_series(1, {how_many})"
    );
    world.database.connect().batch_execute(&written).unwrap();
}

#[actix_web::test]
async fn a_newcomer_may_start_at_the_end() {
    let world = World::on("2025-07-01").await;
    let (manager, client) = (world.manager(), world.client(&["changes:read", "employers:read"]));
    let id = id_of(&manager.post("/v1/employers", a_bookshop()).await.expect(201));
    let end = client.get("/v1/changes?from=end").await.expect(200);
    assert_eq!(end["data"], json!([]));
    let cursor = end["next_cursor"].as_str().unwrap().to_owned();
    manager.change(format!("/v1/employers/{id}"), json!({"city": "Reims"})).await.expect(200);
    let (seen, _) = follow(&client, Some(cursor)).await;
    assert_eq!(seen.len(), 1);
    assert_eq!(seen[0]["kind"], "employer.changed");
}

/// A transaction that wrote first but commits last must neither be lost nor appear behind the reader.
#[actix_web::test]
async fn an_event_that_commits_late_appears_late_but_appears() {
    let world = World::on("2025-07-01").await;
    let (manager, client) = (world.manager(), world.client(&["changes:read", "employers:read"]));
    let mut slow = world.database.connect();
    let site = world.site();
    slow.batch_execute(&format!(
        "BEGIN; INSERT INTO events (site_id, kind, subject_kind, subject_id, subject_version)
         VALUES ('{site}', 'employer.created', 'employer', '00000000-0000-0000-0000-000000000001', 1)"
    ))
    .unwrap();
    manager.post("/v1/employers", a_bookshop()).await.expect(201);
    let (seen, cursor) = follow(&client, None).await;
    assert_eq!(seen.len(), 1, "the committed one only");
    slow.batch_execute("COMMIT").unwrap();
    let (late, _) = follow(&client, Some(cursor)).await;
    assert_eq!(late.len(), 1);
    assert_eq!(late[0]["subject_id"], "00000000-0000-0000-0000-000000000001");
}

#[actix_web::test]
async fn concurrent_writers_lose_nothing_and_break_no_order() {
    let world = World::on("2025-07-01").await;
    let (manager, client) = (world.manager(), world.client(&["changes:read", "employers:read"]));
    let employers: Vec<String> = sirets().take(12).collect();
    let writing = join_all(employers.iter().map(|siret| {
        let manager = manager.clone();
        async move {
            let path = format!(
                "/v1/employers/{}",
                id_of(&manager.post("/v1/employers", employer(siret)).await.expect(201))
            );
            for round in 0..4 {
                manager.change(&path, json!({ "city": format!("Ville {round}") })).await.expect(200);
            }
        }
    }));
    let reading = async {
        let (mut seen, mut cursor) = (Vec::new(), None);
        while seen.len() < 12 * 5 {
            let (more, next) = follow(&client, cursor).await;
            seen.extend(more);
            cursor = Some(next);
            tokio::time::sleep(Duration::from_millis(3)).await;
        }
        seen
    };
    let (_, seen) = tokio::join!(writing, tokio::time::timeout(Duration::from_secs(20), reading));
    let seen = seen.expect("all sixty changes arrive");
    let mut versions = std::collections::HashMap::<String, i64>::new();
    for change in &seen {
        let last = versions.entry(change["subject_id"].to_string()).or_default();
        assert_eq!(change["subject_version"].as_i64(), Some(*last + 1), "one record's changes come in order");
        *last += 1;
    }
    let positions: Vec<_> = seen.iter().map(|change| change["position"].as_i64()).collect();
    assert!(positions.is_sorted());
}
