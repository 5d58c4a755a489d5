//! What people meet when the database is full, locked, gone for a moment, or asked the same thing twice at once.

use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};
use futures_util::future::join_all;
use serde_json::json;

use crate::harness::World;
use crate::people::employers::a_bookshop;

#[actix_web::test]
async fn when_every_connection_is_taken_the_rest_is_told_at_once_to_come_back() {
    let world = World::configured("2025-07-01", |config| {
        config.pool_size = 1;
        config.pool_waiting = 1;
    })
    .await;
    let manager = world.manager();
    let mut holder = world.database.connect();
    holder.batch_execute("BEGIN; LOCK TABLE employers IN ACCESS EXCLUSIVE MODE").unwrap();
    let first = tokio::spawn({
        let manager = manager.clone();
        async move { manager.get("/v1/employers").await }
    });
    tokio::time::sleep(Duration::from_millis(150)).await;
    let began = Instant::now();
    let others = join_all((0..5).map(|_| manager.get("/v1/employers"))).await;
    let refused = others.iter().filter(|reply| reply.body["code"] == "pool.full").count();
    assert!(refused >= 4, "one may wait, four are told at once");
    assert!(others.iter().all(|reply| reply.status == 503 && reply.header("retry-after") == Some("1")));
    assert!(began.elapsed() < Duration::from_secs(5));
    first.await.unwrap().refused_with(503, "database.locked");
    holder.batch_execute("ROLLBACK").unwrap();
    manager.get("/v1/employers").await.expect(200);
}

#[actix_web::test]
async fn a_reading_survives_the_loss_of_its_connection() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    manager.post("/v1/employers", a_bookshop()).await.expect(201);
    for _ in 0..3 {
        world.database_says(CUT_EVERYBODY);
        let answers = join_all((0..6).map(|_| manager.get("/v1/employers"))).await;
        assert!(answers.iter().all(|reply| reply.status == 200), "{:?}", answers[0]);
    }
}

pub const CUT_EVERYBODY: &str = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE datname = current_database() AND pid <> pg_backend_pid()";

#[actix_web::test]
async fn a_statement_cancelled_by_whoever_runs_the_base_is_no_fault_of_ours() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let mut holder = world.database.connect();
    holder.batch_execute("BEGIN; LOCK TABLE employers IN ACCESS EXCLUSIVE MODE").unwrap();
    let waiting = tokio::spawn(async move { manager.post("/v1/employers", a_bookshop()).await });
    let waits = "SELECT count(*) AS n FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock'";
    while world.database_counts(waits) == 0 {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    world.database_says(
        "SELECT pg_cancel_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    waiting.await.unwrap().refused_with(503, "database.unavailable");
    holder.batch_execute("ROLLBACK").unwrap();
}

#[actix_web::test]
async fn an_instance_is_ready_as_long_as_its_database_is() {
    let world = World::configured("2025-07-01", |config| config.pool_size = 1).await;
    let nobody = world.nobody();
    world.database_says(CUT_EVERYBODY);
    assert_eq!(nobody.get("/readyz").await.text, "ready\n", "a lost connection is made again");
    world.database_says("UPDATE __diesel_schema_migrations SET version = version || 'x'");
    assert_eq!(nobody.get("/readyz").await.status, 200, "a good answer holds for a second");
    tokio::time::sleep(Duration::from_millis(1100)).await;
    nobody.get("/readyz").await.refused_with(503, "schema.outdated");
    world.database_says("UPDATE __diesel_schema_migrations SET version = rtrim(version, 'x')");
    nobody.get("/readyz").await.expect(200);
    world.shared().readiness().end();
    nobody.get("/readyz").await.refused_with(503, "draining");
}

#[actix_web::test]
async fn a_database_that_lets_nobody_in_is_no_fault_of_ours() {
    let world = World::configured("2025-07-01", |config| config.pool_size = 1).await;
    world.database.shut();
    world.nobody().get("/readyz").await.refused_with(503, "database.unavailable");
}

#[actix_web::test]
async fn a_double_click_at_the_same_instant_creates_once() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let clicks =
        join_all((0..4).map(|_| manager.post_with_key("/v1/employers", "one-form-one-key", a_bookshop())))
            .await;
    let created: Vec<_> = clicks.iter().filter(|reply| reply.status == 201).collect();
    assert!(clicks.iter().all(|reply| matches!(reply.status, 201 | 409)), "{clicks:?}");
    assert_eq!(created.iter().filter(|reply| reply.header("idempotency-replayed").is_none()).count(), 1);
    assert!(created.iter().all(|reply| reply.body == created[0].body));
    assert_eq!(manager.get("/v1/employers").await.expect(200)["data"].as_array().unwrap().len(), 1);
}

#[actix_web::test]
async fn a_key_belongs_to_who_sent_it_and_is_forgotten_in_time() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    manager
        .post_with_key("/v1/employers", "short", a_bookshop())
        .await
        .refused_with(400, "idempotency_key.unreadable");
    let later = world.manager();
    manager.post_with_key("/v1/employers", "the-same-key", a_bookshop()).await.expect(201);
    let other_person = later.post_with_key("/v1/employers", "the-same-key", json!({})).await;
    assert_eq!(other_person.status, 422, "a key belongs to whoever sent it");
    world.database.connect().batch_execute("UPDATE idempotency_keys SET expires_at = '2025-06-30'").unwrap();
    let forgotten = manager.post_with_key("/v1/employers", "the-same-key", a_bookshop()).await;
    forgotten.refused_with(409, "employer.siret_taken");
}

#[actix_web::test]
async fn the_role_that_serves_owns_nothing_and_never_rewrites_the_journal() {
    let world = World::on("2025-07-01").await;
    world.manager().post("/v1/employers", a_bookshop()).await.expect(201);
    let mut serving = PgConnection::establish(&world.database.serving_url).unwrap();
    for statement in [
        "CREATE TABLE public.another (id int)",
        "ALTER TABLE visits ADD COLUMN another int",
        "DROP TABLE visits",
        "TRUNCATE visits",
        "CREATE OR REPLACE FUNCTION bump_version() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
        "ALTER TABLE journal_entries DISABLE TRIGGER ALL",
        "UPDATE journal_entries SET act = 'Other'",
        "DELETE FROM journal_entries",
        "DELETE FROM journal_entries_default",
        "INSERT INTO journal_entries_default SELECT * FROM journal_entries",
        "DELETE FROM __diesel_schema_migrations",
        "SELECT open_to_server('compagnon_server')",
    ] {
        let refused = serving.batch_execute(statement).unwrap_err().to_string();
        let for_want_of_rights = refused.contains("permission denied") || refused.contains("must be owner");
        assert!(for_want_of_rights, "{statement}: {refused}");
    }
    let owned = "SELECT count(*) AS n FROM pg_class WHERE relowner = 'compagnon_server'::regrole";
    assert_eq!(world.database_counts(owned), 0);
    serving.batch_execute("SELECT prepare_journal_months(7)").unwrap();
    let ready = "SELECT count(*) AS n FROM pg_inherits WHERE inhparent = 'journal_entries'::regclass";
    assert_eq!(world.database_counts(ready), 9);
    assert_eq!(world.database_counts(owned), 0);
}
