//! Served beneath a path of the host, behind proxies that take the path away and proxies that leave it.

use std::fs::File;
use std::path::PathBuf;

use rustix::process::Signal;
use serde_json::{Value, json};

use crate::contracts::agreements::{a_contract, signed};
use crate::harness::{Program, Reply, World, id_of};
use crate::people::employers::a_bookshop;

const PUBLIC: &str = "https://school.example.org/compagnon";

async fn beneath_a_path() -> World {
    World::configured("2025-07-15", |config| {
        config.public_url = PUBLIC.into();
        config.public_docs = Some(true);
    })
    .await
}

/// The address between the angle brackets of the next page.
fn next_of(reply: &Reply) -> String {
    let link = reply.header("link").expect("a next page");
    link.split_once('<').and_then(|(_, rest)| rest.split_once('>')).expect("an address").0.to_owned()
}

#[actix_web::test]
async fn what_is_made_is_found_where_the_answer_says() {
    let world = beneath_a_path().await;
    let manager = world.manager();
    for asked in ["/compagnon/v1/employers", "/v1/employers"] {
        let siret = if asked.starts_with("/v1") { "35600000000048" } else { "44306184100047" };
        let mut shop = a_bookshop();
        shop["siret"] = json!(siret);
        let made = manager.post(asked, shop).await;
        let place = made.header("location").expect("a place").to_owned();
        let employer = made.expect(201);
        assert_eq!(place, format!("/compagnon/v1/employers/{}", id_of(&employer)));
        assert_eq!(id_of(&manager.get(&place).await.expect(200)), id_of(&employer));
        manager.get(&place["/compagnon".len()..]).await.expect(200);
    }
    let first = manager.get("/v1/employers?limit=1").await;
    let next = next_of(&first);
    assert!(next.starts_with("/compagnon/v1/employers?"), "{next}");
    let second = manager.get(&next).await.expect(200);
    assert_ne!(id_of(&second["data"][0]), id_of(&first.expect(200)["data"][0]));
    manager.get("/compagnons/v1/employers").await.refused_with(404, "page.not_found");
    manager.get("/compagnon/compagnon/v1/employers").await.refused_with(404, "page.not_found");
}

/// Every `href` of an answer.
fn hrefs(said: &Value) -> Vec<&str> {
    match said {
        Value::Object(members) => {
            let own = members.get("href").and_then(Value::as_str);
            own.into_iter().chain(members.values().flat_map(hrefs)).collect()
        }
        Value::Array(members) => members.iter().flat_map(hrefs).collect(),
        _ => Vec::new(),
    }
}

#[actix_web::test]
async fn acts_and_obligations_are_asked_for_beneath_the_path() {
    let world = beneath_a_path().await;
    let (manager, story) = (world.manager(), world.story());
    let contract = signed(&manager, a_contract(&story), "2025-07-15").await;
    let acts = format!("{contract}/transitions");
    let software = world.client(&["changes:read", "contracts:read"]);
    for (asker, path) in
        [(&manager, acts.as_str()), (&manager, "/v1/obligations"), (&software, "/v1/changes")]
    {
        let listed = asker.get(path).await.expect(200);
        let addresses = hrefs(&listed);
        assert!(!addresses.is_empty(), "{path}: {listed}");
        for address in addresses {
            assert!(address.starts_with("/compagnon/v1/"), "{path}: {address}");
        }
    }
}

#[actix_web::test]
async fn pages_lead_where_the_host_serves_them() {
    let world = beneath_a_path().await;
    let (manager, story, nobody) = (world.manager(), world.story(), world.nobody());
    signed(&manager, a_contract(&story), "2025-07-15").await;
    let link = manager.post(format!("/v1/tutors/{}/links", story.tutor), json!({})).await.expect(201);
    let url = link["url"].as_str().unwrap();
    assert!(url.starts_with(&format!("{PUBLIC}/l/")), "{url}");
    let page = nobody.get(&url["https://school.example.org".len()..]).await;
    assert_eq!(page.status, 200);
    let text = page.text.replace("&#x2f;", "/");
    let addresses: Vec<&str> = text.split("href=\"/").skip(1).collect();
    assert!(
        !addresses.is_empty() && addresses.iter().all(|one| one.starts_with("compagnon/l/")),
        "{}",
        page.text
    );
    let form = addresses[0].split('"').next().unwrap();
    let form = nobody.get(format!("/{form}")).await;
    let text = form.text.replace("&#x2f;", "/");
    assert!(text.contains("action=\"/compagnon/l/") && !text.contains("action=\"/l/"), "{}", form.text);

    let welcome = nobody.get("/compagnon").await;
    assert!(
        welcome.text.contains("href=\"/compagnon/docs/\"")
            && welcome.text.contains("href=\"/compagnon/openapi.json\"")
    );
    let page = nobody.get("/compagnon/docs").await;
    assert_eq!(page.status, 200, "led to its folder");
    let setup = nobody.get("/compagnon/docs/swagger-initializer.js").await;
    assert!(setup.text.contains("\"../openapi.json\""), "{}", setup.text);
}

#[actix_web::test]
async fn programs_are_told_where_the_host_serves_what_is_described() {
    let world = beneath_a_path().await;
    let nobody = world.nobody();
    let document = nobody.get("/compagnon/openapi.json").await.expect(200);
    assert_eq!(document["servers"][0]["url"], "/compagnon");
    let root = World::on("2025-07-15").await;
    assert_eq!(root.nobody().get("/openapi.json").await.expect(200)["servers"][0]["url"], "/");

    for place in [
        "/.well-known/oauth-authorization-server/compagnon",
        "/compagnon/.well-known/oauth-authorization-server",
        "/.well-known/oauth-authorization-server",
    ] {
        let told = nobody.get(place).await.expect(200);
        assert_eq!(told["issuer"], PUBLIC, "{place}");
        assert_eq!(told["token_endpoint"], format!("{PUBLIC}/oauth/token"));
    }
}

#[actix_web::test]
async fn whoever_finds_a_weakness_is_told_whom_to_write_to_when_somebody_is_named() {
    let world = beneath_a_path().await;
    world.nobody().get("/.well-known/security.txt").await.refused_with(404, "page.not_found");
    let world = World::configured("2025-07-15", |config| {
        config.public_url = PUBLIC.into();
        config.security_contact = Some("mailto:security@example.org".into());
    })
    .await;
    for place in [
        "/.well-known/security.txt",
        "/compagnon/.well-known/security.txt",
        "/.well-known/security.txt/compagnon",
    ] {
        let told = world.nobody().get(place).await;
        assert_eq!((told.status, told.header("content-type")), (200, Some("text/plain; charset=utf-8")));
        assert_eq!(
            told.text,
            "Contact: mailto:security@example.org\nExpires: 2026-01-11T00:00:00Z\nPreferred-Languages: fr, en\n\
             Canonical: https://school.example.org/compagnon/.well-known/security.txt\n"
        );
    }
}

#[actix_web::test]
async fn the_log_holds_what_whoever_asks_calls_a_request() {
    let world = World::on("2025-07-15").await;
    let path: PathBuf = std::env::temp_dir().join(format!("compagnon-log-{}", uuid::Uuid::now_v7()));
    let log = File::create(&path).unwrap();
    let mut program = Program::on(&world, |command| {
        command.env("COMPAGNON_LOG_FORMAT", "json").stderr(log);
    });
    assert!(program.serves().await);
    let trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    let asked = |parent: String, id: &'static str| {
        let request = world.http().get(format!("http://{}/v1/version", program.listen));
        request.header("traceparent", parent).header("x-request-id", id).send()
    };
    asked(format!("00-{trace}-00f067aa0ba902b7-01"), "front-7").await.unwrap();
    asked("nonsense".into(), "two words").await.unwrap();
    program.signal(Signal::TERM);
    program.ended().await;
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::remove_file(&path).unwrap();
    let lines: Vec<Value> = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let requests: Vec<_> = lines.iter().filter(|line| line["route"] == "/v1/version").collect();
    assert_eq!(requests.len(), 2, "{text}");
    assert_eq!(
        (&requests[0]["trace_id"], &requests[0]["caller_request_id"]),
        (&json!(trace), &json!("front-7"))
    );
    assert_ne!(requests[0]["request_id"], json!("front-7"));
    for nothing in ["trace_id", "caller_request_id"] {
        assert!(requests[1].get(nothing).is_none(), "{text}");
    }
}
