//! How often one may try.

use chrono::TimeDelta;
use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};

use super::people::{OTHER_PASSWORD, PASSWORD, first_administrator, sign_in};
use crate::harness::{Reply, World};

pub const CHIEF: &str = "chief@example.org";

/// A world that believes what its proxy says of addresses.
pub async fn behind_a_proxy() -> World {
    World::configured("2026-11-23", |config| config.trusted_proxies = vec!["127.0.0.1".parse().unwrap()])
        .await
}

pub async fn attempt(world: &World, from: &str, email: &str, password: &str) -> Reply {
    let nobody = world.nobody();
    let request = nobody.request(Method::POST, "/v1/sessions").header("x-forwarded-for", from);
    nobody.send(request.json(&json!({ "email": email, "password": password }))).await
}

#[track_caller]
pub fn waits(reply: Reply, seconds: std::ops::RangeInclusive<i64>) {
    let wait: i64 = reply.header("retry-after").unwrap_or_else(|| panic!("{}", reply.text)).parse().unwrap();
    assert!(seconds.contains(&wait), "{wait}");
    reply.refused_with(429, "too_many_attempts");
}

#[actix_web::test]
async fn five_failures_make_a_network_wait_and_each_more_twice_as_long_whoever_the_account() {
    let world = behind_a_proxy().await;
    first_administrator(&world).await;
    let mut shown = Vec::new();
    for email in [CHIEF, "nobody@example.org"] {
        for n in 0..5 {
            let from = format!("192.0.2.{n}");
            let mut problem =
                attempt(&world, &from, email, OTHER_PASSWORD).await.refused_with(401, "credentials.wrong");
            problem["request_id"] = Value::Null;
            shown.push(problem);
        }
        waits(attempt(&world, "192.0.2.200", email, PASSWORD).await, 30..=60);
    }
    shown.dedup();
    assert_eq!(shown.len(), 1, "the same for accounts that do not exist");
    sign_in_from(&world, "198.51.100.1").await;
    world.clock.advance(TimeDelta::seconds(61));
    for longest in [120, 240, 480, 900, 900] {
        let wrong = attempt(&world, "192.0.2.1", CHIEF, OTHER_PASSWORD).await;
        wrong.refused_with(401, "credentials.wrong");
        waits(attempt(&world, "192.0.2.1", CHIEF, PASSWORD).await, longest - 30..=longest);
        world.clock.advance(TimeDelta::seconds(longest + 1));
    }
    sign_in_from(&world, "192.0.2.1").await;
    for _ in 0..4 {
        attempt(&world, "192.0.2.1", CHIEF, OTHER_PASSWORD).await.refused_with(401, "credentials.wrong");
    }
    sign_in_from(&world, "192.0.2.1").await;
}

async fn sign_in_from(world: &World, from: &str) {
    attempt(world, from, CHIEF, PASSWORD).await.expect(201);
}

#[actix_web::test]
async fn parallel_guesses_are_counted_before_they_are_examined() {
    let world = World::on("2026-11-23").await;
    first_administrator(&world).await;
    let guesses = (0..20).map(|_| attempt(&world, "", CHIEF, OTHER_PASSWORD));
    let replies = join_all(guesses).await;
    let examined = replies.iter().filter(|reply| reply.status == 401).count();
    assert_eq!(examined, 5, "{:?}", replies.iter().map(|reply| reply.status).collect::<Vec<_>>());
}

#[actix_web::test]
async fn after_twenty_five_failures_from_everywhere_only_networks_known_to_be_theirs_may_try() {
    let world = behind_a_proxy().await;
    first_administrator(&world).await;
    sign_in_from(&world, "203.0.113.7").await;
    for n in 0..25 {
        let from = format!("192.0.{n}.1");
        attempt(&world, &from, CHIEF, OTHER_PASSWORD).await.refused_with(401, "credentials.wrong");
    }
    waits(attempt(&world, "198.51.100.1", CHIEF, PASSWORD).await, 80_000..=86_400);
    sign_in_from(&world, "203.0.113.99").await;
    world.clock.advance(TimeDelta::hours(24));
    sign_in_from(&world, "198.51.100.1").await;
}

#[actix_web::test]
async fn one_address_has_a_hundred_failures_in_five_minutes_and_successes_do_not_count() {
    let world = World::on("2026-11-23").await;
    first_administrator(&world).await;
    for _ in 0..3 {
        sign_in(&world, CHIEF, PASSWORD).await;
    }
    for n in 0..100 {
        let email = format!("p{n}@example.org");
        attempt(&world, "", &email, PASSWORD).await.refused_with(401, "credentials.wrong");
    }
    waits(attempt(&world, "", "somebody@example.org", PASSWORD).await, 200..=300);
    world.clock.advance(TimeDelta::minutes(5));
    let again = attempt(&world, "", "somebody@example.org", PASSWORD).await;
    again.refused_with(401, "credentials.wrong");
}

#[actix_web::test]
async fn a_hundred_failures_in_a_row_take_the_password_away_until_the_next_invitation() {
    let world = behind_a_proxy().await;
    let (chief, _) = first_administrator(&world).await;
    let body = json!({ "email": "grace@example.org", "display_name": "Grace", "role": "trainer", "site_ids": [world.site()] });
    let account = chief.post("/v1/accounts", body).await.expect(201);
    let accept = async |account: &Value| {
        let body = json!({ "token": account["invitation"]["token"], "password": PASSWORD });
        world.nobody().post("/v1/invitations/acceptance", body).await.expect(201)
    };
    accept(&account).await;
    for n in 0..100 {
        if n % 25 == 0 {
            world.clock.advance(TimeDelta::hours(25));
        }
        let from = format!("192.0.{n}.1");
        attempt(&world, &from, "grace@example.org", OTHER_PASSWORD)
            .await
            .refused_with(401, "credentials.wrong");
    }
    world.clock.advance(TimeDelta::hours(25));
    let right = attempt(&world, "198.51.100.1", "grace@example.org", PASSWORD).await;
    right.refused_with(401, "credentials.wrong");
    let chief = sign_in(&world, CHIEF, PASSWORD).await;
    let chief = super::people::holder(&world, &chief);
    let path = format!("/v1/accounts/{}", account["id"].as_str().unwrap());
    assert_eq!(chief.get(&path).await.expect(200)["state"], "invited");
    accept(&chief.post(format!("{path}/invitation"), json!({})).await.expect(200)).await;
    attempt(&world, "198.51.100.1", "grace@example.org", PASSWORD).await.expect(201);
}

#[actix_web::test]
async fn sixty_four_people_sign_in_at_once_from_one_address() {
    let world = World::on("2026-11-23").await;
    first_administrator(&world).await;
    world.database_says(
        "INSERT INTO accounts (id, email, display_name, role, site_ids, password_hash)
         SELECT gen_random_uuid(), 'p' || n || '@example.org', 'P', 'administrator', '{}', password_hash
         FROM accounts, generate_series(1, 64) AS n",
    );
    let emails: Vec<String> = (1..=64).map(|n| format!("p{n}@example.org")).collect();
    let replies = join_all(emails.iter().map(|email| attempt(&world, "", email, PASSWORD))).await;
    for reply in replies {
        reply.expect(201);
    }
}

#[actix_web::test]
async fn one_address_has_three_hundred_failures_an_hour() {
    let world = World::on("2026-11-23").await;
    first_administrator(&world).await;
    for n in 0..300 {
        if n % 60 == 0 && n > 0 {
            world.clock.advance(TimeDelta::minutes(5));
        }
        let email = format!("p{n}@example.org");
        attempt(&world, "", &email, PASSWORD).await.refused_with(401, "credentials.wrong");
    }
    world.clock.advance(TimeDelta::minutes(5));
    waits(attempt(&world, "", "somebody@example.org", PASSWORD).await, 2000..=2100);
    world.clock.advance(TimeDelta::minutes(35));
    let again = attempt(&world, "", "somebody@example.org", PASSWORD).await;
    again.refused_with(401, "credentials.wrong");
}

#[actix_web::test]
async fn an_account_is_invited_again_three_times_an_hour() {
    let world = World::on("2026-11-23").await;
    let chief = world.administrator();
    let invite = async |email: &str| {
        let body =
            json!({ "email": email, "display_name": "Grace", "role": "trainer", "site_ids": [world.site()] });
        let account = chief.post("/v1/accounts", body).await.expect(201);
        format!("/v1/accounts/{}/invitation", account["id"].as_str().unwrap())
    };
    let (one, other) = (invite("grace@example.org").await, invite("ada@example.org").await);
    for _ in 0..3 {
        chief.post(&one, json!({})).await.expect(200);
    }
    waits(chief.post(&one, json!({})).await, 3500..=3600);
    chief.post(&other, json!({})).await.expect(200);
    world.clock.advance(TimeDelta::hours(1));
    world.administrator().post(&one, json!({})).await.expect(200);
}

#[actix_web::test]
async fn invitations_cannot_be_tried_without_end() {
    let world = World::on("2026-11-23").await;
    let body = json!({ "token": "unknown", "password": PASSWORD });
    for _ in 0..20 {
        let reply = world.nobody().post("/v1/invitations/acceptance", body.clone()).await;
        reply.refused_with(401, "invitation.refused");
    }
    waits(world.nobody().post("/v1/invitations/acceptance", body).await, 3000..=3600);
}

#[actix_web::test]
async fn a_good_token_is_no_failure_whatever_the_password_wanted() {
    let world = World::on("2026-11-23").await;
    let token = super::people::bootstrap_token(&world).await;
    let begin = async |password: &str| {
        let body =
            json!({ "token": token, "email": CHIEF, "display_name": "Léa Chef", "password": password });
        world.nobody().post("/v1/bootstrap", body).await
    };
    for _ in 0..21 {
        begin("too short").await.faults(&[("/password", "password.too_short")]);
    }
    let chief = super::people::holder(&world, &begin(PASSWORD).await.expect(201));
    let body = json!({ "email": "grace@example.org", "display_name": "Grace", "role": "trainer", "site_ids": [world.site()] });
    let account = chief.post("/v1/accounts", body).await.expect(201);
    let accept = async |password: &str| {
        let body = json!({ "token": account["invitation"]["token"], "password": password });
        world.nobody().post("/v1/invitations/acceptance", body).await
    };
    for _ in 0..21 {
        accept("too short").await.faults(&[("/password", "password.too_short")]);
    }
    accept(PASSWORD).await.expect(201);
}
