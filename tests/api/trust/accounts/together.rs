//! Those who wait for a connection together are looked up together, and each remains themselves.

use std::time::Duration;

use diesel::connection::SimpleConnection;
use futures_util::future::join_all;

use crate::harness::World;

#[actix_web::test]
async fn people_who_wait_together_are_each_taken_for_themselves() {
    let world = World::configured("2026-11-23", |config| config.pool_size = 1).await;
    let manager = world.manager();
    let mut waiting: Vec<_> =
        (0..4).flat_map(|_| [world.manager(), world.trainer(), world.administrator()]).collect();
    let mut expected = Vec::new();
    for person in &waiting {
        expected.push(person.get("/v1/me").await.expect(200)["id"].clone());
    }
    let (gone, machine) = (world.trainer(), world.client(&["employers:read"]));
    waiting.push(gone.clone());

    let mut holder = world.database.connect();
    holder.batch_execute("BEGIN; LOCK TABLE employers IN ACCESS EXCLUSIVE MODE").unwrap();
    let held_up = tokio::spawn(async move { manager.get("/v1/employers").await });
    tokio::time::sleep(Duration::from_millis(150)).await;
    let requested = tokio::spawn(async move {
        let of_machine = machine.get("/v1/employers");
        let of_machine_elsewhere = machine.get("/v1/apprentices");
        let of_people = join_all(waiting.iter().map(|person| person.get("/v1/me")));
        tokio::join!(of_people, of_machine, of_machine_elsewhere)
    });
    tokio::time::sleep(Duration::from_millis(300)).await;
    // signed out while waiting, before anybody was looked up
    world.database_says(
        "UPDATE sessions SET ended_at = now(), ended_reason = 'logout' WHERE id = (SELECT max(id::text)::uuid FROM sessions)",
    );
    holder.batch_execute("ROLLBACK").unwrap();

    held_up.await.unwrap().expect(200);
    let (mut of_people, of_machine, of_machine_elsewhere) = requested.await.unwrap();
    of_machine.expect(200);
    of_machine_elsewhere.refused_with(403, "forbidden");
    of_people.pop().unwrap().refused_with(401, "unauthenticated");
    let found: Vec<_> = of_people.into_iter().map(|reply| reply.expect(200)["id"].clone()).collect();
    assert_eq!(found, expected);
    gone.get("/v1/me").await.refused_with(401, "unauthenticated");
}
