//! Mails leave once, and what is told of each is true: with a slow server, several instances, senders that die or pause.

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use compagnon::ids::MailId;
use compagnon::platform::stopping::{StopSignal, Stopping};
use compagnon::schema::mails;
use compagnon::trust::mails::{Postman, deliver};
use diesel::prelude::*;
use serde_json::json;

use crate::harness::{MailServer, Mood, World};

/// So many mails waiting, each for a person of its own.
async fn world_with_mails(server: &MailServer, count: u32) -> World {
    let url = server.url().into();
    let world = World::configured("2026-11-23", move |config| config.smtp_url = Some(url)).await;
    world.database_says(&waiting_mails(&world, count, "timestamptz '2026-11-23T08:00:00Z'"));
    world
}

/// The statements that write them, of an instant as SQL says it.
pub fn waiting_mails(world: &World, count: u32, at: &str) -> String {
    let site = world.site();
    format!(
        "INSERT INTO accounts (id, email, display_name, role, site_ids)
         SELECT gen_random_uuid(), 'lectrice' || n || '@example.org', 'Lectrice', 'manager', ARRAY['{site}'::uuid]
         FROM generate_series(1, {count}) n;
         INSERT INTO mails (id, site_id, account_id, kind, about_on, subject, body, next_attempt_at)
         SELECT gen_random_uuid(), '{site}', id, 'digest', ({at} AT TIME ZONE 'Europe/Paris')::date, 'À faire',
             'Texte', {at}
         FROM accounts WHERE email LIKE 'lectrice%'"
    )
}

/// An instance that delivers what waits.
fn an_instance(world: &World, stopping: Stopping) -> actix_web::rt::task::JoinHandle<usize> {
    let app = world.app().clone();
    let postman = Postman::hired(&app.config).unwrap().expect("a mail server");
    actix_web::rt::spawn(async move { deliver(&app, &postman, &stopping).await.expect("the mails") })
}

async fn delivered(world: &World) -> usize {
    an_instance(world, Stopping::never()).await.unwrap()
}

fn in_state(world: &World, state: &str) -> i64 {
    world.database_counts(&format!("SELECT count(*) AS n FROM mails WHERE state = '{state}'"))
}

fn journaled(world: &World, act: &str) -> i64 {
    world.database_counts(&format!("SELECT count(*) AS n FROM journal_entries WHERE act = '{act}'"))
}

fn only_mail(world: &World) -> String {
    let id: MailId = mails::table.select(mails::id).first(&mut world.database.connect()).unwrap();
    id.to_string()
}

fn message_ids(server: &MailServer) -> Vec<String> {
    let line = |text: &str| text.lines().find(|line| line.starts_with("Message-ID:")).unwrap().to_owned();
    server.taken().iter().map(|mail| line(&mail.text)).collect()
}

#[actix_web::test]
async fn two_instances_with_a_slow_server_take_one_mail_at_a_time_and_each_leaves_once() {
    let server = MailServer::start();
    server.becomes(Mood::Slow(Duration::from_millis(120)));
    let world = world_with_mails(&server, 8).await;
    let instances = [an_instance(&world, Stopping::never()), an_instance(&world, Stopping::never())];
    server.has_taken(3).await;
    assert!(in_state(&world, "sending") <= 2, "a mail nobody is sending waits for anybody");
    let counts = futures_util::future::join_all(instances).await;
    assert_eq!(counts.into_iter().map(Result::unwrap).sum::<usize>(), 8);
    assert_eq!((in_state(&world, "sent"), journaled(&world, "mail.sent")), (8, 8));
    let mut people: Vec<String> = server.taken().into_iter().map(|mail| mail.to).collect();
    people.sort();
    people.dedup();
    assert_eq!((people.len(), server.taken().len()), (8, 8));
}

#[actix_web::test]
async fn a_sender_taken_for_dead_that_comes_back_says_what_became_of_its_mail() {
    let server = MailServer::start();
    server.becomes(Mood::Holds);
    let world = world_with_mails(&server, 1).await;
    let paused = an_instance(&world, Stopping::never());
    server.has_taken(1).await;
    world.clock.advance(TimeDelta::minutes(6));
    assert_eq!(delivered(&world).await, 0, "nobody sends again what may have left");
    assert_eq!((in_state(&world, "uncertain"), journaled(&world, "mail.doubted")), (1, 1));
    server.lets_go();
    assert_eq!(paused.await.unwrap(), 1);
    assert_eq!((in_state(&world, "sent"), journaled(&world, "mail.sent")), (1, 1), "it had left");
    assert_eq!(server.taken().len(), 1);
}

#[actix_web::test]
async fn a_mail_resent_by_hand_leaves_once_whatever_its_first_sender_says_later() {
    let server = MailServer::start();
    server.becomes(Mood::Holds);
    let world = world_with_mails(&server, 1).await;
    let (paused, manager) = (an_instance(&world, Stopping::never()), world.manager());
    server.has_taken(1).await;
    world.clock.advance(TimeDelta::minutes(6));
    assert_eq!(delivered(&world).await, 0);
    let again = format!("/v1/mails/{}/resending", only_mail(&world));
    manager.post(&again, json!({})).await.expect(200);
    let second = an_instance(&world, Stopping::never());
    server.has_taken(2).await;
    server.lets_go();
    assert_eq!([paused.await.unwrap(), second.await.unwrap()], [1, 1]);
    assert_eq!(delivered(&world).await, 0);
    assert_eq!((in_state(&world, "sent"), journaled(&world, "mail.sent")), (1, 1));
    let ids = message_ids(&server);
    assert_eq!(ids.len(), 2);
    assert_eq!(ids[0], ids[1], "whoever receives both can tell that they are one");
}

#[actix_web::test]
async fn only_the_holder_of_a_lease_settles_a_mail() {
    let server = MailServer::start();
    server.becomes(Mood::Holds);
    let world = world_with_mails(&server, 1).await;
    let first = an_instance(&world, Stopping::never());
    server.has_taken(1).await;
    // resent, and taken by another instance, while the first one still waits for its answer
    world.database_says("UPDATE mails SET lease_token = gen_random_uuid()");
    server.lets_go();
    assert_eq!(first.await.unwrap(), 1);
    assert_eq!((in_state(&world, "sending"), journaled(&world, "mail.sent")), (1, 0));
}

#[actix_web::test]
async fn a_sender_that_dies_leaves_a_doubt_that_is_written_down_once() {
    let server = MailServer::start();
    server.becomes(Mood::Holds);
    let world = world_with_mails(&server, 3).await;
    let killed = an_instance(&world, Stopping::never());
    server.has_taken(1).await;
    killed.abort();
    let _ = killed.await;
    server.becomes(Mood::Takes);
    assert_eq!(delivered(&world).await, 2, "the others do not wait for it");
    world.clock.advance(TimeDelta::minutes(6));
    assert_eq!([delivered(&world).await, delivered(&world).await], [0, 0]);
    assert_eq!((in_state(&world, "sent"), journaled(&world, "mail.sent")), (2, 2));
    assert_eq!((in_state(&world, "uncertain"), journaled(&world, "mail.doubted")), (1, 1));
}

#[actix_web::test]
async fn a_stop_cuts_the_mail_being_sent_and_says_so_at_once() {
    let server = MailServer::start();
    server.becomes(Mood::Holds);
    let world = world_with_mails(&server, 3).await;
    let (stop, stopping) = StopSignal::leaving(Duration::from_secs(4));
    let stopped = an_instance(&world, stopping);
    server.has_taken(1).await;
    let began = Instant::now();
    stop.give();
    assert_eq!(stopped.await.unwrap(), 1, "no other mail is begun");
    assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
    assert_eq!((in_state(&world, "uncertain"), in_state(&world, "waiting")), (1, 2));
    assert_eq!(journaled(&world, "mail.doubted"), 1);
}

#[actix_web::test]
async fn what_the_server_said_is_written_down_once_the_database_lets_it() {
    use diesel::connection::SimpleConnection;
    let server = MailServer::start();
    server.becomes(Mood::Holds);
    let world = world_with_mails(&server, 1).await;
    let sending = an_instance(&world, Stopping::never());
    server.has_taken(1).await;
    let mut other = world.database.connect();
    other.batch_execute("BEGIN; SELECT id FROM mails FOR UPDATE").unwrap();
    server.lets_go();
    tokio::time::sleep(Duration::from_millis(2500)).await;
    other.batch_execute("COMMIT").unwrap();
    assert_eq!(sending.await.unwrap(), 1);
    assert_eq!((in_state(&world, "sent"), journaled(&world, "mail.sent")), (1, 1));
}
