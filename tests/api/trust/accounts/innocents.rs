//! Locks keep out those who guess, and nobody else.

use std::io::Write;
use std::time::Duration;

use chrono::TimeDelta;
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};
use tokio::net::TcpStream;

use super::people::{OTHER_PASSWORD, PASSWORD, bootstrap_token, first_administrator};
use super::throttle::{CHIEF, attempt, behind_a_proxy, waits};
use crate::harness::{Person, Reply, World, id_of};

const HOME: &str = "203.0.113.7";
const SCHOOL: &str = "192.0.2.1";

async fn accept_from(world: &World, from: &str, token: &Value) -> Reply {
    let nobody = world.nobody();
    let request = nobody.request(Method::POST, "/v1/invitations/acceptance").header("x-forwarded-for", from);
    nobody.send(request.json(&json!({ "token": token, "password": PASSWORD }))).await
}

async fn invited(world: &World, by: &Person, email: &str) -> Value {
    let body =
        json!({ "email": email, "display_name": "Grace", "role": "trainer", "site_ids": [world.site()] });
    by.post("/v1/accounts", body).await.expect(201)
}

/// A world behind a proxy whose proofs take a while.
async fn with_slow_proofs(passes: u32) -> World {
    World::configured("2026-11-23", move |config| {
        config.trusted_proxies = vec!["127.0.0.1".parse().unwrap()];
        (config.password_memory_kib, config.password_passes) = (16 * 1024, passes);
    })
    .await
}

/// Guesses at once, each at another account from another network.
async fn flood(world: &World, guesses: u8) {
    let guesses = (0..guesses).map(|n| async move {
        attempt(world, &format!("198.51.{n}.1"), &format!("p{n}@example.org"), OTHER_PASSWORD).await
    });
    join_all(guesses).await;
}

/// Until so many proofs wait or are at work.
async fn until_wait(world: &World, proofs: usize) {
    let filling = async {
        while world.app().passwords.waiting() < proofs {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), filling).await.expect("enough who wait");
}

/// Tries to sign in, and breaks the connection while the proof waits.
async fn break_off(world: &World, from: &str) {
    let address = world.base().trim_start_matches("http://").to_owned();
    let body = json!({ "email": CHIEF, "password": PASSWORD }).to_string();
    let length = body.len();
    let request = format!(
        "POST /v1/sessions HTTP/1.1\r\nhost: {address}\r\nx-forwarded-for: {from}\r\n\
         content-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
    );
    let mut stream = std::net::TcpStream::connect(&address).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    tokio::time::sleep(Duration::from_millis(250)).await;
    stream.set_nonblocking(true).unwrap();
    // closed with a reset, as by a proxy or a system that gives up
    TcpStream::from_std(stream).unwrap().set_zero_linger().unwrap();
}

#[actix_web::test]
async fn whoever_hangs_up_before_their_proof_is_examined_failed_at_nothing() {
    let world = with_slow_proofs(6).await;
    first_administrator(&world).await;
    let meanwhile = async {
        until_wait(&world, 60).await;
        for _ in 0..6 {
            break_off(&world, "192.0.2.9").await;
        }
    };
    tokio::join!(flood(&world, 100), meanwhile);
    attempt(&world, "192.0.2.9", CHIEF, PASSWORD).await.expect(201);
}

#[actix_web::test]
async fn a_full_queue_counts_no_failure_and_whoever_is_known_there_still_signs_in() {
    let world = with_slow_proofs(3).await;
    first_administrator(&world).await;
    attempt(&world, HOME, CHIEF, PASSWORD).await.expect(201);
    let meanwhile = async {
        let at_work = std::thread::available_parallelism().map_or(1, |cores| (cores.get() / 2).max(1));
        until_wait(&world, 128 + at_work).await;
        let unknown = join_all((0..5).map(|_| attempt(&world, "192.0.2.9", CHIEF, PASSWORD)));
        tokio::join!(unknown, attempt(&world, HOME, CHIEF, PASSWORD))
    };
    let (_, (unknown, known)) = tokio::join!(flood(&world, 220), meanwhile);
    // one of them may find the place of somebody just served
    let statuses: Vec<u16> = unknown.iter().map(|reply| reply.status).collect();
    assert!(statuses.iter().all(|status| [201, 503].contains(status)), "{statuses:?}");
    assert!(statuses.iter().filter(|status| **status == 503).count() >= 3, "{statuses:?}");
    known.expect(201);
    attempt(&world, "192.0.2.9", CHIEF, PASSWORD).await.expect(201);
}

#[actix_web::test]
async fn whoever_waits_for_a_proof_not_examined_waits_no_longer_than_those_examined() {
    let world = behind_a_proxy().await;
    first_administrator(&world).await;
    for _ in 0..4 {
        attempt(&world, SCHOOL, CHIEF, OTHER_PASSWORD).await.refused_with(401, "credentials.wrong");
    }
    // the fifth would have been the last one: while nobody could read it, it was none
    world.database_says("ALTER TABLE sessions RENAME TO sessions_away");
    assert_eq!(attempt(&world, SCHOOL, CHIEF, PASSWORD).await.status, 500);
    world.database_says("ALTER TABLE sessions_away RENAME TO sessions");
    attempt(&world, SCHOOL, CHIEF, PASSWORD).await.expect(201);
}

#[actix_web::test]
async fn a_right_code_is_let_in_whatever_was_tried_from_its_address() {
    let world = behind_a_proxy().await;
    let (chief, _) = first_administrator(&world).await;
    let account = invited(&world, &chief, "grace@example.org").await;
    for _ in 0..20 {
        accept_from(&world, SCHOOL, &json!("unknown")).await.refused_with(401, "invitation.refused");
    }
    let told = accept_from(&world, SCHOOL, &json!("unknown")).await.refused_with(429, "too_many_attempts");
    assert!(told["detail"].as_str().unwrap().contains("Un bon code passe"), "{told}");
    let written = "SELECT count(*) AS n FROM journal_entries WHERE act = 'account.sign_in_locked'";
    assert_eq!(world.database_counts(written), 1, "the one that closes");
    accept_from(&world, SCHOOL, &account["invitation"]["token"]).await.expect(201);
}

#[actix_web::test]
async fn a_right_first_token_is_let_in_whatever_was_tried_from_its_address() {
    let world = World::on("2026-11-23").await;
    let token = bootstrap_token(&world).await;
    let begin = async |token: &str| {
        let body =
            json!({ "token": token, "email": CHIEF, "display_name": "Léa Chef", "password": PASSWORD });
        world.nobody().post("/v1/bootstrap", body).await
    };
    for _ in 0..20 {
        begin("unknown").await.refused_with(401, "bootstrap.refused");
    }
    begin("unknown").await.refused_with(429, "too_many_attempts");
    begin(&token).await.expect(201);
}

#[actix_web::test]
async fn a_hundred_failures_of_one_pupil_keep_out_nobody_who_is_known_at_school() {
    let world = behind_a_proxy().await;
    let (chief, _) = first_administrator(&world).await;
    let account = invited(&world, &chief, "grace@example.org").await;
    accept_from(&world, HOME, &account["invitation"]["token"]).await.expect(201);
    attempt(&world, SCHOOL, CHIEF, PASSWORD).await.expect(201);
    for rounds in 0..3 {
        for n in 0..100 {
            let email = format!("p{rounds}-{n}@example.org");
            attempt(&world, SCHOOL, &email, PASSWORD).await.refused_with(401, "credentials.wrong");
        }
        attempt(&world, SCHOOL, CHIEF, PASSWORD).await.expect(201);
        let elsewhere = attempt(&world, SCHOOL, "grace@example.org", PASSWORD).await;
        assert!(elsewhere.text.contains("Trop d'échecs depuis cette adresse"), "{}", elsewhere.text);
        waits(elsewhere, 200..=300);
        world.clock.advance(TimeDelta::minutes(5));
    }
    waits(attempt(&world, SCHOOL, "grace@example.org", PASSWORD).await, 2600..=2700);
    attempt(&world, SCHOOL, CHIEF, PASSWORD).await.expect(201);
    // her own guesses count there as everywhere
    for _ in 0..5 {
        attempt(&world, SCHOOL, CHIEF, OTHER_PASSWORD).await.refused_with(401, "credentials.wrong");
    }
    waits(attempt(&world, SCHOOL, CHIEF, PASSWORD).await, 30..=60);
}

#[actix_web::test]
async fn a_lock_stands_in_the_journal_and_says_what_it_is() {
    let world = behind_a_proxy().await;
    let (_, signed_in) = first_administrator(&world).await;
    let locks = |subject: &str| {
        world.database_counts(&format!(
            "SELECT count(*) AS n FROM journal_entries
             WHERE act = 'account.sign_in_locked' AND subject_id = '{subject}'"
        ))
    };
    let (of_chief, of_nobody) = (id_of(&signed_in["account"]), "00000000-0000-0000-0000-000000000000");
    for n in 0..5 {
        assert_eq!(locks(&of_chief), 0, "{n}");
        attempt(&world, SCHOOL, CHIEF, OTHER_PASSWORD).await.refused_with(401, "credentials.wrong");
        attempt(&world, SCHOOL, "nobody@example.org", OTHER_PASSWORD)
            .await
            .refused_with(401, "credentials.wrong");
    }
    assert_eq!((locks(&of_chief), locks(of_nobody)), (1, 1));
    let waiting = attempt(&world, SCHOOL, CHIEF, PASSWORD).await;
    assert!(waiting.text.contains("Trop d'essais pour ce compte depuis ce réseau"), "{}", waiting.text);
    waits(waiting, 30..=60);
    assert_eq!(locks(&of_chief), 1, "told once");
}

#[actix_web::test]
async fn administrators_disabled_at_once_wait_for_each_other_and_one_remains() {
    let world = World::configured("2026-11-23", |config| config.pool_size = 8).await;
    let mut targets = Vec::new();
    for _ in 0..50 {
        targets.push(id_of(&world.administrator().get("/v1/me").await.expect(200)));
    }
    let actors: Vec<Person> = (0..5).map(|_| world.administrator()).collect();
    for round in targets.chunks(5) {
        // each of five closes the same five, each beginning with another
        let closing = actors.iter().enumerate().flat_map(|(place, actor)| {
            (0..round.len()).map(move |next| {
                let target = &round[(place + next) % round.len()];
                actor.post(format!("/v1/accounts/{target}/disabling"), json!({}))
            })
        });
        let statuses: Vec<u16> = join_all(closing).await.iter().map(|reply| reply.status).collect();
        assert_eq!(statuses.iter().filter(|status| **status == 200).count(), 5, "{statuses:?}");
        assert!(statuses.iter().all(|status| [200, 409].contains(status)), "{statuses:?}");
    }
    let (one, other) = (&actors[0], &actors[1]);
    let mut own = Vec::new();
    for actor in &actors {
        own.push(id_of(&actor.get("/v1/me").await.expect(200)));
    }
    for id in &own[2..] {
        one.post(format!("/v1/accounts/{id}/disabling"), json!({})).await.expect(200);
    }
    let (left, right) =
        (format!("/v1/accounts/{}/disabling", own[1]), format!("/v1/accounts/{}/disabling", own[0]));
    let (first, second) = tokio::join!(one.post(left, json!({})), other.post(right, json!({})));
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert!(statuses[0] == 200 && [401, 409].contains(&statuses[1]), "{statuses:?}");
    let remaining = "SELECT count(*) AS n FROM accounts WHERE role = 'administrator' AND disabled_at IS NULL";
    assert_eq!(world.database_counts(remaining), 1);
    // the base counts its deadlocks within a second
    tokio::time::sleep(Duration::from_millis(1500)).await;
    let deadlocks = "SELECT deadlocks AS n FROM pg_stat_database WHERE datname = current_database()";
    assert_eq!(world.database_counts(deadlocks), 0);
}
