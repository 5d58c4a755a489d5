//! What is due is kept current beside the requests: a site nobody reads is derived all the same.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use compagnon::desk::obligations::refresh::{refresh_regularly, round};
use compagnon::platform::stopping::{StopSignal, Stopping};
use diesel::connection::SimpleConnection;

use super::comparing::assert_equal;
use super::due;
use crate::follow_up::visits::a_signed_story;
use crate::harness::World;

/// What is left to derive: marks, and sites derived with nothing yet.
fn left(world: &World) -> (i64, i64) {
    let marks = "SELECT count(*) AS n FROM obligation_marks";
    let sites = "SELECT (SELECT count(*) FROM sites) - (SELECT count(*) FROM obligation_ledgers) AS n";
    (world.database_counts(marks), world.database_counts(sites))
}

#[actix_web::test]
async fn a_site_nobody_reads_becomes_current_and_the_work_stops_when_told() {
    let (world, _, _) = a_signed_story("2025-09-02").await;
    assert_ne!(left(&world), (0, 0), "nobody derived anything yet");
    let (stop, stopping) = StopSignal::leaving(Duration::from_secs(5));
    let (app, catalogue) = (world.app().clone(), Arc::clone(world.catalogue()));
    let keeping = actix_web::rt::spawn(async move {
        let rounds = AtomicUsize::new(0);
        let succeeded = || {
            rounds.fetch_add(1, Ordering::Relaxed);
        };
        refresh_regularly(&app, || Arc::clone(&catalogue), Duration::from_millis(20), stopping, succeeded)
            .await;
        rounds.into_inner()
    });
    for _ in 0..500 {
        if left(&world) == (0, 0) {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(left(&world), (0, 0));
    assert_equal(&world, "no reader");
    stop.give();
    let rounds = tokio::time::timeout(Duration::from_secs(5), keeping).await.expect("it stops").unwrap();
    assert!(rounds > 0, "it tells of its rounds");
    assert_eq!(due(&world.manager(), "kind=visit_to_hold").await.len(), 4);
}

#[actix_web::test]
async fn a_site_that_somebody_else_derives_is_left_to_them() {
    let (world, _, _) = a_signed_story("2025-09-02").await;
    let mut other = world.database.connect();
    let lock = format!(
        "BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('obligations ' || id, 0)) FROM sites WHERE id = '{}'",
        world.site()
    );
    other.batch_execute(&lock).unwrap();
    let catalogue = || Arc::clone(world.catalogue());
    while round(world.app(), catalogue(), &Stopping::never()).await.unwrap() > 0 {}
    let (marks, sites) = left(&world);
    assert!(marks > 0 && sites == 1, "{marks} {sites}");
    other.batch_execute("COMMIT").unwrap();
    while round(world.app(), catalogue(), &Stopping::never()).await.unwrap() > 0 {}
    assert_eq!(left(&world), (0, 0));
}
