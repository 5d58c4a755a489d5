//! What browsers, scanners and those who write requests by hand meet.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use reqwest::Method;

use crate::harness::{Browser, Script, World};

const FRONT: &str = "https://front.example.fr";
const ALLOWED_ORIGIN: &str = "access-control-allow-origin";

async fn with_a_front() -> World {
    World::configured("2025-07-01", |config| config.cors_origins = vec![FRONT.into()]).await
}

#[actix_web::test]
async fn only_the_front_ends_named_read_answers() {
    let world = with_a_front().await;
    let manager = world.manager();
    for path in ["/v1/employers", "/v1/nothing"] {
        for (origin, allowed) in [(FRONT, Some(FRONT)), ("https://other.example.fr", None), ("null", None)] {
            let requested = manager.request(Method::GET, path).header("origin", origin);
            let reply = manager.send(requested).await;
            assert_eq!(reply.header(ALLOWED_ORIGIN), allowed, "{origin} {path}");
            assert!(reply.header("vary").unwrap_or_default().contains("Origin"), "{:?}", reply.headers);
        }
    }
    let requested = manager.request(Method::GET, "/v1/employers").header("origin", FRONT);
    let reply = manager.send(requested).await;
    let exposed = reply.header("access-control-expose-headers").unwrap_or_default();
    let read = ["etag", "location", "x-request-id", "content-disposition"];
    assert!(read.iter().all(|name| exposed.contains(name)), "{exposed}");
    assert_eq!(reply.header("access-control-allow-credentials"), None, "no cookie ever counts");
    let closed = World::on("2025-07-01").await;
    let requested = closed.nobody().request(Method::GET, "/v1/sites").header("origin", FRONT);
    assert_eq!(closed.nobody().send(requested).await.header(ALLOWED_ORIGIN), None);
}

#[actix_web::test]
async fn a_browser_that_asks_first_is_told_what_it_may_send() {
    let world = with_a_front().await;
    let nobody = world.nobody();
    let requested = |origin: &str, method: &str, headers: &str| {
        nobody
            .request(Method::OPTIONS, "/v1/employers")
            .header("origin", origin)
            .header("access-control-request-method", method)
            .header("access-control-request-headers", headers)
    };
    let reply = nobody
        .send(requested(FRONT, "PATCH", "authorization,if-match,content-type,traceparent,x-request-id"))
        .await;
    assert_eq!((reply.status, reply.header(ALLOWED_ORIGIN)), (200, Some(FRONT)));
    assert!(reply.header("access-control-allow-methods").unwrap_or_default().contains("PATCH"));
    let may = reply.header("access-control-allow-headers").unwrap_or_default().to_lowercase();
    assert!(may.contains("if-match") && may.contains("authorization"), "{may}");
    for refused in [
        requested("https://other.example.fr", "PATCH", "if-match"),
        requested(FRONT, "TRACE", "if-match"),
        requested(FRONT, "PATCH", "x-other"),
    ] {
        let reply = nobody.send(refused).await;
        assert_eq!((reply.status, reply.header(ALLOWED_ORIGIN)), (400, None), "{}", reply.text);
    }
}

#[actix_web::test]
async fn behind_tls_every_answer_says_so_and_else_none() {
    for (public_url, announced) in [
        ("https://compagnon.example.fr", Some("max-age=31536000; includeSubDomains")),
        ("http://127.0.0.1:8080", None),
    ] {
        let world = World::configured("2025-07-01", |config| config.public_url = public_url.into()).await;
        for path in ["/v1/sites", "/v1/employers", "/v1/nothing", "/docs/", "/healthz"] {
            let reply = world.nobody().get(path).await;
            assert_eq!(reply.header("strict-transport-security"), announced, "{public_url} {path}");
        }
    }
}

/// The whole answer to bytes written by hand; the connection is closed after it.
async fn answer_to(world: &World, request: String) -> String {
    let address = world.base().trim_start_matches("http://").to_owned();
    let asking = actix_web::web::block(move || {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).map(|_| answer)
    });
    asking.await.unwrap().expect("the connection is closed")
}

#[actix_web::test]
async fn a_request_of_two_lengths_is_refused_and_nothing_after_it_is_read() {
    let world = World::on("2025-07-01").await;
    for lengths in [
        "content-length: 5\r\ntransfer-encoding: chunked",
        "transfer-encoding: chunked\r\ncontent-length: 5",
        "content-length: 5\r\ncontent-length: 6",
        "content-length: +5",
        "transfer-encoding: chunked\r\ntransfer-encoding: identity",
    ] {
        let smuggled = "GET /healthz HTTP/1.1\r\nhost: compagnon\r\n\r\n";
        let head = "POST /v1/sessions HTTP/1.1\r\nhost: compagnon\r\ncontent-type: application/json";
        let answer = answer_to(&world, format!("{head}\r\n{lengths}\r\n\r\n0\r\n\r\n{smuggled}")).await;
        assert!(answer.starts_with("HTTP/1.1 400"), "{lengths}: {answer}");
        assert!(!answer.contains("alive"), "{lengths}: {answer}");
    }
}

#[actix_web::test]
async fn the_documentation_is_on_the_public_address_where_it_was_said_to_be() {
    for (said, status) in [(Some(true), 200), (None, 404), (Some(false), 404)] {
        let world = World::configured("2025-07-01", |config| {
            config.public_url = "https://compagnon.example.fr".into();
            config.public_docs = said;
        })
        .await;
        for path in ["/docs/", "/docs/swagger-ui.css", "/docs"] {
            let reply = world.nobody().get(path).await;
            assert_eq!(reply.status, status, "{said:?} {path}");
        }
        world.nobody().get("/openapi.json").await.expect(200);
    }
}

#[actix_web::test]
async fn the_documentation_is_drawn_in_a_browser_without_anything_written_in_its_page() {
    let world = World::on("2025-07-01").await;
    let browser = Browser::open(Script::On).await;
    browser.go(&format!("{}/docs/", world.base())).await;
    browser.element(".operation-filter-input").await;
    assert!(!browser.text().await.contains("/v1/employers"), "operations are folded at first");
    browser.click("#operations-tag-employers").await;
    let operation = browser.element("#operations-employers-list_employers").await;
    assert!(operation.text().await.unwrap().contains("/v1/employers"));
    browser.close().await;
}

#[actix_web::test]
async fn the_documentation_asks_for_nothing_outside() {
    let world = World::on("2025-07-01").await;
    let nobody = world.nobody();
    let page = nobody.get("/docs/").await;
    let policy = page.header("content-security-policy").unwrap_or_default().to_owned();
    assert!(policy.starts_with("default-src 'none'; script-src 'self'"), "{policy}");
    assert!(!policy.contains("http") && !policy.contains("unsafe"), "{policy}");
    let named = |attribute: &str| -> Vec<String> {
        let pieces = page.text.split(attribute).skip(1);
        pieces.filter_map(|piece| piece.split('"').next()).map(str::to_owned).collect()
    };
    let files: Vec<String> = [named("src=\""), named("href=\"")].concat();
    assert!(files.len() >= 5, "{}", page.text);
    for file in files {
        assert!(!file.contains("//"), "{file} is elsewhere");
        assert_eq!(
            nobody.get(format!("/docs/{}", file.trim_start_matches("./"))).await.status,
            200,
            "{file}"
        );
    }
    let settings = nobody.get("/docs/swagger-initializer.js").await.text;
    assert!(settings.contains("/openapi.json") && !settings.contains("://"), "{settings}");
}
