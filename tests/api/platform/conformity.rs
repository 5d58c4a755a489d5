//! A request has one meaning, and a method that exists at its address; what has none, or two, is refused.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::World;

const SOMETHING: &str = "0198df00-3c1e-7a52-9c2f-5d1b2a4e6f72";

/// Every path of the document, somebody's identifier in it, with its methods.
fn places() -> Vec<(String, Vec<String>)> {
    let document = crate::harness::announced();
    let each = document["paths"].as_object().unwrap().iter().map(|(path, item)| {
        let methods = item.as_object().unwrap().keys().map(|method| method.to_uppercase()).collect();
        (path.replace("{id}", SOMETHING).replace("{site}", SOMETHING).replace(['{', '}'], ""), methods)
    });
    each.collect()
}

#[actix_web::test]
async fn a_method_that_an_address_does_not_serve_names_those_it_does() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let mut refused = 0;
    for (path, methods) in places() {
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
            if methods.iter().any(|served| served == method) {
                continue;
            }
            let method: Method = method.parse().unwrap();
            let reply = manager.send(manager.request(method.clone(), &path)).await;
            let allowed: Vec<&str> = reply.header("allow").unwrap_or_default().split(", ").collect();
            let mut expected: Vec<&str> = methods.iter().map(String::as_str).collect();
            if let Some(get) = expected.iter().position(|method| *method == "GET") {
                expected.insert(get + 1, "HEAD");
            }
            assert_eq!(allowed, expected, "{method} {path}: {}", reply.text);
            reply.refused_with(405, "method_not_allowed");
            refused += 1;
        }
    }
    assert!(refused > 300, "{refused}");
}

#[actix_web::test]
async fn head_is_answered_wherever_get_is() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let outside =
        ["/openapi.json", "/docs/", "/docs/swagger-ui.css", "/v1/nothing", "/l/nothing"].map(str::to_owned);
    let documented = places().into_iter().filter(|(_, methods)| methods.iter().any(|method| method == "GET"));
    for path in documented.map(|(path, _)| path).chain(outside) {
        let (got, head) = (
            manager.send(manager.request(Method::GET, &path)).await,
            manager.send(manager.request(Method::HEAD, &path)).await,
        );
        assert_eq!((head.status, head.text.as_str()), (got.status, ""), "{path}: {}", got.text);
        for name in ["content-type", "content-length"] {
            let same = head.header(name).map(str::len) == got.header(name).map(str::len);
            assert!(same, "{path}: {name} {:?} {:?}", head.headers, got.headers);
        }
    }
}

#[actix_web::test]
async fn a_header_that_means_one_thing_comes_once() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    let post =
        || manager.request(Method::POST, "/v1/employers").json(&crate::people::employers::a_bookshop());
    let other = format!("Bearer {}", world.trainer().token().unwrap());
    for (name, first, second) in [
        ("authorization", None, other.as_str()),
        ("authorization", None, "Basic eDp5"),
        ("idempotency-key", Some("one-form-one-key"), "another-form-a-key"),
        ("idempotency-key", Some("one-form-one-key"), "one-form-one-key"),
        ("content-type", None, "application/json"),
        ("content-encoding", Some("identity"), "gzip"),
    ] {
        let request = first.into_iter().fold(post(), |request, value| request.header(name, value));
        let reply = manager.send(request.header(name, second)).await;
        let expected = (name == "authorization").then_some("Bearer error=\"invalid_request\"");
        assert_eq!(reply.header("www-authenticate"), expected, "{name}");
        let problem = reply.refused_with(400, "header.repeated");
        assert_eq!(problem["errors"][0]["pointer"], json!(name));
    }
    assert_eq!(manager.get("/v1/employers").await.expect(200)["data"], json!([]));
    let nobody = world.nobody();
    let twice =
        nobody.request(Method::GET, "/v1/sites").header("authorization", "x").header("authorization", "x");
    nobody.send(twice).await.refused_with(400, "header.repeated");
}

#[actix_web::test]
async fn a_token_that_is_no_good_is_told_from_none() {
    let world = World::on("2025-07-01").await;
    let shown = |reply: &crate::harness::Reply| reply.header("www-authenticate").map(str::to_owned);
    let without = world.nobody().get("/v1/employers").await;
    assert_eq!(shown(&without).as_deref(), Some("Bearer"));
    without.refused_with(401, "unauthenticated");
    let manager = world.manager();
    let over = world.manager();
    world.database_says("UPDATE sessions SET ended_at = now(), ended_reason = 'logout'");
    for person in [manager.with_token("a.b.c"), over] {
        let refused = person.get("/v1/employers").await;
        assert_eq!(shown(&refused).as_deref(), Some("Bearer error=\"invalid_token\""));
        refused.refused_with(401, "unauthenticated");
    }
}

#[actix_web::test]
async fn an_address_that_is_no_text_once_decoded_is_refused() {
    let world = World::on("2025-07-01").await;
    let manager = world.manager();
    for path in ["/v1/employers", "/v1/sites", "/v1/me", "/v1/nothing", "/openapi.json"] {
        for query in ["q=%C0%80", "q=ab%FF", "%ED%A0%80=1"] {
            manager.get(format!("{path}?{query}")).await.refused_with(400, "query.encoding");
        }
    }
    manager.get("/v1/employers?q=caf%C3%A9").await.expect(200);
    let form = |text: &'static str| {
        let media = "application/x-www-form-urlencoded";
        manager.request(Method::POST, "/oauth/token").header("content-type", media).body(text)
    };
    let refused = manager.send(form("grant_type=client_credentials&client_id=%C0%80")).await.expect(400);
    assert_eq!(refused["error"], "invalid_request");
}

#[actix_web::test]
async fn the_languages_preferred_are_as_many_as_published() {
    let world = World::on("2025-07-01").await;
    let nobody = world.nobody();
    let document = crate::harness::announced();
    let parameters = document["paths"]["/v1/sites"]["get"]["parameters"].as_array().unwrap();
    let published = parameters.iter().find(|one| one["name"] == "Accept-Language").unwrap();
    let longest = usize::try_from(published["schema"]["maxLength"].as_u64().unwrap()).unwrap();
    for (length, status) in [(longest, 200), (longest + 1, 400)] {
        let languages = format!("en{}", " ".repeat(length - 3) + ",");
        let languages = languages.replace(' ', "x");
        let request = nobody.request(Method::GET, "/v1/sites").header("accept-language", languages);
        assert_eq!(nobody.send(request).await.status, status, "{length}");
    }
}

/// The status line and the headers answered to a head written by hand.
async fn head_answered(world: &World, head: &str) -> String {
    let (address, head) = (world.base().trim_start_matches("http://").to_owned(), head.to_owned());
    let asking = actix_web::web::block(move || {
        let mut stream = TcpStream::connect(address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        stream.write_all(format!("{head}connection: close\r\n\r\n").as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).map(|_| answer)
    });
    asking.await.unwrap().expect("the connection is closed")
}

#[actix_web::test]
async fn a_host_that_no_address_writes_is_refused() {
    let world = World::on("2025-07-01").await;
    for strange in
        ["host: a b\r\n", "host: \r\n", "host: x@y\r\n", "host: a/b\r\n", "host: a\r\nhost: b\r\n", ""]
    {
        let answer = head_answered(&world, &format!("GET /healthz HTTP/1.1\r\n{strange}")).await;
        assert!(answer.starts_with("HTTP/1.1 400"), "{strange}: {answer}");
        // none, or two, are refused before anything of ours is asked
        let is_ours = answer.contains("application/problem+json");
        assert_eq!(is_ours, strange.matches("host").count() == 1, "{strange}: {answer}");
    }
    for sound in ["host: a.fr:8080\r\n", "host: [::1]:80\r\n", "host: my_service\r\n", "host: 127.0.0.1\r\n"]
    {
        let answer = head_answered(&world, &format!("GET /healthz HTTP/1.1\r\n{sound}")).await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{sound}: {answer}");
    }
    assert!(head_answered(&world, "GET /healthz HTTP/1.0\r\n").await.starts_with("HTTP/1.0 200"));
}

#[actix_web::test]
async fn what_is_public_refuses_a_query_it_does_not_read_too() {
    let world = World::on("2025-07-01").await;
    let document: Value = crate::harness::announced();
    let mut requested = 0;
    for (path, item) in document["paths"].as_object().unwrap() {
        let public = item.get("get").is_some_and(|get| !get["security"][0]["bearer"].is_array());
        if public {
            let problem =
                world.nobody().get(format!("{path}?colour=red")).await.refused_with(400, "query.invalid");
            assert_eq!(problem["errors"][0]["code"], "unknown_parameter", "{path}");
            requested += 1;
        }
    }
    assert!(requested >= 8, "{requested}");
}
