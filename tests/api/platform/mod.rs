//! What every request can count on.

mod bounds;
mod conformity;
mod connections;
mod database;
mod days;
mod edges;
mod examples;
mod outcome;
mod output;
mod panics;
mod private_server;
mod public_path;
mod quotas;
mod read_only;
mod representations;
mod slow;
mod starting;
mod stopping;

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{World, id_of};

#[actix_web::test]
async fn refusals_speak_the_readers_language() {
    let world = World::on("2025-07-01").await;
    let nobody = world.nobody();
    let french = nobody.get("/v1/employers").await.refused_with(401, "unauthenticated");
    assert_eq!(french["title"], "Authentification nécessaire");
    let request = nobody.request(Method::GET, "/v1/employers").header("accept-language", "en-GB,en");
    let reply = nobody.send(request).await;
    assert_eq!(reply.header("content-language"), Some("en"));
    assert_eq!(reply.refused_with(401, "unauthenticated")["title"], "Authentication needed");
}

#[actix_web::test]
async fn every_answer_carries_its_request_id_and_security_headers() {
    let world = World::on("2025-07-01").await;
    let reply = world.nobody().get("/v1/employers").await;
    assert_eq!(reply.header("x-request-id"), reply.body["request_id"].as_str());
    for (name, value) in [
        ("cache-control", "no-store"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("content-security-policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'"),
    ] {
        assert_eq!(reply.header(name), Some(value), "{name}");
    }
}

#[actix_web::test]
async fn a_body_that_is_not_plain_json_is_refused_before_anything_else() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let post = || manager.request(Method::POST, "/v1/employers");
    let typed = |media: &str, body: &str| post().header("content-type", media).body(body.to_owned());
    manager.send(typed("text/plain", "{}")).await.refused_with(415, "body.media_type");
    manager.send(typed("application/json", "{\"name\":1,\"name\":2}")).await.refused_with(400, "body.json");
    manager.send(typed("application/json", &"[".repeat(40))).await.refused_with(400, "body.json");
    manager.send(typed("application/json", "{")).await.refused_with(400, "body.json");
    let compressed = typed("application/json", "{}").header("content-encoding", "gzip");
    manager.send(compressed).await.refused_with(415, "body.media_type");
    let long = json!({ "name": "x".repeat(300 * 1024) }).to_string();
    manager.send(typed("application/json", &long)).await.refused_with(413, "body.too_large");
}

#[actix_web::test]
async fn a_patch_names_fields_that_exist_and_at_least_one() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let employer = manager.post("/v1/employers", crate::people::employers::a_bookshop()).await.expect(201);
    let path = format!("/v1/employers/{}", id_of(&employer));
    let unknown = ("/anything", "unknown_field");
    manager.change(&path, json!({})).await.faults(&[("", "too_few")]);
    manager.change(&path, json!({"anything": null})).await.faults(&[unknown]);
    manager.change(&path, json!({"anything": 1})).await.faults(&[unknown]);
    manager.change(&path, json!({"anything": null, "name": "", "a/b": null})).await.faults(&[
        unknown,
        ("/a~1b", "unknown_field"),
        ("/name", "too_short"),
    ]);
    let unchanged = manager.get(&path).await.expect(200);
    assert_eq!(unchanged, employer);
    let shown = "SELECT count(*) AS n FROM journal_entries WHERE act = 'ChangeEmployer'";
    assert_eq!(world.database_counts(shown), 0);
}

#[actix_web::test]
async fn query_parameters_are_judged_like_bodies() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    for (query, name, code) in [
        ("limit=0", "limit", "too_small"),
        ("limit=201", "limit", "too_large"),
        ("limit=ten", "limit", "type"),
        ("limit=1&limit=2", "limit", "repeated"),
        ("colour=red", "colour", "unknown_parameter"),
        ("cursor=nonsense", "cursor", "cursor"),
        ("q=x", "q", "too_short"),
        ("site=here", "site", "uuid"),
    ] {
        let problem = manager.get(format!("/v1/employers?{query}")).await.refused_with(400, "query.invalid");
        let error = &problem["errors"][0];
        assert_eq!((&error["pointer"], &error["code"]), (&json!(name), &json!(code)), "{query}");
    }
}

#[actix_web::test]
async fn an_operation_that_reads_no_query_refuses_one() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let document = crate::harness::announced();
    let reads = |operation: &Value| {
        operation["parameters"].as_array().unwrap().iter().any(|parameter| parameter["in"] == "query")
    };
    let mut requested = 0;
    for (path, item) in document["paths"].as_object().unwrap() {
        let Some(operation) =
            item.get("get").filter(|get| !reads(get) && get["security"][0]["bearer"].is_array())
        else {
            continue;
        };
        let record = "0198df00-3c1e-7a52-9c2f-5d1b2a4e6f72";
        let address = path.replace("{id}", record).replace("{site}", record);
        let problem = manager.get(format!("{address}?colour=red")).await.refused_with(400, "query.invalid");
        let error = &problem["errors"][0];
        assert_eq!(
            (&error["pointer"], &error["code"]),
            (&json!("colour"), &json!("unknown_parameter")),
            "{operation}"
        );
        requested += 1;
    }
    assert!(requested > 30, "{requested}");
    let posted = manager.post("/v1/employers?colour=red", crate::people::employers::a_bookshop()).await;
    posted.refused_with(400, "query.invalid");
}

#[actix_web::test]
async fn what_is_no_part_of_the_document_names_its_methods_too() {
    let world = World::on("2025-07-01").await;
    let nobody = world.nobody();
    for path in ["/openapi.json", "/docs", "/docs/", "/docs/swagger-ui.css", "/readyz"] {
        for method in [Method::POST, Method::TRACE] {
            let reply = nobody.send(nobody.request(method.clone(), path)).await;
            assert_eq!(reply.header("allow"), Some("GET, HEAD"), "{method} {path}: {}", reply.text);
            reply.refused_with(405, "method_not_allowed");
        }
        nobody.get(path).await.expect(200);
    }
}

#[actix_web::test]
async fn a_method_that_does_not_exist_names_those_that_do() {
    let world = World::on("2025-07-01").await;
    let reply = world.nobody().delete("/v1/employers").await;
    assert_eq!(reply.header("allow"), Some("GET, HEAD, POST"));
    reply.refused_with(405, "method_not_allowed");
    world.nobody().get("/v1/nothing").await.refused_with(404, "page.not_found");
}

#[actix_web::test]
async fn probes_answer_without_an_account() {
    let world = World::on("2025-07-01").await;
    assert_eq!(world.nobody().get("/healthz").await.text, "alive\n");
    assert_eq!(world.nobody().get("/readyz").await.text, "ready\n");
}

#[actix_web::test]
async fn an_invented_method_makes_no_series_of_its_own() {
    let world = World::on("2025-07-01").await;
    let nobody = world.nobody();
    for invented in ["BREW", "WHEN"] {
        let method = Method::from_bytes(invented.as_bytes()).unwrap();
        nobody.send(nobody.request(method, "/v1/employers")).await.refused_with(405, "method_not_allowed");
    }
    nobody.get("/v1/employers").await.refused_with(401, "unauthenticated");
    let metrics = world.metrics();
    assert!(metrics.contains("method=\"GET\"") && metrics.contains("method=\"other\""), "{metrics}");
    assert!(!metrics.contains("BREW") && !metrics.contains("WHEN"), "{metrics}");
}
