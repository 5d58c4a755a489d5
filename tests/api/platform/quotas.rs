//! How often one may ask.

use std::num::NonZeroU32;
use std::time::Duration;

use crate::harness::{Person, World};

const LIST: &str = "/v1/employers";
const PUBLIC: &str = "/v1/programmes";

fn number(n: u32) -> NonZeroU32 {
    NonZeroU32::new(n).expect("a number above zero")
}

async fn is_served(person: &Person, path: &str) {
    let reply = person.get(path).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
}

/// How many of so many hasty requests were served, and the last refusal.
async fn hasty(person: &Person, path: &str, times: usize) -> (usize, Option<serde_json::Value>) {
    let (mut served, mut refusal) = (0, None);
    for _ in 0..times {
        let reply = person.get(path).await;
        if reply.status == 429 {
            let wait: u64 =
                reply.header("retry-after").and_then(|text| text.parse().ok()).expect("Retry-After");
            assert!((1..=60).contains(&wait), "{wait}");
            refusal = Some(reply.refused_with(429, "too_many_requests"));
        } else {
            served += 1;
        }
    }
    (served, refusal)
}

#[actix_web::test]
async fn whoever_asks_too_often_waits_and_disturbs_nobody() {
    let world = World::configured("2025-07-01", |config| config.requests_per_second = number(1)).await;
    let (manager, administrator) = (world.manager(), world.administrator());
    let (served, refusal) = hasty(&manager, LIST, 40).await;
    assert!((10..40).contains(&served), "{served}");
    assert_eq!(refusal.expect("a refusal")["title"], "Trop de demandes");
    is_served(&administrator, LIST).await;
    tokio::time::sleep(Duration::from_millis(1100)).await;
    is_served(&manager, LIST).await;
}

#[actix_web::test]
async fn an_address_without_a_token_is_counted_and_a_false_token_is_none() {
    let slow = |config: &mut compagnon::platform::config::Config| {
        config.requests_per_second_without_token = number(1);
    };
    let world = World::configured("2025-07-01", slow).await;
    let (served, refusal) = hasty(&world.nobody(), PUBLIC, 40).await;
    assert!((10..40).contains(&served), "{served}");
    assert!(refusal.is_some());
    let liar = Person::new(world.http().clone(), world.base().to_owned(), Some("a.b.c".into()));
    let (_, refusal) = hasty(&liar, LIST, 40).await;
    assert!(refusal.is_some(), "false tokens are counted too");
    is_served(&world.nobody(), "/healthz").await;
    is_served(&world.manager(), LIST).await;
}

#[actix_web::test]
async fn an_authorization_that_proves_nothing_is_counted_like_none() {
    let one_a_second = |config: &mut compagnon::platform::config::Config| {
        config.requests_per_second_without_token = number(1);
    };
    for (proof, path) in
        [("x", PUBLIC), ("Basic eDp5", "/openapi.json"), ("Bearer a.b.c", LIST), ("Bearer a.b.c", "/docs/")]
    {
        let world = World::configured("2025-07-01", one_a_second).await;
        let (mut served, mut refused) = (0, 0);
        for _ in 0..25 {
            let request = world.nobody().request(reqwest::Method::GET, path).header("authorization", proof);
            let refusal = world.nobody().send(request).await.status == 429;
            *(if refusal { &mut refused } else { &mut served }) += 1;
        }
        assert!(served >= 10, "{proof} at {path} is counted more than once: {served} served");
        assert!(refused > 0, "{proof} at {path} is never counted");
    }
}

#[actix_web::test]
async fn a_bearer_is_counted_wherever_they_ask() {
    let world = World::configured("2025-07-01", |config| config.requests_per_second = number(1)).await;
    let (served, refusal) = hasty(&world.manager(), PUBLIC, 40).await;
    assert!((10..40).contains(&served), "{served}");
    assert!(refusal.is_some());
    is_served(&world.nobody(), PUBLIC).await;
}

#[actix_web::test]
async fn an_address_is_what_a_trusted_proxy_says_and_nothing_else() {
    let forwarded = async |world: &World, number: u8| {
        let request = world.nobody().request(reqwest::Method::GET, PUBLIC);
        world.nobody().send(request.header("x-forwarded-for", format!("192.0.2.{number}"))).await.status
    };
    for (proxies, refused_at_all) in [(vec![], true), (vec!["127.0.0.1".parse().unwrap()], false)] {
        let world = World::configured("2025-07-01", |config| {
            config.requests_per_second_without_token = number(1);
            config.trusted_proxies = proxies;
        })
        .await;
        let mut refused = 0;
        for number in 0..25 {
            refused += usize::from(forwarded(&world, number).await == 429);
        }
        assert_eq!(refused > 0, refused_at_all, "{refused} refused");
    }
}

#[actix_web::test]
async fn exports_have_a_smaller_allowance_than_the_rest() {
    let world = World::configured("2025-07-01", |config| config.heavy_requests_per_minute = number(2)).await;
    let manager = world.manager();
    let (served, refusal) = hasty(&manager, "/v1/exports/employers.csv", 3).await;
    assert_eq!(served, 2);
    assert!(refusal.is_some());
    is_served(&manager, LIST).await;
}
